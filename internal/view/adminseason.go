package view

import (
	"fmt"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// SeasonsPage lists the years.
type SeasonsPage struct {
	Errors *ErrorSummary
	Table  Table
	Year   Field // to open
}

// NewSeasonsPage shows the years with their main dates.
func NewSeasonsPage(list []registry.Season, next string, failed error) SeasonsPage {
	p := SeasonsPage{
		Errors: NewErrorSummary(failed),
		Table: Table{
			Caption:     "Các năm",
			HideCaption: true,
			Stacked:     true,
			Columns: []Column{
				{Label: "Năm"},
				{Label: "Đăng ký"},
				{Label: "Hạn báo cáo"},
				{Label: "Chốt số liệu"},
				{Label: "Trạng thái"},
			},
		},
		Year: InputText("year", "Năm", next).Need().Wrong(registry.FieldsOf(failed)),
	}
	p.Year.InputMode, p.Year.Width = "numeric", "short"
	for _, s := range list {
		badge := Badge{"Đang mở", "ok"}
		if s.Closed {
			badge = Badge{"Đã khóa", "quiet"}
		}
		p.Table.Rows = append(p.Table.Rows, Row{Cells: []Cell{
			H(
				YearText(s.Year),
				address.Season.At(s.Year),
			), T(s.RegisterFrom.Local() + " – " + s.RegisterTo.Local()), T(s.ReportTo.Local()), T(s.FreezeAt.Local()), {Badge: &badge},
		}})
	}
	p.Table = p.Table.Labelled()
	return p
}

// SeasonPage edits the settings of one year.
type SeasonPage struct {
	Errors       *ErrorSummary
	ExemptErrors *ErrorSummary
	Heading      string
	Action       string
	Version      int
	Saved        []string // what somebody else saved meanwhile
	Dates        []Field
	Fields       Field
	Owes         Field
	MinPhotos    Field
	TitleMax     Field
	Closed       Field
	Grace        Field
	Holidays     Field
	StuckAfter   Field
	RemindBefore Field
	RemindAfter  Field
	Versions     []TimelineItem
	Exempt       []ExemptLine
	Unit, Reason Field
	Document     Field
}

// ExemptLine is one exempted unit.
type ExemptLine struct{ Unit, URL, Reason, Document, Remove string }

// SeasonInput is what the form of a year says, before it is read.
type SeasonInput struct {
	Season              registry.Season
	Fields              string // a line each: "mã: tên"
	MinPhotos, TitleMax string
	Grace, StuckAfter   string
	Holidays            string // a day each line
	RemindBefore        string // numbers of days, with commas
	RemindAfter         string
}

// InputOfSeason fills the form with what is kept.
func InputOfSeason(s registry.Season) SeasonInput {
	in := SeasonInput{Season: s, MinPhotos: fmt.Sprint(s.MinPhotos), TitleMax: fmt.Sprint(s.TitleMax),
		Grace: fmt.Sprint(s.GraceMinutes), StuckAfter: fmt.Sprint(s.StuckAfter), Holidays: dayLines(s.Holidays, "\n")}
	in.RemindBefore, in.RemindAfter = remindText(s, -1), remindText(s, 1)
	var fields []string
	for _, f := range s.Fields {
		fields = append(fields, string(f.Code)+": "+f.Label)
	}
	in.Fields = strings.Join(fields, "\n")
	return in
}

// remindText lists the days of the plan of reminders before a last day, or with
// sign 1 those after it.
func remindText(s registry.Season, sign int) string {
	var out []string
	for _, d := range s.Reminders() {
		if d*sign > 0 {
			out = append(out, fmt.Sprint(d*sign))
		}
	}
	return strings.Join(out, ", ")
}

// dayLines writes days the Vietnamese way, with something between them.
func dayLines(days []registry.Date, between string) string {
	out := make([]string, len(days))
	for i, d := range days {
		out[i] = d.Local()
	}
	return strings.Join(out, between)
}

// owingKinds are the kinds of unit that can owe a model.
func owingKinds() []registry.UnitKind {
	return []registry.UnitKind{
		registry.Commune,
		registry.Ward,
		registry.Township,
		registry.Agency,
		registry.Organisation,
		registry.ArmedForce,
		registry.Press,
	}
}

// NewSeasonPage shows the form of a year.
func NewSeasonPage(in SeasonInput, failed error) SeasonPage {
	wrong := registry.FieldsOf(failed)
	s := in.Season
	p := SeasonPage{
		Errors: NewErrorSummary(failed), Heading: "Năm " + YearText(s.Year), Action: address.Season.At(s.Year), Version: s.Version,
		Fields: InputArea(
			"fields",
			"Lĩnh vực",
			in.Fields,
			7,
		).Hint("Mỗi dòng một lĩnh vực, dạng mã: tên. Đổi tên được, đừng đổi mã đã dùng. Mục mới chỉ cần gõ tên.").
			Wrong(wrong),
		MinPhotos: InputText("min_photos", "Số ảnh ít nhất của báo cáo", in.MinPhotos).Wrong(wrong),
		TitleMax:  InputText("title_max", "Độ dài nhất của tên mô hình (ký tự)", in.TitleMax).Wrong(wrong),
		Closed: InputTick(
			"closed",
			"Khóa năm: đơn vị không sửa được nữa",
			s.Closed,
		).Hint("Bản đang gõ dở vẫn được nhận thêm ít phút (thời gian châm chước); đơn vị được gia hạn vẫn gửi được."),
		Grace: InputText(
			"grace_minutes",
			"Thời gian châm chước sau hạn (phút)",
			in.Grace,
		).Hint("Đơn vị không thấy số này.").
			Wrong(wrong),
		StuckAfter: InputText("stuck_after", "Coi bản nháp là để lâu sau (ngày làm việc)", in.StuckAfter).Wrong(wrong),
		RemindBefore: InputText(
			"remind_before",
			"Nhắc trước hạn (số ngày)",
			in.RemindBefore,
		).Hint("Ví dụ 30, 14, 7, 3, 1. Áp dụng cho hạn đăng ký và hạn báo cáo; chỉ nhắc đơn vị chưa gửi.").
			Wrong(wrong),
		RemindAfter: InputText(
			"remind_after",
			"Nhắc sau hạn (số ngày)",
			in.RemindAfter,
		).Hint("Ví dụ 1, 3. Để trống cả hai ô là không tự nhắc.").
			Wrong(wrong),
		Holidays: InputArea(
			"holidays",
			"Ngày nghỉ lễ, Tết",
			in.Holidays,
			8,
		).Hint("Mỗi dòng một ngày, dạng dd/mm/yyyy; thứ Bảy, Chủ nhật không cần ghi. Mặc định theo Điều 112 Bộ luật Lao động, đối chiếu " +
			"thông báo nghỉ của năm.").
			Wrong(wrong),
		Unit:     InputText("unit", "Đơn vị", "").Need().Hint("Gõ tên hoặc mã, chọn trong gợi ý."),
		Reason:   InputText("reason", "Lý do miễn", "").Need(),
		Document: InputText("document", "Văn bản (số, ngày)", ""),
	}
	for _, f := range []*Field{&p.MinPhotos, &p.TitleMax, &p.Grace, &p.StuckAfter} {
		f.InputMode, f.Width = "numeric", "short"
	}
	for _, d := range s.Dates() {
		p.Dates = append(p.Dates, InputDate(d.Name, d.Label, d.Day).Wrong(wrong))
	}
	p.Owes = owesField(s.Owes).Wrong(wrong)
	return p
}

// owesField chooses the kinds of unit that owe a model.
func owesField(kinds []registry.UnitKind) Field {
	var owes []string
	for _, k := range kinds {
		owes = append(owes, k.String())
	}
	return InputChecks("owes", "Loại đơn vị phải có ít nhất một mô hình", owes, TermOptions(owingKinds()))
}

// SeasonVersion is one kept version of a year's settings.
type SeasonVersion struct {
	Season registry.Season
	At     time.Time
	Name   string
}

// ShowVersions lists the versions, the newest first, with what each changed.
func (p *SeasonPage) ShowVersions(list []SeasonVersion) {
	for i, v := range list {
		item := TimelineItem{
			When:  Moment(v.At),
			Stamp: v.At.UTC().Format(time.RFC3339),
			Who:   v.Name,
			What:  fmt.Sprintf("Bản %d", v.Season.Version),
		}
		if i+1 < len(list) {
			item.Why = strings.Join(SeasonChanges(list[i+1].Season, v.Season), "; ")
		}
		p.Versions = append(p.Versions, item)
	}
}

// ShowExempt lists the exempted units.
func (p *SeasonPage) ShowExempt(list []registry.Exemption, l *registry.Ledger) {
	for _, e := range list {
		p.Exempt = append(
			p.Exempt,
			ExemptLine{
				l.FullName(e.Unit),
				address.Unit.At(e.Unit),
				e.Reason,
				e.Document,
				address.SeasonUnexempt.At(e.Season, e.Unit),
			},
		)
	}
}

// SeasonChanges says in words what changed between two versions of a year.
func SeasonChanges(before, after registry.Season) []string {
	var out []string
	was := before.Dates()
	for i, d := range after.Dates() {
		if was[i].Day != d.Day {
			out = append(out, d.Label+": "+was[i].Day.Local()+" → "+d.Day.Local())
		}
	}
	labels := func(s registry.Season) (fields, owes []string) {
		for _, f := range s.Fields {
			fields = append(fields, f.Label)
		}
		for _, k := range s.Owes {
			owes = append(owes, k.Label())
		}
		return fields, owes
	}
	f1, o1 := labels(before)
	f2, o2 := labels(after)
	for _, x := range []struct {
		name     string
		old, new string
	}{
		{"Lĩnh vực", strings.Join(f1, ", "), strings.Join(f2, ", ")},
		{"Loại đơn vị phải đăng ký", strings.Join(o1, ", "), strings.Join(o2, ", ")},
		{"Số ảnh ít nhất", fmt.Sprint(before.MinPhotos), fmt.Sprint(after.MinPhotos)},
		{"Độ dài tên", fmt.Sprint(before.TitleMax), fmt.Sprint(after.TitleMax)},
		{"Khóa năm", yesNo(before.Closed), yesNo(after.Closed)},
		{"Châm chước (phút)", fmt.Sprint(before.GraceMinutes), fmt.Sprint(after.GraceMinutes)},
		{"Nháp để lâu sau (ngày)", fmt.Sprint(before.StuckAfter), fmt.Sprint(after.StuckAfter)},
		{"Nhắc trước hạn", remindText(before, -1), remindText(after, -1)}, {"Nhắc sau hạn", remindText(before, 1), remindText(after, 1)},
		{"Ngày nghỉ", dayLines(before.Holidays, ", "), dayLines(after.Holidays, ", ")},
	} {
		if x.old != x.new {
			out = append(out, x.name+": "+x.old+" → "+x.new)
		}
	}
	return out
}

func yesNo(b bool) string {
	if b {
		return "có"
	}
	return "không"
}
