package admin

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/account"
)

func (h *Area) accounts(c *shell.Context) error {
	q := view.AccountQuery{
		Text:  c.QueryParam("q"),
		Role:  c.QueryParam("vai-tro"),
		State: c.QueryParam("trang-thai"),
		Page:  shell.PageParam(c),
	}
	f := sqlite.AccountFilter{Text: q.Text}
	if r, err := registry.ParseRole(q.Role); err == nil {
		f.Role = r
	}
	if q.State != "tat-ca" {
		closed := q.State == "khoa"
		f.Disabled = &closed
	}
	list, err := h.DB.FindAccounts(c.Context(), f)
	if err != nil {
		return err
	}
	chrome := adminFrame(h.Shell, c, http.StatusOK, "Tài khoản")
	return shell.Render(c, http.StatusOK, c.Pages().Admin.Accounts, chrome, view.NewAccountsPage(list, q, h.Flow.Ledger()))
}

func (h *Area) accountNew(c *shell.Context) error {
	return h.showAccount(c, http.StatusOK, registry.Account{}, "", nil, nil)
}

// showAccount shows the form of an account; of one that exists, with what is
// known about it.
func (h *Area) showAccount(
	c *shell.Context,
	code int,
	typed registry.Account,
	unitText string,
	link *view.OneTimeLink,
	failed error,
) error {
	ledger := h.Flow.Ledger()
	p := view.NewAccountPage(typed, unitText, ledger, view.UnitLabels(ledger.On(h.Flow.Today())), failed)
	p.Link = link
	p.CanMail = h.Flow.MailSettings().On
	p.ByMail = view.InputTick("thu", "Gửi đường dẫn đặt mật khẩu bằng thư", byMail(c))
	if typed.ID != 0 {
		acc, err := h.DB.Account(c.Context(), typed.ID)
		if err != nil {
			return err
		}
		tokens, err := h.Account.Tokens(c.Context(), c.Actor(), acc.ID)
		if err != nil {
			return err
		}
		p.Fill(acc, ledger, shell.TokenRows(tokens), acc.ID == c.Actor().Account)
	}
	return shell.Render(c, code, c.Pages().Admin.Account, adminFrame(h.Shell, c, code, p.Heading), p)
}

// byMail reports whether the box for sending the link is ticked: at first, and
// when it was left so.
func byMail(c *shell.Context) bool {
	return c.Request().Method == http.MethodGet || c.FormValue("thu") == "1"
}

// accountForm reads the form of an account.
func (h *Area) accountForm(form url.Values) (acc registry.Account, unitText string, wrong registry.Fields) {
	acc.Email, acc.Name = form.Get("email"), form.Get("name")
	acc.Role, _ = registry.ParseRole(form.Get("role")) // none chosen: Visitor, which the check refuses
	unitText = form.Get("unit")
	acc.Unit = h.UnitByName(unitText, "unit", h.Flow.Today(), &wrong)
	return acc, unitText, wrong
}

func (h *Area) accountAdd(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	acc, unitText, wrong := h.accountForm(form)
	err = wrong.Err("Tài khoản chưa lưu được.")
	secret := ""
	mailed := form.Get("thu") == "1" && h.Flow.MailSettings().On
	switch {
	case err != nil:
	case mailed:
		acc.ID, err = h.Account.InviteAccount(c.Context(), c.Actor(), acc)
	default:
		acc.ID, secret, err = h.Account.AddAccount(c.Context(), c.Actor(), acc, "")
	}
	if shell.Correctable(err) {
		code, _ := shell.StatusOf(err)
		acc.ID = 0
		return h.showAccount(c, code, acc, unitText, nil, err)
	}
	if err != nil {
		return err
	}
	if mailed {
		return shell.Done(c, "maillink", address.Account.At(acc.ID))
	}
	return h.handOver(c, acc.ID, secret, account.FirstPasswordLife)
}

// handOver shows an account with the single-use link to give to its owner.
func (h *Area) handOver(c *shell.Context, id registry.AccountID, secret string, life time.Duration) error {
	acc, err := h.DB.Account(c.Context(), id)
	if err != nil {
		return err
	}
	link := &view.OneTimeLink{URL: h.Base(c) + address.SetPassword.At(secret), Until: view.Moment(h.Flow.Now().Add(life)), For: acc.Name}
	return h.showAccount(c, http.StatusOK, acc, "", link, nil)
}

