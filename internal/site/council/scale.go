package council

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

func (h *Area) scaleRoutes(g *shell.Router) {
	p := g.Group(address.Scales, shell.RequireArea(registry.SecretariatArea))
	p.GET(address.Scales, h.scales)
	p.POST(address.Scales, h.saveScale)
	p.GET(string(address.Scale), h.scaleForm)
	q := g.Group(address.Rules, shell.RequireArea(registry.SecretariatArea))
	q.POST(address.Rules, h.saveRule)
	q.GET(string(address.Rule), h.ruleForm)
}

var scaleCrumbs = []view.Crumb{{Text: "Hội đồng", URL: address.Council}, {Text: "Thang điểm, quy tắc", URL: address.Scales}}

func checkedBadge(on bool) view.Cell {
	b := view.Badge{Text: "Chưa đối chiếu", Tone: "wait"}
	if on {
		b = view.Badge{Text: "Đã đối chiếu", Tone: "ok"}
	}
	return view.Cell{Badge: &b}
}

// scales lists every version of every scale and the rules of the award forms.
func (h *Area) scales(c *shell.Context) error {
	ctx := c.Context()
	list, err := h.Judging.Scales(ctx, c.Actor())
	if err != nil {
		return err
	}
	rules, err := h.Judging.AwardRules(ctx)
	if err != nil {
		return err
	}
	t := view.Table{
		Caption:     "Thang điểm",
		HideCaption: true,
		Stacked:     true,
		Columns: []view.Column{
			{Label: "Thang điểm"},
			{Label: "Tổng", Num: true},
			{Label: "Tiêu chí", Num: true},
			{Label: "Ghi bởi"},
			{Label: "Căn cứ"},
			{Label: "Đối chiếu"},
		},
	}
	for _, s := range list {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.H(
				fmt.Sprintf("%s, phiên bản %d", s.Code, s.Version),
				scalePath(s.Scale),
			), view.N(s.TotalMax.String()), view.N(strconv.Itoa(len(s.Criteria))), {Text: s.Name, Sub: view.Day(s.At)}, view.T(s.Source), checkedBadge(s.Checked),
		}})
	}
	t = t.Labelled()
	u := view.Table{
		Caption:     "Quy tắc biểu quyết",
		HideCaption: true,
		Stacked:     true,
		Columns: []view.Column{
			{Label: "Hình thức"},
			{Label: "Cách làm"},
			{Label: "Cần đạt"},
			{Label: "Có mặt", Num: true},
			{Label: "Căn cứ"},
			{Label: "Đối chiếu"},
		},
	}
	for _, r := range rules {
		f := view.RuleFacts(r.AwardRule)
		u.Rows = append(u.Rows, view.Row{Cells: []view.Cell{
			{
				Text: r.Label,
				Head: true,
				URL:  address.Rule.At(url.PathEscape(r.Form)),
				Sub:  fmt.Sprintf("phiên bản %d", r.Version),
			}, {Text: f[1].Text, Sub: "Người vắng " + f[4].Text}, view.T(f[2].Text), view.N(f[3].Text), view.T(r.Source), checkedBadge(r.Checked),
		}})
	}
	u = u.Labelled()
	p := view.CouncilPage{CouncilHead: view.CouncilHead{Crumbs: scaleCrumbs[:1], Title: "Thang điểm, quy tắc biểu quyết",
		Lead: "Mỗi lần ghi là một phiên bản mới. Đợt xét giữ phiên bản đã chọn khi bắt đầu chấm; phiên bản ghi sau không làm thay đổi đợt đang chạy."}}
	p.Sections = []view.CouncilSection{
		{Heading: "Thang điểm", Table: &t},
		{
			Heading: "Quy tắc biểu quyết theo hình thức khen",
			Table:   &u,
			Links:   []view.Link{{Text: "Thêm hình thức khác", URL: address.Rule.At("moi")}},
		},
	}
	return h.plain(c, http.StatusOK, nil, p)
}

func scalePath(s evaluation.Scale) string {
	return address.Scale.At(url.PathEscape(s.Code), s.Version)
}

func (h *Area) scaleForm(c *shell.Context) error {
	list, err := h.Judging.Scales(c.Context(), c.Actor())
	if err != nil {
		return err
	}
	for _, s := range list {
		if s.Code == c.Param("code") && strconv.Itoa(s.Version) == c.Param("version") {
			return h.showScale(c, http.StatusOK, s.Scale, s.Version, nil)
		}
	}
	return registry.Errorf(registry.NotFound, "Không tìm thấy phiên bản thang điểm này.")
}

