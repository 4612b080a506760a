package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/reference"
)

// indicatorRoutes are the pages of the catalogue. Codes are capitals, so that no
// code is the address of another page.
func (h *Area) indicatorRoutes(g *shell.Router) {
	p := g.Group(address.Indicators, shell.RequireArea(registry.SettingsArea))
	p.GET(address.Indicators, h.indicators)
	p.GET(address.IndicatorNew, h.indicatorNew)
	p.POST(address.IndicatorNew, h.indicatorAdd)
	p.GET(address.FigureChoice, h.figureChoice)
	p.POST(address.FigureChoice, h.figureChoiceSave)
	p.GET(string(address.Indicator), h.indicator)
	p.POST(string(address.Indicator), h.indicatorSave)
	p.GET(string(address.IndicatorRetire), h.indicatorRetireForm)
	p.POST(string(address.IndicatorRetire), h.indicatorRetire)
	p.POST(string(address.IndicatorRestore), h.indicatorRestore)
}

// seasonYears lists the years that were opened, the newest first.
func (h *Area) seasonYears() []registry.Year {
	var out []registry.Year
	for _, s := range h.Flow.Seasons() {
		out = append(out, s.Year)
	}
	return out
}

// indicatorNames reads what the pages ask of elsewhere.
func (h *Area) indicatorNames(c *shell.Context) (view.IndicatorNames, error) {
	in := view.IndicatorNames{Uses: map[string]int{}, Figures: h.Flow.FigureChoice(), Seasons: h.seasonYears()}
	list, err := h.DB.IndicatorUses(c.Context())
	for _, u := range list {
		in.Uses[u.Code] = u.Entries
	}
	return in, err
}

func (h *Area) indicators(c *shell.Context) error {
	in, err := h.indicatorNames(c)
	if err != nil {
		return err
	}
	q := view.IndicatorQuery{
		Text: c.QueryParam("q"), State: c.QueryParam("trang-thai"), Season: yearTyped(c.QueryParam("nam")), Page: shell.PageParam(c),
	}
	if !slices.Contains(in.Seasons, q.Season) {
		q.Season = h.Flow.CurrentYear()
	}
	return shell.Render(
		c,
		http.StatusOK,
		c.Pages().Admin.Indicators,
		adminFrame(h.Shell, c, http.StatusOK, "Chỉ số"),
		view.NewIndicatorsPage(h.Flow.Catalogue(), q, in),
	)
}

// yearTyped reads a year; 0 when it is none.
func yearTyped(s string) registry.Year { return registry.Year(max(0, wholeNumber(s))) }

func (h *Area) indicatorNew(c *shell.Context) error {
	in := view.IndicatorInput{First: strconv.Itoa(int(h.Flow.CurrentYear()))}
	return h.showIndicator(c, http.StatusOK, view.NewIndicatorFormPage(in, h.indicatorForm(), nil))
}

// indicatorForm is what the form of a new indicator is drawn over.
func (h *Area) indicatorForm() view.IndicatorForm {
	return view.IndicatorForm{Fields: h.Flow.Season(h.Flow.CurrentYear()).Fields, Seasons: h.seasonYears()}
}

func (h *Area) showIndicator(c *shell.Context, code int, p view.IndicatorFormPage) error {
	return shell.Render(c, code, c.Pages().Admin.Indicator, adminFrame(h.Shell, c, code, p.Heading), p)
}

// indicatorInput reads the form of an indicator.
func indicatorInput(form url.Values) view.IndicatorInput {
	return view.IndicatorInput{
		Code: form.Get("code"), Label: form.Get("label"), Unit: form.Get("unit"), Aggregate: form.Get("aggregate"),
		Counting: form.Get("counting"),
		Fields:   form["fields"], Since: form.Get("since"), First: form.Get("first"), Version: wholeNumber(form.Get("version")),
	}
}

// indicatorName is the name that a form gives an indicator.
func indicatorName(in view.IndicatorInput) registry.IndicatorName {
	n := registry.IndicatorName{Since: yearTyped(in.Since), Label: in.Label}
	for _, f := range in.Fields {
		n.Fields = append(n.Fields, registry.FieldCode(f))
	}
	return n
}

