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

// FilledSheet is one line of a table of score sheets as it came back: the number
// of the entry, and the sheet with the version that the table was made from.
type FilledSheet struct {
	Number string           `json:"number"`
	Sheet  evaluation.Sheet `json:"sheet"`
	Base   int              `json:"base"`
}

// SheetState says what becomes of a line.
type SheetState uint8

// The states of a line. Newer: the sheet was changed on the site since the table
// was made, and stays unless it is to be overwritten.
const (
	SheetWrong SheetState = iota
	SheetEmpty
	SheetSame
	SheetNewer
	SheetDraft
	SheetDone
)

// SheetPreview is what an import would do with a line, or did.
type SheetPreview struct {
	Number, Title string
	State         SheetState
	Before, After evaluation.Points
	Was           bool // there is a sheet already
	Notes         []string
}

// Writes reports whether the line is written.
func (p SheetPreview) Writes() bool { return p.State >= SheetDraft }

// ImportSheets takes filled score sheets of the actor in: all that can be written,
// in one transaction. Without write it only says what would happen. Lines of
// entries that are not the actor's to score are wrong, whatever is in them.
func (f *Flow) ImportSheets(
	ctx context.Context,
	a registry.Actor,
	id evaluation.RoundID,
	lines []FilledSheet,
	overwrite, write bool,
) ([]SheetPreview, error) {
	_, tasks, err := f.Queue(ctx, a, id)
	if err != nil {
		return nil, err
	}
	var out []SheetPreview
	err = f.inRound(ctx, a, id, evaluation.ScoreEntry, func(tx *sqlite.Tx, s Seat) error {
		seen, n := map[registry.EntryID]bool{}, 0
		for _, l := range lines {
			i := slices.IndexFunc(tasks, func(t Task) bool { return t.Number == l.Number && t.Declared })
			if i < 0 {
				out = append(
					out,
					SheetPreview{Number: l.Number, Notes: []string{"Không có mô hình số này trong danh sách được giao và đã khai báo."}},
				)
				continue
			}
			p, sheet := previewSheet(tasks[i], l, s.Round.Scale, a, id, overwrite)
			if seen[tasks[i].Entry] {
				p.State, p.Notes = SheetWrong, []string{"Mô hình này đã có ở dòng trên."}
			}
			seen[tasks[i].Entry] = true
			out = append(out, p)
			if !write || !p.Writes() {
				continue
			}
			if err := mayScore(ctx, tx, sheet); err != nil {
				return err
			}
			if err := tx.PutSheet(&sheet); err != nil {
				return err
			}
			n++
		}
		if !write {
			return nil
		}
		return workflow.Audit(tx, a, registry.DidRoundImport, roundObject(id), "", fmt.Sprintf("%d phiếu", n))
	})
	return out, err
}

// previewSheet compares a line with the sheet that is stored.
func previewSheet(
	t Task,
	l FilledSheet,
	scale evaluation.Scale,
	a registry.Actor,
	id evaluation.RoundID,
	overwrite bool,
) (SheetPreview, evaluation.Sheet) {
	in := l.Sheet
	in.Round, in.Entry, in.Member = id, t.Entry, a.Account
	in.Clean(scale)
	in.Total = in.Sum(scale)
	p := SheetPreview{Number: t.Number, Title: t.Title, After: in.Total}
	var now evaluation.Sheet
	if t.Sheet != nil {
		now, p.Was, p.Before = *t.Sheet, true, t.Sheet.Total
	}
	in.Version = now.Version
	check, long := in.Check(scale), in.CheckDraft(scale)
	in.Done = check == nil
	switch {
	case len(long) > 0:
		p.State = SheetWrong
		for _, w := range long {
			p.Notes = append(p.Notes, w.Message)
		}
	case in.Filled() == 0 && in.Note == "" && len(in.Adjustments) == 0:
		p.State = SheetEmpty
	case in.SameMarks(now):
		p.State = SheetSame
	case now.Version > l.Base && !overwrite:
		p.State = SheetNewer
	case check != nil:
		p.State = SheetDraft
		for _, w := range registry.FieldsOf(check) {
			p.Notes = append(p.Notes, w.Message)
		}
	default:
		p.State = SheetDone
	}
	return p, in
}
