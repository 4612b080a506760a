package oversight_test

import (
	"fmt"
	"strings"
	"testing"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

func frozenUnits(list []oversight.UnitLine) string {
	var out []string
	for _, u := range list {
		line := fmt.Sprintf("%s %s/%s", u.Code, u.Register, u.Report)
		for _, x := range []struct {
			mark string
			on   bool
		}{{" joint", u.Joint}, {" inherited", u.Inherited}, {" owes nothing", !u.Owes}} {
			if x.on {
				line += x.mark
			}
		}
		if u.Reason != "" {
			line += " (" + u.Reason + ")"
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// Every unit has the line of both its steps; communes and wards come first, then
// the bodies of the province by kind, last who owes nothing.
func TestFrozenLinesOfUnits(t *testing.T) {
	t.Parallel()
	late := at("2026-05-01", 9, 0)
	y := smallYear(
		oversight.Entry{ID: 1, Unit: "A", Registration: registry.Accepted, Result: registry.ReportReturned},
		oversight.Entry{ID: 2, Unit: "c", Registration: registry.Sent, Sent: late},
		oversight.Entry{ID: 3, Unit: "S", With: []registry.UnitCode{"F"}, Registration: registry.Sent},
		oversight.Entry{ID: 4, Unit: "O", Registration: registry.Sent},
		oversight.Entry{ID: 5, Unit: "a1", Registration: registry.Sent},
	)
	y.Exemptions = []registry.Exemption{{Season: 2026, Unit: "B", Reason: "Mới sắp xếp"},
		{Season: 2026, Unit: "O", Reason: "Đang giải thể"}}
	f := oversight.Frozen{Models: []oversight.Model{{ID: 1, Unit: "A"}, {ID: 2, Unit: "c"}, {ID: 3, Unit: "S"}, {ID: 4, Unit: "O"}}}
	f.PutUnits(&y)
	want := strings.Join([]string{
		"B mien/mien (Mới sắp xếp)",
		"C cham/chua-co", // registered under its earlier name: the same body, nothing inherited
		"A dung-han/dung-han inherited",
		"S dung-han/chua-co joint",
		"O dung-han/mien", // exempt, but it has a model: no reason is given
		"F dung-han/chua-co joint",
	}, "\n")
	if got := frozenUnits(f.Units); got != want {
		t.Errorf("units:\n%s\nwant:\n%s", got, want)
	}
	for _, u := range f.Units {
		v, _ := y.Ledger.Unit(u.Code)
		if u.Name != v.Name || u.Kind != v.Kind {
			t.Errorf("%s: %q %s", u.Code, u.Name, u.Kind)
		}
	}
	var homes []string
	for _, m := range f.Models {
		homes = append(homes, fmt.Sprintf("%s in %s with %v", m.Unit, m.Home, m.With))
	}
	if got := strings.Join(homes, "; "); got != "A in A with []; c in C with []; S in S with [Công an tỉnh]; O in O with []" {
		t.Errorf("homes: %s", got)
	}
}

// A model is counted in one line: its unit's, that of the unit which took its unit
// whole, of another version of the same body, or in a line of its own at the end.
func TestEveryModelHasOneHome(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		unit, home registry.UnitCode
		on         registry.Date
		owes       []registry.UnitKind
	}{
		{"A", "A", "2026-11-30", nil},
		{"a1", "A", "2026-11-30", nil},
		{"b1", "B", "2026-11-30", nil}, // halved: the first by name
		{"b2", "B", "2026-11-30", nil},
		{"C", "c", "2024-06-01", nil}, // counted on a day when it was still the commune
		{"D", "D", "2026-11-30", nil}, // a district owes nothing
		{"S", "S", "2026-11-30", []registry.UnitKind{registry.Commune}},
		{"?", "?", "2026-11-30", nil},
	} {
		y := smallYear()
		y.On = c.on
		if c.owes != nil {
			y.Season.Owes = c.owes
		}
		f := oversight.Frozen{Models: []oversight.Model{{ID: 1, Unit: c.unit}, {ID: 2, Unit: c.unit}}}
		f.PutUnits(&y)
		lines := 0
		for _, u := range f.Units {
			if u.Code == c.home {
				lines++
			}
		}
		if f.Models[0].Home != c.home || f.Models[1].Home != c.home || lines != 1 {
			t.Errorf("%s on %s: counted in %s and %s, %d lines; want %s", c.unit, c.on, f.Models[0].Home, f.Models[1].Home, lines, c.home)
		}
		if last := f.Units[len(f.Units)-1]; c.home == c.unit && c.unit != "A" && (last.Code != c.home || last.Owes || last.Register != "" ||
			last.Name != y.Ledger.FullName(c.unit) || last.Kind != kindOf(y.Ledger, c.unit)) {
			t.Errorf("%s: its own line is not the last or owes something: %+v", c.unit, last)
		}
		for _, m := range f.Models {
			if n := f.Count("don-vi-" + string(c.home)); n != 2 {
				t.Errorf("%s: %d models in the line of %s", m.Unit, n, c.home)
			}
		}
	}
}

func kindOf(l *registry.Ledger, code registry.UnitCode) registry.UnitKind {
	u, _ := l.Unit(code)
	return u.Kind
}

// A unit that gave a strip of land to one and went whole to another is counted
// under the other, though its name comes later.
func TestTheUnitThatTookItWholeIsItsHome(t *testing.T) {
	t.Parallel()
	y := smallYear()
	y.Ledger = registry.NewLedger([]registry.Unit{
		{ID: 1, Code: "x", Name: "Xã Xuân", Kind: registry.Commune, To: "2025-06-30"},
		{ID: 2, Code: "P", Name: "Xã An", Kind: registry.Commune, From: "2025-07-01"},
		{ID: 3, Code: "Q", Name: "Xã Bình", Kind: registry.Commune, From: "2025-07-01"},
	}, []registry.Succession{
		{From: "x", To: "P", Date: "2025-07-01", Extent: registry.Part}, {From: "x", To: "Q", Date: "2025-07-01", Extent: registry.Whole},
	})
	f := oversight.Frozen{Models: []oversight.Model{{ID: 1, Unit: "x"}}}
	if f.PutUnits(&y); f.Models[0].Home != "Q" {
		t.Errorf("counted in %s", f.Models[0].Home)
	}
}
