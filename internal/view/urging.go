package view

import (
	"fmt"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// UrgingPages are the pages of urging units that owe, and the calendar.
type UrgingPages struct {
	Form     Template[UrgePage]
	List     Template[UrgingsPage]
	One      Template[UrgingPage]
	Calendar Template[CalendarPage]
}

func loadUrging(l *loader) UrgingPages {
	return UrgingPages{
		Form:     pageIn[UrgePage](l, "desk", "oversight/urge"),
		List:     pageIn[UrgingsPage](l, "desk", "oversight/urgings"),
		One:      pageIn[UrgingPage](l, "desk", "oversight/urging"),
		Calendar: pageIn[CalendarPage](l, "desk", "oversight/calendar"),
	}
}

// UrgePage shows who would be reminded of what, and asks once more.
type UrgePage struct {
	Errors       *ErrorSummary
	Title        string
	Lead         string
	Action       string // with the choice of units
	Back         string
	FormKey      string
	Text         Field
	Example      []string // as the first unit gets it
	ExampleUnit  string
	Summary      []string
	Button       string
	DOCX, ZIP    string
	Register     string
	Table        Table
	Empty        *Empty
	TableHeading string
}

// UrgeInput is what the page of urging is made from.
type UrgeInput struct {
	Year    registry.Year
	Step    registry.Step
	Query   string // the choice of units, as the address says it
	Units   []oversight.Owing
	Text    string
	FormKey string
}

var wayWords = map[oversight.Way]string{
	oversight.MailNow: "thông báo và thư ngay", oversight.MailTomorrow: "thông báo ngay, thư vào ngày mai (hôm nay đã nhận một thư)",
	oversight.MailUnwanted: "chỉ thông báo trong chương trình (không nhận thư)", oversight.MailOff: "thông báo trong chương trình",
}

// NewUrgePage shows the preview.
func NewUrgePage(in UrgeInput, failed error) UrgePage {
	with := func(path string) string {
		if in.Query == "" {
			return path
		}
		return path + "?" + in.Query
	}
	p := UrgePage{
		Errors: NewErrorSummary(failed), Title: "Đôn đốc: " + oversight.StepWords(in.Step) + " năm " + YearText(in.Year),
		Action: with(address.Urge), FormKey: in.FormKey, Register: address.Urgings + "?nam=" + YearText(in.Year),
		DOCX: with(address.UrgeDOCX), ZIP: with(address.UrgeZIP), Back: with(address.FollowUnits),
		Text: InputArea(
			"text",
			"Lời đôn đốc",
			in.Text,
			8,
		).Need().
			Hint("Những chỗ {đơn vị}, {việc}, {năm}, {hạn} được điền theo từng đơn vị. Dòng đầu là tiêu đề thư.").
			Wrong(registry.FieldsOf(failed)),
	}
	if len(in.Units) == 0 {
		p.Empty = &Empty{
			Heading: "Không có đơn vị nào cần đôn đốc",
			Text:    "Các đơn vị đã chọn đều đã gửi hoặc được miễn.",
			Action:  &Link{"Về danh sách đơn vị", p.Back},
		}
		return p
	}
	p.Table = urgeTable(in.Units)
	p.Lead = Count(len(in.Units)) + " đơn vị chưa gửi và không được miễn."
	p.TableHeading = "Ai nhận được gì"
	var people int
	people, p.Summary = urgeSummary(in.Units)
	p.Button = "Gửi đôn đốc tới " + Count(len(in.Units)) + " đơn vị"
	if people == 0 {
		p.Button = "Ghi vào sổ: đôn đốc bằng công văn"
	}
	first := in.Units[0]
	p.ExampleUnit = first.Unit.Name
	for para := range strings.SplitSeq(oversight.Fill(in.Text, in.Year, in.Step, first.Standing), "\n") {
		if para = strings.TrimSpace(para); para != "" {
			p.Example = append(p.Example, para)
		}
	}
	return p
}

// urgeTable lists the units with who receives what in which way.
func urgeTable(units []oversight.Owing) Table {
	t := Table{
		Caption:     "Đơn vị sẽ được đôn đốc",
		HideCaption: true,
		Stacked:     true,
		Columns:     []Column{{Label: "Đơn vị"}, {Label: "Hạn"}, {Label: "Người nhận"}},
	}
	for _, u := range units {
		var names []string
		for _, x := range u.People {
			names = append(names, x.Name+": "+wayWords[x.Way])
		}
		who := T(strings.Join(names, "; "))
		if len(names) == 0 {
			badge := Badge{"Chưa có tài khoản, gửi công văn", "quiet"}
			who = Cell{Badge: &badge}
		}
		due := T(u.Due.Local())
		if u.Extension != nil {
			due.Sub = "đã gia hạn"
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{H(u.Unit.Name, ""), due, who}})
	}
	return t.Labelled()
}

