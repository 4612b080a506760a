package site_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"danvankheo/internal/auth"
	"danvankheo/internal/registry"
	"danvankheo/internal/site"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// gate is a house with a clock that the test moves and a log that it reads.
type gate struct {
	*house
	mu  sync.Mutex
	now time.Time
	log bytes.Buffer
}

func (g *gate) clock() time.Time     { g.mu.Lock(); defer g.mu.Unlock(); return g.now }
func (g *gate) move(d time.Duration) { g.mu.Lock(); defer g.mu.Unlock(); g.now = g.now.Add(d) }
func (g *gate) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.log.Write(p)
}

func newGate(t testing.TB, cfg site.Config) *gate {
	t.Helper()
	g := &gate{house: newHouse(t, 0), now: testkit.Now}
	g.flow.Clock = g.clock
	g.deps.Log = slog.New(slog.NewTextHandler(g, nil))
	handler, err := site.New(cfg, g.deps)
	if err != nil {
		t.Fatal(err)
	}
	g.server.Close()
	g.handler, g.server = handler, httptest.NewServer(handler)
	t.Cleanup(g.server.Close)
	return g
}

// form reads the first form of a page that a selector finds: where it posts to
// and what it would send.
func formOf(t testing.TB, page, selector string) (action string, fields url.Values) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	f := cascadia.Query(doc, cascadia.MustCompile(selector))
	if f == nil {
		t.Fatalf("no %s in\n%.3000s", selector, page)
	}
	attr := func(n *html.Node, name string) (string, bool) {
		for _, a := range n.Attr {
			if a.Key == name {
				return a.Val, true
			}
		}
		return "", false
	}
	fields = url.Values{}
	for _, n := range cascadia.QueryAll(f, cascadia.MustCompile("input[name], textarea[name], select[name]")) {
		name, _ := attr(n, "name")
		value, _ := attr(n, "value")
		kind, _ := attr(n, "type")
		_, checked := attr(n, "checked")
		switch {
		case n.Data == "textarea":
			value = ""
			if n.FirstChild != nil {
				value = n.FirstChild.Data
			}
		case n.Data == "select":
			if o := cascadia.Query(n, cascadia.MustCompile("option[selected]")); o != nil {
				value, _ = attr(o, "value")
			}
		case (kind == "checkbox" || kind == "radio") && !checked:
			continue
		}
		fields.Add(name, value)
	}
	action, _ = attr(f, "action")
	return action, fields
}

func credentials(role registry.Role) url.Values {
	return url.Values{"email": {role.String() + "@thu.vn"}, "password": {testPassword}}
}

func merge(a, b url.Values) url.Values {
	for k, v := range b {
		a[k] = v
	}
	return a
}

func TestSignInForm(t *testing.T) {
	t.Parallel()
	g := newGate(t, site.Config{})
	r := g.reader(t)
	code, head, body := r.get("/dang-nhap")
	if code != http.StatusOK || head.Get("Cache-Control") != "no-store" {
		t.Fatalf("GET: %d, %v", code, head)
	}
	code, _, body = r.post("/dang-nhap", url.Values{"email": {"tham-dinh@thu.vn"}, "password": {"sai mật khẩu"}})
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, "Địa chỉ thư hoặc mật khẩu chưa đúng.") ||
		strings.Contains(body, "sai mật khẩu") {
		t.Errorf("wrong password: %d\n%.2000s", code, body)
	}
	if _, fields := formOf(t, body, "main form"); fields.Get("email") != "tham-dinh@thu.vn" || fields.Get("password") != "" {
		t.Errorf("the form holds %v", fields)
	}
	code, head, _ = r.post("/dang-nhap", credentials(registry.Verifier))
	if code != http.StatusSeeOther || head.Get("Location") != "/lam-viec" {
		t.Fatalf("right: %d to %s", code, head.Get("Location"))
	}
	cookie := head.Get("Set-Cookie")
	for _, want := range []string{"dvk=", "Path=/", "HttpOnly", "SameSite=Lax"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("cookie %q lacks %s", cookie, want)
		}
	}
	if strings.Contains(cookie, "Secure") {
		t.Errorf("cookie %q is Secure over http", cookie)
	}
	if code, head, _ = r.get("/dang-nhap?next=/tai-khoan"); code != http.StatusSeeOther || head.Get("Location") != "/tai-khoan" {
		t.Errorf("signed in already: %d to %s", code, head.Get("Location"))
	}
	if code, _, body = r.get("/tai-khoan"); code != http.StatusOK || !strings.Contains(body, "tham-dinh@thu.vn") {
		t.Errorf("own account: %d", code)
	}
	if code, _, _ = r.post("/dang-xuat", nil); code != http.StatusSeeOther {
		t.Errorf("sign out: %d", code)
	}
	if code, head, _ = r.get("/tai-khoan"); code != http.StatusSeeOther || head.Get("Location") != "/dang-nhap?next=%2Ftai-khoan" {
		t.Errorf("own account after signing out: %d to %s", code, head.Get("Location"))
	}
}

