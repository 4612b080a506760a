package public

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

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
	page := view.PressRoomPage{
		Heading: "Báo chí", Lead: "Từ câu hỏi đến bài, ảnh, số liệu và lời người trong cuộc trong hai phút. Không cần tài khoản.",
		Contact: h.Flow.Settings().Contact, Corner: view.Link{Text: "Đăng nhập", URL: address.SignIn},
	}
	if page.Contact == "" {
		page.Contact = h.Flow.Settings().Owner
	}
	if a := c.Actor(); a.Role == registry.Journalist || a.MayEnter(registry.ReviewArea) {
		page.Corner = view.Link{Text: "Mở Góc nhà báo", URL: address.PressDesk}
	}
	for _, f := range press.Forms {
		page.Feeds = append(page.Feeds, view.Link{Text: f.Short, URL: address.Feed(f.Ending)})
	}
	var err error
	if page.Latest, err = h.roomStories(c); err != nil {
		return err
	}
	if page.Changes, err = h.roomChanges(c.Context()); err != nil {
		return err
	}
	if page.Leads, err = h.roomLeads(c.Context()); err != nil {
		return err
	}
	if page.Collections, err = h.shownCollections(c.Context()); err != nil {
		return err
	}
	return shell.Render(c, http.StatusOK, c.Pages().Press.Room, h.frame(c, page.Heading, page.Lead, address.PressRoom), page)
}

// roomStories are the newest stories: those that units registered first, since
// they come with photos.
func (h *pressRoom) roomStories(c *shell.Context) ([]view.RoomStory, error) {
	list, err := h.DB.LatestEditions(c.Context(), 10*roomLatest, h.Flow.Now())
	if err != nil {
		return nil, err
	}
	var out []view.RoomStory
	for _, origin := range []registry.Origin{registry.Registered, registry.Reported} {
		for _, e := range h.only(list) {
			if e.Origin != origin || len(out) == roomLatest {
				continue
			}
			_, _, pack, err := h.sized(c, &e)
			if err != nil {
				return nil, err
			}
			out = append(out, view.RoomStory{Card: view.NewCard(&e, h.Names(), view.ShapeCard), Headline: e.Headline(), Pack: pack})
		}
	}
	return out, nil
}

// roomChanges are the last corrections and removals, the newest first. Of what
// was taken down no more is said than its number: packs carry it.
func (h *pressRoom) roomChanges(ctx context.Context) ([]view.RoomChange, error) {
	since := h.Flow.Now().Add(-feedBack)
	gone, err := h.DB.RemovedSince(ctx, since, roomChanges)
	if err != nil {
		return nil, err
	}
	ids, err := h.DB.CorrectedSince(ctx, since, roomChanges)
	if err != nil {
		return nil, err
	}
	fixed, err := h.DB.EditionsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	fixed = h.only(fixed)
	var out []view.RoomChange
	for len(out) < roomChanges && len(fixed)+len(gone) > 0 {
		if len(gone) == 0 || len(fixed) > 0 && fixed[0].LastCorrection().After(gone[0].RemovedAt) {
			e := &fixed[0]
			out = append(out, view.RoomChange{
				Badge: view.Badge{
					Text: "Đính chính",
					Tone: "wait",
				}, Day: view.Day(e.LastCorrection()), Stamp: view.Stamp(e.LastCorrection()),
				Text: e.Corrections[len(e.Corrections)-1].Text, Headline: e.Headline(), URL: address.Story.At(e.Season, e.Slug),
			})
			fixed = fixed[1:]
			continue
		}
		e := &gone[0]
		out = append(out, view.RoomChange{
			Badge: view.Badge{Text: "Đã gỡ", Tone: "stop"}, Day: view.Day(e.RemovedAt), Stamp: view.Stamp(e.RemovedAt),
			Text: "Mô hình số " + e.Number + ". Xin không dùng lại nội dung và ảnh đã tải.",
		})
		gone = gone[1:]
	}
	return out, nil
}

// roomLeads are the ways of looking for a story that find one today.
func (h *pressRoom) roomLeads(ctx context.Context) ([]view.RoomLead, error) {
	list, in, err := h.leadsInput(ctx)
	if err != nil {
		return nil, err
	}
	of := make(map[registry.EntryID]*edition.Edition, len(list))
	for i := range list {
		of[list[i].ID] = &list[i]
	}
	in.Most = len(list)
	var out []view.RoomLead
	for n, g := range press.Leads(in) {
		e := of[g.Entries[n%len(g.Entries)]] // not the same story under each
		out = append(out, view.RoomLead{
			Label: g.Label, URL: address.PressLeads + "#goi-y-" + g.Code, Count: view.Count(len(g.Entries)) + " bài",
			First: view.Link{Text: e.Headline(), URL: address.Story.At(e.Season, e.Slug)},
		})
	}
	return out, nil
}

// shownCollections lists the collections that everybody may see.
func (h *pressRoom) shownCollections(ctx context.Context) ([]view.CollectionItem, error) {
	list, err := h.DB.Collections(ctx)
	var out []view.CollectionItem
	for _, x := range list {
		if x.Shown {
			out = append(out, view.CollectionItem{Title: x.Title, Lead: x.Lead, URL: address.Collection.At(x.Slug)})
		}
	}
	return out, err
}

// basketURL is the page that puts a story with others into one pack.
func basketURL(id registry.EntryID) string {
	return address.PressChoose + "?" + url.Values{"id": {strconv.FormatInt(int64(id), 10)}}.Encode()
}
