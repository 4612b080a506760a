package newsroom

import (
	"net/http"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// coverageForm asks for a piece that was published about an entry.
func (h *Area) coverageForm(c *shell.Context) error {
	e, err := h.EntryOf(c, registry.View)
	if err != nil {
		return err
	}
	if err := mayReport(c, &e); err != nil {
		return err
	}
	return h.showCoverage(c, http.StatusOK, &e, sqlite.Coverage{}, nil)
}

// mayReport refuses who is neither of the press, nor staff, nor of the unit.
func mayReport(c *shell.Context, e *registry.Entry) error {
	if a := c.Actor(); a.Owns(e) {
		return nil
	}
	_, err := forPress(c)
	return err
}

func (h *Area) showCoverage(c *shell.Context, code int, e *registry.Entry, x sqlite.Coverage, err error) error {
	page := view.NewCoverageForm(coverageInput(x, e), err)
	return shell.Render(c, code, c.Pages().Press.Request, h.DeskChrome(c, shell.FormTitle(code, page.Heading)), page)
}

func coverageInput(x sqlite.Coverage, e *registry.Entry) view.CoverageInput {
	return view.CoverageInput{
		ID: x.ID, URL: x.URL, Title: x.Title, Publisher: x.Publisher, Day: x.Day, Sent: x.SentAt,
		State: x.State.Label(), Entry: e,
	}
}

func (h *Area) reportCoverage(c *shell.Context) error {
	e, err := h.EntryOf(c, registry.View)
	if err != nil {
		return err
	}
	if err := mayReport(c, &e); err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	x := sqlite.Coverage{
		Entry:     e.ID,
		URL:       v.Get("url"),
		Title:     v.Get("title"),
		Publisher: v.Get("publisher"),
		Day:       registry.Date(v.Get("day")),
	}
	switch _, err := h.Newsdesk.ReportCoverage(c.Context(), c.Actor(), x); registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.Story.At(e.Season, e.Slug))
	case registry.Invalid, registry.Conflict:
		return h.showCoverage(c, shell.Status[registry.KindOf(err)], &e, x, err)
	default:
		return err
	}
}

// coverage lists the pieces that wait for a look.
func (h *Area) coverage(c *shell.Context) error {
	ctx, year := c.Context(), h.Flow.CurrentYear()
	var waiting []view.CoverageInput
	var counts map[registry.UnitCode]int
	err := h.Flow.View(ctx, func(rx *sqlite.Rx) error {
		list, err := rx.CoverageIn(ctx, registry.CoverageWaiting)
		if err != nil {
			return err
		}
		entries, err := entriesByID(ctx, rx, list, func(x sqlite.Coverage) registry.EntryID { return x.Entry })
		if err != nil {
			return err
		}
		waiting = nil
		for _, x := range list {
			if e := entries[x.Entry]; e != nil {
				waiting = append(waiting, coverageInput(x, e))
			}
		}
		counts, err = rx.CoverageCounts(ctx, year)
		return err
	})
	if err != nil {
		return err
	}
	page := view.NewCoveragePage(waiting, year, counts, h.Flow.Ledger().All())
	return shell.Render(c, http.StatusOK, c.Pages().Press.Coverage, h.DeskChrome(c, page.Heading), page)
}

func (h *Area) checkCoverage(c *shell.Context) error {
	id, err := shell.PathID[int64](c, "id")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	do, err := registry.ParseCoverageState(v.Get("do"))
	if err != nil || do == registry.CoverageWaiting {
		return registry.Errorf(registry.Invalid, "Chưa rõ có ghi nhận hay không. Hãy quay lại và bấm nút một lần nữa.")
	}
	if err := h.Newsdesk.CheckCoverage(c.Context(), c.Actor(), id, do == registry.CoverageCounted); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.Coverage)
}
