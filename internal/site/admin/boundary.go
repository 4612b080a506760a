package admin

import (
	"io"
	"net/http"

	"danvankheo/internal/address"
	"danvankheo/internal/boundary"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// boundaries shows which communes have a boundary and what the last file held
// that is none.
func (h *Area) boundaries(c *shell.Context) error { return h.showBoundaries(c, http.StatusOK, nil) }

func (h *Area) showBoundaries(c *shell.Context, code int, cause error) error {
	ctx, ledger := c.Context(), h.Flow.Ledger()
	list, err := h.DB.Boundaries(ctx)
	if err != nil {
		return err
	}
	unknown, err := h.DB.UnknownBoundaries(ctx)
	if err != nil {
		return err
	}
	p := view.BoundaryPage{Errors: view.NewErrorSummary(cause)}
	p.File = view.InputFile("file", "Tệp GeoJSON", ".geojson,.json,application/geo+json,application/json", false).
		Hint("Đến " + view.Count(boundary.MaxBytes>>20) + " MB. Ranh giới mới thay ranh giới cũ của cùng đơn vị; nơi không có trong tệp thì giữ nguyên.").
		Wrong(registry.FieldsOf(cause))
	have := map[registry.UnitCode]bool{}
	matched := view.Table{
		Caption:     "Đã khớp",
		HideCaption: true,
		Columns: []view.Column{
			{Label: "Xã, phường"},
			{Label: "Tên hay mã trong tệp"},
			{Label: "Khớp theo"},
			{Label: "Số điểm giữ lại", Num: true},
			{Label: "Nhận ngày"},
		},
		Stacked: true,
	}
	for _, b := range list {
		u, ok := ledger.Unit(b.Unit)
		if !ok {
			continue
		}
		have[b.Unit] = true
		by := "tên"
		if b.ByCode {
			by = "mã"
		}
		matched.Rows = append(
			matched.Rows,
			view.Row{
				Cells: []view.Cell{
					view.H(u.Name, address.LedgerUnit.At(u.Code)),
					view.T(b.Source),
					view.T(by),
					view.N(view.Count(b.Points())),
					view.T(view.Day(b.At)),
				},
			},
		)
	}
	if len(matched.Rows) > 0 {
		matched = matched.Labelled()
		p.Matched = &matched
	}
	units := ledger.On(h.Flow.Today(), registry.Commune, registry.Ward)
	for _, u := range units {
		if !have[u.Code] {
			p.Missing = append(p.Missing, view.Link{Text: u.Name, URL: address.LedgerUnit.At(u.Code)})
		}
	}
	p.State = view.BoundaryState(len(units)-len(p.Missing), len(units))
	if len(p.Missing) == len(units) {
		p.Missing = nil
	}
	if len(unknown) > 0 {
		t := view.Table{
			Caption:     "Không khớp",
			HideCaption: true,
			Columns:     []view.Column{{Label: "Hình thứ", Num: true}, {Label: "Thuộc tính"}, {Label: "Vì sao"}},
		}
		for _, u := range unknown {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.N(view.Count(u.Place)), view.T(u.Name), view.T(u.Why)}})
		}
		p.Unknown = &t
	}
	return shell.Render(c, code, c.Pages().Admin.Boundary, adminFrame(h.Shell, c, code, "Bản đồ ranh giới"), p)
}

// boundaryAdd takes in a file.
func (h *Area) boundaryAdd(c *shell.Context) error {
	var text []byte
	_, err := shell.ReadForm(c, func(field, _ string, r io.Reader) (err error) {
		if field == "file" && text == nil {
			text, err = io.ReadAll(io.LimitReader(r, boundary.MaxBytes+1))
		}
		return err
	})
	if err == nil && len(text) == 0 {
		var fields registry.Fields
		fields.Add("file", "Chọn tệp GeoJSON.")
		err = fields.Err("Chưa nhận được ranh giới.")
	}
	if err == nil {
		h.boundaryTurn.Lock() // one file at a time: reading one takes some memory
		err = h.Reference.ImportBoundaries(c.Context(), c.Actor(), text)
		h.boundaryTurn.Unlock()
	}
	switch registry.KindOf(err) {
	case registry.None:
		return shell.Done(c, "boundary", address.Boundaries)
	case registry.Invalid:
		return h.showBoundaries(c, http.StatusUnprocessableEntity, err)
	case registry.TooLarge:
		return h.showBoundaries(c, http.StatusRequestEntityTooLarge, err)
	}
	return err
}

func (h *Area) boundaryDelete(c *shell.Context) error {
	if err := h.Reference.DeleteBoundaries(c.Context(), c.Actor()); err != nil {
		return err
	}
	return shell.Done(c, "deleted", address.Boundaries)
}
