package site

import (
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzhttp"
	"github.com/labstack/echo/v4"

	"danvankheo/internal/job"
	"danvankheo/internal/oversight"
	"danvankheo/internal/photo"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// Config is what an operator decides about the web side.
type Config struct {
	BaseURL string       // "https://host", for absolute addresses and the Secure flag of the cookie; "" only for trials
	Proxies []*net.IPNet // that may tell the visitor's address; none: the connection's own
	Dev     bool         // templates are read again for every request

	MetricsToken string // opens /metrics from elsewhere; "": from this machine only
}

// Deps are the parts the site stands on.
type Deps struct {
	DB     *sqlite.DB
	Flow   *workflow.Flow
	Index  *search.Index
	Photos *photo.Store
	Pages  func() (*view.Set, error) // fixed, or reading again under Dev
	Log    *slog.Logger
	Ready  func() error // what /readyz asks besides database and index
	Beside func(func()) // does long work beside the requests; nil: within them

	Backups *job.Nightly // nil: no nightly backups
	Post    *job.Post    // nil: no mail
	Logs    *LogRing     // nil: no log to show
}

// shell is what every area has: its parts and the one way to show a page.
type shell struct {
	Config
	Deps

	// Hooks that the wiring sets, for what areas above the shell know.
	Side      func(echo.Context) []view.SideGroup // the left list of the work area
	AskSignIn func(echo.Context) error            // leads to signing in, keeping what was typed

	measures    *measures
	maintenance upkeepMode
	counts      fresh[*oversight.Tally]
	sums        fresh[[]oversight.PublicSum]
	shelf       shelf
}

// New builds the whole site.
func New(cfg Config, deps Deps) (http.Handler, error) {
	set, err := deps.Pages()
	if err != nil {
		return nil, err
	}
	s := &shell{Config: cfg, Deps: deps}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.Logger.SetOutput(discard{})
	e.HTTPErrorHandler = s.problem
	e.IPExtractor = s.addressOf()
	e.Pre(trimSlash)
	s.wire(e, set)
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.CompressionLevel(5), gzhttp.ContentTypes([]string{
		"text/html", "text/plain", "text/xml", "application/json", "application/problem+json", "application/xml", "application/atom+xml",
		"application/rss+xml", "application/feed+json", "image/svg+xml",
	}))
	if err != nil {
		return nil, err
	}
	return compress(e), nil
}

// wire sets the middleware in its order and the routes of every area.
func (s *shell) wire(e *echo.Echo, set *view.Set) {
	s.measures = newMeasures()
	s.maintenance.path = filepath.Join(filepath.Dir(s.DB.Path()), MaintenanceFile)
	e.Use(s.measure, s.recovered, requestID, s.accessLog, s.headers, s.crossOrigin(), s.session, s.whileMaintained)
	s.staticRoutes(e, set)
	s.healthRoutes(e)
	(&public{s}).routes(e)
	(&pressRoom{&showcase{shell: s, maps: mapMaker{shell: s}}}).routes(e)
	(&newsroom{s}).routes(e)
	in := &sign{shell: s}
	in.routes(e)
	s.AskSignIn = in.askSignIn
	s.Side = s.side
	(&desk{s}).routes(e)
	(&follow{s}).routes(e)
	(&admin{shell: s}).routes(e)
	(&urge{s}).routes(e)
	(&calendar{s}).routes(e)
	(&healthAdmin{s}).routes(e)
	(&mailAdmin{s}).routes(e)
	(&vocabulary{s}).routes(e)
	(&charts{shell: s, maps: mapMaker{shell: s}}).routes(e)
	(&api{s}).routes(e)
	(&council{s}).routes(e)
	(&yearly{s}).routes(e)
	e.RouteNotFound("/*", nowhere)
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
	c.Response().Header().Set(echo.HeaderAllow, strings.Join(allowed, ", "))
	return echo.ErrMethodNotAllowed
}

// addressOf says where the visitor's address is read: the connection, or a
// header that only a named proxy may set.
func (s *shell) addressOf() echo.IPExtractor {
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
