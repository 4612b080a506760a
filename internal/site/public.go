package site

import (
	"net/http"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// showcase is everything that everybody may see, with what it keeps between
// requests.
type showcase struct {
	*Shell
	homes   fresh[*homePages]
	numbers fresh[*homeNumbers]
	sitemap fresh[[][]byte]
	covers  shareCovers
	maps    mapMaker
	easel   easel
	weights weights
}

// newPublic makes the area.
func newPublic(s *Shell) Area { return &showcase{Shell: s, maps: mapMaker{Shell: s}} }

// Routes adds the routes of the area.
func (h *showcase) Routes(e *Router) {
	(&pressRoom{h}).routes(e)
	e.Read("/", h.home)
	e.Read("/mo-hinh", h.search)
	e.Read("/mo-hinh/:year", h.ofYear)
	e.Read("/mo-hinh/:year/:slug", h.opened(h.shelved(h.story)))
	e.Read("/don-vi", h.shelved(h.units))
	e.Read("/don-vi/:code", h.shelved(h.unit))
	e.Read("/so-lieu", h.shelved(h.figures))
	e.Read("/so-lieu/:part", h.figurePart)
	e.Read(
		"/gioi-thieu",
		h.shelved(
			h.text(
				"Giới thiệu",
				"Việc khó, cách làm khéo, kết quả đo được.",
				func(p *view.PublicPages) view.Template[view.TextPage] { return p.About },
			),
		),
	)
	e.Read(
		"/quyen-rieng-tu",
		h.shelved(
			h.text(
				"Quyền riêng tư",
				"Chúng tôi giữ thông tin gì, để làm gì, và bạn có quyền gì.",
				func(p *view.PublicPages) view.Template[view.TextPage] { return p.Privacy },
			),
		),
	)
	e.Read(
		"/tro-nang",
		h.shelved(
			h.text(
				"Trợ năng",
				"Để ai cũng đọc được và làm được trên trang này.",
				func(p *view.PublicPages) view.Template[view.TextPage] { return p.Access },
			),
		),
	)
	e.Read("/huong-dan", h.shelved(h.helpIndex))
	e.Read("/huong-dan/:slug", h.shelved(h.help))
	e.Read("/sitemap.xml", h.siteMap)
	e.Read("/robots.txt", h.robots)
	e.Read("/bia/:file", h.shareCover)
	e.GET("/goi-y", h.suggest)
	e.GET("/mau", h.pattern)
	e.GET("/mau/lam-viec", h.patternDesk)
}

// frame is the chrome of a public page at its own address.
func (h *showcase) frame(c *Context, title, description, path string) view.Chrome {
	ch := h.chrome(c, title)
	ch.Description = description
	ch.Canonical = ch.Base + path
	ch.Alternates = feedAlternates()
	return ch
}

// anonymous reports whether the page is the same for everybody: nobody has signed
// in and nothing was just done.
func (h *Shell) anonymous(c *Context) bool {
	if h.Dev || c.Actor().Account != 0 {
		return false
	}
	_, err := c.Cookie(cookieName(c, flashCookie))
	return err != nil
}

func (h *showcase) reference() view.Reference {
	return view.Reference{Ledger: h.Flow.Ledger(), Catalogue: h.Flow.Catalogue()}
}

// text shows a page of running text.
func (h *showcase) text(title, lead string, which func(*view.PublicPages) view.Template[view.TextPage]) Handler {
	return func(c *Context) error {
		page := view.TextPage{Heading: title, Lead: lead, MoreTop: "Xem thêm"}
		var err error
		if page.Terms, _, err = h.Flow.Retention(c.Context()); err != nil {
			return err
		}
		for _, l := range []view.Link{{Text: "Giới thiệu", URL: "/gioi-thieu"}, {Text: "Quyền riêng tư", URL: "/quyen-rieng-tu"}, {Text: "Trợ năng", URL: "/tro-nang"}, {Text: "Hướng dẫn", URL: "/huong-dan"}} {
			if l.URL != c.Route() {
				page.More = append(page.More, l)
			}
		}
		return render(c, http.StatusOK, which(&c.Pages().Public), h.frame(c, title, lead, c.Route()), page)
	}
}

func (h *showcase) helpIndex(c *Context) error {
	page := view.HelpIndexPage{
		Heading: "Hướng dẫn",
		Lead:    "Chọn việc bạn cần làm. Mỗi trang đọc trong ba phút.",
		Groups:  view.HelpGroups(),
	}
	return render(c, http.StatusOK, c.Pages().Public.HelpIndex, h.frame(c, page.Heading, page.Lead, "/huong-dan"), page)
}

func (h *showcase) help(c *Context) error {
	for _, t := range view.HelpTexts() {
		if t.Slug != c.Param("slug") {
			continue
		}
		page := view.TextPage{
			Heading: t.Title, Lead: t.Summary, MoreTop: "Hướng dẫn khác",
			Crumbs: []view.Crumb{{Text: "Hướng dẫn", URL: "/huong-dan"}, {Text: t.Title}},
		}
		for _, o := range view.HelpTexts() {
			if o.Slug != t.Slug {
				page.More = append(page.More, view.Link{Text: o.Title, URL: o.URL()})
			}
		}
		return render(c, http.StatusOK, c.Pages().Public.Help[t.Slug], h.frame(c, t.Title, t.Summary, t.URL()), page)
	}
	return registry.Errorf(registry.NotFound, "Chưa có hướng dẫn ở địa chỉ này. Mở trang Hướng dẫn để xem danh sách.")
}

// robots keeps machines out of what is not to be found.
func (h *showcase) robots(c *Context) error {
	lines := []string{
		"User-agent: *",
		"Disallow: /lam-viec",
		"Disallow: /quan-tri",
		"Disallow: /dang-nhap",
		"Disallow: /goi-y",
		"Disallow: /mau",
		"",
		"Sitemap: " + h.base(c) + "/sitemap.xml",
		"",
	}
	return c.Text(http.StatusOK, strings.Join(lines, "\n"))
}

func (h *showcase) pattern(c *Context) error {
	ch := h.chrome(c, "Mẫu thành phần")
	ch.NoIndex = true
	return render(c, http.StatusOK, c.Pages().Public.Pattern, ch, view.NewPatternPage())
}

func (h *showcase) patternDesk(c *Context) error {
	ch := h.chrome(c, "Mẫu khu làm việc")
	ch.NoIndex, ch.Side = true, view.PatternSide()
	return render(c, http.StatusOK, c.Pages().Public.DeskLook, ch, view.NewPatternPage())
}
