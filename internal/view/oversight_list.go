package view

import (
	"fmt"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// OversightListPage is the list behind one number of the cockpit.
type OversightListPage struct {
	Crumbs    []Crumb
	Title     string
	Lead      string
	StepTabs  []Tab
	Filter    []Field
	Kept      []Pair
	Clear     string
	Total     int // the number that the cockpit shows
	TotalText string
	CSV, XLSX string
	Urge      string // to urge those of the list who still owe
	Table     *Table
	Empty     *Empty
	Pager     Pager
}

// StateOptions are the standings that the list of units may be limited to.
func StateOptions() []Option {
	out := []Option{{Value: "", Label: "Tất cả"}, {Value: "da-co", Label: "Đã có"}}
	for _, s := range oversight.States() {
		out = append(out, Option{Value: s.String(), Label: s.Label()})
	}
	return append(out, Option{Value: "qua-han", Label: "Quá hạn"}, Option{Value: "khong-nguoi", Label: "Chưa có tài khoản"})
}

// KindOptions are the kinds of unit that owe in a season.
func KindOptions(s registry.Season) []Option {
	out := []Option{{Value: "", Label: "Mọi loại"}}
	for _, k := range kindOrder() {
		if s.Owed(k) {
			out = append(out, Option{Value: k.String(), Label: UpperFirst(k.Label())})
		}
	}
	return out
}

// DistrictOptions are the former districts that units of a coverage are counted under.
func DistrictOptions(c *oversight.Coverage, l *registry.Ledger) []Option {
	out := []Option{{Value: "", Label: "Cả tỉnh"}}
	for _, g := range c.GroupBy(oversight.ByDistrict) {
		if g.Key != "" {
			out = append(out, Option{Value: g.Key, Label: l.Name(registry.UnitCode(g.Key))})
		}
	}
	return append(out, Option{Value: "tinh", Label: "Cơ quan cấp tỉnh"})
}

var stateTones = map[oversight.State]string{
	oversight.OnTime:  "ok",
	oversight.Late:    "wait",
	oversight.Missing: "quiet",
	oversight.Exempt:  "info",
}

// StandingBadge shows the state of a unit.
func StandingBadge(s *oversight.Standing) Badge {
	if s.Overdue {
		return Badge{"Quá hạn", "stop"}
	}
	return Badge{s.State.Label(), stateTones[s.State]}
}

// standingNotes are the small words about a standing.
func standingNotes(s *oversight.Standing) string {
	var out []string
	if s.Exemption != nil {
		out = append(out, join(", ", "miễn: "+s.Exemption.Reason, s.Exemption.Document))
	}
	if s.Extension != nil {
		out = append(out, "gia hạn đến "+s.Extension.Until.Local()+": "+s.Extension.Reason)
	}
	if s.Joint {
		out = append(out, "cùng chủ trì với đơn vị khác")
	}
	if s.Inherited {
		out = append(out, "kế thừa của đơn vị cũ")
	}
	if s.Unstaffed {
		out = append(out, "chưa có tài khoản")
	}
	return strings.Join(out, "; ")
}

// StandingTable lists units.
func StandingTable(list []oversight.Standing, l *registry.Ledger, year registry.Year) *Table {
	if len(list) == 0 {
		return nil
	}
	t := Table{
		Caption:     "Đơn vị",
		HideCaption: true,
		Stacked:     true,
		Columns: []Column{
			{Label: "Đơn vị"},
			{Label: "Loại"},
			{Label: "Huyện cũ"},
			{Label: "Tình trạng"},
			{Label: "Ngày gửi"},
			{Label: "Mô hình", Num: true},
		},
	}
	for i := range list {
		s := &list[i]
		badge := StandingBadge(s)
		head := H(s.Unit.Name, address.Query(address.UnitFile.At(s.Unit.Code), "nam", YearText(year)))
		head.Sub = standingNotes(s)
		sent := Cell{Text: Day(s.At)}
		if len(s.Entries) > 0 && s.At.IsZero() {
			sent.Text = "không rõ"
		}
		t.Rows = append(
			t.Rows,
			Row{
				Cells: []Cell{
					head,
					T(s.Unit.Kind.Label()),
					T(formerDistrict(l, s.District)),
					{Badge: &badge},
					sent,
					N(Count(len(s.Entries))),
				},
			},
		)
	}
	t = t.Labelled()
	return &t
}

func formerDistrict(l *registry.Ledger, code registry.UnitCode) string {
	if code == "" {
		return ""
	}
	return l.Name(code)
}

// StandingHeads are the columns of the exported list of units.
var StandingHeads = []string{
	"Mã",
	"Đơn vị",
	"Loại",
	"Huyện cũ",
	"Đơn vị ngày nay",
	"Tình trạng",
	"Quá hạn",
	"Hạn",
	"Ngày gửi",
	"Số mô hình",
	"Ghi chú",
}

// StandingRows are the lines of the exported list of units.
func StandingRows(list []oversight.Standing, l *registry.Ledger) [][]any {
	out := make([][]any, 0, len(list))
	for i := range list {
		s := &list[i]
		out = append(
			out,
			[]any{
				string(s.Unit.Code),
				s.Unit.Name,
				s.Unit.Kind.Label(),
				formerDistrict(l, s.District),
				formerDistrict(l, s.Today),
				s.State.Label(),
				yesNo(s.Overdue),
				s.Due.Local(),
				Day(s.At),
				len(s.Entries),
				standingNotes(s),
			},
		)
	}
	return out
}

// OversightLine is one entry of a list of following up.
type OversightLine struct {
	ID           registry.EntryID
	Number       string
	Title        string
	Unit         string
	Year         registry.Year
	Field        registry.FieldCode
	Registration registry.Registration
	Result       registry.Result
	Since        string // of waiting work
	Days         int
}

// LineTable lists entries; waiting ones with their age.
func LineTable(list []OversightLine, waiting bool) *Table {
	if len(list) == 0 {
		return nil
	}
	t := Table{
		Caption:     "Mô hình",
		HideCaption: true,
		Stacked:     true,
		Columns:     []Column{{Label: "Mô hình"}, {Label: "Đơn vị"}, {Label: "Lĩnh vực"}, {Label: "Trạng thái"}},
	}
	if waiting {
		t.Columns = append(t.Columns, Column{Label: "Từ ngày"}, Column{Label: "Ngày làm việc", Num: true})
	}
	for _, x := range list {
		l := EntryLine{
			ID:           x.ID,
			Number:       x.Number,
			Title:        x.Title,
			URL:          address.Entry.At(x.ID),
			Registration: x.Registration,
			Result:       x.Result,
		}
		r := Row{Cells: []Cell{lineHead(l), T(x.Unit), {Mark: MarkOf(x.Field)}, progressCell(x.Registration, x.Result)}}
		if waiting {
			r.Cells = append(r.Cells, T(x.Since), N(Count(x.Days)))
		}
		t.Rows = append(t.Rows, r)
	}
	t = t.Labelled()
	return &t
}

func progressCell(r registry.Registration, result registry.Result) Cell {
	b := RegistrationBadge(r)
	if r == registry.Accepted && result != registry.NoReport {
		b = ResultBadge(result)
	}
	return Cell{Badge: &b}
}

// LineHeads are the columns of the exported list of entries.
func LineHeads(waiting bool) []string {
	heads := []string{"Số", "Mô hình", "Năm", "Đơn vị", "Lĩnh vực", "Đăng ký", "Báo cáo kết quả"}
	if waiting {
		heads = append(heads, "Từ ngày", "Ngày làm việc")
	}
	return heads
}

// LineRows are the lines of the exported list of entries.
func LineRows(list []OversightLine, waiting bool) [][]any {
	out := make([][]any, 0, len(list))
	for _, x := range list {
		row := []any{x.Number, x.Title, YearText(x.Year), x.Unit, registry.FieldLabel(x.Field), x.Registration.Label(), x.Result.Label()}
		if waiting {
			row = append(row, x.Since, x.Days)
		}
		out = append(out, row)
	}
	return out
}

// UnitTotal says how many units a list has.
func UnitTotal(n int) string { return fmt.Sprintf("%s đơn vị", Count(n)) }

// EntryTotal says how many entries a list has.
func EntryTotal(n int) string { return fmt.Sprintf("%s mô hình", Count(n)) }
