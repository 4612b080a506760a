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
	t := view.Table{
		Caption:     "Báo cáo từng năm",
		HideCaption: true,
		Stacked:     true,
		Columns:     []view.Column{{Label: "Năm"}, {Label: "Hạn gửi"}, {Label: "Trạng thái"}, {Label: "Lưu lần cuối"}},
	}
	for _, s := range h.Flow.Seasons() {
		r, err := h.Followup.SelfReport(c.Context(), c.Actor(), s.Year)
		if err != nil {
			return err
		}
		state, saved := view.Badge{Text: "Chưa viết", Tone: "quiet"}, ""
		if r.ID != 0 {
			state, saved = selfBadge(r.State), view.Moment(r.UpdatedAt)
		}
		t.Rows = append(
			t.Rows,
			view.Row{
				Cells: []view.Cell{
					view.H("Báo cáo năm "+view.YearText(s.Year), address.OwnReport.At(s.Year)),
					view.T(s.ReportTo.Local()),
					{Badge: &state},
					view.T(saved),
				},
			},
		)
	}
	t = t.Labelled()
	return h.draw(
		c,
		http.StatusOK,
		view.YearlyPage{
			Title:    "Báo cáo năm của đơn vị",
			Lead:     "Mỗi năm một báo cáo ngắn về các nội dung khác của Chỉ thị, gửi Sở Nội vụ tổng hợp.",
			Sections: []view.YearlySection{{Table: &t}},
		},
	)
}

func selfBadge(s registry.SelfState) view.Badge {
	return view.Badge{
		Text: s.Label(),
		Tone: map[registry.SelfState]string{registry.SelfDraft: "quiet", registry.SelfSent: "wait", registry.SelfReturned: "stop", registry.SelfAccepted: "ok"}[s],
	}
}

func (h *yearly) selfForm(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	r, err := h.Followup.SelfReport(c.Context(), c.Actor(), s.Year)
	if err != nil {
		return err
	}
	return h.showSelf(c, http.StatusOK, r, nil)
}

func (h *yearly) showSelf(c *shell.Context, code int, r registry.SelfReport, cause error) error {
	late, err := h.Followup.SelfLate(c.Context(), r)
	if err != nil {
		return err
	}
	p := view.NewSelfPage(r, h.Flow.Ledger().Name(r.Unit), h.Flow.Season(r.Season).ReportTo, late, cause)
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
	case shell.WantsJSON(c):
		if err != nil {
			return err
		}
		t := h.Flow.Now()
		return c.JSON(
			http.StatusOK,
			map[string]any{
				"version":    r.Version,
				"base":       "",
				"saved_at":   t.Format(time.RFC3339),
				"saved_text": "Đã lưu lúc " + view.Clock(t),
			},
		)
	case registry.KindOf(err) == registry.Conflict:
		if now, err2 := h.Followup.SelfReport(ctx, a, s.Year); err2 == nil {
			return h.selfConflict(c, now, text, v, err)
		}
		return err
	case registry.KindOf(err) == registry.Invalid:
		r.Text = text
		return h.showSelf(c, http.StatusUnprocessableEntity, r, err)
	case err != nil:
		return err
	case v.Has("gui"):
		return shell.Done(c, "selfsent", address.OwnReport.At(s.Year))
	}
	return shell.Done(c, "saved", address.OwnReport.At(s.Year))
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
	ctx := c.Context()
	list, err := h.DB.SelfReports(ctx, s.Year)
	if err != nil {
		return err
	}
	at := map[registry.UnitID]registry.SelfReport{}
	for _, r := range list {
		if u, ok := h.Flow.Ledger().Unit(r.Unit); ok {
			at[u.ID] = r
		}
	}
	t := view.Table{
		Caption:     "Báo cáo của các đơn vị",
		HideCaption: true,
		Stacked:     true,
		Columns:     []view.Column{{Label: "Đơn vị"}, {Label: "Trạng thái"}, {Label: "Gửi lúc"}},
	}
	counts := map[string]int{}
	units := h.Flow.Ledger().On(h.Flow.Today(), s.Owes...)
	only := c.QueryParam("trang-thai")
	for _, u := range units {
		r, there := at[u.ID]
		code, badge, sent := "chua-co", view.Badge{Text: "Chưa có", Tone: "quiet"}, ""
		head := view.H(u.Name, "")
		if there && r.State != registry.SelfDraft {
			code, badge, sent = r.State.String(), selfBadge(r.State), view.Moment(r.SentAt)
			head.URL = address.SelfReport.At(s.Year, r.ID)
			late, err := h.Followup.SelfLate(ctx, r)
			if err != nil {
				return err
			}
			if late {
				sent += ", sau hạn"
			}
		}
		counts[code]++
		if only == "" || only == code {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{head, {Badge: &badge}, view.T(sent)}})
		}
	}
	t = t.Labelled()
	path := address.SelfReports.At(s.Year)
	p := view.YearlyPage{
		Crumbs: h.crumbs(s.Year, "Báo cáo của đơn vị"),
		Title:  fmt.Sprintf("Báo cáo năm %d của các đơn vị", s.Year),
		Lead:   "Nội dung ghép vào các phần I, II, III, IV, V của báo cáo tổng hợp. Hạn gửi: " + s.ReportTo.Local() + ".",
	}
	p.Tabs = []view.Tab{{Text: "Tất cả", URL: path, Count: view.Count(len(units)), Current: only == ""}}
	for _, x := range []registry.Choice{{Code: "da-gui", Label: "Chờ xem"}, {Code: "tra-lai", Label: "Đã trả lại"}, {Code: "tiep-nhan", Label: "Đã tiếp nhận"}, {Code: "chua-co", Label: "Chưa có"}} {
		p.Tabs = append(
			p.Tabs,
			view.Tab{Text: x.Label, URL: path + "?trang-thai=" + x.Code, Count: view.Count(counts[x.Code]), Current: only == x.Code},
		)
	}
	section := view.YearlySection{Table: &t}
	if len(t.Rows) == 0 {
		section = view.YearlySection{Empty: &view.Empty{Heading: "Không có đơn vị nào", Text: "Chọn mục khác ở trên."}}
	}
	section.Links = []view.Link{{Text: "Toàn bộ nội dung các đơn vị gửi (.xlsx)", URL: path + ".xlsx"}}
	p.Sections = []view.YearlySection{section}
	return h.draw(c, http.StatusOK, p)
}

