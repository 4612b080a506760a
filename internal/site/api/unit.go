package api

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// apiVersion is one version of a unit.
type apiVersion struct {
	Code         registry.UnitCode `json:"code"`
	OfficialCode string            `json:"official_code"`
	Name         string            `json:"name"`
	FullName     string            `json:"full_name"`
	Kind         string            `json:"kind"`
	KindLabel    string            `json:"kind_label"`
	Parent       *codeName         `json:"parent"`
	ValidFrom    *registry.Date    `json:"valid_from"` // null: before the ledger begins
	ValidTo      *registry.Date    `json:"valid_to"`   // null: in force
	Today        []codeName        `json:"today"`
	Note         string            `json:"note,omitempty"`
	URL          string            `json:"url"`
}

func (h *Area) version(c *shell.Context, u registry.Unit) apiVersion {
	l := h.Flow.Ledger()
	official, _, _ := strings.Cut(string(u.Code), "-2")
	v := apiVersion{
		Code: u.Code, OfficialCode: official, Name: u.Name, FullName: l.FullName(u.Code), Kind: u.Kind.String(), KindLabel: u.Kind.Label(),
		ValidFrom: dateOrNull(
			u.From,
		), ValidTo: dateOrNull(u.To), Today: codeNames(l.Today(u.Code)), Note: u.Note, URL: h.absolute(c, address.Unit.At(u.Code)),
	}
	if p, ok := l.Unit(u.Parent); ok {
		v.Parent = &codeName{p.Code, p.Name}
	}
	return v
}

func dateOrNull(d registry.Date) *registry.Date {
	if d == "" {
		return nil
	}
	return &d
}

// units lists the units in force on a day, today when none is named; a name that
// is sought without a day is sought among all versions.
func (h *Area) units(c *shell.Context) error {
	v, err := parameters(c, "q", "on", "kind")
	if v == nil {
		return err
	}
	var wrong registry.Fields
	q, on := strings.TrimSpace(v.Get("q")), registry.NewDate(v.Get("on"))
	if len([]rune(q)) > shell.MaxTyped {
		wrong.Add("q", "Dài quá %d ký tự.", shell.MaxTyped)
	}
	if on != "" && !on.Valid() {
		wrong.Add("on", "Ngày dạng 2026-03-31.")
	}
	var kinds []registry.UnitKind
	for _, text := range v["kind"] {
		for code := range strings.SplitSeq(text, ",") {
			k, err := registry.ParseUnitKind(code)
			if err != nil {
				wrong.Add("kind", "Không có giá trị “%s”.", shell.Cut(code, 60))
			}
			kinds = append(kinds, k)
		}
	}
	if len(wrong) > 0 {
		return refuse(c, http.StatusBadRequest, "Tham số chưa đúng.", wrong, nil)
	}
	list := h.unitsOn(q, on)
	if len(kinds) > 0 {
		list = slices.DeleteFunc(list, func(u registry.Unit) bool { return !slices.Contains(kinds, u.Kind) })
	}
	items := make([]apiVersion, len(list))
	for i, u := range list {
		items[i] = h.version(c, u)
	}
	return c.JSON(http.StatusOK, map[string]any{"total": len(items), "items": items})
}

// unitsOn lists the units of a day whose code is q or whose name holds it, in any
// spelling; the one that is exactly named first.
func (h *Area) unitsOn(q string, on registry.Date) []registry.Unit {
	l := h.Flow.Ledger()
	if q == "" {
		if on == "" {
			on = h.Flow.Today()
		}
		return l.On(on)
	}
	var list []registry.Unit
	want := foldedWords(q)
	for _, u := range l.All() {
		if on != "" && !u.Holds(on) {
			continue
		}
		if strings.EqualFold(string(u.Code), q) || want != "" && strings.Contains(" "+foldedWords(l.FullName(u.Code))+" ", " "+want+" ") {
			list = append(list, u)
		}
	}
	registry.SortUnits(list)
	if exact, err := l.Resolve(q, "", on); err == nil {
		list = slices.DeleteFunc(list, func(u registry.Unit) bool { return u.Code == exact.Code })
		list = slices.Insert(list, 0, exact)
	}
	return list
}

// foldedWords is a name for seeking in names: no marks, single spaces.
func foldedWords(s string) string {
	return strings.Join(
		strings.FieldsFunc(vietnamese.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }),
		" ",
	)
}

// apiEdge is one edge of the ledger, seen from a unit.
type apiEdge struct {
	Code   registry.UnitCode `json:"code"`
	Name   string            `json:"name"`
	Date   registry.Date     `json:"date"`
	Extent string            `json:"extent"` // whole, part
	Basis  string            `json:"basis"`
}

