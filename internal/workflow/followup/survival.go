package followup

import (
	"context"
	"fmt"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// AskSurvival asks the units whose models were confirmed effective 12 or 24 months
// ago whether they still live: once for each, by a notice inside the program. It
// gives how many questions were asked. A model that was confirmed longer ago, such
// as one of an old list that was imported, is asked only the later question, or
// none.
func (f *Flow) AskSurvival(ctx context.Context) (asked int, err error) {
	for _, months := range registry.SurvivalMonths() {
		for {
			due, err := f.DB.SurvivalDue(ctx, months, f.Now().AddDate(0, -months-12, 0), f.Now().AddDate(0, -months, 0))
			if err != nil || len(due) == 0 {
				if err != nil {
					return asked, err
				}
				break
			}
			if err := f.askSurvival(ctx, due, months); err != nil {
				return asked, err
			}
			asked += len(due)
		}
	}
	return asked, nil
}

// askSurvival asks about some models in one transaction.
func (f *Flow) askSurvival(ctx context.Context, ids []registry.EntryID, months int) error {
	entries, err := f.DB.EntriesByID(ctx, ids)
	if err != nil {
		return err
	}
	staff := make([][]registry.Account, len(entries))
	for i := range entries {
		if staff[i], err = f.AuthorizeEntry(ctx, registry.System("Nhắc việc"), entries[i].ID, registry.View); err != nil {
			return err
		}
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		for i := range entries {
			e := &entries[i]
			fresh, err := tx.AskSurvival(e.ID, months)
			if err != nil {
				return err
			}
			if !fresh {
				continue
			}
			text := fmt.Sprintf(
				"%s được xác nhận hiệu quả cách đây %d tháng: còn duy trì, nhân rộng hay đã dừng?",
				workflow.Quoted(e.Content.Title),
				months,
			)
			if err := workflow.Notify(tx, staff[i], e, text, address.Survival); err != nil {
				return err
			}
		}
		return nil
	})
}

// AnswerSurvival takes a unit's answer about its model, once.
func (f *Flow) AnswerSurvival(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	months int,
	fate registry.Fate,
	note string,
) error {
	e, err := f.DB.Entry(ctx, id)
	if err != nil {
		return err
	}
	if !a.Owns(&e) {
		return registry.Errorf(registry.NotFound, "Không tìm thấy câu hỏi này.")
	}
	if err := f.requireSurvivalYear(ctx, a, &e, months); err != nil {
		return err
	}
	var wrong registry.Fields
	if fate == registry.Unanswered {
		wrong.Add("fate", "Chọn một câu trả lời.")
	}
	note = registry.SurvivalNote.Read(&wrong, note)
	if err := wrong.Err("Chưa ghi được câu trả lời."); err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.AnswerSurvival(registry.Survival{Entry: id, Months: months, Fate: fate, Note: note, By: a.Name}); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidSurvivalAnswer, workflow.ObjectOf(&e), "", fmt.Sprintf("%d tháng: %s", months, fate))
	})
}

// requireSurvivalYear refuses an answer that would change the figures of a locked
// year: that in whose report the question is counted.
func (f *Flow) requireSurvivalYear(ctx context.Context, a registry.Actor, e *registry.Entry, months int) error {
	asked, err := f.DB.Survivals(ctx, e.ID)
	if err != nil {
		return err
	}
	for _, s := range asked {
		if s.Months == months {
			return f.RequireYear(ctx, f.DB, a, registry.DidSurvivalAnswer, f.SurvivalYear(s.AskedAt), e.Unit)
		}
	}
	return nil
}

// SurvivalYear is the season whose report counts a question that was asked at a
// moment; see frozenSurvivals. 0 for none.
func (f *Flow) SurvivalYear(asked time.Time) registry.Year {
	for _, y := range []registry.Year{registry.Year(asked.Year()), registry.Year(asked.Year() + 1)} {
		end, ok := f.Season(y).FreezeAt.Time()
		if ok && !asked.Before(end.AddDate(-1, 0, 0)) && !asked.After(end.AddDate(0, 0, 1)) {
			return y
		}
	}
	return 0
}
