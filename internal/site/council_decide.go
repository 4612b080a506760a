package site

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

func (h *council) decisions(c echo.Context) error { return h.showDecisions(c, 200, nil) }

// showDecisions lists the shortlisted entries with their votes and the pending
// decision of each.
func (h *council) showDecisions(c echo.Context, code int, failed error) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	s, polls, err := h.Flow.Polls(c.Request().Context(), actor(c), id)
	if err != nil {
		return err
	}
	if s.Position != evaluation.Clerk {
		return registry.Errorf(registry.Denied, "Phần này dành cho thư ký hội đồng.")
	}
	list, err := h.DB.Candidates(c.Request().Context(), id, actor(c).Account)
	if err != nil {
		return err
	}
	p := view.CouncilPage{CouncilHead: view.CouncilHead{Title: "Quyết định", Steps: view.PhaseSteps(s.Round), Errors: view.NewErrorSummary(failed),
		Lead: "Quyết định chỉ có hiệu lực khi công bố tất cả cùng một lúc."}}
	form := &view.CouncilForm{URL: view.CouncilPath(id, "quyet-dinh")}
	open := 0
	for _, x := range list {
		if !x.Shortlisted {
			continue
		}
		if x.Outcome == "" {
			open++
		}
		form.Picks = append(form.Picks, decisionRow(s, x, polls, h.Flow.Ledger().FullName(x.Unit)))
	}
	if s.May(evaluation.Decide) {
		form.After = []view.Field{view.InputText("reason", "Lý do", "").Hint("Bắt buộc khi không đề nghị mô hình đã đạt biểu quyết.").Wrong(registry.FieldsOf(failed))}
		form.Buttons = []view.Button{{Text: "Lưu quyết định"}, {Text: "Ghi theo kết quả biểu quyết", FormAction: view.CouncilPath(id, "quyet-dinh/theo-phieu")}}
	}
	p.Sections = append(p.Sections, view.CouncilSection{Form: form})
	if s.May(evaluation.Release) {
		sec := view.CouncilSection{Heading: "Công bố", Text: "Sau khi công bố, đơn vị xem được kết quả, mức xếp loại và nhận xét của chính mình. Không rút lại được."}
		if open > 0 {
			sec.Text = fmt.Sprintf("Còn %d mô hình chưa quyết định nên chưa công bố được.", open)
		} else {
			sec.Form = &view.CouncilForm{URL: view.CouncilPath(id, "cong-bo"), Hidden: []view.Field{view.InputHidden("version", strconv.Itoa(s.Round.Version))}, Buttons: []view.Button{view.Submit("Công bố tất cả")}}
		}
		p.Sections = append(p.Sections, sec)
	}
	return h.plain(c, code, &s, p)
}

func decisionRow(s workflow.Seat, x sqlite.Candidate, polls []workflow.Poll, unit string) view.PickRow {
	f := view.InputRadios(fmt.Sprintf("d%d", x.Entry), x.Title, x.Outcome, []view.Option{{Value: "de-nghi", Label: "Đề nghị"}, {Value: "khong", Label: "Không đề nghị"}})
	f.Disabled = !s.May(evaluation.Decide)
	row := view.PickRow{Field: f, Mark: view.MarkOf(x.Field), Badges: []view.Badge{view.OutcomeBadge(x.Outcome)}, Sub: unit, URL: view.CouncilEntryPath(s.Round.ID, "mo-hinh", x.Entry)}
	for _, p := range polls {
		for _, t := range p.Tallies {
			if t.Entry == x.Entry {
				o := p.Outcomes[t.Entry]
				row.Lines = append(row.Lines, fmt.Sprintf("Lần %d: %d đồng ý, cần %d trên %d (%s%%): %s.", p.Number, t.Yes, o.Needed, o.Base, o.Percent, map[bool]string{true: "đạt", false: "không đạt"}[o.Passed]))
			}
		}
	}
	if x.Why != "" {
		row.Lines = append(row.Lines, "Lý do: "+x.Why)
	}
	return row
}

func (h *council) decide(c echo.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := readForm(c, nil)
	if err != nil {
		return err
	}
	out := map[registry.EntryID]string{}
	for name := range v {
		if n, ok := strings.CutPrefix(name, "d"); ok {
			if e, err := strconv.ParseInt(n, 10, 64); err == nil {
				out[registry.EntryID(e)] = v.Get(name)
			}
		}
	}
	return h.decided(c, id, h.Flow.DecideEntries(c.Request().Context(), actor(c), id, out, v.Get("reason")))
}

