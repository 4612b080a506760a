package site_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sitetest"
)

// Every answer, of whatever kind, carries the headers that keep a page from being
// misused; the content policy allows nothing inline.
func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 3, areas...)
	for _, path := range []string{"/", "/mo-hinh", "/dang-nhap", "/khong-co", "/lam-viec", "/api/v1/entries", "/api/v1/khong-co",
		"/feed.atom", "/healthz", "/metrics", "/static/khong-co.css", "/anh/1/400.jpg"} {
		head := h.Ask("GET", path, nil).Header()
		csp := head.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: the content policy lacks %s: %q", path, want, csp)
			}
		}
		if strings.Contains(csp, "unsafe") || strings.Contains(csp, "http:") {
			t.Errorf("%s: content policy %q", path, csp)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Permissions-Policy": "camera=()"} {
			if !strings.Contains(head.Get(name), want) {
				t.Errorf("%s: %s is %q", path, name, head.Get(name))
			}
		}
		if head.Get("Referrer-Policy") == "" || head.Get("Strict-Transport-Security") != "" {
			t.Errorf(
				"%s: Referrer-Policy %q, HSTS %q without TLS",
				path,
				head.Get("Referrer-Policy"),
				head.Get("Strict-Transport-Security"),
			)
		}
		if head.Get("Server") != "" || head.Get("X-Powered-By") != "" {
			t.Errorf("%s tells what it is made of", path)
		}
	}
	secure, err := sitetest.Handler(shell.Config{BaseURL: "https://danvan.vn"}, h.Deps, areas...)
	if err != nil {
		t.Fatal(err)
	}
	rec := httptest.NewRecorder()
	secure.ServeHTTP(rec, httptest.NewRequest("GET", "/", nil))
	if !strings.Contains(rec.Header().Get("Strict-Transport-Security"), "max-age=31536000") {
		t.Errorf("HSTS under TLS: %q", rec.Header().Get("Strict-Transport-Security"))
	}
}

// No spelling of a path leads out of the site's own files, and none is a failure.
func TestPathTricks(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 1, areas...)
	dots := []string{"..", "%2e%2e", "%252e%252e", "..%00", "%2e%2e%00", "..;", "%c0%ae%c0%ae", ".%2e", "....", "%uff0e%uff0e"}
	slashes := []string{"/", "%2f", "%5c", "%252f", "%c0%af", "%00/", "//", "/./"}
	for _, base := range []string{"/static", "/anh/1", "/mo-hinh/2026", "/don-vi", "/lam-viec/tep", "/api/v1/entries", ""} {
		for _, d := range dots {
			for _, s := range slashes {
				for _, file := range []string{"data.db", "etc" + s + "passwd", "lock"} {
					path := base + s + strings.Repeat(d+s, 4) + file
					rec := h.Ask("GET", path, nil)
					body := rec.Body.String()
					if rec.Code >= 500 || strings.Contains(body, "SQLite format 3") || strings.Contains(body, "root:") {
						t.Errorf("%s: %d %.100q", path, rec.Code, body)
					}
					if to := rec.Header().Get("Location"); strings.HasPrefix(to, "//") || strings.HasPrefix(to, "http") {
						t.Errorf("%s leads away to %s", path, to)
					}
				}
			}
		}
	}
}

// A made-up host is never believed once the address of the site is known, and no
// redirect leaves the site.
func TestHostAndRedirects(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 3, areas...)
	handler, err := sitetest.Handler(shell.Config{BaseURL: "https://danvan.vn"}, h.Deps, areas...)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/mo-hinh", "/feed.atom", "/feed.json", "/sitemap.xml", "/api/v1/entries"} {
		req := httptest.NewRequest("GET", path, nil)
		req.Host = "evil.example"
		req.Header.Set("X-Forwarded-Host", "evil.example")
		req.Header.Set("X-Forwarded-Proto", "gopher")
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, req)
		if strings.Contains(rec.Body.String(), "evil.example") || strings.Contains(fmt.Sprint(rec.Header()), "evil.example") {
			t.Errorf("%s repeats a host that the request made up", path)
		}
	}
	for _, path := range []string{"//evil.example/", "///evil.example//", "/\\evil.example/", "/%2f%2fevil.example/", "/mo-hinh//", "//"} {
		rec := h.Ask("GET", path, nil)
		if to := rec.Header().Get("Location"); strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/\\") ||
			strings.Contains(to, "://") ||
			rec.Code >= 500 {
			t.Errorf("%q: %d to %q", path, rec.Code, to)
		}
	}
}

