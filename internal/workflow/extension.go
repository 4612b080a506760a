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

// Shut reports whether a unit may no longer write in a season: it is closed, the
// grace is over and the unit, or the one that acts for it today, has no
// extension that still runs.
func (c *Core) Shut(ctx context.Context, a registry.Actor, y registry.Year, unit registry.UnitCode) (bool, error) {
	s := c.Season(y)
	if !s.Shut(c.Now()) {
		return false, nil
	}
	list, err := c.DB.Extensions(ctx, y)
	if err != nil {
		return true, err
	}
	running := c.ExtensionsOf(list, unit)
	if a.Unit != "" && a.Unit != unit && a.Units[unit] {
		running = append(running, c.ExtensionsOf(list, a.Unit)...)
	}
	return s.Shut(c.Now(), running...), nil
}

// RequireOpen refuses to write in a season that is shut for the unit, and says that
// nothing typed is lost.
func (c *Core) RequireOpen(ctx context.Context, a registry.Actor, y registry.Year, unit registry.UnitCode) error {
	shut, err := c.Shut(ctx, a, y, unit)
	if err == nil && shut {
		err = registry.Errorf(
			registry.Conflict,
			"Năm %d đã khóa nên không lưu được. Nội dung bạn gõ vẫn ở dưới đây, hãy chép lại và liên hệ %s để xin gia hạn.",
			y, c.Settings().Body().Short,
		)
	}
	return err
}
