package demo

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"time"

	"danvankheo/internal/cover"
	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/transfer"
)

// demoTimes are the days on which the story of an invented model happens.
type demoTimes struct{ create, submit, accept, report, confirm, publish time.Time }

// times lays out the story of the n-th model: of a finished season over its year,
// of the current one in the last weeks.
func (d *demo) times(n int, y registry.Year, current bool) demoTimes {
	morning := func(t time.Time) time.Time {
		t = t.In(registry.Zone)
		return time.Date(t.Year(), t.Month(), t.Day(), 8, 10+3*n, 0, 0, registry.Zone)
	}
	if current {
		before := func(days int) time.Time { return morning(d.now.AddDate(0, 0, -days-1)) }
		return demoTimes{before(40 - n), before(30 - n), before(26 - n), before(16 - n), before(6), before(3)}
	}
	start := time.Date(int(y), 2, 16+n, 0, 0, 0, 0, registry.Zone)
	if y == 2025 { // the communes of the demo began on 01/07/2025
		start = time.Date(2025, 7, 8+n, 0, 0, 0, 0, registry.Zone)
	}
	end := time.Date(int(y), 9, 20+n, 0, 0, 0, 0, registry.Zone)
	day := func(t time.Time, n int) time.Time { return morning(t.AddDate(0, 0, n)) }
	return demoTimes{day(start, 0), day(start, 5), day(start, 17), day(end, 0), day(end, 9), day(end, 12)}
}

// model makes one invented model and brings it to its state.
func (d *demo) model(ctx context.Context, n int, m demoModel, pictures [][]byte) error {
	year := d.season(m)
	t := d.times(n, year, m.Season == "current")
	actor := d.staffOf(registry.UnitCode(m.Unit))
	d.at = t.create
	e, content, err := d.draft(ctx, actor, m, year)
	if err != nil {
		return err
	}
	r := &demoRun{demo: d, ctx: ctx, m: m, actor: actor, e: e, content: content, pictures: pictures}
	for _, step := range demoSteps[m.State] {
		switch d.at = t.create; step {
		case "submit", "return", "withdraw":
			d.at = t.submit
		case "accept", "photos":
			d.at = t.accept
		case "report", "return-report":
			d.at = t.report
		case "confirm", "doubt", "story":
			d.at = t.confirm
		case "publish", "schedule", "correct", "remove":
			d.at = t.publish
		}
		if step == "return" || step == "withdraw" || step == "return-report" || step == "correct" || step == "remove" {
			d.at = d.at.Add(26 * time.Hour)
		}
		if err := r.do(step); err != nil {
			return fmt.Errorf("%s: %w", step, err)
		}
	}
	d.made[m.ID] = r.e
	if !m.Agreed {
		return nil
	}
	from := d.made[m.Learns]
	return d.entries.ConfirmLink(ctx, d.staffOf(from.Unit), from.ID, r.e.ID)
}

// staffOf is who works for a unit: the demo's account, or somebody without one.
func (d *demo) staffOf(unit registry.UnitCode) registry.Actor {
	if unit == d.staff.Unit {
		return d.staff
	}
	return d.account.ActorOf(registry.Account{Name: "Cán bộ dân vận " + d.Ledger().Name(unit), Role: registry.UnitStaff, Unit: unit})
}

// demoSteps is how each state is reached.
var demoSteps = map[string][]string{
	"draft":           {},
	"sent":            {"submit"},
	"withdrawn":       {"submit", "withdraw"},
	"returned":        {"submit", "return"},
	"accepted":        {"submit", "accept"},
	"report-sent":     {"submit", "accept", "photos", "report"},
	"report-returned": {"submit", "accept", "photos", "report", "return-report"},
	"ineffective":     {"submit", "accept", "photos", "report", "doubt"},
	"scheduled":       {"submit", "accept", "photos", "report", "confirm", "story", "schedule"},
	"published":       {"submit", "accept", "photos", "report", "confirm", "story", "publish"},
	"corrected":       {"submit", "accept", "photos", "report", "confirm", "story", "publish", "correct"},
	"removed":         {"submit", "accept", "photos", "report", "confirm", "story", "publish", "remove"},
}

// draft makes the draft of a model and fills it in. What was reached is kept
// apart until the report.
func (d *demo) draft(ctx context.Context, a registry.Actor, m demoModel, y registry.Year) (registry.Entry, exchange.Entry, error) {
	var row exchange.Entry
	from := d.made[cmp.Or(m.Continues, m.Learns)].ID
	e, err := d.entries.Create(ctx, a, workflow.NewEntry{Season: y, From: from})
	if err != nil {
		return e, row, err
	}
	if err := d.Update(ctx, func(tx *sqlite.Tx) error { return tx.MarkDemo(e.ID) }); err != nil {
		return e, row, err
	}
	parsed, err := exchange.ParseObject(m.Row)
	if err != nil {
		return e, row, err
	}
	row.Entry = transfer.Clone(e)
	if err := parsed.Apply(&row).Err("demo.json"); err != nil {
		return e, row, err
	}
	transfer.FreeIndicators(d.Catalogue(), row.Content.Outcomes)
	promised := transfer.Clone(row.Entry).Content
	if m.State != "draft" {
		d.complete(&promised, y)
	}
	for i := range promised.Outcomes {
		o := &promised.Outcomes[i]
		o.Actual, o.Period, o.Source, o.Evidence = "", "", "", ""
	}
	e, err = d.entries.Save(ctx, a, e.ID, e.Version, workflow.Draft{Content: promised})
	return e, row, err
}

