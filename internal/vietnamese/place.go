package vietnamese

import "strings"

// placeKinds are the kinds of places and what people write for them in front of
// a name: TT Vôi, TX. Từ Sơn, P.Vạn An. Alone they mean other things too (TT is
// also thông tư), so they are short forms only together with a known name.
var placeKinds = [...]struct {
	kind, short string
	initials    bool // the name is written by its initials too: TPBG
}{
	{"thành phố", "TP", true},
	{"thị xã", "TX", true},
	{"thị trấn", "TT", false},
	{"phường", "P", false},
	{"huyện", "H", false},
	{"xã", "X", false},
}

var placeKindOf = tableOfPlaceKinds()

func tableOfPlaceKinds() map[string]string {
	m := make(map[string]string, len(placeKinds))
	for _, k := range placeKinds {
		m[Lower(k.short)] = k.kind
	}
	return m
}

// PlaceAbbreviations lists how people shorten the full names of places, "Thị
// trấn Vôi" and the like; names that do not start with a kind of place give none.
// A short form of two different places is left out.
func PlaceAbbreviations(names []string) []Abbreviation {
	var list []Abbreviation
	at := map[string]int{}
	add := func(short, long string) {
		key := Lower(short)
		if i, known := at[key]; known {
			if Lower(list[i].Long) != Lower(long) {
				list[i].Ambiguous = true
			}
			return
		}
		at[key] = len(list)
		list = append(list, Abbreviation{Short: short, Long: long})
	}
	for _, full := range names {
		full = NFC(strings.TrimSpace(full))
		for _, k := range placeKinds {
			if len(full) <= len(k.kind) || Lower(full[:len(k.kind)]) != k.kind || full[len(k.kind)] != ' ' {
				continue
			}
			name := strings.TrimSpace(full[len(k.kind):])
			long := k.kind + " " + name
			add(k.short+" "+name, long)
			if k.initials {
				add(k.short+initials(name), long)
				add(k.short+" "+initials(name), long)
			}
		}
	}
	out := list[:0]
	for _, row := range list {
		if !row.Ambiguous {
			out = append(out, row)
		}
	}
	return out
}

func initials(name string) string {
	var b strings.Builder
	for _, word := range strings.Fields(name) {
		b.WriteRune(firstRune(word))
	}
	return strings.ToUpper(b.String())
}
