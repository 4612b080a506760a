package follow

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/office"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/followup"
)

// urge is urging units that owe: by hand, by letter, and the register of it.
type urge struct{ *shell.Shell }

func (h *urge) routes(e *shell.Router) {
	g := e.Group(address.Urge, shell.RequireArea(registry.OversightArea))
	g.GET(address.Urge, h.form)
	g.POST(address.Urge, h.send)
	g.GET(address.UrgeDOCX, h.letters)
	g.GET(address.UrgeZIP, h.letters)
	g.GET(address.Urgings, h.register)
	g.GET(string(address.Urging), h.one)
}

// asked reads which units the address is about: the parameters are those of the
// list of units.
func (h *urge) asked(c *shell.Context) (in followup.UrgeInput, units []oversight.Owing, err error) {
	if in.Pick, err = pickAsked(c); err != nil {
		return in, nil, err
	}
	err = h.Flow.View(c.Context(), func(rx *sqlite.Rx) error {
		y, err := h.YearAsked(c, rx)
		if err != nil {
			return err
		}
		in.Year, in.Step = y.Season.Year, stepAsked(c, &y)
		units, err = h.Followup.ReadOwing(c.Context(), rx, &y, in.Step, in.Pick)
		return err
	})
	return in, units, err
}

func (h *urge) form(c *shell.Context) error {
	in, units, err := h.asked(c)
	if err != nil {
		return err
	}
	in.Key, in.Text = shell.NewFormKey(), h.Followup.DefaultUrging(in.Year, in.Step)
	return h.show(c, http.StatusOK, in, units, nil)
}

func (h *urge) show(c *shell.Context, code int, in followup.UrgeInput, units []oversight.Owing, failed error) error {
	query := c.QueryParams()
	query.Set("nam", strconv.Itoa(int(in.Year)))
	query.Set("buoc", in.Step.String())
	page := view.NewUrgePage(view.UrgeInput{
		Year: in.Year, Step: in.Step, Query: query.Encode(), Units: units, Text: in.Text, FormKey: in.Key,
	}, failed)
	return shell.Render(c, code, c.Pages().Urging.Form, h.DeskChrome(c, shell.FormTitle(code, page.Title)), page)
}

func (h *urge) send(c *shell.Context) error {
	in, units, err := h.asked(c)
	if err != nil {
		return err
	}
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	in.Text, in.Key = form.Get("text"), form.Get("form_key")
	if in.Key == "" {
		in.Key = shell.NewFormKey()
	}
	if form.Get("xem") == "1" {
		return h.show(c, http.StatusOK, in, units, nil)
	}
	_, err = h.Followup.Urge(c.Context(), c.Actor(), in)
	if err == nil {
		return shell.Done(c, "urged", fmt.Sprintf(address.Urgings+"?nam=%d", in.Year))
	}
	if !shell.Correctable(err) {
		return err
	}
	code, _ := shell.StatusOf(err)
	return h.show(c, code, in, units, err)
}

// letters are the letters to the units of the address: in one paper, or a file
// each.
func (h *urge) letters(c *shell.Context) error {
	in, units, err := h.asked(c)
	if err != nil {
		return err
	}
	if len(units) == 0 {
		return registry.Errorf(registry.NotFound, "Không có đơn vị nào cần đôn đốc trong danh sách này.")
	}
	s := h.Flow.Settings()
	list := make([]office.Reminder, len(units))
	for i, u := range units {
		list[i] = office.Reminder{
			Parent: "Ủy ban nhân dân " + s.Province, Issuer: s.Body().Short, Symbol: s.Body().Symbol(), Place: view.Site{Province: s.Province}.Place(),
			Unit: addressee(u.Unit), Name: u.Unit.Name, Code: string(u.Unit.Code), Work: oversight.StepWords(in.Step), Year: int(in.Year),
			Due: u.Due.Local(), Past: h.Flow.Today() > u.Due,
		}
	}
	var b bytes.Buffer
	name, kind := fmt.Sprintf("cong-van-don-doc-%d", in.Year), shell.DocumentTypes[registry.DOCX]
	if shell.HasEnding(c, ".zip") {
		name, kind, err = name+".zip", "application/zip", office.WriteReminders(&b, list)
	} else {
		name, err = name+".docx", office.Reminders(list).Write(&b)
	}
	if err != nil {
		return err
	}
	c.Header().Set("Content-Disposition", shell.AttachmentHeader(name))
	return c.Blob(http.StatusOK, kind, b.Bytes())
}

// addressee is whom a letter to a unit is addressed to: the committee of a commune,
// a body itself.
func addressee(u registry.Unit) string {
	if u.Kind.Level() == registry.CommuneLevel {
		return "Ủy ban nhân dân " + registry.LowerName(u)
	}
	return u.Name
}

func (h *urge) register(c *shell.Context) error {
	const size = 50
	year, at := h.YearOf(c.QueryParam("nam")), shell.PageParam(c)
	var list []registry.Urging
	var total int
	err := h.DB.View(c.Context(), func(rx *sqlite.Rx) (err error) {
		list, total, err = rx.Urgings(c.Context(), year, (at-1)*size, size)
		return err
	})
	if err != nil {
		return err
	}
	pager := view.NewPager(total, at, size, func(n int) string { return fmt.Sprintf(address.Urgings+"?nam=%d&trang=%d", year, n) })
	page := view.NewUrgingsPage(list, h.Flow.Seasons(), year, pager)
	return shell.Render(c, http.StatusOK, c.Pages().Urging.List, h.DeskChrome(c, shell.FormTitle(http.StatusOK, "Sổ đôn đốc")), page)
}

func (h *urge) one(c *shell.Context) error {
	id, err := shell.PathID[registry.UrgingID](c, "id")
	if err != nil {
		return err
	}
	var u registry.Urging
	var list []registry.Urged
	ctx := c.Context()
	err = h.Flow.View(ctx, func(rx *sqlite.Rx) (err error) {
		if u, err = rx.Urging(ctx, id); err == nil {
			list, err = rx.Urged(ctx, id)
		}
		return err
	})
	if err != nil {
		return err
	}
	page := view.NewUrgingPage(u, list, h.Flow.Ledger())
	return shell.Render(c, http.StatusOK, c.Pages().Urging.One, h.DeskChrome(c, shell.FormTitle(http.StatusOK, page.Title)), page)
}
