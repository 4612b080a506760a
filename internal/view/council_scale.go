package view

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// ScaleLine is one version of a scale with who wrote it.
type ScaleLine struct {
	Scale evaluation.Scale
	At    time.Time
	By    string
}

// ScaleKey names a version of a scale as forms choose it, "CODE|VERSION".
func ScaleKey(s evaluation.Scale) string { return fmt.Sprintf("%s|%d", s.Code, s.Version) }

func scaleName(s evaluation.Scale) string {
	return fmt.Sprintf("%s, phiên bản %d", s.Code, s.Version)
}

func scalePath(s evaluation.Scale) string {
	return address.Scale.At(s.Code, s.Version)
}

func scaleCrumbs(last string) []Crumb {
	return []Crumb{{"Hội đồng", address.Council}, {"Thang điểm, quy tắc", address.Scales}, {Text: last}}
}

// NewScalesPage lists every version of every scale, and the rules of voting of
// the award forms.
func NewScalesPage(scales []ScaleLine, rules []evaluation.AwardRule) CouncilPage {
	return CouncilPage{
		CouncilHead: CouncilHead{
			Crumbs: []Crumb{{"Hội đồng", address.Council}},
			Title:  "Thang điểm, quy tắc biểu quyết",
			Lead: "Mỗi lần ghi là một phiên bản mới. Đợt xét giữ phiên bản đã chọn khi bắt đầu chấm; " +
				"phiên bản ghi sau không làm thay đổi đợt đang chạy.",
		},
		Sections: []Block{
			{Heading: "Thang điểm", Table: scalesTable(scales)},
			{
				Heading: "Quy tắc biểu quyết theo hình thức khen",
				Table:   rulesTable(rules),
				Links:   []Link{{"Thêm hình thức khác", address.Rule.At("moi")}},
			},
		},
	}
}

func scalesTable(list []ScaleLine) *Table {
	t := Table{
		Caption: "Thang điểm", HideCaption: true, Stacked: true,
		Columns: []Column{
			{Label: "Thang điểm"}, {Label: "Tổng", Num: true}, {Label: "Tiêu chí", Num: true},
			{Label: "Ghi bởi"}, {Label: "Căn cứ"}, {Label: "Đối chiếu"},
		},
	}
	for _, l := range list {
		s := l.Scale
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			H(scaleName(s), scalePath(s)), N(s.TotalMax.String()), N(strconv.Itoa(len(s.Criteria))),
			{Text: l.By, Sub: Day(l.At)}, T(s.Source), checkedCell(s.Checked),
		}})
	}
	t = t.Labelled()
	return &t
}

func rulesTable(list []evaluation.AwardRule) *Table {
	t := Table{
		Caption: "Quy tắc biểu quyết", HideCaption: true, Stacked: true,
		Columns: []Column{
			{Label: "Hình thức"}, {Label: "Cách làm"}, {Label: "Cần đạt"}, {Label: "Có mặt", Num: true},
			{Label: "Căn cứ"}, {Label: "Đối chiếu"},
		},
	}
	for _, r := range list {
		f := RuleFacts(r)
		form := H(r.Label, address.Rule.At(r.Form))
		form.Sub = fmt.Sprintf("phiên bản %d", r.Version)
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			form, {Text: f[1].Text, Sub: "Người vắng " + f[4].Text}, T(f[2].Text), N(f[3].Text), T(r.Source), checkedCell(r.Checked),
		}})
	}
	t = t.Labelled()
	return &t
}

func checkedCell(on bool) Cell {
	if on {
		return Cell{Badge: &Badge{"Đã đối chiếu", "ok"}}
	}
	return Cell{Badge: &Badge{"Chưa đối chiếu", "wait"}}
}

