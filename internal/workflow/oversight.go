package workflow

import (
	"context"
	"strconv"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// Oversight reads all that the standing of the units in a season is reckoned
// from. The lists it holds are shared: they are read, never changed.
func (f *Flow) Oversight(ctx context.Context, a registry.Actor, y registry.Year) (oversight.Year, error) {
	if err := enter(a, registry.OversightArea); err != nil {
		return oversight.Year{}, err
	}
	return f.oversight(ctx, y)
}

// oversight is Oversight for the program's own use.
func (f *Flow) oversight(ctx context.Context, y registry.Year) (oversight.Year, error) {
	out, err := f.years.get(f.Generation(), y, f.Now(), func() (out oversight.Year, err error) {
		err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
			out, err = readYear(ctx, rx, y)
			return err
		})
		return out, err
	})
	if err != nil {
		return out, err
	}
	return f.present(out, y), nil
}

// present adds to what was read of a season the rules and the moment it is judged by.
func (f *Flow) present(out oversight.Year, y registry.Year) oversight.Year {
	out.Season, out.Ledger, out.Now = f.Season(y), f.Ledger(), f.Now()
	out.On = oversight.DayOf(out.Season, f.Today())
	return out
}

func readYear(ctx context.Context, rx *sqlite.Rx, y registry.Year) (out oversight.Year, err error) {
	if out.Entries, err = rx.OversightEntries(ctx, y); err != nil {
		return out, err
	}
	if out.Exemptions, err = rx.Exemptions(ctx, y); err != nil {
		return out, err
	}
	if out.Extensions, err = rx.Extensions(ctx, y); err != nil {
		return out, err
	}
	out.Staffed, err = rx.StaffedUnits(ctx)
	return out, err
}

// extensionsOf lists the extensions of a unit in a season: of its body, under
// whatever name.
func (f *Flow) extensionsOf(list []registry.Extension, unit registry.UnitCode) []registry.Extension {
	u, _ := f.Ledger().Unit(unit)
	var out []registry.Extension
	for _, x := range list {
		if v, ok := f.Ledger().Unit(x.Unit); ok && (u.Was(v) || v.Was(u)) {
			out = append(out, x)
		}
	}
	return out
}

// UnitExtensions lists the later days that a unit was given in a season.
func (f *Flow) UnitExtensions(ctx context.Context, y registry.Year, unit registry.UnitCode) ([]registry.Extension, error) {
	list, err := f.DB.Extensions(ctx, y)
	return f.extensionsOf(list, unit), err
}

// Shut reports whether a unit may no longer write in a season: it is closed, the
// grace is over and the unit, or the one that stands for it today, has no
// extension that still runs.
func (f *Flow) Shut(ctx context.Context, a registry.Actor, y registry.Year, unit registry.UnitCode) (bool, error) {
	s := f.Season(y)
	if !s.Shut(f.Now()) {
		return false, nil
	}
	list, err := f.DB.Extensions(ctx, y)
	if err != nil {
		return true, err
	}
	running := f.extensionsOf(list, unit)
	if a.Unit != "" && a.Unit != unit && a.Units[unit] {
		running = append(running, f.extensionsOf(list, a.Unit)...)
	}
	return s.Shut(f.Now(), running...), nil
}

// closed refuses to write in a season that is shut for the unit, and says that
// nothing typed is lost.
func (f *Flow) closed(ctx context.Context, a registry.Actor, y registry.Year, unit registry.UnitCode) error {
	shut, err := f.Shut(ctx, a, y, unit)
	if err == nil && shut {
		err = registry.Errorf(
			registry.Conflict,
			"Năm %d đã khóa nên không lưu được. Nội dung bạn gõ vẫn ở dưới đây, hãy chép lại và liên hệ Sở Nội vụ để xin gia hạn.",
			y,
		)
	}
	return err
}

// Extend gives one unit a later day for a step, with the reason, even after the
// season was closed, and tells its people.
func (f *Flow) Extend(ctx context.Context, a registry.Actor, x registry.Extension) error {
	if err := enter(a, registry.OversightArea); err != nil {
		return err
	}
	x.Reason, x.Document, x.Until = registry.CleanText(x.Reason), registry.CleanText(x.Document), registry.NewDate(string(x.Until))
	var fields registry.Fields
	unit, known := f.Ledger().Unit(x.Unit)
	season, open := f.seasonIfAny(x.Season)
	switch {
	case !known:
		fields.Add("unit", "Chọn đơn vị trong sổ đơn vị.")
	case !open:
		fields.Add("season", "Năm %d chưa mở.", x.Season)
	}
	switch {
	case !x.Until.Valid():
		fields.Add("until", "Nhập ngày gia hạn dạng dd/mm/yyyy.")
	case x.Until < f.Today():
		fields.Add("until", "Ngày gia hạn đã qua: chọn từ hôm nay (%s) trở đi.", f.Today().Local())
	case open && x.Until <= season.Due(x.Step):
		fields.Add("until", "Ngày gia hạn phải sau hạn chung (%s).", season.Due(x.Step).Local())
	case len(x.Until) > 4 && x.Until[:4] > "2100":
		fields.Add("until", "Ngày gia hạn xa quá.")
	}
	checkWhy(&fields, x.Reason, x.Document)
	if err := fields.Err("Chưa gia hạn được."); err != nil {
		return err
	}
	staff, err := f.peopleOf(ctx, x.Unit)
	if err != nil {
		return err
	}
	return f.update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.PutExtension(x, a); err != nil {
			return err
		}
		text := x.Step.Label() + " năm " + strconv.Itoa(
			int(x.Season),
		) + " của " + unit.Name + " được gia hạn đến hết ngày " + x.Until.Local() + "."
		if err := tell(tx, staff, &registry.Entry{}, text, "/lam-viec"); err != nil {
			return err
		}
		return audit(
			tx,
			a,
			registry.DidSeasonExtend,
			seasonObject(x.Season),
			"",
			"unit:"+string(x.Unit)+" "+x.Step.String()+" "+string(x.Until)+": "+x.Reason+" "+x.Document,
		)
	})
}

// checkWhy checks the reason and the paper of an exemption or extension.
func checkWhy(fields *registry.Fields, reason, document string) {
	if n := len([]rune(reason)); n < 5 || n > 500 {
		fields.Add("reason", "Nêu lý do, từ 5 đến 500 ký tự.")
	}
	if len([]rune(document)) > 200 {
		fields.Add("document", "Số và ngày văn bản: tối đa 200 ký tự.")
	}
}

// Unextend takes the later day back.
func (f *Flow) Unextend(ctx context.Context, a registry.Actor, y registry.Year, unit registry.UnitCode, step registry.Step) error {
	if err := enter(a, registry.OversightArea); err != nil {
		return err
	}
	return f.update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.DeleteExtension(y, unit, step); err != nil {
			return err
		}
		return audit(tx, a, registry.DidSeasonUnextend, seasonObject(y), "unit:"+string(unit)+" "+step.String(), "")
	})
}
