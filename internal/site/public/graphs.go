package public

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/chart"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/graph"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// graphs are the public figures of a season (0: all), in the order of the page.
func (h *Area) graphs(ctx context.Context, t *oversight.Tally, y registry.Year) ([]*graph.Graph, error) {
	total := t.Count(oversight.InSeason(y))
	place, err := h.placeGraph(ctx, t, y)
	if err != nil {
		return nil, err
	}
	list := []*graph.Graph{place}
	if y == 0 {
		list = append(list, h.yearGraph(t))
	}
	list = append(list, h.fieldGraph(t, y, total), h.typeGraph(t, y, total))
	if y == 0 {
		list = append(list, h.fieldYearGraph(t))
	}
	list = append(list, h.unitFieldGraph(t, y))
	return slices.DeleteFunc(list, func(g *graph.Graph) bool { return g == nil }), nil
}

// sourceLine is what a file says under its drawing.
func (h *Area) sourceLine() string {
	s := h.Flow.Settings()
	return fmt.Sprintf("Nguồn: %s, %s; đếm trên các mô hình đã công khai đến ngày %s.", s.Name, s.Province, view.Day(h.Flow.Now()))
}

// placeGraph is the map: boundaries when an admin took them in, else tiles.
func (h *Area) placeGraph(ctx context.Context, t *oversight.Tally, y registry.Year) (*graph.Graph, error) {
	ledger := h.Flow.Ledger()
	of := t.ByToday(ledger, oversight.InSeason(y))
	m, err := h.maps.Communes(ctx, func(u registry.Unit) (float64, string) {
		n := of[u.Code]
		if n == 0 {
			return 0, u.Name + ": chưa có mô hình được đăng"
		}
		return float64(n), u.Name + ": " + view.Count(n) + " mô hình"
	}, view.CountSteps(), view.CountKey())
	if err != nil || len(m.Places) == 0 {
		return nil, err
	}
	g := &graph.Graph{
		Name: "ban-do", Kicker: "Ở đâu", Columns: graph.NumberColumns("Xã, phường hôm nay", "Mô hình"), Draw: m.Draw,
		Note: m.Note + " Màu đậm hơn là nhiều mô hình hơn, kể cả mô hình của các đơn vị tiền thân.",
		Desc: "Bản đồ xã, phường của tỉnh, tô đậm theo số mô hình.",
	}
	units := ledger.On(h.Flow.Today(), registry.Commune, registry.Ward)
	with := 0
	slices.SortStableFunc(units, func(a, b registry.Unit) int { return cmp.Compare(of[b.Code], of[a.Code]) })
	for _, u := range units {
		if of[u.Code] == 0 {
			continue
		}
		with++
		g.Rows = append(
			g.Rows,
			[]graph.Cell{
				graph.Text(u.Name, address.Unit.At(u.Code)),
				graph.Count(of[u.Code], view.StoriesOf(y, url.Values{"unit": {string(u.Code)}})),
			},
		)
	}
	g.Heading = fmt.Sprintf("%s trong %s xã, phường hôm nay có mô hình được đăng", view.Count(with), view.Count(len(units)))
	return g, nil
}