// NewScalePage is the form of the next version of a scale. base is the version
// that it was opened from.
func NewScalePage(s evaluation.Scale, base int, err error) CouncilPage {
	return CouncilPage{
		CouncilHead: CouncilHead{
			Crumbs: scaleCrumbs(s.Code),
			Title:  fmt.Sprintf("Thang điểm %s, phiên bản %d", s.Code, base),
			Errors: NewErrorSummary(err),
			Lead:   "Sửa rồi ghi thành phiên bản mới. Dòng để trống mã và tên thì bỏ. Đổi mã thang điểm để lập một thang khác.",
		},
		Sections: []Block{{Form: &BlockForm{
			URL:     address.Scales,
			Hidden:  []Field{InputHidden("base", strconv.Itoa(base))},
			Fields:  scaleFields(s, registry.FieldsOf(err)),
			Rows:    scaleRows(s, registry.FieldsOf(err)),
			Buttons: versionButtons(),
		}}},
	}
}

func versionButtons() []Button {
	return []Button{Submit("Ghi phiên bản mới"), {Text: "Không ghi", URL: address.Scales}}
}

func scaleFields(s evaluation.Scale, wrong registry.Fields) []Field {
	points := func(name, label string, v evaluation.Points) Field {
		return decimal(InputText(name, label, v.String()).Wrong(wrong))
	}
	percent := func(name, label string, v int) Field {
		f := decimal(InputText(name, label, strconv.Itoa(v)).Wrong(wrong))
		f.Suffix = "% điểm tối đa"
		return f
	}
	return []Field{
		InputText("code", "Mã thang điểm", s.Code).Need().Wrong(wrong),
		InputText("source", "Căn cứ, nguồn", s.Source).Need().Wrong(wrong),
		InputTick("checked", "Đã đối chiếu với văn bản của tỉnh", s.Checked),
		points("total_max", "Tổng điểm", s.TotalMax),
		points("step", "Bước điểm", s.Step),
		points("bonus_max", "Thưởng nhiều nhất", s.BonusMax),
		percent("comment_below", "Cần nhận xét khi dưới", s.CommentBelow),
		percent("comment_above", "Cần nhận xét khi trên", s.CommentAbove),
		InputText("key", "Tiêu chí phân hạng khi bằng điểm", s.TieKey()).Hint("Mã của một tiêu chí dưới đây.").Wrong(wrong),
	}
}

// scaleRows are the lines of a scale, with empty ones to add to: two criteria and
// one of each other kind, up to the most that a scale holds.
func scaleRows(s evaluation.Scale, wrong registry.Fields) (out []FieldRow) {
	line := func(kind string, i int, legend string, fields ...Field) {
		for j := range fields {
			fields[j].Name = fmt.Sprintf("%s%d-%s", kind, i, fields[j].Name)
			fields[j].ID = FieldID(fields[j].Name)
			fields[j] = fields[j].Wrong(wrong)
		}
		out = append(out, FieldRow{Legend: fmt.Sprintf(legend, i+1), Fields: fields})
	}
	for i := range min(len(s.Criteria)+2, evaluation.MaxLines) {
		k, points := lineOf(s.Criteria, i, func(k evaluation.Criterion) evaluation.Points { return k.Max })
		line("c", i, "Tiêu chí %d",
			narrow(InputText("code", "Mã", k.Code)),
			InputText("label", "Tên tiêu chí", k.Label),
			InputText("person", "Tên khi xét cá nhân, nếu khác", k.PersonLabel),
			decimal(InputText("max", "Điểm tối đa", points)),
			InputText("basis", "Căn cứ", k.Basis),
			InputText("guide", "Chia điểm, cách nhau bằng dấu chấm phẩy", strings.Join(k.Guide, "; ")),
		)
	}
	for i := range min(len(s.Adjustments)+1, evaluation.MaxLines) {
		a, points := lineOf(s.Adjustments, i, func(a evaluation.Adjustment) evaluation.Points { return a.Points })
		line("a", i, "Thưởng, trừ %d",
			narrow(InputText("code", "Mã", a.Code)),
			InputText("label", "Nội dung", a.Label),
			decimal(InputText("points", "Điểm, trừ thì ghi dấu −", points)),
		)
	}
	for i := range min(len(s.Bands)+1, evaluation.MaxLines) {
		b, points := lineOf(s.Bands, i, func(b evaluation.Band) evaluation.Points { return b.From })
		line("b", i, "Mức xếp loại %d", InputText("label", "Tên mức", b.Label), decimal(InputText("from", "Từ điểm", points)))
	}
	for i := range min(len(s.Anchors)+1, evaluation.MaxLines) {
		k, _ := lineOf(s.Anchors, i, func(evaluation.Anchor) evaluation.Points { return 0 })
		line("m", i, "Mức điểm nghĩa là gì, %d",
			narrow(InputText("percent", "Tỷ lệ", k.Percent)),
			InputText("text", "Nghĩa", k.Text),
		)
	}
	return out
}

