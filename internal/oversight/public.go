package oversight

import (
	"slices"

	"danvankheo/internal/registry"
)

// PublicCount is how many public stories share a season, field, type, origin and
// unit. All public counts are sums of these.
type PublicCount struct {
	Season registry.Year
	Field  registry.FieldCode
	Type   registry.Type
	Origin registry.Origin
	Unit   registry.UnitCode // as it was then; "" when unknown
	Count  int
}

// OutcomeSum adds up what public, registered entries reached of one indicator in
// one season, in one unit of measure. Whether the indicator may be summed at all
// is for the catalogue to say.
type OutcomeSum struct {
	Indicator string
	Measure   string // as typed; "" is that of the catalogue
	Season    registry.Year
	Confirmed bool // the verifier confirmed the result as effective
	Sum       float64
	Entries   int
}

// Tally is every public story counted by season, field, type, origin and unit.
type Tally struct {
	Rows  []PublicCount
	Today map[registry.UnitCode]int // a unit in force → stories of it and of all it took over
}

// NewTally counts rows for the present units as well.
func NewTally(ledger *registry.Ledger, rows []PublicCount) *Tally {
	t := &Tally{Rows: rows, Today: map[registry.UnitCode]int{}}
	heirs := map[registry.UnitCode][]registry.Unit{}
	for _, r := range rows {
		if r.Unit == "" {
			continue
		}
		list, ok := heirs[r.Unit]
		if !ok {
			list = ledger.Today(r.Unit)
			heirs[r.Unit] = list
		}
		for _, u := range list {
			t.Today[u.Code] += r.Count
		}
	}
	return t
}

// Count adds up the rows that all conditions hold for.
func (t *Tally) Count(conditions ...func(PublicCount) bool) int {
	n := 0
	for _, r := range t.Rows {
		if !slices.ContainsFunc(conditions, func(ok func(PublicCount) bool) bool { return !ok(r) }) {
			n += r.Count
		}
	}
	return n
}

// ByUnits holds for stories that their unit registered.
func ByUnits(r PublicCount) bool { return r.Origin == registry.Registered }

// InSeason holds for the stories of a season, 0 for all seasons.
func InSeason(y registry.Year) func(PublicCount) bool {
	return func(r PublicCount) bool { return y == 0 || r.Season == y }
}

// ExactSeason is InSeason that means the unknown season by 0.
func ExactSeason(y registry.Year) func(PublicCount) bool {
	return func(r PublicCount) bool { return r.Season == y }
}

// InField holds for the stories of a field.
func InField(f registry.FieldCode) func(PublicCount) bool {
	return func(r PublicCount) bool { return r.Field == f }
}

// ByToday counts the stories of the present units, those of their predecessors
// included, among the rows that all conditions hold for.
func (t *Tally) ByToday(l *registry.Ledger, conditions ...func(PublicCount) bool) map[registry.UnitCode]int {
	out := map[registry.UnitCode]int{}
	for _, r := range t.Rows {
		if r.Unit == "" || slices.ContainsFunc(conditions, func(ok func(PublicCount) bool) bool { return !ok(r) }) {
			continue
		}
		for _, u := range l.Today(r.Unit) {
			out[u.Code] += r.Count
		}
	}
	return out
}

// Communes counts today's communes with a story among the rows that a condition
// holds for.
func (t *Tally) Communes(l *registry.Ledger, conditions ...func(PublicCount) bool) int {
	seen := map[registry.UnitCode]bool{}
	for _, r := range t.Rows {
		if r.Unit == "" || slices.ContainsFunc(conditions, func(ok func(PublicCount) bool) bool { return !ok(r) }) {
			continue
		}
		for _, u := range l.Today(r.Unit) {
			if u.Kind.Level() == registry.CommuneLevel {
				seen[u.Code] = true
			}
		}
	}
	return len(seen)
}

// Seasons lists the seasons that have stories, the newest first; the unknown one
// is left out.
func (t *Tally) Seasons() []registry.Year {
	var out []registry.Year
	for _, r := range t.Rows {
		if r.Season != 0 && !slices.Contains(out, r.Season) {
			out = append(out, r.Season)
		}
	}
	slices.SortFunc(out, func(a, b registry.Year) int { return int(b - a) })
	return out
}

// PublicSum is what public, registered entries reached of one indicator that may be
// added up, in the unit of the catalogue.
type PublicSum struct {
	Indicator      registry.Indicator
	Season         registry.Year
	All, Confirmed float64
	Entries        int
	ConfirmedCount int
	OtherMeasure   int // entries that count in another unit and are left out
}

// AddUp joins the sums of one indicator and season. Ratios and last values are
// never summed.
func AddUp(c *registry.Catalogue, rows []OutcomeSum) []PublicSum {
	type key struct {
		code string
		year registry.Year
	}
	at := map[key]int{}
	var out []PublicSum
	for _, r := range rows {
		ind, ok := c.Indicator(r.Indicator)
		if !ok || ind.Aggregate != registry.Sum {
			continue
		}
		k := key{r.Indicator, r.Season}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, PublicSum{Indicator: ind, Season: r.Season})
		}
		s := &out[i]
		if r.Measure != "" && r.Measure != ind.Unit {
			s.OtherMeasure += r.Entries
			continue
		}
		s.All += r.Sum
		s.Entries += r.Entries
		if r.Confirmed {
			s.Confirmed += r.Sum
			s.ConfirmedCount += r.Entries
		}
	}
	return out
}

// SumsOfSeason joins the sums of all seasons, or keeps those of one, in the order of
// the catalogue.
func SumsOfSeason(c *registry.Catalogue, sums []PublicSum, y registry.Year) []PublicSum {
	var out []PublicSum
	for _, ind := range c.In(y).All() {
		total := PublicSum{Indicator: ind, Season: y}
		for _, s := range sums {
			if s.Indicator.Code == ind.Code && (y == 0 || s.Season == y) {
				total.All += s.All
				total.Confirmed += s.Confirmed
				total.Entries += s.Entries
				total.ConfirmedCount += s.ConfirmedCount
				total.OtherMeasure += s.OtherMeasure
			}
		}
		if total.Entries > 0 || total.OtherMeasure > 0 {
			out = append(out, total)
		}
	}
	return out
}
