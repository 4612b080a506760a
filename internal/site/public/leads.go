package public

import (
	"context"
	"net/http"
	"net/url"
	"slices"

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
	page := view.LeadsPage{
		Heading: "Gợi ý đề tài", Lead: "Những câu chuyện đáng tìm gặp trong " + view.Count(len(list)) + " bài mới nhất.",
		CanSee: a.Account != 0,
	}
	if a.Account != 0 {
		if in.Since, err = h.DB.LeadsSeen(ctx, a.Account); err != nil {
			return err
		}
		page.Seen = view.Moment(in.Since)
	}
	h.nearPlace(c, &in, &page)
	shown := map[registry.EntryID]bool{} // a story is shown once, then only named
	for _, g := range press.Leads(in) {
		group := view.LeadGroup{ID: "goi-y-" + g.Code, Heading: g.Label, Why: g.Why}
		for _, id := range g.Entries {
			i := slices.IndexFunc(list, func(e edition.Edition) bool { return e.ID == id })
			if e := &list[i]; shown[id] {
				group.Also = append(group.Also, view.Link{Text: e.Headline(), URL: address.Story.At(e.Season, e.Slug)})
			} else {
				group.Cards = append(group.Cards, view.NewCard(e, h.Names(), view.ShapeCard))
			}
			shown[id] = true
		}
		page.Groups = append(page.Groups, group)
	}
	if len(page.Groups) == 0 {
		page.Empty = &view.Empty{
			Heading: "Chưa có gợi ý nào",
			Text:    "Gợi ý sẽ hiện khi có bài được đăng.",
			Action:  &view.Link{Text: "Xem mọi mô hình", URL: address.Stories},
		}
	}
	return shell.Render(c, http.StatusOK, c.Pages().Press.Leads, h.frame(c, page.Heading, page.Lead, address.PressLeads), page)
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

// nearPlace reads the place that the reader asks about: a commune of today, and
// with it every unit that it came from.
func (h *pressRoom) nearPlace(c *shell.Context, in *press.LeadsInput, page *view.LeadsPage) {
	ledger := h.Flow.Ledger()
	asked := c.QueryParam("gan")
	var options []registry.Choice
	for _, u := range ledger.On(h.Flow.Today(), registry.Commune, registry.Ward) {
		options = append(options, registry.Choice{Code: string(u.Code), Label: u.Name})
		if string(u.Code) == asked {
			in.NearName, in.Near = registry.LowerName(u), map[registry.UnitCode]bool{}
			for _, code := range ledger.Heritage(u.Code) {
				in.Near[code] = true
			}
		}
	}
	page.Near = view.InputSelect("gan", "Gần nơi nào", asked, view.Options(options, "Chọn xã, phường…"))
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
