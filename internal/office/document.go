package office

// Orientation is that of a page.
type Orientation uint8

// The orientations. Landscape is for wide tables.
const (
	Portrait Orientation = iota
	Landscape
)

// Sizes of letters, in half points (NĐ 30/2020, annex I: 12 to 14 points; 11 for
// the list of receivers).
const (
	Size11 = 22
	Size12 = 24
	Size13 = 26
	Size14 = 28
)

// Measures of the page in twips (1/1440 inch): A4, margins top and bottom 20 mm,
// left 30 mm, right 15 mm.
const (
	pageShort, pageLong     = 11906, 16838
	marginTop, marginBottom = 1134, 1134
	marginLeft, marginRight = 1701, 851
	marginHeader            = 567
	firstLine               = 720 // 1.27 cm
	paragraphGap            = 120 // 6 pt
	ruleGap                 = 40  // between a text and the line under it
	bodyLine                = 300 // 1.25 lines
)

// Align is how the lines of a paragraph are aligned.
type Align uint8

// The alignments. Justify is the rule for body text.
const (
	Justify Align = iota
	Left
	Center
	Right
)

// Run is a piece of text in one face. Size is in half points, 0 meaning that of
// the paragraph's place (14 points in the body). A line feed breaks the line.
type Run struct {
	Text         string
	Bold, Italic bool
	Size         int
}

// Paragraph is one paragraph. Indent is the first line's, in twips; Before and
// After are spaces in twips. Level 1 to 3 makes it a heading of the outline;
// KeepNext holds it on the page of what follows; Rule draws a line under it, so
// many twips long, 0 for none; PageBreak begins a new page.
type Paragraph struct {
	Runs          []Run
	Align         Align
	Indent        int
	Before, After int
	Level         int
	KeepNext      bool
	PageBreak     bool
	Rule          int
	Width         int // of its cell in twips, needed with Rule; 0: the text's width
}

// Column is one column of a table: its label, its share of the width (any unit;
// shares are divided by their sum) and how its cells are aligned.
type Column struct {
	Label string
	Share int
	Align Align
}

// Table is a table with lines, whose first row is repeated on every page. Size
// is that of its letters, 0 for 12 points. Bold marks rows by their index (a row
// of totals, the name of a group); Merged rows show their first cell across the
// whole width.
type Table struct {
	Columns []Column
	Rows    [][]string
	Bold    map[int]bool
	Merged  map[int]bool
	Size    int
	width   int // of its page
}

// Block is one side of a pair of blocks without lines: a head or a foot.
type Block []Paragraph

// element is one part of a document's body.
type element struct {
	paragraph *Paragraph
	table     *Table
	pair      *pair
	picture   *Picture
	turn      *Orientation // everything before this ends a section of that orientation
}

// pair is blocks side by side, row under row; share is the left ones' width in
// hundredths.
type pair struct {
	rows  [][2]Block
	share int
	width int // of its page
}

// Document is a paper being put together. The zero value is not usable: see
// [NewDocument].
type Document struct {
	title       string
	orientation Orientation
	footer      string
	body        []element
	pictures    int
}

// NewDocument begins a paper. The title goes into the properties of the file.
func NewDocument(title string, o Orientation) *Document {
	return &Document{title: title, orientation: o}
}

// Footer sets a small line at the foot of every page, such as a source or an
// address; "" means none. The page number is always centred in the top margin
// and hidden on the first page.
func (d *Document) Footer(text string) { d.footer = text }

// Width is the width of the text between the margins, in twips.
func (d *Document) Width() int {
	if d.orientation == Landscape {
		return pageLong - marginLeft - marginRight
	}
	return pageShort - marginLeft - marginRight
}

// Add appends a paragraph as it is.
func (d *Document) Add(p Paragraph) { d.body = append(d.body, element{paragraph: &p}) }

// Body appends paragraphs of body text: justified, first line indented 1.27 cm,
// 6 points after.
func (d *Document) Body(texts ...string) {
	for _, t := range texts {
		d.BodyRuns(Run{Text: t})
	}
}

