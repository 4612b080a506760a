package follow

import (
	"net/http"
	"strings"

	"danvankheo/internal/office"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// chosenOf reads the list that an address asks for.
func (h *yearly) chosenOf(c *shell.Context) (s registry.Season, st view.YearState, sheet office.Sheet, label string, err error) {
	if s, err = h.seasonOf(c); err != nil {
		return
	}
	if st, err = h.stateAsked(c, s.Year, c.QueryParam("ban")); err != nil {
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
	in := view.YearListInput{Year: s.Year, State: st, Label: label, Rows: sheet.Rows, Query: c.Request().URL.RawQuery}
	for _, col := range sheet.Columns {
		in.Heads = append(in.Heads, col.Label)
	}
	return h.render(c, http.StatusOK, view.NewYearListPage(in))
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
func chosenSheet(st view.YearState, keys []string) (office.Sheet, string, error) {
	if len(keys) == 1 && oversight.CutsUnits(keys[0]) {
		label := registry.ChoiceLabel(oversight.UnitCutLabels(), keys[0])
		if label == keys[0] {
			return office.Sheet{}, "", registry.Errorf(registry.NotFound, "Không có danh sách này.")
		}
		return office.UnitSheet(label, st.UnitCuts()[keys[0]]), label, nil
	}
	if len(keys) == 1 && strings.HasPrefix(keys[0], view.FateKey) {
		fate, err := registry.ParseFate(strings.TrimPrefix(keys[0], view.FateKey))
		if err != nil {
			return office.Sheet{}, "", registry.Errorf(registry.NotFound, "Không có danh sách này.")
		}
		label := view.FateListLabel(fate)
		return office.SurvivalSheet(label, st.Fated(fate.String())), label, nil
	}
	list, ok := st.Choose(keys...)
	if !ok || len(keys) == 0 {
		return office.Sheet{}, "", registry.Errorf(registry.NotFound, "Không có danh sách này.")
	}
	label := st.Label(keys...)
	return office.ModelSheet(label, list), label, nil
}
