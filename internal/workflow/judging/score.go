package judging

import (
	"context"
	"fmt"
	"slices"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// Task is one entry that a member is to score.
type Task struct {
	sqlite.Candidate
	Declared bool
	Sheet    *evaluation.Sheet // nil: not begun
}

// Queue lists what the actor is to score, in an order of their own.
func (f *Flow) Queue(ctx context.Context, a registry.Actor, id evaluation.RoundID) (s Seat, out []Task, err error) {
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		s, out, err = readQueue(ctx, rx, a, id)
		return err
	})
	return s, out, err
}

func readQueue(ctx context.Context, rx *sqlite.Rx, a registry.Actor, id evaluation.RoundID) (Seat, []Task, error) {
	s, err := readSeat(ctx, rx, a, id)
	if err != nil {
		return s, nil, err
	}
	list, err := rx.Assignments(ctx, id, a.Account)
	if err != nil || !s.Position.Scores() {
		return s, nil, err
	}
	candidates, err := rx.Candidates(ctx, id, a.Account)
	if err != nil {
		return s, nil, err
	}
	mine, err := rx.Sheets(ctx, id, a.Account, 0, a.Account)
	if err != nil {
		return s, nil, err
	}
	tasks := map[registry.EntryID]*Task{}
	var ids []registry.EntryID
	for _, c := range candidates {
		if i := slices.IndexFunc(list, func(x sqlite.Assignment) bool { return x.Entry == c.Entry }); i >= 0 &&
			c.Verdict == evaluation.Eligible {
			tasks[c.Entry] = &Task{Candidate: c, Declared: !list[i].Declared.IsZero()}
			ids = append(ids, c.Entry)
		}
	}
	for i := range mine {
		if t := tasks[mine[i].Entry]; t != nil {
			t.Sheet = &mine[i]
		}
	}
	out := make([]Task, 0, len(ids))
	for _, e := range evaluation.Order(id, a.Account, ids) {
		out = append(out, *tasks[e])
	}
	return s, out, nil
}

// DeclareTies takes a member's declaration about everything assigned and not yet
// declared: a reason for each entry they have a tie to, none for the others.
func (f *Flow) DeclareTies(
	ctx context.Context,
	a registry.Actor,
	id evaluation.RoundID,
	seen []registry.EntryID,
	ties map[registry.EntryID]string,
) error {
	return f.inRound(ctx, a, id, evaluation.Declare, func(tx *sqlite.Tx, s Seat) error {
		var wrong registry.Fields
		typed := map[registry.EntryID]string{}
		for entry, reason := range ties {
			typed[entry] = registry.TieNote.Read(&wrong, reason)
		}
		if err := wrong.Err("Chưa ghi được khai báo."); err != nil {
			return err
		}
		list, err := tx.Assignments(ctx, id, a.Account)
		if err != nil {
			return err
		}
		n := 0
		for _, x := range list {
			reason, tied := typed[x.Entry]
			switch {
			case !x.Declared.IsZero() && !tied, !slices.Contains(seen, x.Entry):
				continue
			case tied:
				if reason == "" {
					reason = "Thành viên tự khai có liên quan"
				}
				err = tx.PutRecusal(id, sqlite.Recusal{Entry: x.Entry, Account: a.Account, Reason: reason, Source: evaluation.DeclaredTie})
				n++
			default:
				err = tx.DeclareNoTie(id, x.Entry, a.Account)
			}
			if err != nil {
				return err
			}
		}
		return workflow.Audit(tx, a, registry.DidRoundDeclare, roundObject(id), "", fmt.Sprintf("khai có liên quan: %d", n))
	})
}

// Dossier reads an entry of a round for somebody who may: a member it is assigned
// to after the declaration, everybody in the round once scores are seen, the
// secretariat always; nobody who must stay out of it.
func (f *Flow) Dossier(
	ctx context.Context,
	a registry.Actor,
	id evaluation.RoundID,
	entry registry.EntryID,
) (s Seat, c sqlite.Candidate, e registry.Entry, err error) {
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		s, c, e, err = readDossier(ctx, rx, a, id, entry)
		return err
	})
	return s, c, e, err
}

func readDossier(
	ctx context.Context,
	rx *sqlite.Rx,
	a registry.Actor,
	id evaluation.RoundID,
	entry registry.EntryID,
) (Seat, sqlite.Candidate, registry.Entry, error) {
	var none registry.Entry
	s, err := readSeat(ctx, rx, a, id)
	if err != nil {
		return s, sqlite.Candidate{}, none, err
	}
	c, err := rx.Candidate(ctx, id, entry, a.Account)
	if err != nil {
		return s, sqlite.Candidate{}, none, err
	}
	if s.Position != evaluation.Clerk && !s.May(evaluation.SeeScores) {
		mine, err := rx.Assignment(ctx, id, entry, a.Account)
		switch {
		case err != nil:
			return s, sqlite.Candidate{}, none, err
		case c.Verdict != evaluation.Eligible || s.Round.Phase != evaluation.Scoring:
			return s, sqlite.Candidate{}, none, registry.Errorf(registry.NotFound, noCandidate)
		case mine.Declared.IsZero():
			return s, c, none, registry.Errorf(registry.Conflict, "Hãy khai báo liên quan trước khi mở hồ sơ.")
		}
	}
	e, err := rx.Entry(ctx, entry)
	return s, c, e, err
}

// Scoring is what the page of a score sheet shows, all of one moment.
type Scoring struct {
	Seat      Seat
	Entry     registry.Entry
	Tasks     []Task           // all that the actor is to score
	Sheet     evaluation.Sheet // the actor's own; an empty one when none was begun
	Earlier   []registry.Entry // see [readEarlier]
	Revisions []registry.Revision
}

