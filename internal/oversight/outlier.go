package oversight

import (
	"math"
	"slices"

	"danvankheo/internal/registry"
)

// How a value is held against the others of its indicator. Median and median
// deviation are used because a few wrong values do not move them; amounts are
// compared on a logarithmic scale because they spread over powers of ten.
const (
	outlierLeast = 8    // fewer values than this say nothing
	outlierScore = 3.5  // so many robust deviations away is asked about
	outlierFloor = 0.15 // least deviation of a logarithm: when all are nearly equal, 1.7 times the usual is not yet odd
	ratioFloor   = 2    // the same for ratios, in their own unit
	robust       = 0.6745
)

// Outlier is a value that lies far from the others of its indicator.
type Outlier struct {
	Value   Value
	Others  int
	Median  float64
	Low     float64 // the usual range
	High    float64
	Percent bool // above 100%, or below 0
}

// Outliers lists the values of one entry that are far from what other entries
// reported under the same definition, and percentages that cannot be.
func Outliers(catalogue *registry.Catalogue, own, all []Value) []Outlier {
	var out []Outlier
	for _, v := range own {
		ind, ok := catalogue.Indicator(v.Indicator)
		if !ok {
			continue
		}
		d := definitionOf(v, ind)
		var others []float64
		for _, o := range all {
			if o.Model != v.Model && o.Indicator == v.Indicator && definitionOf(o, ind) == d {
				others = append(others, o.Actual)
			}
		}
		if o, odd := judge(v, others, ind.Aggregate == registry.Ratio, d.Measure == "%"); odd {
			out = append(out, o)
		}
	}
	return out
}

func judge(v Value, others []float64, ratio, percent bool) (Outlier, bool) {
	o := Outlier{Value: v, Percent: v.Actual < 0 || percent && ratio && v.Actual > 100}
	scale, back, floor := math.Log, math.Exp, outlierFloor
	if ratio {
		scale, back, floor = func(x float64) float64 { return x }, func(x float64) float64 { return x }, ratioFloor
	} else {
		others = slices.DeleteFunc(others, func(x float64) bool { return x <= 0 })
	}
	o.Others = len(others)
	if len(others) < outlierLeast || !ratio && v.Actual <= 0 {
		return o, o.Percent
	}
	scaled := make([]float64, len(others))
	for i, x := range others {
		scaled[i] = scale(x)
	}
	slices.Sort(scaled)
	center := middle(scaled)
	away := make([]float64, len(scaled))
	for i, x := range scaled {
		away[i] = math.Abs(x - center)
	}
	slices.Sort(away)
	reach := outlierScore * max(middle(away), floor) / robust
	o.Median, o.Low, o.High = back(center), back(center-reach), back(center+reach)
	return o, o.Percent || math.Abs(scale(v.Actual)-center) > reach
}
