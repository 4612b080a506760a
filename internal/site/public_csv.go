package site

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// figurePart is one figure on its own: a table to download when its name ends in
// .csv, else the page of an indicator.
func (h *showcase) figurePart(c echo.Context) error {
	part := c.Param("part")
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
			rows = append(rows, []string{n.Name, strconv.Itoa(n.Registered), strconv.Itoa(n.Reported), strconv.Itoa(n.Registered + n.Reported)})
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
		for _, r := range h.typeChart(t, y, total).Rows {
			rows = append(rows, []string{r.Label, strings.ReplaceAll(r.Value, ".", "")})
		}
		return sendCSV(c, name, y, append(rows, []string{"Cộng", strconv.Itoa(total)}))
	case "ma-tran":
		return sendCSV(c, name, y, h.matrixRows(t, y))
	case "chi-so":
		return h.sumsCSV(c, y)
	}
	return h.indicatorCSV(c, name, y)
}

func (h *showcase) matrixRows(t *tally, y registry.Year) [][]string {
	head := []string{"Loại đơn vị"}
	for _, f := range registry.DefaultFields() {
		head = append(head, f.Label)
	}
	rows := [][]string{append(head, "Cộng")}
	names, counts := h.matrixCounts(t, y)
	for _, name := range names {
		row, n := []string{name}, 0
		for _, v := range counts[name] {
			row = append(row, strconv.Itoa(v))
			n += v
		}
		rows = append(rows, append(row, strconv.Itoa(n)))
	}
	return rows
}

func (h *showcase) sumsCSV(c echo.Context, y registry.Year) error {
	sums, err := h.summed(c.Request().Context())
	if err != nil {
		return err
	}
	rows := [][]string{{"Mã", "Chỉ số", "Cộng", "Đã xác nhận", "Đơn vị tính", "Mô hình"}}
	for _, s := range ofSeason(h.Flow.Catalogue(), sums, y) {
		rows = append(rows, []string{s.Indicator.Code, s.Indicator.Label, plainNumber(s.All), plainNumber(s.Confirmed), s.Indicator.Unit, strconv.Itoa(s.Entries)})
	}
	return sendCSV(c, "chi-so", y, rows)
}

func (h *showcase) indicatorCSV(c echo.Context, code string, y registry.Year) error {
	ind, ok := h.Flow.Catalogue().Indicator(code)
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
		rows = append(rows, []string{x.Title, h.Flow.Ledger().FullName(x.Unit), strconv.Itoa(int(x.Season)), ind.Label, plainNumber(x.Actual), measure, confirmed, h.base(c) + view.StoryPath(x.Season, x.Slug)})
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
	c.Response().Header().Set("Cache-Control", "no-cache")
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
}
