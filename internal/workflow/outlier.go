package workflow

import (
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
		out, err = f.readOutliers(ctx, rx, id)
		return err
	})
	return out, err
}

func (f *Flow) readOutliers(ctx context.Context, rx *sqlite.Rx, id registry.EntryID) ([]oversight.Outlier, error) {
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
		if !slices.Contains(checked, o.Value.Position) {
			wrong.Add(
				fmt.Sprintf("%s%d", CheckedField, o.Value.Position),
				"Kết quả %d: số này khác thường so với các mô hình khác. Kiểm tra lại với đơn vị rồi đánh dấu “đã kiểm tra”, hoặc trả "+
					"lại báo cáo.",
				o.Value.Position+1,
			)
		}
	}
	return wrong.Err("Chưa xác nhận được, có số liệu cần kiểm tra.")
}
