package site_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"danvankheo/internal/auth"
	"danvankheo/internal/registry"
	"danvankheo/internal/site"
	"danvankheo/internal/workflow"
)

// TestSecondStep signs in with a code, on the way from a form that had expired.
func TestSecondStep(t *testing.T) {
	t.Parallel()
	g := newGate(t, site.Config{})
	r := g.as(t, registry.Verifier)
	_, _, body := r.get("/tai-khoan/ma")
	action, fields := formOf(t, body, "main form")
	factor := fields.Get("factor")
	fields.Set("code", "000000")
	if code, _, body := r.post(action, fields); code != http.StatusUnprocessableEntity || !strings.Contains(body, factor) {
		t.Fatalf("a wrong code: %d, or another secret", code)
	}
	fields.Set("code", codeNow(t, g, factor))
	if code, _, body := r.post(action, fields); code != http.StatusSeeOther {
		t.Fatalf("turn on: %d\n%.2000s", code, body)
	}
	if code, _, _ := r.get("/tai-khoan"); code != http.StatusOK {
		t.Errorf("the session it was turned on in: %d", code)
	}
	typed := season(t, r)
	typed.Set("min_photos", "7")
	g.move(workflow.SessionIdle)
	_, _, body = r.post("/lam-viec/quan-tri/nam/2026", typed)
	_, kept := formOf(t, body, "main form")
	code, _, body := r.post("/dang-nhap", merge(kept, credentials(registry.Verifier)))
	action, kept = formOf(t, body, "main form")
	if code != http.StatusOK || action != "/dang-nhap/ma" {
		t.Fatalf("%d, %s", code, action)
	}
	if code, head, _ := r.get("/lam-viec"); code != http.StatusSeeOther ||
		!strings.HasPrefix(head.Get("Location"), "/dang-nhap/ma?next=") {
		t.Errorf("half signed in, /lam-viec: %d to %s", code, head.Get("Location"))
	}
	if code, _, _ = r.post(action, merge(kept, url.Values{"code": {"000000"}})); code != http.StatusUnprocessableEntity {
		t.Errorf("a wrong code: %d", code)
	}
	code, _, body = r.post(action, merge(kept, url.Values{"code": {codeNow(t, g, factor)}}))
	action, back := formOf(t, body, "main form")
	if code != http.StatusOK || action != "/lam-viec/quan-tri/nam/2026" || back.Get("min_photos") != "7" ||
		len(back["owes"]) != len(typed["owes"]) {
		t.Errorf("%d %s %v", code, action, back)
	}
	other := g.reader(t)
	other.post("/dang-nhap", credentials(registry.Verifier))
	if code, _, _ := other.post("/dang-nhap/ma", url.Values{"code": {codeNow(t, g, factor)}}); code != http.StatusUnprocessableEntity {
		t.Errorf("a code used twice: %d", code)
	}
}

func codeNow(t *testing.T, g *gate, factor string) string {
	t.Helper()
	code, err := auth.Code(factor, g.clock())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func TestForcedFactorPages(t *testing.T) {
	t.Parallel()
	g, ctx := newGate(t, site.Config{}), context.Background()
	s := g.flow.Settings()
	s.SecondFactor = []registry.Role{registry.Admin}
	if err := g.flow.SaveSettings(ctx, registry.System("thử"), 0, s); err != nil {
		t.Fatal(err)
	}
	r := g.reader(t)
	_, head, _ := r.post("/dang-nhap", merge(credentials(registry.Admin), url.Values{"next": {"/lam-viec/quan-tri"}}))
	to := head.Get("Location")
	if to != "/dang-nhap/thiet-lap-ma?next=%2Flam-viec%2Fquan-tri" {
		t.Fatalf("led to %s", to)
	}
	_, _, body := r.get(to)
	action, fields := formOf(t, body, "main form")
	fields.Set("code", codeNow(t, g, fields.Get("factor")))
	if code, head, _ := r.post(action, fields); code != http.StatusSeeOther || head.Get("Location") != "/lam-viec/quan-tri" {
		t.Errorf("%d to %s", code, head.Get("Location"))
	}
	if code, _, _ := r.get("/lam-viec/quan-tri"); code != http.StatusOK {
		t.Errorf("afterwards: %d", code)
	}
}
