package shell

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
)

// Anonymous reports whether the page is the same for everybody: nobody has signed
// in and nothing was just done.
func (h *Shell) Anonymous(c *Context) bool {
	if h.Dev || c.Actor().Account != 0 {
		return false
	}
	_, err := c.Cookie(CookieName(c, flashCookie))
	return err != nil
}

// Body is a page ready to be sent, packed for a reader the first time one asks.
type Body struct {
	plain    []byte
	tag      string
	gz, br   []byte
	gzOnce   sync.Once
	brOnce   sync.Once
	asked    atomic.Int32
	birth    time.Time
	keptWhen uint64 // generation of the data
}

func NewBody(plain []byte) *Body {
	sum := sha256.Sum256(plain)
	return &Body{plain: plain, tag: `"` + hex.EncodeToString(sum[:8]) + `"`, birth: time.Now()}
}

func (b *Body) brotli() []byte {
	b.brOnce.Do(func() {
		var out bytes.Buffer
		w := brotli.NewWriterLevel(&out, 5)
		_, _ = w.Write(b.plain) // into memory
		_ = w.Close()
		b.br = out.Bytes()
	})
	return b.br
}

func (b *Body) gzip() []byte {
	b.gzOnce.Do(func() {
		var out bytes.Buffer
		w, _ := gzip.NewWriterLevel(&out, 3) // the level is valid; what is asked for often is packed tighter by brotli
		_, _ = w.Write(b.plain)
		_ = w.Close()
		b.gz = out.Bytes()
	})
	return b.gz
}

// popular is how often a page is asked for before it is worth packing it tighter:
// most answers to searches are asked for once.
const popular = 3

// Send answers with the body in the best encoding the reader takes, or says that
// nothing changed.
func (b *Body) Send(c *Context, kind string) error {
	h := c.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", "W/"+b.tag)
	h.Set("Vary", "Accept-Encoding, Cookie")
	if strings.Contains(c.Request().Header.Get("If-None-Match"), b.tag) {
		return c.NoContent(http.StatusNotModified)
	}
	accept := c.Request().Header.Get("Accept-Encoding")
	gzips := strings.Contains(accept, "gzip")
	switch {
	case strings.Contains(accept, "br") && (!gzips || b.asked.Add(1) >= popular):
		h.Set("Content-Encoding", "br")
		return c.Blob(http.StatusOK, kind, b.brotli())
	case gzips:
		h.Set("Content-Encoding", "gzip")
		return c.Blob(http.StatusOK, kind, b.gzip())
	}
	return c.Blob(http.StatusOK, kind, b.plain)
}

// pageCache keeps the last pages as everybody sees them, by address, until something
// that readers see is written, and for a few seconds at most.
type pageCache struct {
	mu     sync.Mutex
	pages  map[string]*Body
	making map[string]chan struct{} // closed when the page is made, or was not
	bytes  int
}

const (
	shelfBytes = 24 << 20
	ShelfLife  = 5 * time.Second
)

// take gives the page for an address, or the right to make it: made must be called
// then, whether it was kept or not. A story that everybody opens at the same moment
// is made once, while the others wait; one that is merely aged is served meanwhile.
// A page of an older generation never is.
func (s *pageCache) take(ctx context.Context, k cacheKey) (b *Body, made func()) {
	for {
		s.mu.Lock()
		b = s.pages[k.address]
		if b != nil && b.keptWhen < k.generation {
			b = nil
		}
		wait, busy := s.making[k.address]
		switch {
		case b != nil && (busy || time.Since(b.birth) < ShelfLife):
			s.mu.Unlock()
			return b, nil
		case !busy:
			done := make(chan struct{})
			if s.making == nil {
				s.making = map[string]chan struct{}{}
			}
			s.making[k.address] = done
			s.mu.Unlock()
			return nil, func() {
				s.mu.Lock()
				delete(s.making, k.address)
				s.mu.Unlock()
				close(done)
			}
		}
		s.mu.Unlock()
		select {
		case <-wait:
		case <-ctx.Done(): // the reader left
			return nil, func() {}
		}
	}
}

func (s *pageCache) keep(key string, b *Body) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pages == nil || s.bytes > shelfBytes {
		s.pages, s.bytes = map[string]*Body{}, 0
	}
	if old := s.pages[key]; old != nil {
		s.bytes -= len(old.plain)
	}
	s.pages[key] = b
	s.bytes += len(b.plain)
}

// cacheKey is where a page is kept: for an address, as of a generation of the data.
type cacheKey struct {
	shelf      *pageCache
	address    string
	generation uint64
}

// keep packs a page and keeps it.
func (k *cacheKey) keep(page []byte) *Body {
	b := NewBody(page)
	b.keptWhen = k.generation
	k.shelf.keep(k.address, b)
	return b
}

// Cacheable reports whether the answer is the same for everybody.
func (s *Shell) Cacheable(c *Context) bool {
	return s.Anonymous(c) && c.Request().Method == http.MethodGet
}

// FromCache gives the page that is kept under a name; nil, and a place on the shelf
// for the page to come, when there is none. made must be called once it came, or
// did not.
func (s *Shell) FromCache(c *Context, name string) (b *Body, made func()) {
	k := cacheKey{&s.shelf, name, s.Flow.PublicGeneration()}
	if b, made = s.shelf.take(c.Context(), k); b == nil {
		c.shelf = &k
	}
	return b, made
}

// Cached answers from the shelf where it can. It is for pages that show the same
// to everybody who has not signed in and rest on the database alone.
func (s *Shell) Cached(handler Handler) Handler {
	return func(c *Context) error {
		if !s.Cacheable(c) {
			return handler(c)
		}
		b, made := s.FromCache(c, s.Base(c)+c.Request().RequestURI)
		if b != nil {
			return b.Send(c, HtmlType)
		}
		defer made()
		return handler(c)
	}
}
