package desk_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// tab is one open form.
type tab struct {
	Form url.Values
	Saw  map[string]string // field → the words this tab has seen there
}

func openTab(t testing.TB, h *sitetest.House, staff *sitetest.Reader, path string, fields []string) *tab {
	t.Helper()
	code, _, body := staff.Get(path)
	if code != http.StatusOK {
		t.Fatalf("GET %s = %d", path, code)
	}
	b := &tab{Form: sitetest.PageForm(t, body), Saw: map[string]string{}}
	for _, f := range fields {
		b.Saw[f] = b.Form.Get(f)
	}
	return b
}

// settleConflict answers the page of two texts at random and checks that each
// choice is what is kept.
func settleConflict(t *testing.T, h *sitetest.House, staff *sitetest.Reader, r *rand.Rand, path, body string, id registry.EntryID) {
	t.Helper()
	form := conflictForm(t, body)
	theirs := wordsOf(h.Entry(t, id))
	want := map[string]string{}
	for field := range theirs {
		if len(sitetest.Links(t, body, fmt.Sprintf("input[name=%q]", "chon."+field), "value")) == 0 {
			continue
		}
		mine := form.Get(field)
		switch choice := []string{"minh", "kia", "ca-hai"}[r.IntN(3)]; choice {
		case "minh":
			form.Set("chon."+field, choice)
			want[field] = mine
		case "kia":
			form.Set("chon."+field, choice)
			want[field] = theirs[field]
		default:
			form.Set("chon."+field, choice)
			want[field] = theirs[field] + "\n\n" + mine
		}
	}
	form.Set("giai", "1")
	staff.Want(http.StatusSeeOther, path, form)
	now := wordsOf(h.Entry(t, id))
	for field, w := range want {
		if now[field] != w {
			t.Fatalf("%s: chose %q, kept %q", field, w, now[field])
		}
	}
}

func wordsOf(e registry.Entry) map[string]string {
	return map[string]string{
		"summary": e.Content.Summary,
		"problem": e.Content.Problem,
		"goal":    e.Content.Goal,
		"method":  e.Content.Method,
	}
}

// conflictForm reads the hidden fields and the chosen radios of the page of two
// texts.
func conflictForm(t testing.TB, body string) url.Values {
	t.Helper()
	at := strings.Index(body, `<form method="post" action="/lam-viec/mo-hinh/`)
	if at < 0 {
		t.Fatalf("no form to choose with:\n%.600s", body)
	}
	return sitetest.PageForm(
		t,
		strings.Replace(
			body,
			`<form method="post" action="/lam-viec/mo-hinh/`,
			`<form class="paper-form" method="post" action="/lam-viec/mo-hinh/`,
			1,
		),
	)
}

