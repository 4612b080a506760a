package view

import (
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// RoundInput is what the settings of a round are made from: the round as it is or
// as typed, and what there is to choose from.
type RoundInput struct {
	Round   evaluation.Round
	Seasons []registry.Season
	Scales  []evaluation.Scale
	Rules   []evaluation.AwardRule
	Err     error
}

// NewRoundPage opens a round: the settings with the year and the level, which
// never change afterwards.
func NewRoundPage(in RoundInput) CouncilPage {
	return CouncilPage{
		CouncilHead: CouncilHead{
			Crumbs: []Crumb{{"Hội đồng", address.Council}, {Text: "Mở đợt xét"}},
			Title:  "Mở đợt xét", Errors: NewErrorSummary(in.Err),
			Lead: "Thang điểm và quy tắc dưới đây là mặc định, chưa đối chiếu " + registry.AwardRegulation.Brief() +
				"; sửa được cho đến khi bắt đầu chấm.",
		},
		Sections: []Block{{Form: &BlockForm{
			URL:     address.RoundNew,
			Fields:  roundFields(in, true, false),
			Buttons: []Button{Submit("Mở đợt xét")},
		}}},
	}
}

// NewRoundSettingsPage is the settings of a round. What is declared before scoring
// is locked from then on.
func NewRoundSettingsPage(s CouncilSeat, in RoundInput) CouncilPage {
	locked := s.Round.Phase != evaluation.Eligibility
	p := CouncilPage{CouncilHead: s.head("Cài đặt đợt xét", in.Err)}
	if locked {
		p.Notices = []Notice{{Tone: "wait", Text: "Đã bắt đầu chấm nên thang điểm và quy tắc được giữ nguyên."}}
	}
	form := &BlockForm{
		URL:    address.RoundSettings.At(s.Round.ID),
		Hidden: []Field{InputHidden("version", strconv.Itoa(s.Round.Version))},
		Fields: roundFields(in, false, locked),
	}
	if s.May(evaluation.Arrange) {
		form.Buttons = []Button{Submit("Lưu cài đặt")}
	}
	p.Sections = append([]Block{{Form: form}}, ruleSections(in.Round)...)
	return p
}

// ruleSections show by what a round judges: its scale and its rule of voting.
func ruleSections(r evaluation.Round) []Block {
	return []Block{scaleSection(r.Scale), {Heading: "Quy tắc biểu quyết", Facts: RuleFacts(r.Rules.Award)}}
}

func roundFields(in RoundInput, fresh, locked bool) []Field {
	r, wrong := in.Round, registry.FieldsOf(in.Err)
	fields := []Field{
		InputText("title", "Tên đợt xét", r.Title).Need().Wrong(wrong),
		InputText("decision", "Quyết định thành lập hội đồng", r.Decision).Hint("Số, ngày, cơ quan ban hành. Điền sau cũng được."),
	}
	if fresh {
		var years []Option
		for _, s := range in.Seasons {
			years = append(years, Option{Value: strconv.Itoa(int(s.Year)), Label: YearText(s.Year)})
		}
		var levels []Option
		for _, l := range evaluation.RoundLevels() {
			levels = append(levels, Option{Value: string(l), Label: l.Label()})
		}
		fields = append(fields,
			InputSelect("season", "Năm", strconv.Itoa(int(r.Season)), years).Need().Wrong(wrong),
			InputSelect("level", "Cấp xét", string(r.Level), levels).Need().Wrong(wrong),
		)
	}
	rules := roundRuleFields(in, wrong)
	for i := range rules {
		rules[i].Disabled = locked
	}
	fields = append(fields, rules...)
	for _, p := range evaluation.Phases() {
		fields = append(fields, InputDate(p.DateField(), p.Label()+" đến ngày", r.Dates[p]).Wrong(wrong))
	}
	return fields
}

// roundRuleFields are the scale, the rules of ranking, the award form with its
// rule of voting, and the head of the papers.
func roundRuleFields(in RoundInput, wrong registry.Fields) []Field {
	r := in.Round
	number := func(name, label, v, unit string) Field {
		f := decimal(InputText(name, label, v).Wrong(wrong))
		f.Suffix = unit
		return f
	}
	fields := []Field{
		InputSelect("scale", "Thang điểm", ScaleKey(r.Scale), scaleOptions(in)).
			Hint("Sửa hoặc lập thang khác ở mục Thang điểm, quy tắc."),
		number("min_sheets", "Số phiếu ít nhất để xếp hạng", strconv.Itoa(r.Rules.MinSheets), "phiếu"),
		number("top_cap", "Trần mức cao nhất", strconv.Itoa(r.Rules.TopCap), "% số xếp hạng"),
		number("spread_flag", "Chênh lệch cần bàn", r.Rules.SpreadFlag.String(), "điểm"),
		number("shortlist_from", "Rút gọn từ điểm trung bình", r.Rules.ShortlistFrom.String(), "điểm"),
		number("z_min", "Hiệu chỉnh z khi mỗi người có từ", strconv.Itoa(r.Rules.ZMin), "phiếu"),
		number("min_months", "Thời gian thực hiện ít nhất", strconv.Itoa(r.Rules.MinMonths), "tháng"),
		InputSelect("tie", "Khi bằng điểm", r.Rules.Tie, Options(evaluation.TieRules())).Wrong(wrong),
		InputSelect("form", "Hình thức khen đề nghị", r.Rules.Award.Form, awardOptions(in)).
			Hint("Đổi hình thức thì lấy quy tắc biểu quyết của hình thức đó.").Wrong(wrong),
	}
	return append(append(fields, awardRuleFields(r.Rules.Award, wrong)...),
		InputText("issuer", "Cơ quan ghi trên văn bản", r.Rules.Issuer),
		InputText("parent", "Cơ quan chủ quản", r.Rules.Parent),
		InputText("place", "Địa danh", r.Rules.Place),
	)
}

// scaleOptions offers the round's own scale first, then the others.
func scaleOptions(in RoundInput) []Option {
	own := in.Round.Scale
	out := []Option{{Value: ScaleKey(own), Label: scaleName(own)}}
	for _, s := range in.Scales {
		if ScaleKey(s) != ScaleKey(own) {
			out = append(out, Option{Value: ScaleKey(s), Label: scaleName(s)})
		}
	}
	return out
}

// awardOptions offers the round's own award form first, then the others.
func awardOptions(in RoundInput) []Option {
	own := in.Round.Rules.Award
	out := []Option{{Value: own.Form, Label: own.Label}}
	for _, a := range in.Rules {
		if a.Form != own.Form {
			out = append(out, Option{Value: a.Form, Label: a.Label})
		}
	}
	return out
}
