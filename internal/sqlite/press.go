package sqlite

import (
	"context"
	"time"

	"danvankheo/internal/registry"
)

// TakePack notes that an account took the pack of an entry.
func (tx *Tx) TakePack(account registry.AccountID, id registry.EntryID) error {
	return tx.exec(
		`INSERT INTO pack_taken (account, entry, at) VALUES (?,?,?) ON CONFLICT DO UPDATE SET at = excluded.at`,
		account,
		id,
		millis(tx.now),
	)
}

// Taken is one pack that an account took.
type Taken struct {
	Entry registry.EntryID
	At    time.Time
}

// PacksTaken lists what an account took, the last first.
func (rd reader) PacksTaken(ctx context.Context, account registry.AccountID, n int) ([]Taken, error) {
	return collect(ctx, rd.q, func(s scanner) (t Taken, err error) {
		var at int64
		err = s.Scan(&t.Entry, &at)
		t.At = when(at)
		return t, err
	}, `SELECT entry, at FROM pack_taken WHERE account = ? ORDER BY at DESC, entry DESC LIMIT ?`, account, n)
}

// CorrectedSince lists the ids of public entries that were corrected since a
// moment, the last first.
func (rd reader) CorrectedSince(ctx context.Context, since time.Time, n int) ([]registry.EntryID, error) {
	return collect(ctx, rd.q, func(s scanner) (id registry.EntryID, err error) { return id, s.Scan(&id) },
		`SELECT entry FROM correction WHERE at >= ? GROUP BY entry ORDER BY max(at) DESC LIMIT ?`, millis(since), n)
}

// SavedSearch is a search that a journalist comes back to.
type SavedSearch struct {
	ID        int64
	Account   registry.AccountID
	Name      string
	Query     string
	Mailed    bool // its news come by mail, once a day
	CreatedAt time.Time
}

func scanSavedSearch(s scanner) (v SavedSearch, err error) {
	var at int64
	err = s.Scan(&v.ID, &v.Account, &v.Name, &v.Query, &v.Mailed, &at)
	v.CreatedAt = when(at)
	return v, err
}

const (
	savedColumns = `s.id, s.account, s.name, s.query, s.mailed, s.created_at`
	noSearch     = "Không tìm thấy tìm kiếm đã lưu này."
)

// SavedSearches lists those of an account in order of name.
func (rd reader) SavedSearches(ctx context.Context, account registry.AccountID) ([]SavedSearch, error) {
	return collect(ctx, rd.q, scanSavedSearch, `SELECT `+savedColumns+` FROM saved_search s WHERE s.account = ? ORDER BY s.id`, account)
}

// SavedSearchBySecret finds the search of a feed's secret, as long as its account
// is enabled.
func (rd reader) SavedSearchBySecret(ctx context.Context, hash []byte) (SavedSearch, error) {
	return one(
		ctx,
		rd.q,
		scanSavedSearch,
		noSearch,
		`SELECT `+savedColumns+` FROM saved_search s JOIN account a ON a.id = s.account WHERE s.secret = ? AND a.disabled = 0`,
		hash,
	)
}

// InsertSavedSearch keeps a search with the hash of its feed's secret.
func (tx *Tx) InsertSavedSearch(s *SavedSearch, hash []byte) error {
	s.CreatedAt = tx.now
	return tx.tx.QueryRowContext(tx.ctx, `INSERT INTO saved_search (account, name, query, mailed, secret, created_at)
		VALUES (?,?,?,?,?,?) RETURNING id`, s.Account, s.Name, s.Query, s.Mailed, hash, millis(tx.now)).
		Scan(&s.ID)
}

// RenewSavedSearch gives a search of an account a new secret.
func (tx *Tx) RenewSavedSearch(account registry.AccountID, id int64, hash []byte) (SavedSearch, error) {
	return one(
		tx.ctx,
		tx.tx,
		scanSavedSearch,
		noSearch,
		`UPDATE saved_search SET secret = ? WHERE id = ? AND account = ? RETURNING id, account, name, query, mailed, created_at`,
		hash,
		id,
		account,
	)
}

// DeleteSavedSearch takes a search of an account away.
func (tx *Tx) DeleteSavedSearch(account registry.AccountID, id int64) error {
	return tx.exec(`DELETE FROM saved_search WHERE id = ? AND account = ?`, id, account)
}

// SeeLeads notes that an account has seen all leads.
func (tx *Tx) SeeLeads(account registry.AccountID) error {
	return tx.exec(`INSERT INTO leads_seen (account, at) VALUES (?,?) ON CONFLICT DO UPDATE SET at = excluded.at`, account, millis(tx.now))
}

// LeadsSeen reports when an account last had; the zero time for never.
func (rd reader) LeadsSeen(ctx context.Context, account registry.AccountID) (time.Time, error) {
	var at int64
	err := rd.q.QueryRowContext(ctx, `SELECT coalesce(max(at), 0) FROM leads_seen WHERE account = ?`, account).Scan(&at)
	return when(at), err
}
