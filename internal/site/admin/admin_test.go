package admin_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sitetest"
)

func TestAdminPagesByRole(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	verifierToo := map[string]bool{"": true, "/nam": true, "/nam/2026": true}
	paths := []string{
		"",
		"/tai-khoan",
		"/tai-khoan?q=thu&vai-tro=don-vi&trang-thai=tat-ca",
		"/tai-khoan/them",
		"/tai-khoan/1",
		"/nhat-ky",
		"/nhat-ky?viec=account&tu=01/01/2026&den=31/12/2026&tai-khoan=1",
		"/nam",
		"/nam/2026",
		"/chi-so",
		"/chi-so?q=dat&nam=2026&trang-thai=tat-ca",
		"/chi-so/them",
		"/chi-so/LAND_M2",
		"/chi-so/LAND_M2/ngung",
		"/chi-so/so-lieu",
		"/don-vi",
		"/don-vi?q=tan+son&ca-cu=1",
		"/don-vi/07210-202507",
		"/don-vi/24",
		"/don-vi/thay-doi/nhap?tu=07210-202507",
		"/don-vi/thay-doi/tach?tu=07210-202507",
		"/don-vi/thay-doi/doi-ten?tu=07210-202507",
		"/don-vi/thay-doi/ket-thuc?tu=07210-202507",
		"/don-vi/thay-doi/thanh-lap",
		"/cai-dat",
	}
	for _, role := range registry.Roles() {
		r := g.As(t, role)
		for _, p := range paths {
			want := http.StatusForbidden
			switch {
			case role == registry.Visitor:
				want = http.StatusSeeOther
			case role == registry.Admin || role == registry.Verifier && verifierToo[p]:
				want = http.StatusOK
			}
			code, head, body := r.Get("/lam-viec/quan-tri" + p)
			if code != want {
				t.Errorf("%s as %s: %d, want %d", p, role, code, want)
			}
			if code == http.StatusOK {
				checkPage(t, p, body)
				if head.Get("Cache-Control") != "no-store" {
					t.Errorf("%s may be cached: %q", p, head.Get("Cache-Control"))
				}
			}
		}
	}
	r := g.As(t, registry.Admin)
	for _, p := range []string{"/tai-khoan/999", "/tai-khoan/abc", "/nam/2050", "/don-vi/khong-co", "/don-vi/thay-doi/khac", "/khac"} {
		if code, _, _ := r.Get("/lam-viec/quan-tri" + p); code != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", p, code)
		}
	}
}

// checkPage holds a page against what every page must be: one h1, ids once, a
// label for every field.
func checkPage(t *testing.T, name, body string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(cascadia.QueryAll(doc, cascadia.MustCompile("h1"))); n != 1 {
		t.Errorf("%s has %d h1", name, n)
	}
	ids, labelled := map[string]bool{}, map[string]bool{}
	for _, n := range cascadia.QueryAll(doc, cascadia.MustCompile("[id], label[for]")) {
		for _, a := range n.Attr {
			if a.Key == "id" {
				if ids[a.Val] {
					t.Errorf("%s has the id %s twice", name, a.Val)
				}
				ids[a.Val] = true
			}
			if a.Key == "for" {
				labelled[a.Val] = true
			}
		}
	}
	for _, n := range cascadia.QueryAll(doc, cascadia.MustCompile("main input:not([type=hidden]), main select, main textarea")) {
		for _, a := range n.Attr {
			if a.Key == "id" && !labelled[a.Val] {
				t.Errorf("%s: the field %s has no label", name, a.Val)
			}
		}
	}
}

