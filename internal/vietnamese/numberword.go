package vietnamese

import (
	"math"
	"strconv"
)

// NumberWords reads the number written in words that starts at toks[i]: its plain
// value, as in [Token].Value, and how many tokens it covers; "", 0 when none starts
// there. "hai mươi hộ" is 20 and two tokens, "một cửa" 1 and one token, "hai tỷ
// rưỡi" and "2 tỷ rưỡi" 2500000000. A number in digits alone is no business of it.
//
// Call it with all tokens of the text, for what stands in front of a word decides
// too, and pass over the tokens it covers. The same call serves texts and queries:
// whoever gives the value beside the words lets "3 sao" and "ba sao" meet.
//
// Two words and more that only make sense as a number are one: mười hai, hăm mốt,
// trăm rưỡi. A word alone (năm, ba, chín, sáu) is a number only in front of a noun
// that is counted, behind a noun that is numbered (cấp ba, mùng hai), or in a fixed
// name (một cửa, bốn tại chỗ); tư never alone, một only in a fixed name, since "một
// hộ" is any household. Ordinals (thứ ba) and vague numbers (hàng trăm, vài nghìn,
// hai ba hộ) stay words; mười năm is ten years. Words typed without marks are read
// only when mươi, nghìn or triệu is among them: ba tram may be three stations.
func NumberWords(toks []Token, i int) (value string, n int) {
	if i < 0 || i >= len(toks) || toks[i].Kind == Unit {
		return "", 0
	}
	r := numberReader{toks: toks}
	if v, end := r.read(i); end > i {
		return canonicalNumber(v), end - i
	}
	if toks[i].Kind == Number || bareNumbers[toks[i].Text] == "" {
		return "", 0
	}
	r.bare = true
	v, end := r.read(i)
	if w := r.word(end); w != "" && (w != "năm" || r.word(end+1) != "") || r.text(end) == "ngan" { // more of the number than is understood
		return "", 0
	}
	for k := i; k < end; k++ {
		if w := r.word(k); end-i > 1 && (w == "mươi" || w == "nghìn" || w == "triệu") {
			return canonicalNumber(v), end - i
		}
	}
	return "", 0
}

