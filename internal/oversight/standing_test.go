package oversight_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// smallLedger is a province of seven units that owe. Commune A took over a1 and a2
// of district D whole and half of b1; ward B the other half and b2 of district E,
// which was once called e. C is a ward that was a commune under the name c.
func smallLedger() *registry.Ledger {
	old := func(id registry.UnitID, code, name string, kind registry.UnitKind, parent registry.UnitCode) registry.Unit {
		return registry.Unit{ID: id, Code: registry.UnitCode(code), Name: name, Kind: kind, Parent: parent, To: "2025-06-30"}
	}
	units := []registry.Unit{
		{ID: 1, Code: "T", Name: "Tỉnh Bắc Ninh", Kind: registry.Province},
		old(2, "D", "Huyện Đông", registry.District, "T"),
		{ID: 3, Code: "e", Name: "Huyện Tây", Kind: registry.District, Parent: "T", To: "2023-12-31"},
		{ID: 3, Code: "E", Name: "Thị xã Tây", Kind: registry.Town, Parent: "T", From: "2024-01-01", To: "2025-06-30"},
		old(4, "a1", "Xã An Một", registry.Commune, "D"),
		old(5, "a2", "Xã An Hai", registry.Commune, "D"),
		old(6, "b1", "Xã Bình Một", registry.Commune, "e"),
		old(7, "b2", "Xã Bình Hai", registry.Commune, "e"),
		{ID: 8, Code: "A", Name: "Xã Yên", Kind: registry.Commune, Parent: "T", From: "2025-07-01"},
		{ID: 9, Code: "B", Name: "Phường Bình", Kind: registry.Ward, Parent: "T", From: "2025-07-01"},
		{ID: 10, Code: "c", Name: "Xã Châu", Kind: registry.Commune, Parent: "D", To: "2025-06-30"},
		{ID: 10, Code: "C", Name: "Phường Châu", Kind: registry.Ward, Parent: "T", From: "2025-07-01"},
		{ID: 11, Code: "S", Name: "Sở Nội vụ", Kind: registry.Agency, Parent: "T"},
		{ID: 12, Code: "O", Name: "Hội Nông dân tỉnh", Kind: registry.Organisation, Parent: "T"},
		{ID: 13, Code: "F", Name: "Công an tỉnh", Kind: registry.ArmedForce, Parent: "T"},
	}
	edge := func(from, to string, extent registry.Extent) registry.Succession {
		return registry.Succession{From: registry.UnitCode(from), To: registry.UnitCode(to), Date: "2025-07-01", Extent: extent}
	}
	return registry.NewLedger(units, []registry.Succession{
		edge("a1", "A", registry.Whole), edge("a2", "A", registry.Whole), edge("b1", "A", registry.Part), edge("b1", "B", registry.Part),
		edge("b2", "B", registry.Whole), edge("c", "C", registry.Whole), {From: "e", To: "E", Date: "2024-01-01", Extent: registry.Whole},
	})
}

// The units that owe and every version whose models count for them, written out.
var carriedBy = map[registry.UnitCode]string{
	"A": "A a1 a2 b1", "B": "B b1 b2", "C": "C c", "S": "S", "O": "O", "F": "F",
}

// ownVersions are those that are the same body, not one it took over.
var ownVersions = map[registry.UnitCode]string{"A": "A", "B": "B", "C": "C c", "S": "S", "O": "O", "F": "F"}

func within(list string, code registry.UnitCode) bool {
	return slices.Contains(strings.Fields(list), string(code))
}

func smallYear(entries ...oversight.Entry) oversight.Year {
	return oversight.Year{
		Season: registry.DefaultSeason(2026), Ledger: smallLedger(), On: "2026-11-30", Now: at("2026-11-30", 12, 0), Entries: entries,
	}
}

