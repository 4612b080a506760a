package desk

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

func (h *Area) accept(c *shell.Context) error {
	return h.act(c, "accepted", func(id registry.EntryID, v url.Values, version int) error {
		_, err := h.Flow.Accept(workflow.Looked(shell.FormContext(c, v), lookOf(v)), c.Actor(), id, version)
		return err
	})
}

// giveBack returns a registration, or a result report, with coded reasons.
func (h *Area) giveBack(c *shell.Context) error {
	return h.act(c, "returned", func(id registry.EntryID, v url.Values, version int) error {
		give := h.Flow.Return
		if shell.Checked(v, "bao-cao") {
			give = h.Flow.ReturnReport
		}
		_, err := give(c.Context(), c.Actor(), id, version, v["reasons"], v.Get("reason"))
		return err
	})
}

func (h *Area) confirm(c *shell.Context) error {
	return h.act(c, "confirmed", func(id registry.EntryID, v url.Values, version int) error {
		_, err := h.Flow.Confirm(
			workflow.Looked(shell.FormContext(c, v), lookOf(v)),
			c.Actor(),
			id,
			version,
			shell.Checked(v, "hieu-qua"),
			v.Get("note"),
			checkedLines(v)...)
		if fields := registry.FieldsOf(err); len(fields) > 0 && fields[0].Field != workflow.NumbersField &&
			!strings.HasPrefix(fields[0].Field, workflow.CheckedField) {
			// the field is called "note" here
			return (&registry.Fields{{Field: "note", Message: fields[0].Message}}).Err(registry.MessageOf(err))
		}
		return err
	})
}

// checkedLines are the lines whose figure the verifier says to have checked.
func checkedLines(v url.Values) []int {
	var out []int
	for key := range v {
		if n, err := strconv.Atoi(strings.TrimPrefix(key, workflow.CheckedField)); err == nil && shell.Checked(v, key) {
			out = append(out, n)
		}
	}
	return out
}

func (h *Area) recognise(c *shell.Context) error {
	return h.act(c, "saved", func(id registry.EntryID, v url.Values, _ int) error {
		_, err := h.Judging.Recognise(c.Context(), c.Actor(), id, registry.Recognition{Act: shell.ReadAct(v)})
		return err
	})
}

func (h *Area) classify(c *shell.Context) error {
	return h.act(c, "saved", func(id registry.EntryID, v url.Values, version int) error {
		_, err := h.Flow.Classify(c.Context(), c.Actor(), id, version, shell.Checked(v, "mat"))
		return err
	})
}

// mergeForm asks which entry a duplicate goes into.
func (h *Area) mergeForm(c *shell.Context) error {
	e, err := h.EntryOf(c, registry.Review)
	if err != nil {
		return err
	}
	return h.showMerge(c, http.StatusOK, &e, nil, nil)
}

func (h *Area) showMerge(c *shell.Context, code int, e *registry.Entry, v url.Values, cause error) error {
	similar, err := h.similar(c, e)
	if err != nil {
		return err
	}
	typed := map[string]string{"into": v.Get("into"), "reason": v.Get("reason"), "similar": v.Get("similar")}
	page := view.NewMergePage(e, similar, typed, cause)
	title := "Gộp mô hình"
	if cause != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Desk.Merge, h.DeskChrome(c, title), page)
}

// similarMost is how many look-alikes are offered, similarLeast how alike they
// must be: the share of words that two titles have in common.
const (
	similarMost  = 6
	similarLeast = 0.34
)

