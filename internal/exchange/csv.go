package exchange

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"danvankheo/internal/registry"
)

// CSVWriter writes the one form of CSV that the program has, which [Read] reads back:
//
//   - UTF-8 with a byte order mark, so that spreadsheets show the marks of letters;
//   - a comma between cells, cells in double quotes where they need them, a line feed
//     after each row;
//   - plain numbers: no separator of thousands, a point before decimals, at most six
//     of them without zeros at the end. A number of three decimals has a zero more
//     (1.1250), for 1.125 is one thousand one hundred and twenty-five to people here;
//   - days as 2026-03-31, years as 2026, yes as 1 and no as nothing;
//   - a text that a spreadsheet would run as a formula begins with an apostrophe.
//
// The amounts of an entry are texts in it: they are kept as they were typed, until
// the entry is sent, so that import gives back what was there.
//
// Whoever exports a table writes it with this, and hands numbers over as numbers.
type CSVWriter struct {
	out *bufio.Writer
	csv *csv.Writer
	row []string
}

// NewCSV begins a file.
func NewCSV(w io.Writer) *CSVWriter {
	out := bufio.NewWriterSize(w, 64<<10)
	_, _ = out.Write(bom) // an error stays in the buffer until Close
	return &CSVWriter{out: out, csv: csv.NewWriter(out)}
}

// Write adds a row.
func (c *CSVWriter) Write(cells ...any) error {
	c.row = c.row[:0]
	for _, x := range cells {
		c.row = append(c.row, CSVCell(x))
	}
	return c.csv.Write(c.row)
}

// Close writes what is left.
func (c *CSVWriter) Close() error {
	if c.csv.Flush(); c.csv.Error() != nil {
		return fmt.Errorf("csv: %w", c.csv.Error())
	}
	return c.out.Flush()
}

// WriteCSV writes a whole table.
func WriteCSV(w io.Writer, rows [][]any) error {
	c := NewCSV(w)
	for _, r := range rows {
		if err := c.Write(r...); err != nil {
			return err
		}
	}
	return c.Close()
}

// CSVCell is a value as the text of a cell.
func CSVCell(x any) string {
	switch x := x.(type) {
	case nil:
		return ""
	case string:
		return arm(x)
	case float64:
		return plainDigits(registry.ExactOf(x))
	case registry.Exact:
		return plainDigits(x)
	case registry.Date:
		return arm(string(x))
	case bool:
		if x {
			return "1"
		}
		return ""
	case fmt.Stringer:
		return arm(x.String())
	default:
		return arm(fmt.Sprint(x))
	}
}

// plainDigits writes a number plainly, such that it cannot be taken for grouped
// thousands.
func plainDigits(x registry.Exact) string {
	s := x.Plain(registry.AsReported)
	if i := strings.IndexByte(s, '.'); i >= 0 && len(s)-i == 4 {
		s += "0"
	}
	return s
}

// NumberOf is a typed amount for a cell: a number when it is one, else the text.
func NumberOf(a registry.Amount) any {
	if v, ok := a.Value(); ok {
		return v
	}
	return string(a)
}
