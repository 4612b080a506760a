package vietnamese

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// FormatNumber writes v the Vietnamese way: dots between thousands, a comma
// before decimals, at most six decimals without trailing zeros: 1.306,5. What is
// rounded is the shortest decimal of v, half away from zero. A number that is not
// finite is written as "–".
func FormatNumber(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if i := strings.IndexByte(s, '.'); i >= 0 && len(s)-i > 7 {
		r, _ := new(big.Rat).SetString(s) // digits that strconv wrote
		s = strings.TrimRight(strings.TrimRight(r.FloatString(6), "0"), ".")
	}
	return FormatDecimal(s)
}

// FormatDecimal writes the plain decimal of programs, -1306.5, the Vietnamese way.
func FormatDecimal(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	if frac != "" {
		frac = "," + frac
	}
	if s == "0" {
		sign = ""
	}
	return sign + group(whole) + frac
}

// group puts a dot before every third digit from the right.
func group(digits string) string {
	if len(digits) <= 3 {
		return digits
	}
	head := (len(digits)-1)%3 + 1
	var b strings.Builder
	b.WriteString(digits[:head])
	for i := head; i < len(digits); i += 3 {
		b.WriteByte('.')
		b.WriteString(digits[i : i+3])
	}
	return b.String()
}

// ParseNumber reads a number as people in Viet Nam write it:
//
//   - dots before groups of exactly three digits group thousands: 5.000, 1.306,5;
//   - a comma starts decimals: 1,2 and also 1,200 (which is 1.2);
//   - one dot before any other number of digits can only be a decimal point
//     and is read as one: 3.5, 0.25;
//   - a leading zero cannot precede a group, so 0.250 is a quarter;
//   - two or more commas before groups of three digits, or such commas before
//     one dot, are the English way and read so: 1,200,000 and 1,200.5;
//   - spaces (also the no-break ones) may separate groups: 5 000.
//
// A sign may precede it. Anything else is not a number.
func ParseNumber(s string) (float64, bool) {
	sign, plain, ok := signedNumber(s)
	if !ok {
		return 0, false
	}
	v, err := strconv.ParseFloat(plain, 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, false
	}
	return sign * v, true
}

// Count is a number as it was typed of things that cannot be broken.
type Count struct {
	Value  float64
	OK     bool   // it is a number
	Broken bool   // it has decimals, by the rules of [ParseNumber]
	Meant  string // what whoever broke it may have meant, "" when that cannot be told: 1.500 of "1,500", "1.5" and "1,5"
}

// ParseCount reads a number of things that cannot be broken. Decimals of nothing but
// zeros are none, except where they look like a group of thousands: "2,0" is two,
// while "12,000" may be twelve thousand and is asked about.
func ParseCount(s string) Count {
	v, ok := ParseNumber(s)
	c := Count{Value: v, OK: ok}
	sign, plain, _ := signedNumber(s)
	whole, frac, _ := strings.Cut(plain, ".")
	if !ok || frac == "" {
		return c
	}
	short := len(whole) <= 3 && whole[0] != '0'
	c.Broken = strings.Trim(frac, "0") != "" || short && len(frac) == 3
	if c.Broken && sign > 0 && whole[0] != '0' && (short && len(frac) < 3 || len(frac) == 3) {
		c.Meant = group(whole + frac + strings.Repeat("0", 3-len(frac)))
	}
	return c
}

// signedNumber takes a typed number apart: its sign, and its digits in the plain form
// of programs.
func signedNumber(s string) (sign float64, plain string, ok bool) {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0', '\u202f', '\u2009':
			return ' '
		case '−':
			return '-'
		}
		return r
	}, strings.TrimSpace(s))
	sign = 1
	if rest, minus := strings.CutPrefix(s, "-"); minus {
		sign, s = -1, rest
	} else {
		s = strings.TrimPrefix(s, "+")
	}
	plain, ok = plainNumber(s)
	return sign, plain, ok
}

// plainNumber turns the digits, dots, commas and spaces of s into the plain
// form of programs: digits, and at most one dot before decimals.
func plainNumber(s string) (string, bool) {
	if len(s) > 64 || s == "" || s[0] < '0' || s[0] > '9' {
		return "", false
	}
	dots, commas := strings.Count(s, "."), strings.Count(s, ",")
	if strings.Contains(s, " ") {
		whole, frac, has := strings.Cut(s, ",")
		joined, ok := ungroup(whole, ' ')
		if !ok || has && !isDigits(frac) || dots > 0 {
			return "", false
		}
		if has {
			joined += "." + frac
		}
		return joined, true
	}
	switch {
	case dots == 0 && commas == 0:
		return s, isDigits(s)
	case commas == 0:
		if joined, ok := ungroup(s, '.'); ok {
			return joined, true
		}
		return s, dots == 1 && decimals(s, ".")
	case commas == 1 && dots == 0:
		return strings.Replace(s, ",", ".", 1), decimals(s, ",")
	case dots == 0:
		return ungroup(s, ',')
	case commas == 1 && strings.LastIndexByte(s, '.') < strings.IndexByte(s, ','):
		whole, frac, _ := strings.Cut(s, ",")
		joined, ok := ungroup(whole, '.')
		return joined + "." + frac, ok && isDigits(frac)
	case dots == 1 && strings.LastIndexByte(s, ',') < strings.IndexByte(s, '.'):
		whole, frac, _ := strings.Cut(s, ".")
		joined, ok := ungroup(whole, ',')
		return joined + "." + frac, ok && isDigits(frac)
	}
	return "", false
}

// ungroup joins groups of three digits divided by sep; the first group has one
// to three digits and does not start with zero.
func ungroup(s string, sep byte) (string, bool) {
	parts := strings.Split(s, string(sep))
	if len(parts) < 2 || len(parts[0]) > 3 || !isDigits(parts[0]) || parts[0][0] == '0' {
		return "", false
	}
	for _, p := range parts[1:] {
		if len(p) != 3 || !isDigits(p) {
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}

func decimals(s, sep string) bool {
	whole, frac, _ := strings.Cut(s, sep)
	return isDigits(whole) && isDigits(frac)
}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
