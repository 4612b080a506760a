package reference_test

import (
	"context"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/seed"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// Topics are kept by who reviews, over the version that was read; a name is not given
// twice, and a season offers the list under its present names.
func TestTopicsAreKept(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	topic := registry.Topic{Code: "nha-sach", Label: "nhà sạch", Words: []string{" nhà  sạch ", "nhà sạch"}}
	kindIs(t, "a unit", h.Reference.AddTopic(ctx, h.Staff, topic), registry.Denied)
	if err := h.Reference.AddTopic(ctx, h.Verifier, topic); err != nil {
		t.Fatal(err)
	}
	kindIs(t, "the code again", h.Reference.AddTopic(ctx, h.Verifier, registry.Topic{Code: "nha-sach", Label: "khác"}), registry.Invalid)
	kindIs(t, "the name again", h.Reference.AddTopic(ctx, h.Verifier, registry.Topic{Code: "khac", Label: "Nhà sạch"}), registry.Invalid)
	kindIs(t, "the address of the form", h.Reference.AddTopic(ctx, h.Verifier, registry.Topic{Code: "them", Label: "x"}), registry.Invalid)
	kept, ok := h.Topics().Topic("nha-sach")
	if !ok || len(kept.Words) != 1 || kept.Version != 1 {
		t.Fatalf("kept %+v", kept)
	}
	kept.Label, kept.Retired = "nhà sạch, vườn đẹp", true
	if err := h.Reference.SaveTopic(ctx, h.Verifier, kept); err != nil {
		t.Fatal(err)
	}
	kindIs(t, "an older version", h.Reference.SaveTopic(ctx, h.Verifier, registry.Topic{Code: "nha-sach", Label: "y", Version: 1}),
		registry.Conflict)
	tag, ok := h.Season(2026).Tag("nha-sach")
	if !ok || tag.Label != "nhà sạch, vườn đẹp" || !tag.Retired {
		t.Errorf("the season offers %+v", tag)
	}
	lines, _, err := h.DB.Audits(ctx, sqlite.AuditFilter{Object: "topic:nha-sach", Limit: 5})
	if err != nil || len(lines) != 2 || lines[0].Action != registry.DidTopicRetire.String() {
		t.Errorf("the record has %v, %v", lines, err)
	}
}

// The shipped topics are added once, and what staff made of one stays.
func TestShippedTopicsAreAdded(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	list, err := seed.Topics()
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Reference.AddCommittedTopics(ctx, list); err != nil {
		t.Fatal(err)
	}
	kept, _ := h.Topics().Topic("camera")
	kept.Label = "máy quay an ninh"
	if err := h.Reference.SaveTopic(ctx, h.Verifier, kept); err != nil {
		t.Fatal(err)
	}
	if err := h.Reference.AddCommittedTopics(ctx, list); err != nil {
		t.Fatal(err)
	}
	if now, _ := h.Topics().Topic("camera"); now.Label != "máy quay an ninh" || len(h.Topics().All()) != len(list) {
		t.Errorf("%q among %d of %d", now.Label, len(h.Topics().All()), len(list))
	}
}

// Before saving, the page says which public entries the edit would touch.
func TestPreviewOfATopic(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	if err := h.Reference.AddTopic(ctx, h.Verifier, registry.Topic{Code: "cho", Label: "chợ", Words: []string{"chợ sạch"}}); err != nil {
		t.Fatal(err)
	}
	for _, title := range []string{"Chợ sạch", "Bến xe văn minh", "Đường hoa"} {
		e := registry.Entry{Origin: registry.Reported, Registration: registry.Unregistered, Publication: registry.Published, Season: 2026,
			PublishedAt: h.Now(), Source: registry.Source{URL: "https://example.vn/" + title}}
		e.Content.Title = title
		if err := h.DB.Update(ctx, h.Now(), func(tx *sqlite.Tx) error { return testkit.Insert(tx, &e) }); err != nil {
			t.Fatal(err)
		}
	}
	p, err := h.Reference.PreviewTopic(ctx, h.Verifier, registry.Topic{Code: "cho", Label: "chợ", Words: []string{"bến xe"}})
	if err != nil || p.Read != 3 || len(p.Gain) != 1 || len(p.Lose) != 1 ||
		p.Gain[0].Content.Title != "Bến xe văn minh" || p.Lose[0].Content.Title != "Chợ sạch" {
		t.Errorf("%+v, %v", p, err)
	}
	if now, _ := h.Topics().Topic("cho"); now.Words[0] != "chợ sạch" {
		t.Error("the preview saved")
	}
}
