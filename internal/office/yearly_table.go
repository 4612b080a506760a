package office

import (
	"slices"
	"strings"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// AnnexTable is one annex of the yearly report: the same rows go into the paper
// and into the workbook.
type AnnexTable struct {
	Title    string
	Columns  []Column
	Rows     [][]any
	Sums     []int // columns that are added up
	LabelAt  int   // column that says "Cộng"
	Note     string
	Internal bool
}

// Tables are the annexes in their order.
func (y Yearly) Tables() []AnnexTable {
	return []AnnexTable{y.byUnit(), y.byField(), y.bySum(), y.typical(), y.awards(), y.missing()}
}

// byUnit counts each unit's models. A model is counted once, in the unit that
// registered it or took it over.
func (y Yearly) byUnit() AnnexTable {
	t := AnnexTable{
		Title: "TỔNG HỢP KẾT QUẢ THEO ĐƠN VỊ", LabelAt: 1, Sums: []int{2, 3, 4, 5, 6, 7, 8, 9},
		Columns: []Column{
			{"STT", 7, Center},
			{"Đơn vị", 38, Left},
			{"Đăng ký", 9, Center},
			{"Mới", 9, Center},
			{"Tiếp tục, nâng chất, nhân rộng", 12, Center},
			{"Có báo cáo", 10, Center},
			{"Hiệu quả", 10, Center},
			{"Công nhận cấp cơ sở", 11, Center},
			{"Công nhận cấp tỉnh", 11, Center},
			{"Khen thưởng", 11, Center},
			{"Ghi chú", 24, Left},
		},
		Note: "Mô hình do nhiều đơn vị cùng thực hiện ghi một lần, ở đơn vị đứng tên đăng ký.",
	}
	for _, u := range y.Units {
		home := oversight.HomeCut(u.Code)
		row := []any{ordinal(len(t.Rows)), u.Name}
		for _, key := range []string{
			oversight.CutRegistered, oversight.NoveltyCut(registry.New), oversight.CutContinuing,
			oversight.CutReported, oversight.CutEffective, oversight.CutLocal, oversight.CutProvince, oversight.CutCommended,
		} {
			row = append(row, y.Count(home, key))
		}
		t.Rows = append(t.Rows, append(row, unitNote(u)))
	}
	return t
}

func unitNote(u oversight.UnitLine) string {
	var out []string
	if u.Register == oversight.Exempt.String() {
		out = append(out, exemption(u))
	}
	if u.Joint {
		out = append(out, "có mô hình thực hiện chung")
	}
	if u.Inherited {
		out = append(out, "kế thừa của đơn vị tiền thân")
	}
	if !u.Owes {
		out = append(out, "không bắt buộc đăng ký")
	}
	return strings.Join(out, "; ")
}

// exemption says why a unit is exempt, and by which paper as far as it is known.
func exemption(u oversight.UnitLine) string {
	text := "được miễn"
	switch {
	case u.Reason != "":
		text += ": " + u.Reason
	case u.Owes:
		text += ", không ghi lý do"
	}
	if u.Document != "" {
		text += " (" + u.Document + ")"
	}
	return text
}

// byField counts fields × types.
func (y Yearly) byField() AnnexTable {
	t := AnnexTable{Title: "TỔNG HỢP THEO LĨNH VỰC VÀ LOẠI", LabelAt: 1, Columns: []Column{{"STT", 7, Center}, {"Lĩnh vực", 34, Left}}}
	for _, x := range registry.Types() {
		t.Columns = append(t.Columns, Column{x.Label(), 16, Center})
	}
	t.Columns = append(t.Columns, Column{"Cộng", 12, Center}, Column{"Hiệu quả", 12, Center}, Column{"Được công nhận", 14, Center})
	for n := 2; n < len(t.Columns); n++ {
		t.Sums = append(t.Sums, n)
	}
	for _, f := range y.Fields {
		key := oversight.FieldCut(f.Code)
		row := []any{ordinal(len(t.Rows)), f.Label}
		for _, x := range registry.Types() {
			row = append(row, y.Count(key, oversight.TypeCut(x)))
		}
		t.Rows = append(t.Rows, append(row, y.Count(key), y.Count(key, oversight.CutEffective), y.Count(key, oversight.CutRecognized)))
	}
	return t
}

// bySum lists the indicators that may be added up, in their usual meaning. A version
// that was frozen before foundings were kept has the columns it was printed with.
func (y Yearly) bySum() AnnexTable {
	t := AnnexTable{
		Title: "CHỈ SỐ KẾT QUẢ", LabelAt: 1,
		Columns: []Column{
			{"STT", 7, Center},
			{"Chỉ số", 44, Left},
			{"Đơn vị tính", 16, Center},
			{"Kỳ số liệu", 13, Center},
			{"Tổng", 18, Right},
			{"Trong đó đã xác nhận", 18, Right},
			{"Số mô hình báo", 13, Center},
			{"Số mô hình đã xác nhận", 14, Center},
		},
		Note: "Số do đơn vị tự khai; “đã xác nhận” là của mô hình được xác nhận hiệu quả, không phải từng con số đã được kiểm tra. " +
			"Chỉ cộng các số cùng nghĩa, cùng đơn vị tính, cùng kỳ. Tỷ lệ và giá trị cuối không cộng nên không có trong phụ lục này.",
	}
	said := []registry.Founding{registry.Proven, registry.ByCommune, registry.SelfDeclared}
	kept := slices.ContainsFunc(y.Sums, func(s oversight.SumLine) bool { return s.Founded != nil })
	if kept {
		t.Columns[5].Label, t.Columns[7].Label = "Trong mô hình được xác nhận hiệu quả", "Số mô hình được xác nhận hiệu quả"
		for _, f := range said {
			t.Columns = append(t.Columns, Column{f.Label(), 16, Right})
		}
		t.Note = strings.Replace(t.Note, "Số do đơn vị tự khai; “đã xác nhận” là của mô hình được xác nhận hiệu quả, không phải từng con số đã được "+
			"kiểm tra. ", "", 1)
		t.Note += " Thẩm định xác nhận mô hình, không xác nhận từng con số: ba cột cuối ghi căn cứ của số liệu."
	}
	apart := 0
	for _, s := range y.Sums {
		if s.Aggregate != registry.Sum.String() {
			continue
		}
		if !s.Usual {
			apart++
			continue
		}
		row := []any{
			ordinal(len(t.Rows)),
			s.Name,
			s.Unit,
			registry.ChoiceLabel(registry.Periods(), s.Period),
			s.Sum,
			s.Confirmed,
			s.Entries,
			s.Sure,
		}
		if kept {
			for _, f := range said {
				row = append(row, s.Of(f))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	if apart > 0 {
		t.Note += " " + whole(apart) + " dòng số ghi theo nghĩa riêng hoặc đơn vị tính khác không cộng vào các dòng trên và không có trong phụ lục này."
	}
	return t
}

// typical lists the recognised models, and the examples the report names.
func (y Yearly) typical() AnnexTable {
	t := AnnexTable{
		Title:   "DANH SÁCH MÔ HÌNH, ĐIỂN HÌNH ĐƯỢC CÔNG NHẬN, TIÊU BIỂU",
		LabelAt: 1,
		Columns: []Column{
			{"STT", 7, Center},
			{"Mô hình, điển hình", 44, Left},
			{"Số", 11, Center},
			{"Đơn vị", 28, Left},
			{"Lĩnh vực", 16, Center},
			{"Công nhận", 34, Left},
			{"Kết quả chính", 24, Left},
		},
	}
	named := map[registry.EntryID]bool{}
	for _, id := range y.Examples {
		named[id] = true
	}
	for _, m := range y.Models {
		if len(m.Recognitions) == 0 && !named[m.ID] {
			continue
		}
		var papers []string
		for _, p := range m.Recognitions {
			papers = append(papers, paperText(p))
		}
		t.Rows = append(
			t.Rows,
			[]any{ordinal(len(t.Rows)), m.Title, m.Number, m.UnitName, registry.FieldLabel(m.Field), strings.Join(papers, "\n"), m.Figure},
		)
	}
	return t
}

// awards lists every commendation.
func (y Yearly) awards() AnnexTable {
	t := AnnexTable{
		Title:   "KHEN THƯỞNG",
		LabelAt: 1,
		Columns: []Column{
			{"STT", 7, Center},
			{"Mô hình, điển hình được khen", 44, Left},
			{"Đơn vị", 28, Left},
			{"Hình thức", 26, Left},
			{"Số quyết định", 18, Center},
			{"Ngày", 13, Center},
			{"Cơ quan quyết định", 24, Left},
		},
	}
	for _, m := range y.Models {
		for _, p := range m.Commendations {
			t.Rows = append(t.Rows, []any{ordinal(len(t.Rows)), m.Title, m.UnitName, p.Form, p.Number, p.Date.Local(), p.Issuer})
		}
	}
	return t
}

// missing lists who has not registered or not reported: for the office alone.
func (y Yearly) missing() AnnexTable {
	t := AnnexTable{
		Title:    "ĐƠN VỊ CHƯA ĐĂNG KÝ, CHƯA BÁO CÁO",
		LabelAt:  1,
		Internal: true,
		Columns: []Column{
			{"STT", 7, Center},
			{"Đơn vị", 46, Left},
			{"Loại", 26, Left},
			{"Đăng ký mô hình", 20, Center},
			{"Báo cáo kết quả", 20, Center},
			{"Báo cáo năm", 20, Center},
		},
	}
	selfs := map[registry.UnitCode]bool{}
	for _, s := range y.sentSelfs() {
		selfs[s.Unit] = true
	}
	for _, u := range y.Units {
		if !u.Owes || u.Register == oversight.Exempt.String() && u.Report == oversight.Exempt.String() {
			continue
		}
		if u.Register == oversight.Missing.String() || u.Report == oversight.Missing.String() {
			self := oversight.OnTime.String()
			if !selfs[u.Code] {
				self = oversight.Missing.String()
			}
			t.Rows = append(t.Rows, []any{ordinal(len(t.Rows)), u.Name, u.Kind.Label(), owed(u.Register), owed(u.Report), owed(self)})
		}
	}
	return t
}

// owed says whether what is owed is there, by the code of a state.
func owed(state string) string {
	switch state {
	case oversight.Missing.String():
		return "chưa"
	case oversight.Exempt.String():
		return "được miễn"
	}
	return "đã có"
}

func paperText(p oversight.Paper) string {
	if p.Number == "" && p.Text != "" {
		return p.Text
	}
	var out []string
	if p.Level != "" {
		out = append(out, p.Level.Label())
	}
	form := registry.ChoiceLabel(registry.RecognitionForms(), p.Form)
	if p.Number != "" {
		form += " số " + p.Number
	}
	if p.Date != "" {
		form += " ngày " + p.Date.Local()
	}
	for _, part := range []string{strings.TrimSpace(form), p.Issuer} {
		if part != "" {
			out = append(out, part)
		}
	}
	return strings.Join(out, ", ")
}
