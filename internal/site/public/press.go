package public

import (
	"net/http"
	"strings"

	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/newsdesk"
)

// pressRoom is what newsrooms take away, and the part of the work area that goes
// with it.
type pressRoom struct{ *Area }

func (h *pressRoom) routes(e *shell.Router) {
	story := "/mo-hinh/:year/:slug"
	e.Read(story+"/goi-bao-chi.zip", h.pack)
	e.Read(story+"/tai/:file", h.part)
	e.Read(story+"/anh/:file", h.photoFile)
	e.Read(story+"/qr.svg", h.qr(press.QRSVG, "image/svg+xml"))
	e.Read(story+"/qr.png", h.qr(press.QRPNG, "image/png"))
	e.Read(story+"/bien-a5", h.placard)
	for _, ending := range []string{"", ".svg", ".png", ".xlsx"} {
		e.Read(story+"/lan-toa"+ending, h.spreadPage)
	}
	e.Read("/mo-hinh/goi-bao-chi.zip", h.packSearch)
	e.Read("/bao-chi/goi-bao-chi.zip", h.packChosen)
	e.Read("/bao-chi", h.Cached(h.room))
	e.Read("/bao-chi/chon", h.choose)
	e.Read("/bao-chi/goi-y-de-tai", h.leads)
	e.POST("/bao-chi/goi-y-de-tai", h.leadsSeen)
	for _, f := range press.Forms {
		e.Read("/feed."+f.Ending, h.feedAs(f))
	}
	e.Read("/feed/rieng/:secret/:file", h.privateFeed)
	e.Read("/oembed", h.oembed)
	e.Read("/nhung/:year/:slug", h.card)
	e.Read("/bo-suu-tap", h.collections)
	e.Read("/bo-suu-tap/:slug", h.collection)
}

// publisher is who publishes, for packs and feeds.
func (h *Area) publisher(c *shell.Context) press.Site {
	set := h.Flow.Settings()
	names := view.Site{Name: set.Name, Province: set.Province}
	return press.Site{Name: set.Name, Place: names.Place(), Owner: set.Owner, Contact: set.Contact, Base: h.Base(c)}
}

// published finds the story of an address that this reader may take away. One
// that was taken down says so; one whose time has not come does not exist.
func (h *pressRoom) published(c *shell.Context) (registry.Entry, error) {
	none := registry.Errorf(registry.NotFound, "Không tìm thấy mô hình này. Có thể địa chỉ gõ chưa đúng, hoặc bài chưa được đăng.")
	year, ok := shell.ReadYear(c.Param("year"))
	if !ok {
		return registry.Entry{}, none
	}
	e, err := h.DB.EntryAt(c.Context(), year, c.Param("slug"))
	switch {
	case registry.KindOf(err) == registry.NotFound:
		return e, none
	case err != nil:
		return e, err
	case e.Publication == registry.Removed && !e.PublishedAt.IsZero():
		return e, registry.Errorf(registry.NotFound, "Bài này đã được gỡ nên không còn gì để tải.")
	case !newsdesk.Packable(c.Actor(), &e, h.Flow.Now()):
		return e, none
	}
	return e, nil
}

// moved leads from an address the story had before to the same file at its
// present one; false when the address is the present one.
func moved(c *shell.Context, e *registry.Entry) (bool, error) {
	if string(e.Slug) == c.Param("slug") && view.YearPath(e.Season) == c.Param("year") {
		return false, nil
	}
	path := c.Request().URL.Path
	old := c.Param("year") + "/" + c.Param("slug")
	to := strings.Replace(path, old, view.YearPath(e.Season)+"/"+string(e.Slug), 1)
	if q := c.Request().URL.RawQuery; q != "" {
		to += "?" + q
	}
	return true, c.Redirect(http.StatusMovedPermanently, to)
}