// Random seasons: the state of each unit is computed again from the entries, unit
// by unit, with the versions that count for it written out by hand.
func TestCoverageAgreesWithAskingUnitByUnit(t *testing.T) {
	t.Parallel()
	codes := []registry.UnitCode{"A", "a1", "a2", "b1", "b2", "B", "C", "c", "S", "O"}
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		var list []oversight.Entry
		for id := range registry.EntryID(r.IntN(7)) {
			e := oversight.Entry{
				ID: 100 - id, Unit: codes[r.IntN(len(codes))], Registration: registry.Registration(r.IntN(6)),
				Result: registry.Result(r.IntN(6)),
			}
			if r.IntN(3) == 0 {
				e.With = []registry.UnitCode{codes[r.IntN(len(codes))]}
			}
			day := registry.Date("2026-03-25").AddDays(r.IntN(14))
			e.Sent, e.Reported = at(day, 12, 0), at(day.AddDays(214), 12, 0)
			if r.IntN(6) == 0 {
				e.Sent, e.Reported = time.Time{}, time.Time{}
			}
			list = append(list, e)
		}
		for _, step := range []registry.Step{registry.Registering, registry.Reporting} {
			y := smallYear(list...)
			y.Exemptions = []registry.Exemption{{Season: 2026, Unit: "O", Reason: "Mới thành lập"}}
			y.Extensions = []registry.Extension{{Season: 2026, Unit: "C", Step: step, Until: y.Season.Due(step).AddDays(3)}}
			cov := y.Coverage(step)
			models, joint := 0, 0
			for i := range list {
				if fulfils(&list[i], step) {
					models++
					joint += min(1, len(list[i].With))
				}
			}
			if cov.Step != step || cov.Models != models || cov.Joint != joint || len(cov.Standings) != len(carriedBy) {
				t.Fatalf("seed %d, %v: %d models, %d joint, want %d, %d", seed, cov.Step, cov.Models, cov.Joint, models, joint)
			}
			for _, s := range cov.Standings {
				want := standingOf(s.Unit.Code, list, step, &y)
				got := fmt.Sprintf("%s due %s overdue %v at %v entries %v joint %v inherited %v",
					s.State, s.Due, s.Overdue, s.At.Unix(), s.Entries, s.Joint, s.Inherited)
				if got != want {
					t.Errorf("seed %d, step %v, %s:\n got %s\nwant %s", seed, step, s.Unit.Code, got, want)
				}
			}
			if total := totalOf(cov.Standings); cov.Total != total {
				t.Errorf("seed %d: total %+v, want %+v", seed, cov.Total, total)
			}
		}
	}
}

func fulfils(e *oversight.Entry, step registry.Step) bool {
	sent := e.Registration == registry.Sent || e.Registration == registry.Returned || e.Registration == registry.Accepted
	return sent && (step == registry.Registering || e.Result != registry.NoReport && e.Result != registry.ReportDraft)
}

func standingOf(unit registry.UnitCode, list []oversight.Entry, step registry.Step, y *oversight.Year) string {
	state, due := "chua-co", y.Season.Due(step)
	if unit == "O" {
		state = "mien"
	}
	if unit == "C" {
		due = due.AddDays(3)
	}
	ids := []registry.EntryID{}
	first, inTime, joint, inherited := time.Time{}, false, false, false
	for _, e := range slices.SortedFunc(slices.Values(list), func(a, b oversight.Entry) int { return cmp.Compare(a.ID, b.ID) }) {
		if !fulfils(&e, step) {
			continue
		}
		mine := false
		for _, code := range append([]registry.UnitCode{e.Unit}, e.With...) {
			mine = mine || within(carriedBy[unit], code)
		}
		if !mine {
			continue
		}
		ids = append(ids, e.ID)
		when := e.Sent
		if step == registry.Reporting {
			when = e.Reported
		}
		inTime = inTime || when.IsZero() || !when.After(due.End().Add(30*time.Minute))
		if !when.IsZero() && (first.IsZero() || when.Before(first)) {
			first = when
		}
		joint = joint || len(e.With) > 0
		for _, code := range append([]registry.UnitCode{e.Unit}, e.With...) {
			// the first of its versions that the entry names decides whether it is inherited
			if within(carriedBy[unit], code) {
				inherited = inherited || !within(ownVersions[unit], code)
				break
			}
		}
	}
	if len(ids) > 0 {
		state = map[bool]string{true: "dung-han", false: "cham"}[inTime]
	}
	overdue := state == "chua-co" && y.Now.After(due.End().Add(30*time.Minute))
	return fmt.Sprintf("%s due %s overdue %v at %v entries %v joint %v inherited %v", state, due, overdue, first.Unix(), ids,
		joint, inherited)
}

