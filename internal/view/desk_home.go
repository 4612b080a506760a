package view

import (
	"fmt"
	"slices"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// HomeDeskPage is what waits for the reader, by role.
type HomeDeskPage struct {
	Eyebrow string
	Title   string
	Notices []Notice
	Figures []Figure
	Buttons []Button
	Tasks   []TaskGroup
	News    []NoticeLine
	MoreURL string
}

// TaskGroup is a list of things to do.
type TaskGroup struct {
	Heading string
	Lead    string
	Tasks   []Task
	Table   *Table
	Empty   *Empty
	More    *Link
}

// Task is one thing to do next.
type Task struct {
	Title, URL, Sub string
	Badge           Badge
	Next            Button
}

// NextStep is what a unit does next with an entry: words and address.
func NextStep(l EntryLine) Button {
	switch {
	case l.Registration == registry.Draft:
		return Button{Text: "Viết tiếp", Kind: "main", URL: address.Entry.At(l.ID)}
	case l.Registration == registry.Returned:
		return Button{Text: "Xem lý do và bổ sung", Kind: "main", URL: address.Entry.At(l.ID)}
	case l.Registration == registry.Accepted && l.Result == registry.NoReport:
		return Button{Text: "Viết báo cáo kết quả", URL: address.EntryReport.At(l.ID)}
	case l.Registration == registry.Accepted && l.Result.Open():
		return Button{Text: "Viết tiếp báo cáo", Kind: "main", URL: address.EntryReport.At(l.ID)}
	}
	return Button{Text: "Xem hồ sơ", Kind: "quiet", URL: address.Entry.At(l.ID)}
}

// urgency orders what a unit has to do: what came back first, then what is begun,
// then what is due later, then what only waits.
func urgency(l EntryLine) int {
	switch {
	case l.Registration == registry.Returned || l.Result == registry.ReportReturned:
		return 0
	case l.Registration == registry.Draft || l.Result == registry.ReportDraft:
		return 1
	case l.Registration == registry.Accepted && l.Result == registry.NoReport:
		return 2
	}
	return 3
}

// SortByUrgency puts what must be done first at the top.
func SortByUrgency(lines []EntryLine) {
	slices.SortStableFunc(lines, func(a, b EntryLine) int { return urgency(a) - urgency(b) })
}

// NewTask is an entry as a thing to do.
func NewTask(l EntryLine) Task {
	t := Task{
		Title: l.Title,
		URL:   l.URL,
		Sub:   join(" · ", "Số "+l.Number, "năm "+YearText(l.Year), "lưu "+Moment(l.Updated)),
		Badge: RegistrationBadge(l.Registration),
		Next:  NextStep(l),
	}
	if t.Title == "" {
		t.Title = "Mô hình chưa đặt tên"
	}
	if l.Registration == registry.Accepted && l.Result != registry.NoReport {
		t.Badge = ResultBadge(l.Result)
	}
	return t
}

// UnitStanding counts a unit's registrations of one season.
type UnitStanding struct {
	Sent     int // sent or accepted
	Returned int
	Accepted int
	Reported int
}

// DeadlineNotice says how far a unit is in a season: what is due, by when.
func DeadlineNotice(s registry.Season, today registry.Date, owed bool, n UnitStanding) Notice {
	year, due := "Năm "+YearText(s.Year), n.Accepted-n.Reported
	switch {
	case n.Returned > 0:
		w := Notice{
			Tone:    "stop",
			Heading: fmt.Sprintf("%s: %s đăng ký được trả lại để bổ sung", year, Count(n.Returned)),
			Text:    "Xem lý do, sửa rồi gửi lại.",
		}
		if today <= s.ReviewTo {
			w.Text = "Xem lý do, sửa rồi gửi lại trước " + s.ReviewTo.Local() + "."
		}
		return w
	case n.Sent == 0 && today <= s.RegisterTo:
		w := Notice{
			Tone:    "wait",
			Heading: year + ": đơn vị chưa gửi đăng ký",
			Text:    "Hạn đăng ký " + s.RegisterTo.Local() + ", " + daysLeft(today, s.RegisterTo) + ".",
		}
		if owed {
			w.Text += " Mỗi đơn vị đăng ký ít nhất một mô hình mỗi năm."
		}
		return w
	case n.Sent == 0:
		return Notice{
			Tone:    "stop",
			Heading: year + ": đơn vị chưa gửi đăng ký",
			Text:    "Hạn " + s.RegisterTo.Local() + " đã qua. Vẫn gửi được, ghi là “đăng ký bổ sung”.",
		}
	case due > 0 && today <= s.ReportTo:
		return Notice{
			Tone:    "wait",
			Heading: fmt.Sprintf("%s: %s mô hình chưa báo cáo kết quả", year, Count(due)),
			Text:    "Báo cáo trước " + s.ReportTo.Local() + ", " + daysLeft(today, s.ReportTo) + ".",
		}
	case due > 0:
		return Notice{
			Tone:    "stop",
			Heading: fmt.Sprintf("%s: còn %s mô hình chưa báo cáo kết quả", year, Count(due)),
			Text:    "Hạn báo cáo " + s.ReportTo.Local() + " đã qua. Vẫn gửi được; số liệu chốt ngày " + s.FreezeAt.Local() + ".",
		}
	case n.Accepted < n.Sent:
		return Notice{
			Tone:    "ok",
			Heading: fmt.Sprintf("%s: đã gửi %s đăng ký", year, Count(n.Sent)),
			Text:    "Chuyên viên thẩm định đang xem; tin sẽ hiện ở phần thông báo.",
		}
	}
	return Notice{Tone: "ok", Heading: year + ": đã đăng ký và báo cáo đủ", Text: "Không còn việc nào đến hạn."}
}

// ExtensionNotices show a unit the later days it was granted.
func ExtensionNotices(list []registry.Extension) []Notice {
	var out []Notice
	for _, x := range list {
		out = append(
			out,
			Notice{
				Tone:    "ok",
				Heading: fmt.Sprintf("%s năm %s được gia hạn đến hết ngày %s", x.Step.Label(), YearText(x.Season), x.Until.Local()),
				Text:    join(", ", x.Reason, x.Document),
			},
		)
	}
	return out
}

func daysLeft(today, to registry.Date) string {
	a, ok1 := today.Time()
	b, ok2 := to.Time()
	if !ok1 || !ok2 {
		return ""
	}
	switch n := int(b.Sub(a) / (24 * time.Hour)); n {
	case 0:
		return "hết hôm nay"
	default:
		return fmt.Sprintf("còn %d ngày", n)
	}
}

// StartPage begins a registration: an empty one, or from an earlier entry.
type StartPage struct {
	Action  string
	Title   string
	Lead    string
	Errors  *ErrorSummary
	FormKey string
	Year    Field
	Unit    *Field // of an admin, who acts for others
	From    Field  // radios: new, or continued from one of these
	Number  Field  // or learned from the entry of this number
	Submit  Button
	Notices []Notice
	Closed  bool // the year takes no registration: another can be chosen
}

// StartInput is what the page is made from.
type StartInput struct {
	Years   []registry.Year
	Year    registry.Year
	Own     []EntryLine // that may be continued
	From    string      // chosen: "" or an id
	Learn   string
	Unit    *string
	FormKey string
	Refused string        // why the year takes no registration; "": it does
	Late    registry.Date // by which it was due, when that has passed
	Err     error
}

// NewStartPage offers the ways to begin.
func NewStartPage(in StartInput) StartPage {
	p := StartPage{
		Action: address.Register, Title: "Đăng ký mô hình năm " + YearText(in.Year), Errors: NewErrorSummary(in.Err),
		FormKey: in.FormKey,
		Lead:    "Bản nháp lưu dần trong lúc viết, chưa đủ cũng lưu được. Chỉ khi bấm “Gửi đăng ký” chuyên viên mới thấy.",
		Number: InputText(
			"learn",
			"Hoặc học theo mô hình của đơn vị khác",
			in.Learn,
		).Hint("Ghi số của mô hình ấy, ví dụ 25-0184. Đơn vị ấy sẽ xác nhận."),
		Submit: Submit("Tạo bản nháp"),
	}
	p.Number.Width = "short"
	var years []Option
	for _, y := range in.Years {
		if y == in.Year && in.Refused != "" && in.Err == nil {
			continue
		}
		years = append(years, Option{Value: YearText(y), Label: "Năm " + YearText(y)})
	}
	p.Year = InputSelect("nam", "Năm", YearText(in.Year), years)
	p.Year.Width = "short"
	options := []Option{{Value: "", Label: "Mô hình mới", Help: "Bắt đầu từ trang trắng."}}
	for _, l := range in.Own {
		options = append(
			options,
			Option{
				Value: fmt.Sprint(l.ID),
				Label: "Tiếp tục: " + l.Title,
				Help: join(
					" · ",
					"số "+l.Number,
					"năm "+YearText(l.Year),
					l.Unit,
					"phần còn đúng được chép sang, số liệu và điểm mới hỏi lại",
				),
			},
		)
	}
	p.From = InputRadios("tu", "Bắt đầu từ đâu?", in.From, options)
	if in.Unit != nil {
		f := InputText("don_vi", "Đơn vị", *in.Unit).Hint("Tên hoặc mã đơn vị.").Need()
		p.Unit = &f
		p.Unit.Error = registry.FieldsOf(in.Err).For("unit_code")
		p.Unit.ID = "unit_code"
	}
	switch {
	case in.Refused != "" && in.Err == nil: // what was typed stays in its form
		p.Closed, p.Lead = true, ""
		p.Notices = []Notice{{Tone: "stop", Heading: "Không đăng ký được cho năm này", Text: in.Refused}}
		p.Year.Label, p.Submit = "Đăng ký cho năm khác", Button{Text: "Mở năm này", Kind: "main"}
	case in.Late != "" && in.Refused == "":
		p.Notices = []Notice{{
			Tone: "wait", Heading: "Hạn " + in.Late.Local() + " đã qua", Text: "Vẫn gửi được, ghi là “đăng ký bổ sung”.",
		}}
	}
	MarkWrong(registry.FieldsOf(in.Err), &p.Year, &p.From, &p.Number)
	return p
}