// Without -base-url the address of the request goes back to that reader only, and
// only when it looks like one; a page kept for one is never given to another, and
// nobody but a named proxy says that it is https.
func TestHostWithoutBaseURL(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 3, areas...)
	get := func(path, host string) string {
		rec := h.Ask("GET", path, func(r *http.Request) {
			r.Host = host
			r.Header.Set("X-Forwarded-Proto", "gopher")
			r.Header.Set("X-Forwarded-Ssl", "on")
		})
		return rec.Body.String() + fmt.Sprint(rec.Header())
	}
	for _, path := range []string{"/", "/mo-hinh", "/gioi-thieu", "/don-vi", "/feed.atom", "/feed.rss", "/feed.json", "/sitemap.xml",
		"/robots.txt", "/api/v1/entries", "/oembed?url=/mo-hinh/1/x"} {
		if got := get(path, "nguoi-xau.example"); strings.Contains(got, "gopher") || strings.Contains(got, "https://nguoi-xau.example") {
			t.Errorf("%s believes who says how it was reached", path)
		}
		if got := get(path, "danvan.example:8080"); strings.Contains(got, "nguoi-xau") {
			t.Errorf("%s: what was kept for one host is given to another", path)
		}
		for _, odd := range []string{`a.vn"onload=x`, "a.vn/x?", "a.vn'><x", "a.vn@b.vn", "user:x@b.vn", "a b", "a.vn,b.vn", "-.vn",
			"[::1", "a.vn:99999999"} {
			if got := get(path, odd); strings.Contains(got, odd) {
				t.Errorf("%s repeats the host %q", path, odd)
			}
		}
	}
}

// Where a route is for other methods the answer says which; the end of a story's
// address may be cut off.
func TestMethodsAndYears(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 3, areas...)
	for _, c := range []struct {
		method, path string
		code         int
		header, want string
	}{
		{"DELETE", "/api/v1/entries", 405, "Allow", "GET, POST"},
		{"POST", "/api/v1/entries/1", 405, "Allow", "GET, PUT"},
		{"DELETE", "/mo-hinh", 405, "Allow", "GET, HEAD"},
		{"DELETE", "/api/v1/khong-co", 404, "Allow", ""},
		{"DELETE", "/khong-co", 404, "Allow", ""},
		{"DELETE", "/lam-viec/danh-sach", 303, "Allow", ""}, // strangers learn nothing of what is inside
		{"GET", "/mo-hinh/2025", 301, "Location", "/mo-hinh?year=2025"},
		{"GET", "/mo-hinh/2025/", 301, "Location", "/mo-hinh/2025"},
		{"GET", "/mo-hinh/khong-ro", 301, "Location", "/mo-hinh?year=khong-ro"},
		{"GET", "/mo-hinh/abc", 404, "Location", ""},
		{"GET", "/mo-hinh/%2F%2Fevil.example", 404, "Location", ""},
	} {
		rec := h.Ask(c.method, c.path, nil)
		if rec.Code != c.code || rec.Header().Get(c.header) != c.want {
			t.Errorf("%s %s: %d %s %q, want %d %q", c.method, c.path, rec.Code, c.header, rec.Header().Get(c.header), c.code, c.want)
		}
	}
}

// A form larger than accepted is refused before it is kept, by pages and the API.
func TestOversizedBodies(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	who := h.As(t, registry.UnitStaff)
	own := h.DraftOf(t, h.Own)
	big := strings.Repeat("a", 3<<20)
	for path, kind := range map[string]string{"/dang-nhap": "application/x-www-form-urlencoded",
		fmt.Sprintf("/lam-viec/mo-hinh/%d", own.Entry): "application/x-www-form-urlencoded"} {
		if code, _, body := who.Send("POST", path, kind, strings.NewReader("title="+big)); code != http.StatusRequestEntityTooLarge &&
			code != http.StatusNotFound &&
			code != http.StatusMethodNotAllowed {
			t.Errorf("%s with 3 MB: %d\n%.200s", path, code, body)
		}
	}
	h.Program(t, registry.UnitStaff).Call("POST", "/api/v1/entries", `{"title":"`+big+`"}`).Want(http.StatusRequestEntityTooLarge)
}

func TestMetricsAreForTheMachineItself(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 2, areas...)
	handler, err := sitetest.Handler(shell.Config{MetricsToken: "một khóa đủ dài"}, h.Deps, areas...)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, remote, header, value string
		code                        int
	}{
		{"this machine", "127.0.0.1:9", "", "", 200},
		{"this machine, IPv6", "[::1]:9", "", "", 200},
		{"through a proxy on this machine", "127.0.0.1:9", "X-Forwarded-For", "203.0.113.5", 404},
		{"another machine", "203.0.113.5:9", "", "", 404},
		{"another machine that says it is this one", "203.0.113.5:9", "X-Forwarded-For", "127.0.0.1", 404},
		{"with the token", "203.0.113.5:9", "Authorization", "Bearer một khóa đủ dài", 200},
		{"with another token", "127.0.0.1:9", "Authorization", "Bearer x", 404},
	} {
		req := httptest.NewRequest("GET", "/metrics", nil)
		req.RemoteAddr = tt.remote
		if tt.header != "" {
			req.Header.Set(tt.header, tt.value)
		}
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, req)
		if rec.Code != tt.code || (tt.code == 200) != strings.Contains(rec.Body.String(), "dvk_database_bytes") {
			t.Errorf("%s: %d, want %d", tt.name, rec.Code, tt.code)
		}
	}
	// Made-up addresses make no series of their own.
	for i := range 50 {
		h.Ask("GET", fmt.Sprintf("/khong-co-%d", i), nil)
		h.Ask(fmt.Sprintf("X%d", i), "/", nil)
	}
	rec := h.Ask("GET", "/metrics", func(r *http.Request) { r.RemoteAddr = "127.0.0.1:1" })
	if n := strings.Count(rec.Body.String(), "dvk_requests_total{"); n > 12 {
		t.Errorf("%d series after requests that mean nothing\n%s", n, rec.Body.String()[:2000])
	}
}

