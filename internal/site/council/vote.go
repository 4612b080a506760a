package council

import (
	"cmp"
	"fmt"
	"net/url"
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

func (h *Area) votes(c *shell.Context) error { return h.showVotes(c, 200, nil) }

// showVotes lists the votes of a round with their counts once closed.
func (h *Area) showVotes(c *shell.Context, code int, failed error) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	ctx := c.Context()
	s, polls, err := h.Judging.Polls(ctx, c.Actor(), id)
	if err != nil {
		return err
	}
	at, err := h.candidatesOf(c, id)
	if err != nil {
		return err
	}
	p := view.CouncilPage{
		CouncilHead: view.CouncilHead{Title: "Biểu quyết", Steps: view.PhaseSteps(s.Round), Errors: view.NewErrorSummary(failed)},
	}
	for _, x := range polls {
		p.Sections = append(p.Sections, h.pollSection(s, x, at))
	}
	if len(polls) == 0 {
		p.Sections = append(
			p.Sections,
			view.CouncilSection{
				Empty: &view.Empty{Heading: "Chưa có lần biểu quyết nào", Text: "Thư ký mở biểu quyết khi hội đồng đã họp đủ."},
			},
		)
	}
	p.Sections = append(p.Sections, view.CouncilSection{Heading: "Quy tắc", Facts: view.RuleFacts(s.Round.Rules.Award)})
	if s.May(evaluation.RunVote) && !slices.ContainsFunc(polls, func(x judging.Poll) bool { return x.Open() }) {
		sec, err := h.openVoteForm(c, s)
		if err != nil {
			return err
		}
		p.Sections = append(p.Sections, sec)
	}
	return h.plain(c, code, &s, p)
}

func (h *Area) candidatesOf(c *shell.Context, id evaluation.RoundID) (map[registry.EntryID]sqlite.Candidate, error) {
	list, err := h.DB.Candidates(c.Context(), id, c.Actor().Account)
	at := make(map[registry.EntryID]sqlite.Candidate, len(list))
	for _, x := range list {
		at[x.Entry] = x
	}
	return at, err
}

// pollSection is one vote: who has voted while it is open, the counts after.
func (h *Area) pollSection(s judging.Seat, x judging.Poll, at map[registry.EntryID]sqlite.Candidate) view.CouncilSection {
	how := "biểu quyết công khai"
	if x.Rule.Secret {
		how = "bỏ phiếu kín"
	}
	if x.Paper {
		how += ", phiếu giấy"
	}
	sec := view.CouncilSection{
		Heading: fmt.Sprintf("Lần %d: %s", x.Number, x.Rule.Label),
		Text: fmt.Sprintf(
			"%s, mở %s, %d mô hình, %d người có mặt.",
			upperFirst(how),
			view.Moment(x.OpenedAt),
			len(x.Mine),
			len(x.Present),
		),
	}
	path := address.RoundVote.At(s.Round.ID, int64(x.ID))
	if x.Open() {
		sec.Figures = []view.Figure{
			{Value: strconv.Itoa(len(x.Voters)), Of: "/" + strconv.Itoa(len(x.Present)), Unit: "người", Label: "đã bỏ phiếu"},
		}
		if s.May(evaluation.CastVote) && !x.Paper {
			if x.Voted && x.Rule.Secret {
				sec.Text += " Bạn đã bỏ phiếu."
			} else {
				sec.Links = append(sec.Links, view.Link{Text: "Bỏ phiếu", URL: path})
			}
		}
		if s.May(evaluation.RunVote) {
			sec.Form = &view.CouncilForm{URL: address.RoundVoteClose.At(s.Round.ID, int64(x.ID)), Buttons: []view.Button{{Text: "Đóng và kiểm phiếu", Kind: "main"}}}
			if x.Paper {
				sec.Links = append(sec.Links, view.Link{Text: "Nhập kết quả phiếu giấy", URL: path})
			}
		}
		return sec
	}
	t := view.Table{Caption: "Kết quả kiểm phiếu", HideCaption: true, Stacked: true, Columns: []view.Column{
		{
			Label: "Mô hình",
		}, {Label: "Phát ra", Num: true}, {Label: "Thu về", Num: true}, {Label: "Hợp lệ", Num: true}, {Label: "Đồng ý", Num: true}, {Label: "Không", Num: true}, {Label: "Cần", Num: true}, {Label: "Tỷ lệ", Num: true}, {Label: "Kết quả"},
	}}
	for _, y := range x.Tallies {
		o := x.Outcomes[y.Entry]
		badge := view.Badge{Text: "Không đạt", Tone: "stop"}
		if o.Passed {
			badge = view.Badge{Text: "Đạt", Tone: "ok"}
		} else if !o.Quorate {
			badge.Text = "Không đủ số có mặt"
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			{
				Text: at[y.Entry].Title,
				URL:  address.RoundEntry.At(s.Round.ID, y.Entry),
				Head: true,
				Sub:  h.Flow.Ledger().Name(at[y.Entry].Unit),
			}, view.N(strconv.Itoa(y.Issued)), view.N(strconv.Itoa(y.Sum())), view.N(strconv.Itoa(y.Valid())), view.N(strconv.Itoa(y.Yes)), view.N(strconv.Itoa(y.No)),
			view.N(fmt.Sprintf("%d/%d", o.Needed, o.Base)), view.N(o.Percent.String() + "%"), {Badge: &badge},
		}})
	}
	t = t.Labelled()
	sec.Table = &t
	if !x.Paper {
		sec.Facts = []view.Fact{
			{
				Name: "Tự kiểm tra",
				Text: map[bool]string{true: "Với từng mô hình, tổng số phiếu thu về bằng đúng số người đã bỏ phiếu.", false: "Số phiếu không khớp số người đã bỏ phiếu. Dừng lại và báo thư ký."}[x.Balanced],
			},
		}
	}
	return sec
}

