package workflow_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/seed"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// withTopics gives a house the shipped topics.
func (h *house) withTopics(t *testing.T) *house {
	t.Helper()
	list, err := seed.Topics()
	if err == nil {
		err = h.Reference.AddCommittedTopics(context.Background(), list)
	}
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) topics(t *testing.T, id registry.EntryID) workflow.EntryView {
	t.Helper()
	return must[workflow.EntryView](t)(h.ReadEntry(context.Background(), h.Verifier, id, registry.View))
}

// Readers have no topic that nobody confirmed. Confirming seals the next edition with
// the topics and nothing else: no note to readers, and what the unit typed waits on.
func TestConfirmedTopicsAreSealedAlone(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t).withTopics(t)
	e := h.accepted(t)
	e = must[registry.Entry](t)(h.Publish(ctx, h.Verifier, e.ID, 0, time.Time{}, false))
	h.typeOn(t, e.ID, 1)
	first, v := h.newest(t, e.ID), h.topics(t, e.ID)
	if len(v.Topics.Proposed) == 0 || v.Topics.Checked() || !slices.Equal(first.Content.Tags, []string{"nong-thon-moi"}) {
		t.Fatalf("proposed %v, readers have %v", v.Topics.Proposed, first.Content.Tags)
	}
	waiting := must[registry.Entry](t)(h.DB.Entry(ctx, e.ID))
	e = must[registry.Entry](t)(h.ChooseTopics(ctx, h.Verifier, e.ID, waiting.Version, workflow.TopicChoice{All: true}))
	d := h.newest(t, e.ID)
	want := []string{"nong-thon-moi"}
	for _, p := range v.Topics.Proposed {
		want = append(want, p.Topic.Code)
	}
	slices.Sort(want)
	if d.No != first.No+1 || d.Deed != registry.DidEntryTopics.String() || !slices.Equal(d.Content.Tags, want) {
		t.Errorf("edition %d by %s with %v, want %v", d.No, d.Deed, d.Content.Tags, want)
	}
	if len(d.Corrections) != 0 || e.Publication != registry.Published || len(d.Photos) != 0 {
		t.Errorf("%d corrections, %v, %d photos", len(d.Corrections), e.Publication, len(d.Photos))
	}
	if w, err := h.waiting(t, e.ID); err != nil || len(w.Changes) == 0 {
		t.Errorf("what its unit typed does not wait: %v, %v", w.Changes, err)
	}
	if v := h.topics(t, e.ID); len(v.Topics.Proposed) != 0 || !v.Topics.Checked() {
		t.Errorf("still proposed: %v", v.Topics.Proposed)
	}
}

// What was declined is not proposed again until somebody takes it after all.
func TestDeclinedTopicsAreNotProposedAgain(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t).withTopics(t)
	e := h.pressStory(t, "", 2025)
	v := h.topics(t, e.ID)
	if len(v.Topics.Proposed) != 1 || v.Topics.Proposed[0].Topic.Code != "moi-truong" {
		t.Fatalf("proposed %v", v.Topics.Proposed)
	}
	list, total, err := h.WithoutTopics(ctx, h.Verifier, 0, 20)
	if err != nil || total != 1 || len(list) != 1 || len(list[0].Proposed) != 1 {
		t.Fatalf("the queue has %d of %d, %v", len(list), total, err)
	}
	e = must[registry.Entry](t)(h.ChooseTopics(ctx, h.Verifier, e.ID, 0, workflow.TopicChoice{Rest: true}))
	if v = h.topics(t, e.ID); len(v.Topics.Proposed) != 0 || len(e.Content.Tags) != 0 || !v.Topics.Checked() {
		t.Errorf("declined: proposed %v, tags %v", v.Topics.Proposed, e.Content.Tags)
	}
	if _, total, err = h.WithoutTopics(ctx, h.Verifier, 0, 20); err != nil || total != 0 {
		t.Errorf("the queue still has %d, %v", total, err)
	}
	e = must[registry.Entry](t)(h.ChooseTopics(ctx, h.Verifier, e.ID, 0, workflow.TopicChoice{Take: []string{"moi-truong"}}))
	if !slices.Equal(e.Content.Tags, []string{"moi-truong"}) || len(h.topics(t, e.ID).Topics.State.Declined) != 0 {
		t.Errorf("taken after all: %v", e.Content.Tags)
	}
}

// Who may not review decides nothing, a topic must be in the list, and a reviewer who
// looked at another version is told.
func TestWhoDecidesOnTopics(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t).withTopics(t)
	e := h.accepted(t)
	take := workflow.TopicChoice{Take: []string{"hien-dat"}}
	_, err := h.ChooseTopics(ctx, h.Staff, e.ID, 0, take)
	kindIs(t, "a unit", err, registry.Denied)
	_, err = h.ChooseTopics(ctx, h.other(t), e.ID, 0, take)
	kindIs(t, "another unit", err, registry.NotFound)
	_, err = h.ChooseTopics(ctx, h.Verifier, e.ID, 0, workflow.TopicChoice{Take: []string{"khong-co"}})
	kindIs(t, "an unknown topic", err, registry.Invalid)
	_, err = h.ChooseTopics(ctx, h.Verifier, e.ID, e.Version+1, take)
	kindIs(t, "another version", err, registry.Conflict)
	_, _, err = h.WithoutTopics(ctx, h.Staff, 0, 20)
	kindIs(t, "the queue", err, registry.Denied)
	h.lock(t, 2026)
	e = must[registry.Entry](t)(h.ChooseTopics(ctx, h.Verifier, e.ID, e.Version, take))
	if !slices.Contains(e.Content.Tags, "hien-dat") {
		t.Error("a locked year takes no topics")
	}
	lines, _, err := h.DB.Audits(ctx, sqlite.AuditFilter{Limit: 1})
	if err != nil || len(lines) != 1 || lines[0].Action != registry.DidEntryTopics.String() {
		t.Errorf("the record says %v, %v", lines, err)
	}
}
