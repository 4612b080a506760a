package council

import (
	"fmt"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

func (h *Area) overview(c *shell.Context) error { return h.showOverview(c, 200, nil) }

// showOverview is where a round stands, what waits for the actor, and how to go
// on.
func (h *Area) showOverview(c *shell.Context, code int, failed error) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	ctx, r := c.Context(), s.Round
	p := view.CouncilPage{CouncilHead: view.CouncilHead{
		Crumbs: []view.Crumb{{Text: "Hội đồng", URL: address.Council}, {Text: r.Title}},
		Eyebrow: fmt.Sprintf(
			"%s · năm %d · bạn là %s",
			levelLabel(r.Level),
			r.Season,
			strings.ToLower(s.Position.Label()),
		), Title: r.Title, Steps: view.PhaseSteps(r), Errors: view.NewErrorSummary(failed),
	}}
	if s.Position.Scores() {
		sec, err := h.memberPart(c, s)
		if err != nil {
			return err
		}
		p.Sections = append(p.Sections, sec)
	}
	if s.Position == evaluation.Clerk {
		secs, err := h.clerkParts(c, s)
		if err != nil {
			return err
		}
		p.Sections = append(p.Sections, secs...)
	}
	course, err := h.DB.PhaseChanges(ctx, r.ID)
	if err != nil {
		return err
	}
	last := view.CouncilSection{Heading: "Diễn biến"}
	for _, x := range course {
		last.Timeline = append(
			last.Timeline,
			view.TimelineItem{
				When:  view.Moment(x.At),
				Stamp: x.At.Format("2006-01-02T15:04:05Z07:00"),
				Who:   x.Name,
				What:  x.Phase.Label(),
				Why:   x.Reason,
			},
		)
	}
	p.Sections = append(p.Sections, last)
	return h.plain(c, code, &s, p)
}

// memberPart is what a member has to do in the present phase.
func (h *Area) memberPart(c *shell.Context, s judging.Seat) (view.CouncilSection, error) {
	sec := view.CouncilSection{Heading: "Việc của bạn"}
	_, tasks, err := h.Judging.Queue(c.Context(), c.Actor(), s.Round.ID)
	if err != nil {
		return sec, err
	}
	finished, undeclared := 0, 0
	for _, t := range tasks {
		if t.Sheet != nil && t.Sheet.Done {
			finished++
		}
		if !t.Declared {
			undeclared++
		}
	}
	switch s.Round.Phase {
	case evaluation.Eligibility, evaluation.Scoring:
		sec.Figures = []view.Figure{
			{Value: strconv.Itoa(finished), Of: "/" + strconv.Itoa(len(tasks)), Unit: "mô hình", Label: "đã chấm xong", URL: address.RoundScoring.At(s.Round.ID)},
		}
		if undeclared > 0 && s.May(evaluation.Declare) {
			sec.Links = append(
				sec.Links,
				view.Link{Text: fmt.Sprintf("Khai báo liên quan cho %d mô hình", undeclared), URL: address.RoundDeclare.At(s.Round.ID)},
			)
		}
		if s.May(evaluation.ScoreEntry) {
			sec.Start = &view.Link{Text: "Vào chấm điểm", URL: address.RoundScoring.At(s.Round.ID)}
			sec.Links = append(sec.Links, offlineLinks(s.Round.ID)...)
		} else {
			sec.Text = "Thư ký đang xét điều kiện. Khi bước chấm điểm mở, hồ sơ sẽ hiện ở đây."
		}
	case evaluation.Voting:
		sec.Start = &view.Link{Text: "Vào biểu quyết", URL: address.RoundVotes.At(s.Round.ID)}
		sec.Links = []view.Link{{Text: "Xem xếp hạng", URL: address.RoundRanking.At(s.Round.ID)}, offlineLinks(s.Round.ID)[0]}
	default:
		sec.Start = &view.Link{Text: "Xem xếp hạng, thảo luận", URL: address.RoundRanking.At(s.Round.ID)}
		sec.Links = offlineLinks(s.Round.ID)[:1]
	}
	return sec, nil
}

