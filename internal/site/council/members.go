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
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/judging"
)

func (h *Area) members(c *shell.Context) error { return h.showMembers(c, 200, nil, nil) }

// showMembers is the council: who, conflicts, assignment.
func (h *Area) showMembers(c *shell.Context, code int, failed error, notices []view.Notice) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	if s.Position != evaluation.Clerk {
		return registry.Errorf(registry.Denied, "Phần này dành cho thư ký hội đồng.")
	}
	ctx, id := c.Context(), s.Round.ID
	people, err := h.DB.Appointees(ctx, id)
	if err != nil {
		return err
	}
	p := view.CouncilPage{
		CouncilHead: view.CouncilHead{Title: "Hội đồng, phân công", Steps: view.PhaseSteps(s.Round), Errors: view.NewErrorSummary(failed)},
		Notices:     notices,
	}
	p.Sections = append(p.Sections, h.peopleSection(s, people))
	if s.May(evaluation.Arrange) {
		add, err := h.appointForm(c, s, failed)
		if err != nil {
			return err
		}
		p.Sections = append(p.Sections, add, checkSection(id), assignSection(id, failed))
	}
	list, err := h.DB.Candidates(ctx, id, c.Actor().Account)
	if err != nil {
		return err
	}
	recused, err := h.recusedSection(c, s, people, list)
	if err != nil {
		return err
	}
	p.Sections = append(p.Sections, recused)
	return h.plain(c, code, &s, p)
}

func (h *Area) peopleSection(s judging.Seat, people []evaluation.Appointee) view.CouncilSection {
	sec := view.CouncilSection{Heading: "Thành viên", Text: "Quyết định thành lập: " + s.Round.Decision}
	if s.Round.Decision == "" {
		sec.Text = "Chưa ghi quyết định thành lập hội đồng; ghi ở phần Cài đặt."
	}
	if len(people) == 0 {
		sec.Empty = &view.Empty{Heading: "Chưa có ai", Text: "Thêm chủ tịch, ủy viên và thư ký ở dưới."}
		return sec
	}
	t := view.Table{
		Caption:     "Thành viên hội đồng",
		HideCaption: true,
		Stacked:     true,
		Columns:     []view.Column{{Label: "Họ tên"}, {Label: "Chức danh"}, {Label: "Đơn vị, liên quan"}},
	}
	for _, m := range people {
		var ties []string
		for _, u := range m.Units {
			ties = append(ties, h.Flow.Ledger().FullName(u))
		}
		for _, x := range m.Ties {
			ties = append(ties, h.Flow.Ledger().FullName(x.Unit)+" ("+x.Reason+")")
		}
		t.Rows = append(
			t.Rows,
			view.Row{
				Cells: []view.Cell{{Text: m.Name, Head: true, Sub: m.Email}, view.T(m.Position.Label()), view.T(strings.Join(ties, "; "))},
			},
		)
	}
	t = t.Labelled()
	sec.Table = &t
	return sec
}

