package follow_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

// Freezing asks first, then every number of the frozen report leads to the list it
// counts and equals that list's export; so do the live numbers.
func TestYearlyReport(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.Reported(t, 30)
	who, path := h.As(t, registry.Verifier), fmt.Sprintf("/lam-viec/bao-cao-nam/%d", h.Flow.CurrentYear())
	if code, _, _ := who.Get(path + "/tep/bao-cao.docx"); code != http.StatusNotFound {
		t.Errorf("a paper before freezing: %d", code)
	}
	_, _, page := who.Get(path + "/chot")
	if len(sitetest.Links(t, page, "input[name=examples][checked]", "value")) != 6 {
		t.Fatalf("chosen beforehand: %v", sitetest.Links(t, page, "input[name=examples][checked]", "value"))
	}
	if code, _, page := who.Post(path+"/chot", url.Values{"seen": {"0"}}); code != http.StatusUnprocessableEntity ||
		!sitetest.Says(t, page, sitetest.ErrorSummary, "Chọn từ 3 đến 6") {
		t.Errorf("without examples: %d", code)
	}
	form := url.Values{"seen": {"0"}, "examples": sitetest.Links(t, page, "input[name=examples][checked]", "value")}
	if code, _, _ := who.Post(path+"/chot", form); code != http.StatusSeeOther {
		t.Fatalf("freeze: %d", code)
	}
	if code, _, page := who.Post(path+"/chot", form); code != http.StatusConflict || !sitetest.Says(t, page, sitetest.ErrorSummary, "vừa được chốt bản 1") {
		t.Errorf("frozen twice by a second click: %d", code)
	}
	for _, state := range []string{"?ban=1", "?ban=0"} {
		walkNumbers(t, who, path, state)
	}
	for _, f := range []string{"bao-cao.docx", "bao-cao-noi-bo.docx", "so-lieu.xlsx", "so-lieu-noi-bo.xlsx"} {
		if code, head, body := who.Get(path + "/tep/" + f + "?ban=1"); code != http.StatusOK || !strings.HasPrefix(body, "PK") ||
			!strings.Contains(head.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d", f, code)
		}
	}
	_, _, before := who.Get(path + "/tep/so-lieu.xlsx?ban=1")

	// a model is withdrawn: the frozen papers stay, the change is shown
	ids := form["examples"]
	id, _ := strconv.ParseInt(ids[0], 10, 64)
	e, err := h.DB.Entry(context.Background(), registry.EntryID(id))
	if err != nil {
		t.Fatal(err)
	}
	if err := h.DB.Update(context.Background(), h.Flow.Now(), func(tx *sqlite.Tx) error {
		e.Registration = registry.Withdrawn
		return tx.UpdateEntry(&e)
	}); err != nil {
		t.Fatal(err)
	}
	if err := h.Flow.Reload(context.Background()); err != nil {
		t.Fatal(err)
	}
	_, _, page = who.Get(path)
	sitetest.Has(t, page, "#dieu-chinh .table th", e.Content.Title)
	if _, _, after := who.Get(path + "/tep/so-lieu.xlsx?ban=1"); after != before {
		t.Error("the frozen workbook has changed")
	}
	if code, _, page := who.Post(path+"/chot", url.Values{"seen": {"1"}, "examples": ids[1:4]}); code != http.StatusUnprocessableEntity ||
		!strings.Contains(sitetest.FieldError(t, page, "reason"), "Nêu lý do chốt lại") {
		t.Errorf("second version without a reason: %d", code)
	}
	if code, _, _ := who.Post(path+"/chot", url.Values{"seen": {"1"}, "examples": ids[1:4],
		"reason": {"Một mô hình rút."}}); code != http.StatusSeeOther {
		t.Errorf("second version: %d", code)
	}
	_, _, page = who.Get(path + "/so-sanh?a=1&b=2")
	sitetest.Has(t, page, ".table th", e.Content.Title)
	if _, _, page = who.Get(path + "/so-sanh?a=2&b=0"); !sitetest.Says(t, page, "main .empty", "Hai bản giống nhau") {
		t.Error("version 2 differs from now")
	}
}