// unit answers with a version of a unit, the other versions of its body, and what
// it came from and went to.
func (h *Area) unit(c *shell.Context) error {
	if v, err := parameters(c); v == nil {
		return err
	}
	l := h.Flow.Ledger()
	code, err := url.PathUnescape(c.Param("code"))
	u, ok := l.Unit(registry.UnitCode(strings.ToUpper(code)))
	if err != nil || !ok {
		return registry.Errorf(registry.NotFound, "Không có đơn vị này trong sổ.")
	}
	edges := func(list []registry.Succession, other func(registry.Succession) registry.UnitCode) []apiEdge {
		out := []apiEdge{}
		for _, s := range list {
			o := other(s)
			out = append(out, apiEdge{o, l.FullName(o), s.Date, s.Extent.String(), s.Basis})
		}
		return out
	}
	versions := []apiVersion{}
	for _, v := range l.Versions(u.ID) {
		versions = append(versions, h.version(c, v))
	}
	return c.JSON(http.StatusOK, struct {
		apiVersion
		Versions     []apiVersion `json:"versions"`
		Predecessors []apiEdge    `json:"predecessors"`
		Successors   []apiEdge    `json:"successors"`
		Entries      string       `json:"entries"`
	}{
		h.version(c, u), versions,
		edges(l.Predecessors(u.Code), func(s registry.Succession) registry.UnitCode { return s.From }),
		edges(l.Successors(u.Code), func(s registry.Succession) registry.UnitCode { return s.To }),
		h.absolute(c, address.APIEntries+"?unit="+url.QueryEscape(string(u.Code))),
	})
}

// apiFigure is one number with the list that it counts, for programs and for
// people.
type apiFigure struct {
	Value string `json:"value,omitempty"`
	Label string `json:"label"`
	Count int    `json:"count"`
	URL   string `json:"url"`
	Page  string `json:"page,omitempty"`
}

// figure is a count over the public entries of a season with further filters;
// paged says that the site's own search knows them.
func (h *Area) figure(
	c *shell.Context,
	value, label string,
	count int,
	year registry.Year,
	all bool,
	filter url.Values,
	paged bool,
) apiFigure {
	v := url.Values{}
	for name, list := range filter {
		v[name] = list
	}
	if !all {
		v.Set("year", address.Year(year))
	}
	query := ""
	if len(v) > 0 {
		query = "?" + v.Encode()
	}
	f := apiFigure{Value: value, Label: label, Count: count, URL: h.absolute(c, address.APIEntries+query)}
	if paged {
		f.Page = h.absolute(c, address.Stories+query)
	}
	return f
}

// apiSum is what public registered entries reached of an indicator that may be
// added up.
type apiSum struct {
	Indicator        string              `json:"indicator"`
	Label            string              `json:"label"`
	Unit             string              `json:"unit"`
	Sum              float64             `json:"sum"`
	Entries          int                 `json:"entries"`
	ConfirmedSum     float64             `json:"confirmed_sum"`
	ConfirmedEntries int                 `json:"confirmed_entries"`
	OtherMeasure     int                 `json:"other_measure"`
	Period           string              `json:"period"`
	Usual            bool                `json:"usual"`
	ByFounding       map[string]apiShare `json:"by_founding"`
	URL              string              `json:"url"`
	Page             string              `json:"page"`
}

// apiShare is the part of a sum with one founding.
type apiShare struct {
	Sum     float64 `json:"sum"`
	Entries int     `json:"entries"`
}

