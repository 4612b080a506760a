package vietnamese

import (
	"strings"
	"unicode/utf8"
)

// onsets, longest first, so that the first that fits is the right one.
var onsets = strings.Fields("ngh ch gh gi kh ng nh ph qu th tr b c d đ g h k l m n p r s t v x")

// rimes holds every rime of Vietnamese spelling without its tone.
var rimes = setOf(`
	a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
	e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
	i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
	o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong ooc op ot
	ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
	u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
	uy uya uych uyên uyêt uynh uyp uyt uyu
	ư ưa ưc ưi ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu`)

// quRimes and yRimes are the rimes after qu and those that start with y.
var (
	quRimes = setOf(`a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eo et
		ê ên êch ênh êt i ich in it ôc ơ ơi y yên yêt ynh yt ych yp`)
	yRimes = setOf("y yêm yên yêng yêt yêu")
)

// The same as typed without circumflex, breve and horn.
var bareRimes, bareQuRimes, bareYRimes = bare(rimes), bare(quRimes), bare(yRimes)

func bare(set map[string]bool) map[string]bool {
	m := make(map[string]bool, len(set))
	for r := range set {
		m[Fold(r)] = true
	}
	return m
}

func setOf(list string) map[string]bool {
	m := make(map[string]bool)
	for _, s := range strings.Fields(list) {
		m[s] = true
	}
	return m
}

// parts is a syllable taken apart.
type parts struct {
	onset, rime string
	tone        tone
}

// parse takes a lower-case word in NFC apart. It fails when the word is not a
// syllable of Vietnamese spelling.
func parse(w string) (parts, bool) {
	if len(w) == 0 || len(w) > 20 {
		return parts{}, false
	}
	plain, t, ok := splitTone(w)
	if !ok {
		return parts{}, false
	}
	p := parts{rime: plain, tone: t}
	for _, o := range onsets {
		rest, has := strings.CutPrefix(plain, o)
		if !has || rest == "" || o == "gi" && !startsWithVowel(rest) {
			continue
		}
		p.onset, p.rime = o, rest
		break
	}
	return p, p.legal()
}

// splitTone removes the one tone of a word; it fails on two tones or on runes
// that are not letters of Vietnamese.
func splitTone(w string) (string, tone, bool) {
	var b strings.Builder
	t, n := level, 0
	for _, r := range w {
		if l, ok := vowel(r); ok {
			if l.tone != level {
				t = l.tone
				n++
			}
			r = l.base
		} else if r != 'đ' && (r < 'a' || r > 'z') {
			return "", level, false
		}
		b.WriteRune(r)
	}
	return b.String(), t, n <= 1
}

func startsWithVowel(s string) bool {
	_, ok := vowel(firstRune(s))
	return ok
}

func (p parts) legal() bool {
	known := rimes[p.rime] || bareRimes[p.rime]
	switch p.onset {
	case "qu":
		known = quRimes[p.rime] || bareQuRimes[p.rime]
	case "":
		known = known || yRimes[p.rime] || bareYRimes[p.rime]
	case "ngh", "gh":
		known = known && strings.ContainsRune("eêi", firstRune(p.rime))
	case "k":
		known = known || p.rime == "y"
	case "h", "l", "m", "s", "t", "v":
		known = known || p.rime == "y" // before the i and y rule
	}
	if !known {
		return false
	}
	return !p.stopped() || p.tone == acute || p.tone == dot || p.tone == level
}

// stopped reports whether the rime ends in c, ch, p or t.
func (p parts) stopped() bool {
	for _, coda := range [...]string{"c", "ch", "p", "t"} {
		if strings.HasSuffix(p.rime, coda) {
			return true
		}
	}
	return false
}

// Syllable reports whether w, in any case, is written as a syllable of
// Vietnamese may be: known onset, known rime, a tone that goes with it. Marks
// left out (dat for đất) are allowed; two tones are not.
func Syllable(w string) bool {
	_, ok := parse(Lower(w))
	return ok
}

// SameTone reports whether two canonical words carry the same tone.
func SameTone(a, b string) bool {
	_, t, _ := splitTone(a)
	_, u, _ := splitTone(b)
	return t == u
}

// MarkSlip is how two words that are the same without marks differ in them.
type MarkSlip uint8

const (
	NoMarkSlip MarkSlip = iota // the same word, or another one
	ToneHeard                  // only hỏi and ngã are mixed up, which many speakers hear as one
	MarkMissed                 // one mark is wrong or missing
)

// MarkSlipOf compares two canonical words that are the same without marks.
func MarkSlipOf(a, b string) MarkSlip {
	if a == b {
		return NoMarkSlip
	}
	x, t, okA := splitTone(a)
	y, u, okB := splitTone(b)
	if !okA || !okB {
		return NoMarkSlip
	}
	if x == y {
		if t == hook && u == tilde || t == tilde && u == hook {
			return ToneHeard
		}
		return MarkMissed
	}
	if t != u {
		return NoMarkSlip
	}
	other := 0
	r, s := []rune(x), []rune(y)
	for i := range min(len(r), len(s)) {
		if r[i] != s[i] {
			other++
		}
	}
	if len(r) != len(s) || other > 2 || other == 2 && !strings.Contains(x+y, "ươ") {
		return NoMarkSlip
	}
	return MarkMissed
}

// FullSyllable is Syllable for a text with marks: a rime closed by c, ch, p or
// t must carry sắc or nặng, as every such syllable does.
func FullSyllable(w string) bool {
	p, ok := parse(Lower(w))
	return ok && (!p.stopped() || p.tone != level)
}

// spell writes the syllable with its tone in the one place the program uses:
// on the vowel with a circumflex, breve or horn if there is one; on the last
// vowel before a closing consonant; else on the middle one of three vowels and
// the first one of two (hòa, thúy, mùa).
func (p parts) spell() string {
	if p.tone == level {
		return p.onset + p.rime
	}
	rime := []rune(p.rime)
	first, last, special := -1, -1, -1
	for i, r := range rime {
		if _, ok := vowel(r); !ok {
			break
		}
		if first < 0 {
			first = i
		}
		last = i
		if r >= utf8.RuneSelf {
			special = i
		}
	}
	at := first
	switch vowels := last - first + 1; {
	case special >= 0:
		at = special
	case last < len(rime)-1:
		at = last
	case vowels == 3:
		at = first + 1
	}
	rime[at] = withTone(rime[at], p.tone)
	return p.onset + string(rime)
}

// Canonical returns the canonical form of a text, word by word: NFC, lower
// case, one tone placement, and i for a lone y after h k l m s t v qu. What
// is between words, and words that are not Vietnamese, only become NFC and
// lower case. Canonical(Canonical(s)) == Canonical(s).
func Canonical(s string) string {
	low := Lower(s)
	if isASCIINoY(low) {
		return low
	}
	var b strings.Builder
	b.Grow(len(low))
	start := -1
	for i, r := range low {
		if isWordRune(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			b.WriteString(canonicalWord(low[start:i]))
			start = -1
		}
		b.WriteRune(r)
	}
	if start >= 0 {
		b.WriteString(canonicalWord(low[start:]))
	}
	return b.String()
}

func isASCIINoY(s string) bool {
	return isLowerASCII(s) && !strings.Contains(s, "y")
}

// canonicalWord is Canonical for one lower-case word in NFC.
func canonicalWord(w string) string {
	p, ok := parse(w)
	if !ok {
		return w
	}
	if p.rime == "y" {
		switch p.onset {
		case "h", "k", "l", "m", "s", "t", "v", "qu":
			p.rime = "i"
		}
	}
	return p.spell()
}
