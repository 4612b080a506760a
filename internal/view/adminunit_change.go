package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// UnitChangePage changes the ledger: a form, and what it would do.
type UnitChangePage struct {
	Errors  *ErrorSummary
	Heading string
	Lead    string
	Action  string
	Version int64
	From    *Field // of a merger: the units that go in
	FromOne string // else the one unit it is about, named
	FromID  string
	Keep    *Field
	Into    []UnitRow
	Day     Field
	Basis   Field
	Plan    *UnitPlanView
}

// UnitRow is a unit after the change, in the form.
type UnitRow struct {
	Heading                            string
	Existing, Name, Kind, Code, Parent *Field
}

// UnitPlanView is what a change would do.
type UnitPlanView struct {
	Lines  []string
	Counts []string
}

// UnitChangeInput is what the form says.
type UnitChangeInput struct {
	Kind    string
	From    string // a line each
	Into    []UnitRowInput
	Keep    bool
	Day     registry.Date
	Basis   string
	Version int64
}

// UnitRowInput is one unit after the change, as typed.
type UnitRowInput struct{ Existing, Name, Kind, Code, Parent string }

var changeWords = map[string][2]string{
	"doi-ten": {
		"Đổi tên, loại hoặc cấp trên",
		"Tạo phiên bản mới của đơn vị từ ngày nêu dưới đây. Phiên bản cũ giữ nguyên tên cho những gì đã ghi.",
	},
	"nhap": {
		"Nhập đơn vị",
		"Các đơn vị nêu dưới đây kết thúc vào ngày trước và nhập toàn bộ vào một đơn vị. Mô hình cũ giữ tên cũ, và được tính vào " +
			"đơn vị mới.",
	},
	"tach":      {"Tách đơn vị", "Mỗi phần đi về một đơn vị mới hoặc một đơn vị đang có."},
	"ket-thuc":  {"Kết thúc đơn vị", "Dùng khi đơn vị thôi hoạt động mà không có đơn vị nào kế thừa."},
	"thanh-lap": {"Thêm đơn vị mới", "Dùng khi đơn vị được thành lập mà không kế thừa đơn vị nào trong sổ."},
}

// KnownChange reports whether there is a form for a kind of change.
func KnownChange(kind string) bool { _, ok := changeWords[kind]; return ok }

// splitRows is how many units the form of a split has room for.
const splitRows = 4

// NewUnitChangePage shows the form of a change.
func NewUnitChangePage(in UnitChangeInput, l *registry.Ledger, today registry.Date, failed error) UnitChangePage {
	wrong := registry.FieldsOf(failed)
	words := changeWords[in.Kind]
	p := UnitChangePage{
		Errors: NewErrorSummary(
			failed,
		), Heading: words[0], Lead: words[1], Action: address.UnitChange.At(in.Kind), Version: in.Version,
		Day: InputDate("day", "Ngày có hiệu lực", in.Day).Need().Wrong(wrong),
		Basis: InputText(
			"basis",
			"Văn bản pháp lý",
			in.Basis,
		).Need().
			Hint("Ví dụ: Nghị quyết 1658/NQ-UBTVQH15 ngày 16/6/2025.").
			Wrong(wrong),
	}
	suggestions := UnitLabels(l.On(today))
	var first registry.Unit
	if in.Kind == "nhap" {
		f := InputArea("from", "Các đơn vị nhập vào", in.From, 4).Need().Hint("Mỗi dòng một đơn vị: tên hoặc mã.").Wrong(wrong)
		p.From = &f
	} else if in.Kind != "thanh-lap" {
		first, _ = l.Unit(registry.UnitCode(TypedUnit(strings.SplitN(in.From, "\n", 2)[0])))
		p.FromOne, p.FromID = cmp.Or(UnitLabel(first), in.From), in.From
		if m := wrong.For("from"); m != "" {
			p.FromOne = in.From
		}
	}
	if in.Kind == "tach" {
		f := InputTick("keep", "Đơn vị cũ vẫn giữ, chỉ chuyển đi một phần", in.Keep)
		p.Keep = &f
	}
	if in.Kind != "ket-thuc" {
		p.Into = rowsOf(in, suggestions, wrong)
	}
	return p
}