func upperFirst(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

func (h *Area) openVoteForm(c *shell.Context, s judging.Seat) (view.CouncilSection, error) {
	people, err := h.DB.Appointees(c.Context(), s.Round.ID)
	if err != nil {
		return view.CouncilSection{}, err
	}
	var present []view.Option
	var values []string
	for _, m := range people {
		if m.Position.Scores() {
			v := strconv.FormatInt(int64(m.Account), 10)
			present, values = append(present, view.Option{Value: v, Label: m.Name + " · " + m.Position.Label()}), append(values, v)
		}
	}
	return view.CouncilSection{
		Heading: "Mở biểu quyết",
		Text:    "Đưa toàn bộ danh sách rút gọn ra biểu quyết theo quy tắc trên.",
		Form: &view.CouncilForm{URL: address.RoundVotes.At(s.Round.ID), Fields: []view.Field{
			view.InputChecks(
				"present",
				"Thành viên có mặt",
				values,
				present,
			), view.InputTick("paper", "Bỏ phiếu giấy, thư ký nhập kết quả kiểm phiếu", false),
		}, Buttons: []view.Button{view.Submit("Mở biểu quyết")}},
	}, nil
}

func (h *Area) openVote(c *shell.Context) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	vote := sqlite.Vote{Round: s.Round.ID, Rule: s.Round.Rules.Award, Paper: v.Get("paper") == "1"}
	for _, text := range v["present"] {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			vote.Present = append(vote.Present, registry.AccountID(n))
		}
	}
	_, err = h.Judging.OpenVote(c.Context(), c.Actor(), vote)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundVotes.At(s.Round.ID))
	case registry.Invalid, registry.Conflict:
		code, _ := shell.StatusOf(err)
		return h.showVotes(c, code, err)
	}
	return err
}

func (h *Area) ballot(c *shell.Context) error { return h.showBallot(c, 200, nil, nil) }

// pollOf finds the vote of the address.
func (h *Area) pollOf(c *shell.Context) (judging.Seat, judging.Poll, error) {
	id, err := roundID(c)
	if err != nil {
		return judging.Seat{}, judging.Poll{}, err
	}
	vote, err := shell.PathID[sqlite.VoteID](c, "vote")
	if err != nil {
		return judging.Seat{}, judging.Poll{}, err
	}
	s, polls, err := h.Judging.Polls(c.Context(), c.Actor(), id)
	if err != nil {
		return s, judging.Poll{}, err
	}
	i := slices.IndexFunc(polls, func(x judging.Poll) bool { return x.ID == vote })
	if i < 0 {
		return s, judging.Poll{}, registry.Errorf(registry.NotFound, "Không tìm thấy lần biểu quyết này.")
	}
	return s, polls[i], nil
}

