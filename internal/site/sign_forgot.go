package site

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

func (h *sign) forgotForm(c echo.Context) error {
	return h.showForgot(c, http.StatusOK, view.ForgotPage{Email: signEmail("")})
}

func (h *sign) showForgot(c echo.Context, code int, p view.ForgotPage) error {
	p.On = h.Flow.MailSettings().On
	return paint(h.shell, c, code, "Quên mật khẩu", func(s *view.SignPages) view.Template[view.ForgotPage] { return s.Forgot }, p)
}

// forgot takes the wish for a link. The answer is the same for every address.
func (h *sign) forgot(c echo.Context) error {
	form, err := readForm(c, nil)
	if err != nil {
		return err
	}
	err = h.Flow.AskReset(c.Request().Context(), h.throttle, form.Get("email"), c.RealIP())
	if err == nil {
		return h.showForgot(c, http.StatusOK, view.ForgotPage{Asked: true})
	}
	if !mendable(err) {
		return err
	}
	code, _ := statusOf(err)
	return h.showForgot(
		c,
		code,
		view.ForgotPage{Errors: view.NewErrorSummary(err), Email: signEmail(form.Get("email")).Wrong(registry.FieldsOf(err))},
	)
}

// chooseMail writes which mails one wants.
func (h *sign) chooseMail(c echo.Context) error {
	form, err := readForm(c, nil)
	if err != nil {
		return err
	}
	v, ok := visit(c)
	if !ok {
		return registry.Errorf(registry.Denied, "Trang này chỉ mở được trong trình duyệt đã đăng nhập.")
	}
	choice, err := registry.ParseMailChoice(form.Get("mail"))
	if err != nil {
		return h.after(c, registry.Errorf(registry.Invalid, "Hãy chọn một cách nhận thư."), "", "")
	}
	return h.after(c, h.Flow.ChooseMail(c.Request().Context(), v, choice), "saved", "/tai-khoan")
}
