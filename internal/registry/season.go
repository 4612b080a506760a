package registry

import (
	"slices"
	"strconv"
	"time"
)

// Year is the year of a season; 0 is "không rõ năm" and only a reported entry may have it.
type Year int

// FieldCode is the code of a field (lĩnh vực), such as "kinh-te".
type FieldCode string

// Field is one field of a season: code and label.
type Field struct {
	Code  FieldCode `json:"code"`
	Label string    `json:"label"`
}

// Tag is one theme (chủ đề) that may be put on an entry.
type Tag struct {
	Code    string `json:"code"`
	Label   string `json:"label"`
	Retired bool   `json:"-"` // not offered any more, see [Topics.Tags]
}

// Season is one yearly cycle. Everything in it is a setting with a default
// (domain notes A.3): the directive fixes only "at least one model a year" and
// "results before 30/11".
type Season struct {
	Year    Year `json:"year"`
	Version int  `json:"-"` // of the settings, for concurrent edits

	Opens        Date `json:"opens"`         // last year's models are offered for continuing
	RegisterFrom Date `json:"register_from"` // registration window
	RegisterTo   Date `json:"register_to"`   // later ones are marked "đăng ký bổ sung"
	ReviewTo     Date `json:"review_to"`     // returned or accepted by then
	InterimAt    Date `json:"interim_at"`    // six-month review
	SurveyFrom   Date `json:"survey_from"`
	SurveyTo     Date `json:"survey_to"`
	PraiseAt     Date `json:"praise_at"` // tradition day of dân vận work
	ReportTo     Date `json:"report_to"` // result reports and evidence
	ScoreFrom    Date `json:"score_from"`
	ScoreTo      Date `json:"score_to"`
	MeetBy       Date `json:"meet_by"`
	RemindAt     Date `json:"remind_at"`
	FreezeAt     Date `json:"freeze_at"` // point 10: before 30/11

	Fields    []Field    `json:"fields"`
	Tags      []Tag      `json:"tags"`
	Owes      []UnitKind `json:"owes"`       // kinds of unit that owe at least one model
	MinPhotos int        `json:"min_photos"` // of a result report
	TitleMax  int        `json:"title_max"`  // characters
	Closed    bool       `json:"closed"`     // no more edits by units

	ClosedAt     time.Time `json:"closed_at,omitzero"` // when it was closed, for the grace
	GraceMinutes int       `json:"grace_minutes"`      // see [Season.Grace]
	Holidays     []Date    `json:"holidays"`           // off, besides weekends
	StuckAfter   int       `json:"stuck_after"`        // working days without a move after which a draft is stuck
	RemindDays   []int     `json:"remind_days"`        // see [Season.Reminders]
}

// DefaultSeason is the season of domain notes A.3 for a year.
func DefaultSeason(y Year) Season {
	day := func(year Year, md string) Date { return Date(strconv.Itoa(int(year)) + "-" + md) }
	return Season{
		Year: y, Version: 1,
		Opens: day(y-1, "12-15"), RegisterFrom: day(y, "01-01"), RegisterTo: day(y, "03-31"), ReviewTo: day(y, "04-15"),
		InterimAt: day(y, "06-15"), SurveyFrom: day(y, "09-01"), SurveyTo: day(y, "09-30"), PraiseAt: day(y, "10-15"),
		ReportTo: day(y, "10-31"), ScoreFrom: day(y, "11-01"), ScoreTo: day(y, "11-15"), MeetBy: day(y, "11-20"),
		RemindAt: day(y, "11-25"), FreezeAt: day(y, "11-30"),
		Fields:    slices.Clone(defaultFields),
		Tags:      slices.Clone(defaultTags),
		Owes:      []UnitKind{Commune, Ward, Agency, Organisation, ArmedForce},
		MinPhotos: 3, TitleMax: 150,
		GraceMinutes: 30, Holidays: DefaultHolidays(y), StuckAfter: 10, RemindDays: slices.Clone(defaultRemindDays),
	}
}

// The five fields of directive 03/CT-UBND point 6, and the sixth that every
// party guideline has (domain notes B.2).
var defaultFields = []Field{
	{"kinh-te", "Kinh tế"}, {"van-hoa", "Văn hóa"}, {"xa-hoi", "Xã hội"},
	{"an-ninh", "An ninh"}, {"quoc-phong", "Quốc phòng"}, {"he-thong-chinh-tri", "Hệ thống chính trị"},
}

var defaultTags = []Tag{
	{Code: "nong-thon-moi", Label: "nông thôn mới"}, {Code: "do-thi-van-minh", Label: "đô thị văn minh"}, {Code: "chuyen-doi-so", Label: "chuyển đổi số"},
	{Code: "cai-cach-hanh-chinh", Label: "cải cách hành chính"},
	{Code: "moi-truong", Label: "môi trường"},
	{Code: "giai-phong-mat-bang", Label: "giải phóng mặt bằng"},
	{Code: "giam-ngheo", Label: "giảm nghèo"},
	{Code: "dan-toc", Label: "dân tộc"},
	{Code: "ton-giao", Label: "tôn giáo"},
	{Code: "an-toan-giao-thong", Label: "an toàn giao thông"},
	{Code: "phong-chay-chua-chay", Label: "phòng cháy, chữa cháy"}, {Code: "phong-chong-ma-tuy", Label: "phòng, chống ma túy"},
	{Code: "khuyen-hoc", Label: "khuyến học"}, {Code: "an-sinh", Label: "an sinh xã hội"},
}

// DefaultFields lists the fields of a new season.
func DefaultFields() []Field { return slices.Clone(defaultFields) }

