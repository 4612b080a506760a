package public

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/chart"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/graph"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// spread lists the years of the model and the units that learned from it, when
// there is more than this one year.
func (h *Area) spread(ctx context.Context, e *edition.Edition, l *registry.Ledger) ([]view.SpreadItem, error) {
	years, err := h.DB.SealedEntries(ctx, e.Model)
	if err != nil {
		return nil, err
	}
	followers, err := h.DB.EditionFollowers(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	ids := append(slices.Clone(years), followers...)
	for _, link := range e.Links {
		ids = append(ids, link.To)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) < 2 {
		return nil, nil
	}
	list, err := h.DB.EditionsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b edition.Edition) int { return int(a.Season - b.Season) })
	var out []view.SpreadItem
	for i := range list {
		o := &list[i]
		note := ""
		switch {
		case o.ID == e.ID:
		case !o.Visible(h.Flow.Now()):
			continue
		case learnedFrom(o, e.ID):
			note = "học theo"
		case learnedFrom(e, o.ID):
			note = "nơi đã học"
		case !slices.Contains(years, o.ID):
			continue // a link that its origin has not confirmed
		}
		out = append(out, view.NewSpreadItem(o, l, o.ID == e.ID, note))
	}
	if len(out) < 2 {
		return nil, nil
	}
	return out, nil
}

// learnedFrom reports whether an entry learned from another, and that one agrees.
func learnedFrom(e *edition.Edition, from registry.EntryID) bool {
	return slices.ContainsFunc(e.Links, func(l registry.Link) bool {
		return l.To == from && l.Kind == registry.LearnsFrom && l.Confirmed
	})
}

// spreadMost bounds how many stories one drawing of a model's spread gathers.
const spreadMost = 80

// spreadGraph draws how the model of a story went from year to year and from unit
// to unit, as far as the stories are public and their origins agreed; nil when
// there is nothing but this one year.
func (h *Area) spreadGraph(ctx context.Context, e *edition.Edition) (*graph.Graph, error) {
	list, err := h.spreadFrom(ctx, e)
	if err != nil || len(list) < 2 {
		return nil, err
	}
	var years []registry.Year
	for i := range list {
		years = append(years, list[i].Season)
	}
	slices.Sort(years)
	years = slices.Compact(years)
	s := chart.Spread{}
	for _, y := range years {
		s.Years = append(s.Years, view.YearText(y))
	}
	g := &graph.Graph{
		Name: "lan-toa", Kicker: "Lan tỏa",
		Columns: []view.Column{{Label: "Đơn vị"}, {Label: "Mô hình"}, {Label: "Năm"}, {Label: "Đến từ đâu"}},
		Desc:    "Mỗi dòng là mô hình của một đơn vị, mỗi chấm là một năm; nét đứt dẫn từ nơi đã học tới nơi học theo.",
	}
	ledger := h.Flow.Ledger()
	line, at := spreadLines(&s, list, years, ledger)
	learners := map[registry.ModelID]bool{}
	for i := range list {
		o := &list[i]
		from := "khởi đầu ở đây"
		if l := s.Lines[line[o.Model]]; l.At[0] != at[o.ID].ToYear {
			from = "tiếp tục năm trước"
		}
		for j := range list {
			origin := &list[j]
			if origin.Model == o.Model || !learnedFrom(o, origin.ID) {
				continue
			}
			t := at[o.ID]
			t.FromLine, t.FromYear = at[origin.ID].ToLine, at[origin.ID].ToYear
			s.Ties = append(s.Ties, t)
			learners[o.Model] = true
			from = "học theo " + view.UnitLine(origin.Public(), ledger)
		}
		g.Rows = append(g.Rows, []graph.Cell{
			graph.Text(view.UnitLine(o.Public(), ledger), address.Story.At(o.Season, o.Slug)), graph.Text(o.Headline(), ""),
			graph.Text(view.YearText(o.Season), ""), graph.Text(from, ""),
		})
	}
	g.Heading = fmt.Sprintf("Mô hình đi qua %s năm, %s nơi học theo", view.Count(len(years)), view.Count(len(learners)))
	if len(learners) == 0 {
		g.Heading = fmt.Sprintf("Mô hình đi qua %s năm", view.Count(len(years)))
	}
	g.Draw = func(f chart.Frame) *chart.Picture { s := s; s.Frame = f; return s.Draw() }
	return g, nil
}

