package exchange

import "danvankheo/internal/evaluation"

// Columns of a table of score sheets besides those of criteria, whose keys are
// made by the functions below.
const (
	ScoreNumber  = "so"
	ScoreTitle   = "mo-hinh"
	ScoreUnit    = "don-vi"
	ScoreNote    = "nhan-xet-chung"
	ScoreVersion = "phien-ban"
)

// ScorePoints, ScoreComment and ScorePin are the columns of a criterion or, the
// first, of a line of bonus or penalty.
func ScorePoints(code string) string  { return "diem-" + code }
func ScoreComment(code string) string { return "nhan-xet-" + code }
func ScorePin(code string) string     { return "dua-vao-" + code }

// ScoreColumn is one column of a table of score sheets: its key and heading.
type ScoreColumn struct{ Key, Heading string }

// ScoreTable lists the columns of a table of score sheets in their order.
func ScoreTable(scale evaluation.Scale) []ScoreColumn {
	out := []ScoreColumn{{ScoreNumber, "Số"}, {ScoreTitle, "Mô hình, điển hình"}, {ScoreUnit, "Đơn vị"}}
	for _, k := range scale.Criteria {
		out = append(
			out,
			ScoreColumn{ScorePoints(k.Code), "Điểm " + k.Code},
			ScoreColumn{ScoreComment(k.Code), "Nhận xét " + k.Code},
			ScoreColumn{ScorePin(k.Code), "Dựa vào " + k.Code},
		)
	}
	for _, a := range scale.Adjustments {
		out = append(out, ScoreColumn{ScorePoints(a.Code), "Thưởng, trừ " + a.Code})
	}
	return append(out, ScoreColumn{ScoreNote, "Nhận xét chung"}, ScoreColumn{ScoreVersion, "Phiên bản"})
}

// ScoreColumns are the columns of a table of score sheets that comes back: one
// line for each entry. What follows a heading in brackets is for the reader.
func ScoreColumns(scale evaluation.Scale) *Columns {
	var parts []part
	words := map[string]string{}
	for _, c := range ScoreTable(scale) {
		parts, words[c.Key] = append(parts, part{c.Key, nil}), c.Heading
	}
	return newColumns("bảng phiếu chấm", parts, func(key string) []string { return []string{words[key]} })
}