// Two people write one self-report: the second sees both texts and chooses, with
// no script; the office returns and accepts it.
func TestSelfReportForm(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	a, b := h.As(t, registry.UnitStaff), h.As(t, registry.UnitStaff)
	path := fmt.Sprintf("/lam-viec/tu-bao-cao/%d", h.Flow.CurrentYear())
	if code, _, _ := a.Post(path, url.Values{"version": {"0"}, "luu": {"1"}, "leadership": {"Bản của A"},
		"plan": {"Kế hoạch A"}}); code != http.StatusSeeOther {
		t.Fatalf("draft: %d", code)
	}
	code, _, page := b.Post(path, url.Values{"version": {"0"}, "luu": {"1"}, "leadership": {"Bản của B"}, "ethics": {"Chỉ B viết"}})
	if code != http.StatusConflict {
		t.Fatalf("conflict: %d", code)
	}
	for _, want := range []string{"Bản của A", "Bản của B", "Chỉ B viết", "Kế hoạch A"} {
		sitetest.Has(t, page, ".diff__text", want)
	}
	form := url.Values{"giai": {"1"}}
	for i, name := range sitetest.Links(t, page, "main input[type=hidden]", "name") {
		form.Set(name, sitetest.Links(t, page, "main input[type=hidden]", "value")[i])
	}
	if code, _, page = b.Post(path, form); code != http.StatusConflict || !sitetest.Says(t, page, ".choose .field__error", "Chọn bản muốn giữ") {
		t.Errorf("without choosing: %d", code)
	}
	form.Set("chon.leadership", "ca-hai")
	form.Set("chon.ethics", "minh")
	form.Set("chon.plan", "kia")
	if code, _, _ = b.Post(path, form); code != http.StatusSeeOther {
		t.Errorf("chosen: %d", code)
	}
	_, _, page = a.Get(path)
	for name, want := range map[string]string{"leadership": "Bản của A Bản của B", "ethics": "Chỉ B viết", "plan": "Kế hoạch A"} {
		if got := sitetest.Typed(t, page, name); got != want {
			t.Errorf("%s keeps %q, want %q", name, got, want)
		}
	}
	code, _, page = a.Post(path, url.Values{"version": {"2"}, "gui": {"1"}, "leadership": {"Đủ"}, "documents": {"mấy cái"}})
	if code != http.StatusUnprocessableEntity || sitetest.Typed(t, page, "documents") != "mấy cái" ||
		!strings.Contains(sitetest.FieldError(t, page, "ethics"), "chưa điền nội dung") {
		t.Errorf("incomplete: %d", code)
	}
	full := url.Values{"version": {"3"}, "gui": {"1"}, "approver": {"Chủ tịch"}}
	for _, p := range registry.SelfPoints() {
		full.Set(p.Name, "Đã làm.")
		full.Set(p.Mark, "tot")
	}
	if code, _, page = a.Post(path, full); code != http.StatusSeeOther {
		t.Fatalf("sent: %d %s", code, sitetest.Texts(t, page, ".summary"))
	}
	who, list := h.As(t, registry.Verifier), fmt.Sprintf("/lam-viec/bao-cao-nam/%d/tu-bao-cao", h.Flow.CurrentYear())
	_, _, page = who.Get(list + "?trang-thai=da-gui")
	found := sitetest.Links(t, page, ".table th a", "href")
	if len(found) != 1 {
		t.Fatalf("waiting: %v", found)
	}
	_, _, page = who.Get(found[0])
	version := sitetest.Links(t, page, "input[name=version]", "value")
	if code, _, _ := who.Post(found[0], url.Values{"version": version, "lam": {"tra-lai"}}); code != http.StatusUnprocessableEntity {
		t.Errorf("returned without a reason: %d", code)
	}
	if code, _, _ := who.Post(found[0], url.Values{"version": version, "lam": {"tra-lai"},
		"reason": {"Ghi rõ số cuộc đối thoại."}}); code != http.StatusSeeOther {
		t.Errorf("returned: %d", code)
	}
	if _, _, page = a.Get(path); !sitetest.Says(t, page, "main .notice", "Ghi rõ số cuộc đối thoại.") {
		t.Error("the unit does not read why")
	}
}

