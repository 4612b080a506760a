package search

import (
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"danvankheo/internal/vietnamese"
)

// constrain narrows every segment to what phrases, units, fields, years and
// exclusions leave.
func (a *request) constrain() error {
	a.q.Years = append(slices.Clone(a.q.Years), a.p.years...)
	a.fields()
	for _, o := range a.p.units {
		if err := a.unit(o); err != nil {
			return err
		}
	}
	for _, toks := range a.p.phrases {
		if err := a.require(a.quoted(toks)); err != nil {
			return err
		}
	}
	for _, toks := range a.p.not {
		terms := a.quoted(toks)
		for _, l := range a.looks {
			b, err := l.and(terms)
			if err != nil {
				return err
			}
			l.base = roaring.AndNot(l.base, b)
		}
	}
	return nil
}

func (a *request) require(terms []term) error {
	for _, l := range a.looks {
		b, err := l.and(terms)
		if err != nil {
			return err
		}
		l.base = roaring.And(l.base, b)
	}
	return nil
}

// quoted are the terms of a phrase as typed: with marks when it has any.
func (a *request) quoted(toks []vietnamese.Token) []term {
	marked := slices.ContainsFunc(toks, func(t vietnamese.Token) bool { return t.Text != t.Fold })
	exact := make([]bool, len(toks))
	for i := range exact {
		exact[i] = marked
	}
	return way{words: toks, exact: exact}.in("")
}

// fields turns lĩnh vực: into a filter where the words are the name of a code,
// and into plain words where they are not.
func (a *request) fields() {
	for _, o := range a.p.fields {
		n := len(o.words)
		for ; n > 0; n-- {
			code := vietnamese.Slug(joinText(o.words[:n]))
			if _, ok := a.x.codes.known(facetField, code); ok {
				a.q.Fields = append(slices.Clone(a.q.Fields), code)
				break
			}
		}
		a.p.words = append(a.p.words, o.words[n:]...)
	}
}

func joinText(toks []vietnamese.Token) string {
	words := make([]string, len(toks))
	for i, t := range toks {
		words[i] = t.Text
	}
	return strings.Join(words, " ")
}

// unit narrows to entries whose unit has the name. An unquoted name reaches
// as far as names of units go; the rest are plain words.
func (a *request) unit(o operand) error {
	marked := func(t vietnamese.Token) bool { return t.Text != t.Fold }
	n := len(o.words)
	if !o.quoted {
		for n = 1; n < len(o.words); n++ {
			ok, err := a.anywhere(term{fieldUnit, o.words[n-1].Fold + "_" + o.words[n].Fold})
			if err != nil {
				return err
			}
			if !ok {
				break
			}
		}
		a.p.words = append(a.p.words, o.words[n:]...)
	}
	var terms []term
	for i, w := range o.words[:n] {
		if marked(w) {
			terms = append(terms, term{fieldUnit, formExact + w.Text})
		} else {
			terms = append(terms, term{fieldUnit, w.Fold})
		}
		if i > 0 {
			terms = append(terms, term{fieldUnit, o.words[i-1].Fold + "_" + w.Fold})
		}
	}
	return a.require(terms)
}

// anywhere reports whether any entry, taken out ones included, holds the term.
func (a *request) anywhere(t term) (bool, error) {
	for _, l := range a.looks {
		if b, err := l.get(t); err != nil || !b.IsEmpty() {
			return err == nil, err
		}
	}
	return false, nil
}
