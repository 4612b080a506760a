package view

import (
	"cmp"
	"fmt"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// outlierText says why figures are asked about; "" when none is.
func outlierText(list []oversight.Outlier) string {
	if len(list) == 0 {
		return ""
	}
	return fmt.Sprintf("Có %d số khác thường so với các mô hình khác cùng chỉ số. Kiểm tra với đơn vị trước khi xác nhận.", len(list))
}

// outlierTicks are the boxes "đã kiểm tra", one for each figure that is asked about.
func outlierTicks(in DossierInput) []Field {
	var out []Field
	for _, o := range in.Outliers {
		ind, _ := in.Names.Catalogue.In(o.Value.Season).Indicator(o.Value.Indicator)
		unit := cmp.Or(o.Value.Measure, ind.Unit)
		f := InputTick(
			fmt.Sprintf("da-kiem-tra-%d", o.Value.Position),
			fmt.Sprintf("Đã kiểm tra: %s, %s %s", cmp.Or(o.Value.Label, ind.Label), Number(o.Value.Actual), unit),
			false,
		)
		f.Help = fmt.Sprintf(
			"%d mô hình khác thường báo từ %s đến %s %s, ở giữa là %s.",
			o.Others,
			registry.ExactOf(o.Low).Text(registry.Larger),
			registry.ExactOf(o.High).Text(registry.Larger),
			unit,
			registry.ExactOf(o.Median).Text(registry.Larger),
		)
		if o.Percent {
			f.Help = "Tỷ lệ chỉ có thể từ 0 đến 100%."
			if o.Value.Actual < 0 {
				f.Help = "Số này nhỏ hơn 0."
			}
		}
		out = append(out, f)
	}
	return out
}
