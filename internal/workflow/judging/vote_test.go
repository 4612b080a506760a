package judging_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow/judging"
)

// talking is a small round in its discussion, every entry scored by everybody.
func talking(t *testing.T, n int) *committee {
	t.Helper()
	c := newCommittee(t, n)
	c.appoint(t)
	if err := c.DecideGate(t.Context(), c.clerk, c.round.ID, c.entries, evaluation.Eligible, ""); err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	all := must[[]sqlite.Candidate](t)(c.DB.Candidates(t.Context(), c.round.ID, 0))
	for m := range c.members {
		for e := range all {
			if m != e || m > 2 { // the first three must stay out of their own
				fmt.Fprintf(&lines, "%s;hoi-dong%d@thu.vn\n", all[e].Number, m+1)
			}
		}
	}
	kindIs(
		t,
		"a list with a barred member",
		c.AssignList(t.Context(), c.clerk, c.round.ID, all[0].Number+";hoi-dong1@thu.vn\n"+lines.String()),
		registry.Invalid,
	)
	if err := c.AssignList(t.Context(), c.clerk, c.round.ID, lines.String()); err != nil {
		t.Fatal(err)
	}
	c.to(t, evaluation.Scoring)
	for m, who := range c.members {
		if err := c.DeclareTies(t.Context(), who, c.round.ID, c.entries, nil); err != nil {
			t.Fatal(err)
		}
		for e, entry := range c.entries {
			if m != e || m > 2 {
				c.score(t, m, entry, points(m, e))
			}
		}
	}
	c.to(t, evaluation.Discussion)
	return c
}

// A changed score needs a reason and keeps what it was; who declared a tie sees
// nothing from then on.
func TestDiscussion(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), talking(t, 4)
	entry := c.entries[3]
	s := must[judging.Scoring](t)(c.Scoring(ctx, c.members[4], c.round.ID, entry)).Sheet
	s.Marks["T4"] = evaluation.Mark{Text: "26"}
	_, err := c.SaveSheet(ctx, c.members[4], s, true, "")
	kindIs(t, "no reason", err, registry.Invalid)
	must[evaluation.Sheet](t)(c.SaveSheet(ctx, c.members[4], s, true, "Đã xem thêm biên bản nghiệm thu."))
	if err := c.AddNote(ctx, c.members[5], c.round.ID, entry, "Số liệu đã được xã xác nhận."); err != nil {
		t.Fatal(err)
	}
	kindIs(t, "a note on what one must stay out of", c.AddNote(ctx, c.members[0], c.round.ID, c.entries[0], "Ý kiến"), registry.NotFound)
	_, talk, err := c.TalkOf(ctx, c.members[6], c.round.ID, entry)
	if err != nil || len(talk.Changes) != 1 || len(talk.Notes) != 1 || len(talk.Sheets) != 9 {
		t.Fatalf("%+v, %v", talk, err)
	}
	if ch := talk.Changes[0]; !strings.Contains(ch.After, "T4 26;") || ch.Before == ch.After || ch.Reason == "" {
		t.Errorf("%+v", ch)
	}
}

