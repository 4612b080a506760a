package sqlite

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"danvankheo/internal/registry"
)

// PressRequest is what somebody asks of the unit of an entry.
type PressRequest struct {
	ID         int64
	Entry      registry.EntryID
	Account    registry.AccountID
	Name       string // of the asker
	Kind       registry.RequestKind
	Text       string
	Shots      []string // codes of the photos that are asked for
	Due        registry.Date
	ReplyTo    string
	AskedAt    time.Time
	Answer     string
	AnsweredAt time.Time // zero: not yet
}

func scanPressRequest(s scanner) (r PressRequest, err error) {
	var asked, answered int64
	var shots string
	err = s.Scan(&r.ID, &r.Entry, &r.Account, &r.Name, &r.Kind, &r.Text, &shots, &r.Due, &r.ReplyTo, &asked, &r.Answer, &answered)
	r.Shots = strings.Fields(shots)
	r.AskedAt, r.AnsweredAt = when(asked), when(answered)
	return r, err
}

const requestQuery = `SELECT r.id, r.entry, r.account, a.name, r.kind, r.text, r.shots, r.due, r.reply_to, r.asked_at,
	r.answer, r.answered_at
	FROM press_request r JOIN account a ON a.id = r.account JOIN entry e ON e.id = r.entry `

// RequestsBy lists what an account asked, the last first.
func (rd reader) RequestsBy(ctx context.Context, account registry.AccountID) ([]PressRequest, error) {
	return collect(ctx, rd.q, scanPressRequest, requestQuery+`WHERE r.account = ? ORDER BY r.id DESC LIMIT 200`, account)
}

// RequestsOf lists what was asked of units, the unanswered first; of all units
// when the list is nil.
func (rd reader) RequestsOf(ctx context.Context, units []registry.UnitCode) ([]PressRequest, error) {
	list, err := json.Marshal(units)
	if err != nil {
		return nil, err
	}
	return collect(
		ctx,
		rd.q,
		scanPressRequest,
		requestQuery+`WHERE ? OR e.unit IN (SELECT value FROM json_each(?)) ORDER BY r.answered_at > 0, r.id DESC LIMIT 200`,
		units == nil,
		string(list),
	)
}

// PressRequest reads one request.
func (rd reader) PressRequest(ctx context.Context, id int64) (PressRequest, error) {
	return one(ctx, rd.q, scanPressRequest, "Không tìm thấy yêu cầu này.", requestQuery+`WHERE r.id = ?`, id)
}

// OpenRequests counts what an account asked and was not answered.
func (rd reader) OpenRequests(ctx context.Context, account registry.AccountID) (n int, err error) {
	err = rd.q.QueryRowContext(ctx, `SELECT count(*) FROM press_request WHERE account = ? AND answered_at = 0`, account).Scan(&n)
	return n, err
}

// InsertPressRequest keeps a request.
func (tx *Tx) InsertPressRequest(r *PressRequest) error {
	r.AskedAt = tx.now
	return tx.tx.QueryRowContext(tx.ctx, `INSERT INTO press_request (entry, account, kind, text, shots, due, reply_to, asked_at)
		VALUES (?,?,?,?,?,?,?,?) RETURNING id`,
		r.Entry, r.Account, r.Kind, r.Text, strings.Join(r.Shots, " "), r.Due, r.ReplyTo, millis(tx.now)).
		Scan(&r.ID)
}

// AnswerPressRequest keeps the answer to a request.
func (tx *Tx) AnswerPressRequest(id int64, by registry.AccountID, answer string) error {
	return tx.exec(`UPDATE press_request SET answer = ?, answered_at = ?, answered_by = ? WHERE id = ?`, answer, millis(tx.now), by, id)
}

// Coverage is a piece published elsewhere about an entry.
type Coverage struct {
	ID        int64
	Entry     registry.EntryID
	Account   registry.AccountID
	URL       string
	Title     string
	Publisher string
	Day       registry.Date
	State     registry.CoverageState
	SentAt    time.Time
}

func scanCoverage(s scanner) (c Coverage, err error) {
	var sent int64
	var state string
	if err = s.Scan(&c.ID, &c.Entry, &c.Account, &c.URL, &c.Title, &c.Publisher, &c.Day, &state, &sent); err != nil {
		return c, err
	}
	c.SentAt = when(sent)
	c.State, err = registry.ParseCoverageState(state)
	return c, err
}

const coverageColumns = `id, entry, account, url, title, publisher, day, state, sent_at`

// CoverageOf lists the pieces about an entry that staff has checked.
func (rd reader) CoverageOf(ctx context.Context, id registry.EntryID) ([]Coverage, error) {
	return collect(
		ctx,
		rd.q,
		scanCoverage,
		`SELECT `+coverageColumns+` FROM coverage WHERE entry = ? AND state = 'nhan' ORDER BY day, id`,
		id,
	)
}

