package view

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// LedgerPage finds units in the ledger.
type LedgerPage struct {
	Text, Kind Field
	Ended      Field
	Total      string
	Table      Table
	Pager      Pager
	Empty      *Empty
}

// LedgerQuery is what the ledger was asked for.
type LedgerQuery struct {
	Text, Kind string
	Ended      bool // with versions that ended
	Page       int
}

// URL is the address of a page of the list.
func (q LedgerQuery) URL(page int) string {
	v := url.Values{}
	if q.Text != "" {
		v.Set("q", q.Text)
	}
	if q.Kind != "" {
		v.Set("loai", q.Kind)
	}
	if q.Ended {
		v.Set("ca-cu", "1")
	}
	if page > 1 {
		v.Set("trang", strconv.Itoa(page))
	}
	if len(v) == 0 {
		return address.Ledger
	}
	return address.Ledger + "?" + v.Encode()
}

// unitsPerPage is the length of one page of the list.
const unitsPerPage = 50

// FindUnits lists the versions that a query finds, by name.
func FindUnits(l *registry.Ledger, q LedgerQuery) []registry.Unit {
	text := vietnamese.Fold(strings.TrimSpace(q.Text))
	out := slices.DeleteFunc(l.All(), func(u registry.Unit) bool {
		return !q.Ended && u.To != "" || q.Kind != "" && u.Kind.String() != q.Kind ||
			text != "" && !strings.Contains(vietnamese.Fold(u.Name), text) && !strings.Contains(strings.ToLower(string(u.Code)), text)
	})
	registry.SortUnits(out)
	return out
}

// NewLedgerPage shows one page of what was found.
func NewLedgerPage(l *registry.Ledger, q LedgerQuery) LedgerPage {
	found := FindUnits(l, q)
	p := LedgerPage{
		Text:  InputText("q", "Tên hoặc mã", q.Text),
		Kind:  InputSelect("loai", "Loại", q.Kind, TermOptions(registry.UnitKinds(), "Mọi loại")),
		Ended: InputTick("ca-cu", "Cả đơn vị đã kết thúc", q.Ended),
		Total: Count(len(found)) + " phiên bản đơn vị", Pager: NewPager(len(found), q.Page, unitsPerPage, q.URL),
		Table: Table{
			Caption:     "Đơn vị",
			HideCaption: true,
			Stacked:     true,
			Columns:     []Column{{Label: "Tên"}, {Label: "Loại"}, {Label: "Cấp trên"}, {Label: "Hiệu lực"}, {Label: "Nay là"}},
		},
	}
	p.Text.Kind = FieldSearch
	if len(found) == 0 {
		p.Empty = &Empty{Heading: "Không có đơn vị nào khớp", Text: "Thử bớt điều kiện lọc, hoặc tìm cả đơn vị đã kết thúc."}
	}
	from := min(max(0, (q.Page-1)*unitsPerPage), len(found))
	for _, u := range found[from:min(from+unitsPerPage, len(found))] {
		name := H(u.Name, address.LedgerUnit.At(u.Code))
		name.Sub = string(u.Code)
		p.Table.Rows = append(
			p.Table.Rows,
			Row{Cells: []Cell{name, T(u.Kind.Label()), T(parentName(l, u)), T(Validity(u)), T(todayNames(l, u))}, Quiet: u.To != ""},
		)
	}
	p.Table = p.Table.Labelled()
	return p
}

// parentName names the unit above, "" when there is none.
func parentName(l *registry.Ledger, u registry.Unit) string {
	if u.Parent == "" {
		return ""
	}
	return l.Name(u.Parent)
}

// Validity says when a version is in force.
func Validity(u registry.Unit) string {
	switch {
	case u.From == "" && u.To == "":
		return "đang hiệu lực"
	case u.To == "":
		return "từ " + u.From.Local()
	case u.From == "":
		return "đến " + u.To.Local()
	}
	return u.From.Local() + " – " + u.To.Local()
}

func todayNames(l *registry.Ledger, u registry.Unit) string {
	if u.To == "" {
		return ""
	}
	var names []string
	for _, t := range l.Today(u.Code) {
		names = append(names, t.Name)
	}
	return strings.Join(names, ", ")
}

