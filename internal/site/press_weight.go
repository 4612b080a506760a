package site

import (
	"bytes"
	"sync"

	"danvankheo/internal/registry"
)

// weights keeps how heavy the small files of stories are, so that a page need not
// make them all to tell.
type weights struct {
	mu   sync.Mutex
	list map[weightKey]int64
}

type weightKey struct {
	entry   registry.EntryID
	version int
	name    string
}

const maxWeights = 20_000

// of gives the weight of one file in bytes, from making it once.
func (w *weights) of(e *registry.Entry, p piece) (int64, error) {
	key := weightKey{e.ID, e.Version, p.name}
	w.mu.Lock()
	n, ok := w.list[key]
	w.mu.Unlock()
	if ok {
		return n, nil
	}
	var b bytes.Buffer
	if err := p.write(&b); err != nil {
		return 0, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.list == nil || len(w.list) >= maxWeights {
		w.list = map[weightKey]int64{}
	}
	w.list[key] = int64(b.Len())
	return int64(b.Len()), nil
}
