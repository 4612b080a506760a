package evaluation_test

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// council is a round in numbers: who may be ranked and every finished sheet.
type council struct {
	list   []evaluation.Candidate
	scores []evaluation.Score
}

// randomCouncil scores every entry by none to six of seven members, with few
// distinct points so that equal means, medians and keys are frequent.
func randomCouncil(r *rand.Rand) council {
	var c council
	for e := range registry.EntryID(24) {
		c.list = append(c.list, evaluation.Candidate{Entry: e + 1, Group: evaluation.Groups()[r.IntN(3)]})
		for _, m := range r.Perm(7)[:r.IntN(7)] {
			c.scores = append(c.scores, evaluation.Score{
				Entry:  e + 1,
				Member: registry.AccountID(m + 1),
				Total:  evaluation.Points(6000 + 1000*r.IntN(5)),
				Key:    evaluation.Points(2000 + 500*r.IntN(3)),
			})
		}
	}
	return c
}

func (c *council) of(e registry.EntryID) (totals, keys []evaluation.Points) {
	for _, s := range c.scores {
		if s.Entry == e {
			totals, keys = append(totals, s.Total), append(keys, s.Key)
		}
	}
	slices.Sort(totals)
	return totals, keys
}

// exactMean is nil when there is nothing to take the mean of.
func exactMean(list []evaluation.Points) *big.Rat {
	if len(list) == 0 {
		return nil
	}
	sum := 0
	for _, p := range list {
		sum += int(p)
	}
	return big.NewRat(int64(sum), int64(len(list)))
}

// exactMedian drops the lowest and the highest until one or two are left.
func exactMedian(sorted []evaluation.Points) *big.Rat {
	for len(sorted) > 2 {
		sorted = sorted[1 : len(sorted)-1]
	}
	return exactMean(sorted)
}

