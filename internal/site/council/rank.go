package council

import (
	"fmt"
	"slices"
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

// whatIf reads the trial of a ranking; nil when none is asked for.
func whatIf(c *shell.Context) *judging.WhatIf {
	if c.QueryParam("tie") == "" && c.QueryParam("cap") == "" && c.QueryParam("min") == "" && c.QueryParam("bo") == "" {
		return nil
	}
	w := &judging.WhatIf{Tie: c.QueryParam("tie"), TopCap: -1}
	if n, err := strconv.Atoi(c.QueryParam("cap")); err == nil {
		w.TopCap = n
	}
	if n, err := strconv.Atoi(c.QueryParam("min")); err == nil {
		w.Min = n
	}
	if n, err := strconv.ParseInt(c.QueryParam("bo"), 10, 64); err == nil {
		w.Without = registry.AccountID(n)
	}
	return w
}

func (h *Area) ranking(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	w := whatIf(c)
	s, t, err := h.Judging.Standings(c.Context(), c.Actor(), id, w)
	if err != nil {
		return err
	}
	p := h.rankingPage(c, s, t)
	if w != nil {
		p.Tried = "Đang xem thử với quy tắc khác. Kết quả thật không thay đổi."
	}
	return shell.Render(c, 200, c.Pages().Council.Ranking, h.frame(c, &s, 200, "Xếp hạng"), p)
}

// rankingPage lays the ranking out, group by group.
func (h *Area) rankingPage(c *shell.Context, s judging.Seat, t judging.Table) view.RankingPage {
	id := s.Round.ID
	p := view.RankingPage{CouncilHead: view.CouncilHead{
		Crumbs: []view.Crumb{
			{Text: "Hội đồng", URL: address.Council},
			{Text: s.Round.Title, URL: address.Round.At(id)},
			{Text: "Xếp hạng"},
		}, Eyebrow: s.Round.Title, Title: "Xếp hạng",
		Lead: "Xếp riêng từng nhóm theo điểm trung bình của các phiếu đã xong. Điểm để lập danh sách rút gọn; đề nghị khen là do hội đồng biểu quyết.",
	}, Rules: rankRules(s.Round), Tries: h.tries(c, s, t)}
	if t.Hidden {
		p.Notices = append(
			p.Notices,
			view.Notice{
				Tone: "wait",
				Text: "Bảng này không gồm mô hình bạn không tham gia xét, nên thứ hạng ở đây chỉ tính trên các mô hình còn lại.",
			},
		)
	}
	names := map[registry.AccountID]string{}
	for _, m := range t.People {
		names[m.Account] = m.Name
	}
	p.Leaning = view.NewLeaningChart(t.Leanings, func(a registry.AccountID) string { return names[a] })
	for _, g := range evaluation.Groups() {
		if part, ok := h.rankingGroup(s, t, g); ok {
			p.Groups = append(p.Groups, part)
		}
	}
	if s.May(evaluation.MakePapers) && !t.Hidden {
		p.Papers = []view.Link{
			{Text: "Bảng tổng hợp điểm (.xlsx)", URL: address.RoundPaper.At(id, "bang-tong-hop.xlsx")},
			{Text: "Bảng tổng hợp điểm (.docx)", URL: address.RoundPaper.At(id, "bang-tong-hop.docx")},
		}
	}
	return p
}

func (h *Area) rankingGroup(s judging.Seat, t judging.Table, g evaluation.Group) (view.RankingGroup, bool) {
	var list []evaluation.Standing
	for _, st := range t.Standings {
		if st.Group == g {
			list = append(list, st)
		}
	}
	title := func(e registry.EntryID) string { return t.Candidates[e].Title }
	return view.RankingGroup{
		ID: string(g), Label: g.Label(), Count: fmt.Sprintf("%d mô hình", len(list)), Spread: view.NewSpreadChart(g.Label(), list, title),
		Table: view.RankingTable(g.Label(), list, s.Round.Scale, func(st evaluation.Standing) (string, string, string) {
			x := t.Candidates[st.Entry]
			return x.Title, address.RoundEntry.At(s.Round.ID, st.Entry), "Số " + x.Number + " · " + h.Flow.Ledger().
				FullName(x.Unit)
		}),
	}, len(list) > 0
}

func rankRules(r evaluation.Round) []view.Fact {
	return []view.Fact{
		{Name: "Thang điểm", Text: fmt.Sprintf("%s, phiên bản %d", r.Scale.Code, r.Scale.Version)},
		{Name: "Số phiếu để xếp hạng", Text: fmt.Sprintf("ít nhất %d", r.Rules.MinSheets)},
		{Name: "Bằng điểm", Text: registry.ChoiceLabel(evaluation.TieRules(), r.Rules.Tie)},
		{Name: "Trần mức cao nhất", Text: fmt.Sprintf("%d%% số mô hình được xếp hạng", r.Rules.TopCap)},
		{Name: "Cần bàn", Text: fmt.Sprintf("khi phiếu cao nhất và thấp nhất chênh từ %s điểm", r.Rules.SpreadFlag)},
		{Name: "Hiệu chỉnh z", Text: fmt.Sprintf("cột tham khảo, chỉ có khi mỗi thành viên chấm từ %d phiếu", r.Rules.ZMin)},
		{Name: "Độ lệch", Text: "độ lệch chuẩn của mẫu (chia cho n − 1)"},
	}
}

func (h *Area) tries(c *shell.Context, s judging.Seat, t judging.Table) []view.Field {
	members := []view.Option{{Value: "", Label: "Không bỏ ai"}}
	for _, m := range t.People {
		if m.Position.Scores() {
			members = append(members, view.Option{Value: strconv.FormatInt(int64(m.Account), 10), Label: m.Name})
		}
	}
	limit := func(name, label, now string) view.Field {
		v := c.QueryParam(name)
		if v == "" {
			v = now
		}
		f := view.InputText(name, label, v)
		f.InputMode, f.Width = "numeric", "short"
		return f
	}
	tie := c.QueryParam("tie")
	if tie == "" {
		tie = s.Round.Rules.Tie
	}
	return []view.Field{
		view.InputSelect(
			"tie",
			"Khi bằng điểm",
			tie,
			view.Options(evaluation.TieRules()),
		), limit("cap", "Trần mức cao nhất, %", strconv.Itoa(s.Round.Rules.TopCap)),
		limit(
			"min",
			"Số phiếu ít nhất",
			strconv.Itoa(s.Round.Rules.MinSheets),
		), view.InputSelect("bo", "Bỏ phiếu của", c.QueryParam("bo"), members),
	}
}

func (h *Area) talk(c *shell.Context) error { return h.showTalk(c, 200, "", nil) }

// showTalk is the discussion of one entry: sheets side by side, notes, changes.
func (h *Area) showTalk(c *shell.Context, code int, typed string, failed error) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	entry, err := shell.PathID[registry.EntryID](c, "entry")
	if err != nil {
		return err
	}
	s, t, err := h.Judging.TalkOf(c.Context(), c.Actor(), id, entry)
	if err != nil {
		return err
	}
	x := t.Candidate
	p := view.CouncilPage{CouncilHead: view.CouncilHead{
		Crumbs: []view.Crumb{
			{Text: "Hội đồng", URL: address.Council},
			{Text: s.Round.Title, URL: address.Round.At(id)},
			{Text: "Xếp hạng", URL: address.RoundRanking.At(id)},
			{Text: "Số " + x.Number},
		},
		Eyebrow: "Số " + x.Number + " · " + h.Flow.Ledger().FullName(x.Unit), Title: x.Title, Errors: view.NewErrorSummary(failed),
	}}
	first := view.CouncilSection{Links: []view.Link{{Text: "Đọc hồ sơ", URL: address.RoundSheet.At(id, entry)}}}
	if s.May(evaluation.MakePapers) {
		first.Links = append(
			first.Links,
			view.Link{Text: "Các phiếu chấm (.docx)", URL: address.RoundPaper.At(id, fmt.Sprintf("phieu-cham-%d.docx", entry))},
		)
	}
	if s.May(evaluation.MakePapers) && x.Outcome == evaluation.Proposed {
		first.Links = append(
			first.Links,
			view.Link{Text: "Hồ sơ khen thưởng (.zip)", URL: address.RoundDossier.At(id, entry)},
		)
	}
	if st := t.Standing; st != nil && st.Sheets > 0 {
		first.Figures = []view.Figure{
			{Value: view.Two(st.Mean), Unit: "điểm", Label: "trung bình"},
			{Value: view.Two(st.Median), Label: "trung vị"},
			{Value: st.Min.String() + " – " + st.Max.String(), Label: "thấp nhất – cao nhất"},
			{Value: strconv.Itoa(st.Sheets), Unit: "phiếu", Label: "đã xong"},
		}
		if st.Spread {
			p.Notices = append(
				p.Notices,
				view.Notice{Tone: "wait", Text: "Các phiếu chênh nhau nhiều. Hội đồng nên nói rõ vì sao trước khi đi tiếp."},
			)
		}
	}
	p.Sections = append(p.Sections, first, sheetMatrix(s.Round.Scale, t))
	notes := view.CouncilSection{Heading: "Thảo luận"}
	for _, n := range t.Notes {
		notes.Timeline = append(
			notes.Timeline,
			view.TimelineItem{
				When:  view.Moment(n.At),
				Stamp: n.At.Format("2006-01-02T15:04:05Z07:00"),
				Who:   nameOf(t.Names, n.Member),
				What:  n.Text,
			},
		)
	}
	if s.May(evaluation.Discuss) {
		notes.Form = &view.CouncilForm{
			URL:     address.RoundNote.At(id, entry),
			Fields:  []view.Field{view.InputArea("text", "Ý kiến", typed, 3).Wrong(registry.FieldsOf(failed))},
			Buttons: []view.Button{{Text: "Ghi ý kiến"}},
		}
	}
	if s.May(evaluation.ChangeScore) {
		notes.Links = []view.Link{{Text: "Đổi điểm của tôi, có lý do", URL: address.RoundSheet.At(id, entry) + "#phieu"}}
	}
	p.Sections = append(p.Sections, notes)
	if len(t.Changes) > 0 {
		sec := view.CouncilSection{Heading: "Điểm đã đổi"}
		for _, ch := range t.Changes {
			sec.Timeline = append(
				sec.Timeline,
				view.TimelineItem{
					When:  view.Moment(ch.At),
					Stamp: ch.At.Format("2006-01-02T15:04:05Z07:00"),
					Who:   nameOf(t.Names, ch.Member),
					What:  "Trước: " + ch.Before + ". Sau: " + ch.After,
					Why:   ch.Reason,
				},
			)
		}
		p.Sections = append(p.Sections, sec)
	}
	if s.Position == evaluation.Clerk {
		text := x.Feedback
		if text == "" {
			text = draftFeedback(t)
		}
		p.Sections = append(
			p.Sections,
			view.CouncilSection{
				Form: &view.CouncilForm{
					Fold: "Nhận xét gửi đơn vị sau công bố (không ghi tên người nhận xét)",
					URL:  address.RoundFeedback.At(id, entry),
					Fields: []view.Field{
						view.InputArea("feedback", "Nhận xét đã duyệt", text, 5),
					},
					Buttons: []view.Button{{Text: "Lưu nhận xét"}},
				},
			},
		)
	}
	return h.plain(c, code, &s, p)
}