func (h *Area) appointForm(c *shell.Context, s judging.Seat, failed error) (view.CouncilSection, error) {
	wrong := registry.FieldsOf(failed)
	var options []view.Option
	for _, role := range []registry.Role{registry.CouncilMember, registry.Secretary} {
		accounts, err := h.DB.AccountsOfRole(c.Context(), role)
		if err != nil {
			return view.CouncilSection{}, err
		}
		for _, a := range accounts {
			options = append(
				options,
				view.Option{Value: strconv.FormatInt(int64(a.ID), 10), Label: a.Name + " · " + a.Email, Group: role.Label()},
			)
		}
	}
	var positions []view.Option
	for _, x := range evaluation.Positions() {
		positions = append(positions, view.Option{Value: x.String(), Label: x.Label()})
	}
	units := view.InputText("units", "Đơn vị công tác hoặc phụ trách", "").
		Hint("Tên hoặc mã đơn vị, kể cả đơn vị cũ; nhiều đơn vị cách nhau bằng dấu chấm phẩy. Mô hình của các đơn vị này và đơn vị kế thừa sẽ ẩn với người đó.").
		Wrong(wrong)
	units.Suggestions = h.unitSuggestions()
	ties := view.InputText("ties", "Có liên quan đến đơn vị khác", "").Hint("Ví dụ: nguyên lãnh đạo, người thân làm ở đó.").Wrong(wrong)
	ties.Suggestions = units.Suggestions
	form := &view.CouncilForm{
		Fold: "Thêm hoặc sửa thành viên",
		Open: failed != nil && wrong.For("list") == "",
		URL:  address.RoundMembers.At(s.Round.ID),
		Fields: []view.Field{
			view.InputSelect("account", "Tài khoản", "", append([]view.Option{{Value: "", Label: "Chọn…"}}, options...)).
				Need().
				Wrong(wrong),
			view.InputSelect("position", "Chức danh", "uy-vien", positions).
				Need().
				Wrong(wrong),
			units, ties, view.InputText("tie_reason", "Liên quan thế nào", ""),
		},
		Buttons: []view.Button{view.Submit("Ghi thành viên")},
	}
	return view.CouncilSection{Form: form}, nil
}

// unitSuggestions lists today's units to choose from.
func (h *Area) unitSuggestions() []string {
	var out []string
	for _, u := range h.Flow.Ledger().On(h.Flow.Today(), registry.Commune, registry.Ward, registry.Agency, registry.Organisation, registry.ArmedForce) {
		out = append(out, view.UnitLabel(u))
	}
	return out
}

// unitCodes reads units as people type them: "Xã Tân Sơn · 07222-202507", a code
// or a name; several with ";".
func (h *Area) unitCodes(typed, field string) ([]registry.UnitCode, error) {
	var out []registry.UnitCode
	var f registry.Fields
	for _, part := range strings.Split(typed, ";") {
		part = registry.CleanText(part)
		if part == "" {
			continue
		}
		code := part
		if _, after, ok := strings.Cut(part, " · "); ok {
			code = after
		}
		if u, ok := h.Flow.Ledger().Unit(registry.UnitCode(code)); ok {
			out = append(out, u.Code)
			continue
		}
		found := 0
		for _, u := range h.Flow.Ledger().All() {
			if strings.EqualFold(u.Name, part) {
				out = append(out, u.Code)
				found++
			}
		}
		if found == 0 {
			f.Add(field, "Không tìm thấy đơn vị “%s”.", part)
		}
	}
	return out, f.Err("Chưa ghi được.")
}

func (h *Area) appoint(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	err = h.appointFrom(c, id, v)
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundMembers.At(id))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showMembers(c, code, err, nil)
	}
	return err
}

func (h *Area) appointFrom(c *shell.Context, id evaluation.RoundID, v url.Values) error {
	account, err := strconv.ParseInt(v.Get("account"), 10, 64)
	if err != nil {
		return (&registry.Fields{{Field: "account", Message: "Chọn tài khoản."}}).Err("Chưa ghi được.")
	}
	position, err := evaluation.ParsePosition(v.Get("position"))
	if err != nil {
		return err
	}
	units, err := h.unitCodes(v.Get("units"), "units")
	if err != nil {
		return err
	}
	tied, err := h.unitCodes(v.Get("ties"), "ties")
	if err != nil {
		return err
	}
	p := evaluation.Appointee{Account: registry.AccountID(account), Position: position, Units: units}
	for _, u := range tied {
		reason := registry.CleanText(v.Get("tie_reason"))
		if reason == "" {
			reason = "tự khai"
		}
		p.Ties = append(p.Ties, evaluation.Tie{Unit: u, Reason: reason})
	}
	return h.Judging.Appoint(c.Context(), c.Actor(), id, p)
}

func (h *Area) dismiss(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	who, err := shell.PathID[registry.AccountID](c, "account")
	if err != nil {
		return err
	}
	if err := h.Judging.Dismiss(c.Context(), c.Actor(), id, who); err != nil {
		return err
	}
	return shell.Done(c, "saved", address.RoundMembers.At(id))
}

