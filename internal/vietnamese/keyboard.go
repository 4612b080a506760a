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
	var out []rune
	t, used := level, false
	for _, r := range w {
		e := key(r)
		switch {
		case e.plain:
			out = append(out, r)
		case e.tone != level && hasVowel(out):
			t, used = e.tone, true
		case e.mark != 0 && applyMark(out, e):
			used = true
		case e.mark == 'w':
			out, used = append(out, 'ư'), true
		default:
			out = append(out, r)
		}
	}
	if !used {
		return "", false
	}
	plain, own, ok := splitTone(string(out))
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

// applyMark puts the mark of e on the letter it belongs to: đ on the first d,
// a horn on both letters of uo, else on the last vowel that can carry it.
func applyMark(out []rune, e effect) bool {
	if e.mark == 'đ' {
		if len(out) > 0 && out[0] == 'd' {
			out[0] = 'đ'
			return true
		}
		return false
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
					out[i-1] = 'ư'
					return true
				}
				mark = '\u0306'
			}
		}
		q := qualityOf[mark][l.base]
		if q == 0 {
			return false
		}
		out[i] = withTone(q, l.tone)
		return true
	}
	return false
}

// joinHorn makes ươ of uơ, for people press the horn key once for both letters;
// only huơ and thuở keep their u, and they end there.
func joinHorn(plain string) string {
	i := strings.Index(plain, "uơ")
	if i < 0 || i > 0 && plain[i-1] == 'q' {
		return plain
	}
	if i+len("uơ") == len(plain) && (plain == "huơ" || plain == "thuơ") {
		return plain
	}
	return plain[:i] + "ươ" + plain[i+len("uơ"):]
}
