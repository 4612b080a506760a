package shell

import (
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// UnitByName finds the unit that was typed into a field; "" for nothing typed.
func (s *Shell) UnitByName(typed, field string, on registry.Date, wrong *registry.Fields) registry.UnitCode {
	text := view.TypedUnit(typed)
	if text == "" {
		return ""
	}
	u, err := s.Flow.Ledger().Resolve(text, "", on)
	if err != nil { // a previous version may still be meant by its code
		old, ok := s.Flow.Ledger().Unit(registry.UnitCode(text))
		if !ok {
			wrong.Add(field, "%s", registry.MessageOf(err))
			return ""
		}
		u = old
	}
	if name, _, ok := strings.Cut(typed, " · "); ok && vietnamese.Fold(strings.TrimSpace(name)) != vietnamese.Fold(u.Name) {
		wrong.Add(field, "Tên “%s” và mã %s không phải của một đơn vị. Gõ lại tên hoặc mã.", strings.TrimSpace(name), u.Code)
		return ""
	}
	return u.Code
}

// EntryOf reads the entry of the address, which the actor must be allowed to do
// something with; one that may not be seen is not found.
func (s *Shell) EntryOf(c *Context, act registry.Action) (registry.Entry, error) {
	id, err := PathID[registry.EntryID](c, "id")
	if err != nil {
		return registry.Entry{}, err
	}
	e, err := s.DB.Entry(c.Context(), id)
	if err != nil {
		return e, err
	}
	return e, c.Actor().May(act, &e, s.Flow.Now())
}

// Names are what pages of the desk read names from.
func (s *Shell) Names() view.Reference {
	return view.Reference{Ledger: s.Flow.Ledger(), Catalogue: s.Flow.Catalogue()}
}

// CountWaiting counts the lines of a list for its mark in the left list. A list that
// cannot be counted just now is shown without its number.
func (s *Shell) CountWaiting(c *Context, f sqlite.Filter) int {
	n, err := s.DB.CountEntries(c.Context(), c.Actor(), f, s.Flow.Now())
	if err != nil {
		s.Log.Warn("count of waiting entries failed", "err", err)
		return 0
	}
	return n
}

// UnitsOf lists the versions of units that the actor acts for.
func UnitsOf(a registry.Actor) []registry.UnitCode {
	out := make([]registry.UnitCode, 0, len(a.Units))
	for u := range a.Units {
		out = append(out, u)
	}
	slices.Sort(out)
	return out
}

// ByNumber finds an entry by its number as people type it: "26-0184", "260184".
func (s *Shell) ByNumber(c *Context, typed string) (sqlite.Row, error) {
	want := strings.ToUpper(strings.Join(strings.Fields(registry.CleanText(typed)), ""))
	if want != "" && !strings.Contains(want, "-") && len(want) > 4 {
		want = want[:len(want)-4] + "-" + want[len(want)-4:]
	}
	if len(want) < 4 {
		return sqlite.Row{}, registry.Errorf(registry.NotFound, "Ghi số của mô hình, ví dụ 26-0184.")
	}
	rows, _, err := s.DB.List(c.Context(), c.Actor(), sqlite.Filter{Text: want, Limit: 20}, s.Flow.Now())
	if err != nil {
		return sqlite.Row{}, err
	}
	for _, r := range rows {
		if r.Number == want {
			return r, nil
		}
	}
	return sqlite.Row{}, registry.Errorf(registry.NotFound, "Không có mô hình số “%s”.", typed)
}

// YearOf reads a year; the current one for anything else.
func (s *Shell) YearOf(text string) registry.Year {
	if n, err := strconv.Atoi(text); err == nil && n >= 2022 && n <= 2100 {
		return registry.Year(n)
	}
	return s.Flow.CurrentYear()
}

// YearAsked reads a season with all that it is computed from: that of the address, or
// the present one.
func (s *Shell) YearAsked(c *Context, rx *sqlite.Rx) (oversight.Year, error) {
	return s.Followup.ReadOversight(c.Context(), rx, c.Actor(), s.YearOf(c.QueryParam("nam")))
}

// TokenRows lists the tokens that still work.
func TokenRows(list []sqlite.Token) []view.TokenRow {
	var out []view.TokenRow
	for _, t := range list {
		if t.RevokedAt.IsZero() {
			out = append(out, view.TokenRow{ID: int64(t.ID), Name: t.Name, Created: t.CreatedAt, Used: t.UsedAt})
		}
	}
	return out
}