// similar lists the entries of the same year whose titles share most words with
// this one's, those of the same unit first.
func (h *Area) similar(c *shell.Context, e *registry.Entry) ([]view.MergeChoice, error) {
	rows, _, err := h.DB.List(c.Context(), c.Actor(), sqlite.Filter{Season: e.Season, Limit: 10_000}, h.Flow.Now())
	if err != nil {
		return nil, err
	}
	type scored struct {
		row   sqlite.Row
		score float64
	}
	own := words(e.Content.Title)
	var found []scored
	for _, r := range rows {
		if r.ID == e.ID || r.Registration == registry.Merged {
			continue
		}
		s := alike(own, words(r.Title))
		if s < similarLeast {
			continue
		}
		if r.Unit == e.Unit {
			s++
		}
		found = append(found, scored{r, s})
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var out []view.MergeChoice
	for _, f := range found[:min(len(found), similarMost)] {
		l := h.line(f.row)
		out = append(out, view.MergeChoice{Number: l.Number, Title: l.Title, Unit: l.Unit, State: l.Registration.Label(), Year: l.Year})
	}
	return out, nil
}

// words are the different words of a title, without marks.
func words(title string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(vietnamese.Fold(title),
		func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') }) {
		out[w] = true
	}
	return out
}

// alike is the share of words that two titles have in common (Jaccard).
func alike(a, b map[string]bool) float64 {
	both := 0
	for w := range a {
		if b[w] {
			both++
		}
	}
	if all := len(a) + len(b) - both; all > 0 {
		return float64(both) / float64(all)
	}
	return 0
}

// merge folds a duplicate into the entry that was chosen or whose number was typed.
func (h *Area) merge(c *shell.Context) error {
	e, err := h.EntryOf(c, registry.Review)
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	typed := v.Get("into")
	if typed == "" {
		typed = v.Get("similar")
	}
	row, err := h.ByNumber(c, typed)
	if registry.KindOf(err) == registry.NotFound {
		err = (&registry.Fields{{Field: "into", Message: registry.MessageOf(err)}}).Err("Chưa gộp được.")
	}
	if err == nil {
		_, err = h.Flow.Merge(c.Context(), c.Actor(), e.ID, row.ID, int(shell.FormNumber(v, "version")), v.Get("reason"))
	}
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "merged", address.Entry.At(row.ID))
	case registry.Invalid, registry.Conflict:
		code, _ := shell.StatusOf(err)
		return h.showMerge(c, code, &e, v, err)
	}
	return err
}

// queueCode is the list that the address asks for, the first one otherwise.
func queueCode(c *shell.Context) string {
	code := c.QueryParam("hang")
	if slices.ContainsFunc(reviewQueues(), func(q queue) bool { return q.code == code }) {
		return code
	}
	return reviewQueues()[0].code
}

// queue is one of the verifier's lists, filtered.
func (h *Area) queue(c *shell.Context) error {
	code := queueCode(c)
	all := reviewQueues()
	q := all[slices.IndexFunc(all, func(q queue) bool { return q.code == code })]
	page := view.QueuePage{Title: q.label, Kept: []view.Pair{{A: "hang", B: code}}}
	lines, total, err := h.filtered(c, q.filter, &page)
	if err != nil {
		return err
	}
	waitingSince(code, lines)
	page.Total = view.Count(total) + " mô hình"
	page.Table = view.QueueTable(q.label, lines, h.Flow.Now())
	if page.Table == nil {
		page.Empty = &view.Empty{
			Heading: "Không có mô hình nào",
			Text:    "Danh sách này trống, hoặc bộ lọc đang bỏ hết. Việc chờ lâu nhất luôn đứng trước.",
		}
	}
	return shell.Render(c, http.StatusOK, c.Pages().Desk.Queue, h.DeskChrome(c, q.label), page)
}

// waitingSince says of the lines of a queue since when each waits, and leads to where the
// work is done.
func waitingSince(code string, lines []view.EntryLine) {
	for i := range lines {
		switch l := &lines[i]; code {
		case "dang-ky":
		case "bao-cao":
			l.Since = l.Reported
		case "cong-bo":
			l.Since, l.URL = l.WaitingSince, address.EntryEditions.At(l.ID)
		default:
			l.Since = l.Updated
		}
	}
}

// list is everything the reader may see, filtered.
func (h *Area) list(c *shell.Context) error {
	f := sqlite.Filter{}
	page := view.QueuePage{Title: "Tất cả mô hình", Lead: "Những mô hình bạn được xem, mới lưu đứng trước."}
	if a := c.Actor(); a.Role == registry.UnitStaff {
		page.Title = "Mô hình của đơn vị"
		page.Lead = "Của đơn vị và các đơn vị tiền thân, mới lưu đứng trước."
		f.Units = shell.UnitsOf(a)
	}
	if v := c.QueryParam("dang-ky"); v != "" {
		if s, err := registry.ParseRegistration(v); err == nil {
			f.Registrations = []registry.Registration{s}
		} else if v == countedCode {
			f.Registrations, f.Origins = []registry.Registration{registry.Sent, registry.Returned, registry.Accepted},
				[]registry.Origin{registry.Registered}
		}
	}
	if v := registry.UnitCode(c.QueryParam("don-vi")); v != "" && len(f.Units) == 0 {
		if u, ok := h.Flow.Ledger().Unit(v); ok {
			f.Units = h.Flow.Ledger().Heritage(v)
			page.Title = "Mô hình của " + u.Name
			page.Lead = "Của đơn vị và các đơn vị tiền thân, mới lưu đứng trước."
			page.Kept = append(page.Kept, view.Pair{A: "don-vi", B: string(v)})
		}
	}
	if v := c.QueryParam("ket-qua"); v != "" {
		if s, err := registry.ParseResult(v); err == nil {
			f.Results = []registry.Result{s}
		}
	}
	if v := c.QueryParam("bai"); v != "" {
		if s, err := registry.ParsePublication(v); err == nil {
			f.Publications = []registry.Publication{s}
		}
	}
	lines, total, err := h.filtered(c, f, &page)
	if err != nil {
		return err
	}
	page.Filter = append(
		page.Filter,
		view.InputSelect(
			"dang-ky",
			"Đăng ký",
			c.QueryParam("dang-ky"),
			append(
				view.TermOptions(registry.Registrations(), "Tất cả"),
				view.Option{Value: countedCode, Label: "Được tính là đã đăng ký"},
			),
		),
		view.InputSelect("ket-qua", "Kết quả", c.QueryParam("ket-qua"), view.TermOptions(registry.Results(), "Tất cả")),
		view.InputSelect("bai", "Bài đăng", c.QueryParam("bai"), view.TermOptions(registry.Publications(), "Tất cả")),
	)
	page.Total = view.Count(total) + " mô hình"
	if page.Table = view.ListTable(page.Title, lines); page.Table == nil {
		page.Empty = &view.Empty{Heading: "Không có mô hình nào", Text: "Danh sách trống, hoặc bộ lọc đang bỏ hết."}
	}
	return shell.Render(c, http.StatusOK, c.Pages().Desk.Queue, h.DeskChrome(c, page.Title), page)
}

