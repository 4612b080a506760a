package followup_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow/flows"
)

// provinceFact is one registration of the simulated province, as the test itself
// remembers it.
type provinceFact struct {
	season   registry.Year
	unit     registry.UnitCode
	with     []registry.UnitCode // confirmed
	sent     time.Time
	reported time.Time // zero: never
	counts   bool
}

// province simulates three years and remembers, apart from the program, what it
// did.
type province struct {
	r      *rand.Rand
	ledger *registry.Ledger
	facts  []provinceFact
	exempt map[registry.Year]map[registry.UnitCode]bool
	until  map[registry.Year]map[registry.UnitCode]registry.Date // extensions of registering
}

func (p *province) on(day registry.Date, hour int) time.Time {
	t, _ := day.Time()
	return time.Date(t.Year(), t.Month(), t.Day(), hour, p.r.IntN(60), 0, 0, registry.Zone).UTC()
}

// live gives every unit of a day its year: in time, late, jointly, exempt,
// extended, withdrawn, reported by the press, returned, or nothing.
func (p *province) live(t *testing.T, tx *sqlite.Tx, s registry.Season, day registry.Date) {
	t.Helper()
	units := p.ledger.On(day, s.Owes...)
	for i, u := range units {
		f := provinceFact{season: s.Year, unit: u.Code, sent: p.on(s.RegisterTo, 9), counts: true}
		e := registry.Entry{Season: s.Year, Unit: u.Code, Registration: registry.Accepted}
		var declined []registry.UnitCode
		switch p.r.IntN(10) {
		case 0:
			continue // nothing at all
		case 1:
			f.sent = p.on(s.ReviewTo, 10)
		case 2:
			p.exempt[s.Year][u.Code] = true
			if err := tx.PutExemption(registry.Exemption{Season: s.Year, Unit: u.Code, Reason: "Mới thành lập", Document: "12/UBND"},
				0); err != nil {
				t.Fatal(err)
			}
			continue
		case 3:
			f.with = []registry.UnitCode{units[(i+7)%len(units)].Code}
			declined = []registry.UnitCode{units[(i+11)%len(units)].Code}
		case 4:
			f.counts, e.Registration = false, registry.Withdrawn
		case 5:
			f.counts, e.Registration, e.Origin = false, registry.Unregistered, registry.Reported
		case 6:
			e.Registration = registry.Returned
		case 7:
			f.sent = p.on(s.ReviewTo, 10)
			p.until[s.Year][u.Code] = s.ReviewTo
			if err := tx.PutExtension(registry.Extension{Season: s.Year, Unit: u.Code, Step: registry.Registering, Until: s.ReviewTo,
				Reason: "Bão lụt"}, registry.Actor{Name: "Sở"}); err != nil {
				t.Fatal(err)
			}
		}
		if e.Registration == registry.Accepted && p.r.IntN(3) > 0 {
			f.reported = p.on(s.ReportTo, 8)
			if p.r.IntN(4) == 0 {
				f.reported = p.on(s.MeetBy, 8)
			}
			e.Result, e.FirstReportedAt = registry.ReportSent, f.reported
		}
		e.Content.Title, e.Content.Field = fmt.Sprintf("Mô hình %d của %s", s.Year, u.Name), "kinh-te"
		e.SentAt, e.FirstSentAt = f.sent, f.sent
		if err := tx.InsertEntry(&e, 0, ""); err != nil {
			t.Fatal(err)
		}
		for _, c := range f.with {
			if err := tx.PutCoOwner(e.ID, registry.CoOwner{Unit: c, State: registry.Joined, At: f.sent}); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range declined {
			if err := tx.PutCoOwner(e.ID, registry.CoOwner{Unit: c, State: registry.Declined, At: f.sent}); err != nil {
				t.Fatal(err)
			}
		}
		p.facts = append(p.facts, f)
	}
}

// ancestors walks the succession file by itself: every version that a unit goes
// back to, within its own level.
func (p *province) ancestors(code registry.UnitCode, seen map[registry.UnitCode]bool) {
	if seen[code] {
		return
	}
	seen[code] = true
	u, _ := p.ledger.Unit(code)
	for _, s := range p.ledger.Successions() {
		if from, ok := p.ledger.Unit(s.From); ok && s.To == code && from.Kind.Level() == u.Kind.Level() {
			p.ancestors(s.From, seen)
		}
	}
}

// count computes the figures of a season on a day from what the test remembers.
func (p *province) count(s registry.Season, on registry.Date, step registry.Step) (c oversight.Count, models int) {
	for _, u := range p.ledger.All() {
		if !u.Holds(on) || !s.Owed(u.Kind) {
			continue
		}
		c.Expected++
		mine := map[registry.UnitCode]bool{}
		p.ancestors(u.Code, mine)
		last := s.RegisterTo
		if step == registry.Reporting {
			last = s.ReportTo
		}
		exempt := false
		for _, v := range p.ledger.Versions(u.ID) {
			if v.Code != u.Code && (u.From == "" || v.To == "" || v.To >= u.From) {
				continue // taken over by it, never its name
			}
			exempt = exempt || p.exempt[s.Year][v.Code]
			if d := p.until[s.Year][v.Code]; step == registry.Registering && d > last {
				last = d
			}
		}
		day, _ := last.Time()
		limit := time.Date(day.Year(), day.Month(), day.Day()+1, 0, 30, 0, 0, registry.Zone)
		has, late := false, true
		for _, f := range p.facts {
			at := f.sent
			if step == registry.Reporting {
				at = f.reported
			}
			if f.season != s.Year || !f.counts || at.IsZero() {
				continue
			}
			ours := mine[f.unit]
			for _, w := range f.with {
				ours = ours || mine[w]
			}
			if ours {
				has, late = true, late && at.After(limit)
			}
		}
		switch {
		case has && !late:
			c.OnTime++
		case has:
			c.Late++
		case exempt:
			c.Exempt++
		default:
			c.Missing++
		}
	}
	for _, f := range p.facts {
		if f.season == s.Year && f.counts && (step == registry.Registering || !f.reported.IsZero()) {
			models++
		}
	}
	return c, models
}

// TestProvince lives three years of the whole province, 99 present communes and
// 60 bodies, over the merger of 01/07/2025, and holds every figure of the program
// against a count of its own, before the merger and after it.
func TestProvince(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	p := &province{
		r:      rand.New(rand.NewPCG(2025, 7)),
		exempt: map[registry.Year]map[registry.UnitCode]bool{},
		until:  map[registry.Year]map[registry.UnitCode]registry.Date{},
	}
	err := db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error {
		for i := range 27 { // with the 33 of the ledger: 60
			u := registry.Unit{
				ID:   registry.UnitID(100_000 + i),
				Code: registry.UnitCode(fmt.Sprintf("THU-%02d", i)),
				Name: fmt.Sprintf("Ban Quản lý dự án số %d", i+1),
				Kind: registry.Agency,
			}
			if err := tx.PutUnit(u); err != nil {
				return err
			}
		}
		units, err := tx.Units(ctx)
		if err != nil {
			return err
		}
		p.ledger = registry.NewLedger(units, testkit.Ledger(t).Successions())
		for _, y := range []registry.Year{2024, 2025, 2026} {
			p.exempt[y], p.until[y] = map[registry.UnitCode]bool{}, map[registry.UnitCode]registry.Date{}
			s := registry.DefaultSeason(y)
			if err := tx.InsertSeason(s, 0); err != nil {
				return err
			}
			p.live(t, tx, s, s.RegisterTo)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	now := testkit.Now
	set, err := flows.New(ctx, db, nil, nil, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	verifier := registry.Actor{Account: 1, Role: registry.Verifier}
	for _, c := range []struct {
		name  string
		now   string
		year  registry.Year
		on    registry.Date
		units int
	}{
		{"a year before the merger, long after", "2026-11-26", 2024, "2024-11-30", 0},
		{"the year of the merger, before it", "2025-06-15", 2025, "2025-06-15", 0},
		{"the day before", "2025-06-30", 2025, "2025-06-30", 0},
		{"the day itself", "2025-07-01", 2025, "2025-07-01", 159},
		{"after it", "2026-11-26", 2025, "2025-11-30", 159},
		{"the year after", "2026-11-26", 2026, "2026-11-26", 159},
	} {
		now = p.on(registry.Date(c.now), 12)
		y, err := set.Followup.Oversight(ctx, verifier, c.year)
		if err != nil {
			t.Fatal(err)
		}
		if y.On != c.on {
			t.Errorf("%s: looked at on %s, want %s", c.name, y.On, c.on)
		}
		for _, step := range registry.Steps() {
			got := y.Coverage(step)
			want, models := p.count(registry.DefaultSeason(c.year), c.on, step)
			got.Total.Overdue = 0 // computed below
			if got.Total != want || got.Models != models {
				t.Errorf("%s, %s: %+v with %d models, want %+v with %d", c.name, step, got.Total, got.Models, want, models)
			}
			if c.units != 0 && want.Expected != c.units {
				t.Errorf("%s: %d units owe, want %d", c.name, want.Expected, c.units)
			}
			if want.OnTime == 0 || want.Late == 0 || want.Missing == 0 || c.units == 0 && want.Exempt == 0 || got.Joint == 0 {
				t.Errorf("%s, %s: the simulation shows too little: %+v, %d joint", c.name, step, want, got.Joint)
			}
			checkGroups(t, c.name, &got)
		}
	}
}

// checkGroups holds the identity in every group, and every grouping against the
// province.
func checkGroups(t *testing.T, name string, c *oversight.Coverage) {
	t.Helper()
	for what, key := range map[string]func(*oversight.Standing) string{"kind": oversight.ByKind, "district": oversight.ByDistrict,
		"unit of today": oversight.ByToday, "unit": func(s *oversight.Standing) string { return string(s.Unit.Code) }} {
		var sum oversight.Count
		for _, g := range c.GroupBy(key) {
			if g.Expected != g.Actual()+g.Missing+g.Exempt || g.Overdue > g.Missing {
				t.Errorf("%s, %s %q: %+v does not add up", name, what, g.Key, g.Count)
			}
			sum.Expected += g.Expected
			sum.OnTime += g.OnTime
			sum.Late += g.Late
			sum.Missing += g.Missing
			sum.Exempt += g.Exempt
		}
		if sum != c.Total {
			t.Errorf("%s: the groups by %s add up to %+v, the province is %+v", name, what, sum, c.Total)
		}
	}
}
