package council_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// A member scores one entry in two clicks beyond the points: open the next, save
// and go on. Another window with an older version is refused, and loses nothing.
func TestScoringScreen(t *testing.T) {
	t.Parallel()
	b := sitetest.NewBoard(t, areas...)
	b.To(t, evaluation.Scoring)
	if err := b.Judging.DeclareTies(t.Context(), b.Members[1], b.Round, b.Entries, nil); err != nil {
		t.Fatal(err)
	}
	r := b.Member(t, 1)
	path := fmt.Sprintf("/lam-viec/hoi-dong/%d/cham/%d", b.Round, b.Entries[2])
	code, _, body := r.Get(path)
	if code != http.StatusOK || !sitetest.Says(t, body, "#phieu h2", "Phiếu chấm") || !sitetest.Says(t, body, "h1", b.Titles[2]) {
		t.Fatalf("%d\n%.600s", code, body)
	}
	form := url.Values{"version": {"0"}, "T1": {"12,5"}, "T2": {"11"}, "do": {"save"}}
	if code, _, _ = r.Post(path, form); code != http.StatusSeeOther {
		t.Fatalf("half a sheet is kept: %d", code)
	}
	form.Set("do", "finish")
	form.Set("version", "1")
	code, _, body = r.Post(path, form)
	if code != http.StatusUnprocessableEntity || !strings.Contains(sitetest.FieldError(t, body, "T3"), "chưa cho điểm") ||
		sitetest.Typed(t, body, "T1") != "12,5" {
		t.Fatalf("an incomplete sheet: %d\n%.600s", code, body)
	}
	for k, v := range map[string]string{"T1": "7", "T3": "11", "T4": "23", "T5": "8", "T6": "12", "version": "2"} {
		form.Set(k, v)
	}
	if code, _, body = r.Post(path, form); code != http.StatusUnprocessableEntity || !strings.Contains(sitetest.FieldError(t, body, "T1-comment"), "điểm dưới 50%") {
		t.Fatalf("a comment is owed: %d\n%.600s", code, body)
	}
	form.Set("T1-comment", "Chưa có số liệu đầu kỳ.")
	form.Set("version", "3")
	code, head, _ := r.Post(path, form)
	if code != http.StatusSeeOther || !strings.Contains(head.Get("Location"), "/cham/") {
		t.Fatalf("finished: %d, %s", code, head.Get("Location"))
	}
	form.Set("version", "1")
	form.Set("T2", "9")
	if code, _, body = r.Post(path, form); code != http.StatusConflict || sitetest.Typed(t, body, "T2") != "9" {
		t.Errorf("an old window: %d\n%.300s", code, body)
	}
}

// What a member types beyond the length of its box is refused beside it and stays on the
// page: nothing of a sheet is cut off in silence.
func TestTooLongWordsOfASheetAreRefused(t *testing.T) {
	t.Parallel()
	b := sitetest.NewBoard(t, areas...)
	b.To(t, evaluation.Scoring)
	if err := b.Judging.DeclareTies(t.Context(), b.Members[1], b.Round, b.Entries, nil); err != nil {
		t.Fatal(err)
	}
	r, long := b.Member(t, 1), strings.Repeat("ế", 2001)
	path := fmt.Sprintf("/lam-viec/hoi-dong/%d/cham/%d", b.Round, b.Entries[2])
	for _, name := range []string{"T2-comment", "T3-pin", "note"} {
		code, _, page := r.Post(path, url.Values{"version": {"0"}, "T1": {"12"}, name: {long}, "do": {"save"}})
		if got := sitetest.FieldError(t, page, name); code != http.StatusUnprocessableEntity ||
			!strings.HasSuffix(got, "dài 2.001 ký tự, quá mức 2.000. Hãy rút gọn.") {
			t.Errorf("%s: %d, %q", name, code, got)
		}
		if typed := sitetest.Typed(t, page, name); typed != long {
			t.Errorf("%s: %.40q is left of what was typed", name, typed)
		}
	}
	x, err := b.Judging.Scoring(t.Context(), b.Members[1], b.Round, b.Entries[2])
	if err != nil || x.Sheet.Version != 0 {
		t.Errorf("stored all the same: version %d, %v", x.Sheet.Version, err)
	}
}

