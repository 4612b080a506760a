package judging_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
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
