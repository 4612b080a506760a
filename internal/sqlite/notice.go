package sqlite

import (
	"context"

	"danvankheo/internal/registry"
)

func scanNotice(s scanner) (n registry.Notice, err error) {
	var at, read int64
	err = s.Scan(&n.ID, &n.Account, &n.Entry, &at, &n.Text, &n.Link, &read)
	n.At, n.ReadAt = when(at), when(read)
	return n, err
}

// InsertNotice leaves a message for one account.
func (tx *Tx) InsertNotice(n registry.Notice) error {
	if n.At.IsZero() {
		n.At = tx.now
	}
	return tx.exec(`INSERT INTO notice (account, entry, at, text, link) VALUES (?,?,?,?,?)`, n.Account, n.Entry, millis(n.At), n.Text, n.Link)
}

// UnreadNotices counts the messages that an account has not read.
func (db *DB) UnreadNotices(ctx context.Context, id registry.AccountID) (int, error) {
	var n int
	err := db.read.QueryRowContext(ctx, `SELECT count(*) FROM notice WHERE account = ? AND read_at = 0`, id).Scan(&n)
	return n, err
}

// Notices lists the messages of an account, the newest first, and counts them all.
func (db *DB) Notices(ctx context.Context, id registry.AccountID, offset, limit int) ([]registry.Notice, int, error) {
	var total int
	if err := db.read.QueryRowContext(ctx, `SELECT count(*) FROM notice WHERE account = ?`, id).Scan(&total); err != nil {
		return nil, 0, err
	}
	list, err := collect(ctx, db.read, scanNotice, `SELECT id, account, entry, at, text, link, read_at FROM notice WHERE account = ? ORDER BY id DESC LIMIT ? OFFSET ?`, id, limit, offset)
	return list, total, err
}

// MarkNoticesRead marks the messages of an account up to and including one as
// read; 0 means all of them.
func (tx *Tx) MarkNoticesRead(account registry.AccountID, upTo int64) error {
	return tx.exec(`UPDATE notice SET read_at = ? WHERE account = ? AND read_at = 0 AND (? = 0 OR id <= ?)`, millis(tx.now), account, upTo, upTo)
}
