package view_test

import (
	"net/url"
	"strings"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

func seatIn(p evaluation.Phase, who evaluation.Position) view.CouncilSeat {
	r := evaluation.Round{
		ID: 1, Season: 2026, Level: "tinh", Title: "Xét năm 2026", Decision: "QĐ 12", Phase: p, Version: 4,
		Scale: evaluation.DefaultScale(), Rules: evaluation.DefaultRules(),
		Dates: evaluation.PhaseDates{evaluation.Scoring: "2026-11-10"},
	}
	return view.CouncilSeat{Round: r, Position: who}
}

var committee = []evaluation.Appointee{
	{Account: 2, Name: "Bà Lan", Email: "lan@x", Position: evaluation.Chair, Units: []registry.UnitCode{"a"}},
	{
		Account: 3, Name: "Ông Minh", Email: "minh@x", Position: evaluation.Member,
		Ties: []evaluation.Tie{{Unit: "S", Reason: "nguyên phó giám đốc"}},
	},
	{Account: 4, Name: "Thư ký Hoa", Email: "hoa@x", Position: evaluation.Clerk},
}

// A recusal of an entry that the reader stays out of themselves is not listed: its
// title would tell that it is there.
func TestRecusalsOfHiddenEntriesAreLeftOut(t *testing.T) {
	t.Parallel()
	p := view.NewCouncilMembersPage(view.CouncilMembersInput{
		Seat: seatIn(evaluation.Scoring, evaluation.Clerk), Ledger: shortLedger(), People: committee,
		Entries:  []view.CouncilEntry{onEntry},
		Recusals: []view.CouncilRecusal{{Account: 2, Entry: 7, Reason: "tự khai"}, {Account: 3, Entry: 8, Reason: "người thân"}},
	})
	last := p.Sections[len(p.Sections)-1]
	if last.Table == nil || len(last.Table.Rows) != 1 || last.Table.Rows[0].Cells[0].Text != "Bà Lan" {
		t.Errorf("recusals shown: %+v", last.Table)
	}
}

// A ranking without the entries that its reader stays out of says so, and makes no
// papers: they would not be of the whole round.
func TestRankingOfARecusedReader(t *testing.T) {
	t.Parallel()
	for _, hidden := range []bool{false, true} {
		in := view.RankingInput{
			Seat: seatIn(evaluation.Discussion, evaluation.Clerk), Entries: entryMap, Standings: ranked, People: committee, Hidden: hidden,
		}
		p := view.NewRankingPage(in)
		if (len(p.Papers) > 0) == hidden || (len(p.Notices) > 0) != hidden {
			t.Errorf("hidden %t: %d papers, %d notices", hidden, len(p.Papers), len(p.Notices))
		}
		if p.Tried != "" {
			t.Errorf("a trial nobody asked for: %s", p.Tried)
		}
		in.Trial.Cap = "5"
		if p := view.NewRankingPage(in); p.Tried == "" || p.Tries[1].Value != "5" {
			t.Errorf("trial %q, field %q", p.Tried, p.Tries[1].Value)
		}
	}
}

// What is ticked at first, and who sees the rest.
func TestShortlistDefaults(t *testing.T) {
	t.Parallel()
	from := seatIn(evaluation.Shortlisting, evaluation.Clerk).Round.Rules.ShortlistFrom.Float()
	for _, c := range []struct {
		name   string
		who    evaluation.Position
		picked registry.EntryID
		want   string // entries shown, ticked ones with a star
	}{
		{"nothing picked: from the mean on", evaluation.Clerk, 0, "e1* e2"},
		{"picked: as picked", evaluation.Clerk, 2, "e1 e2*"},
		{"an unranked pick stays", evaluation.Clerk, 3, "e1 e2 e3*"},
		{"a member sees nothing before", evaluation.Member, 0, ""},
		{"a member sees what was picked", evaluation.Member, 2, "e2*"},
	} {
		entries := map[registry.EntryID]view.CouncilEntry{}
		for id := registry.EntryID(1); id <= 3; id++ {
			entries[id] = view.CouncilEntry{ID: id, Shortlisted: id == c.picked}
		}
		p := view.NewShortlistPage(view.ShortlistInput{
			Seat: seatIn(evaluation.Shortlisting, c.who), Entries: entries,
			Standings: []evaluation.Standing{{Entry: 1, Rank: 1, Mean: from}, {Entry: 2, Rank: 2, Mean: from - 1}, {Entry: 3, Mean: from}},
		})
		var got []string
		if f := p.Sections[0].Form; f != nil {
			for _, row := range f.Picks {
				got = append(got, row.Field.Name+map[bool]string{true: "*"}[row.Field.Checked])
			}
		}
		if s := strings.Join(got, " "); s != c.want || (s == "") != (p.Sections[0].Empty != nil) {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}

// Who has cast a secret ballot is offered no other; an open vote may be changed.
func TestVotedIsFinalOnlyWhenSecret(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ secret, voted, offered bool }{
		{true, false, true}, {true, true, false}, {false, false, true}, {false, true, true},
	} {
		x := openPoll
		x.Rule.Secret, x.Voted = c.secret, c.voted
		p := view.NewVotesPage(view.VotesInput{
			Seat: seatIn(evaluation.Voting, evaluation.Member), Polls: []view.CouncilPoll{x}, Entries: entryMap,
		})
		if got := len(p.Sections[0].Links) > 0; got != c.offered {
			t.Errorf("secret %t, voted %t: offered %t", c.secret, c.voted, got)
		}
	}
}

// Nothing is released while an entry of the shortlist is undecided.
func TestReleaseWaitsForEveryDecision(t *testing.T) {
	t.Parallel()
	for _, d := range evaluation.Decisions() {
		e, off := onEntry, onEntry
		e.Outcome = d
		off.Shortlisted, off.Outcome = false, evaluation.Pending // not on the list: decided by the release itself
		p := view.NewDecisionsPage(view.DecisionsInput{
			Seat: seatIn(evaluation.Deciding, evaluation.Clerk), Entries: []view.CouncilEntry{e, off},
		})
		if got, want := p.Sections[1].Form != nil, d != evaluation.Pending; got != want {
			t.Errorf("%s: released %t, want %t", d.Label(), got, want)
		}
		var codes []string
		for _, o := range p.Sections[0].Form.Picks[0].Field.Options {
			codes = append(codes, o.Value)
		}
		if s := strings.Join(codes, " "); s != "de-nghi khong" {
			t.Errorf("choices %q", s)
		}
	}
}

// The next entry to score is the first open one after the present, starting over;
// what is done or not declared is passed over.
func TestNextTask(t *testing.T) {
	t.Parallel()
	var tasks []view.ScoreTask
	for i, state := range []string{"open", "done", "undeclared", "draft"} {
		x := view.ScoreTask{CouncilEntry: view.CouncilEntry{ID: registry.EntryID(i + 1)}, Declared: state != "undeclared"}
		if state == "done" || state == "draft" {
			x.Sheet = &evaluation.Sheet{Done: state == "done"}
		}
		tasks = append(tasks, x)
	}
	for after, want := range map[registry.EntryID]registry.EntryID{0: 1, 1: 4, 2: 4, 3: 4, 4: 1} {
		if got := view.NextTask(tasks, after); got != want {
			t.Errorf("after %d: %d, want %d", after, got, want)
		}
	}
	if got := view.NextTask(tasks[:1], 1); got != 0 {
		t.Errorf("the entry itself is offered again: %d", got)
	}
}

// A line in force that is asked for gets the form that revokes it, a revoked one
// never.
func TestRevokeOnlyLinesInForce(t *testing.T) {
	t.Parallel()
	gone := registry.Act{ID: 6, RevokedAt: local("2026-05-01", 9, 0), RevokeReason: "nhầm"}
	lines := []view.RegisterLine{{Act: registry.Act{ID: 5, Number: "12/QĐ"}}, {Act: gone}}
	for id, want := range map[string]bool{"": false, "5": true, "6": false, "7": false} {
		p := view.NewRegisterPage(view.RegisterInput{
			Register: view.CommendationRegister, Lines: lines, Query: url.Values{"thu-hoi": {id}},
		})
		found := false
		for _, s := range p.Sections {
			found = found || s.ID == "thu-hoi"
		}
		if found != want {
			t.Errorf("line %q: form %t, want %t", id, found, want)
		}
	}
}

// Sheets are written by a second button, and newer ones only by a tick.
func TestSheetIntakePreview(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name         string
		line         view.SheetIntakeLine
		write, ticks bool
	}{
		{"nothing to write", view.SheetIntakeLine{}, false, false},
		{"to write", view.SheetIntakeLine{Writes: true}, true, false},
		{"newer here", view.SheetIntakeLine{Newer: true}, true, true},
	} {
		p := view.NewSheetIntakePage(view.SheetIntakeInput{
			Seat:    seatIn(evaluation.Scoring, evaluation.Member),
			Preview: &view.SheetIntakePreview{Lines: []view.SheetIntakeLine{c.line}, Data: "[]"},
		})
		f := p.Sections[0].Form
		if (f != nil) != c.write || f != nil && (len(f.Fields) > 0) != c.ticks {
			t.Errorf("%s: form %+v", c.name, f)
		}
	}
}