// yearGraph is the stories of each year, by their origin.
func (h *Area) yearGraph(t *oversight.Tally) *graph.Graph {
	g := &graph.Graph{
		Name: "nam", Kicker: "Theo năm", Columns: graph.NumberColumns("Năm", "Đơn vị đăng ký", "Báo chí phản ánh", "Cộng"),
		Desc: "Cột: số mô hình của mỗi năm, phần dưới do đơn vị đăng ký, phần trên do báo chí phản ánh.",
	}
	c := chart.Columns{Series: []chart.Series{{Name: "đơn vị đăng ký", Ink: chart.Accent}, {Name: "báo chí phản ánh", Ink: chart.Edge}}}
	var best []string // one year, or several with as many
	most := 0
	for _, n := range yearCounts(t) {
		sum := n.Registered + n.Reported
		list := func(origin string) string { return n.URL + "&origin=" + origin }
		g.Rows = append(
			g.Rows,
			[]graph.Cell{
				graph.Text(n.Name, n.URL),
				graph.Count(n.Registered, list("dang-ky")),
				graph.Count(n.Reported, list("bao-chi")),
				graph.Count(sum, n.URL),
			},
		)
		if n.Unknown {
			g.Note = view.Count(sum) + " mô hình do báo chí phản ánh không rõ năm, không vẽ trong hình nhưng có trong bảng."
			continue
		}
		c.Names = append(c.Names, n.Name)
		c.Values = append(c.Values, []float64{float64(n.Registered), float64(n.Reported)})
		if sum > most {
			best, most = nil, sum
		}
		if sum == most {
			best = append(best, n.Name)
		}
	}
	if len(c.Names) == 0 {
		return nil
	}
	g.Heading = fmt.Sprintf("Năm %s nhiều nhất: %s mô hình", best[0], view.Count(most))
	if len(best) > 1 {
		g.Heading = fmt.Sprintf("Các năm %s cùng nhiều nhất: mỗi năm %s mô hình", strings.Join(best, ", "), view.Count(most))
	}
	g.Draw = func(f chart.Frame) *chart.Picture { c := c; c.Frame = f; return c.Draw() }
	return g
}

// barGraph compares counts of a whole; heading takes the words for the largest.
func barGraph(g *graph.Graph, total int, bars []chart.Bar, heading func(chart.Bar) string) *graph.Graph {
	best := bars[0]
	for i := range bars {
		n := int(bars[i].Value)
		bars[i].Note = share(n, total)
		if bars[i].Value > best.Value {
			best = bars[i]
		}
	}
	g.Heading = heading(best)
	g.Draw = func(f chart.Frame) *chart.Picture { return chart.Bars{Frame: f, Rows: bars}.Draw() }
	return g
}

// share writes a part of a whole in per cent.
func share(n, total int) string {
	return registry.Percent(n, total)
}

func (h *Area) fieldGraph(t *oversight.Tally, y registry.Year, total int) *graph.Graph {
	g := &graph.Graph{
		Name:    "linh-vuc",
		Kicker:  "Theo lĩnh vực",
		Columns: append(graph.NumberColumns("Lĩnh vực", "Mô hình"), view.Column{Label: "Tỷ lệ", Num: true}),
		Desc:    "Thanh: số mô hình của sáu lĩnh vực.",
	}
	var bars []chart.Bar
	known := 0
	for _, f := range registry.DefaultFields() {
		n := t.Count(oversight.InSeason(y), oversight.InField(f.Code))
		known += n
		g.Rows = append(
			g.Rows,
			[]graph.Cell{
				graph.Text(f.Label, ""),
				graph.Count(n, view.StoriesOf(y, url.Values{"field": {string(f.Code)}})),
				graph.Text(share(n, total), ""),
			},
		)
		bars = append(bars, chart.Bar{Name: f.Label, Value: float64(n), Ink: chart.Field(string(f.Code))})
	}
	if known < total {
		g.Note = view.Count(total-known) + " mô hình chưa rõ lĩnh vực."
	}
	g.Foot = []graph.Cell{graph.Text("Cộng", ""), graph.Count(total, view.StoriesOf(y, nil)), graph.Text("", "")}
	return barGraph(g, total, bars, func(b chart.Bar) string {
		var names []string
		for _, x := range bars {
			if x.Value == b.Value {
				names = append(names, vietnamese.Lower(x.Name))
			}
		}
		each := ""
		if len(names) > 1 {
			each = "mỗi lĩnh vực "
		}
		return fmt.Sprintf("Nhiều nhất là %s: %s%s trong %s mô hình", strings.Join(names, ", "), each, view.Number(b.Value),
			view.Count(total))
	})
}

