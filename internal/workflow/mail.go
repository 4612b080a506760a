package workflow

import (
	"context"
	"fmt"
	"time"

	"danvankheo/internal/auth"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// post queues a mail inside the transaction of its cause; when mail is switched
// off, nothing is queued. It reports whether the mail is in the outbox now: not
// when one of its key was there before.
func (f *Flow) post(tx *sqlite.Tx, m *registry.Mail) (bool, error) {
	if !f.MailSettings().On {
		return false, nil
	}
	err := tx.QueueMail(m)
	return m.ID != 0, err
}

// postLink queues the mail with a single-use link for an account. The link itself
// is made when the mail is handed over.
func (f *Flow) postLink(tx *sqlite.Tx, acc registry.Account) error {
	kind, life := registry.ResetMail, ResetLife
	if acc.PasswordHash == "" {
		kind, life = registry.FirstPasswordMail, FirstPasswordLife
	}
	if err := tx.DropSecretMail(acc.ID); err != nil {
		return err
	}
	_, err := f.post(tx, &registry.Mail{
		Key: fmt.Sprintf("%s:%d:%d", kind, acc.ID, tx.Now().UnixMilli()), Kind: kind, Account: acc.ID, Address: acc.Email, Name: acc.Name,
		Subject: linkSubjects[kind], ExpiresAt: tx.Now().Add(life),
	})
	return err
}

var linkSubjects = map[registry.MailKind]string{
	registry.FirstPasswordMail: "Đặt mật khẩu lần đầu cho tài khoản Dân vận khéo",
	registry.ResetMail:         "Đặt lại mật khẩu tài khoản Dân vận khéo",
}

// resetEach is how often one address may ask for a link: asked again within it,
// nothing more is sent.
const resetEach = 10 * time.Minute

// AskReset takes the wish of somebody who forgot a password. Whether the address
// has an account is looked up when the mail is handed over: the answer here, and
// the time it takes, are the same for every address.
func (f *Flow) AskReset(ctx context.Context, t *auth.Throttle, email, address string) error {
	if !f.MailSettings().On {
		return registry.Errorf(registry.Conflict, "Trang này chưa gửi thư được. Hãy nhờ quản trị cấp đường dẫn đặt mật khẩu.")
	}
	email = registry.OneLine(email)
	if !registry.GoodAddress(email) {
		var fields registry.Fields
		fields.Add("email", "Nhập địa chỉ thư điện tử của tài khoản, ví dụ ten@bacninh.gov.vn.")
		return fields.Err("Chưa nhận được yêu cầu.")
	}
	if _, err := attempt(t, "r:"+registry.EmailKey(email), address, f.Now()); err != nil {
		return err
	}
	return f.update(ctx, func(tx *sqlite.Tx) error {
		_, err := f.post(tx, &registry.Mail{
			Key:  fmt.Sprintf("hoi-dat-lai:%s:%d", registry.EmailKey(email), tx.Now().UnixMilli()/resetEach.Milliseconds()),
			Kind: registry.ResetMail, Address: email, Subject: linkSubjects[registry.ResetMail], ExpiresAt: tx.Now().Add(ResetLife),
		})
		if err != nil {
			return err
		}
		return audit(tx, registry.Actor{Name: "Khách", Address: address}, registry.DidAccountAskReset, "account", "", "")
	})
}

// MailLinkTo sends the account a single-use link to set its password, instead of
// showing it to who asks.
func (f *Flow) MailLinkTo(ctx context.Context, a registry.Actor, id registry.AccountID) error {
	if err := enter(a, registry.AccountsArea); err != nil {
		return err
	}
	if !f.MailSettings().On {
		return registry.Errorf(registry.Conflict, "Chưa gửi thư được vì chưa cài đặt máy chủ thư. Hãy dùng nút hiện đường dẫn.")
	}
	return f.update(ctx, func(tx *sqlite.Tx) error {
		acc, err := tx.Account(ctx, id)
		if err != nil {
			return err
		}
		if acc.Disabled {
			return registry.Errorf(registry.Conflict, "Tài khoản đang khóa. Hãy mở khóa trước khi gửi đường dẫn.")
		}
		if err := f.postLink(tx, acc); err != nil {
			return err
		}
		return audit(tx, a, registry.DidAccountMailLink, accountObject(id), "", "")
	})
}

// HandOver gives a due mail as it is to be sent now: with its single-use link,
// which begins to live here. Nil: it is for nobody any more, and the outbox says so.
func (f *Flow) HandOver(ctx context.Context, m registry.Mail) (*registry.Mail, error) {
	if !m.ExpiresAt.IsZero() && !f.Now().Before(m.ExpiresAt) {
		return nil, f.mark(ctx, func(tx *sqlite.Tx) error {
			return tx.FailMail(m.ID, "Quá hạn dùng trước khi gửi được nên không gửi nữa.")
		})
	}
	acc, err := f.recipient(ctx, m)
	if registry.KindOf(err) == registry.NotFound || err == nil && m.Kind.Secret() && acc.Disabled {
		return nil, f.mark(ctx, func(tx *sqlite.Tx) error { return tx.DropMail(m.ID) })
	}
	if err != nil {
		return nil, err
	}
	if acc.ID != 0 && acc.Disabled {
		return nil, f.mark(ctx, func(tx *sqlite.Tx) error { return tx.FailMail(m.ID, "Tài khoản nhận đã khóa.") })
	}
	if acc.ID != 0 {
		m.Account, m.Address, m.Name = acc.ID, acc.Email, acc.Name // as they are today
	}
	if !m.Kind.Secret() {
		return &m, nil
	}
	purpose, life := sqlite.ResetPassword, ResetLife
	if acc.PasswordHash == "" {
		purpose, life = sqlite.FirstPassword, FirstPasswordLife
	}
	secret := ""
	err = f.mark(ctx, func(tx *sqlite.Tx) (err error) {
		secret, err = newLink(tx, acc.ID, purpose, life)
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

// mark is a transaction about the outbox: pages do not change by it.
func (f *Flow) mark(ctx context.Context, fn func(*sqlite.Tx) error) error {
	return f.DB.Update(ctx, f.Now(), fn)
}

// MailTaken notes that a server took a mail.
func (f *Flow) MailTaken(ctx context.Context, m registry.Mail, answer string) error {
	return f.mark(ctx, func(tx *sqlite.Tx) error { return tx.MailTaken(m.ID, answer) })
}

// MailPutOff notes that a mail was not taken this time. After
// [registry.MailTries] attempts it counts as failed.
func (f *Flow) MailPutOff(ctx context.Context, m registry.Mail, answer string) error {
	return f.mark(ctx, func(tx *sqlite.Tx) error {
		if m.Attempts+1 >= registry.MailTries {
			return tx.FailMail(m.ID, answer)
		}
		return tx.PutOffMail(m.ID, tx.Now().Add(registry.MailWait(m.Attempts+1)), answer)
	})
}

// MailRefused notes that a server does not take a mail.
func (f *Flow) MailRefused(ctx context.Context, m registry.Mail, answer string) error {
	return f.mark(ctx, func(tx *sqlite.Tx) error { return tx.FailMail(m.ID, answer) })
}

// MailUnreachable notes that the server takes no mail at all just now: everything
// that is due waits.
func (f *Flow) MailUnreachable(ctx context.Context, wait time.Duration, answer string) error {
	return f.mark(ctx, func(tx *sqlite.Tx) error { return tx.PutOffAllMail(tx.Now().Add(wait), answer) })
}

// RetryMail tries a mail again now, one that failed too; 0 means all of them.
func (f *Flow) RetryMail(ctx context.Context, a registry.Actor, id registry.MailID) error {
	if err := enter(a, registry.SettingsArea); err != nil {
		return err
	}
	return f.update(ctx, func(tx *sqlite.Tx) error {
		if err := tx.HurryMail(id, true); err != nil {
			return err
		}
		return audit(tx, a, registry.DidMailRetry, fmt.Sprintf("mail:%d", id), "", "")
	})
}

// ChooseMail writes which mails the actor wants.
func (f *Flow) ChooseMail(ctx context.Context, v Visit, c registry.MailChoice) error {
	if v.Owes != OwesNothing {
		return registry.Errorf(registry.Unknown, "Hãy đăng nhập để tiếp tục.")
	}
	return f.mark(ctx, func(tx *sqlite.Tx) error {
		if err := tx.SetMailChoice(v.Account.ID, c); err != nil {
			return err
		}
		return audit(tx, v.Actor, registry.DidAccountMailChoice, accountObject(v.Account.ID), v.Account.Mail.String(), c.String())
	})
}
