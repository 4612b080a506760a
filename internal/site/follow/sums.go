package follow

import (
	"bytes"
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/office"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// yearly is what the follow-up officer and the units do once a year: sums of
// outcomes, the frozen report, self-reports, what became of models.
type yearly struct{ *shell.Shell }

func (h *yearly) routes(e *shell.Router) {
	g := e.Group(address.Sums, shell.RequireArea(registry.OversightArea))
	g.GET(address.Sums, h.sums)
	g.GET(address.SumsCSV, h.sumsTable)
	g.GET(address.SumsXLSX, h.sumsTable)
	g.GET(string(address.Sum), h.sum)
	h.reportRoutes(e)
	h.selfRoutes(e)
}

// draw shows a page made of sections.
func (h *yearly) draw(c *shell.Context, code int, p view.YearlyPage) error {
	title := p.Title
	if p.Errors != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Desk.Yearly, h.DeskChrome(c, title), p)
}

// asked is the scope that the address asks for, with what it leaves open filled
// in: the newest year that has values. "nam=0" means all years.
func (h *yearly) asked(c *shell.Context) (oversight.Scope, registry.UnitCode) {
	q := c.QueryParams()
	s := oversight.Scope{Season: h.Flow.CurrentYear(), Field: registry.FieldCode(q.Get("linh-vuc"))}
	if n, err := strconv.Atoi(q.Get("nam")); err == nil && n >= 0 && n < 3000 {
		s.Season = registry.Year(n)
	}
	unit, ok := h.Flow.Ledger().Unit(registry.UnitCode(q.Get("don-vi")))
	if !ok {
		return s, ""
	}
	s.Units = oversight.UnitsOf(h.Flow.Ledger(), unit.Code)
	return s, unit.Code
}

// scopeQuery writes a scope back into an address.
func scopeQuery(s oversight.Scope, unit registry.UnitCode) url.Values {
	return url.Values{"nam": {strconv.Itoa(int(s.Season))}, "linh-vuc": {string(s.Field)}, "don-vi": {string(unit)}}
}

// scopeFields are the fields of the filter over sums.
func (h *yearly) scopeFields(s oversight.Scope, unit registry.UnitCode) []view.Field {
	years := []view.Option{{Value: "0", Label: "Mọi năm"}}
	for _, x := range h.Flow.Seasons() {
		years = append(years, view.Option{Value: view.YearText(x.Year), Label: view.YearText(x.Year)})
	}
	fields := []view.Option{{Label: "Mọi lĩnh vực"}}
	for _, f := range registry.DefaultFields() {
		fields = append(fields, view.Option{Value: string(f.Code), Label: f.Label})
	}
	units := []view.Option{{Label: "Toàn tỉnh"}}
	for _, group := range []struct {
		name  string
		kinds []registry.UnitKind
	}{
		{"Xã, phường", []registry.UnitKind{registry.Commune, registry.Ward}}, {"Cơ quan, đơn vị", []registry.UnitKind{registry.Agency, registry.Organisation, registry.ArmedForce}},
	} {
		for _, u := range h.Flow.Ledger().On(h.Flow.Today(), group.kinds...) {
			units = append(units, view.Option{Value: string(u.Code), Label: u.Name, Group: group.name})
		}
	}
	for _, u := range h.Flow.Ledger().On("2025-06-30", registry.District, registry.City, registry.Town) {
		units = append(units, view.Option{Value: string(u.Code), Label: u.Name, Group: "Huyện, thị xã, thành phố cũ"})
	}
	year := strconv.Itoa(int(s.Season))
	return []view.Field{
		view.InputSelect("nam", "Năm", year, years),
		view.InputSelect("linh-vuc", "Lĩnh vực", string(s.Field), fields),
		view.InputSelect("don-vi", "Đơn vị", string(unit), units),
	}
}

// lines reads the sums of a scope.
func (h *yearly) lines(c *shell.Context, s oversight.Scope, indicators ...string) ([]oversight.Line, error) {
	values, err := h.DB.Values(c.Context(), s.Season, indicators...)
	if err != nil {
		return nil, err
	}
	return oversight.Lines(h.Flow.Catalogue().In(s.Season), s.Within(values)), nil
}

// lineQuery names one line in an address.
func lineQuery(l oversight.Line, v url.Values) string {
	v.Set("ky", l.Period)
	if !l.Usual {
		v.Set("nghia", l.Label)
		v.Set("do", l.Measure)
	}
	return shell.WithQuery(address.Sum.At(l.Indicator), v)
}

