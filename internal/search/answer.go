package search

import (
	"github.com/RoaringBitmap/roaring/v2"

	"danvankheo/internal/vietnamese"
)

// collect filters, counts and sorts what was found.
func (a *request) collect() error {
	f := newFilter(&a.q, a.x.codes)
	f.scope = a.scope
	order := a.q.Sort
	if order == Relevance && len(a.found) == 0 && len(a.phrased) == 0 {
		order = Newest
	}
	end := a.q.Offset + a.q.Limit
	limit := end
	if order == Relevance {
		limit = max(end, maxReorder)
	}
	c := newCollector(f, order, limit)
	if !a.q.NoFacets {
		c.counting(a.x.codes.all())
	}
	for i, l := range a.looks {
		all, scores, err := a.merged(i)
		if err != nil {
			return err
		}
		if all.IsEmpty() {
			continue
		}
		var keys [][]byte
		if order == Title {
			if keys, err = l.seg.col.keys(l.seg.snap); err != nil {
				return err
			}
		}
		c.collect(l.seg.col, all, scores, keys)
	}
	if order == Relevance && len(a.found) == 1 {
		if err := a.reorder(a.found[0], c); err != nil {
			return err
		}
	}
	a.res.Total, a.res.Hits = c.total, c.page(a.q.Offset, end)
	if !a.q.NoFacets {
		a.res.Facets = c.facets()
	}
	if a.apart != nil {
		return a.collectApart(f)
	}
	return nil
}

// collectApart fills in what is found without marks.
func (a *request) collectApart(f *filter) error {
	c := newCollector(f, Relevance, max(a.q.Limit, maxReorder))
	for _, s := range a.apart.segs {
		c.collect(s.look.seg.col, s.all, s.tally.lead, nil)
	}
	if err := a.reorder(a.apart, c); err != nil {
		return err
	}
	if c.total > 0 {
		a.res.Apart = &Apart{c.total, c.page(0, a.q.Limit)}
	}
	return nil
}

// merged are the answers of all readings in one segment with their scores.
func (a *request) merged(seg int) (*roaring.Bitmap, []float32, error) {
	l := a.looks[seg]
	if len(a.found) == 0 {
		if !a.every {
			return emptyBitmap, nil, nil
		}
		if len(a.phrased) == 0 {
			return l.base, nil, nil
		}
		scores, err := l.phrased(a.phrased)
		return l.base, scores, err
	}
	first := &a.found[0].segs[seg]
	all, scores := first.all, first.tally.lead
	for _, r := range a.found[1:] {
		s := &r.segs[seg]
		it := s.all.Iterator()
		for it.HasNext() {
			n := it.Next()
			v := s.tally.lead[n] * priceCorrected
			if !all.Contains(n) || scores[n] < v {
				scores[n] = v
			}
		}
		all = roaring.Or(all, s.all)
		first.tally.strays = true
	}
	for _, s := range a.phrased {
		b, err := l.get(s.term)
		if err != nil {
			return nil, nil, err
		}
		it := roaring.And(all, b).Iterator()
		for it.HasNext() {
			scores[it.Next()] += s.weight
		}
	}
	return all, scores, nil
}

// phrased scores the entries that phrases leave.
func (l *lookup) phrased(signals []signal) ([]float32, error) {
	scores := make([]float32, l.seg.n)
	for i := range scores {
		scores[i] = worthRecent * float32(min(max(int(l.seg.col.rows[i].year)-2010, 0), 20))
	}
	for _, s := range signals {
		b, err := l.get(s.term)
		if err != nil {
			return nil, err
		}
		it := roaring.And(l.base, b).Iterator()
		for it.HasNext() {
			scores[it.Next()] += s.weight
		}
	}
	return scores, nil
}

// phraseSignals rank the answers to a phrase in quotes, which all hold it: where
// it occurs tells them apart.
func phraseSignals(u *understander, words []vietnamese.Token) []signal {
	var out []signal
	each := 1 / float32(2*len(words)-1)
	for _, lead := range leads {
		for i, w := range words {
			exact := w.Text != w.Fold
			out = append(out, signal{wordIn(lead.field, w, exact), lead.worth * each})
			if i > 0 {
				both := exact && words[i-1].Text != words[i-1].Fold
				out = append(out, signal{pairIn(lead.field, words[i-1], w, both), lead.worth * each})
			}
		}
	}
	return append(out, wholeSignal(words, false))
}
