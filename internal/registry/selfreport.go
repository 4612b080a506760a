package registry

import (
	"reflect"
	"strings"
	"time"
)

// SelfReportID identifies a self-report.
type SelfReportID int64

// SelfReport is what a unit says once a year about the points of the directive
// beside its models (domain notes E.1). It goes the way of a result report: draft,
// sent, returned, accepted.
type SelfReport struct {
	ID        SelfReportID
	Season    Year
	Unit      UnitCode
	Version   int
	State     SelfState
	Text      SelfText
	Reason    string // of returning it
	SentAt    time.Time
	FirstSent time.Time // judged against the deadline
	UpdatedAt time.Time
	By        string // who saved it last
}

// SelfState is the state of a self-report.
type SelfState uint8

// The states of a self-report.
const (
	SelfDraft SelfState = iota
	SelfSent
	SelfReturned
	SelfAccepted
)

var selfStates = []term{{"nhap", "Nháp"}, {"da-gui", "Đã gửi"}, {"tra-lai", "Trả lại"}, {"tiep-nhan", "Đã tiếp nhận"}}

var selfMoves = map[SelfState][]SelfState{
	SelfDraft:    {SelfSent},
	SelfSent:     {SelfReturned, SelfAccepted},
	SelfReturned: {SelfSent},
	SelfAccepted: {SelfReturned},
}

func (s SelfState) String() string { return codeOf(selfStates, s) }

// Label gives the words for the state.
func (s SelfState) Label() string { return labelOf(selfStates, s) }

// ParseSelfState reads the code of a state.
func ParseSelfState(s string) (SelfState, error) {
	return parse[SelfState](selfStates, "trạng thái báo cáo năm", s)
}

// Open reports whether the unit may still write.
func (s SelfState) Open() bool { return s == SelfDraft || s == SelfReturned }

// Move changes the state, or is a Conflict.
func (r *SelfReport) Move(to SelfState) error {
	for _, s := range selfMoves[r.State] {
		if s == to {
			r.State = to
			return nil
		}
	}
	return Errorf(Conflict, "Báo cáo năm đang ở trạng thái “%s”, không chuyển sang “%s” được.", r.State.Label(), to.Label())
}

// SelfText is what the unit types: a text for each point, a mark for those that
// are marked.
type SelfText struct {
	Leadership    string `json:"leadership"` // I
	Documents     Amount `json:"documents"`
	Meetings      Amount `json:"meetings"`
	Articles      Amount `json:"articles"`
	Ethics        string `json:"ethics"` // II.1
	EthicsMark    string `json:"ethics_mark"`
	Reform        string `json:"reform"` // II.2
	ReformMark    string `json:"reform_mark"`
	Rules         string `json:"rules"` // II.3
	RulesMark     string `json:"rules_mark"`
	Democracy     string `json:"democracy"` // II.4
	DemocracyMark string `json:"democracy_mark"`
	Citizens      string `json:"citizens"` // II.6
	CitizensMark  string `json:"citizens_mark"`
	Received      Amount `json:"received"`
	Dialogues     Amount `json:"dialogues"`
	Front         string `json:"front"` // II.7
	FrontMark     string `json:"front_mark"`
	Training      string `json:"training"` // II.8
	TrainingMark  string `json:"training_mark"`
	Limits        string `json:"limits"`    // III
	Plan          string `json:"plan"`      // IV
	Proposals     string `json:"proposals"` // V
	Writer        string `json:"writer"`
	Approver      string `json:"approver"`
}

// SelfMarks lists the marks a unit may give itself.
func SelfMarks() []Choice {
	return []Choice{{"tot", "Tốt"}, {"kha", "Khá"}, {"dat", "Đạt"}, {"chua-dat", "Chưa đạt"}}
}

// SelfPoint is one point of the self-report: its place in the yearly
// report, its texts and numbers by their form names.
type SelfPoint struct {
	Place   string // "I", "II.1"
	Name    string // of the text
	Label   string
	Hint    string
	Mark    string   // name of the mark; "" for none
	Numbers []Choice // of things that cannot be broken
	Must    bool
}

