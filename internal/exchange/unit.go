package exchange

import (
	"strconv"
	"strings"

	"danvankheo/internal/registry"
)

// unitRow is a unit as a table holds it.
type unitRow struct {
	registry.Unit
	lat, lng string
}

func (u *unitRow) parts() []part {
	return []part{
		{"code", &u.Code}, {"name", &u.Name}, {"kind", &u.Kind}, {"parent_code", &u.Parent}, {"valid_from", &u.From}, {"valid_to", &u.To},
		{"lat", &u.lat}, {"lng", &u.lng}, {"note", &u.Note},
	}
}

func successionParts(s *registry.Succession) []part {
	return []part{
		{"predecessor_code", &s.From},
		{"successor_code", &s.To},
		{"effective_date", &s.Date},
		{"extent", &s.Extent},
		{"legal_basis", &s.Basis},
	}
}

var unitHeadings = map[string][]string{
	"code": {
		"Mã",
	}, "name": {"Tên đơn vị", "Tên"}, "kind": {"Loại"}, "parent_code": {"Mã cấp trên"}, "valid_from": {"Từ ngày"}, "valid_to": {"Đến ngày"},
	"lat": {"Vĩ độ"}, "lng": {"Kinh độ"}, "note": {"Ghi chú"}, "predecessor_code": {"Mã cũ"}, "successor_code": {"Mã mới"},
	"effective_date": {"Ngày hiệu lực"}, "extent": {"Phạm vi"}, "legal_basis": {"Văn bản"},
}

// UnitColumns are the columns of a table of units, or of one of successions.
func UnitColumns() *Columns { return unitColumns }

var unitColumns = newColumns(
	"sổ đơn vị",
	append((&unitRow{}).parts(), successionParts(&registry.Succession{})...),
	func(key string) []string {
		return unitHeadings[key]
	},
)

// Succession reports whether the row is one of successions and not of units.
func (r Row) Succession() bool { return r.Has("predecessor_code") || r.Has("successor_code") }

// Unit reads a row of a table of units and lists what is wrong.
func (r Row) Unit() (registry.Unit, registry.Fields) {
	var u unitRow
	wrong := r.read(u.parts(), "code", "name", "kind")
	for _, x := range []struct {
		key, text string
		to        *float64
		most      float64
	}{{"lat", u.lat, &u.Lat, 90}, {"lng", u.lng, &u.Lng, 180}} {
		if x.text = strings.TrimSpace(x.text); x.text == "" {
			continue
		}
		v, err := strconv.ParseFloat(strings.Replace(x.text, ",", ".", 1), 64)
		if err != nil || v > x.most || v < -x.most {
			wrong.Add(x.key, "“%s” không phải tọa độ.", short(x.text))
			continue
		}
		*x.to = v
	}
	u.Unit.Name, u.Unit.Note = registry.CleanText(u.Unit.Name), registry.CleanText(u.Unit.Note)
	for _, d := range []struct {
		key string
		day registry.Date
	}{{"valid_from", u.From}, {"valid_to", u.To}} {
		if d.day != "" && !d.day.Valid() {
			wrong.Add(d.key, "“%s” không phải một ngày.", short(string(d.day)))
		}
	}
	return u.Unit, wrong
}

// Edge reads a row of a table of successions and lists what is wrong.
func (r Row) Edge() (registry.Succession, registry.Fields) {
	var s registry.Succession
	wrong := r.read(successionParts(&s), "predecessor_code", "successor_code", "effective_date", "extent")
	s.Basis = registry.CleanText(s.Basis)
	if s.Date != "" && !s.Date.Valid() {
		wrong.Add("effective_date", "“%s” không phải một ngày.", short(string(s.Date)))
	}
	return s, wrong
}

// read reads the parts that the row has and misses those it must have.
func (r Row) read(parts []part, must ...string) registry.Fields {
	var wrong registry.Fields
	if r.Err != nil {
		wrong.Add("", "%s", registry.MessageOf(r.Err))
		return wrong
	}
	known := map[string]bool{}
	for _, p := range parts {
		known[p.key] = true
		v, ok := r.fields[p.key]
		switch {
		case ok && !v.empty():
			if n, isNumber := numberAsText(v); isNumber && (p.key == "lat" || p.key == "lng" || p.key == "code") {
				v = value{isCell: true, cell: n}
			}
			readPart(p, v, "", &wrong)
		case contains(must, p.key):
			wrong.Add(p.key, "chưa điền.")
		}
	}
	for k, v := range r.fields {
		if !known[k] && !v.empty() {
			wrong.Add(k, "không có trường này.")
		}
	}
	return wrong
}

// numberAsText takes a JSON number as the text it is written in.
func numberAsText(v value) (string, bool) {
	if v.isCell || v.json[0] == '"' {
		return "", false
	}
	_, err := strconv.ParseFloat(string(v.json), 64)
	return string(v.json), err == nil
}

// degrees writes a coordinate, "" for none.
func degrees(v float64) string {
	if v == 0 {
		return ""
	}
	s := strconv.FormatFloat(v, 'f', 4, 64) // about ten metres, as the ledger has them
	if w, err := strconv.ParseFloat(s, 64); err != nil || w != v {
		s = strconv.FormatFloat(v, 'f', -1, 64)
	}
	return s
}