func TestCookieIsSecureOverHTTPS(t *testing.T) {
	t.Parallel()
	g := newGate(t, site.Config{BaseURL: "https://danvan.bacninh.gov.vn"})
	if _, head, _ := g.reader(t).post("/dang-nhap", credentials(registry.Verifier)); !strings.HasPrefix(
		head.Get("Set-Cookie"),
		"__Host-dvk=",
	) ||
		!strings.Contains(head.Get("Set-Cookie"), "Secure") {
		t.Errorf("cookie = %q", head.Get("Set-Cookie"))
	}
}

func TestNextStaysHere(t *testing.T) {
	t.Parallel()
	g := newGate(t, site.Config{})
	for next, want := range map[string]string{
		"/lam-viec/danh-sach?trang=2": "/lam-viec/danh-sach?trang=2", "": "/lam-viec", "https://ke-xau.example": "/lam-viec", "//ke-xau.example": "/lam-viec",
		`/\ke-xau.example`: "/lam-viec", "javascript:alert(1)": "/lam-viec", "/\t/ke-xau.example": "/lam-viec", "lam-viec": "/lam-viec", "/dang-nhap?next=/dang-nhap": "/lam-viec",
		"/a\r\nSet-Cookie: x=1": "/lam-viec",
	} {
		_, head, _ := g.reader(t).post("/dang-nhap", merge(credentials(registry.Verifier), url.Values{"next": {next}}))
		if got := head.Get("Location"); got != want {
			t.Errorf("next %q leads to %q, want %q", next, got, want)
		}
		code, _, body := g.reader(t).
			post("/dang-nhap", merge(credentials(registry.Verifier), url.Values{"resume_to": {next}, "giu.x": {"một đoạn chữ dài hơn"}}))
		if code == http.StatusOK {
			if action, _ := formOf(t, body, "main form"); action != next || want == "/lam-viec" {
				t.Errorf("resume_to %q posts to %q", next, action)
			}
		}
	}
}

func TestPlantedCookie(t *testing.T) {
	t.Parallel()
	g := newGate(t, site.Config{})
	r := g.reader(t)
	u, _ := url.Parse(g.server.URL)
	planted := auth.NewSecret()
	r.Jar.SetCookies(u, []*http.Cookie{{Name: "dvk", Value: planted, Path: "/"}})
	if code, _, _ := r.post("/dang-nhap", credentials(registry.Admin)); code != http.StatusSeeOther {
		t.Fatal(code)
	}
	for _, c := range r.Jar.Cookies(u) {
		if c.Name == "dvk" && c.Value == planted {
			t.Error("the planted secret is the session's")
		}
	}
	thief := g.reader(t)
	thief.Jar.SetCookies(u, []*http.Cookie{{Name: "dvk", Value: planted, Path: "/"}})
	if code, _, _ := thief.get("/lam-viec/quan-tri"); code != http.StatusSeeOther {
		t.Errorf("with the planted secret: %d", code)
	}
}

func TestThrottledPage(t *testing.T) {
	t.Parallel()
	g := newGate(t, site.Config{})
	r := g.reader(t)
	for range 10 {
		r.post("/dang-nhap", url.Values{"email": {"hoi-dong@thu.vn"}, "password": {"sai"}})
	}
	code, head, body := r.post("/dang-nhap", credentials(registry.CouncilMember))
	if code != http.StatusTooManyRequests || !strings.Contains(body, "Bạn thử nhiều lần quá. Chờ 1 phút rồi thử lại.") {
		t.Errorf("%d %v\n%.1500s", code, head, body)
	}
	g.move(time.Minute)
	if code, _, _ := r.post("/dang-nhap", credentials(registry.CouncilMember)); code != http.StatusSeeOther {
		t.Errorf("a minute later: %d", code)
	}
}

func TestPasswordLink(t *testing.T) {
	t.Parallel()
	g, ctx := newGate(t, site.Config{}), context.Background()
	_, secret, err := g.flow.AddAccount(
		ctx,
		registry.System("thử"),
		registry.Account{Email: "moi@thu.vn", Name: "Trần Văn Mới", Role: registry.Verifier},
		"",
	)
	if err != nil {
		t.Fatal(err)
	}
	r := g.reader(t)
	path := "/dat-mat-khau/" + secret
	for range 2 { // a look changes nothing
		if code, head, body := r.get(path); code != http.StatusOK || head.Get("Referrer-Policy") != "same-origin" ||
			!strings.Contains(body, "moi@thu.vn") {
			t.Fatalf("%d %v", code, head)
		}
	}
	if code, _, body := r.post(path, url.Values{"password": {"ngắn"}}); code != http.StatusUnprocessableEntity ||
		!strings.Contains(body, "ít nhất 10 ký tự") {
		t.Errorf("a short one: %d", code)
	}
	if code, head, _ := r.post(path, url.Values{"password": {testPassword}}); code != http.StatusSeeOther ||
		head.Get("Location") != "/dang-nhap" {
		t.Errorf("%d to %s", code, head.Get("Location"))
	}
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		if code, _, body := r.send(method, path, "application/x-www-form-urlencoded", strings.NewReader("password=mot+cau+khac+han")); code != http.StatusNotFound ||
			!strings.Contains(body, "đã dùng rồi") {
			t.Errorf("%s once more: %d", method, code)
		}
	}
	if code, _, _ := r.post("/dang-nhap", url.Values{"email": {"moi@thu.vn"}, "password": {testPassword}}); code != http.StatusSeeOther {
		t.Errorf("sign in: %d", code)
	}
}

