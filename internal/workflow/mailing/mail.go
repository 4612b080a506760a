package mailing

import (
	"context"
	"fmt"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/account"
)

// HandOver gives a due mail as it is to be sent now: with its single-use link,
// which becomes valid here. Nil: it is for nobody any more, and the outbox says so.
func (f *Flow) HandOver(ctx context.Context, m registry.Mail) (*registry.Mail, error) {
	if !m.ExpiresAt.IsZero() && !f.Now().Before(m.ExpiresAt) {
		return nil, f.Mark(ctx, func(tx *sqlite.Tx) error {
			return tx.FailMail(m.ID, "Quá hạn dùng trước khi gửi được nên không gửi nữa.")
		})
	}
	acc, err := f.recipient(ctx, m)
	if registry.KindOf(err) == registry.NotFound || err == nil && m.Kind.Secret() && acc.Disabled {
		return nil, f.Mark(ctx, func(tx *sqlite.Tx) error { return tx.DropMail(m.ID) })
	}
	if err != nil {
		return nil, err
	}
	if acc.ID != 0 && acc.Disabled {
		return nil, f.Mark(ctx, func(tx *sqlite.Tx) error { return tx.FailMail(m.ID, "Tài khoản nhận đã khóa.") })
	}
	if acc.ID != 0 {
		m.Account, m.Address, m.Name = acc.ID, acc.Email, acc.Name // as they are today
	}
	if !m.Kind.Secret() {
		return &m, nil
	}
	purpose, life := sqlite.ResetPassword, account.ResetLife
	if acc.PasswordHash == "" {
		purpose, life = sqlite.FirstPassword, account.FirstPasswordLife
	}
	secret := ""
	err = f.Mark(ctx, func(tx *sqlite.Tx) (err error) {
		secret, err = account.NewLink(tx, acc.ID, purpose, life)
		return err
	})
	m.Letter = linkLetter(purpose, secret, f.Now().Add(life))
	return &m, err
}

// recipient finds the account a mail is for; the zero account when it is for an
// address alone.
func (f *Flow) recipient(ctx context.Context, m registry.Mail) (registry.Account, error) {
	switch {
	case m.Account != 0:
		return f.DB.Account(ctx, m.Account)
	case m.Kind.Secret():
		return f.DB.AccountByEmail(ctx, m.Address)
	}
	return registry.Account{}, nil
}

// MailTaken notes that a server took a mail.
func (f *Flow) MailTaken(ctx context.Context, m registry.Mail, answer string) error {
	return f.Mark(ctx, func(tx *sqlite.Tx) error { return tx.MailTaken(m.ID, answer) })
}

// MailPutOff notes that a mail was not taken this time. After
// [registry.MailTries] attempts it counts as failed.
func (f *Flow) MailPutOff(ctx context.Context, m registry.Mail, answer string) error {
	return f.Mark(ctx, func(tx *sqlite.Tx) error {
		if m.Attempts+1 >= registry.MailTries {
			return tx.FailMail(m.ID, answer)
		}
		return tx.PutOffMail(m.ID, tx.Now().Add(registry.MailWait(m.Attempts+1)), answer)
	})
}

// MailRefused notes that a server does not take a mail.
func (f *Flow) MailRefused(ctx context.Context, m registry.Mail, answer string) error {
	return f.Mark(ctx, func(tx *sqlite.Tx) error { return tx.FailMail(m.ID, answer) })
}

// MailUnreachable notes that the server takes no mail at all just now: everything
// that is due waits.
func (f *Flow) MailUnreachable(ctx context.Context, wait time.Duration, answer string) error {
	return f.Mark(ctx, func(tx *sqlite.Tx) error { return tx.PutOffAllMail(tx.Now().Add(wait), answer) })
}

// RetryMail tries a mail again now, one that failed too; 0 means all of them.
func (f *Flow) RetryMail(ctx context.Context, a registry.Actor, id registry.MailID) error {
	if err := workflow.Authorize(a, registry.SettingsArea); err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.HurryMail(id, true); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidMailRetry, fmt.Sprintf("mail:%d", id), "", "")
	})
}
