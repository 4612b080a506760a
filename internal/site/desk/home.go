package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// home is what waits for the reader, by role.
func (h *Area) home(c *shell.Context) error {
	a := c.Actor()
	page := view.HomeDeskPage{Title: "Việc của tôi", Eyebrow: a.Role.Label(), MoreURL: address.Notices}
	if name := h.Flow.Ledger().Name(a.Unit); name != "" {
		page.Eyebrow = name
	}
	list, _, err := h.DB.Notices(c.Context(), a.Account, 0, 5)
	if err != nil {
		return err
	}
	page.News = view.NewNoticesPage(list).Items
	switch a.Role {
	case registry.UnitStaff:
		err = h.homeUnit(c, &page)
	case registry.Verifier, registry.Admin:
		err = h.homeReview(c, &page)
	default:
		group, notices := view.ReaderTasks(a.Role)
		page.Tasks, page.Notices = append(page.Tasks, group), notices
	}
	if err != nil {
		return err
	}
	return shell.Render(c, http.StatusOK, c.Pages().Desk.Home, h.DeskChrome(c, page.Title), page)
}

// lines reads one page of a list as the lines of a page.
func (h *Area) lines(c *shell.Context, f sqlite.Filter) ([]view.EntryLine, int, error) {
	rows, total, err := h.DB.List(c.Context(), c.Actor(), f, h.Flow.Now())
	if err != nil {
		return nil, 0, err
	}
	out := make([]view.EntryLine, 0, len(rows))
	for _, r := range rows {
		out = append(out, h.line(r))
	}
	return out, total, nil
}

func (h *Area) line(r sqlite.Row) view.EntryLine {
	l := view.EntryLine{
		ID: r.ID, Number: r.Number, Title: r.Title, URL: address.Entry.At(r.ID), Unit: r.UnitText, Year: r.Season, Field: r.Field,
		Demo: r.Demo, Photos: r.Photos,
		Registration: r.Registration, Result: r.Result, Publication: r.Publication, Since: r.SentAt, Updated: r.UpdatedAt,
		Reported: r.ReportedAt, Waiting: r.Waiting, WaitingSince: r.WaitingSince,
	}
	if r.Unit != "" {
		l.Unit = h.Flow.Ledger().FullName(r.Unit)
	}
	return l
}

// homeUnit shows unit staff this year's state, their entries and what to go on from.
func (h *Area) homeUnit(c *shell.Context, p *view.HomeDeskPage) error {
	a, own := c.Actor(), shell.UnitsOf(c.Actor())
	year := h.Flow.CurrentYear()
	season := h.Flow.Season(year)
	now, _, err := h.lines(c, sqlite.Filter{Season: year, Units: own, Origins: []registry.Origin{registry.Registered}, Limit: 100})
	if err != nil {
		return err
	}
	group, n := view.UnitTasks(year, now)
	if group.Empty == nil {
		p.Buttons = []view.Button{view.AnotherModel(year)}
	}
	unit, _ := h.Flow.Ledger().Unit(a.Unit)
	extensions, err := h.Flow.UnitExtensions(c.Context(), year, a.Unit)
	if err != nil {
		return err
	}
	p.Notices = []view.Notice{view.DeadlineNotice(season.Extended(extensions...), h.Flow.Today(), season.Owed(unit.Kind), n)}
	p.Notices = append(p.Notices, view.ExtensionNotices(extensions)...)
	p.Tasks = []view.TaskGroup{group}
	if err := h.homeJoint(c, p, own); err != nil {
		return err
	}
	return h.homeEarlier(c, p, year, own)
}

// homeJoint adds the models that the unit was asked to carry jointly, or carries.
func (h *Area) homeJoint(c *shell.Context, p *view.HomeDeskPage, own []registry.UnitCode) error {
	ctx := c.Context()
	ids, err := h.DB.JointEntries(ctx, own)
	if err != nil || len(ids) == 0 {
		return err
	}
	list, err := h.DB.EntriesByID(ctx, ids)
	if err != nil {
		return err
	}
	p.Tasks = append(p.Tasks, view.JointTasks(list, c.Actor(), h.Flow.Ledger()))
	return nil
}

