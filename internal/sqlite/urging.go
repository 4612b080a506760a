package sqlite

import (
	"context"

	"danvankheo/internal/registry"
)

// InsertUrging begins an act of urging and gives it its id; false when one of its
// key was done before.
func (tx *Tx) InsertUrging(u *registry.Urging) (bool, error) {
	u.At = tx.now
	ids, err := collect(
		tx.ctx,
		tx.tx,
		scanID[registry.UrgingID],
		`INSERT INTO urging (key, season, duty, planned, days, subject, text, at, account, name)
		VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (key) DO NOTHING RETURNING id`,
		u.Key,
		u.Season,
		u.Step.String(),
		u.Planned,
		u.Days,
		u.Subject,
		u.Text,
		millis(tx.now),
		u.Account,
		u.Name,
	)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	u.ID = ids[0]
	return true, nil
}

// InsertUrged writes one line of the register: who of a unit was notified by which
// message; account 0 when the unit has nobody.
func (tx *Tx) InsertUrged(id registry.UrgingID, unit registry.UnitCode, account registry.AccountID, notice int64) error {
	return tx.exec(`INSERT INTO urged (urging, unit, account, notice) VALUES (?,?,?,?)`, id, unit, account, notice)
}

// UrgingDone reports whether an act of a key was done.
func (rd reader) UrgingDone(ctx context.Context, key string) (bool, error) {
	var n int
	err := rd.q.QueryRowContext(ctx, `SELECT count(*) FROM urging WHERE key = ?`, key).Scan(&n)
	return n > 0, err
}

const urgingColumns = `u.id, u.key, u.season, u.duty, u.planned, u.days, u.subject, u.text, u.at, u.account, u.name,
	(SELECT count(DISTINCT d.unit) FROM urged d WHERE d.urging = u.id), (SELECT count(*) FROM urged d
	WHERE d.urging = u.id AND d.account <> 0),
	(SELECT count(*) FROM urged d JOIN notice n ON n.id = d.notice WHERE d.urging = u.id AND n.read_at <> 0)`

func scanUrging(s scanner) (u registry.Urging, err error) {
	var at int64
	var step string
	if err = s.Scan(&u.ID, &u.Key, &u.Season, &step, &u.Planned, &u.Days, &u.Subject, &u.Text, &at, &u.Account, &u.Name,
		&u.Units, &u.People, &u.Read); err != nil {
		return u, err
	}
	u.At = when(at)
	u.Step, err = registry.ParseStep(step)
	return u, err
}

// Urgings lists the acts of urging of a season that notified somebody, the newest
// first, and counts them all.
func (rd reader) Urgings(ctx context.Context, y registry.Year, offset, limit int) ([]registry.Urging, int, error) {
	const sent = ` FROM urging u WHERE u.season = ? AND EXISTS (SELECT 1 FROM urged d WHERE d.urging = u.id)`
	var total int
	if err := rd.q.QueryRowContext(ctx, `SELECT count(*)`+sent, y).Scan(&total); err != nil {
		return nil, 0, err
	}
	list, err := collect(ctx, rd.q, scanUrging, `SELECT `+urgingColumns+sent+` ORDER BY u.id DESC LIMIT ? OFFSET ?`, y, limit, offset)
	return list, total, err
}

// Urging finds an act of urging.
func (rd reader) Urging(ctx context.Context, id registry.UrgingID) (registry.Urging, error) {
	return one(ctx, rd.q, scanUrging, "Không tìm thấy lần đôn đốc này.", `SELECT `+urgingColumns+` FROM urging u WHERE u.id = ?`, id)
}

// Urged lists who was notified by an act of urging, and how it reached them.
func (rd reader) Urged(ctx context.Context, id registry.UrgingID) ([]registry.Urged, error) {
	return collect(ctx, rd.q, func(s scanner) (d registry.Urged, err error) {
		var read, sent, next, mail int64
		var choice, state, answer string
		if err = s.Scan(&d.Urging, &d.Unit, &d.Account, &d.Name, &choice, &d.Notice, &read, &mail, &state, &answer, &sent,
			&next); err != nil {
			return d, err
		}
		d.ReadAt = when(read)
		if d.Choice, err = registry.ParseMailChoice(choice); err != nil || mail == 0 {
			return d, err
		}
		d.Mail = &registry.Mail{ID: registry.MailID(mail), Answer: answer, SentAt: when(sent), NextAt: when(next)}
		d.Mail.State, err = registry.ParseMailState(state)
		return d, err
	}, `SELECT d.urging, d.unit, d.account, coalesce(a.name, ''), coalesce(a.mail, 'trong-ngay'), d.notice, coalesce(n.read_at, 0),
		coalesce(m.id, 0), coalesce(m.state, ''), coalesce(m.answer, ''), coalesce(m.sent_at, 0), coalesce(m.next_at, 0)
		FROM urged d LEFT JOIN account a ON a.id = d.account LEFT JOIN notice n ON n.id = d.notice LEFT JOIN mail m ON m.id = n.mail
		WHERE d.urging = ? ORDER BY d.id`, id)
}

// MailedToday reports which accounts had the mail of a day.
func (rd reader) MailedToday(ctx context.Context, today registry.Date) (map[registry.AccountID]bool, error) {
	ids, err := collect(
		ctx,
		rd.q,
		scanID[registry.AccountID],
		`SELECT account FROM mail WHERE kind = 'trong-ngay' AND key LIKE 'trong-ngay:%:' || ?`,
		string(today),
	)
	out := map[registry.AccountID]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}

// PutCalendar gives an account a private address of the calendar; the one before
// ends.
func (tx *Tx) PutCalendar(id registry.AccountID, hash []byte) error {
	return tx.exec(
		`INSERT INTO calendar (account, hash, created_at) VALUES (?,?,?) ON CONFLICT (account) DO UPDATE
			SET hash = excluded.hash, created_at = excluded.created_at`,
		id,
		hash,
		millis(tx.now),
	)
}

// DeleteCalendar ends the private address of an account.
func (tx *Tx) DeleteCalendar(id registry.AccountID) error {
	return tx.exec(`DELETE FROM calendar WHERE account = ?`, id)
}

// HasCalendar reports whether an account has a private address.
func (rd reader) HasCalendar(ctx context.Context, id registry.AccountID) (bool, error) {
	var n int
	err := rd.q.QueryRowContext(ctx, `SELECT count(*) FROM calendar WHERE account = ?`, id).Scan(&n)
	return n > 0, err
}

// CalendarOf finds the account of a private address; NotFound when it opens
// nothing, or the account was closed.
func (rd reader) CalendarOf(ctx context.Context, hash []byte) (registry.AccountID, error) {
	return one(ctx, rd.q, scanID[registry.AccountID], "Địa chỉ lịch này không còn dùng được.",
		`SELECT c.account FROM calendar c JOIN account a ON a.id = c.account WHERE c.hash = ? AND a.disabled = 0`, hash)
}
