package view

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// EntryLine is one line of a list of the work area.
type EntryLine struct {
	ID           registry.EntryID
	Number       string
	Title        string
	URL          string
	Unit         string
	Year         registry.Year
	Field        registry.FieldCode
	Demo         bool
	Photos       int
	Registration registry.Registration
	Result       registry.Result
	Publication  registry.Publication
	Since        time.Time // that the line waits since
	Updated      time.Time
	Reported     time.Time
	Waiting      int       // places that differ from what is public
	WaitingSince time.Time // that they do
}

// QueuePage is one of the verifier's lists of what waits.
type QueuePage struct {
	Title  string
	Lead   string
	Filter []Field
	Kept   []Pair // parameters that the filter keeps
	Clear  string // address without filters, "" when none is set
	Total  string
	Table  *Table
	Empty  *Empty
	Pager  Pager
}

// ListInput is a list of entries with what it was narrowed by.
type ListInput struct {
	Asked   url.Values // the parameters of the address, which every list takes
	Path    string
	Years   []registry.Year // that can be chosen
	ByKind  bool            // the list can be narrowed to a kind of unit
	Total   int
	Page    int
	PerPage int
}

// OwingKinds are the kinds of unit that a list can be narrowed to.
var OwingKinds = []registry.UnitKind{registry.Commune, registry.Ward, registry.Agency, registry.Organisation, registry.ArmedForce}

// CountedCode asks a list for the registrations that count: sent and neither withdrawn
// nor merged.
const CountedCode = "tinh"

// newQueuePage has the filter and the pager of a list.
func newQueuePage(in ListInput, title, lead string) QueuePage {
	q := in.Asked
	years := []Option{{Label: "Mọi năm"}}
	for _, y := range in.Years {
		years = append(years, Option{Value: YearText(y), Label: YearText(y)})
	}
	fields := []Option{{Label: "Mọi lĩnh vực"}}
	for _, x := range registry.DefaultFields() {
		fields = append(fields, Option{Value: string(x.Code), Label: x.Label})
	}
	p := QueuePage{
		Title: title, Lead: lead, Total: Count(in.Total) + " mô hình",
		Filter: []Field{
			InputText("tim", "Tên hoặc số", q.Get("tim")), InputSelect("nam", "Năm", q.Get("nam"), years),
			InputSelect("linh-vuc", "Lĩnh vực", q.Get("linh-vuc"), fields),
		},
		Pager: NewPager(in.Total, in.Page, in.PerPage, func(n int) string {
			next := url.Values{}
			for key, list := range q {
				next[key] = slices.Clone(list)
			}
			next.Set("trang", strconv.Itoa(n))
			return WithQuery(in.Path, next)
		}),
	}
	if in.ByKind {
		p.Filter = append(p.Filter, InputSelect("loai", "Loại đơn vị", q.Get("loai"), TermOptions(OwingKinds, "Mọi loại")))
	}
	for _, name := range []string{"tim", "nam", "linh-vuc", "loai", "dang-ky", "ket-qua", "bai"} {
		if q.Get(name) != "" {
			p.Clear = WithQuery(in.Path, url.Values{"hang": {q.Get("hang")}})
		}
	}
	return p
}

// NewQueuePage is one of the verifier's lists of what waits.
func NewQueuePage(in ListInput, code, label string, lines []EntryLine, now time.Time) QueuePage {
	p := newQueuePage(in, label, "")
	p.Kept = []Pair{{A: "hang", B: code}}
	if p.Table = QueueTable(label, lines, now); p.Table == nil {
		p.Empty = &Empty{
			Heading: "Không có mô hình nào",
			Text:    "Danh sách này trống, hoặc bộ lọc đang bỏ hết. Việc chờ lâu nhất luôn đứng trước.",
		}
	}
	return p
}

