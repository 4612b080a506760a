package vietnamese

import "strings"

// Telex decodes one word typed with Telex keys while the typing program was
// off ("vaanj", "ddaats", "kheos"): aa ee oo give â ê ô, aw ow uw give ă ơ ư,
// a lone w is ư, dd is đ, and s f r x j give the tones. The keys may be
// anywhere behind their letter. It reports false when no key was used or when
// the outcome is not a syllable.
func Telex(w string) (string, bool) { return decode(Lower(w), telexKey) }

// VNI does the same for the VNI keys ("va65n", "d9a61t", "khe1o"): 1-5 are the
// tones, 6 the circumflex, 7 the horn, 8 the breve, 9 makes đ.
func VNI(w string) (string, bool) { return decode(Lower(w), vniKey) }

// effect is what one key does to the letters in front of it.
type effect struct {
	tone  tone
	mark  rune   // combining mark to put on a vowel, or 'đ'
	on    string // letters the mark may go to
	plain bool   // an ordinary letter
}

func telexKey(r rune) effect {
	switch r {
	case 's':
		return effect{tone: acute}
	case 'f':
		return effect{tone: grave}
	case 'r':
		return effect{tone: hook}
	case 'x':
		return effect{tone: tilde}
	case 'j':
		return effect{tone: dot}
	case 'w':
		return effect{mark: 'w', on: "uoa"}
	case 'a', 'e', 'o':
		return effect{mark: '\u0302', on: string(r)}
	case 'd':
		return effect{mark: 'đ', on: "d"}
	}
	return effect{plain: true}
}

func vniKey(r rune) effect {
	switch r {
	case '1':
		return effect{tone: acute}
	case '2':
		return effect{tone: grave}
	case '3':
		return effect{tone: hook}
	case '4':
		return effect{tone: tilde}
	case '5':
		return effect{tone: dot}
	case '6':
		return effect{mark: '\u0302', on: "aeo"}
	case '7':
		return effect{mark: '\u031b', on: "uo"}
	case '8':
		return effect{mark: '\u0306', on: "a"}
	case '9':
		return effect{mark: 'đ', on: "d"}
	}
	return effect{plain: true}
}

func decode(w string, key func(rune) effect) (string, bool) {
	if len(w) < 2 || len(w) > 16 {
		return "", false
	}
	k := keystrokes{key: key, tries: 32}
	return k.from([]rune(w), nil, level, false)
}

// keystrokes reads keys from left to right. A mark goes to the last letter that can
// carry it, as the typing programs put it; where that makes no syllable, to one
// farther in front (luuw), and a vowel may be itself after all (ngoafo).
type keystrokes struct {
	key   func(rune) effect
	tries int // outcomes still to be looked at
}

func (k *keystrokes) from(rest, out []rune, t tone, used bool) (string, bool) {
	for i, r := range rest {
		e := k.key(r)
		switch {
		case e.plain:
			out = append(out, r)
			continue
		case e.tone != level && hasVowel(out):
			t, used = e.tone, true
			continue
		case e.mark == 0:
			out = append(out, r)
			continue
		}
		marked := withMark(out, e)
		for _, next := range marked {
			if s, ok := k.from(rest[i+1:], next, t, true); ok || k.tries <= 0 {
				return s, ok
			}
		}
		switch {
		case e.mark == 'w' && len(marked) == 0:
			out, used = append(out, 'ư'), true
		case e.mark == 'w':
			return "", false
		default:
			out = append(out, r)
		}
	}
	k.tries--
	if !used {
		return "", false
	}
	return typedSyllable(string(out), t)
}

// typedSyllable gives the letters of a word the tone t.
func typedSyllable(w string, t tone) (string, bool) {
	plain, own, ok := splitTone(w)
	if !ok {
		return "", false
	}
	if t == level {
		t = own
	} else if own != level && own != t {
		return "", false
	}
	p, ok := parse(joinHorn(plain))
	if !ok {
		return "", false
	}
	p.tone = t
	if !p.legal() || p.stopped() && t == level && !Marked(plain) {
		return "", false
	}
	return canonicalWord(p.spell()), true
}

func hasVowel(rs []rune) bool {
	for _, r := range rs {
		if _, ok := vowel(r); ok {
			return true
		}
	}
	return false
}

// withMark lists what out becomes when the mark of e is put on a letter that can
// carry it, the last one first: đ on the first d, ư and not ă in ua.
func withMark(out []rune, e effect) (ways [][]rune) {
	put := func(i int, r rune) {
		way := make([]rune, len(out), cap(out)+4)
		copy(way, out)
		way[i] = r
		ways = append(ways, way)
	}
	if e.mark == 'đ' {
		if len(out) > 0 && out[0] == 'd' {
			put(0, 'đ')
		}
		return ways
	}
	for i := len(out) - 1; i >= 0; i-- {
		l, ok := vowel(out[i])
		if !ok || !strings.ContainsRune(e.on, l.base) {
			continue
		}
		mark := e.mark
		if mark == 'w' {
			mark = '\u031b'
			if l.base == 'a' {
				if i > 0 && out[i-1] == 'u' && (i < 2 || out[i-2] != 'q') { // uaw: ưa
					put(i-1, 'ư')
					continue
				}
				mark = '\u0306'
			}
		}
		if q := qualityOf[mark][l.base]; q != 0 {
			put(i, withTone(q, l.tone))
		}
	}
	return ways
}

// joinHorn makes ươ of uơ and ưo, for people press the horn key once for both
// letters; only huơ and thuở keep their u, and they end there.
func joinHorn(plain string) string {
	if i := strings.Index(plain, "ưo"); i >= 0 && i+len("ưo") < len(plain) {
		return plain[:i] + "ươ" + plain[i+len("ưo"):]
	}
	i := strings.Index(plain, "uơ")
	if i < 0 || i > 0 && plain[i-1] == 'q' {
		return plain
	}
	if i+len("uơ") == len(plain) && (plain == "huơ" || plain == "thuơ") {
		return plain
	}
	return plain[:i] + "ươ" + plain[i+len("uơ"):]
}

// Keyed reads the keys of Telex or VNI in the words of a text that are no syllables as
// they stand: "Tuwf Sown" is "Từ Sơn". It is for names; a text that has none comes back
// as it was.
func Keyed(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if Syllable(w) || len(w) > longestForm {
			continue
		}
		for _, read := range [...]func(string) (string, bool){Telex, VNI} {
			if d, ok := read(w); ok && Syllable(d) {
				words[i] = d
				break
			}
		}
	}
	return strings.Join(words, " ")
}
