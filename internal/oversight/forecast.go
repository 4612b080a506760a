package oversight

import (
	"math"
	"time"

	"danvankheo/internal/registry"
)

// Forecast is how many units will have what they owe when the figures are
// closed, computed from the pace of the year before. Two readings of that pace
// give its ends: as many more units (by share of those that owe) as came between
// this day and the end, and the same proportion. One earlier year is no
// statistic, so the range is a range of readings, not of probability.
type Forecast struct {
	Step      registry.Step
	Known     bool // false: the year before says nothing, or the year is over
	Now       int
	Owing     int
	Low, High int

	Past     registry.Year
	SameDay  int // units of the year before that had it by the same day
	Final    int // and in the end, of those whose day is known
	Expected int // of the year before
}

// leastPast is how many units of the year before must have a known day: fewer have
// no pace.
const leastPast = 10

// SameDay is the end of the same day of the year before.
func SameDay(now time.Time) time.Time {
	t := now.In(registry.Zone)
	return time.Date(t.Year()-1, t.Month(), t.Day()+1, 0, 0, 0, 0, registry.Zone)
}

// NewForecast computes the forecast of a year from the coverage of one step, now and
// in the year before.
func NewForecast(year, past *Year, now, was *Coverage) Forecast {
	f := Forecast{Step: now.Step, Now: now.Total.Actual(), Owing: now.Total.Owing(), Past: past.Season.Year, Expected: was.Total.Owing()}
	by := SameDay(year.Now)
	for i := range was.Standings {
		s := &was.Standings[i]
		if s.At.IsZero() {
			continue
		}
		f.Final++
		if s.At.Before(by) {
			f.SameDay++
		}
	}
	today := registry.DateOf(year.Now.In(registry.Zone))
	if f.Final < leastPast || f.Expected == 0 || f.Owing == 0 || today > year.Season.FreezeAt ||
		registry.DateOf(by.In(registry.Zone)) < past.Season.Opens {
		return f
	}
	added := float64(f.Now) + float64(f.Final-f.SameDay)/float64(f.Expected)*float64(f.Owing)
	low, high := added, added
	if f.SameDay > 0 {
		same := float64(f.Now) * float64(f.Final) / float64(f.SameDay)
		low, high = min(low, same), max(high, same)
	}
	limit := func(v float64) int { return max(f.Now, min(f.Owing, int(v))) }
	f.Low, f.High = limit(math.Floor(low)), limit(math.Ceil(high))
	f.Known = true
	return f
}