func (h *Area) account(c *shell.Context) error {
	id, err := shell.PathID[registry.AccountID](c, "id")
	if err != nil {
		return err
	}
	acc, err := h.DB.Account(c.Context(), id)
	if err != nil {
		return err
	}
	return h.showAccount(c, http.StatusOK, acc, "", nil, nil)
}

func (h *Area) accountSave(c *shell.Context) error {
	id, err := shell.PathID[registry.AccountID](c, "id")
	if err != nil {
		return err
	}
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	acc, unitText, wrong := h.accountForm(form)
	acc.ID = id
	acc.Version, _ = strconv.Atoi(form.Get("version")) // unreadable: 0, which is no version
	err = wrong.Err("Tài khoản chưa lưu được.")
	if err == nil {
		err = h.Account.EditAccount(c.Context(), c.Actor(), acc)
	}
	if !shell.Correctable(err) {
		if err != nil {
			return err
		}
		return shell.Done(c, "account", address.Account.At(id))
	}
	if registry.KindOf(err) == registry.Conflict {
		now, readErr := h.DB.Account(c.Context(), id)
		if readErr != nil {
			return readErr
		}
		err, acc.Version = savedMeanwhile(err, now), now.Version
	}
	code, _ := shell.StatusOf(err)
	return h.showAccount(c, code, acc, unitText, nil, err)
}

// savedMeanwhile adds to a conflict what the account says now.
func savedMeanwhile(conflict error, now registry.Account) error {
	return registry.Errorf(
		registry.Conflict,
		"%s Bản đang có: %s, %s, %s %s.",
		registry.MessageOf(conflict),
		now.Name,
		now.Email,
		now.Role.Label(),
		now.Unit,
	)
}

// accountAct does one thing to an account and shows it again.
func (h *Area) accountAct(flash string, do func(context.Context, registry.Actor, registry.AccountID) error) shell.Handler {
	return func(c *shell.Context) error {
		id, err := shell.PathID[registry.AccountID](c, "id")
		if err != nil {
			return err
		}
		if err := do(c.Context(), c.Actor(), id); err != nil {
			return h.accountFailed(c, id, err)
		}
		return shell.Done(c, flash, address.Account.At(id))
	}
}

// accountFailed shows the account with what went wrong.
func (h *Area) accountFailed(c *shell.Context, id registry.AccountID, failed error) error {
	acc, err := h.DB.Account(c.Context(), id)
	if err != nil || !shell.Correctable(failed) {
		return failed
	}
	code, _ := shell.StatusOf(failed)
	return h.showAccount(c, code, acc, "", nil, failed)
}

func (h *Area) accountReset(c *shell.Context) error {
	id, err := shell.PathID[registry.AccountID](c, "id")
	if err != nil {
		return err
	}
	acc, err := h.DB.Account(c.Context(), id)
	if err != nil {
		return err
	}
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if form.Get("thu") == "1" {
		if err := h.Account.MailLinkTo(c.Context(), c.Actor(), id); err != nil {
			return h.accountFailed(c, id, err)
		}
		return shell.Done(c, "maillink", address.Account.At(id))
	}
	secret, err := h.Account.ResetAccount(c.Context(), c.Actor(), id)
	if err != nil {
		return h.accountFailed(c, id, err)
	}
	life := account.ResetLife
	if acc.PasswordHash == "" {
		life = account.FirstPasswordLife
	}
	return h.handOver(c, id, secret, life)
}

func (h *Area) accountRevoke(c *shell.Context) error {
	id, err := shell.PathID[registry.AccountID](c, "id")
	if err != nil {
		return err
	}
	token, err := shell.PathID[sqlite.TokenID](c, "token")
	if err != nil {
		return err
	}
	if err := h.Account.RevokeToken(c.Context(), c.Actor(), token); err != nil {
		return err
	}
	return shell.Done(c, "token", address.Account.At(id))
}
