package site

import (
	"net/http"

	"danvankheo/internal/view"

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

// wire sets the middleware in its order and the routes of every area.
func wire(cfg Config, deps Deps) (*Mux, error) {
	s, err := NewShell(cfg, deps)
	if err != nil {
		return nil, err
	}
	mux := s.NewMux()
	r := &mux.Router
	(&public{s}).routes(r)
	(&pressRoom{&showcase{Shell: s, maps: mapMaker{Shell: s}}}).routes(r)
	(&newsroom{s}).routes(r)
	in := &sign{Shell: s}
	in.routes(r)
	s.AskSignIn = in.askSignIn
	s.Side = func(c *Context) []view.SideGroup { return side(c, s) }
	(&desk{s}).routes(r)
	(&follow{s}).routes(r)
	(&admin{Shell: s}).routes(r)
	(&urge{s}).routes(r)
	(&calendar{s}).routes(r)
	(&healthAdmin{s}).routes(r)
	(&mailAdmin{s}).routes(r)
	(&vocabulary{s}).routes(r)
	(&charts{Shell: s, maps: mapMaker{Shell: s}}).routes(r)
	(&api{s}).routes(r)
	(&council{s}).routes(r)
	(&yearly{s}).routes(r)
	mux.NotFound("/*")
	return mux, nil
}