// showBallot is the ballot of a member, or the form of the paper counts.
func (h *Area) showBallot(c *shell.Context, code int, typed url.Values, failed error) error {
	s, x, err := h.pollOf(c)
	if err != nil {
		return err
	}
	if !x.Open() || !s.May(evaluation.CastVote) && !s.May(evaluation.RunVote) {
		return c.Redirect(303, address.RoundVotes.At(s.Round.ID))
	}
	at, err := h.candidatesOf(c, s.Round.ID)
	if err != nil {
		return err
	}
	path := address.RoundVote.At(s.Round.ID, int64(x.ID))
	p := view.CouncilPage{
		CouncilHead: view.CouncilHead{
			Title:   "Phiếu biểu quyết",
			Eyebrow: fmt.Sprintf("Lần %d: %s", x.Number, x.Rule.Label),
			Errors:  view.NewErrorSummary(failed),
		},
	}
	wrong := registry.FieldsOf(failed)
	form := &view.CouncilForm{URL: path}
	switch {
	case x.Paper && s.May(evaluation.RunVote):
		p.Title, form.URL = "Nhập kết quả kiểm phiếu giấy", address.RoundVoteCount.At(s.Round.ID, int64(x.ID))
		p.Lead = "Phát ra gồm cả ý kiến bằng văn bản của người vắng; không có thì để trống ô đó. Đồng ý, không đồng ý và không hợp lệ cộng lại là số phiếu thu về."
		for _, e := range x.Mine {
			form.Rows = append(form.Rows, paperRow(at[e], typed, wrong))
		}
		form.Buttons = []view.Button{view.Submit("Lưu kết quả kiểm phiếu")}
	case s.May(evaluation.CastVote):
		if x.Rule.Secret {
			p.Lead = "Phiếu kín: chương trình chỉ ghi là bạn đã bỏ phiếu và cộng số, không ghi bạn chọn gì. Bỏ rồi không sửa được."
		}
		for _, e := range x.Mine {
			form.Picks = append(
				form.Picks,
				ballotRow(at[e], x, typed, wrong, h.Flow.Ledger().FullName(at[e].Unit), address.RoundEntry.At(s.Round.ID, e)),
			)
		}
		form.Buttons = []view.Button{view.Submit("Bỏ phiếu"), {Text: "Để sau", URL: address.RoundVotes.At(s.Round.ID)}}
	}
	p.Sections = []view.CouncilSection{{Form: form}}
	return h.plain(c, code, &s, p)
}

func ballotRow(x sqlite.Candidate, poll judging.Poll, typed url.Values, wrong registry.Fields, unit, link string) view.PickRow {
	var options []view.Option
	for _, k := range evaluation.Choices() {
		options = append(options, view.Option{Value: k.String(), Label: k.Label()})
	}
	name := fmt.Sprintf("c%d", x.Entry)
	value := typed.Get(name)
	if own, ok := poll.Own[x.Entry]; ok && value == "" {
		value = own.String()
	}
	return view.PickRow{
		Field: view.InputRadios(name, x.Title, value, options).Wrong(wrong),
		Mark:  view.MarkOf(x.Field),
		Sub:   unit,
		URL:   link,
	}
}

// paperRow is the counts of one entry: how many ballots went out, and what came
// back.
func paperRow(x sqlite.Candidate, typed url.Values, wrong registry.Fields) view.FieldRow {
	row := view.FieldRow{Legend: "Số " + x.Number + ": " + x.Title}
	for _, k := range []struct{ kind, label string }{{"p", "Phát ra"}, {"w", "Ý kiến bằng văn bản"}, {"y", "Đồng ý"}, {"n", "Không đồng ý"}, {"b", "Không hợp lệ"}} {
		name := fmt.Sprintf("%s%d", k.kind, x.Entry)
		f := narrow(view.InputText(name, k.label, typed.Get(name)).Wrong(wrong))
		f.InputMode = "numeric"
		row.Fields = append(row.Fields, f)
	}
	return row
}

func (h *Area) cast(c *shell.Context) error {
	s, x, err := h.pollOf(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	ballot := map[registry.EntryID]evaluation.Choice{}
	for _, e := range x.Mine {
		if k, err := evaluation.ParseChoice(v.Get(fmt.Sprintf("c%d", e))); err == nil {
			ballot[e] = k
		}
	}
	err = h.Judging.Cast(c.Context(), c.Actor(), s.Round.ID, x.ID, ballot)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundVotes.At(s.Round.ID))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showBallot(c, code, v, err)
	}
	return err
}

func (h *Area) countPaper(c *shell.Context) error {
	s, x, err := h.pollOf(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	var list []judging.PaperCount
	for _, e := range x.Mine {
		num := func(kind string) int {
			n, err := strconv.Atoi(strings.TrimSpace(v.Get(fmt.Sprintf("%s%d", kind, e))))
			if err != nil {
				return -1
			}
			return n
		}
		list = append(
			list,
			judging.PaperCount{Entry: e, Issued: num("p"), Written: written(v, e), Yes: num("y"), No: num("n"), Blank: num("b")},
		)
	}
	err = h.Judging.CountPaper(c.Context(), c.Actor(), s.Round.ID, x.ID, list)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundVotes.At(s.Round.ID))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showBallot(c, code, v, err)
	}
	return err
}

// written reads how many opinions came in writing; nothing typed is none.
func written(v url.Values, e registry.EntryID) int {
	n, err := strconv.Atoi(cmp.Or(strings.TrimSpace(v.Get(fmt.Sprintf("w%d", e))), "0"))
	if err != nil {
		return -1
	}
	return n
}

func (h *Area) closeVote(c *shell.Context) error {
	s, x, err := h.pollOf(c)
	if err != nil {
		return err
	}
	if err := h.Judging.CloseVote(c.Context(), c.Actor(), s.Round.ID, x.ID); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.RoundVotes.At(s.Round.ID))
}