// A round by its forms alone, without a script: opened, gated, appointed, handed
// out, declared, voted on and released.
func TestRoundByForms(t *testing.T) {
	t.Parallel()
	b := sitetest.NewBoard(t, areas...)
	clerk, member := b.As(t, registry.Secretary), b.Member(t, 2)
	must := func(r *sitetest.Reader, path string, form url.Values) string {
		t.Helper()
		code, head, body := r.Post(path, form)
		if code != http.StatusSeeOther {
			t.Fatalf("%s: %d\n%.1500s", path, code, body)
		}
		return head.Get("Location")
	}
	code, _, _ := clerk.Get("/lam-viec/hoi-dong/dot-moi")
	if code != http.StatusOK {
		t.Fatalf("form: %d", code)
	}
	form := url.Values{
		"title":       {"Đợt xét thứ hai"},
		"season":      {"2026"},
		"level":       {"tinh"},
		"min_sheets":  {"1"},
		"top_cap":     {"20"},
		"spread_flag": {"20"},
		"min_months":  {"6"},
		"tie":         {"trung-vi"},
		"form": {
			"bang-khen",
		},
		"threshold":      {"60"},
		"base":           {"tong-so"},
		"quorum":         {"1/2"},
		"secret":         {"1"},
		"date-cham-diem": {"15/11/2026"},
	}
	if code, _, body := clerk.Post("/lam-viec/hoi-dong/dot-moi", url.Values{"title": {"x"}}); code != http.StatusUnprocessableEntity ||
		!strings.Contains(sitetest.FieldError(t, body, "title"), "Đặt tên đợt xét") {
		t.Errorf("an empty form: %d\n%.400s", code, body)
	}
	base := strings.TrimSuffix(must(clerk, "/lam-viec/hoi-dong/dot-moi", form), "/dieu-kien")
	must(clerk, base+"/dieu-kien", url.Values{"sach": {"1"}, "verdict": {"du"}})
	for i, who := range b.Members[2:4] {
		must(clerk, base+"/thanh-vien", url.Values{"account": {fmt.Sprint(who.Account)}, "position": {[]string{"uy-vien", "chu-tich"}[i]}})
	}
	if code, _, body := clerk.Post(base+"/ra-soat", url.Values{"names": {"Bà Thử; " + string(b.Own) + "\nÔng Lạ; không có đơn vị này"}}); code != http.StatusOK ||
		!sitetest.Says(t, body, "main .notice li", "Không tìm thấy đơn vị") {
		t.Errorf("names: %d", code)
	}
	must(clerk, base+"/phan-cong", url.Values{"how": {"all"}, "per_entry": {"2"}})
	must(clerk, base+"/buoc", url.Values{"version": {"1"}, "phase": {"cham-diem"}})
	seen := url.Values{}
	for _, e := range b.Entries {
		seen.Add("seen", fmt.Sprint(e))
	}
	seen.Set(fmt.Sprintf("e%d", b.Entries[5]), "1")
	must(member, base+"/khai-bao", seen)
	if code, _, _ = member.Get(fmt.Sprintf("%s/cham/%d", base, b.Entries[5])); code != http.StatusNotFound {
		t.Errorf("what was declared: %d", code)
	}
	sheet := url.Values{
		"version": {"0"},
		"T1":      {"12"},
		"T2":      {"11"},
		"T3":      {"11"},
		"T4":      {"23"},
		"T5":      {"8"},
		"T6":      {"12"},
		"do":      {"finish"},
	}
	must(member, fmt.Sprintf("%s/cham/%d", base, b.Entries[1]), sheet)
	for i, phase := range []string{"thao-luan", "rut-gon"} {
		must(clerk, base+"/buoc", url.Values{"version": {fmt.Sprint(i + 2)}, "phase": {phase}})
	}
	must(clerk, base+"/rut-gon", url.Values{fmt.Sprintf("e%d", b.Entries[1]): {"1"}})
	must(clerk, base+"/buoc", url.Values{"version": {"4"}, "phase": {"bieu-quyet"}})
	must(clerk, base+"/bieu-quyet", url.Values{"present": {fmt.Sprint(b.Members[2].Account), fmt.Sprint(b.Members[3].Account)}})
	for _, r := range []*sitetest.Reader{member, b.Member(t, 3)} {
		if code, _, _ := r.Post(base+"/bieu-quyet/1", url.Values{}); code != http.StatusUnprocessableEntity {
			t.Errorf("an empty ballot: %d", code)
		}
		must(r, base+"/bieu-quyet/1", url.Values{fmt.Sprintf("c%d", b.Entries[1]): {"dong-y"}})
	}
	must(clerk, base+"/bieu-quyet/1/dong", nil)
	must(clerk, base+"/buoc", url.Values{"version": {"5"}, "phase": {"quyet-dinh"}})
	if code, _, _ = clerk.Post(base+"/cong-bo", url.Values{"version": {"6"}}); code != http.StatusConflict {
		t.Errorf("released with an open decision: %d", code)
	}
	must(clerk, base+"/quyet-dinh/theo-phieu", nil)
	must(clerk, base+"/cong-bo", url.Values{"version": {"6"}})
	must(
		clerk,
		"/lam-viec/hoi-dong/so-khen",
		url.Values{
			"number_entry": {"26-0002"},
			"level":        {"tinh"},
			"form":         {"Bằng khen"},
			"number":       {"15/QĐ-UBND"},
			"date":         {"20/12/2026"},
			"issuer":       {"UBND tỉnh"},
		},
	)
	must(clerk, "/lam-viec/hoi-dong/so-khen/1/thu-hoi", url.Values{"reason": {"Phát hiện số liệu sai."}})
	if code, _, body := clerk.Get("/lam-viec/hoi-dong/so-khen"); code != http.StatusOK || !sitetest.Says(t, body, "main td .badge", "Đã thu hồi") ||
		!sitetest.Says(t, body, "main td", "Phát hiện số liệu sai") {
		t.Errorf("the register: %d", code)
	}
}
