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
	Founding  registry.Founding // of this figure
	Effective bool              // the verifier judged the entry effective: nothing is said of the figure
	Slug      registry.Slug     // with the season: the public address; only of a value of an edition
}

// Share is a part of what a line counts.
type Share struct {
	Sum     float64 // of kind S only
	Entries int
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

	Entries   int // that report it
	Models    int
	Elsewhere int // entries with a value of the indicator that this line does not count
	Sum       float64
	Effective Share                       // in entries that were judged effective
	Founded   [registry.Context + 1]Share // by founding of the figure
	Median    float64
	Min, Max  float64
	Newest    Value

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
	groups, known := map[Definition][]Value{}, map[Definition]Definition{}
	with := map[string]map[registry.EntryID]bool{}
	for _, v := range values {
		ind, ok := catalogue.Indicator(v.Indicator)
		if !ok {
			continue
		}
		typed := Definition{v.Indicator, v.Label, v.Measure, v.Period}
		d, ok := known[typed]
		if !ok {
			d = definitionOf(v, ind)
			known[typed] = d
		}
		groups[d] = append(groups[d], v)
		if with[v.Indicator] == nil {
			with[v.Indicator] = map[registry.EntryID]bool{}
		}
		with[v.Indicator][v.Entry] = true
	}
	place := map[string]int{}
	for i, ind := range catalogue.All() {
		place[ind.Code] = i
	}
	var out []Line
	for d, vs := range groups {
		ind, _ := catalogue.Indicator(d.Indicator)
		l := newLine(d, ind, vs)
		l.Elsewhere = len(with[d.Indicator]) - l.Entries
		out = append(out, l)
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
	models := map[registry.ModelID]bool{}
	all, effective := tally{}, tally{}
	var founded [len(l.Founded)]tally
	numbers := make([]float64, 0, len(l.Values))
	for _, v := range l.Values {
		models[v.Model] = true
		all.add(v)
		founded[v.Founding].add(v)
		if v.Effective {
			effective.add(v)
		}
		numbers = append(numbers, v.Actual)
		if l.Newest.Entry == 0 || newer(v, l.Newest) {
			l.Newest = v
		}
	}
	l.Effective = effective.share(l.Aggregate)
	for f := range founded {
		l.Founded[f] = founded[f].share(l.Aggregate)
	}
	total := all.share(l.Aggregate)
	l.Sum, l.Entries, l.Models = total.Sum, total.Entries, len(models)
	slices.Sort(numbers)
	l.Min, l.Max, l.Median = numbers[0], numbers[len(numbers)-1], middle(numbers)
}

// tally adds up values and counts their entries.
type tally struct {
	sum     registry.Adder
	entries map[registry.EntryID]bool
}

func (t *tally) add(v Value) {
	if t.entries == nil {
		t.entries = map[registry.EntryID]bool{}
	}
	t.entries[v.Entry] = true
	t.sum.Add(v.Actual)
}

func (t *tally) share(agg registry.Aggregation) Share {
	s := Share{Entries: len(t.entries)}
	if agg == registry.Sum {
		s.Sum = t.sum.Sum().Float()
	}
	return s
}

// Vouched is what somebody beside the unit vouches for: the commune, or a paper.
func (l *Line) Vouched() Share {
	a, b := l.Founded[registry.ByCommune], l.Founded[registry.Proven]
	return Share{registry.SumOf(a.Sum, b.Sum).Float(), a.Entries + b.Entries}
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