// homeEarlier adds what the unit may continue and what it may claim.
func (h *Area) homeEarlier(c *shell.Context, p *view.HomeDeskPage, year registry.Year, own []registry.UnitCode) error {
	old, err := h.continuable(c, year, 6)
	if err != nil {
		return err
	}
	if len(old) > 0 {
		p.Tasks = append(p.Tasks, view.ContinueTasks(year, old))
	}
	reported, _, err := h.lines(
		c,
		sqlite.Filter{
			Units:         own,
			Origins:       []registry.Origin{registry.Reported},
			Registrations: []registry.Registration{registry.Unregistered},
			Limit:         10,
		},
	)
	if err != nil {
		return err
	}
	asked, entries, err := h.ownClaims(c, own)
	if err != nil {
		return err
	}
	p.Tasks = append(p.Tasks, view.ClaimTasks(reported, asked, entries, h.Flow.Now())...)
	return nil
}

// continuable lists the unit's accepted entries of earlier years, its
// predecessors' included, that have no follower in the year yet.
func (h *Area) continuable(c *shell.Context, year registry.Year, n int) ([]view.EntryLine, error) {
	own := shell.UnitsOf(c.Actor())
	if len(own) == 0 {
		return nil, nil
	}
	all, _, err := h.lines(
		c,
		sqlite.Filter{
			Units:         own,
			Origins:       []registry.Origin{registry.Registered},
			Registrations: []registry.Registration{registry.Accepted},
			Limit:         200,
		},
	)
	if err != nil {
		return nil, err
	}
	var ids []registry.EntryID
	for _, l := range all {
		ids = append(ids, l.ID)
	}
	whole, err := h.DB.EntriesByID(c.Context(), ids)
	if err != nil {
		return nil, err
	}
	model, taken := map[registry.EntryID]registry.ModelID{}, map[registry.ModelID]bool{}
	for _, e := range whole {
		model[e.ID] = e.Model
		if e.Season >= year {
			taken[e.Model] = true
		}
	}
	var out []view.EntryLine
	for _, l := range all {
		if l.Year < year && !taken[model[l.ID]] && len(out) < n {
			taken[model[l.ID]] = true // the newest year of a model is the one to continue
			out = append(out, l)
		}
	}
	return out, nil
}

// homeReview shows the verifier how much waits, and the oldest first.
func (h *Area) homeReview(c *shell.Context, p *view.HomeDeskPage) error {
	now := h.Flow.Now()
	for _, q := range reviewQueues() {
		q.filter.Limit = 5
		lines, total, err := h.lines(c, q.filter)
		if err != nil {
			return err
		}
		waitingSince(q.code, lines)
		link := address.Queue + "?hang=" + q.code
		if q.code != "nhap" && q.code != "hen-gio" && (q.code != "cong-bo" || total > 0) {
			p.Figures = append(p.Figures, view.Figure{Value: view.Count(total), Label: q.label, URL: link})
		}
		if total == 0 || q.code != "dang-ky" && q.code != "bao-cao" && q.code != "bai" && q.code != "cong-bo" {
			continue
		}
		p.Tasks = append(p.Tasks, view.QueueTasks(q.label, link, lines, total, now))
	}
	if err := h.homeClaims(c, p); err != nil {
		return err
	}
	if len(p.Tasks) == 0 {
		p.Tasks = []view.TaskGroup{view.NothingWaits()}
	}
	return nil
}

// start offers the ways to begin a registration.
func (h *Area) start(c *shell.Context) error {
	return h.showStart(c, http.StatusOK, c.QueryParam("nam"), c.QueryParam("tu"), "", "", nil)
}

// yearNamed is the year of a registration: whatever was named, so that a year which takes
// none is refused and not taken for the current one.
func (h *Area) yearNamed(text string) registry.Year {
	if n, err := strconv.Atoi(text); err == nil && n >= 1000 && n <= 9999 {
		return registry.Year(n)
	}
	return h.Flow.CurrentYear()
}

