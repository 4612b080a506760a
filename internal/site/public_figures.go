package site

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// askedYear is the season a page of figures is about; 0 means all.
func askedYear(c echo.Context) registry.Year {
	if y, ok := readYear(c.QueryParam("year")); ok {
		return y
	}
	return 0
}

func yearQuery(y registry.Year) string {
	if y == 0 {
		return ""
	}
	return "?year=" + view.YearPath(y)
}

// yearTabs choose a season, the newest first, all of them in front.
func yearTabs(path string, years []registry.Year, now registry.Year) []view.Tab {
	tabs := []view.Tab{{Text: "Mọi năm", URL: path, Current: now == 0}}
	for _, y := range years {
		tabs = append(tabs, view.Tab{Text: view.YearPath(y), URL: path + yearQuery(y), Current: y == now})
	}
	return tabs
}

// figures shows the public figures in brief.
func (h *showcase) figures(c echo.Context) error {
	set, err := h.Pages()
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	t, err := h.tallied(ctx)
	if err != nil {
		return err
	}
	sums, err := h.summed(ctx)
	if err != nil {
		return err
	}
	y := askedYear(c)
	page := view.FiguresPage{Heading: "Số liệu", Lead: "Đếm trên các mô hình đã công khai. Mỗi con số dẫn tới đúng danh sách nó đếm; biểu đồ nào cũng có bảng và tệp tải về.", Years: yearTabs("/so-lieu", t.seasons(), y)}
	if y != 0 {
		page.Heading = "Số liệu năm " + view.YearPath(y)
	}
	total := t.count(inSeason(y))
	if total == 0 {
		page.Empty = &view.Empty{Heading: "Chưa có mô hình công khai", Text: "Số liệu sẽ hiện ở đây khi có mô hình được đăng.", Action: &view.Link{Text: "Xem mọi năm", URL: "/so-lieu"}}
	} else {
		h.fillFigures(t, y, total, &page)
		if list := ofSeason(h.Flow.Catalogue(), sums, y); len(list) > 0 {
			table := sumTable("Kết quả cộng dồn", list, func(s sum) string { return "/so-lieu/" + s.Indicator.Code + yearQuery(y) })
			table.HideCaption = true
			page.Sums, page.SumsCSV, page.Note = &table, "/so-lieu/chi-so.csv"+yearQuery(y), sumsNote(list)
		}
	}
	ch := h.frame(c, page.Heading, "Mô hình dân vận khéo theo năm, lĩnh vực, loại đơn vị và kết quả cộng dồn, kèm tệp số liệu tải về.", "/so-lieu"+yearQuery(y))
	return reveal(h, c, set.Public.Figures, ch, page)
}

func (h *showcase) fillFigures(t *tally, y registry.Year, total int, page *view.FiguresPage) {
	ledger := h.Flow.Ledger()
	all := len(ledger.On(h.Flow.Today(), registry.Commune, registry.Ward))
	own := t.count(inSeason(y), registered)
	page.Figures = []view.Figure{
		{Value: view.Count(total), Unit: "mô hình", Label: "đã công khai", URL: listAddress(y, nil)},
		{Value: view.Count(own), Unit: "mô hình", Label: "đơn vị đăng ký", URL: listAddress(y, url.Values{"origin": {"dang-ky"}})},
		{Value: view.Count(total - own), Unit: "mô hình", Label: "báo chí phản ánh", URL: listAddress(y, url.Values{"origin": {"bao-chi"}})},
		{Value: view.Count(t.communes(ledger, inSeason(y))), Of: "/" + view.Count(all), Unit: "xã, phường hôm nay", Label: "có mô hình, kể cả của đơn vị tiền thân", URL: "/don-vi"},
	}
	if y == 0 {
		page.ByYear = h.byYear(t)
	}
	page.Charts = []view.BarChart{h.fieldChart(t, y, total), h.typeChart(t, y, total)}
	page.Matrix = h.matrix(t, y)
}

// listAddress is the list that a count counts.
func listAddress(y registry.Year, v url.Values) string {
	if v == nil {
		v = url.Values{}
	}
	if y != 0 {
		v.Set("year", view.YearPath(y))
	}
	if len(v) == 0 {
		return "/mo-hinh"
	}
	return "/mo-hinh?" + v.Encode()
}

// yearCounts counts each year, the oldest first, the unknown one last.
func (t *tally) yearCounts() []view.YearCount {
	years := t.seasons()
	slices.Reverse(years)
	var out []view.YearCount
	for _, y := range append(years, 0) {
		y := y
		exactly := func(r sqlite.PublicCount) bool { return r.Season == y }
		own := t.count(exactly, registered)
		c := view.YearCount{Name: view.Sentence(view.YearText(y)), URL: "/mo-hinh?year=" + view.YearPath(y), Registered: own, Reported: t.count(exactly) - own}
		if c.Registered+c.Reported > 0 {
			out = append(out, c)
		}
	}
	return out
}