func checkSection(id evaluation.RoundID) view.CouncilSection {
	return view.CouncilSection{
		Form: &view.CouncilForm{
			Fold: "Rà soát xung đột trước khi lập hội đồng",
			URL:  address.RoundNames.At(id),
			Fields: []view.Field{
				view.InputArea("names", "Danh sách người dự kiến", "", 4).Hint("Mỗi dòng: Họ tên; đơn vị (tên hoặc mã)."),
			},
			Buttons: []view.Button{{Text: "Rà soát"}},
		},
	}
}

// checkNames checks a list of names against the candidates; nothing is written.
func (h *Area) checkNames(c *shell.Context) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	list, err := h.DB.Candidates(c.Context(), s.Round.ID, c.Actor().Account)
	if err != nil {
		return err
	}
	n := view.Notice{Heading: "Kết quả rà soát"}
	for _, line := range strings.Split(v.Get("names"), "\n") {
		name, rest, _ := strings.Cut(registry.CleanText(line), ";")
		if name == "" {
			continue
		}
		units, err := h.unitCodes(rest, "names")
		if err != nil {
			n.Lines = append(n.Lines, name+": "+registry.FieldsOf(err).For("names"))
			continue
		}
		n.Lines = append(n.Lines, name+": "+h.conflictsOf(list, evaluation.Appointee{Units: units}))
	}
	if len(n.Lines) == 0 {
		n.Text = "Chưa có tên nào để rà soát."
	}
	return h.showMembers(c, 200, nil, []view.Notice{n})
}

func (h *Area) conflictsOf(list []sqlite.Candidate, who evaluation.Appointee) string {
	var hits []string
	for _, x := range list {
		if len(evaluation.Conflicts(h.Flow.Ledger(), who, x.Unit)) > 0 {
			hits = append(hits, x.Number+" ("+h.Flow.Ledger().Name(x.Unit)+")")
		}
	}
	if len(hits) == 0 {
		return "không có mô hình nào phải tránh."
	}
	return fmt.Sprintf("phải tránh %d mô hình: %s.", len(hits), strings.Join(hits, ", "))
}

func assignSection(id evaluation.RoundID, failed error) view.CouncilSection {
	wrong := registry.FieldsOf(failed)
	per := view.InputText("per_entry", "Số người chấm mỗi mô hình", "5").Wrong(wrong)
	per.InputMode, per.Width = "numeric", "short"
	most := view.InputText("most", "Mỗi người nhiều nhất", "").Hint("Để trống: không hạn chế.")
	most.InputMode, most.Width = "numeric", "short"
	return view.CouncilSection{
		ID:      "phan-cong",
		Heading: "Phân công",
		Text:    "Chỉ phân công mô hình đủ điều kiện, và không giao cho người phải tránh. Phiếu đã chấm được giữ.",
		Form: &view.CouncilForm{
			URL: address.RoundAssign.At(id), Fields: []view.Field{per, most, view.InputArea("list", "Hoặc dán danh sách (số mô hình; thư điện tử)", "", 3).Wrong(wrong)},
			Buttons: []view.Button{
				{Text: "Mọi người chấm tất cả", Kind: "main", Name: "how", Value: "all"},
				{Text: "Chia đều", Name: "how", Value: "spread"},
				{Text: "Theo danh sách dán", Name: "how", Value: "list"},
			},
		},
	}
}