// BodyRuns appends one paragraph of body text made of several runs.
func (d *Document) BodyRuns(runs ...Run) {
	d.Add(Paragraph{Runs: runs, Indent: firstLine, After: paragraphGap})
}

// Basis appends the bases of a decision (căn cứ): italic, each ends with ";" and
// the last with ".".
func (d *Document) Basis(texts ...string) {
	for i, t := range texts {
		end := ";"
		if i == len(texts)-1 {
			end = "."
		}
		d.BodyRuns(Run{Text: t + end, Italic: true})
	}
}

// Line appends a paragraph without indent: a field to fill in, an item of a list.
func (d *Document) Line(runs ...Run) {
	d.Add(Paragraph{Runs: runs, Align: Left, After: 60})
}

// Heading appends a heading of level 1 to 3, bold. Numbers are typed text ("I.",
// "1."), never automatic lists.
func (d *Document) Heading(level int, text string) {
	d.Add(
		Paragraph{
			Runs:     []Run{{Text: text, Bold: true, Italic: level == 3}},
			Indent:   firstLine,
			Before:   paragraphGap,
			After:    paragraphGap,
			Level:    level,
			KeepNext: true,
		},
	)
}

// Title appends the kind of the paper in capitals and what it is about, both bold
// and centred, with a line of a third of the text's width under them.
func (d *Document) Title(kind, about string) {
	d.Add(Paragraph{Runs: []Run{{Text: kind, Bold: true}}, Align: Center, Before: 240, Level: 1, KeepNext: true})
	if about == "" {
		d.Add(Paragraph{Align: Center, After: paragraphGap, Runs: []Run{{Text: "", Size: Size12}}})
		return
	}
	rule := min(textWidth(about, Size14, true), d.Width()) / 3
	d.Add(Paragraph{Runs: []Run{{Text: about, Bold: true}}, Align: Center, KeepNext: true})
	d.Add(Paragraph{Align: Center, Before: ruleGap, After: 240, Rule: rule, Width: d.Width()})
}

// Addressee appends "Kính gửi: …", centred, 14 points.
func (d *Document) Addressee(to string) {
	d.Add(Paragraph{Runs: []Run{{Text: "Kính gửi: " + to}}, Align: Center, After: 240})
}

// Table appends a table, with a little space after it.
func (d *Document) Table(t Table) {
	t.width = d.Width()
	d.body = append(d.body, element{table: &t})
	d.Add(Paragraph{Align: Left, Runs: []Run{{Text: "", Size: Size11}}})
}

// Pair appends two blocks side by side without lines; share is the left one's
// width in hundredths.
func (d *Document) Pair(left, right Block, share int) {
	d.body = append(d.body, element{pair: &pair{[][2]Block{{left, right}}, share, d.Width()}})
}

// Annex begins an annex on a new page: its number ("Phụ lục I", "" for none), its
// title in capitals, and what it goes with ("Kèm theo Tờ trình số …").
func (d *Document) Annex(number, title, with string) {
	brk := len(d.body) == 0 || d.body[len(d.body)-1].turn == nil // a turned page is a new one
	if number != "" {
		d.Add(Paragraph{Runs: []Run{{Text: number, Bold: true}}, Align: Center, PageBreak: brk, KeepNext: true})
		brk = false
	}
	d.Add(Paragraph{Runs: []Run{{Text: title, Bold: true}}, Align: Center, PageBreak: brk, Level: 1, KeepNext: true})
	if with != "" {
		d.Add(Paragraph{Runs: []Run{{Text: "(" + with + ")", Italic: true}}, Align: Center, After: 240})
	}
}

// Turn begins a new page of the other orientation, for wide tables and back. Tables
// that come after it take its width.
func (d *Document) Turn(o Orientation) {
	if o == d.orientation {
		return
	}
	before := d.orientation
	d.body = append(d.body, element{turn: &before})
	d.orientation = o
}

// PageBreak begins a new page.
func (d *Document) PageBreak() { d.Add(Paragraph{PageBreak: true}) }
