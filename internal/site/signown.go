package site

import (
	"net/http"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

func (h *sign) own(c *Context) error { return h.showOwn(c, http.StatusOK, nil, "") }

// showOwn shows one's own account. A new token's secret is shown once, in the
// answer to the form that made it.
func (h *sign) showOwn(c *Context, code int, failed error, secret string) error {
	v, ok := c.Visit()
	if !ok {
		return registry.Errorf(registry.Denied, "Trang này chỉ mở được trong trình duyệt đã đăng nhập.")
	}
	sessions, err := h.Flow.Sessions(c.Context(), v)
	if err != nil {
		return err
	}
	tokens, err := h.Flow.Tokens(c.Context(), v.Actor, v.Account.ID)
	if err != nil {
		return err
	}
	p := view.NewOwnPage(v.Account, h.Flow.Ledger(), sessionRows(sessions, v), tokenRows(tokens), h.Flow.MustUseFactor(v.Account.Role))
	p.Errors, p.Secret = view.NewErrorSummary(failed), secret
	wrong := registry.FieldsOf(failed)
	p.Current = view.InputPassword("current", "Mật khẩu đang dùng", "current-password").Need().Wrong(wrong)
	p.Next = newPassword("password").Wrong(wrong)
	p.TokenName = view.InputText("name", "Tên của khóa", "").Need().Hint("Để nhớ khóa dùng ở đâu, ví dụ “Phần mềm một cửa”.").Wrong(wrong)
	p.OffCurrent = view.InputPassword("current", "Mật khẩu đang dùng", "current-password").Need()
	p.OffCurrent.ID = "off-current"
	title := "Tài khoản của tôi"
	if failed != nil {
		title = "Cần sửa: " + title
	}
	return render(c, code, c.Pages().Sign.Own, h.deskChrome(c, title), p)
}

func sessionRows(list []sqlite.Session, v workflow.Visit) []view.SessionRow {
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

func tokenRows(list []sqlite.Token) []view.TokenRow {
	var out []view.TokenRow
	for _, t := range list {
		if t.RevokedAt.IsZero() {
			out = append(out, view.TokenRow{ID: int64(t.ID), Name: t.Name, Created: t.CreatedAt, Used: t.UsedAt})
		}
	}
	return out
}

// after shows the page again for what the person can mend, else goes on.
func (h *sign) after(c *Context, err error, flash, to string) error {
	switch registry.KindOf(err) {
	case registry.None:
		return done(c, flash, to)
	case registry.Invalid, registry.TooMany, registry.Conflict:
		code, _ := statusOf(err)
		return h.showOwn(c, code, err, "")
	}
	return err
}

func (h *sign) changePassword(c *Context) error {
	form, err := readForm(c, nil)
	if err != nil {
		return err
	}
	v, _ := c.Visit()
	err = h.Flow.ChangePassword(c.Context(), h.throttle, v, form.Get("current"), form.Get("password"))
	return h.after(c, err, "password", "/tai-khoan")
}

func (h *sign) signOutEverywhere(c *Context) error {
	v, ok := c.Visit()
	if ok {
		if err := h.Flow.SignOutEverywhere(c.Context(), v); err != nil {
			return err
		}
	}
	h.setCookie(c, "")
	return done(c, "signedout", "/dang-nhap")
}

func (h *sign) factorForm(c *Context) error {
	v, ok := c.Visit()
	if !ok || v.Account.TOTPSecret != "" {
		return c.Redirect(http.StatusSeeOther, "/tai-khoan")
	}
	return h.showFactor(c, http.StatusOK, v, "", "", nil, nil)
}

func (h *sign) dropFactor(c *Context) error {
	form, err := readForm(c, nil)
	if err != nil {
		return err
	}
	v, _ := c.Visit()
	return h.after(c, h.Flow.DropFactor(c.Context(), h.throttle, v, form.Get("current")), "saved", "/tai-khoan")
}

func (h *sign) addToken(c *Context) error {
	form, err := readForm(c, nil)
	if err != nil {
		return err
	}
	a := c.Actor()
	secret, _, err := h.Flow.AddToken(c.Context(), a, a.Account, form.Get("name"))
	if err != nil {
		return h.after(c, err, "", "")
	}
	return h.showOwn(c, http.StatusOK, nil, secret)
}

func (h *sign) revokeToken(c *Context) error {
	id, err := pathID[sqlite.TokenID](c, "id")
	if err != nil {
		return err
	}
	return h.after(c, h.Flow.RevokeToken(c.Context(), c.Actor(), id), "token", "/tai-khoan")
}

// ownData hands out what is kept about oneself.
func (h *sign) ownData(c *Context) error {
	a := c.Actor()
	p, err := h.Flow.PersonalData(c.Context(), a, a.Account)
	if err != nil {
		return err
	}
	return h.handOut(c, p)
}
