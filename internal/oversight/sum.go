package oversight

import (
	"cmp"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Value is what one entry reported of one indicator.
type Value struct {
	Entry     registry.EntryID
	Model     registry.ModelID
	Number    string
	Title     string
	Season    registry.Year
	Unit      registry.UnitCode // as it was then
	Field     registry.FieldCode
	Type      registry.Type
	Position  int // of the line in the entry
	Indicator string
	Label     string // a narrower meaning, "" for that of the catalogue
	Measure   string // as typed, "" for that of the catalogue
	Period    string // of [registry.Periods]
	Source    string // tu-khai, xa-xac-nhan, minh-chung
	Actual    float64
	Confirmed bool // the verifier confirmed the entry as effective
}

// Definition is what must be equal before two values may be put together: the
// indicator, the narrower meaning, the measure and the period. A value of one
// year and a running total are never one figure.
type Definition struct {
	Indicator, Label, Measure, Period string
}

// definitionOf gives the definition that a value is counted under.
func definitionOf(v Value, ind registry.Indicator) Definition {
	d := Definition{Indicator: v.Indicator, Label: fold(v.Label), Measure: fold(v.Measure), Period: v.Period}
	for _, n := range ind.History() { // it may have been typed under an earlier name
		if d.Label == fold(n.Label) {
			d.Label = ""
		}
	}
	if d.Measure == "" {
		d.Measure = fold(ind.Unit)
	}
	if d.Period != registry.PeriodTotal {
		d.Period = registry.PeriodYear
	}
	return d
}

func fold(s string) string {
	return strings.Join(strings.Fields(vietnamese.Lower(vietnamese.NFC(s))), " ")
}

// Line is one honest figure: the values of one definition and what may be said of
// them together. Which of its parts have a meaning is for the indicator to say:
// Sum of kind S only, Median of kind R, Newest of kind L.
type Line struct {
	Definition
	Aggregate registry.Aggregation
	Name      string // words for the reader
	Unit      string // measure for the reader
	Usual     bool   // the catalogue's own meaning and measure

	Entries          int // that report it
	Models           int
	ConfirmedEntries int
	Sum, Confirmed   float64
	Median           float64
	Min, Max         float64
	Newest           Value

	Values []Value // counted, the largest first
	Passed []Value // not counted: the same model has a newer value
}

// Lines puts values together, in the order of the catalogue: first the usual
// meaning of each indicator, then narrower ones and other measures. A free
// indicator is in no catalogue and in no line.
//
// One model is counted once. When two entries of it (one of a commune, one of the
// commune that took it over) speak of the same year, the newer one counts; of a
// running total only the newest year does. What is passed over stays visible.
func Lines(catalogue *registry.Catalogue, values []Value) []Line {
	groups := map[Definition][]Value{}
	for _, v := range values {
		if ind, ok := catalogue.Indicator(v.Indicator); ok {
			d := definitionOf(v, ind)
			groups[d] = append(groups[d], v)
		}
	}
	place := map[string]int{}
	for i, ind := range catalogue.All() {
		place[ind.Code] = i
	}
	var out []Line
	for d, vs := range groups {
		ind, _ := catalogue.Indicator(d.Indicator)
		out = append(out, newLine(d, ind, vs))
	}
	slices.SortFunc(out, func(a, b Line) int {
		return cmp.Or(
			place[a.Indicator]-place[b.Indicator],
			order(a.Usual, b.Usual),
			cmp.Compare(b.Period, a.Period),
			cmp.Compare(a.Label, b.Label),
			cmp.Compare(a.Measure, b.Measure),
		)
	})
	return out
}

// order puts what holds first.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func newLine(d Definition, ind registry.Indicator, vs []Value) Line {
	l := Line{
		Definition: d,
		Aggregate:  ind.Aggregate,
		Name:       ind.Label,
		Unit:       ind.Unit,
		Usual:      d.Label == "" && d.Measure == fold(ind.Unit),
	}
	l.Values, l.Passed = once(d, ind.Aggregate, vs)
	first := l.Values[0]
	if d.Label != "" {
		l.Name = first.Label
	}
	if d.Measure != fold(ind.Unit) {
		l.Unit = first.Measure
	}
	slices.SortFunc(l.Values, func(a, b Value) int {
		return cmp.Or(cmp.Compare(b.Actual, a.Actual), cmp.Compare(a.Entry, b.Entry), a.Position-b.Position)
	})
	l.add()
	return l
}

