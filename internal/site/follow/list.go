package follow

import (
	"net/http"
	"strings"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// pickAsked reads which units the address asks for. A value that is not known is
// refused: a list that silently shows something else would be a wrong figure.
func pickAsked(c *shell.Context) (oversight.Pick, error) {
	var p oversight.Pick
	unknown := func(name string) error {
		return registry.Errorf(registry.Invalid, "Bộ lọc “%s” có giá trị không hiểu được. Bỏ bộ lọc ấy rồi thử lại.", name)
	}
	switch code := c.QueryParam("tt"); code {
	case "":
	case "da-co":
		p.Actual = true
	case "qua-han":
		p.Overdue = true
	case "khong-nguoi":
		p.Unstaffed = true
	default:
		s, ok := oversight.ParseState(code)
		if !ok {
			return p, unknown("tình trạng")
		}
		p.State = &s
	}
	if code := c.QueryParam("loai"); code != "" {
		k, err := registry.ParseUnitKind(code)
		if err != nil {
			return p, unknown("loại đơn vị")
		}
		p.Kind = &k
	}
	if code := registry.UnitCode(c.QueryParam("huyen")); code != "" {
		if code == "tinh" {
			code = ""
		}
		p.District = &code
	}
	if code := registry.UnitCode(c.QueryParam("nay")); code != "" {
		if code == "khong" {
			code = ""
		}
		p.Today = &code
	}
	p.Text = registry.CleanText(c.QueryParam("q"))
	return p, nil
}

// units is the list of the units that owe, filtered; as a page, CSV or workbook.
func (h *Area) units(c *shell.Context) error {
	pick, err := pickAsked(c)
	if err != nil {
		return err
	}
	var y oversight.Year
	err = h.Flow.View(c.Context(), func(rx *sqlite.Rx) (err error) {
		y, err = h.YearAsked(c, rx)
		return err
	})
	if err != nil {
		return err
	}
	step := stepAsked(c, &y)
	if shell.HasEnding(c, ".csv") || shell.HasEnding(c, ".xlsx") {
		coverage := y.Coverage(step)
		return shell.SendSheet(
			c,
			y.Season.Year,
			shell.Sheet{
				Name:  "don-vi-" + step.String(),
				Title: "Đơn vị và " + strings.ToLower(step.Label()) + " năm " + view.YearText(y.Season.Year),
				Heads: view.StandingHeads,
				Rows:  view.StandingRows(pick.Of(&coverage), y.Ledger),
			},
		)
	}
	page := view.NewUnitListPage(view.UnitListInput{Year: &y, Step: step, Pick: pick, Query: c.QueryParams()})
	return shell.Render(c, http.StatusOK, c.Pages().Oversight.List, h.DeskChrome(c, page.Title), page)
}

// chosenEntries are the entries that an address asks for, with their age when
// they wait.
type chosenEntries struct {
	title, lead string
	ids         []registry.EntryID
	waiting     map[registry.EntryID]oversight.Waiting
}

func entriesAsked(c *shell.Context, y *oversight.Year) (out chosenEntries, err error) {
	if code := c.QueryParam("viec"); code != "" {
		w, ok := oversight.ParseWait(code)
		if !ok {
			return out, registry.Errorf(registry.NotFound, "Không có danh sách này.")
		}
		out.title, out.lead = view.WaitTitle(w, y.Season.Year), view.WaitLead(w)
		out.waiting = map[registry.EntryID]oversight.Waiting{}
		for _, x := range y.Waiting(w) {
			out.ids = append(out.ids, x.Entry.ID)
			out.waiting[x.Entry.ID] = x
		}
		return out, nil
	}
	stage, ok := oversight.ParseStage(c.QueryParam("chang"))
	if !ok && c.QueryParam("chang") != "" {
		return out, registry.Errorf(registry.NotFound, "Không có danh sách này.")
	}
	var day registry.Date
	if text := c.QueryParam("den"); text != "" {
		if day = registry.NewDate(text); !day.Valid() {
			return out, registry.Errorf(registry.Invalid, "Ngày “%s” không đọc được: ghi dạng dd/mm/yyyy.", text)
		}
	}
	out.title = view.StageTitle(stage, y.Season.Year, day)
	for i := range y.Entries {
		if e := &y.Entries[i]; stage.Holds(e) && (day == "" || stage.ReachedBy(e, day.End())) {
			out.ids = append(out.ids, e.ID)
		}
	}
	return out, nil
}

// entryPage is how many entries one page of a list shows.
const entryPage = 100

// entries is the list of the models behind a number; as a page, CSV or workbook.
func (h *Area) entries(c *shell.Context) error {
	var (
		y      oversight.Year
		chosen chosenEntries
		rows   []sqlite.OversightLine
	)
	export := shell.HasEnding(c, ".csv") || shell.HasEnding(c, ".xlsx")
	page := shell.PageParam(c)
	err := h.Flow.View(c.Context(), func(rx *sqlite.Rx) (err error) {
		if y, err = h.YearAsked(c, rx); err != nil {
			return err
		}
		if chosen, err = entriesAsked(c, &y); err != nil {
			return err
		}
		ids := chosen.ids
		if !export {
			page = max(1, min(page, (len(ids)+entryPage-1)/entryPage))
			ids = ids[(page-1)*entryPage : min(page*entryPage, len(ids))]
		}
		rows, err = rx.OversightLines(c.Context(), ids)
		return err
	})
	if err != nil {
		return err
	}
	lines := make([]view.OversightLine, 0, len(rows))
	for _, r := range rows {
		l := view.OversightLine{
			ID:           r.ID,
			Number:       r.Number,
			Title:        r.Title,
			Unit:         h.Flow.Ledger().FullName(r.Unit),
			Year:         r.Season,
			Field:        r.Field,
			Registration: r.Registration,
			Result:       r.Result,
		}
		if w, ok := chosen.waiting[r.ID]; ok {
			l.Since, l.Days = view.Day(w.Since), w.Days
		}
		lines = append(lines, l)
	}
	waiting := chosen.waiting != nil
	if export {
		return shell.SendSheet(c, y.Season.Year, shell.Sheet{
			Name: "mo-hinh", Title: chosen.title, Heads: view.LineHeads(waiting), Rows: view.LineRows(lines, waiting),
		})
	}
	p := view.NewEntryListPage(view.EntryListInput{
		Year: y.Season.Year, Title: chosen.title, Lead: chosen.lead, Lines: lines, Total: len(chosen.ids),
		Page: page, Size: entryPage, Waiting: waiting, Query: c.QueryParams(),
	})
	return shell.Render(c, http.StatusOK, c.Pages().Oversight.List, h.DeskChrome(c, p.Title), p)
}
