package exchange

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"danvankheo/internal/registry"
)

// cellRunes is how much of a text goes into one cell: a cell of Excel takes
// 32,767 units of UTF-16, and a letter may be two.
const cellRunes = 16_000

// sheetRows is how many rows a sheet of Excel takes, its heading included.
const sheetRows = 1_048_576

// writeSheet writes a workbook: the table with a fixed heading, and a sheet that
// says in words what each column holds. A text longer than a cell goes on in
// further columns.
func writeSheet(w io.Writer, name string, columns []part, label func(string) string, rows iter.Seq2[cells, error]) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	widths, count, err := measure(columns, rows)
	if err != nil {
		return err
	}
	if count >= sheetRows {
		return tooMuch("số dòng", sheetRows)
	}
	head, err := f.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"8C2F24"}},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
	})
	if err != nil {
		return err
	}
	body, err := f.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	if err != nil {
		return err
	}
	if err := fillSheet(f, name, columns, widths, head, body, rows); err != nil {
		return err
	}
	if err := legend(f, columns, label, head, body); err != nil {
		return err
	}
	_, err = f.WriteTo(w)
	return err
}

// measure computes how many cells each column needs at most, and counts the rows.
func measure(columns []part, rows iter.Seq2[cells, error]) ([]int, int, error) {
	widths := make([]int, len(columns))
	for i := range widths {
		widths[i] = 1
	}
	count := 0
	for r, err := range rows {
		if err != nil {
			return nil, 0, err
		}
		count++
		for i := range columns {
			s, err := r.text(i)
			if err != nil {
				return nil, 0, err
			}
			if len(s) > cellRunes {
				widths[i] = max(widths[i], (utf8.RuneCountInString(s)+cellRunes-1)/cellRunes)
			}
		}
	}
	return widths, count, nil
}

// columnWidth is the width of a column, in letters.
func columnWidth(p part) float64 {
	switch p.at.(type) {
	case *registry.Amount, *registry.Date, *registry.Year, *bool, *registry.UnitCode:
		return 13
	}
	switch p.key {
	case "title", "summary", "approach", "body", "outcomes", "problem", "goal":
		return 48
	}
	return 22
}

func fillSheet(f *excelize.File, name string, columns []part, widths []int, head, body int, rows iter.Seq2[cells, error]) error {
	sw, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	var heading []any
	for i, p := range columns {
		for n := range widths[i] {
			title := p.key
			if n > 0 {
				title = fmt.Sprintf("%s+%d", p.key, n+1)
			}
			heading = append(heading, excelize.Cell{StyleID: head, Value: title})
			if err := sw.SetColWidth(len(heading), len(heading), columnWidth(p)); err != nil {
				return err
			}
		}
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := sw.SetRow("A1", heading, excelize.RowOpts{Height: 24}); err != nil {
		return err
	}
	at := 1
	for r, err := range rows {
		if err != nil {
			return err
		}
		line := make([]any, 0, len(heading))
		for i := range columns {
			s, err := r.text(i)
			if err != nil {
				return err
			}
			for n := range widths[i] {
				var piece string
				if piece, s = cut(s, cellRunes); n == widths[i]-1 && s != "" {
					return fmt.Errorf("export: row %d changed while it was written: try again", at)
				}
				if piece == "" {
					line = append(line, nil)
					continue
				}
				line = append(line, excelize.Cell{StyleID: body, Value: piece})
			}
		}
		at++
		if err := sw.SetRow(fmt.Sprintf("A%d", at), line); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// cut splits a text after n letters.
func cut(s string, n int) (string, string) {
	if len(s) <= n {
		return s, ""
	}
	for i := range s {
		if n == 0 {
			return s[:i], s[i:]
		}
		n--
	}
	return s, ""
}

// legendSheet names the sheet by which a workbook of ours is known.
const legendSheet = "Chú giải"

// legend adds a sheet with the meaning of each column. It is small and not streamed:
// a file with two streamed sheets has them in another order each time.
func legend(f *excelize.File, columns []part, label func(string) string, head, body int) error {
	if _, err := f.NewSheet(legendSheet); err != nil {
		return err
	}
	err := errors.Join(f.SetColWidth(legendSheet, "A", "A", 20), f.SetColWidth(legendSheet, "B", "B", 60))
	row := func(n int, style int, cells ...any) {
		err = errors.Join(err, f.SetSheetRow(legendSheet, fmt.Sprintf("A%d", n), &cells),
			f.SetCellStyle(legendSheet, fmt.Sprintf("A%d", n), fmt.Sprintf("B%d", n), style))
	}
	row(1, head, "Cột", "Nội dung")
	for i, p := range columns {
		row(i+2, body, p.key, label(p.key))
	}
	return err
}
