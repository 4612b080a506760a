package office

import (
	"strings"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// ModelSheet lists frozen models.
func ModelSheet(title string, list []oversight.Model) Sheet {
	s := Sheet{Name: "Danh sách", Title: title, Columns: []SheetColumn{
		{"STT", 6, false},
		{"Mô hình, điển hình", 50, true},
		{"Số", 11, false},
		{"Đơn vị", 34, true},
		{"Cùng thực hiện", 24, true},
		{"Lĩnh vực", 20, true},
		{"Loại", 20, true},
		{"Hình thức", 20, true},
		{"Đăng ký", 16, true},
		{"Kết quả", 22, true},
		{"Công nhận", 34, true},
		{"Khen thưởng", 34, true},
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
		s.Rows = append(
			s.Rows,
			[]any{
				i + 1,
				m.Title,
				m.Number,
				m.UnitName,
				strings.Join(m.With, "; "),
				registry.FieldLabel(m.Field),
				m.Type.Label(),
				m.Novelty.Label(),
				r.Label(),
				result.Label(),
				papers(m.Recognitions),
				papers(m.Commendations),
			},
		)
	}
	return s
}

// UnitSheet lists units and their state.
func UnitSheet(title string, list []oversight.UnitLine) Sheet {
	s := Sheet{
		Name:  "Danh sách",
		Title: title,
		Columns: []SheetColumn{
			{"STT", 6, false},
			{"Đơn vị", 40, true},
			{"Loại", 24, true},
			{"Đăng ký", 16, false},
			{"Báo cáo kết quả", 16, false},
			{"Ghi chú", 40, true},
		},
	}
	state := func(code string) string {
		st, _ := oversight.ParseState(code) // written by us
		return st.Label()
	}
	for i, u := range list {
		s.Rows = append(s.Rows, []any{i + 1, u.Name, u.Kind.Label(), state(u.Register), state(u.Report), unitNote(u)})
	}
	return s
}

// SurvivalSheet lists what became of models of earlier years.
func SurvivalSheet(title string, list []oversight.SurvivalLine) Sheet {
	s := Sheet{
		Name:  "Danh sách",
		Title: title,
		Columns: []SheetColumn{
			{"STT", 6, false},
			{"Mô hình, điển hình", 50, true},
			{"Số", 11, false},
			{"Đơn vị", 34, true},
			{"Sau (tháng)", 12, false},
			{"Trả lời", 16, false},
			{"Ghi chú", 40, true},
		},
	}
	for i, x := range list {
		fate, _ := registry.ParseFate(x.Fate) // written by us
		s.Rows = append(s.Rows, []any{i + 1, x.Title, x.Number, x.UnitName, x.Months, fate.Label(), x.Note})
	}
	return s
}

// SelfSheet lists self-reports with all they say.
func SelfSheet(title string, list []oversight.SelfLine) Sheet {
	s := Sheet{
		Name:    "Báo cáo năm",
		Title:   title,
		Columns: []SheetColumn{{"STT", 6, false}, {"Đơn vị", 34, true}, {"Trạng thái", 16, false}, {"Sau hạn", 10, false}},
	}
	points := registry.SelfPoints()
	for _, p := range points {
		s.Columns = append(s.Columns, SheetColumn{p.Place + ". " + p.Label, 50, true})
		if p.Mark != "" {
			s.Columns = append(s.Columns, SheetColumn{p.Place + ". Tự đánh giá", 12, false})
		}
		for _, n := range p.Numbers {
			s.Columns = append(s.Columns, SheetColumn{n.Label, 12, true})
		}
	}
	for i, x := range list {
		state, _ := registry.ParseSelfState(x.State) // written by us
		late := ""
		if x.Late {
			late = "có"
		}
		row := []any{i + 1, x.Name, state.Label(), late}
		for _, p := range points {
			row = append(row, x.Text.Get(p.Name))
			if p.Mark != "" {
				row = append(row, registry.ChoiceLabel(registry.SelfMarks(), x.Text.Get(p.Mark)))
			}
			for _, n := range p.Numbers {
				if v, ok := registry.Amount(x.Text.Get(n.Code)).Value(); ok {
					row = append(row, v)
				} else {
					row = append(row, x.Text.Get(n.Code))
				}
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
