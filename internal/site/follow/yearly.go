package follow

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

func (h *yearly) reportRoutes(e *shell.Router) {
	g := e.Group(address.YearReports, shell.RequireArea(registry.OversightArea))
	g.GET(address.YearReports, h.years)
	y := g.Group(string(address.YearReport))
	y.GET(string(address.YearReport), h.year)
	y.GET(string(address.YearFreeze), h.freezeForm)
	y.POST(string(address.YearFreeze), h.freeze)
	y.GET(string(address.YearCompare), h.compare)
	y.GET(string(address.YearList), h.chosen)
	y.GET(string(address.YearListCSV), h.chosenTable)
	y.GET(string(address.YearListXLSX), h.chosenTable)
	y.GET(string(address.YearPaper), h.paper)
	y.GET(string(address.Yearbook), h.yearbookForm)
	y.GET(string(address.YearbookDOCX), h.yearbook)
	y.GET(string(address.SelfReports), h.selfReports)
	y.GET(string(address.SelfReportsXLSX), h.selfTable)
	y.GET(string(address.SelfReport), h.selfReportOf)
	y.POST(string(address.SelfReport), h.judgeSelf)
}

// seasonOf is the opened season of the address.
func (h *yearly) seasonOf(c *shell.Context) (registry.Season, error) {
	n, err := strconv.Atoi(c.Param("nam"))
	i := slices.IndexFunc(h.Flow.Seasons(), func(s registry.Season) bool { return int(s.Year) == n })
	if err != nil || i < 0 {
		return registry.Season{}, registry.Errorf(registry.NotFound, "Năm này chưa mở.")
	}
	return h.Flow.Seasons()[i], nil
}

// years lists the seasons with their frozen versions.
func (h *yearly) years(c *shell.Context) error {
	all, err := h.DB.Snapshots(c.Context(), 0)
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, view.NewYearsPage(h.Flow.Seasons(), versionsOf(all)))
}

func versionOf(s sqlite.Snapshot) view.YearVersion {
	return view.YearVersion{
		Season: s.Season, Number: s.Version, At: s.At, By: s.Name, Reason: s.Reason, Query: s.Query, Hash: s.Hash,
	}
}

func versionsOf(list []sqlite.Snapshot) []view.YearVersion {
	out := make([]view.YearVersion, len(list))
	for i, s := range list {
		out[i] = versionOf(s)
	}
	return out
}

// versionAsked is the number of the version that an address asks for: "0" or
// nothing is the figures of now.
func versionAsked(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, registry.Errorf(registry.NotFound, "Chưa có bản chốt này.")
	}
	return n, nil
}

// stateOf reads a state of a season's figures: a version, or 0 for those of now.
func (h *yearly) stateOf(c *shell.Context, y registry.Year, version int) (view.YearState, error) {
	if version == 0 {
		f, err := h.Followup.Figures(c.Context(), c.Actor(), y)
		return view.YearState{Frozen: f}, err
	}
	s, err := h.DB.Snapshot(c.Context(), y, version)
	if err != nil {
		return view.YearState{}, err
	}
	if !s.Whole() {
		return view.YearState{}, fmt.Errorf("snapshot %d/%d does not match its hash", y, version)
	}
	f, err := s.Frozen()
	return view.YearState{Frozen: f, Of: versionOf(s)}, err
}

// stateAsked is stateOf by the text of an address.
func (h *yearly) stateAsked(c *shell.Context, y registry.Year, text string) (view.YearState, error) {
	n, err := versionAsked(text)
	if err != nil {
		return view.YearState{}, err
	}
	return h.stateOf(c, y, n)
}

// year is the page of one season's report: the newest frozen version, unless the
// address asks for another.
func (h *yearly) year(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	snaps, err := h.DB.Snapshots(c.Context(), s.Year)
	if err != nil {
		return err
	}
	asked := c.QueryParam("ban")
	if asked == "" && len(snaps) > 0 {
		asked = strconv.Itoa(snaps[0].Version)
	}
	in := view.YearInput{Body: h.Flow.Settings().Body(), Season: s, Versions: versionsOf(snaps)}
	if in.State, err = h.stateAsked(c, s.Year, asked); err != nil {
		return err
	}
	if in.State.Live() {
		in.Waiting = h.waiting(c, s.Year)
	} else {
		now, err := h.stateOf(c, s.Year, 0)
		if err != nil {
			return err
		}
		in.Changes = oversight.Changes(&in.State.Frozen, &now.Frozen)
	}
	return h.render(c, http.StatusOK, view.NewYearPage(in))
}

// waiting counts what is left to do before figures are frozen.
func (h *yearly) waiting(c *shell.Context, y registry.Year) view.YearWaiting {
	return view.YearWaiting{
		Sent:     h.CountWaiting(c, sqlite.Filter{Season: y, Registrations: []registry.Registration{registry.Sent}}),
		Returned: h.CountWaiting(c, sqlite.Filter{Season: y, Registrations: []registry.Registration{registry.Returned}}),
		Reports:  h.CountWaiting(c, sqlite.Filter{Season: y, Results: []registry.Result{registry.ReportSent}}),
	}
}

// compare shows what differs between two versions.
func (h *yearly) compare(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	snaps, err := h.DB.Snapshots(c.Context(), s.Year)
	if err != nil {
		return err
	}
	a, err := h.stateAsked(c, s.Year, c.QueryParam("a"))
	if err != nil {
		return err
	}
	b, err := h.stateAsked(c, s.Year, c.QueryParam("b"))
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, view.NewComparePage(s.Year, versionsOf(snaps), a, b))
}
