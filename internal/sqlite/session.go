package sqlite

import (
	"context"
	"time"

	"danvankheo/internal/registry"
)

// Session is one signed-in browser.
type Session struct {
	Hash      []byte // of the secret in the cookie
	Account   registry.AccountID
	CreatedAt time.Time
	SeenAt    time.Time
	Address   string
	Agent     string
	Passed    bool // false while the second factor is owed
}

const sessionColumns = `s.hash, s.account, s.created_at, s.seen_at, s.address, s.agent, s.passed`

func scanSession(s scanner) (v Session, err error) {
	var created, seen int64
	err = s.Scan(&v.Hash, &v.Account, &created, &seen, &v.Address, &v.Agent, &v.Passed)
	v.CreatedAt, v.SeenAt = when(created), when(seen)
	return v, err
}

// SessionAccount is a session with its account.
type SessionAccount struct {
	Session
	Of registry.Account
}

// Session finds a session by the hash of its secret, with its account. Whether
// it is still good is for the caller to say.
func (rd reader) Session(ctx context.Context, hash []byte) (SessionAccount, error) {
	return one(ctx, rd.q, func(s scanner) (v SessionAccount, err error) {
		var created, seen int64
		v.Of, err = scanAccountAnd(s, &v.Hash, &v.Session.Account, &created, &seen, &v.Address, &v.Agent, &v.Passed)
		v.CreatedAt, v.SeenAt = when(created), when(seen)
		return v, err
	}, "Phiên làm việc đã hết.", `SELECT `+accountColumns+`, `+sessionColumns+` FROM session s JOIN account a ON a.id = s.account
		WHERE s.hash = ?`, hash)
}

// Sessions lists the sessions of an account, the one last seen first.
func (rd reader) Sessions(ctx context.Context, id registry.AccountID) ([]Session, error) {
	return collect(ctx, rd.q, scanSession, `SELECT `+sessionColumns+` FROM session s WHERE s.account = ? ORDER BY s.seen_at DESC`, id)
}

// InsertSession begins a session.
func (tx *Tx) InsertSession(s Session) error {
	return tx.exec(`INSERT INTO session (hash, account, created_at, seen_at, address, agent, passed) VALUES (?,?,?,?,?,?,?)`,
		s.Hash, s.Account, millis(tx.now), millis(tx.now), s.Address, s.Agent, s.Passed)
}

// SeeSession notes that a session is in use.
func (tx *Tx) SeeSession(hash []byte) error {
	return tx.exec(`UPDATE session SET seen_at = ? WHERE hash = ?`, millis(tx.now), hash)
}

// DeleteSession ends one session.
func (tx *Tx) DeleteSession(hash []byte) error {
	return tx.exec(`DELETE FROM session WHERE hash = ?`, hash)
}

// DeleteSessions ends every session of an account but the one kept; nil keeps none.
func (tx *Tx) DeleteSessions(id registry.AccountID, keep []byte) error {
	if keep == nil {
		keep = []byte{}
	}
	return tx.exec(`DELETE FROM session WHERE account = ? AND hash <> ?`, id, keep)
}

// DeleteOldSessions removes the sessions that were not seen since idle or began
// before absolute.
func (tx *Tx) DeleteOldSessions(idle, absolute time.Time) error {
	return tx.exec(`DELETE FROM session WHERE seen_at < ? OR created_at < ?`, millis(idle), millis(absolute))
}

// EndAllSessions ends every session and every unused link: after a restore,
// what the backup holds of them must not open anything again.
func (tx *Tx) EndAllSessions() error {
	if err := tx.exec(`DELETE FROM session`); err != nil {
		return err
	}
	return tx.exec(`UPDATE link SET used_at = ? WHERE used_at = 0`, millis(tx.now))
}
