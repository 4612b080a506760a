package site

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// personPath is where requests about data of persons are answered.
const personPath = "/lam-viec/quan-tri/du-lieu-ca-nhan"

// personRoutes answer what a person asks about their own data. The search is a POST
// that changes nothing, so that no name stands in an address.
func (h *admin) personRoutes(g *echo.Group) {
	p := g.Group("/du-lieu-ca-nhan", need(registry.AccountsArea))
	p.GET("", h.persons)
	p.POST("/tim", h.personFind)
	p.POST("/ban-sao", h.personCopy)
	p.POST("/xoa", h.personErase)
	p.POST("/thoi-han", h.retentionSave, need(registry.SettingsArea))
}

func (h *admin) persons(c echo.Context) error {
	return h.showPersons(c, http.StatusOK, view.PersonInput{})
}

func (h *admin) showPersons(c echo.Context, code int, in view.PersonInput) error {
	ctx := c.Request().Context()
	var err error
	if in.Terms, in.Version, err = h.Flow.Retention(ctx); err != nil {
		return err
	}
	if in.Runs, _, err = h.DB.Audits(ctx, sqlite.AuditFilter{Action: "retention.run", Limit: 10}); err != nil {
		return err
	}
	title := "Dữ liệu cá nhân"
	if in.Err != nil {
		title = "Cần sửa: " + title
	}
	return plate(h, c, code, title, func(p *view.AdminPages) view.Template[view.PersonPage] { return p.Person }, view.NewPersonPage(in))
}

// personForm reads who is meant and where they are named.
func (h *admin) personForm(c echo.Context) (url.Values, []workflow.Mention, error) {
	form, err := readForm(c, nil)
	if err != nil {
		return nil, nil, err
	}
	list, err := h.Flow.Mentions(c.Request().Context(), actor(c), form.Get("person"))
	return form, list, err
}

func (h *admin) personFind(c echo.Context) error {
	form, list, err := h.personForm(c)
	if err != nil && !mendable(err) {
		return err
	}
	return h.personAgain(c, form, list, err)
}

// personAgain shows what was found, with what is wrong.
func (h *admin) personAgain(c echo.Context, form url.Values, list []workflow.Mention, failed error) error {
	in := view.PersonInput{Person: form.Get("person"), Reason: form.Get("reason"), Words: ticked(form, "words"), Searched: failed == nil || list != nil, Err: failed}
	seen := map[registry.EntryID]bool{}
	for _, m := range list {
		row := view.MentionRow{
			Title: m.Title + " · số " + m.Number,
			URL:   view.DeskPath(m.Entry, ""),
			Where: m.Where,
			Text:  cut(m.Text, 400),
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
		code, _ = statusOf(failed)
	}
	return h.showPersons(c, code, in)
}

// personCopy is what the person gets: every place that names them.
func (h *admin) personCopy(c echo.Context) error {
	form, list, err := h.personForm(c)
	if mendable(err) {
		return h.personAgain(c, form, nil, err)
	}
	if err != nil {
		return err
	}
	return h.handOut(c, list)
}

func (h *admin) personErase(c echo.Context) error {
	form, list, err := h.personForm(c)
	if err == nil {
		_, err = h.Flow.ErasePerson(c.Request().Context(), actor(c), workflow.Erasure{
			Person: form.Get("person"), Request: form.Get("reason"), Words: ticked(form, "words"),
		})
	}
	if mendable(err) {
		return h.personAgain(c, form, list, err)
	}
	if err != nil {
		return err
	}
	return done(c, "erased", personPath)
}

func (h *admin) retentionSave(c echo.Context) error {
	form, err := readForm(c, nil)
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
		err = h.Flow.SaveRetention(c.Request().Context(), actor(c), version, terms)
	}
	if mendable(err) {
		code, _ := statusOf(err)
		return h.showPersons(c, code, view.PersonInput{Typed: form.Get, Err: err})
	}
	if err != nil {
		return err
	}
	return done(c, "settings", personPath)
}

// accountData hands out what is kept about the owner of an account.
func (h *admin) accountData(c echo.Context) error {
	id, err := pathID[registry.AccountID](c, "id")
	if err != nil {
		return err
	}
	p, err := h.Flow.PersonalData(c.Request().Context(), actor(c), id)
	if err != nil {
		return err
	}
	return h.handOut(c, p)
}

// accountErase takes the owner out of an account. The box must be ticked: it cannot
// be undone.
func (h *admin) accountErase(c echo.Context) error {
	id, err := pathID[registry.AccountID](c, "id")
	if err != nil {
		return err
	}
	form, err := readForm(c, nil)
	if err != nil {
		return err
	}
	if !ticked(form, "sure") {
		return registry.Errorf(registry.Invalid, "Chưa xóa: hãy đánh dấu là đã hiểu rằng không lấy lại được.")
	}
	if err := h.Flow.EraseAccount(c.Request().Context(), actor(c), id); err != nil {
		return err
	}
	return done(c, "erased", view.AccountPath(id))
}

// handOut sends a file that a person and a program can read.
func (s *shell) handOut(c echo.Context, data any) error {
	text, err := json.MarshalIndent(data, "", "  ")
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="du-lieu-ca-nhan-`+view.FileDay(s.Flow.Now())+`.json"`)
	return c.Blob(http.StatusOK, "application/json; charset=utf-8", append(text, '\n'))
}
