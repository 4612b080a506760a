package public

import (
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/graph"
	"danvankheo/internal/site/shell"
)

// figurePart is one figure on its own: a drawing or a table to download by the
// ending of its name, else the page of an indicator.
func (h *Area) figurePart(c *shell.Context) error {
	part := c.Param("part")
	if name, ending, ok := graph.GraphFile(part); ok {
		return h.graphPart(c, name, ending)
	}
	name, ok := strings.CutSuffix(part, ".csv")
	if !ok {
		return h.indicator(c, part)
	}
	t, err := h.PublicTally(c.Context())
	if err != nil {
		return err
	}
	y := askedYear(c)
	total := t.Count(oversight.InSeason(y))
	switch name {
	case "nam":
		rows := [][]string{{"Năm", "Đơn vị đăng ký", "Báo chí phản ánh", "Cộng"}}
		for _, n := range yearCounts(t) {
			rows = append(
				rows,
				[]string{n.Name, strconv.Itoa(n.Registered), strconv.Itoa(n.Reported), strconv.Itoa(n.Registered + n.Reported)},
			)
		}
		return shell.SendCSV(c, name, 0, rows)
	case "linh-vuc":
		rows := [][]string{{"Mã", "Lĩnh vực", "Mô hình"}}
		for _, f := range registry.DefaultFields() {
			rows = append(rows, []string{string(f.Code), f.Label, strconv.Itoa(t.Count(oversight.InSeason(y), oversight.InField(f.Code)))})
		}
		return shell.SendCSV(c, name, y, append(rows, []string{"", "Cộng", strconv.Itoa(total)}))
	case "loai":
		rows := [][]string{{"Loại", "Mô hình"}}
		for _, typ := range registry.Types() {
			rows = append(
				rows,
				[]string{
					typ.Label(),
					strconv.Itoa(t.Count(oversight.InSeason(y), func(r oversight.PublicCount) bool { return r.Type == typ })),
				},
			)
		}
		return shell.SendCSV(c, name, y, append(rows, []string{"Cộng", strconv.Itoa(total)}))
	case "ma-tran":
		return shell.SendCSV(c, name, y, h.matrixRows(t, y))
	case "chi-so":
		return h.sumsCSV(c, y)
	}
	return h.indicatorCSV(c, name, y)
}

// matrixRows is the table of units and fields.
func (h *Area) matrixRows(t *oversight.Tally, y registry.Year) [][]string {
	g := h.unitFieldGraph(t, y)
	if g == nil {
		return [][]string{{"Đơn vị"}}
	}
	var head []string
	for _, c := range g.Columns {
		head = append(head, c.Label)
	}
	rows := [][]string{head}
	for _, r := range g.Rows {
		var row []string
		for _, d := range r {
			if d.IsNum {
				d.Text = shell.PlainNumber(d.Number)
			}
			row = append(row, d.Text)
		}
		rows = append(rows, row)
	}
	return rows
}

// graphPart sends a file of a figure.
func (h *Area) graphPart(c *shell.Context, name, ending string) error {
	ctx, y := c.Context(), askedYear(c)
	t, err := h.PublicTally(ctx)
	if err != nil {
		return err
	}
	list, err := h.graphs(ctx, t, y)
	if err != nil {
		return err
	}
	if ind, ok := h.Flow.Catalogue().Indicator(name); ok {
		sums, err := h.PublicSums(ctx)
		if err != nil {
			return err
		}
		if g := sumGraph(ind, sums); g != nil {
			list = append(list, g)
		}
	}
	suffix := ""
	if y != 0 {
		suffix = "-" + address.Year(y)
	}
	for _, g := range list {
		if g.Name == name {
			return h.renderer.Send(c, g, ending, shell.YearQuery(y), suffix, h.sourceLine(), h.Flow.PublicGeneration())
		}
	}
	return registry.Errorf(registry.NotFound, "Không có hình này. Xem danh sách ở trang Số liệu.")
}

func (h *Area) sumsCSV(c *shell.Context, y registry.Year) error {
	sums, err := h.PublicSums(c.Context())
	if err != nil {
		return err
	}
	rows := [][]string{{"Mã", "Chỉ số", "Cộng", "Đã xác nhận", "Đơn vị tính", "Mô hình"}}
	for _, s := range oversight.SumsOfSeason(h.Flow.Catalogue(), sums, y) {
		rows = append(
			rows,
			[]string{
				s.Indicator.Code,
				s.Indicator.Label,
				shell.PlainNumber(s.All),
				shell.PlainNumber(s.Confirmed),
				s.Indicator.Unit,
				strconv.Itoa(s.Entries),
			},
		)
	}
	return shell.SendCSV(c, "chi-so", y, rows)
}

func (h *Area) indicatorCSV(c *shell.Context, code string, y registry.Year) error {
	ind, ok := h.Flow.Catalogue().In(y).Indicator(code)
	if !ok {
		return registry.Errorf(registry.NotFound, "Không có bảng số liệu này. Xem danh sách ở trang Số liệu.")
	}
	list, err := h.DB.PublicContributions(c.Context(), code, y, h.Flow.Now())
	if err != nil {
		return err
	}
	rows := [][]string{{"Mô hình", "Đơn vị", "Năm", "Chỉ số", "Đạt", "Đơn vị tính", "Đã xác nhận", "Địa chỉ"}}
	for _, x := range list {
		measure, confirmed := x.Measure, "không"
		if measure == "" {
			measure = ind.Unit
		}
		if x.Confirmed {
			confirmed = "có"
		}
		rows = append(
			rows,
			[]string{
				x.Title,
				h.Flow.Ledger().FullName(x.Unit),
				strconv.Itoa(int(x.Season)),
				ind.Label,
				shell.PlainNumber(x.Actual),
				measure,
				confirmed,
				h.Base(c) + address.Story.At(x.Season, x.Slug),
			},
		)
	}
	return shell.SendCSV(c, strings.ToLower(code), y, rows)
}
