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

// readState reads a state of a season's figures: a version, or 0 for those of now.
func (h *yearly) readState(c *shell.Context, rx *sqlite.Rx, y registry.Year, version int) (view.YearState, error) {
	if version == 0 {
		f, err := h.Followup.ReadFigures(c.Context(), rx, c.Actor(), y)
		return view.YearState{Frozen: f}, err
	}
	s, err := rx.Snapshot(c.Context(), y, version)
	if err != nil {
		return view.YearState{}, err
	}
	if !s.Whole() {
		return view.YearState{}, fmt.Errorf("snapshot %d/%d does not match its hash", y, version)
	}
	f, err := s.Frozen()
	return view.YearState{Frozen: f, Of: versionOf(s)}, err
}

// readAsked is readState by the text of an address.
func (h *yearly) readAsked(c *shell.Context, rx *sqlite.Rx, y registry.Year, text string) (view.YearState, error) {
	n, err := versionAsked(text)
	if err != nil {
		return view.YearState{}, err
	}
	return h.readState(c, rx, y, n)
}

// stateAsked is readAsked at a moment of its own.
func (h *yearly) stateAsked(c *shell.Context, y registry.Year, text string) (st view.YearState, err error) {
	err = h.Flow.View(c.Context(), func(rx *sqlite.Rx) error {
		st, err = h.readAsked(c, rx, y, text)
		return err
	})
	return st, err
}

// year is the page of one season's report: the newest frozen version, unless the
// address asks for another.
func (h *yearly) year(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	var in view.YearInput
	err = h.Flow.View(c.Context(), func(rx *sqlite.Rx) (err error) {
		in, err = h.readYear(c, rx, s)
		return err
	})
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, view.NewYearPage(in))
}

func (h *yearly) readYear(c *shell.Context, rx *sqlite.Rx, s registry.Season) (view.YearInput, error) {
	snaps, err := rx.Snapshots(c.Context(), s.Year)
	if err != nil {
		return view.YearInput{}, err
	}
	asked := c.QueryParam("ban")
	if asked == "" && len(snaps) > 0 {
		asked = strconv.Itoa(snaps[0].Version)
	}
	in := view.YearInput{Body: h.Flow.Settings().Body(), Season: s, Versions: versionsOf(snaps)}
	if in.State, err = h.readAsked(c, rx, s.Year, asked); err != nil {
		return in, err
	}
	if in.State.Live() {
		in.Waiting, err = h.readWaiting(c, rx, s.Year)
		return in, err
	}
	now, err := h.readState(c, rx, s.Year, 0)
	if err == nil {
		in.Changes = oversight.Changes(&in.State.Frozen, &now.Frozen)
	}
	return in, err
}

// readWaiting counts what is left to do before figures are frozen.
func (h *yearly) readWaiting(c *shell.Context, rx *sqlite.Rx, y registry.Year) (w view.YearWaiting, err error) {
	for _, x := range []struct {
		n *int
		f sqlite.Filter
	}{
		{&w.Sent, sqlite.Filter{Season: y, Registrations: []registry.Registration{registry.Sent}}},
		{&w.Returned, sqlite.Filter{Season: y, Registrations: []registry.Registration{registry.Returned}}},
		{&w.Reports, sqlite.Filter{Season: y, Results: []registry.Result{registry.ReportSent}}},
	} {
		if *x.n, err = rx.CountEntries(c.Context(), c.Actor(), x.f, h.Flow.Now()); err != nil {
			return w, err
		}
	}
	return w, nil
}

// compare shows what differs between two versions.
func (h *yearly) compare(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	var snaps []sqlite.Snapshot
	var a, b view.YearState
	err = h.Flow.View(c.Context(), func(rx *sqlite.Rx) (err error) {
		if snaps, err = rx.Snapshots(c.Context(), s.Year); err != nil {
			return err
		}
		if a, err = h.readAsked(c, rx, s.Year, c.QueryParam("a")); err != nil {
			return err
		}
		b, err = h.readAsked(c, rx, s.Year, c.QueryParam("b"))
		return err
	})
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, view.NewComparePage(s.Year, versionsOf(snaps), a, b))
}
