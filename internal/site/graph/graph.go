package graph

import (
	"bytes"
	"strings"

	"danvankheo/internal/chart"
	"danvankheo/internal/office"
	"danvankheo/internal/view"
)

// Graph is one figure in every form: drawn for a page, as files, as a table whose
// numbers lead to the lists that they count.
type Graph struct {
	Name    string // in addresses
	Kicker  string
	Heading string
	Note    string
	Desc    string // what the drawing shows, for those who do not see it
	Columns []view.Column
	Rows    [][]Cell
	Foot    []Cell
	Draw    func(chart.Frame) *chart.Picture
}

// Cell is one field of a graph's table: a text or a number.
type Cell struct {
	Text   string
	Number float64
	IsNum  bool
	url    string
}

// Text makes a cell of text, with the address of what it names.
func Text(text, url string) Cell { return Cell{Text: text, url: url} }

// Count makes a cell of a count, with the list that it counts; none has no list to open.
func Count(n int, url string) Cell {
	if n == 0 {
		url = ""
	}
	return Cell{Number: float64(n), IsNum: true, url: url}
}

// Number makes a cell of a number, with the list that it sums up.
func Number(v float64, url string) Cell { return Cell{Number: v, IsNum: true, url: url} }

// NumberColumns makes columns of figures with these labels, after one of names.
func NumberColumns(name string, labels ...string) []view.Column {
	out := []view.Column{{Label: name}}
	for _, l := range labels {
		out = append(out, view.Column{Label: l, Num: true})
	}
	return out
}

func (c Cell) cell(head bool) view.Cell {
	if c.IsNum {
		return view.Cell{Text: view.Number(c.Number), URL: c.url, Num: true}
	}
	return view.Cell{Text: c.Text, URL: c.url, Head: head}
}

func (g *Graph) table() view.Table {
	t := view.Table{Columns: g.Columns}
	cells := func(row []Cell) (out []view.Cell) {
		for i, c := range row {
			out = append(out, c.cell(i == 0))
		}
		return out
	}
	for _, row := range g.Rows {
		t.Rows = append(t.Rows, view.Row{Cells: cells(row)})
	}
	t.Foot = cells(g.Foot)
	return t
}

// frame is what a drawing of the graph says besides its values.
func (g *Graph) frame(id, source string, width float64) chart.Frame {
	return chart.Frame{
		ID:     id,
		Title:  g.Heading,
		Desc:   g.Desc + " Số liệu ở bảng bên dưới.",
		Source: source,
		Width:  width,
		Format: view.Number,
	}
}

// OnPage draws the graph for a page; its files lie at base, base.svg and so on.
func (g *Graph) OnPage(base, query string) view.Chart {
	c := view.Chart{ID: g.Name, Kicker: g.Kicker, Heading: g.Heading, Note: g.Note, Table: g.table()}
	for _, f := range graphFiles {
		c.Files = append(c.Files, view.Link{Text: f.label, URL: base + g.Name + f.ending + query})
	}
	return view.NewChart(c, func(id string, width float64) *chart.Picture { return g.Draw(g.frame(id, "", width)) })
}

// graphFiles are the forms a graph can be taken in.
var graphFiles = []struct{ ending, kind, label string }{
	{".svg", "image/svg+xml", "SVG"}, {".png", "image/png", "PNG"},
	{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"},
}

// GraphFile splits the name of a file into that of its graph and its ending.
func GraphFile(name string) (graph, ending string, ok bool) {
	for _, f := range graphFiles {
		if g, cut := strings.CutSuffix(name, f.ending); cut {
			return g, f.ending, true
		}
	}
	return "", "", false
}

func (g *Graph) file(ending, source string) ([]byte, error) {
	var b bytes.Buffer
	if ending == ".xlsx" {
		err := office.WriteSheets(&b, g.sheet(source))
		return b.Bytes(), err
	}
	p := g.Draw(g.frame(g.Name, source, view.ChartFile))
	if ending == ".svg" {
		return p.SVG(), nil
	}
	err := p.PNG(&b)
	return b.Bytes(), err
}

// sheet is the table as a sheet of real numbers.
func (g *Graph) sheet(source string) office.Sheet {
	s := office.Sheet{Name: g.Kicker, Title: g.Heading + ". " + source, Bold: map[int]bool{}}
	for i, c := range g.Columns {
		col := office.SheetColumn{Label: c.Label, Wrap: true}
		if i == 0 {
			col.Width = 36
		}
		s.Columns = append(s.Columns, col)
	}
	for _, row := range append(append([][]Cell(nil), g.Rows...), g.Foot) {
		if row == nil {
			continue
		}
		var cells []any
		for _, c := range row {
			switch {
			case !c.IsNum:
				cells = append(cells, c.Text)
			case c.Number == float64(int(c.Number)):
				cells = append(cells, int(c.Number))
			default:
				cells = append(cells, c.Number)
			}
		}
		s.Rows = append(s.Rows, cells)
	}
	if g.Foot != nil {
		s.Bold[len(s.Rows)-1] = true
	}
	return s
}
