package sqlite

import (
	"context"
	"strings"
	"time"

	"danvankheo/internal/registry"
)

const auditColumns = `id, at, account, name, role, address, action, object, before, after`

func scanAudit(s scanner) (a registry.Audit, err error) {
	var at int64
	var role string
	if err = s.Scan(&a.ID, &at, &a.Account, &a.Name, &role, &a.Address, &a.Action, &a.Object, &a.Before, &a.After); err != nil {
		return a, err
	}
	a.At = when(at)
	a.Role, err = registry.ParseRole(role)
	return a, err
}

// InsertAudit adds one line to the record. There is no way to change or to
// remove one: the schema refuses both.
func (tx *Tx) InsertAudit(a registry.Audit) error {
	return tx.exec(`INSERT INTO audit (at, account, name, role, address, action, object, before, after) VALUES (?,?,?,?,?,?,?,?,?)`,
		millis(a.At), a.Account, a.Name, a.Role.String(), a.Address, a.Action, a.Object, a.Before, a.After)
}

// AuditFilter chooses lines of the record. Empty fields do not limit.
type AuditFilter struct {
	Account       registry.AccountID
	Action        string // whole ("account.disable") or an area ("account")
	Object        string // whole ("entry:12") or a kind ("entry")
	From, To      time.Time
	Offset, Limit int
}

func (f AuditFilter) where() *where {
	w := &where{}
	if f.Account != 0 {
		w.add(`account = ?`, f.Account)
	}
	prefix(w, `action`, f.Action, ".")
	prefix(w, `object`, f.Object, ":")
	if !f.From.IsZero() {
		w.add(`at >= ?`, millis(f.From))
	}
	if !f.To.IsZero() {
		w.add(`at < ?`, millis(f.To))
	}
	return w
}

// prefix limits a column to a value, or to all that begin with it and a separator.
func prefix(w *where, column, value, separator string) {
	if value = strings.TrimSpace(value); value == "" {
		return
	}
	next := separator[:len(separator)-1] + string(separator[len(separator)-1]+1)
	w.add(`(`+column+` = ? OR `+column+` >= ? AND `+column+` < ?)`, value, value+separator, value+next)
}

// Audits lists lines of the record, the newest first, and counts them all.
func (rd reader) Audits(ctx context.Context, f AuditFilter) ([]registry.Audit, int, error) {
	w := f.where()
	var total int
	if err := rd.q.QueryRowContext(ctx, `SELECT count(*) FROM audit`+w.String(), w.args...).Scan(&total); err != nil {
		return nil, 0, err
	}
	if f.Limit <= 0 {
		f.Limit = 50
	}
	list, err := collect(ctx, rd.q, scanAudit, `SELECT `+auditColumns+` FROM audit`+w.String()+` ORDER BY id DESC LIMIT ? OFFSET ?`,
		append(w.args, f.Limit, max(0, f.Offset))...)
	return list, total, err
}

// AuditActions lists every action that the record holds, in order.
func (rd reader) AuditActions(ctx context.Context) ([]string, error) {
	return collect(
		ctx,
		rd.q,
		func(s scanner) (a string, err error) { return a, s.Scan(&a) },
		`SELECT DISTINCT action FROM audit ORDER BY action`,
	)
}
