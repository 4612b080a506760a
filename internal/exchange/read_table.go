package exchange

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"danvankheo/internal/registry"
)

// Read reads a table row by row. An error beside a row is of the file itself and
// ends the reading; what is wrong with one row comes with the row. The first rows
// may be a title: the row in which two columns are known is the heading, and in it
// every unknown column is an error that names it.
func Read(r io.Reader, f Format, cols *Columns) iter.Seq2[Row, error] {
	return ReadWithin(r, f, cols, DefaultLimits())
}

// ReadWithin is Read within other limits.
func ReadWithin(r io.Reader, f Format, cols *Columns, limits Limits) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		t := &table{cols: cols, limits: limits, yield: yield}
		var err error
		switch f {
		case JSONL:
			err = t.jsonLines(r)
		case CSV:
			err = t.separated(r)
		case XLSX:
			err = t.sheet(r)
		}
		if err == nil && f != JSONL && t.heading == nil && !t.stopped {
			err = t.noHeading()
		}
		if err != nil && !t.stopped {
			yield(Row{}, err)
		}
	}
}

// table reads one table and hands its rows over.
type table struct {
	cols    *Columns
	limits  Limits
	yield   func(Row, error) bool
	heading []string // key of each column, "" for one without a heading
	first   []string // the first row that holds anything, for the message
	sought  int      // rows looked at for the heading
	count   int
	stopped bool
	ours    bool // the sheet is one that we wrote
}

// errStop ends the reading because nobody wants more rows.
var errStop = errors.New("stop")

// hand gives a row over.
func (t *table) hand(r Row) error {
	if t.count++; t.count > t.limits.Rows {
		return tooMuch("số dòng", int64(t.limits.Rows))
	}
	if !t.yield(r, nil) {
		t.stopped = true
		return errStop
	}
	return nil
}

// within counts the bytes read and fails past the limit.
type within struct {
	r    io.Reader
	left int64
	most int64
}

func (w *within) Read(p []byte) (int, error) {
	if w.left <= 0 {
		return 0, tooMuch("số byte", w.most)
	}
	n, err := w.r.Read(p[:min(int64(len(p)), w.left)])
	w.left -= int64(n)
	return n, err
}

func (t *table) bounded(r io.Reader) io.Reader {
	return &within{r, t.limits.Bytes + 1, t.limits.Bytes}
}

var bom = []byte{0xEF, 0xBB, 0xBF}

// jsonLines reads one JSON object a line.
func (t *table) jsonLines(r io.Reader) error {
	s := bufio.NewScanner(t.bounded(r))
	s.Buffer(make([]byte, 0, min(64<<10, t.limits.Cell)), t.limits.Cell)
	for n := 1; s.Scan(); n++ {
		line := bytes.TrimSpace(s.Bytes())
		if n == 1 {
			line = bytes.TrimPrefix(line, bom)
		}
		if len(line) == 0 {
			continue
		}
		row := Row{Number: n}
		row.fields, row.Err = parseObject(line)
		if err := t.hand(row); err != nil {
			return err
		}
	}
	if errors.Is(s.Err(), bufio.ErrTooLong) {
		return tooMuch("một dòng dài", int64(t.limits.Cell))
	}
	return s.Err()
}

// separated reads comma, semicolon or tab separated values. A row has the number
// that a spreadsheet shows it with.
func (t *table) separated(r io.Reader) error {
	b := bufio.NewReaderSize(t.bounded(r), 64<<10)
	head, err := b.Peek(32 << 10)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return err
	}
	if bytes.HasPrefix(head, bom) {
		_, _ = b.Discard(len(bom)) // peeked
		head = head[len(bom):]
	}
	c := csv.NewReader(b)
	c.Comma = separator(head)
	c.FieldsPerRecord, c.LazyQuotes, c.ReuseRecord = -1, false, true
	n, end := 0, 0 // the row, and the line it ended on: empty lines are rows too
	for {
		rec, err := c.Read()
		n++
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, new(*csv.ParseError)):
			return registry.Errorf(registry.Invalid, "Dòng %d: dấu nháy kép trong ô chưa khép đúng nên không đọc tiếp được.", n)
		case err != nil:
			return err
		}
		start, _ := c.FieldPos(0)
		n += start - end - 1
		end, _ = c.FieldPos(len(rec) - 1)
		end += strings.Count(rec[len(rec)-1], "\n")
		for i := range rec {
			if !utf8.ValidString(rec[i]) {
				return registry.Errorf(registry.Invalid, "Dòng %d: chữ trong tệp không phải UTF-8. Hãy lưu lại bằng “CSV UTF-8”.", n)
			}
			rec[i] = disarm(rec[i])
		}
		if err := t.record(n, rec, nil); err != nil {
			return err
		}
	}
}

// separator determines what separates cells, by the first line that has any.
func separator(head []byte) rune {
	for line := range bytes.Lines(head) {
		best, most := ',', 0
		for _, s := range []rune{',', ';', '\t'} {
			if n := outside(line, byte(s)); n > most {
				best, most = s, n
			}
		}
		if most > 0 {
			return best
		}
	}
	return ','
}

