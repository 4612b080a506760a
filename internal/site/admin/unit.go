package admin

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/reference"
)

func (h *Area) units(c *shell.Context) error {
	q := view.LedgerQuery{
		Text:  c.QueryParam("q"),
		Kind:  c.QueryParam("loai"),
		Ended: c.QueryParam("ca-cu") != "",
		Page:  shell.PageParam(c),
	}
	return shell.Render(
		c,
		http.StatusOK,
		c.Pages().Admin.Units,
		adminFrame(h.Shell, c, http.StatusOK, "Sổ đơn vị"),
		view.NewLedgerPage(h.Flow.Ledger(), q),
	)
}

func (h *Area) unit(c *shell.Context) error {
	ledger := h.Flow.Ledger()
	u, ok := ledger.Unit(registry.UnitCode(c.Param("code")))
	if !ok {
		return registry.Errorf(registry.NotFound, "Không có đơn vị này trong sổ.")
	}
	entries, accounts, err := h.weigh(c, ledger, []registry.UnitCode{u.Code})
	if err != nil {
		return err
	}
	return shell.Render(
		c,
		http.StatusOK,
		c.Pages().Admin.Unit,
		adminFrame(h.Shell, c, http.StatusOK, u.Name),
		view.NewLedgerUnitPage(ledger, u, entries, accounts),
	)
}

// weigh counts the entries and the accounts of units and all they took over.
func (h *Area) weigh(c *shell.Context, l *registry.Ledger, units []registry.UnitCode) (entries, accounts int, err error) {
	var all []registry.UnitCode
	for _, u := range units {
		all = append(all, l.Heritage(u)...)
	}
	if len(all) == 0 {
		return 0, 0, nil
	}
	if entries, err = h.DB.CountEntries(c.Context(), c.Actor(), sqlite.Filter{Units: all}, h.Flow.Now()); err != nil {
		return 0, 0, err
	}
	list, err := h.DB.AccountsOfUnits(c.Context(), all)
	return entries, len(list), err
}

func (h *Area) unitChangeForm(c *shell.Context) error {
	kind := c.Param("kind")
	if !view.KnownChange(kind) {
		return registry.Errorf(registry.NotFound, "Địa chỉ này không có trang nào.")
	}
	in := view.UnitChangeInput{Kind: kind}
	if code := c.QueryParam("tu"); code != "" {
		u, ok := h.Flow.Ledger().Unit(registry.UnitCode(code))
		if !ok {
			return registry.Errorf(registry.NotFound, "Không có đơn vị này trong sổ.")
		}
		in.From = view.UnitLabel(u)
		if kind == "doi-ten" {
			in.Into = []view.UnitRowInput{{Name: u.Name, Kind: u.Kind.String()}}
		}
	}
	return h.showChange(c, http.StatusOK, in, nil, nil)
}

// showChange shows the form of a change, with the plan when there is one.
func (h *Area) showChange(c *shell.Context, code int, in view.UnitChangeInput, plan *reference.UnitPlan, failed error) error {
	var err error
	if in.Version, err = h.Reference.LedgerVersion(c.Context()); err != nil {
		return err
	}
	ledger := h.Flow.Ledger()
	p := view.NewUnitChangePage(in, ledger, h.Flow.Today(), failed)
	if plan != nil {
		entries, accounts, err := h.weigh(c, ledger, plan.Change.From)
		if err != nil {
			return err
		}
		p.Plan = view.NewUnitPlanView(view.UnitPlanInput{
			Ended: plan.Ended, Made: plan.Made, Edges: plan.Edges, Old: ledger, New: plan.Ledger, Day: plan.Change.Day,
			Entries: entries, Accounts: accounts,
		})
	}
	return shell.Render(c, code, c.Pages().Admin.UnitChange, adminFrame(h.Shell, c, code, p.Heading), p)
}