// clerkParts are progress, the next step and the papers.
func (h *Area) clerkParts(c *shell.Context, s judging.Seat) ([]view.CouncilSection, error) {
	ctx, r := c.Context(), s.Round
	list, err := h.DB.Candidates(ctx, r.ID, c.Actor().Account)
	if err != nil {
		return nil, err
	}
	n := map[evaluation.Verdict]int{}
	picked := 0
	for _, x := range list {
		n[x.Verdict]++
		if x.Shortlisted {
			picked++
		}
	}
	first := view.CouncilSection{Heading: "Hồ sơ", Figures: []view.Figure{
		{Value: view.Count(len(list)), Unit: "mô hình", Label: "trong đợt xét", URL: address.RoundGate.At(r.ID)},
		{Value: view.Count(n[evaluation.Eligible]), Label: "đủ điều kiện", URL: address.RoundGate.At(r.ID) + "?loc=du"},
		{Value: view.Count(n[evaluation.Undecided]), Label: "chờ kết luận", URL: address.RoundGate.At(r.ID) + "?loc=cho"},
	}}
	if r.Phase >= evaluation.Shortlisting {
		first.Figures = append(
			first.Figures[:2],
			view.Figure{Value: view.Count(picked), Label: "trong danh sách rút gọn", URL: address.RoundShortlist.At(r.ID)},
		)
	}
	out := []view.CouncilSection{first}
	progress, err := h.progressTable(c, s)
	if err != nil {
		return nil, err
	}
	out = append(out, progress)
	if sec, ok := nextStep(s); ok {
		out = append(out, sec)
	}
	if s.May(evaluation.MakePapers) {
		sec := view.CouncilSection{ID: "van-ban", Heading: "Văn bản", Text: "Số, ngày và người ký để trống, văn thư điền khi phát hành."}
		for _, d := range papersOf(r) {
			sec.Links = append(sec.Links, view.Link{Text: d.label, URL: address.RoundPaper.At(r.ID, d.name)})
		}
		sec.Links = append(
			sec.Links,
			view.Link{Text: "Toàn bộ quá trình (.xlsx)", URL: address.RoundHistoryXLSX.At(r.ID)},
			view.Link{Text: "Toàn bộ quá trình (.json)", URL: address.RoundHistory.At(r.ID)},
			offlineLinks(r.ID)[0],
		)
		out = append(out, sec)
	}
	return out, nil
}

func (h *Area) progressTable(c *shell.Context, s judging.Seat) (view.CouncilSection, error) {
	list, err := h.Judging.ProgressOf(c.Context(), s)
	sec := view.CouncilSection{Heading: "Tiến độ", Text: "Chỉ số phiếu đã xong, không có điểm."}
	t := view.Table{
		Caption:     "Tiến độ của thành viên",
		HideCaption: true,
		Stacked:     true,
		Columns: []view.Column{
			{Label: "Thành viên"},
			{Label: "Chức danh"},
			{Label: "Đã chấm", Num: true},
			{Label: "Được giao", Num: true},
			{Label: "Không tham gia", Num: true},
			{Label: "Tiến độ"},
		},
	}
	for _, x := range list {
		if !x.Appointee.Position.Scores() {
			continue
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.H(
				x.Appointee.Name,
				"",
			), view.T(x.Appointee.Position.Label()), view.N(strconv.Itoa(x.Done)), view.N(strconv.Itoa(x.Assigned)), view.N(strconv.Itoa(x.Recused)), {Bar: view.NewBar(float64(x.Done), float64(x.Assigned))},
		}})
	}
	if len(t.Rows) == 0 {
		sec.Text = ""
		sec.Empty = &view.Empty{
			Heading: "Chưa có thành viên",
			Text:    "Thêm chủ tịch và ủy viên hội đồng trước khi phân công.",
			Action:  &view.Link{Text: "Thêm thành viên", URL: address.RoundMembers.At(s.Round.ID)},
		}
		return sec, err
	}
	t = t.Labelled()
	sec.Table = &t
	return sec, err
}

// nextStep is the form that takes a round on, or back where it may.
func nextStep(s judging.Seat) (view.CouncilSection, bool) {
	if !s.May(evaluation.MovePhase) {
		return view.CouncilSection{}, false
	}
	r := s.Round
	f := &view.CouncilForm{URL: address.RoundPhase.At(r.ID), Hidden: []view.Field{view.InputHidden("version", strconv.Itoa(r.Version))},
		Fields: []view.Field{view.InputText("reason", "Ghi chú, lý do", "").Hint("Bắt buộc khi quay lại bước trước.")}}
	for _, p := range r.Phase.Moves() {
		b := view.Button{Text: "Quay lại: " + p.Label(), Name: "phase", Value: p.String()}
		if p > r.Phase {
			b = view.Button{Text: "Chuyển sang: " + p.Label(), Kind: "main", Name: "phase", Value: p.String()}
		}
		f.Buttons = append(f.Buttons, b)
	}
	text := map[evaluation.Phase]string{
		evaluation.Eligibility: "Khi mọi mô hình đã có kết luận và đã phân công, mở chấm điểm. Từ đó thang điểm và quy tắc được giữ nguyên.",
		evaluation.Scoring:     "Đóng chấm điểm thì mọi người mới thấy điểm của nhau; không mở lại chấm độc lập được nữa.",
		evaluation.Discussion:  "Sau thảo luận, điểm được giữ nguyên và thư ký lập danh sách rút gọn.",
	}[r.Phase]
	return view.CouncilSection{Heading: "Bước tiếp theo", Text: text, Form: f}, true
}

func (h *Area) movePhase(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	p, err := evaluation.ParsePhase(v.Get("phase"))
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(v.Get("version")) // unreadable: a Conflict
	err = h.Judging.MovePhase(c.Context(), c.Actor(), id, version, p, v.Get("reason"))
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.Round.At(id))
	case registry.Invalid, registry.Conflict:
		code, _ := shell.StatusOf(err)
		return h.showOverview(c, code, err)
	}
	return err
}
