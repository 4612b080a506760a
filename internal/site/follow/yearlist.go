package follow

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/office"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// listPath is the list behind a number.
func listPath(y registry.Year, st state, keys ...string) string {
	return shell.WithQuery(address.YearList.At(y), url.Values{"ban": {strconv.Itoa(st.version)}, "muc": keys})
}

// numbersSections are all the numbers of a state, last year's beside them, each
// leading to its list.
func numbersSections(y registry.Year, st state) []view.YearlySection {
	n := st.Numbers()
	was := "Năm " + view.YearText(y-1)
	if st.LastFixed > 0 {
		was += fmt.Sprintf(" (bản chốt %d)", st.LastFixed)
	}
	table := func(caption string, list []registry.Choice) view.Table {
		t := view.Table{
			Caption:     caption,
			HideCaption: true,
			Columns:     []view.Column{{Label: caption}, {Label: "Năm " + view.YearText(y), Num: true}, {Label: was, Num: true}},
		}
		for _, x := range list {
			last := view.N("–")
			if st.Last != nil {
				last.Text = view.Count(st.Last[x.Code])
				if st.LastFixed > 0 { // else what is there now may be more than was counted
					last.URL = listPath(y-1, state{version: st.LastFixed}, x.Code)
				}
			}
			t.Rows = append(
				t.Rows,
				view.Row{
					Cells: []view.Cell{view.H(x.Label, ""), {Text: view.Count(n[x.Code]), Num: true, URL: listPath(y, st, x.Code)}, last},
				},
			)
		}
		return t
	}
	var models []registry.Choice
	for _, c := range st.Cuts() {
		models = append(models, registry.Choice{Code: c.Key, Label: c.Label})
	}
	units, cuts := table("Đơn vị", oversight.UnitCutLabels()), table("Mô hình", models)
	out := []view.YearlySection{{Heading: "Đơn vị", Table: &units}, {Heading: "Mô hình, điển hình", Table: &cuts}}
	if len(st.Survivals) == 0 {
		return out
	}
	fates := view.Table{
		Caption:     "Câu trả lời",
		HideCaption: true,
		Columns:     []view.Column{{Label: "Trả lời"}, {Label: "Số lượt", Num: true}},
	}
	for _, f := range registry.Fates() {
		fates.Rows = append(
			fates.Rows,
			view.Row{
				Cells: []view.Cell{
					view.H(f.Label(), ""),
					{Text: view.Count(len(st.Fated(f.String()))), Num: true, URL: listPath(y, st, fateKey+f.String())},
				},
			},
		)
	}
	return append(out, view.YearlySection{Heading: "Mô hình các năm trước, sau 12 và 24 tháng", Table: &fates})
}

// fateKey is the beginning of the keys of answers about models of earlier years.
const fateKey = "con-lai:"

// chosenOf reads the list that an address asks for.
func (h *yearly) chosenOf(c *shell.Context) (s registry.Season, st state, sheet office.Sheet, label string, err error) {
	if s, err = h.seasonOf(c); err != nil {
		return
	}
	if st, err = h.stateOf(c, s.Year, c.QueryParam("ban")); err != nil {
		return
	}
	sheet, label, err = chosenSheet(st, c.QueryParams()["muc"])
	return
}

// chosen lists what a number counts: models, or units.
func (h *yearly) chosen(c *shell.Context) error {
	s, st, sheet, label, err := h.chosenOf(c)
	if err != nil {
		return err
	}
	t := view.Table{Caption: label, HideCaption: true, Stacked: true}
	for _, col := range sheet.Columns[1:] { // a page needs no running number
		t.Columns = append(t.Columns, view.Column{Label: col.Label})
	}
	ids := map[string]registry.EntryID{}
	for _, m := range st.Models {
		ids[m.Number] = m.ID
	}
	for _, x := range st.Survivals {
		ids[x.Number] = x.Entry
	}
	for _, r := range sheet.Rows {
		row := view.Row{}
		for i, v := range r[1:] {
			cell := view.Cell{Text: fmt.Sprint(v), Head: i == 0}
			if i == 0 && len(r) > 2 && ids[fmt.Sprint(r[2])] != 0 {
				cell.URL = address.Entry.At(ids[fmt.Sprint(r[2])])
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	t = t.Labelled()
	q := "?" + c.Request().URL.RawQuery
	p := view.YearlyPage{
		Crumbs:  h.crumbs(s.Year, label),
		Title:   label,
		Lead:    st.name() + ".",
		Figures: []view.Figure{{Value: view.Count(len(sheet.Rows)), Unit: "dòng", Label: "trong danh sách này"}},
		Sections: []view.YearlySection{{Table: &t, Links: []view.Link{
			{
				Text: "Danh sách này (.xlsx)",
				URL:  address.YearListXLSX.At(s.Year) + q,
			}, {Text: "Danh sách này (.csv)", URL: address.YearListCSV.At(s.Year) + q},
		}}},
	}
	if len(sheet.Rows) == 0 {
		p.Sections = []view.YearlySection{{Empty: &view.Empty{Heading: "Danh sách trống", Text: "Không có mô hình hoặc đơn vị nào."}}}
	}
	return h.draw(c, http.StatusOK, p)
}

// chosenTable sends what a number counts as a file.
func (h *yearly) chosenTable(c *shell.Context) error {
	s, _, sheet, _, err := h.chosenOf(c)
	if err != nil {
		return err
	}
	path := c.Route()
	return sendTable(c, path[strings.LastIndexByte(path, '.')+1:], "bao-cao-nam-danh-sach", s.Year, sheet)
}

// chosenSheet is what keys choose, as a table, with its name.
func chosenSheet(st state, keys []string) (office.Sheet, string, error) {
	if len(keys) == 1 && strings.HasPrefix(keys[0], "don-vi:") {
		label := registry.ChoiceLabel(oversight.UnitCutLabels(), keys[0])
		if label == keys[0] {
			return office.Sheet{}, "", registry.Errorf(registry.NotFound, "Không có danh sách này.")
		}
		return office.UnitSheet(label, st.UnitCuts()[keys[0]]), label, nil
	}
	if len(keys) == 1 && strings.HasPrefix(keys[0], fateKey) {
		fate, err := registry.ParseFate(strings.TrimPrefix(keys[0], fateKey))
		if err != nil {
			return office.Sheet{}, "", registry.Errorf(registry.NotFound, "Không có danh sách này.")
		}
		label := "Sau 12, 24 tháng: " + strings.ToLower(fate.Label())
		return office.SurvivalSheet(label, st.Fated(fate.String())), label, nil
	}
	list, ok := st.Choose(keys...)
	if !ok || len(keys) == 0 {
		return office.Sheet{}, "", registry.Errorf(registry.NotFound, "Không có danh sách này.")
	}
	label := st.Label(keys...)
	return office.ModelSheet(label, list), label, nil
}
