package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"danvankheo/internal/registry"
)

// Purpose is what a single-use link is for.
type Purpose string

// The purposes of links.
const (
	FirstPassword Purpose = "first-password"
	ResetPassword Purpose = "reset"
	SetUp         Purpose = "setup" // of the first administrator; of no account yet
)

// SingleUse is one single-use link.
type SingleUse struct {
	Account   registry.AccountID // 0 for SetUp
	Purpose   Purpose
	ExpiresAt time.Time
}

func scanLink(s scanner) (l SingleUse, err error) {
	var expires int64
	err = s.Scan(&l.Account, &l.Purpose, &expires)
	l.ExpiresAt = when(expires)
	return l, err
}

const linkOver = "Đường dẫn này đã dùng rồi hoặc đã hết hạn."

// Link finds a link that was not used and has not expired.
func (rd reader) Link(ctx context.Context, hash []byte, now time.Time) (SingleUse, error) {
	return one(
		ctx,
		rd.q,
		scanLink,
		linkOver,
		`SELECT coalesce(account, 0), purpose, expires_at FROM link WHERE hash = ? AND used_at = 0 AND expires_at > ?`,
		hash,
		millis(now),
	)
}

// InsertLink makes a link, and ends those of the same account that were not used.
func (tx *Tx) InsertLink(hash []byte, l SingleUse) error {
	if err := tx.EndLinks(l.Account); err != nil {
		return err
	}
	var account any
	if l.Account != 0 {
		account = l.Account
	}
	return tx.exec(
		`INSERT INTO link (hash, account, purpose, expires_at) VALUES (?,?,?,?)`,
		hash,
		account,
		string(l.Purpose),
		millis(l.ExpiresAt),
	)
}

// UseLink uses up a link: of any number of calls at once, one gets it.
func (tx *Tx) UseLink(hash []byte) (SingleUse, error) {
	l, err := scanLink(
		tx.tx.QueryRowContext(
			tx.ctx,
			`UPDATE link SET used_at = ? WHERE hash = ? AND used_at = 0 AND expires_at > ?
				RETURNING coalesce(account, 0), purpose, expires_at`,
			millis(tx.now),
			hash,
			millis(tx.now),
		),
	)
	if errors.Is(err, sql.ErrNoRows) {
		return l, registry.Errorf(registry.NotFound, "%s", linkOver)
	}
	return l, err
}

// EndLinks ends the unused links of an account; 0 means those of the set-up.
func (tx *Tx) EndLinks(id registry.AccountID) error {
	return tx.exec(`UPDATE link SET used_at = ? WHERE coalesce(account, 0) = ? AND used_at = 0`, millis(tx.now), id)
}