// NewListPage is everything that a reader may see: in the whole registry, of the unit
// that asks, or of one that was asked for.
func NewListPage(in ListInput, of *registry.Unit, own bool, lines []EntryLine) QueuePage {
	title, lead := "Tất cả mô hình", "Những mô hình bạn được xem, mới lưu đứng trước."
	var kept []Pair
	switch {
	case of != nil:
		title, lead = "Mô hình của "+of.Name, unitListLead
		kept = []Pair{{A: "don-vi", B: string(of.Code)}}
	case own:
		title, lead = "Mô hình của đơn vị", unitListLead
	}
	p := newQueuePage(in, title, lead)
	p.Kept = kept
	p.Filter = append(
		p.Filter,
		InputSelect("dang-ky", "Đăng ký", in.Asked.Get("dang-ky"),
			append(TermOptions(registry.Registrations(), "Tất cả"), Option{Value: CountedCode, Label: "Được tính là đã đăng ký"})),
		InputSelect("ket-qua", "Kết quả", in.Asked.Get("ket-qua"), TermOptions(registry.Results(), "Tất cả")),
		InputSelect("bai", "Bài đăng", in.Asked.Get("bai"), TermOptions(registry.Publications(), "Tất cả")),
	)
	if p.Table = ListTable(title, lines); p.Table == nil {
		p.Empty = &Empty{Heading: "Không có mô hình nào", Text: "Danh sách trống, hoặc bộ lọc đang bỏ hết."}
	}
	return p
}

const unitListLead = "Của đơn vị và các đơn vị tiền thân, mới lưu đứng trước."

// WorkingDays counts the days from Monday to Friday that have passed between two
// moments, by the days of the province; the holidays of a season are not asked.
func WorkingDays(from, to time.Time) int {
	if from.IsZero() {
		return 0
	}
	return registry.WorkingDays(registry.DateOf(from.In(registry.Zone)), registry.DateOf(to.In(registry.Zone)), nil)
}

// AgeText says how long something has waited: "3 ngày làm việc".
func AgeText(since, now time.Time) string {
	switch n := WorkingDays(since, now); {
	case since.IsZero():
		return ""
	case n == 0:
		return "hôm nay"
	default:
		return fmt.Sprintf("%d ngày làm việc", n)
	}
}

// lateAfter is from how many working days on a line is marked as waiting long.
const lateAfter = 5

// QueueTable shows lines that wait.
func QueueTable(caption string, lines []EntryLine, now time.Time) *Table {
	if len(lines) == 0 {
		return nil
	}
	t := Table{
		Caption:     caption,
		HideCaption: true,
		Stacked:     true,
		Columns: []Column{
			{Label: "Mô hình"},
			{Label: "Đơn vị"},
			{Label: "Lĩnh vực"},
			{Label: "Ảnh", Num: true},
			{Label: "Chờ từ"},
			{Label: "Trạng thái"},
		},
	}
	for _, l := range lines {
		wait := Cell{Text: Day(l.Since), Sub: AgeText(l.Since, now)}
		if WorkingDays(l.Since, now) >= lateAfter {
			wait.Badge = &Badge{"chờ lâu", "stop"}
		}
		t.Rows = append(
			t.Rows,
			Row{Cells: []Cell{lineHead(l), T(l.Unit), {Mark: MarkOf(l.Field)}, N(Count(l.Photos)), wait, stateCell(l)}},
		)
	}
	t = t.Labelled()
	return &t
}

// ListTable shows lines of any state.
func ListTable(caption string, lines []EntryLine) *Table {
	if len(lines) == 0 {
		return nil
	}
	t := Table{
		Caption:     caption,
		HideCaption: true,
		Stacked:     true,
		Columns: []Column{
			{Label: "Mô hình"},
			{Label: "Đơn vị"},
			{Label: "Năm"},
			{Label: "Lĩnh vực"},
			{Label: "Trạng thái"},
			{Label: "Lưu lần cuối"},
		},
	}
	for _, l := range lines {
		t.Rows = append(
			t.Rows,
			Row{Cells: []Cell{lineHead(l), T(l.Unit), T(YearText(l.Year)), {Mark: MarkOf(l.Field)}, stateCell(l), T(Day(l.Updated))}},
		)
	}
	t = t.Labelled()
	return &t
}

