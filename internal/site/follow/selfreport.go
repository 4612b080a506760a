package follow

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/office"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

func (h *yearly) selfRoutes(e *shell.Router) {
	g := e.Group(address.Desk, shell.RequireArea(registry.DeskArea))
	g.GET(address.OwnReports, h.ownYears)
	g.GET(string(address.OwnReport), h.selfForm)
	g.POST(string(address.OwnReport), h.saveSelf)
	g.GET(address.Survival, h.survival)
	g.POST(string(address.SurvivalAnswer), h.answer)
}

// ownYears lists the unit's self-reports.
func (h *yearly) ownYears(c *shell.Context) error {
	reports := map[registry.Year]registry.SelfReport{}
	err := h.Flow.View(c.Context(), func(rx *sqlite.Rx) (err error) {
		for _, s := range h.Flow.Seasons() {
			if reports[s.Year], err = h.Followup.ReadSelfReport(c.Context(), rx, c.Actor(), s.Year); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return h.render(c, http.StatusOK, view.NewOwnSelfsPage(h.Flow.Settings().Body(), h.Flow.Seasons(), reports))
}

func (h *yearly) selfForm(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	r, late, err := h.selfMoment(c, func(rx *sqlite.Rx) (registry.SelfReport, error) {
		return h.Followup.ReadSelfReport(c.Context(), rx, c.Actor(), s.Year)
	})
	if err != nil {
		return err
	}
	return h.showSelf(c, http.StatusOK, r, late, nil)
}

// selfMoment reads a self-report and whether it was late, at one moment.
func (h *yearly) selfMoment(
	c *shell.Context,
	read func(*sqlite.Rx) (registry.SelfReport, error),
) (r registry.SelfReport, late bool, err error) {
	err = h.Flow.View(c.Context(), func(rx *sqlite.Rx) error {
		if r, err = read(rx); err != nil {
			return err
		}
		list, err := rx.Extensions(c.Context(), r.Season)
		late = h.Followup.SelfLate(r, list)
		return err
	})
	return r, late, err
}

func (h *yearly) showSelf(c *shell.Context, code int, r registry.SelfReport, late bool, cause error) error {
	p := view.NewSelfPage(r, h.Flow.Ledger().Name(r.Unit), h.Flow.Settings().Body(), h.Flow.Season(r.Season).ReportTo, late, cause)
	why, err := h.Flow.SeasonNotice(c.Context(), c.Actor(), r.Season, r.Unit)
	if err != nil {
		return err
	}
	p.Lock(why)
	title := p.Title
	if cause != nil {
		title = "Cần sửa: " + title
	}
	ch := h.DeskChrome(c, title)
	ch.Side = nil
	return shell.Render(c, code, c.Pages().Desk.Self, ch, p)
}

// selfTyped reads the form.
func selfTyped(v url.Values) (t registry.SelfText) {
	for _, name := range t.Names() {
		t.Set(name, v.Get(name))
	}
	t.Clean()
	return t
}

// saveSelf keeps or sends the self-report. A conflict shows both texts; what the
// writer chose of them comes back with "giai".
func (h *yearly) saveSelf(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	ctx, a := c.Context(), c.Actor()
	taken := shell.TakeMeant(v)
	text, version := selfTyped(v), int(shell.FormNumber(v, "version"))
	now, err := h.Followup.SelfReport(ctx, a, s.Year)
	if err != nil {
		return err
	}
	if v.Has("giai") {
		settled, ok := settleSelf(v, now, text)
		if !ok {
			return h.selfConflict(c, now, text, v, registry.Errorf(registry.Conflict, "Báo cáo năm vừa được lưu ở nơi khác."))
		}
		text, version = settled, now.Version
	}
	save := h.Followup.SaveSelfReport
	if v.Has("gui") {
		save = h.Followup.SendSelfReport
	}
	r, err := save(ctx, a, s.Year, version, text)
	switch {
	case shell.WantsJSON(c) && err == nil:
		t := h.Flow.Now()
		return c.JSON(http.StatusOK, map[string]any{
			"version": r.Version, "base": "", "saved_at": t.Format(time.RFC3339), "saved_text": "Đã lưu lúc " + view.Clock(t),
		})
	case shell.WantsJSON(c):
		return err
	case registry.KindOf(err) == registry.Conflict:
		if now, err2 := h.Followup.SelfReport(ctx, a, s.Year); err2 == nil {
			return h.selfConflict(c, now, text, v, err)
		}
		return err
	case registry.KindOf(err) == registry.Invalid:
		r.Text = text // of r as it was saved: its version lets nobody else's words be lost
		_, late, err2 := h.selfMoment(c, func(*sqlite.Rx) (registry.SelfReport, error) { return r, nil })
		if err2 != nil {
			return err2
		}
		return h.showSelf(c, http.StatusUnprocessableEntity, r, late, err)
	case err != nil:
		return err
	case v.Has("gui"):
		return shell.Done(c, "selfsent", address.OwnReport.At(s.Year))
	}
	at := address.OwnReport.At(s.Year)
	if taken != "" {
		at += "#" + view.FieldID(taken)
	}
	return shell.Done(c, "saved", at)
}

func (h *yearly) selfConflict(c *shell.Context, now registry.SelfReport, text registry.SelfText, v url.Values, cause error) error {
	p := view.NewSelfConflict(now, text, shell.Chosen(v), registry.MessageOf(cause), v.Has("giai"))
	ch := h.DeskChrome(c, "Hai bản khác nhau")
	ch.Side = nil
	return shell.Render(c, http.StatusConflict, c.Pages().Desk.Conflict, ch, p)
}

// settleSelf takes the writer's choices between two texts; ok is false when one is
// missing or a third text came meanwhile.
func settleSelf(v url.Values, now registry.SelfReport, mine registry.SelfText) (registry.SelfText, bool) {
	ok, out := int(shell.FormNumber(v, "kia.version")) == now.Version, mine
	for _, name := range mine.Names() {
		theirs, own := now.Text.Get(name), mine.Get(name)
		if theirs == own {
			continue
		}
		switch v.Get("chon." + name) {
		case shell.ChooseMine:
		case shell.ChooseTheirs:
			out.Set(name, theirs)
		case shell.ChooseBoth:
			out.Set(name, theirs+"\n\n"+own)
		default:
			ok = false
		}
	}
	return out, ok
}

// selfReports lists what the units sent and who has not.
func (h *yearly) selfReports(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	var list []registry.SelfReport
	var extensions []registry.Extension
	err = h.Flow.View(c.Context(), func(rx *sqlite.Rx) (err error) {
		if list, err = rx.SelfReports(c.Context(), s.Year); err == nil {
			extensions, err = rx.Extensions(c.Context(), s.Year)
		}
		return err
	})
	if err != nil {
		return err
	}
	at := map[registry.UnitID]registry.SelfReport{}
	for _, r := range list {
		if u, ok := h.Flow.Ledger().Unit(r.Unit); ok {
			at[u.ID] = r
		}
	}
	var lines []view.SelfLine
	for _, u := range h.Flow.Ledger().On(h.Flow.Today(), s.Owes...) {
		r := at[u.ID]
		lines = append(lines, view.SelfLine{Unit: u, Report: r, Late: h.Followup.SelfLate(r, extensions)})
	}
	return h.render(c, http.StatusOK, view.NewSelfReportsPage(s, lines, c.QueryParam("trang-thai")))
}

// selfTable sends all that the units sent as a table.
func (h *yearly) selfTable(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	st, err := h.stateAsked(c, s.Year, "")
	if err != nil {
		return err
	}
	return sendTable(
		c,
		"xlsx",
		"bao-cao-nam-cua-don-vi",
		s.Year,
		office.SelfSheet(fmt.Sprintf("BÁO CÁO NĂM %d CỦA CÁC ĐƠN VỊ", s.Year), st.Selfs),
	)
}

// selfOf finds a self-report that was sent, of the year in the address, and whether
// it was late.
func (h *yearly) selfOf(c *shell.Context) (registry.SelfReport, bool, error) {
	id, err := shell.PathID[registry.SelfReportID](c, "bao_cao")
	if err != nil {
		return registry.SelfReport{}, false, err
	}
	return h.selfMoment(c, func(rx *sqlite.Rx) (registry.SelfReport, error) {
		r, err := rx.SelfReport(c.Context(), id)
		if err == nil && (view.YearText(r.Season) != c.Param("nam") || r.SentAt.IsZero()) {
			err = registry.Errorf(registry.NotFound, "Chưa có báo cáo năm này.")
		}
		return r, err
	})
}

func (h *yearly) selfReportOf(c *shell.Context) error {
	r, late, err := h.selfOf(c)
	if err != nil {
		return err
	}
	return h.showJudge(c, http.StatusOK, r, late, "", nil)
}

// showJudge shows a sent self-report with what may be done to it.
func (h *yearly) showJudge(c *shell.Context, code int, r registry.SelfReport, late bool, typed string, failed error) error {
	return h.render(c, code, view.NewSelfJudgePage(r, h.Flow.Ledger().Name(r.Unit), late, typed, failed))
}

func (h *yearly) judgeSelf(c *shell.Context) error {
	r, _, err := h.selfOf(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	to := registry.SelfReturned
	if v.Get("lam") == registry.SelfAccepted.String() {
		to = registry.SelfAccepted
	}
	_, err = h.Followup.JudgeSelfReport(c.Context(), c.Actor(), r.ID, int(shell.FormNumber(v, "version")), to, v.Get("reason"))
	if shell.Correctable(err) {
		if r, late, err2 := h.selfOf(c); err2 == nil {
			code, _ := shell.StatusOf(err)
			return h.showJudge(c, code, r, late, v.Get("reason"), err)
		}
	}
	if err != nil {
		return err
	}
	flash := "returned"
	if to == registry.SelfAccepted {
		flash = "accepted"
	}
	return shell.Done(c, flash, address.SelfReports.At(r.Season))
}