// What lifts or moves a duty is of one season, one step and one body in any of its
// versions; an extension never shortens.
func TestExemptionAndExtensionReachOneBodyOneSeasonOneStep(t *testing.T) {
	t.Parallel()
	season := registry.DefaultSeason(2026)
	exempt := func(y registry.Year, u registry.UnitCode) []registry.Exemption {
		return []registry.Exemption{{Season: y, Unit: u, Reason: "x"}}
	}
	extend := func(y registry.Year, u registry.UnitCode, step registry.Step, until registry.Date) []registry.Extension {
		return []registry.Extension{{Season: y, Unit: u, Step: step, Until: until}}
	}
	for _, c := range []struct {
		name       string
		exemptions []registry.Exemption
		extensions []registry.Extension
		state      oversight.State
		due        registry.Date
	}{
		{"nothing", nil, nil, oversight.Missing, season.RegisterTo},
		{"exempt", exempt(2026, "C"), nil, oversight.Exempt, season.RegisterTo},
		{"exempt under its earlier name", exempt(2026, "c"), nil, oversight.Exempt, season.RegisterTo},
		{"exempt in another year", exempt(2025, "C"), nil, oversight.Missing, season.RegisterTo},
		{"another is exempt", exempt(2026, "A"), nil, oversight.Missing, season.RegisterTo},
		{"an unknown unit is exempt", exempt(2026, "?"), nil, oversight.Missing, season.RegisterTo},
		{"extended", nil, extend(2026, "C", registry.Registering, "2026-04-30"), oversight.Missing, "2026-04-30"},
		{"extended to an earlier day", nil, extend(2026, "C", registry.Registering, "2026-03-01"), oversight.Missing, season.RegisterTo},
		{"the other step is extended", nil, extend(2026, "C", registry.Reporting, "2026-12-30"), oversight.Missing, season.RegisterTo},
		{"extended in another year", nil, extend(2025, "C", registry.Registering, "2026-04-30"), oversight.Missing, season.RegisterTo},
		{"another is extended", nil, extend(2026, "A", registry.Registering, "2026-04-30"), oversight.Missing, season.RegisterTo},
	} {
		y := smallYear()
		y.Exemptions, y.Extensions = c.exemptions, c.extensions
		for _, s := range y.Coverage(registry.Registering).Standings {
			if s.Unit.Code == "C" && (s.State != c.state || s.Due != c.due || (s.Exemption != nil) != (c.state == oversight.Exempt) ||
				(s.Extension != nil) != (strings.HasPrefix(c.name, "extended") && c.name != "extended in another year")) {
				t.Errorf("%s: %s due %s, want %s due %s", c.name, s.State, s.Due, c.state, c.due)
			}
		}
	}
}

func TestOverdueFromTheEndOfTheGrace(t *testing.T) {
	t.Parallel()
	end := registry.Date("2026-03-31").End().Add(30 * time.Minute)
	for offset, want := range map[time.Duration]int{0: 0, time.Nanosecond: 6} {
		y := smallYear()
		y.Now = end.Add(offset)
		if got := y.Coverage(registry.Registering).Total.Overdue; got != want {
			t.Errorf("%v after the grace %d are overdue, want %d", offset, got, want)
		}
	}
}

