package search

import (
	"strings"
	"sync"
	"unicode/utf8"

	"danvankheo/internal/vietnamese"
)

// Matcher knows which words of a text answer a query. The zero value matches
// nothing.
type Matcher struct {
	abbr      *vietnamese.Abbreviations
	exact     map[string]bool // canonical words
	fold      map[string]bool // folded words
	sequences [][]string      // folded words that count only together
	pairs     map[string]bool // folded pairs, for words that say nothing alone
}

func newMatcher(abbr *vietnamese.Abbreviations, found []*ranking, phrases [][]vietnamese.Token) Matcher {
	m := Matcher{abbr: abbr, exact: map[string]bool{}, fold: map[string]bool{}, pairs: map[string]bool{}}
	for _, r := range found {
		m.reading(r.reading, !r.bare)
	}
	for _, p := range phrases {
		m.sequence(p, true)
	}
	return m
}

func (m *Matcher) word(w vietnamese.Token, exact bool) {
	if exact && w.Text != w.Fold {
		m.exact[w.Text] = true
	} else {
		m.fold[w.Fold] = true
	}
}

func (m *Matcher) sequence(words []vietnamese.Token, exact bool) {
	if len(words) == 1 {
		m.word(words[0], exact)
		return
	}
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = w.Fold
	}
	m.sequences = append(m.sequences, list)
}

// reading adds the words of a reading.
func (m *Matcher) reading(r reading, marked bool) {
	var prev vietnamese.Token
	for _, s := range r.slots {
		if !s.function {
			m.sequence(s.words, marked)
		}
		for _, a := range s.alts {
			m.sequence(a.words, a.exact)
		}
		for _, w := range s.words {
			if prev.Text != "" {
				m.pairs[prev.Fold+"_"+w.Fold] = true
			}
			prev = w
		}
	}
}

// Highlight is Matcher.Highlight for the query that r answers.
func (r Result) Highlight(text string, limit int) []Fragment { return r.Matcher.Highlight(text, limit) }

// span is a piece of the text in bytes.
type span struct{ start, end int }

var tokenBuffers = sync.Pool{New: func() any { return new([]vietnamese.Token) }}

// Highlight divides text into pieces, those that answer the query marked. Words
// are whole and written as in the text. When the text is longer than
// limit runes (0: no limit), the piece around the best place is returned, with
// an ellipsis where it was cut.
func (m Matcher) Highlight(text string, limit int) []Fragment {
	if text == "" {
		return nil
	}
	text = vietnamese.NFC(text)
	buf := tokenBuffers.Get().(*[]vietnamese.Token)
	defer tokenBuffers.Put(buf)
	toks := vietnamese.AppendTokens((*buf)[:0], text)
	*buf = toks
	spans := m.spans(text, toks)
	from, to := window(text, toks, spans, limit)
	var out []Fragment
	add := func(s string, match bool) {
		if s != "" {
			out = append(out, Fragment{s, match})
		}
	}
	if from > 0 {
		add("… ", false)
	}
	at := from
	for _, s := range spans {
		if s.start < from || s.end > to {
			continue
		}
		add(text[at:s.start], false)
		add(text[s.start:s.end], true)
		at = s.end
	}
	add(text[at:to], false)
	if to < len(text) {
		add(" …", false)
	}
	return out
}

// spans lists the places that answer, in order; neighbours divided by a space
// only are one place.
func (m Matcher) spans(text string, written []vietnamese.Token) []span {
	toks, _ := m.abbr.Expand(written)
	hit := make([]bool, len(toks))
	for i, t := range toks {
		if m.exact[t.Text] || m.fold[t.Fold] {
			hit[i] = true
		}
		if t.Value != "" && (m.fold[t.Value] || m.exact[t.Value]) {
			for j := i; j < min(i+t.Covers, len(toks)); j++ {
				hit[j] = true
			}
		}
		for _, s := range m.sequences {
			if foldsTo(toks[i:], s) {
				for j := range s {
					hit[i+j] = true
				}
			}
		}
	}
	m.together(toks, hit)
	var out []span
	for i, t := range toks {
		if !hit[i] {
			continue
		}
		if n := len(out); n > 0 && (t.Start <= out[n-1].end || strings.Trim(text[out[n-1].end:t.Start], " ") == "") {
			out[n-1].end = max(out[n-1].end, t.End)
			continue
		}
		out = append(out, span{t.Start, t.End})
	}
	return out
}

// together looks at neighbours: words that say nothing alone count beside one
// that does, and a word that is in its place beside another of the query
// somewhere does not count where it is alone (An Lạc, câu lạc bộ).
func (m Matcher) together(toks []vietnamese.Token, hit []bool) {
	placed, at := map[string]bool{}, make([]bool, len(toks))
	for i := 1; i < len(toks); i++ {
		if (hit[i] || hit[i-1]) && m.pairs[toks[i-1].Fold+"_"+toks[i].Fold] {
			hit[i-1], hit[i], at[i-1], at[i] = true, true, true, true
			placed[toks[i-1].Fold], placed[toks[i].Fold] = true, true
		}
	}
	for i := range toks {
		if hit[i] && !at[i] && placed[toks[i].Fold] {
			hit[i] = false
		}
	}
}

func foldsTo(toks []vietnamese.Token, words []string) bool {
	if len(words) > len(toks) {
		return false
	}
	for i, w := range words {
		if toks[i].Fold != w {
			return false
		}
	}
	return true
}

// window picks the part of the text to show: all of it, or about limit runes
// that hold the most answers, cut between words.
func window(text string, toks []vietnamese.Token, spans []span, limit int) (from, to int) {
	if limit <= 0 || utf8.RuneCountInString(text) <= limit {
		return 0, len(text)
	}
	best, most := 0, -1
	for _, first := range spans {
		end, covered := runesOn(text, first.start, limit*3/4), 0
		for _, s := range spans {
			if s.start >= first.start && s.end <= end {
				covered += s.end - s.start
			}
		}
		if covered > most {
			best, most = first.start, covered
		}
	}
	from = runesBack(text, best, limit/4)
	to = runesOn(text, from, limit)
	if to == len(text) {
		from = runesBack(text, to, limit)
	}
	if from > 0 {
		from = nextWord(toks, from, best)
	}
	if to < len(text) {
		to = lastWord(toks, to, from)
	}
	return from, to
}

func runesOn(s string, at, n int) int {
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

func runesBack(s string, at, n int) int {
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return at
}

// nextWord moves a cut to the start of the next word, at most to limit.
func nextWord(toks []vietnamese.Token, at, limit int) int {
	for _, t := range toks {
		if t.Start >= at {
			return max(at, min(t.Start, max(limit, at)))
		}
	}
	return at
}

// lastWord moves a cut back to the end of the last whole word.
func lastWord(toks []vietnamese.Token, at, from int) int {
	end := at
	for _, t := range toks {
		if t.End > at {
			break
		}
		if t.End > from {
			end = t.End
		}
	}
	return end
}
