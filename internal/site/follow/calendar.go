package follow

import (
	"bytes"
	"net/http"
	"net/url"

	"danvankheo/internal/address"
	"danvankheo/internal/auth"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// calendar is the dates of the seasons for the calendars of people.
type calendar struct{ *shell.Shell }

func (h *calendar) routes(e *shell.Router) {
	g := e.Group(address.Desk, shell.RequireArea(registry.DeskArea))
	g.GET(address.Calendar, h.page)
	g.GET(address.CalendarFile, h.file)
	g.POST(address.CalendarSubscribe, h.newAddress, shell.Private)
	g.POST(address.CalendarUnsubscribe, h.dropAddress)
	e.GET(string(address.CalendarAddress), h.subscribed, shell.Private)
}

func (h *calendar) page(c *shell.Context) error { return h.show(c, "") }

func (h *calendar) show(c *shell.Context, address string) error {
	has, err := h.DB.HasCalendar(c.Context(), c.Actor().Account)
	if err != nil {
		return err
	}
	page := view.NewCalendarPage(h.Flow.Season(h.Flow.CurrentYear()), address, has)
	title := shell.FormTitle(http.StatusOK, "Lịch các mốc")
	return shell.Render(c, http.StatusOK, c.Pages().Urging.Calendar, h.DeskChrome(c, title), page)
}

// write sends the dates of this season, of those around it and of what is open.
func (h *calendar) write(c *shell.Context) error {
	u, err := url.Parse(h.Base(c))
	if err != nil {
		return err
	}
	var seasons []registry.Season
	for _, s := range h.Flow.Seasons() {
		if s.Year >= h.Flow.CurrentYear()-1 {
			seasons = append(seasons, s)
		}
	}
	var b bytes.Buffer
	if err := oversight.WriteCalendar(&b, "Dân vận khéo: các mốc", u.Hostname(), seasons, h.Flow.Now()); err != nil {
		return err
	}
	c.Header().Set("Content-Disposition", shell.AttachmentHeader("dan-van-kheo.ics"))
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", b.Bytes())
}

func (h *calendar) file(c *shell.Context) error { return h.write(c) }

// subscribed answers a calendar program that has no session.
func (h *calendar) subscribed(c *shell.Context) error {
	none := registry.Errorf(registry.NotFound, "Địa chỉ lịch này không còn dùng được.")
	secret := c.Param("secret")
	if n := len(secret) - len(".ics"); n > 0 && secret[n:] == ".ics" {
		secret = secret[:n]
	}
	if !auth.LooksLikeSecret(secret) {
		return none
	}
	if _, err := h.DB.CalendarOf(c.Context(), auth.HashSecret(secret)); err != nil {
		return err
	}
	return h.write(c)
}

func (h *calendar) newAddress(c *shell.Context) error {
	secret, err := h.Account.NewCalendarAddress(c.Context(), c.Actor())
	if err != nil {
		return err
	}
	return h.show(c, h.Base(c)+address.CalendarAddress.At(secret+".ics"))
}

func (h *calendar) dropAddress(c *shell.Context) error {
	if err := h.Account.DropCalendarAddress(c.Context(), c.Actor()); err != nil {
		return err
	}
	return shell.Done(c, "deleted", address.Calendar)
}