// reportAndPublish goes on from an accepted registration.
func reportAndPublish(t *testing.T, h *sitetest.House, staff, verifier *sitetest.Reader, id registry.EntryID) {
	t.Helper()
	path := address.Entry.At(id)
	_, _, body := staff.Get(path + "/bao-cao")
	form := sitetest.PageForm(t, body)
	if form.Has("outcomes.0.target") || !form.Has("outcomes.0.actual") {
		t.Fatal("a promised target can be typed over in the report")
	}
	for key, value := range map[string]string{
		"outcomes.0.actual": "2,5", "outcomes.0.period": "nam", "outcomes.0.source": "tu-khai", "outcomes.1.actual": "1.620",
		"outcomes.1.period": "nam", "outcomes.1.source": "xa-xac-nhan",
		"outcomes.0.target": "0,1", "leadership": "Chi bộ phân công.", "impact": "Xe tránh nhau được.",
		"difficulties": "Kinh phí ít.", "lessons": "Nói trước, làm mẫu.", "sustain": "Thôn tự giữ.", "gui": "1",
	} {
		form.Set(key, value)
	}
	if code, _, body := staff.Post(path+"/bao-cao", form); code != http.StatusUnprocessableEntity ||
		!sitetest.Says(t, body, sitetest.ErrorSummary, "ít nhất 3 ảnh") ||
		!sitetest.Says(t, body, "textarea[name=lessons]", "Nói trước, làm mẫu.") {
		t.Fatalf("report without photos = %d", code)
	}
	if got := h.Entry(t, id).Content.Outcomes[0]; got.Target != "2,4" || got.Actual != "2,5" {
		t.Fatalf("outcome after the report = %+v", got)
	}
	for i := range 3 {
		p := h.AddPhoto(t, id, int64(i))
		form.Set(fmt.Sprintf("photos.%d.caption", p), "Dân thôn Hạ làm đường, 12/3/2026")
		form.Set(fmt.Sprintf("photos.%d.alt", p), "Năm người đang đổ bê tông")
		form.Set(fmt.Sprintf("photos.%d.author", p), "Trần Văn Bình")
		form.Set(fmt.Sprintf("photos.%d.basis", p), "public-activity")
	}
	form.Set("version", fmt.Sprint(h.Entry(t, id).Version))
	if to := staff.Want(http.StatusSeeOther, path+"/bao-cao", form); to != path+"/bien-nhan" {
		t.Fatalf("report sent to %s", to)
	}
	verifier.Want(http.StatusSeeOther, path+"/xac-nhan", sitetest.VersionForm(h.Entry(t, id), "hieu-qua", "1", "note", "Đã đi xem."))
	e := h.Entry(t, id)
	story := sitetest.VersionForm(
		e,
		"headline",
		"Cả thôn lùi rào",
		"short",
		"Thôn Hạ mở 2,5 km đường.",
		"quote",
		"Nói một lần chưa được thì nói ba lần.",
		"dang",
		"1",
	)
	if code, _, body := verifier.Post(path+"/bai", story); code != http.StatusUnprocessableEntity ||
		!sitetest.Says(t, body, sitetest.ErrorSummary, "Câu trích dẫn cần tên người nói") ||
		!sitetest.Says(t, body, "textarea[name=quote]", "nói ba lần") {
		t.Fatalf("published a quotation of nobody: %d", code)
	}
	story.Set("quote_name", "Bà Hoa")
	story.Set("version", fmt.Sprint(h.Entry(t, id).Version))
	verifier.Want(http.StatusSeeOther, path+"/bai", story)
	verifier.Want(http.StatusSeeOther, path+"/bai", story) // pressed twice
	e = h.Entry(t, id)
	if code, _, body := h.Reader(t).Get(address.Story.At(e.Season, e.Slug)); code != http.StatusOK ||
		!sitetest.Says(t, body, "h1", "Cả thôn lùi rào") {
		t.Fatalf("public story = %d", code)
	}
	story = sitetest.VersionForm(e, "headline", "Cả thôn cùng lùi rào", "short", "Thôn Hạ mở 2,5 km đường.", "dinh-chinh", "1")
	verifier.Want(http.StatusUnprocessableEntity, path+"/bai", story)
	story.Set("note", "Sửa tiêu đề.")
	verifier.Want(http.StatusSeeOther, path+"/bai", story)
	verifier.Want(http.StatusSeeOther, path+"/bai", sitetest.VersionForm(h.Entry(t, id), "go", "1", "reason", "Đơn vị xin gỡ."))
	if code, _, _ := h.Reader(t).Get(address.Story.At(e.Season, h.Entry(t, id).Slug)); code != http.StatusGone {
		t.Fatalf("removed story = %d", code)
	}
	for _, part := range []string{"", "/lich-su", "/bien-nhan", "/xet", "/bai", "/bien-tap", "/gop"} {
		if code, _, body := verifier.Get(path + part); code != http.StatusOK {
			t.Fatalf("GET %s = %d\n%.400s", path+part, code, body)
		}
	}
}
