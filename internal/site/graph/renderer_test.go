package graph_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"danvankheo/internal/site/graph"
)

// TestOneDrawingForAll asks with many readers for a few files at once: each is drawn
// once, one at a time, and again when the data changed.
func TestOneDrawingForAll(t *testing.T) {
	t.Parallel()
	var r graph.Renderer
	for generation := uint64(1); generation <= 2; generation++ {
		var running, drawn atomic.Int32
		var wait sync.WaitGroup
		for i := range 30 {
			wait.Go(func() {
				key := fmt.Sprint(i % 3)
				want := fmt.Sprint(key, " of ", generation)
				got, err := r.File(key, generation, func() ([]byte, error) {
					if running.Add(1) > 1 {
						t.Error("two drawings at the same time")
					}
					defer running.Add(-1)
					drawn.Add(1)
					time.Sleep(time.Millisecond)
					return []byte(want), nil
				})
				if err != nil || string(got) != want {
					t.Errorf("%q, %v; want %q", got, err, want)
				}
			})
		}
		wait.Wait()
		if drawn.Load() != 3 {
			t.Errorf("generation %d: %d drawings, want 3", generation, drawn.Load())
		}
	}
}
