package site

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
	"danvankheo/internal/view"
)

// graph is one figure in every form: drawn for a page, as files, as a table whose
// numbers lead to the lists that they count.
type graph struct {
	name    string // in addresses
	kicker  string
	heading string
	note    string
	desc    string // what the drawing shows, for those who do not see it
	columns []view.Column
	rows    [][]datum
	foot    []datum
	draw    func(chart.Frame) *chart.Picture
}

// datum is one field of a graph's table: a word or a number.
type datum struct {
	text   string
	number float64
	isNum  bool
	url    string
}

func word(text, url string) datum { return datum{text: text, url: url} }

// counted is a count; none has no list to open.
func counted(n int, url string) datum {
	if n == 0 {
		url = ""
	}
	return datum{number: float64(n), isNum: true, url: url}
}

func measured(v float64, url string) datum { return datum{number: v, isNum: true, url: url} }

// numbers makes columns of figures with these labels, after one of names.
func numbers(name string, labels ...string) []view.Column {
	out := []view.Column{{Label: name}}
	for _, l := range labels {
		out = append(out, view.Column{Label: l, Num: true})
	}
	return out
}

func (d datum) cell(head bool) view.Cell {
	if d.isNum {
		return view.Cell{Text: view.Number(d.number), URL: d.url, Num: true}
	}
	return view.Cell{Text: d.text, URL: d.url, Head: head}
}

func (g *graph) table() view.Table {
	t := view.Table{Columns: g.columns}
	cells := func(row []datum) (out []view.Cell) {
		for i, d := range row {
			out = append(out, d.cell(i == 0))
		}
		return out
	}
	for _, row := range g.rows {
		t.Rows = append(t.Rows, view.Row{Cells: cells(row)})
	}
	t.Foot = cells(g.foot)
	return t
}

// frame is what a drawing of the graph says besides its values.
func (g *graph) frame(id, source string, width float64) chart.Frame {
	return chart.Frame{
		ID:     id,
		Title:  g.heading,
		Desc:   g.desc + " Số liệu ở bảng bên dưới.",
		Source: source,
		Width:  width,
		Format: view.Number,
	}
}

// onPage draws the graph for a page; its files lie at base, base.svg and so on.
func (g *graph) onPage(base, query string) view.Chart {
	c := view.Chart{ID: g.name, Kicker: g.kicker, Heading: g.heading, Note: g.note, Table: g.table()}
	for _, f := range graphFiles {
		c.Files = append(c.Files, view.Link{Text: f.label, URL: base + g.name + f.ending + query})
	}
	return view.NewChart(c, func(id string, width float64) *chart.Picture { return g.draw(g.frame(id, "", width)) })
}

// graphFiles are the forms a graph can be taken in.
var graphFiles = []struct{ ending, kind, label string }{
	{".svg", "image/svg+xml", "SVG"}, {".png", "image/png", "PNG"},
	{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"},
}

// graphFile splits the name of a file into that of its graph and its ending.
func graphFile(name string) (graph, ending string, ok bool) {
	for _, f := range graphFiles {
		if g, cut := strings.CutSuffix(name, f.ending); cut {
			return g, f.ending, true
		}
	}
	return "", "", false
}

// easel draws files, one at a time, so that however many ask for pictures the
// memory for one is enough; the last ones are kept as long as pages are.
type easel struct {
	mu         sync.Mutex
	kept       map[string][]byte
	since      time.Time
	bytes      int
	generation uint64
}

const easelBytes = 4 << 20

// send answers with a file of a graph. The key tells graphs of one name apart; the
// suffix does in the name of the file.
func (e *easel) send(c *Context, g *graph, ending, key, suffix, source string, generation uint64) error {
	key += "/" + g.name + ending
	e.mu.Lock()
	if e.generation != generation || e.kept == nil || e.bytes > easelBytes || time.Since(e.since) > shelfLife {
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
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="dan-van-kheo-%s%s%s"`, g.name, suffix, ending))
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

func (g *graph) file(ending, source string) ([]byte, error) {
	var b bytes.Buffer
	if ending == ".xlsx" {
		err := office.WriteSheets(&b, g.sheet(source))
		return b.Bytes(), err
	}
	p := g.draw(g.frame(g.name, source, view.ChartFile))
	if ending == ".svg" {
		return p.SVG(), nil
	}
	err := p.PNG(&b)
	return b.Bytes(), err
}

// sheet is the table as a sheet of real numbers.
func (g *graph) sheet(source string) office.Sheet {
	s := office.Sheet{Name: g.kicker, Title: g.heading + ". " + source, Bold: map[int]bool{}}
	for i, c := range g.columns {
		col := office.SheetColumn{Label: c.Label, Wrap: true}
		if i == 0 {
			col.Width = 36
		}
		s.Columns = append(s.Columns, col)
	}
	for _, row := range append(append([][]datum(nil), g.rows...), g.foot) {
		if row == nil {
			continue
		}
		var cells []any
		for _, d := range row {
			switch {
			case !d.isNum:
				cells = append(cells, d.text)
			case d.number == float64(int(d.number)):
				cells = append(cells, int(d.number))
			default:
				cells = append(cells, d.number)
			}
		}
		s.Rows = append(s.Rows, cells)
	}
	if g.foot != nil {
		s.Bold[len(s.Rows)-1] = true
	}
	return s
}