// spreadLines draws a line for each model, with a dot in each year that it has a story;
// at says where the dot of a story is.
func spreadLines(
	s *chart.Spread, list []edition.Edition, years []registry.Year, l *registry.Ledger,
) (line map[registry.ModelID]int, at map[registry.EntryID]chart.Tie) {
	line, at = map[registry.ModelID]int{}, map[registry.EntryID]chart.Tie{}
	for i := range list {
		o := &list[i]
		n, ok := line[o.Model]
		if !ok {
			n = len(s.Lines)
			line[o.Model] = n
			s.Lines = append(s.Lines, chart.SpreadLine{Name: view.UnitLine(o.Public(), l), Ink: chart.Field(string(o.Content.Field))})
		}
		year := slices.Index(years, o.Season)
		s.Lines[n].Note, s.Lines[n].At = o.Headline(), append(s.Lines[n].At, year)
		at[o.ID] = chart.Tie{ToLine: n, ToYear: year}
	}
	return line, at
}

// spreadFrom gathers the public stories that years and confirmed learning join to
// one, however many steps away; those of one model stand together, the oldest
// model first.
func (h *Area) spreadFrom(ctx context.Context, e *edition.Edition) ([]edition.Edition, error) {
	found := map[registry.EntryID]edition.Edition{}
	asked := map[registry.EntryID]bool{}
	for next := []registry.EntryID{e.ID}; len(next) > 0 && len(found) < spreadMost; {
		list, err := h.DB.EditionsByID(ctx, next)
		if err != nil {
			return nil, err
		}
		next = nil
		for i := range list {
			o := list[i]
			asked[o.ID] = true
			if o.Season == 0 || !o.Visible(h.Flow.Now()) {
				continue
			}
			found[o.ID] = o
			years, err := h.DB.SealedEntries(ctx, o.Model)
			if err != nil {
				return nil, err
			}
			followers, err := h.DB.EditionFollowers(ctx, o.ID)
			if err != nil {
				return nil, err
			}
			next = slices.Concat(next, years, followers)
			for _, l := range o.Links {
				next = append(next, l.To)
			}
		}
		slices.Sort(next)
		next = slices.DeleteFunc(slices.Compact(next), func(id registry.EntryID) bool { return asked[id] })
	}
	return joined(found, e.ID), nil
}

// joined keeps of the gathered stories those that a confirmed link or the same
// model really joins to the first, and puts them in order.
func joined(found map[registry.EntryID]edition.Edition, first registry.EntryID) []edition.Edition {
	in := map[registry.EntryID]bool{}
	if _, ok := found[first]; ok {
		in[first] = true
	}
	for grown := true; grown; {
		grown = false
		for id, o := range found {
			for other, p := range found {
				if in[id] && !in[other] && (o.Model == p.Model || learnedFrom(&o, other) || learnedFrom(&p, id)) {
					in[other], grown = true, true
				}
			}
		}
	}
	begun := map[registry.ModelID]registry.Year{}
	var list []edition.Edition
	for id := range in {
		o := found[id]
		list = append(list, o)
		if y, ok := begun[o.Model]; !ok || o.Season < y {
			begun[o.Model] = o.Season
		}
	}
	slices.SortFunc(list, func(a, b edition.Edition) int {
		return cmp.Or(
			cmp.Compare(begun[a.Model], begun[b.Model]),
			cmp.Compare(a.Model, b.Model),
			cmp.Compare(a.Season, b.Season),
			cmp.Compare(a.ID, b.ID),
		)
	})
	return list
}

// spreadPage shows the drawing with its table; its files lie beside it.
func (h *pressRoom) spreadPage(c *shell.Context) error {
	e, err := h.published(c)
	if err != nil {
		return err
	}
	if away, err := moved(c, &e); away {
		return err
	}
	g, err := h.spreadGraph(c.Context(), &e)
	if err != nil {
		return err
	}
	if g == nil {
		return registry.Errorf(registry.NotFound, "Mô hình này chưa có năm sau và chưa có nơi nào học theo, nên chưa có hình để vẽ.")
	}
	story := address.Story.At(e.Season, e.Slug)
	if ending := path.Ext(c.Request().URL.Path); ending != "" {
		return h.renderer.Send(
			c,
			g,
			ending,
			strconv.FormatInt(int64(e.ID), 10),
			"-"+string(e.Slug),
			h.sourceLine(),
			h.Flow.PublicGeneration(),
		)
	}
	page := view.NewSpreadPage(e.Headline(), story, g.OnPage(story+"/", ""))
	ch := h.frame(c, page.Heading, page.Lead, address.StorySpread.At(e.Season, e.Slug))
	return shell.Render(c, http.StatusOK, c.Pages().Public.Figures, ch, page)
}
