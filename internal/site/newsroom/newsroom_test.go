package newsroom_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/workflow"
)

// A journalist saves a search, follows its private feed, asks a unit, is
// answered, reports the published piece, and staff counts it: all by plain forms.
func TestJournalistsCorner(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 8, areas...)
	e := h.ReadyStory(t, phototest.NewJPEG(640, 480, 9, phototest.Options{}))
	e = h.Publish(t, e.ID, time.Time{}, false)
	j, unit, staff := h.As(t, registry.Journalist), h.As(t, registry.UnitStaff), h.As(t, registry.Verifier)

	code, _, page := j.Post(
		"/lam-viec/bao-chi/tim",
		url.Values{"name": {"Cầu phao"}, "query": {h.Server.URL + "/mo-hinh?q=cau+phao&page=3"}},
	)
	secret := regexp.MustCompile(`/feed/rieng/([\w-]+)/tin\.rss`).FindStringSubmatch(page)
	if code != 200 || secret == nil {
		t.Fatalf("save: %d %.300s", code, page)
	}
	if code, head, feed := h.Reader(t).Get("/feed/rieng/" + secret[1] + "/tin.rss"); code != 200 ||
		!sitetest.Says(t, feed, "item > title", sitetest.MarkHeadline) ||
		head.Get("X-Robots-Tag") != "noindex" {
		t.Errorf("private feed: %d", code)
	}
	_, _, page = j.Get("/lam-viec/bao-chi")
	sitetest.Has(t, page, "[aria-labelledby=da-luu] .rows__head a", "Cầu phao")
	if sitetest.Anywhere(page, secret[1]) {
		t.Error("the corner gives the secret of a search away")
	}
	code, _, page = j.Post("/lam-viec/bao-chi/tim", url.Values{"name": {"x"}, "query": {""}})
	if code != http.StatusUnprocessableEntity {
		t.Errorf("nothing to save: %d", code)
	}
	sitetest.Has(t, page, "#luu-tim form", "hãy tìm trước")
	for _, do := range []string{"", "lung-tung"} {
		if code, _, _ := j.Post("/lam-viec/bao-chi/tim/1", url.Values{"do": {do}}); code != http.StatusUnprocessableEntity {
			t.Errorf("a button %q that is none: %d", do, code)
		}
	}
	if code, _, _ := j.Post("/lam-viec/bao-chi/tim/1", url.Values{"do": {"doi"}}); code != 200 {
		t.Errorf("renew: %d", code)
	}
	if code, _, _ := h.Reader(t).Get("/feed/rieng/" + secret[1] + "/tin.rss"); code != 404 {
		t.Errorf("the old address still answers: %d", code)
	}
	if code, _, _ := unit.Post("/lam-viec/bao-chi/tim/1", url.Values{"do": {"xoa"}}); code != http.StatusForbidden {
		t.Errorf("another role deletes a search: %d", code)
	}

	asking(t, h, e, j, unit)
	reporting(t, h, e, j, staff)
}

