package public

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// frontPage reads the stories of the first page: those that editors put first, as
// long as they are public, then the newest.
func (h *Area) frontPage(ctx context.Context, n int) ([]edition.Edition, error) {
	now := h.Flow.Now()
	ids, err := h.DB.HomePicks(ctx)
	if err != nil {
		return nil, err
	}
	latest, err := h.DB.LatestEditions(ctx, n, now)
	if err != nil || len(ids) == 0 {
		return latest, err
	}
	picked, err := h.DB.EditionsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	picked = slices.DeleteFunc(picked, func(e edition.Edition) bool { return !e.Visible(now) })
	for _, e := range latest {
		if len(picked) < n && !slices.ContainsFunc(picked, func(p edition.Edition) bool { return p.ID == e.ID }) {
			picked = append(picked, e)
		}
	}
	return picked[:min(n, len(picked))], nil
}

// homeNumbers is what the first page counts. It is apart from the stories: it
// takes long to compute, names none of them, and so may be a moment behind.
type homeNumbers struct {
	figures []view.Figure
	note    string
	fields  []view.FieldCount
	tiles   []view.Tile
}

// home shows the first page. For those who have not signed in it is kept, whatever
// parameters the address has.
func (h *Area) home(c *shell.Context) error {
	if !h.Anonymous(c) {
		return h.freshHome(c)
	}
	return h.FromCache(c, h.Base(c)+"/", h.freshHome)
}

func (h *Area) freshHome(c *shell.Context) error {
	ctx := context.WithoutCancel(c.Context()) // others wait for the parts too
	generation := h.Flow.PublicGeneration()
	page, err := h.stories.Get(generation, func() (view.HomePage, error) { return h.homePage(ctx) })
	if err != nil {
		return err
	}
	n, err := h.numbers.GetLagging(generation, h.Background, func() (*homeNumbers, error) { return h.homeNumbers(ctx, generation) })
	if err != nil {
		return err
	}
	page.Figures, page.FiguresNote, page.Fields, page.Tiles = n.figures, n.note, n.fields, n.tiles
	return shell.Render(c, http.StatusOK, c.Pages().Public.Home, h.homeFrame(c), page)
}

func (h *Area) homeFrame(c *shell.Context) view.Chrome {
	ch := h.frame(c, "", h.Flow.Settings().Tagline, "/")
	ch.Wide = true
	ch.Image = ch.Base + address.Cover.At("0.jpg")
	ch.ImageAlt = "Tranh vẽ đồi, ruộng và làng"
	ch.Query = "" // one page for every address: nobody else reads what one typed
	ch.Data = view.SiteData(ch)
	return ch
}

// homePage reads what the first page shows.
func (h *Area) homePage(ctx context.Context) (view.HomePage, error) {
	p := view.HomePage{Legend: view.TileLegend()}
	shapes := view.HomeShapes()
	latest, err := h.frontPage(ctx, len(shapes))
	if err != nil {
		return p, err
	}
	var cards []view.Card
	for i := range latest {
		cards = append(cards, view.NewCard(&latest[i], h.Names(), shapes[i]))
	}
	p.Arrange(cards)
	if len(cards) == 0 {
		p.Empty = &view.Empty{
			Heading: "Chưa có mô hình nào được đăng", Text: "Mô hình của các xã, phường, cơ quan, đơn vị sẽ hiện ở đây sau " +
				"khi được tiếp nhận và biên tập.",
			Action: &view.Link{Text: "Đăng nhập để đăng ký", URL: address.SignIn},
		}
	}
	p.TilesNote = "Mỗi ô là một xã, phường hôm nay, đặt gần đúng vị trí; màu đậm hơn là nhiều mô hình hơn, kể cả mô hình của " +
		"các đơn vị tiền thân."
	return p, nil
}

