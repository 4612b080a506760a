package reference

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// EnsureSeason opens the season of a year with the default settings, unless it
// is open already.
func (f *Flow) EnsureSeason(ctx context.Context, y registry.Year) error {
	if _, ok := f.OpenedSeason(y); ok {
		return nil
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error { return tx.InsertSeason(registry.DefaultSeason(y), 0) })
}

// OpenSeason opens a year with the settings of the newest year before it moved to
// that year, or the default ones when there is none.
func (f *Flow) OpenSeason(ctx context.Context, a registry.Actor, y registry.Year) error {
	if err := workflow.Authorize(a, registry.SeasonArea); err != nil {
		return err
	}
	s := registry.DefaultSeason(y)
	if err := s.Check(); err != nil {
		return err
	}
	if _, ok := f.OpenedSeason(y); ok {
		return registry.Errorf(registry.Conflict, "Năm %d đã mở rồi.", y)
	}
	for _, old := range f.Seasons() {
		if old.Year < y {
			s.Fields, s.Tags, s.Owes = old.Fields, old.Tags, old.Owes
			s.MinPhotos, s.TitleMax, s.GraceMinutes, s.StuckAfter = old.MinPhotos, old.TitleMax, old.GraceMinutes, old.StuckAfter
			s.RemindDays = old.Reminders()
			break
		}
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		if err := tx.InsertSeason(s, a.Account); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSeasonOpen, workflow.SeasonObject(y), "", "")
	})
}

// SaveSeason writes the settings of a year over the version that was read.
func (f *Flow) SaveSeason(ctx context.Context, a registry.Actor, s registry.Season) error {
	if err := workflow.Authorize(a, registry.SeasonArea); err != nil {
		return err
	}
	before, ok := f.OpenedSeason(s.Year)
	if !ok {
		return registry.Errorf(registry.NotFound, "Năm %d chưa mở.", s.Year)
	}
	s.Tags = before.Tags // topics have a page of their own
	if err := checkSeason(s); err != nil {
		return err
	}
	s.ClosedAt = before.ClosedAt
	switch {
	case !s.Closed:
		s.ClosedAt = time.Time{}
	case !before.Closed:
		s.ClosedAt = f.Now()
	}
	same := before
	same.Version = s.Version
	if before.Version == s.Version && reflect.DeepEqual(same, s) {
		return nil
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		if err := tx.UpdateSeason(s, a.Account); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSeasonSave, workflow.SeasonObject(s.Year), fmt.Sprintf("bản %d", s.Version),
			seasonChanges(before, s))
	})
}

// checkSeason adds to the season's own check what its lists must be: no code
// twice, no label empty.
func checkSeason(s registry.Season) error {
	fields := registry.FieldsOf(s.Check())
	seen := map[string]bool{}
	for _, x := range s.Fields {
		if x.Code == "" || x.Label == "" || seen[string(x.Code)] {
			fields.Add("fields", "Mỗi lĩnh vực cần một mã riêng và một tên.")
			break
		}
		seen[string(x.Code)] = true
	}
	return fields.Err("Cài đặt của năm chưa lưu được.")
}

// seasonChanges lists what changed between two versions of a year, for the record.
func seasonChanges(before, after registry.Season) string {
	var out []string
	was := before.Dates()
	for i, d := range after.Dates() {
		if d.Day != was[i].Day {
			out = append(out, d.Name+" "+string(was[i].Day)+" → "+string(d.Day))
		}
	}
	for _, x := range []struct {
		name     string
		old, new any
	}{
		{"fields", before.Fields, after.Fields}, {"owes", before.Owes, after.Owes},
		{"min_photos", before.MinPhotos, after.MinPhotos}, {"title_max", before.TitleMax, after.TitleMax},
		{"closed", before.Closed, after.Closed},
		{"grace_minutes", before.GraceMinutes, after.GraceMinutes}, {"holidays", before.Holidays, after.Holidays},
		{"stuck_after", before.StuckAfter, after.StuckAfter},
		{"remind_days", before.Reminders(), after.Reminders()},
	} {
		if !reflect.DeepEqual(x.old, x.new) {
			out = append(out, x.name)
		}
	}
	return fmt.Sprintf("bản %d: %s", after.Version+1, strings.Join(out, ", "))
}

// Exempt frees a unit from owing a model in a year, with the reason.
func (f *Flow) Exempt(ctx context.Context, a registry.Actor, e registry.Exemption) error {
	if err := workflow.Authorize(a, registry.SeasonArea); err != nil {
		return err
	}
	e.Reason, e.Document = registry.CleanText(e.Reason), registry.CleanText(e.Document)
	var fields registry.Fields
	if _, ok := f.Ledger().Unit(e.Unit); !ok {
		fields.Add("unit", "Chọn đơn vị trong sổ đơn vị.")
	}
	checkWhy(&fields, e.Reason, e.Document)
	if _, ok := f.OpenedSeason(e.Season); !ok {
		fields.Add("season", "Năm %d chưa mở.", e.Season)
	}
	if err := fields.Err("Chưa ghi miễn được."); err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.PutExemption(e, a.Account); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSeasonExempt, workflow.SeasonObject(e.Season), "", "unit:"+string(e.Unit)+" "+e.Document)
	})
}

// Unexempt makes a unit owe a model again.
func (f *Flow) Unexempt(ctx context.Context, a registry.Actor, y registry.Year, unit registry.UnitCode) error {
	if err := workflow.Authorize(a, registry.SeasonArea); err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.DeleteExemption(y, unit); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSeasonUnexempt, workflow.SeasonObject(y), "unit:"+string(unit), "")
	})
}
