package view

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// SumsScope is what the sums are of, with what its filter offers.
type SumsScope struct {
	Season  registry.Year // 0: every year
	Field   registry.FieldCode
	Unit    registry.UnitCode
	Seasons []registry.Season
	Ledger  *registry.Ledger
	Today   registry.Date
}

func (s *SumsScope) query() url.Values {
	return url.Values{"nam": {strconv.Itoa(int(s.Season))}, "linh-vuc": {string(s.Field)}, "don-vi": {string(s.Unit)}}
}

// lastDistricts is the last day of the old districts, which results of the years
// before are asked by.
const lastDistricts registry.Date = "2025-06-30"

func (s *SumsScope) filter() []Field {
	years := []Option{{Value: "0", Label: "Mọi năm"}}
	for _, x := range s.Seasons {
		years = append(years, Option{Value: YearText(x.Year), Label: YearText(x.Year)})
	}
	fields := []Option{{Label: "Mọi lĩnh vực"}}
	for _, f := range registry.DefaultFields() {
		fields = append(fields, Option{Value: string(f.Code), Label: f.Label})
	}
	units := []Option{{Label: "Toàn tỉnh"}}
	for _, group := range []struct {
		name  string
		on    registry.Date
		kinds []registry.UnitKind
	}{
		{"Xã, phường", s.Today, []registry.UnitKind{registry.Commune, registry.Ward}},
		{"Cơ quan, đơn vị", s.Today, []registry.UnitKind{registry.Agency, registry.Organisation, registry.ArmedForce}},
		{"Huyện, thị xã, thành phố cũ", lastDistricts, []registry.UnitKind{registry.District, registry.City, registry.Town}},
	} {
		for _, u := range s.Ledger.On(group.on, group.kinds...) {
			units = append(units, Option{Value: string(u.Code), Label: u.Name, Group: group.name})
		}
	}
	return []Field{
		InputSelect("nam", "Năm", strconv.Itoa(int(s.Season)), years),
		InputSelect("linh-vuc", "Lĩnh vực", string(s.Field), fields),
		InputSelect("don-vi", "Đơn vị", string(s.Unit), units),
	}
}

// lineQuery is the query that names one line within the scope.
func (s *SumsScope) lineQuery(l *oversight.Line) url.Values {
	v := s.query()
	nameLine(v, l)
	return v
}

func nameLine(v url.Values, l *oversight.Line) {
	v.Set("ky", l.Period)
	if !l.Usual {
		v.Set("nghia", l.Label)
		v.Set("do", l.Measure)
	}
}

// LineQuery is the query that names one line of a season, 0 for all.
func LineQuery(y registry.Year, l *oversight.Line) url.Values {
	v := url.Values{}
	if y != 0 {
		v.Set("year", address.Year(y))
	}
	nameLine(v, l)
	return v
}

// ChosenLine is the place of the line that a query names, of the first one when it
// names none; -1 when there is no such line.
func ChosenLine(q url.Values, lines []oversight.Line) int {
	return slices.IndexFunc(lines, func(l oversight.Line) bool {
		return (q.Get("ky") == "" || l.Period == q.Get("ky")) &&
			(l.Usual && !q.Has("do") || l.Label == q.Get("nghia") && l.Measure == q.Get("do"))
	})
}

// LineName is a line among others of its indicator: "Diện tích đất hiến, m², trong năm".
func LineName(l *oversight.Line) string {
	return l.Name + ", " + l.Unit + ", " + strings.ToLower(PeriodLabel(l.Period))
}

// InEffective heads what was added up in the models that were judged effective: the
// models were confirmed, not each figure of theirs.
const InEffective = "Trong mô hình được xác nhận hiệu quả"

// saidFoundings are the foundings of a value that counts, the best first.
var saidFoundings = []registry.Founding{registry.Proven, registry.ByCommune, registry.SelfDeclared}

// FoundedText says what of a sum is founded on what: "có minh chứng 3.000; đơn vị tự
// khai 200".
func FoundedText(l *oversight.Line) string {
	var parts []string
	for _, f := range saidFoundings {
		if share := l.Founded[f]; share.Entries > 0 {
			parts = append(parts, lowerFirst(f.Label())+" "+Number(share.Sum))
		}
	}
	return strings.Join(parts, "; ")
}

func (s *SumsScope) linePath(l *oversight.Line) string {
	return WithQuery(address.Sum.At(l.Indicator), s.lineQuery(l))
}

