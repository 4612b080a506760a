package public

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// askedYear is the season a page of figures is about; 0 means all.
func askedYear(c *shell.Context) registry.Year {
	if y, ok := shell.ReadYear(c.QueryParam("year")); ok {
		return y
	}
	return 0
}

// yearTabs choose a season, the newest first, all of them in front.
func yearTabs(path string, years []registry.Year, now registry.Year) []view.Tab {
	tabs := []view.Tab{{Text: "Mọi năm", URL: path, Current: now == 0}}
	for _, y := range years {
		tabs = append(tabs, view.Tab{Text: address.Year(y), URL: path + shell.YearQuery(y), Current: y == now})
	}
	return tabs
}

// figures shows the public figures in brief.
func (h *Area) figures(c *shell.Context) error {
	ctx := c.Context()
	t, err := h.PublicTally(ctx)
	if err != nil {
		return err
	}
	sums, err := h.PublicLines(ctx)
	if err != nil {
		return err
	}
	y := askedYear(c)
	page := view.FiguresPage{
		Heading: "Số liệu",
		Lead:    "Đếm trên các mô hình đã công khai. Mỗi con số dẫn tới đúng danh sách nó đếm; hình nào cũng có bảng và tệp tải về.",
		Years:   yearTabs(address.Figures, t.Seasons(), y),
	}
	if y != 0 {
		page.Heading = "Số liệu năm " + address.Year(y)
	}
	total := t.Count(oversight.InSeason(y))
	if total == 0 {
		page.Empty = &view.Empty{
			Heading: "Chưa có mô hình công khai",
			Text:    "Số liệu sẽ hiện ở đây khi có mô hình được đăng.",
			Action:  &view.Link{Text: "Xem mọi năm", URL: address.Figures},
		}
	} else {
		if err := h.fillFigures(ctx, t, y, total, &page); err != nil {
			return err
		}
		table := sumTable("Kết quả cộng dồn", sums.In(y), func(l *oversight.Line) string {
			return view.WithQuery(address.FigurePart.At(l.Indicator), view.LineQuery(y, l))
		})
		if len(table.Rows) > 0 {
			table.HideCaption = true
			page.Sums, page.SumsCSV, page.Note = &table, address.FigurePart.At("chi-so.csv"+shell.YearQuery(y)), sumsNote
		}
	}
	ch := h.frame(
		c,
		page.Heading,
		"Mô hình dân vận khéo theo năm, lĩnh vực, loại đơn vị và kết quả cộng dồn, kèm tệp số liệu tải về.",
		address.Figures+shell.YearQuery(y),
	)
	return shell.Render(c, http.StatusOK, c.Pages().Public.Figures, ch, page)
}

func (h *Area) fillFigures(ctx context.Context, t *oversight.Tally, y registry.Year, total int, page *view.FiguresPage) error {
	ledger := h.Flow.Ledger()
	all := len(ledger.On(h.Flow.Today(), registry.Commune, registry.Ward))
	own := t.Count(oversight.InSeason(y), oversight.ByUnits)
	page.Figures = []view.Figure{
		{Value: view.Count(total), Unit: "mô hình", Label: "đã công khai", URL: listAddress(y, nil)},
		{Value: view.Count(own), Unit: "mô hình", Label: "đơn vị đăng ký", URL: listAddress(y, url.Values{"origin": {"dang-ky"}})},
		{
			Value: view.Count(total - own),
			Unit:  "mô hình",
			Label: "báo chí phản ánh",
			URL:   listAddress(y, url.Values{"origin": {"bao-chi"}}),
		},
		{
			Value: view.Count(t.Communes(ledger, oversight.InSeason(y))),
			Of:    "/" + view.Count(all),
			Unit:  "xã, phường hôm nay",
			Label: "có mô hình, kể cả của đơn vị tiền thân",
			URL:   "#ban-do",
		},
	}
	list, err := h.graphs(ctx, t, y)
	for _, g := range list {
		page.Charts = append(page.Charts, g.OnPage(address.Figures+"/", shell.YearQuery(y)))
	}
	return err
}

