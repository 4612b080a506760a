package workflow

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// CheckedField is the beginning of the form name of "đã kiểm tra" beside a figure;
// the number of its line follows.
const CheckedField = "da-kiem-tra-"

// Outliers lists the figures of an entry that lie far from what others reported
// of the same indicator.
func (f *Flow) Outliers(ctx context.Context, id registry.EntryID) (out []oversight.Outlier, err error) {
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		e, err := rx.Entry(ctx, id)
		if err != nil {
			return err
		}
		out, err = f.readOutliers(ctx, rx, &e)
		return err
	})
	return out, err
}

// readOutliers asks about each figure once: first against its own, then against those
// of others.
func (f *Flow) readOutliers(ctx context.Context, rx *sqlite.Rx, e *registry.Entry) ([]oversight.Outlier, error) {
	out, err := f.readSlips(ctx, rx, e, true)
	if err != nil {
		return nil, err
	}
	far, err := f.readFar(ctx, rx, e.ID)
	for _, o := range far {
		if !slices.ContainsFunc(out, func(x oversight.Outlier) bool { return x.Value.Position == o.Value.Position }) {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b oversight.Outlier) int { return cmp.Compare(a.Value.Position, b.Value.Position) })
	return out, err
}

// readSlips holds the figures of an entry against its own and those of the entries
// that it continues.
func (f *Flow) readSlips(ctx context.Context, rx *sqlite.Rx, e *registry.Entry, reported bool) ([]oversight.Outlier, error) {
	var ids []registry.EntryID
	for _, l := range e.Links {
		if l.Kind == registry.Continues {
			ids = append(ids, l.To)
		}
	}
	before, err := rx.EntriesByID(ctx, ids)
	return oversight.Slips(f.Catalogue().In(e.Season), e, before, reported), err
}

// readFar lists the values that lie far from those of others.
func (f *Flow) readFar(ctx context.Context, rx *sqlite.Rx, id registry.EntryID) ([]oversight.Outlier, error) {
	own, err := rx.ValuesOf(ctx, id)
	if err != nil || len(own) == 0 {
		return nil, err
	}
	var indicators []string
	for _, v := range own {
		indicators = append(indicators, v.Indicator)
	}
	all, err := rx.Values(ctx, 0, indicators...)
	if err != nil {
		return nil, err
	}
	return oversight.Outliers(f.Catalogue(), own, all), nil
}

// askOutliers is nil when every outlying figure was checked.
func (f *Flow) askOutliers(ctx context.Context, id registry.EntryID, checked []int) error {
	odd, err := f.Outliers(ctx, id)
	if err != nil {
		return err
	}
	var wrong registry.Fields
	for _, o := range odd {
		if slices.Contains(checked, o.Value.Position) {
			continue
		}
		why := "số này khác thường so với các mô hình khác."
		if o.Against != "" {
			why = o.Question()
		}
		wrong.Add(fmt.Sprintf("%s%d", CheckedField, o.Value.Position),
			"Kết quả %d: %s Kiểm tra lại với đơn vị rồi đánh dấu “đã kiểm tra”, hoặc trả lại báo cáo.", o.Value.Position+1, why)
	}
	return wrong.Err("Chưa xác nhận được, có số liệu cần kiểm tra.")
}

// FiguresField are the boxes by which a unit says that a figure which is asked about
// is right; each carries the key of its figure, AllFigures stands for every one.
const (
	FiguresField = "figures_ok"
	AllFigures   = "true"
)

type figuresMeant struct{}

// FiguresMeant carries those answers with what is sent next.
func FiguresMeant(ctx context.Context, keys []string) context.Context {
	return context.WithValue(ctx, figuresMeant{}, keys)
}

// slipsOf lists the figures of a paper that are asked about before it is sent, without
// those that were said to be right.
func (f *Flow) slipsOf(ctx context.Context, e *registry.Entry, reported bool) (out []oversight.Outlier, err error) {
	err = f.View(ctx, func(rx *sqlite.Rx) error {
		out, err = f.readSlips(ctx, rx, e, reported)
		return err
	})
	keys, _ := ctx.Value(figuresMeant{}).([]string)
	return slices.DeleteFunc(out, func(o oversight.Outlier) bool {
		return slices.Contains(keys, o.Key()) || slices.Contains(keys, AllFigures)
	}), err
}

// askSlips is nil when nothing is left to ask.
func askSlips(slips []oversight.Outlier) error {
	var wrong registry.Fields
	for _, o := range slips {
		wrong.Add(FiguresField, "Dòng %d: %s", o.Value.Position+1, o.Question())
	}
	return wrong.Err("Chưa gửi được: sửa con số, hoặc đánh dấu là số đúng rồi gửi lại.")
}
