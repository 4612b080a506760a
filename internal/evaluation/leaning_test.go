package evaluation_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// The corrected mean, by another way: a member's points are first written as
// multiples of the member's own deviation from the member's own mean.
func TestCorrectedMeanAgreesWithAnotherComputation(t *testing.T) {
	t.Parallel()
	rules := evaluation.DefaultRules()
	r := rand.New(rand.NewPCG(4, 4))
	var c council
	for e := range registry.EntryID(12) {
		c.list = append(c.list, evaluation.Candidate{Entry: e + 1, Group: evaluation.GroupCommunes})
		for m := range registry.AccountID(4) {
			if int64(m) == int64(e)%4 {
				continue
			}
			total := evaluation.Points(5000 + 50*r.IntN(90))
			if m == 3 {
				total = 8000 // the same to everybody: says nothing about anyone
			}
			c.scores = append(c.scores, evaluation.Score{Entry: e + 1, Member: m + 1, Total: total})
		}
	}
	var all []evaluation.Points
	own := map[registry.AccountID][]evaluation.Points{}
	for _, s := range c.scores {
		all, own[s.Member] = append(all, s.Total), append(own[s.Member], s.Total)
	}
	overall, _ := exactMean(all).Float64()
	for _, s := range evaluation.Rank(c.list, c.scores, evaluation.DefaultScale(), rules) {
		var z []float64
		for _, x := range c.scores {
			if x.Entry != s.Entry {
				continue
			}
			mean, _ := exactMean(own[x.Member]).Float64()
			if sd := spreadOfPairs(own[x.Member]); sd > 0 {
				z = append(z, (x.Total.Float()-mean/100)/sd)
			} else {
				z = append(z, 0)
			}
		}
		want := 0.0
		for _, v := range z {
			want += v / float64(len(z))
		}
		if want = overall/100 + want*spreadOfPairs(all); !near(s.Corrected, want) {
			t.Errorf("entry %d: corrected %v, want %v", s.Entry, s.Corrected, want)
		}
	}
}

// The corrected mean is given only when every member who scored has as many
// sheets as the rule says, and the rule says at least two.
func TestCorrectedMeanNeedsEnoughSheetsOfEveryMember(t *testing.T) {
	t.Parallel()
	var c council
	for e := range registry.EntryID(5) {
		c.list = append(c.list, evaluation.Candidate{Entry: e + 1, Group: evaluation.GroupCommunes})
		c.scores = append(c.scores, scores(e+1, 7000+int(e)*100, 8000-int(e)*300)...)
	}
	for _, x := range []struct {
		name  string
		least int
		drop  int // sheets of the last entries
		want  bool
	}{
		{"exactly enough", 5, 0, true}, {"one member is one short", 5, 1, false}, {"fewer asked", 4, 1, true},
		{"two are asked", 2, 0, true}, {"one sheet has no deviation", 1, 0, false}, {"switched off", 0, 0, false},
	} {
		rules := evaluation.DefaultRules()
		rules.ZMin = x.least
		s := evaluation.Rank(c.list, c.scores[:len(c.scores)-x.drop], evaluation.DefaultScale(), rules)[0]
		if given := !math.IsNaN(s.Corrected); given != x.want {
			t.Errorf("%s: corrected %v", x.name, s.Corrected)
		}
	}
}

// A leaning is the mean difference to each other sheet of the same entry, taken
// entry by entry; an entry that nobody else scored says nothing.
func TestLeaningsAgreeWithComparingSheetBySheet(t *testing.T) {
	t.Parallel()
	for seed := range uint64(10) {
		c := randomCouncil(rand.New(rand.NewPCG(seed, 5)))
		c.scores = append(c.scores, evaluation.Score{Entry: 99, Member: 8, Total: 9900}) // alone with the entry
		got := evaluation.Leanings(c.scores)
		if !slices.IsSortedFunc(got, func(a, b evaluation.Leaning) int { return cmp.Compare(a.Member, b.Member) }) || len(got) != 8 {
			t.Fatalf("seed %d: %d members, or out of order: %+v", seed, len(got), got)
		}
		for _, l := range got {
			var entries []float64
			sheets := 0
			for _, mine := range c.scores {
				if mine.Member != l.Member {
					continue
				}
				sheets++
				sum, n := 0.0, 0
				for _, other := range c.scores {
					if other.Entry == mine.Entry && other.Member != l.Member {
						sum += (mine.Total - other.Total).Float()
						n++
					}
				}
				if n > 0 {
					entries = append(entries, sum/float64(n))
				}
			}
			want := 0.0
			for _, v := range entries {
				want += v / float64(len(entries))
			}
			if l.Sheets != sheets || l.Shared != len(entries) || !near(l.Lean, want) {
				t.Errorf("seed %d: %+v, want %d sheets, %d shared, %v", seed, l, sheets, len(entries), want)
			}
		}
	}
}
