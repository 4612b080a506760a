package registry_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Every writer of a number gives the same digits: half away from zero, at the
// places of its kind.
func TestOneRounding(t *testing.T) {
	of, fr := registry.ExactOf, registry.Fraction
	for _, c := range []struct {
		name  string
		x     registry.Exact
		kind  registry.Digits
		text  string
		plain string
		cell  float64
	}{
		{"a half of two decimals that a float is below", of(70.085), registry.Score, "70,09", "70.09", 70.09},
		{"its negative", of(-70.085), registry.Score, "-70,09", "-70.09", -70.09},
		{"the mean of sheets", fr(70*200+17, 200), registry.Score, "70,09", "70.09", 70.09},
		{"1.005", of(1.005), registry.Score, "1,01", "1.01", 1.01},
		{"below a half", of(70.0849999), registry.Score, "70,08", "70.08", 70.08},
		{"9 of 131", registry.Share(9, 131), registry.Percentage, "6,9", "6.9", 6.9},
		{"1 of 2000 is a half", registry.Share(1, 2000), registry.Percentage, "0,1", "0.1", 0.1},
		{"half", fr(1, 2), registry.AsReported, "0,5", "0.5", 0.5},
		{"half of a file", fr(1, 2), registry.Storage, "0,5", "0.5", 0.5},
		{"two thirds", fr(2, 3), registry.Score, "0,67", "0.67", 0.67},
		{"two thirds in the hundred", registry.Share(2, 3), registry.Percentage, "66,7", "66.7", 66.7},
		{"two thirds as reported", fr(2, 3), registry.AsReported, "0,666667", "0.666667", 0.666667},
		{"1e15", of(1e15), registry.AsReported, "1.000.000.000.000.000", "1000000000000000", 1e15},
		{"1e15 and a half", of(1e15 + 0.5), registry.AsReported, "1.000.000.000.000.000,5", "1000000000000000.5", 1e15 + 0.5},
		{"1e21", of(1e21), registry.Score, "1.000.000.000.000.000.000.000", "1000000000000000000000", 1e21},
		{"three tenths in parts", registry.SumOf(0.1, 0.2), registry.AsReported, "0,3", "0.3", 0.3},
		{"the seventh decimal", of(0.0000005), registry.AsReported, "0,000001", "0.000001", 0.000001},
		{"nearly nothing below zero", of(-0.0000001), registry.AsReported, "0", "0", 0},
		{"zero", registry.Exact{}, registry.Percentage, "0", "0", 0},
		{"a root", registry.ExactNear(70.08499999999998), registry.Score, "70,09", "70.09", 70.09},
		{"a difference", of(0.3).Minus(of(0.1)), registry.AsReported, "0,2", "0.2", 0.2},
		{"a quotient", of(1306.5).OverInt(1000), registry.Larger, "1,31", "1.31", 1.31},
		{"a quotient on the half", of(1005).OverInt(1000), registry.Larger, "1,01", "1.01", 1.01},
	} {
		if got := c.x.Text(c.kind); got != c.text {
			t.Errorf("%s is written %s, want %s", c.name, got, c.text)
		}
		if got := c.x.Plain(c.kind); got != c.plain {
			t.Errorf("%s is plainly %s, want %s", c.name, got, c.plain)
		}
		if got := c.x.Cell(c.kind); got != c.cell || vietnamese.FormatNumber(got) != c.text {
			t.Errorf("%s is %v in a cell, want %v; written again %s", c.name, got, c.cell, vietnamese.FormatNumber(got))
		}
	}
}

func TestThereIsNoShareOfNothing(t *testing.T) {
	for name, x := range map[string]registry.Exact{
		"a share": registry.Share(3, 0), "a sum with one": registry.ExactOf(1).Plus(registry.Fraction(1, 0)),
		"a quotient": registry.ExactOf(1).Over(registry.Exact{}), "infinity": registry.ExactOf(math.Inf(-1)), "NaN": registry.ExactOf(math.NaN()),
	} {
		if x.Text(registry.Score) != "–" || x.Plain(registry.Score) != "" || !math.IsNaN(x.Cell(registry.Score)) || !x.None() {
			t.Errorf("%s: %q, %q, %v", name, x.Text(registry.Score), x.Plain(registry.Score), x.Cell(registry.Score))
		}
	}
	if got := registry.Percent(1, 0) + " " + registry.Percent(9, 131) + " " + registry.Percent(131, 131); got != "– 6,9% 100%" {
		t.Errorf("percentages: %s", got)
	}
}

// A float carries a fraction to its rounding without moving it: the same digits as
// computing with whole numbers.
func TestAFloatCarriesAFractionToItsRounding(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		n, sum := 1+r.IntN(60), r.IntN(600_000)
		want := (2*sum + n) / (2 * n) // hundredths of points, half up
		if got := registry.ExactOf(registry.Fraction(sum, 100*n).Float()).Plain(registry.Score); got != decimal(want) {
			t.Fatalf("%d sheets of %d hundredths: %s, want %s", n, sum, got, decimal(want))
		}
	}
}

// decimal writes hundredths plainly.
func decimal(n int) string {
	s := strconv.Itoa(n / 100)
	switch f := n % 100; {
	case f == 0:
		return s
	case f%10 == 0:
		return s + "." + strconv.Itoa(f/10)
	case f < 10:
		return s + ".0" + strconv.Itoa(f)
	default:
		return s + "." + strconv.Itoa(f)
	}
}

func TestQuantityIsSaidInALargerMeasure(t *testing.T) {
	for _, c := range []struct {
		v          float64
		unit, want string
	}{
		{100_000_000, "đồng", "100 triệu đồng"}, {1_306_000_000, "Đồng", "1,31 tỷ đồng"}, {1005, "triệu đồng", "1,01 tỷ đồng"},
		{999.5, "triệu đồng", "999,5 triệu đồng"}, {100_050, "m²", "10,01 ha"}, {99_999, "m²", "99.999 m²"}, {1.0625, "km", "1,0625 km"},
	} {
		if n, unit := registry.Quantity(c.v, c.unit); n+" "+unit != c.want {
			t.Errorf("%v %s: %s %s, want %s", c.v, c.unit, n, unit, c.want)
		}
	}
}

// Adding up fast and adding up fractions give the same.
func TestAdderIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var a registry.Adder
		var slow registry.Exact
		for range 200 {
			v := float64(r.IntN(2_000_000)-1_000_000) / []float64{1, 10, 1000, 3, 1e9}[r.IntN(5)] * []float64{1, 1, 1e12}[r.IntN(3)]
			a.Add(v)
			slow = slow.Plus(registry.ExactOf(v))
		}
		if d := a.Sum().Minus(slow); d.Sign() != 0 {
			t.Fatalf("differs by %v", d.Float())
		}
	}
	var a registry.Adder
	for range 20_000 {
		a.Add(999_999_999.999999)
	}
	if got := a.Sum().Text(registry.AsReported); got != "19.999.999.999.999,98" {
		t.Errorf("past the whole numbers: %s", got)
	}
}