// NewSumsPage shows every indicator of a scope with what may be said of it: a sum,
// the newest value, or the middle of a range.
func NewSumsPage(s SumsScope, lines []oversight.Line) YearlyPage {
	p := YearlyPage{
		Title: "Kết quả theo chỉ số", Filter: s.filter(),
		Lead: "Cộng trên các mô hình đã tiếp nhận và đã gửi báo cáo kết quả. Chỉ cộng số cùng nghĩa, cùng đơn vị tính, cùng kỳ; " +
			"tỷ lệ và giá trị cuối không cộng. Mô hình báo chí phản ánh không tính.",
	}
	if len(lines) == 0 {
		p.Sections = []Block{{Empty: &Empty{
			Heading: "Chưa có kết quả",
			Text:    "Khi đơn vị gửi báo cáo kết quả, số của từng chỉ số hiện ở đây. Thử chọn năm khác hoặc bỏ bớt điều kiện.",
		}}}
		return p
	}
	for _, k := range lineKinds {
		if t := sumsTable(&s, lines, k); len(t.Rows) > 0 {
			p.Sections = append(p.Sections, Block{Heading: k.heading, Text: k.text, Table: &t})
		}
	}
	p.Sections = append(p.Sections, Block{Heading: "Tải về", Links: []Link{
		{Text: "Bảng chỉ số (.xlsx)", URL: WithQuery(address.SumsXLSX, s.query())},
		{Text: "Bảng chỉ số (.csv)", URL: WithQuery(address.SumsCSV, s.query())},
	}})
	return p
}

// lineKind is a way of speaking of the values of one indicator: two columns, and
// what they hold.
type lineKind struct {
	kind          registry.Aggregation
	heading, text string
	first, second string
	values        func(*oversight.Line) (first, second string)
}

// spreadLabel is the column of the lowest to the highest value.
const spreadLabel = "Thấp nhất đến cao nhất"

var lineKinds = []lineKind{
	{
		registry.Sum, "Chỉ số cộng được",
		"Số của một mô hình chỉ tính một lần: hai đơn vị cùng báo một mô hình, hoặc số lũy kế của nhiều năm, thì lấy số mới nhất.",
		"Cộng", InEffective,
		func(l *oversight.Line) (string, string) { return Number(l.Sum), Number(l.Effective.Sum) },
	},
	{
		registry.Last, "Chỉ số lấy giá trị cuối", "Mỗi mô hình một giá trị mới nhất, không cộng với nhau.",
		"Mới nhất", spreadLabel,
		func(l *oversight.Line) (string, string) { return Number(l.Newest.Actual), spreadText(l) },
	},
	{
		registry.Ratio, "Tỷ lệ, mức bình quân",
		"Ghi số ở giữa và khoảng thấp nhất đến cao nhất, không cộng và không lấy trung bình.",
		"Ở giữa", spreadLabel,
		func(l *oversight.Line) (string, string) { return Number(l.Median), spreadText(l) },
	},
}

func spreadText(l *oversight.Line) string {
	if l.Min == l.Max {
		return Number(l.Min)
	}
	return Number(l.Min) + " – " + Number(l.Max)
}

// PeriodLabel names the period that a value is of.
func PeriodLabel(code string) string { return registry.ChoiceLabel(registry.Periods(), code) }

func sumsTable(s *SumsScope, lines []oversight.Line, k lineKind) Table {
	t := Table{Caption: k.kind.Label(), HideCaption: true, Stacked: true, Columns: []Column{
		{Label: "Chỉ số"}, {Label: "Kỳ"}, {Label: k.first, Num: true}, {Label: k.second, Num: true},
		{Label: "Đơn vị tính"}, {Label: "Mô hình", Num: true}, {Label: "Mô hình được xác nhận hiệu quả", Num: true},
	}}
	if k.kind == registry.Sum {
		t.Columns = append(t.Columns, Column{Label: "Căn cứ số liệu"})
	}
	for i := range lines {
		l := &lines[i]
		if l.Aggregate != k.kind {
			continue
		}
		head := H(l.Name, s.linePath(l))
		if !l.Usual {
			head.Sub = "nghĩa hoặc đơn vị tính riêng, mã " + l.Indicator
		}
		first, second := k.values(l)
		cells := []Cell{
			head, T(PeriodLabel(l.Period)), N(first), N(second), T(l.Unit), N(Count(l.Entries)), N(Count(l.Effective.Entries)),
		}
		if k.kind == registry.Sum {
			cells = append(cells, T(FoundedText(l)))
		}
		t.Rows = append(t.Rows, Row{Cells: cells})
	}
	return t.Labelled()
}

