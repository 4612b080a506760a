package office

import (
	"strings"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// ModelSheet lists frozen models.
func ModelSheet(title string, list []oversight.Model) Sheet {
	s := Sheet{Name: "Danh sách", Title: title, Columns: []SheetColumn{
		{"STT", 6, false}, {"Mô hình, điển hình", 50, true}, {"Số", 11, false}, {"Đơn vị", 34, true}, {"Cùng thực hiện", 24, true}, {"Lĩnh vực", 20, true}, {"Loại", 20, true}, {"Hình thức", 20, true}, {"Đăng ký", 16, true}, {"Kết quả", 22, true}, {"Công nhận", 34, true}, {"Khen thưởng", 34, true},
	}}
	for i, m := range list {
		r, _ := registry.ParseRegistration(m.Registration) // codes written by us
		result, _ := registry.ParseResult(m.Result)
		papers := func(list []oversight.Paper) string {
			var out []string
			for _, p := range list {
				out = append(out, paperText(p))
			}
			return strings.Join(out, "; ")
		}
		s.Rows = append(s.Rows, []any{i + 1, m.Title, m.Number, m.UnitName, strings.Join(m.With, "; "), registry.FieldLabel(m.Field), m.Type.Label(), m.Novelty.Label(), r.Label(), result.Label(), papers(m.Recognitions), papers(m.Commendations)})
	}
	return s
}

// UnitSheet lists units and where they stand.
func UnitSheet(title string, list []oversight.UnitLine) Sheet {
	s := Sheet{Name: "Danh sách", Title: title, Columns: []SheetColumn{{"STT", 6, false}, {"Đơn vị", 40, true}, {"Loại", 24, true}, {"Đăng ký", 16, false}, {"Báo cáo kết quả", 16, false}, {"Ghi chú", 40, true}}}
	state := func(code string) string {
		st, _ := oversight.ParseState(code) // written by us
		return st.Label()
	}
	for i, u := range list {
		note := unitNote(u)
		if u.Reason != "" {
			note += ": " + u.Reason
		}
		s.Rows = append(s.Rows, []any{i + 1, u.Name, u.Kind.Label(), state(u.Register), state(u.Report), note})
	}
	return s
}
