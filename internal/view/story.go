package view

import (
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// StoryPage is the public face of one entry.
type StoryPage struct {
	Crumbs   []Crumb
	Mark     Mark
	Badges   []Badge
	Headline string
	Name     string // that it was registered under, "" when that is the headline
	Lead     string
	Unit     string
	UnitURL  string
	Today    []Link // what the unit is today
	Place    string
	Year     string
	YearNote string // how the year is known
	Type     string

	Picture    Picture
	Caption    string
	Credit     string
	DrawnCover bool

	Notice       *Notice // of a correction, a scheduled time, sample data
	Figures      []Figure
	Sections     []Section
	Quote        *Quote
	Results      *Results
	Context      []Fact // numbers that describe the place
	Gallery      []GalleryPhoto
	Spread       []SpreadItem
	SpreadURL    string // of the same as a drawing
	Recognitions []string
	Awards       []string // commendations
	Corrections  []DatedNote
	Survival     []DatedNote // what became of it, 12 and 24 months on
	Source       *SourceBox
	Covered      []PublishedPiece // elsewhere, checked by the staff
	Press        PressBox
	Near         []Card
	EditURL      string  // for those who may
	Waiting      *Notice // for those who see it inside, when the dossier differs
	Edition      string  // which edition this is, since when
}

// Section is one part of the text.
type Section struct {
	ID, Heading string
	Paragraphs  []string
}

// Quote is what somebody said.
type Quote struct{ Text, Name, Title string }

// Results is the table of figures: before, reached, and a bar.
type Results struct {
	Rows []ResultRow
	Note string
	Wide bool // a target is known
}

// ResultRow is one outcome.
type ResultRow struct {
	Label, Before, Target, Actual, Unit, Source string
	Bar                                         *Bar
}

// GalleryPhoto is one more photo with its words.
type GalleryPhoto struct {
	Picture         Picture
	Caption, Credit string
}

// SpreadItem is one year of the model, or one unit that learned from it.
type SpreadItem struct {
	Year, Text, Note, URL string
	Here                  bool
}

// DatedNote is a correction with its day.
type DatedNote struct{ Day, Stamp, Text string }

// SourceBox says where a reported entry was read.
type SourceBox struct {
	Title, Publisher, Date, URL, Label, YearBasis string
	Registered                                    bool // by its unit since: the page is the unit's, the article tells of before
}

// PressBox is what a journalist takes away.
type PressBox struct {
	Number   string
	Credit   string
	Cite     string
	Address  string
	Texts    []PressText
	Photos   []PressPhoto
	Terms    string
	Contact  []string // opened to the press by the unit, for those who may see it
	QR       Drawing
	Reported bool

	Pack   *PressFile  // everything in one file
	Basket string      // where the story is put with others into one pack
	Files  []PressFile // the small files one by one
	Line   string      // the source line to paste
	Embed  string      // markup that shows a card of the story in another page
	OEmbed string      // where programs ask for it
	More   []Link      // for print: placard, QR code
	Ask    []Link      // for those of the press who have signed in
}

// PressText is the story in one length, to copy.
type PressText struct{ Label, Text string }

// PressPhoto is one photo in the sizes to download.
type PressPhoto struct {
	Label string
	Links []Link
}

// PublishedPiece is a piece that a newsroom published about the entry.
type PublishedPiece struct{ Title, URL, Publisher, Day string }

// RemovedPage says that a story was taken down.
type RemovedPage struct{ Heading, When, Text string }

// resultBar shows how far a value came: towards its target, else a percentage.
func resultBar(actual, target float64, hasTarget bool, unit string) *Bar {
	switch {
	case hasTarget && target > 0:
		return NewBar(actual, target)
	case unit == "%":
		return NewBar(actual, 100)
	}
	return nil
}

// NewResults reads the outcomes of an entry: what is to be reached, what was, and the
// numbers that describe the place; nil when there is no outcome.
func NewResults(e *edition.Edition, c *registry.Catalogue) (*Results, []Fact) {
	c = c.In(e.Season)
	r := &Results{}
	var context []Fact
	for _, o := range e.Reached() {
		label, unit := c.Label(o.Outcome), c.Unit(o.Outcome)
		if rest, is := strings.CutPrefix(label, registry.SettingMark); is {
			if f, ok := settingFact(strings.TrimSpace(rest), unit, o); ok {
				context = append(context, f)
			}
			continue
		}
		if o.Period == registry.PeriodTotal {
			label += " (lũy kế)"
		}
		row := ResultRow{Label: label, Unit: unit, Before: o.Baseline.Shown(), Target: o.Target.Shown(), Actual: o.Actual.Shown()}
		if !o.Actual.Empty() && o.Founding != registry.Target && (o.Founding != registry.Context || o.Source != "") {
			row.Source = o.Founding.Label()
		}
		if actual, ok := o.Actual.Value(); ok {
			row.Actual, row.Unit = Quantity(actual, unit)
			target, hasTarget := o.Target.Value()
			row.Bar = resultBar(actual, target, hasTarget, unit)
		}
		r.Wide = r.Wide || !o.Target.Empty()
		r.Rows = append(r.Rows, row)
	}
	if len(r.Rows) == 0 {
		return nil, context
	}
	r.Note = resultNote(e)
	return r, context
}

// settingFact writes a number that describes the place: the value that its source
// gives, wherever it stands; none when it gives none.
func settingFact(label, unit string, o registry.Reached) (Fact, bool) {
	for _, a := range []registry.Amount{o.Actual, o.Baseline} {
		if v, ok := a.Value(); ok {
			n, u := Quantity(v, unit)
			return Fact{Name: Sentence(label), Text: strings.TrimSpace(n + " " + u)}, true
		}
		if !a.Empty() {
			return Fact{Name: Sentence(label), Text: strings.TrimSpace(a.Shown() + " " + unit)}, true
		}
	}
	return Fact{}, false
}

// resultNote says where the figures come from, and that a judged model is no judged
// figure.
func resultNote(e *edition.Edition) string {
	switch {
	case e.Origin == registry.Reported:
		return "Số liệu theo bài báo dẫn nguồn, đơn vị chưa xác nhận."
	case e.Result == registry.Effective:
		return "Số liệu do đơn vị báo cáo, báo cáo đã được thẩm định, mô hình được xác nhận hiệu quả; căn cứ của từng số ghi trong " +
			"bảng. Kỳ: năm " + address.Year(e.Season) + "."
	case e.Result.Confirmed():
		return "Số liệu do đơn vị báo cáo, báo cáo đã được thẩm định; căn cứ của từng số ghi trong bảng. Kỳ: năm " +
			address.Year(e.Season) + "."
	}
	return "Chỉ tiêu đơn vị cam kết cho năm " + address.Year(e.Season) + "; kết quả sẽ có sau khi đơn vị báo cáo."
}

// Stamp is the machine form of a time.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(registry.Zone).Format(time.RFC3339)
}
