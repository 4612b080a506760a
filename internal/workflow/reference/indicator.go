package reference

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

func indicatorObject(code string) string { return "indicator:" + code }

const (
	notSaved    = "Chỉ số chưa lưu được."
	noIndicator = "Không có chỉ số “%s” trong danh mục."
)

// IndicatorEdit is what may change of an indicator: its name from a season on, whether
// it takes a fraction, and as long as nothing was reported of it, its measure and kind of adding.
type IndicatorEdit struct {
	Name      registry.IndicatorName
	Unit      string
	Aggregate registry.Aggregation
	Counting  registry.Counting
}

// AddIndicator puts a new indicator at the end of the catalogue.
func (f *Flow) AddIndicator(ctx context.Context, a registry.Actor, i registry.Indicator) error {
	if err := workflow.Authorize(a, registry.SettingsArea); err != nil {
		return err
	}
	i.Clean()
	wrong := i.Check(f.fieldCodes())
	if _, ok := f.Catalogue().Indicator(i.Code); ok {
		wrong.Add("code", "Mã “%s” đã có trong danh mục.", i.Code)
	}
	f.checkNamesake(&wrong, f.Catalogue(), i)
	if err := wrong.Err(notSaved); err != nil {
		return err
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		if _, ok, err := tx.Indicator(i.Code); err != nil || ok {
			return errors.Join(err, registry.Errorf(registry.Conflict, "Mã “%s” vừa được người khác thêm.", i.Code))
		}
		if err := tx.PutIndicator(i, -1); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidIndicatorAdd, indicatorObject(i.Code), "", indicatorFacts(i))
	})
}

// EditIndicator writes an edit over the version of an indicator that was read.
func (f *Flow) EditIndicator(ctx context.Context, a registry.Actor, code string, version int, edit IndicatorEdit) error {
	change := func(tx *sqlite.Tx, i registry.Indicator) (registry.Indicator, error) {
		after := i.Renamed(edit.Name)
		after.Unit, after.Aggregate, after.Counting = edit.Unit, edit.Aggregate, edit.Counting
		after.Clean()
		after = after.In(0)
		used, err := tx.IndicatorUsed(code)
		if err != nil {
			return after, err
		}
		wrong := append(after.Check(f.fieldCodes()), after.CheckAfter(i, used)...)
		f.checkNamesake(&wrong, f.Catalogue(), after)
		return after, wrong.Err(notSaved)
	}
	return f.changeIndicator(ctx, a, code, version, registry.DidIndicatorEdit, change)
}

// RetireIndicator takes an indicator out of the forms of a season and all later
// ones. Where it was used it is shown and summed as ever.
func (f *Flow) RetireIndicator(ctx context.Context, a registry.Actor, code string, version int, from registry.Year) error {
	change := func(_ *sqlite.Tx, i registry.Indicator) (registry.Indicator, error) {
		after := i
		after.Last = from - 1
		var wrong registry.Fields
		if from < 2001 || from > 2100 || from <= i.First {
			wrong.Add("from", "Chọn năm bắt đầu ngừng dùng, sau năm bắt đầu dùng.")
		}
		return after, wrong.Err(notSaved)
	}
	return f.changeIndicator(ctx, a, code, version, registry.DidIndicatorRetire, change)
}

// RestoreIndicator offers a retired indicator again, in all seasons since its first.
func (f *Flow) RestoreIndicator(ctx context.Context, a registry.Actor, code string, version int) error {
	change := func(_ *sqlite.Tx, i registry.Indicator) (registry.Indicator, error) {
		after := i
		after.Last = 0
		var wrong registry.Fields
		f.checkNamesake(&wrong, f.Catalogue(), after)
		return after, wrong.Err(notSaved)
	}
	return f.changeIndicator(ctx, a, code, version, registry.DidIndicatorRestore, change)
}