// spreadOfPairs is the standard deviation of a sample without its mean: half the
// mean square of the differences of all pairs.
func spreadOfPairs(list []evaluation.Points) float64 {
	squares, pairs := 0.0, 0
	for i, a := range list {
		for _, b := range list[:i] {
			squares += (a - b).Float() * (a - b).Float()
			pairs++
		}
	}
	if pairs == 0 {
		return 0
	}
	return math.Sqrt(squares / float64(2*pairs))
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestFiguresOfALineAgreeWithAnotherComputation(t *testing.T) {
	t.Parallel()
	scale, rules := evaluation.DefaultScale(), evaluation.DefaultRules()
	for seed := range uint64(20) {
		c := randomCouncil(rand.New(rand.NewPCG(seed, 1)))
		got := evaluation.Rank(c.list, c.scores, scale, rules)
		if len(got) != len(c.list) {
			t.Fatalf("seed %d: %d lines for %d candidates", seed, len(got), len(c.list))
		}
		for _, s := range got {
			totals, _ := c.of(s.Entry)
			if s.Sheets != len(totals) || !slices.Equal(s.Totals, totals) {
				t.Fatalf("seed %d, entry %d: %d sheets %v, want %v", seed, s.Entry, s.Sheets, s.Totals, totals)
			}
			if len(totals) == 0 {
				if s.Mean != 0 || s.Median != 0 || s.SD != 0 || s.Spread || s.Rank != 0 || s.Band != -1 {
					t.Errorf("seed %d: a line without sheets has figures: %+v", seed, s)
				}
				continue
			}
			mean, _ := exactMean(totals).Float64()
			median, _ := exactMedian(totals).Float64()
			low, high := slices.Min(totals), slices.Max(totals)
			if !near(s.Mean, mean/100) || !near(s.Median, median/100) || !near(s.SD, spreadOfPairs(totals)) ||
				s.Min != low || s.Max != high || s.Spread != (high-low >= 2000) {
				t.Errorf("seed %d: %+v of %v: want mean %v, median %v, deviation %v", seed, s, totals, mean/100, median/100,
					spreadOfPairs(totals))
			}
		}
	}
}

// A rank is one more than the number of lines of the group that are better; equal
// lines share it. This holds for each of the three tie rules.
func TestRanksAgreeWithCountingWhoIsBetter(t *testing.T) {
	t.Parallel()
	scale, rules := evaluation.DefaultScale(), evaluation.DefaultRules()
	rules.TopCap = 100
	for _, tie := range evaluation.TieRules() {
		rules.Tie = tie.Code
		for seed := range uint64(20) {
			c := randomCouncil(rand.New(rand.NewPCG(seed, 2)))
			group := map[registry.EntryID]evaluation.Group{}
			for _, x := range c.list {
				group[x.Entry] = x.Group
			}
			compare := func(a, b registry.EntryID) int {
				ta, ka := c.of(a)
				tb, kb := c.of(b)
				order := exactMean(ta).Cmp(exactMean(tb))
				switch tie.Code {
				case evaluation.TieMedian:
					order = cmp.Or(order, exactMedian(ta).Cmp(exactMedian(tb)))
				case evaluation.TieCriterion:
					order = cmp.Or(order, exactMean(ka).Cmp(exactMean(kb)))
				}
				return order
			}
			for _, s := range evaluation.Rank(c.list, c.scores, scale, rules) {
				rank, shared, band := 0, false, -1
				if totals, _ := c.of(s.Entry); len(totals) >= rules.MinSheets {
					rank = 1
					for e := range group {
						if other, _ := c.of(e); e == s.Entry || group[e] != group[s.Entry] || len(other) < rules.MinSheets {
							continue
						}
						switch order := compare(e, s.Entry); {
						case order > 0:
							rank++
						case order == 0:
							shared = true
						}
					}
					band = slices.IndexFunc(scale.Bands, func(b evaluation.Band) bool {
						return exactMean(totals).Cmp(big.NewRat(int64(b.From), 1)) >= 0
					})
				}
				if s.Rank != rank || s.Shared != shared || s.Band != band || s.Capped {
					t.Errorf("%s, seed %d: entry %d has rank %d (shared %v), band %d; want %d (%v), %d",
						tie.Code, seed, s.Entry, s.Rank, s.Shared, s.Band, rank, shared, band)
				}
			}
		}
	}
}

func TestLinesComeByGroupThenRankWithUnrankedLast(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		c := randomCouncil(rand.New(rand.NewPCG(seed, 3)))
		got := evaluation.Rank(c.list, c.scores, evaluation.DefaultScale(), evaluation.DefaultRules())
		for i := 1; i < len(got); i++ {
			key := func(s evaluation.Standing) string { // the order among those without a rank is nobody's rule
				if s.Rank == 0 {
					return fmt.Sprintf("%d last", slices.Index(evaluation.Groups(), s.Group))
				}
				return fmt.Sprintf("%d %03d %03d", slices.Index(evaluation.Groups(), s.Group), s.Rank, s.Entry)
			}
			if a, b := key(got[i-1]), key(got[i]); a > b {
				t.Fatalf("seed %d: %+v is listed before %+v", seed, got[i-1], got[i])
			}
		}
	}
}

// An entry without a sheet has no mean: it must not come between two that have one,
// and what it comes after must not depend on the order of the candidates.
func TestUnrankedLinesComeByMeanThenThoseWithoutSheets(t *testing.T) {
	t.Parallel()
	group := evaluation.Groups()[0]
	scores := []evaluation.Score{{Entry: 3, Member: 1, Total: 9000}, {Entry: 1, Member: 1, Total: 6000}, {Entry: 4, Member: 1, Total: 7000}}
	want := []registry.EntryID{3, 4, 1, 2, 5}
	for seed := range uint64(20) {
		list := make([]evaluation.Candidate, len(want))
		for i, k := range rand.New(rand.NewPCG(seed, 4)).Perm(len(want)) {
			list[i] = evaluation.Candidate{Entry: want[k], Group: group}
		}
		var got []registry.EntryID
		for _, s := range evaluation.Rank(list, scores, evaluation.DefaultScale(), evaluation.DefaultRules()) {
			got = append(got, s.Entry)
		}
		if !slices.Equal(got, want) {
			t.Errorf("seed %d: unranked entries in the order %v, want %v", seed, got, want)
		}
	}
}