func (h *Area) indicatorAdd(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	in := indicatorInput(form)
	name := indicatorName(in)
	i := registry.Indicator{Code: in.Code, Label: name.Label, Fields: name.Fields, Unit: in.Unit, First: yearTyped(in.First)}
	var wrong registry.Fields
	if i.Aggregate, err = registry.ParseAggregation(in.Aggregate); err != nil {
		wrong.Add("aggregate", "Chọn cách cộng.")
	}
	if i.Counting, err = registry.ParseCounting(in.Counting); err != nil {
		wrong.Add("counting", "Chọn có nhận số lẻ không.")
	}
	if err = wrong.Err("Chỉ số chưa lưu được."); err == nil {
		err = h.Reference.AddIndicator(c.Context(), c.Actor(), i)
	}
	if err == nil {
		return shell.Done(c, "saved", address.Indicator.At(strings.TrimSpace(in.Code)))
	}
	if !shell.Correctable(err) {
		return err
	}
	code, _ := shell.StatusOf(err)
	return h.showIndicator(c, code, view.NewIndicatorFormPage(in, h.indicatorForm(), err))
}

// indicatorOf finds the indicator of the address, as it is now.
func (h *Area) indicatorOf(c *shell.Context) (registry.Indicator, error) {
	if err := h.Flow.ReloadIfChanged(c.Context()); err != nil {
		return registry.Indicator{}, err
	}
	i, ok := h.Flow.Catalogue().Indicator(c.Param("code"))
	if !ok {
		return i, registry.Errorf(registry.NotFound, "Không có chỉ số này trong danh mục.")
	}
	return i, nil
}

func (h *Area) indicator(c *shell.Context) error {
	i, err := h.indicatorOf(c)
	if err != nil {
		return err
	}
	return h.showKept(c, http.StatusOK, i, view.InputOfIndicator(i, h.Flow.CurrentYear()), nil, nil)
}

// showKept shows the form of an indicator over what is kept of it; after a
// conflict with what somebody else saved, and the version to save over.
func (h *Area) showKept(
	c *shell.Context, code int, now registry.Indicator, in view.IndicatorInput, confirm []string, failed error,
) error {
	names, err := h.indicatorNames(c)
	if err != nil {
		return err
	}
	var saved []string
	if registry.KindOf(failed) == registry.Conflict {
		if now, err = h.indicatorOf(c); err != nil {
			return err
		}
		in.Version, saved = now.Version, view.IndicatorLines(now)
	}
	x := h.indicatorForm()
	x.Now, x.Used = &now, names.Uses[now.Code] > 0
	p := view.NewIndicatorFormPage(in, x, failed)
	p.Saved, p.Confirm = saved, confirm
	p.ShowUse(now.Code, names, h.Flow.CurrentYear())
	return h.showIndicator(c, code, p)
}

func (h *Area) indicatorSave(c *shell.Context) error {
	now, err := h.indicatorOf(c)
	if err != nil {
		return err
	}
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	in := indicatorInput(form)
	if !form.Has("aggregate") { // fixed, since something was reported
		in.Aggregate = now.Aggregate.String()
	}
	if !form.Has("counting") {
		in.Counting = now.Counting.String()
	}
	edit := reference.IndicatorEdit{Name: indicatorName(in), Unit: in.Unit}
	var wrong registry.Fields
	if edit.Aggregate, err = registry.ParseAggregation(in.Aggregate); err != nil {
		wrong.Add("aggregate", "Chọn cách cộng.")
	}
	if edit.Counting, err = registry.ParseCounting(in.Counting); err != nil {
		wrong.Add("counting", "Chọn có nhận số lẻ không.")
	}
	if wholeNumber(in.Since) < 0 {
		wrong.Add("since", "Chọn năm bắt đầu dùng tên này.")
	}
	err = wrong.Err("Chỉ số chưa lưu được.")
	lines := view.RenameLines(now, now.Renamed(edit.Name), h.Flow.CurrentYear(), h.seasonYears())
	if err == nil && in.Version == now.Version && len(lines) > 0 && strings.TrimSpace(in.Label) != "" && form.Get("do") != "luu" {
		return h.showKept(c, http.StatusOK, now, in, lines, nil)
	}
	if err == nil {
		err = h.Reference.EditIndicator(c.Context(), c.Actor(), now.Code, in.Version, edit)
	}
	if err == nil {
		return shell.Done(c, "saved", address.Indicator.At(now.Code))
	}
	if !shell.Correctable(err) {
		return err
	}
	code, _ := shell.StatusOf(err)
	return h.showKept(c, code, now, in, nil, err)
}

func (h *Area) indicatorRetireForm(c *shell.Context) error {
	return h.showRetire(c, http.StatusOK, strconv.Itoa(int(h.Flow.CurrentYear())), nil)
}

