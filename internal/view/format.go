package view

import (
	"fmt"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Day writes the local day of a time: 31/03/2026; "" for the zero time.
func Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(registry.Zone).Format("02/01/2006")
}

// Moment writes the local time and day: 10:32 ngày 31/03/2026.
func Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(registry.Zone).Format("15:04 ngày 02/01/2006")
}

// Clock writes the local time of day: 10:32.
func Clock(t time.Time) string { return t.In(registry.Zone).Format("15:04") }

// Number writes a number the Vietnamese way: 1.306,5.
func Number(v float64) string { return vietnamese.FormatNumber(v) }

// Count writes a whole number the Vietnamese way: 12.340.
func Count(n int) string { return vietnamese.FormatNumber(float64(n)) }

// Weight writes a size in bytes: 4,2 MB, 1,5 GB.
func Weight(n int64) string {
	switch {
	case n >= 1<<30:
		return registry.Fraction(int(n), 1<<30).Text(registry.Storage) + " GB"
	case n >= 1<<20:
		return registry.Fraction(int(n), 1<<20).Text(registry.Storage) + " MB"
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d byte", n)
}

// YearText writes a season, or "không rõ năm".
func YearText(y registry.Year) string {
	if y == 0 {
		return "không rõ năm"
	}
	return fmt.Sprintf("%d", y)
}