// stats answers with the public figures of a season, or of all.
func (h *Area) stats(c *shell.Context) error {
	v, err := parameters(c, "year")
	if v == nil {
		return err
	}
	all := v.Get("year") == ""
	var year registry.Year
	if !all {
		y, ok := shell.ReadYear(v.Get("year"))
		if !ok {
			return refuse(
				c,
				http.StatusBadRequest,
				"Tham số chưa đúng.",
				registry.Fields{{Field: "year", Message: "Năm dạng 2026, hoặc khong-ro."}},
				nil,
			)
		}
		year = y
	}
	t, err := h.PublicTally(c.Context())
	if err != nil {
		return err
	}
	sums, err := h.PublicLines(c.Context())
	if err != nil {
		return err
	}
	in := func(r oversight.PublicCount) bool { return all || r.Season == year }
	fig := func(value, label string, filter url.Values, paged bool, conditions ...func(oversight.PublicCount) bool) apiFigure {
		return h.figure(c, value, label, t.Count(append(conditions, in)...), year, all, filter, paged)
	}
	body := map[string]any{
		"year":       yearOrNull(year),
		"as_of":      h.Flow.Now().Format("2006-01-02T15:04:05Z"),
		"entries":    fig("", "mô hình đã công khai", nil, true),
		"registered": fig("dang-ky", registry.Registered.Label(), url.Values{"origin": {"dang-ky"}}, true, oversight.ByUnits),
		"reported": fig(
			"bao-chi",
			registry.Reported.Label(),
			url.Values{"origin": {"bao-chi"}},
			true,
			func(r oversight.PublicCount) bool { return !oversight.ByUnits(r) },
		),
		"by_year":      h.byYears(c, t),
		"by_field":     byFields(fig),
		"by_kind":      byTypes(fig),
		"by_unit_kind": h.byUnitKinds(fig),
		"outcomes":     h.sumsOf(c, sums, year, all),
		"notes": []string{
			"Chỉ đếm mô hình đã công khai.",
			"Kết quả chỉ cộng số liệu cùng nghĩa, cùng đơn vị tính, cùng kỳ của mô hình do đơn vị đăng ký, báo cáo đã được thẩm " +
				"định; một mô hình tính một lần; tỷ lệ và giá trị cuối không cộng; số liệu báo chí nêu không cộng.",
			"confirmed_sum là phần của các mô hình được xác nhận hiệu quả; căn cứ của từng số ở by_founding.",
		},
	}
	return c.JSON(http.StatusOK, body)
}

type figureOf func(value, label string, filter url.Values, paged bool, conditions ...func(oversight.PublicCount) bool) apiFigure

// byYears counts each year by itself, whatever year was asked for.
func (h *Area) byYears(c *shell.Context, t *oversight.Tally) []apiFigure {
	out := []apiFigure{}
	for _, y := range append(t.Seasons(), 0) {
		if n := t.Count(func(r oversight.PublicCount) bool { return r.Season == y }); n > 0 {
			out = append(out, h.figure(c, address.Year(y), view.YearText(y), n, y, false, nil, true))
		}
	}
	return out
}

func byFields(fig figureOf) []apiFigure {
	out := []apiFigure{}
	for _, f := range registry.DefaultFields() {
		out = append(out, fig(string(f.Code), f.Label, url.Values{"field": {string(f.Code)}}, true, oversight.InField(f.Code)))
	}
	return out
}

func byTypes(fig figureOf) []apiFigure {
	out := []apiFigure{}
	for _, k := range registry.Types() {
		out = append(
			out,
			fig(k.String(), k.Label(), url.Values{"kind": {k.String()}}, true, func(r oversight.PublicCount) bool { return r.Type == k }),
		)
	}
	return out
}

// byUnitKinds counts by the kind of the unit as it was then.
func (h *Area) byUnitKinds(fig figureOf) []apiFigure {
	l := h.Flow.Ledger()
	out := []apiFigure{}
	for _, k := range registry.UnitKinds() {
		f := fig(k.String(), k.Label(), url.Values{"unit_kind": {k.String()}}, false, func(r oversight.PublicCount) bool {
			u, ok := l.Unit(r.Unit)
			return ok && u.Kind == k
		})
		if f.Count > 0 {
			out = append(out, f)
		}
	}
	f := fig(
		shell.YearAbsent,
		"chưa rõ đơn vị",
		url.Values{"unit_kind": {shell.YearAbsent}},
		false,
		func(r oversight.PublicCount) bool { return r.Unit == "" },
	)
	if f.Count > 0 {
		out = append(out, f)
	}
	return out
}

func (h *Area) sumsOf(c *shell.Context, sums *oversight.PublicLines, year registry.Year, all bool) []apiSum {
	out := []apiSum{}
	if !all && year == 0 {
		return out // a registered entry always has a year
	}
	for _, l := range sums.In(year) {
		if l.Aggregate != registry.Sum {
			continue
		}
		query := url.Values{"indicator": {l.Indicator}}
		if !all {
			query.Set("year", address.Year(year))
		}
		x := apiSum{
			Indicator: l.Indicator, Label: l.Name, Unit: l.Unit, Sum: l.Sum, Entries: l.Entries,
			ConfirmedSum: l.Effective.Sum, ConfirmedEntries: l.Effective.Entries, OtherMeasure: l.Elsewhere,
			Period: l.Period, Usual: l.Usual, ByFounding: map[string]apiShare{},
			URL:  h.absolute(c, address.APIEntries+"?"+query.Encode()),
			Page: h.absolute(c, view.WithQuery(address.FigurePart.At(l.Indicator), view.LineQuery(year, &l))),
		}
		for _, f := range []registry.Founding{registry.SelfDeclared, registry.ByCommune, registry.Proven} {
			x.ByFounding[f.String()] = apiShare(l.Founded[f])
		}
		out = append(out, x)
	}
	return out
}
