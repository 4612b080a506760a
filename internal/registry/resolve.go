package registry

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"danvankheo/internal/vietnamese"
)

// typeWords are the words a name may begin with, in the order they are tried.
var typeWords = []struct {
	word  string
	kinds []UnitKind
}{
	{"thi tran", []UnitKind{Township}}, {"thi xa", []UnitKind{Town}}, {"thanh pho", []UnitKind{City}},
	{"tp", []UnitKind{City}}, {"tx", []UnitKind{Town}}, {"tt", []UnitKind{Township}},
	{"huyen", []UnitKind{District}}, {"tinh", []UnitKind{Province}}, {"phuong", []UnitKind{Ward}}, {"xa", []UnitKind{Commune}},
	{"p", []UnitKind{Ward}}, {"x", []UnitKind{Commune}}, {"h", []UnitKind{District}},
}

// splitName takes the type word off a folded name; kinds is nil when there is none.
func splitName(folded string) (bare string, kinds []UnitKind) {
	for _, t := range typeWords {
		rest, ok := strings.CutPrefix(folded, t.word)
		if !ok {
			continue
		}
		if rest = strings.TrimLeft(rest, " ."); rest != "" && len(rest) < len(folded)-len(t.word) {
			return rest, t.kinds
		}
	}
	return folded, nil
}

