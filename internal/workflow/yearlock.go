package workflow

import (
	"context"
	"fmt"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// extensionReader reads on the database, in a View or in a transaction.
type extensionReader interface {
	Extensions(context.Context, registry.Year) ([]registry.Extension, error)
}

// RequireYear is the one place that asks whether a year still takes a deed: which
// deeds change a year's record, the table of deeds knows. A unit whose extension
// still runs may.
func (c *Core) RequireYear(
	ctx context.Context,
	rd extensionReader,
	a registry.Actor,
	did registry.Deed,
	y registry.Year,
	unit registry.UnitCode,
) error {
	if !did.LockedTo(a) {
		return nil
	}
	shut, err := c.shut(ctx, rd, a, y, unit)
	if err == nil && shut {
		err = did.LockedError(y, c.Settings().Body())
	}
	return err
}

// Registering is the one place that asks whether a unit can begin a registration of a
// year, for the form as it is opened, for the draft and for programs: a Conflict says why
// not. Late: the day by which it was due has passed, which it will say.
func (c *Core) Registering(ctx context.Context, a registry.Actor, y registry.Year, unit registry.UnitCode) (late bool, err error) {
	_, opened := c.OpenedSeason(y)
	switch current := c.CurrentYear(); {
	case opened || a.Role != registry.UnitStaff:
	case y < current:
		return false, registry.Errorf(registry.Conflict, "Năm %d không mở đăng ký. Hãy chọn một năm đang mở.", y)
	case y > current+1:
		return false, registry.Errorf(registry.Conflict, "Năm %d chưa mở đăng ký. Hãy chọn một năm đang mở.", y)
	}
	if err := c.RequireYear(ctx, c.DB, a, registry.DidEntryCreate, y, unit); err != nil {
		return false, err
	}
	s := c.Season(y)
	return c.Now().After(s.Deadline(s.RegisterTo)), nil
}

// shut reports whether a unit may no longer write in a season: it is closed, the
// grace is over and the unit, or the one that acts for it today, has no extension
// that still runs.
func (c *Core) shut(ctx context.Context, rd extensionReader, a registry.Actor, y registry.Year, unit registry.UnitCode) (bool, error) {
	s := c.Season(y)
	if !s.Shut(c.Now()) {
		return false, nil
	}
	list, err := rd.Extensions(ctx, y)
	if err != nil {
		return true, err
	}
	running := c.ExtensionsOf(list, unit)
	if a.Unit != "" && a.Unit != unit && a.Units[unit] {
		running = append(running, c.ExtensionsOf(list, a.Unit)...)
	}
	return s.Shut(c.Now(), running...), nil
}

// Allow asks all that must be asked before something is done to an entry: the rights
// table, and the lock of its year. What the press reported is in no year's record.
func (c *Core) Allow(
	ctx context.Context,
	rd extensionReader,
	a registry.Actor,
	what registry.Action,
	did registry.Deed,
	e *registry.Entry,
) error {
	if err := a.May(what, e, c.Now()); err != nil || e.Origin == registry.Reported {
		return err
	}
	return c.RequireYear(ctx, rd, a, did, e.Season, e.Unit)
}

// YearNotice says why the actor can no longer write to an entry, for the head of its
// pages; "" while it can.
func (c *Core) YearNotice(ctx context.Context, rd extensionReader, a registry.Actor, e *registry.Entry) (string, error) {
	if e.Origin == registry.Reported {
		return "", nil
	}
	shut, err := c.shut(ctx, rd, a, e.Season, e.Unit)
	if err != nil || !shut {
		return "", err
	}
	return c.lockedNotice(e.Season), nil
}

// SeasonNotice is YearNotice for what a unit writes about a whole year.
func (c *Core) SeasonNotice(ctx context.Context, a registry.Actor, y registry.Year, unit registry.UnitCode) (string, error) {
	shut, err := c.shut(ctx, c.DB, a, y, unit)
	if err != nil || !shut {
		return "", err
	}
	return c.lockedNotice(y), nil
}

func (c *Core) lockedNotice(y registry.Year) string {
	return fmt.Sprintf(
		"Năm %d đã khóa nên phần này chỉ đọc được, không lưu hay gửi được. Cần bổ sung, hãy liên hệ %s để xin gia hạn.",
		y, c.Settings().Body().Short,
	)
}

var (
	_ extensionReader = (*sqlite.DB)(nil)
	_ extensionReader = (*sqlite.Tx)(nil)
)
