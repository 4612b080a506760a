package sqlite

import (
	"context"

	"danvankheo/internal/registry"
)

const claimColumns = `id, entry, unit, account, name, reason, asked_at, state, decided_by, decided_name, decided_at, note, registration,
	taken_at`

func scanClaim(s scanner) (c registry.Claim, err error) {
	var asked, decided, taken int64
	var state string
	if err = s.Scan(&c.ID, &c.Entry, &c.Unit, &c.Account, &c.Name, &c.Reason, &asked, &state, &c.DecidedBy, &c.DecidedName, &decided,
		&c.Note, &c.Registration, &taken); err != nil {
		return c, err
	}
	c.AskedAt, c.DecidedAt, c.TakenAt = when(asked), when(decided), when(taken)
	c.State, err = registry.ParseClaimState(state)
	return c, err
}

// noClaim is what who may not see a claim reads, too.
const noClaim = "Không tìm thấy yêu cầu nhận mô hình này."

// Claim reads one claim.
func (rd reader) Claim(ctx context.Context, id registry.ClaimID) (registry.Claim, error) {
	return one(ctx, rd.q, scanClaim, noClaim, `SELECT `+claimColumns+` FROM claim WHERE id = ?`, id)
}

// ClaimsOf lists the claims on a reported entry, the oldest first.
func (rd reader) ClaimsOf(ctx context.Context, id registry.EntryID) ([]registry.Claim, error) {
	return collect(ctx, rd.q, scanClaim, `SELECT `+claimColumns+` FROM claim WHERE entry = ? ORDER BY id`, id)
}

// ClaimsBy lists what units asked, the last first.
func (rd reader) ClaimsBy(ctx context.Context, units []registry.UnitCode, n int) ([]registry.Claim, error) {
	return collect(
		ctx,
		rd.q,
		scanClaim,
		`SELECT `+claimColumns+` FROM claim WHERE unit IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT ?`,
		codeList(units),
		n,
	)
}

// Claims lists all claims: those that wait first, the oldest of them first.
func (rd reader) Claims(ctx context.Context, n int) ([]registry.Claim, error) {
	return collect(ctx, rd.q, scanClaim, `SELECT `+claimColumns+` FROM claim
		ORDER BY state <> 'cho', CASE state WHEN 'cho' THEN id ELSE -id END LIMIT ?`, n)
}

// ClaimsWaiting counts the claims that nobody has decided.
func (rd reader) ClaimsWaiting(ctx context.Context) (n int, err error) {
	return n, rd.q.QueryRowContext(ctx, `SELECT count(*) FROM claim WHERE state = 'cho'`).Scan(&n)
}

// AcceptedClaim finds the accepted claim that led to a registration; NotFound when
// the registration came otherwise or was given back.
func (rd reader) AcceptedClaim(ctx context.Context, registration registry.EntryID) (registry.Claim, error) {
	return one(ctx, rd.q, scanClaim, noClaim, `SELECT `+claimColumns+` FROM claim
		WHERE registration = ? AND registration > 0 AND state = 'nhan'`, registration)
}

// LostClaims lists accepted claims whose registration is gone, withdrawn or merged.
func (rd reader) LostClaims(ctx context.Context) ([]registry.Claim, error) {
	return collect(ctx, rd.q, scanClaim, `SELECT `+claimColumns+` FROM claim WHERE state = 'nhan'
		AND registration NOT IN (SELECT id FROM entry WHERE registration NOT IN ('rut','gop'))`)
}

// InsertClaim keeps a new claim.
func (tx *Tx) InsertClaim(c *registry.Claim) error {
	c.AskedAt, c.State = tx.now, registry.ClaimAsked
	return tx.tx.QueryRowContext(tx.ctx, `INSERT INTO claim (entry, unit, account, name, reason, asked_at, state)
		VALUES (?,?,?,?,?,?,?) RETURNING id`,
		c.Entry, c.Unit, c.Account, c.Name, c.Reason, millis(tx.now), c.State.String()).
		Scan(&c.ID)
}

// UpdateClaim writes what became of a claim; was is the state that was read.
func (tx *Tx) UpdateClaim(c *registry.Claim, was registry.ClaimState) error {
	var id int64
	err := tx.tx.QueryRowContext(tx.ctx, `UPDATE claim SET state = ?, decided_by = ?, decided_name = ?, decided_at = ?, note = ?,
		registration = ?, taken_at = ? WHERE id = ? AND state = ? RETURNING id`,
		c.State.String(), c.DecidedBy, c.DecidedName, millis(c.DecidedAt), c.Note, c.Registration, millis(c.TakenAt), c.ID, was.String()).
		Scan(&id)
	return conflict(err, "Yêu cầu này vừa được xử lý ở nơi khác.")
}
