package workflow_test

import (
	"context"
	"testing"
	"time"

	"danvankheo/internal/registry"
)

// What the force has not cleared is published by nobody, now or at a later time,
// until the mark is lifted; and what is public cannot be marked without taking it
// down first.
func TestAnEntryMarkedNotForPublicationIsNotPublished(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	entry := must[registry.Entry](t)
	e := h.accepted(t)
	e = entry(h.Classify(ctx, h.Verifier, e.ID, e.Version, true))
	for name, at := range map[string]time.Time{"now": {}, "later": h.Now().Add(time.Hour)} {
		_, err := h.Publish(ctx, h.Verifier, e.ID, e.Version, at, true)
		kindIs(t, "publish "+name, err, registry.Conflict)
	}
	kept := entry(h.DB.Entry(ctx, e.ID))
	if !kept.SecretField || kept.Visible(h.Now().Add(2*time.Hour)) || kept.Publication == registry.Scheduled {
		t.Errorf("after refused publishing: marked %v, %s", kept.SecretField, kept.Publication)
	}
	_, err := h.Classify(ctx, h.Staff, e.ID, e.Version, false)
	kindIs(t, "the unit lifts the mark", err, registry.Denied)
	e = entry(h.Classify(ctx, h.Verifier, e.ID, e.Version, false))
	e = entry(h.Publish(ctx, h.Verifier, e.ID, e.Version, h.Now().Add(time.Hour), false))
	_, err = h.Classify(ctx, h.Verifier, e.ID, e.Version, true)
	kindIs(t, "mark what is scheduled", err, registry.Conflict)
	e = entry(h.Publish(ctx, h.Verifier, e.ID, e.Version, time.Time{}, false))
	_, err = h.Classify(ctx, h.Verifier, e.ID, e.Version, true)
	kindIs(t, "mark what is public", err, registry.Conflict)
	e = entry(h.Remove(ctx, h.Verifier, e.ID, e.Version, "Chuyển sang diện cần bảo mật."))
	e = entry(h.Classify(ctx, h.Verifier, e.ID, e.Version, true))
	_, err = h.Publish(ctx, h.Verifier, e.ID, e.Version, time.Time{}, false)
	kindIs(t, "publish again what was taken down and marked", err, registry.Conflict)
}
