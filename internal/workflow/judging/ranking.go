package judging

import (
	"context"
	"slices"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// Progress is how far a member has come, without any score.
type Progress struct {
	Appointee      evaluation.Appointee
	Assigned, Done int
	Recused        int
}

// ProgressOf lists how far every member has come, for the secretariat. Entries
// that the actor must stay out of are not counted.
func (f *Flow) ProgressOf(ctx context.Context, s Seat) (out []Progress, err error) {
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		out, err = readProgress(ctx, rx, s)
		return err
	})
	return out, err
}

func readProgress(ctx context.Context, rx *sqlite.Rx, s Seat) ([]Progress, error) {
	people, err := rx.Appointees(ctx, s.Round.ID)
	if err != nil {
		return nil, err
	}
	list, err := rx.Candidates(ctx, s.Round.ID, s.Actor.Account)
	if err != nil {
		return nil, err
	}
	seen := map[registry.EntryID]bool{}
	for _, c := range list {
		seen[c.Entry] = c.Verdict == evaluation.Eligible
	}
	assigned, err := rx.Assignments(ctx, s.Round.ID, 0)
	if err != nil {
		return nil, err
	}
	sheets, err := rx.Sheets(ctx, s.Round.ID, s.Actor.Account, 0, 0)
	if err != nil {
		return nil, err
	}
	recused, err := rx.Recusals(ctx, s.Round.ID)
	if err != nil {
		return nil, err
	}
	out := make([]Progress, len(people))
	for i, p := range people {
		out[i].Appointee = p
		for _, x := range assigned {
			if x.Account == p.Account && seen[x.Entry] {
				out[i].Assigned++
			}
		}
		for _, x := range recused {
			if x.Account == p.Account && seen[x.Entry] {
				out[i].Recused++
			}
		}
		if s.May(evaluation.SeeProgress) {
			for _, x := range sheets {
				if x.Member == p.Account && x.Done && seen[x.Entry] {
					out[i].Done++
				}
			}
		}
	}
	return out, nil
}

// WhatIf tries other rules on the same sheets; nothing is changed by it.
type WhatIf struct {
	Without registry.AccountID // leave a member's sheets out
	Tie     string
	TopCap  int // -1: as the round says
	Min     int // 0: as the round says
}

// Table is the ranking as one person may see it.
type Table struct {
	Candidates map[registry.EntryID]sqlite.Candidate
	Standings  []evaluation.Standing
	Leanings   []evaluation.Leaning
	People     []evaluation.Appointee
	Scores     []evaluation.Score
	Hidden     bool // the actor must stay out of some entry, and these are not in it
}

// Standings computes the ranking. Somebody who must stay out of entries gets the
// ranking of the others as if those were not there, so that no gap in ranks or
// counts gives their places away.
func (f *Flow) Standings(ctx context.Context, a registry.Actor, id evaluation.RoundID, w *WhatIf) (s Seat, t Table, err error) {
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		s, t, err = readStandings(ctx, rx, a, id, w)
		return err
	})
	return s, t, err
}

func readStandings(
	ctx context.Context,
	rx *sqlite.Rx,
	a registry.Actor,
	id evaluation.RoundID,
	w *WhatIf,
) (s Seat, t Table, err error) {
	s, err = readSeat(ctx, rx, a, id)
	if err != nil {
		return s, t, err
	}
	if err := s.need(evaluation.SeeScores); err != nil {
		return s, t, err
	}
	rules := s.Round.Rules
	var without registry.AccountID
	if w != nil {
		without = w.Without
		if registry.ChoiceLabel(evaluation.TieRules(), w.Tie) != w.Tie {
			rules.Tie = w.Tie
		}
		if w.TopCap >= 0 && w.TopCap <= 100 {
			rules.TopCap = w.TopCap
		}
		if w.Min > 0 {
			rules.MinSheets = w.Min
		}
	}
	err = t.fill(ctx, rx, s, rules, without)
	return s, t, err
}