func (h *Area) assign(c *shell.Context) error {
	id, err := roundID(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	ctx := c.Context()
	var short []registry.EntryID
	if v.Get("how") == "list" {
		err = h.Judging.AssignList(ctx, c.Actor(), id, v.Get("list"))
	} else {
		how := judging.Assigning{Everybody: v.Get("how") == "all"}
		how.PerEntry, _ = strconv.Atoi(strings.TrimSpace(v.Get("per_entry"))) // 0 is refused with its field
		how.Most, _ = strconv.Atoi(strings.TrimSpace(v.Get("most")))          // empty: no limit
		short, err = h.Judging.Assign(ctx, c.Actor(), id, how)
	}
	switch registry.KindOf(err) {
	case registry.None:
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showMembers(c, code, err, nil)
	default:
		return err
	}
	if len(short) > 0 {
		return h.showMembers(
			c,
			200,
			nil,
			[]view.Notice{
				{
					Tone:    "wait",
					Heading: "Đã phân công",
					Text:    fmt.Sprintf("%d mô hình chưa đủ người chấm vì số người hoặc mức tối đa.", len(short)),
				},
			},
		)
	}
	return shell.Done(c, "saved", address.RoundMembers.At(id))
}

// recusedSection lists who must stay out of what, and takes one more.
func (h *Area) recusedSection(
	c *shell.Context,
	s judging.Seat,
	people []evaluation.Appointee,
	list []sqlite.Candidate,
) (view.CouncilSection, error) {
	sec := view.CouncilSection{
		Heading: "Không tham gia xét",
		Text:    "Người không tham gia xét không thấy gì về mô hình đó trong đợt: không hồ sơ, điểm, thứ hạng, số đếm.",
	}
	recused, err := h.DB.Recusals(c.Context(), s.Round.ID)
	if err != nil {
		return sec, err
	}
	names, at := map[registry.AccountID]string{}, map[registry.EntryID]sqlite.Candidate{}
	for _, m := range people {
		names[m.Account] = m.Name
	}
	for _, x := range list {
		at[x.Entry] = x
	}
	t := view.Table{
		Caption:     "Không tham gia xét",
		HideCaption: true,
		Stacked:     true,
		Columns:     []view.Column{{Label: "Người"}, {Label: "Mô hình"}, {Label: "Lý do"}},
	}
	for _, r := range recused {
		if x, ok := at[r.Entry]; ok {
			t.Rows = append(
				t.Rows,
				view.Row{
					Cells: []view.Cell{
						view.H(names[r.Account], ""),
						{Text: x.Title, Sub: "Số " + x.Number + " · " + h.Flow.Ledger().Name(x.Unit)},
						view.T(r.Reason),
					},
				},
			)
		}
	}
	if len(t.Rows) > 0 {
		t = t.Labelled()
		sec.Table = &t
	}
	if s.May(evaluation.Arrange) {
		var options []view.Option
		for _, m := range people {
			options = append(options, view.Option{Value: strconv.FormatInt(int64(m.Account), 10), Label: m.Name})
		}
		who := view.InputSelect("account", "Người", "", options)
		who.ID = "nguoi" // the page has another field of this name
		sec.Form = &view.CouncilForm{
			Fold: "Ghi thêm một trường hợp",
			URL:  address.RoundRecuse.At(s.Round.ID),
			Fields: []view.Field{
				who, view.InputText("number", "Số mô hình", ""), view.InputText("reason", "Lý do", "").Need(),
			},
			Buttons: []view.Button{{Text: "Ghi"}},
		}
	}
	return sec, nil
}

func (h *Area) recuse(c *shell.Context) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	list, err := h.DB.Candidates(c.Context(), s.Round.ID, c.Actor().Account)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(x sqlite.Candidate) bool { return x.Number == strings.TrimSpace(v.Get("number")) })
	if i < 0 {
		wrong := (&registry.Fields{{Field: "number", Message: "Không có mô hình số này trong đợt xét."}}).Err("Chưa ghi được.")
		code, _ := shell.StatusOf(wrong)
		return h.showMembers(c, code, wrong, nil)
	}
	who, _ := strconv.ParseInt(v.Get("account"), 10, 64) // 0 is nobody: refused by the table's key
	err = h.Judging.Recuse(c.Context(), c.Actor(), s.Round.ID, list[i].Entry, registry.AccountID(who), v.Get("reason"))
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "saved", address.RoundMembers.At(s.Round.ID))
	case registry.Invalid:
		code, _ := shell.StatusOf(err)
		return h.showMembers(c, code, err, nil)
	}
	return err
}