// CoverageBy lists what an account sent, the last first.
func (rd reader) CoverageBy(ctx context.Context, account registry.AccountID) ([]Coverage, error) {
	return collect(
		ctx,
		rd.q,
		scanCoverage,
		`SELECT `+coverageColumns+` FROM coverage WHERE account = ? ORDER BY id DESC LIMIT 200`,
		account,
	)
}

// CoverageIn lists the pieces in a state, the oldest first.
func (rd reader) CoverageIn(ctx context.Context, state registry.CoverageState) ([]Coverage, error) {
	return collect(ctx, rd.q, scanCoverage, `SELECT `+coverageColumns+` FROM coverage WHERE state = ? ORDER BY id LIMIT 200`, state.String())
}

// Coverage reads one piece.
func (rd reader) Coverage(ctx context.Context, id int64) (Coverage, error) {
	return one(ctx, rd.q, scanCoverage, "Không tìm thấy bài đã đăng này.", `SELECT `+coverageColumns+` FROM coverage WHERE id = ?`, id)
}

// InsertCoverage keeps a piece that is to be checked; a known one is a Conflict.
func (tx *Tx) InsertCoverage(c *Coverage) error {
	c.SentAt, c.State = tx.now, registry.CoverageWaiting
	return tx.tx.QueryRowContext(tx.ctx, `INSERT INTO coverage (entry, account, url, title, publisher, day, state, sent_at)
		VALUES (?,?,?,?,?,?,?,?) RETURNING id`,
		c.Entry, c.Account, c.URL, c.Title, c.Publisher, c.Day, c.State.String(), millis(tx.now)).
		Scan(&c.ID)
}

// CheckCoverage says whether a piece is what it claims to be.
func (tx *Tx) CheckCoverage(id int64, by registry.AccountID, state registry.CoverageState) error {
	return tx.exec(`UPDATE coverage SET state = ?, checked_at = ?, checked_by = ? WHERE id = ?`, state.String(), millis(tx.now), by, id)
}

// Covered reports which of the entries somebody has written about.
func (rd reader) Covered(ctx context.Context, ids []registry.EntryID) (map[registry.EntryID]bool, error) {
	list, err := collect(ctx, rd.q, func(s scanner) (id registry.EntryID, err error) { return id, s.Scan(&id) },
		`SELECT DISTINCT entry FROM coverage WHERE state = 'nhan' AND entry IN (SELECT value FROM json_each(?))`, idList(ids))
	out := make(map[registry.EntryID]bool, len(list))
	for _, id := range list {
		out[id] = true
	}
	return out, err
}

// CoverageOfUnits counts the checked pieces about the public entries of units.
func (rd reader) CoverageOfUnits(ctx context.Context, units []registry.UnitCode, now time.Time) (n int, err error) {
	err = rd.q.QueryRowContext(ctx, `SELECT count(*) FROM coverage c JOIN public_story e ON e.id = c.entry
		WHERE c.state = 'nhan' AND e.unit IN (SELECT value FROM json_each(?)) AND `+publicNow, codeList(units), millis(now)).Scan(&n)
	return n, err
}

// CoverageCounts counts the checked pieces of a year by unit: for the unit's page
// and the yearly report. A piece counts for the season of its entry.
func (rd reader) CoverageCounts(ctx context.Context, y registry.Year) (map[registry.UnitCode]int, error) {
	type count struct {
		unit registry.UnitCode
		n    int
	}
	list, err := collect(
		ctx,
		rd.q,
		func(s scanner) (c count, err error) { return c, s.Scan(&c.unit, &c.n) },
		`SELECT coalesce(e.unit, ''), count(*) FROM coverage c JOIN entry e ON e.id = c.entry
			WHERE c.state = 'nhan' AND (? = 0 OR e.season = ?) GROUP BY e.unit`,
		y,
		y,
	)
	out := make(map[registry.UnitCode]int, len(list))
	for _, c := range list {
		out[c.unit] = c.n
	}
	return out, err
}

// FollowerCounts counts, for each of the entries, the public stories that continue it or
// whose learning from it was confirmed, as they are sealed.
func (rd reader) FollowerCounts(ctx context.Context, ids []registry.EntryID, now time.Time) (map[registry.EntryID]int, error) {
	type count struct {
		id registry.EntryID
		n  int
	}
	list, err := collect(
		ctx,
		rd.q,
		func(s scanner) (c count, err error) { return c, s.Scan(&c.id, &c.n) },
		`SELECT l.target, count(*) FROM edition_link l JOIN public_story e ON e.id = l.entry
			WHERE l.confirmed = 1 AND l.target IN (SELECT value FROM json_each(?)) AND `+publicNow+` GROUP BY l.target`,
		idList(ids),
		millis(now),
	)
	out := make(map[registry.EntryID]int, len(list))
	for _, c := range list {
		out[c.id] = c.n
	}
	return out, err
}