// Words of the unit that readers have already change by a correction that they
// see and that everyone who took the pack is notified of; a tag is no fact.
func TestRevisionOfAPublicStoryIsACorrection(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), sitetest.NewHouse(t, 0, areas...)
	e := h.ReadyStory(t, phototest.NewJPEG(640, 480, 11, phototest.Options{}))
	e = h.Publish(t, e.ID, time.Time{}, false)
	j := h.As(t, registry.Journalist)
	if code, _, _ := j.Get(sitetest.StoryPath(e) + "/goi-bao-chi.zip"); code != 200 {
		t.Fatal(code)
	}
	revise := func(change func(*registry.Content)) registry.Entry {
		t.Helper()
		e, err := h.DB.Entry(ctx, e.ID)
		if err != nil {
			t.Fatal(err)
		}
		change(&e.Content)
		if _, err := h.Flow.Revise(ctx, h.System(), e.ID, 0, workflow.Draft{Content: e.Content}, "Đơn vị báo nhầm tên thôn."); err != nil {
			t.Fatal(err)
		}
		if e, err = h.DB.Entry(ctx, e.ID); err != nil {
			t.Fatal(err)
		}
		return e
	}
	if e := revise(func(c *registry.Content) { c.Tags = nil }); e.Publication != registry.Published || len(e.Corrections) != 0 {
		t.Errorf("a tag: %v, %d corrections", e.Publication, len(e.Corrections))
	}
	if e := revise(func(c *registry.Content) { c.Address = "Thôn Thượng" }); e.Publication != registry.Corrected || len(e.Corrections) != 1 {
		t.Errorf("a place: %v, %d corrections", e.Publication, len(e.Corrections))
	}
	if _, _, page := j.Get("/lam-viec/thong-bao"); !sitetest.Says(t, page, "main li", "Đính chính bài bạn đã tải gói") ||
		!sitetest.Says(t, page, "main li", "nhầm tên thôn") {
		t.Error("who took the pack is not notified")
	}
	if _, _, feed := h.Reader(t).Get("/feed.rss"); !sitetest.Says(t, feed, "item > title", "Đính chính: ") {
		t.Error("the feed does not tell of the correction")
	}
}

func TestEditorsArrange(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 6, areas...)
	e := h.ReadyStory(t, phototest.NewJPEG(640, 480, 10, phototest.Options{}))
	e = h.Publish(t, e.ID, time.Time{}, false)
	staff := h.As(t, registry.Verifier)
	if code, _, page := staff.Post("/lam-viec/bien-tap-trang/trang-dau",
		url.Values{"picks": {"26-9999"}}); code != http.StatusUnprocessableEntity ||
		!strings.Contains(sitetest.FieldError(t, page, "picks"), "Không có mô hình số") {
		t.Errorf("unknown number: %d", code)
	}
	if code, _, _ := staff.Post("/lam-viec/bien-tap-trang/trang-dau",
		url.Values{"picks": {strings.ToLower(e.Number) + "\n"}}); code != http.StatusSeeOther {
		t.Errorf("pick: %d", code)
	}
	if ids, err := h.DB.HomePicks(context.Background()); err != nil || len(ids) != 1 || ids[0] != e.ID {
		t.Errorf("picks %v %v", ids, err)
	}
	if _, _, page := h.Reader(t).Get("/"); !sitetest.Says(t, page, "main .lead__title", sitetest.MarkHeadline) {
		t.Error("the first page does not show the picked story")
	}
	form := url.Values{"id": {"0"}, "title": {"Hiến đất mở đường 2026"}, "lead": {"Đường rộng."}, "entries": {e.Number}}
	if code, _, _ := staff.Post("/lam-viec/bien-tap-trang/bo-suu-tap", form); code != http.StatusSeeOther {
		t.Fatalf("collection: %d", code)
	}
	address := "/bo-suu-tap/hien-dat-mo-duong-2026"
	if code, _, _ := h.Reader(t).Get(address); code != http.StatusNotFound {
		t.Errorf("a hidden collection: %d", code)
	}
	if code, _, page := staff.Post("/lam-viec/bien-tap-trang/bo-suu-tap", form); code != http.StatusUnprocessableEntity ||
		!strings.Contains(sitetest.FieldError(t, page, "title"), "Đã có bộ sưu tập tên này") {
		t.Errorf("the same title: %d", code)
	}
	form.Set("id", "1")
	form.Set("shown", "1")
	if code, _, _ := staff.Post("/lam-viec/bien-tap-trang/bo-suu-tap", form); code != http.StatusSeeOther {
		t.Errorf("show: %d", code)
	}
	if code, _, page := h.Reader(t).Get(address); code != http.StatusOK || !sitetest.Says(t, page, "main .card__title", sitetest.MarkHeadline) {
		t.Errorf("collection: %d", code)
	}
	for _, role := range []registry.Role{registry.Journalist, registry.UnitStaff, registry.Secretary} {
		if code, _, _ := h.As(t, role).Get("/lam-viec/bien-tap-trang"); code != http.StatusForbidden {
			t.Errorf("%s edits the site: %d", role, code)
		}
	}
}
