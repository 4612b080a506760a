package vietnamese

import "strings"

// roadKinds are the letters in front of a road's number. QL, ĐT and ĐH are those
// of the numbering of roads (nghị định 11/2010/NĐ-CP, kept by nghị định
// 165/2024/NĐ-CP); TL and HL were written before them and are still said. CT
// (cao tốc) is not here: with a number it is a directive (chỉ thị) more often.
var roadKinds = map[string]string{"ql": "quốc lộ", "đt": "đường tỉnh", "đh": "đường huyện", "tl": "tỉnh lộ", "hl": "huyện lộ"}

// bareRoadKinds are the same without marks; they count only right before the
// digits, for alone DT is diện tích and ĐH đại học.
var bareRoadKinds = map[string]string{"dt": "đường tỉnh", "dh": "đường huyện"}

// longestRoad and longestNumber are the most digits behind the letters of a road
// (ĐT295B) and of another short form (KDC3, NQ57); more are a telephone or a year.
const longestRoad, longestNumber = 3, 3

// numberedAt returns the short form with a number that starts at toks[i]: the
// number written to the letters, or behind the letters of a road.
func (a *Abbreviations) numberedAt(toks []Token, i int) (shortForm, bool) {
	t := &toks[i]
	if t.Kind != Word {
		return shortForm{}, false
	}
	letters, digits, tail := cutNumber(t.Text)
	if digits == "" {
		return a.roadBehind(toks, i)
	}
	road := roadKinds[letters]
	if road == "" {
		road = bareRoadKinds[letters]
	}
	if road != "" && len(digits) <= longestRoad {
		return numbered(letters, road, digits, tail, 1), true
	}
	if tail != "" || len(digits) > longestNumber || strings.HasPrefix(digits, "0") || Syllable(letters) {
		return shortForm{}, false
	}
	head := Token{Text: letters, Fold: Fold(letters), Caps: t.Caps}
	short, ok := a.shortAt([]Token{head}, 0)
	if !ok {
		return shortForm{}, false
	}
	return numbered(short.short, short.long, digits, "", 1), true
}

// roadBehind returns the road whose kind is toks[i] and whose number follows it,
// with a space, a dash or a dot between.
func (a *Abbreviations) roadBehind(toks []Token, i int) (shortForm, bool) {
	if i+1 >= len(toks) || toks[i+1].Kind != Number {
		return shortForm{}, false
	}
	road, n := roadKinds[toks[i].Text], &toks[i+1]
	if road == "" || n.Value != "" || len(n.Text) > longestRoad || !isDigits(n.Text) || n.Start-toks[i].End > len(". ") {
		return shortForm{}, false
	}
	if i+2 >= len(toks) || toks[i+2].Break {
		return numbered(toks[i].Text, road, n.Text, "", 2), true
	}
	switch next := &toks[i+2]; {
	case next.Kind == Unit: // TL 20 kg
		return shortForm{}, false
	case next.Start == n.End && isRoadTail(next.Text):
		return numbered(toks[i].Text, road, n.Text, next.Text, 3), true
	}
	return numbered(toks[i].Text, road, n.Text, "", 2), true
}

func numbered(short, long, digits, tail string, covers int) shortForm {
	digits += strings.ToUpper(tail)
	long += " " + digits
	return shortForm{strings.ToUpper(short) + digits, long, Tokens(long), covers}
}

// cutNumber divides letters from the digits behind them, and those from the one
// letter of a road's branch: "đt295b".
func cutNumber(w string) (letters, digits, tail string) {
	if n := len(w); n < 2 || !isDigit(w[n-1]) && !isDigit(w[n-2]) {
		return w, "", ""
	}
	i := strings.IndexAny(w, "0123456789")
	if i <= 0 {
		return w, "", ""
	}
	end := i
	for end < len(w) && isDigit(w[end]) {
		end++
	}
	if end < len(w) && !isRoadTail(w[end:]) {
		return w, "", ""
	}
	return w[:i], w[i:end], w[end:]
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isRoadTail(s string) bool { return len(s) == 1 && s[0] >= 'a' && s[0] <= 'h' }
