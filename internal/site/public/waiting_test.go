package public_test

import (
	"bytes"
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
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

// changed writes to a public entry what nobody reads over: new words, another
// value and source of a figure, a photo, an answer to what became of the model.
func changed(t *testing.T, h *sitetest.House, e registry.Entry, title, value string) registry.Photo {
	t.Helper()
	ctx := context.Background()
	p, err := h.Flow.AddPhoto(ctx, h.System(), e.ID, bytes.NewReader(phototest.NewJPEG(640, 480, 9, phototest.Options{})),
		registry.PhotoText{
			Caption: "Ảnh thêm sau ngày đăng", Alt: "Cầu phao", Author: "Lê Thảo", TakenOn: "2026-05-02", Basis: registry.PublicActivity,
		})
	if err != nil {
		t.Fatal(err)
	}
	err = h.DB.Update(ctx, h.Flow.Now(), func(tx *sqlite.Tx) error {
		now, err := tx.Entry(ctx, e.ID)
		if err != nil {
			return err
		}
		now.Content.Method = title
		now.Content.Outcomes[0].Actual, now.Content.Outcomes[0].Source = registry.Amount(value), "minh-chung"
		if err := tx.UpdateEntry(&now); err != nil {
			return err
		}
		if _, err := tx.AskSurvival(e.ID, 12); err != nil {
			return err
		}
		return tx.AnswerSurvival(registry.Survival{Entry: e.ID, Months: 12, Fate: registry.Fates()[1], By: "Đơn vị"})
	})
	if err != nil {
		t.Fatal(err)
	}
	h.CatchUp(t)
	return p
}

// took is how long an answer took, which is no part of it.
var took = regexp.MustCompile(`"took_ms":[\d.]+,`)

// What a unit changes of a public story reaches no page, feed, pack or picture, and
// moves no validator, until a reviewer releases it; then it is everywhere at once.
func TestWhatAUnitChangesWaitsForARelease(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	clock := h.Clock()
	e := h.ReadyStory(t, phototest.NewJPEG(640, 480, 5, phototest.Options{}))
	e = h.Publish(t, e.ID, time.Time{}, false)
	clock.Advance(time.Minute)
	r, story := h.Reader(t), sitetest.StoryPath(e)
	paths := []string{
		story, story + "/tai/du-kien.json", story + "/tai/so-lieu.csv", story + "/tai/thong-tin.txt", story + "/bien-a5",
		"/", "/mo-hinh", "/mo-hinh?q=" + url.QueryEscape("khúc ghép"), "/so-lieu", "/so-lieu/ROAD_KM.csv", "/bao-chi",
		"/bao-chi/goi-y-de-tai", "/don-vi/" + string(h.Own), "/feed.atom", "/feed.rss", "/feed.json", "/sitemap.xml",
		fmt.Sprintf("/api/v1/entries/%d", e.ID), "/api/v1/entries", "/oembed?url=" + url.QueryEscape(story),
		"/nhung" + strings.TrimPrefix(story, "/mo-hinh"),
	}
	type answer struct{ tag, modified, body string }
	ask := func(path string) answer {
		t.Helper()
		code, head, body := r.Get(path)
		if code != http.StatusOK {
			t.Errorf("%s: %d", path, code)
		}
		return answer{head.Get("ETag"), head.Get("Last-Modified"), took.ReplaceAllString(body, "")}
	}
	before := map[string]answer{}
	for _, path := range paths {
		before[path] = ask(path)
	}
	p := changed(t, h, e, "Ghép từng khúc ghép bằng tre.", "3,7")
	clock.Advance(time.Minute)
	handler, err := sitetest.Handler(shell.Config{}, h.Deps, areas...) // that has kept no page
	if err != nil {
		t.Fatal(err)
	}
	h.Server.Config.Handler = handler
	for _, path := range paths {
		if got := ask(path); got != before[path] {
			t.Errorf("%s changed although nobody read it over", path)
		}
	}
	pictures := []string{fmt.Sprintf("/anh/%d/400.jpg", p.ID), story + fmt.Sprintf("/anh/%d-in.jpg", p.ID)}
	for _, path := range pictures {
		if code, _, _ := r.Get(path); code != http.StatusNotFound {
			t.Errorf("%s, which nobody read over: %d", path, code)
		}
	}
	if _, err := h.Flow.Release(context.Background(), h.ActorOf(t, registry.Verifier), e.ID, "", "Số km được đo lại."); err != nil {
		t.Fatal(err)
	}
	h.CatchUp(t)
	for path, words := range map[string][]string{
		story:                      {"khúc ghép", "3,7", "Ảnh thêm sau ngày đăng", "sau 12 tháng", "Số km được đo lại."},
		story + "/tai/so-lieu.csv": {"3.7"}, story + "/tai/du-kien.json": {"Ảnh thêm sau ngày đăng"},
		"/mo-hinh?q=" + url.QueryEscape("khúc ghép"): {sitetest.MarkSlug}, "/so-lieu/ROAD_KM.csv": {"3.7"}, "/feed.atom": {"Số km được đo lại."},
		fmt.Sprintf("/api/v1/entries/%d", e.ID): {"khúc ghép", "Ảnh thêm sau ngày đăng"},
	} {
		got := ask(path)
		for _, want := range words {
			if !strings.Contains(got.body, want) {
				t.Errorf("%s does not have %q, which was released", path, want)
			}
		}
		if was := before[path]; was.tag != "" && got.tag == was.tag || was.modified != "" && got.modified == was.modified {
			t.Errorf("%s: the tag %s and the time %q stay", path, was.tag, was.modified)
		}
	}
	for _, path := range pictures {
		if code, _, _ := r.Get(path); code != http.StatusOK {
			t.Errorf("%s, which was released: %d", path, code)
		}
	}
}

// Staff who open the address of a story that readers have see what readers have; of one
// that is not public yet, or not any more, they see what would be published.
func TestStaffSeeWhatWouldBePublished(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff, visitor := h.As(t, registry.Verifier), h.Reader(t)
	e := h.ReadyStory(t)
	rewrite := func(text string) {
		t.Helper()
		err := h.DB.Update(t.Context(), h.Flow.Now(), func(tx *sqlite.Tx) error {
			now, err := tx.Entry(t.Context(), e.ID)
			if err != nil {
				return err
			}
			now.Content.Method = text
			return tx.UpdateEntry(&now)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	look := func(state, staffRead string, outside int) {
		t.Helper()
		code, _, body := staff.Get(sitetest.StoryPath(h.Entry(t, e.ID)))
		if code != http.StatusOK || !strings.Contains(body, staffRead) {
			t.Errorf("%s: staff get %d without %q", state, code, staffRead)
		}
		if code, _, body := visitor.Get(sitetest.StoryPath(h.Entry(t, e.ID))); code != outside ||
			strings.Contains(body, staffRead) != (outside == http.StatusOK) {
			t.Errorf("%s: a visitor gets %d", state, code)
		}
	}
	rewrite("Cách thứ nhất.")
	look("never public", "Cách thứ nhất.", http.StatusNotFound)
	h.Publish(t, e.ID, time.Time{}, false)
	rewrite("Cách thứ hai.")
	look("public", "Cách thứ nhất.", http.StatusOK)
	if _, err := h.Flow.Remove(t.Context(), h.System(), e.ID, 0, "Đơn vị đề nghị gỡ."); err != nil {
		t.Fatal(err)
	}
	look("taken down", "Cách thứ hai.", http.StatusGone)
}
