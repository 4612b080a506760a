package search

import (
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
)

// speller turns the terms of one query into those of the index: a term with a
// form is itself, a folded one stands for each of its spellings.
type speller struct {
	lex  *lexicon
	held bool // the one who asks holds the lexicon
	memo map[term][]term
}

func newSpeller(lex *lexicon) *speller {
	return &speller{lex: lex, memo: make(map[term][]term, 32)}
}

// spell lists the terms of the index that answer t.
func (s *speller) spell(t term) []term {
	if list, ok := s.memo[t]; ok {
		return list
	}
	if !s.held {
		s.lex.mu.RLock()
		defer s.lex.mu.RUnlock()
	}
	list := s.lex.spell(t)
	s.memo[t] = list
	return list
}

// spell needs l.mu held for reading.
func (l *lexicon) spell(t term) []term {
	single, pair, word, pairs := t.field, t.field, formExact, formExactPair
	switch t.field {
	case fieldExact, fieldExactPair:
		return []term{t}
	case fieldFold, fieldPair:
		single, pair, word, pairs = fieldExact, fieldExactPair, "", ""
	default:
		if t.text != "" && strings.Contains(formExact+formExactPair+formWhole+formExactWhole, t.text[:1]) {
			return []term{t}
		}
	}
	var out []term
	if a, b, ok := strings.Cut(t.text, "_"); ok {
		for _, f := range l.pairFormsOf(a, b) {
			out = append(out, term{pair, pairs + f})
		}
		return out
	}
	for _, f := range l.formsOf(t.text) {
		out = append(out, term{single, word + f})
	}
	return out
}

// lookup fetches bitmaps of one segment, each once per query.
type lookup struct {
	seg     *segmentView
	spell   *speller
	codes   *codes
	memo    map[term]*roaring.Bitmap
	counted *roaring.Bitmap // entries that words are counted in, see plan.go
	base    *roaring.Bitmap // live entries that keep to phrases, units and exclusions
}

func newLookup(seg *segmentView, spell *speller, c *codes) *lookup {
	return &lookup{seg: seg, spell: spell, codes: c, memo: make(map[term]*roaring.Bitmap, 32), base: seg.live}
}

var emptyBitmap = roaring.NewBitmap()

// get returns the entries of the segment that hold the term in any of its
// spellings. The bitmap must not be changed.
func (l *lookup) get(t term) (*roaring.Bitmap, error) {
	if b, ok := l.memo[t]; ok {
		return b, nil
	}
	out := emptyBitmap
	var all []*roaring.Bitmap
	for _, s := range l.spell.spell(t) {
		b, err := l.seg.postings(s.field, s.text)
		if err != nil {
			return nil, err
		}
		if b != nil {
			all = append(all, b)
		}
	}
	switch len(all) {
	case 0:
	case 1:
		out = all[0]
	default:
		out = roaring.FastOr(all...)
	}
	l.memo[t] = out
	return out, nil
}
