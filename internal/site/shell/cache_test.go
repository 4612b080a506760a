package shell_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"danvankheo/internal/site/shell"
)

// askAtOnce asks as many readers' goroutines at one moment, while the page is being
// rendered, and gives what each got.
func askAtOnce(n int, cache *shell.PageCache, generation uint64, render func() ([]byte, error)) []string {
	var wait sync.WaitGroup
	got := make([]string, n)
	for i := range n {
		wait.Go(func() {
			text, err := cache.Text("/", generation, render)
			if err != nil {
				text = err.Error()
			}
			got[i] = text
		})
	}
	wait.Wait()
	return got
}

// TestOneRenderForAll asks with many readers at once, in the order of the states a
// page goes through.
func TestOneRenderForAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var cache shell.PageCache
		for _, step := range []struct {
			name       string
			generation uint64
			wait       time.Duration
			page       string
			err        error
			renders    int32
			want       map[string]int
		}{
			{"first", 1, 0, "a", nil, 1, map[string]int{"a": 20}},
			{"kept", 1, 0, "b", nil, 0, map[string]int{"a": 20}},
			{"aged: the others get the old one meanwhile", 1, shell.CacheLife, "b", nil, 1, map[string]int{"b": 1, "a": 19}},
			{"renewed", 1, 0, "c", nil, 0, map[string]int{"b": 20}},
			{"a newer generation: nobody gets the old one", 2, 0, "c", nil, 1, map[string]int{"c": 20}},
			{"a failure goes to all who waited", 3, 0, "", errors.New("no"), 1, map[string]int{"no": 20}},
			{"and is not kept", 3, 0, "d", nil, 1, map[string]int{"d": 20}},
			{"aged, and fails: only who renders notices", 3, shell.CacheLife, "", errors.New("no"), 1, map[string]int{"no": 1, "d": 19}},
			{"no page to keep", 4, 0, "", nil, 1, map[string]int{"": 20}},
		} {
			time.Sleep(step.wait)
			var renders atomic.Int32
			got := map[string]int{}
			for _, text := range askAtOnce(20, &cache, step.generation, func() ([]byte, error) {
				renders.Add(1)
				time.Sleep(time.Millisecond) // every other reader asks before the page is there
				if step.page == "" {
					return nil, step.err
				}
				return []byte(step.page), nil
			}) {
				got[text]++
			}
			if renders.Load() != step.renders {
				t.Errorf("%s: rendered %d times, want %d", step.name, renders.Load(), step.renders)
			}
			for text, n := range step.want {
				if got[text] != n {
					t.Errorf("%s: %v, want %v", step.name, got, step.want)
				}
			}
		}
	})
}