// Under maintenance reading goes on, and a form comes back with what was typed.
func TestMaintenance(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 3, areas...)
	staff, admin := h.As(t, registry.UnitStaff), h.As(t, registry.Admin)
	own := h.DraftOf(t, h.Own)
	const page = "/lam-viec/quan-tri/van-hanh"
	if code, _, _ := admin.Post(page+"/bao-tri", url.Values{"on": {"1"}, "text": {"Xong lúc 17 giờ."}}); code != http.StatusSeeOther {
		t.Fatalf("switch on: %d", code)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(h.DB.Path()), shell.MaintenanceFile)); err != nil {
		t.Error(err)
	}
	for _, path := range []string{"/", "/mo-hinh?q=duong", "/lam-viec"} {
		if code, _, _ := staff.Get(path); code != http.StatusOK {
			t.Errorf("%s under maintenance: %d", path, code)
		}
	}
	code, head, body := staff.Post(
		fmt.Sprintf("/lam-viec/mo-hinh/%d", own.Entry),
		url.Values{"title": {"Câu vừa gõ <b> rất dài"}, "version": {"1"}},
	)
	if code != http.StatusServiceUnavailable || head.Get("Retry-After") == "" || !sitetest.Says(t, body, "main", "Câu vừa gõ <b> rất dài") ||
		!sitetest.Says(t, body, "main p", "Xong lúc 17 giờ.") {
		t.Errorf("a form under maintenance: %d, Retry-After %q\n%.1500s", code, head.Get("Retry-After"), body)
	}
	h.Program(t, registry.UnitStaff).Call("POST", "/api/v1/entries", sitetest.DraftBody("")).Want(http.StatusServiceUnavailable)
	if _, _, body := admin.Get(page); !sitetest.Says(t, body, "main", "Đang bảo trì") {
		t.Error("the page of the operator does not say that maintenance is on")
	}
	if code, _, _ := admin.Post(page+"/bao-tri", url.Values{"on": {"0"}}); code != http.StatusSeeOther {
		t.Fatalf("switch off: %d", code)
	}
	h.Program(t, registry.UnitStaff).Call("POST", "/api/v1/entries", sitetest.DraftBody("")).Want(http.StatusCreated)
}

// The log is for administrators, by level, with words instead of messages.
func TestLogPage(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	ring := shell.NewLogRing(slog.NewTextHandler(&bytes.Buffer{}, nil))
	h.Deps.Logs, h.Deps.Log = ring, slog.New(ring)
	var err error
	if h.Handler, err = sitetest.Handler(shell.Config{}, h.Deps, areas...); err != nil {
		t.Fatal(err)
	}
	h.Server.Config.Handler = h.Handler
	h.Deps.Log.Error("nightly backup failed", "err", os.ErrPermission)
	h.Deps.Log.Warn("odd", "text", "<script>alert(1)</script>")
	for range 3000 {
		h.Deps.Log.Info("request", "path", "/")
	}
	const page = "/lam-viec/quan-tri/van-hanh/nhat-ky"
	if code, _, _ := h.As(t, registry.Verifier).Get(page); code != http.StatusForbidden {
		t.Errorf("a verifier reads the log: %d", code)
	}
	admin := h.As(t, registry.Admin)
	_, _, faults := admin.Get(page + "?muc=loi")
	_, _, all := admin.Get(page + "?muc=tat-ca")
	if !sitetest.Says(t, faults, "main td", "Sao lưu đêm không thành công") || sitetest.Anywhere(faults, "alert(1)") {
		t.Errorf("faults:\n%.3000s", faults)
	}
	if !sitetest.Says(t, all, "main td", "<script>") || sitetest.Anywhere(all, "<script>alert") {
		t.Error("a line of the log is not escaped, or was pushed out by ordinary ones")
	}
	if n := len(ring.Lines(slog.LevelInfo)); n > 2000 {
		t.Errorf("%d lines are kept", n)
	}
}
