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
			f.Age(time.Hour, c.ago) // get never waits for a rest
		}
		if got, err := f.Get(c.generation, work); err != nil || got != c.want {
			t.Errorf("generation %d, %v ago: %d, %v, want %d", c.generation, c.ago, got, err, c.want)
		}
	}
	left := func() {} // what was left to be done beside
	beside := func(f func()) { left = f }
	for i, c := range []struct {
		generation uint64
		cost, ago  time.Duration
		want       int
		beside     bool
	}{
		{3, time.Second, 0, 4, false},                     // as it is
		{4, time.Millisecond, 0, 5, false},                // quick: at once
		{5, time.Second, time.Second, 5, false},           // it rests
		{5, time.Second, 10 * time.Second, 5, true},       // served while it is worked out beside
		{5, time.Second, 0, 6, false},                     // and then is there
		{6, time.Second, 10 * time.Second, 6, true},       // again
		{6, time.Millisecond, 10 * time.Second, 7, false}, // one worked out beside meanwhile
	} {
		f.Age(c.cost, c.ago)
		did := false
		got, err := f.GetLagging(c.generation, func(work func()) { did = true; beside(work) }, work)
		if err != nil || got != c.want || did != c.beside {
			t.Errorf("%d: %d, %v, beside %v; want %d, %v", i, got, err, did, c.want, c.beside)
		}
		left()
		left = func() {}
	}
}
