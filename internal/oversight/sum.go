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
	return linesOf(catalogue, values, nil, true)
}

// group is the values of one definition, by their places among all.
type group struct {
	definition Definition
	indicator  registry.Indicator
	at         []int
}

// linesOf puts the values at some places together, of nil at all; without keep, lines
// have no values. It is made for hundreds of thousands: values stay where they are.
func linesOf(catalogue *registry.Catalogue, values []Value, places []int, keep bool) []Line {
	groups := grouped(catalogue, values, places)
	entries := map[string][]registry.EntryID{}
	for _, g := range groups {
		for _, i := range g.at {
			entries[g.definition.Indicator] = append(entries[g.definition.Indicator], values[i].Entry)
		}
	}
	with := map[string]int{}
	for code, list := range entries {
		slices.Sort(list)
		with[code] = len(slices.Compact(list))
	}
	place := map[string]int{}
	for i, ind := range catalogue.All() {
		place[ind.Code] = i
	}
	out := make([]Line, 0, len(groups))
	for _, g := range groups {
		l := newLine(g, values, keep)
		l.Elsewhere = with[l.Indicator] - l.Entries
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

// grouped sorts values by definition.
func grouped(catalogue *registry.Catalogue, values []Value, places []int) []*group {
	var out []*group
	groups, known := map[Definition]*group{}, map[Definition]*group{} // by definition, and as typed
	add := func(i int) {
		v := &values[i]
		typed := Definition{v.Indicator, v.Label, v.Measure, v.Period}
		g, ok := known[typed]
		if !ok {
			if ind, found := catalogue.Indicator(v.Indicator); found {
				d := definitionOf(*v, ind)
				if g = groups[d]; g == nil {
					g = &group{definition: d, indicator: ind}
					groups[d], out = g, append(out, g)
				}
			}
			known[typed] = g
		}
		if g != nil {
			g.at = append(g.at, i)
		}
	}
	if places == nil {
		for i := range values {
			add(i)
		}
	}
	for _, i := range places {
		add(i)
	}
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

func newLine(g *group, values []Value, keep bool) Line {
	d, ind := g.definition, g.indicator
	l := Line{
		Definition: d,
		Aggregate:  ind.Aggregate,
		Name:       ind.Label,
		Unit:       ind.Unit,
		Usual:      d.Label == "" && d.Measure == fold(ind.Unit),
	}
	counted, passed := once(d, ind.Aggregate, values, g.at)
	first := &values[slices.Min(counted)]
	if d.Label != "" {
		l.Name = first.Label
	}
	if d.Measure != fold(ind.Unit) {
		l.Unit = first.Measure
	}
	l.add(values, counted)
	if keep {
		for _, i := range counted {
			l.Values = append(l.Values, values[i])
		}
		slices.SortFunc(l.Values, func(a, b Value) int {
			return cmp.Or(cmp.Compare(b.Actual, a.Actual), cmp.Compare(a.Entry, b.Entry), a.Position-b.Position)
		})
		slices.Sort(passed)
		for _, i := range passed {
			l.Passed = append(l.Passed, values[i])
		}
	}
	return l
}

// add computes what is said of the counted values, which come model by model and
// entry by entry.
func (l *Line) add(values []Value, counted []int) {
	var all, effective tally
	var founded [len(l.Founded)]tally
	numbers := make([]float64, 0, len(counted))
	newest := counted[0]
	for n, i := range counted {
		v := &values[i]
		if n == 0 || v.Model != values[counted[n-1]].Model {
			l.Models++
		}
		all.add(v)
		founded[v.Founding].add(v)
		if v.Effective {
			effective.add(v)
		}
		numbers = append(numbers, v.Actual)
		if newer(v, &values[newest]) {
			newest = i
		}
	}
	l.Newest = values[newest]
	l.Effective = effective.share(l.Aggregate)
	for f := range founded {
		l.Founded[f] = founded[f].share(l.Aggregate)
	}
	total := all.share(l.Aggregate)
	l.Sum, l.Entries = total.Sum, total.Entries
	slices.Sort(numbers)
	l.Min, l.Max, l.Median = numbers[0], numbers[len(numbers)-1], middle(numbers)
}

// tally adds up values and counts their entries, which come one after the other.
type tally struct {
	sum     registry.Adder
	entries int
	last    registry.EntryID
}

func (t *tally) add(v *Value) {
	if t.entries == 0 || t.last != v.Entry {
		t.entries++
		t.last = v.Entry
	}
	t.sum.Add(v.Actual)
}

func (t *tally) share(agg registry.Aggregation) Share {
	s := Share{Entries: t.entries}
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

// once leaves one entry's values of each model: of a year, or altogether when the
// values are running totals or last values. Two lines of one entry both count. What is
// counted comes by model, year, entry and position.
func once(d Definition, agg registry.Aggregation, values []Value, at []int) (counted, passed []int) {
	altogether := d.Period == registry.PeriodTotal || agg == registry.Last
	slices.SortFunc(at, func(i, j int) int {
		a, b := &values[i], &values[j]
		return cmp.Or(cmp.Compare(a.Model, b.Model), cmp.Compare(a.Season, b.Season), cmp.Compare(a.Entry, b.Entry), a.Position-b.Position)
	})
	counted = make([]int, 0, len(at))
	for len(at) > 0 {
		first, n := &values[at[0]], 1
		for n < len(at) && values[at[n]].Model == first.Model && (altogether || values[at[n]].Season == first.Season) {
			n++
		}
		best := values[at[n-1]].Entry // the newest is the last
		for _, i := range at[:n] {
			if values[i].Entry == best {
				counted = append(counted, i)
			} else {
				passed = append(passed, i)
			}
		}
		at = at[n:]
	}
	return counted, passed
}

func newer(a, b *Value) bool {
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