// LedgerUnitPage shows one body: its versions and what it came from and became.
type LedgerUnitPage struct {
	Name     string
	Facts    []Fact
	Versions Table
	Before   *Table
	After    *Table
	Actions  []Button
	Note     string
}

// NewLedgerUnitPage shows the body of a version.
func NewLedgerUnitPage(l *registry.Ledger, u registry.Unit, entries, accounts int) LedgerUnitPage {
	p := LedgerUnitPage{
		Name: l.FullName(u.Code), Note: u.Note,
		Facts: []Fact{{Name: "Mã", Text: string(u.Code)}, {Name: "Loại", Text: u.Kind.Label()}, {Name: "Hiệu lực", Text: Validity(u)}},
		Versions: Table{Caption: "Các phiên bản của đơn vị này", HideCaption: true, Stacked: true,
			Columns: []Column{{Label: "Tên"}, {Label: "Mã"}, {Label: "Loại"}, {Label: "Cấp trên"}, {Label: "Hiệu lực"}}},
	}
	if u.Parent != "" {
		p.Facts = append(p.Facts, Fact{Name: "Cấp trên", Text: l.Name(u.Parent), URL: address.LedgerUnit.At(u.Parent)})
	}
	if u.To != "" {
		var names []string
		for _, t := range l.Today(u.Code) {
			names = append(names, t.Name)
		}
		p.Facts = append(p.Facts, Fact{Name: "Nay là", Text: cmp.Or(strings.Join(names, ", "), "không có đơn vị kế thừa cùng cấp")})
	}
	p.Facts = append(
		p.Facts,
		Fact{Name: "Mô hình ghi cho đơn vị và đơn vị trước nó", Text: Count(entries), URL: address.Unit.At(u.Code)},
		Fact{Name: "Tài khoản", Text: Count(accounts)},
	)
	for _, v := range l.Versions(u.ID) {
		p.Versions.Rows = append(
			p.Versions.Rows,
			Row{
				Cells: []Cell{
					H(v.Name, address.LedgerUnit.At(v.Code)),
					T(string(v.Code)),
					T(v.Kind.Label()),
					T(parentName(l, v)),
					T(Validity(v)),
				},
				Quiet: v.Code != u.Code,
			},
		)
	}
	p.Versions = p.Versions.Labelled()
	p.Before = edgeTable("Hình thành từ", l, l.Predecessors(u.Code), func(s registry.Succession) registry.UnitCode { return s.From })
	p.After = edgeTable("Trở thành", l, l.Successors(u.Code), func(s registry.Succession) registry.UnitCode { return s.To })
	if u.To == "" && u.Kind.Level() != registry.ProvinceLevel {
		at := func(kind string) string {
			return address.UnitChange.At(kind) + "?tu=" + url.QueryEscape(string(u.Code))
		}
		p.Actions = []Button{
			{
				Text: "Đổi tên, loại hoặc cấp trên",
				URL:  at("doi-ten"),
			}, {Text: "Nhập với đơn vị khác", URL: at("nhap")}, {Text: "Tách", URL: at("tach")},
			{Text: "Kết thúc", Kind: "danger", URL: at("ket-thuc")},
		}
	}
	return p
}

// edgeTable lists edges by the unit at their other end; nil when there are none.
func edgeTable(caption string, l *registry.Ledger, edges []registry.Succession, other func(registry.Succession) registry.UnitCode) *Table {
	if len(edges) == 0 {
		return nil
	}
	t := Table{
		Caption:     caption,
		HideCaption: true,
		Stacked:     true,
		Columns:     []Column{{Label: "Đơn vị"}, {Label: "Ngày"}, {Label: "Phạm vi"}, {Label: "Văn bản"}},
	}
	for _, s := range edges {
		t.Rows = append(
			t.Rows,
			Row{
				Cells: []Cell{
					H(l.FullName(other(s)), address.LedgerUnit.At(other(s))),
					T(s.Date.Local()),
					T(s.Extent.Label()),
					T(s.Basis),
				},
			},
		)
	}
	t = t.Labelled()
	return &t
}
