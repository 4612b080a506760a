package site_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/workflow"
)

// A journalist saves a search, follows its private feed, asks a unit, is
// answered, reports the published piece, and staff counts it: all by plain forms.
func TestJournalistsCorner(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 8)
	e := h.readyStory(t, phototest.NewJPEG(640, 480, 9, phototest.Options{}))
	e = h.publish(t, e.ID, time.Time{}, false)
	j, unit, staff := h.as(t, registry.Journalist), h.as(t, registry.UnitStaff), h.as(t, registry.Verifier)

	code, _, page := j.post(
		"/lam-viec/bao-chi/tim",
		url.Values{"name": {"Cầu phao"}, "query": {h.server.URL + "/mo-hinh?q=cau+phao&page=3"}},
	)
	secret := regexp.MustCompile(`/feed/rieng/([\w-]+)/tin\.rss`).FindStringSubmatch(page)
	if code != 200 || secret == nil {
		t.Fatalf("save: %d %.300s", code, page)
	}
	if code, head, feed := h.reader(t).get("/feed/rieng/" + secret[1] + "/tin.rss"); code != 200 ||
		!strings.Contains(feed, markHeadline) ||
		head.Get("X-Robots-Tag") != "noindex" {
		t.Errorf("private feed: %d", code)
	}
	if _, _, page := j.get("/lam-viec/bao-chi"); !strings.Contains(page, "Cầu phao") || strings.Contains(page, secret[1]) {
		t.Error("the corner must list the search and never its secret")
	}
	if code, _, page := j.post("/lam-viec/bao-chi/tim", url.Values{"name": {"x"}, "query": {""}}); code != http.StatusUnprocessableEntity ||
		!strings.Contains(page, "hãy tìm trước") {
		t.Errorf("nothing to save: %d", code)
	}
	if code, _, _ := j.post("/lam-viec/bao-chi/tim/1", url.Values{"do": {"doi"}}); code != 200 {
		t.Errorf("renew: %d", code)
	}
	if code, _, _ := h.reader(t).get("/feed/rieng/" + secret[1] + "/tin.rss"); code != 404 {
		t.Errorf("the old address still answers: %d", code)
	}
	if code, _, _ := unit.post("/lam-viec/bao-chi/tim/1", url.Values{"do": {"xoa"}}); code != http.StatusForbidden {
		t.Errorf("another role deletes a search: %d", code)
	}

	h.asking(t, e, j, unit)
	h.reporting(t, e, j, staff)
}

func (h *house) asking(t *testing.T, e registry.Entry, j, unit *reader) {
	t.Helper()
	path := fmt.Sprintf("/lam-viec/mo-hinh/%d/yeu-cau", e.ID)
	if _, _, page := j.get(storyPath(e)); !strings.Contains(page, path) {
		t.Error("the page does not lead the journalist to the unit")
	}
	if code, _, page := j.get(path); code != 200 || !strings.Contains(page, "0204 3854 123") {
		t.Errorf("the contact opened to the press: %d", code)
	}
	if code, _, page := j.post(path, url.Values{"kind": {"phong-van"}, "text": {"ngắn"}}); code != http.StatusUnprocessableEntity ||
		!strings.Contains(page, "Nói rõ cần gì") {
		t.Errorf("short request: %d", code)
	}
	if code, _, page := j.post(path, url.Values{"kind": {"them-anh"}, "text": {"Xin ba ảnh cầu phao."}, "due": {"01/01/2020"}, "shots": {"la"}}); code != http.StatusUnprocessableEntity ||
		!strings.Contains(page, "từ hôm nay trở đi") ||
		!strings.Contains(page, "Chọn lại loại ảnh") {
		t.Errorf("a day gone by: %d", code)
	}
	if code, _, body := j.post(path, url.Values{"kind": {"them-anh"}, "text": {"Xin ba ảnh cầu phao trước 17 giờ mai."}, "shots": {"truoc", "nhan-vat"}, "due": {time.Now().Add(48 * time.Hour).Format("02/01/2006")}, "reply_to": {"0900"}}); code != http.StatusSeeOther {
		t.Fatalf("ask: %d %.300s", code, body)
	}
	if code, _, _ := unit.get(path); code != http.StatusForbidden {
		t.Errorf("unit staff asks itself: %d", code)
	}
	if _, _, page := unit.get("/lam-viec/thong-bao"); !strings.Contains(page, "Xin thêm ảnh") {
		t.Error("the unit is not told")
	}
	if _, _, page := unit.get("/lam-viec/yeu-cau"); !strings.Contains(page, "ba ảnh cầu phao") ||
		!strings.Contains(page, "Trước khi làm; Người trong cuộc") ||
		!strings.Contains(page, "Cần trước ngày") ||
		!strings.Contains(page, "Hồ sơ đã chốt") {
		t.Error("the unit does not see the request")
	}
	if _, _, page := h.as(t, registry.Verifier).get("/lam-viec/yeu-cau"); !strings.Contains(
		page,
		fmt.Sprintf("/lam-viec/mo-hinh/%d/bien-tap#buoc-anh", e.ID),
	) {
		t.Error("the staff is not led to where photos are put")
	}
	if code, _, _ := h.as(t, registry.Secretary).get("/lam-viec/yeu-cau"); code != http.StatusForbidden {
		t.Errorf("the secretary reads requests: %d", code)
	}
	if code, _, _ := j.post("/lam-viec/yeu-cau/1", url.Values{"answer": {"Tự trả lời"}}); code != http.StatusNotFound {
		t.Errorf("the asker answers: %d", code)
	}
	if code, _, _ := unit.post("/lam-viec/yeu-cau/1", url.Values{"answer": {""}}); code != http.StatusUnprocessableEntity {
		t.Errorf("empty answer: %d", code)
	}
	if code, _, _ := unit.post("/lam-viec/yeu-cau/1", url.Values{"answer": {"Đã gửi ba ảnh lên hồ sơ."}}); code != http.StatusSeeOther {
		t.Errorf("answer: %d", code)
	}
	if _, _, page := j.get("/lam-viec/bao-chi"); !strings.Contains(page, "Đã gửi ba ảnh lên hồ sơ.") {
		t.Error("the answer is not in the corner")
	}
	if _, _, page := j.get("/lam-viec/thong-bao"); !strings.Contains(page, "trả lời yêu cầu của bạn") {
		t.Error("the asker is not told")
	}
}

