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
	own := 0
	for _, o := range list {
		if o.Against != "" {
			own++
		}
	}
	switch own {
	case 0:
		return fmt.Sprintf("Có %d số khác thường so với các mô hình khác cùng chỉ số. Kiểm tra với đơn vị trước khi xác nhận.", len(list))
	case len(list):
		return fmt.Sprintf("Có %d số lệch hàng trăm lần so với số khác của chính mô hình. Kiểm tra với đơn vị trước khi xác nhận.", own)
	}
	return fmt.Sprintf("Có %d số khác thường. Kiểm tra với đơn vị trước khi xác nhận.", len(list))
}

// slipLines are the questions about figures, line by line.
func slipLines(list []oversight.Outlier, c *registry.Catalogue) []string {
	var out []string
	for _, o := range list {
		ind, _ := c.In(o.Value.Season).Indicator(o.Value.Indicator)
		out = append(out, cmp.Or(o.Value.Label, ind.Label)+": "+o.Question())
	}
	return out
}

// figuresName is the form name of the boxes "số này đúng".
const figuresName = "figures_ok"

// figuresAsked are those boxes, where a paper was held back for figures that are
// hundreds of times another of their own.
func figuresAsked(e *registry.Entry, names Reference, x FormExtra, reported bool) []Field {
	if registry.FieldsOf(x.Err).For(figuresName) == "" {
		return nil
	}
	var before []registry.Entry
	for _, l := range e.Links {
		for i := range x.Links {
			if l.Kind == registry.Continues && x.Links[i].ID == l.To {
				before = append(before, x.Links[i])
			}
		}
	}
	slips := oversight.Slips(names.Catalogue.In(e.Season), e, before, reported)
	var options []Option
	for i, text := range slipLines(slips, names.Catalogue) {
		options = append(options, Option{Value: slips[i].Key(), Label: text})
	}
	return []Field{InputChecks(figuresName, "Đánh dấu số nào đúng như đã ghi, rồi gửi lại", nil, options)}
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
		if o.Against != "" {
			f.Help = Sentence(o.Question())
		}
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