func TestSpreadIsFlaggedFromTheFlagOnwards(t *testing.T) {
	t.Parallel()
	rules := evaluation.DefaultRules()
	for high, want := range map[int]bool{8999: false, 9000: true, 9050: true} {
		one := []evaluation.Candidate{{Entry: 1, Group: evaluation.GroupCommunes}}
		if s := evaluation.Rank(one, scores(1, 7000, high, 8000), evaluation.DefaultScale(), rules)[0]; s.Spread != want {
			t.Errorf("70 to %d hundredths, flag 20 points: flagged %v", high, s.Spread)
		}
	}
}

// The cap is a share of all ranked lines of all groups, rounded down; who leaves
// the top band goes to the second.
func TestCapKeepsTheBestOfAllGroups(t *testing.T) {
	t.Parallel()
	one, two := evaluation.GroupCommunes, evaluation.GroupAgencies
	type line struct {
		group evaluation.Group
		mean  int
	}
	for _, c := range []struct {
		name   string
		cap    int
		lines  []line
		top    string // entries by number
		capped string
	}{
		{"as many as the cap lets", 50, []line{{one, 9500}, {one, 9400}, {one, 8000}, {one, 8000}}, "[1 2]", "[]"},
		{"one too many", 49, []line{{one, 9500}, {one, 9400}, {one, 8000}, {one, 8000}}, "[1]", "[2]"},
		{"the better one in a later group stays", 50, []line{{one, 9100}, {two, 9500}}, "[2]", "[1]"},
		{"equal at the border all leave", 50, []line{{one, 9500}, {two, 9100}, {one, 9100}, {one, 8000}}, "[1]", "[2 3]"},
		{"all equal, nobody stays", 50, []line{{one, 9500}, {one, 9500}, {one, 9500}}, "[]", "[1 2 3]"},
		{"a cap of nothing", 0, []line{{one, 9500}, {one, 9400}}, "[]", "[1 2]"},
		{"no cap", 100, []line{{one, 9500}, {one, 9500}}, "[1 2]", "[]"},
	} {
		var list []evaluation.Candidate
		var all []evaluation.Score
		for i, l := range c.lines {
			e := registry.EntryID(i + 1)
			list, all = append(list, evaluation.Candidate{Entry: e, Group: l.group}), append(all, scores(e, l.mean, l.mean, l.mean)...)
		}
		// an entry without enough sheets is no part of the share
		list, all = append(list, evaluation.Candidate{Entry: 99, Group: one}), append(all, scores(99, 9900)...)
		rules := evaluation.DefaultRules()
		rules.TopCap = c.cap
		top, capped := []registry.EntryID{}, []registry.EntryID{}
		for _, s := range evaluation.Rank(list, all, evaluation.DefaultScale(), rules) {
			if s.Band == 0 {
				top = append(top, s.Entry)
			}
			if s.Capped {
				capped = append(capped, s.Entry)
				if s.Band != 1 {
					t.Errorf("%s: entry %d left the top for band %d", c.name, s.Entry, s.Band)
				}
			}
		}
		slices.Sort(top)
		slices.Sort(capped)
		if fmt.Sprint(top) != c.top || fmt.Sprint(capped) != c.capped {
			t.Errorf("%s: top %v, capped %v; want %s, %s", c.name, top, capped, c.top, c.capped)
		}
	}
}

func TestCapNeedsASecondBand(t *testing.T) {
	t.Parallel()
	list := []evaluation.Candidate{{Entry: 1, Group: evaluation.GroupCommunes}}
	for bands, capped := range map[int]bool{1: false, 2: true} {
		scale, rules := evaluation.DefaultScale(), evaluation.DefaultRules()
		scale.Bands, rules.TopCap = scale.Bands[:bands], 0
		if s := evaluation.Rank(list, scores(1, 9500, 9500, 9500), scale, rules)[0]; s.Capped != capped {
			t.Errorf("%d bands: %+v", bands, s)
		}
	}
}
