package exchange

import (
	"io"
	"strings"

	"danvankheo/internal/registry"
)

// Indicator is one row of a table of indicators: one name of one indicator, with
// what holds for all its names. HasSince, HasUnit … say what the row mentions.
type Indicator struct {
	registry.Indicator
	Since    registry.Year // the name's
	HasSince bool
	HasUnit  bool
	HasAdd   bool // a kind of adding
	HasCount bool // whether it takes a fraction
	HasFirst bool
	HasLast  bool
	HasField bool // usual fields, be it none
}

// nameSince is the first season of a name; 0 written out means from the beginning,
// which an empty cell does not say.
type nameSince struct {
	set  bool
	year registry.Year
}

// indicatorRow is one name of an indicator as a table holds it.
type indicatorRow struct {
	registry.Indicator
	since  nameSince
	fields []string
}

func (i *indicatorRow) parts() []part {
	return []part{
		{"code", &i.Code}, {"label", &i.Label}, {"unit", &i.Unit}, {"fields", &i.fields}, {"aggregate", &i.Aggregate},
		{"counting", &i.Counting},
		{"since", &i.since}, {"first", &i.First}, {"last", &i.Last},
	}
}

var indicatorHeadings = map[string][]string{
	"code": {"Mã"}, "label": {"Tên chỉ số", "Tên", "Chỉ số"}, "unit": {"Đơn vị tính"}, "fields": {"Lĩnh vực"},
	"aggregate": {"Cách cộng"}, "counting": {"Số lẻ"}, "since": {"Tên dùng từ năm"}, "first": {"Dùng từ năm"}, "last": {"Dùng đến năm"},
}

// IndicatorColumns are the columns of a table of indicators.
func IndicatorColumns() *Columns { return indicatorColumns }

var indicatorColumns = newColumns(
	"danh mục chỉ số",
	(&indicatorRow{}).parts(),
	func(key string) []string { return indicatorHeadings[key] },
)

// Indicator reads a row of a table of indicators and lists what is wrong.
func (r Row) Indicator() (Indicator, registry.Fields) {
	var row indicatorRow
	wrong := r.read(row.parts(), "code", "label")
	row.Clean()
	for _, text := range row.fields {
		row.Fields = append(row.Fields, fieldsOf(text)...)
	}
	filled := func(key string) bool { v, ok := r.fields[key]; return ok && !v.empty() }
	return Indicator{
		Indicator: row.Indicator, Since: row.since.year, HasSince: row.since.set,
		HasUnit: filled("unit"), HasAdd: filled("aggregate"), HasCount: r.Has("counting"),
		HasFirst: r.Has("first"), HasLast: r.Has("last"), HasField: r.Has("fields"),
	}, wrong
}

// fieldsOf reads one field by code or label, or several codes with blanks between
// them, as the committed catalogue has them.
func fieldsOf(text string) []registry.FieldCode {
	text = strings.TrimSpace(text)
	words := []string{text}
	if codeOfChoice(fieldChoices, text) == text { // no label, which may hold blanks
		words = strings.Fields(text)
	}
	var out []registry.FieldCode
	for _, w := range words {
		out = append(out, registry.FieldCode(codeOfChoice(fieldChoices, w)))
	}
	return out
}

// WriteIndicators writes a catalogue as a table: a row for each name.
func WriteIndicators(w io.Writer, f Format, list []registry.Indicator) error {
	return write(
		w,
		f,
		"Chỉ số",
		(&indicatorRow{}).parts(),
		func(key string) string { return indicatorHeadings[key][0] },
		func(yield func(cells, error) bool) {
			for _, i := range list {
				for _, n := range i.History() {
					row := &indicatorRow{Indicator: i, since: nameSince{true, n.Since}}
					row.Label = n.Label
					for _, x := range n.Fields {
						row.fields = append(row.fields, string(x))
					}
					if !yield(cells{row.parts(), false, len(row.parts())}, nil) {
						return
					}
				}
			}
		},
	)
}