// lineOf is a line of a scale with its points as text. Beyond the last line both
// are empty, so that a line to add shows no "0".
func lineOf[T any](list []T, i int, points func(T) evaluation.Points) (line T, text string) {
	if i < len(list) {
		return list[i], points(list[i]).String()
	}
	return line, ""
}

// NewAwardRulePage is the form of the next version of a form's rule of voting, or
// of a new form.
func NewAwardRulePage(r evaluation.AwardRule, err error) CouncilPage {
	wrong := registry.FieldsOf(err)
	title := r.Label
	head := []Field{InputText("label", "Tên hình thức", r.Label).Need().Wrong(wrong)}
	hidden := []Field{InputHidden("base_version", strconv.Itoa(r.Version))}
	if r.Version == 0 {
		title = "Hình thức khen mới"
		head = append(head, InputText("form", "Mã", r.Form).Need().Hint("Chữ thường không dấu, ví dụ: giay-khen-so.").Wrong(wrong))
	} else {
		hidden = append(hidden, InputHidden("form", r.Form))
	}
	return CouncilPage{
		CouncilHead: CouncilHead{
			Crumbs: scaleCrumbs(title), Title: title, Errors: NewErrorSummary(err),
			Lead: "Ghi thành phiên bản mới; đợt xét đang chạy giữ quy tắc của nó.",
		},
		Sections: []Block{{Form: &BlockForm{
			URL: address.Rules, Hidden: hidden, Fields: append(head, awardRuleFields(r, wrong)...), Buttons: versionButtons(),
		}}},
	}
}

// awardRuleFields are the fields of a rule of voting, in a round or by itself.
func awardRuleFields(r evaluation.AwardRule, wrong registry.Fields) []Field {
	threshold := decimal(InputText("threshold", "Tỷ lệ đồng ý cần đạt", strconv.Itoa(r.Threshold)).Wrong(wrong))
	threshold.Suffix = "%"
	bases := []Option{
		{Value: evaluation.BaseTotal, Label: "Tổng số thành viên"}, {Value: evaluation.BasePresent, Label: "Số có mặt"},
	}
	return []Field{
		threshold,
		InputSelect("base", "Tính trên", r.Base, bases).Wrong(wrong),
		InputText("quorum", "Số có mặt tối thiểu", fmt.Sprintf("%d/%d", r.QuorumNum, r.QuorumDen)).
			Hint("Một phân số của tổng số thành viên, ví dụ 2/3.").Wrong(wrong),
		InputTick("secret", "Bỏ phiếu kín", r.Secret),
		InputTick("written", "Lấy ý kiến người vắng bằng văn bản", r.Written).Wrong(wrong),
		InputTick("rule_checked", "Đã đối chiếu với quy định của tỉnh", r.Checked),
		InputText("rule_source", "Căn cứ của quy tắc biểu quyết", r.Source).Wrong(wrong),
	}
}

// scaleSection shows the scale of a round with its source.
func scaleSection(scale evaluation.Scale) Block {
	t := Table{
		Caption: "Thang điểm " + scaleName(scale), Stacked: true,
		Columns: []Column{{Label: "Mã"}, {Label: "Tiêu chí"}, {Label: "Tối đa", Num: true}, {Label: "Căn cứ"}},
	}
	for _, k := range scale.Criteria {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			H(k.Code, ""), {Text: k.Label, Sub: strings.Join(k.Guide, " · ")}, N(k.Max.String()), T(k.Basis),
		}})
	}
	for _, a := range scale.Adjustments {
		t.Rows = append(t.Rows, Row{Cells: []Cell{H(a.Code, ""), T(a.Label), N(a.Points.String()), T("thưởng, trừ")}})
	}
	t = t.Labelled()
	return Block{Heading: "Thang điểm", Text: scale.Source, Table: &t}
}