func TestAdminAddsAndResetsAnAccount(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r := g.As(t, registry.Admin)
	base := "/lam-viec/quan-tri/tai-khoan"
	code, _, body := r.Post(base+"/them", url.Values{"email": {"sai"}, "name": {"Lê Thị Ân"}, "role": {"don-vi"}, "unit": {"Xã Không Có"}})
	if code != http.StatusUnprocessableEntity || !strings.HasPrefix(sitetest.FieldError(t, body, "unit"), "Không có đơn vị “Xã Không Có”") {
		t.Errorf("wrong: %d", code)
	}
	if _, fields := sitetest.FormOf(t, body, "main form[method=post]"); fields.Get("name") != "Lê Thị Ân" ||
		fields.Get("unit") != "Xã Không Có" ||
		fields.Get("role") != "don-vi" {
		t.Errorf("the form holds %v", fields)
	}
	form := url.Values{"email": {"an@thu.vn"}, "name": {"Lê Thị Ân"}, "role": {"don-vi"}, "unit": {"phuong bac giang"}}
	code, _, body = r.Post(base+"/them", form)
	link := oneTime(t, body)
	if code != http.StatusOK || !strings.HasPrefix(link, g.Server.URL+"/dat-mat-khau/") {
		t.Fatalf("%d, link %q", code, link)
	}
	if code, _, body = r.Post(base+"/them", form); code != http.StatusUnprocessableEntity ||
		!sitetest.Says(t, body, sitetest.ErrorSummary, "Đã có tài khoản dùng địa chỉ thư này.") {
		t.Errorf("once more: %d", code)
	}
	acc, err := g.DB.AccountByEmail(t.Context(), "an@thu.vn")
	if err != nil || acc.Unit != "07210-202507" {
		t.Fatalf("account %+v, %v", acc, err)
	}
	at := fmt.Sprintf("%s/%d", base, acc.ID)
	_, _, body = r.Get(at)
	if strings.Contains(body, "/dat-mat-khau/") {
		t.Error("the link is shown a second time")
	}
	_, edit := sitetest.FormOf(t, body, "main form[method=post]")
	edit.Set("role", "bao-chi")
	edit.Set("unit", "")
	if code, _, body := r.Post(at, edit); code != http.StatusSeeOther {
		t.Fatalf("edit: %d\n%.2000s", code, body)
	}
	edit.Set("name", "Người Khác")
	code, _, body = r.Post(at, edit)
	if code != http.StatusConflict || !sitetest.Says(t, body, sitetest.ErrorSummary, "Bản đang có: Lê Thị Ân") {
		t.Errorf("over an old version: %d", code)
	}
	if _, again := sitetest.FormOf(t, body, "main form[method=post]"); again.Get("name") != "Người Khác" ||
		again.Get("version") == edit.Get("version") {
		t.Errorf("the form after the conflict holds %v", again)
	}
	code, _, body = r.Post(at+"/dat-lai", nil)
	if next := oneTime(t, body); code != http.StatusOK || next == link {
		t.Errorf("reset: %d", code)
	}
	for _, verb := range []string{"khoa", "mo", "go-ma"} {
		if code, _, _ := r.Post(at+"/"+verb, nil); code != http.StatusSeeOther {
			t.Errorf("%s: %d", verb, code)
		}
	}
	self, err := g.DB.AccountByEmail(t.Context(), "quan-tri@thu.vn")
	if err != nil {
		t.Fatal(err)
	}
	if code, _, body := r.Post(fmt.Sprintf("%s/%d/khoa", base, self.ID), nil); code != http.StatusConflict ||
		!sitetest.Says(t, body, "main", "chính mình") {
		t.Errorf("disable oneself: %d", code)
	}
}

func oneTime(t *testing.T, body string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	n := cascadia.Query(doc, cascadia.MustCompile(".one-time"))
	if n == nil {
		t.Fatalf("no one-time link in\n%.2000s", body)
	}
	return n.FirstChild.Data
}

