package workflow

import (
	"context"
	"fmt"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// AskSurvival asks the units whose models were confirmed effective 12 or 24 months
// ago whether they still live: once for each, by a notice inside the program. It
// gives how many questions were asked.
func (f *Flow) AskSurvival(ctx context.Context) (int, error) {
	asked := 0
	for _, months := range registry.SurvivalMonths() {
		for {
			due, err := f.DB.SurvivalDue(ctx, months, f.Now().AddDate(0, -months, 0))
			if err != nil || len(due) == 0 {
				if err != nil {
					return asked, err
				}
				break
			}
			for _, id := range due {
				if err := f.askSurvival(ctx, id, months); err != nil {
					return asked, err
				}
				asked++
			}
		}
	}
	return asked, nil
}

func (f *Flow) askSurvival(ctx context.Context, id registry.EntryID, months int) error {
	staff, err := f.prepare(ctx, registry.System("Nhắc việc"), id, registry.View)
	if err != nil {
		return err
	}
	e, err := f.DB.Entry(ctx, id)
	if err != nil {
		return err
	}
	return f.update(ctx, func(tx *sqlite.Tx) error {
		fresh, err := tx.AskSurvival(id, months)
		if err != nil || !fresh {
			return err
		}
		return tell(tx, staff, &e, fmt.Sprintf("%s được xác nhận hiệu quả cách đây %d tháng: còn duy trì, nhân rộng hay đã dừng?", quoted(e.Content.Title), months), "/lam-viec/duy-tri")
	})
}

// AnswerSurvival takes a unit's answer about its model, once.
func (f *Flow) AnswerSurvival(ctx context.Context, a registry.Actor, id registry.EntryID, months int, fate registry.Fate, note string) error {
	e, err := f.DB.Entry(ctx, id)
	if err != nil {
		return err
	}
	if !a.Owns(&e) {
		return registry.Errorf(registry.NotFound, "Không tìm thấy câu hỏi này.")
	}
	note = registry.CleanText(note)
	var wrong registry.Fields
	if fate == registry.Unanswered {
		wrong.Add("fate", "Chọn một câu trả lời.")
	}
	if len([]rune(note)) > 1000 {
		wrong.Add("note", "Ghi chú dài quá 1.000 ký tự.")
	}
	if err := wrong.Err("Chưa ghi được câu trả lời."); err != nil {
		return err
	}
	return f.update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.AnswerSurvival(registry.Survival{Entry: id, Months: months, Fate: fate, Note: note, By: a.Name}); err != nil {
			return err
		}
		return audit(tx, a, "survival.answer", object(&e), "", fmt.Sprintf("%d tháng: %s", months, fate))
	})
}