// NewSumPage lists what one line of an indicator counts; chosen is its place in
// lines, -1 when none was found.
func NewSumPage(s SumsScope, ind registry.Indicator, lines []oversight.Line, chosen int) YearlyPage {
	p := YearlyPage{
		Crumbs: []Crumb{{Text: "Kết quả theo chỉ số", URL: WithQuery(address.Sums, s.query())}, {Text: ind.Label}},
		Title:  ind.Label, Filter: s.filter(),
	}
	if chosen < 0 {
		p.Sections = []Block{{Empty: &Empty{
			Heading: "Chưa có mô hình nào", Text: "Không có mô hình nào báo chỉ số này trong phạm vi đã chọn.",
		}}}
		return p
	}
	l := &lines[chosen]
	for i := range lines {
		other := &lines[i]
		p.Tabs = append(p.Tabs, Tab{
			Text:    LineName(other),
			URL:     s.linePath(other),
			Count:   Count(other.Entries),
			Current: other.Definition == l.Definition,
		})
	}
	if len(p.Tabs) == 1 {
		p.Tabs = nil
	}
	p.Title, p.Lead = l.Name, Sentence(PeriodLabel(l.Period))+", "+l.Unit+"."
	p.Figures = LineFigures(l)
	p.Sections = append(p.Sections, Block{
		Heading: "Các mô hình được tính",
		Table:   valueTable("Các mô hình được tính", l.Values, s.Ledger),
		Links: []Link{
			{Text: "Danh sách này (.xlsx)", URL: WithQuery(address.Sum.At(l.Indicator+".xlsx"), s.lineQuery(l))},
			{Text: "Danh sách này (.csv)", URL: WithQuery(address.Sum.At(l.Indicator+".csv"), s.lineQuery(l))},
		},
	})
	if len(l.Passed) > 0 {
		p.Sections = append(p.Sections, Block{
			Heading: "Không tính, vì cùng mô hình đã có số mới hơn", Table: valueTable("Không tính", l.Passed, s.Ledger),
		})
	}
	return p
}

// LineFigures are what is said of a line.
func LineFigures(l *oversight.Line) []Figure {
	count := Figure{
		Value: Count(l.Entries),
		Unit:  "mô hình",
		Label: "báo chỉ số này, " + Count(l.Effective.Entries) + " được xác nhận hiệu quả",
	}
	for _, k := range lineKinds[1:] {
		if k.kind != l.Aggregate {
			continue
		}
		first, second := k.values(l)
		label := "giá trị mới nhất"
		if k.kind == registry.Ratio {
			label = "ở giữa"
		}
		return []Figure{
			{Value: first, Unit: l.Unit, Label: label}, {Value: second, Unit: l.Unit, Label: "thấp nhất đến cao nhất"}, count,
		}
	}
	figure := func(v float64, label string) Figure { return Figure{Value: Number(v), Unit: l.Unit, Label: label} }
	return []Figure{
		figure(l.Sum, "cộng, "+strings.ToLower(PeriodLabel(l.Period))),
		figure(l.Effective.Sum, "trong mô hình được xác nhận hiệu quả"),
		count,
		figure(l.Vouched().Sum, "có minh chứng hoặc xã, phường xác nhận"),
	}
}

// EffectiveText says how the entry of a value was judged.
func EffectiveText(v oversight.Value) string {
	if v.Effective {
		return "Được xác nhận hiệu quả"
	}
	return "Chưa được xác nhận hiệu quả"
}

func valueTable(caption string, list []oversight.Value, ledger *registry.Ledger) *Table {
	t := Table{
		Caption:     caption,
		HideCaption: true,
		Stacked:     true,
		Columns: []Column{
			{Label: "Mô hình"}, {Label: "Đơn vị"}, {Label: "Năm"}, {Label: "Kết quả", Num: true},
			{Label: "Căn cứ số liệu"}, {Label: "Thẩm định mô hình"},
		},
	}
	for _, v := range list {
		head := H(v.Title, address.EntryReview.At(v.Entry))
		head.Sub = "số " + v.Number
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			head, T(ledger.FullName(v.Unit)), T(YearText(v.Season)), N(Number(v.Actual)),
			T(v.Founding.Label()), T(EffectiveText(v)),
		}})
	}
	t = t.Labelled()
	return &t
}
