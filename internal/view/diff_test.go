package view_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// prose is a text of n words in sentences, common ones often, the way texts are.
func prose(n int, r *rand.Rand) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("chữ%d", int(r.ExpFloat64()*60))
		if r.IntN(20) == 0 {
			words[i] += "."
		}
	}
	return words
}

// edited drops, adds or replaces the given share of the words.
func edited(words []string, share float64, r *rand.Rand) []string {
	var out []string
	for _, w := range words {
		if r.Float64() >= share {
			out = append(out, w)
			continue
		}
		switch r.IntN(3) {
		case 0:
			out = append(out, w, fmt.Sprintf("thêm%d", r.IntN(50)))
		case 1:
			out = append(out, fmt.Sprintf("thay%d", r.IntN(50)))
		}
	}
	return out
}

type revision struct {
	name          string
	before, after string
}

func revisions() (list []revision) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{40, 300, 1000, 4000} {
		for _, share := range []float64{0.02, 0.1, 0.3, 1} {
			a := prose(n, r)
			b := edited(a, share, r)
			if share == 1 {
				b = prose(n, r)
			}
			list = append(list, revision{fmt.Sprintf("%dwords/%.0f%%", n, 100*share), strings.Join(a, " "), strings.Join(b, " ")})
		}
	}
	return list
}

// kept gives the words that both sides show as unchanged, in order.
func kept(list []view.Fragment) []string {
	var out []string
	for _, f := range list {
		if !f.On {
			out = append(out, strings.Fields(f.Text)...)
		}
	}
	return out
}

// longestCommon is the length of a longest common subsequence, by the table that
// every textbook has.
func longestCommon(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// TestDiffMarksNoWordTooMany: what both sides show as unchanged is the same on
// both, and in texts of ordinary length as much as possible.
func TestDiffMarksNoWordTooMany(t *testing.T) {
	t.Parallel()
	for _, c := range revisions() {
		old, now := view.DiffText(c.before, c.after)
		a, b := kept(old), kept(now)
		if strings.Join(a, " ") != strings.Join(b, " ") {
			t.Errorf("%s: the sides show different words as unchanged", c.name)
		}
		before, after := strings.Split(c.before, " "), strings.Split(c.after, " ")
		if len(before) > 1000 {
			continue
		}
		// The last word has no space behind it, which makes it another word in the middle.
		if want := longestCommon(before[:len(before)-1], after[:len(after)-1]); len(a) < want {
			t.Errorf("%s: %d words unchanged, want %d", c.name, len(a), want)
		}
	}
}

// TestDiffOfALongTextShowsWhatChanged: a few words changed in a long story are a
// few marks, not a page of red.
func TestDiffOfALongTextShowsWhatChanged(t *testing.T) {
	t.Parallel()
	for _, c := range revisions() {
		if c.name != "4000words/2%" {
			continue
		}
		old, _ := view.DiffText(c.before, c.after)
		if n := len(kept(old)); n < 3900 {
			t.Errorf("%s: %d words unchanged, want all but a few", c.name, n)
		}
		return
	}
	t.Error("no such revision")
}

// TestDiffOfTheLongestTextsEndsSoon: whatever two people write into the longest
// field, the page comes.
func TestDiffOfTheLongestTextsEndsSoon(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	letters := func() string {
		b := []byte(strings.Repeat("a ", registry.MaxText/2))
		for i := 0; i < len(b); i += 2 {
			b[i] += byte(r.IntN(26))
		}
		return string(b)
	}
	for _, c := range []revision{
		{"nothing in common", letters(), strings.ToUpper(letters())},
		{"the same letters in another order", letters(), letters()},
		{"one word again and again", strings.Repeat("a ", registry.MaxText/2), strings.Repeat("a b ", registry.MaxText/4)},
	} {
		start := time.Now()
		view.DiffText(c.before, c.after)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: took %v", c.name, took)
		}
	}
}

func BenchmarkDiffText(b *testing.B) {
	for _, c := range revisions() {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				view.DiffText(c.before, c.after)
			}
		})
	}
}
