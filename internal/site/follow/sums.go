package follow

import (
	"bytes"
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/office"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
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

// render shows a page made of sections.
func (h *yearly) render(c *shell.Context, code int, p view.YearlyPage) error {
	title := p.Title
	if p.Errors != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Desk.Yearly, h.DeskChrome(c, title), p)
}

// asked is the scope that the address asks for, the present year unless it names
// one; "nam=0" means all years.
func (h *yearly) asked(c *shell.Context) (oversight.Scope, view.SumsScope) {
	q := c.QueryParams()
	s := oversight.Scope{Season: h.Flow.CurrentYear(), Field: registry.FieldCode(q.Get("linh-vuc"))}
	if n, err := strconv.Atoi(q.Get("nam")); err == nil && n >= 0 && n < 3000 {
		s.Season = registry.Year(n)
	}
	shown := view.SumsScope{
		Season: s.Season, Field: s.Field, Seasons: h.Flow.Seasons(), Ledger: h.Flow.Ledger(), Today: h.Flow.Today(),
	}
	if unit, ok := h.Flow.Ledger().Unit(registry.UnitCode(q.Get("don-vi"))); ok {
		s.Units, shown.Unit = oversight.UnitsOf(h.Flow.Ledger(), unit.Code), unit.Code
	}
	return s, shown
}

// lines reads the sums of a scope.
func (h *yearly) lines(c *shell.Context, s oversight.Scope, indicators ...string) (lines []oversight.Line, err error) {
	err = h.Flow.View(c.Context(), func(rx *sqlite.Rx) error {
		values, err := rx.Values(c.Context(), s.Season, indicators...)
		lines = oversight.Lines(h.Flow.Catalogue().In(s.Season), s.Within(values))
		return err
	})
	return lines, err
}

// sums shows every indicator of a scope.
func (h *yearly) sums(c *shell.Context) error {
	s, shown := h.asked(c)
	lines, err := h.lines(c, s)
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, view.NewSumsPage(shown, lines))
}

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
	s, shown := h.asked(c)
	ind = ind.In(s.Season)
	lines, err := h.lines(c, s, code)
	if err != nil {
		return err
	}
	chosen := view.ChosenLine(c.QueryParams(), lines)
	if ext == "" {
		return h.render(c, http.StatusOK, view.NewSumPage(shown, ind, lines, chosen))
	}
	var l oversight.Line
	if chosen >= 0 {
		l = lines[chosen]
	}
	return sendTable(c, ext, "chi-so-"+strings.ToLower(code), s.Season, h.sumSheet(ind, l))
}

// sumSheet is the list of one line as a table; the last row adds up what may be
// added up.
func (h *yearly) sumSheet(ind registry.Indicator, l oversight.Line) office.Sheet {
	s := office.Sheet{
		Name:  ind.Label,
		Title: cmp.Or(l.Name, ind.Label) + ", " + strings.ToLower(view.PeriodLabel(l.Period)),
		Columns: []office.SheetColumn{
			{Label: "STT", Width: 6}, {Label: "Số", Width: 11}, {Label: "Mô hình", Width: 50, Wrap: true},
			{Label: "Đơn vị", Width: 34, Wrap: true}, {Label: "Năm", Width: 8}, {Label: "Kết quả", Width: 14},
			{Label: "Đơn vị tính", Width: 14}, {Label: "Căn cứ số liệu", Width: 22}, {Label: "Thẩm định mô hình", Width: 24},
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
				v.Season,
				v.Actual,
				l.Unit,
				v.Founding.Label(),
				view.EffectiveText(v),
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
		return shell.SendTable(c, name, y, sheets[0].Table())
	}
	var b bytes.Buffer
	if err := office.WriteSheets(&b, sheets...); err != nil {
		return err
	}
	if y != 0 {
		name += "-" + address.Year(y)
	}
	c.Header().Set("Content-Disposition", shell.AttachmentHeader(name+".xlsx"))
	return c.Blob(http.StatusOK, shell.DocumentTypes[registry.XLSX], b.Bytes())
}

// YearlySide are the lines of the work area's left list that lead here.
func YearlySide(a registry.Actor) []view.SideItem {
	var out []view.SideItem
	if a.MayEnter(registry.OversightArea) {
		out = append(
			out,
			view.SideItem{Label: "Kết quả theo chỉ số", URL: address.Sums},
			view.SideItem{Label: "Báo cáo năm", URL: view.YearlyRoot},
		)
	}
	if a.Role == registry.UnitStaff {
		out = append(
			out,
			view.SideItem{Label: "Báo cáo năm của đơn vị", URL: view.SelfRoot},
			view.SideItem{Label: "Mô hình năm trước còn không", URL: address.Survival},
		)
	}
	return out
}