func nameOf(names map[registry.AccountID]string, a registry.AccountID) string {
	if n := names[a]; n != "" {
		return n
	}
	return "Thư ký"
}

// draftFeedback gathers the comments of the sheets, without names, for the
// secretariat to clear.
func draftFeedback(t judging.Talk) string {
	var lines []string
	for _, x := range t.Sheets {
		for _, m := range x.Marks {
			if m.Comment != "" {
				lines = append(lines, "– "+m.Comment)
			}
		}
		if x.Note != "" {
			lines = append(lines, "– "+x.Note)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// sheetMatrix sets the sheets side by side: members down, criteria across.
func sheetMatrix(scale evaluation.Scale, t judging.Talk) view.CouncilSection {
	sec := view.CouncilSection{Heading: "Các phiếu"}
	if len(t.Sheets) == 0 {
		sec.Text = "Chưa có phiếu nào đã xong."
		return sec
	}
	tb := view.Table{Caption: "Điểm của từng thành viên", HideCaption: true, Stacked: true, Columns: []view.Column{{Label: "Thành viên"}}}
	for _, k := range scale.Criteria {
		tb.Columns = append(tb.Columns, view.Column{Label: k.Code, Num: true})
	}
	tb.Columns = append(tb.Columns, view.Column{Label: "Thưởng, trừ"}, view.Column{Label: "Tổng", Num: true})
	for _, x := range t.Sheets {
		cells := []view.Cell{view.H(nameOf(t.Names, x.Member), "")}
		var words []string
		for _, k := range scale.Criteria {
			m := x.Marks[k.Code]
			cells = append(cells, view.N(x.Points(k.Code).String()))
			if m.Comment != "" || m.Pin != "" {
				words = append(words, k.Code+": "+strings.TrimSpace(m.Comment+basedOn(m.Pin)))
			}
		}
		if x.Note != "" {
			words = append(words, "Chung: "+x.Note)
		}
		if len(words) > 0 {
			sec.Texts = append(sec.Texts, view.LongText{Label: nameOf(t.Names, x.Member), Text: strings.Join(words, "\n")})
		}
		tb.Rows = append(tb.Rows, view.Row{Cells: append(cells, view.T(strings.Join(x.Adjustments, ", ")), view.N(x.Total.String()))})
	}
	tb = tb.Labelled()
	sec.Table = &tb
	return sec
}

// basedOn says on what points rest; nothing when nothing was pinned.
func basedOn(pin string) string {
	if pin == "" {
		return ""
	}
	return " (dựa vào: " + pin + ")"
}

func (h *Area) addNote(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	entry, err := shell.PathID[registry.EntryID](c, "entry")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	err = h.Judging.AddNote(c.Context(), c.Actor(), id, entry, v.Get("text"))
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundEntry.At(id, entry))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showTalk(c, code, v.Get("text"), err)
	}
	return err
}

func (h *Area) clearFeedback(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	entry, err := shell.PathID[registry.EntryID](c, "entry")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if err := h.Judging.ClearFeedback(c.Context(), c.Actor(), id, entry, v.Get("feedback")); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.RoundEntry.At(id, entry))
}

