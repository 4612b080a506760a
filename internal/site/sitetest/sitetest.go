package sitetest

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"danvankheo/internal/attachment"
	"danvankheo/internal/job"
	"danvankheo/internal/photo"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/seed"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/flows"
	"danvankheo/web"
)

const TestPassword = "một câu đủ dài 2026"

// House is the whole site on temporary folders.
type House struct {
	DB *sqlite.DB
	*flows.Set
	index   *search.Index
	runner  *job.Runner
	Handler http.Handler
	Deps    shell.Deps
	Server  *httptest.Server
	Own     registry.UnitCode
	Areas   []func(*shell.Shell) shell.Area
}

var pages = sync.OnceValues(func() (*view.Set, error) { return view.Load(web.Files) })

// Handler is a site of some areas.
func Handler(cfg shell.Config, deps shell.Deps, areas ...func(*shell.Shell) shell.Area) (http.Handler, error) {
	s, err := shell.New(cfg, deps)
	if err != nil {
		return nil, err
	}
	return s.Handler(areas...)
}

// Routes lists every route of a site of some areas, in order.
func Routes(deps shell.Deps, areas ...func(*shell.Shell) shell.Area) ([]shell.Route, error) {
	s, err := shell.New(shell.Config{}, deps)
	if err != nil {
		return nil, err
	}
	return s.NewMux(areas...).Routes(), nil
}

// NewHouse builds a site of some areas with n entries of the corpus, and an account for each
// role: "<role>@thu.vn" with testPassword.
func NewHouse(t testing.TB, n int, areas ...func(*shell.Shell) shell.Area) *House {
	t.Helper()
	ctx, dir, log := context.Background(), t.TempDir(), slog.New(slog.DiscardHandler)
	h := &House{DB: testkit.DB(t), Own: "07210-202507", Areas: areas}
	if n > 0 {
		testkit.Fill(t, h.DB, n)
	}
	photos, err := photo.Open(filepath.Join(dir, "photos"), photo.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	files, err := attachment.Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	if h.Set, err = flows.New(ctx, h.DB, photos, files, time.Now); err != nil {
		t.Fatal(err)
	}
	abbreviations, synonyms, err := seed.Vocabulary()
	if err != nil {
		t.Fatal(err)
	}
	if h.index, err = search.Open(dir, search.Options{Logger: log, Abbreviations: abbreviations, Synonyms: synonyms}); err != nil {
		t.Fatal(err)
	}
	h.runner = job.New(h.DB, h.Set, h.index, log)
	h.Deps = shell.Deps{DB: h.DB, Set: h.Set, Index: h.index, Photos: photos, Pages: pages, Log: log}
	if h.Handler, err = Handler(shell.Config{}, h.Deps, areas...); err != nil {
		t.Fatal(err)
	}
	h.Server = httptest.NewServer(h.Handler)
	t.Cleanup(func() { h.Server.Close(); _, _, _ = h.index.Close(), photos.Close(), files.Close() })
	for _, role := range registry.Roles()[1:] {
		a := registry.Account{Email: role.String() + "@thu.vn", Name: "Người thử " + role.Label(), Role: role}
		if role == registry.UnitStaff {
			a.Unit = h.Own
		}
		if _, _, err := h.Account.AddAccount(ctx, registry.System("thử"), a, TestPassword); err != nil {
			t.Fatal(err)
		}
	}
	h.CatchUp(t)
	return h
}

// CatchUp brings the index up to the last commit.
func (h *House) CatchUp(t testing.TB) {
	t.Helper()
	if err := h.runner.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// LoseIndex makes the site answer as right after a start, while the index is being
// built.
func (h *House) LoseIndex(t testing.TB) {
	t.Helper()
	x, err := search.Open(t.TempDir(), search.Options{Logger: h.Deps.Log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	h.Deps.Index = x
	if h.Handler, err = Handler(shell.Config{}, h.Deps, h.Areas...); err != nil {
		t.Fatal(err)
	}
	h.Server.Close()
	h.Server = httptest.NewServer(h.Handler)
}

// Reader is one person's client.
type Reader struct {
	t testing.TB
	h *House
	*http.Client
}

// Reader is a client that has not signed in.
func (h *House) Reader(t testing.TB) *Reader {
	jar, _ := cookiejar.New(nil) // nil options never fail
	return &Reader{
		t,
		h,
		&http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}
}

// As signs in as a role; Visitor does not sign in.
func (h *House) As(t testing.TB, role registry.Role) *Reader {
	t.Helper()
	r := h.Reader(t)
	if role != registry.Visitor {
		if code, _, body := r.Post("/dang-nhap", url.Values{"email": {role.String() + "@thu.vn"},
			"password": {TestPassword}}); code != http.StatusSeeOther {
			t.Fatalf("sign in as %s: %d\n%.400s", role, code, body)
		}
	}
	return r
}

// Send sends a request with a body of a kind.
func (r *Reader) Send(method, path, kind string, body io.Reader) (int, http.Header, string) {
	r.t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, r.h.Server.URL+path, body)
	if err != nil {
		r.t.Fatal(err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	resp, err := r.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(b)
}

// Get reads a page.
func (r *Reader) Get(path string) (int, http.Header, string) {
	return r.Send(http.MethodGet, path, "", nil)
}

// Post sends a form.
func (r *Reader) Post(path string, form url.Values) (int, http.Header, string) {
	return r.Send(http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}
