package graph

import (
	"fmt"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
)

// Renderer makes the files of graphs and keeps the last ones as long as pages are
// kept. One is drawn at a time, so that the memory for one picture is enough however
// many ask; those that are kept wait for no drawing.
type Renderer struct {
	flights singleflight.Group // by generation and key
	drawing sync.Mutex

	mu         sync.Mutex
	files      map[string][]byte
	bytes      int
	generation uint64
	since      time.Time
}

const maxRendererBytes = 4 << 20

// file gives a file by its key, drawn once however many ask at the same moment.
func (r *Renderer) file(key string, generation uint64, draw func() ([]byte, error)) ([]byte, error) {
	v, err, _ := r.flights.Do(fmt.Sprint(generation, " ", key), func() (any, error) {
		if file, ok := r.kept(key, generation); ok {
			return file, nil
		}
		r.drawing.Lock()
		defer r.drawing.Unlock()
		file, err := draw()
		if err == nil {
			r.keep(key, generation, file)
		}
		return file, err
	})
	return v.([]byte), err
}

// kept gives a kept file, after forgetting all when the data changed or time passed.
func (r *Renderer) kept(key string, generation uint64) ([]byte, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.files == nil || r.generation != generation || r.bytes > maxRendererBytes || time.Since(r.since) > shell.CacheLife {
		r.files, r.bytes, r.generation, r.since = map[string][]byte{}, 0, generation, time.Now()
	}
	file, ok := r.files[key]
	return file, ok
}

func (r *Renderer) keep(key string, generation uint64, file []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.generation == generation { // else the data changed while it was drawn
		r.files[key] = file
		r.bytes += len(file)
	}
}

// Send answers with a file of a graph. The key tells graphs of one name apart; the
// suffix does in the name of the file.
func (r *Renderer) Send(c *shell.Context, g *Graph, ending, key, suffix, source string, generation uint64) error {
	file, err := r.file(key+"/"+g.Name+ending, generation, func() ([]byte, error) { return g.file(ending, source) })
	if err != nil {
		return err
	}
	h := c.Header()
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="dan-van-kheo-%s%s%s"`, g.Name, suffix, ending))
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	for _, f := range graphFiles {
		if f.ending == ending {
			return c.Blob(http.StatusOK, f.kind, file)
		}
	}
	return registry.Errorf(registry.NotFound, "Không có tệp này.")
}
