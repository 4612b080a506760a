package public

import (
	"net/http"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/graph"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// Area is everything that everybody may see, with what it keeps between
// requests.
type Area struct {
	*shell.Shell
	stories  shell.Memo[view.HomePage] // of the first page
	numbers  shell.Memo[*homeNumbers]
	sitemap  shell.Memo[[][]byte]
	covers   shareCovers
	maps     graph.Maps
	renderer graph.Renderer
	sizes    fileSizes
}

// New makes the area.
func New(s *shell.Shell) shell.Area { return &Area{Shell: s, maps: graph.Maps{Shell: s}} }

// Routes adds the routes of the area.
func (h *Area) Routes(e *shell.Router) {
	(&pressRoom{h}).routes(e)
	e.Read("/", h.home)
	e.Read("/mo-hinh", h.search)
	e.Read("/mo-hinh/:year", h.ofYear)
	e.Read("/mo-hinh/:year/:slug", h.opened(h.Cached(h.story)))
	e.Read("/don-vi", h.Cached(h.units))
	e.Read("/don-vi/:code", h.Cached(h.unit))
	e.Read("/so-lieu", h.Cached(h.figures))
	e.Read("/so-lieu/:part", h.figurePart)
	e.Read(
		"/gioi-thieu",
		h.Cached(
			h.text(
				"Giới thiệu",
				"Việc khó, cách làm khéo, kết quả đo được.",
				func(p *view.PublicPages) view.Template[view.TextPage] { return p.About },
			),
		),
	)
	e.Read(
		"/quyen-rieng-tu",
		h.Cached(
			h.text(
				"Quyền riêng tư",
				"Chúng tôi giữ thông tin gì, để làm gì, và bạn có quyền gì.",
				func(p *view.PublicPages) view.Template[view.TextPage] { return p.Privacy },
			),
		),
	)
	e.Read(
		"/tro-nang",
		h.Cached(
			h.text(
				"Trợ năng",
				"Để ai cũng đọc được và làm được trên trang này.",
				func(p *view.PublicPages) view.Template[view.TextPage] { return p.Access },
			),
		),
	)
	e.Read("/huong-dan", h.Cached(h.helpIndex))
	e.Read("/huong-dan/:slug", h.Cached(h.help))
	e.Read("/sitemap.xml", h.siteMap)
	e.Read("/robots.txt", h.robots)
	e.Read("/bia/:file", h.shareCover)
	e.GET("/goi-y", h.suggest)
	e.GET("/mau", h.pattern)
	e.GET("/mau/lam-viec", h.patternDesk)
}

// frame is the chrome of a public page at its own address.
func (h *Area) frame(c *shell.Context, title, description, path string) view.Chrome {
	ch := h.Chrome(c, title)
	ch.Description = description
	ch.Canonical = ch.Base + path
	ch.Alternates = feedAlternates()
	return ch
}

// text shows a page of running text.
func (h *Area) text(title, lead string, which func(*view.PublicPages) view.Template[view.TextPage]) shell.Handler {
	return func(c *shell.Context) error {
		page := view.TextPage{Heading: title, Lead: lead, MoreTop: "Xem thêm"}
		var err error
		if page.Terms, _, err = h.Account.Retention(c.Context()); err != nil {
			return err
		}
		for _, l := range []view.Link{{Text: "Giới thiệu", URL: "/gioi-thieu"}, {Text: "Quyền riêng tư", URL: "/quyen-rieng-tu"}, {Text: "Trợ năng", URL: "/tro-nang"}, {Text: "Hướng dẫn", URL: "/huong-dan"}} {
			if l.URL != c.Route() {
				page.More = append(page.More, l)
			}
		}
		return shell.Render(c, http.StatusOK, which(&c.Pages().Public), h.frame(c, title, lead, c.Route()), page)
	}
}

func (h *Area) helpIndex(c *shell.Context) error {
	page := view.HelpIndexPage{
		Heading: "Hướng dẫn",
		Lead:    "Chọn việc bạn cần làm. Mỗi trang đọc trong ba phút.",
		Groups:  view.HelpGroups(),
	}
	return shell.Render(c, http.StatusOK, c.Pages().Public.HelpIndex, h.frame(c, page.Heading, page.Lead, "/huong-dan"), page)
}

func (h *Area) help(c *shell.Context) error {
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
		return shell.Render(c, http.StatusOK, c.Pages().Public.Help[t.Slug], h.frame(c, t.Title, t.Summary, t.URL()), page)
	}
	return registry.Errorf(registry.NotFound, "Chưa có hướng dẫn ở địa chỉ này. Mở trang Hướng dẫn để xem danh sách.")
}

// robots keeps machines out of what is not to be found.
func (h *Area) robots(c *shell.Context) error {
	lines := []string{
		"User-agent: *",
		"Disallow: /lam-viec",
		"Disallow: /quan-tri",
		"Disallow: /dang-nhap",
		"Disallow: /goi-y",
		"Disallow: /mau",
		"",
		"Sitemap: " + h.Base(c) + "/sitemap.xml",
		"",
	}
	return c.Text(http.StatusOK, strings.Join(lines, "\n"))
}

func (h *Area) pattern(c *shell.Context) error {
	ch := h.Chrome(c, "Mẫu thành phần")
	ch.NoIndex = true
	return shell.Render(c, http.StatusOK, c.Pages().Public.Pattern, ch, view.NewPatternPage())
}

func (h *Area) patternDesk(c *shell.Context) error {
	ch := h.Chrome(c, "Mẫu khu làm việc")
	ch.NoIndex, ch.Side = true, view.PatternSide()
	return shell.Render(c, http.StatusOK, c.Pages().Public.DeskLook, ch, view.NewPatternPage())
}
