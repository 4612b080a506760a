package desk_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/testkit"
)

// TestFromDraftToStoryByForms walks the whole way with forms alone, as two people
// without scripts would.
func TestFromDraftToStoryByForms(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff, verifier := h.As(t, registry.UnitStaff), h.As(t, registry.Verifier)
	id := h.NewDraft(t, staff, "mot")
	path := address.Entry.At(id)

	form := sitetest.DraftForm(testkit.CompleteContent(), 1)
	form.Set("gui", "1")
	if to := staff.Want(http.StatusSeeOther, path, form); to != path+"/bien-nhan" {
		t.Fatalf("sent to %s", to)
	}
	e := h.Entry(t, id)
	if code, _, body := staff.Get(path + "/bien-nhan"); code != http.StatusOK || !sitetest.Says(t, body, "h1", e.Number) ||
		!sitetest.Says(t, body, "article dd", "Thôn Hạ") {
		t.Fatalf("receipt = %d", code)
	}
	if code, _, body := verifier.Get("/lam-viec/xet"); code != http.StatusOK || !sitetest.Says(t, body, "main a", "Đường làng rộng") {
		t.Fatalf("queue = %d without the entry", code)
	}
	verifier.Want(
		http.StatusSeeOther,
		path+"/tra-lai",
		sitetest.VersionForm(e, "reasons", "cach-lam", "reasons", "anh", "reason", "Nói rõ ai đi vận động."),
	)
	code, _, body := staff.Get(path)
	for _, say := range []string{"Nói rõ ai đi vận động.", "Cách làm còn chung chung", "đánh dấu"} {
		if code != http.StatusOK || !strings.Contains(strings.ToLower(body), strings.ToLower(say)) {
			t.Fatalf("returned form (%d) does not say %q", code, say)
		}
	}
	form = sitetest.PageForm(t, body)
	form.Set("method", "Ông trưởng thôn đến từng nhà, ba buổi tối.")
	form.Set("gui", "1")
	if code, _, body := staff.Post(path, form); code != http.StatusUnprocessableEntity ||
		!sitetest.Says(t, body, sitetest.ErrorSummary, "Đánh dấu việc đã sửa") ||
		!sitetest.Says(t, body, "textarea[name=method]", "Ông trưởng thôn đến từng nhà") {
		t.Fatalf("sent without ticking = %d", code)
	}
	_, _, body = staff.Get(path)
	form = sitetest.PageForm(t, body)
	form["checks"] = []string{"cach-lam", "anh"}
	form.Set("gui", "1")
	staff.Want(http.StatusSeeOther, path, form)
	verifier.Want(http.StatusSeeOther, path+"/tiep-nhan", sitetest.VersionForm(h.Entry(t, id)))
	reportAndPublish(t, h, staff, verifier, id)
}

// TestScheduledStory: a story with a time is seen by journalists who may, and by
// nobody else.
func TestScheduledStory(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	verifier := h.As(t, registry.Verifier)
	e := h.SentEntry(t)
	path := address.Entry.At(e.ID)
	verifier.Want(http.StatusSeeOther, path+"/tiep-nhan", sitetest.VersionForm(e))
	bad := sitetest.VersionForm(h.Entry(t, e.ID), "headline", "Hẹn giờ", "hen", "1", "publish_at", "ngày mai")
	if code, _, body := verifier.Post(path+"/bai", bad); code != http.StatusUnprocessableEntity ||
		!strings.Contains(sitetest.FieldError(t, body, "publish_at"), "Chọn ngày giờ đăng") {
		t.Fatalf("unreadable time = %d", code)
	}
	at := time.Now().In(registry.Zone).Add(48 * time.Hour)
	form := sitetest.VersionForm(
		h.Entry(t, e.ID),
		"headline",
		"Hẹn giờ",
		"hen",
		"1",
		"publish_at",
		at.Format("2006-01-02T15:04"),
		"embargo_press",
		"1",
	)
	verifier.Want(http.StatusSeeOther, path+"/bai", form)
	now := h.Entry(t, e.ID)
	if now.Publication != registry.Scheduled || !now.PublishAt.Equal(at.Truncate(time.Minute)) {
		t.Fatalf("scheduled: %s at %s, want %s", now.Publication, now.PublishAt, at)
	}
	story := address.Story.At(now.Season, now.Slug)
	for role, want := range map[registry.Role]int{registry.Visitor: 404, registry.Journalist: 200, registry.Verifier: 200,
		registry.CouncilMember: 404} {
		if code, _, _ := h.As(t, role).Get(story); code != want {
			t.Errorf("scheduled story as %s = %d, want %d", role, code, want)
		}
	}
}

