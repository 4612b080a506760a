package sign

import (
	"net/http"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

func (h *Area) forgotForm(c *shell.Context) error {
	return h.showForgot(c, http.StatusOK, view.NewForgotPage(h.Flow.MailSettings().On, "", nil))
}

func (h *Area) showForgot(c *shell.Context, code int, p view.ForgotPage) error {
	return shell.Render(c, code, c.Pages().Sign.Forgot, h.frame(c, code, "Quên mật khẩu"), p)
}

// forgot takes the wish for a link. The answer is the same for every address.
func (h *Area) forgot(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	email, on := form.Get("email"), h.Flow.MailSettings().On
	err = h.Account.AskReset(c.Context(), h.throttle, email, c.RealIP())
	if err == nil {
		return h.showForgot(c, http.StatusOK, view.NewForgotAsked(on))
	}
	if !shell.Correctable(err) {
		return err
	}
	code, _ := shell.StatusOf(err)
	return h.showForgot(c, code, view.NewForgotPage(on, email, err))
}

// chooseMail writes which mails one wants.
func (h *Area) chooseMail(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	v, ok := c.Visit()
	if !ok {
		return registry.Errorf(registry.Denied, "Trang này chỉ mở được trong trình duyệt đã đăng nhập.")
	}
	choice, err := registry.ParseMailChoice(form.Get("mail"))
	if err != nil {
		return h.after(c, registry.Errorf(registry.Invalid, "Hãy chọn một cách nhận thư."), "", "")
	}
	return h.after(c, h.Account.ChooseMail(c.Context(), v, choice), "saved", address.Own)
}