func (h *house) reporting(t *testing.T, e registry.Entry, j, staff *reader) {
	t.Helper()
	path := fmt.Sprintf("/lam-viec/mo-hinh/%d/da-dang", e.ID)
	if code, _, _ := j.post(path, url.Values{"url": {"javascript:alert(1)"}, "title": {"Cầu phao bến Hạ"}, "publisher": {"Báo Bắc Ninh"}}); code != http.StatusUnprocessableEntity {
		t.Errorf("a harmful address: %d", code)
	}
	piece := url.Values{
		"url":       {"https://baobacninh.example/cau-phao"},
		"title":     {"Cầu phao bến Hạ"},
		"publisher": {"Báo Bắc Ninh"},
		"day":       {"2026-01-02"},
	}
	if code, _, body := j.post(path, piece); code != http.StatusSeeOther {
		t.Fatalf("report: %d %.400s", code, body)
	}
	if code, _, _ := j.post(path, piece); code != http.StatusConflict {
		t.Errorf("the same piece twice: %d", code)
	}
	if _, _, page := h.reader(t).get("/bao-chi/goi-y-de-tai"); strings.Contains(page, "goi-y-chua-viet") {
		for _, m := range regexp.MustCompile(`card__title"><a href="([^"]+)"`).FindAllStringSubmatch(page, -1) {
			if n := strings.Count(page, m[0]); n != 1 {
				t.Errorf("leads tell %s %d times", m[1], n)
			}
		}
	} else {
		t.Error("not yet checked, yet covered")
	}
	if code, _, _ := j.post("/lam-viec/da-dang/1", url.Values{"do": {"nhan"}}); code != http.StatusForbidden {
		t.Errorf("the press checks itself: %d", code)
	}
	if _, _, page := staff.get("/lam-viec/da-dang"); !strings.Contains(page, "Cầu phao bến Hạ") {
		t.Error("staff does not see the piece")
	}
	if code, _, _ := staff.post("/lam-viec/da-dang/1", url.Values{"do": {"nhan"}}); code != http.StatusSeeOther {
		t.Errorf("check: %d", code)
	}
	if _, _, page := h.reader(t).get(storyPath(e)); !strings.Contains(page, "https://baobacninh.example/cau-phao") {
		t.Error("the story does not name the piece")
	}
	if _, _, page := h.reader(t).get("/don-vi/" + string(h.own)); !strings.Contains(page, "báo chí đã đăng") {
		t.Error("the piece does not count for the unit")
	}
	counts, err := h.db.CoverageCounts(context.Background(), e.Season)
	if err != nil || counts[h.own] != 1 {
		t.Errorf("counts %v %v", counts, err)
	}
	if code, _, _ := j.post("/bao-chi/goi-y-de-tai", nil); code != http.StatusSeeOther {
		t.Errorf("seen: %d", code)
	}
	if code, head, _ := h.reader(t).post("/bao-chi/goi-y-de-tai", nil); code != http.StatusUnauthorized &&
		!strings.Contains(head.Get("Location"), "/dang-nhap") {
		t.Errorf("a visitor has seen all: %d", code)
	}
}

