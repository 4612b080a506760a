package site

import (
	"context"
	"slices"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// tally is every public story counted by season, field, type, origin and unit.
type tally struct {
	rows  []sqlite.PublicCount
	today map[registry.UnitCode]int // a unit in force → stories of it and of all it took over
}

// tallied gives the public stories counted, at most once for each change.
func (h *showcase) tallied(ctx context.Context) (*tally, error) {
	ctx = context.WithoutCancel(ctx) // others get it too
	return h.counts.lag(h.Flow.PublicGeneration(), h.Beside, func() (*tally, error) { return h.tally(ctx) })
}

// tally counts the public stories.
func (h *showcase) tally(ctx context.Context) (*tally, error) {
	rows, err := h.DB.PublicCounts(ctx, h.Flow.Now())
	if err != nil {
		return nil, err
	}
	t := &tally{rows: rows, today: map[registry.UnitCode]int{}}
	ledger := h.Flow.Ledger()
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
			t.today[u.Code] += r.Count
		}
	}
	return t, nil
}

// count adds up the rows that all conditions hold for.
func (t *tally) count(conditions ...func(sqlite.PublicCount) bool) int {
	n := 0
	for _, r := range t.rows {
		if !slices.ContainsFunc(conditions, func(ok func(sqlite.PublicCount) bool) bool { return !ok(r) }) {
			n += r.Count
		}
	}
	return n
}

func registered(r sqlite.PublicCount) bool { return r.Origin == registry.Registered }

func inSeason(y registry.Year) func(sqlite.PublicCount) bool {
	return func(r sqlite.PublicCount) bool { return y == 0 || r.Season == y }
}

// exactly is inSeason that means the unknown season by 0.
func exactly(y registry.Year) func(sqlite.PublicCount) bool {
	return func(r sqlite.PublicCount) bool { return r.Season == y }
}

func inField(f registry.FieldCode) func(sqlite.PublicCount) bool {
	return func(r sqlite.PublicCount) bool { return r.Field == f }
}

// communes counts today's communes with a story among the rows that a condition
// holds for.
func (t *tally) communes(l *registry.Ledger, conditions ...func(sqlite.PublicCount) bool) int {
	seen := map[registry.UnitCode]bool{}
	for _, r := range t.rows {
		if r.Unit == "" || slices.ContainsFunc(conditions, func(ok func(sqlite.PublicCount) bool) bool { return !ok(r) }) {
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

// seasons lists the seasons that have stories, the newest first; the unknown one
// is left out.
func (t *tally) seasons() []registry.Year {
	var out []registry.Year
	for _, r := range t.rows {
		if r.Season != 0 && !slices.Contains(out, r.Season) {
			out = append(out, r.Season)
		}
	}
	slices.SortFunc(out, func(a, b registry.Year) int { return int(b - a) })
	return out
}

// sum is what public, registered entries reached of one indicator that may be
// added up, in the unit of the catalogue.
type sum struct {
	Indicator      registry.Indicator
	Season         registry.Year
	All, Confirmed float64
	Entries        int
	ConfirmedCount int
	OtherMeasure   int // entries that count in another unit and are left out
}

// summed gives the outcomes of all public entries added up, at most once for each
// change.
func (h *showcase) summed(ctx context.Context) ([]sum, error) {
	ctx = context.WithoutCancel(ctx) // others get it too
	return h.sums.lag(h.Flow.PublicGeneration(), h.Beside, func() ([]sum, error) { return h.sum(ctx) })
}

// sum adds up the outcomes of all public entries.
func (h *showcase) sum(ctx context.Context) ([]sum, error) {
	rows, err := h.DB.PublicSums(ctx, h.Flow.Now())
	if err != nil {
		return nil, err
	}
	return addUp(h.Flow.Catalogue(), rows), nil
}

// addUp joins the sums of one indicator and season. Ratios and last values are
// never summed.
func addUp(c *registry.Catalogue, rows []sqlite.OutcomeSum) []sum {
	type key struct {
		code string
		year registry.Year
	}
	at := map[key]int{}
	var out []sum
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
			out = append(out, sum{Indicator: ind, Season: r.Season})
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

// ofSeason joins the sums of all seasons, or keeps those of one, in the order of
// the catalogue.
func ofSeason(c *registry.Catalogue, sums []sum, y registry.Year) []sum {
	var out []sum
	for _, ind := range c.In(y).All() {
		total := sum{Indicator: ind, Season: y}
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
