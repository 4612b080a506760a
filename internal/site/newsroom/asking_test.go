package newsroom_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

func asking(t *testing.T, h *sitetest.House, e registry.Entry, j, unit *sitetest.Reader) {
	t.Helper()
	path := fmt.Sprintf("/lam-viec/mo-hinh/%d/yeu-cau", e.ID)
	if _, _, page := j.Get(sitetest.StoryPath(e)); !slices.Contains(sitetest.Links(t, page, "main a", "href"), path) {
		t.Error("the page does not lead the journalist to the unit")
	}
	if code, _, page := j.Get(path); code != 200 || !sitetest.Says(t, page, "main .facts", "0204 3854 123") {
		t.Errorf("the contact opened to the press: %d", code)
	}
	if code, _, page := j.Post(path, url.Values{"kind": {"phong-van"}, "text": {"ngắn"}}); code != http.StatusUnprocessableEntity ||
		!strings.HasPrefix(sitetest.FieldError(t, page, "text"), "Nói rõ cần gì") {
		t.Errorf("short request: %d", code)
	}
	if code, _, page := j.Post(path, url.Values{"kind": {"them-anh"}, "text": {"Xin ba ảnh cầu phao."}, "due": {"01/01/2020"},
		"shots": {"la"}}); code != http.StatusUnprocessableEntity ||
		!strings.Contains(sitetest.FieldError(t, page, "due"), "từ hôm nay trở đi") ||
		!sitetest.Says(t, page, sitetest.ErrorSummary, "Chọn lại loại ảnh") {
		t.Errorf("a day gone by: %d", code)
	}
	if code, _, body := j.Post(path, url.Values{"kind": {"them-anh"}, "text": {"Xin ba ảnh cầu phao trước 17 giờ mai."},
		"shots": {"truoc", "nhan-vat"}, "due": {time.Now().Add(48 * time.Hour).Format("02/01/2006")},
		"reply_to": {"0900"}}); code != http.StatusSeeOther {
		t.Fatalf("ask: %d %.300s", code, body)
	}
	if code, _, _ := unit.Get(path); code != http.StatusForbidden {
		t.Errorf("unit staff asks itself: %d", code)
	}
	if _, _, page := unit.Get("/lam-viec/thong-bao"); !sitetest.Says(t, page, "main li", "Xin thêm ảnh") {
		t.Error("the unit is not told")
	}
	if _, _, page := unit.Get("/lam-viec/yeu-cau"); !sitetest.Says(t, page, "#yeu-cau-1 .long-text", "ba ảnh cầu phao") ||
		!sitetest.Says(t, page, "#yeu-cau-1 p", "Trước khi làm; Người trong cuộc") ||
		!sitetest.Says(t, page, "#yeu-cau-1 p", "Cần trước ngày") ||
		!sitetest.Says(t, page, "#yeu-cau-1 .note", "Hồ sơ đã chốt") {
		t.Error("the unit does not see the request")
	}
	if _, _, page := h.As(t, registry.Verifier).Get("/lam-viec/yeu-cau"); !slices.Contains(
		sitetest.Links(t, page, "#yeu-cau-1 a", "href"),
		fmt.Sprintf("/lam-viec/mo-hinh/%d/bien-tap#buoc-anh", e.ID),
	) {
		t.Error("the staff is not led to where photos are put")
	}
	if code, _, _ := h.As(t, registry.Secretary).Get("/lam-viec/yeu-cau"); code != http.StatusForbidden {
		t.Errorf("the secretary reads requests: %d", code)
	}
	if code, _, _ := j.Post("/lam-viec/yeu-cau/1", url.Values{"answer": {"Tự trả lời"}}); code != http.StatusNotFound {
		t.Errorf("the asker answers: %d", code)
	}
	if code, _, _ := unit.Post("/lam-viec/yeu-cau/1", url.Values{"answer": {""}}); code != http.StatusUnprocessableEntity {
		t.Errorf("empty answer: %d", code)
	}
	if code, _, _ := unit.Post("/lam-viec/yeu-cau/1", url.Values{"answer": {"Đã gửi ba ảnh lên hồ sơ."}}); code != http.StatusSeeOther {
		t.Errorf("answer: %d", code)
	}
	if _, _, page := j.Get("/lam-viec/bao-chi"); !sitetest.Says(t, page, "main .rows__item", "Đã gửi ba ảnh lên hồ sơ.") {
		t.Error("the answer is not in the corner")
	}
	if _, _, page := j.Get("/lam-viec/thong-bao"); !sitetest.Says(t, page, "main li", "trả lời yêu cầu của bạn") {
		t.Error("the asker is not told")
	}
}

