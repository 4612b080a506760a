package graph

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"danvankheo/internal/chart"
	"danvankheo/internal/office"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
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
	Rows    [][]Datum
	Foot    []Datum
	Draw    func(chart.Frame) *chart.Picture
}

// Datum is one field of a graph's table: a word or a number.
type Datum struct {
	Text   string
	Number float64
	IsNum  bool
	url    string
}

func Word(text, url string) Datum { return Datum{Text: text, url: url} }

// Counted is a count; none has no list to open.
func Counted(n int, url string) Datum {
	if n == 0 {
		url = ""
	}
	return Datum{Number: float64(n), IsNum: true, url: url}
}

func Measured(v float64, url string) Datum { return Datum{Number: v, IsNum: true, url: url} }

// NumberColumns makes columns of figures with these labels, after one of names.
func NumberColumns(name string, labels ...string) []view.Column {
	out := []view.Column{{Label: name}}
	for _, l := range labels {
		out = append(out, view.Column{Label: l, Num: true})
	}
	return out
}

func (d Datum) cell(head bool) view.Cell {
	if d.IsNum {
		return view.Cell{Text: view.Number(d.Number), URL: d.url, Num: true}
	}
	return view.Cell{Text: d.Text, URL: d.url, Head: head}
}

func (g *Graph) table() view.Table {
	t := view.Table{Columns: g.Columns}
	cells := func(row []Datum) (out []view.Cell) {
		for i, d := range row {
			out = append(out, d.cell(i == 0))
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

// Renderer draws files, one at a time, so that however many ask for pictures the
// memory for one is enough; the last ones are kept as long as pages are.
type Renderer struct {
	mu         sync.Mutex
	kept       map[string][]byte
	since      time.Time
	bytes      int
	generation uint64
}

const easelBytes = 4 << 20

// Send answers with a file of a graph. The key tells graphs of one name apart; the
// suffix does in the name of the file.
func (e *Renderer) Send(c *shell.Context, g *Graph, ending, key, suffix, source string, generation uint64) error {
	key += "/" + g.Name + ending
	e.mu.Lock()
	if e.generation != generation || e.kept == nil || e.bytes > easelBytes || time.Since(e.since) > shell.CacheLife {
		e.kept, e.bytes, e.generation, e.since = map[string][]byte{}, 0, generation, time.Now()
	}
	file, ok := e.kept[key]
	if !ok {
		var err error
		if file, err = g.file(ending, source); err != nil {
			e.mu.Unlock()
			return err
		}
		e.kept[key] = file
		e.bytes += len(file)
	}
	e.mu.Unlock()
	h := c.Header()
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="dan-van-kheo-%s%s%s"`, g.Name, suffix, ending))
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	for _, f := range graphFiles {
		if f.ending == ending {
			return c.Blob(http.StatusOK, f.kind, file)
		}
	}
	return registry.Errorf(registry.NotFound, "Không có tệp này.")
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
	for _, row := range append(append([][]Datum(nil), g.Rows...), g.Foot) {
		if row == nil {
			continue
		}
		var cells []any
		for _, d := range row {
			switch {
			case !d.IsNum:
				cells = append(cells, d.Text)
			case d.Number == float64(int(d.Number)):
				cells = append(cells, int(d.Number))
			default:
				cells = append(cells, d.Number)
			}
		}
		s.Rows = append(s.Rows, cells)
	}
	if g.Foot != nil {
		s.Bold[len(s.Rows)-1] = true
	}
	return s
}
