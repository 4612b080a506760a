package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"danvankheo/internal/registry"
)

const mailColumns = `id, key, kind, account, address, name, subject, letter, state, attempts, next_at, expires_at,
	answer, created_at, sent_at`

func scanMail(s scanner) (m registry.Mail, err error) {
	var kind, state, letter string
	var next, expires, created, sent int64
	if err = s.Scan(&m.ID, &m.Key, &kind, &m.Account, &m.Address, &m.Name, &m.Subject, &letter, &state, &m.Attempts, &next,
		&expires, &m.Answer, &created, &sent); err != nil {
		return m, err
	}
	m.NextAt, m.ExpiresAt, m.CreatedAt, m.SentAt = when(next), when(expires), when(created), when(sent)
	var kindErr, stateErr error
	m.Kind, kindErr = registry.ParseMailKind(kind)
	m.State, stateErr = registry.ParseMailState(state)
	return m, errors.Join(kindErr, stateErr, json.Unmarshal([]byte(letter), &m.Letter))
}

// QueueMail puts a mail into the outbox and gives it its id. One whose key is
// there already is not queued again: its id is 0 then.
func (tx *Tx) QueueMail(m *registry.Mail) error {
	letter, err := document(m.Letter)
	if err != nil {
		return err
	}
	m.CreatedAt = tx.now
	if m.NextAt.IsZero() {
		m.NextAt = tx.now
	}
	ids, err := collect(
		tx.ctx,
		tx.tx,
		scanID[registry.MailID],
		`INSERT INTO mail (key, kind, account, address, name, subject, letter, state, next_at, expires_at, created_at)
		VALUES (?,?,?,?,?,?,?,'cho',?,?,?) ON CONFLICT (key) DO NOTHING RETURNING id`,
		m.Key,
		m.Kind.String(),
		m.Account,
		m.Address,
		m.Name,
		m.Subject,
		letter,
		millis(m.NextAt),
		millis(m.ExpiresAt),
		millis(tx.now),
	)
	m.ID = 0
	if len(ids) > 0 {
		m.ID = ids[0]
	}
	return err
}

// DueMail lists mails whose time has come: those that let somebody in first, then
// the oldest.
func (rd reader) DueMail(ctx context.Context, now time.Time, limit int) ([]registry.Mail, error) {
	return collect(ctx, rd.q, scanMail, `SELECT `+mailColumns+` FROM mail WHERE state = 'cho' AND next_at <= ?
		ORDER BY kind IN ('mat-khau-dau','dat-lai') DESC, id LIMIT ?`, millis(now), limit)
}

const noMail = "Không tìm thấy thư này."

// Mail finds a mail.
func (rd reader) Mail(ctx context.Context, id registry.MailID) (registry.Mail, error) {
	return one(ctx, rd.q, scanMail, noMail, `SELECT `+mailColumns+` FROM mail WHERE id = ?`, id)
}

// MailList lists the mails of a state, the newest first, and counts them all.
func (rd reader) MailList(ctx context.Context, state registry.MailState, offset, limit int) ([]registry.Mail, int, error) {
	var total int
	if err := rd.q.QueryRowContext(ctx, `SELECT count(*) FROM mail WHERE state = ?`, state.String()).Scan(&total); err != nil {
		return nil, 0, err
	}
	list, err := collect(
		ctx,
		rd.q,
		scanMail,
		`SELECT `+mailColumns+` FROM mail WHERE state = ? ORDER BY id DESC LIMIT ? OFFSET ?`,
		state.String(),
		limit,
		offset,
	)
	return list, total, err
}

// MailStatus is the state of the outbox.
type MailStatus struct {
	Waiting, Sent, Failed int
	Oldest                time.Time // of those that wait; zero for none
	Answer                string    // of the one that was tried last and still waits
}

// MailStatus counts the outbox.
func (rd reader) MailStatus(ctx context.Context) (MailStatus, error) {
	var s MailStatus
	var oldest int64
	err := rd.q.QueryRowContext(ctx, `SELECT coalesce(sum(state = 'cho'), 0), coalesce(sum(state = 'da-gui'), 0),
		coalesce(sum(state = 'hong'), 0),
		coalesce(min(CASE WHEN state = 'cho' THEN created_at END), 0),
		coalesce((SELECT answer FROM mail WHERE state = 'cho' AND answer <> '' ORDER BY attempts DESC, id LIMIT 1), '') FROM mail`).
		Scan(&s.Waiting, &s.Sent, &s.Failed, &oldest, &s.Answer)
	s.Oldest = when(oldest)
	return s, err
}

// MailTaken marks a mail as sent.
func (tx *Tx) MailTaken(id registry.MailID, answer string) error {
	return tx.exec(
		`UPDATE mail SET state = 'da-gui', sent_at = ?, attempts = attempts + 1, answer = ? WHERE id = ? AND state = 'cho'`,
		millis(tx.now),
		answer,
		id,
	)
}

// PutOffMail notes a failed attempt of a mail that will be tried again.
func (tx *Tx) PutOffMail(id registry.MailID, next time.Time, answer string) error {
	return tx.exec(
		`UPDATE mail SET attempts = attempts + 1, next_at = ?, answer = ? WHERE id = ? AND state = 'cho'`,
		millis(next),
		answer,
		id,
	)
}

// PutOffAllMail notes that the server could not be reached: everything that is
// due waits. No mail was offered to it, so no attempt counts.
func (tx *Tx) PutOffAllMail(next time.Time, answer string) error {
	return tx.exec(`UPDATE mail SET next_at = ?, answer = ? WHERE state = 'cho' AND next_at <= ?`, millis(next), answer, millis(tx.now))
}

// FailMail marks a mail that is not tried again by itself.
func (tx *Tx) FailMail(id registry.MailID, answer string) error {
	return tx.exec(`UPDATE mail SET state = 'hong', attempts = attempts + 1, answer = ? WHERE id = ? AND state = 'cho'`, answer, id)
}

// DropMail forgets a mail that turned out to be for nobody.
func (tx *Tx) DropMail(id registry.MailID) error {
	return tx.exec(`DELETE FROM mail WHERE id = ? AND state = 'cho'`, id)
}

// DropSecretMail forgets the waiting mails that would let an account in: somebody
// handed it a link meanwhile.
func (tx *Tx) DropSecretMail(id registry.AccountID) error {
	return tx.exec(`DELETE FROM mail WHERE account = ? AND state = 'cho' AND kind IN ('mat-khau-dau','dat-lai')`, id)
}

// HurryMail makes everything that waits due now, and with failed also what failed:
// 0 means all mails.
func (tx *Tx) HurryMail(id registry.MailID, failed bool) error {
	if failed {
		if err := tx.exec(`UPDATE mail SET state = 'cho', attempts = 0, next_at = ?, expires_at = 0
			WHERE state = 'hong' AND (? = 0 OR id = ?)`, millis(tx.now), id, id); err != nil {
			return err
		}
	}
	return tx.exec(
		`UPDATE mail SET next_at = ? WHERE state = 'cho' AND next_at > ? AND (? = 0 OR id = ?)`,
		millis(tx.now),
		millis(tx.now),
		id,
		id,
	)
}

// CarryNotices notes which mail carries notices.
func (tx *Tx) CarryNotices(notices []int64, mail registry.MailID) error {
	list, err := document(notices)
	if err != nil {
		return err
	}
	return tx.exec(`UPDATE notice SET mail = ? WHERE id IN (SELECT value FROM json_each(?))`, mail, list)
}
