package search

import (
	"math"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
)

// Relaxing is the last resort for plain words: entries that hold most of what
// was asked, weighed by rarity, some of it side by side. At least two thirds of
// the syllables must be known as they were typed, so that a query of unknown
// words finds nothing; an unknown word weighs as much as the others do on
// average, for it may be anything.
const (
	relaxShare    = 0.55 // of the weight of all content words
	relaxMinWords = 3    // syllables
)

// relax finds entries that hold most of the content words of r.
func (u *understander) relax(r reading, looks []*lookup, sc scopeCode) ([]matches, error) {
	ds, weights, need := u.relaxed(r)
	if len(ds) < 2 {
		return nil, nil
	}
	var pairs []term
	words := flat(r.slots)
	for i := 1; i < len(words); i++ {
		if u.lex.pairDocs(words[i-1].Fold, words[i].Fold) > 0 && !functionWords[words[i-1].Text] && !functionWords[words[i].Text] {
			pairs = append(pairs, term{fieldPair, words[i-1].Fold + "_" + words[i].Fold})
		}
	}
	out := make([]matches, len(looks))
	found := false
	for i, l := range looks {
		m, err := l.most(ds, weights, need, pairs)
		if err != nil {
			return nil, err
		}
		out[i] = m
		found = found || l.seg.visible(m.all, sc)
	}
	if !found {
		return nil, nil
	}
	return out, nil
}

// relaxed lists the content words with their weights and the weight needed;
// nothing when too few of them are known.
func (u *understander) relaxed(r reading) (ds []demand, weights []float32, need float32) {
	all, known, sum := 0, 0, float32(0)
	var unknown []int
	for _, d := range u.demands(r, tier{marked: true}) {
		n := u.lex.docs
		for _, t := range d.terms {
			n = min(n, u.termDocs(t))
		}
		if n == 0 && len(d.alts)+len(d.or) > 0 {
			n = 1
		}
		all += d.syllables
		if n == 0 {
			unknown = append(unknown, len(ds))
		} else {
			known += d.syllables
		}
		w := float32(0)
		if n > 0 {
			w = float32(math.Log1p(float64(u.lex.docs+1) / float64(n+1)))
		}
		sum += w
		ds, weights = append(ds, d), append(weights, w)
	}
	for _, s := range r.slots {
		if s.function && all >= relaxMinWords {
			all, known = all+1, known+1
		}
	}
	if all < relaxMinWords || known*3 < all*2 || len(unknown) == len(ds) {
		return nil, nil, 0
	}
	mean := sum / float32(len(ds)-len(unknown))
	for _, i := range unknown {
		weights[i] = mean
		sum += mean
	}
	return ds, weights, relaxShare * sum
}

// termDocs returns how many entries hold a term, about.
func (u *understander) termDocs(t term) int {
	a, b, _ := strings.Cut(t.text, "_")
	switch t.field {
	case fieldFold:
		return u.lex.foldDocs(a)
	case fieldExact:
		return u.lex.exactDocs(a)
	case fieldPair:
		return u.lex.pairDocs(a, b)
	case fieldExactPair:
		return u.lex.exactPairDocs(a, b)
	}
	return u.lex.docs
}

// any is what answers a demand in any way.
func (l *lookup) any(d demand) (*roaring.Bitmap, error) {
	out, err := l.and(d.terms)
	if err != nil {
		return nil, err
	}
	for _, a := range append(d.alts, d.or) {
		b, err := l.and(a)
		if err != nil {
			return nil, err
		}
		out = roaring.Or(out, b)
	}
	return out, nil
}

// most collects the entries of a segment that reach the weight needed and hold
// at least one of the pairs.
func (l *lookup) most(ds []demand, weights []float32, need float32, pairs []term) (matches, error) {
	m := matches{all: roaring.NewBitmap(), weight: map[uint32]float32{}}
	side := roaring.NewBitmap()
	for _, p := range pairs {
		b, err := l.get(p)
		if err != nil {
			return m, err
		}
		side.Or(b)
	}
	side.And(l.base)
	if side.IsEmpty() {
		return m, nil
	}
	sum := make([]float32, l.seg.n)
	for i, d := range ds {
		b, err := l.any(d)
		if err != nil {
			return m, err
		}
		it := roaring.And(b, side).Iterator()
		for it.HasNext() {
			sum[it.Next()] += weights[i]
		}
	}
	it := side.Iterator()
	for it.HasNext() {
		if n := it.Next(); sum[n] >= need {
			m.all.Add(n)
			m.weight[n] = sum[n]
		}
	}
	return m, nil
}