func (h *showcase) byYear(t *tally) *view.ColumnChart {
	counts := t.yearCounts()
	known := slices.DeleteFunc(slices.Clone(counts), func(c view.YearCount) bool { return c.Name == "Không rõ năm" })
	chart := view.NewColumnChart(known)
	if chart == nil {
		return nil
	}
	chart.ID, chart.Heading, chart.CSV = "theo-nam", "Mô hình theo năm", "/so-lieu/nam.csv"
	chart.Legend = []view.LegendItem{{Class: "legend__box--one", Text: "đơn vị đăng ký"}, {Class: "legend__box--two", Text: "báo chí phản ánh"}}
	chart.Table = view.Table{Caption: "Mô hình theo năm", Columns: []view.Column{{Label: "Năm"}, {Label: "Đơn vị đăng ký", Num: true}, {Label: "Báo chí phản ánh", Num: true}, {Label: "Cộng", Num: true}}}
	var words []string
	for _, c := range counts {
		n := c.Registered + c.Reported
		chart.Table.Rows = append(chart.Table.Rows, view.Row{Cells: []view.Cell{view.H(c.Name, c.URL), view.N(view.Count(c.Registered)), view.N(view.Count(c.Reported)), view.N(view.Count(n))}})
		if c.Name == "Không rõ năm" {
			chart.Note = view.Count(n) + " mô hình do báo chí phản ánh không rõ năm, không vẽ trong biểu đồ nhưng có trong bảng."
			continue
		}
		words = append(words, c.Name+": "+view.Count(n))
	}
	chart.Label = "Số mô hình mỗi năm. " + strings.Join(words, "; ")
	return chart
}

// barRows makes a chart of counted things; the longest bar is the largest count.
func barRows(rows []view.BarRow, counts []int, total int) []view.BarRow {
	most := slices.Max(counts)
	for i := range rows {
		rows[i].Value = view.Count(counts[i])
		rows[i].Bar = view.NewBar(float64(counts[i]), float64(most))
		rows[i].Share = view.Number(float64((counts[i]*1000+total/2)/max(1, total))/10) + "%"
	}
	return rows
}

func (h *showcase) fieldChart(t *tally, y registry.Year, total int) view.BarChart {
	c := view.BarChart{ID: "theo-linh-vuc", Heading: "Theo lĩnh vực", CSV: "/so-lieu/linh-vuc.csv" + yearQuery(y), NameLabel: "Lĩnh vực", Total: view.Count(total)}
	var counts []int
	for _, f := range registry.DefaultFields() {
		c.Rows = append(c.Rows, view.BarRow{Label: f.Label, Code: string(f.Code), URL: listAddress(y, url.Values{"field": {string(f.Code)}})})
		counts = append(counts, t.count(inSeason(y), inField(f.Code)))
	}
	c.Rows = barRows(c.Rows, counts, total)
	return c
}

func (h *showcase) typeChart(t *tally, y registry.Year, total int) view.BarChart {
	c := view.BarChart{ID: "theo-loai", Heading: "Theo loại", CSV: "/so-lieu/loai.csv" + yearQuery(y), NameLabel: "Loại", Total: view.Count(total)}
	var counts []int
	for _, typ := range registry.Types() {
		typ := typ
		c.Rows = append(c.Rows, view.BarRow{Label: typ.Label(), URL: listAddress(y, url.Values{"kind": {typ.String()}})})
		counts = append(counts, t.count(inSeason(y), func(r sqlite.PublicCount) bool { return r.Type == typ }))
	}
	c.Rows = barRows(c.Rows, counts, total)
	return c
}

const unknownKind = "Chưa rõ đơn vị"

// kindName groups the kinds of unit for the matrix: as they were then.
func kindName(l *registry.Ledger, code registry.UnitCode) string {
	u, ok := l.Unit(code)
	switch {
	case !ok:
		return unknownKind
	case u.Kind == registry.Commune, u.Kind == registry.Ward, u.Kind == registry.Township:
		return view.Sentence(u.Kind.Label())
	case u.Kind.Level() == registry.DistrictLevel:
		return "Huyện, thị xã, thành phố (trước 01/07/2025)"
	}
	return view.Sentence(u.Kind.Label())
}

// matrix counts kinds of unit × fields.
func (h *showcase) matrix(t *tally, y registry.Year) *view.Matrix {
	names, counts := h.matrixCounts(t, y)
	fields := registry.DefaultFields()
	m := &view.Matrix{Heading: "Loại đơn vị và lĩnh vực", Note: "Ô đậm hơn là nhiều mô hình hơn. Đơn vị tính theo tên lúc đó.", CSV: "/so-lieu/ma-tran.csv" + yearQuery(y)}
	most := 0
	totals := make([]int, len(fields)+1)
	for _, row := range counts {
		for i, n := range row {
			most = max(most, n)
			totals[i] += n
			totals[len(fields)] += n
		}
	}
	for _, f := range fields {
		m.Columns = append(m.Columns, view.MarkOf(f.Code))
	}
	for _, name := range names {
		row := view.MatrixRow{Label: name}
		n := 0
		for _, v := range counts[name] {
			row.Cells = append(row.Cells, view.NewMatrixCell(v, most, ""))
			n += v
		}
		row.Total = view.Count(n)
		m.Rows = append(m.Rows, row)
	}
	for i, n := range totals {
		address := listAddress(y, nil)
		if i < len(fields) {
			address = listAddress(y, url.Values{"field": {string(fields[i].Code)}})
		}
		m.Totals = append(m.Totals, view.MatrixCell{Text: view.Count(n), URL: address})
	}
	return m
}

