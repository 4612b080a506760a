package site_test

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
	"danvankheo/internal/site"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
	"danvankheo/web"
)

const testPassword = "một câu đủ dài 2026"

// house is the whole site on temporary folders.
type house struct {
	db      *sqlite.DB
	flow    *workflow.Flow
	index   *search.Index
	runner  *job.Runner
	handler http.Handler
	deps    site.Deps
	server  *httptest.Server
	own     registry.UnitCode
}

var pages = sync.OnceValues(func() (*view.Set, error) { return view.Load(web.Files) })

// newHouse builds the site with n entries of the corpus, and an account for each
// role: "<role>@thu.vn" with testPassword.
func newHouse(t testing.TB, n int) *house {
	t.Helper()
	ctx, dir, log := context.Background(), t.TempDir(), slog.New(slog.DiscardHandler)
	h := &house{db: testkit.DB(t), own: "07210-202507"}
	if n > 0 {
		testkit.Fill(t, h.db, n)
	}
	photos, err := photo.Open(filepath.Join(dir, "photos"), photo.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	files, err := attachment.Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	if h.flow, err = workflow.New(ctx, h.db, photos, files, time.Now); err != nil {
		t.Fatal(err)
	}
	abbreviations, synonyms, err := seed.Vocabulary()
	if err != nil {
		t.Fatal(err)
	}
	if h.index, err = search.Open(dir, search.Options{Logger: log, Abbreviations: abbreviations, Synonyms: synonyms}); err != nil {
		t.Fatal(err)
	}
	h.runner = job.New(h.db, h.flow, h.index, log)
	h.deps = site.Deps{DB: h.db, Flow: h.flow, Index: h.index, Photos: photos, Pages: pages, Log: log}
	if h.handler, err = site.New(site.Config{}, h.deps); err != nil {
		t.Fatal(err)
	}
	h.server = httptest.NewServer(h.handler)
	t.Cleanup(func() { h.server.Close(); _, _, _ = h.index.Close(), photos.Close(), files.Close() })
	for _, role := range registry.Roles()[1:] {
		a := registry.Account{Email: role.String() + "@thu.vn", Name: "Người thử " + role.Label(), Role: role}
		if role == registry.UnitStaff {
			a.Unit = h.own
		}
		if _, _, err := h.flow.AddAccount(ctx, registry.System("thử"), a, testPassword); err != nil {
			t.Fatal(err)
		}
	}
	h.catchUp(t)
	return h
}

// catchUp brings the index up to the last commit.
func (h *house) catchUp(t testing.TB) {
	t.Helper()
	if err := h.runner.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// reader is one person's client.
type reader struct {
	t testing.TB
	h *house
	*http.Client
}

func (h *house) reader(t testing.TB) *reader {
	jar, _ := cookiejar.New(nil) // nil options never fail
	return &reader{
		t,
		h,
		&http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}
}

// as signs in as a role; Visitor does not sign in.
func (h *house) as(t testing.TB, role registry.Role) *reader {
	t.Helper()
	r := h.reader(t)
	if role != registry.Visitor {
		if code, _, body := r.post("/dang-nhap", url.Values{"email": {role.String() + "@thu.vn"}, "password": {testPassword}}); code != http.StatusSeeOther {
			t.Fatalf("sign in as %s: %d\n%.400s", role, code, body)
		}
	}
	return r
}

func (r *reader) send(method, path, kind string, body io.Reader) (int, http.Header, string) {
	r.t.Helper()
	req, err := http.NewRequest(method, r.h.server.URL+path, body)
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

func (r *reader) get(path string) (int, http.Header, string) {
	return r.send(http.MethodGet, path, "", nil)
}

func (r *reader) post(path string, form url.Values) (int, http.Header, string) {
	return r.send(http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}