// shortlistForm lists the ranked entries to pick from.
func (h *Area) shortlistForm(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	s, t, err := h.Judging.Standings(c.Context(), c.Actor(), id, nil)
	if err != nil {
		return err
	}
	p := view.CouncilPage{CouncilHead: view.CouncilHead{Title: "Danh sách rút gọn", Steps: view.PhaseSteps(s.Round),
		Lead: fmt.Sprintf(
			"Mặc định đánh dấu mô hình từ %s điểm trung bình. Thư ký điều chỉnh và ghi lý do.",
			s.Round.Rules.ShortlistFrom,
		)}}
	may := s.May(evaluation.PickShortlist)
	picked := 0
	for _, x := range t.Candidates {
		if x.Shortlisted {
			picked++
		}
	}
	form := &view.CouncilForm{URL: address.RoundShortlist.At(id)}
	for _, st := range t.Standings {
		x := t.Candidates[st.Entry]
		if !may && !x.Shortlisted || st.Rank == 0 && !x.Shortlisted {
			continue
		}
		on := x.Shortlisted || picked == 0 && st.Rank > 0 && st.Mean >= s.Round.Rules.ShortlistFrom.Float()
		form.Picks = append(form.Picks, shortlistRow(s, st, x, on, may, h.Flow.Ledger().FullName(x.Unit)))
	}
	if may {
		form.After = []view.Field{view.InputText("reason", "Lý do, căn cứ", "")}
		form.Buttons = []view.Button{view.Submit("Lưu danh sách rút gọn")}
	}
	sec := view.CouncilSection{Form: form}
	if len(form.Picks) == 0 {
		sec = view.CouncilSection{Empty: &view.Empty{Heading: "Danh sách còn trống", Text: "Thư ký chọn mô hình từ bảng xếp hạng."}}
	}
	p.Sections = []view.CouncilSection{sec}
	return h.plain(c, 200, &s, p)
}

func shortlistRow(s judging.Seat, st evaluation.Standing, x sqlite.Candidate, on, may bool, unit string) view.PickRow {
	f := view.InputTick(fmt.Sprintf("e%d", x.Entry), x.Title, on)
	f.Disabled = !may
	return view.PickRow{Field: f, Mark: view.MarkOf(x.Field), Badges: []view.Badge{view.BandBadge(s.Round.Scale, st.Band, st.Capped)},
		Sub: fmt.Sprintf(
			"%s · hạng %d · %s điểm · %d phiếu · %s",
			st.Group.Label(),
			st.Rank,
			view.Two(st.Mean),
			st.Sheets,
			unit,
		), URL: address.RoundEntry.At(s.Round.ID, x.Entry)}
}

func (h *Area) shortlist(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if err := h.Judging.Shortlist(c.Context(), c.Actor(), id, tickedEntries(v), v.Get("reason")); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.RoundShortlist.At(id))
}
