package public

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// story shows one entry. An address it had before leads on to the present one;
// a story that was taken down says so, with status 410; one whose time has not
// come does not exist for those who may not know of it.
func (h *Area) story(c *shell.Context) error {
	year, ok := shell.ReadYear(c.Param("year"))
	if !ok {
		return h.mended(c, c.Param("slug"), registry.Errorf(registry.NotFound, "Địa chỉ này không có mô hình nào."))
	}
	ctx := c.Context()
	a, now := c.Actor(), h.Flow.Now()
	e, err := h.readStory(ctx, a, year, c.Param("slug"))
	switch {
	case registry.KindOf(err) == registry.NotFound:
		return h.mended(c, c.Param("slug"), err)
	case err != nil:
		return err
	case !a.Can(registry.View, e.Public(), now) && e.Publication == registry.Removed:
		return h.removed(c, &e)
	case !a.Can(registry.View, e.Public(), now):
		return noStory()
	}
	if string(e.Slug) != c.Param("slug") || e.Season != year {
		return c.Redirect(http.StatusMovedPermanently, address.Story.At(e.Season, e.Slug))
	}
	page, err := h.storyPage(ctx, &e, a)
	if err != nil {
		return err
	}
	ch := h.frame(c, e.Headline(), shell.Describe(e.Lead()), address.Story.At(e.Season, e.Slug))
	ch.Kind = "article"
	ch.Image, ch.ImageAlt = ch.Base+address.Cover.At(strconv.FormatInt(int64(e.ID), 10)+".jpg"), view.DrawnCaption
	if p := e.LeadPhoto(); p != nil {
		ch.Image, ch.ImageAlt = ch.Base+address.Photo.At(p.ID, "1200.jpg"), p.Alt
		ch.ImageWidth, ch.ImageHeight = view.PhotoSize(p, "1200")
	}
	if err := h.pressFiles(c, &e, &page.Press); err != nil {
		return err
	}
	ch.OEmbed = page.Press.OEmbed
	page.Press.QR = view.StoryQR(ch.Canonical)
	ch.Data = view.StoryData(ch, &e, page.Unit, page.Crumbs)
	if !e.Visible(now) {
		ch.NoIndex, ch.Data = true, nil
		c.Header().Set("Cache-Control", "no-store")
	}
	return shell.Render(c, http.StatusOK, c.Pages().Public.Story, ch, page)
}

func noStory() error {
	return registry.Errorf(registry.NotFound, "Không tìm thấy mô hình này. Có thể địa chỉ gõ chưa đúng, hoặc bài chưa được đăng.")
}

// readStory finds the edition of an address. While there is none, or it was taken down,
// those who may see the entry itself get what the next edition would be.
func (h *Area) readStory(ctx context.Context, a registry.Actor, y registry.Year, slug string) (edition.Edition, error) {
	d, err := h.DB.EditionAt(ctx, y, slug)
	none := registry.KindOf(err) == registry.NotFound
	if a.Role == registry.Visitor || !none && (err != nil || d.Publication != registry.Removed) {
		return d, err
	}
	e, outside := h.DB.EntryAt(ctx, y, slug)
	if outside == nil {
		var next edition.Edition
		if next, outside = h.Flow.Preview(ctx, a, &e); outside == nil {
			return next, nil
		}
	}
	if registry.KindOf(outside) == registry.NotFound && !none {
		return d, nil
	}
	return d, outside
}

// opened remembers that a result of a search was opened: what people look for
// and find teaches the vocabulary.
func (h *Area) opened(handler shell.Handler) shell.Handler {
	return func(c *shell.Context) error {
		err := handler(c)
		from, bad := url.Parse(c.Request().Referer())
		if err != nil || bad != nil || from.Host != c.Request().Host || from.Path != address.Stories {
			return err
		}
		if q := shell.ReadQuestion(from.Query()); q.Text != "" {
			h.Newsdesk.NoteOpened(q.Text)
		}
		return nil
	}
}

func (h *Area) removed(c *shell.Context, e *edition.Edition) error {
	page := view.NewRemovedPage(e.RemovedAt)
	ch := h.Chrome(c, page.Heading)
	ch.NoIndex = true
	return shell.Render(c, http.StatusGone, c.Pages().Public.Removed, ch, page)
}

// storyPage reads what the page of an entry shows this reader.
func (h *Area) storyPage(ctx context.Context, e *edition.Edition, a registry.Actor) (view.StoryPage, error) {
	in := view.StoryInput{Reference: h.Names(), Edition: e, Actor: a, Now: h.Flow.Now(), Name: view.OtherName(e)}
	var err error
	if a.Can(registry.ViewInside, e.Public(), in.Now) {
		if in.Waiting, err = h.DB.WaitingChanges(ctx, e.ID); err != nil {
			return view.StoryPage{}, err
		}
	}
	if in.Years, err = h.spread(ctx, e, in.Ledger); err != nil {
		return view.StoryPage{}, err
	}
	if in.Covered, err = h.storyCoverage(ctx, e.ID); err != nil {
		return view.StoryPage{}, err
	}
	if in.Near, err = h.near(ctx, e); err != nil {
		return view.StoryPage{}, err
	}
	return view.NewStoryPage(in), nil
}

// near shows three more stories of the same field.
func (h *Area) near(ctx context.Context, e *edition.Edition) ([]edition.Edition, error) {
	if e.Content.Field == "" {
		return nil, nil
	}
	res, err := h.Index.Search(ctx, search.Query{Fields: []string{string(e.Content.Field)}, Sort: search.Newest, Limit: 4, NoFacets: true})
	if err != nil {
		return nil, nil //nolint:nilerr // the index is being built: the story is shown without it
	}
	var ids []registry.EntryID
	for _, hit := range res.Hits {
		if id := registry.EntryID(hit.ID); id != e.ID && len(ids) < 3 {
			ids = append(ids, id)
		}
	}
	list, err := h.DB.EditionsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	now := h.Flow.Now()
	return slices.DeleteFunc(list, func(e edition.Edition) bool { return !e.Visible(now) }), nil
}

// storyCoverage lists what newsrooms published about an entry, as far as the
// staff has checked it.
func (h *Area) storyCoverage(ctx context.Context, id registry.EntryID) ([]view.PublishedPiece, error) {
	list, err := h.DB.CoverageOf(ctx, id)
	var out []view.PublishedPiece
	for _, x := range list {
		out = append(out, view.PublishedPiece{Title: x.Title, URL: x.URL, Publisher: x.Publisher, Day: x.Day.Local()})
	}
	return out, err
}
