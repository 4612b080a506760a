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
	in := newSign(s)
	s.AskSignIn = in.askSignIn
	s.Side = func(c *Context) []view.SideGroup { return side(c, s) }
	for _, area := range []interface{ routes(*Router) }{
		newPublic(s), in, newDesk(s), newFollow(s), newCouncil(s), newNewsroom(s), newAdmin(s), newAPI(s),
	} {
		area.routes(&mux.Router)
	}
	mux.NotFound("/*")
	return mux, nil
}