// rowsOf makes the rows of the units after the change.
func rowsOf(in UnitChangeInput, suggestions []string, wrong registry.Fields) []UnitRow {
	n := 1
	if in.Kind == "tach" {
		n = max(splitRows, len(in.Into))
	}
	var rows []UnitRow
	for i := range n {
		var r UnitRowInput
		if i < len(in.Into) {
			r = in.Into[i]
		}
		rows = append(rows, rowOf(in.Kind, i, r, suggestions, wrong))
	}
	return rows
}

func rowOf(change string, i int, r UnitRowInput, suggestions []string, wrong registry.Fields) UnitRow {
	at := func(name string) string {
		if change == "tach" {
			return fmt.Sprintf("into.%d.%s", i, name)
		}
		return name
	}
	var row UnitRow
	put := func(dest **Field, f Field) { f = f.Wrong(wrong); *dest = &f }
	if change == "tach" {
		row.Heading = fmt.Sprintf("Đơn vị sau khi tách %d", i+1)
	}
	if change == "nhap" || change == "tach" {
		f := InputText(
			at("existing"),
			"Đơn vị đang có",
			r.Existing,
		).Hint("Nếu nhập về một đơn vị đang có. Nếu là đơn vị mới thì để trống và điền các ô dưới.")
		f.Suggestions = suggestions
		put(&row.Existing, f)
	}
	put(&row.Name, InputText(at("name"), "Tên đơn vị mới", r.Name))
	var kinds []registry.UnitKind
	for _, k := range registry.UnitKinds() {
		if k.Level() != registry.ProvinceLevel {
			kinds = append(kinds, k)
		}
	}
	put(&row.Kind, InputSelect(at("unit_kind"), "Loại", r.Kind, TermOptions(kinds, "Chọn…")))
	code := InputText(at("code"), "Mã chính thức", r.Code).Hint("Để trống thì dùng lại mã của đơn vị đầu tiên.")
	if change == "thanh-lap" || change == "tach" && i > 0 {
		code = code.Hint("Ví dụ 07210 hoặc BN-SNV.")
	}
	code.Width = "medium"
	put(&row.Code, code)
	parent := InputText(at("parent"), "Cấp trên", r.Parent).Hint("Để trống thì giữ cấp trên cũ.")
	parent.Suggestions = suggestions
	put(&row.Parent, parent)
	return row
}

// UnitPlanInput is what a change would do, in the terms of the ledger.
type UnitPlanInput struct {
	Ended, Made []registry.Unit
	Edges       []registry.Succession
	Old, New    *registry.Ledger
	Day         registry.Date
	Entries     int
	Accounts    int
}

// NewUnitPlanView says in words what a change would do.
func NewUnitPlanView(p UnitPlanInput) *UnitPlanView {
	v := &UnitPlanView{}
	for _, u := range p.Ended {
		v.Lines = append(v.Lines, fmt.Sprintf("Kết thúc: %s (%s), hiệu lực đến hết %s.", u.Name, u.Code, u.To.Local()))
	}
	for _, u := range p.Made {
		v.Lines = append(
			v.Lines,
			fmt.Sprintf("Phiên bản mới: %s (%s), %s, từ %s%s.", u.Name, u.Code, u.Kind.Label(), u.From.Local(), under(p.New, u)),
		)
	}
	for _, e := range p.Edges {
		v.Lines = append(
			v.Lines,
			fmt.Sprintf("Kế thừa %s: %s → %s, theo %s.", e.Extent.Label(), p.New.Name(e.From), p.New.Name(e.To), e.Basis),
		)
	}
	before, after := len(inForce(p.Old)), len(inForce(p.New))
	v.Counts = append(v.Counts, fmt.Sprintf("Xã, phường, thị trấn đang hiệu lực: %s → %s.", Count(before), Count(after)))
	v.Counts = append(
		v.Counts,
		fmt.Sprintf("Mô hình đã ghi cho các đơn vị này: %s, không mô hình nào mất hay đổi tên đơn vị lúc đăng ký.", Count(p.Entries)),
	)
	v.Counts = append(v.Counts, fmt.Sprintf("Tài khoản theo sang đơn vị mới: %s.", Count(p.Accounts)))
	return v
}

func under(l *registry.Ledger, u registry.Unit) string {
	if u.Parent == "" {
		return ""
	}
	return ", thuộc " + l.Name(u.Parent)
}

func inForce(l *registry.Ledger) []registry.Unit {
	return slices.DeleteFunc(l.All(), func(u registry.Unit) bool { return u.To != "" || u.Kind.Level() != registry.CommuneLevel })
}
