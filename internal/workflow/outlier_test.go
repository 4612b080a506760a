package workflow_test

import (
	"context"
	"strings"
	"testing"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// A target a thousand times its baseline holds a registration back in year one, though
// the draft is kept; a tick for just that figure lets it go, and the verifier sees it.
func TestSlipIsAskedBeforeSending(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	e := must[registry.Entry](t)(h.Create(ctx, h.Staff, workflow.NewEntry{Season: 2026, Content: testkit.CompleteContent()}))
	c := e.Content
	c.Outcomes = []registry.Outcome{{Indicator: "ROAD_KM", Baseline: "1,5", Target: "1.500"}}
	d := workflow.Draft{Content: c}
	kept, err := h.Submit(ctx, h.Staff, e.ID, e.Version, &d)
	if got := registry.FieldsOf(err).For(workflow.FiguresField); !strings.Contains(got, "gấp 1.000 lần số đầu kỳ") {
		t.Fatalf("sent: %v", err)
	}
	kept, err = h.DB.Entry(ctx, e.ID)
	if err != nil || kept.Registration != registry.Draft || kept.Content.Outcomes[0].Target != "1.500" {
		t.Fatalf("the draft: %+v, %v", kept.Content.Outcomes, err)
	}
	key := oversight.Slips(h.Catalogue(), &kept, nil, false)[0].Key()
	d.Content.Outcomes[0].Target = "1.600"
	_, err = h.Submit(workflow.FiguresMeant(ctx, []string{key}), h.Staff, e.ID, kept.Version, &d)
	if registry.FieldsOf(err).For(workflow.FiguresField) == "" {
		t.Errorf("the tick for 1.500 let 1.600 go: %v", err)
	}
	kept, _ = h.DB.Entry(ctx, e.ID)
	key = oversight.Slips(h.Catalogue(), &kept, nil, false)[0].Key()
	sent, err := h.Submit(workflow.FiguresMeant(ctx, []string{key}), h.Staff, e.ID, kept.Version, &d)
	if err != nil || sent.Registration != registry.Sent {
		t.Fatalf("said to be right: %v", err)
	}
	v, err := h.ReadEntry(ctx, h.Verifier, e.ID, registry.View)
	if err != nil || len(v.Outliers) != 1 {
		t.Errorf("the verifier sees %+v, %v", v.Outliers, err)
	}
	if v, _ = h.ReadEntry(ctx, h.Staff, e.ID, registry.View); len(v.Outliers) != 0 {
		t.Error("the unit sees what the verifier is to check")
	}
}
