package judging_test

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow/judging"
)

// committee is a season before a council: entries, members, secretary.
type committee struct {
	*house
	round   evaluation.Round
	clerk   registry.Actor
	members []registry.Actor
	entries []registry.EntryID
	units   map[registry.EntryID]registry.UnitCode
}

func (c *committee) account(t *testing.T, role registry.Role, n int, unit registry.UnitCode) registry.Actor {
	t.Helper()
	acc := registry.Account{Email: fmt.Sprintf("%s%d@thu.vn", role, n), Name: fmt.Sprintf("Người %s %d", role, n), Role: role, Unit: unit}
	if err := c.DB.Update(t.Context(), c.Now(), func(tx *sqlite.Tx) error { return tx.InsertAccount(&acc) }); err != nil {
		t.Fatal(err)
	}
	return registry.Actor{Account: acc.ID, Name: acc.Name, Role: role}
}

// newCommittee makes n reported-on entries of today's units and nine members.
func newCommittee(t *testing.T, n int) *committee {
	t.Helper()
	c := &committee{house: newHouse(t), units: map[registry.EntryID]registry.UnitCode{}}
	c.Time.Set(time.Date(2026, 11, 2, 2, 0, 0, 0, time.UTC))
	units := c.Ledger().On("2026-11-02", registry.Commune, registry.Ward, registry.Agency, registry.Organisation, registry.ArmedForce)
	err := c.DB.Update(t.Context(), c.Now(), func(tx *sqlite.Tx) error {
		for i := range n {
			e := registry.Entry{
				Season:       2026,
				Unit:         units[i%len(units)].Code,
				Registration: registry.Accepted,
				Result:       registry.Effective,
				Content:      testkit.CompleteContent(),
			}
			e.Content.Title = fmt.Sprintf("Mô hình thử số %d", i+1)
			e.Content.Method = fmt.Sprintf(
				"Cách làm riêng của mô hình số %d: họp dân từng xóm, đảng viên đi trước, công khai thu chi.",
				i+1,
			)
			e.Content.Problem = fmt.Sprintf("Đường hẹp, hai xe không tránh được nhau ở đoạn số %d trong thôn, dân đi lại khó khăn.", i+1)
			e.ReportedAt = time.Date(2026, 10, 20, 2, 0, 0, 0, time.UTC)
			if err := tx.InsertEntry(&e, 0, ""); err != nil {
				return err
			}
			c.entries = append(c.entries, e.ID)
			c.units[e.ID] = e.Unit
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	c.clerk = c.account(t, registry.Secretary, 1, "")
	for i := range 9 {
		c.members = append(c.members, c.account(t, registry.CouncilMember, i+1, ""))
	}
	r := evaluation.Round{
		Season: 2026,
		Level:  "tinh",
		Title:  "Xét Dân vận khéo năm 2026",
		Scale:  evaluation.DefaultScale(),
		Rules:  evaluation.DefaultRules(),
	}
	c.round = must[evaluation.Round](t)(c.OpenRound(t.Context(), c.clerk, r))
	return c
}

// old gives a version that a present commune took over from 2025.
func (c *committee) old(t *testing.T, unit registry.UnitCode) registry.UnitCode {
	t.Helper()
	for _, code := range c.Ledger().Heritage(unit) {
		if code != unit {
			return code
		}
	}
	t.Fatalf("%s has no predecessor", unit)
	return ""
}

func (c *committee) to(t *testing.T, p evaluation.Phase) {
	t.Helper()
	ctx := t.Context()
	r := must[evaluation.Round](t)(c.DB.Round(ctx, c.round.ID))
	if err := c.MovePhase(ctx, c.clerk, r.ID, r.Version, p, ""); err != nil {
		t.Fatalf("to %s: %v", p, err)
	}
	c.round = must[evaluation.Round](t)(c.DB.Round(ctx, r.ID))
}

// appoint makes the nine members; the first three work in predecessors of the
// units of the first three entries.
func (c *committee) appoint(t *testing.T) {
	t.Helper()
	for i, m := range c.members {
		p := evaluation.Appointee{Account: m.Account, Position: evaluation.Member}
		if i == 8 {
			p.Position = evaluation.Chair
		}
		if i < 3 {
			p.Units = []registry.UnitCode{c.old(t, c.units[c.entries[i]])}
		}
		if err := c.Appoint(t.Context(), c.clerk, c.round.ID, p); err != nil {
			t.Fatal(err)
		}
	}
}

// points are the points a member gives an entry: a different sum for each pair,
// but the same for the two entries of the tie.
func points(member, entry int) []evaluation.Points {
	out := make([]evaluation.Points, 6)
	for i, c := range evaluation.DefaultScale().Criteria {
		share := 52 + (entry*7+i*5+member*3)%36 // 52…87 %: no comment is owed
		out[i] = c.Max * evaluation.Points(share) / 100 / 50 * 50
		if int(out[i])*100 < int(c.Max)*50 {
			out[i] += 50
		}
	}
	return out
}

func (c *committee) score(t *testing.T, m int, entry registry.EntryID, ps []evaluation.Points) {
	t.Helper()
	s := evaluation.Sheet{Round: c.round.ID, Entry: entry, Marks: map[string]evaluation.Mark{}}
	for i, k := range c.round.Scale.Criteria {
		mark := evaluation.Mark{Text: ps[i].String()}
		if c.round.Scale.OwesComment(k, ps[i]) {
			mark.Comment = "Có minh chứng tại chỗ."
		}
		s.Marks[k.Code] = mark
	}
	if _, err := c.SaveSheet(t.Context(), c.members[m], s, true, ""); err != nil {
		t.Fatalf("member %d, entry %d: %v", m+1, entry, err)
	}
}

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

// ballots runs the shortlist, two secret ballots and the release.
func (c *committee) ballots(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	c.to(t, evaluation.Shortlisting)
	picks := []registry.EntryID{c.entries[10], c.entries[11], c.entries[0]}
	if err := c.Shortlist(ctx, c.clerk, c.round.ID, picks, "Điểm từ 80 trở lên"); err != nil {
		t.Fatal(err)
	}
	c.to(t, evaluation.Voting)
	rule, _ := evaluation.AwardRuleOf("bang-khen")
	v := sqlite.Vote{Round: c.round.ID, Rule: rule}
	for _, m := range c.members {
		v.Present = append(v.Present, m.Account)
	}
	v = must[sqlite.Vote](t)(c.OpenVote(ctx, c.clerk, v))
	// 80 % of nine is eight: entry 10 gets seven and fails by one, entry 11 eight;
	// entry 0 has eight voters, needs seven and gets seven.
	for i, m := range c.members {
		ballot := map[registry.EntryID]evaluation.Choice{picks[0]: evaluation.Yes, picks[1]: evaluation.Yes}
		if i != 0 {
			ballot[picks[2]] = evaluation.Yes
		}
		switch i {
		case 1:
			ballot[picks[0]], ballot[picks[2]] = evaluation.No, evaluation.No
		case 2:
			ballot[picks[0]], ballot[picks[1]] = evaluation.Blank, evaluation.No
		}
		if err := c.Cast(ctx, m, c.round.ID, v.ID, ballot); err != nil {
			t.Fatalf("member %d: %v", i+1, err)
		}
		kindIs(t, "second ballot", c.Cast(ctx, m, c.round.ID, v.ID, ballot), registry.Conflict)
	}
	_, polls, err := c.Polls(ctx, c.clerk, c.round.ID)
	if err != nil || len(polls[0].Tallies) != 0 || len(polls[0].Voters) != 9 {
		t.Fatalf("an open ballot shows counts: %+v, %v", polls, err)
	}
	if err := c.CloseVote(ctx, c.clerk, c.round.ID, v.ID); err != nil {
		t.Fatal(err)
	}
	_, polls, err = c.Polls(ctx, c.clerk, c.round.ID)
	if err != nil || !polls[0].Balanced {
		t.Fatalf("counts do not hold the ballots: %v", err)
	}
	for i, want := range []struct {
		yes, needed int
		passed      bool
	}{{7, 8, false}, {8, 8, true}, {7, 7, true}} {
		o := polls[0].Outcomes[picks[i]]
		j := slices.IndexFunc(polls[0].Tallies, func(x evaluation.Tally) bool { return x.Entry == picks[i] })
		if got := polls[0].Tallies[j]; got.Yes != want.yes || o.Needed != want.needed || o.Passed != want.passed {
			t.Errorf("entry %d: %+v %+v, want %+v", i, got, o, want)
		}
	}
	c.to(t, evaluation.Deciding)
	r := c.round
	kindIs(t, "release with open decisions", c.Release(ctx, c.clerk, r.ID, r.Version), registry.Conflict)
	kindIs(
		t,
		"proposing what failed",
		c.DecideEntries(ctx, c.clerk, r.ID, map[registry.EntryID]evaluation.Decision{picks[0]: evaluation.Proposed}, ""),
		registry.Conflict,
	)
	staff := testkit.Staff(t, c.Ledger(), 1, c.units[picks[1]])
	if _, fb, err := c.FeedbackOf(ctx, staff, picks[1]); err != nil || len(fb) != 0 {
		t.Errorf("feedback before the release: %+v, %v", fb, err)
	}
	if err := c.DecideByVote(ctx, c.clerk, r.ID); err != nil {
		t.Fatal(err)
	}
	if err := c.Release(ctx, c.clerk, r.ID, r.Version); err != nil {
		t.Fatal(err)
	}
	if _, fb, err := c.FeedbackOf(ctx, staff, picks[1]); err != nil || len(fb) != 1 || fb[0].Candidate.Outcome != evaluation.Proposed ||
		fb[0].GroupSize == 0 {
		t.Errorf("feedback: %+v, %v", fb, err)
	}
	got := must[[]sqlite.Candidate](t)(c.DB.Candidates(ctx, r.ID, 0))
	proposed := 0
	for _, x := range got {
		if x.Outcome == evaluation.Pending {
			t.Fatalf("entry %d is undecided after the release", x.Entry)
		}
		if x.Outcome == evaluation.Proposed {
			proposed++
		}
	}
	if proposed != 2 {
		t.Errorf("%d proposed, want 2", proposed)
	}
}
