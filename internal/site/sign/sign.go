package sign

import (
	"net/http"
	"net/url"

	"danvankheo/internal/address"
	"danvankheo/internal/auth"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/account"
)

// Area is the area of signing in and of one's own account.
type Area struct {
	*shell.Shell
	throttle *auth.Throttle
}

// New makes the area, which also asks for a name on behalf of all others.
func New(s *shell.Shell) shell.Area {
	h := &Area{Shell: s, throttle: auth.NewThrottle(auth.DefaultLimits())}
	s.AskSignIn = h.askSignIn
	return h
}

// Routes adds the routes of the area.
func (h *Area) Routes(e *shell.Router) {
	e.GET(address.SignIn, h.signInForm, shell.Private)
	e.POST(address.SignIn, h.signIn, shell.Private)
	e.GET(address.SignInCode, h.owedForm, shell.Private)
	e.POST(address.SignInCode, h.passFactor, shell.Private)
	e.GET(address.SignInForgot, h.forgotForm, shell.Private)
	e.POST(address.SignInForgot, h.forgot, shell.Private)
	e.GET(address.SignInFactor, h.owedForm, shell.Private)
	e.POST(address.SignInFactor, h.setFactor, shell.Private)
	e.POST(address.SignOut, h.signOut, shell.Private)
	e.GET(string(address.SetPassword), h.passwordForm, shell.Private)
	e.POST(string(address.SetPassword), h.setPassword, shell.Private)
	e.GET(string(address.SetUp), h.setUpForm, shell.Private)
	e.POST(string(address.SetUp), h.setUp, shell.Private)
	e.GET(
		address.OwnOfDesk,
		func(c *shell.Context) error { return c.Redirect(http.StatusSeeOther, address.Own) },
		shell.RequireArea(registry.DeskArea),
	)
	g := e.Group(address.Own, shell.Private, shell.RequireArea(registry.DeskArea))
	g.GET(address.OwnData, h.ownData)
	g.GET(address.Own, h.own)
	g.POST(address.OwnPassword, h.changePassword)
	g.POST(address.OwnMail, h.chooseMail)
	g.POST(address.OwnSignOut, h.signOutEverywhere)
	g.GET(address.OwnFactor, h.factorForm)
	g.POST(address.OwnFactor, h.setFactor)
	g.POST(address.OwnFactorOff, h.dropFactor)
	g.POST(address.OwnTokens, h.addToken)
	g.POST(string(address.OwnTokenRevoke), h.revokeToken)
}

// frame is the chrome of a page of signing in: the public one.
func (h *Area) frame(c *shell.Context, code int, title string) view.Chrome {
	ch := h.Chrome(c, shell.FormTitle(code, title))
	ch.NoIndex = true
	return ch
}

func (h *Area) showSignIn(c *shell.Context, code int, in view.SignInInput) error {
	if h.Flow.Settings().Demo { // the page names the invented accounts, for who tries it out
		var err error
		if in.Demo, err = h.DB.Accounts(c.Context()); err != nil {
			return err
		}
	}
	title := "Đăng nhập"
	if in.Err != nil {
		title = "Cần sửa: " + title
	}
	ch := h.Chrome(c, title)
	ch.NoIndex = true
	ch.Description = "Cán bộ đơn vị, chuyên viên, hội đồng và nhà báo vào khu làm việc."
	return shell.Render(c, code, c.Pages().Sign.In, ch, view.NewSignInPage(in))
}

func (h *Area) signInForm(c *shell.Context) error {
	next := c.QueryParam("next")
	if c.Actor().Account != 0 {
		return c.Redirect(http.StatusSeeOther, nextOf(next))
	}
	return h.showSignIn(c, http.StatusOK, view.SignInInput{Next: shell.LocalPath(next, "")})
}

