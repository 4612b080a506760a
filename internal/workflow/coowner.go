package workflow

import (
	"context"
	"fmt"
	"slices"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// NameCoOwner asks another unit to carry an entry jointly, and notifies its people.
// Naming one that declined asks it again.
func (f *Flow) NameCoOwner(ctx context.Context, a registry.Actor, id registry.EntryID, unit registry.UnitCode) error {
	staff, err := f.PeopleOf(ctx, unit)
	if err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		e, err := tx.Entry(ctx, id)
		if err != nil {
			return err
		}
		if err := f.Allow(ctx, tx, a, registry.NameCoOwner, registry.DidEntryNameCoOwner, &e); err != nil {
			return err
		}
		if err := f.checkCoOwner(&e, unit); err != nil {
			return err
		}
		if err := tx.PutCoOwner(id, registry.CoOwner{Unit: unit, At: tx.Now()}); err != nil {
			return err
		}
		if err := Notify(tx, staff, &e, f.Ledger().Name(e.Unit)+" mời đơn vị cùng chủ trì mô hình "+Quoted(e.Content.Title)+".",
			address.Entry.At(id)); err != nil {
			return err
		}
		return Audit(tx, a, registry.DidEntryNameCoOwner, ObjectOf(&e), "", "unit:"+string(unit))
	})
}

// checkCoOwner lists what is wrong with naming a unit.
func (f *Flow) checkCoOwner(e *registry.Entry, unit registry.UnitCode) error {
	var fields registry.Fields
	u, ok := f.Ledger().Unit(unit)
	switch {
	case !ok:
		fields.Add("unit", "Chọn đơn vị trong sổ đơn vị.")
	case u.Kind.Level() != registry.CommuneLevel && u.Kind.Level() != registry.BodyLevel:
		fields.Add("unit", "%s không đăng ký mô hình nên không cùng chủ trì được.", u.Name)
	case slices.Contains(f.Ledger().Line(e.Unit), unit) || slices.Contains(f.Ledger().Heritage(e.Unit), unit):
		fields.Add("unit", "%s chính là đơn vị đăng ký mô hình này.", u.Name)
	case len(e.CoOwners) >= registry.MaxCoOwners:
		fields.Add("unit", "Một mô hình có nhiều nhất %d đơn vị cùng chủ trì.", registry.MaxCoOwners)
	case slices.ContainsFunc(e.CoOwners, func(c registry.CoOwner) bool { return c.Unit == unit && c.State != registry.Declined }):
		fields.Add("unit", "%s đã có trong danh sách cùng chủ trì.", u.Name)
	}
	return fields.Err("Chưa thêm được đơn vị cùng chủ trì.")
}

// DropCoOwner takes the name of a co-owner back.
func (f *Flow) DropCoOwner(ctx context.Context, a registry.Actor, id registry.EntryID, unit registry.UnitCode) error {
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		e, err := tx.Entry(ctx, id)
		if err != nil {
			return err
		}
		if err := f.Allow(ctx, tx, a, registry.NameCoOwner, registry.DidEntryDropCoOwner, &e); err != nil {
			return err
		}
		if !slices.ContainsFunc(e.CoOwners, func(c registry.CoOwner) bool { return c.Unit == unit }) {
			return registry.Errorf(registry.NotFound, "Đơn vị này không có trong danh sách cùng chủ trì.")
		}
		if err := tx.DeleteCoOwner(id, unit); err != nil {
			return err
		}
		return Audit(tx, a, registry.DidEntryDropCoOwner, ObjectOf(&e), "unit:"+string(unit), "")
	})
}

// AnswerJoint confirms or declines, for the units of the actor that an entry
// names, to carry it jointly. Declining takes a reason, and either may be changed
// later. The people of the owner are notified.
func (f *Flow) AnswerJoint(ctx context.Context, a registry.Actor, id registry.EntryID, join bool, reason string) error {
	e, err := f.DB.Entry(ctx, id)
	if err != nil {
		return err
	}
	if err := f.Allow(ctx, f.DB, a, registry.AnswerJoint, registry.DidEntryAnswerJoint, &e); err != nil {
		return err
	}
	state, read := registry.Joined, OptionalReason
	if !join {
		state, read = registry.Declined, RequireReason
	}
	if reason, err = read(reason); err != nil {
		return err
	}
	owners, err := f.PeopleOf(ctx, e.Unit)
	if err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		e, err := tx.Entry(ctx, id)
		if err != nil {
			return err
		}
		if err := f.Allow(ctx, tx, a, registry.AnswerJoint, registry.DidEntryAnswerJoint, &e); err != nil {
			return err
		}
		for _, c := range e.CoOwners {
			if !a.Units[c.Unit] || c.State == registry.Declined || c.State == state {
				continue
			}
			before := c.State
			c.State, c.Reason, c.AnsweredAt = state, reason, tx.Now()
			if err := tx.PutCoOwner(id, c); err != nil {
				return err
			}
			text := fmt.Sprintf(
				"%s %s cùng chủ trì mô hình %s.",
				f.Ledger().Name(c.Unit),
				map[bool]string{true: "xác nhận", false: "không nhận"}[join],
				Quoted(e.Content.Title),
			)
			if err := Notify(tx, owners, &e, text, address.Entry.At(id)); err != nil {
				return err
			}
			if err := Audit(tx, a, registry.DidEntryAnswerJoint, ObjectOf(&e), "unit:"+string(c.Unit)+" "+before.String(),
				state.String()+" "+reason); err != nil {
				return err
			}
		}
		return nil
	})
}