// complete fills in what every registration says in much the same words.
func (d *demo) complete(c *registry.Content, y registry.Year) {
	for p, text := range map[*string]string{
		&c.Milestones:    "Quý I họp dân, chọn điểm; quý II và III thực hiện; quý IV sơ kết, nhân rộng.",
		&c.Outputs:       "Việc hoàn thành như chỉ tiêu, có sổ theo dõi của tổ tự quản.",
		&c.Replicability: "Các nơi có điều kiện tương tự làm được ngay, chi phí chủ yếu là công của dân.",
		&c.ContactName:   "Văn phòng đơn vị (minh họa)", &c.ContactTitle: "Cán bộ dân vận", &c.ContactPhone: "0204 0000 000",
	} {
		*p = cmp.Or(*p, text)
	}
	c.Start, c.ReviewOn = cmp.Or(
		c.Start,
		registry.Date(fmt.Sprintf("%d-02-01", y)),
	), cmp.Or(
		c.ReviewOn,
		registry.Date(fmt.Sprintf("%d-10-20", y)),
	)
	c.Pledge, c.ContactPress = true, true
	if len(c.Resources) == 0 {
		c.Resources = []registry.Resource{{Kind: "xa-hoi-hoa", Amount: "85", Note: "Nhân dân và doanh nghiệp góp"}}
	}
	if len(c.Partners) == 0 {
		c.Partners = []registry.Partner{{Name: "Mặt trận và các đoàn thể", Role: "vận động, giám sát"}}
	}
}

// demoRun is one model on its way.
type demoRun struct {
	*demo
	ctx      context.Context
	m        demoModel
	actor    registry.Actor
	e        registry.Entry
	content  exchange.Entry // as it will be at the end
	pictures [][]byte
}

// do does one step of the way.
func (r *demoRun) do(step string) (err error) {
	ctx, id, v := r.ctx, r.e.ID, r.e.Version
	switch step {
	case "submit":
		r.e, err = r.entries.Submit(ctx, r.actor, id, v, nil)
	case "withdraw":
		r.e, err = r.entries.Withdraw(ctx, r.actor, id, v, r.m.Why)
	case "return":
		r.e, err = r.entries.Return(ctx, r.verifier, id, v, r.m.Reasons, r.m.Why)
	case "accept":
		r.e, err = r.entries.Accept(ctx, r.verifier, id, v)
	case "photos":
		err = r.photos()
	case "report":
		draft := workflow.ReportDraft{Report: r.content.Report, Outcomes: r.content.Content.Outcomes}
		r.e, err = r.entries.SendReport(ctx, r.actor, id, v, &draft)
	case "return-report":
		r.e, err = r.entries.ReturnReport(ctx, r.verifier, id, v, r.m.Reasons, r.m.Why)
	case "confirm":
		r.e, err = r.entries.Confirm(ctx, r.verifier, id, v, true, "")
	case "doubt":
		r.e, err = r.entries.Confirm(ctx, r.verifier, id, v, false, r.m.Why)
	case "story":
		err = r.story()
	case "publish":
		r.e, err = r.entries.Publish(ctx, r.verifier, id, v, time.Time{}, false)
	case "schedule":
		r.e, err = r.entries.Publish(ctx, r.verifier, id, v, r.now.AddDate(0, 0, 3).Truncate(time.Hour), true)
	case "correct":
		r.e, err = r.entries.Correct(ctx, r.verifier, id, v, r.e.Story, r.m.Note)
	case "remove":
		r.e, err = r.entries.Remove(ctx, r.verifier, id, v, r.m.Why)
	}
	return err
}

// photos sends the drawn pictures in, as the unit would.
func (r *demoRun) photos() error {
	for i, p := range r.m.Photos {
		words := registry.PhotoText{
			Caption: p.Caption, Alt: p.Alt, Author: cover.Author, TakenOn: registry.DateOf(r.at.In(registry.Zone)),
			Basis: registry.NobodyRecognisable, Children: p.Children, Guardian: p.Children,
		}
		if _, err := r.entries.AddPhoto(r.ctx, r.actor, r.e.ID, bytes.NewReader(r.pictures[i]), words); err != nil {
			return err
		}
	}
	var err error
	r.e, err = r.DB.Entry(r.ctx, r.e.ID)
	return err
}

// story writes the public texts.
func (r *demoRun) story() error {
	row, err := exchange.ParseObject(append(append([]byte(`{"story":`), r.m.Story...), '}'))
	if err != nil {
		return err
	}
	var x exchange.Entry
	if err := row.Apply(&x).Err("demo.json"); err != nil {
		return err
	}
	if len(r.e.Photos) > 0 {
		x.Story.LeadPhoto = r.e.Photos[0].ID
	}
	r.e, err = r.entries.SaveStory(r.ctx, r.verifier, r.e.ID, r.e.Version, x.Story)
	return err
}