func (h *Area) signIn(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	old := ""
	if cookie, err := c.Cookie(shell.CookieName(c, shell.SessionCookie)); err == nil {
		old = cookie.Value
	}
	in, err := h.Account.SignIn(c.Context(), h.throttle, account.Credentials{
		Email: form.Get("email"), Password: form.Get("password"), Address: c.RealIP(), Agent: c.Request().UserAgent(), Old: old,
	})
	switch registry.KindOf(err) {
	case registry.None:
	case registry.Invalid, registry.TooMany:
		code, _ := shell.StatusOf(err)
		if shell.WantsJSON(c) {
			return err
		}
		return h.showSignIn(c, code, view.SignInInput{
			Email: form.Get("email"), Next: shell.LocalPath(form.Get("next"), ""), Kept: keptOf(form), Err: err,
		})
	default:
		return err
	}
	return h.goOn(c, in.Secret, form)
}

// goOn follows a successful step of signing in: the next step that is owed, what
// was typed before the session ended, or the page that was asked for.
func (h *Area) goOn(c *shell.Context, secret string, form url.Values) error {
	h.SetCookie(c, secret)
	v, err := h.Account.Visit(c.Context(), secret, c.RealIP())
	if err != nil {
		return err
	}
	h.SetVisit(c, v)
	kept, next := keptOf(form), nextOf(form.Get("next"))
	switch {
	case v.Owes != account.OwesNothing && kept != nil:
		return h.showOwed(c, http.StatusOK, v, next, kept, nil)
	case v.Owes != account.OwesNothing:
		return c.Redirect(http.StatusSeeOther, owedPath(v.Owes, next))
	case kept != nil && len(kept.Fields) > 0:
		return shell.Render(
			c,
			http.StatusOK,
			c.Pages().Sign.Resume,
			h.frame(c, http.StatusOK, "Nội dung vừa gõ vẫn còn"),
			view.NewResumePage(*kept),
		)
	}
	return c.Redirect(http.StatusSeeOther, next)
}

// owedPath is the page of what a session still owes.
func owedPath(o account.Owed, next string) string {
	p := address.SignInCode
	if o == account.OwesFactor {
		p = address.SignInFactor
	}
	return p + "?next=" + url.QueryEscape(next)
}

// showOwed shows the page of what a session still owes.
func (h *Area) showOwed(c *shell.Context, code int, v account.Visit, next string, kept *view.Kept, failed error) error {
	next = shell.LocalPath(next, "")
	if v.Owes == account.OwesFactor {
		return h.showFactor(c, code, v, "", next, kept, failed)
	}
	return shell.Render(c, code, c.Pages().Sign.Code, h.frame(c, code, "Nhập mã xác nhận"), view.NewCodePage(next, kept, failed))
}

// showFactor shows the page where the second factor is turned on. The secret is
// a new one unless the form brings one back.
func (h *Area) showFactor(c *shell.Context, code int, v account.Visit, factor, next string, kept *view.Kept, failed error) error {
	issuer := h.Flow.Settings().Name + " " + view.Site{Province: h.Flow.Settings().Province}.Place()
	if !auth.GoodFactor(factor) {
		var err error
		if factor, err = auth.NewFactor(issuer, v.Account.Email); err != nil {
			return err
		}
	}
	p := view.NewFactorPage(view.FactorInput{
		Forced: v.Owes == account.OwesFactor, Secret: factor, Spaced: auth.SpacedFactor(factor),
		URL: auth.FactorURL(issuer, v.Account.Email, factor), Account: v.Account.Email, Next: next, Kept: kept, Err: failed,
	})
	return shell.Render(c, code, c.Pages().Sign.Factor, h.frame(c, code, "Bật mã xác nhận"), p)
}

func (h *Area) owedForm(c *shell.Context) error {
	v, ok := c.Visit()
	next := c.QueryParam("next")
	switch {
	case !ok:
		return c.Redirect(http.StatusSeeOther, address.SignIn+"?next="+url.QueryEscape(nextOf(next)))
	case v.Owes == account.OwesNothing:
		return c.Redirect(http.StatusSeeOther, nextOf(next))
	}
	return h.showOwed(c, http.StatusOK, v, next, nil, nil)
}

