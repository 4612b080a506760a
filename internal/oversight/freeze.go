package oversight

import (
	"slices"

	"danvankheo/internal/registry"
)

// PutUnits fills in the states of the units, and gives every model the one line it
// is counted in: that of the unit which registered it, or which took that over.
func (f *Frozen) PutUnits(y *Year) {
	register, report := y.Coverage(registry.Registering), y.Coverage(registry.Reporting)
	reported := map[registry.UnitCode]*Standing{}
	for i := range report.Standings {
		reported[report.Standings[i].Unit.Code] = &report.Standings[i]
	}
	line := map[registry.UnitCode]bool{}
	f.Units = make([]UnitLine, 0, len(register.Standings))
	for _, s := range register.Standings {
		u := UnitLine{
			Code:      s.Unit.Code,
			Name:      s.Unit.Name,
			Kind:      s.Unit.Kind,
			Owes:      true,
			Register:  s.State.String(),
			Joint:     s.Joint,
			Inherited: s.Inherited,
		}
		if r := reported[s.Unit.Code]; r != nil {
			u.Report = r.State.String()
		}
		if s.Exemption != nil && s.State == Exempt {
			u.Reason, u.Document = s.Exemption.Reason, s.Exemption.Document
		}
		line[u.Code] = true
		f.Units = append(f.Units, u)
	}
	with := map[registry.EntryID][]registry.UnitCode{}
	for i := range y.Entries {
		with[y.Entries[i].ID] = y.Entries[i].With
	}
	for i := range f.Models {
		m := &f.Models[i]
		for _, code := range with[m.ID] {
			m.With = append(m.With, y.Ledger.Name(code))
		}
		m.Home = f.home(y, line, m.Unit)
	}
	slices.SortStableFunc(f.Units, func(a, b UnitLine) int { return rank(a) - rank(b) })
}

// rank puts communes and wards first, then the bodies of the province by kind, and
// last who owes nothing.
func rank(u UnitLine) int {
	switch {
	case !u.Owes:
		return 100
	case u.Kind.Level() == registry.CommuneLevel:
		return 0
	}
	return 1 + int(u.Kind)
}

// home is the line a unit's models are counted in; a unit that owes nothing gets
// a line of its own at the end.
func (f *Frozen) home(y *Year, line map[registry.UnitCode]bool, unit registry.UnitCode) registry.UnitCode {
	if line[unit] {
		return unit
	}
	if today := mainToday(y.Ledger, unit); line[today] {
		return today
	}
	if u, ok := y.Ledger.Unit(unit); ok {
		for _, v := range y.Ledger.Versions(u.ID) {
			if line[v.Code] {
				return v.Code
			}
		}
	}
	if !slices.ContainsFunc(f.Units, func(u UnitLine) bool { return u.Code == unit }) {
		u, _ := y.Ledger.Unit(unit)
		f.Units = append(f.Units, UnitLine{Code: unit, Name: y.Ledger.FullName(unit), Kind: u.Kind})
	}
	line[unit] = true
	return unit
}
