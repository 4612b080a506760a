package account

import (
	"context"
	"slices"
	"time"

	"danvankheo/internal/auth"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// How long a session lasts: not used for SessionIdle it ends, after SessionLife
// it ends in any case; one that still owes its second factor lasts FactorLife.
const (
	SessionIdle = 12 * time.Hour
	SessionLife = 7 * 24 * time.Hour
	FactorLife  = 15 * time.Minute
)

// Owed is what a session still owes before it may do anything.
type Owed uint8

// OwesCode: a code of the second factor. OwesFactor: its account's role must use
// a second factor and has none yet.
const (
	OwesNothing Owed = iota
	OwesCode
	OwesFactor
)

// Visit is a session that is still good, with what its account is today.
type Visit struct {
	Account registry.Account
	Actor   registry.Actor // a visitor while something is owed
	Hash    []byte         // of the session's secret
	Owes    Owed
}

// MustUseFactor reports whether the settings demand a second factor of a role.
func (f *Flow) MustUseFactor(r registry.Role) bool {
	return slices.Contains(f.Settings().SecondFactor, r)
}

func (f *Flow) owes(acc registry.Account, passed bool) Owed {
	switch {
	case acc.TOTPSecret != "" && !passed:
		return OwesCode
	case acc.TOTPSecret == "" && f.MustUseFactor(acc.Role):
		return OwesFactor
	}
	return OwesNothing
}

// Visit finds the session of a cookie's secret: NotFound when there is none, it
// is over, or its account was closed.
func (f *Flow) Visit(ctx context.Context, secret, address string) (Visit, error) {
	over := registry.Errorf(registry.NotFound, "Phiên làm việc đã hết.")
	if !auth.LooksLikeSecret(secret) {
		return Visit{}, over
	}
	s, err := f.DB.Session(ctx, auth.HashSecret(secret))
	if err != nil {
		return Visit{}, err
	}
	now := f.Now()
	v := Visit{Account: s.Of, Hash: s.Hash, Owes: f.owes(s.Of, s.Passed)}
	if s.Of.Disabled || now.Sub(s.SeenAt) >= SessionIdle || now.Sub(s.CreatedAt) >= SessionLife ||
		v.Owes != OwesNothing && now.Sub(s.SeenAt) >= FactorLife {
		return Visit{}, over
	}
	if v.Owes == OwesNothing {
		v.Actor = f.ActorOf(s.Of)
	}
	v.Actor.Address = address
	if now.Sub(s.SeenAt) >= seenEvery && v.Owes == OwesNothing {
		err = f.DB.Update(context.WithoutCancel(ctx), now, func(tx *sqlite.Tx) error { return tx.SeeSession(s.Hash) })
	}
	return v, err
}

// Credentials are what the sign-in form sends.
type Credentials struct {
	Email, Password string
	Address, Agent  string
	Old             string // secret of the cookie that the browser had, which ends
}

// SignedIn is a session that begins: the secret for the cookie, and what it owes.
type SignedIn struct {
	Secret  string
	Account registry.AccountID
	Owes    Owed
}

const wrongPassword = "Địa chỉ thư hoặc mật khẩu chưa đúng."

// SignIn begins a session. The answer to a wrong address and to a wrong password
// is the same and takes the same time.
func (f *Flow) SignIn(ctx context.Context, t *auth.Throttle, c Credentials) (SignedIn, error) {
	try, err := attempt(t, "p:"+registry.EmailKey(c.Email), c.Address, f.Now())
	if err != nil {
		return SignedIn{}, err
	}
	acc, err := f.DB.AccountByEmail(ctx, c.Email)
	if err != nil && registry.KindOf(err) != registry.NotFound {
		return SignedIn{}, err
	}
	ok, err := auth.CheckPassword(ctx, c.Password, acc.PasswordHash)
	if err != nil {
		return SignedIn{}, err
	}
	if !ok {
		return SignedIn{}, f.refused(ctx, acc, c.Address)
	}
	try.Succeeded()
	if acc.Disabled {
		return SignedIn{}, registry.Errorf(registry.Invalid, "Tài khoản này đã khóa. Hãy liên hệ quản trị nếu cần dùng lại.")
	}
	in := SignedIn{Account: acc.ID, Owes: f.owes(acc, acc.TOTPSecret == "")}
	err = f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) (err error) {
		if err := tx.DeleteOldSessions(tx.Now().Add(-SessionIdle), tx.Now().Add(-SessionLife)); err != nil {
			return err
		}
		if in.Secret, err = renew(tx, acc.ID, auth.HashSecret(c.Old), c.Address, c.Agent, acc.TOTPSecret == ""); err != nil {
			return err
		}
		if in.Owes == OwesCode {
			return nil // the record waits for the code
		}
		return f.noteSignIn(tx, acc, c.Address)
	})
	return in, err
}

