package view

import (
	"danvankheo/internal/chart"
	"danvankheo/internal/registry"
)

// Chart is a figure that the server drew: what it says as a headline, the drawing
// for a wide page and for a narrow one, the table of its numbers, its files.
type Chart struct {
	ID      string
	Kicker  string // what is counted: "Theo lĩnh vực"
	Heading string // what it shows: "Xã hội có nhiều mô hình nhất"
	Note    string
	Wide    Drawing
	Narrow  Drawing
	Table   Table
	Files   []Link
}

// The widths that drawings are made for: the column of a page, a phone, a file.
const (
	ChartWide   = 720
	ChartNarrow = 328
	ChartFile   = 900
)

// NewChart draws a figure for both widths. What stands in the drawing stands in
// the table too.
func NewChart(c Chart, draw func(id string, width float64) *chart.Picture) Chart {
	c.Wide = Drawing(draw(c.ID+"-rong", ChartWide).Inline()) // our own drawing, its texts escaped
	c.Narrow = Drawing(draw(c.ID+"-hep", ChartNarrow).Inline())
	c.Table.Caption, c.Table.HideCaption = "Bảng số liệu: "+c.Kicker, true
	return c
}

// FieldSeries are the fields in their colours, in the order of the directive.
func FieldSeries() (out []chart.Series) {
	for _, f := range registry.DefaultFields() {
		out = append(out, chart.Series{Name: f.Label, Ink: chart.Field(string(f.Code))})
	}
	return out
}

// CountSteps are the least counts of the shades of a map.
func CountSteps() chart.Steps {
	var s chart.Steps
	for i, n := range tileShades {
		s[i] = float64(n)
	}
	return s
}

// CountKey explains the shades of a map of counts.
func CountKey() (out []string) {
	for _, l := range TileLegend() {
		out = append(out, l.Text)
	}
	return out
}
