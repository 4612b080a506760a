package search

import (
	"github.com/RoaringBitmap/roaring/v2"

	"danvankheo/internal/vietnamese"
)

// term is one word of a demand in the field it is looked for.
type term struct{ field, text string }

// wordIn is where a word is found in a field, "" being any: with its marks or
// folded.
func wordIn(field string, w vietnamese.Token, exact bool) term {
	switch {
	case field == "" && exact:
		return term{fieldExact, w.Text}
	case field == "":
		return term{fieldFold, w.Fold}
	case exact:
		return term{field, formExact + w.Text}
	}
	return term{field, w.Fold}
}

// pairIn is where two words are found side by side.
func pairIn(field string, a, b vietnamese.Token, exact bool) term {
	switch {
	case field == "" && exact:
		return term{fieldExactPair, a.Text + "_" + b.Text}
	case field == "":
		return term{fieldPair, a.Fold + "_" + b.Fold}
	case exact:
		return term{field, formExactPair + a.Text + "_" + b.Text}
	}
	return term{field, a.Fold + "_" + b.Fold}
}

// in lists the terms that put the words of a way in order in a field. Each pair is
// folded or with marks as its two words are.
func (w way) in(field string) []term {
	if len(w.words) == 1 {
		return []term{wordIn(field, w.words[0], w.exact[0])}
	}
	var out []term
	for i := 1; i < len(w.words); i++ {
		both := w.exact[i-1] && w.exact[i]
		out = append(out, pairIn(field, w.words[i-1], w.words[i], both))
		for _, j := range [...]int{i - 1, i} {
			if w.exact[j] && !both {
				out = append(out, wordIn(field, w.words[j], true))
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

// answers is how one ask is answered in one field: the entries of each price,
// cheapest first, none of them twice, and all of them.
type answers struct {
	by    []*roaring.Bitmap
	price []float32
	all   *roaring.Bitmap
}

// answer finds the entries that answer an ask in a field.
func (l *lookup) answer(ways []way, field string) (answers, error) {
	a := answers{all: emptyBitmap}
	for _, w := range ways {
		b, err := l.and(w.in(field))
		if err != nil {
			return a, err
		}
		a.add(b, w.price)
	}
	return a, nil
}

// coupled finds the entries in which two asks stand side by side in a field.
func (l *lookup) coupled(ways []couple, field string) (answers, error) {
	a := answers{all: emptyBitmap}
	for _, w := range ways {
		b, err := l.get(pairIn(field, w.a, w.b, w.exact))
		if err != nil {
			return a, err
		}
		a.add(b, w.price)
	}
	return a, nil
}

// add takes in the entries of a price. Prices come in falling order where it
// matters: an entry keeps the first.
func (a *answers) add(b *roaring.Bitmap, price float32) {
	if b.IsEmpty() {
		return
	}
	fresh := b
	if !a.all.IsEmpty() {
		fresh = roaring.AndNot(b, a.all)
		a.all = roaring.Or(a.all, b)
	} else {
		a.all = b
	}
	if n := len(a.price); n > 0 && a.price[n-1] == price {
		a.by[n-1] = roaring.Or(a.by[n-1], fresh)
		return
	}
	a.by, a.price = append(a.by, fresh), append(a.price, price)
}

// scopeCode is a Scope with its unit as a number.
type scopeCode struct {
	all bool
	own uint32 // 0: none
}

func (sc scopeCode) sees(row *row) bool {
	return sc.all || row.flags&flagVisible != 0 || sc.own != 0 && row.owner == sc.own
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
