package search

import (
	"slices"
	"testing"

	"danvankheo/internal/vietnamese"
)

func TestTrailsComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	for n := range 40 {
		var want trail
		for i := range n {
			want = append(want, uint16(1+(i*379)%(1<<trailBits-1)))
		}
		got := trail(nil).unpack(want.pack())
		if len(got) < n || !slices.Equal(got[:n], want) {
			t.Errorf("%d words: %v, want %v", n, got, want)
		}
		if rest := got[n:]; len(rest) > 0 && (len(rest) > 1 || rest[0] != trailEnd) { // what is left of the last byte
			t.Errorf("%d words: %v behind them", n, rest)
		}
	}
}

// FuzzTrail holds that any bytes of a damaged index are read without harm.
func FuzzTrail(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5}, "nước sạch")
	f.Fuzz(func(t *testing.T, b []byte, text string) {
		var r reader
		for _, w := range vietnamese.Tokens(text) {
			if m := trailMark(w.Text); m != trailEnd && len(r.asks) < maxQueryWords {
				r.add(footprint{{{m}}})
			}
		}
		steps := r.walk(trail(nil).unpack(b), nil)
		words, held, ordered := closest(steps, len(r.asks))
		if held > len(r.asks) || held > 0 && words < 1 || ordered > len(steps) {
			t.Errorf("%d words, %d held, %d in order", words, held, ordered)
		}
	})
}

func TestClosestFindsTheSmallestWindow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                 string
		steps                []step
		words, held, ordered int
	}{
		{"nothing", nil, 0, 0, 0},
		{"side by side", []step{{3, 4, 0}, {4, 5, 1}}, 2, 2, 1},
		{"the nearer of two", []step{{0, 1, 0}, {9, 10, 1}, {20, 21, 0}, {22, 23, 1}}, 3, 2, 1},
		{"the other way round", []step{{1, 2, 1}, {2, 3, 0}}, 2, 2, 0},
		{"one is not there", []step{{1, 2, 0}, {5, 6, 2}}, 5, 2, 0},
	} {
		if words, held, ordered := closest(c.steps, 3); words != c.words || held != c.held || ordered != c.ordered {
			t.Errorf("%s: %d words, %d held, %d in order", c.name, words, held, ordered)
		}
	}
	near := []step{{0, 1, 0}, {2, 3, 1}, {9, 10, 1}, {10, 11, 0}}
	if !beside(near, 0, 1, 1) || beside(near[:2], 0, 1, 0) || !beside(near[2:], 0, 1, 0) || beside(near[:1], 0, 1, 9) {
		t.Error("beside: in order within the words allowed, or the other way round right beside")
	}
}