// Nothing in the database joins a voter and a choice, and the log of single steps
// is empty once the vote is closed.
func TestSecretBallotLeavesNoTrace(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), talking(t, 4)
	c.to(t, evaluation.Shortlisting)
	if err := c.Shortlist(ctx, c.clerk, c.round.ID, c.entries, ""); err != nil {
		t.Fatal(err)
	}
	c.to(t, evaluation.Voting)
	rule, _ := evaluation.AwardRuleOf("bang-khen")
	v := sqlite.Vote{Round: c.round.ID, Rule: rule}
	for _, m := range c.members[:8] { // the chair is away, and asked in writing
		v.Present = append(v.Present, m.Account)
	}
	v = must[sqlite.Vote](t)(c.OpenVote(ctx, c.clerk, v))
	for i, m := range c.members {
		ballot := map[registry.EntryID]evaluation.Choice{}
		for j, e := range c.entries {
			ballot[e] = evaluation.Choice((i + j) % 3)
		}
		if err := c.Cast(ctx, m, c.round.ID, v.ID, ballot); err != nil {
			t.Fatal(err)
		}
	}
	kindIs(t, "typing in counts of a vote on the machine", c.CountPaper(ctx, c.clerk, c.round.ID, v.ID, nil), registry.Conflict)
	if err := c.CloseVote(ctx, c.clerk, c.round.ID, v.ID); err != nil {
		t.Fatal(err)
	}
	schema := must[[]byte](t)(os.ReadFile("../../sqlite/migrations/0002_evaluation.sql"))
	for _, table := range strings.Split(string(schema), "\n) STRICT") {
		table = table[max(0, strings.LastIndex(table, "CREATE TABLE")):]
		if strings.Contains(table, "ballot_") && strings.Contains(table, "account") && strings.Contains(table, "choice") {
			t.Errorf("a voter and a choice in one table:\n%s", table)
		}
		if strings.Contains(table, "CREATE TABLE ballot_") && (strings.Contains(table, " at ")) {
			t.Errorf("a ballot with a time or an order:\n%s", table)
		}
	}
	for _, name := range []string{"ballot_voter", "ballot_tally"} {
		_, rest, _ := strings.Cut(string(schema), "CREATE TABLE "+name)
		if head, _, _ := strings.Cut(rest, ";"); !strings.HasSuffix(head, "WITHOUT ROWID") {
			t.Errorf("%s keeps the order of its rows", name)
		}
	}
	audits, _, err := c.DB.Audits(ctx, sqlite.AuditFilter{Action: "vote"})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range audits {
		if a.Action == "vote.cast" && (a.Before != "" || a.After != "") {
			t.Errorf("the record says what was chosen: %+v", a)
		}
	}
	if info, err := os.Stat(c.DB.Path() + "-wal"); err == nil && info.Size() > 0 {
		t.Errorf("the log still holds %d bytes", info.Size())
	}
	_, polls, err := c.Polls(ctx, c.clerk, c.round.ID)
	if err != nil || !polls[0].Balanced || len(polls[0].Tallies) != 4 {
		t.Fatalf("%+v, %v", polls, err)
	}
	for i, tl := range polls[0].Tallies {
		want := 9
		if i < 3 {
			want = 8 // one member must stay out of it
		}
		if tl.Sum() != want || tl.Total != want || tl.Present != want-1 {
			t.Errorf("entry %d: %+v", i, tl)
		}
	}
	_, own, err := c.Polls(ctx, c.members[0], c.round.ID)
	if err != nil || len(own[0].Tallies) != 3 || len(own[0].Mine) != 3 {
		t.Errorf("a barred member's view: %+v, %v", own, err)
	}
}

