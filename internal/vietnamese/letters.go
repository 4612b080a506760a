package vietnamese

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tone is one of the six tones of a syllable, in dictionary order.
type tone uint8

const (
	level tone = iota // ngang
	grave             // huyền
	hook              // hỏi
	tilde             // ngã
	acute             // sắc
	dot               // nặng
	tones
)

// vowelRows holds every vowel letter with its six tones, in the order of tone.
var vowelRows = [...]string{
	"aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị",
	"oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ",
}

// letter is a vowel taken apart: the letter without its tone, its row in
// vowelRows, and the tone.
type letter struct {
	base rune
	row  int
	tone tone
}

// plainLimit is the first code point after the precomposed Vietnamese letters.
const plainLimit = 0x1f00

var (
	letters = tableOfLetters() // vowels, lower case
	rowOf   = tableOfRows()
	plain   = tableOfPlain()
)

// vowel takes a lower-case vowel letter apart.
func vowel(r rune) (letter, bool) {
	if r < plainLimit {
		if l := letters[r]; l.base != 0 {
			return l, true
		}
	}
	return letter{}, false
}

func tableOfLetters() *[plainLimit]letter {
	var t [plainLimit]letter
	for row, s := range vowelRows {
		base, tone := firstRune(s), level
		for _, r := range s {
			t[r] = letter{base, row, tone}
			tone++
		}
	}
	return &t
}

func tableOfRows() map[rune][]rune {
	m := make(map[rune][]rune, len(vowelRows))
	for _, s := range vowelRows {
		m[firstRune(s)] = []rune(s)
	}
	return m
}

// tableOfPlain gives every letter of Vietnamese, in both cases, and all of ASCII
// its folded form; 0 for other runes.
func tableOfPlain() *[plainLimit]byte {
	var t [plainLimit]byte
	for r := range rune(utf8.RuneSelf) {
		t[r] = byte(lowerRune(r))
	}
	for _, s := range vowelRows {
		ascii := norm.NFD.String(s)[0]
		for _, r := range s {
			t[r], t[unicode.ToUpper(r)] = ascii, ascii
		}
	}
	t['đ'], t['Đ'] = 'd', 'd'
	return &t
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// withTone gives the vowel base the tone t; a letter that takes no tone is
// returned as it is.
func withTone(base rune, t tone) rune {
	if row, ok := rowOf[base]; ok {
		return row[t]
	}
	return base
}

// toneOfMark maps the combining tone marks of Unicode, qualityOf the marks
// that make another letter: circumflex, breve and horn.
var (
	toneOfMark = map[rune]tone{'\u0300': grave, '\u0301': acute, '\u0303': tilde, '\u0309': hook, '\u0323': dot}
	qualityOf  = map[rune]map[rune]rune{
		'\u0302': {'a': 'â', 'e': 'ê', 'o': 'ô'},
		'\u0306': {'a': 'ă'},
		'\u031b': {'o': 'ơ', 'u': 'ư'},
	}
)

// NFC returns s in Unicode normal form C, in which Vietnamese is stored and
// shown everywhere in the program.
func NFC(s string) string {
	if onlyVietnamese(s) {
		return s
	}
	return norm.NFC.String(s)
}

// Lower returns s in NFC and lower case. Letters that only look like đ (eth
// and the African D, left over from old fonts) become đ, and combining marks
// in an unusual order are put together.
func Lower(s string) string {
	if isLowerASCII(s) {
		return s
	}
	if onlyVietnamese(s) {
		return strings.Map(lowerRune, s)
	}
	var b strings.Builder
	b.Grow(len(s))
	var pending []rune // base letter followed by its combining marks
	flush := func() {
		for _, r := range compose(pending) {
			b.WriteRune(r)
		}
		pending = pending[:0]
	}
	for _, r := range norm.NFC.String(s) {
		r = lowerRune(r)
		if !unicode.Is(unicode.Mn, r) {
			flush()
		}
		pending = append(pending, r)
	}
	flush()
	return norm.NFC.String(b.String())
}

// compose joins a base letter with the Vietnamese marks that follow it, in any
// order; marks it does not know stay behind the letter.
func compose(cluster []rune) []rune {
	if len(cluster) < 2 {
		return cluster
	}
	l, isVowel := vowel(cluster[0])
	if !isVowel {
		return cluster
	}
	base, t, rest := l.base, l.tone, []rune{0}
	for _, m := range cluster[1:] {
		if mt, ok := toneOfMark[m]; ok && t == level {
			t = mt
		} else if q, ok := qualityOf[m][base]; ok {
			base = q
		} else {
			rest = append(rest, m)
		}
	}
	rest[0] = withTone(base, t)
	return rest
}

func lowerRune(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	switch r = unicode.ToLower(r); r {
	case 'ð', 'ɖ':
		return 'đ'
	}
	return r
}

func isLowerASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// onlyVietnamese reports whether s holds nothing but ASCII and precomposed
// letters of Vietnamese, as nearly all text does; it is in NFC then.
func onlyVietnamese(s string) bool {
	for _, r := range s {
		if r >= plainLimit || plain[r] == 0 && r != 0 {
			return false
		}
	}
	return true
}

// Fold returns s in lower case without any mark: no tones, no circumflex,
// breve or horn, đ as d, and compatibility forms (², ﬁ, full-width letters) as
// plain ones. Spaces and punctuation stay. Fold(Fold(s)) == Fold(s).
func Fold(s string) string {
	if isLowerASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	if onlyVietnamese(s) {
		for _, r := range s {
			b.WriteByte(plain[r])
		}
		return b.String()
	}
	for _, r := range norm.NFKD.String(s) {
		if r < utf8.RuneSelf {
			b.WriteRune(lowerRune(r))
			continue
		}
		for _, d := range norm.NFKD.String(string(lowerRune(r))) {
			switch {
			case unicode.Is(unicode.Mn, d):
			case d == 'đ':
				b.WriteByte('d')
			default:
				b.WriteRune(d)
			}
		}
	}
	return b.String()
}

// Marked reports whether the word w, in lower case, carries any Vietnamese
// mark; đ counts as one.
func Marked(w string) bool {
	for _, r := range w {
		if r == 'đ' {
			return true
		}
		if l, ok := vowel(r); ok && r >= utf8.RuneSelf && (l.tone != level || l.base >= utf8.RuneSelf) {
			return true
		}
	}
	return false
}
