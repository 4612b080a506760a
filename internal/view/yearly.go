package view

// YearlyPage is a page about a year made of sections: sums, frozen figures, what
// units sent, what became of models.
type YearlyPage struct {
	Crumbs   []Crumb
	Title    string
	Lead     string
	Errors   *ErrorSummary
	Notices  []Notice
	Tabs     []Tab
	Filter   []Field
	Figures  []Figure
	Sections []YearlySection
}

// YearlySection is one part of such a page. What is set is drawn, in the order of
// the fields.
type YearlySection struct {
	ID      string
	Heading string
	Text    string
	Notices []Notice
	Facts   []Fact
	Texts   []LongText
	Table   *Table
	Links   []Link
	Empty   *Empty
	Form    *YearlyForm
}

// YearlyForm is a form of a section: a POST to URL, or a GET that downloads.
type YearlyForm struct {
	URL     string
	Get     bool
	Hidden  []Field
	Fields  []Field
	Buttons []Button
}