func (h *showcase) matrixCounts(t *tally, y registry.Year) (names []string, counts map[string][]int) {
	counts = map[string][]int{}
	at := map[registry.FieldCode]int{}
	fields := registry.DefaultFields()
	for i, f := range fields {
		at[f.Code] = i
	}
	for _, r := range t.rows {
		i, ok := at[r.Field]
		if !ok || !inSeason(y)(r) {
			continue
		}
		name := kindName(h.Flow.Ledger(), r.Unit)
		if counts[name] == nil {
			counts[name] = make([]int, len(fields))
			names = append(names, name)
		}
		counts[name][i] += r.Count
	}
	most := func(name string) (n int) {
		for _, v := range counts[name] {
			n += v
		}
		if name == unknownKind {
			return -1 // last
		}
		return n
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(most(b)-most(a), vietnamese.Compare(a, b)) })
	return names, counts
}

// indicator lists every entry behind one sum.
func (h *showcase) indicator(c echo.Context, code string) error {
	ind, ok := h.Flow.Catalogue().Indicator(code)
	if !ok {
		return registry.Errorf(registry.NotFound, "Không có chỉ số này. Xem danh sách ở trang Số liệu.")
	}
	set, err := h.Pages()
	if err != nil {
		return err
	}
	ctx, y := c.Request().Context(), askedYear(c)
	list, err := h.DB.PublicContributions(ctx, code, y, h.Flow.Now())
	if err != nil {
		return err
	}
	t, err := h.tallied(ctx)
	if err != nil {
		return err
	}
	path := "/so-lieu/" + code
	page := view.IndicatorPage{
		Heading: ind.Label, Crumbs: []view.Crumb{{Text: "Số liệu", URL: "/so-lieu" + yearQuery(y)}, {Text: ind.Label}}, Years: yearTabs(path, t.seasons(), y),
		Lead: "Các mô hình do đơn vị đăng ký, đã công khai và có số này.", CSV: path + ".csv" + yearQuery(y), Table: contributionTable(h.Flow.Ledger(), ind, list),
	}
	if ind.Aggregate != registry.Sum {
		page.Note = "Chỉ số này là " + ind.Aggregate.Label() + " nên không cộng."
	} else if len(list) > 0 {
		page.Figures = indicatorFigures(ind, list)
		page.Note = "Số ghi bằng đơn vị tính khác vẫn được liệt kê nhưng không cộng."
	}
	if len(list) == 0 {
		page.Empty = &view.Empty{Heading: "Chưa có mô hình nào", Text: "Danh sách sẽ hiện ở đây khi có mô hình công khai mang chỉ số này.", Action: &view.Link{Text: "Về trang Số liệu", URL: "/so-lieu"}}
	}
	ch := h.frame(c, ind.Label, fmt.Sprintf("%s: các mô hình góp vào số này, kèm tệp tải về.", ind.Label), path+yearQuery(y))
	return reveal(h, c, set.Public.Indicator, ch, page)
}

func contributionTable(l *registry.Ledger, ind registry.Indicator, list []sqlite.Contribution) view.Table {
	t := view.Table{Caption: "Các mô hình góp vào số này", HideCaption: true, Stacked: true, Columns: []view.Column{{Label: "Mô hình"}, {Label: "Đơn vị"}, {Label: "Năm"}, {Label: "Đạt", Num: true}, {Label: "Đơn vị tính"}, {Label: "Xác nhận"}}}
	for _, x := range list {
		measure, confirmed := x.Measure, "Chờ xác nhận"
		if measure == "" {
			measure = ind.Unit
		}
		if x.Confirmed {
			confirmed = "Đã xác nhận"
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			{Text: x.Title, URL: view.StoryPath(x.Season, x.Slug), Head: true, Sub: x.Label}, view.T(l.FullName(x.Unit)), view.T(strconv.Itoa(int(x.Season))), view.N(view.Number(x.Actual)), view.T(measure), view.T(confirmed),
		}})
	}
	return t.Labelled()
}

func indicatorFigures(ind registry.Indicator, list []sqlite.Contribution) []view.Figure {
	var all, confirmed float64
	for _, x := range list {
		if x.Measure != "" && x.Measure != ind.Unit {
			continue
		}
		all += x.Actual
		if x.Confirmed {
			confirmed += x.Actual
		}
	}
	a, au := view.Quantity(all, ind.Unit)
	b, bu := view.Quantity(confirmed, ind.Unit)
	return []view.Figure{
		{Value: b, Unit: bu, Label: "đã xác nhận"}, {Value: a, Unit: au, Label: "kể cả số chờ xác nhận"}, {Value: view.Count(len(list)), Unit: "mô hình", Label: "góp vào số này"},
	}
}
