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
	Chart   *Chart
	Table   Table
	CSV     string
	Note    string
	Empty   *Empty
}
