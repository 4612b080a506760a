package sign_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/auth"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

func credentials(role registry.Role) url.Values {
	return url.Values{"email": {role.String() + "@thu.vn"}, "password": {sitetest.TestPassword}}
}

func merge(a, b url.Values) url.Values {
	for k, v := range b {
		a[k] = v
	}
	return a
}

func TestSignInForm(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r := g.Reader(t)
	code, head, _ := r.Get("/dang-nhap")
	if code != http.StatusOK || head.Get("Cache-Control") != "no-store" {
		t.Fatalf("GET: %d, %v", code, head)
	}
	code, _, body := r.Post("/dang-nhap", url.Values{"email": {"tham-dinh@thu.vn"}, "password": {"sai mật khẩu"}})
	if code != http.StatusUnprocessableEntity || !sitetest.Says(t, body, sitetest.ErrorSummary, "Địa chỉ thư hoặc mật khẩu chưa đúng.") ||
		strings.Contains(body, "sai mật khẩu") {
		t.Errorf("wrong password: %d\n%.2000s", code, body)
	}
	if _, fields := sitetest.FormOf(t, body, "main form"); fields.Get("email") != "tham-dinh@thu.vn" || fields.Get("password") != "" {
		t.Errorf("the form holds %v", fields)
	}
	code, head, _ = r.Post("/dang-nhap", credentials(registry.Verifier))
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
	if code, head, _ = r.Get("/dang-nhap?next=/tai-khoan"); code != http.StatusSeeOther || head.Get("Location") != "/tai-khoan" {
		t.Errorf("signed in already: %d to %s", code, head.Get("Location"))
	}
	if code, _, body = r.Get("/tai-khoan"); code != http.StatusOK || !strings.Contains(body, "tham-dinh@thu.vn") {
		t.Errorf("own account: %d", code)
	}
	if code, _, _ = r.Post("/dang-xuat", nil); code != http.StatusSeeOther {
		t.Errorf("sign out: %d", code)
	}
	if code, head, _ = r.Get("/tai-khoan"); code != http.StatusSeeOther || head.Get("Location") != "/dang-nhap?next=%2Ftai-khoan" {
		t.Errorf("own account after signing out: %d to %s", code, head.Get("Location"))
	}
}

func TestCookieIsSecureOverHTTPS(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{BaseURL: "https://danvan.bacninh.gov.vn"}, areas...)
	if _, head, _ := g.Reader(t).Post("/dang-nhap", credentials(registry.Verifier)); !strings.HasPrefix(
		head.Get("Set-Cookie"),
		"__Host-dvk=",
	) ||
		!strings.Contains(head.Get("Set-Cookie"), "Secure") {
		t.Errorf("cookie = %q", head.Get("Set-Cookie"))
	}
}

func TestNextStaysHere(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	for next, want := range map[string]string{
		"/lam-viec/danh-sach?trang=2": "/lam-viec/danh-sach?trang=2", "": "/lam-viec", "https://ke-xau.example": "/lam-viec",
		"//ke-xau.example": "/lam-viec",
		`/\ke-xau.example`: "/lam-viec", "javascript:alert(1)": "/lam-viec", "/\t/ke-xau.example": "/lam-viec",
		"lam-viec": "/lam-viec", "/dang-nhap?next=/dang-nhap": "/lam-viec",
		"/a\r\nSet-Cookie: x=1": "/lam-viec",
	} {
		_, head, _ := g.Reader(t).Post("/dang-nhap", merge(credentials(registry.Verifier), url.Values{"next": {next}}))
		if got := head.Get("Location"); got != want {
			t.Errorf("next %q leads to %q, want %q", next, got, want)
		}
		code, _, body := g.Reader(t).
			Post("/dang-nhap", merge(credentials(registry.Verifier), url.Values{"resume_to": {next}, "giu.x": {"một đoạn chữ dài hơn"}}))
		if code == http.StatusOK {
			if action, _ := sitetest.FormOf(t, body, "main form"); action != next || want == "/lam-viec" {
				t.Errorf("resume_to %q posts to %q", next, action)
			}
		}
	}
}