func (h *council) decideByVote(c echo.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	return h.decided(c, id, h.Flow.DecideByVote(c.Request().Context(), actor(c), id))
}

func (h *council) decided(c echo.Context, id evaluation.RoundID, err error) error {
	switch registry.KindOf(err) {
	case registry.None:
		return done(c, "saved", view.CouncilPath(id, "quyet-dinh"))
	case registry.Invalid, registry.Conflict:
		code, _ := statusOf(err)
		return h.showDecisions(c, code, err)
	}
	return err
}

func (h *council) release(c echo.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := readForm(c, nil)
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(v.Get("version")) // unreadable: a Conflict
	err = h.Flow.Release(c.Request().Context(), actor(c), id, version)
	if registry.KindOf(err) == registry.None {
		return done(c, "saved", view.CouncilPath(id, ""))
	}
	return h.decided(c, id, err)
}

// feedback is what a unit learns of its own entry after the release.
func (h *council) feedback(c echo.Context) error {
	entry, err := pathID[registry.EntryID](c, "entry")
	if err != nil {
		return err
	}
	e, list, err := h.Flow.FeedbackOf(c.Request().Context(), actor(c), entry)
	if err != nil {
		return err
	}
	p := view.CouncilPage{CouncilHead: view.CouncilHead{Crumbs: []view.Crumb{{Text: "Việc của tôi", URL: "/lam-viec"}, {Text: "Số " + e.Number, URL: view.DeskPath(e.ID, "")}, {Text: "Kết quả xét"}}, Eyebrow: "Số " + e.Number, Title: "Kết quả xét: " + e.Content.Title}}
	for _, f := range list {
		sec := view.CouncilSection{Heading: f.Round.Title}
		if f.Standing.Rank > 0 {
			band := view.BandBadge(f.Round.Scale, f.Standing.Band, f.Standing.Capped)
			sec.Figures = []view.Figure{{Value: view.Two(f.Standing.Mean), Unit: "điểm", Label: "của mô hình"}, {Value: view.Two(f.GroupMean), Unit: "điểm", Label: "trung bình " + strings.ToLower(f.Candidate.Group.Label())}}
			sec.Facts = []view.Fact{{Name: "Xếp loại", Text: band.Text}}
		}
		out := view.OutcomeBadge(f.Candidate.Outcome)
		sec.Facts = append(sec.Facts, view.Fact{Name: "Kết quả", Text: out.Text}, view.Fact{Name: "Công bố", Text: view.Day(f.Round.ReleasedAt)})
		if f.Candidate.Verdict == evaluation.Ineligible {
			sec.Facts = append(sec.Facts, view.Fact{Name: "Điều kiện", Text: f.Candidate.Reason})
		}
		if f.Candidate.Feedback != "" {
			sec.Texts = []view.LongText{{Label: "Nhận xét của hội đồng", Text: f.Candidate.Feedback}}
		}
		p.Sections = append(p.Sections, sec)
	}
	if len(list) == 0 {
		p.Sections = []view.CouncilSection{{Empty: &view.Empty{Heading: "Chưa có kết quả", Text: "Kết quả hiện ở đây sau khi hội đồng công bố."}}}
	}
	return h.plain(c, 200, nil, p)
}

func (h *council) awards(c echo.Context) error { return h.showAwards(c, 200, nil) }

