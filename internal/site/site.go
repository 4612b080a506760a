package site

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// New builds the whole site.
func New(cfg Config, deps Deps) (http.Handler, error) {
	mux, err := wire(cfg, deps)
	if err != nil {
		return nil, err
	}
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.CompressionLevel(5), gzhttp.ContentTypes([]string{
		"text/html", "text/plain", "text/xml", "application/json", "application/problem+json", "application/xml", "application/atom+xml",
		"application/rss+xml", "application/feed+json", "image/svg+xml",
	}))
	if err != nil {
		return nil, err
	}
	return compress(mux), nil
}

// areas are the rooms of the site, in the order of a visitor's way through it.
var areas = []func(*Shell) Area{newPublic, newSign, newDesk, newFollow, newCouncil, newNewsroom, newAdmin, newAPI}

// wire sets the middleware and the routes of every area.
func wire(cfg Config, deps Deps) (*Mux, error) {
	s, err := NewShell(cfg, deps)
	if err != nil {
		return nil, err
	}
	s.Side = side
	return s.NewMux(areas...), nil
}