func TestSetUpPage(t *testing.T) {
	t.Parallel()
	g, ctx := newGate(t, site.Config{}), context.Background()
	if secret, err := g.flow.SetupLink(ctx); err != nil || secret != "" {
		t.Fatalf("a set-up link although there is an administrator: %v", err)
	}
	if code, _, _ := g.reader(t).get("/thiet-lap/" + auth.NewSecret()); code != http.StatusNotFound {
		t.Errorf("a made-up link: %d", code)
	}
}

func TestOwnAccountPages(t *testing.T) {
	t.Parallel()
	g := newGate(t, site.Config{})
	r, second := g.as(t, registry.Journalist), g.as(t, registry.Journalist)
	code, _, body := r.post("/tai-khoan/khoa", url.Values{"name": {"Phần mềm tòa soạn"}})
	if code != http.StatusOK || !strings.Contains(body, "dvk_") {
		t.Fatalf("a token: %d", code)
	}
	if _, _, body = r.get("/tai-khoan"); strings.Contains(body, "dvk_") || !strings.Contains(body, "Phần mềm tòa soạn") {
		t.Error("the secret is shown a second time, or the token is not listed")
	}
	if code, _, body = r.post("/tai-khoan/mat-khau", url.Values{"current": {"sai"}, "password": {"một câu khác hẳn"}}); code != http.StatusUnprocessableEntity ||
		!strings.Contains(body, "Mật khẩu đang dùng chưa đúng.") {
		t.Errorf("a wrong present password: %d", code)
	}
	if code, _, _ = r.post("/tai-khoan/khoa/1/thu-hoi", nil); code != http.StatusSeeOther {
		t.Errorf("revoke: %d", code)
	}
	if code, _, _ = r.post("/tai-khoan/dang-xuat-het", nil); code != http.StatusSeeOther {
		t.Errorf("sign out everywhere: %d", code)
	}
	for _, x := range []*reader{r, second} {
		if code, _, _ := x.get("/tai-khoan"); code != http.StatusSeeOther {
			t.Errorf("afterwards: %d", code)
		}
	}
}

func TestLogHoldsNoSecrets(t *testing.T) {
	t.Parallel()
	g, ctx := newGate(t, site.Config{}), context.Background()
	id, secret, err := g.flow.AddAccount(
		ctx,
		registry.System("thử"),
		registry.Account{Email: "kin@thu.vn", Name: "Người Kín Đáo", Role: registry.Verifier},
		"",
	)
	if err != nil {
		t.Fatal(err)
	}
	r := g.reader(t)
	r.get("/dat-mat-khau/" + secret)
	r.post("/dat-mat-khau/"+secret, url.Values{"password": {testPassword}})
	r.post("/dang-nhap", url.Values{"email": {"kin@thu.vn"}, "password": {"gõ nhầm rồi"}})
	r.post("/dang-nhap", url.Values{"email": {"kin@thu.vn"}, "password": {testPassword}})
	r.get("/tai-khoan?q=kin@thu.vn")
	r.get("/dang-nhap?next=/tai-khoan?ten=kin")
	if err := g.flow.DisableAccount(ctx, registry.System("thử"), id); err != nil {
		t.Fatal(err)
	}
	if code, _, _ := r.get("/tai-khoan"); code != http.StatusSeeOther {
		t.Errorf("a disabled account's session: %d", code)
	}
	g.mu.Lock()
	log := g.log.String()
	g.mu.Unlock()
	if !strings.Contains(log, "/dat-mat-khau/:secret") {
		t.Fatalf("the log is empty or odd:\n%s", log)
	}
	u, _ := url.Parse(g.server.URL)
	secrets := []string{secret, testPassword, url.QueryEscape(testPassword), "kin@thu.vn", "Kín Đáo", "gõ nhầm"}
	for _, c := range r.Jar.Cookies(u) {
		secrets = append(secrets, c.Value)
	}
	for _, s := range secrets {
		if strings.Contains(log, s) {
			t.Errorf("the log holds %q", s)
		}
	}
	lines, _, err := g.db.Audits(ctx, sqlite.AuditFilter{Object: fmt.Sprintf("account:%d", id)})
	if err != nil || len(lines) < 4 || lines[len(lines)-2].Address == "" {
		t.Errorf("the record: %+v, %v", lines, err)
	}
}
