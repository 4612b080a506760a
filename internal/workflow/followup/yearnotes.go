package followup

import (
	"sync"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// yearNotes keeps what was last computed of each season from one state of the
// database. What it holds is shared: it is read, never changed.
type yearNotes[T any] struct {
	mu    sync.Mutex
	state sqlite.State
	at    map[registry.Year]yearNote[T]
}

type yearNote[T any] struct {
	value T
	when  time.Time
}

// noteLife bounds how old a note may be: what is late depends on the hour.
const noteLife = 30 * time.Second

// get gives what is kept of a season for the state that is read, or computes it.
func (n *yearNotes[T]) get(state sqlite.State, y registry.Year, now time.Time, compute func() (T, error)) (T, error) {
	if kept, ok := n.kept(state, y); ok {
		if age := now.Sub(kept.when); age >= 0 && age < noteLife {
			return kept.value, nil
		}
	}
	value, err := compute()
	if err == nil && state.Known() {
		n.keep(state, y, yearNote[T]{value, now})
	}
	return value, err
}

func (n *yearNotes[T]) kept(state sqlite.State, y registry.Year) (yearNote[T], bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	note, ok := n.at[y]
	return note, ok && state.Known() && n.state == state
}

func (n *yearNotes[T]) keep(state sqlite.State, y registry.Year, note yearNote[T]) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.state != state {
		n.state, n.at = state, map[registry.Year]yearNote[T]{}
	}
	n.at[y] = note
}
