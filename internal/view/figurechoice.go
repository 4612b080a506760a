package view

import (
	"fmt"
	"strconv"
	"strings"

	"danvankheo/internal/registry"
)

// FigureChoicePage chooses the figures that the home page and the report name.
type FigureChoicePage struct {
	Errors  *ErrorSummary
	Version int64
	Saved   []string // what somebody else saved meanwhile
	Home    [][]Field
	Since   Field
	Report  []Field
	Lists   Table // every list of the report, by year
}

// FigureInput is what the form says, before it is read.
type FigureInput struct {
	Home    []registry.HomeFigure
	Since   string   // year that the list of the report holds from
	Report  []string // codes
	Version int64
}

// InputOfFigures fills the form with what holds in a year.
func InputOfFigures(c registry.FigureChoice, y registry.Year, version int64) FigureInput {
	in := FigureInput{Home: c.Home, Report: c.ReportIn(y), Version: version, Since: "0"}
	for _, r := range c.Report {
		if r.Since <= y {
			in.Since = strconv.Itoa(int(r.Since))
		}
	}
	return in
}

// spareFigures is how many empty lines the list of the report ends with.
const spareFigures = 3

// NewFigureChoicePage shows the form, over the stored lists.
func NewFigureChoicePage(
	in FigureInput, now registry.FigureChoice, c *registry.Catalogue, seasons []registry.Year, failed error,
) FigureChoicePage {
	wrong := registry.FieldsOf(failed)
	p := FigureChoicePage{
		Errors: NewErrorSummary(failed), Version: in.Version,
		Since: InputSelect("since", "Danh sách này dùng cho báo cáo từ năm", in.Since,
			seasonOptions(seasons, Option{Value: "0", Label: "Từ đầu"})).
			Hint("Báo cáo đã chốt giữ danh sách của nó."),
		Lists: Table{
			Caption: "Danh sách theo năm", HideCaption: true, Stacked: true,
			Columns: []Column{{Label: "Từ năm"}, {Label: "Chỉ số nêu trước, theo thứ tự"}},
		},
	}
	p.Since.Error = wrong.For("since")
	for n := range registry.MaxHomeFigures {
		var h registry.HomeFigure
		if n < len(in.Home) {
			h = in.Home[n]
		}
		name := fmt.Sprintf("home.%d.", n)
		code := InputSelect(name+"indicator", fmt.Sprintf("Chỉ số %d", n+1), h.Indicator, sumOptions(c, h.Indicator))
		if n == 0 {
			code.ID, code.Error = "home", wrong.For("home")
		}
		p.Home = append(p.Home, []Field{
			code,
			InputText(name+"noun", "Chữ sau đơn vị tính", h.Noun).Hint("Ví dụ “đất” để thành “4,2 ha đất”. Để trống được."),
			InputText(name+"label", "Chữ dưới con số", h.Label).Hint("Trang đầu tự ghi thêm “trong mô hình được xác nhận hiệu quả”."),
		})
	}
	for n := range min(len(in.Report)+spareFigures, registry.MaxReportFigures) {
		code := ""
		if n < len(in.Report) {
			code = in.Report[n]
		}
		f := InputSelect("report", fmt.Sprintf("Thứ %d", n+1), code, sumOptions(c, code))
		if f.ID = fmt.Sprintf("report-%d", n); n == 0 {
			f.ID, f.Error = "report", wrong.For("report")
		}
		p.Report = append(p.Report, f)
	}
	for _, r := range now.Report {
		since := "Từ đầu"
		if r.Since != 0 {
			since = YearText(r.Since)
		}
		p.Lists.Rows = append(p.Lists.Rows, Row{Cells: []Cell{H(since, ""), T(indicatorLabels(c, r.Indicators))}})
	}
	p.Lists = p.Lists.Labelled()
	return p
}

// FigureLines says what is kept of a choice, after a conflict.
func FigureLines(now registry.FigureChoice, c *registry.Catalogue, y registry.Year) []string {
	var home []string
	for _, h := range now.Home {
		home = append(home, h.Indicator)
	}
	return []string{
		"Trang đầu: " + indicatorLabels(c, home),
		"Báo cáo năm " + YearText(y) + ": " + indicatorLabels(c, now.ReportIn(y)),
	}
}

func indicatorLabels(c *registry.Catalogue, codes []string) string {
	var out []string
	for _, code := range codes {
		label := code
		if i, ok := c.Indicator(code); ok {
			label = i.Label
		}
		out = append(out, label)
	}
	if len(out) == 0 {
		return "không nêu chỉ số nào"
	}
	return strings.Join(out, "; ")
}

// sumOptions offers what may be added up; a chosen one stays, whatever it is.
func sumOptions(c *registry.Catalogue, chosen string) []Option {
	out := []Option{{Label: "Không"}}
	known := chosen == ""
	for _, i := range c.All() {
		if i.Code == chosen || i.Aggregate == registry.Sum && i.Offered(0) {
			out = append(out, Option{Value: i.Code, Label: i.Label + " (" + i.Unit + ")"})
			known = known || i.Code == chosen
		}
	}
	if !known {
		out = append(out, Option{Value: chosen, Label: chosen})
	}
	return out
}
