package search

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/vietnamese"
)

// maxSuggestions bounds one answer; of them at most so many are no titles, unless
// there are too few titles.
const (
	maxSuggestions = 20
	maxUnits       = 3
	maxTopics      = 2
	maxOthers      = 1 // fields, and publishers
)

// Suggest completes what is being typed, at most n in all: units by any of their
// names, topics, fields and publishers of published entries, and their titles, in
// this order. Words may be typed with marks, which they then must have, without, or
// with keys of Telex or VNI; the last may be unfinished. One target is offered once.
// The answer is shared with other callers: do not change it.
func (x *Index) Suggest(ctx context.Context, q string, n int) (out []Suggestion, err error) {
	defer x.guard(&err)()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	n = clamp(n, 8, maxSuggestions)
	toks := vietnamese.Tokens(cutBytes(vietnamese.NFC(q), 200))
	if len(toks) == 0 || len(toks) > maxQueryWords {
		return nil, nil
	}
	v, err := x.acquire()
	if err != nil {
		var o offers
		o.units(x.units.Load(), asTyped(toks))
		return o.list(n), err
	}
	defer v.release()
	key := fmt.Sprintf("%d %p %p %p %d %s", v.gen, x.abbr.Load(), x.units.Load(), x.labels.Load(), n, q)
	if out, ok := x.suggested.get(key); ok {
		return out, nil
	}
	s := &suggester{x: x, view: v, room: n}
	for _, typed := range readings(toks) {
		if err := s.take(typed); err != nil {
			return s.list(n), err
		}
		if s.count() >= n {
			break
		}
	}
	if s.count() == 0 {
		if err := s.split(toks); err != nil {
			return nil, err
		}
	}
	out = s.list(n)
	x.suggested.put(key, out)
	return out, nil
}

// typedWord is one word of what is being typed.
type typedWord struct {
	vietnamese.Token
	typing vietnamese.Typing
	keys   bool // read from keys, of which some may have been forgotten
	last   bool // it may go on
}

// named is a word of what is offered.
type named struct {
	vietnamese.Token
	whole vietnamese.Typing
}

func namedWords(s string) []named {
	toks := vietnamese.Tokens(s)
	out := make([]named, len(toks))
	for i, t := range toks {
		out[i] = named{t, vietnamese.NewTyping(t.Text)}
	}
	return out
}

// is reports whether a word is the one typed, or one that it may become.
func (t typedWord) is(w named) bool {
	switch {
	case t.last:
		return t.typing.Begins(w.whole)
	case t.keys:
		return t.typing.Completes(w.whole)
	}
	return t.Text == w.Text || t.Text == t.Fold && t.Fold == w.Fold
}

func asTyped(toks []vietnamese.Token) []typedWord {
	out := make([]typedWord, len(toks))
	for i, t := range toks {
		out[i] = typedWord{Token: t, typing: vietnamese.NewTyping(t.Text), last: i == len(toks)-1}
	}
	return out
}

// readings lists what the words may be: as typed, and with their keys read in each
// way that keys can be read, alike in all words.
func readings(toks []vietnamese.Token) [][]typedWord {
	plain := asTyped(toks)
	out := [][]typedWord{plain}
	keys, most := make([][]vietnamese.Typing, len(toks)), 0
	for i, t := range toks {
		keys[i] = vietnamese.Keys(t.Text)
		most = max(most, len(keys[i]))
	}
	for way := range most {
		typed := slices.Clone(plain)
		for i, list := range keys {
			if len(list) > 0 {
				k := list[min(way, len(list)-1)]
				typed[i].typing, typed[i].keys = k, true
				typed[i].Text, typed[i].Fold = k.String(), k.Fold()
			}
		}
		out = append(out, typed)
	}
	return out
}

// Scores of fits: by where the words are found, times fitsMarks, and how many have
// their marks.
const (
	fitsInside = 1
	fitsFirst  = 2 // behind one word or two
	fitsBegun  = 3
	fitsMarks  = 10
)