func (h *Area) showStart(c *shell.Context, code int, year, from, learn, unit string, cause error) error {
	a := c.Actor()
	if a.Role != registry.UnitStaff && a.Role != registry.Admin {
		return registry.Errorf(registry.Denied, "Chỉ cán bộ đơn vị đăng ký mô hình.")
	}
	in := view.StartInput{Year: h.yearNamed(year), From: from, Learn: learn, FormKey: shell.NewFormKey(), Err: cause}
	for _, s := range h.Flow.Seasons() {
		if !s.Closed {
			in.Years = append(in.Years, s.Year)
		}
	}
	if !slices.Contains(in.Years, in.Year) {
		in.Years = append([]registry.Year{in.Year}, in.Years...)
	}
	late, err := h.Flow.Registering(c.Context(), a, in.Year, a.Unit)
	switch registry.KindOf(err) {
	case registry.None:
	case registry.Conflict: // said on opening, not after typing
		in.Refused = registry.MessageOf(err)
	default:
		return err
	}
	if late {
		in.Late = h.Flow.Season(in.Year).RegisterTo
	}
	if in.Own, err = h.continuable(c, in.Year, 30); err != nil {
		return err
	}
	if id, e := strconv.ParseInt(from, 10, 64); e == nil &&
		!slices.ContainsFunc(in.Own, func(l view.EntryLine) bool { return int64(l.ID) == id }) {
		in.From = ""
		if e, err := h.DB.Entry(c.Context(), registry.EntryID(id)); err == nil && a.Can(registry.View, &e, h.Flow.Now()) {
			in.Learn = e.Number
		}
	}
	if a.Role == registry.Admin {
		in.Unit = &unit
	}
	title := "Đăng ký mô hình"
	if cause != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Desk.Start, h.DeskChrome(c, title), view.NewStartPage(in))
}

// create makes the draft. The same form sent twice leads to the same draft.
func (h *Area) create(c *shell.Context) error {
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	again := func(err error) error {
		code, _ := shell.StatusOf(err)
		return h.showStart(c, code, v.Get("nam"), v.Get("tu"), v.Get("learn"), v.Get("don_vi"), err)
	}
	n := workflow.NewEntry{Season: h.yearNamed(v.Get("nam")), FormKey: v.Get("form_key"), From: registry.EntryID(shell.FormNumber(v, "tu"))}
	if len(n.FormKey) > 64 {
		n.FormKey = ""
	}
	if n.From, err = h.origin(c, v, n.From); err != nil {
		return again(err)
	}
	if typed := v.Get("don_vi"); typed != "" && c.Actor().Role == registry.Admin {
		u, err := h.Flow.Ledger().Resolve(typed, "", h.Flow.Today())
		if err != nil {
			return again((&registry.Fields{{Field: "unit_code", Message: registry.MessageOf(err)}}).Err("Chưa tạo được bản nháp."))
		}
		n.Unit = u.Code
	}
	e, err := h.Flow.Create(c.Context(), c.Actor(), n)
	switch registry.KindOf(err) {
	case registry.None:
		return c.Redirect(http.StatusSeeOther, address.Entry.At(e.ID))
	case registry.Invalid, registry.Conflict:
		return again(err)
	}
	return err
}

// origin is the entry that a new one starts from: chosen, or typed by number.
func (h *Area) origin(c *shell.Context, v url.Values, chosen registry.EntryID) (registry.EntryID, error) {
	if v.Get("learn") == "" {
		return chosen, nil
	}
	row, err := h.ByNumber(c, v.Get("learn"))
	if registry.KindOf(err) == registry.NotFound {
		return 0, (&registry.Fields{{Field: "learn", Message: registry.MessageOf(err)}}).Err("Chưa tạo được bản nháp.")
	}
	if chosen != 0 {
		return 0, (&registry.Fields{{Field: "learn", Message: "Chỉ chọn một: tiếp tục mô hình của đơn vị, hoặc học theo mô " +
			"hình này."}}).Err(
			"Chưa tạo được bản nháp.",
		)
	}
	return row.ID, err
}
