package public

import (
	"context"
	"net/http"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// maxUnitCards is how many stories the page of a unit shows.
const maxUnitCards = 60

// units lists the units of today and finds one by any name it had.
func (h *Area) units(c *shell.Context) error {
	t, err := h.PublicTally(c.Context())
	if err != nil {
		return err
	}
	asked := strings.TrimSpace(c.QueryParam("ten"))
	if r := []rune(asked); len(r) > 100 {
		asked = string(r[:100])
	}
	year, _ := shell.ReadYear(c.QueryParam("nam")) // 0: of all years
	page := view.NewUnitsPage(view.UnitsInput{
		Ledger: h.Flow.Ledger(), Body: h.Flow.Settings().Body(), Today: h.Flow.Today(), Asked: asked, Year: year, Tally: t,
	})
	ch := h.frame(c, "Đơn vị", page.Intro, address.Units)
	ch.NoIndex = asked != ""
	return shell.Render(c, http.StatusOK, c.Pages().Public.Units, ch, page)
}

// unit shows one version of a unit with all that it took over.
func (h *Area) unit(c *shell.Context) error {
	ledger := h.Flow.Ledger()
	u, ok := ledger.Unit(registry.UnitCode(c.Param("code")))
	if !ok {
		if up, found := ledger.Unit(registry.UnitCode(strings.ToUpper(c.Param("code")))); found {
			return c.Redirect(http.StatusMovedPermanently, address.Unit.At(up.Code))
		}
		return registry.Errorf(registry.NotFound, "Không có đơn vị mang mã này. Hãy tìm theo tên ở trang Đơn vị.")
	}
	page, err := h.unitPage(c.Context(), u)
	if err != nil {
		return err
	}
	description := page.Name + ": các mô hình dân vận khéo theo năm, kết quả và tên gọi qua các thời kỳ."
	ch := h.frame(c, page.Name, description, address.Unit.At(u.Code))
	ch.Data = map[string]any{"@context": "https://schema.org", "@graph": []any{view.TrailData(ch, page.Crumbs)}}
	return shell.Render(c, http.StatusOK, c.Pages().Public.Unit, ch, page)
}

// unitPage reads what the page of a unit shows.
func (h *Area) unitPage(ctx context.Context, u registry.Unit) (view.UnitPage, error) {
	in := view.UnitInput{Reference: h.Names(), Unit: u, Heritage: h.Flow.Ledger().Heritage(u.Code)}
	list, err := h.DB.PublicOfUnits(ctx, in.Heritage, h.Flow.Now())
	if err != nil || len(list) == 0 {
		return view.NewUnitPage(in), err
	}
	ids := make([]registry.EntryID, len(list))
	for i, e := range list {
		ids[i] = e.ID
		if e.Origin == registry.Registered {
			in.Own++
		}
	}
	in.Total = len(list)
	if in.Stories, err = h.DB.EditionsByID(ctx, ids[:min(len(ids), maxUnitCards)]); err != nil {
		return view.UnitPage{}, err
	}
	if in.Covered, err = h.DB.CoverageOfUnits(ctx, in.Heritage, h.Flow.Now()); err != nil {
		return view.UnitPage{}, err
	}
	if in.Commended, err = h.unitActs(ctx, sqlite.CommendationBook, list); err != nil {
		return view.UnitPage{}, err
	}
	if in.Recognised, err = h.unitActs(ctx, sqlite.RecognitionBook, list); err != nil {
		return view.UnitPage{}, err
	}
	values, err := h.DB.PublicValuesIn(ctx, in.Heritage, h.Flow.Now())
	if err != nil {
		return view.UnitPage{}, err
	}
	in.Lines = oversight.Lines(h.Flow.Catalogue().In(0), values)
	return view.NewUnitPage(in), nil
}

// unitActs lists the lines of a register about a unit's stories.
func (h *Area) unitActs(ctx context.Context, b sqlite.Book, list []sqlite.PublicEntry) ([]view.UnitAct, error) {
	at := map[registry.EntryID]sqlite.PublicEntry{}
	f := sqlite.RegisterFilter{Of: []registry.EntryID{}}
	for _, e := range list {
		at[e.ID] = e
		f.Of = append(f.Of, e.ID)
	}
	lines, err := h.DB.Register(ctx, b, f)
	var out []view.UnitAct
	for _, l := range lines {
		e := at[l.Entry]
		out = append(out, view.UnitAct{
			Recognition: registry.Recognition{Act: l.Act, Text: l.Text}, Title: l.Title, Season: e.Season, Slug: e.Slug,
		})
	}
	return out, err
}
