package account

import (
	"context"
	"fmt"
	"time"

	"danvankheo/internal/auth"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

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
	_, err := f.Post(tx, &registry.Mail{
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

// AskReset takes the request of somebody who forgot a password. Whether the address
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
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		_, err := f.Post(tx, &registry.Mail{
			Key:  fmt.Sprintf("hoi-dat-lai:%s:%d", registry.EmailKey(email), tx.Now().UnixMilli()/resetEach.Milliseconds()),
			Kind: registry.ResetMail, Address: email, Subject: linkSubjects[registry.ResetMail], ExpiresAt: tx.Now().Add(ResetLife),
		})
		if err != nil {
			return err
		}
		return workflow.Audit(tx, registry.Actor{Name: "Khách", Address: address}, registry.DidAccountAskReset, "account", "", "")
	})
}

// MailLinkTo sends the account a single-use link to set its password, instead of
// showing it to the caller.
func (f *Flow) MailLinkTo(ctx context.Context, a registry.Actor, id registry.AccountID) error {
	if err := workflow.Authorize(a, registry.AccountsArea); err != nil {
		return err
	}
	if !f.MailSettings().On {
		return registry.Errorf(registry.Conflict, "Chưa gửi thư được vì chưa cài đặt máy chủ thư. Hãy dùng nút hiện đường dẫn.")
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
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
		return workflow.Audit(tx, a, registry.DidAccountMailLink, Object(id), "", "")
	})
}

// ChooseMail writes which mails the actor wants.
func (f *Flow) ChooseMail(ctx context.Context, v Visit, c registry.MailChoice) error {
	if v.Owes != OwesNothing {
		return registry.Errorf(registry.Unknown, "Hãy đăng nhập để tiếp tục.")
	}
	return f.Mark(ctx, func(tx *sqlite.Tx) error {
		if err := tx.SetMailChoice(v.Account.ID, c); err != nil {
			return err
		}
		return workflow.Audit(tx, v.Actor, registry.DidAccountMailChoice, Object(v.Account.ID), v.Account.Mail.String(), c.String())
	})
}