func lineHead(l EntryLine) Cell {
	title := l.Title
	if title == "" {
		title = "Mô hình chưa đặt tên"
	}
	c := H(title, l.URL)
	c.Sub = "Số " + l.Number
	if l.Demo {
		c.Sub += " · dữ liệu minh họa"
	}
	return c
}

// stateCell shows the state that says most: of the story once it is public, of
// the report once there is one, else of the registration.
func stateCell(l EntryLine) Cell {
	b := RegistrationBadge(l.Registration)
	sub := ""
	if l.Registration == registry.Accepted && l.Result != registry.NoReport {
		b = ResultBadge(l.Result)
	}
	if l.Publication != registry.InternalOnly {
		sub = l.Publication.Label()
		if l.Waiting > 0 && l.Publication != registry.Removed {
			sub = fmt.Sprintf("%s, %d chỗ chờ công bố", sub, l.Waiting)
		}
	}
	return Cell{Badge: &b, Sub: sub}
}

// ListPage is a filtered list of everything the reader may see.
type ListPage = QueuePage

// NoticesPage is the messages of one account.
type NoticesPage struct {
	Items  []NoticeLine
	Unread bool
	UpTo   int64
	Empty  *Empty
	Pager  Pager
}

// NoticeLine is one message.
type NoticeLine struct {
	Text, URL, When, Stamp string
	Fresh                  bool
}

// NewNoticesPage lists messages, the newest first.
func NewNoticesPage(list []registry.Notice) NoticesPage {
	var p NoticesPage
	for _, n := range list {
		line := NoticeLine{Text: n.Text, URL: n.Link, When: Moment(n.At), Stamp: Stamp(n.At), Fresh: n.ReadAt.IsZero()}
		p.Unread = p.Unread || line.Fresh
		p.UpTo = max(p.UpTo, n.ID)
		p.Items = append(p.Items, line)
	}
	if len(list) == 0 {
		p.Empty = &Empty{
			Heading: "Chưa có thông báo",
			Text:    "Khi chuyên viên trả lại, tiếp nhận, xác nhận hay đăng bài, tin sẽ hiện ở đây.",
		}
	}
	return p
}

// MergePage asks which entry a duplicate goes into.
type MergePage struct {
	Crumbs  []Crumb
	Action  string
	Title   string
	Eyebrow string
	Version int
	Errors  *ErrorSummary
	Similar Field // radios of entries that look alike
	Number  Field
	Reason  Field
	Submit  Button
}

// MergeChoice is an entry that a duplicate may go into.
type MergeChoice struct {
	Number, Title, Unit, State string
	Year                       registry.Year
}

// NewMergePage offers the entries that look like one.
func NewMergePage(e *registry.Entry, similar []MergeChoice, typed map[string]string, err error) MergePage {
	p := MergePage{
		Crumbs: []Crumb{{"Việc của tôi", address.Desk}, {"Số " + e.Number, address.Entry.At(e.ID)}, {Text: "Gộp"}},
		Action: address.EntryMerge.At(
			e.ID,
		), Title: e.Content.Title, Eyebrow: "Gộp số " + e.Number + " vào mô hình khác", Version: e.Version, Errors: NewErrorSummary(err),
		Number: InputText("into", "Số của mô hình được giữ", typed["into"]).Hint("Ví dụ 26-0184."),
		Reason: InputArea("reason", "Lý do gộp", typed["reason"], 2).Hint("Hai đơn vị cùng thấy lý do này.").Need(),
		Submit: Button{Text: "Gộp", Kind: "danger"},
	}
	p.Number.Width = "short"
	var options []Option
	for _, m := range similar {
		options = append(
			options,
			Option{Value: m.Number, Label: m.Title, Help: join(" · ", "số "+m.Number, m.Unit, "năm "+YearText(m.Year), m.State)},
		)
	}
	if len(options) > 0 {
		p.Number.Label = "Hoặc ghi số của mô hình được giữ"
		p.Similar = InputRadios("similar", "Mô hình có tên giống", typed["similar"], options)
	}
	errs := registry.FieldsOf(err)
	MarkWrong(errs, &p.Similar, &p.Number, &p.Reason)
	return p
}
