package oversight

import (
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Pick chooses units out of a coverage. Empty fields do not limit.
type Pick struct {
	Actual    bool // has what it owes, in time or late
	Overdue   bool
	Unstaffed bool
	State     *State
	Kind      *registry.UnitKind
	District  *registry.UnitCode // "" is the bodies of the province
	Today     *registry.UnitCode
	Text      string // in the name or the code
}

// Holds reports whether a unit is chosen.
func (p *Pick) Holds(s *Standing) bool {
	return (!p.Actual || s.State == OnTime || s.State == Late) &&
		(!p.Overdue || s.Overdue) &&
		(!p.Unstaffed || s.Unstaffed) &&
		(p.State == nil || *p.State == s.State) &&
		(p.Kind == nil || *p.Kind == s.Unit.Kind) &&
		(p.District == nil || *p.District == s.District) &&
		(p.Today == nil || *p.Today == s.Today) &&
		(p.Text == "" || strings.Contains(vietnamese.Fold(s.Unit.Name), vietnamese.Fold(p.Text)) ||
			strings.EqualFold(string(s.Unit.Code), p.Text))
}

// Of lists the chosen units in the order of the coverage.
func (p *Pick) Of(c *Coverage) []Standing {
	var out []Standing
	for i := range c.Standings {
		if p.Holds(&c.Standings[i]) {
			out = append(out, c.Standings[i])
		}
	}
	return out
}
