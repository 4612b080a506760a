package office

import (
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// LineSheet is the table of sums of outcomes: every line with what may be said of
// it, the other cells empty.
func LineSheet(lines []oversight.Line) Sheet {
	s := Sheet{Name: "Chỉ số kết quả", Title: "KẾT QUẢ THEO CHỈ SỐ", Columns: []SheetColumn{
		{"Mã", 14, false},
		{"Chỉ số", 46, true},
		{"Kỳ", 11, false},
		{"Đơn vị tính", 14, true},
		{"Cách tổng hợp", 13, false},
		{"Cộng", 14, false},
		{"Trong mô hình được xác nhận hiệu quả", 18, true},
		{"Ở giữa", 12, false},
		{"Mới nhất", 12, false},
		{"Thấp nhất", 12, false},
		{"Cao nhất", 12, false},
		{"Mô hình", 10, false},
		{"Mô hình được xác nhận hiệu quả", 16, true},
		{registry.Proven.Label(), 14, false},
		{registry.ByCommune.Label(), 14, true},
		{registry.SelfDeclared.Label(), 14, false},
	}}
	for _, l := range lines {
		row := []any{
			l.Indicator,
			l.Name,
			registry.ChoiceLabel(registry.Periods(), l.Period),
			l.Unit,
			l.Aggregate.Label(),
			"",
			"",
			"",
			"",
			l.Min,
			l.Max,
			l.Entries,
			l.Effective.Entries,
			"",
			"",
			"",
		}
		switch l.Aggregate {
		case registry.Sum:
			row[5], row[6] = l.Sum, l.Effective.Sum
			row[13], row[14], row[15] = l.Founded[registry.Proven].Sum, l.Founded[registry.ByCommune].Sum, l.Founded[registry.SelfDeclared].Sum
		case registry.Ratio:
			row[7] = l.Median
		case registry.Last:
			row[8] = l.Newest.Actual
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
