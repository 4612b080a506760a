package public

import (
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/graph"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
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
		sums, err := h.PublicLines(ctx)
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
			return h.renderer.Send(c, g, ending, view.YearQuery(y), suffix, h.sourceLine(), h.Flow.PublicGeneration())
		}
	}
	return registry.Errorf(registry.NotFound, "Không có hình này. Xem danh sách ở trang Số liệu.")
}

// sumsCSV sends the lines that may be added up. New columns come last.
func (h *Area) sumsCSV(c *shell.Context, y registry.Year) error {
	sums, err := h.PublicLines(c.Context())
	if err != nil {
		return err
	}
	rows := [][]string{{
		"Mã", "Chỉ số", "Cộng", view.InEffective, "Đơn vị tính", "Mô hình",
		"Kỳ", registry.Proven.Label(), registry.ByCommune.Label(), registry.SelfDeclared.Label(),
	}}
	for _, l := range sums.In(y) {
		if l.Aggregate != registry.Sum {
			continue
		}
		rows = append(rows, []string{
			l.Indicator, l.Name, shell.PlainNumber(l.Sum), shell.PlainNumber(l.Effective.Sum), l.Unit, strconv.Itoa(l.Entries),
			view.PeriodLabel(l.Period), shell.PlainNumber(l.Founded[registry.Proven].Sum),
			shell.PlainNumber(l.Founded[registry.ByCommune].Sum), shell.PlainNumber(l.Founded[registry.SelfDeclared].Sum),
		})
	}
	return shell.SendCSV(c, "chi-so", y, rows)
}

// indicatorCSV sends every value of an indicator, line by line, and says which are not
// counted. New columns come last.
func (h *Area) indicatorCSV(c *shell.Context, code string, y registry.Year) error {
	ind, ok := h.Flow.Catalogue().In(y).Indicator(code)
	if !ok {
		return registry.Errorf(registry.NotFound, "Không có bảng số liệu này. Xem danh sách ở trang Số liệu.")
	}
	lines, err := h.indicatorLines(c.Context(), code, y)
	if err != nil {
		return err
	}
	var ids []registry.EntryID
	for _, l := range lines {
		for _, v := range slices.Concat(l.Values, l.Passed) {
			ids = append(ids, v.Entry)
		}
	}
	names, err := h.DB.PublicNames(c.Context(), ids, h.Flow.Now())
	if err != nil {
		return err
	}
	rows := [][]string{{
		"Mô hình", "Đơn vị", "Năm", "Chỉ số", "Đạt", "Đơn vị tính", "Mô hình được xác nhận hiệu quả", "Địa chỉ",
		"Kỳ", "Nghĩa riêng", "Căn cứ số liệu", "Tính", "Tên đăng ký",
	}}
	said := map[bool]string{true: "có", false: "không"}
	for _, l := range lines {
		for _, part := range []struct {
			values  []oversight.Value
			counted bool
		}{{l.Values, true}, {l.Passed, false}} {
			for _, v := range part.values {
				rows = append(rows, []string{
					v.Title, h.Flow.Ledger().FullName(v.Unit), strconv.Itoa(int(v.Season)), ind.Label, shell.PlainNumber(v.Actual), l.Unit,
					said[v.Effective], h.Base(c) + address.Story.At(v.Season, v.Slug),
					view.PeriodLabel(l.Period), v.Label, v.Founding.Label(), said[part.counted], names[v.Entry],
				})
			}
		}
	}
	return shell.SendCSV(c, strings.ToLower(code), y, rows)
}
