package sqlite

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

const accountColumns = `a.id, a.email, a.name, a.role, coalesce(a.unit, ''), a.password, a.totp, a.disabled,
	a.demo, a.created_at, a.signed_in_at, a.mail, a.version`

func scanAccount(s scanner) (a registry.Account, err error) {
	return scanAccountAnd(s)
}

// scanAccountAnd scans the columns of an account and those that follow them.
func scanAccountAnd(s scanner, more ...any) (a registry.Account, err error) {
	var role, choice string
	var created, signedIn int64
	dest := []any{
		&a.ID,
		&a.Email,
		&a.Name,
		&role,
		&a.Unit,
		&a.PasswordHash,
		&a.TOTPSecret,
		&a.Disabled,
		&a.Demo,
		&created,
		&signedIn,
		&choice,
		&a.Version,
	}
	if err = s.Scan(append(dest, more...)...); err != nil {
		return a, err
	}
	a.CreatedAt, a.SignedInAt = when(created), when(signedIn)
	if a.Mail, err = registry.ParseMailChoice(choice); err != nil {
		return a, err
	}
	a.Role, err = registry.ParseRole(role)
	return a, err
}

const noAccount = "Không tìm thấy tài khoản này."

// Account finds an account.
func (rd reader) Account(ctx context.Context, id registry.AccountID) (registry.Account, error) {
	return one(ctx, rd.q, scanAccount, noAccount, `SELECT `+accountColumns+` FROM account a WHERE a.id = ?`, id)
}

// AccountByEmail finds an account by its address in any letter case.
func (rd reader) AccountByEmail(ctx context.Context, email string) (registry.Account, error) {
	return one(
		ctx,
		rd.q,
		scanAccount,
		noAccount,
		`SELECT `+accountColumns+` FROM account a WHERE a.email_key = ?`,
		registry.EmailKey(email),
	)
}

// Accounts lists every account in the order in which they were made.
func (rd reader) Accounts(ctx context.Context) ([]registry.Account, error) {
	return collect(ctx, rd.q, scanAccount, `SELECT `+accountColumns+` FROM account a ORDER BY a.id`)
}

// AccountsOfUnits lists the enabled accounts of unit staff whose unit is one of
// the versions.
func (rd reader) AccountsOfUnits(ctx context.Context, units []registry.UnitCode) ([]registry.Account, error) {
	list, err := json.Marshal(units)
	if err != nil {
		return nil, err
	}
	return collect(ctx, rd.q, scanAccount, `SELECT `+accountColumns+` FROM account a
		WHERE a.disabled = 0 AND a.role = 'don-vi' AND a.unit IN (SELECT value FROM json_each(?)) ORDER BY a.id`, string(list))
}

// AccountsOfRole lists the enabled accounts of a role.
func (rd reader) AccountsOfRole(ctx context.Context, r registry.Role) ([]registry.Account, error) {
	return collect(
		ctx,
		rd.q,
		scanAccount,
		`SELECT `+accountColumns+` FROM account a WHERE a.disabled = 0 AND a.role = ? ORDER BY a.id`,
		r.String(),
	)
}

// AccountFilter chooses accounts for the list of the administrator. Empty fields
// do not limit.
type AccountFilter struct {
	Text     string // in name or address, without regard to marks
	Role     registry.Role
	Disabled *bool
}

