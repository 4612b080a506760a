package exchange

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"danvankheo/internal/registry"
)

// Row is one line of a table: its number as a person counts it, and its fields by
// column. Err says why the line could not be read at all.
type Row struct {
	Number int
	Err    error
	fields map[string]value

	heading []string // keys of the columns, of a table
}

// Has reports whether the row has a key, be it empty.
func (r Row) Has(key string) bool {
	_, ok := r.fields[key]
	return ok
}

// Cell names the cell of a key as a spreadsheet program does, "E5"; "" where the row
// has no cells.
func (r Row) Cell(key string) string {
	i := slices.Index(r.heading, key)
	if i < 0 {
		return ""
	}
	name, err := excelize.CoordinatesToCellName(i+1, r.Number)
	if err != nil {
		return ""
	}
	return name
}

// Text gives the text of a key, "" when there is none.
func (r Row) Text(key string) string {
	s, _ := r.fields[key].text()
	return registry.CleanText(s)
}

// Apply writes what the row says over an entry and lists what could not be
// understood; what the row does not mention stays. An entry that is new (no id)
// becomes a reported one when the row has a source_url, unless it says in what
// state its registration is.
func (r Row) Apply(e *Entry) registry.Fields {
	var wrong registry.Fields
	if r.Err != nil {
		wrong.Add("", "%s", registry.MessageOf(r.Err))
		return wrong
	}
	known := map[string]bool{}
	for _, p := range append(e.parts(), e.readOnly()...) {
		known[p.key] = true
		if v, ok := r.fields[p.key]; ok && (v.isCell || !strings.HasPrefix(p.key, "list:")) {
			readPart(p, v, "", &wrong)
		}
	}
	var strangers []string
	for k, v := range r.fields {
		if !known[k] || strings.HasPrefix(k, "list:") && !v.isCell {
			strangers = append(strangers, k)
		}
	}
	for _, k := range sorted(strangers) {
		wrong.Add(k, "không có trường này.")
	}
	if e.ID == 0 && strings.TrimSpace(e.Source.URL) != "" && (!r.Has("registration") || e.Registration == registry.Unregistered) {
		e.Origin, e.Registration = registry.Reported, registry.Unregistered
	}
	e.placeValues()
	e.Clean()
	return wrong
}

// MaxObject is how long the JSON of one entry may be, in bytes.
const MaxObject = 1 << 20

// ParseObject reads one JSON object with the keys of a row: the body of an API
// call. The error, of a body that is no JSON object, has a message for the
// caller.
func ParseObject(body []byte) (Row, error) {
	fields, err := parseObject(body)
	return Row{Number: 1, fields: fields, Err: err}, err
}

func parseObject(text []byte) (map[string]value, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var o object
	if err := dec.Decode(&o); err != nil || o == nil {
		return nil, registry.Errorf(registry.Invalid, "Không phải một đối tượng JSON.")
	}
	if dec.More() {
		return nil, registry.Errorf(registry.Invalid, "Có chữ thừa sau đối tượng JSON.")
	}
	fields := make(map[string]value, len(o))
	for k, raw := range o {
		fields[k] = value{json: raw}
	}
	return fields, nil
}