func (h *Area) typeGraph(t *oversight.Tally, y registry.Year, total int) *graph.Graph {
	g := &graph.Graph{
		Name:    "loai",
		Kicker:  "Theo loại",
		Columns: append(graph.NumberColumns("Loại", "Mô hình"), view.Column{Label: "Tỷ lệ", Num: true}),
		Desc:    "Thanh: số mô hình và điển hình theo loại.",
	}
	var bars []chart.Bar
	for _, typ := range registry.Types() {
		n := t.Count(oversight.InSeason(y), func(r oversight.PublicCount) bool { return r.Type == typ })
		g.Rows = append(
			g.Rows,
			[]graph.Cell{
				graph.Text(typ.Label(), ""),
				graph.Count(n, view.StoriesOf(y, url.Values{"kind": {typ.String()}})),
				graph.Text(share(n, total), ""),
			},
		)
		bars = append(bars, chart.Bar{Name: typ.Label(), Value: float64(n), Ink: chart.Accent})
	}
	g.Foot = []graph.Cell{graph.Text("Cộng", ""), graph.Count(total, view.StoriesOf(y, nil)), graph.Text("", "")}
	return barGraph(g, total, bars, func(b chart.Bar) string {
		return fmt.Sprintf("%s chiếm %s", view.Sentence(b.Name), share(int(b.Value), total))
	})
}

// fieldYearGraph is the fields over the years.
func (h *Area) fieldYearGraph(t *oversight.Tally) *graph.Graph {
	fields := registry.DefaultFields()
	g := &graph.Graph{
		Name:    "linh-vuc-nam",
		Kicker:  "Lĩnh vực qua các năm",
		Heading: "Sáu lĩnh vực qua các năm",
		Desc:    "Sáu hình đường, mỗi hình một lĩnh vực, cùng một thang đo.",
		Note:    "Sáu hình cùng một thang đo; đường nhạt là các lĩnh vực khác. Mô hình không rõ năm không vẽ, có trong bảng.",
	}
	l := chart.Lines{Series: view.FieldSeries(), Values: make([][]float64, len(fields))}
	g.Columns = []view.Column{{Label: "Năm"}}
	for _, f := range fields {
		g.Columns = append(g.Columns, view.Column{Label: f.Label, Num: true})
	}
	for _, n := range yearCounts(t) {
		row := []graph.Cell{graph.Text(n.Name, n.URL)}
		for i, f := range fields {
			v := t.Count(oversight.ExactSeason(n.Year), oversight.InField(f.Code))
			row = append(row, graph.Count(v, n.URL+"&field="+string(f.Code)))
			if !n.Unknown {
				l.Values[i] = append(l.Values[i], float64(v))
			}
		}
		g.Rows = append(g.Rows, row)
		if !n.Unknown {
			l.Names = append(l.Names, n.Name)
		}
	}
	if len(l.Names) < 2 {
		return nil
	}
	g.Draw = func(f chart.Frame) *chart.Picture { l := l; l.Frame = f; return l.Draw() }
	return g
}

// shownRows is how many units the drawing of a matrix shows.
const shownRows = 25

