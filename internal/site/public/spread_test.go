package public_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
)

// TestSpread: a story says where its model went once the origin agreed and a reviewer
// released that, as a page with a table and as files, and tells of no story that is not
// public. A link that its unit takes away stays until that is released too.
func TestSpread(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	origin, learner, hidden := h.ReadyStory(t), h.ReadyStory(t), h.ReadyStory(t)
	origin, learner = h.Publish(t, origin.ID, time.Time{}, false), h.Publish(t, learner.ID, time.Time{}, false)
	link := func(from registry.EntryID, agreed time.Time) {
		t.Helper()
		err := h.DB.Update(t.Context(), h.Flow.Now(), func(tx *sqlite.Tx) error {
			return tx.PutLink(
				from,
				registry.Link{To: origin.ID, Kind: registry.LearnsFrom, ConfirmedAt: agreed, Confirmed: !agreed.IsZero()},
			)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	visitor, path := h.As(t, registry.Visitor), sitetest.StoryPath(origin)+"/lan-toa"
	link(learner.ID, time.Time{})
	link(hidden.ID, h.Flow.Now())
	if code, _, body := visitor.Get(path); code != http.StatusNotFound || !sitetest.Says(t, body, "main", "chưa có nơi nào học theo") {
		t.Errorf("before the origin agreed: %d", code)
	}
	link(learner.ID, h.Flow.Now())
	if code, _, _ := visitor.Get(path); code != http.StatusNotFound {
		t.Errorf("before the agreement was released: %d", code)
	}
	spreads := func() bool {
		t.Helper()
		_, _, body := visitor.Get("/bao-chi/goi-y-de-tai")
		return len(sitetest.Texts(t, body, "#goi-y-lan-toa")) > 0
	}
	if spreads() {
		t.Error("a reporter is told of followers that are not public or not released")
	}
	release := func() {
		t.Helper()
		if _, err := h.Flow.Release(t.Context(), h.System(), learner.ID, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	release()
	if !spreads() {
		t.Error("a reporter is not told of a follower that is public")
	}
	for _, at := range []string{path, sitetest.StoryPath(learner) + "/lan-toa"} {
		code, _, body := visitor.Get(at)
		if rows := sitetest.Texts(t, body, ".table tbody tr"); code != http.StatusOK || len(rows) != 2 ||
			!strings.Contains(rows[1], "học theo") {
			t.Errorf("%s: %d with the rows %q", at, code, rows)
		}
	}
	for ending, begins := range map[string]string{".svg": "<svg", ".png": "\x89PNG", ".xlsx": "PK"} {
		if code, _, body := visitor.Get(path + ending); code != http.StatusOK ||
			!strings.HasPrefix(strings.TrimPrefix(body, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), begins) {
			t.Errorf("%s: %d, %.40q", ending, code, body)
		}
	}
	if _, _, body := visitor.Get(sitetest.StoryPath(origin)); !slices.Contains(sitetest.Links(t, body, "main a", "href"), path) {
		t.Error("the story does not lead to the drawing")
	}
	if err := h.DB.Update(t.Context(), h.Flow.Now(), func(tx *sqlite.Tx) error { return tx.DeleteLink(learner.ID, origin.ID) }); err != nil {
		t.Fatal(err)
	}
	if code, _, body := visitor.Get(path); code != http.StatusOK || len(sitetest.Texts(t, body, ".table tbody tr")) != 2 {
		t.Errorf("after the unit took the link away: %d", code)
	}
	release()
	if code, _, _ := visitor.Get(path); code != http.StatusNotFound {
		t.Errorf("after that was released: %d", code)
	}
}
