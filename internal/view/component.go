package view

import (
	"danvankheo/internal/registry"
)

// Link is a place to go.
type Link struct{ Text, URL string }

// Mark is the small coloured square with the word of a field.
type Mark struct{ Code, Label string }

// MarkOf is the mark of a field; the zero Mark, which draws nothing, when the
// field is not known yet.
func MarkOf(code registry.FieldCode) Mark {
	if code == "" {
		return Mark{}
	}
	return Mark{string(code), registry.FieldLabel(code)}
}

// Badge is a short state: a word, and a colour that only repeats it.
type Badge struct {
	Text string
	Tone string // "" plain, "ok", "wait", "stop", "info", "quiet"
}

var registrationTones = map[registry.Registration]string{
	registry.Draft: "quiet", registry.Sent: "wait", registry.Returned: "stop", registry.Accepted: "ok",
	registry.Withdrawn: "quiet", registry.Merged: "quiet", registry.Unregistered: "info",
}

var resultTones = map[registry.Result]string{
	registry.NoReport: "quiet", registry.ReportDraft: "quiet", registry.ReportSent: "wait", registry.ReportReturned: "stop",
	registry.Effective: "ok", registry.Ineffective: "info",
}

var publicationTones = map[registry.Publication]string{
	registry.InternalOnly: "quiet", registry.Pending: "wait", registry.Scheduled: "info", registry.Published: "ok",
	registry.Corrected: "ok", registry.Removed: "stop",
}

// RegistrationBadge shows the state of a registration.
func RegistrationBadge(r registry.Registration) Badge { return Badge{r.Label(), registrationTones[r]} }

// ResultBadge shows the state of a result report.
func ResultBadge(r registry.Result) Badge { return Badge{r.Label(), resultTones[r]} }

// PublicationBadge shows the state of a story.
func PublicationBadge(p registry.Publication) Badge { return Badge{p.Label(), publicationTones[p]} }

// Notice is a box that says something calmly: Tone "", "ok", "wait" or "stop".
type Notice struct {
	Tone    string
	Heading string
	Text    string
	Lines   []string
	Links   []Link
}

// Empty is shown where a list will be: what will be here, and the first step.
type Empty struct {
	Heading string
	Text    string
	Tips    []string
	Action  *Link
}

// Figure is one number set like a headline; with URL it leads to its list.
type Figure struct {
	Value, Of string // "97", "/99"
	Unit      string // "xã, phường"
	Label     string // "đã đăng ký năm 2026"
	URL       string
}

// Button is one action of a row of buttons: a submit button, or a link when URL
// is given. Kind: "" plain, "main", "danger", "quiet".
type Button struct {
	Text, Kind  string
	Name, Value string
	FormAction  string
	URL         string
	Plain       bool   // type=button, for scripts
	Data        []Attr // data-* for scripts
}

// Submit is the main button of a form.
func Submit(text string) Button { return Button{Text: text, Kind: "main"} }

// Table is a plain table with a caption.
type Table struct {
	Caption     string
	HideCaption bool // for screen readers only, when a heading above says the same
	Columns     []Column
	Rows        []Row
	Foot        []Cell
	Stacked     bool // each row becomes a card on a phone
}

// Column is the head of one column; Num aligns figures to the right.
type Column struct {
	Label string
	Num   bool
	Quiet bool // label for screen readers only
}

// Row is one line of a table.
type Row struct {
	ID    string
	Cells []Cell
	Quiet bool
}

// Cell is one field of a table. What is set is drawn: mark, text or link, badge,
// small line below.
type Cell struct {
	Text  string
	URL   string
	Head  bool // names its row
	Num   bool
	Label string // of its column, shown on a phone when the table is Stacked
	Mark  Mark
	Badge *Badge
	Sub   string
	Bar   *Bar
}

// Bar is a horizontal bar, Of whole width. Server drawn: no script, no style.
type Bar struct {
	Part, Whole int // in thousandths; Whole is 1000
	Label       string
}

// NewBar draws value out of whole, cut at both ends.
func NewBar(value, whole float64) *Bar {
	if whole <= 0 {
		return nil
	}
	return &Bar{Part: int(max(0, min(1, value/whole)) * 1000), Whole: 1000}
}

// T, N and H make the common cells: text, figure, head of the row.
func T(text string) Cell { return Cell{Text: text} }

// N is a cell with a figure.
func N(text string) Cell { return Cell{Text: text, Num: true} }

// H is the cell that names its row, with an optional link.
func H(text, url string) Cell { return Cell{Text: text, URL: url, Head: true} }

// Label copies the labels of the columns into the cells of every row, which a
// Stacked table shows on a phone, and aligns figures as their column says.
func (t Table) Labelled() Table {
	for _, r := range t.Rows {
		for i := range r.Cells {
			if i < len(t.Columns) {
				r.Cells[i].Label = t.Columns[i].Label
				r.Cells[i].Num = r.Cells[i].Num || t.Columns[i].Num
			}
		}
	}
	return t
}

// Fact is one line of a list of facts: a name and what it is.
type Fact struct {
	Name  string
	Text  string
	URL   string
	Lines []string // several values, instead of Text
	Badge *Badge
}

// Tab is one of several views of one thing, each with its own address.
type Tab struct {
	Text, URL string
	Count     string
	Current   bool
}

// Step is one part of a long form.
type Step struct {
	Text, URL string
	Current   bool
	Done      bool
	Wrong     int // so many fields to correct
}

// Crumb is one step of the way back.
type Crumb = Link

// Pill is a filter in force, with the address without it.
type Pill struct{ Text, URL string }

// TimelineItem is one event.
type TimelineItem struct {
	When  string // "10:32 ngày 31/03/2026"
	Stamp string // machine form of it, RFC 3339
	Who   string
	What  string
	Why   string
	URL   string // to see what changed
	Tone  string // of Badge
}

// PhotoCard is a photo of an entry in the work area.
type PhotoCard struct {
	ID      string // of the element, a target of the error summary
	Src     string
	Drawn   Drawing // instead of Src
	Href    string
	Alt     string
	Caption string
	Credit  string
	State   string // "Đã nhận lúc 10:32", "Đang gửi… 64%"
	Tone    string // "ok", "wait", "stop"
	Missing []string
	Width   int
	Height  int
}