// FindAccounts lists the accounts that a filter chooses, in order of name. There
// are some hundreds of them: they are filtered here and not in SQL, which does
// not know Vietnamese letters.
func (rd reader) FindAccounts(ctx context.Context, f AccountFilter) ([]registry.Account, error) {
	list, err := collect(ctx, rd.q, scanAccount, `SELECT `+accountColumns+` FROM account a`)
	if err != nil {
		return nil, err
	}
	text := vietnamese.Fold(strings.TrimSpace(f.Text))
	var out []registry.Account
	for _, a := range list {
		switch {
		case f.Role != registry.Visitor && a.Role != f.Role,
			f.Disabled != nil && a.Disabled != *f.Disabled,
			text != "" && !strings.Contains(vietnamese.Fold(a.Name), text) && !strings.Contains(vietnamese.Fold(a.Email), text):
			continue
		}
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b registry.Account) int {
		return cmp.Or(vietnamese.Compare(given(a.Name), given(b.Name)), vietnamese.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// given is the last word of a name, by which Vietnamese lists of people are ordered.
func given(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// InsertAccount makes an account and gives it its id.
func (tx *Tx) InsertAccount(a *registry.Account) error {
	a.CreatedAt, a.Version = tx.now, 1
	return tx.tx.QueryRowContext(tx.ctx, `INSERT INTO account (email, email_key, name, role, unit, password, disabled,
		demo, created_at, version)
		VALUES (?,?,?,?,?,?,?,?,?,1) RETURNING id`,
		a.Email, registry.EmailKey(a.Email), a.Name, a.Role.String(), null(string(a.Unit)), a.PasswordHash, a.Disabled, a.Demo,
		millis(tx.now)).
		Scan(&a.ID)
}

// UpdateAccount writes address, name, role, unit and whether it is disabled over
// the version that was read, or is a Conflict.
func (tx *Tx) UpdateAccount(a *registry.Account) error {
	err := tx.tx.QueryRowContext(tx.ctx, `UPDATE account
		SET email = ?, email_key = ?, name = ?, role = ?, unit = ?, disabled = ?, version = version + 1
		WHERE id = ? AND version = ? RETURNING version`,
		a.Email, registry.EmailKey(a.Email), a.Name, a.Role.String(), null(string(a.Unit)), a.Disabled, a.ID, a.Version).
		Scan(&a.Version)
	return conflict(err, "Tài khoản này vừa được người khác sửa. Mở lại trang để xem bản mới.")
}

// SetPassword writes the hash of a new password.
func (tx *Tx) SetPassword(id registry.AccountID, hash string) error {
	return tx.exec(`UPDATE account SET password = ? WHERE id = ?`, hash, id)
}

// SetMailChoice writes which mails an account wants.
func (tx *Tx) SetMailChoice(id registry.AccountID, c registry.MailChoice) error {
	return tx.exec(`UPDATE account SET mail = ? WHERE id = ?`, c.String(), id)
}

// SetTOTP writes the secret of the second factor, "" for none. Codes up to and
// including the time step are used up.
func (tx *Tx) SetTOTP(id registry.AccountID, secret string, step int64) error {
	return tx.exec(`UPDATE account SET totp = ?, totp_step = ? WHERE id = ?`, secret, step, id)
}

// TOTPStep gives the time step of the last code that an account used.
func (rd reader) TOTPStep(ctx context.Context, id registry.AccountID) (int64, error) {
	return one(
		ctx,
		rd.q,
		func(s scanner) (n int64, err error) { return n, s.Scan(&n) },
		noAccount,
		`SELECT totp_step FROM account WHERE id = ?`,
		id,
	)
}

// UseTOTP uses up the code of a time step: false when it, or a later one, was
// used before.
func (tx *Tx) UseTOTP(id registry.AccountID, step int64) (bool, error) {
	r, err := tx.tx.ExecContext(tx.ctx, `UPDATE account SET totp_step = ? WHERE id = ? AND totp_step < ?`, step, id, step)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n == 1, err
}

// SignedIn notes when an account last signed in.
func (tx *Tx) SignedIn(id registry.AccountID) error {
	return tx.exec(`UPDATE account SET signed_in_at = ? WHERE id = ?`, millis(tx.now), id)
}

// EnabledAdmins counts the administrators who can sign in, or could with the
// link they were given.
func (rd reader) EnabledAdmins(ctx context.Context) (n int, err error) {
	err = rd.q.QueryRowContext(ctx, `SELECT count(*) FROM account WHERE role = 'quan-tri' AND disabled = 0`).Scan(&n)
	return n, err
}