// Counts of a paper vote must be possible; an open vote may be changed while it
// is open.
func TestPaperAndOpenVotes(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), talking(t, 4)
	c.to(t, evaluation.Shortlisting)
	if err := c.Shortlist(ctx, c.clerk, c.round.ID, c.entries[3:], ""); err != nil {
		t.Fatal(err)
	}
	c.to(t, evaluation.Voting)
	e := c.entries[3]
	var present []registry.AccountID
	for _, m := range c.members {
		present = append(present, m.Account)
	}
	rule, _ := evaluation.AwardRuleOf("bang-khen")
	v := must[sqlite.Vote](t)(c.OpenVote(ctx, c.clerk, sqlite.Vote{Round: c.round.ID, Rule: rule, Paper: true, Present: present}))
	for _, bad := range []judging.PaperCount{{e, 10, 8, 1, 0, 0}, {e, 9, 8, 1, 1, 0}, {e, 9, -1, 1, 0, 0}, {e, 9, 8, 1, 0, 1}} {
		kindIs(t, fmt.Sprint(bad), c.CountPaper(ctx, c.clerk, c.round.ID, v.ID, []judging.PaperCount{bad}), registry.Invalid)
	}
	if err := c.CountPaper(ctx, c.clerk, c.round.ID, v.ID, []judging.PaperCount{{e, 9, 7, 1, 1, 0}}); err != nil {
		t.Fatal(err)
	}
	kindIs(t, "a vote on the machine in a paper vote", c.Cast(ctx, c.members[0], c.round.ID, v.ID, nil), registry.Conflict)
	if err := c.CloseVote(ctx, c.clerk, c.round.ID, v.ID); err != nil {
		t.Fatal(err)
	}
	open, _ := evaluation.AwardRuleOf("giay-khen")
	w := must[sqlite.Vote](t)(c.OpenVote(ctx, c.clerk, sqlite.Vote{Round: c.round.ID, Rule: open, Present: present[:7]}))
	kindIs(
		t,
		"who is not there",
		c.Cast(ctx, c.members[8], c.round.ID, w.ID, map[registry.EntryID]evaluation.Choice{e: evaluation.Yes}),
		registry.Denied,
	)
	for i, m := range c.members[:7] {
		for _, choice := range []evaluation.Choice{evaluation.Blank, evaluation.Choice(i % 2)} {
			if err := c.Cast(ctx, m, c.round.ID, w.ID, map[registry.EntryID]evaluation.Choice{e: choice}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := c.CloseVote(ctx, c.clerk, c.round.ID, w.ID); err != nil {
		t.Fatal(err)
	}
	_, polls, err := c.Polls(ctx, c.clerk, c.round.ID)
	if err != nil {
		t.Fatal(err)
	}
	if o := polls[0].Outcomes[e]; o.Passed || o.Needed != 8 || polls[0].Tallies[0].Valid() != 8 {
		t.Errorf("paper: %+v %+v", o, polls[0].Tallies)
	}
	if o, tl := polls[1].Outcomes[e], polls[1].Tallies[0]; o.Passed || o.Needed != 5 || tl.Yes != 4 || tl.No != 3 || tl.Blank != 0 {
		t.Errorf("open: %+v %+v", o, tl)
	}
}

// The present rule: an entry that passed any vote of the round may be proposed,
// in whatever order the votes came; one that passed none may not. A rule that the
// last valid vote decides changes the wanted outcomes of this table and nothing
// else in it.
func TestAPassInAnyVoteOfTheRoundCounts(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), talking(t, 4)
	c.to(t, evaluation.Shortlisting)
	entries := []struct {
		name   string
		yes    [2]int // in the first and the second vote; seven of eight are needed, eight of nine
		passed bool
	}{
		{"passes twice", [2]int{9, 8}, true},
		{"passes, then fails", [2]int{8, 0}, true},
		{"fails, then passes", [2]int{6, 8}, true},
		{"fails twice", [2]int{7, 7}, false},
	}
	if err := c.Shortlist(ctx, c.clerk, c.round.ID, c.entries, ""); err != nil {
		t.Fatal(err)
	}
	c.to(t, evaluation.Voting)
	rule := evaluation.AwardRule{
		Form: "bang-khen", Label: "Bằng khen", Base: evaluation.BaseTotal, Threshold: 80, QuorumNum: 2, QuorumDen: 3, Source: "Thử",
		Version: 1,
	}
	for n := range 2 {
		v := sqlite.Vote{Round: c.round.ID, Rule: rule, Paper: true}
		for _, m := range c.members {
			v.Present = append(v.Present, m.Account)
		}
		v = must[sqlite.Vote](t)(c.OpenVote(ctx, c.clerk, v))
		var counts []judging.PaperCount
		for i, e := range entries {
			voters := 9
			if i < 3 {
				voters = 8 // one of the nine must stay out of it, and is not in the base
			}
			yes := min(e.yes[n], voters)
			counts = append(counts, judging.PaperCount{c.entries[i], voters, yes, voters - yes, 0, 0})
		}
		if err := c.CountPaper(ctx, c.clerk, c.round.ID, v.ID, counts); err != nil {
			t.Fatal(err)
		}
		if err := c.CloseVote(ctx, c.clerk, c.round.ID, v.ID); err != nil {
			t.Fatal(err)
		}
	}
	c.to(t, evaluation.Deciding)
	propose := func(i int) error {
		return c.DecideEntries(ctx, c.clerk, c.round.ID, map[registry.EntryID]evaluation.Decision{c.entries[i]: evaluation.Proposed}, "Đề nghị")
	}
	for i, e := range entries {
		want := registry.Conflict
		if e.passed {
			want = registry.None
		}
		kindIs(t, "proposing what "+e.name, propose(i), want)
	}
	if err := c.DecideByVote(ctx, c.clerk, c.round.ID); err != nil {
		t.Fatal(err)
	}
	outcome := map[registry.EntryID]evaluation.Decision{}
	for _, x := range must[[]sqlite.Candidate](t)(c.DB.Candidates(ctx, c.round.ID, 0)) {
		outcome[x.Entry] = x.Outcome
	}
	for i, e := range entries {
		if want := map[bool]evaluation.Decision{true: evaluation.Proposed,
			false: evaluation.NotProposed}[e.passed]; outcome[c.entries[i]] != want {
			t.Errorf("deciding by the votes what %s: %v, want %v", e.name, outcome[c.entries[i]], want)
		}
	}
}
