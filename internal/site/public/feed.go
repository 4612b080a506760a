package public

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/photo"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

const (
	feedMost = 50                  // newest stories in a feed
	feedBack = 90 * 24 * time.Hour // how long a change stays in a feed
)

// FeedPaths are the addresses of the feeds of everything: what a hub is notified of.
func FeedPaths() []string {
	var out []string
	for _, f := range press.Forms {
		out = append(out, address.Feed(f.Ending))
	}
	return out
}

// feedAlternates are the feeds of everything, for the head of every page.
func feedAlternates() []view.Alternate {
	var out []view.Alternate
	for _, f := range press.Forms {
		out = append(out, view.Alternate{Type: f.Kind, Title: f.Label, URL: address.Feed(f.Ending)})
	}
	return out
}

// feedLinks lead to the feeds of everything.
func feedLinks() []view.Link {
	var out []view.Link
	for _, f := range press.Forms {
		out = append(out, view.Link{Text: f.Short, URL: address.Feed(f.Ending)})
	}
	return out
}

// feedAs is the newest public stories, and what changed of the others, in one
// form; it takes every parameter of the search.
func (h *pressRoom) feedAs(f press.Form) shell.Handler {
	return func(c *shell.Context) error {
		q := shell.ReadQuestion(c.Request().URL.Query())
		return h.sendFeed(c, f, q, q.Address(address.Feed(f.Ending), nil), "")
	}
}

// privateFeed is the feed of a journalist's saved search, at an address that only
// they know. It tells nothing that is not public.
func (h *pressRoom) privateFeed(c *shell.Context) error {
	s, err := h.Newsdesk.SearchOfFeed(c.Context(), c.Param("secret"))
	if err != nil {
		return err
	}
	values, err := url.ParseQuery(s.Query)
	if err != nil {
		return err
	}
	for _, f := range press.Forms {
		if c.Param("file") == "tin."+f.Ending {
			head := c.Header()
			head.Set("X-Robots-Tag", "noindex")
			head.Set("Referrer-Policy", "no-referrer")
			return h.sendFeed(c, f, shell.ReadQuestion(values), c.Request().URL.Path, s.Name)
		}
	}
	return registry.Errorf(registry.NotFound, "Không tìm thấy nguồn tin này.")
}

// sendFeed answers with a feed, or that nothing changed since the reader's copy.
func (h *pressRoom) sendFeed(c *shell.Context, f press.Form, q shell.Question, self, name string) error {
	items, changed, err := h.feedItems(c, q)
	if err != nil {
		return err
	}
	site, set := h.publisher(c), h.Flow.Settings()
	feed := press.Feed{
		Title: site.Full(), Subtitle: set.Tagline, Author: set.Owner, Home: site.Base + q.Address(address.Stories, nil),
		Self: site.Base + self,
		ID: "tag:" + site.Host() + ",2026:" + q.Address(
			"mo-hinh",
			nil,
		), Rights: "Dùng lại khi ghi nguồn và tên đơn vị; ảnh ghi tên người chụp. " + site.TermsURL(), Items: items,
	}
	switch {
	case set.Hub != "" && name == "" && !q.Asked(): // the hub is notified of the whole feeds alone
		feed.Hub = set.Hub
		c.Header().Add("Link", "<"+feed.Hub+`>; rel="hub"`)
		c.Header().Add("Link", "<"+feed.Self+`>; rel="self"`)
	case name != "":
		feed.Title += ": " + name
	case q.Text != "":
		feed.Title += ": " + q.Text
	}
	var b bytes.Buffer
	if err := f.Write(&feed, &b); err != nil {
		return err
	}
	out := shell.NewBody(b.Bytes())
	// A story may leave a search without a trace: only the whole feeds are dated.
	if !q.Asked() && unchanged(c, changed, h.Flow.Now()) {
		c.Header().Set("Cache-Control", "no-cache")
		return c.NoContent(http.StatusNotModified)
	}
	return out.Send(c, f.Kind+"; charset=utf-8")
}

// unchanged dates the answer by the last change, and reports whether the reader's copy
// is of that time. The dates of HTTP count seconds: while the second of a change lasts
// another one may follow in it, so that nothing is dated by it yet.
func unchanged(c *shell.Context, t, now time.Time) bool {
	if t.IsZero() {
		return false
	}
	t = t.Truncate(time.Second).Add(time.Second) // the end of it: who read earlier in it has another copy
	if now.Before(t) {
		return false
	}
	c.Header().Set("Last-Modified", t.UTC().Format(http.TimeFormat))
	since, err := http.ParseTime(c.Request().Header.Get("If-Modified-Since"))
	return err == nil && c.Request().Header.Get("If-None-Match") == "" && !t.After(since)
}

