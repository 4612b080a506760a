package registry_test

import (
	"slices"
	"testing"
	"time"

	"danvankheo/internal/registry"
)

// The holidays of 2026 and 2027 by article 112: Tết from the eve on, the Hùng
// Kings on a Sunday made up for on Monday.
func TestDefaultHolidays(t *testing.T) {
	t.Parallel()
	for y, want := range map[registry.Year][]registry.Date{
		2026: {"2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-04-27", "2026-04-30",
			"2026-05-01", "2026-09-01", "2026-09-02"},
		2027: {"2027-01-01", "2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11", "2027-04-16", "2027-04-30",
			"2027-05-03", "2027-09-01", "2027-09-02"},
	} {
		if got := registry.DefaultHolidays(y); !slices.Equal(got, want) {
			t.Errorf("DefaultHolidays(%d) = %v,\nwant %v", y, got, want)
		}
	}
}

// Working days counted a week at once are those counted one by one.
func TestWorkingDays(t *testing.T) {
	t.Parallel()
	off := map[registry.Date]bool{}
	for _, d := range registry.DefaultHolidays(2026) {
		off[d] = true
	}
	from := time.Date(2025, 12, 20, 0, 0, 0, 0, time.UTC)
	for start := range 30 {
		want := 0
		for n := range 200 {
			day := from.AddDate(0, 0, start+n)
			if n > 0 && day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !off[registry.DateOf(day)] {
				want++
			}
			if got := registry.WorkingDays(registry.DateOf(from.AddDate(0, 0, start)), registry.DateOf(day), off); got != want {
				t.Fatalf("from %s to %s: %d, want %d", from.AddDate(0, 0, start).Format("02/01"), day.Format("02/01"), got, want)
			}
		}
	}
}

// A closed season is shut when the grace is over, but not for who has an
// extension that still runs.
func TestShut(t *testing.T) {
	t.Parallel()
	s := registry.DefaultSeason(2026)
	now := time.Date(2026, 4, 20, 10, 0, 0, 0, time.UTC)
	running := registry.Extension{Season: 2026, Until: "2026-04-20"}
	over := registry.Extension{Season: 2026, Until: "2026-04-19"}
	other := registry.Extension{Season: 2025, Until: "2026-04-30"}
	for _, c := range []struct {
		name   string
		closed bool
		at     time.Time
		list   []registry.Extension
		want   bool
	}{
		{"open", false, time.Time{}, nil, false},
		{"closed long ago", true, time.Time{}, nil, true},
		{"closed within the grace", true, now.Add(-29 * time.Minute), nil, false},
		{"closed before the grace", true, now.Add(-31 * time.Minute), nil, true},
		{"with an extension", true, time.Time{}, []registry.Extension{over, running}, false},
		{"with one that is over", true, time.Time{}, []registry.Extension{over, other}, true},
	} {
		s.Closed, s.ClosedAt = c.closed, c.at
		if got := s.Shut(now, c.list...); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
