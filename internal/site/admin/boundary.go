package admin

import (
	"io"
	"net/http"

	"danvankheo/internal/address"
	"danvankheo/internal/boundary"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// boundaries shows which communes have a boundary and what the last file held
// that is none.
func (h *Area) boundaries(c *shell.Context) error { return h.showBoundaries(c, http.StatusOK, nil) }

func (h *Area) showBoundaries(c *shell.Context, code int, cause error) error {
	ctx, ledger := c.Context(), h.Flow.Ledger()
	in := view.BoundaryInput{Units: ledger.On(h.Flow.Today(), registry.Commune, registry.Ward), Err: cause}
	err := h.Flow.View(ctx, func(rx *sqlite.Rx) (err error) {
		list, err := rx.Boundaries(ctx)
		if err != nil {
			return err
		}
		in.Matched = nil
		for _, b := range list {
			if u, ok := ledger.Unit(b.Unit); ok {
				m := view.MatchedBoundary{Unit: u, Source: b.Source, ByCode: b.ByCode, Points: b.Points(), At: b.At}
				in.Matched = append(in.Matched, m)
			}
		}
		in.Unknown, err = rx.UnknownBoundaries(ctx)
		return err
	})
	if err != nil {
		return err
	}
	chrome := adminFrame(h.Shell, c, code, "Bản đồ ranh giới")
	return shell.Render(c, code, c.Pages().Admin.Boundary, chrome, view.NewBoundaryPage(in))
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
