package followup

import (
	"sync"
	"time"

	"danvankheo/internal/registry"
)

// yearNotes keeps what was last computed of each season, until something is
// written. What it holds is shared: it is read, never changed.
type yearNotes[T any] struct {
	mu         sync.Mutex
	generation uint64
	at         map[registry.Year]yearNote[T]
}

type yearNote[T any] struct {
	value T
	when  time.Time
}

// noteLife bounds how old a note may be: what is late depends on the hour, and a
// command may have written to the same database.
const noteLife = 30 * time.Second

// get gives what is kept of a season for this generation, or computes it. A change
// that lands meanwhile is seen by the next reading.
func (n *yearNotes[T]) get(generation uint64, y registry.Year, now time.Time, compute func() (T, error)) (T, error) {
	n.mu.Lock()
	if n.generation != generation {
		n.generation, n.at = generation, map[registry.Year]yearNote[T]{}
	}
	kept, ok := n.at[y]
	n.mu.Unlock()
	if age := now.Sub(kept.when); ok && age >= 0 && age < noteLife {
		return kept.value, nil
	}
	value, err := compute()
	if err != nil {
		return value, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.generation == generation {
		n.at[y] = yearNote[T]{value, now}
	}
	return value, nil
}