// SelfPoints lists the points in the order of the yearly report. Point II.5 is the
// movement itself, which units report model by model.
func SelfPoints() []SelfPoint {
	return []SelfPoint{
		{
			Place: "I",
			Name:  "leadership",
			Label: "Công tác lãnh đạo, chỉ đạo, tuyên truyền, quán triệt",
			Hint:  "Văn bản đã ban hành, hội nghị, tin bài, người phụ trách.",
			Must:  true,
			Numbers: []Choice{
				{"documents", "Văn bản đã ban hành"},
				{"meetings", "Hội nghị quán triệt"},
				{"articles", "Tin, bài tuyên truyền"},
			},
		},
		{
			Place: "II.1",
			Name:  "ethics",
			Label: "Đạo đức công vụ, phong cách “trọng dân, gần dân, hiểu dân, học dân và có trách nhiệm với dân”",
			Mark:  "ethics_mark",
			Must:  true,
		},
		{Place: "II.2", Name: "reform", Label: "Cải cách hành chính, chính quyền thân thiện", Mark: "reform_mark", Must: true},
		{Place: "II.3", Name: "rules", Label: "Xây dựng văn bản, quy chế dân chủ", Mark: "rules_mark", Must: true},
		{
			Place: "II.4",
			Name:  "democracy",
			Label: "Thực hiện dân chủ ở cơ sở",
			Hint:  "Nội dung công khai, Nhân dân bàn, quyết định, kiểm tra, giám sát, thụ hưởng.",
			Mark:  "democracy_mark",
			Must:  true,
		},
		{
			Place:   "II.6",
			Name:    "citizens",
			Label:   "Tiếp công dân, đối thoại, giải quyết khiếu nại, tố cáo",
			Mark:    "citizens_mark",
			Must:    true,
			Numbers: []Choice{{"received", "Lượt tiếp công dân"}, {"dialogues", "Cuộc đối thoại"}},
		},
		{
			Place: "II.7",
			Name:  "front",
			Label: "Phối hợp với Mặt trận và đoàn thể, các tổ chức tự quản của cộng đồng",
			Mark:  "front_mark",
			Must:  true,
		},
		{Place: "II.8", Name: "training", Label: "Tập huấn, kiểm tra, xếp loại, khen thưởng", Mark: "training_mark", Must: true},
		{Place: "III", Name: "limits", Label: "Hạn chế, nguyên nhân", Must: true},
		{Place: "IV", Name: "plan", Label: "Phương hướng năm tới", Must: true},
		{Place: "V", Name: "proposals", Label: "Kiến nghị", Hint: "Để trống nếu không có."},
	}
}

// Get reads a part by its form name.
func (t SelfText) Get(name string) string {
	v := reflect.ValueOf(t)
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("json") == name {
			return v.Field(i).String()
		}
	}
	return ""
}

// Set writes a part by its form name; an unknown name is passed over.
func (t *SelfText) Set(name, value string) {
	v := reflect.ValueOf(t).Elem()
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("json") == name {
			v.Field(i).SetString(value)
		}
	}
}

// Names lists the form names of all parts in order.
func (SelfText) Names() []string {
	t := reflect.TypeFor[SelfText]()
	out := make([]string, t.NumField())
	for i := range out {
		out[i] = t.Field(i).Tag.Get("json")
	}
	return out
}

// Clean brings what was typed into one form without changing its words.
func (t *SelfText) Clean() { cleanStrings(reflect.ValueOf(t).Elem()) }

// CheckDraft lists what cannot even be kept: texts beyond all measure.
func (t SelfText) CheckDraft() Fields {
	var f Fields
	inputs, labels := selfInputs()
	for _, name := range t.Names() {
		f.addTooLong(name, labels[name], t.Get(name), limit(inputs[name], 0))
	}
	return f
}

// selfInputs gives the input and the label of every part by its form name: a long text
// for each point, a line for a mark, a number, a name.
func selfInputs() (inputs map[string]InputKind, labels map[string]string) {
	inputs, labels = map[string]InputKind{}, map[string]string{"writer": "Người viết", "approver": "Người duyệt"}
	for _, p := range SelfPoints() {
		inputs[p.Name], labels[p.Name], labels[p.Mark] = TextInput, "Mục "+p.Place, "Mức tự đánh giá, mục "+p.Place
		for _, n := range p.Numbers {
			labels[n.Code] = n.Label
		}
	}
	return inputs, labels
}

// Check lists what is missing or wrong before a self-report is sent.
func (t SelfText) Check() Fields {
	f := t.CheckDraft()
	for _, p := range SelfPoints() {
		if p.Must && strings.TrimSpace(t.Get(p.Name)) == "" {
			f.Add(p.Name, "Mục %s: chưa điền nội dung.", p.Place)
		}
		if p.Mark != "" && ChoiceLabel(SelfMarks(), t.Get(p.Mark)) == t.Get(p.Mark) {
			f.Add(p.Mark, "Mục %s: chọn mức tự đánh giá.", p.Place)
		}
		for _, n := range p.Numbers {
			checkAmount(&f, n.Code, n.Label, Amount(t.Get(n.Code)), false, lowerFirst(n.Label))
		}
	}
	if strings.TrimSpace(t.Approver) == "" {
		f.Add("approver", "Ghi họ tên, chức vụ người duyệt báo cáo.")
	}
	return f
}
