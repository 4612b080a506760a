package newsroom

import (
	"context"
	"net/http"
	"net/url"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// Area is the part of the work area that goes with the press room: the
// journalist's corner, questions to units, and the portal's editors.
type Area struct{ *shell.Shell }

// New makes the area.
func New(s *shell.Shell) shell.Area { return &Area{s} }

// Routes adds the routes of the area.
func (h *Area) Routes(e *shell.Router) {
	g := e.Group(address.Desk, shell.RequireArea(registry.DeskArea))
	g.GET(address.PressDesk, h.desk)
	g.POST(address.PressSearches, h.saveSearch)
	g.POST(string(address.PressSearch), h.changeSearch)
	g.GET(string(address.EntryPressRequest), h.askForm)
	g.POST(string(address.EntryPressRequest), h.ask)
	g.GET(address.PressRequests, h.requests)
	g.POST(string(address.PressRequest), h.answer)
	g.GET(string(address.EntryCoverage), h.coverageForm)
	g.POST(string(address.EntryCoverage), h.reportCoverage)
	g.GET(address.Coverage, h.coverage, shell.RequireArea(registry.ReviewArea))
	g.POST(string(address.CoverageCheck), h.checkCoverage, shell.RequireArea(registry.ReviewArea))
	g.GET(address.Editors, h.editors, shell.RequireArea(registry.ReviewArea))
	g.POST(address.EditorsPicks, h.savePicks, shell.RequireArea(registry.ReviewArea))
	g.POST(address.EditorsCollections, h.saveCollection, shell.RequireArea(registry.ReviewArea))
}

// Side are the lines of the left list that lead to the press room's pages.
func Side(a registry.Actor) []view.SideItem {
	switch {
	case a.Role == registry.Journalist:
		return []view.SideItem{{Label: "Góc nhà báo", URL: address.PressDesk}, {Label: "Gợi ý đề tài", URL: address.PressLeads}}
	case a.Role == registry.UnitStaff:
		return []view.SideItem{{Label: "Yêu cầu của báo chí", URL: address.PressRequests}}
	case a.MayEnter(registry.ReviewArea):
		return []view.SideItem{
			{Label: "Yêu cầu của báo chí", URL: address.PressRequests},
			{Label: "Bài đã đăng", URL: address.Coverage},
			{Label: "Biên tập trang", URL: address.Editors},
		}
	}
	return nil
}

// forPress refuses all but journalists and those who look after the site.
func forPress(c *shell.Context) (registry.Actor, error) {
	a := c.Actor()
	if a.Role != registry.Journalist && !a.MayEnter(registry.ReviewArea) {
		return a, registry.Errorf(registry.Denied, "Phần này dành cho tài khoản nhà báo.")
	}
	return a, nil
}

// desk is the journalist's corner.
func (h *Area) desk(c *shell.Context) error {
	a, err := forPress(c)
	if err != nil {
		return err
	}
	return h.showDesk(c, a, http.StatusOK, view.SearchInput{Query: c.QueryParam("tim")}, nil)
}

// showDesk shows the journalist's corner with a search as it was typed.
func (h *Area) showDesk(c *shell.Context, a registry.Actor, code int, typed view.SearchInput, cause error) error {
	in := view.PressDeskInput{Actor: a, Now: h.Flow.Now(), MailOn: h.Flow.MailSettings().On, New: typed, Err: cause}
	err := h.Flow.View(c.Context(), func(rx *sqlite.Rx) error { return h.readDesk(c.Context(), rx, &in) })
	if err != nil {
		return err
	}
	page := view.NewPressDeskPage(in)
	return shell.Render(c, code, c.Pages().Press.Desk, h.DeskChrome(c, shell.FormTitle(code, page.Heading)), page)
}

// packsShown is how many of the packs taken the corner lists.
const packsShown = 30

// readDesk reads what the corner lists.
func (h *Area) readDesk(ctx context.Context, rx *sqlite.Rx, in *view.PressDeskInput) (err error) {
	account := in.Actor.Account
	if in.Embargoed, err = rx.EmbargoedEditions(ctx, in.Now); err != nil {
		return err
	}
	searches, err := rx.SavedSearches(ctx, account)
	if err != nil {
		return err
	}
	in.Searches = nil
	for _, s := range searches {
		in.Searches = append(in.Searches, view.SearchInput{ID: s.ID, Name: s.Name, Query: s.Query, Mailed: s.Mailed, Saved: s.CreatedAt})
	}
	asked, err := rx.RequestsBy(ctx, account)
	if err != nil {
		return err
	}
	if in.Requests, err = h.requestItems(ctx, rx, in.Actor, asked); err != nil {
		return err
	}
	taken, err := rx.PacksTaken(ctx, account, packsShown)
	if err != nil {
		return err
	}
	ids := make([]registry.EntryID, len(taken))
	for i, k := range taken {
		ids[i] = k.Entry
	}
	list, err := rx.EditionsByID(ctx, ids)
	if err != nil {
		return err
	}
	of := make(map[registry.EntryID]*edition.Edition, len(list))
	for i := range list {
		of[list[i].ID] = &list[i]
	}
	in.Packs = nil
	for _, k := range taken {
		in.Packs = append(in.Packs, view.PressPackInput{Entry: of[k.Entry], At: k.At})
	}
	reported, err := rx.CoverageBy(ctx, account)
	in.Coverage = nil
	for _, x := range reported {
		in.Coverage = append(in.Coverage, coverageInput(x, nil))
	}
	return err
}

// saveSearch keeps a search, and shows the address of its feed this once.
func (h *Area) saveSearch(c *shell.Context) error {
	a, err := forPress(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	typed := v.Get("query")
	u, err := url.Parse(typed)
	query := ""
	if err == nil {
		if query = u.RawQuery; query == "" && u.Path == typed {
			query = url.Values{"q": {typed}}.Encode() // words instead of an address
		}
	}
	if values, err := url.ParseQuery(query); err == nil {
		q := shell.ReadQuestion(values)
		query = q.Values.Encode()
		if !q.Asked() {
			query = ""
		}
	}
	secret, s, err := h.Newsdesk.SaveSearch(c.Context(), a, v.Get("name"), query, shell.Checked(v, "mailed"))
	if registry.KindOf(err) == registry.Invalid {
		return h.showDesk(
			c, a, http.StatusUnprocessableEntity,
			view.SearchInput{Name: v.Get("name"), Query: typed, Mailed: shell.Checked(v, "mailed")}, err,
		)
	}
	if err != nil {
		return err
	}
	return h.showSecret(c, s, secret)
}

// changeSearch gives the feed of a saved search a new address, or takes it away.
func (h *Area) changeSearch(c *shell.Context) error {
	if _, err := forPress(c); err != nil {
		return err
	}
	id, err := shell.PathID[int64](c, "id")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	switch do := v.Get("do"); do {
	case view.SearchRenew:
		secret, s, err := h.Newsdesk.RenewSearch(c.Context(), c.Actor(), id)
		if err != nil {
			return err
		}
		return h.showSecret(c, s, secret)
	case view.SearchMail, view.SearchNoMail:
		if err := h.Newsdesk.MailSearch(c.Context(), c.Actor(), id, do == view.SearchMail); err != nil {
			return err
		}
		return shell.Done(c, "saved", address.PressDesk+"#da-luu")
	case view.SearchDelete:
		if err := h.Newsdesk.DeleteSearch(c.Context(), c.Actor(), id); err != nil {
			return err
		}
		return shell.Done(c, "deleted", address.PressDesk)
	}
	return registry.Errorf(registry.Invalid, "Chưa rõ cần làm gì. Hãy quay lại và bấm nút một lần nữa.")
}

func (h *Area) showSecret(c *shell.Context, s sqlite.SavedSearch, secret string) error {
	page := view.FeedSecretPage{Heading: "Địa chỉ nguồn tin riêng", Name: s.Name}
	for _, f := range press.Forms {
		page.Addresses = append(
			page.Addresses,
			view.Fact{Name: f.Label, Text: h.Base(c) + address.PrivateFeed.At(secret, "tin."+f.Ending)},
		)
	}
	shell.NoStore(c)
	return shell.Render(c, http.StatusOK, c.Pages().Press.Secret, h.DeskChrome(c, page.Heading), page)
}
