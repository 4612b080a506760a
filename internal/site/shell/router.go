package shell

import (
	"net/http"
	"net/url"
	"slices"
	"sort"
	"strings"

	"github.com/klauspost/compress/gzhttp"
	"github.com/labstack/echo/v4"

	"danvankheo/internal/registry"
)

// routes is what routes are added to: the router itself, or a group of it.
type routes interface {
	Add(method, path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
	Group(prefix string, m ...echo.MiddlewareFunc) *echo.Group
	RouteNotFound(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
}

// Router takes the routes of an area, each by its whole address. A route that is not
// added is not found.
type Router struct {
	routes routes
	prefix string // of a group
}

// GET adds a route that reads.
func (r *Router) GET(path string, h Handler, m ...Middleware) { r.add(http.MethodGet, path, h, m) }

// HEAD adds a route that reads only the header.
func (r *Router) HEAD(path string, h Handler, m ...Middleware) { r.add(http.MethodHead, path, h, m) }

// Read adds a route for GET and HEAD.
func (r *Router) Read(path string, h Handler, m ...Middleware) {
	r.GET(path, h, m...)
	r.HEAD(path, h, m...)
}

// POST adds a route that writes.
func (r *Router) POST(path string, h Handler, m ...Middleware) { r.add(http.MethodPost, path, h, m) }

// PUT adds a route that replaces.
func (r *Router) PUT(path string, h Handler, m ...Middleware) { r.add(http.MethodPut, path, h, m) }

// Group adds routes below a prefix, behind middleware that also guards what is not
// found there.
func (r *Router) Group(prefix string, m ...Middleware) *Router {
	return &Router{r.routes.Group(r.within(prefix), adapted(m)...), prefix}
}

// NotFound answers below a prefix where no route is.
func (r *Router) NotFound(path string) { r.routes.RouteNotFound(path, nowhere) }

func (r *Router) add(method, path string, h Handler, m []Middleware) {
	r.routes.Add(method, r.within(path), func(e echo.Context) error { return h(contextOf(e)) }, adapted(m)...)
}

// within is the rest of an address below the group. One that is elsewhere would get
// the guard of a group that it does not belong to.
func (r *Router) within(path string) string {
	rest, ok := strings.CutPrefix(path, r.prefix)
	if !ok {
		panic("route " + path + " is not below its group " + r.prefix)
	}
	return rest
}

func adapted(list []Middleware) []echo.MiddlewareFunc {
	out := make([]echo.MiddlewareFunc, 0, len(list))
	for _, m := range list {
		out = append(out, func(next echo.HandlerFunc) echo.HandlerFunc {
			h := m(func(c *Context) error { return next(c.echo) })
			return func(e echo.Context) error { return h(contextOf(e)) }
		})
	}
	return out
}

// Route is one route of the site.
type Route struct{ Method, Path string }

// Mux is the router of a whole site, with its middleware in place.
type Mux struct {
	Router
	echo *echo.Echo
}

// Area is one room of the site: what it answers.
type Area interface{ Routes(*Router) }

// NewMux makes the router of a site: the middleware that every request passes, the
// static files, the health pages, and the routes of areas.
func (s *Shell) NewMux(areas ...func(*Shell) Area) *Mux {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.Logger.SetOutput(discard{})
	e.HTTPErrorHandler = func(err error, c echo.Context) { s.problem(err, contextOf(c)) }
	e.IPExtractor = s.addressOf()
	e.Pre(trimSlash)
	m := &Mux{Router{routes: e}, e}
	e.Use(adapted([]Middleware{
		s.withPages, s.measure, s.recovered, requestID, s.accessLog, s.headers, s.crossOrigin(), s.session, s.duringMaintenance,
	})...)
	s.staticRoutes(&m.Router)
	s.healthRoutes(&m.Router)
	for _, area := range areas {
		area(s).Routes(&m.Router)
	}
	m.NotFound("/*")
	return m
}

// compressed are the kinds of answers that are packed on their way.
var compressed = []string{
	"text/html", "text/plain", "text/xml", "application/json", "application/problem+json", "application/xml", "application/atom+xml",
	"application/rss+xml", "application/feed+json", "image/svg+xml",
}

// Handler is the site of some areas: NewMux, with its answers compressed.
func (s *Shell) Handler(areas ...func(*Shell) Area) (http.Handler, error) {
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.CompressionLevel(5), gzhttp.ContentTypes(compressed))
	if err != nil {
		return nil, err
	}
	return compress(s.NewMux(areas...)), nil
}

// ServeHTTP answers a request.
func (m *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) { m.echo.ServeHTTP(w, r) }

// Routes lists every route in order.
func (m *Mux) Routes() []Route {
	var out []Route
	for _, r := range m.echo.Routes() {
		if r.Method != echo.RouteNotFound {
			out = append(out, Route{r.Method, r.Path})
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Path != out[j].Path {
			return out[i].Path < out[j].Path
		}
		return out[i].Method < out[j].Method
	})
	return out
}

// nowhere answers where no route is: not found, or, where other methods have one,
// which they are.
func nowhere(c echo.Context) error {
	var allowed []string
	routes := c.Echo().Routes()
	probe := c.Echo().AcquireContext()
	defer c.Echo().ReleaseContext(probe)
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete} {
		probe.Reset(nil, nil)
		c.Echo().Router().Find(method, echo.GetPath(c.Request()), probe)
		if slices.ContainsFunc(routes, func(r *echo.Route) bool { return r.Method == method && r.Path == probe.Path() }) {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		return registry.Errorf(registry.NotFound, "Địa chỉ này không có trang nào.")
	}
	c.Response().Header().Set("Allow", strings.Join(allowed, ", "))
	return statusError(http.StatusMethodNotAllowed)
}

// addressOf says where the visitor's address is read: the connection, or a
// header that only a named proxy may set.
func (s *Shell) addressOf() echo.IPExtractor {
	if len(s.Proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	opts := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, n := range s.Proxies {
		opts = append(opts, echo.TrustIPRange(n))
	}
	return echo.ExtractIPFromXFFHeader(opts...)
}

// trimSlash serves /don-vi/ as /don-vi: one address for one page.
func trimSlash(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		u := c.Request().URL
		if p := u.Path; len(p) > 1 && strings.HasSuffix(p, "/") && !strings.HasPrefix(p, "//") && c.Request().Method == http.MethodGet {
			to := (&url.URL{Path: "/" + strings.Trim(p, "/")}).EscapedPath() // a backslash would lead to another site
			if u.RawQuery != "" {
				to += "?" + u.RawQuery
			}
			return c.Redirect(http.StatusMovedPermanently, to)
		}
		return next(c)
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