// The districts, and the present units, add up to the province.
func TestGroupsOfUnitsAddUp(t *testing.T) {
	t.Parallel()
	y := smallYear(oversight.Entry{ID: 1, Unit: "A", Registration: registry.Sent})
	y.Staffed = map[registry.UnitCode]bool{"A": true, "b2": true}
	cov := y.Coverage(registry.Registering)
	for _, c := range []struct {
		name string
		key  func(*oversight.Standing) string
		want string
	}{
		{"kind", oversight.ByKind, "[" + strings.Join(slices.Sorted(slices.Values([]string{
			registry.Agency.String() + "=1/0", registry.ArmedForce.String() + "=1/0", registry.Commune.String() + "=1/1",
			registry.Organisation.String() + "=1/0", registry.Ward.String() + "=2/0",
		})), " ") + "]"},
		{"district", oversight.ByDistrict, "[=3/0 D=2/1 E=1/0]"},
		{"today", oversight.ByToday, "[A=1/1 B=1/0 C=1/0 F=1/0 O=1/0 S=1/0]"},
	} {
		var got []string
		sum := oversight.Count{}
		for _, g := range cov.GroupBy(c.key) {
			got = append(got, fmt.Sprintf("%s=%d/%d", g.Key, g.Expected, g.Actual()))
			sum.Expected, sum.OnTime, sum.Missing = sum.Expected+g.Expected, sum.OnTime+g.OnTime, sum.Missing+g.Missing
		}
		if sum.Expected != cov.Total.Expected || sum.OnTime != cov.Total.OnTime || sum.Missing != cov.Total.Missing {
			t.Errorf("by %s: the groups add up to %+v, not %+v", c.name, sum, cov.Total)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("by %s: %v, want %s", c.name, got, c.want)
		}
		if !slices.IsSorted(got) {
			t.Errorf("by %s: not in order: %v", c.name, got)
		}
	}
	var alone []string
	for _, s := range cov.Standings {
		if s.Unstaffed {
			alone = append(alone, string(s.Unit.Code))
		}
	}
	slices.Sort(alone)
	if fmt.Sprint(alone) != "[C F O S]" {
		t.Errorf("without an account: %v; an account of a predecessor stands for its successor", alone)
	}
}

func TestMainDistrictIsThatOfMostPredecessorsWhenTheyEnded(t *testing.T) {
	t.Parallel()
	l := smallLedger()
	for code, want := range map[registry.UnitCode]registry.UnitCode{
		"A": "D", "B": "E", "C": "D", "a1": "D", "b1": "E", "S": "", "T": "", "D": "",
	} {
		if got := oversight.MainDistrict(l, code); got != want {
			t.Errorf("MainDistrict(%s) = %q, want %q", code, got, want)
		}
	}
	village := func(id registry.UnitID, code, parent registry.UnitCode, to registry.Date) registry.Unit {
		return registry.Unit{ID: id, Code: code, Name: "Xã " + string(code), Kind: registry.Commune, Parent: parent, To: to}
	}
	for _, c := range []struct {
		name string
		old  []registry.Unit
		want registry.UnitCode
	}{
		{"one each: the first code", []registry.Unit{village(3, "p", "K", "2025-06-30"), village(4, "q", "H", "2025-06-30")}, "H"},
		{"one each, read the other way round", []registry.Unit{village(3, "p", "H", "2025-06-30"), village(4, "q", "K", "2025-06-30")},
			"H"},
		{"two that ended earlier against the last", []registry.Unit{
			village(3, "p", "H", "2024-12-31"), village(4, "q", "H", "2024-12-31"), village(5, "r", "K", "2025-06-30"),
		}, "H"},
		{"whichever comes first", []registry.Unit{
			village(3, "p", "K", "2025-06-30"), village(4, "q", "H", "2024-12-31"), village(5, "r", "H", "2024-12-31"),
		}, "H"},
		{"two against one", []registry.Unit{
			village(3, "p", "H", "2025-06-30"), village(4, "q", "K", "2025-06-30"), village(5, "r", "K", "2025-06-30"),
		}, "K"},
	} {
		units := append([]registry.Unit{
			{ID: 1, Code: "H", Name: "Huyện H", Kind: registry.District, To: "2025-06-30"},
			{ID: 2, Code: "K", Name: "Huyện K", Kind: registry.District, To: "2025-06-30"},
			{ID: 9, Code: "N", Name: "Xã N", Kind: registry.Commune, From: "2025-07-01"},
		}, c.old...)
		var edges []registry.Succession
		for _, u := range c.old {
			edges = append(edges, registry.Succession{From: u.Code, To: "N", Date: "2025-07-01"})
		}
		for range 8 { // the votes are counted in a map
			if got := oversight.MainDistrict(registry.NewLedger(units, edges), "N"); got != c.want {
				t.Fatalf("%s: %q, want %q", c.name, got, c.want)
			}
		}
	}
}

