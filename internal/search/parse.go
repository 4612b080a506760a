package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"danvankheo/internal/vietnamese"
)

// Limits of what is read of a query; the rest is passed over.
const (
	maxQueryBytes = 2_000
	maxQueryWords = 32
)

// parsed is a query divided by its small grammar, before anything is known
// about the words:
//
//	words       plain words
//	"…"         a phrase, also with “ ”, « » and „
//	-word -"…"  must not occur in the entry
//	đơn vị:     names of a unit follow, as do năm: (2021, 2019-2021) and lĩnh vực:
//
// The names before a colon may be typed without marks or spaces.
type parsed struct {
	words   []vietnamese.Token
	phrases [][]vietnamese.Token
	not     [][]vietnamese.Token
	units   []operand
	fields  []operand
	years   []int
}

// asks reports whether the query asks for anything besides plain words.
func (p *parsed) asks() bool {
	return len(p.phrases)+len(p.not)+len(p.units)+len(p.fields)+len(p.years) > 0
}

// operand is what follows an operator. Quoted operands are complete; how
// far others reach is decided by what exists.
type operand struct {
	words  []vietnamese.Token
	quoted bool
}

// operators by their folded names without spaces.
var operators = map[string]string{"donvi": "unit", "nam": "year", "linhvuc": "field"}

// pieceKind is what a piece of the query is.
type pieceKind uint8

const (
	pieceWords pieceKind = iota
	pieceQuoted
	pieceNot
	pieceNotQuoted
	pieceOperator
)

type piece struct {
	kind pieceKind
	text string
}

// parse reads any text; there is no wrong query.
func parse(text string) parsed {
	text = vietnamese.NFC(cutBytes(text, maxQueryBytes))
	var p parsed
	operator := ""
	words := 0
	for _, pc := range pieces(text) {
		if pc.kind == pieceOperator {
			operator = pc.text
			continue
		}
		toks := vietnamese.Tokens(pc.text)
		if words += len(toks); words > maxQueryWords {
			toks = toks[:max(0, len(toks)-(words-maxQueryWords))]
		}
		if len(toks) == 0 {
			continue
		}
		op := operator
		operator = ""
		switch {
		case pc.kind == pieceNot || pc.kind == pieceNotQuoted:
			p.not = append(p.not, toks)
		case op != "":
			p.operand(op, toks, pc.kind == pieceQuoted)
		case pc.kind == pieceQuoted:
			p.phrases = append(p.phrases, toks)
		default:
			p.words = append(p.words, toks...)
		}
	}
	return p
}

// operand files what follows an operator. Years take the numbers and
// leave the rest to the plain words.
func (p *parsed) operand(op string, toks []vietnamese.Token, quoted bool) {
	switch op {
	case "unit":
		p.units = append(p.units, operand{toks, quoted})
	case "field":
		p.fields = append(p.fields, operand{toks, quoted})
	case "year":
		n, old := 0, len(p.years)
		for n < len(toks) && yearOf(toks[n]) > 0 {
			p.years = append(p.years, yearOf(toks[n]))
			n++
		}
		if n == 2 && p.years[old] < p.years[old+1] && p.years[old+1]-p.years[old] <= 50 {
			first, last := p.years[old], p.years[old+1]
			p.years = p.years[:old]
			for y := first; y <= last; y++ {
				p.years = append(p.years, y)
			}
		}
		p.words = append(p.words, toks[n:]...)
	}
}

// yearOf returns the year a token names, or 0.
func yearOf(t vietnamese.Token) int {
	if t.Kind != vietnamese.Number || len(t.Text) != 4 || t.Value != "" {
		return 0
	}
	y := 0
	for _, r := range t.Text {
		if r < '0' || r > '9' {
			return 0
		}
		y = y*10 + int(r-'0')
	}
	if y < 1945 || y > 2100 {
		return 0
	}
	return y
}

// closers gives the closing marks of each opening one.
var closers = map[rune]string{'"': `"“”`, '“': `”"`, '„': `“”"`, '«': `»`, '”': `”"`}

// pieces divides the text at quotes, minus signs and operators.
func pieces(s string) []piece {
	var out []piece
	start := 0
	flush := func(end int) {
		if strings.TrimSpace(s[start:end]) != "" {
			out = append(out, piece{pieceWords, s[start:end]})
		}
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		negated := (r == '-' || r == '−') && startsWord(s, i) && i+size < len(s)
		next, nextSize := utf8.DecodeRuneInString(s[i+size:])
		switch {
		case closers[r] != "":
			flush(i)
			end, after := closing(s, i+size, closers[r])
			out = append(out, piece{pieceQuoted, s[i+size : end]})
			i, start = after, after
		case negated && closers[next] != "":
			flush(i)
			end, after := closing(s, i+size+nextSize, closers[next])
			out = append(out, piece{pieceNotQuoted, s[i+size+nextSize : end]})
			i, start = after, after
		case negated && (unicode.IsLetter(next) || unicode.IsDigit(next)):
			flush(i)
			end := i + size
			for end < len(s) {
				r, n := utf8.DecodeRuneInString(s[end:])
				if unicode.IsSpace(r) || closers[r] != "" {
					break
				}
				end += n
			}
			out = append(out, piece{pieceNot, s[i+size : end]})
			i, start = end, end
		case r == ':':
			if name, at := operatorBefore(s, start, i); name != "" {
				flush(at)
				out = append(out, piece{pieceOperator, name})
				start = i + size
			}
			i += size
		default:
			i += size
		}
	}
	flush(len(s))
	return out
}

// startsWord reports whether a minus at i follows a space or nothing.
func startsWord(s string, i int) bool {
	if i == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return unicode.IsSpace(r) || r == '(' || closers[r] != ""
}

// closing finds the end of a phrase; one left open reaches to the end.
func closing(s string, from int, marks string) (end, after int) {
	if i := strings.IndexAny(s[from:], marks); i >= 0 {
		_, size := utf8.DecodeRuneInString(s[from+i:])
		return from + i, from + i + size
	}
	return len(s), len(s)
}

// operatorBefore finds the name of an operator that ends at a colon, among the
// last two words before it.
func operatorBefore(s string, start, colon int) (name string, at int) {
	words := vietnamese.Tokens(s[start:colon])
	joined := ""
	for k := len(words) - 1; k >= 0 && k >= len(words)-2; k-- {
		joined = words[k].Fold + joined
		if op := operators[joined]; op != "" {
			return op, start + words[k].Start
		}
	}
	return "", 0
}

// cutBytes shortens s to at most n bytes between runes.
func cutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
