package followup

import (
	"context"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// UnitStanding is how far a unit is with one step of one season.
type UnitStanding struct {
	Year registry.Year
	Step registry.Step
	oversight.Standing
}

// ReadStandings lists how far a unit was in every season that is open or over, the
// newest first: for those who follow up, and for its own staff. A season in which
// it did not owe is left out.
func (f *Flow) ReadStandings(ctx context.Context, rx *sqlite.Rx, a registry.Actor, unit registry.UnitCode) ([]UnitStanding, error) {
	if !a.MayEnter(registry.OversightArea) && !a.Units[unit] {
		return nil, registry.Errorf(registry.Denied, "Tài khoản của bạn không xem được hồ sơ của đơn vị này.")
	}
	u, _ := f.Ledger().Unit(unit)
	var out []UnitStanding
	for _, s := range f.Seasons() {
		y, err := f.readOversight(ctx, rx, s.Year)
		if err != nil {
			return nil, err
		}
		for _, step := range registry.Steps() {
			c := y.Coverage(step)
			for _, x := range c.Standings {
				if x.Unit.Was(u) || u.Was(x.Unit) {
					out = append(out, UnitStanding{s.Year, step, x})
				}
			}
		}
	}
	return out, nil
}
