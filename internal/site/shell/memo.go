package shell

import (
	"sync"
	"sync/atomic"
	"time"
)

// Memo keeps what was computed from the database until something is written.
type Memo[T any] struct {
	mu      sync.Mutex
	current atomic.Pointer[memoValue[T]]
}

type memoValue[T any] struct {
	value      T
	generation uint64
	at         time.Time
	cost       time.Duration
}

// Bounds of the age of a value.
const (
	memoLife   = 30 * time.Second      // of any: a command may have written to the same database
	cheap      = 20 * time.Millisecond // a value that costs no more is computed at once, never served late
	pauseRatio = 9                     // pause after a computation, in units of its cost
)

func (v *memoValue[T]) fresh(generation uint64) bool {
	return v != nil && v.generation >= generation && time.Since(v.at) < memoLife
}

// Get gives the value of this generation, never of an older one: what was taken
// down must be gone. Whoever comes first computes it while the others wait; one
// that is merely aged is served while it is computed again.
func (m *Memo[T]) Get(generation uint64, compute func() (T, error)) (T, error) {
	v := m.current.Load()
	if v.fresh(generation) {
		return v.value, nil
	}
	if v == nil || v.generation < generation {
		m.mu.Lock()
	} else if !m.mu.TryLock() {
		return v.value, nil
	}
	defer m.mu.Unlock()
	if v = m.current.Load(); v.fresh(generation) {
		return v.value, nil
	}
	return m.refresh(generation, compute)
}

// refresh computes the value and keeps it; the caller holds the lock.
func (m *Memo[T]) refresh(generation uint64, compute func() (T, error)) (T, error) {
	start := time.Now()
	value, err := compute()
	if err == nil {
		m.current.Store(&memoValue[T]{value, generation, time.Now(), time.Since(start)})
	}
	return value, err
}

// GetLagging is Get for counts and sums, which name no story. What takes long to
// compute is served as it was while that goes on in the background, at most a tenth
// of the time: what took 300 ms is at most 3 s behind, however much is published.
func (m *Memo[T]) GetLagging(generation uint64, background func(func()), compute func() (T, error)) (T, error) {
	v := m.current.Load()
	if v.fresh(generation) {
		return v.value, nil
	}
	if v == nil || v.cost < cheap || background == nil {
		return m.Get(generation, compute)
	}
	if time.Since(v.at) > pauseRatio*v.cost && m.mu.TryLock() {
		background(func() {
			defer m.mu.Unlock()
			_, _ = m.refresh(generation, compute) // a failure leaves the old value, and the next request tries again
		})
	}
	return v.value, nil
}
