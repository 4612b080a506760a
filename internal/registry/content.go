package registry

// Content is what a unit types to register an entry: the form of domain notes
// B.3. Field names in forms are the JSON names; rows are numbered, as in
// "outcomes.0.target".
type Content struct {
	Title         string     `json:"title"`
	Type          Type       `json:"type"`
	Novelty       Novelty    `json:"novelty"`
	Field         FieldCode  `json:"field"`
	Tags          []string   `json:"tags,omitempty"`
	Summary       string     `json:"summary"`       // about 60 words
	Problem       string     `json:"problem"`       // thực trạng, lý do
	Goal          string     `json:"goal"`          // mục tiêu, tiêu chí đánh giá
	Method        string     `json:"method"`        // cách làm khéo
	Body          string     `json:"body"`          // a longer text, if there is one
	Place         string     `json:"place"`         // thôn, tổ dân phố
	Address       string     `json:"address"`       // địa chỉ cụ thể
	Latitude      Amount     `json:"latitude"`      // WGS 84 degrees
	Longitude     Amount     `json:"longitude"`     // WGS 84 degrees
	Beneficiaries string     `json:"beneficiaries"` // đối tượng thụ hưởng, tham gia
	Households    Amount     `json:"households"`
	People        Amount     `json:"people"`
	Lead          string     `json:"lead"` // lực lượng chủ trì
	Partners      []Partner  `json:"partners,omitempty"`
	Resources     []Resource `json:"resources,omitempty"`
	Start         Date       `json:"start"`
	ReviewOn      Date       `json:"review_on"`
	Milestones    string     `json:"milestones"`
	Outputs       string     `json:"outputs"`
	Replicability string     `json:"replicability"`
	BasisNumber   string     `json:"basis_number"` // văn bản chủ trương
	BasisDate     Date       `json:"basis_date"`
	ApproverName  string     `json:"approver_name"`
	ApproverTitle string     `json:"approver_title"`
	ApprovedOn    Date       `json:"approved_on"`
	PersonName    string     `json:"person_name"` // of a điển hình cá nhân
	PersonBorn    Amount     `json:"person_born"` // year only
	PersonTitle   string     `json:"person_title"`
	PersonWork    string     `json:"person_work"`
	PersonConsent bool       `json:"person_consent"`
	ContactName   string     `json:"contact_name"`
	ContactTitle  string     `json:"contact_title"`
	ContactPhone  string     `json:"contact_phone"`
	ContactEmail  string     `json:"contact_email"`
	ContactPress  bool       `json:"contact_press"` // the press may see it
	WhatIsNew     string     `json:"what_is_new"`   // asked of anything but a new model
	Pledge        bool       `json:"pledge"`
	Outcomes      []Outcome  `json:"outcomes,omitempty"`
}

// Partner is a body that takes part and what it does.
type Partner struct {
	Name string `json:"name"`
	Role string `json:"role"`
}

// Resource is one line of means. Amount is in million đồng when Kind is money,
// else in the unit the note names.
type Resource struct {
	Kind   string `json:"kind"` // ngan-sach, xa-hoi-hoa, khac, ngay-cong, co-so-vat-chat, nhan-luc
	Amount Amount `json:"amount"`
	Note   string `json:"note"`
}

// Choice is one value of a list offered by a form.
type Choice struct{ Code, Label string }

// ResourceKinds lists the kinds of means.
func ResourceKinds() []Choice {
	return []Choice{
		{"ngan-sach", "Ngân sách (triệu đồng)"}, {"xa-hoi-hoa", "Xã hội hóa (triệu đồng)"}, {"khac", "Kinh phí khác (triệu đồng)"},
		{"ngay-cong", "Ngày công"}, {"co-so-vat-chat", "Cơ sở vật chất"}, {"nhan-luc", "Nhân lực"},
	}
}

// Outcome is one line of promised and reached results. Before the registration
// is accepted it is a target; the report adds the actual value.
type Outcome struct {
	Indicator string `json:"indicator"` // code in the catalogue, "" for a free one
	Label     string `json:"label"`     // as typed, for a free one or a narrower meaning
	Unit      string `json:"unit"`
	Baseline  Amount `json:"baseline"`
	Target    Amount `json:"target"`
	Actual    Amount `json:"actual"`
	Period    string `json:"period"`   // of [Periods]
	Source    string `json:"source"`   // of [Sources]
	Evidence  string `json:"evidence"` // name of the paper or attachment
	Committed bool   `json:"committed,omitempty"`
}

// Blank reports whether nothing was typed in the line.
func (o Outcome) Blank() bool {
	return o.Indicator == "" && o.Label == "" && o.Baseline.Empty() && o.Target.Empty() && o.Actual.Empty() && o.Evidence == ""
}

// What a value may be counted over.
const (
	PeriodYear  = "nam"
	PeriodTotal = "luy-ke" // a running total
)

// Periods lists what a value may be counted over.
func Periods() []Choice { return []Choice{{PeriodYear, "Trong năm"}, {PeriodTotal, "Lũy kế"}} }

// How well a value is founded.
const (
	SourceUnit     = "tu-khai"
	SourceCommune  = "xa-xac-nhan"
	SourceEvidence = "minh-chung"
)

// Sources lists how well a value is founded.
func Sources() []Choice {
	return []Choice{{SourceUnit, "Đơn vị tự khai"}, {SourceCommune, "Xã, phường xác nhận"}, {SourceEvidence, "Có minh chứng"}}
}

// ChoiceLabel gives the label of a code in a list, or the code.
func ChoiceLabel(list []Choice, code string) string {
	for _, c := range list {
		if c.Code == code {
			return c.Label
		}
	}
	return code
}

// Report is the result report of domain notes C.1, beyond the outcomes.
type Report struct {
	Leadership   string     `json:"leadership"` // chủ trương, tổ chức thực hiện
	Impact       string     `json:"impact"`     // tác động, ý kiến người dân
	Surveyed     Amount     `json:"surveyed"`   // số phiếu hỏi
	Satisfied    Amount     `json:"satisfied"`  // % hài lòng
	Resources    []Resource `json:"resources,omitempty"`
	Difficulties string     `json:"difficulties"` // khó khăn, hạn chế, nguyên nhân
	Lessons      string     `json:"lessons"`
	Sustain      string     `json:"sustain"` // khả năng duy trì, nhân rộng
	Sites        []Site     `json:"sites,omitempty"`
	Proposal     string     `json:"proposal"`  // đề nghị công nhận, khen thưởng
	Confirmed    string     `json:"confirmed"` // người, cơ quan xác nhận
}

// Site (điểm) is a place where the model runs.
type Site struct {
	Place string `json:"place"`
	Since Date   `json:"since"`
	Teams Amount `json:"teams"`
	Note  string `json:"note"`
}

// KeyFigure is one of the three figures of a story: "10.150", "m²", "đất Nhân dân hiến".
type KeyFigure struct {
	Value string `json:"value"`
	Unit  string `json:"unit"`
	Label string `json:"label"`
}

// Story is the public face of an entry.
type Story struct {
	Headline   string       `json:"headline"`
	Short      string       `json:"short"`  // about 60 words
	Medium     string       `json:"medium"` // about 150 words
	Long       string       `json:"long"`   // about 400 words
	Quote      string       `json:"quote"`
	QuoteName  string       `json:"quote_name"`
	QuoteTitle string       `json:"quote_title"`
	Figures    [3]KeyFigure `json:"figures"`
	LeadPhoto  PhotoID      `json:"lead_photo,omitempty"`
}
