package view

import (
	"net/url"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// FiguresPage is the figures in brief: drawings, each with its table below and
// its files.
type FiguresPage struct {
	Crumbs  []Crumb
	Heading string
	Lead    string
	Years   []Tab
	Figures []Figure
	Charts  []Chart
	Sums    *Table
	SumsCSV string
	Note    string
	Empty   *Empty
}

// yearTabs choose a season, the newest first, all of them in front.
func yearTabs(path string, years []registry.Year, now registry.Year) []Tab {
	tabs := []Tab{{Text: "Mọi năm", URL: path, Current: now == 0}}
	for _, y := range years {
		tabs = append(tabs, Tab{Text: address.Year(y), URL: path + YearQuery(y), Current: y == now})
	}
	return tabs
}

// YearQuery is the query that asks for a season; "" for all.
func YearQuery(y registry.Year) string {
	if y == 0 {
		return ""
	}
	return "?year=" + address.Year(y)
}

// StoriesOf is the list of stories that a count of a season counts, 0 for all; v holds
// what else narrows it.
func StoriesOf(y registry.Year, v url.Values) string {
	if v == nil {
		v = url.Values{}
	}
	if y != 0 {
		v.Set("year", address.Year(y))
	}
	if len(v) == 0 {
		return address.Stories
	}
	return address.Stories + "?" + v.Encode()
}

// FiguresInput is what the public figures of a season count, 0 for all.
type FiguresInput struct {
	Ledger *registry.Ledger
	Today  registry.Date
	Year   registry.Year
	Tally  *oversight.Tally
	Lines  []oversight.Line
	Charts []Chart
}

// NewFiguresPage shows the public figures in brief.
func NewFiguresPage(in FiguresInput) FiguresPage {
	y, total := in.Year, in.Tally.Count(oversight.InSeason(in.Year))
	p := FiguresPage{
		Heading: "Số liệu",
		Lead:    "Đếm trên các mô hình đã công khai. Mỗi con số dẫn tới đúng danh sách nó đếm; hình nào cũng có bảng và tệp tải về.",
		Years:   yearTabs(address.Figures, in.Tally.Seasons(), y),
	}
	if y != 0 {
		p.Heading = "Số liệu năm " + address.Year(y)
	}
	if total == 0 {
		p.Empty = &Empty{
			Heading: "Chưa có mô hình công khai",
			Text:    "Số liệu sẽ hiện ở đây khi có mô hình được đăng.",
			Action:  &Link{Text: "Xem mọi năm", URL: address.Figures},
		}
		return p
	}
	p.Figures, p.Charts = in.figures(total), in.Charts
	table := sumTable("Kết quả cộng dồn", in.Lines, func(l *oversight.Line) string {
		return WithQuery(address.FigurePart.At(l.Indicator), LineQuery(y, l))
	})
	if len(table.Rows) > 0 {
		table.HideCaption = true
		p.Sums, p.SumsCSV, p.Note = &table, address.FigurePart.At("chi-so.csv"+YearQuery(y)), sumsNote
	}
	return p
}

func (in *FiguresInput) figures(total int) []Figure {
	y, own := in.Year, in.Tally.Count(oversight.InSeason(in.Year), oversight.ByUnits)
	return []Figure{
		{Value: Count(total), Unit: "mô hình", Label: "đã công khai", URL: StoriesOf(y, nil)},
		{Value: Count(own), Unit: "mô hình", Label: "đơn vị đăng ký", URL: StoriesOf(y, url.Values{"origin": {"dang-ky"}})},
		{Value: Count(total - own), Unit: "mô hình", Label: "báo chí phản ánh", URL: StoriesOf(y, url.Values{"origin": {"bao-chi"}})},
		{
			Value: Count(in.Tally.Communes(in.Ledger, oversight.InSeason(y))),
			Of:    "/" + Count(len(in.Ledger.On(in.Today, registry.Commune, registry.Ward))),
			Unit:  "xã, phường hôm nay",
			Label: "có mô hình, kể cả của đơn vị tiền thân",
			URL:   "#ban-do",
		},
	}
}

// NewSpreadPage shows how the model of a story went from year to year and from unit to
// unit.
func NewSpreadPage(headline, story string, drawing Chart) FiguresPage {
	return FiguresPage{
		Heading: "Lan tỏa: " + headline, Lead: "Mô hình đã qua những năm nào, và những nơi nào học theo.",
		Crumbs: []Crumb{{Text: headline, URL: story}, {Text: "Lan tỏa"}}, Charts: []Chart{drawing},
	}
}

// IndicatorPage is every entry behind one sum.
type IndicatorPage struct {
	Crumbs  []Crumb
	Heading string
	Lead    string
	Figures []Figure
	Years   []Tab
	Lines   []Tab // other meanings, measures and periods of the indicator
	Chart   *Chart
	Table   Table
	Passed  *Table // not counted
	CSV     string
	Note    string
	Empty   *Empty
}

// PublicIndicatorInput is what stands behind a sum of the public figures.
type PublicIndicatorInput struct {
	Ledger    *registry.Ledger
	Indicator registry.Indicator
	Year      registry.Year   // 0: all
	Seasons   []registry.Year // that have stories
	Lines     []oversight.Line
	Asked     url.Values // names the line, the usual one when it names none
	Chart     *Chart     // over the years
}

// NewIndicatorPage shows one line of an indicator with its entries, and leads to the
// others.
func NewIndicatorPage(in PublicIndicatorInput) IndicatorPage {
	path := address.FigurePart.At(in.Indicator.Code)
	p := IndicatorPage{
		Heading: in.Indicator.Label,
		Crumbs:  []Crumb{{Text: "Số liệu", URL: address.Figures + YearQuery(in.Year)}, {Text: in.Indicator.Label}},
		Years:   yearTabs(path, in.Seasons, in.Year),
		Lead:    "Các mô hình do đơn vị đăng ký, đã công khai và có số này.", CSV: path + ".csv" + YearQuery(in.Year),
		Chart: in.Chart,
	}
	chosen := ChosenLine(in.Asked, in.Lines)
	if chosen < 0 {
		p.Empty = &Empty{
			Heading: "Chưa có mô hình nào",
			Text:    "Danh sách sẽ hiện ở đây khi có mô hình công khai mang chỉ số này.",
			Action:  &Link{Text: "Về trang Số liệu", URL: address.Figures},
		}
		return p
	}
	if len(in.Lines) > 1 {
		for i := range in.Lines {
			p.Lines = append(p.Lines, Tab{
				Text: LineName(&in.Lines[i]), URL: WithQuery(path, LineQuery(in.Year, &in.Lines[i])), Current: i == chosen,
			})
		}
	}
	l := &in.Lines[chosen]
	p.Lead = LineName(l) + ". " + p.Lead
	p.Figures = LineFigures(l)
	p.Table = contributionTable("Các mô hình góp vào số này", in.Ledger, l, l.Values)
	if len(l.Passed) > 0 {
		passed := contributionTable("Không tính", in.Ledger, l, l.Passed)
		p.Passed = &passed
	}
	p.Note = sumsNote
	if l.Aggregate != registry.Sum {
		p.Note = "Chỉ số này là " + l.Aggregate.Label() + " nên không cộng."
	}
	return p
}

func contributionTable(caption string, ledger *registry.Ledger, l *oversight.Line, values []oversight.Value) Table {
	t := Table{
		Caption:     caption,
		HideCaption: true,
		Stacked:     true,
		Columns: []Column{
			{Label: "Mô hình"},
			{Label: "Đơn vị"},
			{Label: "Năm"},
			{Label: "Đạt", Num: true},
			{Label: "Đơn vị tính"},
			{Label: "Căn cứ số liệu"},
			{Label: "Thẩm định mô hình"},
		},
	}
	for _, v := range values {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: v.Title, URL: address.Story.At(v.Season, v.Slug), Head: true, Sub: v.Label},
			T(ledger.FullName(v.Unit)), T(strconv.Itoa(int(v.Season))), N(Number(v.Actual)), T(l.Unit),
			T(v.Founding.Label()), T(EffectiveText(v)),
		}})
	}
	return t.Labelled()
}

