package sqlite

import (
	"context"
	"time"

	"danvankheo/internal/registry"
)

// Expired counts what the terms of keeping personal data took away.
type Expired struct {
	Sessions, Links, Messages, Searches, Requests, Drafts, Addresses int64
	Accounts                                                         int
}

// Any reports whether anything was taken away.
func (e Expired) Any() bool { return e != Expired{} }

// addressBatch bounds how many lines of the record lose their address at once:
// whoever writes meanwhile waits for it.
const addressBatch = 5000

// Expire takes away what has passed its term, but for accounts.
func (tx *Tx) Expire(now time.Time, r registry.Retention, idle, life time.Duration) (e Expired, err error) {
	before := func(months int) int64 { return millis(registry.Before(now, months)) }
	for _, x := range []struct {
		n     *int64
		query string
		args  []any
	}{
		{&e.Sessions, `DELETE FROM session WHERE seen_at < ? OR created_at < ?`, []any{millis(now.Add(-idle)), millis(now.Add(-life))}},
		{&e.Links, `DELETE FROM link WHERE expires_at < ?`, []any{millis(now.AddDate(0, 0, -7))}},
		{&e.Messages, `DELETE FROM notice WHERE at < ?`, []any{before(r.Messages)}},
		{&e.Messages, `DELETE FROM mail WHERE state <> 'cho' AND created_at < ?`, []any{before(r.Messages)}},
		{&e.Searches, `DELETE FROM search_day WHERE day < ?`, []any{registry.Before(now, r.Searches).Format(time.DateOnly)}},
		{&e.Requests, `UPDATE press_request SET reply_to = ''
			WHERE reply_to <> '' AND answered_at > 0 AND answered_at < ?`, []any{before(r.Requests)}},
		{&e.Drafts, `UPDATE revision SET content = ` + withoutPeople + `
			WHERE json_valid(content) AND entry IN (SELECT id FROM entry WHERE ` + forgottenDraft + `)`, []any{before(r.Drafts)}},
		{&e.Drafts, `UPDATE entry SET version = version + 1, content = ` + withoutPeople + `
			WHERE ` + forgottenDraft, []any{before(r.Drafts)}},
		{&e.Addresses, `UPDATE audit SET address = '' WHERE id IN (SELECT id FROM audit WHERE at < ? AND address <> ''
			ORDER BY at LIMIT ?)`, []any{before(r.Addresses), addressBatch}},
	} {
		done, err := tx.tx.ExecContext(tx.ctx, x.query, x.args...)
		if err != nil {
			return e, err
		}
		n, err := done.RowsAffected()
		if err != nil {
			return e, err
		}
		if x.n == &e.Drafts {
			*x.n = n // of entries: the last of the two
			continue
		}
		*x.n += n
	}
	return e, nil
}

// forgottenDraft are registrations that nobody accepted, published or touched since
// a moment and that still name persons.
var forgottenDraft = `registration IN ('nhap','rut','khong-dang-ky') AND publication = 'noi-bo' AND accepted_at = 0 AND updated_at < ?
	AND ` + hasPeople

// ClosedAccounts lists accounts that were closed before a moment and still have the
// name of their owner.
func (rd reader) ClosedAccounts(ctx context.Context, before time.Time) ([]registry.AccountID, error) {
	return collect(
		ctx,
		rd.q,
		scanID[registry.AccountID],
		`SELECT a.id FROM account a WHERE a.disabled = 1 AND a.email NOT LIKE '%@khong-con.invalid'
		AND coalesce((SELECT max(at) FROM audit WHERE object = 'account:' || a.id AND action = 'account.disable'), a.created_at) < ?
		ORDER BY a.id`,
		millis(before),
	)
}

// ForgetAccount takes away what only the owner of an account needed. What they did
// stays in the record.
func (tx *Tx) ForgetAccount(id registry.AccountID) error {
	for _, query := range []string{
		`UPDATE account SET password = '', totp = '' WHERE id = ?`,
		`UPDATE token SET name = '' WHERE account = ?`,
		`UPDATE press_request SET reply_to = '' WHERE account = ?`,
		`DELETE FROM notice WHERE account = ?`,
		`DELETE FROM mail WHERE account = ?`,
		`DELETE FROM saved_search WHERE account = ?`,
		`DELETE FROM leads_seen WHERE account = ?`,
		`DELETE FROM press_digest WHERE account = ?`,
		`DELETE FROM pack_taken WHERE account = ?`,
		`DELETE FROM calendar WHERE account = ?`,
		`DELETE FROM link WHERE account = ?`,
	} {
		if err := tx.exec(query, id); err != nil {
			return err
		}
	}
	return nil
}