// Words of the unit that readers have already change by a correction that they
// see and that everyone who took the pack is told of; a tag is no fact.
func TestRevisionOfAPublicStoryIsACorrection(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t, 0)
	e := h.readyStory(t, phototest.NewJPEG(640, 480, 11, phototest.Options{}))
	e = h.publish(t, e.ID, time.Time{}, false)
	j := h.as(t, registry.Journalist)
	if code, _, _ := j.get(storyPath(e) + "/goi-bao-chi.zip"); code != 200 {
		t.Fatal(code)
	}
	revise := func(change func(*registry.Content)) registry.Entry {
		t.Helper()
		e, err := h.db.Entry(ctx, e.ID)
		if err != nil {
			t.Fatal(err)
		}
		change(&e.Content)
		if _, err := h.flow.Revise(ctx, h.system(), e.ID, 0, workflow.Draft{Content: e.Content}, "Đơn vị báo nhầm tên thôn."); err != nil {
			t.Fatal(err)
		}
		if e, err = h.db.Entry(ctx, e.ID); err != nil {
			t.Fatal(err)
		}
		return e
	}
	if e := revise(func(c *registry.Content) { c.Tags = nil }); e.Publication != registry.Published || len(e.Corrections) != 0 {
		t.Errorf("a tag: %v, %d corrections", e.Publication, len(e.Corrections))
	}
	if e := revise(func(c *registry.Content) { c.Place = "Thôn Thượng" }); e.Publication != registry.Corrected || len(e.Corrections) != 1 {
		t.Errorf("a place: %v, %d corrections", e.Publication, len(e.Corrections))
	}
	if _, _, page := j.get("/lam-viec/thong-bao"); !strings.Contains(page, "Đính chính bài bạn đã tải gói") ||
		!strings.Contains(page, "nhầm tên thôn") {
		t.Error("who took the pack is not told")
	}
	if _, _, feed := h.reader(t).get("/feed.rss"); !strings.Contains(feed, "Đính chính: ") {
		t.Error("the feed does not tell of the correction")
	}
}

func TestEditorsArrange(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 6)
	e := h.readyStory(t, phototest.NewJPEG(640, 480, 10, phototest.Options{}))
	e = h.publish(t, e.ID, time.Time{}, false)
	staff := h.as(t, registry.Verifier)
	if code, _, page := staff.post("/lam-viec/bien-tap-trang/trang-dau", url.Values{"picks": {"26-9999"}}); code != http.StatusUnprocessableEntity ||
		!strings.Contains(page, "Không có mô hình số") {
		t.Errorf("unknown number: %d", code)
	}
	if code, _, _ := staff.post("/lam-viec/bien-tap-trang/trang-dau", url.Values{"picks": {strings.ToLower(e.Number) + "\n"}}); code != http.StatusSeeOther {
		t.Errorf("pick: %d", code)
	}
	if ids, err := h.db.HomePicks(context.Background()); err != nil || len(ids) != 1 || ids[0] != e.ID {
		t.Errorf("picks %v %v", ids, err)
	}
	if _, _, page := h.reader(t).get("/"); !strings.Contains(page, markHeadline) {
		t.Error("the first page does not show the picked story")
	}
	form := url.Values{"title": {"Hiến đất mở đường 2026"}, "lead": {"Đường rộng."}, "entries": {e.Number}}
	if code, _, _ := staff.post("/lam-viec/bien-tap-trang/bo-suu-tap", form); code != http.StatusSeeOther {
		t.Fatalf("collection: %d", code)
	}
	address := "/bo-suu-tap/hien-dat-mo-duong-2026"
	if code, _, _ := h.reader(t).get(address); code != http.StatusNotFound {
		t.Errorf("a hidden collection: %d", code)
	}
	if code, _, page := staff.post("/lam-viec/bien-tap-trang/bo-suu-tap", form); code != http.StatusUnprocessableEntity ||
		!strings.Contains(page, "Đã có bộ sưu tập tên này") {
		t.Errorf("the same title: %d", code)
	}
	form.Set("id", "1")
	form.Set("shown", "1")
	if code, _, _ := staff.post("/lam-viec/bien-tap-trang/bo-suu-tap", form); code != http.StatusSeeOther {
		t.Errorf("show: %d", code)
	}
	if code, _, page := h.reader(t).get(address); code != http.StatusOK || !strings.Contains(page, markHeadline) {
		t.Errorf("collection: %d", code)
	}
	for _, role := range []registry.Role{registry.Journalist, registry.UnitStaff, registry.Secretary} {
		if code, _, _ := h.as(t, role).get("/lam-viec/bien-tap-trang"); code != http.StatusForbidden {
			t.Errorf("%s edits the site: %d", role, code)
		}
	}
}
