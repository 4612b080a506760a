package follow

import (
	"net/http"
	"slices"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/graph"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// charts is the pictures of following up, for those who may see who is missing.
type charts struct {
	*shell.Shell
	maps     graph.Maps
	renderer graph.Renderer
}

func (h *charts) routes(e *shell.Router) {
	g := e.Group(address.Charts, shell.RequireArea(registry.OversightArea))
	g.GET(address.Charts, h.page)
	g.GET(string(address.Chart), h.file)
}

// asked is what an address asks to see: a season and one step of it, beside the
// other seasons.
type asked struct {
	oversight.Year
	step registry.Step
	all  []oversight.Year // the oldest first
}

func (h *charts) asked(c *shell.Context) (a asked, err error) {
	y := h.Flow.CurrentYear()
	if n, err := strconv.Atoi(c.QueryParam("nam")); err == nil {
		y = registry.Year(n)
	}
	if !slices.ContainsFunc(h.Flow.Seasons(), func(s registry.Season) bool { return s.Year == y }) {
		return a, registry.Errorf(registry.NotFound, "Năm này chưa được mở. Chọn năm khác.")
	}
	a.step = registry.Registering
	if s, err := registry.ParseStep(c.QueryParam("buoc")); err == nil {
		a.step = s
	}
	err = h.Flow.View(c.Context(), func(rx *sqlite.Rx) error {
		a.all = nil
		for _, s := range slices.Backward(h.Flow.Seasons()) {
			year, err := h.Followup.ReadOversight(c.Context(), rx, c.Actor(), s.Year)
			if err != nil {
				return err
			}
			if a.all = append(a.all, year); s.Year == y {
				a.Year = year
			}
		}
		return nil
	})
	return a, err
}

func (h *charts) page(c *shell.Context) error {
	a, err := h.asked(c)
	if err != nil {
		return err
	}
	list, err := h.graphs(c, a)
	if err != nil {
		return err
	}
	year := a.Season.Year
	var drawn []view.Chart
	for _, g := range list {
		drawn = append(drawn, g.OnPage(address.Charts+"/", view.ChartsQuery(year, a.step)))
	}
	p := view.NewChartsPage(year, a.step, h.Flow.Seasons(), drawn)
	return shell.Render(c, http.StatusOK, c.Pages().Desk.Charts, h.DeskChrome(c, p.Title), p)
}

// file sends one figure as SVG, PNG or .xlsx.
func (h *charts) file(c *shell.Context) error {
	name, ending, ok := graph.GraphFile(c.Param("file"))
	if !ok {
		return registry.Errorf(registry.NotFound, "Không có hình này.")
	}
	generation := h.Flow.Generation() // before reading: a picture is kept under what it shows, or under older
	a, err := h.asked(c)
	if err != nil {
		return err
	}
	list, err := h.graphs(c, a)
	if err != nil {
		return err
	}
	for _, g := range list {
		if g.Name == name {
			c.Header().Set("Cache-Control", "no-store")
			year := a.Season.Year
			return h.renderer.Send(c, g, ending, view.ChartsQuery(year, a.step)+view.Day(a.Now), "-"+address.Year(year),
				view.ChartsSource(h.Flow.Settings().Owner, a.Now), generation)
		}
	}
	return registry.Errorf(registry.NotFound, "Không có hình này.")
}
