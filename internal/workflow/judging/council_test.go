package judging_test

import (
	"cmp"
	"context"
	"math"
	"slices"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow/judging"
)

// A whole season: 300 entries, nine members, three conflicts by succession, one
// member who stops half-way, ties, a cap, a ballot that fails by one vote and one
// that passes. All figures are computed a second time here.
func TestSimulatedSeason(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := newCommittee(t, 300)
	c.appoint(t)
	if err := c.DecideGate(ctx, c.clerk, c.round.ID, c.entries, evaluation.Eligible, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Assign(ctx, c.clerk, c.round.ID, judging.Assigning{PerEntry: 5}); err != nil {
		t.Fatal(err)
	}
	recused := must[[]sqlite.Recusal](t)(c.DB.Recusals(ctx, c.round.ID))
	for i := range 3 {
		if !slices.ContainsFunc(recused, func(r sqlite.Recusal) bool {
			return r.Account == c.members[i].Account && r.Entry == c.entries[i]
		}) {
			t.Errorf("member %d was not kept out of entry %d by succession", i+1, i+1)
		}
	}
	c.to(t, evaluation.Scoring)
	type given struct {
		member registry.AccountID
		total  int
	}
	mine := map[registry.EntryID][]given{}
	tie := map[int]int{41: 40, 42: 40, 90: 89} // these get the points of the other
	for m, who := range c.members {
		_, tasks, err := c.Queue(ctx, who, c.round.ID)
		if err != nil {
			t.Fatal(err)
		}
		var seen []registry.EntryID
		for _, x := range tasks {
			seen = append(seen, x.Entry)
		}
		if _, _, _, err := c.Dossier(ctx, who, c.round.ID, seen[0]); registry.KindOf(err) != registry.Conflict {
			t.Fatalf("dossier before the declaration: %v", err)
		}
		if err := c.DeclareTies(ctx, who, c.round.ID, seen, nil); err != nil {
			t.Fatal(err)
		}
		if m == 7 {
			tasks = tasks[:len(tasks)/2] // stops half-way
		}
		for _, x := range tasks {
			e := slices.Index(c.entries, x.Entry)
			as := e
			if other, ok := tie[e]; ok {
				as = other
			}
			ps := points(0, as) // same from every member: means differ by entry alone
			if m%2 == 1 {
				ps = points(1, as)
			}
			if _, tied := tie[e]; tied || e == 40 || e == 89 {
				ps = points(0, as)
			}
			if e < 12 { // candidates for the top band
				for i, k := range c.round.Scale.Criteria {
					ps[i] = k.Max * 95 / 100 / 50 * 50
				}
				ps[0] -= evaluation.Points(50 * (e / 2))
			}
			c.score(t, m, x.Entry, ps)
			sum := 0
			for _, p := range ps {
				sum += int(p)
			}
			mine[x.Entry] = append(mine[x.Entry], given{who.Account, sum})
		}
	}
	if _, _, err := c.Standings(ctx, c.members[0], c.round.ID, nil); registry.KindOf(err) != registry.Denied {
		t.Errorf("ranking while scoring: %v", err)
	}
	c.to(t, evaluation.Discussion)
	_, table, err := c.Standings(ctx, c.clerk, c.round.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	// the second computation: plain loops over what was given
	type line struct {
		entry registry.EntryID
		group evaluation.Group
		n     int
		mean  float64
	}
	var want []line
	for e, list := range mine {
		sum := 0
		for _, g := range list {
			sum += g.total
		}
		u, _ := c.Ledger().Unit(c.units[e])
		want = append(
			want,
			line{e, evaluation.GroupOf(u.Kind, registry.CollectiveModel), len(list), float64(sum) / float64(len(list)) / 100},
		)
	}
	slices.SortFunc(want, func(a, b line) int {
		return cmp.Or(
			cmp.Compare(slices.Index(evaluation.Groups(), a.group), slices.Index(evaluation.Groups(), b.group)),
			cmp.Compare(b.mean, a.mean),
			cmp.Compare(a.entry, b.entry),
		)
	})
	at := map[registry.EntryID]evaluation.Standing{}
	for _, s := range table.Standings {
		at[s.Entry] = s
	}
	ranked, capped, top := 0, 0, 0
	for i, w := range want {
		s := at[w.entry]
		if s.Sheets != w.n || math.Abs(s.Mean-w.mean) > 1e-9 {
			t.Fatalf("entry %d: %d sheets mean %v, want %d and %v", w.entry, s.Sheets, s.Mean, w.n, w.mean)
		}
		var totals []float64
		for _, g := range mine[w.entry] {
			totals = append(totals, float64(g.total)/100)
		}
		median, sd, low, high := plainFigures(totals)
		if math.Abs(s.Median-median) > 1e-9 || math.Abs(s.SD-sd) > 1e-9 || s.Min.Float() != low || s.Max.Float() != high ||
			s.Spread != (high-low >= 20) {
			t.Errorf(
				"entry %d: median %v, deviation %v, %v to %v; want %v, %v, %v, %v",
				w.entry,
				s.Median,
				s.SD,
				s.Min,
				s.Max,
				median,
				sd,
				low,
				high,
			)
		}
		if w.n < 3 {
			if s.Rank != 0 {
				t.Errorf("entry %d is ranked with %d sheets", w.entry, w.n)
			}
			continue
		}
		ranked++
		rank := 1 // 1 + how many of the group are better
		for j, o := range want {
			if j != i && o.group == w.group && o.n >= 3 && o.mean > w.mean+1e-9 {
				rank++
			}
		}
		if s.Rank != rank {
			t.Errorf("entry %d: rank %d, want %d", w.entry, s.Rank, rank)
		}
		if s.Band == 0 {
			top++
		}
		if s.Capped {
			capped++
		}
	}
	if a, b := at[c.entries[40]], at[c.entries[41]]; a.Mean != b.Mean || a.Group == b.Group && (!a.Shared || a.Rank != b.Rank) {
		t.Errorf("tie: %+v, %+v", a, b)
	}
	_, tight, err := c.Standings(ctx, c.clerk, c.round.ID, &judging.WhatIf{TopCap: 2})
	if err != nil {
		t.Fatal(err)
	}
	most, n, out := ranked*2/100, 0, 0
	for _, s := range tight.Standings {
		if s.Band == 0 {
			n++
		}
		if s.Capped {
			out++
		}
	}
	if n > most || top < 12 || out == 0 || capped != 0 || n+out != top {
		t.Errorf("cap: %d in the top band of at most %d, %d left it, before %d", n, most, out, top)
	}
	for i := range 3 { // a recused member's ranking has neither the entry nor a gap
		_, own, err := c.Standings(ctx, c.members[i], c.round.ID, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := own.Candidates[c.entries[i]]; ok {
			t.Errorf("member %d sees the entry it must stay out of", i+1)
		}
		for _, s := range own.Standings {
			if s.Entry == c.entries[i] || s.Rank > len(own.Standings) {
				t.Errorf("member %d: %+v", i+1, s)
			}
		}
		if _, _, err := c.TalkOf(ctx, c.members[i], c.round.ID, c.entries[i]); registry.KindOf(err) != registry.NotFound {
			t.Errorf("member %d opens the discussion of its own: %v", i+1, err)
		}
	}
	c.ballots(t)
}

// plainFigures computes the same figures in the schoolbook way.
func plainFigures(list []float64) (median, sd, low, high float64) {
	slices.Sort(list)
	n := len(list)
	if median = list[n/2]; n%2 == 0 {
		median = (list[n/2-1] + list[n/2]) / 2
	}
	sum := 0.0
	for _, x := range list {
		sum += x
	}
	for _, x := range list {
		sd += (x - sum/float64(n)) * (x - sum/float64(n))
	}
	if n > 1 {
		sd = math.Sqrt(sd / float64(n-1))
	}
	return median, sd, list[0], list[n-1]
}
