package follow

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/graph"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// charts is the pictures of following up, for those who may see who is missing.
type charts struct {
	*shell.Shell
	maps  graph.Maps
	easel graph.Renderer
}

func (h *charts) routes(e *shell.Router) {
	g := e.Group(address.Charts, shell.RequireArea(registry.OversightArea))
	g.GET(address.Charts, h.page)
	g.GET(string(address.Chart), h.file)
}

// asked is what an address asks to see: a season and one step of it.
type asked struct {
	oversight.Year
	step registry.Step
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
	a.Year, err = h.Followup.Oversight(c.Context(), c.Actor(), y)
	return a, err
}

// query is the address of the same for another season or step.
func (a asked) query(y registry.Year, step registry.Step) string {
	return "?" + url.Values{"nam": {address.Year(y)}, "buoc": {step.String()}}.Encode()
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
	p := view.ChartsPage{
		Title: "Biểu đồ theo dõi năm " + address.Year(year),
		Lead:  "Ai đã có, ai còn thiếu, lĩnh vực nào còn trống. Chỉ người theo dõi xem được trang này; số liệu công khai ở trang Số liệu.",
	}
	seasons := slices.Clone(h.Flow.Seasons())
	slices.SortFunc(seasons, func(a, b registry.Season) int { return int(b.Year - a.Year) })
	for _, s := range seasons {
		p.Years = append(
			p.Years,
			view.Tab{Text: address.Year(s.Year), URL: address.Charts + a.query(s.Year, a.step), Current: s.Year == year},
		)
	}
	for _, s := range registry.Steps() {
		p.Steps = append(p.Steps, view.Tab{Text: s.Label(), URL: address.Charts + a.query(year, s), Current: s == a.step})
	}
	for _, g := range list {
		p.Charts = append(p.Charts, g.OnPage(address.Charts+"/", a.query(year, a.step)))
	}
	if len(list) == 0 {
		p.Empty = &view.Empty{Heading: "Chưa có gì để vẽ", Text: "Năm này chưa có đơn vị nào phải có mô hình. Xem lại cài đặt của năm."}
	}
	return shell.Render(c, http.StatusOK, c.Pages().Desk.Charts, h.DeskChrome(c, p.Title), p)
}

// file sends one figure as SVG, PNG or .xlsx.
func (h *charts) file(c *shell.Context) error {
	name, ending, ok := graph.GraphFile(c.Param("file"))
	if !ok {
		return registry.Errorf(registry.NotFound, "Không có hình này.")
	}
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
			s := h.Flow.Settings()
			source := "Nguồn: " + s.Owner + ", số liệu theo dõi đến ngày " + view.Day(a.Now) + ". Lưu hành nội bộ."
			c.Header().Set("Cache-Control", "no-store")
			return h.easel.Send(
				c,
				g,
				ending,
				a.query(a.Season.Year, a.step)+view.Day(a.Now),
				"-"+address.Year(a.Season.Year),
				source,
				h.Flow.Generation(),
			)
		}
	}
	return registry.Errorf(registry.NotFound, "Không có hình này.")
}