// listAddress is the list that a count counts.
func listAddress(y registry.Year, v url.Values) string {
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

// yearCount is how many stories a year has, by origin.
type yearCount struct {
	Year                 registry.Year
	Name                 string
	URL                  string
	Unknown              bool
	Registered, Reported int
}

// yearCounts counts each year, the oldest first, the unknown one last.
func yearCounts(t *oversight.Tally) []yearCount {
	years := t.Seasons()
	slices.Reverse(years)
	var out []yearCount
	for _, y := range append(years, 0) {
		own := t.Count(oversight.ExactSeason(y), oversight.ByUnits)
		c := yearCount{
			Year:       y,
			Name:       view.Sentence(view.YearText(y)),
			URL:        address.Stories + "?year=" + address.Year(y),
			Unknown:    y == 0,
			Registered: own,
			Reported:   t.Count(oversight.ExactSeason(y)) - own,
		}
		if c.Registered+c.Reported > 0 {
			out = append(out, c)
		}
	}
	return out
}

// indicatorLines reads the values of an indicator and puts them into lines.
func (h *Area) indicatorLines(ctx context.Context, code string, y registry.Year) ([]oversight.Line, error) {
	values, err := h.DB.PublicValuesOf(ctx, code, y, h.Flow.Now())
	if err != nil {
		return nil, err
	}
	return oversight.Lines(h.Flow.Catalogue().In(y), values), nil
}

// indicator lists every entry behind one line of an indicator: the usual one, unless
// the address names another.
func (h *Area) indicator(c *shell.Context, code string) error {
	y := askedYear(c)
	ind, ok := h.Flow.Catalogue().In(y).Indicator(code)
	if !ok {
		return registry.Errorf(registry.NotFound, "Không có chỉ số này. Xem danh sách ở trang Số liệu.")
	}
	ctx := c.Context()
	lines, err := h.indicatorLines(ctx, code, y)
	if err != nil {
		return err
	}
	t, err := h.PublicTally(ctx)
	if err != nil {
		return err
	}
	path := address.FigurePart.At(code)
	page := view.IndicatorPage{
		Heading: ind.Label, Crumbs: []view.Crumb{{Text: "Số liệu", URL: address.Figures + shell.YearQuery(y)}, {Text: ind.Label}},
		Years: yearTabs(path, t.Seasons(), y),
		Lead:  "Các mô hình do đơn vị đăng ký, đã công khai và có số này.", CSV: path + ".csv" + shell.YearQuery(y),
	}
	if chosen := view.ChosenLine(c.QueryParams(), lines); chosen >= 0 {
		h.fillIndicator(&page, path, y, lines, chosen)
	} else {
		page.Empty = &view.Empty{
			Heading: "Chưa có mô hình nào",
			Text:    "Danh sách sẽ hiện ở đây khi có mô hình công khai mang chỉ số này.",
			Action:  &view.Link{Text: "Về trang Số liệu", URL: address.Figures},
		}
	}
	if y == 0 && ind.Aggregate == registry.Sum {
		sums, err := h.PublicLines(ctx)
		if err != nil {
			return err
		}
		if g := sumGraph(ind, sums); g != nil {
			drawn := g.OnPage(address.Figures+"/", "")
			page.Chart = &drawn
		}
	}
	ch := h.frame(c, ind.Label, fmt.Sprintf("%s: các mô hình góp vào số này, kèm tệp tải về.", ind.Label), path+shell.YearQuery(y))
	return shell.Render(c, http.StatusOK, c.Pages().Public.Indicator, ch, page)
}

// fillIndicator shows one line with its entries, and leads to the others.
func (h *Area) fillIndicator(page *view.IndicatorPage, path string, y registry.Year, lines []oversight.Line, chosen int) {
	l := &lines[chosen]
	for i := range lines {
		page.Lines = append(page.Lines, view.Tab{
			Text: view.LineName(&lines[i]), URL: view.WithQuery(path, view.LineQuery(y, &lines[i])), Current: i == chosen,
		})
	}
	if len(page.Lines) == 1 {
		page.Lines = nil
	}
	page.Lead = view.LineName(l) + ". " + page.Lead
	page.Figures = view.LineFigures(l)
	page.Table = contributionTable("Các mô hình góp vào số này", h.Flow.Ledger(), l, l.Values)
	if len(l.Passed) > 0 {
		passed := contributionTable("Không tính", h.Flow.Ledger(), l, l.Passed)
		page.Passed = &passed
	}
	page.Note = sumsNote
	if l.Aggregate != registry.Sum {
		page.Note = "Chỉ số này là " + l.Aggregate.Label() + " nên không cộng."
	}
}

func contributionTable(caption string, ledger *registry.Ledger, l *oversight.Line, values []oversight.Value) view.Table {
	t := view.Table{
		Caption:     caption,
		HideCaption: true,
		Stacked:     true,
		Columns: []view.Column{
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
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			{
				Text: v.Title,
				URL:  address.Story.At(v.Season, v.Slug),
				Head: true,
				Sub:  v.Label,
			}, view.T(ledger.FullName(v.Unit)), view.T(strconv.Itoa(int(v.Season))), view.N(view.Number(v.Actual)), view.T(l.Unit),
			view.T(v.Founding.Label()), view.T(view.EffectiveText(v)),
		}})
	}
	return t.Labelled()
}
