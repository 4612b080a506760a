package transfer

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// place is a unit as a row names it; resolved is what was found for it.
type place struct {
	code, name, district string
	year                 registry.Year
	day                  registry.Date
	registered           bool
}

type resolved struct {
	unit registry.UnitCode
	err  error
}

// resolve finds a unit by its code or a text that names it. It is looked for on
// the days on which the entry may lie, the likeliest first, then at any time. A
// name that several units have on such a day is not guessed.
func (m *importer) resolve(p place) (registry.UnitCode, error) {
	ledger := m.Ledger()
	var last error
	for _, day := range m.days(p) {
		var u registry.Unit
		var err error
		if p.code != "" {
			u, err = ledger.Resolve(p.code, p.district, day)
		} else {
			u, err = unitIn(ledger, p.name, p.district, day)
		}
		if err == nil {
			if day == "" {
				u = versionIn(ledger, u, p.district)
			}
			return u.Code, nil
		}
		if last = err; registry.KindOf(err) == registry.Invalid {
			break
		}
	}
	return "", last
}

// days lists the days on which the unit of an entry is looked for: of a
// registration of this year today, of a report the day of its source, then the
// middle and the end of the year. In the year in which the district level ended, a
// row that names no district speaks of the time after.
func (m *importer) days(p place) []registry.Date {
	var days []registry.Date
	if len(p.day) == len("2006-01") {
		p.day += "-15"
	}
	if p.day.Valid() && !p.registered {
		days = append(days, p.day)
	}
	if p.registered && m.today[:4] == registry.Date(fmt.Sprint(p.year)) {
		days = append(days, m.today)
	}
	if p.year != 0 {
		middle, end := registry.Date(fmt.Sprintf("%04d-06-30", p.year)), registry.Date(fmt.Sprintf("%04d-12-31", p.year))
		if d, err := m.Ledger().Resolve(p.district, "", middle); err != nil || d.Kind.Level() != registry.DistrictLevel {
			if m.districtsOn(middle) && !m.districtsOn(end) {
				middle, end = end, middle
			}
		}
		days = append(days, middle, end)
	}
	return append(days, "")
}

// districtsOn reports whether there is a district level on a day.
func (m *importer) districtsOn(day registry.Date) bool {
	return len(m.Ledger().On(day, registry.District, registry.City, registry.Town)) > 0
}

// versionIn gives the version of a body that lay in a district, of one whose time
// is not known.
func versionIn(l *registry.Ledger, u registry.Unit, district string) registry.Unit {
	name := bareWords(district)
	for _, v := range l.Versions(u.ID) {
		if d, ok := l.District(v.Code); ok && name != "" && bareWords(d.Name) == name {
			return v
		}
	}
	return u
}

// bareWords is a name without its type word, for comparing.
func bareWords(name string) string {
	f := strings.TrimSpace(vietnamese.Fold(name))
	for _, w := range []string{"huyen ", "thi xa ", "thanh pho ", "thi tran ", "phuong ", "tinh ", "xa "} {
		f = strings.TrimPrefix(f, w)
	}
	return f
}