// Field finds a field by code.
func (s Season) Field(c FieldCode) (Field, bool) {
	i := slices.IndexFunc(s.Fields, func(f Field) bool { return f.Code == c })
	if i < 0 {
		return Field{}, false
	}
	return s.Fields[i], true
}

// Tag finds a tag by code.
func (s Season) Tag(c string) (Tag, bool) {
	i := slices.IndexFunc(s.Tags, func(t Tag) bool { return t.Code == c })
	if i < 0 {
		return Tag{}, false
	}
	return s.Tags[i], true
}

// Owed reports whether units of a kind owe a model.
func (s Season) Owed(k UnitKind) bool { return slices.Contains(s.Owes, k) }

// FieldLabel gives the label of a field code by the default list, or the code.
func FieldLabel(c FieldCode) string {
	for _, f := range defaultFields {
		if f.Code == c {
			return f.Label
		}
	}
	return string(c)
}

// Check lists what is wrong with the settings of a season.
func (s Season) Check() error {
	var f Fields
	if s.Year < 2022 || s.Year > 2100 {
		f.Add("year", "Năm phải từ 2022 đến 2100.")
	}
	var last Date
	for _, d := range s.Dates() {
		if !d.Day.Valid() {
			f.Add(d.Name, "%s: nhập ngày dạng dd/mm/yyyy.", d.Label)
			continue
		}
		if d.Ordered && d.Day < last {
			f.Add(d.Name, "%s phải không sớm hơn mốc trước đó (%s).", d.Label, last.Local())
		}
		if d.Ordered {
			last = d.Day
		}
	}
	if len(s.Fields) == 0 {
		f.Add("fields", "Chọn ít nhất một lĩnh vực.")
	}
	if len(s.Owes) == 0 {
		f.Add("owes", "Chọn ít nhất một loại đơn vị phải đăng ký.")
	}
	if s.MinPhotos < 0 || s.MinPhotos > 50 {
		f.Add("min_photos", "Số ảnh tối thiểu từ 0 đến 50.")
	}
	if s.TitleMax < 40 || s.TitleMax > 300 {
		f.Add("title_max", "Độ dài tên mô hình từ 40 đến 300 ký tự.")
	}
	if s.GraceMinutes < 0 || s.GraceMinutes > 1440 {
		f.Add("grace_minutes", "Thời gian châm chước từ 0 đến 1.440 phút.")
	}
	if len(s.RemindDays) > 20 || slices.ContainsFunc(s.RemindDays, func(d int) bool { return d == 0 || d < -180 || d > 60 }) {
		f.Add(
			"remind_before",
			"Nhắc hạn: ghi các số ngày cách nhau bằng dấu phẩy, trước hạn từ 1 đến 180, sau hạn từ 1 đến 60, nhiều nhất 20 lần nhắc.",
		)
	}
	if s.StuckAfter < 1 || s.StuckAfter > 120 {
		f.Add("stuck_after", "Số ngày làm việc từ 1 đến 120.")
	}
	for _, d := range s.Holidays {
		if !d.Valid() {
			f.Add("holidays", "Ngày nghỉ “%s” không đọc được: mỗi dòng một ngày dạng dd/mm/yyyy.", d)
			break
		}
	}
	if len(s.Holidays) > 60 {
		f.Add("holidays", "Không quá 60 ngày nghỉ một năm.")
	}
	return f.Err("Cài đặt của năm chưa lưu được.")
}

// SeasonDate is one date of a season, with its form name and label. Ordered ones
// must not go back in time.
type SeasonDate struct {
	Name, Label string
	Day         Date
	Ordered     bool
}

// Dates lists the dates of the season in order of the year.
func (s Season) Dates() []SeasonDate {
	return []SeasonDate{
		{"opens", "Mở năm", s.Opens, true},
		{"register_from", "Bắt đầu đăng ký", s.RegisterFrom, true},
		{"register_to", "Hạn đăng ký", s.RegisterTo, true},
		{"review_to", "Hạn tiếp nhận", s.ReviewTo, true},
		{"interim_at", "Sơ kết 6 tháng", s.InterimAt, true},
		{"survey_from", "Khảo sát thực tế từ", s.SurveyFrom, true},
		{"survey_to", "Khảo sát thực tế đến", s.SurveyTo, true},
		{"praise_at", "Ngày truyền thống, biểu dương", s.PraiseAt, true},
		{"report_to", "Hạn báo cáo kết quả", s.ReportTo, true},
		{"score_from", "Chấm điểm từ", s.ScoreFrom, true},
		{"score_to", "Chấm điểm đến", s.ScoreTo, true},
		{"meet_by", "Họp hội đồng trước", s.MeetBy, true},
		{"remind_at", "Nhắc đơn vị chưa báo cáo", s.RemindAt, true},
		{"freeze_at", "Chốt số liệu", s.FreezeAt, true},
	}
}

// SetDate sets one date by its form name; an unknown name is ignored.
func (s *Season) SetDate(name string, d Date) {
	for n, p := range map[string]*Date{
		"opens": &s.Opens, "register_from": &s.RegisterFrom, "register_to": &s.RegisterTo, "review_to": &s.ReviewTo,
		"interim_at": &s.InterimAt, "survey_from": &s.SurveyFrom, "survey_to": &s.SurveyTo, "praise_at": &s.PraiseAt,
		"report_to": &s.ReportTo, "score_from": &s.ScoreFrom, "score_to": &s.ScoreTo, "meet_by": &s.MeetBy,
		"remind_at": &s.RemindAt, "freeze_at": &s.FreezeAt,
	} {
		if n == name {
			*p = d
		}
	}
}

// Exemption frees one unit from owing a model in one season.
type Exemption struct {
	Season   Year
	Unit     UnitCode
	Reason   string
	Document string // number and date of the paper, may be empty
}
