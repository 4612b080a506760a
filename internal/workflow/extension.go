package workflow

import (
	"context"

	"danvankheo/internal/registry"
)

// ExtensionsOf lists the extensions of a unit in a season: of its body, under
// whatever name.
func (c *Core) ExtensionsOf(list []registry.Extension, unit registry.UnitCode) []registry.Extension {
	u, _ := c.Ledger().Unit(unit)
	var out []registry.Extension
	for _, x := range list {
		if v, ok := c.Ledger().Unit(x.Unit); ok && (u.Was(v) || v.Was(u)) {
			out = append(out, x)
		}
	}
	return out
}

// UnitExtensions lists the later days that a unit was given in a season.
func (c *Core) UnitExtensions(ctx context.Context, y registry.Year, unit registry.UnitCode) ([]registry.Extension, error) {
	list, err := c.DB.Extensions(ctx, y)
	return c.ExtensionsOf(list, unit), err
}
