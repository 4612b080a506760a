package shell

import (
	"sync"
	"sync/atomic"
	"time"
)

// Memo keeps what was worked out of the database until something is written.
type Memo[T any] struct {
	mu  sync.Mutex
	now atomic.Pointer[memoValue[T]]
}

type memoValue[T any] struct {
	value      T
	generation uint64
	at         time.Time
	cost       time.Duration
}

// freshLife ends even a value that nothing seems to have changed: a command may
// have written to the same database.
const freshLife = 30 * time.Second

func (v *memoValue[T]) good(generation uint64) bool {
	return v != nil && v.generation >= generation && time.Since(v.at) < freshLife
}

// Get gives the value of this generation, never one of before: what was taken
// down must be gone. Whoever comes first works it out while the others wait; one
// that is merely aged is served while it is worked out again.
func (f *Memo[T]) Get(generation uint64, work func() (T, error)) (T, error) {
	v := f.now.Load()
	if v.good(generation) {
		return v.value, nil
	}
	if v == nil || v.generation < generation {
		f.mu.Lock()
	} else if !f.mu.TryLock() {
		return v.value, nil
	}
	defer f.mu.Unlock()
	if v = f.now.Load(); v.good(generation) {
		return v.value, nil
	}
	return f.refresh(generation, work)
}

// refresh works the value out and keeps it; the caller holds the lock.
func (f *Memo[T]) refresh(generation uint64, work func() (T, error)) (T, error) {
	start := time.Now()
	value, err := work()
	if err == nil {
		f.now.Store(&memoValue[T]{value, generation, time.Now(), time.Since(start)})
	}
	return value, err
}

// Bounds of a value that may lag.
const (
	freshQuick = 20 * time.Millisecond // what takes no longer is worked out at once
	freshShare = 9                     // rest for each unit of work
)

// GetLagging is get for counts and sums, which name no story. What takes long to work
// out is served as it was while that goes on beside the requests, at most a tenth
// of the time: what took 300 ms is at most 3 s behind, however much is published.
func (f *Memo[T]) GetLagging(generation uint64, beside func(func()), work func() (T, error)) (T, error) {
	v := f.now.Load()
	if v.good(generation) {
		return v.value, nil
	}
	if v == nil || v.cost < freshQuick || beside == nil {
		return f.Get(generation, work)
	}
	if time.Since(v.at) > freshShare*v.cost && f.mu.TryLock() {
		beside(func() {
			defer f.mu.Unlock()
			_, _ = f.refresh(generation, work) // a failure leaves the old value, and the next request tries again
		})
	}
	return v.value, nil
}