// sumTable writes the lines that may be added up, with what each sum is founded on.
func sumTable(caption string, lines []oversight.Line, link func(*oversight.Line) string) Table {
	t := Table{
		Caption: caption,
		Stacked: true,
		Columns: []Column{
			{Label: "Chỉ số"},
			{Label: "Kỳ"},
			{Label: "Cộng", Num: true},
			{Label: "Đơn vị tính"},
			{Label: "Căn cứ số liệu"},
			{Label: InEffective, Num: true},
			{Label: "Mô hình", Num: true},
		},
	}
	for i := range lines {
		l := &lines[i]
		if l.Aggregate != registry.Sum {
			continue
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			H(l.Name, link(l)), T(PeriodLabel(l.Period)), N(Number(l.Sum)), T(l.Unit),
			T(FoundedText(l)), N(Number(l.Effective.Sum)), N(Count(l.Entries)),
		}})
	}
	return t.Labelled()
}

// sumsNote says what is in public sums and what is not.
const sumsNote = "Chỉ cộng số cùng nghĩa, cùng đơn vị tính, cùng kỳ, của mô hình do đơn vị đăng ký, đã công khai và báo cáo " +
	"kết quả đã được thẩm định; một mô hình tính một lần. Thẩm định xác nhận mô hình, không xác nhận từng con số: căn cứ của " +
	"số ghi riêng. Tỷ lệ và giá trị cuối kỳ không cộng, số trong bài báo không tính."
