package site

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"danvankheo/internal/office"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

// follow is the area of following up a season: who is missing, what waits, what
// was achieved.
type follow struct{ *Shell }

// newFollow makes the area.
func newFollow(s *Shell) Area { return &follow{s} }

// Routes adds the routes of the area.
func (h *follow) Routes(e *Router) {
	(&urge{h.Shell}).routes(e)
	(&calendar{h.Shell}).routes(e)
	(&charts{Shell: h.Shell, maps: mapMaker{Shell: h.Shell}}).routes(e)
	(&yearly{h.Shell}).routes(e)
	g := e.Group("/lam-viec/theo-doi", need(registry.OversightArea))
	g.GET("", h.cockpit)
	g.GET("/danh-sach", h.units)
	g.GET("/danh-sach.csv", h.units)
	g.GET("/danh-sach.xlsx", h.units)
	g.GET("/mo-hinh", h.entries)
	g.GET("/mo-hinh.csv", h.entries)
	g.GET("/mo-hinh.xlsx", h.entries)
	g.GET("/don-vi/:code", h.unitFile)
	g.POST("/don-vi/:code/gia-han", h.extend)
	g.POST("/don-vi/:code/gia-han/bo", h.unextend)
	g.POST("/don-vi/:code/mien", h.exempt)
	g.POST("/don-vi/:code/mien/bo", h.unexempt)

	e.GET("/lam-viec/ho-so", h.ownFile, need(registry.DeskArea))
}

// oversightSide is the group of the left list for those who follow up.
func oversightSide(a registry.Actor) (view.SideGroup, bool) {
	items := []view.SideItem{
		{Label: "Toàn cảnh", URL: view.OversightPath("")},
		{Label: "Danh sách đơn vị", URL: view.OversightPath("danh-sach")},
		{Label: "Biểu đồ", URL: chartsPath},
		{Label: "Sổ đôn đốc", URL: view.UrgePath + "/so"},
	}
	return view.SideGroup{Label: "Theo dõi", Items: append(items, yearlySide(a)...)}, a.MayEnter(registry.OversightArea)
}

// yearAsked reads a season with all it is reckoned from: that of the address, or
// the present one.
func (h *Shell) yearAsked(c *Context) (oversight.Year, error) {
	return h.Flow.Oversight(c.Context(), c.Actor(), h.yearOf(c.QueryParam("nam")))
}

// stepAsked is the step of the address: registering, unless that is over and
// reporting is what is due.
func stepAsked(c *Context, y *oversight.Year) registry.Step {
	if s, err := registry.ParseStep(c.QueryParam("buoc")); err == nil {
		return s
	}
	if y.Now.After(y.Season.Deadline(y.Season.ReviewTo)) {
		return registry.Reporting
	}
	return registry.Registering
}

func (h *follow) cockpit(c *Context) error {
	y, err := h.yearAsked(c)
	if err != nil {
		return err
	}
	past, err := h.Flow.Oversight(c.Context(), c.Actor(), y.Season.Year-1)
	if err != nil {
		return err
	}
	page := view.NewCockpitPage(
		view.CockpitInput{Year: y, Past: past, Step: stepAsked(c, &y), Seasons: h.Flow.Seasons(), Province: h.Flow.Settings().Province},
	)
	return render(c, http.StatusOK, c.Pages().Oversight.Cockpit, h.deskChrome(c, page.Title), page)
}

// sheet is a list to hand out.
type sheet struct {
	name, title string
	heads       []string
	rows        [][]any
}

// sendSheet answers with a list as CSV or as a workbook, by the end of the
// address.
func sendSheet(c *Context, y registry.Year, s sheet) error {
	if !hasEnd(c, ".xlsx") {
		rows := make([][]string, 0, len(s.rows)+1)
		rows = append(rows, slices.Clone(s.heads))
		for _, r := range s.rows {
			line := make([]string, len(r))
			for i, v := range r {
				line[i] = fmt.Sprint(v)
			}
			rows = append(rows, line)
		}
		return sendCSV(c, s.name, y, rows)
	}
	out := office.Sheet{Name: s.name, Title: s.title, Rows: s.rows}
	for i, head := range s.heads {
		col := office.SheetColumn{Label: head, Width: 16}
		if i == 1 {
			col.Width, col.Wrap = 48, true
		}
		out.Columns = append(out.Columns, col)
	}
	var b bytes.Buffer
	if err := office.WriteSheets(&b, out); err != nil {
		return err
	}
	c.Header().Set("Content-Disposition", attachmentHeader("dan-van-kheo-"+s.name+"-"+strconv.Itoa(int(y))+".xlsx"))
	return c.Blob(http.StatusOK, documentTypes["xlsx"], b.Bytes())
}
