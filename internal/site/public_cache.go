package site

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/labstack/echo/v4"

	"danvankheo/internal/view"
)

// fresh keeps what was worked out of the database until something is written.
// Working it out again takes at most about a tenth of the time: what took 2 ms is
// at most 20 ms old, what took 300 ms at most 3 s, however often people save
// drafts meanwhile.
type fresh[T any] struct {
	mu  sync.Mutex
	now atomic.Pointer[freshValue[T]]
}

type freshValue[T any] struct {
	value      T
	generation uint64
	at         time.Time
	cost       time.Duration
}

const freshShare = 9 // rest for each unit of work

// freshLife ends even a value that nothing seems to have changed: a command may
// have written to the same database.
const freshLife = 30 * time.Second

func (v *freshValue[T]) good(generation uint64) bool {
	if v == nil {
		return false
	}
	age := time.Since(v.at)
	return v.generation == generation && age < freshLife || age < freshShare*v.cost
}

// get gives the kept value, or works it out. While one request does, others are
// served the old value, if there is one.
func (f *fresh[T]) get(generation uint64, work func() (T, error)) (T, error) {
	v := f.now.Load()
	if v.good(generation) {
		return v.value, nil
	}
	if v == nil {
		f.mu.Lock()
	} else if !f.mu.TryLock() {
		return v.value, nil
	}
	defer f.mu.Unlock()
	if v = f.now.Load(); v.good(generation) {
		return v.value, nil
	}
	start := time.Now()
	value, err := work()
	if err != nil {
		return value, err
	}
	f.now.Store(&freshValue[T]{value, generation, time.Now(), time.Since(start)})
	return value, nil
}

// restsOn says that the kept value was worked out of data of an older generation,
// so that it is worked out again after its rest although nothing more is written.
func (f *fresh[T]) restsOn(generation uint64) {
	if f.of() <= generation {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if v := f.now.Load(); v.generation > generation {
		f.now.Store(&freshValue[T]{v.value, generation, v.at, v.cost})
	}
}

// of tells which generation the kept value is of.
func (f *fresh[T]) of() uint64 {
	if v := f.now.Load(); v != nil {
		return v.generation
	}
	return 0
}

// body is a page ready to be sent, packed for a reader the first time one asks.
type body struct {
	plain    []byte
	tag      string
	gz, br   []byte
	gzOnce   sync.Once
	brOnce   sync.Once
	birth    time.Time
	keptWhen uint64 // generation of the data
}

func newBody(plain []byte) *body {
	sum := sha256.Sum256(plain)
	return &body{plain: plain, tag: `"` + hex.EncodeToString(sum[:8]) + `"`, birth: time.Now()}
}

func (b *body) brotli() []byte {
	b.brOnce.Do(func() {
		var out bytes.Buffer
		w := brotli.NewWriterLevel(&out, 5)
		_, _ = w.Write(b.plain) // into memory
		_ = w.Close()
		b.br = out.Bytes()
	})
	return b.br
}

func (b *body) gzip() []byte {
	b.gzOnce.Do(func() {
		var out bytes.Buffer
		w, _ := gzip.NewWriterLevel(&out, 6) // the level is valid
		_, _ = w.Write(b.plain)
		_ = w.Close()
		b.gz = out.Bytes()
	})
	return b.gz
}

// send answers with the body in the best encoding the reader takes, or says that
// nothing changed.
func (b *body) send(c echo.Context, kind string) error {
	h := c.Response().Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", "W/"+b.tag)
	h.Set("Vary", "Accept-Encoding, Cookie")
	if strings.Contains(c.Request().Header.Get("If-None-Match"), b.tag) {
		return c.NoContent(http.StatusNotModified)
	}
	accept := c.Request().Header.Get("Accept-Encoding")
	switch {
	case strings.Contains(accept, "br"):
		h.Set("Content-Encoding", "br")
		return c.Blob(http.StatusOK, kind, b.brotli())
	case strings.Contains(accept, "gzip"):
		h.Set("Content-Encoding", "gzip")
		return c.Blob(http.StatusOK, kind, b.gzip())
	}
	return c.Blob(http.StatusOK, kind, b.plain)
}

// shelf keeps the last pages as everybody sees them, by address, until something
// is written, and for a few seconds at most.
type shelf struct {
	mu    sync.Mutex
	pages map[string]*body
	bytes int
}

const (
	shelfBytes = 24 << 20
	shelfLife  = 5 * time.Second
	keyShelf   = "shelf"
)

func (s *shelf) find(key string, generation uint64) *body {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.pages[key]
	if b == nil || b.keptWhen != generation || time.Since(b.birth) > shelfLife {
		return nil
	}
	return b
}

func (s *shelf) keep(key string, b *body) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pages == nil || s.bytes > shelfBytes {
		s.pages, s.bytes = map[string]*body{}, 0
	}
	if old := s.pages[key]; old != nil {
		s.bytes -= len(old.plain)
	}
	s.pages[key] = b
	s.bytes += len(b.plain)
}

type shelfKey struct {
	address    string
	generation uint64
}

// shelved answers from the shelf where it can. It is for pages that show the same
// to everybody who has not signed in and rest on the database alone.
func (h *showcase) shelved(handler echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !h.anonymous(c) || c.Request().Method != http.MethodGet {
			return handler(c)
		}
		k := shelfKey{h.base(c) + c.Request().RequestURI, h.Flow.Generation()}
		if b := h.pages.find(k.address, k.generation); b != nil {
			return b.send(c, echo.MIMETextHTMLCharsetUTF8)
		}
		c.Set(keyShelf, k)
		return handler(c)
	}
}

// reveal renders a page, and keeps it when it came through the shelf.
func reveal[T any](h *showcase, c echo.Context, t view.Template[T], ch view.Chrome, page T) error {
	k, ok := c.Get(keyShelf).(shelfKey)
	if !ok {
		return show(h.shell, c, http.StatusOK, t, ch, page)
	}
	text, err := t.Bytes(ch, page)
	if err != nil {
		return err
	}
	b := newBody(text)
	b.keptWhen = k.generation
	h.pages.keep(k.address, b)
	return b.send(c, echo.MIMETextHTMLCharsetUTF8)
}
