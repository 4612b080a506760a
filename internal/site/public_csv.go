package site

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// figurePart is one figure on its own: a drawing or a table to download by the
// ending of its name, else the page of an indicator.
func (h *showcase) figurePart(c echo.Context) error {
	part := c.Param("part")
	if name, ending, ok := graphFile(part); ok {
		return h.graphPart(c, name, ending)
	}
	name, ok := strings.CutSuffix(part, ".csv")
	if !ok {
		return h.indicator(c, part)
	}
	t, err := h.tallied(c.Request().Context())
	if err != nil {
		return err
	}
	y := askedYear(c)
	total := t.count(inSeason(y))
	switch name {
	case "nam":
		rows := [][]string{{"Năm", "Đơn vị đăng ký", "Báo chí phản ánh", "Cộng"}}
		for _, n := range t.yearCounts() {
			rows = append(
				rows,
				[]string{n.Name, strconv.Itoa(n.Registered), strconv.Itoa(n.Reported), strconv.Itoa(n.Registered + n.Reported)},
			)
		}
		return sendCSV(c, name, 0, rows)
	case "linh-vuc":
		rows := [][]string{{"Mã", "Lĩnh vực", "Mô hình"}}
		for _, f := range registry.DefaultFields() {
			rows = append(rows, []string{string(f.Code), f.Label, strconv.Itoa(t.count(inSeason(y), inField(f.Code)))})
		}
		return sendCSV(c, name, y, append(rows, []string{"", "Cộng", strconv.Itoa(total)}))
	case "loai":
		rows := [][]string{{"Loại", "Mô hình"}}
		for _, typ := range registry.Types() {
			rows = append(
				rows,
				[]string{typ.Label(), strconv.Itoa(t.count(inSeason(y), func(r sqlite.PublicCount) bool { return r.Type == typ }))},
			)
		}
		return sendCSV(c, name, y, append(rows, []string{"Cộng", strconv.Itoa(total)}))
	case "ma-tran":
		return sendCSV(c, name, y, h.matrixRows(t, y))
	case "chi-so":
		return h.sumsCSV(c, y)
	}
	return h.indicatorCSV(c, name, y)
}

// matrixRows is the table of units and fields.
func (h *showcase) matrixRows(t *tally, y registry.Year) [][]string {
	g := h.unitFieldGraph(t, y)
	if g == nil {
		return [][]string{{"Đơn vị"}}
	}
	var head []string
	for _, c := range g.columns {
		head = append(head, c.Label)
	}
	rows := [][]string{head}
	for _, r := range g.rows {
		var row []string
		for _, d := range r {
			if d.isNum {
				d.text = plainNumber(d.number)
			}
			row = append(row, d.text)
		}
		rows = append(rows, row)
	}
	return rows
}

// graphPart sends a file of a figure.
func (h *showcase) graphPart(c echo.Context, name, ending string) error {
	ctx, y := c.Request().Context(), askedYear(c)
	t, err := h.tallied(ctx)
	if err != nil {
		return err
	}
	list, err := h.graphs(ctx, t, y)
	if err != nil {
		return err
	}
	if ind, ok := h.Flow.Catalogue().Indicator(name); ok {
		sums, err := h.summed(ctx)
		if err != nil {
			return err
		}
		if g := sumGraph(ind, sums); g != nil {
			list = append(list, g)
		}
	}
	suffix := ""
	if y != 0 {
		suffix = "-" + view.YearPath(y)
	}
	for _, g := range list {
		if g.name == name {
			return h.easel.send(c, g, ending, yearQuery(y), suffix, h.sourceLine(), h.Flow.PublicGeneration())
		}
	}
	return registry.Errorf(registry.NotFound, "Không có hình này. Xem danh sách ở trang Số liệu.")
}

func (h *showcase) sumsCSV(c echo.Context, y registry.Year) error {
	sums, err := h.summed(c.Request().Context())
	if err != nil {
		return err
	}
	rows := [][]string{{"Mã", "Chỉ số", "Cộng", "Đã xác nhận", "Đơn vị tính", "Mô hình"}}
	for _, s := range ofSeason(h.Flow.Catalogue(), sums, y) {
		rows = append(
			rows,
			[]string{
				s.Indicator.Code,
				s.Indicator.Label,
				plainNumber(s.All),
				plainNumber(s.Confirmed),
				s.Indicator.Unit,
				strconv.Itoa(s.Entries),
			},
		)
	}
	return sendCSV(c, "chi-so", y, rows)
}

func (h *showcase) indicatorCSV(c echo.Context, code string, y registry.Year) error {
	ind, ok := h.Flow.Catalogue().In(y).Indicator(code)
	if !ok {
		return registry.Errorf(registry.NotFound, "Không có bảng số liệu này. Xem danh sách ở trang Số liệu.")
	}
	list, err := h.DB.PublicContributions(c.Request().Context(), code, y, h.Flow.Now())
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
				plainNumber(x.Actual),
				measure,
				confirmed,
				h.base(c) + view.StoryPath(x.Season, x.Slug),
			},
		)
	}
	return sendCSV(c, strings.ToLower(code), y, rows)
}

// plainNumber writes a number for spreadsheets set to Vietnamese: comma for
// decimals, nothing between thousands.
func plainNumber(v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1)
}

// sendCSV answers with a table that spreadsheets open with its marks intact
// (UTF-8 with BOM), and in which nothing can act as a formula.
func sendCSV(c echo.Context, name string, y registry.Year, rows [][]string) error {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				row[i] = "'" + cell
			}
		}
		_ = w.Write(row) // into memory
	}
	w.Flush()
	file := "dan-van-kheo-" + name
	if y != 0 {
		file += "-" + view.YearPath(y)
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="`+file+`.csv"`)
	askAgain(c)
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
}
