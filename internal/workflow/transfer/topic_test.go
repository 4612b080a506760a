package transfer_test

import (
	"context"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/seed"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow/transfer"
	"danvankheo/internal/workflow/workflowtest"
)

// An import takes what the rules propose only when it is asked to; then the record says
// that nobody read them, and an import of the same rows changes nothing.
func TestImportTakesProposedTopicsWhenAsked(t *testing.T) {
	t.Parallel()
	ctx, rows := context.Background(), string(workflowtest.ReportedModels(t))
	for _, asked := range []bool{false, true} {
		h := newHouse(t)
		list, err := seed.Topics()
		if err == nil {
			err = h.Reference.AddCommittedTopics(ctx, list)
		}
		if err != nil {
			t.Fatal(err)
		}
		opt := transfer.ImportOptions{Publish: true, KeepUnknownUnits: true, Topics: asked}
		r := h.take(t, rows, opt)
		tagged := 0
		for _, id := range r.Entries {
			d, err := h.DB.Edition(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			if len(d.Content.Tags) > 0 {
				tagged++
			}
		}
		lines, n, err := h.DB.Audits(ctx, sqlite.AuditFilter{Action: registry.DidEntryTopics.String(), Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("asked %v: %d of %d public models have topics", asked, tagged, len(r.Entries))
		if !asked && (tagged > 0 || n > 0) {
			t.Errorf("unasked: %d have topics, the record has %d lines", tagged, n)
		}
		if asked && (tagged*10 < len(r.Entries)*9 || n != tagged || !strings.Contains(lines[0].After, "theo quy tắc")) {
			t.Errorf("asked: %d of %d have topics, the record has %d lines", tagged, len(r.Entries), n)
		}
		if again := h.take(t, rows, opt); again.Unchanged != r.Created {
			t.Errorf("again: %+v", again)
		}
	}
}
