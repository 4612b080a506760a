package evaluation

import (
	"regexp"

	"danvankheo/internal/registry"
)

// Choice is what a ballot says about one entry.
type Choice uint8

// The choices. Blank counts as given back and not valid.
const (
	Yes Choice = iota
	No
	Blank
)

var choices = []term{{"dong-y", "Đồng ý"}, {"khong", "Không đồng ý"}, {"trang", "Để trắng"}}

// String gives the code of the choice.
func (c Choice) String() string { return choices[c].code }

// Label gives the words for the choice.
func (c Choice) Label() string { return choices[c].label }

// Choices lists the choices.
func Choices() []Choice { return []Choice{Yes, No, Blank} }

// ParseChoice reads the code of a choice.
func ParseChoice(code string) (Choice, error) {
	for i, t := range choices {
		if t.code == code {
			return Choice(i), nil
		}
	}
	return 0, registry.Errorf(registry.Invalid, "Chọn đồng ý, không đồng ý hoặc để trắng.")
}

// Base is what the threshold is a share of.
const (
	BaseTotal   = "tong-so" // all appointed members
	BasePresent = "co-mat"  // members present
)

// AwardRule says how an award form is voted on. It is a setting; Checked is true
// once it was held against a text of the province.
type AwardRule struct {
	Form      string `json:"form"`
	Label     string `json:"label"`
	Secret    bool   `json:"secret"`
	Base      string `json:"base"`
	Threshold int    `json:"threshold"` // percent of the base that must agree
	QuorumNum int    `json:"quorum_num"`
	QuorumDen int    `json:"quorum_den"` // quorum: present/total at least num/den
	Written   bool   `json:"written"`    // absent members are asked in writing
	Source    string `json:"source"`
	Checked   bool   `json:"checked"`
	Version   int    `json:"version"`
}

var unchecked = "Mặc định của chương trình; chưa đối chiếu " + registry.AwardRegulation.Noted() + "."

// AwardRules lists the rules of the award forms a new round may begin with.
func AwardRules() []AwardRule {
	return []AwardRule{
		{
			Form:      "bang-khen",
			Label:     "Bằng khen của Chủ tịch UBND tỉnh",
			Secret:    true,
			Base:      BaseTotal,
			Threshold: 80,
			QuorumNum: 2,
			QuorumDen: 3,
			Written:   true,
			Source:    unchecked,
			Version:   1,
		},
		{
			Form:      "cong-nhan-tinh",
			Label:     "Công nhận mô hình “Dân vận khéo” cấp tỉnh",
			Base:      BasePresent,
			Threshold: 70,
			QuorumNum: 2,
			QuorumDen: 3,
			Source:    unchecked,
			Version:   1,
		},
		{
			Form:      "giay-khen",
			Label:     "Giấy khen của Giám đốc Sở hoặc Chủ tịch UBND cấp xã",
			Base:      BasePresent,
			Threshold: 70,
			QuorumNum: 2,
			QuorumDen: 3,
			Source:    unchecked,
			Version:   1,
		},
	}
}

// AwardRuleOf finds the rule of a form.
func AwardRuleOf(form string) (AwardRule, bool) {
	for _, r := range AwardRules() {
		if r.Form == form {
			return r, true
		}
	}
	return AwardRule{}, false
}

var formCode = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Clean tidies what was typed.
func (r *AwardRule) Clean() {
	r.Form, r.Label, r.Source = registry.CleanText(r.Form), registry.CleanText(r.Label), registry.CleanText(r.Source)
}

// Check lists what is wrong with a rule.
func (r AwardRule) Check() error {
	var f registry.Fields
	if !formCode.MatchString(r.Form) || r.Form == "moi" || len(r.Form) > 40 {
		f.Add("form", "Mã gồm chữ thường không dấu, số và gạch nối.")
	}
	if n := len([]rune(r.Label)); n < 3 || n > 150 {
		f.Add("label", "Ghi tên hình thức khen, tối đa 150 ký tự.")
	}
	if r.Base != BaseTotal && r.Base != BasePresent {
		f.Add("base", "Chọn tính trên tổng số hay trên số có mặt.")
	}
	if r.Threshold < 1 || r.Threshold > 100 {
		f.Add("threshold", "Tỷ lệ đồng ý cần đạt từ 1 đến 100%%.")
	}
	if r.QuorumDen < 1 || r.QuorumNum < 0 || r.QuorumNum > r.QuorumDen {
		f.Add("quorum", "Số có mặt tối thiểu là một phân số không lớn hơn 1, ví dụ 2/3.")
	}
	if r.Written && r.Base == BasePresent {
		f.Add("written", "Chỉ lấy ý kiến người vắng khi tỷ lệ tính trên tổng số thành viên.")
	}
	if r.Source == "" {
		f.Add("rule_source", "Ghi căn cứ, hoặc ghi rõ là chưa đối chiếu.")
	}
	return f.Err("Quy tắc biểu quyết chưa dùng được.")
}

// Tally is the count of one entry. Total and Present leave out who was recused
// from the entry: they neither vote nor count in the base.
type Tally struct {
	Entry          registry.EntryID
	Total, Present int
	Issued         int // ballots handed out
	Written        int // opinions in writing of absent members, among the ballots
	Yes, No, Blank int
}

// Sum is the number of ballots given back.
func (t Tally) Sum() int { return t.Yes + t.No + t.Blank }

// Valid is the number of ballots that say yes or no.
func (t Tally) Valid() int { return t.Yes + t.No }

// Outcome is what a tally comes to under a rule.
type Outcome struct {
	Quorate bool
	Base    int
	Needed  int // votes of agreement
	Percent Points
	Passed  bool
}

// Judge counts a tally under the rule. The votes needed are the least whole
// number that is not below the threshold's share of the base.
func (r AwardRule) Judge(t Tally) Outcome {
	base := t.Total
	if r.Base == BasePresent {
		base = t.Present
	}
	o := Outcome{Base: base, Quorate: t.Total > 0 && t.Present*r.QuorumDen >= t.Total*r.QuorumNum}
	o.Needed = (base*r.Threshold + 99) / 100
	if base > 0 {
		o.Percent = Points(registry.Fraction(t.Yes*10000, base).Whole())
		o.Passed = o.Quorate && t.Yes >= o.Needed
	}
	return o
}