// changeIndicator does one change over the version that was read; one that changes
// nothing writes nothing.
func (f *Flow) changeIndicator(
	ctx context.Context, a registry.Actor, code string, version int, deed registry.Deed,
	change func(*sqlite.Tx, registry.Indicator) (registry.Indicator, error),
) error {
	if err := workflow.Authorize(a, registry.SettingsArea); err != nil {
		return err
	}
	err := f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		before, ok, err := tx.Indicator(code)
		if err != nil {
			return err
		}
		if !ok {
			return registry.Errorf(registry.NotFound, noIndicator, code)
		}
		if before.Version != version {
			return registry.Errorf(registry.Conflict, "Chỉ số vừa được người khác sửa. Xem bản mới rồi sửa lại.")
		}
		after, err := change(tx, before)
		if err != nil {
			return err
		}
		if after.Same(before) {
			return errNothing
		}
		if err := tx.UpdateIndicator(after); err != nil {
			return err
		}
		return workflow.Audit(tx, a, deed, indicatorObject(code), indicatorFacts(before), indicatorFacts(after))
	})
	if errors.Is(err, errNothing) {
		return nil
	}
	return err
}

// fieldCodes lists the fields that an indicator may be usual in: those of every
// season, and the default ones.
func (f *Flow) fieldCodes() []registry.FieldCode {
	var out []registry.FieldCode
	for _, s := range append(slices.Clone(f.Seasons()), registry.DefaultSeason(f.CurrentYear())) {
		for _, x := range s.Fields {
			if !slices.Contains(out, x.Code) {
				out = append(out, x.Code)
			}
		}
	}
	return out
}

// checkNamesake refuses a second indicator of the same name, whatever its measure:
// the forms would offer both, people could not tell them apart, and a sum would fall
// apart in two. Only seasons that are still to come into forms count.
func (f *Flow) checkNamesake(wrong *registry.Fields, c *registry.Catalogue, i registry.Indicator) {
	for _, season := range []registry.Year{0, f.CurrentYear()} {
		if o, ok := c.Namesake(i, season); ok {
			wrong.Add("label", "Chỉ số %s (%s) đã có tên này. Đặt tên khác, hoặc dùng chỉ số đó.", o.Code, o.Unit)
			return
		}
	}
}

// indicatorFacts writes what the record keeps of an indicator.
func indicatorFacts(i registry.Indicator) string {
	var names []string
	for _, n := range i.History() {
		name := n.Label
		if n.Since != 0 {
			name = fmt.Sprintf("từ %d: %s", n.Since, n.Label)
		}
		if len(n.Fields) > 0 {
			var fields []string
			for _, x := range n.Fields {
				fields = append(fields, string(x))
			}
			name += " [" + strings.Join(fields, " ") + "]"
		}
		names = append(names, name)
	}
	text := strings.Join(names, "; ") + "; " + i.Unit + "; " + i.Aggregate.Label()
	if i.Counting != registry.CountByUnit {
		text += "; " + i.Counting.Label()
	}
	if i.First != 0 {
		text += fmt.Sprintf("; dùng từ năm %d", i.First)
	}
	if i.Last != 0 {
		text += fmt.Sprintf("; ngừng từ năm %d", i.Last+1)
	}
	return text
}

// AddCommitted adds the indicators of the committed catalogue that a running
// installation does not have yet, from the current season on. Those it has stay as
// staff made them.
func (f *Flow) AddCommitted(ctx context.Context, committed []registry.Indicator) error {
	var missing []registry.Indicator
	for _, i := range committed {
		if _, ok := f.Catalogue().Indicator(i.Code); !ok {
			if len(f.Catalogue().All()) > 0 {
				i.First = f.CurrentYear()
			}
			missing = append(missing, i)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		var codes []string
		for _, i := range missing {
			if _, ok, err := tx.Indicator(i.Code); err != nil {
				return err
			} else if ok {
				continue // another process was faster
			}
			if err := tx.PutIndicator(i, -1); err != nil {
				return err
			}
			codes = append(codes, i.Code)
		}
		if len(codes) == 0 {
			return nil
		}
		return workflow.Audit(tx, registry.System("Hệ thống"), registry.DidIndicatorSeed, "indicator", "", strings.Join(codes, ", "))
	})
}
