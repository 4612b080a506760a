package public

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// askedYear is the season a page of figures is about; 0 means all.
func askedYear(c *shell.Context) registry.Year {
	if y, ok := shell.ReadYear(c.QueryParam("year")); ok {
		return y
	}
	return 0
}

// figures shows the public figures in brief.
func (h *Area) figures(c *shell.Context) error {
	ctx := c.Context()
	t, err := h.PublicTally(ctx)
	if err != nil {
		return err
	}
	sums, err := h.PublicLines(ctx)
	if err != nil {
		return err
	}
	in := view.FiguresInput{Ledger: h.Flow.Ledger(), Today: h.Flow.Today(), Year: askedYear(c), Tally: t}
	in.Lines = sums.In(in.Year)
	if t.Count(oversight.InSeason(in.Year)) > 0 {
		list, err := h.graphs(ctx, t, in.Year)
		if err != nil {
			return err
		}
		for _, g := range list {
			in.Charts = append(in.Charts, g.OnPage(address.Figures+"/", view.YearQuery(in.Year)))
		}
	}
	page := view.NewFiguresPage(in)
	ch := h.frame(
		c,
		page.Heading,
		"Mô hình dân vận khéo theo năm, lĩnh vực, loại đơn vị và kết quả cộng dồn, kèm tệp số liệu tải về.",
		address.Figures+view.YearQuery(in.Year),
	)
	return shell.Render(c, http.StatusOK, c.Pages().Public.Figures, ch, page)
}

// yearCount is how many stories a year has, by origin.
type yearCount struct {
	Year                 registry.Year
	Name                 string
	URL                  string
	Unknown              bool
	Registered, Reported int
}

// yearCounts counts each year, the oldest first, the unknown one last.
func yearCounts(t *oversight.Tally) []yearCount {
	years := t.Seasons()
	slices.Reverse(years)
	var out []yearCount
	for _, y := range append(years, 0) {
		own := t.Count(oversight.ExactSeason(y), oversight.ByUnits)
		c := yearCount{
			Year:       y,
			Name:       view.Sentence(view.YearText(y)),
			URL:        address.Stories + "?year=" + address.Year(y),
			Unknown:    y == 0,
			Registered: own,
			Reported:   t.Count(oversight.ExactSeason(y)) - own,
		}
		if c.Registered+c.Reported > 0 {
			out = append(out, c)
		}
	}
	return out
}

// indicatorLines reads the values of an indicator and puts them into lines.
func (h *Area) indicatorLines(ctx context.Context, code string, y registry.Year) ([]oversight.Line, error) {
	values, err := h.DB.PublicValuesOf(ctx, code, y, h.Flow.Now())
	if err != nil {
		return nil, err
	}
	return oversight.Lines(h.Flow.Catalogue().In(y), values), nil
}

// indicator lists every entry behind one line of an indicator: the usual one, unless
// the address names another.
func (h *Area) indicator(c *shell.Context, code string) error {
	y := askedYear(c)
	ind, ok := h.Flow.Catalogue().In(y).Indicator(code)
	if !ok {
		return registry.Errorf(registry.NotFound, "Không có chỉ số này. Xem danh sách ở trang Số liệu.")
	}
	ctx := c.Context()
	in := view.PublicIndicatorInput{Ledger: h.Flow.Ledger(), Indicator: ind, Year: y, Asked: c.QueryParams()}
	var err error
	if in.Lines, err = h.indicatorLines(ctx, code, y); err != nil {
		return err
	}
	t, err := h.PublicTally(ctx)
	if err != nil {
		return err
	}
	in.Seasons = t.Seasons()
	if y == 0 && ind.Aggregate == registry.Sum {
		sums, err := h.PublicLines(ctx)
		if err != nil {
			return err
		}
		if g := sumGraph(ind, sums); g != nil {
			drawn := g.OnPage(address.Figures+"/", "")
			in.Chart = &drawn
		}
	}
	ch := h.frame(c, ind.Label, fmt.Sprintf("%s: các mô hình góp vào số này, kèm tệp tải về.", ind.Label),
		address.FigurePart.At(code)+view.YearQuery(y))
	return shell.Render(c, http.StatusOK, c.Pages().Public.Indicator, ch, view.NewIndicatorPage(in))
}
