package sign_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"danvankheo/internal/auth"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/workflow/account"
)

// TestSecondStep signs in with a code, on the way from a form that had expired.
func TestSecondStep(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r := g.As(t, registry.Verifier)
	_, _, body := r.Get("/tai-khoan/ma")
	action, fields := sitetest.FormOf(t, body, "main form")
	factor := fields.Get("factor")
	fields.Set("code", "000000")
	code, _, body := r.Post(action, fields)
	if _, again := sitetest.FormOf(t, body, "main form"); code != http.StatusUnprocessableEntity || again.Get("factor") != factor {
		t.Fatalf("a wrong code: %d, or another secret", code)
	}
	fields.Set("code", codeNow(t, g, factor))
	if code, _, body := r.Post(action, fields); code != http.StatusSeeOther {
		t.Fatalf("turn on: %d\n%.2000s", code, body)
	}
	if code, _, _ := r.Get("/tai-khoan"); code != http.StatusOK {
		t.Errorf("the session it was turned on in: %d", code)
	}
	typed := sitetest.Season(t, r)
	typed.Set("min_photos", "7")
	g.Move(account.SessionIdle)
	_, _, body = r.Post("/lam-viec/quan-tri/nam/2026", typed)
	_, kept := sitetest.FormOf(t, body, "main form")
	code, _, body = r.Post("/dang-nhap", merge(kept, credentials(registry.Verifier)))
	action, kept = sitetest.FormOf(t, body, "main form")
	if code != http.StatusOK || action != "/dang-nhap/ma" {
		t.Fatalf("%d, %s", code, action)
	}
	if code, head, _ := r.Get("/lam-viec"); code != http.StatusSeeOther ||
		!strings.HasPrefix(head.Get("Location"), "/dang-nhap/ma?next=") {
		t.Errorf("half signed in, /lam-viec: %d to %s", code, head.Get("Location"))
	}
	if code, _, _ = r.Post(action, merge(kept, url.Values{"code": {"000000"}})); code != http.StatusUnprocessableEntity {
		t.Errorf("a wrong code: %d", code)
	}
	code, _, body = r.Post(action, merge(kept, url.Values{"code": {codeNow(t, g, factor)}}))
	action, back := sitetest.FormOf(t, body, "main form")
	if code != http.StatusOK || action != "/lam-viec/quan-tri/nam/2026" || back.Get("min_photos") != "7" ||
		len(back["owes"]) != len(typed["owes"]) {
		t.Errorf("%d %s %v", code, action, back)
	}
	other := g.Reader(t)
	other.Post("/dang-nhap", credentials(registry.Verifier))
	if code, _, _ := other.Post("/dang-nhap/ma", url.Values{"code": {codeNow(t, g, factor)}}); code != http.StatusUnprocessableEntity {
		t.Errorf("a code used twice: %d", code)
	}
}

func codeNow(t *testing.T, g *sitetest.Gate, factor string) string {
	t.Helper()
	code, err := auth.Code(factor, g.Clock())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func TestForcedFactorPages(t *testing.T) {
	t.Parallel()
	g, ctx := sitetest.NewGate(t, shell.Config{}, areas...), context.Background()
	s := g.Flow.Settings()
	s.SecondFactor = []registry.Role{registry.Admin}
	if err := g.Reference.SaveSettings(ctx, registry.System("thử"), 0, s); err != nil {
		t.Fatal(err)
	}
	r := g.Reader(t)
	_, head, _ := r.Post("/dang-nhap", merge(credentials(registry.Admin), url.Values{"next": {"/lam-viec/quan-tri"}}))
	to := head.Get("Location")
	if to != "/dang-nhap/thiet-lap-ma?next=%2Flam-viec%2Fquan-tri" {
		t.Fatalf("led to %s", to)
	}
	_, _, body := r.Get(to)
	action, fields := sitetest.FormOf(t, body, "main form")
	fields.Set("code", codeNow(t, g, fields.Get("factor")))
	if code, head, _ := r.Post(action, fields); code != http.StatusSeeOther || head.Get("Location") != "/lam-viec/quan-tri" {
		t.Errorf("%d to %s", code, head.Get("Location"))
	}
	if code, _, _ := r.Get("/lam-viec/quan-tri"); code != http.StatusOK {
		t.Errorf("afterwards: %d", code)
	}
}
