package registry

import (
	"slices"
	"time"
)

// Step is one of the two things a unit owes in a season, each with its own day.
type Step uint8

// Registering a model, and reporting its result.
const (
	Registering Step = iota
	Reporting
)

var steps = []term{{"dang-ky", "Đăng ký"}, {"bao-cao", "Báo cáo kết quả"}}

func (s Step) String() string { return codeOf(steps, s) }

// Label gives the words for the step.
func (s Step) Label() string { return labelOf(steps, s) }

// ParseStep reads the code of a step.
func ParseStep(s string) (Step, error) { return parse[Step](steps, "việc", s) }

// Steps lists both steps.
func Steps() []Step { return all[Step](steps) }

// Extension gives one unit a later day for one step of one season, with the
// reason, even after the season was closed.
type Extension struct {
	Season   Year
	Unit     UnitCode
	Step     Step
	Until    Date
	Reason   string
	Document string // number and date of the paper, may be empty
	At       time.Time
	Name     string // of who gave it
}

// Due is the last day for a step.
func (s Season) Due(step Step) Date {
	if step == Reporting {
		return s.ReportTo
	}
	return s.RegisterTo
}

// Extended is the season as a unit with extensions sees it.
func (s Season) Extended(list ...Extension) Season {
	for _, x := range list {
		switch {
		case x.Season != s.Year:
		case x.Step == Reporting:
			s.ReportTo = max(s.ReportTo, x.Until)
		default:
			s.RegisterTo = max(s.RegisterTo, x.Until)
		}
	}
	return s
}

// Grace is how long after the end of a last day, or after closing, what a unit
// sends is still taken as in time. Units are not shown it: it is there for the
// slow line at midnight, not to be planned with.
func (s Season) Grace() time.Duration { return time.Duration(s.GraceMinutes) * time.Minute }

// Deadline is the moment after which what is sent by a last day is late.
func (s Season) Deadline(last Date) time.Time { return last.End().Add(s.Grace()) }

// End is the moment at which the day is over in the province; zero when the day
// cannot be read.
func (d Date) End() time.Time {
	t, ok := d.Time()
	if !ok {
		return time.Time{}
	}
	return time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, Zone)
}

// Shut reports whether a unit may no longer write in the season at a moment: it
// was closed, the grace is over, and no extension of the unit still runs.
func (s Season) Shut(now time.Time, extensions ...Extension) bool {
	if !s.Closed || !s.ClosedAt.IsZero() && !now.After(s.ClosedAt.Add(s.Grace())) {
		return false
	}
	return !slices.ContainsFunc(extensions, func(x Extension) bool {
		return x.Season == s.Year && !now.After(s.Deadline(x.Until))
	})
}
