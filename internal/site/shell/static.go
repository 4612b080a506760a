package shell

import (
	"bytes"
	"compress/gzip"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// packed is one static file in the encodings it is sent in.
type packed struct {
	plain, gz, br []byte
	kind          string
}

func pack(url string, text []byte) packed {
	p := packed{plain: text, kind: mime.TypeByExtension(path.Ext(url))}
	if len(text) < 512 || !(strings.HasPrefix(p.kind, "text/") || strings.Contains(p.kind, "svg") || strings.Contains(p.kind, "json")) {
		return p
	}
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, 11)
	_, _ = w.Write(text) // into memory
	_ = w.Close()
	p.br = bytes.Clone(b.Bytes())
	b.Reset()
	g, _ := gzip.NewWriterLevel(&b, 9) // the level is valid
	_, _ = g.Write(text)
	_ = g.Close()
	p.gz = bytes.Clone(b.Bytes())
	return p
}

// staticRoutes serves the hashed files for a year, compressed once.
func (s *Shell) staticRoutes(e *Router) {
	var cache sync.Map
	e.GET(address.Static, func(c *Context) error {
		url := c.Request().URL.Path
		text, ok := c.Pages().Assets.File(url)
		if !ok {
			return registry.Errorf(registry.NotFound, "Không có tệp này.")
		}
		v, ok := cache.Load(url)
		if !ok {
			v, _ = cache.LoadOrStore(url, pack(url, text))
		}
		p := v.(packed)
		h := c.Header()
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Vary", "Accept-Encoding")
		accept := c.Request().Header.Get("Accept-Encoding")
		switch {
		case p.br != nil && strings.Contains(accept, "br"):
			h.Set("Content-Encoding", "br")
			return c.Blob(http.StatusOK, p.kind, p.br)
		case p.gz != nil && strings.Contains(accept, "gzip"):
			h.Set("Content-Encoding", "gzip")
			return c.Blob(http.StatusOK, p.kind, p.gz)
		}
		return c.Blob(http.StatusOK, p.kind, p.plain)
	})
	e.GET(address.Favicon, func(c *Context) error {
		u, err := c.Pages().Assets.URL("icon.svg")
		if err != nil {
			return err
		}
		return c.Redirect(http.StatusMovedPermanently, u)
	})
}
