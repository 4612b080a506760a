package exchange

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"
	"slices"

	"danvankheo/internal/registry"
)

// cells is one row to write: its keys and values in order; full keeps empty
// values in a JSON line up to that many keys.
type cells struct {
	parts    []part
	reported bool
	full     int
}

// WriteEntries writes entries as a table. The sequence may be gone through twice.
func WriteEntries(w io.Writer, f Format, entries iter.Seq2[Entry, error]) error {
	return write(w, f, "Mô hình", (&Entry{}).parts(), entryLabel, func(yield func(cells, error) bool) {
		for e, err := range entries {
			full := always
			if e.Origin == registry.Registered {
				full = slices.IndexFunc(
					e.parts(),
					func(p part) bool { return p.key == "recognitions" },
				) // up to the pledge: the whole form
			}
			if !yield(cells{e.parts(), e.Origin == registry.Reported, full}, err) {
				return
			}
		}
	})
}

func entryLabel(key string) string {
	if l := registry.FieldName(key); l != key {
		return l
	}
	if h := headings[key]; len(h) > 0 {
		return h[0]
	}
	return key
}

// WriteUnits writes units as a table.
func WriteUnits(w io.Writer, f Format, units []registry.Unit) error {
	return write(
		w,
		f,
		"Đơn vị",
		(&unitRow{}).parts(),
		func(key string) string { return unitHeadings[key][0] },
		func(yield func(cells, error) bool) {
			for _, u := range units {
				row := &unitRow{Unit: u, lat: degrees(u.Lat), lng: degrees(u.Lng)}
				if !yield(cells{row.parts(), false, len(row.parts())}, nil) {
					return
				}
			}
		},
	)
}

// WriteSuccessions writes the edges of the ledger as a table.
func WriteSuccessions(w io.Writer, f Format, edges []registry.Succession) error {
	return write(
		w,
		f,
		"Kế thừa",
		successionParts(&registry.Succession{}),
		func(key string) string { return unitHeadings[key][0] },
		func(yield func(cells, error) bool) {
			for _, s := range edges {
				parts := successionParts(&s)
				if !yield(cells{parts, false, len(parts)}, nil) {
					return
				}
			}
		},
	)
}

func write(w io.Writer, f Format, sheet string, columns []part, label func(string) string, rows iter.Seq2[cells, error]) error {
	switch f {
	case CSV:
		return writeCSV(w, columns, rows)
	case XLSX:
		return writeSheet(w, sheet, columns, label, rows)
	default: // JSONL
		return writeJSONL(w, rows)
	}
}

func writeJSONL(w io.Writer, rows iter.Seq2[cells, error]) error {
	b := bufio.NewWriterSize(w, 64<<10)
	for r, err := range rows {
		if err != nil {
			return err
		}
		line, err := marshal(r.object())
		if err != nil {
			return err
		}
		if _, err := b.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return b.Flush()
}

// object is the row as one JSON object.
func (r cells) object() ordered {
	var o ordered
	for i, p := range r.parts {
		x := writePart(p, r.reported)
		if x == nil {
			if i >= r.full {
				continue
			}
			x = nothing(p.at)
		}
		o = append(o, pair{p.key, x})
	}
	return o
}

// nothing is how an empty value of a kind is written.
func nothing(at any) any {
	switch at.(type) {
	case *registry.Year:
		return nil
	case *[]registry.Outcome, *[]registry.Partner, *[]registry.Resource, *[]string:
		return []any{}
	case *bool:
		return false
	case *registry.Novelty:
		return registry.New.String()
	}
	return ""
}

// text is a value as the text of a cell.
func (r cells) text(i int) (string, error) {
	switch at := r.parts[i].at.(type) {
	case *registry.Amount:
		return string(*at), nil
	case *string:
		return *at, nil
	}
	switch x := writePart(r.parts[i], r.reported).(type) {
	case nil:
		return "", nil
	case string:
		return x, nil
	case bool:
		return "1", nil
	case json.Number:
		return x.String(), nil
	default:
		b, err := marshal(x)
		return string(b), err
	}
}

func writeCSV(w io.Writer, columns []part, rows iter.Seq2[cells, error]) error {
	c := NewCSV(w)
	line := make([]any, len(columns))
	for i, p := range columns {
		line[i] = p.key
	}
	if err := c.Write(line...); err != nil {
		return err
	}
	for r, err := range rows {
		if err != nil {
			return err
		}
		for i := range columns {
			s, err := r.text(i)
			if err != nil {
				return err
			}
			line[i] = s
		}
		if err := c.Write(line...); err != nil {
			return err
		}
	}
	return c.Close()
}
