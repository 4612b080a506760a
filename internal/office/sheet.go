package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"danvankheo/internal/registry"
)

// SheetColumn is one column of a sheet: its label and its width in letters, 0
// for 14. Wrap breaks long texts.
type SheetColumn struct {
	Label string
	Width float64
	Wrap  bool
}

// Sheet is one table of a workbook: a title line over it, the heading, the rows.
// A cell is a string, an int, a float64, a year, a [Formula] or nil; numbers stay
// numbers, rounded as they are on paper and shown with the decimals they have. Bold
// marks rows by their index.
type Sheet struct {
	Name    string
	Title   string
	Columns []SheetColumn
	Rows    [][]any
	Bold    map[int]bool
}

// Formula is a cell that a spreadsheet computes: the text behind "=", and the value
// it has now, for programs that do not compute.
type Formula struct {
	Text  string
	Value float64
}

// Total appends a bold row that adds up columns, by their index, over all rows
// before it.
func (s *Sheet) Total(label string, columns ...int) {
	row := make([]any, len(s.Columns))
	for i := range row {
		row[i] = ""
	}
	row[slices.IndexFunc(s.Columns, func(c SheetColumn) bool { return c.Wrap })] = label
	for _, at := range columns {
		f, sum := Formula{}, registry.Adder{}
		for _, r := range s.Rows {
			if v, ok := number(r[at]); ok {
				sum.Add(v)
			}
		}
		f.Value = sum.Sum().Float()
		name, _ := excelize.ColumnNumberToName(at + 1) // a column that is there
		f.Text = fmt.Sprintf("SUM(%s%d:%s%d)", name, s.top()+1, name, s.top()+len(s.Rows))
		row[at] = f
	}
	if s.Bold == nil {
		s.Bold = map[int]bool{}
	}
	s.Bold[len(s.Rows)] = true
	s.Rows = append(s.Rows, row)
}

func number(cell any) (float64, bool) {
	switch v := cell.(type) {
	case int:
		return float64(v), true
	case float64:
		return v, true
	case Formula:
		return v.Value, true
	}
	return 0, false
}

// Table is the heading and the rows, for a format without formulas: numbers are
// numbers.
func (s Sheet) Table() [][]any {
	head := make([]any, len(s.Columns))
	for i, c := range s.Columns {
		head[i] = c.Label
	}
	out := [][]any{head}
	for _, r := range s.Rows {
		row := slices.Clone(r)
		for i, cell := range row {
			if v, ok := number(cell); ok {
				row[i] = v
			}
		}
		out = append(out, row)
	}
	return out
}

// top is the number of the heading's row.
func (s Sheet) top() int {
	if s.Title != "" {
		return 3
	}
	return 1
}

// sheetNameMax is how many letters a sheet's name may have in Excel.
const sheetNameMax = 31

// WriteSheets writes a workbook of one or more sheets. The same values give the
// same bytes. Text stays text: a cell never becomes a formula.
func WriteSheets(w io.Writer, sheets ...Sheet) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	st, err := newSheetStyles(f)
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	for i, s := range sheets {
		name := sheetName(s.Name, i)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err == nil {
			err = st.fill(f, name, s)
		}
		if err != nil {
			return fmt.Errorf("xlsx sheet %s: %w", name, err)
		}
	}
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		return err
	}
	return inOrder(w, b.Bytes())
}

// inOrder writes the parts of a packed file in the order of their names: the
// library writes those of several sheets in any order.
func inOrder(w io.Writer, packed []byte) error {
	in, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, f := range in.File {
		if err := out.Copy(f); err != nil {
			return err
		}
	}
	return out.Close()
}

// sheetName keeps a name within what Excel takes.
func sheetName(name string, i int) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return ' '
		}
		return r
	}, name)
	if rs := []rune(strings.TrimSpace(name)); len(rs) == 0 {
		return fmt.Sprintf("Bảng %d", i+1)
	} else if len(rs) > sheetNameMax {
		return string(rs[:sheetNameMax])
	}
	return strings.TrimSpace(name)
}