// showRetire says what retiring does, over what is kept now.
func (h *Area) showRetire(c *shell.Context, code int, from string, failed error) error {
	i, err := h.indicatorOf(c)
	if err != nil {
		return err
	}
	names, err := h.indicatorNames(c)
	if err != nil {
		return err
	}
	p := view.NewIndicatorRetirePage(i, names, h.Flow.CurrentYear(), from, failed)
	return shell.Render(c, code, c.Pages().Admin.IndicatorRetire, adminFrame(h.Shell, c, code, p.Heading), p)
}

func (h *Area) indicatorRetire(c *shell.Context) error {
	i, err := h.indicatorOf(c)
	if err != nil {
		return err
	}
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	err = h.Reference.RetireIndicator(
		c.Context(), c.Actor(), i.Code, wholeNumber(form.Get("version")), yearTyped(form.Get("from")))
	if shell.Correctable(err) {
		code, _ := shell.StatusOf(err)
		return h.showRetire(c, code, form.Get("from"), err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "saved", address.Indicator.At(i.Code))
}

func (h *Area) indicatorRestore(c *shell.Context) error {
	i, err := h.indicatorOf(c)
	if err != nil {
		return err
	}
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	err = h.Reference.RestoreIndicator(c.Context(), c.Actor(), i.Code, wholeNumber(form.Get("version")))
	if shell.Correctable(err) {
		code, _ := shell.StatusOf(err)
		return h.showKept(c, code, i, view.InputOfIndicator(i, h.Flow.CurrentYear()), nil, err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "saved", address.Indicator.At(i.Code))
}

func (h *Area) figureChoice(c *shell.Context) error {
	ctx := c.Context()
	if err := h.Flow.ReloadIfChanged(ctx); err != nil {
		return err
	}
	version, err := h.Reference.FigureVersion(ctx)
	if err != nil {
		return err
	}
	in := view.InputOfFigures(h.Flow.FigureChoice(), h.Flow.CurrentYear(), version)
	return h.showFigureChoice(c, http.StatusOK, in, nil, nil)
}

func (h *Area) showFigureChoice(c *shell.Context, code int, in view.FigureInput, saved []string, failed error) error {
	p := view.NewFigureChoicePage(in, h.Flow.FigureChoice(), h.Flow.Catalogue(), h.seasonYears(), failed)
	p.Saved = saved
	return shell.Render(c, code, c.Pages().Admin.FigureChoice, adminFrame(h.Shell, c, code, "Số liệu nêu ở trang đầu và báo cáo"), p)
}

// figureInput reads the form of the choice; a line without an indicator is none.
func figureInput(form url.Values) view.FigureInput {
	in := view.FigureInput{Since: form.Get("since"), Version: int64(wholeNumber(form.Get("version")))}
	for n := range registry.MaxHomeFigures {
		name := "home." + strconv.Itoa(n) + "."
		f := registry.HomeFigure{
			Indicator: form.Get(name + "indicator"), Noun: form.Get(name + "noun"), Label: form.Get(name + "label"),
		}
		if f.Indicator != "" {
			in.Home = append(in.Home, f)
		}
	}
	in.Report = slices.DeleteFunc(slices.Clone(form["report"]), func(s string) bool { return s == "" })
	return in
}

func (h *Area) figureChoiceSave(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	in, ctx := figureInput(form), c.Context()
	if in.Version < 0 {
		return registry.Errorf(registry.Invalid, "Biểu mẫu thiếu số bản. Hãy mở lại trang.")
	}
	if err := h.Flow.ReloadIfChanged(ctx); err != nil {
		return err
	}
	choice := h.Flow.FigureChoice().WithReport(registry.ReportFigures{Since: yearTyped(in.Since), Indicators: in.Report})
	choice.Home = in.Home
	var wrong registry.Fields
	if wholeNumber(in.Since) < 0 {
		wrong.Add("since", "Chọn năm bắt đầu dùng danh sách này.")
	}
	if err = wrong.Err("Chưa lưu được."); err == nil {
		err = h.Reference.SaveFigureChoice(ctx, c.Actor(), in.Version, choice)
	}
	if err == nil {
		return shell.Done(c, "saved", address.FigureChoice)
	}
	if !shell.Correctable(err) {
		return err
	}
	var saved []string
	if registry.KindOf(err) == registry.Conflict {
		version, failed := h.Reference.FigureVersion(ctx)
		if failed != nil {
			return failed
		}
		in.Version, saved = version, view.FigureLines(h.Flow.FigureChoice(), h.Flow.Catalogue(), h.Flow.CurrentYear())
	}
	code, _ := shell.StatusOf(err)
	return h.showFigureChoice(c, code, in, saved, err)
}
