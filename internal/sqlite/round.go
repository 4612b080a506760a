package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

const roundColumns = `r.id, r.season, r.level, r.title, r.decision, r.phase, r.scale, r.rules, r.dates, r.version,
	r.created_at, r.released_at`

const noRound = "Không tìm thấy đợt xét này."

func scanRound(s scanner) (r evaluation.Round, err error) {
	var phase, scale, rules, dates string
	var created, released int64
	if err = s.Scan(&r.ID, &r.Season, &r.Level, &r.Title, &r.Decision, &phase, &scale, &rules, &dates, &r.Version, &created,
		&released); err != nil {
		return r, err
	}
	r.CreatedAt, r.ReleasedAt = when(created), when(released)
	r.Phase, err = evaluation.ParsePhase(phase)
	return r, errors.Join(
		err,
		json.Unmarshal([]byte(scale), &r.Scale),
		json.Unmarshal([]byte(rules), &r.Rules),
		json.Unmarshal([]byte(dates), &r.Dates),
	)
}

// Rounds lists every round, the newest first.
func (rd reader) Rounds(ctx context.Context) ([]evaluation.Round, error) {
	return collect(ctx, rd.q, scanRound, `SELECT `+roundColumns+` FROM round r ORDER BY r.id DESC`)
}

// RoundsOf lists the rounds that an account was appointed to.
func (rd reader) RoundsOf(ctx context.Context, a registry.AccountID) ([]evaluation.Round, error) {
	return collect(
		ctx,
		rd.q,
		scanRound,
		`SELECT `+roundColumns+` FROM round r JOIN appointee p ON p.round = r.id WHERE p.account = ? ORDER BY r.id DESC`,
		a,
	)
}

// Round finds a round.
func (rd reader) Round(ctx context.Context, id evaluation.RoundID) (evaluation.Round, error) {
	return one(ctx, rd.q, scanRound, noRound, `SELECT `+roundColumns+` FROM round r WHERE r.id = ?`, id)
}

func roundDocuments(r evaluation.Round) (scale, rules, dates string, err error) {
	var errs [3]error
	scale, errs[0] = document(r.Scale)
	rules, errs[1] = document(r.Rules)
	if r.Dates == nil {
		r.Dates = evaluation.PhaseDates{}
	}
	dates, errs[2] = document(r.Dates)
	return scale, rules, dates, errors.Join(errs[:]...)
}

// InsertRound makes a round and gives it its id.
func (tx *Tx) InsertRound(r *evaluation.Round) error {
	scale, rules, dates, err := roundDocuments(*r)
	if err != nil {
		return err
	}
	r.Version, r.CreatedAt = 1, tx.now
	return tx.tx.QueryRowContext(tx.ctx, `INSERT INTO round (season, level, title, decision, phase, scale, rules,
		dates, version, created_at) VALUES (?,?,?,?,?,?,?,?,1,?) RETURNING id`,
		r.Season, r.Level, r.Title, r.Decision, r.Phase.String(), scale, rules, dates, millis(tx.now)).
		Scan(&r.ID)
}

// UpdateRound writes a round over the version that was read, or is a Conflict.
func (tx *Tx) UpdateRound(r *evaluation.Round) error {
	scale, rules, dates, err := roundDocuments(*r)
	if err != nil {
		return err
	}
	err = tx.tx.QueryRowContext(tx.ctx, `UPDATE round SET title = ?, decision = ?, phase = ?, scale = ?, rules = ?,
		dates = ?, released_at = ?, version = version + 1 WHERE id = ? AND version = ? RETURNING version`,
		r.Title, r.Decision, r.Phase.String(), scale, rules, dates, millis(r.ReleasedAt), r.ID, r.Version).
		Scan(&r.Version)
	return conflict(err, "Đợt xét vừa được người khác thay đổi. Mở lại trang để xem bản mới.")
}

// FreezeResult keeps what was released as one document.
func (tx *Tx) FreezeResult(id evaluation.RoundID, result any) error {
	text, err := document(result)
	if err != nil {
		return err
	}
	return tx.exec(`UPDATE round SET result = ? WHERE id = ?`, text, id)
}

// FrozenResult reads the released document; "{}" before the release.
func (rd reader) FrozenResult(ctx context.Context, id evaluation.RoundID) (string, error) {
	return one(
		ctx,
		rd.q,
		func(s scanner) (t string, err error) { return t, s.Scan(&t) },
		noRound,
		`SELECT result FROM round WHERE id = ?`,
		id,
	)
}

// PhaseChange is one line of a round's course.
type PhaseChange struct {
	Phase  evaluation.Phase
	At     time.Time
	Name   string
	Reason string
}

// InsertPhase notes that a phase began.
func (tx *Tx) InsertPhase(id evaluation.RoundID, p evaluation.Phase, a registry.Actor, reason string) error {
	return tx.exec(
		`INSERT INTO round_phase (round, phase, at, account, name, reason) VALUES (?,?,?,?,?,?)`,
		id,
		p.String(),
		millis(tx.now),
		a.Account,
		a.Name,
		reason,
	)
}

// PhaseChanges lists a round's course, the oldest first.
func (rd reader) PhaseChanges(ctx context.Context, id evaluation.RoundID) ([]PhaseChange, error) {
	return collect(ctx, rd.q, func(s scanner) (c PhaseChange, err error) {
		var phase string
		var at int64
		if err = s.Scan(&phase, &at, &c.Name, &c.Reason); err != nil {
			return c, err
		}
		c.At = when(at)
		c.Phase, err = evaluation.ParsePhase(phase)
		return c, err
	}, `SELECT phase, at, name, reason FROM round_phase WHERE round = ? ORDER BY id`, id)
}