// unitIn finds the unit that a text names on a day. What is in brackets says
// more about it and does not name it ("Lữ đoàn 219 (giúp xã Phượng Sơn)"); of "xã
// Phượng Sơn, huyện Lục Ngạn" the district only says which commune; "Huyện ủy Hiệp
// Hòa" is of the district. A text that lists several communes names none.
func unitIn(l *registry.Ledger, text, district string, on registry.Date) (registry.Unit, error) {
	text = strings.TrimSpace(outsideBrackets(text))
	text = partyOfDistrict.Replace(text)
	if i := strings.LastIndexByte(text, ','); i > 0 {
		if u, err := l.Resolve(text[i+1:], "", on); err == nil && u.Kind.Level() <= registry.DistrictLevel {
			if u, err := unitIn(l, text[:i], text[i+1:], on); err == nil {
				return u, nil
			}
		}
		if several(l, text, district, on) {
			return registry.Unit{}, registry.Errorf(registry.Invalid, "“%s” nêu nhiều đơn vị.", text)
		}
	}
	u, err := l.ResolveText(text, district, on)
	if err == nil && sameMarks(text, registry.BareName(u)) {
		return u, nil
	}
	if v, ok := bodyOfProvince(l, text, on); ok {
		return v, nil
	}
	if err != nil {
		return u, err
	}
	// the type word led to a namesake with other marks: "Xã Quảng Minh", since then a phường
	for part := range strings.SplitSeq(text, ",") {
		if v, err := l.Resolve(withoutType(part), district, on); err == nil && sameMarks(part, registry.BareName(v)) {
			return v, nil
		}
	}
	return registry.Unit{}, registry.Errorf(registry.NotFound, "Không có đơn vị “%s”.", text)
}

// partyOfDistrict reads the party committee of a district as the district.
var partyOfDistrict = strings.NewReplacer(
	"Huyện ủy ",
	"huyện ",
	"huyện ủy ",
	"huyện ",
	"Thành ủy ",
	"thành phố ",
	"thành ủy ",
	"thành phố ",
	"Thị ủy ",
	"thị xã ",
)

// outsideBrackets drops what is in brackets.
func outsideBrackets(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// withoutType takes the word for the kind of a commune off a name.
func withoutType(name string) string {
	name = strings.TrimSpace(name)
	for _, w := range []string{"xã ", "phường ", "thị trấn "} {
		if len(name) > len(w) && strings.EqualFold(name[:len(w)], w) {
			return name[len(w):]
		}
	}
	return name
}

// several reports whether the parts of a text name different communes.
func several(l *registry.Ledger, text, district string, on registry.Date) bool {
	var found []registry.UnitCode
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		for _, w := range []string{"Các xã ", "các xã ", "Các phường ", "các phường "} {
			part = strings.TrimPrefix(part, w)
		}
		u, err := l.Resolve(part, district, on)
		if err == nil && u.Kind.Level() == registry.CommuneLevel && !slices.Contains(found, u.Code) {
			found = append(found, u.Code)
		}
	}
	return len(found) > 1
}

// bodyOfProvince finds "Ban Dân vận Tỉnh ủy Bắc Giang": a body of a province, its
// name followed by that of the province.
func bodyOfProvince(l *registry.Ledger, text string, on registry.Date) (registry.Unit, bool) {
	for _, p := range l.All() {
		if p.Kind != registry.Province || on != "" && !p.Holds(on) {
			continue
		}
		name, ok := strings.CutSuffix(text, " "+registry.BareName(p))
		if !ok {
			continue
		}
		if u, err := l.Resolve(name, "", on); err == nil && u.Parent == p.Code && u.Kind.Level() == registry.BodyLevel {
			return u, true
		}
	}
	return registry.Unit{}, false
}

// sameMarks reports whether a text holds a name with its own marks, or without
// any: "Quảng Minh" is not "Quang Minh". A text that does not hold the name at all
// was understood in another way and passes.
func sameMarks(text, name string) bool {
	words, want := canonicalWords(text), canonicalWords(name)
	held := false
	for i := 0; i+len(want) <= len(words); i++ {
		window := words[i : i+len(want)]
		if !slices.EqualFunc(window, want, func(a, b string) bool { return vietnamese.Fold(a) == vietnamese.Fold(b) }) {
			continue
		}
		held = true
		if slices.Equal(window, want) || !slices.ContainsFunc(window, func(w string) bool { return vietnamese.Fold(w) != w }) {
			return true
		}
	}
	return !held
}

func canonicalWords(s string) []string {
	return strings.FieldsFunc(
		vietnamese.Lower(vietnamese.Canonical(s)),
		func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) },
	)
}
