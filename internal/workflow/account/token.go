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

// tokensMax bounds the tokens in force of one account.
const tokensMax = 20

func tokenObject(id sqlite.TokenID) string { return fmt.Sprintf("token:%d", id) }

// AddToken makes an API token for an account and gives its secret, which is shown
// this once and kept nowhere. One makes tokens for oneself; an administrator for
// anybody.
func (f *Flow) AddToken(
	ctx context.Context,
	a registry.Actor,
	account registry.AccountID,
	name string,
) (secret string, id sqlite.TokenID, err error) {
	if a.Account != account || account == 0 {
		if err := workflow.Authorize(a, registry.AccountsArea); err != nil {
			return "", 0, err
		}
	}
	name = registry.CleanText(name)
	var fields registry.Fields
	if n := len([]rune(name)); n < 2 || n > 80 {
		fields.Add("name", "Đặt tên cho khóa, từ 2 đến 80 ký tự, ví dụ “Phần mềm một cửa”.")
	}
	if err := fields.Err("Chưa tạo được khóa truy cập."); err != nil {
		return "", 0, err
	}
	old, err := f.DB.Tokens(ctx, account)
	if err != nil {
		return "", 0, err
	}
	live := 0
	for _, t := range old {
		if t.RevokedAt.IsZero() {
			live++
		}
	}
	if live >= tokensMax {
		return "", 0, registry.Errorf(
			registry.Conflict,
			"Mỗi tài khoản có tối đa %d khóa còn dùng. Hãy thu hồi khóa không dùng nữa.",
			tokensMax,
		)
	}
	secret = auth.NewToken()
	err = f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		acc, err := tx.Account(ctx, account)
		if err != nil {
			return err
		}
		if acc.Disabled {
			return registry.Errorf(registry.Conflict, "Tài khoản đang khóa nên không cấp khóa truy cập được.")
		}
		if id, err = tx.InsertToken(account, name, auth.HashSecret(secret)); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidTokenAdd, tokenObject(id), "", "của "+Object(account))
	})
	if err != nil {
		return "", 0, err
	}
	return secret, id, nil
}

// Tokens lists the tokens of an account, or of all for 0. One sees one's own; an
// administrator all.
func (f *Flow) Tokens(ctx context.Context, a registry.Actor, account registry.AccountID) ([]sqlite.Token, error) {
	if a.Account != account || account == 0 {
		if err := workflow.Authorize(a, registry.AccountsArea); err != nil {
			return nil, err
		}
	}
	return f.DB.Tokens(ctx, account)
}

// RevokeToken ends a token at once and for good.
func (f *Flow) RevokeToken(ctx context.Context, a registry.Actor, id sqlite.TokenID) error {
	return f.DB.Update(ctx, f.Now(), func(tx *sqlite.Tx) error {
		t, err := tx.Token(ctx, id)
		if err != nil {
			return err
		}
		if (t.Account != a.Account || a.Account == 0) && !a.MayEnter(registry.AccountsArea) {
			return registry.Errorf(registry.NotFound, "Không tìm thấy khóa truy cập này.")
		}
		if !t.RevokedAt.IsZero() {
			return nil
		}
		if err := tx.RevokeToken(id); err != nil {
			return err
		}
		return workflow.Audit(tx, a, registry.DidTokenRevoke, tokenObject(id), "", "của "+Object(t.Account))
	})
}

// ActorOfToken gives the actor of a token's secret: the rights of its
// account, as they are now. The caller adds the network address.
func (f *Flow) ActorOfToken(ctx context.Context, secret string) (registry.Actor, error) {
	wrong := registry.Errorf(registry.Unknown, "Khóa truy cập không đúng hoặc đã bị thu hồi.")
	if !auth.LooksLikeSecret(secret) {
		return registry.Actor{}, wrong
	}
	id, used, acc, err := f.DB.TokenAccount(ctx, auth.HashSecret(secret))
	switch {
	case registry.KindOf(err) == registry.NotFound:
		return registry.Actor{}, wrong
	case err != nil:
		return registry.Actor{}, err
	case acc.Disabled:
		return registry.Actor{}, wrong
	}
	if now := f.Now(); now.Sub(used) > seenEvery {
		err := f.DB.Update(context.WithoutCancel(ctx), now, func(tx *sqlite.Tx) error { return tx.UseToken(id) })
		if err != nil {
			return registry.Actor{}, err
		}
	}
	return f.ActorOf(acc), nil
}

// seenEvery is how often at most the use of a session or a token is noted.
const seenEvery = 5 * time.Minute
