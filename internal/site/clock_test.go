package site_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// A clock that jumps, forward or back, ends sessions at worst: what was public stays
// public and appears once, what is sent is kept, numbers go on, people sign in again.
func TestClockJumps(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	clock, ctx := h.Clock(), context.Background()
	e := h.ReadyStory(t)
	h.Publish(t, e.ID, clock.Now().Add(24*time.Hour), false)
	staff := h.As(t, registry.UnitStaff)
	first := h.Entry(t, h.NewDraft(t, staff, "truoc"))

	clock.Advance(400 * 24 * time.Hour)
	if n, err := h.Flow.PublishDue(ctx); err != nil || n != 1 {
		t.Errorf("after a jump of a year %d stories appeared, %v; want 1", n, err)
	}
	if code, _, _ := staff.Get("/lam-viec"); code != http.StatusSeeOther && code != http.StatusUnauthorized {
		t.Errorf("a session of last year is let in: %d", code)
	}
	published := h.Entry(t, e.ID)

	clock.Advance(-800 * 24 * time.Hour)
	if n, err := h.Flow.PublishDue(ctx); err != nil || n != 0 {
		t.Errorf("after a jump back %d stories appeared, %v", n, err)
	}
	if code, _, _ := h.Reader(t).Get(address.Story.At(e.Season, e.Slug)); code != http.StatusOK {
		t.Errorf("a public story after a jump back: %d", code)
	}
	if now := h.Entry(t, e.ID); now.Publication != registry.Published || !now.PublishedAt.Equal(published.PublishedAt) {
		t.Errorf("the story is %s of %v", now.Publication, now.PublishedAt)
	}
	staff = h.As(t, registry.UnitStaff)
	second := h.Entry(t, h.NewDraft(t, staff, "sau"))
	if second.Number == first.Number || second.ID <= first.ID {
		t.Errorf("numbers %s, then %s", first.Number, second.Number)
	}
	if code, _, _ := staff.Get(address.Entry.At(second.ID)); code != http.StatusOK {
		t.Errorf("a draft of the past: %d", code)
	}
	if _, err := h.Account.Expire(ctx); err != nil {
		t.Errorf("taking away what has passed its term: %v", err)
	}
	if code, _, _ := staff.Get("/lam-viec"); code != http.StatusOK {
		t.Errorf("a session made under the same clock: %d", code)
	}
}