func (h *Area) showScale(c *shell.Context, code int, s evaluation.Scale, base int, failed error) error {
	p := view.CouncilPage{
		CouncilHead: view.CouncilHead{
			Crumbs: append(scaleCrumbs[:2:2], view.Crumb{Text: s.Code}),
			Title:  fmt.Sprintf("Thang điểm %s, phiên bản %d", s.Code, base),
			Errors: view.NewErrorSummary(failed),
			Lead:   "Sửa rồi ghi thành phiên bản mới. Dòng để trống mã và tên thì bỏ. Đổi mã thang điểm để lập một thang khác.",
		},
	}
	p.Sections = []view.CouncilSection{{Form: &view.CouncilForm{
		URL: address.Scales, Hidden: []view.Field{view.InputHidden("base", strconv.Itoa(base))}, Fields: scaleHead(s, failed), Rows: scaleRows(s, failed), Buttons: []view.Button{view.Submit("Ghi phiên bản mới"), {Text: "Không ghi", URL: address.Scales}},
	}}}
	return h.plain(c, code, nil, p)
}

func short(f view.Field) view.Field {
	f.InputMode = "decimal"
	return narrow(f)
}

func narrow(f view.Field) view.Field {
	f.Width = "short"
	return f
}

func scaleHead(s evaluation.Scale, failed error) []view.Field {
	wrong := registry.FieldsOf(failed)
	points := func(name, label string, v evaluation.Points) view.Field {
		return short(view.InputText(name, label, v.String()).Wrong(wrong))
	}
	percent := func(name, label string, v int) view.Field {
		f := short(view.InputText(name, label, strconv.Itoa(v)).Wrong(wrong))
		f.Suffix = "% điểm tối đa"
		return f
	}
	return []view.Field{
		view.InputText("code", "Mã thang điểm", s.Code).
			Need().
			Wrong(wrong),
		view.InputText("source", "Căn cứ, nguồn", s.Source).
			Need().
			Wrong(wrong),
		view.InputTick("checked", "Đã đối chiếu với văn bản của tỉnh", s.Checked),
		points(
			"total_max",
			"Tổng điểm",
			s.TotalMax,
		), points("step", "Bước điểm", s.Step), points("bonus_max", "Thưởng nhiều nhất", s.BonusMax),
		percent(
			"comment_below",
			"Cần nhận xét khi dưới",
			s.CommentBelow,
		), percent("comment_above", "Cần nhận xét khi trên", s.CommentAbove),
		view.InputText("key", "Tiêu chí phân hạng khi bằng điểm", s.TieKey()).Hint("Mã của một tiêu chí dưới đây.").Wrong(wrong),
	}
}

// scaleRows are the lines of a scale, with empty ones to add to.
func scaleRows(s evaluation.Scale, failed error) []view.FieldRow {
	wrong := registry.FieldsOf(failed)
	var out []view.FieldRow
	line := func(kind string, i int, legend string, fields ...view.Field) {
		for j := range fields {
			fields[j].Name = fmt.Sprintf("%s%d-%s", kind, i, fields[j].Name)
			fields[j].ID = view.FieldID(fields[j].Name)
			fields[j] = fields[j].Wrong(wrong)
		}
		out = append(out, view.FieldRow{Legend: legend, Fields: fields})
	}
	filled := func(i int, p evaluation.Points) string {
		if i < 0 {
			return ""
		}
		return p.String()
	}
	for i := range min(len(s.Criteria)+2, evaluation.MaxLines) {
		k, at := evaluation.Criterion{}, -1
		if i < len(s.Criteria) {
			k, at = s.Criteria[i], i
		}
		line(
			"c",
			i,
			fmt.Sprintf("Tiêu chí %d", i+1),
			narrow(view.InputText("code", "Mã", k.Code)),
			view.InputText("label", "Tên tiêu chí", k.Label),
			view.InputText("person", "Tên khi xét cá nhân, nếu khác", k.PersonLabel),
			short(
				view.InputText("max", "Điểm tối đa", filled(at, k.Max)),
			),
			view.InputText("basis", "Căn cứ", k.Basis),
			view.InputText("guide", "Chia điểm, cách nhau bằng dấu chấm phẩy", strings.Join(k.Guide, "; ")),
		)
	}
	for i := range min(len(s.Adjustments)+1, evaluation.MaxLines) {
		a, at := evaluation.Adjustment{}, -1
		if i < len(s.Adjustments) {
			a, at = s.Adjustments[i], i
		}
		line(
			"a",
			i,
			fmt.Sprintf("Thưởng, trừ %d", i+1),
			narrow(view.InputText("code", "Mã", a.Code)),
			view.InputText("label", "Nội dung", a.Label),
			short(view.InputText("points", "Điểm, trừ thì ghi dấu −", filled(at, a.Points))),
		)
	}
	for i := range min(len(s.Bands)+1, evaluation.MaxLines) {
		b, at := evaluation.Band{}, -1
		if i < len(s.Bands) {
			b, at = s.Bands[i], i
		}
		line(
			"b",
			i,
			fmt.Sprintf("Mức xếp loại %d", i+1),
			view.InputText("label", "Tên mức", b.Label),
			short(view.InputText("from", "Từ điểm", filled(at, b.From))),
		)
	}
	for i := range min(len(s.Anchors)+1, evaluation.MaxLines) {
		var k evaluation.Anchor
		if i < len(s.Anchors) {
			k = s.Anchors[i]
		}
		line(
			"m",
			i,
			fmt.Sprintf("Mức điểm nghĩa là gì, %d", i+1),
			narrow(view.InputText("percent", "Tỷ lệ", k.Percent)),
			view.InputText("text", "Nghĩa", k.Text),
		)
	}
	return out
}