// add computes what is said of the counted values.
func (l *Line) add() {
	models, entries, confirmed := map[registry.ModelID]bool{}, map[registry.EntryID]bool{}, map[registry.EntryID]bool{}
	numbers := make([]float64, 0, len(l.Values))
	var sum, sure registry.Adder
	for _, v := range l.Values {
		models[v.Model], entries[v.Entry] = true, true
		if v.Confirmed {
			confirmed[v.Entry] = true
		}
		numbers = append(numbers, v.Actual)
		if l.Newest.Entry == 0 || newer(v, l.Newest) {
			l.Newest = v
		}
		if l.Aggregate == registry.Sum {
			sum.Add(v.Actual)
			if v.Confirmed {
				sure.Add(v.Actual)
			}
		}
	}
	l.Sum, l.Confirmed = sum.Sum().Float(), sure.Sum().Float()
	l.Models, l.Entries, l.ConfirmedEntries = len(models), len(entries), len(confirmed)
	slices.Sort(numbers)
	l.Min, l.Max, l.Median = numbers[0], numbers[len(numbers)-1], middle(numbers)
}

// once leaves one value of each model: of a year, or altogether when the values
// are running totals or last values. Two lines of one entry both count.
func once(d Definition, agg registry.Aggregation, vs []Value) (counted, passed []Value) {
	type key struct {
		model  registry.ModelID
		season registry.Year
	}
	of := func(v Value) key {
		if d.Period == registry.PeriodTotal || agg == registry.Last {
			return key{model: v.Model}
		}
		return key{v.Model, v.Season}
	}
	best := map[key]Value{}
	for _, v := range vs {
		if b, ok := best[of(v)]; !ok || newer(v, b) {
			best[of(v)] = v
		}
	}
	for _, v := range vs {
		if v.Entry == best[of(v)].Entry {
			counted = append(counted, v)
		} else {
			passed = append(passed, v)
		}
	}
	return counted, passed
}

func newer(a, b Value) bool {
	return cmp.Or(cmp.Compare(a.Season, b.Season), cmp.Compare(a.Entry, b.Entry)) > 0
}

// middle is the median of sorted numbers.
func middle(sorted []float64) float64 {
	n := len(sorted)
	if n == 0 {
		return 0
	}
	if n%2 == 1 {
		return sorted[n/2]
	}
	return registry.SumOf(sorted[n/2-1], sorted[n/2]).OverInt(2).Float()
}

// Scope narrows values. Empty parts do not limit.
type Scope struct {
	Season registry.Year
	Field  registry.FieldCode
	Units  map[registry.UnitCode]bool // every version that counts as the unit asked for
}

// Within gives the values of a scope.
func (s Scope) Within(values []Value) []Value {
	var out []Value
	for _, v := range values {
		if (s.Season == 0 || v.Season == s.Season) && (s.Field == "" || v.Field == s.Field) && (s.Units == nil || s.Units[v.Unit]) {
			out = append(out, v)
		}
	}
	return out
}

// UnitsOf lists the versions that count as a unit: itself, its earlier names and
// all it took over. Of a former district they are the communes that lay in it and
// the present units that are counted under it, so that districts add up to the
// province.
func UnitsOf(l *registry.Ledger, code registry.UnitCode) map[registry.UnitCode]bool {
	out := map[registry.UnitCode]bool{}
	u, ok := l.Unit(code)
	if !ok {
		return out
	}
	if u.Kind == registry.Province {
		return nil
	}
	for _, c := range l.Heritage(code) {
		out[c] = true
	}
	if u.Kind.Level() != registry.DistrictLevel {
		return out
	}
	for _, c := range l.All() {
		if MainDistrict(l, c.Code) == latestDistrict(l, code) {
			out[c.Code] = true
		}
	}
	return out
}
