package sign

import (
	"net/http"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/account"
)

func (h *Area) own(c *shell.Context) error { return h.showOwn(c, http.StatusOK, nil, "") }

// showOwn shows one's own account. A new token's secret is shown once, in the
// answer to the form that made it.
func (h *Area) showOwn(c *shell.Context, code int, failed error, secret string) error {
	v, ok := c.Visit()
	if !ok {
		return registry.Errorf(registry.Denied, "Trang này chỉ mở được trong trình duyệt đã đăng nhập.")
	}
	sessions, err := h.Account.Sessions(c.Context(), v)
	if err != nil {
		return err
	}
	tokens, err := h.Account.Tokens(c.Context(), v.Actor, v.Account.ID)
	if err != nil {
		return err
	}
	p := view.NewOwnPage(view.OwnInput{
		Account: v.Account, Ledger: h.Flow.Ledger(), Sessions: sessionRows(sessions, v), Tokens: shell.TokenRows(tokens),
		Forced: h.Account.MustUseFactor(v.Account.Role), Secret: secret, Err: failed,
	})
	title := "Tài khoản của tôi"
	if failed != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Sign.Own, h.DeskChrome(c, title), p)
}

func sessionRows(list []sqlite.Session, v account.Visit) []view.SessionRow {
	var out []view.SessionRow
	for _, s := range list {
		out = append(
			out,
			view.SessionRow{
				Agent:   s.Agent,
				Address: s.Address,
				Since:   s.CreatedAt,
				Seen:    s.SeenAt,
				This:    string(s.Hash) == string(v.Hash),
			},
		)
	}
	return out
}

// after shows the page again for what the person can mend, else goes on.
func (h *Area) after(c *shell.Context, err error, flash, to string) error {
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, flash, to)
	case registry.Invalid, registry.TooMany, registry.Conflict:
		code, _ := shell.StatusOf(err)
		return h.showOwn(c, code, err, "")
	}
	return err
}

func (h *Area) changePassword(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	v, _ := c.Visit()
	err = h.Account.ChangePassword(c.Context(), h.throttle, v, form.Get("current"), form.Get("password"))
	return h.after(c, err, "password", address.Own)
}

func (h *Area) signOutEverywhere(c *shell.Context) error {
	v, ok := c.Visit()
	if ok {
		if err := h.Account.SignOutEverywhere(c.Context(), v); err != nil {
			return err
		}
	}
	h.SetCookie(c, "")
	return shell.Done(c, "signedout", address.SignIn)
}

func (h *Area) factorForm(c *shell.Context) error {
	v, ok := c.Visit()
	if !ok || v.Account.TOTPSecret != "" {
		return c.Redirect(http.StatusSeeOther, address.Own)
	}
	return h.showFactor(c, http.StatusOK, v, "", "", nil, nil)
}

func (h *Area) dropFactor(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	v, _ := c.Visit()
	return h.after(c, h.Account.DropFactor(c.Context(), h.throttle, v, form.Get("current")), "saved", address.Own)
}

func (h *Area) addToken(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	a := c.Actor()
	secret, _, err := h.Account.AddToken(c.Context(), a, a.Account, form.Get("name"))
	if err != nil {
		return h.after(c, err, "", "")
	}
	return h.showOwn(c, http.StatusOK, nil, secret)
}

func (h *Area) revokeToken(c *shell.Context) error {
	id, err := shell.PathID[sqlite.TokenID](c, "id")
	if err != nil {
		return err
	}
	return h.after(c, h.Account.RevokeToken(c.Context(), c.Actor(), id), "token", address.Own)
}

// ownData hands out what is kept about oneself.
func (h *Area) ownData(c *shell.Context) error {
	a := c.Actor()
	p, err := h.Account.PersonalData(c.Context(), a, a.Account)
	if err != nil {
		return err
	}
	return h.SendPersonalData(c, p)
}