func TestPlantedCookie(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r := g.Reader(t)
	u, _ := url.Parse(g.Server.URL)
	planted := auth.NewSecret()
	r.Jar.SetCookies(u, []*http.Cookie{{Name: "dvk", Value: planted, Path: "/"}})
	if code, _, _ := r.Post("/dang-nhap", credentials(registry.Admin)); code != http.StatusSeeOther {
		t.Fatal(code)
	}
	for _, c := range r.Jar.Cookies(u) {
		if c.Name == "dvk" && c.Value == planted {
			t.Error("the planted secret is the session's")
		}
	}
	thief := g.Reader(t)
	thief.Jar.SetCookies(u, []*http.Cookie{{Name: "dvk", Value: planted, Path: "/"}})
	if code, _, _ := thief.Get("/lam-viec/quan-tri"); code != http.StatusSeeOther {
		t.Errorf("with the planted secret: %d", code)
	}
}

func TestThrottledPage(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r := g.Reader(t)
	for range 10 {
		r.Post("/dang-nhap", url.Values{"email": {"hoi-dong@thu.vn"}, "password": {"sai"}})
	}
	code, head, body := r.Post("/dang-nhap", credentials(registry.CouncilMember))
	if code != http.StatusTooManyRequests || !sitetest.Says(t, body, "main", "Bạn thử nhiều lần quá. Chờ 1 phút rồi thử lại.") {
		t.Errorf("%d %v\n%.1500s", code, head, body)
	}
	g.Move(time.Minute)
	if code, _, _ := r.Post("/dang-nhap", credentials(registry.CouncilMember)); code != http.StatusSeeOther {
		t.Errorf("a minute later: %d", code)
	}
}

func TestPasswordLink(t *testing.T) {
	t.Parallel()
	g, ctx := sitetest.NewGate(t, shell.Config{}, areas...), context.Background()
	_, secret, err := g.Account.AddAccount(
		ctx,
		registry.System("thử"),
		registry.Account{Email: "moi@thu.vn", Name: "Trần Văn Mới", Role: registry.Verifier},
		"",
	)
	if err != nil {
		t.Fatal(err)
	}
	r := g.Reader(t)
	path := "/dat-mat-khau/" + secret
	for range 2 { // a look changes nothing
		if code, head, body := r.Get(path); code != http.StatusOK || head.Get("Referrer-Policy") != "same-origin" ||
			!sitetest.Says(t, body, "main", "moi@thu.vn") {
			t.Fatalf("%d %v", code, head)
		}
	}
	if code, _, body := r.Post(path, url.Values{"password": {"ngắn"}}); code != http.StatusUnprocessableEntity ||
		!sitetest.Says(t, body, sitetest.ErrorSummary, "ít nhất 10 ký tự") {
		t.Errorf("a short one: %d", code)
	}
	if code, head, _ := r.Post(path, url.Values{"password": {sitetest.TestPassword}}); code != http.StatusSeeOther ||
		head.Get("Location") != "/dang-nhap" {
		t.Errorf("%d to %s", code, head.Get("Location"))
	}
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		if code, _, body := r.Send(method, path, "application/x-www-form-urlencoded",
			strings.NewReader("password=mot+cau+khac+han")); code != http.StatusNotFound ||
			!sitetest.Says(t, body, "main", "đã dùng rồi") {
			t.Errorf("%s once more: %d", method, code)
		}
	}
	if code, _, _ := r.Post("/dang-nhap", url.Values{"email": {"moi@thu.vn"},
		"password": {sitetest.TestPassword}}); code != http.StatusSeeOther {
		t.Errorf("sign in: %d", code)
	}
}

func TestSetUpPage(t *testing.T) {
	t.Parallel()
	g, ctx := sitetest.NewGate(t, shell.Config{}, areas...), context.Background()
	if secret, err := g.Account.SetupLink(ctx); err != nil || secret != "" {
		t.Fatalf("a set-up link although there is an administrator: %v", err)
	}
	if code, _, _ := g.Reader(t).Get("/thiet-lap/" + auth.NewSecret()); code != http.StatusNotFound {
		t.Errorf("a made-up link: %d", code)
	}
}