// sums shows every indicator of a scope with what may be said of it.
func (h *yearly) sums(c *shell.Context) error {
	s, unit := h.asked(c)
	lines, err := h.lines(c, s)
	if err != nil {
		return err
	}
	p := view.YearlyPage{
		Title: "Kết quả theo chỉ số", Filter: h.scopeFields(s, unit),
		Lead: "Cộng trên các mô hình đã tiếp nhận và đã gửi báo cáo kết quả. Chỉ cộng số cùng nghĩa, cùng đơn vị tính, cùng kỳ; tỷ lệ và giá trị cuối không cộng. Mô hình báo chí phản ánh không tính.",
	}
	if len(lines) == 0 {
		p.Sections = []view.YearlySection{
			{
				Empty: &view.Empty{
					Heading: "Chưa có kết quả",
					Text:    "Khi đơn vị gửi báo cáo kết quả, số của từng chỉ số hiện ở đây. Thử chọn năm khác hoặc bỏ bớt điều kiện.",
				},
			},
		}
		return h.draw(c, http.StatusOK, p)
	}
	for _, group := range []struct {
		kind          registry.Aggregation
		heading, text string
	}{
		{registry.Sum, "Chỉ số cộng được", "Số của một mô hình chỉ tính một lần: hai đơn vị cùng báo một mô hình, hoặc số lũy kế của nhiều năm, thì lấy số mới nhất."},
		{registry.Last, "Chỉ số lấy giá trị cuối", "Mỗi mô hình một giá trị mới nhất, không cộng với nhau."},
		{registry.Ratio, "Tỷ lệ, mức bình quân", "Ghi số ở giữa và khoảng thấp nhất đến cao nhất, không cộng và không lấy trung bình."},
	} {
		if t := sumsOf(lines, group.kind, s, unit); len(t.Rows) > 0 {
			p.Sections = append(p.Sections, view.YearlySection{Heading: group.heading, Text: group.text, Table: &t})
		}
	}
	q := scopeQuery(s, unit)
	p.Sections = append(p.Sections, view.YearlySection{Heading: "Tải về", Links: []view.Link{
		{
			Text: "Bảng chỉ số (.xlsx)",
			URL:  shell.WithQuery(address.SumsXLSX, q),
		}, {Text: "Bảng chỉ số (.csv)", URL: shell.WithQuery(address.SumsCSV, scopeQuery(s, unit))},
	}})
	return h.draw(c, http.StatusOK, p)
}

// sumsOf is the table of the lines of one kind.
func sumsOf(lines []oversight.Line, kind registry.Aggregation, s oversight.Scope, unit registry.UnitCode) view.Table {
	t := view.Table{Caption: kind.Label(), HideCaption: true, Stacked: true, Columns: []view.Column{{Label: "Chỉ số"}, {Label: "Kỳ"}}}
	switch kind {
	case registry.Sum:
		t.Columns = append(t.Columns, view.Column{Label: "Cộng", Num: true}, view.Column{Label: "Đã xác nhận", Num: true})
	case registry.Last:
		t.Columns = append(t.Columns, view.Column{Label: "Mới nhất", Num: true}, view.Column{Label: "Thấp nhất đến cao nhất", Num: true})
	case registry.Ratio:
		t.Columns = append(t.Columns, view.Column{Label: "Ở giữa", Num: true}, view.Column{Label: "Thấp nhất đến cao nhất", Num: true})
	}
	t.Columns = append(
		t.Columns,
		view.Column{Label: "Đơn vị tính"},
		view.Column{Label: "Mô hình", Num: true},
		view.Column{Label: "Mô hình đã xác nhận", Num: true},
	)
	for _, l := range lines {
		if l.Aggregate != kind {
			continue
		}
		head := view.Cell{Text: l.Name, URL: lineQuery(l, scopeQuery(s, unit)), Head: true}
		if ind := l.Indicator; !l.Usual {
			head.Sub = "nghĩa hoặc đơn vị tính riêng, mã " + ind
		}
		first, second := view.Number(l.Sum), view.Number(l.Confirmed)
		switch kind {
		case registry.Last:
			first, second = view.Number(l.Newest.Actual), spread(l)
		case registry.Ratio:
			first, second = view.Number(l.Median), spread(l)
		}
		t.Rows = append(
			t.Rows,
			view.Row{
				Cells: []view.Cell{
					head,
					view.T(periodLabel(l.Period)),
					view.N(first),
					view.N(second),
					view.T(l.Unit),
					view.N(view.Count(l.Entries)),
					view.N(view.Count(l.ConfirmedEntries)),
				},
			},
		)
	}
	return t.Labelled()
}

