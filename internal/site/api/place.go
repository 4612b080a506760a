package api

import (
	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
)

// apiPlace is a unit that a question names.
type apiPlace struct {
	Code         registry.UnitCode `json:"code"`
	Name         string            `json:"name"`
	FullName     string            `json:"full_name"` // with the district it lay in
	Kind         string            `json:"kind"`
	ValidTo      *registry.Date    `json:"valid_to"` // null while it is in force
	URL          string            `json:"url"`
	Today        []placeUnit       `json:"today"`
	Predecessors []placeUnit       `json:"predecessors"`
	Stories      int               `json:"stories"`
	Neighbours   []placeCount      `json:"neighbours"`
}

type placeUnit struct {
	Code registry.UnitCode `json:"code"`
	Name string            `json:"name"`
}

type placeCount struct {
	placeUnit
	Stories int `json:"stories"`
}

func placeUnits(list []registry.Unit) []placeUnit {
	out := make([]placeUnit, len(list))
	for i, u := range list {
		out[i] = placeUnit{u.Code, u.Name}
	}
	return out
}

// places are the units that a question names.
func (h *Area) places(c *shell.Context, q listQuestion) ([]apiPlace, error) {
	list, err := h.Places(c.Context(), q.Text)
	out := make([]apiPlace, len(list))
	for i, p := range list {
		u := p.Unit
		x := apiPlace{
			Code: u.Code, Name: u.Name, FullName: h.Flow.Ledger().FullName(u.Code), Kind: u.Kind.String(),
			URL: h.absolute(c, address.Unit.At(u.Code)), Today: placeUnits(p.Heirs), Predecessors: placeUnits(p.From),
			Stories: p.Stories, Neighbours: []placeCount{},
		}
		if u.To != "" {
			x.ValidTo = &u.To
		} else {
			x.Today = placeUnits([]registry.Unit{u})
		}
		for _, n := range p.Near {
			x.Neighbours = append(x.Neighbours, placeCount{placeUnit{n.Unit.Code, n.Unit.Name}, n.Stories})
		}
		out[i] = x
	}
	return out, err
}
