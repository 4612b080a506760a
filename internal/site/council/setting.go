package council

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// settingList is what a round's settings are chosen from.
type settingList struct {
	seasons []registry.Season
	scales  []sqlite.ScaleVersion
	rules   []sqlite.RuleVersion
}

func (h *Area) settingList(c *shell.Context) (l settingList, err error) {
	l.seasons = h.Flow.Seasons()
	if l.scales, err = h.Judging.Scales(c.Context(), c.Actor()); err != nil {
		return l, err
	}
	l.rules, err = h.Judging.AwardRules(c.Context())
	return l, err
}

// roundFields are the fields of a round's settings. locked keeps those that are
// declared before scoring.
func roundFields(r evaluation.Round, list settingList, fresh, locked bool, err error) []view.Field {
	wrong := registry.FieldsOf(err)
	fs := []view.Field{
		view.InputText("title", "Tên đợt xét", r.Title).Need().Wrong(wrong),
		view.InputText("decision", "Quyết định thành lập hội đồng", r.Decision).Hint("Số, ngày, cơ quan ban hành. Điền sau cũng được."),
	}
	if fresh {
		var years []view.Option
		for _, s := range list.seasons {
			years = append(years, view.Option{Value: strconv.Itoa(int(s.Year)), Label: view.YearText(s.Year)})
		}
		fs = append(
			fs,
			view.InputSelect("season", "Năm", strconv.Itoa(int(r.Season)), years).Need().Wrong(wrong),
			view.InputSelect("level", "Cấp xét", r.Level, []view.Option{{Value: "tinh", Label: "Cấp tỉnh"}, {Value: "co-so", Label: "Cấp cơ sở"}}).
				Need().
				Wrong(wrong),
		)
	}
	rules := ruleChoices(r, list, err)
	for i := range rules {
		rules[i].Disabled = locked
	}
	fs = append(fs, rules...)
	for _, p := range evaluation.Phases() {
		fs = append(fs, view.InputDate("date-"+p.String(), p.Label()+" đến ngày", r.Dates[p.String()]).Wrong(wrong))
	}
	return fs
}

// ruleChoices are the scale, the rules of ranking, the award form with its rule of
// voting, and the head of the papers.
func ruleChoices(r evaluation.Round, list settingList, err error) []view.Field {
	wrong := registry.FieldsOf(err)
	scales := []view.Option{{Value: scaleKey(r.Scale), Label: fmt.Sprintf("%s, phiên bản %d", r.Scale.Code, r.Scale.Version)}}
	for _, s := range list.scales {
		if scaleKey(s.Scale) != scales[0].Value {
			scales = append(scales, view.Option{Value: scaleKey(s.Scale), Label: fmt.Sprintf("%s, phiên bản %d", s.Code, s.Version)})
		}
	}
	forms := []view.Option{{Value: r.Rules.Award.Form, Label: r.Rules.Award.Label}}
	for _, a := range list.rules {
		if a.Form != r.Rules.Award.Form {
			forms = append(forms, view.Option{Value: a.Form, Label: a.Label})
		}
	}
	number := func(name, label, v, unit string) view.Field {
		f := short(view.InputText(name, label, v).Wrong(wrong))
		f.Suffix = unit
		return f
	}
	fs := []view.Field{
		view.InputSelect("scale", "Thang điểm", scaleKey(r.Scale), scales).Hint("Sửa hoặc lập thang khác ở mục Thang điểm, quy tắc."),
		number("min_sheets", "Số phiếu ít nhất để xếp hạng", strconv.Itoa(r.Rules.MinSheets), "phiếu"),
		number("top_cap", "Trần mức cao nhất", strconv.Itoa(r.Rules.TopCap), "% số xếp hạng"),
		number("spread_flag", "Chênh lệch cần bàn", r.Rules.SpreadFlag.String(), "điểm"),
		number("shortlist_from", "Rút gọn từ điểm trung bình", r.Rules.ShortlistFrom.String(), "điểm"),
		number("z_min", "Hiệu chỉnh z khi mỗi người có từ", strconv.Itoa(r.Rules.ZMin), "phiếu"),
		number("min_months", "Thời gian thực hiện ít nhất", strconv.Itoa(r.Rules.MinMonths), "tháng"),
		view.InputSelect("tie", "Khi bằng điểm", r.Rules.Tie, view.Options(evaluation.TieRules())).Wrong(wrong),
		view.InputSelect("form", "Hình thức khen đề nghị", r.Rules.Award.Form, forms).
			Hint("Đổi hình thức thì lấy quy tắc biểu quyết của hình thức đó.").
			Wrong(wrong),
	}
	return append(
		append(fs, ruleFields(r.Rules.Award, err)...),
		view.InputText(
			"issuer",
			"Cơ quan ghi trên văn bản",
			r.Rules.Issuer,
		),
		view.InputText("parent", "Cơ quan chủ quản", r.Rules.Parent),
		view.InputText("place", "Địa danh", r.Rules.Place),
	)
}