func spread(l oversight.Line) string {
	if l.Min == l.Max {
		return view.Number(l.Min)
	}
	return view.Number(l.Min) + " – " + view.Number(l.Max)
}

func periodLabel(code string) string { return registry.ChoiceLabel(registry.Periods(), code) }

// sum lists what one line counts; ".csv" and ".xlsx" behind the code send it.
func (h *yearly) sum(c *shell.Context) error {
	code, ext := c.Param("ma"), ""
	for _, e := range []string{"csv", "xlsx"} {
		if name, ok := strings.CutSuffix(code, "."+e); ok {
			code, ext = name, e
		}
	}
	ind, ok := h.Flow.Catalogue().Indicator(code)
	if !ok {
		return registry.Errorf(registry.NotFound, "Không có chỉ số này.")
	}
	s, unit := h.asked(c)
	ind = ind.In(s.Season)
	lines, err := h.lines(c, s, code)
	if err != nil {
		return err
	}
	l, found := h.chosenLine(c, lines)
	if ext != "" {
		return sendTable(c, ext, "chi-so-"+strings.ToLower(code), s.Season, h.sumSheet(ind, l))
	}
	p := view.YearlyPage{
		Crumbs: []view.Crumb{
			{Text: "Kết quả theo chỉ số", URL: shell.WithQuery(address.Sums, scopeQuery(s, unit))},
			{Text: ind.Label},
		}, Title: ind.Label, Filter: h.scopeFields(s, unit),
	}
	if !found {
		p.Sections = []view.YearlySection{
			{Empty: &view.Empty{Heading: "Chưa có mô hình nào", Text: "Không có mô hình nào báo chỉ số này trong phạm vi đã chọn."}},
		}
		return h.draw(c, http.StatusOK, p)
	}
	for _, other := range lines {
		tab := view.Tab{
			Text:    other.Name + ", " + other.Unit + ", " + strings.ToLower(periodLabel(other.Period)),
			URL:     lineQuery(other, scopeQuery(s, unit)),
			Count:   view.Count(other.Entries),
			Current: other.Definition == l.Definition,
		}
		p.Tabs = append(p.Tabs, tab)
	}
	if len(p.Tabs) == 1 {
		p.Tabs = nil
	}
	p.Title, p.Lead = l.Name, view.Sentence(periodLabel(l.Period))+", "+l.Unit+"."
	p.Figures = lineFigures(l)
	table := h.valueTable("Các mô hình được tính", l.Values)
	file := strings.TrimPrefix(lineQuery(l, scopeQuery(s, unit)), address.Sum.At(l.Indicator))
	p.Sections = append(p.Sections, view.YearlySection{Heading: "Các mô hình được tính", Table: &table, Links: []view.Link{
		{
			Text: "Danh sách này (.xlsx)",
			URL:  address.Sum.At(l.Indicator+".xlsx") + file,
		}, {Text: "Danh sách này (.csv)", URL: address.Sum.At(l.Indicator+".csv") + file},
	}})
	if len(l.Passed) > 0 {
		passed := h.valueTable("Không tính", l.Passed)
		p.Sections = append(p.Sections, view.YearlySection{Heading: "Không tính, vì cùng mô hình đã có số mới hơn", Table: &passed})
	}
	return h.draw(c, http.StatusOK, p)
}

// chosenLine is the line that the address names, the first one otherwise.
func (h *yearly) chosenLine(c *shell.Context, lines []oversight.Line) (oversight.Line, bool) {
	q := c.QueryParams()
	i := slices.IndexFunc(lines, func(l oversight.Line) bool {
		return (q.Get("ky") == "" || l.Period == q.Get("ky")) &&
			(l.Usual && !q.Has("do") || l.Label == q.Get("nghia") && l.Measure == q.Get("do"))
	})
	if i < 0 {
		return oversight.Line{}, false
	}
	return lines[i], true
}

func lineFigures(l oversight.Line) []view.Figure {
	count := view.Figure{
		Value: view.Count(l.Entries),
		Unit:  "mô hình",
		Label: "báo chỉ số này, " + view.Count(l.ConfirmedEntries) + " đã xác nhận",
	}
	switch l.Aggregate {
	case registry.Last:
		return []view.Figure{
			{Value: view.Number(l.Newest.Actual), Unit: l.Unit, Label: "giá trị mới nhất"},
			{Value: spread(l), Unit: l.Unit, Label: "thấp nhất đến cao nhất"},
			count,
		}
	case registry.Ratio:
		return []view.Figure{
			{Value: view.Number(l.Median), Unit: l.Unit, Label: "ở giữa"},
			{Value: spread(l), Unit: l.Unit, Label: "thấp nhất đến cao nhất"},
			count,
		}
	}
	return []view.Figure{
		{Value: view.Number(l.Sum), Unit: l.Unit, Label: "cộng"},
		{Value: view.Number(l.Confirmed), Unit: l.Unit, Label: "đã xác nhận"},
		count,
	}
}