// homeNumbers computes what the first page counts, out of nothing older than the
// generation.
func (h *Area) homeNumbers(ctx context.Context, generation uint64) (*homeNumbers, error) {
	t, err := h.Counts.Get(generation, func() (*oversight.Tally, error) { return h.CountPublic(ctx) })
	if err != nil {
		return nil, err
	}
	sums, err := h.Lines.Get(generation, func() (*oversight.PublicLines, error) { return h.LinePublic(ctx) })
	if err != nil {
		return nil, err
	}
	n := &homeNumbers{}
	n.figures, n.note = h.homeFigures(t, sums)
	for _, f := range h.Flow.Season(h.Flow.CurrentYear()).Fields {
		stories := t.Count(oversight.InField(f.Code))
		n.fields = append(
			n.fields,
			view.FieldCount{
				Code:  string(f.Code),
				Label: f.Label,
				Count: view.Count(stories) + " mô hình",
				URL:   address.Stories + "?field=" + string(f.Code),
			},
		)
	}
	tiles, err := h.DB.Tiles(ctx)
	if err != nil {
		return nil, err
	}
	for _, tile := range tiles {
		u, ok := h.Flow.Ledger().Unit(tile.Unit)
		if !ok || u.To != "" { // a unit that ended gave its place to its successor
			continue
		}
		n.tiles = append(n.tiles, view.NewTile(u, tile.Name, tile.Col, tile.Row, t.Today[tile.Unit]))
	}
	return n, nil
}

// homeFigures are the four figures of the newest season with registered stories,
// else of all that is shown.
func (h *Area) homeFigures(t *oversight.Tally, sums *oversight.PublicLines) ([]view.Figure, string) {
	ledger, catalogue := h.Flow.Ledger(), h.Flow.Catalogue()
	all := len(ledger.On(h.Flow.Today(), registry.Commune, registry.Ward))
	year := registry.Year(0)
	for _, y := range t.Seasons() {
		if y <= h.Flow.CurrentYear() && t.Count(oversight.ByUnits, oversight.InSeason(y)) > 0 {
			year = y
			break
		}
	}
	if year == 0 {
		n := t.Count()
		if n == 0 {
			return nil, ""
		}
		reported := n - t.Count(oversight.ByUnits)
		return []view.Figure{
			{Value: view.Count(n), Unit: "mô hình", Label: "đã đăng trên trang này", URL: address.Stories},
			{
				Value: view.Count(t.Communes(ledger)),
				Of:    "/" + view.Count(all),
				Unit:  "xã, phường hôm nay",
				Label: "có mô hình, kể cả tên cũ",
				URL:   address.Units,
			},
			{Value: view.Count(reported), Unit: "mô hình", Label: "do báo chí phản ánh", URL: address.Stories + "?origin=bao-chi"},
			{Value: view.Count(len(t.Seasons())), Unit: "năm", Label: "có mô hình được ghi lại", URL: address.Figures},
		}, "Đến nay"
	}
	list := []view.Figure{
		{
			Value: view.Count(t.Count(oversight.ByUnits, oversight.InSeason(year))),
			Unit:  "mô hình",
			Label: "đơn vị đăng ký, đã công khai",
			URL:   fmt.Sprintf(address.Stories+"?origin=dang-ky&year=%d", year),
		},
		{
			Value: view.Count(t.Communes(ledger, oversight.ByUnits, oversight.InSeason(year))),
			Of:    "/" + view.Count(all),
			Unit:  "xã, phường",
			Label: "có mô hình công khai",
			URL:   fmt.Sprintf(address.Units+"?nam=%d", year),
		},
	}
	for _, w := range h.Flow.FigureChoice().Home {
		ind, ok := catalogue.In(year).Indicator(w.Indicator)
		if !ok {
			continue
		}
		total := 0.0
		lines := sums.In(year)
		if i := oversight.UsualLine(lines, w.Indicator); i >= 0 {
			total = lines[i].Effective.Sum
		}
		if total == 0 && !ind.Offered(year) {
			continue
		}
		n, unit := view.Quantity(total, ind.Unit)
		if w.Noun != "" {
			unit += " " + w.Noun
		}
		list = append(
			list,
			view.Figure{Value: n, Unit: unit, Label: w.Said(), URL: address.FigurePart.At(w.Indicator) + fmt.Sprintf("?year=%d", year)},
		)
	}
	return list, fmt.Sprintf("Năm %d", year)
}
