package site_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// newDraft begins a registration through the form and gives its id.
func (h *house) newDraft(t testing.TB, staff *reader, key string) registry.EntryID {
	t.Helper()
	code, head, body := staff.post("/lam-viec/dang-ky", url.Values{"nam": {"2026"}, "form_key": {key}})
	id, err := strconv.ParseInt(strings.TrimPrefix(head.Get("Location"), "/lam-viec/mo-hinh/"), 10, 64)
	if code != http.StatusSeeOther || err != nil {
		t.Fatalf("new draft: %d to %q\n%.600s", code, head.Get("Location"), body)
	}
	return registry.EntryID(id)
}

func (h *house) entry(t testing.TB, id registry.EntryID) registry.Entry {
	t.Helper()
	e, err := h.db.Entry(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// actorOf is the actor of a role's account.
func (h *house) actorOf(t testing.TB, role registry.Role) registry.Actor {
	t.Helper()
	acc, err := h.db.AccountByEmail(context.Background(), role.String()+"@thu.vn")
	if err != nil {
		t.Fatal(err)
	}
	return h.flow.ActorOf(acc)
}

// sentEntry is a registration that the unit has sent.
func (h *house) sentEntry(t testing.TB) registry.Entry {
	t.Helper()
	ctx, a := context.Background(), h.actorOf(t, registry.UnitStaff)
	e, err := h.flow.Create(ctx, a, workflow.NewEntry{Season: 2026, Content: testkit.CompleteContent()})
	if err == nil {
		e, err = h.flow.Submit(ctx, a, e.ID, e.Version, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// want posts a form and checks the status; it gives the address to go to.
func (r *reader) want(code int, path string, form url.Values) string {
	r.t.Helper()
	got, head, body := r.post(path, form)
	if got != code {
		r.t.Fatalf("POST %s = %d, want %d\n%.1200s", path, got, code, body)
	}
	return head.Get("Location")
}

func versionForm(e registry.Entry, pairs ...string) url.Values {
	v := url.Values{"version": {fmt.Sprint(e.Version)}}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// TestFromDraftToStoryByForms walks the whole way with forms alone, as two people
// without scripts would.
func TestFromDraftToStoryByForms(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	staff, verifier := h.as(t, registry.UnitStaff), h.as(t, registry.Verifier)
	id := h.newDraft(t, staff, "mot")
	path := view.DeskPath(id, "")

	form := draftForm(testkit.CompleteContent(), 1)
	form.Set("gui", "1")
	if to := staff.want(http.StatusSeeOther, path, form); to != path+"/bien-nhan" {
		t.Fatalf("sent to %s", to)
	}
	e := h.entry(t, id)
	if code, _, body := staff.get(path + "/bien-nhan"); code != http.StatusOK || !strings.Contains(body, e.Number) ||
		!strings.Contains(body, "Thôn Hạ") {
		t.Fatalf("receipt = %d", code)
	}
	if code, _, body := verifier.get("/lam-viec/xet"); code != http.StatusOK || !strings.Contains(body, "Đường làng rộng") {
		t.Fatalf("queue = %d without the entry", code)
	}
	verifier.want(
		http.StatusSeeOther,
		path+"/tra-lai",
		versionForm(e, "reasons", "cach-lam", "reasons", "anh", "reason", "Nói rõ ai đi vận động."),
	)
	e = h.entry(t, id)
	code, _, body := staff.get(path)
	for _, say := range []string{"Nói rõ ai đi vận động.", "Cách làm còn chung chung", "đánh dấu"} {
		if code != http.StatusOK || !strings.Contains(strings.ToLower(body), strings.ToLower(say)) {
			t.Fatalf("returned form (%d) does not say %q", code, say)
		}
	}
	form = pageForm(t, body)
	form.Set("method", "Ông trưởng thôn đến từng nhà, ba buổi tối.")
	form.Set("gui", "1")
	if code, _, body := staff.post(path, form); code != http.StatusUnprocessableEntity ||
		!strings.Contains(body, "Đánh dấu việc đã sửa") ||
		!strings.Contains(body, "Ông trưởng thôn đến từng nhà") {
		t.Fatalf("sent without ticking = %d", code)
	}
	_, _, body = staff.get(path)
	form = pageForm(t, body)
	form["checks"] = []string{"cach-lam", "anh"}
	form.Set("gui", "1")
	staff.want(http.StatusSeeOther, path, form)
	verifier.want(http.StatusSeeOther, path+"/tiep-nhan", versionForm(h.entry(t, id)))
	h.reportAndPublish(t, staff, verifier, id)
}

// reportAndPublish goes on from an accepted registration.
func (h *house) reportAndPublish(t *testing.T, staff, verifier *reader, id registry.EntryID) {
	t.Helper()
	path := view.DeskPath(id, "")
	_, _, body := staff.get(path + "/bao-cao")
	form := pageForm(t, body)
	if form.Has("outcomes.0.target") || !form.Has("outcomes.0.actual") {
		t.Fatal("a promised target can be typed over in the report")
	}
	for key, value := range map[string]string{
		"outcomes.0.actual": "2,5", "outcomes.0.period": "nam", "outcomes.0.source": "tu-khai", "outcomes.1.actual": "1.620", "outcomes.1.period": "nam", "outcomes.1.source": "xa-xac-nhan",
		"outcomes.0.target": "0,1", "leadership": "Chi bộ phân công.", "impact": "Xe tránh nhau được.", "difficulties": "Kinh phí ít.", "lessons": "Nói trước, làm mẫu.", "sustain": "Thôn tự giữ.", "gui": "1",
	} {
		form.Set(key, value)
	}
	if code, _, body := staff.post(path+"/bao-cao", form); code != http.StatusUnprocessableEntity ||
		!strings.Contains(body, "ít nhất 3 ảnh") ||
		!strings.Contains(body, "Nói trước, làm mẫu.") {
		t.Fatalf("report without photos = %d", code)
	}
	if got := h.entry(t, id).Content.Outcomes[0]; got.Target != "2,4" || got.Actual != "2,5" {
		t.Fatalf("outcome after the report = %+v", got)
	}
	for i := range 3 {
		p := h.addPhoto(t, id, int64(i))
		form.Set(fmt.Sprintf("photos.%d.caption", p), "Dân thôn Hạ làm đường, 12/3/2026")
		form.Set(fmt.Sprintf("photos.%d.alt", p), "Năm người đang đổ bê tông")
		form.Set(fmt.Sprintf("photos.%d.author", p), "Trần Văn Bình")
		form.Set(fmt.Sprintf("photos.%d.basis", p), "public-activity")
	}
	form.Set("version", fmt.Sprint(h.entry(t, id).Version))
	if to := staff.want(http.StatusSeeOther, path+"/bao-cao", form); to != path+"/bien-nhan" {
		t.Fatalf("report sent to %s", to)
	}
	verifier.want(http.StatusSeeOther, path+"/xac-nhan", versionForm(h.entry(t, id), "hieu-qua", "1", "note", "Đã đi xem."))
	e := h.entry(t, id)
	story := versionForm(
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
	if code, _, body := verifier.post(path+"/bai", story); code != http.StatusUnprocessableEntity ||
		!strings.Contains(body, "Câu trích dẫn cần tên người nói") ||
		!strings.Contains(body, "nói ba lần") {
		t.Fatalf("published a quotation of nobody: %d", code)
	}
	story.Set("quote_name", "Bà Hoa")
	story.Set("version", fmt.Sprint(h.entry(t, id).Version))
	verifier.want(http.StatusSeeOther, path+"/bai", story)
	verifier.want(http.StatusSeeOther, path+"/bai", story) // pressed twice
	e = h.entry(t, id)
	if code, _, body := h.reader(t).get(view.StoryPath(e.Season, e.Slug)); code != http.StatusOK ||
		!strings.Contains(body, "Cả thôn lùi rào") {
		t.Fatalf("public story = %d", code)
	}
	story = versionForm(e, "headline", "Cả thôn cùng lùi rào", "short", "Thôn Hạ mở 2,5 km đường.", "dinh-chinh", "1")
	verifier.want(http.StatusUnprocessableEntity, path+"/bai", story)
	story.Set("note", "Sửa tiêu đề.")
	verifier.want(http.StatusSeeOther, path+"/bai", story)
	verifier.want(http.StatusSeeOther, path+"/bai", versionForm(h.entry(t, id), "go", "1", "reason", "Đơn vị xin gỡ."))
	if code, _, _ := h.reader(t).get(view.StoryPath(e.Season, h.entry(t, id).Slug)); code != http.StatusGone {
		t.Fatalf("removed story = %d", code)
	}
	for _, part := range []string{"", "/lich-su", "/bien-nhan", "/xet", "/bai", "/bien-tap", "/gop"} {
		if code, _, body := verifier.get(path + part); code != http.StatusOK {
			t.Fatalf("GET %s = %d\n%.400s", path+part, code, body)
		}
	}
}

// TestScheduledStory: a story with a time is seen by journalists who may, and by
// nobody else.
func TestScheduledStory(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	verifier := h.as(t, registry.Verifier)
	e := h.sentEntry(t)
	path := view.DeskPath(e.ID, "")
	verifier.want(http.StatusSeeOther, path+"/tiep-nhan", versionForm(e))
	bad := versionForm(h.entry(t, e.ID), "headline", "Hẹn giờ", "hen", "1", "publish_at", "ngày mai")
	if code, _, body := verifier.post(path+"/bai", bad); code != http.StatusUnprocessableEntity ||
		!strings.Contains(body, "Chọn ngày giờ đăng") {
		t.Fatalf("unreadable time = %d", code)
	}
	at := time.Now().In(registry.Zone).Add(48 * time.Hour)
	form := versionForm(
		h.entry(t, e.ID),
		"headline",
		"Hẹn giờ",
		"hen",
		"1",
		"publish_at",
		at.Format("2006-01-02T15:04"),
		"embargo_press",
		"1",
	)
	verifier.want(http.StatusSeeOther, path+"/bai", form)
	now := h.entry(t, e.ID)
	if now.Publication != registry.Scheduled || !now.PublishAt.Equal(at.Truncate(time.Minute)) {
		t.Fatalf("scheduled: %s at %s, want %s", now.Publication, now.PublishAt, at)
	}
	story := view.StoryPath(now.Season, now.Slug)
	for role, want := range map[registry.Role]int{registry.Visitor: 404, registry.Journalist: 200, registry.Verifier: 200, registry.CouncilMember: 404} {
		if code, _, _ := h.as(t, role).get(story); code != want {
			t.Errorf("scheduled story as %s = %d, want %d", role, code, want)
		}
	}
}

// TestSentTwice: a weak line or a double click makes one record.
func TestSentTwice(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	staff := h.as(t, registry.UnitStaff)
	if a, b := h.newDraft(t, staff, "cung-khoa"), h.newDraft(t, staff, "cung-khoa"); a != b {
		t.Fatalf("one form made two drafts: %d, %d", a, b)
	}
	id := h.newDraft(t, staff, "hai-lan")
	form := draftForm(testkit.CompleteContent(), 1)
	form.Set("gui", "1")
	var wait sync.WaitGroup
	codes := make([]int, 4)
	for i := range codes {
		wait.Go(func() { codes[i], _, _ = staff.post(view.DeskPath(id, ""), form) })
	}
	wait.Wait()
	revisions, err := h.db.Revisions(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	sent := 0
	for _, r := range revisions {
		if r.Action == "gui" {
			sent++
		}
	}
	code, head, _ := staff.post(view.DeskPath(id, ""), form)
	if sent != 1 || code != http.StatusSeeOther || head.Get("Location") != view.DeskPath(id, "bien-nhan") {
		t.Fatalf("sent %d times; answers %v, then %d to %s", sent, codes, code, head.Get("Location"))
	}
	if e := h.entry(t, id); different(e.Content, testkit.CompleteContent()) != "" {
		t.Fatal(different(e.Content, testkit.CompleteContent()))
	}
}

// TestWrongInputs: each wrong input has its message beside the form, and
// everything typed is still there.
func TestWrongInputs(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	staff := h.as(t, registry.UnitStaff)
	id := h.newDraft(t, staff, "sai")
	path := view.DeskPath(id, "")
	for _, c := range []struct{ field, value, message string }{
		{"title", "", "Tên mô hình: chưa điền."}, {"title", strings.Repeat("dài ", 60), "rút còn không quá 150"}, {"field", "", "Chọn lĩnh vực."}, {"field", "thien-van", "không có lĩnh vực này"},
		{"type", "khong-co", "Không có loại"}, {"novelty", "tiep-tuc", "chọn mô hình gốc"}, {"goal", " \n ", "Mục tiêu, tiêu chí đánh giá: chưa điền."}, {"start", "31/02/2026", "không phải một ngày"},
		{"review_on", "01/01/2025", "phải sau ngày bắt đầu"}, {"households", "nhiều hộ", "không đọc được thành số"}, {"people", "-5", "không nhận số âm"}, {"latitude", "91", "nhập số thập phân từ 8"},
		{"contact_phone", "gọi sau", "nhập 8 đến 15 chữ số"}, {"contact_email", "khong-co-a-cong", "thiếu dấu @"}, {"outcomes.0.target", "", "nhập một con số"}, {"outcomes.0.target", "hai km", "không đọc được thành số"},
		{"outcomes.0.indicator", "KHONG_CO", "không có chỉ số"}, {"partners.0.name", "", "chưa ghi tên"}, {"resources.0.amount", "ít", "không đọc được thành số"}, {"pledge", "", "Đánh dấu cam kết"},
		{"tags", "khong-co", "Không có chủ đề"}, {"problem", strings.Repeat("ă", registry.MaxText+1), "quá mức"},
	} {
		e := h.entry(t, id)
		form := draftForm(testkit.CompleteContent(), e.Version)
		form.Set("method", "Cách làm gõ tay, đừng mất.")
		form.Set(c.field, c.value)
		form.Set("gui", "1")
		code, _, body := staff.post(path, form)
		switch {
		case code != http.StatusUnprocessableEntity:
			t.Errorf("%s=%.20q: %d, want 422", c.field, c.value, code)
		case !strings.Contains(body, c.message):
			t.Errorf("%s=%.20q: no message %q", c.field, c.value, c.message)
		case !strings.Contains(body, "Cách làm gõ tay, đừng mất."):
			t.Errorf("%s=%.20q: what was typed is gone", c.field, c.value)
		case !strings.Contains(body, "<title>Cần sửa: "):
			t.Errorf("%s=%.20q: the title does not say so", c.field, c.value)
		}
		if got := h.entry(t, id).Registration; got != registry.Draft {
			t.Fatalf("%s=%.20q: sent all the same: %s", c.field, c.value, got)
		}
	}
	code, _, body := staff.post(path, url.Values{"title": {"không có phiên bản"}})
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, "không trọn vẹn") {
		t.Errorf("a form without version = %d", code)
	}
}

// TestWrongActions: what the verifier leaves out is said, and nothing happens.
func TestWrongActions(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	verifier := h.as(t, registry.Verifier)
	e := h.sentEntry(t)
	path := view.DeskPath(e.ID, "")
	for _, c := range []struct {
		part    string
		form    url.Values
		code    int
		message string
	}{
		{"/tra-lai", versionForm(e, "reason", "Nói rõ hơn nhé."), 422, "Chọn ít nhất một lý do"},
		{"/tra-lai", versionForm(e, "reasons", "anh", "reason", "x"), 422, "Viết vài chữ nói rõ"},
		{"/tra-lai", url.Values{"version": {"99"}, "reasons": {"anh"}, "reason": {"Nói rõ hơn nhé."}}, 409, "vừa được lưu ở nơi khác"},
		{"/xac-nhan", versionForm(e, "hieu-qua", "1"), 409, "không chuyển sang"},
		{"/xac-nhan", versionForm(e, "hieu-qua", "0"), 422, "Ghi lý do"},
		{"/cong-nhan", versionForm(e, "level", "sao-hoa", "date", "hôm qua"), 422, "Chọn cấp công nhận."},
		{"/gop", versionForm(e, "into", "99-9999", "reason", "Trùng nhau."), 422, "Không có mô hình số"},
		{"/gop", versionForm(e, "into", e.Number, "reason", "Trùng nhau."), 422, "Chọn một mô hình khác"},
		{"/bien-tap", url.Values{"version": {fmt.Sprint(e.Version)}, "title": {"Tên khác"}}, 422, "Ghi lý do"},
		{"/bai", versionForm(e, "headline", "Sớm quá", "dang", "1"), 409, "Chỉ đăng được mô hình đã tiếp nhận"},
	} {
		code, _, body := verifier.post(path+c.part, c.form)
		if code != c.code || !strings.Contains(body, c.message) {
			t.Errorf("POST %s %v = %d, want %d with %q", c.part, c.form, code, c.code, c.message)
		}
		for _, typed := range c.form["reason"] {
			if len(typed) > 1 && !strings.Contains(body, typed) {
				t.Errorf("POST %s: the reason typed is gone", c.part)
			}
		}
	}
	if now := h.entry(t, e.ID); now.Registration != registry.Sent || now.Result != registry.NoReport {
		t.Fatalf("after refused actions: %s/%s", now.Registration, now.Result)
	}
}

// TestDeskByRole: who may not does not get in, and a foreign draft does not exist.
func TestDeskByRole(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	own := h.draftOf(t, h.own)
	foreign := h.draftOf(t, "07228-202507")
	for role, want := range map[registry.Role][2]int{
		registry.UnitStaff: {200, 404}, registry.Verifier: {200, 200}, registry.Admin: {200, 200}, registry.Secretary: {404, 404}, registry.Journalist: {404, 404}, registry.CouncilMember: {404, 404},
	} {
		r := h.as(t, role)
		for i, o := range []objects{own, foreign} {
			if code, _, _ := r.get(view.DeskPath(o.entry, "")); code != want[i] {
				t.Errorf("entry %d as %s = %d, want %d", i, role, code, want[i])
			}
		}
		for _, path := range []string{"/lam-viec", "/lam-viec/danh-sach", "/lam-viec/thong-bao"} {
			if code, _, body := r.get(path); code != http.StatusOK || !strings.Contains(body, "<h1") {
				t.Errorf("%s as %s = %d", path, role, code)
			}
		}
	}
}
