package vietnamese

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"
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
	bare  map[string][]int // the same without marks
	forms []abbreviationForm
}

// abbreviationForm is one row in tokens.
type abbreviationForm struct {
	short, shortFold []string
	long             []Token
	capsOnly         bool // the short form is also an everyday syllable: only capitals count
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
	folds := map[string]int{}
	for _, row := range list {
		folds[Fold(row.Short)]++
	}
	for i, row := range list {
		f := abbreviationForm{long: Tokens(row.Long)}
		for _, t := range Tokens(row.Short) {
			f.short = append(f.short, t.Text)
			f.shortFold = append(f.shortFold, t.Fold)
		}
		a.forms = append(a.forms, f)
		if row.Ambiguous || len(f.short) == 0 || len(f.long) == 0 {
			continue
		}
		a.forms[i].capsOnly = len(f.short) == 1 && Syllable(f.short[0])
		a.short[f.short[0]] = append(a.short[f.short[0]], i)
		if folds[Fold(row.Short)] == 1 {
			a.bare[f.shortFold[0]] = append(a.bare[f.shortFold[0]], i)
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
// syllable (TU, AN) counts only when typed in capitals. Long forms that hold
// short ones themselves are expanded too.
func (a *Abbreviations) Expand(toks []Token) ([]Token, []Found) {
	if a == nil {
		return toks, nil
	}
	var out []Token
	var found []Found
	for i := 0; i < len(toks); {
		row, n := a.shortAt(toks, i)
		if row < 0 {
			if out != nil {
				out = append(out, toks[i])
			}
			i++
			continue
		}
		if out == nil {
			out = append(make([]Token, 0, len(toks)+8), toks[:i]...)
		}
		words := a.forms[row].long
		found = append(found, Found{a.list[row].Short, a.list[row].Long, len(out), len(words)})
		for k, w := range words {
			w.Start, w.End, w.Break = toks[i].Start, toks[i+n-1].End, k == 0 && toks[i].Break
			out = append(out, w)
		}
		i += n
	}
	if out == nil {
		return toks, nil
	}
	return out, found
}

// shortAt returns the row of the longest short form that starts at toks[i] and
// the tokens it covers, or -1.
func (a *Abbreviations) shortAt(toks []Token, i int) (row, n int) {
	t := toks[i]
	best := -1
	consider := func(rows []int, fold bool) {
		for _, row := range rows {
			f := a.forms[row]
			words := f.short
			if fold {
				words = f.shortFold
			}
			if f.capsOnly && !t.Caps || !matches(toks[i:], words, fold) {
				continue
			}
			if best < 0 || len(f.short) > len(a.forms[best].short) {
				best = row
			}
		}
	}
	consider(a.short[t.Text], false)
	if best < 0 && t.Text == t.Fold {
		consider(a.bare[t.Fold], true)
	}
	if best < 0 {
		return -1, 0
	}
	return best, len(a.forms[best].short)
}

func matches(toks []Token, words []string, fold bool) bool {
	if len(words) > len(toks) {
		return false
	}
	for i, w := range words {
		text := toks[i].Text
		if fold {
			text = toks[i].Fold
		}
		if text != w || i > 0 && toks[i].Break {
			return false
		}
	}
	return true
}
