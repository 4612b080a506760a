package oversight_test

import (
	"fmt"
	"testing"
	"time"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// pace is a year of units that owe: the days on which some had what they owe, the
// first units first; the rest have nothing.
func pace(y registry.Year, now time.Time, owing int, days ...registry.Date) (*oversight.Year, *oversight.Coverage) {
	year := &oversight.Year{Season: registry.DefaultSeason(y), Now: now}
	cov := &oversight.Coverage{Step: registry.Registering, Standings: make([]oversight.Standing, owing)}
	for i := range cov.Standings {
		cov.Standings[i].State = oversight.Missing
		if i < len(days) {
			cov.Standings[i].State = oversight.OnTime
			if days[i] != "" {
				cov.Standings[i].At = at(days[i], 9, 0)
			}
		}
	}
	cov.Total = totalOf(cov.Standings)
	return year, cov
}

// on is a day n times.
func on(day registry.Date, n int) (out []registry.Date) {
	for range n {
		out = append(out, day)
	}
	return out
}

// Each wanted pair was computed by hand: as many more by share of those that
// owe, and the same proportion; the smaller rounded down, the greater up, neither
// below what is there nor above what is owed.
func TestForecast(t *testing.T) {
	t.Parallel()
	now := at("2026-03-10", 10, 0)
	for _, c := range []struct {
		name      string
		now       time.Time
		owing     int // this year, and how many have it
		have      int
		was       int // last year, with their days
		days      []registry.Date
		known     bool
		low, high int
	}{
		// 10 of 20 had it by the day, 20 in the end: 10 more of 40, that is 25 in 100; 30+25 = 55, 30×2 = 60
		{"half had it by the same day", now, 100, 30, 40, append(on("2025-03-01", 10), on("2025-03-20", 10)...), true, 55, 60},
		// 15 of 20: 5 more of 30, of 50: 8.33; 30+8.33 = 38.33, 30×20/15 = 40
		{"rounded outwards", now, 50, 30, 30, append(on("2025-03-01", 15), on("2025-03-20", 5)...), true, 38, 40},
		// 12 more of 24, of 25: 12.5; 20+12.5 = 32.5, none by the day: no proportion; at most 25
		{"never more than are owed", now, 25, 20, 24, on("2025-03-20", 12), true, 25, 25},
		// 10 more of 20, of 10: 5; 5+0 … nobody by the day: added only
		{"nobody by the same day", now, 10, 3, 20, on("2025-03-20", 10), true, 8, 8},
		// all by the day: nothing to come
		{"all had it by the same day", now, 100, 37, 40, on("2025-03-01", 10), true, 37, 37},
		{"nobody yet this year", now, 100, 0, 40, append(on("2025-03-01", 10), on("2025-03-20", 10)...), true, 0, 25},
		{"ten days known are a pace", now, 100, 30, 40, append(on("2025-03-01", 10), on("", 5)...), true, 30, 30},
		{"nine are none", now, 100, 30, 40, append(on("2025-03-01", 9), on("", 5)...), false, 0, 0},
		{"nobody owes this year", now, 0, 0, 40, on("2025-03-01", 10), false, 0, 0},
		{"the last day of the year's figures", at("2026-11-30", 23, 0), 100, 30, 40, on("2025-03-01", 10), true, 30, 30},
		{"the figures are closed", at("2026-12-01", 0, 30), 100, 30, 40, on("2025-03-01", 10), false, 0, 0},
		{"last year's season was not open", at("2025-12-13", 12, 0), 100, 0, 40, on("2025-03-01", 10), false, 0, 0},
		{"it opened on this day", at("2025-12-14", 12, 0), 100, 0, 40, on("2025-03-01", 10), true, 25, 25},
	} {
		year, cov := pace(2026, c.now, c.owing, on("2026-02-01", c.have)...)
		past, was := pace(2025, c.now, c.was, c.days...)
		f := oversight.NewForecast(year, past, cov, was)
		if f.Known != c.known || f.Low != c.low || f.High != c.high {
			t.Errorf("%s: known %v, %d to %d, want %v, %d to %d", c.name, f.Known, f.Low, f.High, c.known, c.low, c.high)
		}
		final, same := 0, 0
		for _, d := range c.days {
			if d != "" {
				final++
			}
			if d != "" && at(d, 9, 0).Before(oversight.SameDay(c.now)) {
				same++
			}
		}
		if got, want := fmt.Sprint(f.Step, f.Now, f.Owing, f.Past, f.Final, f.SameDay, f.Expected),
			fmt.Sprint(registry.Registering, c.have, c.owing, 2025, final, same, c.was); got != want {
			t.Errorf("%s: step, now, owing, past, final, by the day, expected %s, want %s", c.name, got, want)
		}
	}
}

// The exempt owe nothing, this year and last.
func TestForecastLeavesOutTheExempt(t *testing.T) {
	t.Parallel()
	year, cov := pace(2026, at("2026-03-10", 10, 0), 100, on("2026-02-01", 30)...)
	past, was := pace(2025, year.Now, 40, append(on("2025-03-01", 10), on("2025-03-20", 10)...)...)
	for i := range 20 {
		cov.Standings[99-i].State = oversight.Exempt
		was.Standings[39-i].State = oversight.Exempt
	}
	cov.Total, was.Total = totalOf(cov.Standings), totalOf(was.Standings)
	// 10 more of 20, of 80: 40; 30+40 = 70, 30×2 = 60
	cov.Step = registry.Reporting
	f := oversight.NewForecast(year, past, cov, was)
	if f.Low != 60 || f.High != 70 || f.Owing != 80 || f.Expected != 20 || f.Step != registry.Reporting {
		t.Errorf("%+v", f)
	}
	was.Total.Exempt = was.Total.Expected // nobody owed last year, though some sent
	if f = oversight.NewForecast(year, past, cov, was); f.Known || f.High != 0 {
		t.Errorf("a pace of nobody: %+v", f)
	}
}

// The same day is over at its midnight in the province, whatever hour it is now.
func TestSameDayOfTheYearBefore(t *testing.T) {
	t.Parallel()
	for now, want := range map[time.Time]string{
		at("2026-03-10", 0, 0):   "2025-03-11T00:00:00+07:00",
		at("2026-03-10", 23, 59): "2025-03-11T00:00:00+07:00",
		at("2026-12-31", 6, 0):   "2026-01-01T00:00:00+07:00",
		at("2024-02-29", 6, 0):   "2023-03-02T00:00:00+07:00", // there was no 29/02: it is taken as 01/03
	} {
		if got := oversight.SameDay(now).Format(time.RFC3339); got != want {
			t.Errorf("SameDay(%v) = %s, want %s", now, got, want)
		}
	}
}
