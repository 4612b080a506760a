package registry

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"danvankheo/internal/vietnamese"
)

// Bounds of looking for names in a question.
const (
	maxNameWords  = 8  // of the name of a unit
	maxAskedWords = 30 // looked at, of a question
	maxNamed      = 3  // units that one question names
)

// Named finds the units that a question names, of then and today, with or without
// the type word, with other words around. A name typed with marks must have these
// marks. Namesakes are all named, unless one of them alone is in force; a province
// never is.
func (l *Ledger) Named(question string) []Unit {
	words := strings.FieldsFunc(vietnamese.Lower(vietnamese.NFC(question)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	words = words[:min(len(words), maxAskedWords)]
	var names [][]Unit
	for at := 0; at < len(words); {
		n := min(maxNameWords, len(words)-at)
		for ; n > 0; n-- {
			run := words[at : at+n]
			found, typed := l.bearing(run)
			if len(found) == 0 || !clear(typed, len(typed) < n, at == 0 || at+n == len(words), len(words)) {
				continue
			}
			if !slices.ContainsFunc(found, provincial) {
				names = append(names, l.foremost(found))
			}
			break
		}
		at += max(n, 1)
	}
	var out []Unit
	for _, list := range l.narrowed(names) {
		for _, u := range list {
			if !slices.ContainsFunc(out, func(o Unit) bool { return l.FullName(o.Code) == l.FullName(u.Code) }) {
				out = append(out, u)
			}
		}
	}
	return out[:min(len(out), maxNamed)]
}

// clear reports whether words that a unit is called by mean the unit: other words
// sound the same without their marks (vận động phụ nữ, Đông Phú).
func clear(typed []string, withType, atEdge bool, asked int) bool {
	bare := !slices.ContainsFunc(typed, func(w string) bool { return vietnamese.Fold(w) != w })
	switch {
	case withType:
		return true
	case len(typed) == 1:
		return !bare && asked == 1
	}
	return !bare || atEdge
}

// provincial reports whether a unit is a province of today: its name says nothing here.
func provincial(u Unit) bool { return u.Kind.Level() == ProvinceLevel && u.To == "" }

// bearing lists the units whose name the words are, and which of the words are the
// name without its type word.
func (l *Ledger) bearing(words []string) (found []Unit, typed []string) {
	folded := foldName(strings.Join(words, " "))
	if found = l.candidates(folded, nil, ""); len(found) > 0 {
		bare, _ := splitName(folded)
		if full := slices.ContainsFunc(found, func(u Unit) bool { return foldName(BareName(u)) != folded }); !full {
			bare = folded
		}
		typed = words[len(words)-len(strings.Fields(bare)):]
	} else {
		bare, kinds := splitName(folded)
		if kinds == nil {
			return nil, nil
		}
		if found = l.candidates(bare, kinds, ""); len(found) == 0 { // "huyện" of what is a town by now
			found = slices.DeleteFunc(l.candidates(bare, nil, ""), func(u Unit) bool { return u.Kind.Level() != kinds[0].Level() })
		}
		typed = words[len(words)-len(strings.Fields(bare)):]
	}
	return slices.DeleteFunc(found, func(u Unit) bool { return u.Kind.Level() == ProvinceLevel && u.To != "" || !spelt(u, typed) }), typed
}

// spelt reports whether the words end the name of a unit with the marks they have.
func spelt(u Unit, typed []string) bool {
	name := strings.Fields(vietnamese.Canonical(u.Name))
	if len(typed) > len(name) {
		return false
	}
	name = name[len(name)-len(typed):]
	for i, w := range typed {
		if w = vietnamese.Canonical(w); vietnamese.Fold(w) != w && w != strings.Trim(name[i], ".,-()") {
			return false
		}
	}
	return true
}

// foremost keeps, of the units of one spelling, the one that is alone in force.
func (l *Ledger) foremost(found []Unit) []Unit {
	by := map[string][]Unit{}
	var order []string
	for _, u := range found {
		name := BareName(u)
		if by[name] == nil {
			order = append(order, name)
		}
		by[name] = append(by[name], u)
	}
	var out []Unit
	for _, name := range order {
		out = append(out, l.settle(by[name], "")...)
	}
	slices.SortStableFunc(out, func(a, b Unit) int { return cmp.Compare(ended(a), ended(b)) })
	return out
}

func ended(u Unit) int {
	if u.To == "" {
		return 0
	}
	return 1
}

// narrowed lets the name of a district settle between namesakes: "Tân Sơn, Lục
// Ngạn" is one place.
func (l *Ledger) narrowed(names [][]Unit) [][]Unit {
	for i, list := range names {
		for j, other := range names {
			if i == j || len(list) == 0 || len(other) == 0 {
				continue
			}
			in := slices.DeleteFunc(slices.Clone(list), func(u Unit) bool {
				d, ok := l.District(u.Code)
				return !ok || !slices.ContainsFunc(other, func(o Unit) bool { return BareName(o) == BareName(d) })
			})
			if len(in) > 0 && in[0].Kind.Level() == CommuneLevel {
				names[i], names[j] = in, nil
			}
		}
	}
	return names
}
