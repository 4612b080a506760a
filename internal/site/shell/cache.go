package shell

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"golang.org/x/sync/singleflight"
)

// Anonymous reports whether the page is the same for everybody: nobody has signed
// in and nothing was just done.
func (s *Shell) Anonymous(c *Context) bool {
	if s.Dev || c.Actor().Account != 0 {
		return false
	}
	_, err := c.Cookie(CookieName(c, flashCookie))
	return err != nil
}

// Body is a page ready to be sent, compressed for a reader the first time one asks.
type Body struct {
	plain  []byte
	tag    string
	gz, br []byte
	gzOnce sync.Once
	brOnce sync.Once
	asked  atomic.Int32
}

// NewBody computes the validator of a page.
func NewBody(plain []byte) *Body {
	sum := sha256.Sum256(plain)
	return &Body{plain: plain, tag: `"` + hex.EncodeToString(sum[:8]) + `"`}
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
		w, _ := gzip.NewWriterLevel(&out, 3) // the level is valid; what is asked for often is compressed harder by brotli
		_, _ = w.Write(b.plain)
		_ = w.Close()
		b.gz = out.Bytes()
	})
	return b.gz
}

// popular is how often a page is asked for before it is worth compressing it harder:
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
	mu      sync.Mutex
	pages   map[string]*cachedPage
	bytes   int
	flights singleflight.Group // by generation and address
}

type cachedPage struct {
	body       *Body
	generation uint64 // of the data
	since      time.Time
}

const (
	maxCachedBytes = 24 << 20

	// CacheLife is how long a page is served before it is rendered again.
	CacheLife = 5 * time.Second
)

// get gives the page of an address, rendered once however many ask at the same
// moment; nil when there was none to keep. A page of an older generation is never
// served.
func (p *pageCache) get(address string, generation uint64, render func() ([]byte, error)) (*Body, error) {
	if b := p.cached(address, generation); b != nil {
		return b, nil
	}
	v, err, _ := p.flights.Do(fmt.Sprint(generation, " ", address), func() (any, error) {
		page, err := render()
		if err != nil || page == nil {
			return (*Body)(nil), err
		}
		b := NewBody(page)
		p.keep(address, &cachedPage{b, generation, time.Now()})
		return b, nil
	})
	return v.(*Body), err
}

// cached gives the page that is kept. Whoever finds it aged gets nothing and
// renders the next one; the others are served the aged one meanwhile.
func (p *pageCache) cached(address string, generation uint64) *Body {
	p.mu.Lock()
	defer p.mu.Unlock()
	page := p.pages[address]
	if page == nil || page.generation < generation {
		return nil
	}
	if now := time.Now(); now.Sub(page.since) >= CacheLife {
		page.since = now
		return nil
	}
	return page.body
}

func (p *pageCache) keep(address string, page *cachedPage) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.pages == nil || p.bytes > maxCachedBytes {
		p.pages, p.bytes = map[string]*cachedPage{}, 0
	}
	if old := p.pages[address]; old != nil {
		p.bytes -= len(old.body.plain)
	}
	p.pages[address] = page
	p.bytes += len(page.body.plain)
}

// Cacheable reports whether the answer is the same for everybody.
func (s *Shell) Cacheable(c *Context) bool {
	return s.Anonymous(c) && c.Request().Method == http.MethodGet
}

// FromCache answers with the page that is kept under a name, or with what the
// handler renders, which is kept when it succeeded.
func (s *Shell) FromCache(c *Context, name string, handler Handler) error {
	rendered := false
	b, err := s.cache.get(name, s.Flow.PublicGeneration(), func() ([]byte, error) {
		rendered = true
		return c.capture(handler)
	})
	switch {
	case err != nil:
		return err
	case b != nil:
		return b.Send(c, HTMLType)
	case rendered: // and answered: it leads elsewhere, or is no page to keep
		return nil
	}
	return handler(c)
}

// capture runs a handler and gives the page that it renders; nil when it answered
// in another way. Others wait for the page: the work goes on when the reader leaves.
func (c *Context) capture(handler Handler) ([]byte, error) {
	r := c.Request()
	defer func() {
		c.echo.SetRequest(r)
		c.captured = nil
	}()
	c.echo.SetRequest(r.WithContext(context.WithoutCancel(r.Context())))
	var page []byte
	c.captured = &page
	err := handler(c)
	return page, err
}

// Cached answers from the cache where it can. It is for pages that show the same
// to everybody who has not signed in and rest on the database alone.
func (s *Shell) Cached(handler Handler) Handler {
	return func(c *Context) error {
		if !s.Cacheable(c) {
			return handler(c)
		}
		return s.FromCache(c, s.Base(c)+c.Request().RequestURI, handler)
	}
}
