package sign_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sign"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/workflow/account"
)

// An expired session loses nothing: not through a wrong password, not through
// the second step, and repeated names keep their values in order.
func TestExpiredSessionKeepsTheForm(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r := g.As(t, registry.Verifier)
	typed := sitetest.Season(t, r)
	typed.Set("register_to", "10/04/2026")
	typed.Set("fields", "mot: một \"hai\" <b>&amp;\r\nlĩnh vực mới có dấu\r\n")
	typed.Add("owes", "press")
	if len(typed["owes"]) < 3 {
		t.Fatalf("the form repeats no name: %v", typed)
	}
	g.Move(account.SessionIdle)
	code, head, body := r.Post("/lam-viec/quan-tri/nam/2026", typed)
	if code != http.StatusUnauthorized || head.Get("Cache-Control") != "no-store" ||
		!sitetest.Says(t, body, "main .notice", "Nội dung vừa gõ vẫn được giữ") {
		t.Fatalf("%d\n%.2000s", code, body)
	}
	_, kept := sitetest.FormOf(t, body, "main form")
	code, _, body = r.Post("/dang-nhap", merge(kept, url.Values{"email": {"tham-dinh@thu.vn"}, "password": {"sai"}}))
	if code != http.StatusUnprocessableEntity {
		t.Fatalf("wrong password: %d", code)
	}
	_, kept = sitetest.FormOf(t, body, "main form")
	code, _, body = r.Post("/dang-nhap", merge(kept, credentials(registry.Verifier)))
	if code != http.StatusOK || !sitetest.Says(t, body, "h1", "Nội dung vừa gõ vẫn còn") || !sitetest.Says(t, body, "main form button", "Tiếp tục lưu") {
		t.Fatalf("%d\n%.2000s", code, body)
	}
	action, back := sitetest.FormOf(t, body, "main form")
	if action != "/lam-viec/quan-tri/nam/2026" {
		t.Errorf("posts to %s", action)
	}
	for name, want := range typed {
		for i := range want {
			want[i] = strings.ReplaceAll(want[i], "\r\n", "\n") // as a browser reads an attribute
		}
		if fmt.Sprint(back[name]) != fmt.Sprint(want) {
			t.Errorf("%s = %q, want %q", name, back[name], want)
		}
	}
	if len(back) != len(typed) {
		t.Errorf("fields %v, want %v", back, typed)
	}
	if code, _, body := r.Post(action, back); code != http.StatusSeeOther {
		t.Fatalf("saving on: %d\n%.2000s", code, body)
	}
	if s := g.Flow.Season(2026); s.RegisterTo != "2026-04-10" || len(s.Fields) != 2 || s.Fields[1].Code != "linh-vuc-moi-co-dau" ||
		!s.Owed(registry.Press) {
		t.Errorf("saved %+v", s)
	}
}

func TestExpiredMultipartForm(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r := g.Reader(t)
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, f := range [][2]string{{"title", "Đường làng rộng"}, {"tags", "một"}, {"tags", "hai"}, {"password", "bí mật lắm"}} {
		if err := w.WriteField(f[0], f[1]); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("photo", "anh.jpg")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(make([]byte, 3<<20)); err != nil {
		t.Fatal(err)
	}
	if err := w.WriteField("summary", "sau tệp"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	code, _, body := r.Send(http.MethodPost, "/lam-viec/quan-tri/cai-dat?x=1", w.FormDataContentType(), &b)
	if code != http.StatusUnauthorized || !sitetest.Says(t, body, "main .notice", "hãy chọn lại") ||
		sitetest.Anywhere(body, "bí mật lắm") {
		t.Fatalf("%d\n%.2000s", code, body)
	}
	_, kept := sitetest.FormOf(t, body, "main form")
	_, _, body = r.Post("/dang-nhap", merge(kept, credentials(registry.Admin)))
	action, back := sitetest.FormOf(t, body, "main form")
	want := url.Values{"title": {"Đường làng rộng"}, "tags": {"một", "hai"}, "summary": {"sau tệp"}}
	if action != "/lam-viec/quan-tri/cai-dat?x=1" || fmt.Sprint(back) != fmt.Sprint(want) {
		t.Errorf("%s %v, want %v", action, back, want)
	}
}

func TestExpiredFormOfScripts(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	req, err := http.NewRequest(http.MethodPost, g.Server.URL+"/lam-viec/quan-tri/cai-dat", strings.NewReader("name=x"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := g.Reader(t).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusUnauthorized || !strings.HasPrefix(resp.Header.Get("Content-Type"), "application/problem+json") {
		t.Errorf("%d %s", resp.StatusCode, resp.Header.Get("Content-Type"))
	}
}

// Whatever a link says, signing in leads to a page of this site.
func FuzzNextOf(f *testing.F) {
	for _, s := range []string{"/lam-viec", "//x.example", `/\x.example`, "https://x.example", "/a?b=c#d", "/%2f%2fx", "/\tx",
		"/..//x.example"} {
		f.Add(s)
	}
	base, _ := url.Parse("https://danvan.example/dang-nhap")
	f.Fuzz(func(t *testing.T, to string) {
		got := sign.NextOf(to)
		u, err := base.Parse(got)
		if err != nil {
			return // no browser follows what is no address
		}
		if u.Host != base.Host || u.Scheme != base.Scheme || !strings.HasPrefix(got, "/") || strings.ContainsAny(got, "\r\n") {
			t.Errorf("NextOf(%q) = %q leads to %s", to, got, u)
		}
	})
}
