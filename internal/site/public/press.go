package public

import (
	"net/http"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
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
	e.Read(string(address.StoryPack), h.pack)
	e.Read(string(address.StoryPart), h.part)
	e.Read(string(address.StoryPhoto), h.photoFile)
	e.Read(string(address.StoryQRSVG), h.qr(press.QRSVG, "image/svg+xml"))
	e.Read(string(address.StoryQRPNG), h.qr(press.QRPNG, "image/png"))
	e.Read(string(address.StoryPlacard), h.placard)
	e.Read(string(address.StorySpread), h.spreadPage)
	e.Read(string(address.StorySpreadSVG), h.spreadPage)
	e.Read(string(address.StorySpreadPNG), h.spreadPage)
	e.Read(string(address.StorySpreadXLSX), h.spreadPage)
	e.Read(address.StoriesPack, h.packSearch)
	e.Read(address.PressPack, h.packChosen)
	e.Read(address.PressRoom, h.Cached(h.room))
	e.Read(address.PressChoose, h.choose)
	e.Read(address.PressLeads, h.leads)
	e.POST(address.PressLeads, h.leadsSeen)
	for _, f := range press.Forms {
		e.Read(address.Feed(f.Ending), h.feedAs(f))
	}
	e.Read(string(address.PrivateFeed), h.privateFeed)
	e.Read(address.OEmbed, h.oembed)
	e.Read(string(address.Card), h.card)
	e.Read(address.Collections, h.collections)
	e.Read(string(address.Collection), h.collection)
}

// publisher is who publishes, for packs and feeds.
func (h *Area) publisher(c *shell.Context) press.Site {
	set := h.Flow.Settings()
	names := view.Site{Name: set.Name, Province: set.Province}
	return press.Site{Name: set.Name, Place: names.Place(), Owner: set.Owner, Contact: set.Contact, Base: h.Base(c)}
}

// published finds the story of an address that this reader may take away. One
// that was taken down says so; one whose time has not come does not exist.
func (h *pressRoom) published(c *shell.Context) (edition.Edition, error) {
	none := registry.Errorf(registry.NotFound, "Không tìm thấy mô hình này. Có thể địa chỉ gõ chưa đúng, hoặc bài chưa được đăng.")
	year, ok := shell.ReadYear(c.Param("year"))
	if !ok {
		return edition.Edition{}, none
	}
	e, err := h.DB.EditionAt(c.Context(), year, c.Param("slug"))
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
func moved(c *shell.Context, e *edition.Edition) (bool, error) {
	if string(e.Slug) == c.Param("slug") && address.Year(e.Season) == c.Param("year") {
		return false, nil
	}
	path := c.Request().URL.Path
	old := c.Param("year") + "/" + c.Param("slug")
	to := strings.Replace(path, old, address.Year(e.Season)+"/"+string(e.Slug), 1)
	if q := c.Request().URL.RawQuery; q != "" {
		to += "?" + q
	}
	return true, c.Redirect(http.StatusMovedPermanently, to)
}
