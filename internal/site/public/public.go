package public

import (
	"net/http"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/graph"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// Area is everything that everybody may see, with what it keeps between
// requests.
type Area struct {
	*shell.Shell
	stories   shell.Memo[view.HomePage] // of the first page
	numbers   shell.Memo[*view.HomeNumbers]
	sitemap   shell.Memo[[][]byte]
	covers    shareCovers
	maps      graph.Maps
	renderer  graph.Renderer
	sizes     fileSizes
	suggested suggestedAnswers
}

// New makes the area.
func New(s *shell.Shell) shell.Area {
	h := &Area{Shell: s, maps: graph.Maps{Shell: s}}
	s.Lost = h.lost
	return h
}

// Routes adds the routes of the area.
func (h *Area) Routes(e *shell.Router) {
	(&pressRoom{h}).routes(e)
	e.Read(address.Home, h.home)
	e.Read(address.Stories, h.search)
	e.Read(string(address.StoriesOf), h.ofYear)
	e.Read(string(address.Story), h.opened(h.Cached(h.story)))
	e.Read(address.Units, h.Cached(h.units))
	e.Read(string(address.Unit), h.Cached(h.unit))
	e.Read(address.Figures, h.Cached(h.figures))
	e.Read(string(address.FigurePart), h.figurePart)
	e.Read(
		address.About,
		h.Cached(
			h.text(
				"Giới thiệu",
				"Việc khó, cách làm khéo, kết quả đo được.",
				func(p *view.PublicPages) view.Template[view.TextPage] { return p.About },
			),
		),
	)
	e.Read(
		address.Privacy,
		h.Cached(
			h.text(
				"Quyền riêng tư",
				"Chúng tôi giữ thông tin gì, để làm gì, và bạn có quyền gì.",
				func(p *view.PublicPages) view.Template[view.TextPage] { return p.Privacy },
			),
		),
	)
	e.Read(
		address.Accessibility,
		h.Cached(
			h.text(
				"Trợ năng",
				"Để ai cũng đọc được và làm được trên trang này.",
				func(p *view.PublicPages) view.Template[view.TextPage] { return p.Access },
			),
		),
	)
	e.Read(address.Help, h.Cached(h.helpIndex))
	e.Read(string(address.HelpPage), h.Cached(h.help))
	e.Read(address.SiteMap, h.siteMap)
	e.Read(address.Robots, h.robots)
	e.Read(string(address.Cover), h.shareCover)
	e.GET(address.Suggest, h.suggest)
	e.GET(address.Pattern, h.pattern)
	e.GET(address.PatternDesk, h.patternDesk)
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
		terms, _, err := h.Account.Retention(c.Context())
		if err != nil {
			return err
		}
		page := view.NewTextPage(title, lead, c.Route(), terms)
		return shell.Render(c, http.StatusOK, which(&c.Pages().Public), h.frame(c, title, lead, c.Route()), page)
	}
}

func (h *Area) helpIndex(c *shell.Context) error {
	page := view.NewHelpIndexPage(h.Flow.Settings().Body())
	return shell.Render(c, http.StatusOK, c.Pages().Public.HelpIndex, h.frame(c, page.Heading, page.Lead, address.Help), page)
}

func (h *Area) help(c *shell.Context) error {
	slug := c.Param("slug")
	page, ok := view.NewHelpPage(slug)
	if !ok {
		return registry.Errorf(registry.NotFound, "Chưa có hướng dẫn ở địa chỉ này. Mở trang Hướng dẫn để xem danh sách.")
	}
	ch := h.frame(c, page.Heading, page.Lead, address.HelpPage.At(slug))
	return shell.Render(c, http.StatusOK, c.Pages().Public.Help[slug], ch, page)
}

// robots keeps machines out of what is not to be found.
func (h *Area) robots(c *shell.Context) error {
	lines := []string{
		"User-agent: *",
		"Disallow: " + address.Desk,
		"Disallow: /quan-tri",
		"Disallow: " + address.SignIn,
		"Disallow: " + address.Suggest,
		"Disallow: " + address.Pattern,
		"",
		"Sitemap: " + h.Base(c) + address.SiteMap,
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
