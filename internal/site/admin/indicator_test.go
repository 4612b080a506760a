package admin_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sitetest"
)

// says reports whether one of the texts that a selector finds holds a word.
func says(t *testing.T, page, selector, word string) bool {
	t.Helper()
	return slices.ContainsFunc(sitetest.Texts(t, page, selector), func(s string) bool { return strings.Contains(s, word) })
}

// An admin adds, renames, retires and restores an indicator on the pages alone.
func TestIndicatorPages(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r := g.As(t, registry.Admin)
	const list, path = "/lam-viec/quan-tri/chi-so", "/lam-viec/quan-tri/chi-so/BRIDGE"
	form := url.Values{
		"code": {"bridge"}, "label": {"Cầu dân sinh"}, "unit": {"cầu"}, "aggregate": {"S"}, "first": {"2026"}, "fields": {"kinh-te"},
	}
	code, _, body := r.Post(list+"/them", form)
	if code != http.StatusUnprocessableEntity || len(sitetest.Texts(t, body, "#code-error")) != 1 {
		t.Fatalf("a small code: %d\n%.2000s", code, body)
	}
	if _, again := sitetest.FormOf(t, body, "main form"); again.Get("label") != "Cầu dân sinh" || again.Get("fields") != "kinh-te" {
		t.Errorf("what was typed is lost: %v", again)
	}
	form.Set("code", "BRIDGE")
	if code, head, body := r.Post(list+"/them", form); code != http.StatusSeeOther || head.Get("Location") != path {
		t.Fatalf("add: %d %s\n%.2000s", code, head.Get("Location"), body)
	}
	_, _, body = r.Get(path)
	_, edit := sitetest.FormOf(t, body, "main form")
	edit.Set("label", "Cầu nông thôn")
	edit.Set("since", "0")
	if code, _, body := r.Post(path, edit); code != http.StatusSeeOther { // no year is past: nothing to confirm
		t.Fatalf("rename: %d\n%.3000s", code, body)
	}
	if _, _, body = r.Get(list + "?q=cau+nong"); !says(t, body, "main table tbody th", "Cầu nông thôn") {
		t.Errorf("the list does not show the new name\n%.3000s", body)
	}
	_, _, body = r.Get(path + "/ngung")
	_, retire := sitetest.FormOf(t, body, "main form")
	retire.Set("from", "2026")
	if code, _, body := r.Post(path+"/ngung", retire); code != http.StatusUnprocessableEntity ||
		len(sitetest.Texts(t, body, "#from-error")) != 1 {
		t.Errorf("retired from its first year: %d", code)
	}
	retire.Set("from", "2027")
	if code, _, _ := r.Post(path+"/ngung", retire); code != http.StatusSeeOther {
		t.Errorf("retire: %d", code)
	}
	_, _, body = r.Get(path)
	if !says(t, body, "main", "Ngừng từ năm 2027") && !says(t, body, "main", "ngừng từ năm 2027") {
		t.Errorf("the page does not say that it is retired\n%.3000s", body)
	}
	_, restore := sitetest.FormOf(t, body, `main form[action$="/dung-lai"]`)
	if code, _, _ := r.Post(path+"/dung-lai", restore); code != http.StatusSeeOther {
		t.Errorf("restore: %d", code)
	}
	if i, _ := g.Flow.Catalogue().Indicator("BRIDGE"); i.Label != "Cầu nông thôn" || i.Retired() || i.First != 2026 {
		t.Errorf("it is %+v", i)
	}
	_, _, body = r.Get("/lam-viec/quan-tri/nhat-ky?doi-tuong=" + url.QueryEscape("indicator:BRIDGE"))
	for _, deed := range []string{"Thêm chỉ số", "Sửa chỉ số", "Ngừng dùng chỉ số", "Dùng lại chỉ số"} {
		if !says(t, body, "main table", deed) {
			t.Errorf("the record does not say %q", deed)
		}
	}
}

// A name that reaches into years that are past is saved only when confirmed.
func TestRenamingThePastIsConfirmed(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r := g.As(t, registry.Admin)
	if err := g.Reference.EnsureSeason(t.Context(), 2025); err != nil {
		t.Fatal(err)
	}
	const path = "/lam-viec/quan-tri/chi-so/TREE"
	_, _, body := r.Get(path)
	_, edit := sitetest.FormOf(t, body, "main form")
	edit.Set("label", "Cây Nhân dân trồng")
	edit.Set("since", "0")
	code, _, body := r.Post(path, edit)
	if code != http.StatusOK || !says(t, body, "#xem-lai", "Năm 2025: “Cây xanh trồng mới” thành “Cây Nhân dân trồng”") {
		t.Fatalf("not asked: %d\n%.3000s", code, body)
	}
	if i, _ := g.Flow.Catalogue().Indicator("TREE"); i.Label != "Cây xanh trồng mới" {
		t.Error("saved without being confirmed")
	}
	_, again := sitetest.FormOf(t, body, "main form")
	again.Set("do", "luu")
	if code, _, _ := r.Post(path, again); code != http.StatusSeeOther {
		t.Errorf("confirmed: %d", code)
	}
	if i, _ := g.Flow.Catalogue().Indicator("TREE"); i.In(2025).Label != "Cây Nhân dân trồng" {
		t.Errorf("it is %+v", i)
	}
}

