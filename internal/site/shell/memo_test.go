package shell_test

import (
	"errors"
	"testing"
	"time"

	"danvankheo/internal/site/shell"
)

func TestMemo(t *testing.T) {
	t.Parallel()
	var f shell.Memo[int]
	n := 0
	work := func() (int, error) { n++; return n, nil }
	if _, err := f.Get(1, func() (int, error) { return 0, errors.New("no") }); err == nil {
		t.Error("a failure is kept as a value")
	}
	for _, c := range []struct {
		generation uint64
		ago        time.Duration
		want       int
	}{{1, 0, 1}, {1, 0, 1}, {2, 0, 2}, {2, time.Hour, 3}, {1, 0, 3}, {3, 0, 4}} {
		if n > 0 {
			f.Age(time.Hour, c.ago) // Get never waits for a pause
		}
		if got, err := f.Get(c.generation, work); err != nil || got != c.want {
			t.Errorf("generation %d, %v ago: %d, %v, want %d", c.generation, c.ago, got, err, c.want)
		}
	}
	later := func() {} // what was left to the background
	run := func(f func()) { later = f }
	for i, c := range []struct {
		generation uint64
		cost, ago  time.Duration
		want       int
		background bool
	}{
		{3, time.Second, 0, 4, false},                     // as it is
		{4, time.Millisecond, 0, 5, false},                // quick: at once
		{5, time.Second, time.Second, 5, false},           // it pauses
		{5, time.Second, 10 * time.Second, 5, true},       // served while it is computed in the background
		{5, time.Second, 0, 6, false},                     // and then is there
		{6, time.Second, 10 * time.Second, 6, true},       // again
		{6, time.Millisecond, 10 * time.Second, 7, false}, // one computed in the background meanwhile
	} {
		f.Age(c.cost, c.ago)
		did := false
		got, err := f.GetLagging(c.generation, func(work func()) { did = true; run(work) }, work)
		if err != nil || got != c.want || did != c.background {
			t.Errorf("%d: %d, %v, background %v; want %d, %v", i, got, err, did, c.want, c.background)
		}
		later()
		later = func() {}
	}
}