// fits scores how well typed words begin words of a name, in order and side by
// side: 0 not at all, more when the name starts so, is nothing else, and has the marks.
func fits(typed []typedWord, name []named) int {
	best, kind := 0, 0
	for kind < len(name) && placeWords[name[kind].Text] {
		kind++
	}
	for at := 0; at+len(typed) <= len(name); at++ {
		score := fitsInside
		switch {
		case at == 0 || at == kind:
			score = fitsBegun // behind "xã", "thị trấn" a name begins, too
		case at <= 2:
			score = fitsFirst
		}
		same := 0
		for i, t := range typed {
			w := name[at+i]
			if !t.is(w) {
				score = 0
				break
			}
			if t.Text == w.Text {
				same++
			}
		}
		if score == 0 {
			continue
		}
		score = score*fitsMarks + min(same, fitsMarks-2)
		if same == len(typed) && at+same == len(name) {
			score++
		}
		best = max(best, score)
	}
	return best
}

// suggester gathers one answer from one view.
type suggester struct {
	x    *Index
	view *view
	room int
	offers
}

// offers are what is offered so far, each target once.
type offers struct {
	unit, topic, other, title []Suggestion
	seen                      map[string]bool
}

func (o *offers) count() int { return len(o.unit) + len(o.topic) + len(o.other) + len(o.title) }

// add appends a suggestion unless its target or its words are offered already.
func (o *offers) add(to *[]Suggestion, s Suggestion, target string) {
	if o.seen == nil {
		o.seen = map[string]bool{}
	}
	words := vietnamese.Canonical(vietnamese.Lower(s.Text))
	if target = string(s.Kind) + "=" + target; o.seen[target] || o.seen[words] {
		return
	}
	o.seen[target], o.seen[words] = true, true
	*to = append(*to, s)
}

// list divides the room: titles get what the others leave, and the others what
// titles leave.
func (o *offers) list(n int) []Suggestion {
	topics, others := o.topic[:min(maxTopics, len(o.topic))], o.other
	units := o.unit[:min(maxUnits, len(o.unit))]
	rest := max(0, n-len(units)-len(topics)-len(others))
	titles := o.title[:min(rest, len(o.title))]
	units = o.unit[:min(len(o.unit), len(units)+rest-len(titles))]
	out := slices.Concat(units, topics, others, titles)
	return out[:min(n, len(out))]
}

// take adds what one reading of the words offers.
func (s *suggester) take(typed []typedWord) error {
	s.units(s.x.units.Load(), typed)
	s.names(s.view.offered(s.x), typed)
	return s.titles(typed)
}

// split reads words that were typed without spaces between them.
func (s *suggester) split(toks []vietnamese.Token) error {
	u := &understander{lex: s.view.lex, abbr: s.x.abbr.Load()}
	u.lex.mu.RLock()
	r, ok := u.decode(reading{slots: u.slots(toks, nil)})
	u.lex.mu.RUnlock()
	if !ok {
		return nil
	}
	return s.take(asTyped(flat(r.slots)))
}

// growing reports whether a syllable with some marks may still become word: the
// tone is typed last, and so may be the marks of vowels.
func growing(typed, word string) bool {
	w := []rune(word)
	for i, r := range []rune(typed) {
		if i >= len(w) {
			return false
		}
		if r != w[i] && vietnamese.Marked(string(r)) && !strings.HasPrefix(vietnamese.Fold(string(w[i])), vietnamese.Fold(string(r))) {
			return false
		}
		if r != w[i] && vietnamese.Fold(string(r)) != vietnamese.Fold(string(w[i])) {
			return false
		}
	}
	return toneless(typed)
}

// toneless reports whether no letter of the word has a tone.
func toneless(w string) bool {
	return !strings.ContainsAny(w, "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
}
