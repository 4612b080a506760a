package search

import (
	"strings"

	"danvankheo/internal/vietnamese"
)

// How a query is read. The plain words become slots; a slot is what one entry
// must answer: a syllable, a short form read as its long one, a whole value, a
// year, the name of a place. A reading is a list of slots; the first is the query as
// typed, with only what cannot be anything else decoded, and its last word perhaps
// unfinished. Slips of the finger are other readings of the same query.
type reading struct {
	slots     []slot
	decoded   bool // Telex, VNI or missing spaces were read
	corrected bool
	shown     string // how a corrected reading is written for the reader
}

// slot is one demand on an entry.
type slot struct {
	words    []vietnamese.Token // one word; more are a phrase
	raw      string             // the short form as typed, folded, which also answers
	year     int
	function bool // an everyday word that may be missing
	place    bool // the name of a place
	broken   bool // the last slot ended a sentence
	alts     []alternative
}

// alternative answers a slot too, but ranks below what was typed.
type alternative struct {
	words []vietnamese.Token
	exact bool // marks count
	equal bool // it does not rank below: what was typed is a guess itself
}

// understander makes readings of one query against one state of the words.
type understander struct {
	lex      *lexicon // read-locked by the caller
	abbr     *vietnamese.Abbreviations
	syn      *vietnamese.Synonyms
	exact    bool
	counted  *counted  // nil: the lexicon counts
	places   *unitList // names of places are asked for whole; nil: none are known
	expanded []Expansion
}

// read makes the first reading of the plain words.
func (u *understander) read(toks []vietnamese.Token) reading {
	if u.exact {
		return reading{slots: u.slots(toks, nil)}
	}
	toks, found := u.abbr.Expand(toks)
	for _, f := range found {
		u.expanded = append(u.expanded, Expansion{f.Short, f.Long})
	}
	r := reading{slots: u.slots(toks, found)}
	if u.unknown(r) {
		if decoded, ok := u.decode(r); ok {
			r = decoded
			r.slots = u.slots(flat(r.slots), nil)
			r.decoded = true
		}
	}
	u.synonyms(&r)
	return r
}

// slots groups tokens into demands.
func (u *understander) slots(toks []vietnamese.Token, found []vietnamese.Found) []slot {
	var out []slot
	for i := 0; i < len(toks); {
		t := toks[i]
		s := slot{words: toks[i : i+1 : i+1], broken: t.Break}
		switch {
		case len(found) > 0 && found[0].At == i:
			f := found[0]
			found = found[1:]
			s.words = toks[i : i+f.Words : i+f.Words]
			s.raw = joinFold(vietnamese.Tokens(f.Short))
			i += f.Words
		case t.Value != "":
			s.words = []vietnamese.Token{
				{Text: t.Value, Fold: t.Value, Kind: vietnamese.Number, Start: t.Start, End: toks[i+t.Covers-1].End},
			}
			i += t.Covers
		case u.place(toks[i:]) > 0:
			n := u.place(toks[i:])
			s.words, s.place = toks[i:i+n:i+n], true
			i += n
		case u.number(toks, i) > 0:
			value, n := vietnamese.NumberWords(toks, i)
			s.words = toks[i : i+n : i+n]
			s.alts = []alternative{{words: []vietnamese.Token{{Text: value, Fold: value, Kind: vietnamese.Number}}, equal: true}}
			i += n
		default:
			s.year = yearOf(t)
			s.function = functionWords[t.Text]
			i++
			if head, tail, ok := cutCode(t); ok && u.lex.foldDocs(t.Fold) == 0 && u.lex.pairDocs(head.Fold, tail.Fold) > 0 {
				s.words = []vietnamese.Token{head}
				out = append(out, s)
				s = slot{words: []vietnamese.Token{tail}}
			}
		}
		out = append(out, s)
	}
	u.named(out)
	questions(out)
	demandSomething(out)
	return out
}

// rarePlace is how rare a place of one word must be: one entry in so many. Cầu is a
// bridge.
const rarePlace = 40

// place returns how many words at the start of toks are the name of a place; 0 none.
func (u *understander) place(toks []vietnamese.Token) int {
	n := u.places.at(toks)
	if n == 1 && u.seen(wordIn("", toks[0], true))*rarePlace > u.entries() {
		return 0
	}
	return n
}

// number returns how many words at i are a number written in words; 0 none.
func (u *understander) number(toks []vietnamese.Token, i int) int {
	if u.exact {
		return 0
	}
	_, n := vietnamese.NumberWords(toks, i)
	return n
}

// rawText is the short form as typed, without marks.
func (s slot) rawText() string { return strings.ReplaceAll(s.raw, "_", " ") }

