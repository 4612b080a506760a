package registry

import (
	"slices"
	"time"
)

// lunar holds the first day of the lunar year and the day of the Hùng Kings
// (10/3 of the lunar calendar) in the solar calendar of Vietnam.
var lunar = map[Year][2]Date{
	2022: {
		"2022-02-01",
		"2022-04-10",
	}, 2023: {"2023-01-22", "2023-04-29"}, 2024: {"2024-02-10", "2024-04-18"}, 2025: {"2025-01-29", "2025-04-07"},
	2026: {
		"2026-02-17",
		"2026-04-26",
	}, 2027: {"2027-02-06", "2027-04-16"}, 2028: {"2028-01-26", "2028-04-04"}, 2029: {"2029-02-13", "2029-04-23"},
}

// DefaultHolidays are the public holidays of a year by Labour Code article 112:
// New Year, five days of Tết (the eve and four more), the Hùng Kings, 30/4, 1/5
// and two days of National Day; one that falls on a weekend is made up for on the
// next working day. The Government may shift them each year, so they are a
// setting. Years without a known lunar calendar get the solar ones alone.
func DefaultHolidays(y Year) []Date {
	day := func(m time.Month, d int) time.Time { return time.Date(int(y), m, d, 0, 0, 0, 0, time.UTC) }
	list := []time.Time{day(1, 1), day(4, 30), day(5, 1), day(9, 1), day(9, 2)}
	if l, ok := lunar[y]; ok {
		tet, _ := l[0].Time()
		for i := range 5 {
			list = append(list, tet.AddDate(0, 0, i-1))
		}
		hung, _ := l[1].Time()
		list = append(list, hung)
	}
	slices.SortFunc(list, time.Time.Compare)
	var out []Date
	for _, t := range list {
		if d := DateOf(t); !weekend(t) && !slices.Contains(out, d) {
			out = append(out, d)
			continue
		}
		for weekend(t) || slices.Contains(out, DateOf(t)) || slices.ContainsFunc(list, func(x time.Time) bool { return x.Equal(t) }) {
			t = t.AddDate(0, 0, 1)
		}
		out = append(out, DateOf(t))
	}
	slices.Sort(out)
	return out
}

func weekend(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }

// WorkingDays counts the working days after one day up to another: weekends and
// the given holidays are off. It is 0 when the second is not after the first.
func WorkingDays(from, to Date, holidays map[Date]bool) int {
	a, ok1 := from.Time()
	b, ok2 := to.Time()
	if !ok1 || !ok2 || !b.After(a) {
		return 0
	}
	// Whole weeks at once: an old draft is not walked day by day.
	days := int(b.Sub(a).Hours()) / 24
	n := days / 7 * 5
	for t := a.AddDate(0, 0, days/7*7+1); !t.After(b); t = t.AddDate(0, 0, 1) {
		if !weekend(t) {
			n++
		}
	}
	for h := range holidays {
		if t, ok := h.Time(); ok && h > from && h <= to && !weekend(t) {
			n--
		}
	}
	return n
}
