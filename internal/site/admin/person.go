package admin

import (
	"net/http"
	"net/url"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/account"
)

// personRoutes answer what a person asks about their own data. The search is a POST
// that changes nothing, so that no name is in an address.
func (h *Area) personRoutes(g *shell.Router) {
	p := g.Group(address.Persons, shell.RequireArea(registry.AccountsArea))
	p.GET(address.Persons, h.persons)
	p.POST(address.PersonsFind, h.personFind)
	p.POST(address.PersonsCopy, h.personCopy)
	p.POST(address.PersonsErase, h.personErase)
	p.POST(address.PersonsRetention, h.retentionSave, shell.RequireArea(registry.SettingsArea))
}

func (h *Area) persons(c *shell.Context) error {
	return h.showPersons(c, http.StatusOK, view.PersonInput{})
}

func (h *Area) showPersons(c *shell.Context, code int, in view.PersonInput) error {
	ctx := c.Context()
	var err error
	if in.Terms, in.Version, err = h.Account.Retention(ctx); err != nil {
		return err
	}
	if in.Runs, _, err = h.DB.Audits(ctx, sqlite.AuditFilter{Action: registry.DidRetentionRun.String(), Limit: 10}); err != nil {
		return err
	}
	title := "Dữ liệu cá nhân"
	if in.Err != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Admin.Person, adminFrame(h.Shell, c, code, title), view.NewPersonPage(in))
}

// personForm reads who is meant and where they are named.
func (h *Area) personForm(c *shell.Context) (url.Values, []account.Mention, error) {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return nil, nil, err
	}
	list, err := h.Account.Mentions(c.Context(), c.Actor(), form.Get("person"))
	return form, list, err
}

func (h *Area) personFind(c *shell.Context) error {
	form, list, err := h.personForm(c)
	if err != nil && !shell.Correctable(err) {
		return err
	}
	return h.personAgain(c, form, list, err)
}

// personAgain shows what was found, with what is wrong.
func (h *Area) personAgain(c *shell.Context, form url.Values, list []account.Mention, failed error) error {
	in := view.PersonInput{
		Person:   form.Get("person"),
		Reason:   form.Get("reason"),
		Words:    shell.Checked(form, "words"),
		Searched: failed == nil || list != nil,
		Err:      failed,
	}
	seen := map[registry.EntryID]bool{}
	for _, m := range list {
		row := view.MentionRow{
			Title: m.Title + " · số " + m.Number,
			URL:   address.Entry.At(m.Entry),
			Where: m.Where,
			Text:  shell.Cut(m.Text, 400),
			State: "nội bộ",
			Why:   m.Why,
		}
		if m.Public {
			row.State = "đang công khai"
		}
		if (m.Erase || m.Words) && !seen[m.Entry] {
			seen[m.Entry] = true
			in.Erasable++
		}
		in.Found = append(in.Found, row)
	}
	code := http.StatusOK
	if failed != nil {
		code, _ = shell.StatusOf(failed)
	}
	return h.showPersons(c, code, in)
}

// personCopy is what the person gets: every place that names them.
func (h *Area) personCopy(c *shell.Context) error {
	form, list, err := h.personForm(c)
	if shell.Correctable(err) {
		return h.personAgain(c, form, nil, err)
	}
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return h.personAgain(c, form, nil, registry.Errorf(registry.Invalid, "Không có mô hình nào ghi như vậy nên không có gì để trao."))
	}
	return h.SendPersonalData(c, list)
}

func (h *Area) personErase(c *shell.Context) error {
	form, list, err := h.personForm(c)
	if err == nil {
		_, err = h.Account.ErasePerson(c.Context(), c.Actor(), account.Erasure{
			Person: form.Get("person"), Request: form.Get("reason"), Words: shell.Checked(form, "words"),
		})
	}
	if shell.Correctable(err) {
		return h.personAgain(c, form, list, err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "erased", address.Persons)
}

func (h *Area) retentionSave(c *shell.Context) error {
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(form.Get("version"), 10, 64)
	if err != nil || version < 0 {
		return registry.Errorf(registry.Invalid, "Biểu mẫu thiếu số bản. Hãy mở lại trang.")
	}
	var terms registry.Retention
	err = terms.Read(form.Get)
	if err == nil {
		err = h.Account.SaveRetention(c.Context(), c.Actor(), version, terms)
	}
	if shell.Correctable(err) {
		code, _ := shell.StatusOf(err)
		return h.showPersons(c, code, view.PersonInput{Typed: form.Get, Err: err})
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "settings", address.Persons)
}

// accountData hands out what is kept about the owner of an account.
func (h *Area) accountData(c *shell.Context) error {
	id, err := shell.PathID[registry.AccountID](c, "id")
	if err != nil {
		return err
	}
	p, err := h.Account.PersonalData(c.Context(), c.Actor(), id)
	if err != nil {
		return err
	}
	return h.SendPersonalData(c, p)
}

// accountErase takes the owner out of an account. The box must be ticked: it cannot
// be undone.
func (h *Area) accountErase(c *shell.Context) error {
	id, err := shell.PathID[registry.AccountID](c, "id")
	if err != nil {
		return err
	}
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if !shell.Checked(form, "sure") {
		return registry.Errorf(registry.Invalid, "Chưa xóa: hãy đánh dấu là đã hiểu rằng không lấy lại được.")
	}
	if err := h.Account.EraseAccount(c.Context(), c.Actor(), id); err != nil {
		return err
	}
	return shell.Done(c, "erased", address.Account.At(id))
}
