package site_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// course is what units and verifiers do to one entry of the province, in this order.
type course struct {
	name                string
	early               bool // published before it reports
	typed, sent, back   bool // the report is typed, sent, returned
	confirmed, good     bool
	late                bool // published after it was confirmed
	office, publicValue bool // what the recount then takes: nothing of it is the program's
}

var courses = []course{
	{name: "published, a report typed and never sent", early: true, typed: true},
	{name: "published, a report sent and not yet read", early: true, sent: true, office: true},
	{name: "published, a report returned", early: true, sent: true, back: true},
	{name: "published, then confirmed", early: true, sent: true, confirmed: true, good: true, office: true, publicValue: true},
	{name: "confirmed and never published", sent: true, confirmed: true, good: true, office: true},
	{name: "confirmed, then published", sent: true, confirmed: true, good: true, late: true, office: true, publicValue: true},
	{name: "found ineffective, public before", early: true, sent: true, confirmed: true, office: true, publicValue: true},
}

// live takes an entry of a unit through the program's own doors: the unit registers and
// reports, the verifier accepts, publishes and confirms.
func (p *province) live(t *testing.T, c course, unit registry.UnitCode) registry.EntryID {
	t.Helper()
	ctx, staff := t.Context(), testkit.Staff(t, p.Flow.Ledger(), 1, unit)
	content := testkit.CompleteContent()
	content.Title = fmt.Sprintf("Hiến đất mở đường, %s, lần ghi %d", c.name, len(p.values))
	content.Outcomes = []registry.Outcome{
		{Indicator: "LAND_M2", Target: "1.500"}, {Indicator: "LAND_M2", Label: "Đất vườn hiến", Target: "200"},
		{Indicator: "TREE", Target: "300"},
	}
	e, err := p.Flow.Create(ctx, staff, workflow.NewEntry{Season: 2026, Unit: unit, Content: content})
	if err == nil {
		e, err = p.Flow.Submit(ctx, staff, e.ID, e.Version, nil)
	}
	if err == nil {
		e, err = p.Flow.Accept(ctx, p.ActorOf(t, registry.Verifier), e.ID, e.Version)
	}
	if err == nil && c.early {
		_, err = p.Flow.Publish(ctx, p.ActorOf(t, registry.Verifier), e.ID, 0, time.Time{}, false)
	}
	if err != nil {
		t.Fatalf("%s: %v", c.name, err)
	}
	p.report(t, c, e.ID, staff)
	return e.ID
}

// report goes on from the report of an accepted entry, and keeps what was typed.
func (p *province) report(t *testing.T, c course, id registry.EntryID, staff registry.Actor) {
	t.Helper()
	if !c.typed && !c.sent {
		return
	}
	ctx := workflow.FiguresMeant(t.Context(), []string{workflow.AllFigures})
	e, verifier := p.Entry(t, id), p.ActorOf(t, registry.Verifier)
	d := workflow.ReportDraft{
		Report:   registry.Report{Difficulties: "Đường hẹp.", Impact: "Dân đi lại dễ.", Leadership: "Chi bộ họp.", Lessons: "Họp nhiều lần.", Sustain: "Giữ đường."},
		Outcomes: e.Content.Outcomes,
	}
	var mine []typedValue
	for i := range d.Outcomes {
		o := &d.Outcomes[i]
		v := typedValue{
			entry: e.ID, model: e.Model, season: e.Season, unit: e.Unit, result: registry.ReportSent, public: c.publicValue,
			indicator: o.Indicator, measure: "m²", period: "nam", hundredths: 1 + p.rand.IntN(3_000_00),
			source: []string{"tu-khai", "xa-xac-nhan", "minh-chung"}[p.rand.IntN(3)],
		}
		if v.indicator == "TREE" {
			v.measure, v.hundredths = "cây", 100*(1+p.rand.IntN(600))
		}
		if o.Label != "" {
			v.meaning = ownMeaning
		}
		if c.confirmed {
			v.result = registry.Ineffective
		}
		if c.good {
			v.result = registry.Effective
		}
		o.Actual, o.Period, o.Source, o.Evidence = registry.AmountOf(float64(v.hundredths)/100), v.period, v.source, "Biên bản 12"
		mine = append(mine, v)
	}
	if c.office {
		p.values = append(p.values, mine...)
	}
	_, err := p.Flow.SaveReport(ctx, staff, id, 0, d)
	if err == nil && c.sent {
		p.photos(t, id, staff)
		_, err = p.Flow.SendReport(ctx, staff, id, 0, nil)
	}
	if err == nil && c.back {
		_, err = p.Flow.ReturnReport(ctx, verifier, id, 0, []string{"thieu-chi-tieu"}, "Bổ sung minh chứng.")
	}
	if err == nil && c.confirmed {
		v, unread := p.Flow.ReadEntry(ctx, verifier, id, registry.View)
		if unread != nil {
			t.Fatalf("%s: %v", c.name, unread)
		}
		_, err = p.Flow.Confirm(workflow.Looked(ctx, workflow.Look{Seen: v.Looks.Confirm}), verifier, id, 0, c.good, "Đã xem tại chỗ.", 0, 1, 2)
	}
	if err == nil && c.late {
		_, err = p.Flow.Publish(ctx, verifier, id, 0, time.Time{}, false)
	}
	if err != nil {
		t.Fatalf("%s: %v %v", c.name, err, registry.FieldsOf(err))
	}
}

func (p *province) photos(t *testing.T, id registry.EntryID, staff registry.Actor) {
	t.Helper()
	words := registry.PhotoText{
		Caption: "Dân thôn Hạ dỡ tường, 12/02/2026", Alt: "Mười người dỡ tường", Author: "UBND xã", Basis: registry.PublicActivity,
	}
	for i := range p.Flow.Season(2026).MinPhotos {
		b := phototest.NewJPEG(320, 240, int64(i), phototest.Options{})
		if _, err := p.Flow.AddPhoto(context.WithoutCancel(t.Context()), staff, id, bytes.NewReader(b), words); err != nil {
			t.Fatal(err)
		}
	}
}