func (t *Table) fill(
	ctx context.Context,
	rx *sqlite.Rx,
	s Seat,
	rules evaluation.Rules,
	without registry.AccountID,
) (err error) {
	viewer := s.Actor.Account
	list, err := rx.Candidates(ctx, s.Round.ID, viewer)
	if err != nil {
		return err
	}
	t.Candidates = make(map[registry.EntryID]sqlite.Candidate, len(list))
	var in []evaluation.Candidate
	for _, c := range list {
		if c.Verdict == evaluation.Eligible {
			t.Candidates[c.Entry] = c
			in = append(in, evaluation.Candidate{Entry: c.Entry, Group: c.Group})
		}
	}
	sheets, err := rx.Sheets(ctx, s.Round.ID, viewer, 0, 0)
	if err != nil {
		return err
	}
	for _, x := range sheets {
		if _, ok := t.Candidates[x.Entry]; ok && x.Done && x.Member != without {
			t.Scores = append(
				t.Scores,
				evaluation.Score{Entry: x.Entry, Member: x.Member, Total: x.Total, Key: x.Points(s.Round.Scale.TieKey())},
			)
		}
	}
	if t.People, err = rx.Appointees(ctx, s.Round.ID); err != nil {
		return err
	}
	recused, err := rx.Recusals(ctx, s.Round.ID)
	t.Hidden = slices.ContainsFunc(recused, func(r sqlite.Recusal) bool { return r.Account == viewer })
	t.Standings = evaluation.Rank(in, t.Scores, s.Round.Scale, rules)
	t.Leanings = evaluation.Leanings(t.Scores)
	return err
}

// Talk is everything about one entry once scores may be seen.
type Talk struct {
	Candidate sqlite.Candidate
	Standing  *evaluation.Standing
	Sheets    []evaluation.Sheet
	Changes   []sqlite.SheetChange
	Notes     []sqlite.Note
	Names     map[registry.AccountID]string
}

// TalkOf reads the sheets, notes and changes of an entry.
func (f *Flow) TalkOf(ctx context.Context, a registry.Actor, id evaluation.RoundID, entry registry.EntryID) (s Seat, t Talk, err error) {
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		s, t, err = readTalk(ctx, rx, a, id, entry)
		return err
	})
	return s, t, err
}

func readTalk(
	ctx context.Context,
	rx *sqlite.Rx,
	a registry.Actor,
	id evaluation.RoundID,
	entry registry.EntryID,
) (Seat, Talk, error) {
	s, table, err := readStandings(ctx, rx, a, id, nil)
	if err != nil {
		return s, Talk{}, err
	}
	t, err := table.readTalk(ctx, rx, a, id, entry)
	return s, t, err
}

// readTalk reads what was said of one entry of the table.
func (t *Table) readTalk(
	ctx context.Context,
	rx *sqlite.Rx,
	a registry.Actor,
	id evaluation.RoundID,
	entry registry.EntryID,
) (Talk, error) {
	c, ok := t.Candidates[entry]
	if !ok {
		return Talk{}, registry.Errorf(registry.NotFound, noCandidate)
	}
	out := Talk{Candidate: c, Names: map[registry.AccountID]string{}}
	for _, p := range t.People {
		out.Names[p.Account] = p.Name
	}
	for i := range t.Standings {
		if t.Standings[i].Entry == entry {
			out.Standing = &t.Standings[i]
		}
	}
	var err error
	if out.Sheets, err = rx.Sheets(ctx, id, a.Account, entry, 0); err != nil {
		return out, err
	}
	out.Sheets = slices.DeleteFunc(out.Sheets, func(x evaluation.Sheet) bool { return !x.Done })
	if out.Changes, err = rx.SheetChanges(ctx, id, a.Account, entry); err != nil {
		return out, err
	}
	out.Notes, err = rx.Notes(ctx, id, a.Account, entry)
	return out, err
}