// feedItems are the newest stories of a search, those of them that were corrected
// lately, and those that were taken down lately, the newest change first; changed is
// when anything of them last did, a photo that was taken down among it.
func (h *pressRoom) feedItems(c *shell.Context, q shell.Question) (items []press.Item, changed time.Time, err error) {
	ctx, now, site := c.Context(), h.Flow.Now(), h.publisher(c)
	since := now.Add(-feedBack)
	list, err := h.newest(c, q)
	if err != nil {
		return nil, changed, err
	}
	fixed, err := h.DB.CorrectedSince(ctx, since, feedMost)
	if err != nil {
		return nil, changed, err
	}
	gone, err := h.DB.RemovedSince(ctx, since, feedMost)
	if err != nil {
		return nil, changed, err
	}
	fixed = slices.DeleteFunc(fixed, func(id registry.EntryID) bool {
		return slices.ContainsFunc(list, func(e edition.Edition) bool { return e.ID == id })
	})
	if q.Asked() && len(fixed)+len(gone) > 0 {
		of, err := h.everFound(ctx, q)
		if err != nil {
			return nil, changed, err
		}
		fixed = slices.DeleteFunc(fixed, func(id registry.EntryID) bool { return !of[id] })
		gone = slices.DeleteFunc(gone, func(e edition.Edition) bool { return !of[e.ID] })
	}
	more, err := h.DB.EditionsByID(ctx, fixed)
	if err != nil {
		return nil, changed, err
	}
	list = append(list, h.only(more)...)
	items = make([]press.Item, 0, len(list)+len(gone))
	for i := range list {
		items = append(items, h.feedItem(site, &list[i]))
		changed = later(changed, list[i].ChangedAt())
	}
	for i := range gone {
		e := &gone[i]
		items = append(items, press.Item{
			ID: site.ID(
				int64(e.ID),
			), URL: site.Base + address.Story.At(e.Season, e.Slug), Published: e.PublishedAt, Updated: e.RemovedAt, Removed: true,
		})
	}
	slices.SortStableFunc(items, func(a, b press.Item) int { return b.Updated.Compare(a.Updated) })
	for i := range items {
		changed = later(changed, items[i].Updated)
	}
	return items, changed, nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// newest reads the newest public stories of a search.
func (h *pressRoom) newest(c *shell.Context, q shell.Question) ([]edition.Edition, error) {
	if !q.Asked() {
		list, err := h.DB.LatestEditions(c.Context(), feedMost, h.Flow.Now())
		return h.only(list), err
	}
	q.Sort = search.Newest
	list, _, err := h.found(c, q, feedMost)
	return list, err
}

// everFound tells what a search would find if everything were still public: only
// so does a removal reach the feeds in which the story stood.
func (h *pressRoom) everFound(ctx context.Context, q shell.Question) (map[registry.EntryID]bool, error) {
	q.Offset, q.Limit, q.NoFacets, q.Sort, q.Scope = 0, 200, true, search.Newest, search.Scope{All: true}
	res, err := h.Index.Search(ctx, q.Query)
	if errors.Is(err, search.ErrNotReady) {
		err = nil
	}
	out := make(map[registry.EntryID]bool, len(res.Hits))
	for _, hit := range res.Hits {
		out[registry.EntryID(hit.ID)] = true
	}
	return out, err
}

func (h *pressRoom) feedItem(site press.Site, e *edition.Edition) press.Item {
	st := press.Story{
		URL: site.Base + address.Story.At(e.Season, e.Slug), Unit: view.UnitLine(e.Public(), h.Flow.Ledger()), Source: pressSource(e),
	}
	it := press.Item{
		ID: site.ID(int64(e.ID)), URL: st.URL, Title: e.Headline(), Summary: e.Lead(), Body: e.Story.Medium,
		Author: site.Author(&st), Source: site.SourceLine(&st), Field: registry.FieldLabel(e.Content.Field),
		Published: e.PublishedAt, Updated: e.ChangedAt(),
	}
	if it.Published.IsZero() { // its time has just come
		it.Published = e.PublishAt
	}
	if at := e.LastCorrection(); !at.IsZero() {
		it.Corrected, it.Correction = at, e.Corrections[len(e.Corrections)-1].Text
	}
	season := h.Flow.Season(e.Season)
	for _, code := range e.Content.Tags {
		if tag, ok := season.Tag(code); ok {
			it.Tags = append(it.Tags, tag.Label)
		}
	}
	if p := e.LeadPhoto(); p != nil && e.Origin == registry.Registered {
		it.Image = h.feedImage(site, p)
	}
	return it
}

func (h *pressRoom) feedImage(site press.Site, p *registry.Photo) *press.Image {
	f, err := h.Photos.Open(p.Hash, photo.Large)
	if err != nil {
		return nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil
	}
	img := &press.Image{
		URL:       site.Base + address.Photo.At(p.ID, string(photo.Large)+".jpg"),
		Bytes:     info.Size(),
		Alt:       p.Alt,
		Caption:   p.Caption,
		Credit:    p.Author,
		Copyright: photoRights(p),
	}
	img.Width, img.Height = view.PhotoSize(p, string(photo.Large))
	return img
}
