package vietnamese

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Abbreviation is one row of the list: a short form, what it stands for, and
// whether it stands for several things, so that it must never be expanded.
type Abbreviation struct {
	Short, Long string
	Ambiguous   bool
}

// Abbreviations finds short forms in tokens. It is immutable;
// nil knows none.
type Abbreviations struct {
	list  []Abbreviation
	short map[string][]int // first token of the short form, canonical → rows
	bare  map[string][]int // the same without marks, ambiguous rows too
	forms []abbreviationForm
}

// abbreviationForm is one row in tokens.
type abbreviationForm struct {
	short, shortFold []string
	long             []Token
	usable           bool // not ambiguous
	capsOnly         bool // the short form is also an everyday syllable: only capitals count
	dotted           bool // a full stop may follow its first word (TT. Vôi)
}

// ambiguousMark is the third column of rows never to be expanded.
const ambiguousMark = "mơ hồ"

// ParseAbbreviations reads the list: UTF-8 lines "short TAB long [TAB mơ hồ]";
// empty lines and lines starting with # are passed over. One long form may have
// several short forms, one short form only one long form.
func ParseAbbreviations(r io.Reader) (*Abbreviations, error) {
	var list []Abbreviation
	seen := map[string]bool{}
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimRight(strings.TrimPrefix(sc.Text(), "\ufeff"), "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) < 2 || len(cols) > 3 {
			return nil, fmt.Errorf("abbreviations line %d: %d columns, want 2 or 3", n, len(cols))
		}
		a := Abbreviation{Short: NFC(strings.TrimSpace(cols[0])), Long: NFC(strings.TrimSpace(cols[1]))}
		if len(cols) == 3 && strings.TrimSpace(cols[2]) != "" {
			if NFC(strings.TrimSpace(cols[2])) != ambiguousMark {
				return nil, fmt.Errorf("abbreviations line %d: third column %q, want %q or nothing", n, cols[2], ambiguousMark)
			}
			a.Ambiguous = true
		}
		key := Lower(a.Short)
		if len(Tokens(a.Short)) == 0 || len(Tokens(a.Long)) == 0 || seen[key] {
			return nil, fmt.Errorf("abbreviations line %d: empty or repeated short form %q", n, a.Short)
		}
		seen[key] = true
		list = append(list, a)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("abbreviations: %w", err)
	}
	return NewAbbreviations(list), nil
}

// NewAbbreviations builds the finder from rows, for instance those edited by
// staff.
func NewAbbreviations(list []Abbreviation) *Abbreviations {
	a := &Abbreviations{list: slices.Clone(list), short: map[string][]int{}, bare: map[string][]int{}}
	for i, row := range list {
		f := abbreviationForm{long: Tokens(row.Long)}
		for _, t := range Tokens(row.Short) {
			f.short = append(f.short, t.Text)
			f.shortFold = append(f.shortFold, t.Fold)
		}
		f.usable = !row.Ambiguous && len(f.short) > 0 && len(f.long) > 0
		f.capsOnly = len(f.short) == 1 && Syllable(f.short[0])
		f.dotted = len(f.short) > 1 && placeKindOf[f.short[0]] != ""
		a.forms = append(a.forms, f)
		if len(f.short) == 0 {
			continue
		}
		a.bare[f.shortFold[0]] = append(a.bare[f.shortFold[0]], i)
		if f.usable {
			a.short[f.short[0]] = append(a.short[f.short[0]], i)
		}
	}
	a.nest()
	return a
}

// nest expands the short forms inside long ones (NTM nâng cao).
func (a *Abbreviations) nest() {
	for i := range a.forms {
		inner, found := a.Expand(a.forms[i].long)
		if len(found) > 0 && len(inner) < 32 {
			a.forms[i].long = inner
		}
	}
}

// List returns the rows in the order they were given.
func (a *Abbreviations) List() []Abbreviation {
	if a == nil {
		return nil
	}
	return slices.Clone(a.list)
}

// Sum is a checksum of the rows: an index built with other rows is stale.
func (a *Abbreviations) Sum() uint64 {
	h := fnv.New64a()
	for _, row := range a.List() {
		fmt.Fprintf(h, "%s\t%s\t%t\n", row.Short, row.Long, row.Ambiguous)
	}
	return h.Sum64()
}

// Found is one short form met in a text.
type Found struct {
	Short, Long string // as listed
	At          int    // place in the expanded tokens
	Words       int    // how many tokens the long form takes there
}

