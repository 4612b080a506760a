package follow

import (
	"net/http"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/graph"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// Area is the area of following up a season: who is missing, what waits, what
// was achieved.
type Area struct{ *shell.Shell }

// New makes the area.
func New(s *shell.Shell) shell.Area { return &Area{s} }

// Routes adds the routes of the area.
func (h *Area) Routes(e *shell.Router) {
	(&urge{h.Shell}).routes(e)
	(&calendar{h.Shell}).routes(e)
	(&charts{Shell: h.Shell, maps: graph.Maps{Shell: h.Shell}}).routes(e)
	(&yearly{h.Shell}).routes(e)
	g := e.Group(address.Cockpit, shell.RequireArea(registry.OversightArea))
	g.GET(address.Cockpit, h.cockpit)
	g.GET(address.FollowUnits, h.units)
	g.GET(address.FollowUnitsCSV, h.units)
	g.GET(address.FollowUnitsXLSX, h.units)
	g.GET(address.FollowEntries, h.entries)
	g.GET(address.FollowEntriesCSV, h.entries)
	g.GET(address.FollowEntriesXLSX, h.entries)
	g.GET(string(address.UnitFile), h.unitFile)
	g.POST(string(address.UnitExtend), h.extend)
	g.POST(string(address.UnitUnextend), h.unextend)
	g.POST(string(address.UnitExempt), h.exempt)
	g.POST(string(address.UnitUnexempt), h.unexempt)

	e.GET(address.OwnUnitFile, h.ownFile, shell.RequireArea(registry.DeskArea))
}

// Side is the group of the left list for those who follow up.
func Side(a registry.Actor) (view.SideGroup, bool) {
	items := []view.SideItem{
		{Label: "Toàn cảnh", URL: address.Cockpit},
		{Label: "Danh sách đơn vị", URL: address.FollowUnits},
		{Label: "Biểu đồ", URL: address.Charts},
		{Label: "Sổ đôn đốc", URL: address.Urgings},
	}
	return view.SideGroup{Label: "Theo dõi", Items: append(items, YearlySide(a)...)}, a.MayEnter(registry.OversightArea)
}

// stepAsked is the step of the address: registering, unless that is over and
// reporting is what is due.
func stepAsked(c *shell.Context, y *oversight.Year) registry.Step {
	if s, err := registry.ParseStep(c.QueryParam("buoc")); err == nil {
		return s
	}
	if y.Now.After(y.Season.Deadline(y.Season.ReviewTo)) {
		return registry.Reporting
	}
	return registry.Registering
}

func (h *Area) cockpit(c *shell.Context) error {
	var y, past oversight.Year
	err := h.Flow.View(c.Context(), func(rx *sqlite.Rx) (err error) {
		if y, err = h.YearAsked(c, rx); err == nil {
			past, err = h.Followup.ReadOversight(c.Context(), rx, c.Actor(), y.Season.Year-1)
		}
		return err
	})
	if err != nil {
		return err
	}
	page := view.NewCockpitPage(
		view.CockpitInput{Year: y, Past: past, Step: stepAsked(c, &y), Seasons: h.Flow.Seasons(), Province: h.Flow.Settings().Province},
	)
	return shell.Render(c, http.StatusOK, c.Pages().Oversight.Cockpit, h.DeskChrome(c, page.Title), page)
}