// countedCode asks for the registrations that count: sent and neither withdrawn
// nor merged.
const countedCode = "tinh"

// pageSize is how many lines one page of a list shows.
const pageSize = 50

// filtered narrows a list by the parameters of the address, which every list
// takes, and fills in the filter's fields and the pager.
func (h *Area) filtered(c *shell.Context, f sqlite.Filter, page *view.QueuePage) ([]view.EntryLine, int, error) {
	q := c.QueryParams()
	years := []view.Option{{Label: "Mọi năm"}}
	for _, s := range h.Flow.Seasons() {
		years = append(years, view.Option{Value: view.YearText(s.Year), Label: view.YearText(s.Year)})
	}
	fields := []view.Option{{Label: "Mọi lĩnh vực"}}
	for _, x := range registry.DefaultFields() {
		fields = append(fields, view.Option{Value: string(x.Code), Label: x.Label})
	}
	if n, err := strconv.Atoi(q.Get("nam")); err == nil {
		f.Season = registry.Year(n)
	}
	if code := registry.FieldCode(q.Get("linh-vuc")); code != "" {
		f.Fields = []registry.FieldCode{code}
	}
	f.Text = strings.TrimSpace(q.Get("tim"))
	page.Filter = []view.Field{
		view.InputText(
			"tim",
			"Tên hoặc số",
			q.Get("tim"),
		), view.InputSelect("nam", "Năm", q.Get("nam"), years), view.InputSelect("linh-vuc", "Lĩnh vực", q.Get("linh-vuc"), fields),
	}
	if len(f.Units) == 0 {
		f.Units = h.unitsOfKind(q.Get("loai"))
		page.Filter = append(page.Filter, view.InputSelect("loai", "Loại đơn vị", q.Get("loai"), view.TermOptions(owingKinds, "Mọi loại")))
	}
	at := max(1, int(shell.FormNumber(q, "trang")))
	f.Offset, f.Limit = (at-1)*pageSize, pageSize
	lines, total, err := h.lines(c, f)
	if err != nil {
		return nil, 0, err
	}
	path := c.Request().URL.Path
	page.Pager = view.NewPager(total, at, pageSize, func(n int) string {
		next := url.Values{}
		for key, list := range q {
			next[key] = slices.Clone(list)
		}
		next.Set("trang", strconv.Itoa(n))
		return shell.WithQuery(path, next)
	})
	for _, name := range []string{"tim", "nam", "linh-vuc", "loai", "dang-ky", "ket-qua", "bai"} {
		if q.Get(name) != "" {
			page.Clear = shell.WithQuery(path, url.Values{"hang": {q.Get("hang")}})
		}
	}
	return lines, total, nil
}

// owingKinds are the kinds of unit that a list can be narrowed to.
var owingKinds = []registry.UnitKind{registry.Commune, registry.Ward, registry.Agency, registry.Organisation, registry.ArmedForce}

// unitsOfKind lists every version of the units of a kind; nil for no kind, and a
// code that no unit has when there is none of that kind.
func (h *Area) unitsOfKind(code string) []registry.UnitCode {
	kind, err := registry.ParseUnitKind(code)
	if code == "" || err != nil {
		return nil
	}
	out := []registry.UnitCode{"-"}
	for _, u := range h.Flow.Ledger().All() {
		if u.Kind == kind {
			out = append(out, u.Code)
		}
	}
	return out
}
