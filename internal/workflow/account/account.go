package account

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"danvankheo/internal/auth"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// How long single-use links open something.
const (
	FirstPasswordLife = 7 * 24 * time.Hour
	ResetLife         = 24 * time.Hour
	SetUpLife         = 30 * time.Minute
)

func Object(id registry.AccountID) string { return fmt.Sprintf("account:%d", id) }

// Facts writes what the record keeps of an account: no address, no name.
func Facts(a registry.Account) string {
	s := "vai trò " + a.Role.Label()
	if a.Unit != "" {
		s += ", đơn vị " + string(a.Unit)
	}
	if a.Disabled {
		s += ", khóa"
	}
	return s
}

// ActorOf gives the actor that an account is: the versions of units it acts for
// follow from today's unit of its own, so that a unit owns what its predecessors
// filed.
func (f *Flow) ActorOf(acc registry.Account) registry.Actor {
	a := registry.Actor{Account: acc.ID, Name: acc.Name, Role: acc.Role, Unit: acc.Unit}
	if acc.Unit == "" {
		return a
	}
	if now, ok := f.Ledger().Current(acc.Unit); ok {
		a.Unit = now.Code
	}
	a.Units = map[registry.UnitCode]bool{acc.Unit: true}
	for _, code := range f.Ledger().Heritage(a.Unit) {
		a.Units[code] = true
	}
	return a
}

// checkAccount cleans an account and lists what is wrong with it.
func (f *Flow) checkAccount(acc *registry.Account) registry.Fields {
	acc.Email, acc.Name = strings.TrimSpace(acc.Email), registry.CleanText(acc.Name)
	if acc.Role != registry.UnitStaff && acc.Role != registry.Journalist {
		acc.Unit = "" // the province's own people belong to no unit
	}
	fields := registry.FieldsOf(registry.CheckAccount(*acc))
	if acc.Unit != "" {
		u, ok := f.Ledger().Unit(acc.Unit)
		switch {
		case !ok:
			fields.Add("unit", "Không có đơn vị này trong sổ đơn vị.")
		case u.To != "" && len(f.Ledger().Today(acc.Unit)) == 0:
			fields.Add("unit", "%s đã kết thúc ngày %s và không có đơn vị kế thừa.", u.Name, u.To.Local())
		}
	}
	return fields
}

const accountNotSaved = "Tài khoản chưa lưu được."

// AddAccount makes an account. Without a password it gives back the secret of a
// single-use link to set one, valid for [FirstPasswordLife].
func (f *Flow) AddAccount(
	ctx context.Context,
	a registry.Actor,
	acc registry.Account,
	password string,
) (registry.AccountID, string, error) {
	return f.addAccount(ctx, a, acc, password, false)
}

// InviteAccount makes an account whose owner is mailed the link to set a password.
func (f *Flow) InviteAccount(ctx context.Context, a registry.Actor, acc registry.Account) (registry.AccountID, error) {
	if !f.MailSettings().On {
		return 0, registry.Errorf(registry.Conflict, "Chưa gửi thư được vì chưa cài đặt máy chủ thư. Hãy bỏ chọn gửi bằng thư.")
	}
	id, _, err := f.addAccount(ctx, a, acc, "", true)
	return id, err
}

func (f *Flow) addAccount(
	ctx context.Context,
	a registry.Actor,
	acc registry.Account,
	password string,
	byMail bool,
) (registry.AccountID, string, error) {
	if err := workflow.Authorize(a, registry.AccountsArea); err != nil {
		return 0, "", err
	}
	fields := f.checkAccount(&acc)
	if password != "" {
		fields = append(fields, registry.FieldsOf(registry.CheckPassword(password, acc.Email))...)
	}
	if err := fields.Err(accountNotSaved); err != nil {
		return 0, "", err
	}
	acc.PasswordHash = ""
	if password != "" {
		var err error
		if acc.PasswordHash, err = auth.HashPassword(ctx, password); err != nil {
			return 0, "", err
		}
	}
	secret := ""
	err := f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) (err error) {
		if err := insertAccount(tx, &acc); err != nil {
			return err
		}
		switch {
		case byMail:
			err = f.postLink(tx, acc)
		case password == "":
			secret, err = NewLink(tx, acc.ID, sqlite.FirstPassword, FirstPasswordLife)
		}
		if err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidAccountAdd, Object(acc.ID), "", Facts(acc))
	})
	if err != nil {
		return 0, "", err
	}
	return acc.ID, secret, nil
}

func insertAccount(tx *sqlite.Tx, acc *registry.Account) error {
	err := tx.InsertAccount(acc)
	return emailTaken(err)
}

