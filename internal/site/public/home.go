package public

import (
	"context"
	"net/http"
	"slices"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/oversight"
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
	n, err := h.numbers.GetLagging(generation, h.Background, func() (*view.HomeNumbers, error) { return h.homeNumbers(ctx, generation) })
	if err != nil {
		return err
	}
	page.Count(n)
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

// homePage reads the stories of the first page.
func (h *Area) homePage(ctx context.Context) (view.HomePage, error) {
	stories, err := h.frontPage(ctx, len(view.HomeShapes()))
	if err != nil {
		return view.HomePage{}, err
	}
	return view.NewHomePage(stories, h.Names()), nil
}

// homeNumbers computes what the first page counts, out of nothing older than the
// generation.
func (h *Area) homeNumbers(ctx context.Context, generation uint64) (*view.HomeNumbers, error) {
	year := h.Flow.CurrentYear()
	in := view.HomeInput{
		Reference: h.Names(), Choice: h.Flow.FigureChoice(), Fields: h.Flow.Season(year).Fields, Year: year, Today: h.Flow.Today(),
	}
	var err error
	if in.Tally, err = h.Counts.Get(generation, func() (*oversight.Tally, error) { return h.CountPublic(ctx) }); err != nil {
		return nil, err
	}
	if in.Sums, err = h.Lines.Get(generation, func() (*oversight.PublicLines, error) { return h.LinePublic(ctx) }); err != nil {
		return nil, err
	}
	if in.Tiles, err = h.DB.Tiles(ctx); err != nil {
		return nil, err
	}
	return view.NewHomeNumbers(in), nil
}
