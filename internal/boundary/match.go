package boundary

import (
	"slices"
	"strings"

	"danvankheo/internal/registry"
)

// Shape is the boundary of one unit.
type Shape struct {
	Unit   registry.UnitCode
	Rings  []Ring
	Source string // the word of the file that named it
	ByCode bool
}

// Points counts the points of a shape.
func (s Shape) Points() (n int) {
	for _, r := range s.Rings {
		n += len(r)
	}
	return n
}

// Unknown is a feature that names no commune of today, or several.
type Unknown struct {
	Place int
	Name  string // what it calls itself
	Why   string
}

// Match gives each feature to the commune of a day that it names: by its code,
// else by its name in any spelling. Features of one unit are joined.
func Match(features []Feature, l *registry.Ledger, on registry.Date) (found []Shape, unknown []Unknown) {
	at := map[registry.UnitCode]int{}
	for _, f := range features {
		u, word, byCode, why := name(f, l, on)
		if why != "" {
			unknown = append(unknown, Unknown{f.Place, strings.Join(f.Names[:min(3, len(f.Names))], ", "), why})
			continue
		}
		i, ok := at[u.Code]
		if !ok {
			i = len(found)
			at[u.Code] = i
			found = append(found, Shape{Unit: u.Code, Source: word, ByCode: byCode})
		}
		found[i].Rings = append(found[i].Rings, f.Rings...)
	}
	return found, unknown
}

// name finds the commune that a feature names.
func name(f Feature, l *registry.Ledger, on registry.Date) (u registry.Unit, word string, byCode bool, why string) {
	for _, w := range f.Names {
		if code := officialCode(w); code != "" {
			if v, err := l.Resolve(code, "", on); err == nil && v.Kind.Level() == registry.CommuneLevel {
				return v, w, true, ""
			}
		}
	}
	var units []registry.Unit
	for _, w := range f.Names {
		if digits(w) {
			continue
		}
		v, err := l.Resolve(w, "", on)
		if err != nil || v.Kind.Level() != registry.CommuneLevel ||
			slices.ContainsFunc(units, func(o registry.Unit) bool { return o.Code == v.Code }) {
			continue
		}
		units, word = append(units, v), w
	}
	switch len(units) {
	case 0:
		return u, "", false, "không có xã, phường nào hôm nay mang tên hay mã này"
	case 1:
		return units[0], word, false, ""
	}
	return u, "", false, "các thuộc tính chỉ tới nhiều đơn vị khác nhau"
}

// officialCode is a five-figure code of a commune, which a file may have stripped
// of its leading zero; "" when a word is none.
func officialCode(w string) string {
	if !digits(w) || len(w) < 4 || len(w) > 5 {
		return ""
	}
	return strings.Repeat("0", 5-len(w)) + w
}

func digits(w string) bool {
	return w != "" && strings.Trim(w, "0123456789") == ""
}