// emailTaken turns the broken uniqueness of addresses into a wrong field.
func emailTaken(err error) error {
	if !sqlite.IsUnique(err, "email_key") {
		return err
	}
	var fields registry.Fields
	fields.Add("email", "Đã có tài khoản dùng địa chỉ thư này.")
	return fields.Err(accountNotSaved)
}

// NewLink makes a single-use link; earlier ones of the account end.
func NewLink(tx *sqlite.Tx, id registry.AccountID, p sqlite.Purpose, life time.Duration) (string, error) {
	secret := auth.NewSecret()
	err := tx.InsertLink(auth.HashSecret(secret), sqlite.SingleUse{Account: id, Purpose: p, ExpiresAt: tx.Now().Add(life)})
	return secret, err
}

// EditAccount writes address, name, role and unit over the version that was read.
func (f *Flow) EditAccount(ctx context.Context, a registry.Actor, edit registry.Account) error {
	if err := workflow.Authorize(a, registry.AccountsArea); err != nil {
		return err
	}
	if err := f.checkAccount(&edit).Err(accountNotSaved); err != nil {
		return err
	}
	return f.changeAccount(ctx, a, edit.ID, registry.DidAccountEdit, func(tx *sqlite.Tx, acc *registry.Account) error {
		if a.Account == acc.ID && acc.Role != edit.Role {
			return registry.Errorf(registry.Conflict, "Không tự đổi vai trò của chính mình. Hãy nhờ một quản trị khác.")
		}
		acc.Email, acc.Name, acc.Role, acc.Unit, acc.Version = edit.Email, edit.Name, edit.Role, edit.Unit, edit.Version
		return nil
	})
}

// DisableAccount closes an account: its sessions, tokens and links end at once.
func (f *Flow) DisableAccount(ctx context.Context, a registry.Actor, id registry.AccountID) error {
	if a.Account == id && id != 0 {
		return registry.Errorf(registry.Conflict, "Không tự khóa tài khoản của chính mình.")
	}
	return f.changeAccount(ctx, a, id, registry.DidAccountDisable, func(tx *sqlite.Tx, acc *registry.Account) error {
		acc.Disabled = true
		if err := tx.DeleteSessions(id, nil); err != nil {
			return err
		}
		if err := tx.RevokeTokens(id); err != nil {
			return err
		}
		return tx.EndLinks(id)
	})
}

// EnableAccount opens a closed account again. Its tokens stay revoked.
func (f *Flow) EnableAccount(ctx context.Context, a registry.Actor, id registry.AccountID) error {
	return f.changeAccount(ctx, a, id, registry.DidAccountEnable, func(_ *sqlite.Tx, acc *registry.Account) error {
		acc.Disabled = false
		return nil
	})
}

// changeAccount is one change of one account in one transaction. The last
// administrator who can sign in stays one.
func (f *Flow) changeAccount(
	ctx context.Context,
	a registry.Actor,
	id registry.AccountID,
	did registry.Deed,
	fn func(*sqlite.Tx, *registry.Account) error,
) error {
	if err := workflow.Authorize(a, registry.AccountsArea); err != nil {
		return err
	}
	return f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		acc, err := tx.Account(ctx, id)
		if err != nil {
			return err
		}
		before := acc
		if err := fn(tx, &acc); err != nil {
			return err
		}
		if err := emailTaken(tx.UpdateAccount(&acc)); err != nil {
			return err
		}
		if n, err := tx.EnabledAdmins(ctx); err != nil {
			return err
		} else if n == 0 && before.Role == registry.Admin && !before.Disabled {
			return registry.Errorf(registry.Conflict, "Đây là quản trị duy nhất còn dùng được. Hãy thêm một quản trị khác trước.")
		}
		from, to := Facts(before), Facts(acc)
		if before.Email != acc.Email || before.Name != acc.Name {
			to += ", đổi tên hoặc địa chỉ"
		}
		return workflow.Audit(tx, a, did, Object(id), from, to)
	})
}

// ResetAccount gives the secret of a single-use link by which the owner of an
// account sets a new password. The old one works until the link is used.
func (f *Flow) ResetAccount(ctx context.Context, a registry.Actor, id registry.AccountID) (secret string, err error) {
	if err := workflow.Authorize(a, registry.AccountsArea); err != nil {
		return "", err
	}
	err = f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		acc, err := tx.Account(ctx, id)
		if err != nil {
			return err
		}
		if acc.Disabled {
			return registry.Errorf(registry.Conflict, "Tài khoản đang khóa. Hãy mở khóa trước khi cấp đường dẫn.")
		}
		purpose, life := sqlite.ResetPassword, ResetLife
		if acc.PasswordHash == "" {
			purpose, life = sqlite.FirstPassword, FirstPasswordLife
		}
		if err := tx.DropSecretMail(id); err != nil { // it would end the link made here
			return err
		}
		if secret, err = NewLink(tx, id, purpose, life); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidAccountReset, Object(id), "", string(purpose))
	})
	return secret, err
}

