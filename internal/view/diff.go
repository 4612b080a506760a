package view

import (
	"strings"

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

// maxDiffWords bounds the square of the comparison; longer texts are shown as
// wholly changed between their common head and tail.
const maxDiffWords = 1200

// DiffText marks the words that differ between two texts. Fragments joined give
// the texts again.
func DiffText(before, after string) (old, new []Fragment) {
	a, b := diffWords(before), diffWords(after)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	keepA, keepB := make([]bool, len(a)), make([]bool, len(b))
	for i := range head {
		keepA[i], keepB[i] = true, true
	}
	for i := range tail {
		keepA[len(a)-1-i], keepB[len(b)-1-i] = true, true
	}
	common(a[head:len(a)-tail], b[head:len(b)-tail], keepA[head:], keepB[head:])
	return fragments(a, keepA), fragments(b, keepB)
}

// common marks a longest common subsequence of the two lists of words.
func common(a, b []string, keepA, keepB []bool) {
	if len(a) == 0 || len(b) == 0 || len(a)*len(b) > maxDiffWords*maxDiffWords {
		return
	}
	width := len(b) + 1
	length := make([]uint16, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i*width+j] = length[(i+1)*width+j+1] + 1
			} else {
				length[i*width+j] = max(length[(i+1)*width+j], length[i*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			keepA[i], keepB[j] = true, true
			i, j = i+1, j+1
		case length[(i+1)*width+j] >= length[i*width+j+1]:
			i++
		default:
			j++
		}
	}
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
