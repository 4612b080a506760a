package oversight_test

import (
	"testing"
	"time"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// at is an hour of a day in the province.
func at(day registry.Date, hour, minute int) time.Time {
	t, _ := day.Time()
	return time.Date(t.Year(), t.Month(), t.Day(), hour, minute, 0, 0, registry.Zone).UTC()
}

// One commune of 2025, whose predecessors lie in two districts: the registration
// of a predecessor counts for it, that of the press never, a returned one does,
// and the grace is kept.
func TestCoverageOfOneUnit(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	season := registry.DefaultSeason(2025)
	const da = registry.UnitCode("07228-202507")
	heritage := l.Heritage(da)
	old := heritage[0]
	if old == da {
		old = heritage[1]
	}
	sent := at(season.RegisterTo, 23, 0)
	for _, c := range []struct {
		name  string
		entry oversight.Entry
		want  oversight.State
	}{
		{"own, in time", oversight.Entry{Unit: da, Registration: registry.Sent, Sent: sent}, oversight.OnTime},
		{"of a predecessor", oversight.Entry{Unit: old, Registration: registry.Accepted, Sent: sent}, oversight.OnTime},
		{"within the grace", oversight.Entry{Unit: da, Registration: registry.Sent, Sent: sent.Add(89 * time.Minute)}, oversight.OnTime},
		{"after the grace", oversight.Entry{Unit: da, Registration: registry.Sent, Sent: sent.Add(91 * time.Minute)}, oversight.Late},
		{"returned", oversight.Entry{Unit: da, Registration: registry.Returned, Sent: sent}, oversight.OnTime},
		{"taken in from a list, day unknown", oversight.Entry{Unit: da, Registration: registry.Accepted}, oversight.OnTime},
		{"draft", oversight.Entry{Unit: da, Registration: registry.Draft}, oversight.Missing},
		{"withdrawn", oversight.Entry{Unit: da, Registration: registry.Withdrawn, Sent: sent}, oversight.Missing},
		{"merged", oversight.Entry{Unit: da, Registration: registry.Merged, Sent: sent}, oversight.Missing},
		{"reported by the press", oversight.Entry{Unit: da, Registration: registry.Accepted, Origin: registry.Reported, Sent: sent},
			oversight.Missing},
		{"of another", oversight.Entry{Unit: "07603-202507", Registration: registry.Sent, Sent: sent}, oversight.Missing},
		{"carried jointly", oversight.Entry{Unit: "07603-202507", With: []registry.UnitCode{da}, Registration: registry.Sent, Sent: sent},
			oversight.OnTime},
	} {
		y := oversight.Year{Season: season, Ledger: l, On: "2025-11-30", Now: at("2025-11-30", 12, 0), Entries: []oversight.Entry{c.entry}}
		cov := y.Coverage(registry.Registering)
		for _, s := range cov.Standings {
			if s.Unit.Code == da && s.State != c.want {
				t.Errorf("%s: %s, want %s", c.name, s.State, c.want)
			}
		}
	}
}

// Communes are counted under the district they lay in when the level ended.
func TestMainDistrict(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	for code, want := range map[registry.UnitCode]string{
		"07210-202507": "Thành phố Bắc Giang", // not huyện Yên Dũng, which the city took over
		"07228-202507": "Thành phố Bắc Giang",
		"BN-SNV":       "",
	} {
		got := ""
		if d := oversight.MainDistrict(l, code); d != "" {
			got = l.Name(d)
		}
		if got != want {
			t.Errorf("MainDistrict(%s) = %q, want %q", code, got, want)
		}
	}
	for _, u := range l.On("2025-11-30", registry.Ward) {
		if registry.BareName(u) == "Chũ" && l.Name(oversight.MainDistrict(l, u.Code)) != "Thị xã Chũ" {
			t.Errorf("%s is counted under %s", u.Name, l.Name(oversight.MainDistrict(l, u.Code)))
		}
	}
}