func TestSeasonConflictShowsBoth(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	first, second := g.As(t, registry.Verifier), g.As(t, registry.Admin)
	path := "/lam-viec/quan-tri/nam/2026"
	a, b := sitetest.Season(t, first), sitetest.Season(t, second)
	a.Set("register_to", "10/04/2026")
	b.Set("report_to", "25/10/2026")
	if code, _, _ := first.Post(path, a); code != http.StatusSeeOther {
		t.Fatalf("the first: %d", code)
	}
	code, _, body := second.Post(path, b)
	if code != http.StatusConflict || !sitetest.Says(t, body, ".notice li", "Hạn đăng ký: 31/03/2026 → 10/04/2026") {
		t.Fatalf("the second: %d\n%.3000s", code, body)
	}
	_, again := sitetest.FormOf(t, body, "main form")
	if again.Get("report_to") != "25/10/2026" || again.Get("version") != "2" {
		t.Errorf("the form holds %v", again)
	}
	again.Set("register_to", "10/04/2026")
	if code, _, _ := second.Post(path, again); code != http.StatusSeeOther {
		t.Errorf("the second, knowing: %d", code)
	}
	if s := g.Flow.Season(2026); s.RegisterTo != "2026-04-10" || s.ReportTo != "2026-10-25" {
		t.Errorf("season %+v", s)
	}
	if code, _, body := first.Post(path+"/mien", url.Values{"unit": {"Công an tỉnh Bắc Ninh · BN-CAT"},
		"reason": {"Nhiệm vụ đặc thù"}}); code != http.StatusSeeOther {
		t.Errorf("exempt: %d\n%.2000s", code, body)
	}
	if code, _, body := first.Post(path+"/mien", url.Values{"unit": {"xyz"}, "reason": {""}}); code != http.StatusUnprocessableEntity ||
		!sitetest.Says(t, body, "#mien "+sitetest.ErrorSummary, "Không có đơn vị “xyz”") {
		t.Errorf("exempt nobody: %d", code)
	}
	if _, _, body := first.Get(path); !sitetest.Says(t, body, "#mien .rows__item", "Nhiệm vụ đặc thù") ||
		!sitetest.Says(t, body, "main section", "Hạn báo cáo kết quả: 31/10/2026 → 25/10/2026") {
		t.Error("the page does not show the exemption or the version")
	}
	if code, _, _ := first.Post(path+"/mien/BN-CAT/bo", nil); code != http.StatusSeeOther {
		t.Errorf("no longer exempt: %d", code)
	}
	if code, head, _ := first.Post("/lam-viec/quan-tri/nam", url.Values{"year": {"2027"}}); code != http.StatusSeeOther ||
		head.Get("Location") != "/lam-viec/quan-tri/nam/2027" {
		t.Errorf("open 2027: %d", code)
	}
	if code, _, _ := first.Post("/lam-viec/quan-tri/nam", url.Values{"year": {"hai nghìn"}}); code != http.StatusUnprocessableEntity {
		t.Errorf("open no year: %d", code)
	}
}