// Two admins edit one indicator: the second sees what the first saved, keeps what
// was typed and can save over it, knowing.
func TestIndicatorConflictShowsBoth(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r := g.As(t, registry.Admin)
	const path = "/lam-viec/quan-tri/chi-so/TREE"
	_, _, body := r.Get(path)
	_, first := sitetest.FormOf(t, body, "main form")
	_, second := sitetest.FormOf(t, body, "main form")
	first.Set("label", "Cây của người thứ nhất")
	second.Set("label", "Cây của người thứ hai")
	if code, _, _ := r.Post(path, first); code != http.StatusSeeOther {
		t.Fatalf("the first: %d", code)
	}
	code, _, body := r.Post(path, second)
	if code != http.StatusConflict || !says(t, body, ".notice", "Tên: Cây của người thứ nhất") {
		t.Fatalf("the second: %d\n%.3000s", code, body)
	}
	_, again := sitetest.FormOf(t, body, "main form")
	if again.Get("label") != "Cây của người thứ hai" {
		t.Errorf("what the second typed is lost: %v", again)
	}
	if code, _, body := r.Post(path, again); code != http.StatusSeeOther {
		t.Errorf("the second, knowing: %d\n%.3000s", code, body)
	}
}

// The home page shows the figures of the setting, with their words.
func TestHomeFiguresAreASetting(t *testing.T) {
	t.Parallel()
	g := sitetest.NewGate(t, shell.Config{}, areas...)
	r := g.As(t, registry.Admin)
	const path = "/lam-viec/quan-tri/chi-so/so-lieu"
	_, _, body := r.Get(path)
	_, form := sitetest.FormOf(t, body, "main form")
	if form.Get("home.0.indicator") != "LAND_M2" || len(form["report"]) != 15 {
		t.Fatalf("the default is %v", form)
	}
	for _, since := range []string{"", "năm nay"} {
		form.Set("since", since)
		code, _, body := r.Post(path, form)
		if got := sitetest.Texts(t, body, "#since-error"); code != http.StatusUnprocessableEntity || len(got) != 1 ||
			!strings.Contains(got[0], "Chọn năm") {
			t.Errorf("since %q: %d, %v", since, code, got)
		}
	}
	form.Set("since", "0")
	form.Set("home.0.indicator", "AGREE_RATE")
	if code, _, body := r.Post(path, form); code != http.StatusUnprocessableEntity || len(sitetest.Texts(t, body, "#home-error")) != 1 {
		t.Errorf("a ratio as a sum: %d", code)
	}
	form.Set("home.0.indicator", "TREE")
	form.Set("home.0.noun", "xanh")
	form.Set("home.0.label", "Nhân dân trồng, đã xác nhận")
	form["report"] = []string{"TREE", "", "LAND_M2"}
	if code, _, body := r.Post(path, form); code != http.StatusSeeOther {
		t.Fatalf("save: %d\n%.3000s", code, body)
	}
	code, _, body := r.Post(path, form)
	if code != http.StatusConflict || !says(t, body, ".notice", "Cây xanh trồng mới; Diện tích đất hiến") {
		t.Errorf("over an old version: %d\n%.3000s", code, body)
	}
	if got := strings.Join(g.Flow.FigureChoice().ReportIn(2026), " "); got != "TREE LAND_M2" {
		t.Errorf("the report names %s", got)
	}
}

func TestHomePageNamesTheChosenFigures(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.AddStory(t, func(e *registry.Entry) {
		e.Content.Outcomes = []registry.Outcome{{Indicator: "TREE", Actual: "1.306", Period: "nam", Source: "tu-khai"}}
	})
	choice := registry.DefaultFigureChoice()
	choice.Home = []registry.HomeFigure{{Indicator: "TREE", Noun: "xanh", Label: "Nhân dân trồng, đã xác nhận"}}
	admin := registry.Actor{Account: 1, Name: "Quản trị", Role: registry.Admin}
	if err := h.Reference.SaveFigureChoice(t.Context(), admin, 0, choice); err != nil {
		t.Fatal(err)
	}
	_, _, body := h.Reader(t).Get("/")
	if !says(t, body, ".figures", "Nhân dân trồng, trong mô hình được xác nhận hiệu quả") || !says(t, body, ".figures", "1.306 cây xanh") ||
		says(t, body, ".figures", "Nhân dân hiến") {
		t.Errorf("the home page shows %v", sitetest.Texts(t, body, ".figures"))
	}
}
