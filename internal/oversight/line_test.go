package oversight_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// Random outcomes of one indicator: the values that count are picked again, model
// by model, and every figure of the line is computed from them a second way.
func TestFiguresOfASumAgreeWithAnotherComputation(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		code := []string{"LAND_M2", "SITES", "AGREE_RATE"}[seed%3]
		period := []string{"nam", "luy-ke"}[seed/3%2]
		var all []oversight.Value
		for e := range 1 + r.IntN(12) {
			v := value(e+1, 1+r.IntN(4), registry.Year(2024+r.IntN(3)), code, period, float64(r.IntN(40)))
			v.Effective = r.IntN(2) == 0
			all = append(all, v)
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		l := line(t, all...)
		var counted []oversight.Value
		for _, v := range all {
			beaten := slices.ContainsFunc(all, func(o oversight.Value) bool {
				sameYear := o.Season == v.Season || code == "SITES" || period == "luy-ke"
				return o.Model == v.Model && sameYear && (o.Season > v.Season || o.Season == v.Season && o.Entry > v.Entry)
			})
			if !beaten {
				counted = append(counted, v)
			}
		}
		var numbers []float64
		sum, sure, sureEntries := 0.0, 0.0, 0
		newest := counted[0]
		models := map[registry.ModelID]bool{}
		for _, v := range counted {
			numbers, sum, models[v.Model] = append(numbers, v.Actual), sum+v.Actual, true
			if v.Effective {
				sure, sureEntries = sure+v.Actual, sureEntries+1
			}
			if v.Season > newest.Season || v.Season == newest.Season && v.Entry > newest.Entry {
				newest = v
			}
		}
		if code != "LAND_M2" {
			sum, sure = 0, 0 // ratios and last values are never added
		}
		slices.Sort(numbers)
		low, high := numbers[0], numbers[len(numbers)-1]
		middle := numbers
		for len(middle) > 2 {
			middle = middle[1 : len(middle)-1]
		}
		median := (middle[0] + middle[len(middle)-1]) / 2
		got := fmt.Sprint("sums ", l.Sum, l.Effective.Sum, " range ", l.Median, l.Min, l.Max, " newest ", l.Newest.Entry,
			" counts ", l.Entries, l.Models, l.Effective.Entries, len(l.Values), len(l.Passed))
		want := fmt.Sprint("sums ", sum, sure, " range ", median, low, high, " newest ", newest.Entry,
			" counts ", len(counted), len(models), sureEntries, len(counted), len(all)-len(counted))
		if got != want {
			t.Errorf("seed %d, %s %s:\n got %s\nwant %s", seed, code, period, got, want)
		}
		for i := 1; i < len(l.Values); i++ {
			if a, b := l.Values[i-1], l.Values[i]; a.Actual < b.Actual || a.Actual == b.Actual && a.Entry > b.Entry {
				t.Errorf("seed %d: entry %d (%v) is listed before entry %d (%v)", seed, a.Entry, a.Actual, b.Entry, b.Actual)
			}
		}
	}
}

// The catalogue's order, its own meaning first, the year before the running total,
// then by label and measure.
func TestLinesComeInTheOrderOfTheCatalogue(t *testing.T) {
	t.Parallel()
	labelled := func(v oversight.Value, label, measure string) oversight.Value {
		v.Label, v.Measure = label, measure
		return v
	}
	all := []oversight.Value{
		value(1, 1, 2026, "AGREE_RATE", "nam", 90), value(2, 2, 2026, "SITES", "nam", 3),
		labelled(value(3, 3, 2026, "LAND_M2", "nam", 1), "Đất vườn", ""), labelled(value(4, 4, 2026, "LAND_M2", "nam", 1), "Đất ao", ""),
		labelled(value(5, 5, 2026, "LAND_M2", "nam", 1), "", "sào"), labelled(value(6, 6, 2026, "LAND_M2", "nam", 1), "", "ha"),
		value(7, 7, 2026, "LAND_M2", "luy-ke", 5), value(8, 8, 2026, "LAND_M2", "", 5),
	}
	want := []string{
		"LAND_M2|Diện tích đất hiến|m²|nam|true", "LAND_M2|Diện tích đất hiến|m²|luy-ke|true",
		"LAND_M2|Diện tích đất hiến|ha|nam|false", "LAND_M2|Diện tích đất hiến|sào|nam|false",
		"LAND_M2|Đất ao|m²|nam|false", "LAND_M2|Đất vườn|m²|nam|false",
		"SITES|Số điểm áp dụng|điểm|nam|true", "AGREE_RATE|Tỷ lệ hộ đồng thuận|%|nam|true",
	}
	for range 8 { // the lines are gathered in a map
		var got []string
		for _, l := range oversight.Lines(catalogue, all) {
			got = append(got, fmt.Sprintf("%s|%s|%s|%s|%v", l.Indicator, l.Name, l.Unit, l.Period, l.Usual))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q,\nwant %q", got, want)
		}
	}
}

