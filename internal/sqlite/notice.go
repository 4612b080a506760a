package sqlite

import (
	"context"
	"time"

	"danvankheo/internal/registry"
)

func scanNotice(s scanner) (n registry.Notice, err error) {
	var at, read int64
	err = s.Scan(&n.ID, &n.Account, &n.Entry, &at, &n.Text, &n.Link, &read, &n.Urging, &n.Mail)
	n.At, n.ReadAt = when(at), when(read)
	return n, err
}

const noticeColumns = `id, account, entry, at, text, link, read_at, urging, mail`

// InsertNotice leaves a message for one account and gives it its id.
func (tx *Tx) InsertNotice(n *registry.Notice) error {
	if n.At.IsZero() {
		n.At = tx.now
	}
	return tx.tx.QueryRowContext(tx.ctx, `INSERT INTO notice (account, entry, at, text, link, urging) VALUES (?,?,?,?,?,?) RETURNING id`,
		n.Account, n.Entry, millis(n.At), n.Text, n.Link, n.Urging).Scan(&n.ID)
}

// UnmailedAccounts lists who is to be mailed about messages since a moment that
// were neither read nor mailed: those who want it at once, and with daily also those
// who have not had the mail of the day.
func (rd reader) UnmailedAccounts(ctx context.Context, since time.Time, daily bool, today registry.Date) ([]registry.AccountID, error) {
	return collect(ctx, rd.q, scanID[registry.AccountID], `SELECT DISTINCT n.account FROM notice n JOIN account a ON a.id = n.account
		WHERE n.mail = 0 AND n.read_at = 0 AND n.at >= ? AND a.disabled = 0 AND a.mail <> 'khong'
		AND (a.mail = 'ngay' AND n.urging = 0 OR ? AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.key = 'trong-ngay:' || a.id || ':' || ?))
		ORDER BY n.account`,
		millis(since), daily, string(today))
}

// UnmailedNotices lists those messages of one account, the oldest first.
func (rd reader) UnmailedNotices(ctx context.Context, id registry.AccountID, since time.Time) ([]registry.Notice, error) {
	return collect(
		ctx,
		rd.q,
		scanNotice,
		`SELECT `+noticeColumns+` FROM notice WHERE account = ? AND mail = 0 AND read_at = 0 AND at >= ? ORDER BY id`,
		id,
		millis(since),
	)
}

// UnreadNotices counts the messages that an account has not read.
func (rd reader) UnreadNotices(ctx context.Context, id registry.AccountID) (int, error) {
	var n int
	err := rd.q.QueryRowContext(ctx, `SELECT count(*) FROM notice WHERE account = ? AND read_at = 0`, id).Scan(&n)
	return n, err
}

// Notices lists the messages of an account, the newest first, and counts them all.
func (rd reader) Notices(ctx context.Context, id registry.AccountID, offset, limit int) ([]registry.Notice, int, error) {
	var total int
	if err := rd.q.QueryRowContext(ctx, `SELECT count(*) FROM notice WHERE account = ?`, id).Scan(&total); err != nil {
		return nil, 0, err
	}
	list, err := collect(
		ctx,
		rd.q,
		scanNotice,
		`SELECT `+noticeColumns+` FROM notice WHERE account = ? ORDER BY id DESC LIMIT ? OFFSET ?`,
		id,
		limit,
		offset,
	)
	return list, total, err
}

// MarkNoticesRead marks the messages of an account up to and including one as
// read; 0 means all of them.
func (tx *Tx) MarkNoticesRead(account registry.AccountID, upTo int64) error {
	return tx.exec(
		`UPDATE notice SET read_at = ? WHERE account = ? AND read_at = 0 AND (? = 0 OR id <= ?)`,
		millis(tx.now),
		account,
		upTo,
		upTo,
	)
}
