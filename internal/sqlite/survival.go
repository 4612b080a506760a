package sqlite

import (
	"context"
	"time"

	"danvankheo/internal/registry"
)

func scanSurvival(s scanner) (x registry.Survival, err error) {
	var fate string
	var asked, answered int64
	if err = s.Scan(&x.Entry, &x.Months, &asked, &fate, &x.Note, &answered, &x.By); err != nil {
		return x, err
	}
	x.AskedAt, x.AnsweredAt = when(asked), when(answered)
	x.Fate, err = registry.ParseFate(fate)
	return x, err
}

const survivalColumns = `SELECT entry, months, asked_at, fate, note, answered_at, name FROM survival`

// Survivals lists what was asked about one entry, in order of months.
func (rd reader) Survivals(ctx context.Context, id registry.EntryID) ([]registry.Survival, error) {
	return collect(ctx, rd.q, scanSurvival, survivalColumns+` WHERE entry = ? ORDER BY months`, id)
}

// SurvivalsBy lists everything that was asked up to a moment.
func (rd reader) SurvivalsBy(ctx context.Context, by time.Time) ([]registry.Survival, error) {
	return collect(ctx, rd.q, scanSurvival, survivalColumns+` WHERE asked_at <= ? ORDER BY entry, months`, millis(by))
}

// SurvivalsOf lists what the units were asked, the unanswered first.
func (rd reader) SurvivalsOf(ctx context.Context, units []registry.UnitCode) ([]registry.Survival, error) {
	return collect(
		ctx,
		rd.q,
		scanSurvival,
		survivalColumns+` WHERE entry IN (SELECT id FROM entry WHERE unit IN (SELECT value FROM json_each(?)))
			ORDER BY answered_at > 0, asked_at DESC, entry`,
		codeList(units),
	)
}

// SurvivalDue lists up to 200 effective, registered entries that were confirmed
// between two moments and have not been asked for so many months yet.
func (rd reader) SurvivalDue(ctx context.Context, months int, after, by time.Time) ([]registry.EntryID, error) {
	return collect(
		ctx,
		rd.q,
		func(s scanner) (id registry.EntryID, err error) { return id, s.Scan(&id) },
		`SELECT id FROM entry WHERE result = 'hieu-qua' AND origin = 'dang-ky' AND registration = 'tiep-nhan'
			AND confirmed_at > ? AND confirmed_at <= ?
		AND NOT EXISTS (SELECT 1 FROM survival WHERE entry = id AND months = ?) ORDER BY id LIMIT 200`,
		max(0, millis(after)),
		millis(by),
		months,
	)
}

// AskSurvival notes that a unit was asked; false when it was asked before.
func (tx *Tx) AskSurvival(id registry.EntryID, months int) (bool, error) {
	r, err := tx.tx.ExecContext(
		tx.ctx,
		`INSERT INTO survival (entry, months, asked_at) VALUES (?,?,?) ON CONFLICT DO NOTHING`,
		id,
		months,
		millis(tx.now),
	)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

// AnswerSurvival writes the answer to what was asked and is not answered yet.
func (tx *Tx) AnswerSurvival(x registry.Survival) error {
	var n int
	err := tx.tx.QueryRowContext(tx.ctx, `UPDATE survival SET fate = ?, note = ?, answered_at = ?, name = ?
		WHERE entry = ? AND months = ? AND answered_at = 0 RETURNING 1`,
		x.Fate.String(), x.Note, millis(tx.now), x.By, x.Entry, x.Months).
		Scan(&n)
	return conflict(err, "Câu hỏi này đã được trả lời.")
}
