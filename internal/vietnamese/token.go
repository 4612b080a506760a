package vietnamese

import (
	"strconv"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// Kind is the kind of a token.
type Kind uint8

const (
	Word   Kind = iota // letters, or letters with digits behind them (V05, da6n)
	Number             // a number, written plainly: 5000, 1.2
	Unit               // what was measured, right behind a number: m2, ha, đồng, %
)

// Token is one word or number of a text.
type Token struct {
	Text       string // canonical form: "giải", "5000", "m2"
	Fold       string // the same without marks
	Start, End int    // bytes of the text as it was given, so that the original can be shown
	Kind       Kind
	Caps       bool   // written in capital letters only, two or more
	Break      bool   // a sentence or line ended before it: it does not follow its neighbour
	Value      string // numbers before nghìn, triệu, tỷ: the whole value ("250 triệu" = "250000000")
	Covers     int    // with Value: how many tokens, this one included, the value is written with
}

// multipliers by canonical form of the word behind a number.
var multipliers = map[string]float64{
	"trăm": 1e2, "tram": 1e2,
	"nghìn": 1e3, "nghin": 1e3,
	"vạn":   1e4,
	"triệu": 1e6, "trieu": 1e6,
	"tỉ": 1e9, "ti": 1e9,
}

// unitForms gives the canonical form of what may directly follow a number.
var unitForms = map[string]string{
	"ngàn": "nghìn", "ngan": "nghin", "k": "nghìn", "tr": "triệu", "trđ": "triệu", "trd": "triệu",
	"tỷ": "tỉ", "ty": "ti", "m²": "m2", "m³": "m3", "km²": "km2", "đ": "đồng", "vnđ": "đồng", "vnd": "đồng",
	"hecta": "ha", "hécta": "ha", "hec": "ha", "héc": "ha", "kilomet": "km", "kilômét": "km", "%": "%",
}

// units are the words that are tokens of kind Unit behind a number.
var units = setOf("m2 m3 km2 ha km m cm mm kg g tạ tấn yến đồng % lít")

// Tokens divides s into words and numbers, in order, in their canonical forms.
// Numbers are read as [ParseNumber] reads them; a unit written without a space
// is a token of its own (5000m2 = 5.000 m²); "mét vuông" stays two words.
// It never fails; what is neither letter nor digit divides.
func Tokens(s string) []Token { return AppendTokens(make([]Token, 0, len(s)/5+1), s) }

// AppendTokens is Tokens into a slice of the caller, for those who read many
// texts.
func AppendTokens(to []Token, s string) []Token {
	t := tokenizer{s: s, out: to, first: len(to)}
	for t.pos < len(s) {
		t.step()
	}
	t.values()
	return t.out
}

type tokenizer struct {
	s     string
	pos   int
	brk   bool
	out   []Token
	after bool // the last token was a number and nothing but a space followed
	first int  // the first token of this text in out
	plain int  // before this byte digits are read without dots and commas (1,2,3 is a list)
}

// isWordRune reports whether r belongs to words.
func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '²' || r == '³' || invisible(r)
}

// invisible runes are typed by no one and must not divide words: zero-width
// spaces and joiners, soft hyphen, byte order mark.
func invisible(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad':
		return true
	}
	return false
}

func (t *tokenizer) step() {
	r, size := utf8.DecodeRuneInString(t.s[t.pos:])
	switch {
	case r >= '0' && r <= '9':
		t.number()
	case isWordRune(r):
		t.word()
	default:
		if r == '%' && t.after {
			t.add(Token{Text: "%", Fold: "%", Start: t.pos, End: t.pos + size, Kind: Unit})
		}
		if !unicode.IsSpace(r) || r == '\n' {
			t.after = false
		}
		if strings.ContainsRune(".;:!?\n\u2029", r) {
			t.brk = true
		}
		t.pos += size
	}
}

func (t *tokenizer) add(tok Token) {
	tok.Break = t.brk
	t.brk = false
	t.out = append(t.out, tok)
	t.after = tok.Kind == Number
}

// word reads one run of letters, marks and digits that starts with a letter.
func (t *tokenizer) word() {
	start := t.pos
	for t.pos < len(t.s) {
		r, size := utf8.DecodeRuneInString(t.s[t.pos:])
		if !isWordRune(r) {
			break
		}
		t.pos += size
	}
	f := formOf(t.s[start:t.pos])
	if f.text == "" {
		return
	}
	tok := Token{Text: f.text, Fold: f.fold, Start: start, End: t.pos, Caps: f.caps}
	if t.after {
		if u, ok := unitForms[f.text]; ok {
			tok.Text, tok.Fold = u, Fold(u)
		}
		if units[tok.Text] {
			tok.Kind = Unit
		}
	}
	t.add(tok)
}