// attempt asks the throttle, with the words for who must wait.
func attempt(t *auth.Throttle, account, address string, now time.Time) (*auth.Attempt, error) {
	try, wait := t.Try(account, address, now)
	if try == nil {
		minutes := max(1, int((wait+time.Minute-1)/time.Minute))
		return nil, registry.Errorf(registry.TooMany, "Bạn thử nhiều lần quá. Chờ %d phút rồi thử lại.", minutes)
	}
	return try, nil
}

// refused notes a wrong password, of an account that exists or not: both take
// the same time. What was typed is kept nowhere.
func (f *Flow) refused(ctx context.Context, acc registry.Account, address string) error {
	object := "account"
	if acc.ID != 0 {
		object = Object(acc.ID)
	}
	err := f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		return workflow.Audit(tx, registry.Actor{Name: "Khách", Address: address}, registry.DidAccountSignInRefused, object, "", "")
	})
	if err != nil {
		return err
	}
	return registry.Errorf(registry.Invalid, wrongPassword)
}

// renew ends the session that a browser had and begins one with a new secret.
func renew(tx *sqlite.Tx, id registry.AccountID, old []byte, address, agent string, passed bool) (string, error) {
	if err := tx.DeleteSession(old); err != nil {
		return "", err
	}
	secret := auth.NewSecret()
	err := tx.InsertSession(
		sqlite.Session{Hash: auth.HashSecret(secret), Account: id, Address: address, Agent: short(agent), Passed: passed},
	)
	return secret, err
}

// short bounds what a browser says of itself.
func short(agent string) string {
	r := []rune(registry.CleanText(agent))
	return string(r[:min(len(r), 200)])
}

func (f *Flow) noteSignIn(tx *sqlite.Tx, acc registry.Account, address string) error {
	if err := tx.SignedIn(acc.ID); err != nil {
		return err
	}
	a := registry.Actor{Account: acc.ID, Name: acc.Name, Role: acc.Role, Address: address}
	return workflow.Audit(tx, a, registry.DidAccountSignIn, Object(acc.ID), "", "")
}

// PassFactor takes the code that a session owes and gives the secret of the
// session that goes on in its place. A code works once.
func (f *Flow) PassFactor(ctx context.Context, t *auth.Throttle, v Visit, code, agent string) (secret string, err error) {
	if v.Owes != OwesCode {
		return "", registry.Errorf(registry.Conflict, "Phiên này không chờ mã.")
	}
	try, err := attempt(t, "c:"+Object(v.Account.ID), v.Actor.Address, f.Now())
	if err != nil {
		return "", err
	}
	var fields registry.Fields
	fields.Add("code", "Mã chưa đúng hoặc đã dùng rồi. Chờ ứng dụng hiện mã mới rồi nhập lại.")
	wrong := fields.Err("Chưa vào được.")
	last, err := f.DB.TOTPStep(ctx, v.Account.ID)
	if err != nil {
		return "", err
	}
	step, ok := auth.CheckFactor(v.Account.TOTPSecret, code, f.Now(), last)
	if !ok {
		return "", wrong
	}
	err = f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) (err error) {
		if fresh, err := tx.UseTOTP(v.Account.ID, step); err != nil {
			return err
		} else if !fresh {
			return wrong
		}
		if secret, err = renew(tx, v.Account.ID, v.Hash, v.Actor.Address, agent, true); err != nil {
			return err
		}
		return f.noteSignIn(tx, v.Account, v.Actor.Address)
	})
	if err == nil {
		try.Succeeded()
	}
	return secret, err
}