func TestEqualLinesOfOneEntryKeepTheirPosition(t *testing.T) {
	t.Parallel()
	var all []oversight.Value
	for _, p := range []int{2, 0, 1} {
		v := value(1, 1, 2026, "LAND_M2", "nam", 5)
		v.Position = p
		all = append(all, v)
	}
	for i, v := range line(t, all...).Values {
		if v.Position != i {
			t.Errorf("line %d is that of position %d", i, v.Position)
		}
	}
}

func TestScopeLimitsByEachField(t *testing.T) {
	t.Parallel()
	odd := value(3, 3, 2026, "LAND_M2", "nam", 1)
	odd.Field, odd.Unit = "xa-hoi", "B"
	all := []oversight.Value{value(1, 1, 2025, "LAND_M2", "nam", 1), value(2, 2, 2026, "LAND_M2", "nam", 1), odd}
	for _, c := range []struct {
		name  string
		scope oversight.Scope
		want  string
	}{
		{"no limit", oversight.Scope{}, "[1 2 3]"},
		{"a year", oversight.Scope{Season: 2026}, "[2 3]"},
		{"a field", oversight.Scope{Field: "kinh-te"}, "[1 2]"},
		{"units", oversight.Scope{Units: map[registry.UnitCode]bool{"B": true}}, "[3]"},
		{"no unit at all", oversight.Scope{Units: map[registry.UnitCode]bool{}}, "[]"},
		{"all three", oversight.Scope{Season: 2026, Field: "kinh-te", Units: map[registry.UnitCode]bool{"A": true}}, "[2]"},
	} {
		got := []registry.EntryID{}
		for _, v := range c.scope.Within(all) {
			got = append(got, v.Entry)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
	l := smallLedger()
	for code, want := range map[registry.UnitCode]int{"A": 4, "B": 3, "E": 5, "?": 0, "S": 1} {
		if got := oversight.UnitsOf(l, code); got == nil || len(got) != want {
			t.Errorf("UnitsOf(%s) = %v, want %d", code, got, want)
		}
	}
}

// The usual range of values that all lie evenly is known beforehand: the median, and
// 3.5 median deviations (over 0.6745) to each side, in logarithms unless a ratio.
func TestUsualRangeOfAnOutlier(t *testing.T) {
	t.Parallel()
	var amounts, rates []oversight.Value
	for i := range 9 {
		amounts = append(amounts, value(i+1, i+1, 2026, "LAND_M2", "nam", math.Pow(10, float64(i+1)))) // 10 … 10⁹
		rates = append(rates, value(i+1, i+1, 2026, "AGREE_RATE", "nam", float64(10*(i+1))))           // 10 … 90
	}
	mixed := slices.Concat(rates, amounts)
	r := rand.New(rand.NewPCG(1, 1))
	r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	far := oversight.Outliers(catalogue, []oversight.Value{value(99, 99, 2026, "AGREE_RATE", "nam", 154)}, mixed)
	reach := 3.5 * 20 / 0.6745 // half lie within 20 of 50
	if len(far) != 1 || far[0].Others != 9 || far[0].Median != 50 || math.Abs(far[0].Low-(50-reach)) > 1e-9 ||
		math.Abs(far[0].High-(50+reach)) > 1e-9 || !far[0].Percent || far[0].Value.Entry != 99 {
		t.Errorf("a ratio: %+v", far)
	}
	if got := oversight.Outliers(catalogue, []oversight.Value{value(99, 99, 2026, "AGREE_RATE", "nam", -5)}, mixed); len(got) != 1 {
		t.Error("a ratio below nothing is asked about, though within the usual range")
	}
	top := math.Pow(10, 5+3.5*2/0.6745) // half lie within two powers of 10⁵
	for actual, odd := range map[float64]bool{top * 0.999: false, top * 1.001: true} {
		got := oversight.Outliers(catalogue, []oversight.Value{value(99, 99, 2026, "LAND_M2", "nam", actual)}, mixed)
		if (len(got) == 1) != odd {
			t.Errorf("%g of at most %g: %+v", actual, top, got)
		}
		if odd && (math.Abs(got[0].Median-1e5) > 1e-3 || math.Abs(got[0].High/top-1) > 1e-9 ||
			math.Abs(got[0].Low*top/1e10-1) > 1e-9 || got[0].Percent) {
			t.Errorf("range %+v, want up to %g", got[0], top)
		}
	}
}

func TestWhatAnOutlierIsHeldAgainst(t *testing.T) {
	t.Parallel()
	same := func(n int, change func(*oversight.Value)) (out []oversight.Value) {
		for i := range n {
			v := value(i+1, i+1, 2026, "LAND_M2", "nam", 100)
			if change != nil {
				change(&v)
			}
			out = append(out, v)
		}
		return out
	}
	rate := func(v *oversight.Value) { v.Indicator, v.Actual = "AGREE_RATE", 90 }
	for _, c := range []struct {
		name   string
		actual float64
		code   string
		others []oversight.Value
		odd    bool
	}{
		{"eight others are enough", 1000, "LAND_M2", same(8, nil), true},
		{"seven are not", 1000, "LAND_M2", same(7, nil), false},
		{"what is not above zero does not count among them", 1000, "LAND_M2",
			append(same(7, nil), value(8, 8, 2026, "LAND_M2", "nam", 0)), false},
		{"its own model does not count among them", 1000, "LAND_M2",
			append(same(7, nil), value(98, 99, 2025, "LAND_M2", "nam", 100)), false},
		{"another indicator does not", 1000, "LAND_M2", append(same(7, nil), same(8, rate)...), false},
		{"another period does not", 1000, "LAND_M2", same(8, func(v *oversight.Value) { v.Period = "luy-ke" }), false},
		{"twice the usual of equal amounts is within the floor", 217, "LAND_M2", same(8, nil), false}, // e^(3.5×0.15/0.6745) = 2.178
		{"more than that is not", 219, "LAND_M2", same(8, nil), true},
		{"nothing done is no outlier", 0, "LAND_M2", same(8, nil), false},
		{"below nothing is", -1, "LAND_M2", same(8, nil), true},
		{"ten points from equal ratios are within the floor", 79.7, "AGREE_RATE", same(8, rate), false}, // 3.5×2/0.6745 = 10.38
		{"eleven are not", 79.5, "AGREE_RATE", same(8, rate), true},
		{"a ratio of nothing is held against the others", 0, "AGREE_RATE", same(8, rate), true},
		{"all of them", 100, "AGREE_RATE", same(8, rate), false},
		{"more than all", 100.5, "AGREE_RATE", nil, true},
		{"an amount of more than a hundred", 101, "LAND_M2", same(8, nil), false},
		{"an unknown indicator", -5, "", same(8, nil), false},
	} {
		got := oversight.Outliers(catalogue, []oversight.Value{value(99, 99, 2026, c.code, "nam", c.actual)}, c.others)
		if (len(got) == 1) != c.odd {
			t.Errorf("%s: %+v, want odd %v", c.name, got, c.odd)
		}
	}
	share := value(99, 99, 2026, "LAND_M2", "nam", 150)
	share.Measure = "%"
	if got := oversight.Outliers(catalogue, []oversight.Value{share}, nil); len(got) != 0 {
		t.Errorf("an amount in percent may be more than all: %+v", got)
	}
	hectares := value(99, 99, 2026, "AGREE_RATE", "nam", 150)
	hectares.Measure = "hộ"
	if got := oversight.Outliers(catalogue, []oversight.Value{hectares}, nil); len(got) != 0 {
		t.Errorf("150 households are no percentage: %+v", got)
	}
}
