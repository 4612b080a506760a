package site_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// A clock that jumps, forward or back, ends sessions at worst: what was public stays
// public and appears once, what is sent is kept, numbers go on, people sign in again.
func TestClockJumps(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	clock, ctx := h.clock(), context.Background()
	e := h.readyStory(t)
	h.publish(t, e.ID, clock.now().Add(24*time.Hour), false)
	staff := h.as(t, registry.UnitStaff)
	first := h.entry(t, h.newDraft(t, staff, "truoc"))

	clock.turn(400 * 24 * time.Hour)
	if n, err := h.flow.PublishDue(ctx); err != nil || n != 1 {
		t.Errorf("after a jump of a year %d stories appeared, %v; want 1", n, err)
	}
	if code, _, _ := staff.get("/lam-viec"); code != http.StatusSeeOther && code != http.StatusUnauthorized {
		t.Errorf("a session of last year is let in: %d", code)
	}
	published := h.entry(t, e.ID)

	clock.turn(-800 * 24 * time.Hour)
	if n, err := h.flow.PublishDue(ctx); err != nil || n != 0 {
		t.Errorf("after a jump back %d stories appeared, %v", n, err)
	}
	if code, _, _ := h.reader(t).get(view.StoryPath(e.Season, e.Slug)); code != http.StatusOK {
		t.Errorf("a public story after a jump back: %d", code)
	}
	if now := h.entry(t, e.ID); now.Publication != registry.Published || !now.PublishedAt.Equal(published.PublishedAt) {
		t.Errorf("the story is %s of %v", now.Publication, now.PublishedAt)
	}
	staff = h.as(t, registry.UnitStaff)
	second := h.entry(t, h.newDraft(t, staff, "sau"))
	if second.Number == first.Number || second.ID <= first.ID {
		t.Errorf("numbers %s, then %s", first.Number, second.Number)
	}
	if code, _, _ := staff.get(view.DeskPath(second.ID, "")); code != http.StatusOK {
		t.Errorf("a draft of the past: %d", code)
	}
	if _, err := h.flow.Expire(ctx); err != nil {
		t.Errorf("taking away what has passed its term: %v", err)
	}
	if code, _, _ := staff.get("/lam-viec"); code != http.StatusOK {
		t.Errorf("a session made under the same clock: %d", code)
	}
}