// RemoveFactor takes the second factor off an account whose owner lost it. Its
// sessions end.
func (f *Flow) RemoveFactor(ctx context.Context, a registry.Actor, id registry.AccountID) error {
	if err := workflow.Authorize(a, registry.AccountsArea); err != nil {
		return err
	}
	return f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		if _, err := tx.Account(ctx, id); err != nil {
			return err
		}
		if err := tx.SetTOTP(id, "", 0); err != nil {
			return err
		}
		if err := tx.DeleteSessions(id, nil); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidAccountRemoveFactor, Object(id), "", "")
	})
}

// SetupLink gives the secret of a link by which the first administrator makes
// an account, valid for [SetUpLife]; "" when there is an administrator. Earlier
// links end.
func (f *Flow) SetupLink(ctx context.Context) (secret string, err error) {
	if n, err := f.DB.EnabledAdmins(ctx); err != nil || n > 0 {
		return "", err
	}
	err = f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) (err error) {
		secret, err = NewLink(tx, 0, sqlite.SetUp, SetUpLife)
		return err
	})
	return secret, err
}

// LinkOf looks at a single-use link without using it: NotFound when it opens
// nothing (any more).
func (f *Flow) LinkOf(ctx context.Context, secret string, purposes ...sqlite.Purpose) (sqlite.SingleUse, registry.Account, error) {
	none := registry.Errorf(registry.NotFound, "Đường dẫn này đã dùng rồi hoặc đã hết hạn. Hãy xin quản trị cấp đường dẫn mới.")
	if !auth.LooksLikeSecret(secret) {
		return sqlite.SingleUse{}, registry.Account{}, none
	}
	l, err := f.DB.Link(ctx, auth.HashSecret(secret), f.Now())
	if registry.KindOf(err) == registry.NotFound || err == nil && !slices.Contains(purposes, l.Purpose) {
		return l, registry.Account{}, none
	}
	if err != nil || l.Account == 0 {
		return l, registry.Account{}, err
	}
	acc, err := f.DB.Account(ctx, l.Account)
	if err == nil && acc.Disabled {
		return l, acc, none
	}
	return l, acc, err
}

// SetPassword sets the password of a link's account and uses up the link. Every
// session of the account ends.
func (f *Flow) SetPassword(ctx context.Context, secret, password, address string) error {
	_, acc, err := f.LinkOf(ctx, secret, sqlite.FirstPassword, sqlite.ResetPassword)
	if err != nil {
		return err
	}
	if err := registry.CheckPassword(password, acc.Email); err != nil {
		return err
	}
	hash, err := auth.HashPassword(ctx, password)
	if err != nil {
		return err
	}
	a := f.ActorOf(acc)
	a.Address = address
	return f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		l, err := tx.UseLink(auth.HashSecret(secret))
		if err != nil {
			return err
		}
		if err := tx.SetPassword(acc.ID, hash); err != nil {
			return err
		}
		if err := tx.DeleteSessions(acc.ID, nil); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidAccountPassword, Object(acc.ID), "", string(l.Purpose))
	})
}

// SetUpAdmin makes the first administrator and uses up the set-up link.
func (f *Flow) SetUpAdmin(ctx context.Context, secret string, acc registry.Account, password, address string) error {
	if _, _, err := f.LinkOf(ctx, secret, sqlite.SetUp); err != nil {
		return err
	}
	acc.Role, acc.Unit = registry.Admin, ""
	fields := append(f.checkAccount(&acc), registry.FieldsOf(registry.CheckPassword(password, acc.Email))...)
	if err := fields.Err("Chưa tạo được tài khoản quản trị."); err != nil {
		return err
	}
	var err error
	if acc.PasswordHash, err = auth.HashPassword(ctx, password); err != nil {
		return err
	}
	return f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		if n, err := tx.EnabledAdmins(ctx); err != nil {
			return err
		} else if n > 0 {
			return registry.Errorf(registry.Conflict, "Đã có quản trị. Hãy đăng nhập, hoặc nhờ quản trị cấp tài khoản.")
		}
		if _, err := tx.UseLink(auth.HashSecret(secret)); err != nil {
			return err
		}
		if err := insertAccount(tx, &acc); err != nil {
			return err
		}
		a := registry.Actor{Account: acc.ID, Name: acc.Name, Role: acc.Role, Address: address}
		return workflow.Audit(tx, a, registry.DidAccountSetUp, Object(acc.ID), "", Facts(acc))
	})
}