func confirmedText(v oversight.Value) string {
	if v.Confirmed {
		return "Đã xác nhận"
	}
	return "Chưa xác nhận"
}

func (h *yearly) valueTable(caption string, list []oversight.Value) view.Table {
	t := view.Table{
		Caption:     caption,
		HideCaption: true,
		Stacked:     true,
		Columns: []view.Column{
			{Label: "Mô hình"},
			{Label: "Đơn vị"},
			{Label: "Năm"},
			{Label: "Kết quả", Num: true},
			{Label: "Nguồn số liệu"},
			{Label: "Xác nhận"},
		},
	}
	for _, v := range list {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			{
				Text: v.Title,
				URL:  address.EntryReview.At(v.Entry),
				Head: true,
				Sub:  "số " + v.Number,
			}, view.T(h.Flow.Ledger().FullName(v.Unit)), view.T(view.YearText(v.Season)),
			view.N(view.Number(v.Actual)), view.T(registry.ChoiceLabel(registry.Sources(), v.Source)), view.T(confirmedText(v)),
		}})
	}
	return t.Labelled()
}

// sumSheet is the list of one line as a table; the last row adds up what may be
// added up.
func (h *yearly) sumSheet(ind registry.Indicator, l oversight.Line) office.Sheet {
	s := office.Sheet{
		Name:  ind.Label,
		Title: cmp.Or(l.Name, ind.Label) + ", " + strings.ToLower(periodLabel(l.Period)),
		Columns: []office.SheetColumn{
			{
				Label: "STT",
				Width: 6,
			}, {Label: "Số", Width: 11}, {Label: "Mô hình", Width: 50, Wrap: true}, {Label: "Đơn vị", Width: 34, Wrap: true}, {Label: "Năm", Width: 8}, {Label: "Kết quả", Width: 14}, {Label: "Đơn vị tính", Width: 14}, {Label: "Nguồn số liệu", Width: 22}, {Label: "Xác nhận", Width: 16},
		},
	}
	for i, v := range l.Values {
		s.Rows = append(
			s.Rows,
			[]any{
				i + 1,
				v.Number,
				v.Title,
				h.Flow.Ledger().FullName(v.Unit),
				int(v.Season),
				v.Actual,
				l.Unit,
				registry.ChoiceLabel(registry.Sources(), v.Source),
				confirmedText(v),
			},
		)
	}
	if l.Aggregate == registry.Sum && len(l.Values) > 0 {
		s.Total("Cộng", 5)
	}
	return s
}

// sumsTable sends the lines of a scope as one table.
func (h *yearly) sumsTable(c *shell.Context) error {
	s, _ := h.asked(c)
	lines, err := h.lines(c, s)
	if err != nil {
		return err
	}
	ext := strings.TrimPrefix(c.Route(), address.Sums+".")
	return sendTable(c, ext, "chi-so", s.Season, office.LineSheet(lines))
}

// sendTable sends a table as a file.
func sendTable(c *shell.Context, ext, name string, y registry.Year, sheets ...office.Sheet) error {
	if ext == "csv" {
		return shell.SendCSV(c, name, y, sheets[0].Texts())
	}
	var b bytes.Buffer
	if err := office.WriteSheets(&b, sheets...); err != nil {
		return err
	}
	if y != 0 {
		name += "-" + address.Year(y)
	}
	c.Header().Set("Content-Disposition", shell.AttachmentHeader(name+".xlsx"))
	return c.Blob(http.StatusOK, shell.DocumentTypes["xlsx"], b.Bytes())
}

// YearlySide are the lines of the work area's left list that lead here.
func YearlySide(a registry.Actor) []view.SideItem {
	var out []view.SideItem
	if a.MayEnter(registry.OversightArea) {
		out = append(
			out,
			view.SideItem{Label: "Kết quả theo chỉ số", URL: address.Sums},
			view.SideItem{Label: "Báo cáo năm", URL: address.YearReports},
		)
	}
	if a.Role == registry.UnitStaff {
		out = append(
			out,
			view.SideItem{Label: "Báo cáo năm của đơn vị", URL: address.OwnReports},
			view.SideItem{Label: "Mô hình năm trước còn không", URL: address.Survival},
		)
	}
	return out
}
