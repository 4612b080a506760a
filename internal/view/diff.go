package view

import (
	"strings"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"danvankheo/internal/registry"
)

// Fragment is a piece of text; On marks what a search found or an edit changed.
type Fragment struct {
	Text string
	On   bool
}

// DiffRow is one field in two states, word by word.
type DiffRow struct {
	Label    string
	Old, New []Fragment
}

// NewDiff shows changes of the domain word by word.
func NewDiff(changes []registry.Change) []DiffRow {
	var rows []DiffRow
	for _, c := range changes {
		r := DiffRow{Label: c.Label}
		r.Old, r.New = DiffText(c.Old, c.New)
		rows = append(rows, r)
	}
	return rows
}

// exactDiff bounds the product of two lists that are compared item by item, by
// number and not by the clock, so that two texts always look the same.
const exactDiff = 1200 * 1200

// DiffText marks the words that differ between two texts. Fragments joined give
// the texts again. Long texts are compared by sentences, and by words within the
// sentences that differ.
func DiffText(before, after string) (old, new []Fragment) {
	a, b := diffWords(before), diffWords(after)
	keepA, keepB := make([]bool, len(a)), make([]bool, len(b))
	keep := func(s shared) {
		for n := range s.n {
			keepA[s.i+n], keepB[s.j+n] = true, true
		}
	}
	if len(a)*len(b) <= exactDiff {
		for _, s := range common(a, b) {
			keep(s)
		}
		return fragments(a, keepA), fragments(b, keepB)
	}
	textA, startA := sentences(a)
	textB, startB := sentences(b)
	i, j := 0, 0
	for _, s := range append(common(textA, textB), shared{len(textA), len(textB), 0}) {
		for _, w := range common(a[i:startA[s.i]], b[j:startB[s.j]]) {
			keep(shared{i + w.i, j + w.j, w.n})
		}
		i, j = startA[s.i+s.n], startB[s.j+s.n]
		keep(shared{startA[s.i], startB[s.j], i - startA[s.i]})
	}
	return fragments(a, keepA), fragments(b, keepB)
}

// shared is a run of n items that two lists have in common, from i and from j on.
type shared struct{ i, j, n int }

// common gives a longest common subsequence, or of lists beyond exactDiff their
// common beginning and end.
func common(a, b []string) (list []shared) {
	if len(a)*len(b) > exactDiff {
		head := 0
		for head < min(len(a), len(b)) && a[head] == b[head] {
			head++
		}
		tail := 0
		for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
			tail++
		}
		return []shared{{0, 0, head}, {len(a) - tail, len(b) - tail, tail}}
	}
	differ := diffmatchpatch.New()
	differ.DiffTimeout = 0 // none
	number := wordNumbers{}
	i, j := 0, 0
	for _, d := range differ.DiffMainRunes(number.of(a), number.of(b), false) {
		n := utf8.RuneCountInString(d.Text)
		switch d.Type {
		case diffmatchpatch.DiffDelete:
			i += n
		case diffmatchpatch.DiffInsert:
			j += n
		case diffmatchpatch.DiffEqual:
			list = append(list, shared{i, j, n})
			i, j = i+n, j+n
		}
	}
	return list
}

// sentences joins words into sentences and lines. start is where each begins in
// the words, with the end of the last behind it.
func sentences(words []string) (text []string, start []int) {
	from := 0
	for i, w := range words {
		if i == len(words)-1 || strings.Contains(w, "\n") || strings.ContainsAny(strings.TrimSpace(w), ".!?;") {
			text, start = append(text, strings.Join(words[from:i+1], "")), append(start, from)
			from = i + 1
		}
	}
	return text, append(start, len(words))
}

// wordNumbers gives each word a letter of its own, as the library compares letters.
type wordNumbers map[string]rune

// firstNumber is where the letters that are valid without a gap begin: room for
// a million words, more than two texts of [registry.MaxText] can have.
const firstNumber = 0x10000

func (m wordNumbers) of(words []string) []rune {
	out := make([]rune, len(words))
	for i, w := range words {
		r, ok := m[w]
		if !ok {
			r = firstNumber + rune(len(m))
			m[w] = r
		}
		out[i] = r
	}
	return out
}

// diffWords cuts a text into words, each with the space behind it.
func diffWords(s string) []string {
	var out []string
	start, space := 0, false
	for i, r := range s {
		blank := r == ' ' || r == '\n' || r == '\t' || r == '\r'
		if space && !blank {
			out = append(out, s[start:i])
			start = i
		}
		space = blank
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

func fragments(words []string, keep []bool) []Fragment {
	var out []Fragment
	var b strings.Builder
	for i, w := range words {
		if i > 0 && keep[i] != keep[i-1] {
			out = append(out, Fragment{b.String(), !keep[i-1]})
			b.Reset()
		}
		b.WriteString(w)
	}
	if b.Len() > 0 {
		out = append(out, Fragment{b.String(), !keep[len(words)-1]})
	}
	return out
}