// Who owes is asked on the day the figures are closed, once that is over.
func TestDayOfASeason(t *testing.T) {
	t.Parallel()
	s := registry.DefaultSeason(2026)
	for _, c := range []struct{ freeze, today, want registry.Date }{
		{"2026-11-30", "2026-11-29", "2026-11-29"}, {"2026-11-30", "2026-11-30", "2026-11-30"},
		{"2026-11-30", "2027-02-01", "2026-11-30"}, {"", "2027-02-01", "2027-02-01"},
	} {
		s.FreezeAt = c.freeze
		if got := oversight.DayOf(s, c.today); got != c.want {
			t.Errorf("closed on %q, today %s: %s, want %s", c.freeze, c.today, got, c.want)
		}
	}
}

func TestCodesOfStatesStagesAndWaitsAreReadBack(t *testing.T) {
	t.Parallel()
	for _, s := range oversight.States() {
		if got, ok := oversight.ParseState(s.String()); got != s || !ok || s.Label() == "" {
			t.Errorf("state %s: %v, %v, %q", s, got, ok, s.Label())
		}
	}
	for _, s := range oversight.Stages() {
		if got, ok := oversight.ParseStage(s.String()); got != s || !ok || s.Label() == "" {
			t.Errorf("stage %s: %v, %v, %q", s, got, ok, s.Label())
		}
	}
	for _, w := range oversight.Waits() {
		if got, ok := oversight.ParseWait(w.String()); got != w || !ok || w.Label() == "" || w.Help() == "" {
			t.Errorf("wait %s: %v, %v, %q, %q", w, got, ok, w.Label(), w.Help())
		}
	}
	if a, b, c := len(oversight.States()), len(oversight.Stages()), len(oversight.Waits()); a != 4 || b != 6 || c != 5 {
		t.Errorf("%d states, %d stages, %d waits", a, b, c)
	}
	_, state := oversight.ParseState("khac")
	_, stage := oversight.ParseStage("")
	if _, wait := oversight.ParseWait("khac"); state || stage || wait {
		t.Errorf("unknown codes are read: %v %v %v", state, stage, wait)
	}
	c := oversight.Count{Expected: 12, OnTime: 5, Late: 3, Missing: 2, Exempt: 2}
	if c.Actual() != 8 || c.Owing() != 10 {
		t.Errorf("actual %d, owing %d", c.Actual(), c.Owing())
	}
	for s, want := range map[oversight.State]int{oversight.OnTime: 5, oversight.Late: 3, oversight.Missing: 2, oversight.Exempt: 2} {
		if c.Of(s) != want {
			t.Errorf("%s: %d, want %d", s, c.Of(s), want)
		}
	}
}

// totalOf counts standings by another way than the package.
func totalOf(list []oversight.Standing) (total oversight.Count) {
	for _, s := range list {
		total.Expected++
		for state, n := range map[oversight.State]*int{
			oversight.OnTime: &total.OnTime, oversight.Late: &total.Late, oversight.Missing: &total.Missing,
			oversight.Exempt: &total.Exempt,
		} {
			if s.State == state {
				*n++
			}
		}
		if s.Overdue {
			total.Overdue++
		}
	}
	return total
}
