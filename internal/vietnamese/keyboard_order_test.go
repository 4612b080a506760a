package vietnamese

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// stroke is a key that puts a mark; it may be pressed any time after the letter
// with the index from.
type stroke struct {
	key  string
	from int
}

// method is one way of typing marks.
type method struct {
	name   string
	decode func(string) (string, bool)
	tones  [tones]string
	marks  map[rune]string // letter → key
}

var methods = []method{
	{"Telex", Telex, [tones]string{"", "f", "r", "x", "s", "j"},
		map[rune]string{'â': "a", 'ê': "e", 'ô': "o", 'ă': "w", 'ơ': "w", 'ư': "w", 'đ': "d"}},
	{"VNI", VNI, [tones]string{"", "2", "3", "4", "1", "5"},
		map[rune]string{'â': "6", 'ê': "6", 'ô': "6", 'ă': "8", 'ơ': "7", 'ư': "7", 'đ': "9"}},
}

// typed lists the letters of a syllable without marks, and the ways to press the
// keys of its marks: ươ takes the horn once, behind its first letter or later, or
// twice.
func (m method) typed(p parts) (letters []string, ways [][]stroke) {
	var must []stroke
	horn := -1
	rs := []rune(p.onset + p.rime)
	for i, r := range rs {
		base := string(r)
		if key, ok := m.marks[r]; ok {
			base = Fold(string(r))
			if r == 'ư' && i+1 < len(rs) && rs[i+1] == 'ơ' {
				horn = i
			} else if horn < 0 || i != horn+1 {
				must = append(must, stroke{key, i})
			}
		}
		letters = append(letters, base)
	}
	if p.tone != level {
		first := len([]rune(p.onset))
		must = append(must, stroke{m.tones[p.tone], first})
	}
	if horn < 0 {
		return letters, [][]stroke{must}
	}
	key := m.marks['ơ']
	ways = append(ways, append(slices.Clone(must), stroke{key, horn}), append(slices.Clone(must), stroke{key, horn}, stroke{key, horn + 1}))
	return letters, ways
}

// orders calls fn with every order of the keys and letters.
func orders(letters []string, keys []stroke, fn func(string)) {
	at := make([]int, len(keys)) // behind which letter
	used := make([]bool, len(keys))
	var place func(k int)
	var write func(i int, b string, left int)
	write = func(i int, b string, left int) {
		if i == len(letters) {
			fn(b)
			return
		}
		b += letters[i]
		var emit func(b string)
		emit = func(b string) {
			done := true
			for k := range keys {
				if at[k] == i && !used[k] {
					done = false
					used[k] = true
					emit(b + keys[k].key)
					used[k] = false
				}
			}
			if done {
				write(i+1, b, left)
			}
		}
		emit(b)
	}
	place = func(k int) {
		if k == len(keys) {
			write(0, "", len(keys))
			return
		}
		for at[k] = keys[k].from; at[k] < len(letters); at[k]++ {
			place(k + 1)
		}
	}
	place(0)
}

// Every syllable is read whatever the order in which the keys of its marks were
// pressed, as the typing programs take them: any time behind their letter.
func TestKeysInEveryOrder(t *testing.T) {
	t.Parallel()
	for _, m := range methods {
		tried, failed := 0, map[string]int{}
		for _, onset := range append([]string{""}, onsets...) {
			for _, rime := range slices.Sorted(maps.Keys(rimes)) {
				if onset == "gi" && strings.HasPrefix(rime, "i") || m.name == "Telex" && strings.HasPrefix(rime, "oo") {
					continue // the i is one letter; oo is typed ooo
				}
				for tone := range tones {
					p := parts{onset, rime, tone}
					w := p.spell()
					if back, ok := parse(w); !ok || back != p || !FullSyllable(w) || joinHorn(onset+rime) != onset+rime {
						continue
					}
					letters, ways := m.typed(p)
					for _, keys := range ways {
						if len(keys) == 0 {
							continue
						}
						orders(letters, keys, func(s string) {
							tried++
							if got, ok := m.decode(s); !ok || got != Canonical(w) {
								if failed[rime]++; failed[rime] <= 2 {
									t.Errorf("%s(%q) = %q, %v, want %q", m.name, s, got, ok, w)
								}
							}
						})
					}
				}
			}
		}
		if tried < 100_000 {
			t.Errorf("%s: %d ways tried", m.name, tried)
		}
	}
}