// TestSentTwice: a weak line or a double click makes one record.
func TestSentTwice(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.As(t, registry.UnitStaff)
	if a, b := h.NewDraft(t, staff, "cung-khoa"), h.NewDraft(t, staff, "cung-khoa"); a != b {
		t.Fatalf("one form made two drafts: %d, %d", a, b)
	}
	id := h.NewDraft(t, staff, "hai-lan")
	form := sitetest.DraftForm(testkit.CompleteContent(), 1)
	form.Set("gui", "1")
	var wait sync.WaitGroup
	codes := make([]int, 4)
	for i := range codes {
		wait.Go(func() { codes[i], _, _ = staff.Post(address.Entry.At(id), form) })
	}
	wait.Wait()
	revisions, err := h.DB.Revisions(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	sent := 0
	for _, r := range revisions {
		if r.Action == "gui" {
			sent++
		}
	}
	code, head, _ := staff.Post(address.Entry.At(id), form)
	if sent != 1 || code != http.StatusSeeOther || head.Get("Location") != address.EntryReceipt.At(id) {
		t.Fatalf("sent %d times; answers %v, then %d to %s", sent, codes, code, head.Get("Location"))
	}
	if e := h.Entry(t, id); different(e.Content, testkit.CompleteContent()) != "" {
		t.Fatal(different(e.Content, testkit.CompleteContent()))
	}
}

// TestWrongInputs: each wrong input has its message beside the form, and
// everything typed is still there.
func TestWrongInputs(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.As(t, registry.UnitStaff)
	id := h.NewDraft(t, staff, "sai")
	path := address.Entry.At(id)
	for _, c := range []struct{ field, value, message string }{
		{"title", "", "Tên mô hình: chưa điền."}, {"title", strings.Repeat("dài ", 60), "rút còn không quá 150"},
		{"field", "", "Chọn lĩnh vực."}, {"field", "thien-van", "không có lĩnh vực này"},
		{"type", "khong-co", "Không có loại"}, {"novelty", "tiep-tuc", "chọn mô hình gốc"}, {"goal", " \n ", "Mục tiêu, tiêu " +
			"chí đánh giá: chưa điền."}, {"start", "31/02/2026", "không phải một ngày"},
		{"review_on", "01/01/2025", "phải sau ngày bắt đầu"}, {"households", "nhiều hộ", "không đọc được thành số"},
		{"people", "-5", "không nhận số âm"}, {"latitude", "91", "nhập số thập phân từ 8"},
		{"contact_phone", "gọi sau", "nhập 8 đến 15 chữ số"}, {"contact_email", "khong-co-a-cong", "thiếu dấu @"},
		{"outcomes.0.target", "", "nhập một con số"}, {"outcomes.0.target", "hai km", "không đọc được thành số"},
		{"outcomes.0.indicator", "KHONG_CO", "không có chỉ số"}, {"partners.0.name", "", "chưa ghi tên"},
		{"resources.0.amount", "ít", "không đọc được thành số"}, {"pledge", "", "Đánh dấu cam kết"},
		{"tags", "khong-co", "Không có chủ đề"}, {"problem", strings.Repeat("ă", registry.MaxText+1), "quá mức"},
	} {
		e := h.Entry(t, id)
		form := sitetest.DraftForm(testkit.CompleteContent(), e.Version)
		form.Set("method", "Cách làm gõ tay, đừng mất.")
		form.Set(c.field, c.value)
		form.Set("gui", "1")
		code, _, body := staff.Post(path, form)
		switch {
		case code != http.StatusUnprocessableEntity:
			t.Errorf("%s=%.20q: %d, want 422", c.field, c.value, code)
		case !sitetest.Says(t, body, sitetest.ErrorSummary, c.message):
			t.Errorf("%s=%.20q: no message %q", c.field, c.value, c.message)
		case !sitetest.Says(t, body, "textarea[name=method]", "Cách làm gõ tay, đừng mất."):
			t.Errorf("%s=%.20q: what was typed is gone", c.field, c.value)
		case !sitetest.Says(t, body, "title", "Cần sửa: "):
			t.Errorf("%s=%.20q: the title does not say so", c.field, c.value)
		}
		if got := h.Entry(t, id).Registration; got != registry.Draft {
			t.Fatalf("%s=%.20q: sent all the same: %s", c.field, c.value, got)
		}
	}
	code, _, body := staff.Post(path, url.Values{"title": {"không có phiên bản"}})
	if code != http.StatusUnprocessableEntity || !sitetest.Says(t, body, "main", "không trọn vẹn") {
		t.Errorf("a form without version = %d", code)
	}
}

// TestWrongActions: what the verifier leaves out is said, and nothing happens.
func TestWrongActions(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	verifier := h.As(t, registry.Verifier)
	e := h.SentEntry(t)
	path := address.Entry.At(e.ID)
	for _, c := range []struct {
		part    string
		form    url.Values
		code    int
		message string
	}{
		{"/tra-lai", sitetest.VersionForm(e, "reason", "Nói rõ hơn nhé."), 422, "Chọn ít nhất một lý do"},
		{"/tra-lai", sitetest.VersionForm(e, "reasons", "anh", "reason", "x"), 422, "Viết vài chữ nói rõ"},
		{"/tra-lai", url.Values{"version": {"99"}, "reasons": {"anh"}, "reason": {"Nói rõ hơn nhé."}}, 409, "vừa được lưu ở nơi khác"},
		{"/xac-nhan", sitetest.VersionForm(e, "hieu-qua", "1"), 409, "không chuyển sang"},
		{"/xac-nhan", sitetest.VersionForm(e, "hieu-qua", "0"), 422, "Ghi lý do"},
		{"/cong-nhan", sitetest.VersionForm(e, "level", "sao-hoa", "date", "hôm qua"), 422, "Chọn cấp công nhận."},
		{"/gop", sitetest.VersionForm(e, "into", "99-9999", "reason", "Trùng nhau."), 422, "Không có mô hình số"},
		{"/gop", sitetest.VersionForm(e, "into", e.Number, "reason", "Trùng nhau."), 422, "Chọn một mô hình khác"},
		{"/bien-tap", url.Values{"version": {fmt.Sprint(e.Version)}, "title": {"Tên khác"}}, 422, "Ghi lý do"},
		{"/bai", sitetest.VersionForm(e, "headline", "Sớm quá", "dang", "1"), 409, "Chỉ đăng được mô hình đã tiếp nhận"},
	} {
		code, _, body := verifier.Post(path+c.part, c.form)
		if code != c.code || !sitetest.Says(t, body, sitetest.ErrorSummary, c.message) {
			t.Errorf("POST %s %v = %d, want %d with %q", c.part, c.form, code, c.code, c.message)
		}
		for _, typed := range c.form["reason"] {
			if len(typed) > 1 && !sitetest.Says(t, body, "textarea[name=reason], input[name=reason]", typed) {
				t.Errorf("POST %s: the reason typed is gone", c.part)
			}
		}
	}
	if now := h.Entry(t, e.ID); now.Registration != registry.Sent || now.Result != registry.NoReport {
		t.Fatalf("after refused actions: %s/%s", now.Registration, now.Result)
	}
}

// TestDeskByRole: who may not does not get in, and a foreign draft does not exist.
func TestDeskByRole(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	own := h.DraftOf(t, h.Own)
	foreign := h.DraftOf(t, "07228-202507")
	for role, want := range map[registry.Role][2]int{
		registry.UnitStaff: {200, 404}, registry.Verifier: {200, 200}, registry.Admin: {200, 200}, registry.Secretary: {404, 404},
		registry.Journalist: {404, 404}, registry.CouncilMember: {404, 404},
	} {
		r := h.As(t, role)
		for i, o := range []sitetest.Objects{own, foreign} {
			if code, _, _ := r.Get(address.Entry.At(o.Entry)); code != want[i] {
				t.Errorf("entry %d as %s = %d, want %d", i, role, code, want[i])
			}
		}
		for _, path := range []string{"/lam-viec", "/lam-viec/danh-sach", "/lam-viec/thong-bao"} {
			if code, _, body := r.Get(path); code != http.StatusOK || len(sitetest.Texts(t, body, "h1")) != 1 {
				t.Errorf("%s as %s = %d", path, role, code)
			}
		}
	}
}
