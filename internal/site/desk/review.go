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
	if to, err := h.numbered(c); to != "" || err != nil {
		return leadTo(c, to, err)
	}
	in, lines, err := h.filtered(c, q.filter)
	if err != nil {
		return err
	}
	waitingSince(code, lines)
	page := view.NewQueuePage(in, code, q.label, lines, h.Flow.Now())
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
	if to, err := h.numbered(c); to != "" || err != nil {
		return leadTo(c, to, err)
	}
	q := c.QueryParams()
	f := listFilter(q)
	own := c.Actor().Role == registry.UnitStaff
	if own {
		f.Units = shell.UnitsOf(c.Actor())
	}
	var of *registry.Unit
	if code := registry.UnitCode(q.Get("don-vi")); code != "" && len(f.Units) == 0 {
		if u, ok := h.Flow.Ledger().Unit(code); ok {
			of, f.Units = &u, h.Flow.Ledger().Heritage(code)
		}
	}
	in, lines, err := h.filtered(c, f)
	if err != nil {
		return err
	}
	page := view.NewListPage(in, of, own, lines)
	return shell.Render(c, http.StatusOK, c.Pages().Desk.Queue, h.DeskChrome(c, page.Title), page)
}

// listFilter reads the states that a list is narrowed to; what it does not know it
// leaves out.
func listFilter(q url.Values) sqlite.Filter {
	var f sqlite.Filter
	if s, err := registry.ParseRegistration(q.Get("dang-ky")); err == nil {
		f.Registrations = []registry.Registration{s}
	} else if q.Get("dang-ky") == view.CountedCode {
		f.Registrations, f.Origins = []registry.Registration{registry.Sent, registry.Returned, registry.Accepted},
			[]registry.Origin{registry.Registered}
	}
	if s, err := registry.ParseResult(q.Get("ket-qua")); err == nil {
		f.Results = []registry.Result{s}
	}
	if s, err := registry.ParsePublication(q.Get("bai")); err == nil {
		f.Publications = []registry.Publication{s}
	}
	return f
}

// pageSize is how many lines one page of a list shows.
const pageSize = 50

// filtered narrows a list by the parameters of the address, which every list takes.
func (h *Area) filtered(c *shell.Context, f sqlite.Filter) (view.ListInput, []view.EntryLine, error) {
	q := c.QueryParams()
	in := view.ListInput{
		Asked: q, Path: c.Request().URL.Path, ByKind: len(f.Units) == 0, Page: max(1, int(shell.FormNumber(q, "trang"))), PerPage: pageSize,
	}
	for _, s := range h.Flow.Seasons() {
		in.Years = append(in.Years, s.Year)
	}
	if n, err := strconv.Atoi(q.Get("nam")); err == nil {
		f.Season = registry.Year(n)
	}
	if code := registry.FieldCode(q.Get("linh-vuc")); code != "" {
		f.Fields = []registry.FieldCode{code}
	}
	f.Text = strings.TrimSpace(q.Get("tim"))
	if in.ByKind {
		f.Units = h.unitsOfKind(q.Get("loai"))
	}
	f.Offset, f.Limit = (in.Page-1)*pageSize, pageSize
	lines, total, err := h.lines(c, f)
	in.Total = total
	return in, lines, err
}

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