// passFactor takes the code that a session owes.
func (h *Area) passFactor(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	v, ok := c.Visit()
	if !ok || v.Owes != account.OwesCode {
		return h.lateStep(c, form)
	}
	secret, err := h.Account.PassFactor(c.Context(), h.throttle, v, form.Get("code"), c.Request().UserAgent())
	switch registry.KindOf(err) {
	case registry.None:
		return h.goOn(c, secret, form)
	case registry.Invalid, registry.TooMany:
		code, _ := shell.StatusOf(err)
		return h.showOwed(c, code, v, form.Get("next"), keptOf(form), err)
	}
	return err
}

// lateStep is a step of signing in whose session ended meanwhile: from the start
// again, with what was kept.
func (h *Area) lateStep(c *shell.Context, form url.Values) error {
	if c.Actor().Account != 0 {
		return c.Redirect(http.StatusSeeOther, nextOf(form.Get("next")))
	}
	return h.showSignIn(c, http.StatusUnauthorized, view.SignInInput{
		Lead: "Bước đăng nhập trước đã quá lâu. Hãy đăng nhập lại từ đầu.",
		Next: shell.LocalPath(form.Get("next"), ""), Kept: keptOf(form),
	})
}

// setFactor turns on the second factor, of one's own will or because the role
// must have one.
func (h *Area) setFactor(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	v, ok := c.Visit()
	if !ok || v.Owes == account.OwesCode {
		return h.lateStep(c, form)
	}
	forced := v.Owes == account.OwesFactor
	secret, err := h.Account.SetFactor(c.Context(), v, form.Get("factor"), form.Get("code"), c.Request().UserAgent())
	switch registry.KindOf(err) {
	case registry.None:
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showFactor(c, code, v, form.Get("factor"), shell.LocalPath(form.Get("next"), ""), keptOf(form), err)
	default:
		return err
	}
	if forced {
		return h.goOn(c, secret, form)
	}
	h.SetCookie(c, secret)
	return shell.Done(c, "saved", address.Own)
}

func (h *Area) signOut(c *shell.Context) error {
	if v, ok := c.Visit(); ok {
		if err := h.Account.SignOut(c.Context(), v); err != nil {
			return err
		}
	}
	h.SetCookie(c, "")
	return shell.Done(c, "signedout", "/")
}

func (h *Area) passwordForm(c *shell.Context) error {
	return h.showPassword(c, http.StatusOK, nil)
}

// showPassword shows the form behind a single-use link. Looking at it changes
// nothing.
func (h *Area) showPassword(c *shell.Context, code int, failed error) error {
	l, acc, err := h.Account.LinkOf(c.Context(), c.Param("secret"), sqlite.FirstPassword, sqlite.ResetPassword)
	if err != nil {
		return err
	}
	p := view.NewPasswordPage(acc, l.ExpiresAt, failed)
	return shell.Render(c, code, c.Pages().Sign.Password, h.frame(c, code, "Đặt mật khẩu"), p)
}

func (h *Area) setPassword(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	err = h.Account.SetPassword(c.Context(), c.Param("secret"), form.Get("password"), c.RealIP())
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "password", address.SignIn)
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showPassword(c, code, err)
	}
	return err
}

func (h *Area) setUpForm(c *shell.Context) error {
	return h.showSetUp(c, http.StatusOK, registry.Account{}, nil)
}

// showSetUp shows the form that makes the first administrator.
func (h *Area) showSetUp(c *shell.Context, code int, acc registry.Account, failed error) error {
	if _, _, err := h.Account.LinkOf(c.Context(), c.Param("secret"), sqlite.SetUp); err != nil {
		return err
	}
	return shell.Render(c, code, c.Pages().Sign.SetUp, h.frame(c, code, "Tạo quản trị đầu tiên"), view.NewSetUpPage(acc, failed))
}

func (h *Area) setUp(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	acc := registry.Account{Email: form.Get("email"), Name: form.Get("name")}
	err = h.Account.SetUpAdmin(c.Context(), c.Param("secret"), acc, form.Get("password"), c.RealIP())
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "password", address.SignIn)
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showSetUp(c, code, acc, err)
	}
	return err
}