func TestUnitChangePages(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r := g.As(t, registry.Admin)
	list := g.Flow.Ledger().On("2026-03-10", registry.Commune)
	a, b := list[0], list[1]
	path := "/lam-viec/quan-tri/don-vi/thay-doi/nhap"
	form := url.Values{
		"version":   {"0"},
		"from":      {a.Name + "\n" + string(b.Code)},
		"name":      {"Hợp Nhất"},
		"unit_kind": {"commune"},
		"day":       {"01/03/2026"},
		"basis":     {"Nghị quyết 99/NQ-UBTVQH16"},
		"do":        {"xem"},
	}
	code, _, body := r.Post(path, form)
	if code != http.StatusOK || !sitetest.Says(t, body, "#xem-truoc li", "Xã Hợp Nhất") ||
		!sitetest.Says(t, body, "#xem-truoc li", "Kết thúc: "+a.Name) ||
		!sitetest.Says(t, body, "#xem-truoc li", "99 → 98") {
		t.Fatalf("preview: %d\n%.3000s", code, body)
	}
	checkPage(t, path, body)
	if g.Flow.Ledger().Len() != 686 {
		t.Fatalf("a preview changed the ledger: %d versions", g.Flow.Ledger().Len())
	}
	wrong := url.Values{"version": {"0"}, "from": {"xyz"}, "day": {"32/13/2026"}, "do": {"xem"}}
	if code, _, body := r.Post(path, wrong); code != http.StatusUnprocessableEntity ||
		!sitetest.Says(t, body, sitetest.ErrorSummary, "Không có đơn vị “xyz”") ||
		!slices.Equal(sitetest.Links(t, body, "input[name=day]", "value"), []string{"32/13/2026"}) {
		t.Errorf("wrong: %d", code)
	}
	if code, _, body := r.Post(path, url.Values{"from": {"Phường Đa MaiPhường Bắc Giang · 07210-202507"},
		"do": {"xem"}}); code != http.StatusUnprocessableEntity ||
		!sitetest.Says(t, body, sitetest.ErrorSummary, "không phải của một đơn vị") {
		t.Errorf("a name and a code of two units: %d", code)
	}
	form.Set("do", "luu")
	code, head, body := r.Post(path, form)
	if code != http.StatusSeeOther || !strings.HasPrefix(head.Get("Location"), "/lam-viec/quan-tri/don-vi/") {
		t.Fatalf("save: %d\n%.3000s", code, body)
	}
	today := g.Flow.Ledger().Today(a.Code)
	if len(today) != 1 || today[0].Name != "Xã Hợp Nhất" {
		t.Errorf("today it is %+v", today)
	}
	if _, _, body = r.Get("/lam-viec/quan-tri/don-vi/" + string(today[0].Code)); !sitetest.Says(t, body, "main caption", "Hình thành từ") ||
		!sitetest.Says(t, body, "main td, main th[scope=row]", a.Name) {
		t.Error("the page of the new unit does not name its predecessors")
	}
	split := url.Values{
		"version": {"1"}, "from": {string(today[0].Code)}, "day": {"05/03/2026"}, "basis": {"Nghị quyết 100/NQ-UBTVQH16"}, "do": {"luu"},
		"into.0.name": {
			"Xã Một",
		}, "into.0.unit_kind": {"commune"}, "into.0.code": {"90001"}, "into.1.name": {""}, "into.2.name": {"Xã Hai"},
		"into.2.unit_kind": {"commune"}, "into.2.code": {"90002"},
	}
	if code, _, body := r.Post("/lam-viec/quan-tri/don-vi/thay-doi/tach", split); code != http.StatusSeeOther {
		t.Errorf("split: %d\n%.3000s", code, body)
	}
	split.Set("from", "90001")
	split.Set("day", "10/03/2026")
	split.Set("into.0.code", "90003")
	if code, _, body := r.Post("/lam-viec/quan-tri/don-vi/thay-doi/tach", split); code != http.StatusConflict &&
		code != http.StatusUnprocessableEntity ||
		strings.Contains(body, "500") {
		t.Errorf("over an old ledger: %d", code)
	}
}

func TestSettingsPages(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r := g.As(t, registry.Admin)
	path := "/lam-viec/quan-tri/cai-dat"
	_, _, body := r.Get(path)
	_, form := sitetest.FormOf(t, body, "main form")
	form.Set("province", "Tỉnh Thử Nghiệm")
	form["factors"] = []string{"hoi-dong"}
	if code, _, body := r.Post(path, form); code != http.StatusSeeOther {
		t.Fatalf("save: %d\n%.2000s", code, body)
	}
	if _, _, body := g.Reader(t).Get("/dang-nhap"); !sitetest.Says(t, body, "body", "Tỉnh Thử Nghiệm") {
		t.Error("the name is not shown")
	}
	form.Set("name", "Tên khác")
	code, _, body := r.Post(path, form)
	if code != http.StatusConflict || !sitetest.Says(t, body, "main", "Tỉnh: Tỉnh Thử Nghiệm") {
		t.Errorf("over an old version: %d", code)
	}
	if _, again := sitetest.FormOf(t, body, "main form"); again.Get("name") != "Tên khác" || again.Get("version") == form.Get("version") {
		t.Errorf("the form holds %v", again)
	}
	form.Del("version")
	if code, _, _ := r.Post(path, form); code != http.StatusUnprocessableEntity {
		t.Errorf("without a version: %d", code)
	}
}
