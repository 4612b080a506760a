package follow

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// unitFile is the file of one unit, with the forms of those who follow up.
func (h *Area) unitFile(c *shell.Context) error {
	return h.showFile(
		c,
		http.StatusOK,
		registry.UnitCode(c.Param("code")),
		view.UnitFileInput{Season: h.Flow.Season(h.YearOf(c.QueryParam("nam")))},
	)
}

// ownFile is the file of the reader's own unit.
func (h *Area) ownFile(c *shell.Context) error {
	a := c.Actor()
	if a.Role != registry.UnitStaff {
		return registry.Errorf(registry.Denied, "Phần này dành cho cán bộ đơn vị.")
	}
	code := a.Unit
	if today, ok := h.Flow.Ledger().Current(code); ok {
		code = today.Code
	}
	return h.showFile(c, http.StatusOK, code, view.UnitFileInput{Own: true, Season: h.Flow.Season(h.Flow.CurrentYear())})
}

func (h *Area) showFile(c *shell.Context, code int, unit registry.UnitCode, in view.UnitFileInput) error {
	var ok bool
	if in.Unit, ok = h.Flow.Ledger().Unit(unit); !ok {
		return registry.Errorf(registry.NotFound, "Không có đơn vị này trong sổ.")
	}
	in.Names = h.Names()
	err := h.Flow.View(c.Context(), func(rx *sqlite.Rx) error { return h.readFile(c.Context(), rx, c.Actor(), &in) })
	if err != nil {
		return err
	}
	page := view.NewUnitFilePage(in)
	title := "Hồ sơ đơn vị: " + in.Unit.Name
	if in.Err != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Oversight.UnitFile, h.DeskChrome(c, title), page)
}

// readFile reads what the file of a unit holds.
func (h *Area) readFile(ctx context.Context, rx *sqlite.Rx, a registry.Actor, in *view.UnitFileInput) error {
	standings, err := h.Followup.ReadStandings(ctx, rx, a, in.Unit.Code)
	if err != nil {
		return err
	}
	in.Years, in.Entries, in.Standings = nil, nil, map[registry.Year][]view.UnitFileStanding{}
	for _, s := range standings {
		if len(in.Years) == 0 || in.Years[len(in.Years)-1] != s.Year {
			in.Years = append(in.Years, s.Year)
		}
		in.Standings[s.Year] = append(in.Standings[s.Year], view.UnitFileStanding{Step: s.Step, Standing: s.Standing})
	}
	heritage := h.Flow.Ledger().Heritage(in.Unit.Code)
	entries, press, err := h.Flow.ReadUnitEntries(ctx, rx, in.Unit.Code)
	if err != nil {
		return err
	}
	now := h.Flow.Now()
	for i := range entries {
		e := &entries[i]
		if !a.Can(registry.ViewInside, e, now) && !a.Can(registry.View, e, now) {
			continue
		}
		x := view.UnitFileEntry{Entry: *e, Joint: !slices.Contains(heritage, e.Unit)}
		if e.Source.URL != "" {
			x.Press = append(x.Press, view.Link{Text: e.Source.Title + ", " + e.Source.Publisher, URL: e.Source.URL})
		}
		for _, p := range press[e.ID] {
			x.Press = append(x.Press, view.Link{Text: p.Title + ", " + p.Publisher, URL: p.URL})
		}
		in.Entries = append(in.Entries, x)
	}
	return nil
}

// fileAct is one form of a unit's file: done, or the file again with what was
// typed.
func (h *Area) fileAct(c *shell.Context, form, flash string, do func(unit registry.UnitCode, y registry.Year, v url.Values) error) error {
	unit := registry.UnitCode(c.Param("code"))
	if _, ok := h.Flow.Ledger().Unit(unit); !ok {
		return registry.Errorf(registry.NotFound, "Không có đơn vị này trong sổ.")
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	y := h.YearOf(v.Get("nam"))
	err = do(unit, y, v)
	if shell.Correctable(err) {
		code, _ := shell.StatusOf(err)
		typed := map[string]string{}
		for key := range v {
			typed[key] = v.Get(key)
		}
		return h.showFile(c, code, unit, view.UnitFileInput{Season: h.Flow.Season(y), Typed: typed, Failed: form, Err: err})
	}
	if err != nil {
		return err
	}
	return shell.Done(c, flash, address.Query(address.UnitFile.At(unit), "nam", view.YearText(y)))
}

func (h *Area) extend(c *shell.Context) error {
	return h.fileAct(c, "gia-han", "extended", func(unit registry.UnitCode, y registry.Year, v url.Values) error {
		step, err := registry.ParseStep(v.Get("step"))
		if err != nil {
			f := registry.Fields{{Field: "step", Message: "Chọn việc được gia hạn: đăng ký hay báo cáo kết quả."}}
			return f.Err("Chưa gia hạn được.")
		}
		return h.Reference.Extend(c.Context(), c.Actor(), registry.Extension{
			Season: y, Unit: unit, Step: step, Until: registry.Date(v.Get("until")), Reason: v.Get("reason"), Document: v.Get("document"),
		})
	})
}

func (h *Area) unextend(c *shell.Context) error {
	return h.fileAct(c, "bo-gia-han", "saved", func(unit registry.UnitCode, y registry.Year, v url.Values) error {
		step, err := registry.ParseStep(v.Get("bo_step"))
		if err != nil {
			return err
		}
		return h.Reference.Unextend(c.Context(), c.Actor(), y, unit, step)
	})
}

func (h *Area) exempt(c *shell.Context) error {
	return h.fileAct(c, "mien", "exempt", func(unit registry.UnitCode, y registry.Year, v url.Values) error {
		return h.Reference.Exempt(
			c.Context(),
			c.Actor(),
			registry.Exemption{Season: y, Unit: unit, Reason: v.Get("reason"), Document: v.Get("document")},
		)
	})
}

func (h *Area) unexempt(c *shell.Context) error {
	return h.fileAct(c, "bo-mien", "saved", func(unit registry.UnitCode, y registry.Year, _ url.Values) error {
		return h.Reference.Unexempt(c.Context(), c.Actor(), y, unit)
	})
}