func reporting(t *testing.T, h *sitetest.House, e registry.Entry, j, staff *sitetest.Reader) {
	t.Helper()
	path := fmt.Sprintf("/lam-viec/mo-hinh/%d/da-dang", e.ID)
	if code, _, _ := j.Post(path, url.Values{"url": {"javascript:alert(1)"}, "title": {"Cầu phao bến Hạ"},
		"publisher": {"Báo Bắc Ninh"}}); code != http.StatusUnprocessableEntity {
		t.Errorf("a harmful address: %d", code)
	}
	piece := url.Values{
		"url":       {"https://baobacninh.example/cau-phao"},
		"title":     {"Cầu phao bến Hạ"},
		"publisher": {"Báo Bắc Ninh"},
		"day":       {"2026-01-02"},
	}
	if code, _, body := j.Post(path, piece); code != http.StatusSeeOther {
		t.Fatalf("report: %d %.400s", code, body)
	}
	if code, _, _ := j.Post(path, piece); code != http.StatusConflict {
		t.Errorf("the same piece twice: %d", code)
	}
	if _, _, page := h.Reader(t).Get("/bao-chi/goi-y-de-tai"); len(sitetest.Texts(t, page, "#goi-y-chua-viet")) > 0 {
		for _, m := range regexp.MustCompile(`card__title"><a href="([^"]+)"`).FindAllStringSubmatch(page, -1) {
			if n := strings.Count(page, m[0]); n != 1 {
				t.Errorf("leads tell %s %d times", m[1], n)
			}
		}
	} else {
		t.Error("not yet checked, yet covered")
	}
	if code, _, _ := j.Post("/lam-viec/da-dang/1", url.Values{"do": {"nhan"}}); code != http.StatusForbidden {
		t.Errorf("the press checks itself: %d", code)
	}
	if _, _, page := staff.Get("/lam-viec/da-dang"); !sitetest.Says(t, page, "main li, main td", "Cầu phao bến Hạ") {
		t.Error("staff does not see the piece")
	}
	if code, _, _ := staff.Post("/lam-viec/da-dang/1", url.Values{"do": {"nhan"}}); code != http.StatusSeeOther {
		t.Errorf("check: %d", code)
	}
	if _, _, page := h.Reader(t).Get(sitetest.StoryPath(e)); !slices.Contains(sitetest.Links(t, page, "main a", "href"), "https://baobacninh.example/cau-phao") {
		t.Error("the story does not name the piece")
	}
	if _, _, page := h.Reader(t).Get("/don-vi/" + string(h.Own)); !sitetest.Says(t, page, "main", "báo chí đã đăng") {
		t.Error("the piece does not count for the unit")
	}
	counts, err := h.DB.CoverageCounts(context.Background(), e.Season)
	if err != nil || counts[h.Own] != 1 {
		t.Errorf("counts %v %v", counts, err)
	}
	if code, _, _ := j.Post("/bao-chi/goi-y-de-tai", nil); code != http.StatusSeeOther {
		t.Errorf("seen: %d", code)
	}
	if code, head, _ := h.Reader(t).Post("/bao-chi/goi-y-de-tai", nil); code != http.StatusUnauthorized &&
		!strings.Contains(head.Get("Location"), "/dang-nhap") {
		t.Errorf("a visitor has seen all: %d", code)
	}
}
