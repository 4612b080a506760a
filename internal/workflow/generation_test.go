package workflow_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// TestPublicGeneration walks an entry from its draft to its removal: what readers
// outside cannot see leaves the public pages as they are kept, all else does not.
func TestPublicGeneration(t *testing.T) {
	h, ctx := newHouse(t), context.Background()
	var e registry.Entry
	step := func(what string, shown bool, do func() error) {
		t.Helper()
		all, public := h.Generation(), h.PublicGeneration()
		if err := do(); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if h.Generation() == all {
			t.Errorf("%s: the generation stood still", what)
		}
		if got := h.PublicGeneration() != public; got != shown {
			t.Errorf("%s: changed for readers: %v, want %v", what, got, shown)
		}
	}
	keep := func(f func() (registry.Entry, error)) func() error {
		return func() (err error) { e, err = f(); return err }
	}
	step("a draft", false, keep(func() (registry.Entry, error) { return h.Create(ctx, h.Staff, workflow.NewEntry{Season: 2026}) }))
	step("a save", false, keep(func() (registry.Entry, error) {
		return h.Save(ctx, h.Staff, e.ID, e.Version, workflow.Draft{Content: testkit.CompleteContent()})
	}))
	var p registry.Photo
	step("a photo", false, func() (err error) {
		p, err = h.AddPhoto(
			ctx,
			h.Staff,
			e.ID,
			bytes.NewReader(phototest.NewJPEG(640, 480, 1, phototest.Options{})),
			registry.PhotoText{Caption: "Dân làm đường", Alt: "Người dân xúc đất", Author: "Văn phòng", Basis: registry.PublicActivity},
		)
		return err
	})
	step("sent", false, keep(func() (registry.Entry, error) { return h.Submit(ctx, h.Staff, e.ID, e.Version, nil) }))
	step("accepted", false, keep(func() (registry.Entry, error) { return h.Accept(ctx, h.Verifier, e.ID, e.Version) }))
	step("an hour is set", true, keep(func() (registry.Entry, error) {
		return h.Publish(ctx, h.Verifier, e.ID, e.Version, h.Now().Add(time.Hour), false)
	}))
	h.Time.Move(2 * time.Hour)
	step("the hour has come", true, func() error { _, err := h.PublishDue(ctx); return err })
	step("a photo taken down", true, func() error {
		return h.TakeDownPhoto(ctx, h.Verifier, p.ID, true, "Người trong ảnh đề nghị.")
	})
	step("corrected", true, keep(func() (registry.Entry, error) {
		return h.Correct(ctx, h.Verifier, e.ID, 0, registry.Story{Headline: "Đường mới"}, "Sửa tên bài.")
	}))
	step("a unit's report of a public model", false, keep(func() (registry.Entry, error) {
		return h.SaveReport(ctx, h.Staff, e.ID, 0, workflow.ReportDraft{})
	}))
	step("a release", true, keep(func() (registry.Entry, error) {
		return h.Revise(ctx, h.Verifier, e.ID, 0, workflow.Draft{Content: testkit.CompleteContent()}, "Sửa theo hồ sơ.")
	}))
	step("removed", true, keep(func() (registry.Entry, error) {
		return h.Remove(ctx, h.Verifier, e.ID, 0, "Đơn vị đề nghị gỡ.")
	}))
	step("another season", true, func() error { return h.Reference.EnsureSeason(ctx, 2031) })
}
