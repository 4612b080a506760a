package search

import (
	"github.com/RoaringBitmap/roaring/v2"

	"danvankheo/internal/vietnamese"
)

// tier is how strictly a reading is applied.
type tier struct {
	marked bool // words typed with marks must have them
	bare   bool // words typed without marks, where they are known to have none, too
	all    bool // function words must be there
}

// tiers, strict to loose. Marks are given up only after the function words are,
// for a word with other marks is another word.
var tiers = [...]tier{
	{marked: true, bare: true, all: true},
	{marked: true, bare: true},
	{marked: true, all: true},
	{marked: true},
	{all: true},
	{},
}

// matches are the entries of one segment that answer a reading.
type matches struct {
	all    *roaring.Bitmap // every answer
	strict *roaring.Bitmap // those that answer without an alternative; nil: all of them
	weight map[uint32]float32
}

// term is one word of a demand in the field it is looked for.
type term struct{ field, text string }

// wordTerm is where a word is found, with its marks or folded.
func wordTerm(w vietnamese.Token, exact bool) term {
	if exact {
		return term{fieldExact, w.Text}
	}
	return term{fieldFold, w.Fold}
}

// phraseTerms are the pairs that put words in order; a single word is itself.
// Each pair is folded or with marks as its two words are.
func phraseTerms(words []vietnamese.Token, exact func(i int) bool) []term {
	if len(words) == 1 {
		return []term{wordTerm(words[0], exact(0))}
	}
	var out []term
	for i := 1; i < len(words); i++ {
		a, b := words[i-1], words[i]
		if exact(i-1) && exact(i) {
			out = append(out, term{fieldExactPair, a.Text + "_" + b.Text})
			continue
		}
		out = append(out, term{fieldPair, a.Fold + "_" + b.Fold})
		for _, j := range [...]int{i - 1, i} {
			if exact(j) {
				out = append(out, term{fieldExact, words[j].Text})
			}
		}
	}
	return out
}

// and intersects the terms into a new bitmap.
func (l *lookup) and(terms []term) (*roaring.Bitmap, error) {
	var out *roaring.Bitmap
	for _, t := range terms {
		b, err := l.get(t)
		if err != nil {
			return nil, err
		}
		if out == nil {
			out = b
			continue
		}
		if out = roaring.And(out, b); out.IsEmpty() {
			return out, nil
		}
	}
	if out == nil {
		return emptyBitmap, nil
	}
	return out, nil
}

// demand is a slot made ready for one tier.
type demand struct {
	terms     []term // all of them
	or        []term // or any of these
	alts      [][]term
	syllables int
}

// exactness reports for every word of a reading whether a tier asks for it with
// its marks.
func (u *understander) exactness(r reading, t tier) []bool {
	words := flat(r.slots)
	anyMarked := false
	for _, w := range words {
		anyMarked = anyMarked || w.Text != w.Fold
	}
	exact := make([]bool, len(words))
	for i, w := range words {
		switch {
		case w.Text != w.Fold:
			exact[i] = t.marked || len(w.Fold) == 1 // without its mark, one letter says nothing
		case t.bare && anyMarked:
			exact[i] = u.bareHere(words, i)
		}
	}
	return exact
}

// demands turns the slots of a reading into what a tier asks for.
func (u *understander) demands(r reading, t tier) []demand {
	exact := u.exactness(r, t)
	var out []demand
	at := 0
	for i, s := range r.slots {
		here := exact[at : at+len(s.words)]
		at += len(s.words)
		if s.year > 0 || s.function && (!t.all || r.beforeYear(i)) {
			continue
		}
		d := demand{terms: phraseTerms(s.words, func(j int) bool { return here[j] }), syllables: len(s.words)}
		if s.raw != "" {
			d.or = append(d.or, rawTerm(s.raw))
		}
		for _, a := range s.alts {
			if a.equal {
				d.or = append(d.or, wordTerm(a.words[0], false))
			} else {
				d.alts = append(d.alts, a.terms(t))
			}
		}
		out = append(out, d)
	}
	return out
}

// terms are what an alternative asks for.
func (a alternative) terms(t tier) []term {
	exact := func(i int) bool { return a.exact && t.marked && a.words[i].Text != a.words[i].Fold }
	if !a.loose {
		return phraseTerms(a.words, exact)
	}
	var out []term
	for i, w := range a.words {
		out = append(out, wordTerm(w, exact(i)))
	}
	return out
}

