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

// PublicLines are the lines of what the public reads: of all seasons together, in
// which a running total of several years counts once, and of each season.
type PublicLines struct {
	of map[registry.Year][]Line // 0: all
}

// NewPublicLines puts the values of editions together; the lines keep their figures,
// not their values.
func NewPublicLines(c *registry.Catalogue, values []Value) *PublicLines {
	p := &PublicLines{of: map[registry.Year][]Line{0: linesOf(c.In(0), values, nil, false)}}
	seasons := map[registry.Year][]int{}
	for i := range values {
		if y := values[i].Season; y != 0 {
			seasons[y] = append(seasons[y], i)
		}
	}
	for y, places := range seasons {
		p.of[y] = linesOf(c.In(y), values, places, false)
	}
	return p
}

// In gives the lines of a season, 0 for all together.
func (p *PublicLines) In(y registry.Year) []Line { return p.of[y] }

// YearLine is one line in one season.
type YearLine struct {
	Season registry.Year
	Line
}

// ByYear follows the usual yearly line of an indicator through the seasons.
func (p *PublicLines) ByYear(indicator string) []YearLine {
	var out []YearLine
	for y, lines := range p.of {
		if i := UsualLine(lines, indicator); y != 0 && i >= 0 {
			out = append(out, YearLine{y, lines[i]})
		}
	}
	slices.SortFunc(out, func(a, b YearLine) int { return int(a.Season - b.Season) })
	return out
}

// UsualLine is the place of the yearly line of an indicator in its own meaning and
// measure, -1 when there is none.
func UsualLine(lines []Line, indicator string) int {
	return slices.IndexFunc(lines, func(l Line) bool {
		return l.Indicator == indicator && l.Usual && l.Period == registry.PeriodYear
	})
}