// outside counts a byte outside double quotes.
func outside(line []byte, what byte) (n int) {
	quoted := false
	for _, c := range line {
		switch c {
		case '"':
			quoted = !quoted
		case what:
			if !quoted {
				n++
			}
		}
	}
	return n
}

// armed are the beginnings by which a spreadsheet takes a cell for a formula,
// and the apostrophe that disarms them.
const armed = "=+-@\t\r'"

// arm puts an apostrophe before a text that a spreadsheet would run.
func arm(s string) string {
	if s != "" && strings.IndexByte(armed, s[0]) >= 0 {
		return "'" + s
	}
	return s
}

// disarm takes it off again.
func disarm(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.IndexByte(armed, s[1]) >= 0 {
		return s[1:]
	}
	return s
}

// record reads one line of cells; numeric tells which of them the sheet holds
// as numbers.
func (t *table) record(number int, cells []string, numeric func(i int) bool) error {
	if len(cells) > t.limits.Columns {
		if strings.Join(cells[t.limits.Columns:], "") != "" {
			return tooMuch("số cột", int64(t.limits.Columns))
		}
		cells = cells[:t.limits.Columns]
	}
	empty := true
	for _, c := range cells {
		if len(c) > t.limits.Cell {
			return tooMuch("một ô dài", int64(t.limits.Cell))
		}
		empty = empty && strings.TrimSpace(c) == ""
	}
	if empty {
		return nil
	}
	if t.heading == nil {
		return t.seek(cells)
	}
	return t.hand(Row{Number: number, fields: t.fields(cells, numeric), heading: t.heading})
}

// fields puts the cells of a row under the keys of their columns; a text that
// goes on in a further column is joined.
func (t *table) fields(cells []string, numeric func(i int) bool) map[string]value {
	fields := make(map[string]value, len(t.heading))
	for i, key := range t.heading {
		v := value{isCell: true}
		if i < len(cells) {
			v.cell = cells[i]
		}
		if key == "" {
			continue
		}
		if before, ok := fields[key]; ok {
			v.cell = before.cell + v.cell
		} else if v.cell != "" && numeric != nil {
			v.numeric = numeric(i)
		}
		fields[key] = v
	}
	for i, c := range cells {
		if (i >= len(t.heading) || t.heading[i] == "") && strings.TrimSpace(c) != "" {
			fields[fmt.Sprintf("cột %d", i+1)] = value{isCell: true, cell: c}
		}
	}
	return fields
}

// seekRows is how many rows may precede the heading.
const seekRows = 20

// seek takes a row for the heading when two of its columns are known, or one of
// the very first row.
func (t *table) seek(cells []string) error {
	known := 0
	for _, c := range cells {
		if _, ok := t.cols.key(base(c)); ok {
			known++
		}
	}
	if t.first == nil {
		t.first = append([]string{}, cells...) // the reader uses its record again
		if known == 0 {
			t.sought++
			return nil
		}
	} else if known < 2 {
		if t.sought++; t.sought > seekRows {
			return t.noHeading()
		}
		return nil
	}
	return t.setHeading(cells)
}

// base takes the number of a further column off its heading: "body+2".
func base(heading string) string {
	if i := strings.LastIndexByte(heading, '+'); i > 0 && len(heading)-i <= 3 {
		return heading[:i]
	}
	return heading
}

func (t *table) setHeading(cells []string) error {
	t.heading = make([]string, len(cells))
	seen := map[string]bool{}
	var strangers, twice []string
	for i, c := range cells {
		if c = strings.TrimSpace(c); c == "" {
			continue
		}
		key, ok := t.cols.key(base(c))
		switch {
		case !ok:
			strangers = append(strangers, "“"+short(c)+"”")
		case seen[key] && base(c) == c:
			twice = append(twice, "“"+short(c)+"”")
		}
		t.heading[i], seen[key] = key, true
	}
	if len(strangers) > 0 {
		return registry.Errorf(
			registry.Invalid,
			"Không có cột %s trong %s. Các cột nhận: %s.",
			strings.Join(strangers, ", "),
			t.cols.what,
			strings.Join(t.cols.shown(), ", "),
		)
	}
	if len(twice) > 0 {
		return registry.Errorf(registry.Invalid, "Cột %s có hai lần.", strings.Join(twice, ", "))
	}
	return nil
}

func (t *table) noHeading() error {
	if t.first == nil {
		return registry.Errorf(registry.Invalid, "Bảng trống: không có dòng nào.")
	}
	var names []string
	for _, c := range t.first {
		if c = strings.TrimSpace(c); c != "" {
			names = append(names, "“"+short(c)+"”")
		}
	}
	if len(names) > 8 {
		names = append(names[:8], "…")
	}
	return registry.Errorf(
		registry.Invalid,
		"Không thấy hàng tiêu đề. Không có cột %s trong %s. Các cột nhận: %s.",
		strings.Join(names, ", "),
		t.cols.what,
		strings.Join(t.cols.shown(), ", "),
	)
}

// shown lists the keys that a heading may name.
func (c *Columns) shown() []string {
	var out []string
	for _, k := range c.keys {
		if !strings.HasPrefix(k, "list:") {
			out = append(out, k)
		}
	}
	return out
}
