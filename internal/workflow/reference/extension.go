package reference

import (
	"context"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// Extend gives one unit a later day for a step, with the reason, even after the
// season was closed, and notifies its people.
func (f *Flow) Extend(ctx context.Context, a registry.Actor, x registry.Extension) error {
	if err := workflow.Authorize(a, registry.OversightArea); err != nil {
		return err
	}
	x.Reason, x.Document, x.Until = registry.CleanText(x.Reason), registry.CleanText(x.Document), registry.NewDate(string(x.Until))
	var fields registry.Fields
	unit, known := f.Ledger().Unit(x.Unit)
	season, open := f.OpenedSeason(x.Season)
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
	staff, err := f.PeopleOf(ctx, x.Unit)
	if err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.PutExtension(x, a); err != nil {
			return err
		}
		text := x.Step.Label() + " năm " + strconv.Itoa(
			int(x.Season),
		) + " của " + unit.Name + " được gia hạn đến hết ngày " + x.Until.Local() + "."
		if err := workflow.Notify(tx, staff, &registry.Entry{}, text, address.Desk); err != nil {
			return err
		}
		return workflow.Audit(
			tx,
			a,
			registry.DidSeasonExtend,
			workflow.SeasonObject(x.Season),
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
	if err := workflow.Authorize(a, registry.OversightArea); err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.DeleteExtension(y, unit, step); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSeasonUnextend, workflow.SeasonObject(y), "unit:"+string(unit)+" "+step.String(), "")
	})
}
