package public

import (
	"context"
	"net/http"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

const (
	roomLatest  = 6 // newest stories on the front page of the press room
	roomChanges = 5 // corrections and removals, as far back as feeds tell of them
)

// room is the front page of the press room: what is new with its pack, what
// changed, where to look for a story.
func (h *pressRoom) room(c *shell.Context) error {
	set, a := h.Flow.Settings(), c.Actor()
	in := view.PressRoomInput{
		Reference: h.Names(), Contact: set.Contact, Owner: set.Owner, Feeds: feedLinks(),
		Corner: a.Role == registry.Journalist || a.MayEnter(registry.ReviewArea),
	}
	var err error
	if in.Latest, err = h.roomStories(c); err != nil {
		return err
	}
	if in.Fixed, in.Gone, err = h.roomChanges(c.Context()); err != nil {
		return err
	}
	if in.Leads, err = h.roomLeads(c.Context()); err != nil {
		return err
	}
	if in.Collections, err = h.shownCollections(c.Context()); err != nil {
		return err
	}
	page := view.NewPressRoomPage(in)
	return shell.Render(c, http.StatusOK, c.Pages().Press.Room, h.frame(c, page.Heading, page.Lead, address.PressRoom), page)
}

// roomStories are the newest stories: those that units registered first, since
// they come with photos.
func (h *pressRoom) roomStories(c *shell.Context) ([]view.PackedStory, error) {
	list, err := h.DB.LatestEditions(c.Context(), 10*roomLatest, h.Flow.Now())
	if err != nil {
		return nil, err
	}
	list = h.only(list)
	var out []view.PackedStory
	for _, origin := range []registry.Origin{registry.Registered, registry.Reported} {
		for i := range list {
			e := &list[i]
			if e.Origin != origin || len(out) == roomLatest {
				continue
			}
			_, _, whole, err := h.sized(c, e)
			if err != nil {
				return nil, err
			}
			out = append(out, view.PackedStory{Edition: e, Bytes: whole})
		}
	}
	return out, nil
}

// roomChanges are the last corrections and removals, each the newest first.
func (h *pressRoom) roomChanges(ctx context.Context) (fixed, gone []edition.Edition, err error) {
	since := h.Flow.Now().Add(-feedBack)
	if gone, err = h.DB.RemovedSince(ctx, since, roomChanges); err != nil {
		return nil, nil, err
	}
	ids, err := h.DB.CorrectedSince(ctx, since, roomChanges)
	if err != nil {
		return nil, nil, err
	}
	fixed, err = h.DB.EditionsByID(ctx, ids)
	return h.only(fixed), gone, err
}

// roomLeads are the ways of looking for a story that find one today.
func (h *pressRoom) roomLeads(ctx context.Context) ([]view.FoundLead, error) {
	list, in, err := h.leadsInput(ctx)
	if err != nil {
		return nil, err
	}
	of := make(map[registry.EntryID]*edition.Edition, len(list))
	for i := range list {
		of[list[i].ID] = &list[i]
	}
	in.Most = len(list)
	var out []view.FoundLead
	for n, g := range press.Leads(in) {
		e := of[g.Entries[n%len(g.Entries)]] // not the same story under each
		out = append(out, view.FoundLead{Code: g.Code, Label: g.Label, Count: len(g.Entries), First: e})
	}
	return out, nil
}

// shownCollections lists the collections that everybody may see.
func (h *pressRoom) shownCollections(ctx context.Context) ([]view.CollectionItem, error) {
	list, err := h.DB.Collections(ctx)
	var out []view.CollectionItem
	for _, x := range list {
		if x.Shown {
			out = append(out, view.NewCollectionItem(x.Title, x.Lead, x.Slug))
		}
	}
	return out, err
}
