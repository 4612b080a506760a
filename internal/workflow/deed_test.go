package workflow_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// TestRecordSaysWhatWasDone: the mark of a secret field is not recorded as writing
// the story, and joining two models and parting them not as saving the draft:
// neither in the record nor in the entry's timeline.
func TestRecordSaysWhatWasDone(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	entry := must[registry.Entry](t)
	ids := h.Fill(t, 2026, 2)
	e := entry(h.Create(ctx, h.Staff, workflow.NewEntry{Season: 2026}))
	old := entry(h.DB.Entry(ctx, ids[0]))
	staff := h.Staff
	staff.Units = map[registry.UnitCode]bool{staff.Unit: true, old.Unit: true}
	for _, err := range []error{
		h.LinkTo(ctx, staff, e.ID, old.ID),
		h.Unlink(ctx, staff, e.ID, old.ID),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	old = entry(h.Classify(ctx, h.Verifier, old.ID, old.Version, true))
	old = entry(h.Classify(ctx, h.Verifier, old.ID, old.Version, false))
	for id, want := range map[registry.EntryID][]string{
		e.ID:   {"Tạo bản nháp", "Liên kết với mô hình khác", "Bỏ liên kết với mô hình khác"},
		old.ID: {"Đánh dấu lĩnh vực mật", "Bỏ dấu lĩnh vực mật"},
	} {
		lines, _, err := h.DB.Audits(ctx, sqlite.AuditFilter{Object: fmt.Sprintf("entry:%d", id)})
		if err != nil {
			t.Fatal(err)
		}
		kept, err := h.DB.Revisions(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		var record, timeline []string
		for _, l := range lines {
			record = append(record, registry.DeedLabel(l.Action))
		}
		for _, r := range kept {
			timeline = append(timeline, registry.ChoiceLabel(registry.RevisionActions(), r.Action))
		}
		slices.Sort(record)
		slices.Sort(timeline)
		slices.Sort(want)
		if !slices.Equal(record, want) || !slices.Equal(timeline, want) {
			t.Errorf("entry %d: the record says %q, the timeline %q, want %q", id, record, timeline, want)
		}
	}
}
