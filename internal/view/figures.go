package view

import "strconv"

// FiguresPage is the figures in brief: drawings, each with its table below and a
// download.
type FiguresPage struct {
	Heading string
	Lead    string
	Years   []Tab
	Figures []Figure
	ByYear  *ColumnChart
	Charts  []BarChart
	Matrix  *Matrix
	Sums    *Table
	SumsCSV string
	Note    string
	Empty   *Empty
}

// BarChart is a list of bars that is its own table.
type BarChart struct {
	ID, Heading, Note, CSV string
	NameLabel              string // head of the first column
	Rows                   []BarRow
	Total                  string
}

// BarRow is one bar; with URL it leads to its list.
type BarRow struct {
	Label, URL, Value, Share string
	Code                     string // of a field, for its colour
	Bar                      *Bar
}

// ColumnChart is columns over the years, registered below and reported above.
type ColumnChart struct {
	ID, Heading, Note, CSV string
	Width, Height          int
	Columns                []Column2
	Lines                  []ChartLine
	Legend                 []LegendItem
	Table                  Table
	Label                  string // for those who do not see it
}

// Column2 is one column in two parts.
type Column2 struct {
	X, W, Mid      int
	Y1, H1, Y2, H2 int
	LabelY         int
	Name, Value    string
	ValueY         int
	Odd            bool // its name may be left out on a narrow screen
}

// ChartLine is one horizontal line with its value.
type ChartLine struct {
	Y    int
	Text string
}

// YearCount is how many stories a year has, by origin.
type YearCount struct {
	Name                 string
	URL                  string
	Registered, Reported int
}

// NewColumnChart draws the years, oldest first.
func NewColumnChart(years []YearCount) *ColumnChart {
	const height, top, bottom, left, step = 260, 22, 30, 34, 46
	if len(years) == 0 {
		return nil
	}
	most := 1
	for _, y := range years {
		most = max(most, y.Registered+y.Reported)
	}
	most, unit := roundUp(most)
	c := &ColumnChart{Width: left + step*len(years) + 8, Height: height}
	scale := func(n int) int { return n * (height - top - bottom) / most }
	for v := 0; v <= most; v += unit {
		c.Lines = append(c.Lines, ChartLine{height - bottom - scale(v), Count(v)})
	}
	for i, y := range years {
		x := left + step*i + 8
		col := Column2{X: x, W: step - 16, Mid: x + (step-16)/2, Name: y.Name, Value: Count(y.Registered + y.Reported), LabelY: height - 8, Odd: i%2 == 1}
		col.H1, col.H2 = scale(y.Registered), scale(y.Reported)
		col.Y1 = height - bottom - col.H1
		col.Y2 = col.Y1 - col.H2
		col.ValueY = col.Y2 - 6
		c.Columns = append(c.Columns, col)
	}
	return c
}

// roundUp gives a round number not below n and the step of its lines.
func roundUp(n int) (most, unit int) {
	for _, u := range []int{1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10000, 20000, 25000, 50000} {
		if n <= 5*u {
			return (n + u - 1) / u * u, u
		}
	}
	return n, n
}

// Matrix is kinds of unit × fields, darker for more.
type Matrix struct {
	Heading, Note, CSV string
	Columns            []Mark
	Rows               []MatrixRow
	Totals             []MatrixCell
}

// MatrixRow is one kind of unit.
type MatrixRow struct {
	Label string
	Cells []MatrixCell
	Total string
}

// MatrixCell is one count with its shade.
type MatrixCell struct{ Text, URL, Shade string }

// NewMatrixCell shades a count against the largest.
func NewMatrixCell(n, most int, url string) MatrixCell {
	if n == 0 {
		return MatrixCell{Text: "–", Shade: "0"}
	}
	shade := 1
	if most > 0 {
		shade = min(4, 1+n*4/(most+1))
	}
	return MatrixCell{Text: Count(n), URL: url, Shade: strconv.Itoa(shade)}
}

// IndicatorPage is every entry behind one sum.
type IndicatorPage struct {
	Crumbs  []Crumb
	Heading string
	Lead    string
	Figures []Figure
	Years   []Tab
	Table   Table
	CSV     string
	Note    string
	Empty   *Empty
}