func TestOwnAccountPages(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r, second := g.As(t, registry.Journalist), g.As(t, registry.Journalist)
	code, _, body := r.Post("/tai-khoan/khoa", url.Values{"name": {"Phần mềm tòa soạn"}})
	if code != http.StatusOK || !sitetest.Says(t, body, ".one-time", "dvk_") {
		t.Fatalf("a token: %d", code)
	}
	if _, _, body = r.Get("/tai-khoan"); strings.Contains(body, "dvk_") || !sitetest.Says(t, body, "main", "Phần mềm tòa soạn") {
		t.Error("the secret is shown a second time, or the token is not listed")
	}
	if code, _, body = r.Post("/tai-khoan/mat-khau", url.Values{"current": {"sai"},
		"password": {"một câu khác hẳn"}}); code != http.StatusUnprocessableEntity ||
		!sitetest.Says(t, body, sitetest.ErrorSummary, "Mật khẩu đang dùng chưa đúng.") {
		t.Errorf("a wrong present password: %d", code)
	}
	if code, _, _ = r.Post("/tai-khoan/khoa/1/thu-hoi", nil); code != http.StatusSeeOther {
		t.Errorf("revoke: %d", code)
	}
	if code, _, _ = r.Post("/tai-khoan/dang-xuat-het", nil); code != http.StatusSeeOther {
		t.Errorf("sign out everywhere: %d", code)
	}
	for _, x := range []*sitetest.Reader{r, second} {
		if code, _, _ := x.Get("/tai-khoan"); code != http.StatusSeeOther {
			t.Errorf("afterwards: %d", code)
		}
	}
}

func TestLogHoldsNoSecrets(t *testing.T) {
	t.Parallel()
	g, ctx := sitetest.NewGate(t, shell.Config{}, areas...), context.Background()
	id, secret, err := g.Account.AddAccount(
		ctx,
		registry.System("thử"),
		registry.Account{Email: "kin@thu.vn", Name: "Người Kín Đáo", Role: registry.Verifier},
		"",
	)
	if err != nil {
		t.Fatal(err)
	}
	r := g.Reader(t)
	r.Get("/dat-mat-khau/" + secret)
	r.Post("/dat-mat-khau/"+secret, url.Values{"password": {sitetest.TestPassword}})
	r.Post("/dang-nhap", url.Values{"email": {"kin@thu.vn"}, "password": {"gõ nhầm rồi"}})
	r.Post("/dang-nhap", url.Values{"email": {"kin@thu.vn"}, "password": {sitetest.TestPassword}})
	r.Get("/tai-khoan?q=kin@thu.vn")
	r.Get("/dang-nhap?next=/tai-khoan?ten=kin")
	if err := g.Account.DisableAccount(ctx, registry.System("thử"), id); err != nil {
		t.Fatal(err)
	}
	if code, _, _ := r.Get("/tai-khoan"); code != http.StatusSeeOther {
		t.Errorf("a disabled account's session: %d", code)
	}
	g.Mu.Lock()
	log := g.Log.String()
	g.Mu.Unlock()
	if !strings.Contains(log, "/dat-mat-khau/:secret") {
		t.Fatalf("the log is empty or odd:\n%s", log)
	}
	u, _ := url.Parse(g.Server.URL)
	secrets := []string{secret, sitetest.TestPassword, url.QueryEscape(sitetest.TestPassword), "kin@thu.vn", "Kín Đáo", "gõ nhầm"}
	for _, c := range r.Jar.Cookies(u) {
		secrets = append(secrets, c.Value)
	}
	for _, s := range secrets {
		if strings.Contains(log, s) {
			t.Errorf("the log holds %q", s)
		}
	}
	lines, _, err := g.DB.Audits(ctx, sqlite.AuditFilter{Object: fmt.Sprintf("account:%d", id)})
	if err != nil || len(lines) < 4 || lines[len(lines)-2].Address == "" {
		t.Errorf("the record: %+v, %v", lines, err)
	}
}
