package view

// FiguresPage is the figures in brief: drawings, each with its table below and
// its files.
type FiguresPage struct {
	Crumbs  []Crumb
	Heading string
	Lead    string
	Years   []Tab
	Figures []Figure
	Charts  []Chart
	Sums    *Table
	SumsCSV string
	Note    string
	Empty   *Empty
}

// IndicatorPage is every entry behind one sum.
type IndicatorPage struct {
	Crumbs  []Crumb
	Heading string
	Lead    string
	Figures []Figure
	Years   []Tab
	Lines   []Tab // other meanings, measures and periods of the indicator
	Chart   *Chart
	Table   Table
	Passed  *Table // not counted
	CSV     string
	Note    string
	Empty   *Empty
}
