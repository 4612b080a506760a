package registry

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"danvankheo/internal/vietnamese"
)

// Exact is a number without error: what sums, means, shares and quotients are until
// the last step, which is writing them. The zero value is 0; a number that there is
// not (a share of nothing) is written as "–". Values are never changed.
//
// There is one rounding: half away from zero, at the places of the kind of number
// ([Digits]), once, when it is written ([Exact.Text], [Exact.Plain]) or laid into a
// cell ([Exact.Cell]). Screen, paper and export go through it and so cannot differ.
//
// Where a number travels as a float64 (frozen figures, JSON, charts), the float is
// only its carrier: it is made by one correctly rounded step ([Exact.Float]) and
// read as the shortest decimal that it is the float of ([ExactOf]). That gives back
// every number of fifteen digits, and a fraction that needs more is never so near to
// a half that the float could be on the other side of it.
type Exact struct {
	rat  *big.Rat // nil is 0
	none bool
}

// Digits is a kind of number, by which it is rounded.
type Digits uint8

// The kinds of numbers.
const (
	AsReported Digits = iota // a value as it was reported, or a sum of such
	Percentage               // a share of a whole
	Score                    // points: means, medians, deviations, shares of votes
	Larger                   // a value in a larger measure than it was reported in
	Storage                  // the size of files
)

// places is how many decimals a number of a kind has at most.
var places = [...]int{AsReported: 6, Percentage: 1, Score: 2, Larger: 2, Storage: 1}

// Places is how many decimals a number of the kind has at most.
func (d Digits) Places() int { return places[d] }

// ExactOf reads the number that a float carries: the shortest decimal.
func ExactOf(v float64) Exact {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Exact{none: true}
	}
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(v, 'g', -1, 64))
	return Exact{rat: r, none: !ok}
}

// noisePlaces is where the error of a computed float cannot be yet.
const noisePlaces = 9

// ExactNear reads a float that was computed in several steps because it is no
// fraction (a root): what lies beyond its ninth decimal is error, not number.
func ExactNear(v float64) Exact { return ExactOf(v).round(noisePlaces) }

// Fraction is part over whole; there is none over 0.
func Fraction(part, whole int) Exact {
	if whole == 0 {
		return Exact{none: true}
	}
	return Exact{rat: big.NewRat(int64(part), int64(whole))}
}

// Share is part in the hundred of whole.
func Share(part, whole int) Exact { return Fraction(part, whole).Times(100) }

// SumOf adds up.
func SumOf(values ...float64) Exact {
	var sum Adder
	for _, v := range values {
		sum.Add(v)
	}
	return sum.Sum()
}

// Adder adds up many numbers. Those of six decimals at most are added as whole
// numbers, which is fast.
type Adder struct {
	millionths int64
	rest       Exact
}

// The numbers of fifteen digits, in millionths.
const (
	million  = 1_000_000
	mostFast = 1_000_000_000_000_000
)

// Add adds the number that a float carries.
func (a *Adder) Add(v float64) {
	m := math.Round(v * million)
	if math.Abs(m) >= mostFast || m/million != v || max(a.millionths, -a.millionths) > math.MaxInt64-mostFast {
		a.rest = a.rest.Plus(ExactOf(v))
		return
	}
	a.millionths += int64(m)
}

// Sum is the sum so far.
func (a *Adder) Sum() Exact { return a.rest.Plus(Exact{rat: big.NewRat(a.millionths, million)}) }

func (x Exact) value() *big.Rat {
	if x.rat == nil {
		return new(big.Rat)
	}
	return x.rat
}

// Plus adds.
func (x Exact) Plus(y Exact) Exact {
	return Exact{rat: new(big.Rat).Add(x.value(), y.value()), none: x.none || y.none}
}

// Minus subtracts.
func (x Exact) Minus(y Exact) Exact { return x.Plus(y.Times(-1)) }

// Times multiplies by a whole number.
func (x Exact) Times(n int) Exact {
	return Exact{rat: new(big.Rat).Mul(x.value(), big.NewRat(int64(n), 1)), none: x.none}
}

// Over divides; there is none over 0.
func (x Exact) Over(y Exact) Exact {
	if x.none || y.none || y.value().Sign() == 0 {
		return Exact{none: true}
	}
	return Exact{rat: new(big.Rat).Quo(x.value(), y.value())}
}

// OverInt divides by a whole number; there is none over 0.
func (x Exact) OverInt(n int) Exact { return x.Over(Fraction(n, 1)) }

// None reports whether there is no such number.
func (x Exact) None() bool { return x.none }

// Sign is -1, 0 or 1.
func (x Exact) Sign() int { return x.value().Sign() }

// Float gives the nearest float; that of no number is NaN.
func (x Exact) Float() float64 {
	if x.none {
		return math.NaN()
	}
	f, _ := x.value().Float64()
	return f
}

// round rounds half away from zero.
func (x Exact) round(places int) Exact {
	if x.none {
		return x
	}
	r, _ := new(big.Rat).SetString(x.value().FloatString(places)) // digits that Rat wrote
	return Exact{rat: r}
}

// Cell is the number as it lies in a cell: rounded as it is written.
func (x Exact) Cell(d Digits) float64 { return x.round(d.Places()).Float() }

// Whole rounds to a whole number.
func (x Exact) Whole() int { return int(x.round(0).Float()) }

// Plain writes the number for machines: 1306.5, with no zeros at the end; "" when
// there is none.
func (x Exact) Plain(d Digits) string {
	if x.none {
		return ""
	}
	s := x.value().FloatString(d.Places())
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		return "0"
	}
	return s
}

// Text writes the number for people: 1.306,5.
func (x Exact) Text(d Digits) string {
	if x.none {
		return "–"
	}
	return vietnamese.FormatDecimal(x.Plain(d))
}

// Percent writes part as a share of whole: 6,9%; "–" of nothing.
func Percent(part, whole int) string { return PercentOf(Share(part, whole)) }

// PercentOf writes a number in the hundred: 6,9%.
func PercentOf(x Exact) string {
	if x.none {
		return x.Text(Percentage)
	}
	return x.Text(Percentage) + "%"
}

// larger lists the measures that people leave for a larger one: from how many on,
// and how many make one of the larger. Of one measure the largest comes first.
var larger = []struct {
	from, by int
	unit, to string
}{
	{1_000_000_000, 1_000_000_000, "đồng", "tỷ đồng"},
	{1_000_000, 1_000_000, "đồng", "triệu đồng"},
	{1000, 1000, "triệu đồng", "tỷ đồng"},
	{100_000, 10_000, "m²", "ha"},
}

// Quantity writes a value in the measure that people would say it in: 100000000 đồng
// is 100 triệu đồng, 1306 triệu đồng is 1,31 tỷ đồng.
func Quantity(v float64, unit string) (number, measure string) {
	for _, l := range larger {
		if vietnamese.Lower(unit) == l.unit && v >= float64(l.from) {
			return ExactOf(v).OverInt(l.by).Text(Larger), l.to
		}
	}
	return ExactOf(v).Text(AsReported), unit
}
