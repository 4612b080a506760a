package public

import (
	"context"
	"net/http"
	"net/url"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

const (
	leadsOver = 300 // newest public entries that leads are found in
	leadsEach = 6   // entries of one group
)

// leads is the page for reporters who look for a story.
func (h *pressRoom) leads(c *shell.Context) error {
	ctx, a := c.Context(), c.Actor()
	list, in, err := h.leadsInput(ctx)
	if err != nil {
		return err
	}
	page := view.LeadsInput{Reference: h.Names(), Stories: list, Today: h.Flow.Today(), CanSee: a.Account != 0}
	if page.CanSee {
		if in.Since, err = h.DB.LeadsSeen(ctx, a.Account); err != nil {
			return err
		}
		page.Seen = in.Since
	}
	page.Near = registry.UnitCode(c.QueryParam("gan"))
	h.nearPlace(page.Near, &in)
	for _, g := range press.Leads(in) {
		page.Groups = append(page.Groups, view.LeadInput(g))
	}
	shown := view.NewLeadsPage(page)
	return shell.Render(c, http.StatusOK, c.Pages().Press.Leads, h.frame(c, shown.Heading, shown.Lead, address.PressLeads), shown)
}

// leadsInput reads what leads are found in: the newest public entries.
func (h *pressRoom) leadsInput(ctx context.Context) (list []edition.Edition, in press.LeadsInput, err error) {
	now := h.Flow.Now()
	if list, err = h.DB.LatestEditions(ctx, leadsOver, now); err != nil {
		return nil, in, err
	}
	list = h.only(list)
	in = press.LeadsInput{Entries: list, Now: now, Most: leadsEach}
	ids := make([]registry.EntryID, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	if in.Covered, err = h.DB.Covered(ctx, ids); err != nil {
		return nil, in, err
	}
	in.Followers, err = h.DB.FollowerCounts(ctx, ids, now)
	return list, in, err
}

// nearPlace looks near the place that the reader asks about: a commune of today, and
// with it every unit that it came from.
func (h *pressRoom) nearPlace(asked registry.UnitCode, in *press.LeadsInput) {
	ledger := h.Flow.Ledger()
	for _, u := range ledger.On(h.Flow.Today(), registry.Commune, registry.Ward) {
		if u.Code == asked {
			in.NearName, in.Near = registry.LowerName(u), map[registry.UnitCode]bool{}
			for _, code := range ledger.Heritage(u.Code) {
				in.Near[code] = true
			}
		}
	}
}

// leadsSeen notes that everything was seen, so that next time what is new stands
// on top.
func (h *pressRoom) leadsSeen(c *shell.Context) error {
	if err := h.Newsdesk.SeenLeads(c.Context(), c.Actor()); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.PressLeads)
}

// oembedLink is the address at which an entry's oEmbed is asked for.
func oembedLink(base, canonical string) string {
	return base + address.OEmbed + "?url=" + url.QueryEscape(canonical)
}
