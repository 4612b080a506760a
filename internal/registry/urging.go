package registry

import (
	"slices"
	"time"
)

// defaultRemindDays are the days of the plan of reminders, counted from a last
// day: negative before it.
var defaultRemindDays = []int{-30, -14, -7, -3, -1, 1, 3}

// Reminders lists the days of the plan, the earliest first. A season that was
// stored before there was a plan has the default one; an empty list is no plan.
func (s Season) Reminders() []int {
	if s.RemindDays == nil {
		return slices.Clone(defaultRemindDays)
	}
	out := append([]int{}, s.RemindDays...)
	slices.Sort(out)
	return slices.Compact(out)
}

// remindLate is how many days late a reminder of the plan may still be sent, when
// the program did not run on its day.
const remindLate = 2

// ReminderOn finds the reminder of the plan to be sent on a day about a last day:
// the latest whose day has come, unless that is long ago.
func (s Season) ReminderOn(due, today Date) (days int, ok bool) {
	for _, d := range slices.Backward(s.Reminders()) {
		on := due.AddDays(d)
		if on != "" && on <= today {
			return d, today <= on.AddDays(remindLate)
		}
	}
	return 0, false
}

// AddDays is the day so many days later; "" for a day that cannot be read.
func (d Date) AddDays(n int) Date {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	return Date(t.AddDate(0, 0, n).Format("2006-01-02"))
}

// UrgingID identifies one act of urging.
type UrgingID int64

// Urging is one act of reminding units of what they owe: by the plan of a season,
// or by hand. Each key is done once, whatever restarts.
type Urging struct {
	ID      UrgingID
	Key     string
	Season  Year
	Step    Step
	Planned bool
	Days    int // of the plan, after the last day
	Subject string
	Text    string // with blanks that are filled in for each unit
	At      time.Time
	Account AccountID // 0: the plan
	Name    string

	Units, People, Read int // how many were notified, and have opened it in the program
}

// Urged is one line of the register of who was reminded of what: a person of a unit, or
// the unit alone when it has nobody.
type Urged struct {
	Urging  UrgingID
	Unit    UnitCode
	Account AccountID // 0: nobody
	Name    string
	Notice  int64
	ReadAt  time.Time // opened in the program
	Choice  MailChoice
	Mail    *Mail // that carried it: state, answer and times only; nil: none
}