// foldName is the form under which names are compared: no marks, lower case,
// single spaces, no punctuation.
func foldName(s string) string {
	f := vietnamese.Fold(s)
	return strings.Join(strings.FieldsFunc(f, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

func nameKeys(u Unit) []string {
	full := foldName(u.Name)
	if u.Kind.Level() == BodyLevel {
		return []string{full}
	}
	bare, _ := splitName(full)
	if bare == full {
		return []string{full}
	}
	return []string{full, bare}
}

// BareName is the name without its type word: "Tân Sơn". Bodies keep theirs.
func BareName(u Unit) string {
	if u.Kind.Level() == BodyLevel {
		return u.Name
	}
	for _, w := range []string{"Thị trấn ", "Thị xã ", "Thành phố ", "Huyện ", "Tỉnh ", "Phường ", "Xã "} {
		if rest, ok := strings.CutPrefix(u.Name, w); ok {
			return rest
		}
	}
	return u.Name
}

// LowerName is the name as it is written inside a sentence: "xã Tân Sơn".
func LowerName(u Unit) string { return lowerFirst(u.Name) }

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// AmbiguousError says that a name stands for several units on a day.
type AmbiguousError struct {
	Name       string
	Candidates []Unit
}

func (e *AmbiguousError) Error() string {
	var names []string
	for _, u := range e.Candidates {
		names = append(names, u.Name+" ("+string(u.Code)+")")
	}
	return "“" + e.Name + "” có thể là " + strings.Join(names, ", ")
}

// Resolve finds the unit that a code or a name in any spelling (without marks,
// either tone placement, with or without the type word, "P." for phường) named
// on a day. A day of "" means any time, the latest version first. District,
// when given, settles between namesakes. The error is NotFound, or Invalid over
// an [AmbiguousError].
func (l *Ledger) Resolve(name, district string, on Date) (Unit, error) {
	name = strings.TrimSpace(name)
	if u, ok := l.byOfficialCode(name, on); ok {
		return u, nil
	}
	folded := foldName(name)
	if folded == "" {
		return Unit{}, Errorf(NotFound, "Chưa nêu đơn vị.")
	}
	bare, kinds := splitName(folded)
	found := l.candidates(folded, nil, on)
	if len(found) == 0 {
		found = l.candidates(bare, kinds, on)
	}
	if len(found) == 0 && kinds != nil {
		// a village of 2024 may be a ward of 2025: the type word is a hint, the level is not
		found = slices.DeleteFunc(l.candidates(bare, nil, on), func(u Unit) bool { return u.Kind.Level() != kinds[0].Level() })
	}
	found = l.settle(found, district)
	switch len(found) {
	case 0:
		return Unit{}, Errorf(NotFound, "Không có đơn vị “%s”%s.", name, onDay(on))
	case 1:
		return found[0], nil
	}
	err := &AmbiguousError{name, found}
	return Unit{}, &Error{Kind: Invalid, Msg: "Chưa rõ đơn vị: " + err.Error() + ".", Err: err}
}

func onDay(on Date) string {
	if on == "" {
		return ""
	}
	return " vào ngày " + on.Local()
}

// byOfficialCode finds a version by its code, or by an official code on a day.
func (l *Ledger) byOfficialCode(name string, on Date) (Unit, bool) {
	code := UnitCode(strings.ToUpper(name))
	if strings.ContainsAny(name, " ,") {
		return Unit{}, false
	}
	if u, ok := l.Unit(code); ok && (on == "" || u.Holds(on)) {
		return u, true
	}
	var hit *Unit
	for i := range l.units {
		u := &l.units[i]
		base, _, _ := strings.Cut(string(u.Code), "-2")
		if (base == string(code) || u.Code == code) && (on == "" || u.Holds(on)) {
			hit = u
		}
	}
	if hit == nil {
		return Unit{}, false
	}
	return *hit, true
}

// candidates lists the versions of a folded name on a day, at most one a body.
func (l *Ledger) candidates(folded string, kinds []UnitKind, on Date) []Unit {
	latest := map[UnitID]Unit{}
	for _, i := range l.byName[folded] {
		u := l.units[i]
		if on != "" && !u.Holds(on) || kinds != nil && !slices.Contains(kinds, u.Kind) {
			continue
		}
		if have, ok := latest[u.ID]; !ok || have.From < u.From {
			latest[u.ID] = u
		}
	}
	var out []Unit
	for _, u := range latest {
		out = append(out, u)
	}
	slices.SortFunc(out, func(a, b Unit) int { return cmp.Compare(a.Code, b.Code) })
	return out
}

// settle narrows namesakes: by district, then communes before districts and
// provinces, then the one still in force.
func (l *Ledger) settle(found []Unit, district string) []Unit {
	if len(found) < 2 {
		return found
	}
	if d, _ := splitName(foldName(district)); d != "" {
		var in []Unit
		for _, u := range found {
			if p, ok := l.District(u.Code); ok {
				if b, _ := splitName(foldName(p.Name)); b == d {
					in = append(in, u)
				}
			}
		}
		if len(in) > 0 {
			found = in
		}
	}
	for _, level := range []Level{CommuneLevel, BodyLevel, DistrictLevel} {
		var at []Unit
		for _, u := range found {
			if u.Kind.Level() == level {
				at = append(at, u)
			}
		}
		if len(at) > 0 {
			found = at
			break
		}
	}
	var now []Unit
	for _, u := range found {
		if u.To == "" {
			now = append(now, u)
		}
	}
	if len(now) == 1 {
		return now
	}
	return found
}

// ResolveText finds the unit named inside a reported text such as "Tổ dân phố Nam
// Giang, phường Xương Giang" or "Ủy ban MTTQ phường Trần Phú": the whole text,
// then its parts from the last, then the words after a type word. The error is
// that of [Ledger.Resolve].
func (l *Ledger) ResolveText(text, district string, on Date) (Unit, error) {
	first, err := l.Resolve(text, district, on)
	if err == nil {
		return first, nil
	}
	parts := strings.Split(text, ",")
	slices.Reverse(parts)
	for _, part := range parts {
		if u, e := l.Resolve(part, district, on); e == nil {
			return u, nil
		}
		words := strings.Fields(foldName(part))
		for i := 1; i < len(words); i++ {
			if _, kinds := splitName(strings.Join(words[i:], " ")); kinds == nil {
				continue
			}
			for j := min(len(words), i+6); j > i+1; j-- {
				if u, e := l.Resolve(strings.Join(words[i:j], " "), district, on); e == nil {
					return u, nil
				}
			}
		}
	}
	return Unit{}, err
}
