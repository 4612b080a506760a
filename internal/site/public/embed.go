package public

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/photo"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/newsdesk"
)

// oembed answers oEmbed 1.0 for the address of a public story.
func (h *pressRoom) oembed(c *shell.Context) error {
	e, err := h.embedded(c, c.QueryParam("url"))
	if err != nil {
		return err
	}
	limit := func(name string) int {
		n, err := strconv.Atoi(c.QueryParam(name))
		if err != nil || n < 0 {
			return 0
		}
		return n
	}
	site := h.publisher(c)
	author := site.Author(&press.Story{Unit: view.UnitLine(e.Public(), h.Flow.Ledger()), Source: pressSource(&e)})
	o := site.NewOEmbed(e.Headline(), author, site.Base+cardPath(&e), limit("maxwidth"), limit("maxheight"))
	if p := e.LeadPhoto(); p != nil {
		o.ThumbnailURL = site.Base + address.Photo.At(p.ID, string(photo.Small)+".jpg")
		o.ThumbnailWidth, o.ThumbnailHeight = view.PhotoSize(p, string(photo.Small))
	}
	var b bytes.Buffer
	kind := "application/json; charset=utf-8"
	switch c.QueryParam("format") {
	case "", "json":
		err = o.JSON(&b)
	case "xml":
		kind = "text/xml; charset=utf-8"
		err = o.XML(&b)
	default:
		return shell.StatusError(http.StatusNotImplemented) // as oEmbed 1.0 asks
	}
	if err != nil {
		return err
	}
	head := c.Header()
	head.Set("Access-Control-Allow-Origin", "*")
	head.Set("Cross-Origin-Resource-Policy", "cross-origin")
	head.Set("Cache-Control", "no-cache")
	return c.Blob(http.StatusOK, kind, b.Bytes())
}

func cardPath(e *edition.Edition) string {
	return address.Card.At(e.Season, e.Slug)
}

// embedded finds the public story of an address of this site. Only what everybody
// may see is embedded, whoever asks.
func (h *pressRoom) embedded(c *shell.Context, asked string) (edition.Edition, error) {
	none := registry.Errorf(registry.NotFound, "Địa chỉ này không có bài nào để nhúng.")
	u, err := url.Parse(asked)
	if err != nil || u.Host != "" && !strings.EqualFold(u.Scheme+"://"+u.Host, h.Base(c)) {
		return edition.Edition{}, none
	}
	rest, ok := strings.CutPrefix(u.Path, address.Stories+"/")
	if !ok {
		return edition.Edition{}, none
	}
	year, slug, _ := strings.Cut(strings.TrimSuffix(rest, "/"), "/")
	return h.publicStory(c, year, slug)
}

// publicStory finds the story of an address that everybody may see.
func (h *pressRoom) publicStory(c *shell.Context, year, slug string) (edition.Edition, error) {
	none := registry.Errorf(registry.NotFound, "Địa chỉ này không có bài nào để nhúng.")
	y, ok := shell.ReadYear(year)
	if !ok {
		return edition.Edition{}, none
	}
	e, err := h.DB.EditionAt(c.Context(), y, slug)
	switch {
	case registry.KindOf(err) == registry.NotFound:
		return e, none
	case err == nil && !e.Visible(h.Flow.Now()):
		return e, none
	}
	return e, err
}

// card is a story small enough to stand in a page of others: without any script,
// and the only page that others may frame.
func (h *pressRoom) card(c *shell.Context) error {
	head := c.Header()
	head.Set(
		"Content-Security-Policy",
		"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *",
	)
	head.Del("X-Frame-Options")
	head.Set("Cross-Origin-Resource-Policy", "cross-origin")
	ch := view.Chrome{Base: h.Base(c), NoIndex: true}
	names := h.Flow.Settings()
	ch.Site = view.Site{Name: names.Name, Province: names.Province}
	e, err := h.publicStory(c, c.Param("year"), c.Param("slug"))
	if registry.KindOf(err) == registry.NotFound {
		ch.Title = "Bài không còn"
		return shell.Render(c, http.StatusNotFound, c.Pages().Press.Card, ch, view.NewMissingCard(ch.Base))
	}
	if err != nil {
		return err
	}
	if there, err := moved(c, &e); there || err != nil {
		return err
	}
	ch.Title = e.Headline()
	source := ""
	if s := pressSource(&e); s != nil {
		source = s.By()
	}
	page := view.NewCardPage(&e, h.Flow.Ledger(), ch.Base, source)
	return shell.Render(c, http.StatusOK, c.Pages().Press.Card, ch, page)
}

// qr draws the address of a public story.
func (h *pressRoom) qr(draw func(string) ([]byte, error), kind string) shell.Handler {
	return func(c *shell.Context) error {
		e, err := h.published(c)
		if err != nil {
			return err
		}
		if there, err := moved(c, &e); there || err != nil {
			return err
		}
		b, err := draw(h.Base(c) + address.Story.At(e.Season, e.Slug))
		if err != nil {
			return err
		}
		c.Header().Set("Cache-Control", "no-cache")
		return c.Blob(http.StatusOK, kind, b)
	}
}

// placard is an A5 page to print and hang up in the village house.
func (h *pressRoom) placard(c *shell.Context) error {
	e, err := h.published(c)
	if err != nil {
		return err
	}
	if there, err := moved(c, &e); there || err != nil {
		return err
	}
	ch := h.frame(c, "Biển A5: "+e.Headline(), "", address.StoryPlacard.At(e.Season, e.Slug))
	ch.NoIndex = true
	page := view.NewPlacardPage(&e, h.Names(), h.Base(c), h.publisher(c).Full())
	shell.NoStore(c)
	return shell.Render(c, http.StatusOK, c.Pages().Press.Placard, ch, page)
}

// collections lists what editors put together.
func (h *pressRoom) collections(c *shell.Context) error {
	items, err := h.shownCollections(c.Context())
	if err != nil {
		return err
	}
	page := view.NewCollectionsPage(items)
	return shell.Render(c, http.StatusOK, c.Pages().Press.Collections, h.frame(c, page.Heading, page.Lead, address.Collections), page)
}

// collection shows one of them.
func (h *pressRoom) collection(c *shell.Context) error {
	x, err := h.DB.CollectionAt(c.Context(), c.Param("slug"))
	if err != nil {
		return err
	}
	if !x.Shown && !c.Actor().MayEnter(registry.ReviewArea) {
		return registry.Errorf(registry.NotFound, "Không tìm thấy bộ sưu tập này.")
	}
	list, err := h.DB.EditionsByID(c.Context(), x.Entries)
	if err != nil {
		return err
	}
	page := view.NewCollectionPage(x.Title, x.Lead, h.only(list), h.Names(), newsdesk.PackMost)
	ch := h.frame(c, x.Title, shell.Describe(x.Lead), address.Collection.At(x.Slug))
	ch.NoIndex = !x.Shown
	return shell.Render(c, http.StatusOK, c.Pages().Press.Collection, ch, page)
}