// unitChange previews a change of the ledger, or does it.
func (h *Area) unitChange(c *shell.Context) error {
	if !view.KnownChange(c.Param("kind")) {
		return registry.Errorf(registry.NotFound, "Địa chỉ này không có trang nào.")
	}
	form, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	if err := h.Flow.ReloadIfChanged(c.Context()); err != nil {
		return err
	}
	in := changeInput(form, c.Param("kind"))
	change, wrong := h.changeOf(in)
	if err := wrong.Err("Sổ đơn vị chưa lưu được."); err != nil {
		return h.showChange(c, http.StatusUnprocessableEntity, in, nil, err)
	}
	plan, err := h.planOrDo(c.Context(), c.Actor(), form.Get("do") == "luu", in.Version, change)
	switch {
	case shell.Correctable(err):
		code, _ := shell.StatusOf(err)
		return h.showChange(c, code, in, nil, err)
	case err != nil:
		return err
	case form.Get("do") != "luu":
		return h.showChange(c, http.StatusOK, in, &plan, nil)
	}
	return shell.Done(c, "unit", address.LedgerUnit.At(plan.Touched()[0]))
}

func (h *Area) planOrDo(
	ctx context.Context,
	a registry.Actor,
	do bool,
	version int64,
	change reference.UnitChange,
) (reference.UnitPlan, error) {
	if do {
		return h.Reference.ChangeUnits(ctx, a, version, change)
	}
	return h.Reference.PlanUnits(a, change)
}

// changeInput reads the form of a change as it was typed.
func changeInput(form url.Values, kind string) view.UnitChangeInput {
	in := view.UnitChangeInput{
		Kind:  kind,
		From:  form.Get("from"),
		Keep:  form.Get("keep") != "",
		Day:   registry.NewDate(form.Get("day")),
		Basis: form.Get("basis"),
	}
	in.Version, _ = strconv.ParseInt(form.Get("version"), 10, 64) // unreadable: 0, which conflicts unless nothing was ever changed
	row := func(prefix string) view.UnitRowInput {
		return view.UnitRowInput{
			Existing: form.Get(prefix + "existing"), Name: form.Get(prefix + "name"), Kind: form.Get(prefix + "unit_kind"),
			Code: form.Get(prefix + "code"), Parent: form.Get(prefix + "parent"),
		}
	}
	if kind != string(reference.SplitUnit) {
		in.Into = []view.UnitRowInput{row("")}
		return in
	}
	for i := range 20 {
		prefix := fmt.Sprintf("into.%d.", i)
		if !form.Has(prefix + "name") {
			break
		}
		if r := row(prefix); r != (view.UnitRowInput{}) {
			in.Into = append(in.Into, r)
		}
	}
	return in
}

// changeOf understands what was typed; the fields say what cannot be.
func (h *Area) changeOf(in view.UnitChangeInput) (reference.UnitChange, registry.Fields) {
	var wrong registry.Fields
	today := h.Flow.Today()
	c := reference.UnitChange{Kind: reference.ChangeKind(in.Kind), Keep: in.Keep, Day: in.Day, Basis: in.Basis}
	for line := range strings.Lines(in.From) {
		if code := h.UnitByName(line, "from", today, &wrong); code != "" {
			c.From = append(c.From, code)
		}
	}
	if c.Kind == reference.EndUnit {
		return c, wrong
	}
	for i, r := range in.Into {
		at := func(name string) string {
			if c.Kind == reference.SplitUnit {
				return fmt.Sprintf("into.%d.%s", i, name)
			}
			return name
		}
		d := reference.UnitDraft{Code: r.Code, Name: r.Name}
		d.Existing = h.UnitByName(r.Existing, at("existing"), today, &wrong)
		d.Parent = h.UnitByName(r.Parent, at("parent"), today, &wrong)
		if d.Existing == "" && r.Existing == "" {
			k, err := registry.ParseUnitKind(r.Kind)
			if err != nil {
				wrong.Add(at("unit_kind"), "Chọn loại đơn vị.")
			}
			d.Kind = k
		}
		c.Into = append(c.Into, d)
	}
	return c, wrong
}
