package view

import (
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Reading says how an amount is read, so that a field can show it beside what was
// typed. The script desk/reading.js says the same while one types.
type Reading struct {
	Unit  string
	Whole bool // counts what cannot be broken
	Row   bool // the indicator and the unit of its row decide, when they are fields
}

// takeName is the button by which what was meant replaces what was typed.
const takeName = "lay"

// Read shows beside the field how its number is read.
func (f Field) Read(r Reading) Field { f.Reading = &r; return f }

// readOutcome shows how the numbers of an outcome are read.
func readOutcome(f Field, o registry.Outcome, c *registry.Catalogue) Field {
	return f.Read(Reading{Unit: c.Unit(o), Whole: c.Whole(o), Row: true})
}

// IsRead reports whether the field says how its number is read.
func (f Field) IsRead() bool { return f.Reading != nil && f.Kind == FieldNumber }

// ReadingText says how the number is read, and asks where it breaks what cannot be.
func (f Field) ReadingText() string {
	r := f.Reading
	if r == nil || strings.TrimSpace(f.Value) == "" {
		return ""
	}
	c := vietnamese.ParseCount(f.Value)
	if !c.OK {
		return "Chưa đọc được thành số."
	}
	text := strings.TrimSpace("Đọc là "+vietnamese.FormatNumber(c.Value)+" "+strings.Join(strings.Fields(r.Unit), " ")) + "."
	switch {
	case !r.Whole || !c.Broken:
		return text
	case c.Meant == "":
		return text + " Số này không đếm lẻ được."
	}
	return text + " Ý bạn là " + c.Meant + "?"
}

// Meant is what the button beside the field puts in it, "" for no button.
func (f Field) Meant() string {
	if f.Reading == nil || !f.Reading.Whole || f.ReadOnly {
		return ""
	}
	return vietnamese.ParseCount(f.Value).Meant
}

// TakeName is the name of that button.
func (f Field) TakeName() string { return takeName }

// CountableUnits are the units of what cannot be broken, for the script of a form.
func (p FormPage) CountableUnits() string { return strings.Join(registry.CountableUnits(), "|") }