// Scoring reads an entry for who is to score it or may see it; see [Flow.Dossier].
func (f *Flow) Scoring(ctx context.Context, a registry.Actor, id evaluation.RoundID, entry registry.EntryID) (out Scoring, err error) {
	err = f.DB.View(ctx, func(rx *sqlite.Rx) error {
		out, err = readScoring(ctx, rx, a, id, entry)
		return err
	})
	return out, err
}

func readScoring(
	ctx context.Context,
	rx *sqlite.Rx,
	a registry.Actor,
	id evaluation.RoundID,
	entry registry.EntryID,
) (out Scoring, err error) {
	if out.Seat, _, out.Entry, err = readDossier(ctx, rx, a, id, entry); err != nil {
		return out, err
	}
	if _, out.Tasks, err = readQueue(ctx, rx, a, id); err != nil {
		return out, err
	}
	out.Sheet = evaluation.Sheet{Round: id, Entry: entry, Member: a.Account}
	own, err := rx.Sheets(ctx, id, a.Account, entry, a.Account)
	if err != nil {
		return out, err
	}
	if len(own) > 0 {
		out.Sheet = own[0]
	}
	if out.Earlier, err = readEarlier(ctx, rx, &out.Entry); err != nil {
		return out, err
	}
	out.Revisions, err = rx.Revisions(ctx, entry)
	return out, err
}

// readEarlier lists the same model in other years, and what it learned from.
func readEarlier(ctx context.Context, rx *sqlite.Rx, e *registry.Entry) ([]registry.Entry, error) {
	ids, err := rx.ModelEntries(ctx, e.Model)
	if err != nil {
		return nil, err
	}
	for _, l := range e.Links {
		if !slices.Contains(ids, l.To) {
			ids = append(ids, l.To)
		}
	}
	return rx.EntriesByID(ctx, slices.DeleteFunc(ids, func(id registry.EntryID) bool { return id == e.ID }))
}

// SaveSheet keeps a sheet as it is. finish asks for it to be counted: it must
// then be complete. A sheet changed while scores are discussed needs a reason and
// keeps its history.
func (f *Flow) SaveSheet(
	ctx context.Context,
	a registry.Actor,
	in evaluation.Sheet,
	finish bool,
	reason string,
) (evaluation.Sheet, error) {
	s, _, _, err := f.Dossier(ctx, a, in.Round, in.Entry)
	if err != nil {
		return in, err
	}
	deed := evaluation.ScoreEntry
	if s.Round.Phase == evaluation.Discussion {
		deed = evaluation.ChangeScore
	}
	in.Member = a.Account
	in.Clean(s.Round.Scale)
	check := in.Check(s.Round.Scale)
	err = f.inRound(ctx, a, in.Round, deed, func(tx *sqlite.Tx, s Seat) error {
		if err := mayScore(ctx, tx, in); err != nil {
			return err
		}
		if err := in.CheckDraft(s.Round.Scale).Err("Phiếu chưa lưu được."); err != nil {
			return err
		}
		before, err := tx.Sheets(ctx, in.Round, a.Account, in.Entry, a.Account)
		if err != nil {
			return err
		}
		in.Done = check == nil && (finish || len(before) > 0 && before[0].Done)
		in.Total = in.Sum(s.Round.Scale)
		if deed == evaluation.ChangeScore {
			if err := keepChange(tx, s, before, in, check, reason); err != nil {
				return err
			}
			in.Done = true
		}
		return tx.PutSheet(&in)
	})
	if err == nil && finish {
		err = check
	}
	return in, err
}

// mayScore is NotFound unless the entry is assigned and declared.
func mayScore(ctx context.Context, tx *sqlite.Tx, in evaluation.Sheet) error {
	x, err := tx.Assignment(ctx, in.Round, in.Entry, in.Member)
	if err == nil && x.Declared.IsZero() {
		err = registry.Errorf(registry.NotFound, noCandidate)
	}
	return err
}

func keepChange(tx *sqlite.Tx, s Seat, before []evaluation.Sheet, in evaluation.Sheet, check error, reason string) error {
	if check != nil {
		return check
	}
	reason, err := workflow.RequireReason(reason)
	if err != nil {
		return err
	}
	was := "chưa chấm"
	if len(before) > 0 {
		was = before[0].Summary(s.Round.Scale)
	}
	if err := tx.InsertSheetChange(in.Round, sqlite.SheetChange{Entry: in.Entry, Member: in.Member, Before: was,
		After: in.Summary(s.Round.Scale), Reason: reason}); err != nil {
		return err
	}
	return workflow.Audit(tx, s.Actor, registry.DidRoundChangeScore, roundObject(in.Round), "", fmt.Sprintf("entry:%d", in.Entry))
}

// AddNote adds a note to the discussion of an entry.
func (f *Flow) AddNote(ctx context.Context, a registry.Actor, id evaluation.RoundID, entry registry.EntryID, text string) error {
	var wrong registry.Fields
	text = registry.DiscussNote.Read(&wrong, text)
	if err := wrong.Err("Chưa ghi được ý kiến."); err != nil {
		return err
	}
	return f.inRound(ctx, a, id, evaluation.Discuss, func(tx *sqlite.Tx, s Seat) error {
		if err := known(ctx, tx, id, a.Account, entry); err != nil {
			return err
		}
		return tx.InsertNote(id, sqlite.Note{Entry: entry, Member: a.Account, Text: text})
	})
}