// Words of a self-report and of an answer that are too long are refused beside their
// field, with all that was typed, and nothing is stored.
func TestTooLongAnswersAreRefusedBesideTheirField(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.AddStory(t, func(e *registry.Entry) { e.ConfirmedAt = h.Flow.Now().AddDate(0, -13, 0) })
	if _, err := h.Followup.AskSurvival(t.Context()); err != nil {
		t.Fatal(err)
	}
	unit, year := h.As(t, registry.UnitStaff), h.Flow.CurrentYear()
	line, note := strings.Repeat("ế", registry.MaxLine+1), strings.Repeat("ế", 1001)
	code, _, page := unit.Post(fmt.Sprintf("/lam-viec/duy-tri/%d", e.ID), url.Values{"months": {"12"}, "fate": {"nhan-rong"}, "note": {note}})
	if got := sitetest.Typed(t, page, "note"); code != http.StatusUnprocessableEntity || got != note {
		t.Errorf("a long note: %d, %.40q is left", code, got)
	}
	if got := sitetest.FieldError(t, page, "note"); got != "Ghi chú dài 1.001 ký tự, quá mức 1.000. Hãy rút gọn." {
		t.Errorf("beside the note: %q", got)
	}
	if list, err := h.DB.Survivals(t.Context(), e.ID); err != nil || len(list) != 1 || list[0].Fate != registry.Unanswered {
		t.Errorf("stored: %+v, %v", list, err)
	}
	code, _, page = unit.Post(fmt.Sprintf("/lam-viec/tu-bao-cao/%d", year), url.Values{"version": {"0"}, "writer": {line}})
	if got := sitetest.FieldError(t, page, "writer"); code != http.StatusUnprocessableEntity ||
		got != "Người viết dài 501 ký tự, quá mức 500. Hãy rút gọn." {
		t.Errorf("a long writer: %d, %q", code, got)
	}
	if got := sitetest.Typed(t, page, "writer"); got != line {
		t.Errorf("typed as writer, and %.40q is left", got)
	}
}

// The unit answers what became of its model; the story says so.
func TestSurvivalIsTold(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	ctx := context.Background()
	e := h.AddStory(t, func(e *registry.Entry) { e.ConfirmedAt = h.Flow.Now().AddDate(0, -13, 0) })
	if n, err := h.Followup.AskSurvival(ctx); n != 1 || err != nil {
		t.Fatalf("asked %d, %v", n, err)
	}
	unit := h.As(t, registry.UnitStaff)
	if _, _, page := unit.Get("/lam-viec/thong-bao"); !sitetest.Says(t, page, "main li", "cách đây 12 tháng") {
		t.Error("no notice")
	}
	if _, _, page := unit.Get(sitetest.StoryPath(e)); sitetest.Anywhere(page, "Mô hình bây giờ") {
		t.Error("shown before it was answered")
	}
	_, _, page := unit.Get("/lam-viec/duy-tri")
	if got := sitetest.Texts(t, page, "main form button"); len(got) != 3 {
		t.Fatalf("buttons %v", got)
	}
	if code, _, _ := unit.Post(fmt.Sprintf("/lam-viec/duy-tri/%d", e.ID),
		url.Values{"months": {"12"}, "fate": {"nhan-rong"}, "note": {"Thêm hai phố."}}); code != http.StatusSeeOther {
		t.Fatalf("answer: %d", code)
	}
	if _, _, page = h.As(t, registry.Visitor).Get(sitetest.StoryPath(e)); sitetest.Anywhere(page, "mô hình nhân rộng") {
		t.Error("an answer that nobody has released is public")
	}
	if _, err := h.Flow.Release(ctx, h.ActorOf(t, registry.Verifier), e.ID, "", ""); err != nil {
		t.Fatal(err)
	}
	_, _, page = h.As(t, registry.Visitor).Get(sitetest.StoryPath(e))
	sitetest.Has(t, page, "main li", "sau 12 tháng, đơn vị cho biết mô hình nhân rộng")
	if sitetest.Anywhere(page, "Thêm hai phố") {
		t.Error("a note that nobody read over is public")
	}
}