// What number words are worth. Forms that are the same word are in numberAliases.
var (
	digitWords = map[string]int{"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
	// behind mười, and behind mươi and hăm, where một, bốn and năm change
	teenWords = map[string]int{"một": 1, "hai": 2, "ba": 3, "bốn": 4, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
	onesWords = map[string]int{"mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
	// behind trăm, nghìn, triệu, tỉ: a tenth of it (trăm hai = 120); năm is a year there
	tenthWords = map[string]int{"mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
	scaleWords = map[string]float64{"nghìn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỉ": 1e9}

	otherNumberWords = setOf("không mốt tư lăm mười mươi chục trăm linh lẻ hăm rưỡi")
	numberAliases    = map[string]string{"bẩy": "bảy", "ngàn": "nghìn", "nhăm": "lăm", "rưởi": "rưỡi"}
	bareNumbers      = map[string]string{"mot": "một", "hai": "hai", "ba": "ba", "bon": "bốn", "nam": "năm", "sau": "sáu", "bay": "bảy",
		"tam": "tám", "chin": "chín", "muoi": "mươi", "lam": "lăm", "nham": "lăm", "tu": "tư",
		"tram": "trăm", "nghin": "nghìn", "trieu": "triệu", "ti": "tỉ",
		"khong": "không", "linh": "linh", "le": "lẻ", "ruoi": "rưỡi"}
)

// largestNumber bounds what is read; beyond it a float64 loses units.
const largestNumber = 1e15

// numberReader reads number words, all of them typed without marks if bare.
type numberReader struct {
	toks []Token
	bare bool
}

// text is the token j as long as it follows the one in front of it, "" otherwise.
func (r *numberReader) text(j int) string {
	if j < 0 || j >= len(r.toks) || r.toks[j].Break && j > 0 {
		return ""
	}
	return r.toks[j].Text
}

// word is the number word j in its usual form, "" if it is none.
func (r *numberReader) word(j int) string {
	w := r.text(j)
	if r.bare {
		return bareNumbers[w]
	}
	if alias := numberAliases[w]; alias != "" {
		w = alias
	}
	if digitWords[w] > 0 || scaleWords[w] > 0 || otherNumberWords[w] {
		return w
	}
	return ""
}

// first is word for the start of a number, which may begin a sentence.
func (r *numberReader) first(i int) numberReader {
	if !r.toks[i].Break {
		return *r
	}
	toks := r.toks[i:]
	return numberReader{toks: toks, bare: r.bare}
}

// read reads the number at i and returns where it ends, i if there is none.
func (r *numberReader) read(i int) (float64, int) {
	if r.toks[i].Break && i > 0 {
		sub := r.first(i)
		v, end := sub.read(0)
		return v, i + end
	}
	if r.text(i-1) == "thứ" {
		return 0, i
	}
	v, end := r.sum(i)
	switch {
	case end == i && r.word(i) == "không" && r.zero(i):
		return 0, i + 1
	case end == i || r.toks[i].Kind == Number && end-i <= max(1, r.toks[i].Covers):
		return 0, i
	case end == i+1 && r.toks[i].Kind == Word && !r.alone(i):
		return 0, i
	}
	return v, end
}

// sum reads groups of falling scale: hai tỉ | ba trăm triệu | năm mươi.
func (r *numberReader) sum(i int) (float64, int) {
	if scale := r.scale(i); scale > 0 { // trăm rưỡi, triệu hai
		if vaguely[r.text(i-1)] || r.word(i-1) != "" {
			return 0, i
		}
		more, end := r.tenths(i+1, scale)
		if end == i+1 {
			return 0, i
		}
		return scale + more, end
	}
	total, last, end := 0.0, math.Inf(1), i
	for last > 1 {
		g, next := r.group(end, end > i)
		if next == end {
			break
		}
		scale, after := r.scales(next)
		alone := next == end+1 && r.toks[end].Kind == Word && digitWords[r.word(end)] > 0
		if scale >= last || end > i && scale == 1 && (alone || r.toks[end].Kind == Number) || g*scale > largestNumber {
			break
		}
		total, last, end = total+g*scale, scale, after
		if scale == 1 && r.word(next-1) == "trăm" {
			scale = 100
		}
		if scale > 1 {
			if more, after := r.tenths(end, scale); after > end {
				return total + more, after
			}
		}
	}
	return total, end
}

// scale is the worth of a scale word that may begin a number without a digit.
func (r *numberReader) scale(i int) float64 {
	w := r.word(i)
	if w == "trăm" && !r.bare {
		return 100
	}
	if r.bare || w == "vạn" {
		return 0
	}
	return scaleWords[w]
}

// scales multiplies the scale words from j on: nghìn tỉ.
func (r *numberReader) scales(j int) (float64, int) {
	scale, start := 1.0, j
	if j > 0 && r.toks[j-1].Kind == Number && r.word(j) == "trăm" {
		scale, j = 100, j+1
	}
	for j < start+2 && scaleWords[r.word(j)] > 0 && (scale == 1 || scale < scaleWords[r.word(j)]) {
		scale *= scaleWords[r.word(j)]
		j++
	}
	return scale, j
}

// tenths reads rưỡi, or the one digit that stands for tenths, behind a scale.
func (r *numberReader) tenths(j int, scale float64) (float64, int) {
	w := r.word(j)
	if w == "rưỡi" {
		return scale / 2, j + 1
	}
	d := tenthWords[w]
	if d == 0 || r.bare || r.word(j+1) != "" || timesBehind[r.text(j+1)] || w == "tư" && privately[r.text(j+1)] {
		return 0, j
	}
	return float64(d) * scale / 10, j + 1
}

// group reads a number below a thousand, or one in digits; inner says that a
// greater group stands in front of it.
func (r *numberReader) group(j int, inner bool) (float64, int) {
	if j >= len(r.toks) {
		return 0, j
	}
	if t := &r.toks[j]; t.Kind == Number && !r.bare {
		v, err := strconv.ParseFloat(t.Text, 64)
		if err != nil || len(t.Text) > 9 || t.Break && j > 0 {
			return 0, j
		}
		return v, j + 1
	}
	v, d := 0, digitWords[r.word(j)]
	switch hundred := r.word(j+1) == "trăm"; {
	case hundred && (d > 0 || inner && r.word(j) == "không"):
		v, j = d*100, j+2
		if d := r.oddDigit(j); d > 0 {
			return float64(v + d), j + 2
		}
	case inner && r.oddDigit(j) > 0:
		return float64(r.oddDigit(j)), j + 2
	}
	if tens, end := r.tens(j); end > j {
		return float64(v + tens), end
	}
	if v == 0 && d > 0 {
		return float64(d), j + 1
	}
	return float64(v), j
}

// oddDigit is the digit behind linh or lẻ: một trăm linh năm.
func (r *numberReader) oddDigit(j int) int {
	if w := r.word(j); w != "linh" && w != "lẻ" {
		return 0
	}
	if r.word(j+1) == "tư" {
		return 4
	}
	return digitWords[r.word(j+1)]
}

// tens reads 10 to 99.
func (r *numberReader) tens(j int) (int, int) {
	w, next := r.word(j), r.word(j+1)
	d := digitWords[w]
	switch {
	case w == "mười" || r.bare && w == "mươi":
		return r.ones(10, j+1, teenWords)
	case d > 0 && next == "mươi":
		return r.ones(d*10, j+2, onesWords)
	case d > 0 && next == "chục":
		return d * 10, j + 2
	case w == "hăm":
		if v, end := r.ones(20, j+1, onesWords); end > j+1 {
			return v, end
		}
	case d > 1 && (next == "mốt" || next == "lăm" || next == "tư" && r.counted(j+2)): // ba mốt, hai tư giờ
		return d*10 + onesWords[next], j + 2
	}
	return 0, j
}

// ones adds the digit at j, unless it begins something greater.
func (r *numberReader) ones(tens, j int, digits map[string]int) (int, int) {
	w := r.word(j)
	d := digits[w]
	if r.bare && w == "một" {
		d = 1
	}
	next := r.word(j + 1)
	if d == 0 || next == "mươi" || next == "trăm" || next == "chục" || w == "tư" && privately[r.text(j+1)] {
		return tens, j
	}
	return tens + d, j + 1
}