// readScale reads a posted scale; points that cannot be read are kept out of
// range, which Check refuses with the line they stand in.
func readScale(v url.Values) evaluation.Scale {
	points := func(name string) evaluation.Points {
		p, ok := evaluation.ParsePoints(strings.ReplaceAll(v.Get(name), "−", "-"))
		if !ok {
			return evaluation.BadPoints
		}
		return p
	}
	percent := func(name string) int {
		n, err := strconv.Atoi(strings.TrimSpace(v.Get(name)))
		if err != nil {
			return -1
		}
		return n
	}
	s := evaluation.Scale{
		Code: v.Get(
			"code",
		), Source: v.Get("source"), Checked: v.Get("checked") == "1", TotalMax: points("total_max"), Step: points("step"), BonusMax: points("bonus_max"),
		CommentBelow: percent("comment_below"), CommentAbove: percent("comment_above"), Key: v.Get("key"),
	}
	for i := range evaluation.MaxLines {
		get := func(kind, part string) string { return v.Get(fmt.Sprintf("%s%d-%s", kind, i, part)) }
		if get("c", "code")+get("c", "label") != "" {
			s.Criteria = append(
				s.Criteria,
				evaluation.Criterion{
					Code:        get("c", "code"),
					Label:       get("c", "label"),
					PersonLabel: get("c", "person"),
					Max:         points(fmt.Sprintf("c%d-max", i)),
					Basis:       get("c", "basis"),
					Guide:       strings.Split(get("c", "guide"), ";"),
				},
			)
		}
		if get("a", "code")+get("a", "label") != "" {
			s.Adjustments = append(
				s.Adjustments,
				evaluation.Adjustment{Code: get("a", "code"), Label: get("a", "label"), Points: points(fmt.Sprintf("a%d-points", i))},
			)
		}
		if get("b", "label") != "" {
			s.Bands = append(s.Bands, evaluation.Band{Label: get("b", "label"), From: points(fmt.Sprintf("b%d-from", i))})
		}
		if get("m", "percent")+get("m", "text") != "" {
			s.Anchors = append(s.Anchors, evaluation.Anchor{Percent: get("m", "percent"), Text: get("m", "text")})
		}
	}
	return s
}

func (h *Area) saveScale(c *shell.Context) error {
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	base, _ := strconv.Atoi(v.Get("base")) // unreadable: a Conflict
	in := readScale(v)
	saved, err := h.Judging.SaveScale(c.Context(), c.Actor(), in, base)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.Scales)
	case registry.Invalid, registry.Conflict:
		code, _ := shell.StatusOf(err)
		return h.showScale(c, code, saved, base, err)
	}
	return err
}

func (h *Area) ruleForm(c *shell.Context) error {
	list, err := h.Judging.AwardRules(c.Context())
	if err != nil {
		return err
	}
	if c.Param("form") == "moi" {
		return h.showRule(
			c,
			http.StatusOK,
			evaluation.AwardRule{Base: evaluation.BasePresent, Threshold: 70, QuorumNum: 2, QuorumDen: 3},
			nil,
		)
	}
	for _, r := range list {
		if r.Form == c.Param("form") {
			return h.showRule(c, http.StatusOK, r.AwardRule, nil)
		}
	}
	return registry.Errorf(registry.NotFound, "Không có hình thức khen này.")
}