// Expand returns toks with every short form replaced by the words of its long
// form, and what was replaced. The new tokens keep the place (Start, End) of
// the short form. Ambiguous short forms stay; one that is also an everyday
// syllable (TU, AN) counts only when typed in capitals among other words. Marks
// may be left out, all or some (DDDT, ddđt), where no other short form is meant
// then. Numbers written to a short form (QL31, TDP3) divide from it. Long forms
// that hold short ones themselves are expanded too.
func (a *Abbreviations) Expand(toks []Token) ([]Token, []Found) {
	if a == nil {
		return toks, nil
	}
	var out []Token
	var found []Found
	for i := 0; i < len(toks); {
		short, ok := a.shortAt(toks, i)
		if !ok {
			short, ok = a.numberedAt(toks, i)
		}
		if !ok {
			if out != nil {
				out = append(out, toks[i])
			}
			i++
			continue
		}
		if out == nil {
			out = append(make([]Token, 0, len(toks)+8), toks[:i]...)
		}
		found = append(found, Found{short.short, short.long, len(out), len(short.words)})
		for k, w := range short.words {
			w.Start, w.End, w.Break = toks[i].Start, toks[i+short.covers-1].End, k == 0 && toks[i].Break
			out = append(out, w)
		}
		i += short.covers
	}
	if out == nil {
		return toks, nil
	}
	return out, found
}

// shortForm is one short form met in tokens.
type shortForm struct {
	short, long string
	words       []Token // of the long form
	covers      int     // tokens of the short form
}

// shortAt returns the longest short form of the list that starts at toks[i].
func (a *Abbreviations) shortAt(toks []Token, i int) (shortForm, bool) {
	best := -1
	for _, row := range a.short[toks[i].Text] {
		f := &a.forms[row]
		if (best < 0 || len(f.short) > len(a.forms[best].short)) && f.is(toks, i, equal) && !(f.capsOnly && !standsOut(toks, i)) {
			best = row
		}
	}
	if bare := a.bareAt(toks, i); bare >= 0 && (best < 0 || len(a.forms[bare].short) > len(a.forms[best].short)) {
		best = bare // tp bac giang is more than tp
	}
	if best < 0 {
		return shortForm{}, false
	}
	f := &a.forms[best]
	return shortForm{a.list[best].Short, a.list[best].Long, f.long, len(f.short)}, true
}

// bareAt returns the row of the longest short form at toks[i] that was typed
// without some of its marks, or -1: also when two could be meant, or when what was
// typed is an everyday syllable.
func (a *Abbreviations) bareAt(toks []Token, i int) int {
	best, rivals := -1, 0
	for _, row := range a.bare[toks[i].Fold] {
		f := &a.forms[row]
		if !f.is(toks, i, lacks) || len(f.short) == 1 && Syllable(toks[i].Text) {
			continue
		}
		switch {
		case best < 0 || len(f.short) > len(a.forms[best].short):
			best, rivals = row, 0
		case len(f.short) == len(a.forms[best].short):
			rivals++
		}
	}
	if best < 0 || rivals > 0 || !a.forms[best].usable {
		return -1
	}
	return best
}

// is reports whether the short form is at toks[i], its words compared by same.
func (f *abbreviationForm) is(toks []Token, i int, same func(typed, listed string) bool) bool {
	if len(f.short) > len(toks)-i {
		return false
	}
	for k, w := range f.short {
		t := &toks[i+k]
		if k > 0 && t.Break && !(k == 1 && f.dotted && t.Start-toks[i].End <= len(". ")) || !same(t.Text, w) {
			return false
		}
	}
	return true
}

func equal(typed, listed string) bool { return typed == listed }

// lacks reports whether typed is listed, or listed without some of its marks.
func lacks(typed, listed string) bool {
	for _, r := range listed {
		if typed == "" {
			return false
		}
		t, size := utf8.DecodeRuneInString(typed)
		if t != r && (r >= plainLimit || plain[r] == 0 || t != rune(plain[r])) {
			return false
		}
		typed = typed[size:]
	}
	return typed == ""
}

// standsOut reports whether toks[i] is in capitals, and the words beside it are
// not: in a line of capitals they say nothing (TU SỬA ĐƯỜNG).
func standsOut(toks []Token, i int) bool {
	shouts := func(k int) bool { return k >= 0 && k < len(toks) && toks[k].Caps && Syllable(toks[k].Text) }
	return toks[i].Caps && !shouts(i-1) && !shouts(i+1)
}
