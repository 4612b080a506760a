package sqlite

import (
	"context"
	"time"

	"danvankheo/internal/registry"
)

// DigestAccounts lists the accounts that want mail about a saved search and have
// had no digest today.
func (rd reader) DigestAccounts(ctx context.Context, today registry.Date) ([]registry.AccountID, error) {
	return collect(
		ctx,
		rd.q,
		scanID[registry.AccountID],
		`SELECT DISTINCT s.account FROM saved_search s JOIN account a ON a.id = s.account
		WHERE s.mailed = 1 AND a.disabled = 0 AND a.mail <> 'khong' AND NOT EXISTS (SELECT 1 FROM press_digest d
		WHERE d.account = s.account AND d.day = ?) ORDER BY s.account`,
		string(today),
	)
}

// DigestAt reports when the last digest of an account was made; the zero time for
// never.
func (rd reader) DigestAt(ctx context.Context, account registry.AccountID) (time.Time, error) {
	var at int64
	err := rd.q.QueryRowContext(ctx, `SELECT coalesce(max(at), 0) FROM press_digest WHERE account = ?`, account).Scan(&at)
	return when(at), err
}

// PutDigest notes that the digest of a day was made. It reports false when another
// one of the day was there first.
func (tx *Tx) PutDigest(account registry.AccountID, day registry.Date) (bool, error) {
	ids, err := collect(tx.ctx, tx.tx, scanID[registry.AccountID], `INSERT INTO press_digest (account, day, at) VALUES (?,?,?)
		ON CONFLICT (account) DO UPDATE SET day = excluded.day, at = excluded.at WHERE day < excluded.day
		RETURNING account`, account, string(day), millis(tx.now))
	return len(ids) > 0, err
}

// MailSearch says whether the news of a saved search come by mail.
func (tx *Tx) MailSearch(account registry.AccountID, id int64, on bool) (SavedSearch, error) {
	return one(
		tx.ctx,
		tx.tx,
		scanSavedSearch,
		noSearch,
		`UPDATE saved_search SET mailed = ? WHERE id = ? AND account = ? RETURNING id, account, name, query, mailed, created_at`,
		on,
		id,
		account,
	)
}
