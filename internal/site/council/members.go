package council

import (
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

func (h *Area) showMembers(c *shell.Context, code int, failed error, notices []view.Notice) error {
	s, err := h.seat(c)
	if err != nil {
		return err
	}
	if s.Position != evaluation.Clerk {
		return registry.Errorf(registry.Denied, "Phần này dành cho thư ký hội đồng.")
	}
	in := view.CouncilMembersInput{
		Seat:    seatOf(s),
		Ledger:  h.Flow.Ledger(),
		Units:   h.Flow.Ledger().On(h.Flow.Today(), appointable...),
		Notices: notices,
		Err:     failed,
	}
	err = h.DB.View(c.Context(), func(rx *sqlite.Rx) error { return h.readMembers(c, rx, &in) })
	if err != nil {
		return err
	}
	return h.render(c, code, &s, view.NewCouncilMembersPage(in))
}

// appointable are the kinds of units that a member of the committee works in.
var appointable = []registry.UnitKind{
	registry.Commune, registry.Ward, registry.Agency, registry.Organisation, registry.ArmedForce,
}

// readMembers reads the committee, who may be appointed to it, and who stays out
// of what the actor may know of.
func (h *Area) readMembers(c *shell.Context, rx *sqlite.Rx, in *view.CouncilMembersInput) (err error) {
	ctx, id := c.Context(), in.Seat.Round.ID
	if in.People, err = rx.Appointees(ctx, id); err != nil {
		return err
	}
	for _, role := range []registry.Role{registry.CouncilMember, registry.Secretary} {
		accounts, err := rx.AccountsOfRole(ctx, role)
		if err != nil {
			return err
		}
		in.Accounts = append(in.Accounts, accounts...)
	}
	list, err := rx.Candidates(ctx, id, c.Actor().Account)
	if err != nil {
		return err
	}
	in.Entries = h.entriesOf(list)
	recusals, err := rx.Recusals(ctx, id)
	for _, r := range recusals {
		in.Recusals = append(in.Recusals, view.CouncilRecusal{Account: r.Account, Entry: r.Entry, Reason: r.Reason})
	}
	return err
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
	var checks []view.NameCheck
	for _, line := range strings.Split(v.Get("names"), "\n") {
		name, rest, _ := strings.Cut(registry.CleanText(line), ";")
		if name == "" {
			continue
		}
		check := view.NameCheck{Name: name}
		if units, err := h.unitCodes(rest, "names"); err != nil {
			check.Wrong = registry.FieldsOf(err).For("names")
		} else {
			check.Avoid = h.entriesOf(h.conflictsOf(list, evaluation.Appointee{Units: units}))
		}
		checks = append(checks, check)
	}
	return h.showMembers(c, 200, nil, []view.Notice{view.NameCheckNotice(checks)})
}

// conflictsOf lists the candidates that somebody would have to stay out of.
func (h *Area) conflictsOf(list []sqlite.Candidate, who evaluation.Appointee) (out []sqlite.Candidate) {
	for _, x := range list {
		if len(evaluation.Conflicts(h.Flow.Ledger(), who, x.Unit)) > 0 {
			out = append(out, x)
		}
	}
	return out
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
		return h.showMembers(c, 200, nil, []view.Notice{view.ShortAssignmentNotice(len(short))})
	}
	return shell.Done(c, "saved", address.RoundMembers.At(id))
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
