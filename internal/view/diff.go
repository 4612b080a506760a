package view

import (
	"strings"
	"time"
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

// A comparison is exact as long as the product of the words is within exactDiff;
// a longer one marks as wholly changed what diffTime was not enough for.
const (
	exactDiff = 1200 * 1200
	diffTime  = 50 * time.Millisecond
)

// DiffText marks the words that differ between two texts. Fragments joined give
// the texts again.
func DiffText(before, after string) (old, new []Fragment) {
	a, b := diffWords(before), diffWords(after)
	keepA, keepB := make([]bool, len(a)), make([]bool, len(b))
	differ := diffmatchpatch.New()
	differ.DiffTimeout = 0 // none
	if len(a)*len(b) > exactDiff {
		differ.DiffTimeout = diffTime
	}
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
			for range n {
				keepA[i], keepB[j] = true, true
				i, j = i+1, j+1
			}
		}
	}
	return fragments(a, keepA), fragments(b, keepB)
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