// urgeSummary counts who is reached in which way; people is how many there are at all.
func urgeSummary(units []oversight.Owing) (people int, lines []string) {
	ways, alone := map[oversight.Way]int{}, 0
	for _, u := range units {
		people += len(u.People)
		if len(u.People) == 0 {
			alone++
		}
		for _, x := range u.People {
			ways[x.Way]++
		}
	}
	for _, line := range []struct {
		n    int
		text string
	}{
		{people, " người nhận thông báo trong chương trình."}, {ways[oversight.MailNow], " người nhận thư ngay."},
		{ways[oversight.MailTomorrow], " người hôm nay đã nhận một thư, nên thư này đến vào ngày mai."},
		{ways[oversight.MailUnwanted], " người đã chọn không nhận thư."},
		{ways[oversight.MailOff], " người không có thư vì việc gửi thư đang tắt."},
		{alone, " đơn vị chưa có tài khoản: tải công văn để gửi theo đường văn bản."},
	} {
		if line.n > 0 {
			lines = append(lines, Count(line.n)+line.text)
		}
	}
	return people, lines
}

// UrgingsPage is the register of who was reminded of what.
type UrgingsPage struct {
	Years []Tab
	Lead  string
	Table Table
	Pager Pager
	Empty *Empty
}

// urgingWhat names an act of urging.
func urgingWhat(u registry.Urging) string {
	if !u.Planned {
		return "Đôn đốc bằng tay"
	}
	if u.Days > 0 {
		return fmt.Sprintf("Theo kế hoạch, %d ngày sau hạn", u.Days)
	}
	return fmt.Sprintf("Theo kế hoạch, %d ngày trước hạn", -u.Days)
}

// NewUrgingsPage shows one page of the register.
func NewUrgingsPage(list []registry.Urging, years []registry.Season, year registry.Year, pager Pager) UrgingsPage {
	p := UrgingsPage{Pager: pager, Lead: "Ai được nhắc việc gì, lúc nào, bằng cách nào, đã đọc chưa.",
		Table: Table{
			Caption:     "Sổ đôn đốc",
			HideCaption: true,
			Stacked:     true,
			Columns: []Column{
				{Label: "Lúc"},
				{Label: "Lần đôn đốc"},
				{Label: "Người gửi"},
				{Label: "Đơn vị", Num: true},
				{Label: "Người", Num: true},
				{Label: "Đã đọc", Num: true},
			},
		}}
	for _, s := range years {
		p.Years = append(p.Years, Tab{Text: YearText(s.Year), URL: address.Urgings + "?nam=" + YearText(s.Year), Current: s.Year == year})
	}
	if len(list) == 0 {
		p.Empty = &Empty{
			Heading: "Chưa đôn đốc lần nào trong năm " + YearText(year) + ".",
			Text:    "Nhắc theo kế hoạch của năm và đôn đốc bằng tay được ghi ở đây.",
			Action:  &Link{"Xem đơn vị chưa gửi", address.FollowUnits + "?nam=" + YearText(year) + "&tt=chua-co"},
		}
	}
	for _, u := range list {
		name := H(urgingWhat(u), address.Urging.At(u.ID))
		name.Sub = u.Step.Label() + " năm " + YearText(u.Season)
		p.Table.Rows = append(
			p.Table.Rows,
			Row{Cells: []Cell{T(Moment(u.At)), name, T(u.Name), N(Count(u.Units)), N(Count(u.People)), N(Count(u.Read))}},
		)
	}
	p.Table = p.Table.Labelled()
	return p
}