// showAwards is the register of commendations.
func (h *council) showAwards(c echo.Context, code int, failed error) error {
	list, err := h.DB.Commendations(c.Request().Context(), 0)
	if err != nil {
		return err
	}
	p := view.CouncilPage{CouncilHead: view.CouncilHead{Title: "Sổ khen thưởng", Lead: "Khen thưởng là quyết định của cấp có thẩm quyền, ghi lại khi đã có số và ngày. Công nhận mô hình là việc khác, ghi ở hồ sơ.", Errors: view.NewErrorSummary(failed)}}
	sec := view.CouncilSection{}
	t := view.Table{Caption: "Sổ khen thưởng", HideCaption: true, Stacked: true, Columns: []view.Column{{Label: "Mô hình"}, {Label: "Hình thức"}, {Label: "Quyết định"}, {Label: "Cơ quan, người ký"}, {Label: "Tình trạng"}}}
	for _, m := range list {
		state := view.Badge{Text: "Còn hiệu lực", Tone: "ok"}
		if !m.RevokedAt.IsZero() {
			state = view.Badge{Text: "Đã thu hồi", Tone: "stop"}
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			{Text: m.Title, Head: true, Sub: "Số " + m.EntryNumber + " · " + h.Flow.Ledger().Name(m.Unit)}, {Text: m.Form, Sub: levelLabel(m.Level)}, {Text: "Số " + m.Number, Sub: m.Date.Local()}, {Text: m.Issuer, Sub: m.Signer}, {Badge: &state, Sub: m.RevokeReason},
		}})
		if m.RevokedAt.IsZero() {
			p.Sections = append(p.Sections, view.CouncilSection{Form: &view.CouncilForm{Fold: "Thu hồi: " + m.Form + " số " + m.Number, URL: fmt.Sprintf("/lam-viec/hoi-dong/so-khen/%d/thu-hoi", m.ID), Fields: []view.Field{view.InputText("reason", "Lý do thu hồi", "").Need()}, Buttons: []view.Button{{Text: "Thu hồi", Kind: "danger"}}}})
		}
	}
	if len(t.Rows) == 0 {
		sec.Empty = &view.Empty{Heading: "Sổ còn trống", Text: "Ghi khen thưởng đầu tiên ở dưới, khi đã có số quyết định."}
	} else {
		t = t.Labelled()
		sec.Table = &t
	}
	wrong := registry.FieldsOf(failed)
	add := view.CouncilSection{Heading: "Ghi vào sổ", Form: &view.CouncilForm{URL: "/lam-viec/hoi-dong/so-khen", Fields: []view.Field{
		view.InputText("number_entry", "Số mô hình", "").Need().Wrong(wrong), view.InputSelect("level", "Cấp", "tinh", view.Options(registry.RecognitionLevels())).Wrong(wrong),
		view.InputText("form", "Hình thức", "Bằng khen của Chủ tịch UBND tỉnh").Need().Wrong(wrong), view.InputText("number", "Số quyết định", "").Need().Wrong(wrong), view.InputDate("date", "Ngày quyết định", "").Need().Wrong(wrong),
		view.InputText("issuer", "Cơ quan ban hành", "").Need().Wrong(wrong), view.InputText("signer", "Người ký", "").Wrong(wrong),
	}, Buttons: []view.Button{view.Submit("Ghi vào sổ")}}}
	p.Sections = append([]view.CouncilSection{sec}, append(p.Sections, add)...)
	p.Crumbs = []view.Crumb{{Text: "Hội đồng", URL: "/lam-viec/hoi-dong"}, {Text: "Sổ khen thưởng"}}
	return h.plain(c, code, nil, p)
}

func (h *council) addAward(c echo.Context) error {
	v, err := readForm(c, nil)
	if err != nil {
		return err
	}
	row, err := (&desk{h.shell}).byNumber(c, v.Get("number_entry"))
	if err == nil {
		err = h.Flow.Commend(c.Request().Context(), actor(c), sqlite.Commendation{Entry: row.ID, Level: v.Get("level"), Form: v.Get("form"), Number: v.Get("number"), Date: registry.Date(v.Get("date")), Issuer: v.Get("issuer"), Signer: v.Get("signer")})
	} else if registry.KindOf(err) == registry.NotFound {
		err = (&registry.Fields{{Field: "number_entry", Message: registry.MessageOf(err)}}).Err("Chưa ghi được vào sổ.")
	}
	switch registry.KindOf(err) {
	case registry.None:
		return done(c, "saved", "/lam-viec/hoi-dong/so-khen")
	case registry.Invalid:
		code, _ := statusOf(err)
		return h.showAwards(c, code, err)
	}
	return err
}

func (h *council) revokeAward(c echo.Context) error {
	id, err := pathID[int64](c, "award")
	if err != nil {
		return err
	}
	v, err := readForm(c, nil)
	if err != nil {
		return err
	}
	if err := h.Flow.RevokeCommendation(c.Request().Context(), actor(c), id, v.Get("reason")); err != nil {
		return err
	}
	return done(c, "saved", "/lam-viec/hoi-dong/so-khen")
}
