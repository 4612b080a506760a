package registry

import (
	"strings"
	"time"

	"danvankheo/internal/vietnamese"
)

// Amount is a number as it was typed, in the Vietnamese way ("1.306,5") or any
// other. A draft keeps the typed text even when it is no number yet.
type Amount string

// Value reads the amount; ok is false when it is empty or no number.
func (a Amount) Value() (v float64, ok bool) {
	return vietnamese.ParseNumber(strings.TrimSpace(string(a)))
}

// Empty reports whether nothing was typed.
func (a Amount) Empty() bool { return strings.TrimSpace(string(a)) == "" }

// AmountOf writes a number as an amount, the Vietnamese way.
func AmountOf(v float64) Amount { return Amount(vietnamese.FormatNumber(v)) }

// Date is a day as it was typed. [NewDate] turns "31/03/2026" and "2026-03-31"
// into the latter; anything else stays as it is until something is sent.
type Date string

// NewDate canonicalises a typed day to YYYY-MM-DD where it can be read.
func NewDate(s string) Date {
	s = strings.TrimSpace(s)
	for _, layout := range []string{"2006-01-02", "2/1/2006", "2-1-2006", "2.1.2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return Date(t.Format("2006-01-02"))
		}
	}
	return Date(s)
}

// DateOf is the day of a time in its own zone.
func DateOf(t time.Time) Date { return Date(t.Format("2006-01-02")) }

// Time reads the day; ok is false when it is empty or unreadable.
func (d Date) Time() (t time.Time, ok bool) {
	t, err := time.Parse("2006-01-02", string(d))
	return t, err == nil && t.Year() >= 1900 && t.Year() <= 2200
}

// Valid reports whether the day can be read.
func (d Date) Valid() bool { _, ok := d.Time(); return ok }

// Local writes the day as dd/mm/yyyy, or as typed when it cannot be read.
func (d Date) Local() string {
	if t, ok := d.Time(); ok {
		return t.Format("02/01/2006")
	}
	return string(d)
}
