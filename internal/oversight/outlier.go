package oversight

import (
	"fmt"
	"math"
	"slices"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
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

// Outlier is a value that lies far from the others of its indicator, or hundreds of
// times from another figure of its own model.
type Outlier struct {
	Value   Value
	Others  int
	Median  float64
	Low     float64 // the usual range
	High    float64
	Percent bool // above 100%, or below 0

	Against string  // "mục tiêu": the figure of its own that it is held against; "" for others' values
	Other   float64 // that figure
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

// slip is how many times its own target, baseline or last year's a figure is asked
// about. A group of thousands lost or added, or hectares for m², is a thousand or ten
// thousand times what was meant, and what was meant is seldom just the target.
const slip = 500

// Slips lists the figures of an entry that are hundreds of times another of its own,
// or the same part of it: what was reached against target, baseline and last year's,
// or, before there is a report, the target against the latter two. Before are the
// entries that it continues.
func Slips(c *registry.Catalogue, e *registry.Entry, before []registry.Entry, reported bool) []Outlier {
	var out []Outlier
	for i, o := range e.Content.Outcomes {
		figure, own := o.Target, []yardstick{{"số đầu kỳ", o.Baseline}}
		if reported {
			figure, own = o.Actual, []yardstick{{"mục tiêu", o.Target}, {"số đầu kỳ", o.Baseline}}
		}
		for b := range before {
			if last, ok := lastOf(&before[b], o, c); ok {
				own = append(own, yardstick{"số năm trước", last})
			}
		}
		v, ok := figure.Value()
		for _, y := range own {
			other, has := y.amount.Value()
			if !ok || !has || v <= 0 || other <= 0 || v < slip*other && other < slip*v {
				continue
			}
			out = append(out, Outlier{
				Value: Value{
					Entry: e.ID, Season: e.Season, Position: i, Indicator: o.Indicator, Label: o.Label, Measure: o.Unit, Actual: v,
				},
				Against: y.name, Other: other,
			})
			break
		}
	}
	return out
}

type yardstick struct {
	name   string
	amount registry.Amount
}

// lastOf finds what an earlier entry reached, or promised, in the line that says the
// same in the same measure.
func lastOf(e *registry.Entry, o registry.Outcome, c *registry.Catalogue) (registry.Amount, bool) {
	for _, x := range e.Content.Outcomes {
		if x.Indicator != o.Indicator || c.Label(x) != c.Label(o) || c.Unit(x) != c.Unit(o) {
			continue
		}
		if !x.Actual.Empty() {
			return x.Actual, true
		}
		return x.Target, !x.Target.Empty()
	}
	return "", false
}

// Key names a figure and what it is held against: whoever confirms it confirms just
// these two.
func (o Outlier) Key() string {
	return fmt.Sprintf("%d:%v:%v", o.Value.Position, o.Value.Actual, o.Other)
}

// Question asks about a figure that is held against another of its own.
func (o Outlier) Question() string {
	how := "gấp " + vietnamese.FormatNumber(math.Round(o.Value.Actual/o.Other)) + " lần"
	if o.Value.Actual < o.Other {
		how = "chỉ bằng 1/" + vietnamese.FormatNumber(math.Round(o.Other/o.Value.Actual))
	}
	return fmt.Sprintf("%s %s %s (%s) – có đúng không?",
		vietnamese.FormatNumber(o.Value.Actual), how, o.Against, vietnamese.FormatNumber(o.Other))
}