// SetFactor turns on the second factor of one's own account, once a code shows
// that the app has the secret. Every session of the account ends; the secret of a
// new one comes back.
func (f *Flow) SetFactor(ctx context.Context, v Visit, factor, code, agent string) (secret string, err error) {
	if v.Owes == OwesCode || v.Account.TOTPSecret != "" {
		return "", registry.Errorf(registry.Conflict, "Tài khoản đã bật mã xác nhận.")
	}
	var fields registry.Fields
	step, ok := auth.CheckFactor(factor, code, f.Now(), 0)
	if !auth.GoodFactor(factor) || !ok {
		fields.Add("code", "Mã chưa khớp. Kiểm tra giờ trên điện thoại rồi nhập mã đang hiện.")
	}
	if err := fields.Err("Chưa bật được mã xác nhận."); err != nil {
		return "", err
	}
	err = f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) (err error) {
		acc, err := tx.Account(ctx, v.Account.ID)
		if err != nil {
			return err
		}
		if acc.TOTPSecret != "" {
			return registry.Errorf(registry.Conflict, "Tài khoản đã bật mã xác nhận.")
		}
		if err := tx.SetTOTP(acc.ID, factor, step); err != nil {
			return err
		}
		if err := tx.DeleteSessions(acc.ID, nil); err != nil {
			return err
		}
		if secret, err = renew(tx, acc.ID, v.Hash, v.Actor.Address, agent, true); err != nil {
			return err
		}
		a := registry.Actor{Account: acc.ID, Name: acc.Name, Role: acc.Role, Address: v.Actor.Address}
		return workflow.Audit(tx, a, registry.DidAccountSetFactor, Object(acc.ID), "", "")
	})
	return secret, err
}

// DropFactor turns the second factor of one's own account off again, with the
// password; not where the role must use one.
func (f *Flow) DropFactor(ctx context.Context, t *auth.Throttle, v Visit, password string) error {
	if v.Owes != OwesNothing || f.MustUseFactor(v.Account.Role) {
		return registry.Errorf(registry.Denied, "Vai trò của bạn phải dùng mã xác nhận nên không tắt được.")
	}
	if err := f.confirm(ctx, t, v, password, "Chưa tắt được mã xác nhận."); err != nil {
		return err
	}
	return f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		if err := tx.SetTOTP(v.Account.ID, "", 0); err != nil {
			return err
		}
		return workflow.Audit(tx, v.Actor, registry.DidAccountDropFactor, Object(v.Account.ID), "", "")
	})
}

// confirm asks for the present password once more.
func (f *Flow) confirm(ctx context.Context, t *auth.Throttle, v Visit, password, msg string) error {
	try, err := attempt(t, "o:"+Object(v.Account.ID), v.Actor.Address, f.Now())
	if err != nil {
		return err
	}
	ok, err := auth.CheckPassword(ctx, password, v.Account.PasswordHash)
	if err != nil {
		return err
	}
	var fields registry.Fields
	if !ok {
		fields.Add("current", "Mật khẩu đang dùng chưa đúng.")
		return fields.Err(msg)
	}
	try.Succeeded()
	return nil
}

// ChangePassword sets a new password of one's own account. Every other session
// of it ends.
func (f *Flow) ChangePassword(ctx context.Context, t *auth.Throttle, v Visit, current, next string) error {
	if v.Owes != OwesNothing {
		return registry.Errorf(registry.Unknown, "Hãy đăng nhập để tiếp tục.")
	}
	if err := f.confirm(ctx, t, v, current, "Chưa đổi được mật khẩu."); err != nil {
		return err
	}
	if err := registry.CheckPassword(next, v.Account.Email); err != nil {
		return err
	}
	hash, err := auth.HashPassword(ctx, next)
	if err != nil {
		return err
	}
	return f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		if err := tx.SetPassword(v.Account.ID, hash); err != nil {
			return err
		}
		if err := tx.DeleteSessions(v.Account.ID, v.Hash); err != nil {
			return err
		}
		return workflow.Audit(tx, v.Actor, registry.DidAccountPassword, Object(v.Account.ID), "", "tự đổi")
	})
}

// SignOut ends one session.
func (f *Flow) SignOut(ctx context.Context, v Visit) error {
	return f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		if err := tx.DeleteSession(v.Hash); err != nil {
			return err
		}
		a := registry.Actor{Account: v.Account.ID, Name: v.Account.Name, Role: v.Account.Role, Address: v.Actor.Address}
		return workflow.Audit(tx, a, registry.DidAccountSignOut, Object(v.Account.ID), "", "")
	})
}

// SignOutEverywhere ends every session of one's own account, this one too.
func (f *Flow) SignOutEverywhere(ctx context.Context, v Visit) error {
	return f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		if err := tx.DeleteSessions(v.Account.ID, nil); err != nil {
			return err
		}
		return workflow.Audit(tx, v.Actor, registry.DidAccountSignOutEverywhere, Object(v.Account.ID), "", "")
	})
}

// Sessions lists the sessions of one's own account that are still good.
func (f *Flow) Sessions(ctx context.Context, v Visit) ([]sqlite.Session, error) {
	list, err := f.DB.Sessions(ctx, v.Account.ID)
	now := f.Now()
	return slices.DeleteFunc(list, func(s sqlite.Session) bool {
		return now.Sub(s.SeenAt) >= SessionIdle || now.Sub(s.CreatedAt) >= SessionLife || !s.Passed
	}), err
}