// form is what a written word becomes.
type form struct {
	raw, text, fold string
	caps            bool
}

// forms remembers the forms of words met lately, each in the one place its hash
// gives it: a language has few syllables, and texts are read again and again.
var forms [1 << 13]atomic.Pointer[form]

// longestForm is the length in bytes of the words worth remembering.
const longestForm = 32

func formOf(raw string) *form {
	if len(raw) > longestForm {
		return newForm(raw)
	}
	h := uint32(2166136261) // FNV-1a
	for i := 0; i < len(raw); i++ {
		h = (h ^ uint32(raw[i])) * 16777619
	}
	place := &forms[h%uint32(len(forms))]
	if f := place.Load(); f != nil && f.raw == raw {
		return f
	}
	f := newForm(strings.Clone(raw))
	place.Store(f)
	return f
}

func newForm(raw string) *form {
	text := plainDigits(canonicalWord(visible(Lower(raw))))
	return &form{raw: raw, text: text, fold: Fold(text), caps: isCaps(raw)}
}

func visible(s string) string {
	if !strings.ContainsFunc(s, invisible) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, s)
}

// plainDigits writes superscripts and digits of other scripts as 0-9.
func plainDigits(s string) string {
	if isLowerASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '²':
			return '2'
		case r == '³':
			return '3'
		case unicode.IsDigit(r) && r > '9':
			if d := Fold(string(r)); len(d) == 1 {
				return rune(d[0])
			}
		}
		return r
	}, s)
}

func isCaps(raw string) bool {
	n := 0
	for _, r := range raw {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 1
}

// number reads the longest number at the present place: digits with dots and
// commas that ParseNumber understands, else only the digits.
func (t *tokenizer) number() {
	start, end := t.pos, t.pos
	for end < len(t.s) && t.s[end] >= '0' && t.s[end] <= '9' {
		end++
	}
	text := t.s[start:end]
	full := end
	for start >= t.plain && full+1 < len(t.s) && (t.s[full] == '.' || t.s[full] == ',') && t.s[full+1] >= '0' && t.s[full+1] <= '9' {
		for full++; full < len(t.s) && t.s[full] >= '0' && t.s[full] <= '9'; full++ {
		}
	}
	if full > end {
		if plain, ok := plainNumber(t.s[start:full]); ok && decimalsOf(plain) <= 3 {
			text, end = plain, full
		} else {
			t.plain = full
		}
	}
	t.pos = end
	text = plainZeros(text)
	t.add(Token{Text: text, Fold: text, Start: start, End: end, Kind: Number})
}

func decimalsOf(plain string) int {
	if i := strings.IndexByte(plain, '.'); i >= 0 {
		return len(plain) - i - 1
	}
	return 0
}

// plainZeros drops zeros that say nothing: in front, and behind the decimals.
func plainZeros(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	trimmed := strings.TrimLeft(s, "0")
	if trimmed == "" || trimmed[0] == '.' {
		trimmed = "0" + trimmed
	}
	return trimmed
}

// values fills Value and Covers of numbers before multipliers.
func (t *tokenizer) values() {
	for i := t.first; i < len(t.out); i++ {
		n := &t.out[i]
		if n.Kind != Number || len(n.Text) > 15 {
			continue
		}
		v, err := strconv.ParseFloat(n.Text, 64)
		if err != nil {
			continue
		}
		covers := 1
		for j := i + 1; j < len(t.out) && covers < 4 && !t.out[j].Break; j++ {
			m, ok := multipliers[t.out[j].Text]
			if !ok || v > 1e15 {
				break
			}
			v *= m
			covers++
		}
		if covers > 1 {
			n.Value, n.Covers = canonicalNumber(v), covers
			if j := i + covers; j < len(t.out) && !t.out[j].Break {
				t.unitBehind(j)
			}
		}
	}
}

// canonicalNumber is how a number stands in the search index, and in tokens.
func canonicalNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// unitBehind gives the token behind a multiplier its canonical unit form.
func (t *tokenizer) unitBehind(j int) {
	u := &t.out[j]
	if u.Kind != Word {
		return
	}
	if form, ok := unitForms[u.Text]; ok && multipliers[form] == 0 {
		u.Text, u.Fold = form, Fold(form)
	}
	if units[u.Text] {
		u.Kind = Unit
	}
}