// UrgingPage is one act of urging: what was said, and how it reached each person.
type UrgingPage struct {
	Title, Lead string
	Back        string
	Text        []string
	Facts       []Fact
	Table       Table
}

// NewUrgingPage shows one act.
func NewUrgingPage(u registry.Urging, list []registry.Urged, l *registry.Ledger) UrgingPage {
	p := UrgingPage{
		Title: urgingWhat(u), Lead: u.Step.Label() + " năm " + YearText(u.Season), Back: address.Urgings + "?nam=" + YearText(u.Season),
		Facts: []Fact{
			{Name: "Lúc", Text: Moment(u.At)},
			{Name: "Người gửi", Text: u.Name},
			{Name: "Đơn vị", Text: Count(u.Units)},
			{Name: "Người nhận", Text: Count(u.People) + ", " + Count(u.Read) + " người đã đọc trong chương trình"},
		},
		Table: Table{
			Caption:     "Ai đã nhận",
			HideCaption: true,
			Stacked:     true,
			Columns:     []Column{{Label: "Đơn vị"}, {Label: "Người nhận"}, {Label: "Trong chương trình"}, {Label: "Thư"}},
		},
	}
	for para := range strings.SplitSeq(u.Text, "\n") {
		if para = strings.TrimSpace(para); para != "" {
			p.Text = append(p.Text, para)
		}
	}
	for _, d := range list {
		unit := H(l.Name(d.Unit), "")
		if d.Account == 0 {
			badge := Badge{"Công văn", "quiet"}
			p.Table.Rows = append(p.Table.Rows, Row{Cells: []Cell{unit, T("chưa có tài khoản"), {Badge: &badge}, T("–")}})
			continue
		}
		read, tone := "Chưa đọc", "wait"
		if !d.ReadAt.IsZero() {
			read, tone = "Đã đọc "+Moment(d.ReadAt), "ok"
		}
		p.Table.Rows = append(p.Table.Rows, Row{Cells: []Cell{unit, T(d.Name), {Badge: &Badge{read, tone}}, urgedMail(d)}})
	}
	p.Table = p.Table.Labelled()
	return p
}

// urgedMail says how far the mail to a person has come.
func urgedMail(d registry.Urged) Cell {
	if d.Mail == nil {
		switch {
		case d.Choice == registry.MailNone:
			return T("không nhận thư")
		case !d.ReadAt.IsZero():
			return T("đọc trước khi đến lượt thư")
		}
		return T("chưa có thư")
	}
	switch d.Mail.State {
	case registry.MailSent:
		return T("đã gửi " + Moment(d.Mail.SentAt))
	case registry.MailFailed:
		c := T("không gửi được")
		c.Sub = d.Mail.Answer
		return c
	default:
		c := T("đang chờ gửi")
		c.Sub = d.Mail.Answer
		return c
	}
}

// CalendarPage offers the dates of the seasons as a calendar.
type CalendarPage struct {
	Rows    []Fact
	File    string
	Address string // private, shown once
	Has     bool   // a private address is in force
}

// NewCalendarPage lists the dates of a season.
func NewCalendarPage(s registry.Season, subscribed string, has bool) CalendarPage {
	p := CalendarPage{File: address.CalendarFile, Address: subscribed, Has: has}
	for _, d := range s.Dates() {
		if d.Name != "remind_at" {
			p.Rows = append(p.Rows, Fact{Name: d.Label, Text: d.Day.Local()})
		}
	}
	return p
}
