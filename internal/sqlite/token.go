package sqlite

import (
	"context"
	"time"

	"danvankheo/internal/registry"
)

// TokenID identifies an API token.
type TokenID int64

// Token is one API token. Its secret is kept nowhere.
type Token struct {
	ID        TokenID
	Account   registry.AccountID
	Name      string
	CreatedAt time.Time
	UsedAt    time.Time
	RevokedAt time.Time
	Owner     string // address of the account
}

const tokenColumns = `t.id, t.account, t.name, t.created_at, t.used_at, t.revoked_at, a.email`

func scanToken(s scanner) (t Token, err error) {
	var created, used, revoked int64
	err = s.Scan(&t.ID, &t.Account, &t.Name, &created, &used, &revoked, &t.Owner)
	t.CreatedAt, t.UsedAt, t.RevokedAt = when(created), when(used), when(revoked)
	return t, err
}

// Tokens lists tokens, the newest first: of one account, or of all for 0.
func (rd reader) Tokens(ctx context.Context, id registry.AccountID) ([]Token, error) {
	return collect(
		ctx,
		rd.q,
		scanToken,
		`SELECT `+tokenColumns+` FROM token t JOIN account a ON a.id = t.account WHERE ? = 0 OR t.account = ? ORDER BY t.id DESC`,
		id,
		id,
	)
}

// Token finds a token.
func (rd reader) Token(ctx context.Context, id TokenID) (Token, error) {
	return one(
		ctx,
		rd.q,
		scanToken,
		"Không tìm thấy khóa truy cập này.",
		`SELECT `+tokenColumns+` FROM token t JOIN account a ON a.id = t.account WHERE t.id = ?`,
		id,
	)
}

// TokenAccount finds a token that was not revoked by the hash of its secret, with
// its account.
func (rd reader) TokenAccount(ctx context.Context, hash []byte) (TokenID, time.Time, registry.Account, error) {
	type found struct {
		id   TokenID
		used int64
		of   registry.Account
	}
	f, err := one(ctx, rd.q, func(s scanner) (f found, err error) {
		f.of, err = scanAccountAnd(s, &f.id, &f.used)
		return f, err
	}, "Khóa truy cập không đúng hoặc đã bị thu hồi.", `SELECT `+accountColumns+`, t.id, t.used_at
		FROM token t JOIN account a ON a.id = t.account WHERE t.hash = ? AND t.revoked_at = 0`, hash)
	return f.id, when(f.used), f.of, err
}

// InsertToken keeps the hash of a new token's secret.
func (tx *Tx) InsertToken(account registry.AccountID, name string, hash []byte) (id TokenID, err error) {
	err = tx.tx.QueryRowContext(tx.ctx, `INSERT INTO token (account, name, hash, created_at) VALUES (?,?,?,?)
		RETURNING id`, account, name, hash, millis(tx.now)).
		Scan(&id)
	return id, err
}

// RevokeToken ends a token for good.
func (tx *Tx) RevokeToken(id TokenID) error {
	return tx.exec(`UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at = 0`, millis(tx.now), id)
}

// RevokeTokens ends every token of an account.
func (tx *Tx) RevokeTokens(id registry.AccountID) error {
	return tx.exec(`UPDATE token SET revoked_at = ? WHERE account = ? AND revoked_at = 0`, millis(tx.now), id)
}

// UseToken notes when a token was last used.
func (tx *Tx) UseToken(id TokenID) error {
	return tx.exec(`UPDATE token SET used_at = ? WHERE id = ?`, millis(tx.now), id)
}