func (h *Area) showRule(c *shell.Context, code int, r evaluation.AwardRule, failed error) error {
	title := r.Label
	if r.Version == 0 {
		title = "Hình thức khen mới"
	}
	head := []view.Field{view.InputText("label", "Tên hình thức", r.Label).Need().Wrong(registry.FieldsOf(failed))}
	hidden := []view.Field{view.InputHidden("base_version", strconv.Itoa(r.Version))}
	if r.Version == 0 {
		head = append(
			head,
			view.InputText("form", "Mã", r.Form).
				Need().
				Hint("Chữ thường không dấu, ví dụ: giay-khen-so.").
				Wrong(registry.FieldsOf(failed)),
		)
	} else {
		hidden = append(hidden, view.InputHidden("form", r.Form))
	}
	p := view.CouncilPage{
		CouncilHead: view.CouncilHead{
			Crumbs: append(scaleCrumbs[:2:2], view.Crumb{Text: title}),
			Title:  title,
			Errors: view.NewErrorSummary(failed),
			Lead:   "Ghi thành phiên bản mới; đợt xét đang chạy giữ quy tắc của nó.",
		},
	}
	p.Sections = []view.CouncilSection{
		{
			Form: &view.CouncilForm{
				URL:     address.Rules,
				Hidden:  hidden,
				Fields:  append(head, ruleFields(r, failed)...),
				Buttons: []view.Button{view.Submit("Ghi phiên bản mới"), {Text: "Không ghi", URL: address.Scales}},
			},
		},
	}
	return h.plain(c, code, nil, p)
}

// ruleFields are the fields of a rule of voting, in a round or by itself.
func ruleFields(r evaluation.AwardRule, failed error) []view.Field {
	wrong := registry.FieldsOf(failed)
	threshold := short(view.InputText("threshold", "Tỷ lệ đồng ý cần đạt", strconv.Itoa(r.Threshold)).Wrong(wrong))
	threshold.Suffix = "%"
	return []view.Field{
		threshold,
		view.InputSelect("base", "Tính trên", r.Base, []view.Option{{Value: evaluation.BaseTotal, Label: "Tổng số thành viên"}, {Value: evaluation.BasePresent, Label: "Số có mặt"}}).
			Wrong(wrong),
		view.InputText("quorum", "Số có mặt tối thiểu", fmt.Sprintf("%d/%d", r.QuorumNum, r.QuorumDen)).
			Hint("Một phân số của tổng số thành viên, ví dụ 2/3.").
			Wrong(wrong),
		view.InputTick(
			"secret",
			"Bỏ phiếu kín",
			r.Secret,
		), view.InputTick("written", "Lấy ý kiến người vắng bằng văn bản", r.Written).Wrong(wrong),
		view.InputTick(
			"rule_checked",
			"Đã đối chiếu với quy định của tỉnh",
			r.Checked,
		), view.InputText("rule_source", "Căn cứ của quy tắc biểu quyết", r.Source).Wrong(wrong),
	}
}

// readRule reads a rule of voting over what it has.
func readRule(v url.Values, r evaluation.AwardRule) evaluation.AwardRule {
	n, err := strconv.Atoi(strings.TrimSpace(v.Get("threshold")))
	if err != nil {
		n = -1
	}
	r.Threshold, r.Base, r.Secret, r.Written, r.Checked = n, v.Get(
		"base",
	), v.Get(
		"secret",
	) == "1", v.Get(
		"written",
	) == "1", v.Get(
		"rule_checked",
	) == "1"
	if v.Has("rule_source") {
		r.Source = v.Get("rule_source")
	}
	if _, err := fmt.Sscanf(strings.ReplaceAll(v.Get("quorum"), " ", ""), "%d/%d", &r.QuorumNum, &r.QuorumDen); err != nil {
		r.QuorumDen = 0 // refused by Check
	}
	r.Clean()
	return r
}

func (h *Area) saveRule(c *shell.Context) error {
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	in := readRule(v, evaluation.AwardRule{Form: v.Get("form"), Label: v.Get("label")})
	in.Version, _ = strconv.Atoi(v.Get("base_version")) // unreadable: a new form
	err = h.Judging.SaveAwardRule(c.Context(), c.Actor(), in, in.Version)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.Scales)
	case registry.Invalid, registry.Conflict:
		code, _ := shell.StatusOf(err)
		return h.showRule(c, code, in, err)
	}
	return err
}

// scaleOf finds the version that a form chose, "CODE|VERSION"; the present one
// when it chose none.
func scaleOf(list []sqlite.ScaleVersion, typed string, now evaluation.Scale) evaluation.Scale {
	for _, s := range list {
		if scaleKey(s.Scale) == typed {
			return s.Scale
		}
	}
	return now
}

func scaleKey(s evaluation.Scale) string { return fmt.Sprintf("%s|%d", s.Code, s.Version) }