func joinFold(toks []vietnamese.Token) string {
	parts := make([]string, len(toks))
	for i, t := range toks {
		parts[i] = t.Fold
	}
	return strings.Join(parts, "_")
}

// flat lists the words of slots in order.
func flat(slots []slot) []vietnamese.Token {
	var out []vietnamese.Token
	for _, s := range slots {
		out = append(out, s.words...)
	}
	return out
}

// unknown reports whether a word of the reading occurs nowhere in the index.
func (u *understander) unknown(r reading) bool { return len(u.unknownWords(r)) > 0 }

// unknownWords lists the words of a reading that occur in no entry.
func (u *understander) unknownWords(r reading) (out []string) {
	for _, s := range r.slots {
		if w := s.words[0]; len(s.words) == 1 && s.raw == "" && u.lex.foldDocs(w.Fold) == 0 {
			out = append(out, w.Text)
		}
	}
	return out
}

// synonyms adds what else may be said for words and phrases of the reading.
func (u *understander) synonyms(r *reading) {
	if u.syn == nil {
		return
	}
	var out []slot
	for i := 0; i < len(r.slots); {
		n, others := 0, []string(nil)
		run := 0
		for i+run < len(r.slots) && len(r.slots[i+run].words) == 1 {
			run++
		}
		toks := flat(r.slots[i : i+run])
		if run > 0 {
			n, others = u.syn.At(toks, 0)
		}
		if n > 1 && u.yields(toks, n) {
			n = 0
		}
		if n == 0 {
			out = append(out, r.slots[i])
			i++
			continue
		}
		s := r.slots[i]
		s.words, s.function = toks[:n:n], false
		if n > 1 {
			s.alts = nil // those of its first word alone
		}
		for _, o := range others {
			toks := vietnamese.Tokens(o)
			words, found := u.abbr.Expand(toks)
			s.alts = append(s.alts, alternative{words: words, exact: true})
			if len(found) > 0 {
				s.alts = append(s.alts, alternative{words: toks})
			}
		}
		out = append(out, s)
		i += n
	}
	r.slots = out
}

// yields reports whether a phrase of n words that begins with an everyday word
// leaves its end to a phrase that reaches further: in "làm đường hoa" nobody asks
// about làm đường.
func (u *understander) yields(toks []vietnamese.Token, n int) bool {
	if !functionWords[toks[0].Text] {
		return false
	}
	for i := 1; i < n; i++ {
		if m, _ := u.syn.At(toks, i); i+m > n {
			return true
		}
	}
	return false
}

// text is the reading as shown to the reader.
func (r reading) text() string {
	if r.shown != "" {
		return r.shown
	}
	var b strings.Builder
	for i, t := range flat(r.slots) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
	}
	return b.String()
}

// complete takes the last word as unfinished: the words that do follow the one
// before it and start like it. It reports false when the word has no
// continuation, or is long, known and at home at its place.
func (u *understander) complete(r reading) (reading, bool) {
	n := len(r.slots)
	if n == 0 || u.exact {
		return r, false
	}
	last := r.slots[n-1]
	if len(last.words) != 1 || last.raw != "" || last.words[0].Kind != vietnamese.Word {
		return r, false
	}
	if t := last.words[0].Text; vietnamese.Marked(t) && vietnamese.FullSyllable(t) && u.lex.exactDocs(t) > 0 {
		return r, false // it is a word, marks and all
	}
	w := last.words[0].Fold
	prev := ""
	if n > 1 {
		words := r.slots[n-2].words
		prev = words[len(words)-1].Fold
	}
	if len(w) > 2 && (prev == "" && u.lex.foldDocs(w) > 0 || prev != "" && u.lex.pairDocs(prev, w) > 0) {
		return r, false
	}
	stray := prev != "" && u.lex.pairDocs(prev, w) == 0
	var alts []alternative
	for _, c := range u.lex.completions(prev, w, maxCompletions) {
		if !u.grows(last.words[0], c) {
			continue
		}
		alts = append(alts, alternative{words: []vietnamese.Token{{Text: c, Fold: c}}, equal: stray})
	}
	if len(alts) == 0 {
		return r, false
	}
	out := r
	out.slots = append([]slot(nil), r.slots...)
	last.alts = append(append([]alternative(nil), last.alts...), alts...)
	last.function = false
	out.slots[n-1] = last
	return out, true
}

// grows reports whether a word may become one of the spellings of a folded word by
// typing on: what has its tone keeps it.
func (u *understander) grows(w vietnamese.Token, folded string) bool {
	if w.Text == w.Fold {
		return true
	}
	for _, form := range u.lex.formsOf(folded) {
		if strings.HasPrefix(form, w.Text) || growing(w.Text, form) {
			return true
		}
	}
	return false
}

// maxCompletions bounds how many words an unfinished one may stand for.
const maxCompletions = 16