// sheetStyles are the styles of cells; those of numbers by how many decimals they have.
type sheetStyles struct {
	title, head, text, bold int
	year                    int
	number, boldNumber      []int
}

func newSheetStyles(f *excelize.File) (st sheetStyles, err error) {
	border := []excelize.Border{
		{Type: "left", Color: "000000", Style: 1}, {Type: "right", Color: "000000", Style: 1},
		{Type: "top", Color: "000000", Style: 1}, {Type: "bottom", Color: "000000", Style: 1},
	}
	style := func(bold bool, horizontal string, lines bool, format *string) int {
		s := &excelize.Style{
			Font:      &excelize.Font{Family: "Times New Roman", Size: 12, Bold: bold},
			Alignment: &excelize.Alignment{Horizontal: horizontal, Vertical: "center", WrapText: lines}, CustomNumFmt: format,
		}
		if lines {
			s.Border = border
		}
		id, e := f.NewStyle(s)
		err = errors.Join(err, e)
		return id
	}
	st.title = style(true, "left", false, nil)
	st.head = style(true, "center", true, nil)
	st.text = style(false, "left", true, nil)
	st.bold = style(true, "left", true, nil)
	plain := "0"
	st.year = style(false, "right", true, &plain)
	for n := range registry.AsReported.Places() + 1 {
		format := "#,##0"
		if n > 0 {
			format += "." + strings.Repeat("0", n)
		}
		st.number = append(st.number, style(false, "right", true, &format))
		st.boldNumber = append(st.boldNumber, style(true, "right", true, &format))
	}
	return st, err
}

func (st sheetStyles) fill(f *excelize.File, name string, s Sheet) error {
	if err := onPaper(f, name); err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, c := range s.Columns {
		width := c.Width
		if width == 0 {
			width = 14
		}
		if err := sw.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	top := s.top()
	if err := sw.SetPanes(
		&excelize.Panes{Freeze: true, YSplit: top, TopLeftCell: fmt.Sprintf("A%d", top+1), ActivePane: "bottomLeft"},
	); err != nil {
		return err
	}
	if s.Title != "" {
		if err := sw.SetRow("A1", []any{excelize.Cell{StyleID: st.title, Value: s.Title}}); err != nil {
			return err
		}
	}
	head := make([]any, len(s.Columns))
	for i, c := range s.Columns {
		head[i] = excelize.Cell{StyleID: st.head, Value: c.Label}
	}
	if err := sw.SetRow(fmt.Sprintf("A%d", top), head); err != nil {
		return err
	}
	for n, row := range s.Rows {
		if err := sw.SetRow(fmt.Sprintf("A%d", top+1+n), st.cells(row, s.Bold[n])); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// onPaper prints a sheet on A4 across, all its columns side by side on each page.
func onPaper(f *excelize.File, name string) error {
	across, a4, wide, long, fit := "landscape", 9, 1, 0, true
	return errors.Join(
		f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}),
		f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &across, Size: &a4, FitToWidth: &wide, FitToHeight: &long}))
}

// decimals is how many decimals a number of a cell has.
func decimals(x registry.Exact) int {
	_, after, _ := strings.Cut(x.Plain(registry.AsReported), ".")
	return len(after)
}

func (st sheetStyles) cells(row []any, bold bool) []any {
	text, number := st.text, st.number
	if bold {
		text, number = st.bold, st.boldNumber
	}
	out := make([]any, len(row))
	for i, v := range row {
		cell := excelize.Cell{StyleID: text, Value: v}
		switch v := v.(type) {
		case int:
			cell.StyleID = number[0]
		case registry.Year:
			cell = excelize.Cell{StyleID: st.year, Value: int(v)}
		case float64:
			x := registry.ExactOf(v)
			cell = excelize.Cell{StyleID: number[decimals(x)], Value: x.Cell(registry.AsReported)}
		case Formula:
			x := registry.ExactOf(v.Value)
			cell = excelize.Cell{StyleID: number[decimals(x)], Formula: v.Text, Value: x.Cell(registry.AsReported)}
		}
		out[i] = cell
	}
	return out
}