// readRound reads the settings of a round from a form over those it has.
func readRound(v url.Values, r evaluation.Round, list settingList, locked bool) evaluation.Round {
	r.Title, r.Decision = v.Get("title"), v.Get("decision")
	r.Dates = map[string]registry.Date{}
	for _, p := range evaluation.Phases() {
		if d := registry.NewDate(v.Get("date-" + p.String())); d != "" {
			r.Dates[p.String()] = d
		}
	}
	if v.Has("season") {
		y, _ := strconv.Atoi(v.Get("season")) // 0 is refused by Check
		r.Season, r.Level = registry.Year(y), v.Get("level")
	}
	if locked {
		return r
	}
	num := func(name string, now int) int {
		if !v.Has(name) {
			return now
		}
		n, err := strconv.Atoi(strings.TrimSpace(v.Get(name)))
		if err != nil {
			return -1
		}
		return n
	}
	points := func(name string, now evaluation.Points) evaluation.Points {
		if !v.Has(name) {
			return now
		}
		p, ok := evaluation.ParsePoints(v.Get(name))
		if !ok {
			return evaluation.BadPoints
		}
		return p
	}
	r.Scale = scaleOf(list.scales, v.Get("scale"), r.Scale)
	rules := &r.Rules
	rules.MinSheets, rules.TopCap, rules.MinMonths, rules.ZMin = num(
		"min_sheets",
		rules.MinSheets,
	), num(
		"top_cap",
		rules.TopCap,
	), num(
		"min_months",
		rules.MinMonths,
	), num(
		"z_min",
		rules.ZMin,
	)
	rules.SpreadFlag, rules.ShortlistFrom = points("spread_flag", rules.SpreadFlag), points("shortlist_from", rules.ShortlistFrom)
	rules.Tie = v.Get("tie")
	if i := slices.IndexFunc(list.rules, func(a sqlite.RuleVersion) bool { return a.Form == v.Get("form") }); i >= 0 &&
		v.Get("form") != rules.Award.Form {
		rules.Award = list.rules[i].AwardRule
	} else {
		rules.Award = readRule(v, rules.Award)
	}
	rules.Issuer, rules.Parent, rules.Place = registry.CleanText(
		v.Get("issuer"),
	), registry.CleanText(
		v.Get("parent"),
	), registry.CleanText(
		v.Get("place"),
	)
	return r
}

// freshRules are the rules of a new round, with the newest rule of voting of the
// usual form.
func freshRules(list settingList) evaluation.Rules {
	r := evaluation.DefaultRules()
	for _, a := range list.rules {
		if a.Form == r.Award.Form {
			r.Award = a.AwardRule
		}
	}
	return r
}

func (h *Area) newRound(c *shell.Context) error {
	y := h.Flow.CurrentYear()
	s := h.Flow.Season(y)
	list, err := h.settingList(c)
	if err != nil {
		return err
	}
	r := evaluation.Round{
		Season: y,
		Level:  "tinh",
		Title:  fmt.Sprintf("Xét “Dân vận khéo” cấp tỉnh năm %d", y),
		Scale:  list.scales[0].Scale,
		Rules:  freshRules(list),
	}
	r.Dates = map[string]registry.Date{"dieu-kien": s.ReportTo, "cham-diem": s.ScoreTo, "bieu-quyet": s.MeetBy}
	return h.roundForm(c, 200, r, nil)
}

