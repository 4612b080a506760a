package council

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

func (h *Area) gate(c *shell.Context) error { return h.showGate(c, 200, nil) }

// showGate lists the candidates with the automatic reasons against each.
func (h *Area) showGate(c *shell.Context, code int, failed error) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	s, list, err := h.Judging.Gate(c.Context(), c.Actor(), id)
	if err != nil {
		return err
	}
	p := view.CouncilPage{
		CouncilHead: view.CouncilHead{Title: "Xét điều kiện", Steps: view.PhaseSteps(s.Round), Errors: view.NewErrorSummary(failed),
			Lead: "Lý do tự động chỉ nêu sự việc và bằng chứng; kết luận là của thư ký, kèm lý do."},
	}
	only := c.QueryParam("loc")
	groups := map[evaluation.Group][]view.PickRow{}
	n := 0
	for _, x := range list {
		if only != "" && x.Verdict.String() != only {
			continue
		}
		n++
		row := view.PickRow{
			Field: view.InputTick(
				fmt.Sprintf("e%d", x.Entry),
				x.Title,
				false,
			), Mark: view.MarkOf(x.Field), Badges: []view.Badge{view.VerdictBadge(x.Verdict)},
			Sub: "Số " + x.Number + " · " + h.Flow.Ledger().FullName(x.Unit), URL: address.RoundSheet.At(id, x.Entry),
		}
		for _, why := range x.Reasons {
			text := why.Text + " " + why.Evidence + "."
			if why.Bar {
				row.Badges = append(
					row.Badges,
					view.Badge{
						Text: "Không đạt: " + strings.ToLower(
							string([]rune(why.Text)[:1]),
						) + strings.TrimSuffix(
							string([]rune(why.Text)[1:]),
							".",
						),
						Tone: "stop",
					},
				)
				text = why.Evidence + "."
			}
			row.Lines = append(row.Lines, text)
		}
		if x.Reason != "" {
			row.Lines = append(row.Lines, "Kết luận ngày "+view.Day(x.DecidedAt)+": "+x.Reason)
		}
		groups[x.Group] = append(groups[x.Group], row)
	}
	p.Sections = append(p.Sections, view.CouncilSection{Links: []view.Link{
		{Text: "Tất cả", URL: address.RoundGate.At(id)}, {Text: "Chờ kết luận", URL: address.RoundGate.At(id) + "?loc=cho"},
		{
			Text: "Đủ điều kiện",
			URL:  address.RoundGate.At(id) + "?loc=du",
		}, {Text: "Không đủ điều kiện", URL: address.RoundGate.At(id) + "?loc=khong"},
	}})
	if n == 0 {
		p.Sections[0].Empty = &view.Empty{
			Heading: "Không có mô hình nào",
			Text:    "Các mô hình đơn vị đã gửi hoặc đã được tiếp nhận trong năm sẽ hiện ở đây.",
		}
	}
	form := &view.CouncilForm{URL: address.RoundGate.At(id)}
	for _, g := range evaluation.Groups() {
		form.Picks = append(form.Picks, groups[g]...)
	}
	if s.May(evaluation.GateEntry) {
		form.After = []view.Field{view.InputTick("sach", "Chọn thêm mọi mô hình đang chờ mà không có lý do tự động loại", false),
			view.InputText("reason", "Lý do", "").
				Hint("Bắt buộc khi kết luận không đủ điều kiện, hoặc khi cho qua một lý do tự động.").
				Wrong(registry.FieldsOf(failed)),
		}
		form.Buttons = []view.Button{
			{Text: "Đủ điều kiện", Kind: "main", Name: "verdict", Value: "du"},
			{Text: "Không đủ điều kiện", Name: "verdict", Value: "khong"},
			{Text: "Để chờ", Name: "verdict", Value: "cho"},
		}
		p.Sections = append(
			p.Sections,
			view.CouncilSection{
				Form: &view.CouncilForm{URL: address.RoundGather.At(id), Buttons: []view.Button{{Text: "Lấy thêm mô hình mới gửi"}}},
			},
		)
	}
	if n > 0 {
		p.Sections = append(p.Sections, view.CouncilSection{Form: form})
	}
	return h.plain(c, code, &s, p)
}

// tickedEntries lists the entries whose boxes "e<id>" are ticked.
func tickedEntries(v url.Values) []registry.EntryID {
	var out []registry.EntryID
	for name := range v {
		if n, ok := strings.CutPrefix(name, "e"); ok && v.Get(name) == "1" {
			if id, err := strconv.ParseInt(n, 10, 64); err == nil {
				out = append(out, registry.EntryID(id))
			}
		}
	}
	slices.Sort(out)
	return out
}

func (h *Area) decideGate(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	verdict, err := evaluation.ParseVerdict(v.Get("verdict"))
	if err != nil {
		return err
	}
	entries := tickedEntries(v)
	if v.Get("sach") == "1" {
		_, list, err := h.Judging.Gate(c.Context(), c.Actor(), id)
		if err != nil {
			return err
		}
		for _, g := range list {
			if g.Verdict == evaluation.Undecided && !evaluation.Barred(g.Reasons) && !slices.Contains(entries, g.Entry) {
				entries = append(entries, g.Entry)
			}
		}
	}
	err = h.Judging.DecideGate(c.Context(), c.Actor(), id, entries, verdict, v.Get("reason"))
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundGate.At(id))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showGate(c, code, err)
	}
	return err
}

func (h *Area) gather(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	if err := h.Judging.GatherCandidates(c.Context(), c.Actor(), id); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.RoundGate.At(id))
}