// selfTable sends all that the units sent as a table.
func (h *yearly) selfTable(c *shell.Context) error {
	s, err := h.seasonOf(c)
	if err != nil {
		return err
	}
	st, err := h.stateOf(c, s.Year, "0")
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

// selfOf finds a self-report that was sent, of the year in the address.
func (h *yearly) selfOf(c *shell.Context) (registry.SelfReport, error) {
	id, err := shell.PathID[registry.SelfReportID](c, "bao_cao")
	if err != nil {
		return registry.SelfReport{}, err
	}
	r, err := h.DB.SelfReport(c.Context(), id)
	if err == nil && (view.YearText(r.Season) != c.Param("nam") || r.SentAt.IsZero()) {
		err = registry.Errorf(registry.NotFound, "Chưa có báo cáo năm này.")
	}
	return r, err
}

func (h *yearly) selfReportOf(c *shell.Context) error {
	r, err := h.selfOf(c)
	if err != nil {
		return err
	}
	return h.showJudge(c, http.StatusOK, r, "", nil)
}

// showJudge shows a sent self-report with what may be done to it.
func (h *yearly) showJudge(c *shell.Context, code int, r registry.SelfReport, typed string, cause error) error {
	late, err := h.Followup.SelfLate(c.Context(), r)
	if err != nil {
		return err
	}
	badge := selfBadge(r.State)
	facts := []view.Fact{
		{Name: "Trạng thái", Badge: &badge},
		{Name: "Gửi lúc", Text: view.Moment(r.SentAt) + map[bool]string{true: ", sau hạn", false: ""}[late]},
		{Name: "Người viết", Text: r.Text.Writer},
		{Name: "Người duyệt", Text: r.Text.Approver},
	}
	if r.State == registry.SelfReturned {
		facts = append(facts, view.Fact{Name: "Lý do trả lại", Text: r.Reason})
	}
	p := view.YearlyPage{
		Crumbs: append(
			h.crumbs(r.Season, "Báo cáo của đơn vị")[:2],
			view.Crumb{Text: "Báo cáo của đơn vị", URL: address.SelfReports.At(r.Season)},
			view.Crumb{Text: h.Flow.Ledger().Name(r.Unit)},
		),
		Title: h.Flow.Ledger().
			Name(r.Unit) +
			", báo cáo năm " + view.YearText(
			r.Season,
		), Errors: view.NewErrorSummary(cause), Sections: []view.YearlySection{{Facts: facts}},
	}
	var texts []view.LongText
	for _, point := range registry.SelfPoints() {
		words := r.Text.Get(point.Name)
		if point.Mark != "" {
			words += "\nTự đánh giá: " + registry.ChoiceLabel(registry.SelfMarks(), r.Text.Get(point.Mark)) + "."
		}
		for _, n := range point.Numbers {
			if v := r.Text.Get(n.Code); v != "" {
				words += "\n" + n.Label + ": " + v + "."
			}
		}
		texts = append(texts, view.LongText{Label: view.SelfHeading(point), Text: words})
	}
	p.Sections = append(p.Sections, view.YearlySection{Heading: "Nội dung", Texts: texts})
	form := &view.YearlyForm{
		URL:    address.SelfReport.At(r.Season, r.ID),
		Hidden: []view.Field{view.InputHidden("version", fmt.Sprint(r.Version))},
	}
	reason := view.InputArea("reason", "Lý do trả lại", typed, 3).
		Hint("Cần khi trả lại: nói rõ đơn vị phải bổ sung gì.").
		Wrong(registry.FieldsOf(cause))
	switch r.State {
	case registry.SelfSent:
		form.Fields, form.Buttons = []view.Field{
			reason,
		}, []view.Button{
			{Text: "Tiếp nhận", Kind: "main", Name: "lam", Value: "tiep-nhan"},
			{Text: "Trả lại", Name: "lam", Value: "tra-lai"},
		}
	case registry.SelfAccepted:
		form.Fields, form.Buttons = []view.Field{reason}, []view.Button{{Text: "Trả lại", Name: "lam", Value: "tra-lai"}}
	default:
		form = nil
	}
	if form != nil {
		p.Sections = append(p.Sections, view.YearlySection{Heading: "Xét", Form: form})
	}
	return h.draw(c, code, p)
}

func (h *yearly) judgeSelf(c *shell.Context) error {
	r, err := h.selfOf(c)
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
	if shell.Mendable(err) {
		if r, err2 := h.DB.SelfReport(c.Context(), r.ID); err2 == nil {
			code, _ := shell.StatusOf(err)
			return h.showJudge(c, code, r, v.Get("reason"), err)
		}
	}
	if err != nil {
		return err
	}
	return shell.Done(
		c,
		map[bool]string{true: "accepted", false: "returned"}[to == registry.SelfAccepted],
		address.SelfReports.At(r.Season),
	)
}