// unitFieldGraph is today's units × fields: the units that have stories.
func (h *Area) unitFieldGraph(t *oversight.Tally, y registry.Year) *graph.Graph {
	ledger, fields := h.Flow.Ledger(), registry.DefaultFields()
	counts := map[registry.UnitCode][]int{}
	for i, f := range fields {
		for code, n := range t.ByToday(ledger, oversight.InSeason(y), oversight.InField(f.Code)) {
			if counts[code] == nil {
				counts[code] = make([]int, len(fields))
			}
			counts[code][i] += n
		}
	}
	var units []registry.Unit
	for code := range counts {
		if u, ok := ledger.Unit(code); ok {
			units = append(units, u)
		}
	}
	if len(units) == 0 {
		return nil
	}
	sum := func(u registry.Unit) (n int) {
		for _, v := range counts[u.Code] {
			n += v
		}
		return n
	}
	registry.SortUnits(units)
	slices.SortStableFunc(units, func(a, b registry.Unit) int { return sum(b) - sum(a) })
	g := &graph.Graph{
		Name:    "ma-tran",
		Kicker:  "Đơn vị và lĩnh vực",
		Heading: "Đơn vị nào có mô hình ở lĩnh vực nào",
		Desc:    "Bảng ô đơn vị và lĩnh vực, ô đậm hơn là nhiều mô hình hơn.",
		Note:    "Đơn vị hôm nay, kể cả mô hình của đơn vị tiền thân; một mô hình của đơn vị đã chia được tính cho mỗi đơn vị kế thừa.",
	}
	g.Columns = []view.Column{{Label: "Đơn vị"}}
	for _, f := range fields {
		g.Columns = append(g.Columns, view.Column{Label: f.Label, Num: true})
	}
	m := chart.Matrix{Columns: view.FieldSeries(), Steps: view.CountSteps()}
	for _, u := range units {
		row, r := []graph.Cell{graph.Text(u.Name, address.Unit.At(u.Code))}, chart.MatrixRow{Name: u.Name}
		for i, f := range fields {
			n := counts[u.Code][i]
			row = append(row, graph.Count(n, view.StoriesOf(y, url.Values{"unit": {string(u.Code)}, "field": {string(f.Code)}})))
			r.Values = append(r.Values, float64(n))
		}
		g.Rows = append(g.Rows, row)
		if len(m.Rows) < shownRows {
			m.Rows = append(m.Rows, r)
		}
	}
	if len(units) > shownRows {
		g.Note += fmt.Sprintf(" Hình vẽ %d đơn vị nhiều mô hình nhất; bảng có đủ %s đơn vị.", shownRows, view.Count(len(units)))
	}
	g.Draw = func(f chart.Frame) *chart.Picture { m := m; m.Frame = f; return m.Draw() }
	return g
}

// sumGraph is what an indicator that may be added up came to, year by year, in its
// usual meaning: what somebody beside the units vouches for, and what they declare.
func sumGraph(ind registry.Indicator, sums *oversight.PublicLines) *graph.Graph {
	const vouched, declared = "Có minh chứng hoặc xã, phường xác nhận", "Đơn vị tự khai"
	g := &graph.Graph{
		Name:    ind.Code,
		Kicker:  "Theo năm",
		Columns: graph.NumberColumns("Năm", vouched, declared, "Mô hình"),
		Desc:    "Cột: " + ind.Label + " của mỗi năm.",
	}
	c := chart.Columns{Series: []chart.Series{
		{Name: "có minh chứng hoặc xã, phường xác nhận", Ink: chart.Accent}, {Name: "đơn vị tự khai", Ink: chart.Edge},
	}}
	var total registry.Adder
	for _, l := range sums.ByYear(ind.Code) {
		name := address.Year(l.Season)
		at := view.WithQuery(address.FigurePart.At(ind.Code), view.LineQuery(l.Season, &l.Line))
		founded, own := l.Vouched().Sum, l.Founded[registry.SelfDeclared].Sum
		g.Rows = append(
			g.Rows,
			[]graph.Cell{
				graph.Text(name, at),
				graph.Number(founded, at),
				graph.Number(own, at),
				graph.Count(l.Entries, at),
			},
		)
		c.Names = append(c.Names, name)
		c.Values = append(c.Values, []float64{founded, own})
		total.Add(l.Sum)
	}
	if len(c.Names) < 2 {
		return nil
	}
	n, unit := view.Quantity(total.Sum().Float(), ind.Unit)
	g.Heading = fmt.Sprintf("%s %s qua %d năm, mỗi năm tính riêng", n, unit, len(c.Names))
	g.Draw = func(f chart.Frame) *chart.Picture { c := c; c.Frame = f; return c.Draw() }
	return g
}