// rawTerm finds a short form as it was typed.
func rawTerm(raw string) term {
	for i := range raw {
		if raw[i] == '_' {
			return term{fieldPair, raw}
		}
	}
	return term{fieldFold, raw}
}

// bareHere reports whether the word at i, typed without marks, is known to
// occur without marks next to one of its neighbours as typed.
func (u *understander) bareHere(words []vietnamese.Token, i int) bool {
	w := words[i]
	if w.Kind != vietnamese.Word || u.lex.exactDocs(w.Text) == 0 {
		return false
	}
	return i > 0 && u.lex.exactPairDocs(words[i-1].Text, w.Text) > 0 ||
		i+1 < len(words) && u.lex.exactPairDocs(w.Text, words[i+1].Text) > 0
}

// match finds the entries of one segment that meet all demands.
func (l *lookup) match(demands []demand) (matches, error) {
	var m matches
	strict, wide := l.base, l.base
	differ := false
	for _, d := range demands {
		own, err := l.and(d.terms)
		if err != nil {
			return m, err
		}
		for _, t := range d.or {
			b, err := l.get(t)
			if err != nil {
				return m, err
			}
			own = roaring.Or(own, b)
		}
		alts := own
		for _, a := range d.alts {
			b, err := l.and(a)
			if err != nil {
				return m, err
			}
			if !b.IsEmpty() {
				alts = roaring.Or(alts, b)
				differ = true
			}
		}
		same := strict == wide
		strict = roaring.And(strict, own)
		if same && alts == own {
			wide = strict
		} else {
			wide = roaring.And(wide, alts)
		}
		if wide.IsEmpty() {
			break
		}
	}
	m.all = wide
	if differ {
		m.strict = strict
	}
	return m, nil
}

// visible reports whether an entry of m is in the scope.
func (s *segmentView) visible(m *roaring.Bitmap, sc scopeCode) bool {
	it := m.Iterator()
	for it.HasNext() {
		if sc.sees(&s.col.rows[it.Next()]) {
			return true
		}
	}
	return false
}

// scopeCode is a Scope with its unit as a number.
type scopeCode struct {
	all bool
	own uint32 // 0: none
}

func (sc scopeCode) sees(row *row) bool {
	return sc.all || row.flags&flagVisible != 0 || sc.own != 0 && row.owner == sc.own
}

// withMarks is how many tiers respect the marks that were typed.
const withMarks = 4

// try applies tiers to a reading until one finds something in the scope. Tiers
// that ask the same as the one before are passed over.
func (u *understander) try(r reading, tiers []tier, looks []*lookup, sc scopeCode) ([]matches, tier, error) {
	var before []demand
	for _, t := range tiers {
		ds := u.demands(r, t)
		if len(ds) == 0 && len(r.slots) > 0 && !onlyYears(r) || sameDemands(ds, before) {
			continue
		}
		before = ds
		if !u.possible(ds) {
			continue
		}
		out := make([]matches, len(looks))
		found := false
		for i, l := range looks {
			m, err := l.match(ds)
			if err != nil {
				return nil, t, err
			}
			out[i] = m
			found = found || l.seg.visible(out[i].all, sc)
		}
		if found {
			return out, t, nil
		}
	}
	return nil, tier{}, nil
}

func onlyYears(r reading) bool {
	for _, s := range r.slots {
		if s.year == 0 {
			return false
		}
	}
	return true
}

// possible looks into the lexicon before the index is asked.
func (u *understander) possible(ds []demand) bool {
	for _, d := range ds {
		if len(d.or) > 0 || len(d.alts) > 0 {
			continue
		}
		for _, t := range d.terms {
			if t.field == fieldFold && u.lex.foldDocs(t.text) == 0 || t.field == fieldExact && u.lex.exactDocs(t.text) == 0 {
				return false
			}
		}
	}
	return true
}

func sameDemands(a, b []demand) bool {
	if b == nil || len(a) != len(b) {
		return false
	}
	for i := range a {
		if len(a[i].terms) != len(b[i].terms) {
			return false
		}
		for j := range a[i].terms {
			if a[i].terms[j] != b[i].terms[j] {
				return false
			}
		}
	}
	return true
}