func (h *Area) roundForm(c *shell.Context, code int, r evaluation.Round, failed error) error {
	list, err := h.settingList(c)
	if err != nil {
		return err
	}
	p := view.CouncilPage{CouncilHead: view.CouncilHead{
		Crumbs: []view.Crumb{
			{Text: "Hội đồng", URL: address.Council},
			{Text: "Mở đợt xét"},
		}, Title: "Mở đợt xét", Errors: view.NewErrorSummary(failed),
		Lead: "Thang điểm và quy tắc dưới đây là mặc định, chưa đối chiếu QĐ 86/2025/QĐ-UBND; sửa được cho đến khi bắt đầu chấm.",
	}}
	p.Sections = []view.CouncilSection{
		{
			Form: &view.CouncilForm{
				URL:     address.RoundNew,
				Fields:  roundFields(r, list, true, false, failed),
				Buttons: []view.Button{view.Submit("Mở đợt xét")},
			},
		},
	}
	return h.plain(c, code, nil, p)
}

func (h *Area) openRound(c *shell.Context) error {
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	list, err := h.settingList(c)
	if err != nil {
		return err
	}
	in := readRound(v, evaluation.Round{Scale: list.scales[0].Scale, Rules: freshRules(list)}, list, false)
	r, err := h.Judging.OpenRound(c.Context(), c.Actor(), in)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundGate.At(r.ID))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.roundForm(c, code, in, err)
	}
	return err
}

func (h *Area) settings(c *shell.Context) error { return h.showSettings(c, 200, nil, nil) }

func (h *Area) showSettings(c *shell.Context, code int, typed *evaluation.Round, failed error) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	if s.Position != evaluation.Clerk {
		return registry.Errorf(registry.Denied, "Phần này dành cho thư ký hội đồng.")
	}
	list, err := h.settingList(c)
	if err != nil {
		return err
	}
	r := s.Round
	if typed != nil {
		r = *typed
	}
	locked := s.Round.Phase != evaluation.Eligibility
	p := view.CouncilPage{
		CouncilHead: view.CouncilHead{Title: "Cài đặt đợt xét", Steps: view.PhaseSteps(s.Round), Errors: view.NewErrorSummary(failed)},
	}
	if locked {
		p.Notices = []view.Notice{{Tone: "wait", Text: "Đã bắt đầu chấm nên thang điểm và quy tắc được giữ nguyên."}}
	}
	form := &view.CouncilForm{
		URL:    address.RoundSettings.At(r.ID),
		Hidden: []view.Field{view.InputHidden("version", strconv.Itoa(s.Round.Version))},
		Fields: roundFields(r, list, false, locked, failed),
	}
	if s.May(evaluation.Arrange) {
		form.Buttons = []view.Button{view.Submit("Lưu cài đặt")}
	}
	p.Sections = []view.CouncilSection{
		{Form: form},
		scaleSection(r.Scale),
		{Heading: "Quy tắc biểu quyết", Facts: view.RuleFacts(r.Rules.Award)},
	}
	return h.plain(c, code, &s, p)
}

// scaleSection shows the scale in force with its source.
func scaleSection(scale evaluation.Scale) view.CouncilSection {
	t := view.Table{
		Caption: fmt.Sprintf("Thang điểm %s, phiên bản %d", scale.Code, scale.Version),
		Stacked: true,
		Columns: []view.Column{{Label: "Mã"}, {Label: "Tiêu chí"}, {Label: "Tối đa", Num: true}, {Label: "Căn cứ"}},
	}
	for _, k := range scale.Criteria {
		t.Rows = append(
			t.Rows,
			view.Row{
				Cells: []view.Cell{
					view.H(k.Code, ""),
					{Text: k.Label, Sub: strings.Join(k.Guide, " · ")},
					view.N(k.Max.String()),
					view.T(k.Basis),
				},
			},
		)
	}
	for _, a := range scale.Adjustments {
		t.Rows = append(
			t.Rows,
			view.Row{Cells: []view.Cell{view.H(a.Code, ""), view.T(a.Label), view.N(a.Points.String()), view.T("thưởng, trừ")}},
		)
	}
	t = t.Labelled()
	return view.CouncilSection{Heading: "Thang điểm", Text: scale.Source, Table: &t}
}

func (h *Area) saveSettings(c *shell.Context) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	list, err := h.settingList(c)
	if err != nil {
		return err
	}
	in := readRound(v, s.Round, list, s.Round.Phase != evaluation.Eligibility)
	in.Version, _ = strconv.Atoi(v.Get("version")) // unreadable: a Conflict
	err = h.Judging.SaveRound(c.Context(), c.Actor(), in)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundSettings.At(s.Round.ID))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showSettings(c, code, &in, err)
	}
	return err
}
