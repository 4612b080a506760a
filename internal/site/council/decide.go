package council

import (
	"fmt"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

func (h *Area) decisions(c *shell.Context) error { return h.showDecisions(c, 200, nil) }

// showDecisions lists the shortlisted entries with their votes and the pending
// decision of each.
func (h *Area) showDecisions(c *shell.Context, code int, failed error) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	s, polls, err := h.Judging.Polls(c.Context(), c.Actor(), id)
	if err != nil {
		return err
	}
	if s.Position != evaluation.Clerk {
		return registry.Errorf(registry.Denied, "Phần này dành cho thư ký hội đồng.")
	}
	list, err := h.DB.Candidates(c.Context(), id, c.Actor().Account)
	if err != nil {
		return err
	}
	p := view.CouncilPage{
		CouncilHead: view.CouncilHead{Title: "Quyết định", Steps: view.PhaseSteps(s.Round), Errors: view.NewErrorSummary(failed),
			Lead: "Quyết định chỉ có hiệu lực khi công bố tất cả cùng một lúc."},
	}
	form := &view.CouncilForm{URL: address.RoundDecisions.At(id)}
	open := 0
	for _, x := range list {
		if !x.Shortlisted {
			continue
		}
		if x.Outcome == evaluation.Pending {
			open++
		}
		form.Picks = append(form.Picks, decisionRow(s, x, polls, h.Flow.Ledger().FullName(x.Unit)))
	}
	if s.May(evaluation.Decide) {
		form.After = []view.Field{
			view.InputText("reason", "Lý do", "").
				Hint("Bắt buộc khi không đề nghị mô hình đã đạt biểu quyết.").
				Wrong(registry.FieldsOf(failed)),
		}
		form.Buttons = []view.Button{
			{Text: "Lưu quyết định"},
			{Text: "Ghi theo kết quả biểu quyết", FormAction: address.RoundDecideByVote.At(id)},
		}
	}
	p.Sections = append(p.Sections, view.CouncilSection{Form: form})
	if s.May(evaluation.Release) {
		sec := view.CouncilSection{
			Heading: "Công bố",
			Text:    "Sau khi công bố, đơn vị xem được kết quả, mức xếp loại và nhận xét của chính mình. Không rút lại được.",
		}
		if open > 0 {
			sec.Text = fmt.Sprintf("Còn %d mô hình chưa quyết định nên chưa công bố được.", open)
		} else {
			sec.Form = &view.CouncilForm{URL: address.RoundRelease.At(id), Hidden: []view.Field{view.InputHidden("version", strconv.Itoa(s.Round.Version))}, Buttons: []view.Button{view.Submit("Công bố tất cả")}}
		}
		p.Sections = append(p.Sections, sec)
	}
	return h.plain(c, code, &s, p)
}

func decisionRow(s judging.Seat, x sqlite.Candidate, polls []judging.Poll, unit string) view.PickRow {
	f := view.InputRadios(
		fmt.Sprintf("d%d", x.Entry),
		x.Title,
		x.Outcome.String(),
		[]view.Option{{Value: "de-nghi", Label: "Đề nghị"}, {Value: "khong", Label: "Không đề nghị"}},
	)
	f.Disabled = !s.May(evaluation.Decide)
	row := view.PickRow{
		Field:  f,
		Mark:   view.MarkOf(x.Field),
		Badges: []view.Badge{view.OutcomeBadge(x.Outcome)},
		Sub:    unit,
		URL:    address.RoundEntry.At(s.Round.ID, x.Entry),
	}
	for _, p := range polls {
		for _, t := range p.Tallies {
			if t.Entry == x.Entry {
				o := p.Outcomes[t.Entry]
				row.Lines = append(
					row.Lines,
					fmt.Sprintf(
						"Lần %d: %d đồng ý, cần %d trên %d (%s%%): %s.",
						p.Number,
						t.Yes,
						o.Needed,
						o.Base,
						o.Percent,
						map[bool]string{true: "đạt", false: "không đạt"}[o.Passed],
					),
				)
			}
		}
	}
	if x.Why != "" {
		row.Lines = append(row.Lines, "Lý do: "+x.Why)
	}
	return row
}

func (h *Area) decide(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
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
	return h.decided(c, id, h.Judging.DecideEntries(c.Context(), c.Actor(), id, out, v.Get("reason")))
}

func (h *Area) decideByVote(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	return h.decided(c, id, h.Judging.DecideByVote(c.Context(), c.Actor(), id))
}

func (h *Area) decided(c *shell.Context, id evaluation.RoundID, err error) error {
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundDecisions.At(id))
	case registry.Invalid, registry.Conflict:
		code, _ := shell.StatusOf(err)
		return h.showDecisions(c, code, err)
	}
	return err
}

func (h *Area) release(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(v.Get("version")) // unreadable: a Conflict
	err = h.Judging.Release(c.Context(), c.Actor(), id, version)
	if registry.KindOf(err) == registry.None {
		return shell.Done(c, "saved", address.Round.At(id))
	}
	return h.decided(c, id, err)
}

// feedback is what a unit learns of its own entry after the release.
func (h *Area) feedback(c *shell.Context) error {
	entry, err := shell.PathID[registry.EntryID](c, "entry")
	if err != nil {
		return err
	}
	e, list, err := h.Judging.FeedbackOf(c.Context(), c.Actor(), entry)
	if err != nil {
		return err
	}
	p := view.CouncilPage{
		CouncilHead: view.CouncilHead{
			Crumbs: []view.Crumb{
				{Text: "Việc của tôi", URL: address.Desk},
				{Text: "Số " + e.Number, URL: address.Entry.At(e.ID)},
				{Text: "Kết quả xét"},
			},
			Eyebrow: "Số " + e.Number,
			Title:   "Kết quả xét: " + e.Content.Title,
		},
	}
	for _, f := range list {
		sec := view.CouncilSection{Heading: f.Round.Title}
		if f.Standing.Rank > 0 {
			band := view.BandBadge(f.Round.Scale, f.Standing.Band, f.Standing.Capped)
			sec.Figures = []view.Figure{
				{Value: view.Two(f.Standing.Mean), Unit: "điểm", Label: "của mô hình"},
				{Value: view.Two(f.GroupMean), Unit: "điểm", Label: "trung bình " + strings.ToLower(f.Candidate.Group.Label())},
			}
			sec.Facts = []view.Fact{{Name: "Xếp loại", Text: band.Text}}
		}
		out := view.OutcomeBadge(f.Candidate.Outcome)
		sec.Facts = append(
			sec.Facts,
			view.Fact{Name: "Kết quả", Text: out.Text},
			view.Fact{Name: "Công bố", Text: view.Day(f.Round.ReleasedAt)},
		)
		if f.Candidate.Verdict == evaluation.Ineligible {
			sec.Facts = append(sec.Facts, view.Fact{Name: "Điều kiện", Text: f.Candidate.Reason})
		}
		if f.Candidate.Feedback != "" {
			sec.Texts = []view.LongText{{Label: "Nhận xét của hội đồng", Text: f.Candidate.Feedback}}
		}
		p.Sections = append(p.Sections, sec)
	}
	if len(list) == 0 {
		p.Sections = []view.CouncilSection{
			{Empty: &view.Empty{Heading: "Chưa có kết quả", Text: "Kết quả hiện ở đây sau khi hội đồng công bố."}},
		}
	}
	return h.plain(c, 200, nil, p)
}
