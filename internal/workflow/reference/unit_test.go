package reference_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
	"danvankheo/internal/workflow/reference"
)

const basis = "Nghị quyết 99/NQ-UBTVQH16 ngày 01/02/2026"

// change does a change of the ledger.
func (h *house) change(t *testing.T, c reference.UnitChange) reference.UnitPlan {
	t.Helper()
	ctx := context.Background()
	if c.Basis == "" {
		c.Basis = basis
	}
	plan, err := h.ChangeUnits(ctx, admin, must[int64](t)(h.LedgerVersion(ctx)), c)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Ledger().Check(); err != nil {
		t.Fatalf("the ledger after %s: %v", c.Kind, err)
	}
	return plan
}

// totals counts every entry by the present units it belongs to: each once, or
// by each part of a unit that was split.
func (h *house) totals(t *testing.T) map[string]int {
	t.Helper()
	rows, _, err := h.DB.List(context.Background(), admin, sqlite.Filter{Limit: 10_000}, h.Time.Now())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, r := range rows {
		out["all"]++
		for _, u := range h.Ledger().Today(r.Unit) {
			out[string(u.Code)]++
		}
	}
	return out
}

// file makes a draft for a unit.
func (h *house) file(t *testing.T, unit registry.UnitCode) registry.Entry {
	t.Helper()
	return must[registry.Entry](
		t,
	)(
		h.Create(
			context.Background(),
			testkit.Staff(t, h.Ledger(), 1, unit),
			workflow.NewEntry{Season: 2026, Content: registry.Content{Title: "Đường làng " + string(unit)}},
		),
	)
}

// three are communes in force, of one kind.
func three(t *testing.T, l *registry.Ledger) (a, b, c registry.Unit) {
	t.Helper()
	list := l.On("2026-03-10", registry.Commune)
	return list[0], list[1], list[2]
}

func TestRenameUnit(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a, _, _ := three(t, h.Ledger())
	h.file(t, a.Code)
	id := h.Person(t, "an@x.vn", registry.UnitStaff, a.Code)
	before := len(h.Ledger().On("2026-03-10", registry.Commune, registry.Ward))
	plan := h.change(
		t,
		reference.UnitChange{
			Kind: reference.RenameUnit,
			From: []registry.UnitCode{a.Code},
			Into: []reference.UnitDraft{{Name: "Tân Thử", Kind: registry.Ward}},
			Day:  "01/03/2026",
		},
	)
	now, ok := h.Ledger().Current(a.Code)
	if !ok || now.Name != "Phường Tân Thử" || now.ID != a.ID || now.From != "2026-03-01" || now.Parent != a.Parent ||
		!strings.HasSuffix(string(now.Code), "-202603") {
		t.Errorf("today it is %+v", now)
	}
	if old, _ := h.Ledger().Unit(a.Code); old.To != "2026-02-28" || old.Name != a.Name {
		t.Errorf("the old version = %+v", old)
	}
	if after := len(h.Ledger().On("2026-03-10", registry.Commune, registry.Ward)); after != before {
		t.Errorf("communes and wards in force: %d, before %d", after, before)
	}
	if got := h.totals(t); got["all"] != 1 || got[string(now.Code)] != 1 {
		t.Errorf("totals = %v", got)
	}
	if actor := h.Account.ActorOf(must[registry.Account](t)(h.DB.Account(context.Background(), id))); actor.Unit != now.Code ||
		!actor.Units[a.Code] {
		t.Errorf("its staff stand for %s", actor.Unit)
	}
	if len(plan.Edges) != 1 || plan.Edges[0].Extent != registry.Whole || plan.Edges[0].Basis != basis {
		t.Errorf("edges = %+v", plan.Edges)
	}
	back := h.change(
		t,
		reference.UnitChange{
			Kind: reference.RenameUnit,
			From: []registry.UnitCode{now.Code},
			Into: []reference.UnitDraft{{Name: a.Name, Kind: a.Kind, Code: "NEW-1"}},
			Day:  "2026-03-05",
		},
	)
	if len(h.Ledger().Versions(a.ID)) != 3 || back.Made[0].Code != "NEW-1" {
		t.Errorf("versions = %+v", h.Ledger().Versions(a.ID))
	}
}

func TestMergeUnits(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	a, b, c := three(t, h.Ledger())
	for _, u := range []registry.Unit{a, a, b, c} {
		h.file(t, u.Code)
	}
	communes := len(h.Ledger().On("2026-03-10", registry.Commune))
	queue := must[int64](t)(h.DB.OutboxEnd(ctx))
	plan := h.change(
		t,
		reference.UnitChange{
			Kind: reference.MergeUnits,
			From: []registry.UnitCode{a.Code, b.Code},
			Into: []reference.UnitDraft{{Name: "Xã Hợp Nhất", Kind: registry.Commune}},
			Day:  "2026-03-01",
		},
	)
	merged := plan.Made[0]
	if got := len(h.Ledger().On("2026-03-10", registry.Commune)); got != communes-1 {
		t.Errorf("communes in force: %d, want %d", got, communes-1)
	}
	if got := len(h.Ledger().On("2026-02-28", registry.Commune)); got != communes {
		t.Errorf("communes the day before: %d, want %d", got, communes)
	}
	got := h.totals(t)
	if got["all"] != 4 || got[string(merged.Code)] != 3 || got[string(c.Code)] != 1 || got[string(a.Code)] != 0 {
		t.Errorf("totals = %v", got)
	}
	if merged.ID == a.ID || merged.ID == b.ID {
		t.Error("the new unit is the body of one that went into it")
	}
	if end := must[int64](t)(h.DB.OutboxEnd(ctx)); end < queue+3 {
		t.Errorf("%d entries wait for the index, want 3", end-queue)
	}
	rows, _, _ := h.DB.List(ctx, admin, sqlite.Filter{Units: []registry.UnitCode{a.Code}}, h.Time.Now())
	if len(rows) != 2 {
		t.Errorf("%d entries keep the unit they were filed under, want 2", len(rows))
	}

	into := h.change(
		t,
		reference.UnitChange{
			Kind: reference.MergeUnits,
			From: []registry.UnitCode{merged.Code, c.Code},
			Into: []reference.UnitDraft{{Existing: merged.Code}},
			Day:  "2026-03-10",
		},
	)
	if len(into.Made) != 0 || len(into.Ended) != 1 || into.Ended[0].Code != c.Code {
		t.Errorf("merged into an existing one: %+v", into)
	}
	if got := h.totals(t); got["all"] != 4 || got[string(merged.Code)] != 4 {
		t.Errorf("totals = %v", got)
	}
}

func TestSplitUnit(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a, b, _ := three(t, h.Ledger())
	h.file(t, a.Code)
	plan := h.change(
		t,
		reference.UnitChange{Kind: reference.SplitUnit, From: []registry.UnitCode{a.Code}, Day: "2026-03-01", Into: []reference.UnitDraft{
			{
				Name: "Xã Phần Một",
				Kind: registry.Commune,
			}, {Name: "Xã Phần Hai", Kind: registry.Commune, Code: "90002"}, {Existing: b.Code},
		}},
	)
	if len(plan.Made) != 2 || len(plan.Edges) != 3 || plan.Edges[0].Extent != registry.Part {
		t.Errorf("plan = %+v", plan)
	}
	if got := len(h.Ledger().Today(a.Code)); got != 3 {
		t.Errorf("it lives on in %d units, want 3", got)
	}
	if got := h.totals(t); got["all"] != 1 || got["90002"] != 1 || got[string(b.Code)] != 1 {
		t.Errorf("totals = %v", got)
	}
	keep := newHouse(t)
	keep.change(
		t,
		reference.UnitChange{
			Kind: reference.SplitUnit,
			Keep: true,
			From: []registry.UnitCode{a.Code},
			Day:  "2026-03-01",
			Into: []reference.UnitDraft{{Name: "Xã Phần Ra", Kind: registry.Commune, Code: "90003"}},
		},
	)
	if u, _ := keep.Ledger().Unit(a.Code); u.To != "" {
		t.Errorf("the unit that goes on ended on %s", u.To)
	}
}

func TestEndAndFoundUnit(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.change(t, reference.UnitChange{Kind: reference.EndUnit, From: []registry.UnitCode{"BN-BQLKCN"}, Day: "2026-03-01"})
	if u, _ := h.Ledger().Unit("BN-BQLKCN"); u.To != "2026-02-28" || !strings.Contains(u.Note, basis) {
		t.Errorf("ended: %+v", u)
	}
	plan := h.change(
		t,
		reference.UnitChange{
			Kind: reference.FoundUnit,
			Day:  "2026-03-02",
			Into: []reference.UnitDraft{{Name: "Sở Thử nghiệm", Kind: registry.Agency, Code: "bn-stn", Parent: "24-202507"}},
		},
	)
	if u, ok := h.Ledger().Unit("BN-STN"); !ok || u.To != "" || plan.Made[0].ID == 0 {
		t.Errorf("founded: %+v", u)
	}
}

func TestUnitChangesThatAreRefused(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	l := h.Ledger()
	a, b, _ := three(t, l)
	var ended registry.UnitCode
	for _, s := range l.Predecessors(a.Code) {
		ended = s.From
	}
	one, two := []registry.UnitCode{a.Code}, []registry.UnitCode{a.Code, b.Code}
	fresh := []reference.UnitDraft{{Name: "Xã Mới Toanh", Kind: registry.Commune}}
	for _, c := range []struct {
		name  string
		c     reference.UnitChange
		field string
	}{
		{"no day", reference.UnitChange{Kind: reference.RenameUnit, From: one, Into: fresh}, "day"},
		{"a day to come", reference.UnitChange{Kind: reference.RenameUnit, From: one, Into: fresh, Day: "2026-03-11"}, "day"},
		{"before the unit began", reference.UnitChange{Kind: reference.RenameUnit, From: one, Into: fresh, Day: "2025-07-01"}, "day"},
		{"no legal text", reference.UnitChange{Kind: reference.RenameUnit, From: one, Into: fresh, Day: "2026-03-01", Basis: " "}, "basis"},
		{"a unit that ended", reference.UnitChange{Kind: reference.RenameUnit, From: []registry.UnitCode{ended}, Into: fresh,
			Day: "2026-03-01"}, "from"},
		{"a unit that is not there", reference.UnitChange{Kind: reference.EndUnit, From: []registry.UnitCode{"99999"}, Day: "2026-03-01"},
			"from"},
		{"the province", reference.UnitChange{Kind: reference.EndUnit, From: []registry.UnitCode{"24-202507"}, Day: "2026-03-01"}, "from"},
		{"one alone merged", reference.UnitChange{Kind: reference.MergeUnits, From: one, Into: fresh, Day: "2026-03-01"}, "from"},
		{"a commune merged with an agency", reference.UnitChange{Kind: reference.MergeUnits, From: []registry.UnitCode{a.Code, "BN-CAT"},
			Into: fresh, Day: "2026-03-01"}, "from"},
		{"one twice", reference.UnitChange{Kind: reference.MergeUnits, From: []registry.UnitCode{a.Code, a.Code}, Into: fresh,
			Day: "2026-03-01"}, "from"},
		{"a split into one", reference.UnitChange{Kind: reference.SplitUnit, From: one, Into: fresh, Day: "2026-03-01"}, "into"},
		{"no name", reference.UnitChange{Kind: reference.RenameUnit, From: one, Into: []reference.UnitDraft{{Kind: registry.Commune}},
			Day: "2026-03-01"}, "name"},
		{"another level", reference.UnitChange{Kind: reference.RenameUnit, From: one,
			Into: []reference.UnitDraft{{Name: "Huyện Mới", Kind: registry.District}}, Day: "2026-03-01"}, "unit_kind"},
		{"a name that is taken", reference.UnitChange{Kind: reference.RenameUnit, From: one,
			Into: []reference.UnitDraft{{Name: b.Name, Kind: b.Kind}}, Day: "2026-03-01"}, "name"},
		{"a code of signs", reference.UnitChange{Kind: reference.RenameUnit, From: one,
			Into: []reference.UnitDraft{{Name: "Xã Mới", Kind: registry.Commune, Code: "a b/c"}}, Day: "2026-03-01"}, "code"},
		{"founded without a code", reference.UnitChange{Kind: reference.FoundUnit, Into: fresh, Day: "2026-03-01"}, "code"},
		{"merged into one that ended", reference.UnitChange{Kind: reference.MergeUnits, From: two,
			Into: []reference.UnitDraft{{Existing: ended}}, Day: "2026-03-01"}, "existing"},
		{"nothing known", reference.UnitChange{Kind: "khac", Day: "2026-03-01"}, "kind"},
	} {
		if c.c.Basis == "" {
			c.c.Basis = basis
		}
		_, err := h.ChangeUnits(ctx, admin, 0, c.c)
		if registry.KindOf(err) != registry.Invalid || registry.FieldsOf(err).For(c.field) == "" {
			t.Errorf("%s: %v, want a message for %s", c.name, err, c.field)
		}
	}
	_, err := h.PlanUnits(
		h.Verifier,
		reference.UnitChange{Kind: reference.RenameUnit, From: one, Into: fresh, Day: "2026-03-01", Basis: basis},
	)
	kindIs(t, "a verifier", err, registry.Denied)
	good := reference.UnitChange{Kind: reference.MergeUnits, From: two, Into: fresh, Day: "2026-03-01", Basis: basis}
	version := must[int64](t)(h.LedgerVersion(ctx))
	h.change(t, reference.UnitChange{Kind: reference.EndUnit, From: []registry.UnitCode{"BN-CAT"}, Day: "2026-03-01"})
	_, err = h.ChangeUnits(ctx, admin, version, good)
	kindIs(t, "over a ledger that somebody else changed", err, registry.Conflict)
	if h.Ledger().Len() != l.Len() {
		t.Error("a refused change left something behind")
	}
}

func TestImportUnits(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	all, edges := h.Ledger().All(), h.Ledger().Successions()
	strip := slices.Clone(all)
	for i := range strip {
		strip[i].ID, strip[i].Lat, strip[i].Lng = 0, 0, 0 // a file holds neither identity nor, maybe, places
	}
	done, err := h.ImportUnits(ctx, admin, strip, edges, false)
	if err != nil || done.Added != 0 || done.Changed != 0 || done.Edges != 0 {
		t.Fatalf("its own ledger again: %+v, %v", done, err)
	}
	if !slices.Equal(h.Ledger().All(), all) {
		t.Error("its own ledger again changed something")
	}
	a, _, _ := three(t, h.Ledger())
	old := a
	old.To = "2026-02-28"
	next := registry.Unit{Code: "77777", Name: "Xã Từ Tệp", Kind: registry.Commune, Parent: a.Parent, From: "2026-03-01"}
	edge := registry.Succession{From: a.Code, To: "77777", Date: "2026-03-01", Extent: registry.Whole, Basis: basis}
	if done, err = h.ImportUnits(ctx, admin, []registry.Unit{old, next}, []registry.Succession{edge}, true); err != nil ||
		done.Added != 1 ||
		done.Changed != 1 ||
		done.Edges != 1 {
		t.Fatalf("dry run: %+v, %v", done, err)
	}
	if _, ok := h.Ledger().Unit("77777"); ok {
		t.Fatal("a dry run wrote")
	}
	if _, err = h.ImportUnits(ctx, admin, []registry.Unit{old, next}, []registry.Succession{edge}, false); err != nil {
		t.Fatal(err)
	}
	if u, _ := h.Ledger().Unit("77777"); u.ID != a.ID {
		t.Errorf("the version from the file is body %d, want %d", u.ID, a.ID)
	}
	next.Code, next.Parent = "77778", "nowhere"
	if _, err := h.ImportUnits(ctx, admin, []registry.Unit{next}, nil, false); registry.KindOf(err) != registry.Invalid {
		t.Errorf("a unit under an unknown one: %v", err)
	}
}

func TestSeedLedger(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	before := h.Ledger().Len()
	if err := h.SeedLedger(ctx, []registry.Unit{{ID: 1, Code: "X", Name: "Xã X", Kind: registry.Commune}}, nil, nil, nil); err != nil {
		t.Fatal(err)
	}
	if h.Ledger().Len() != before {
		t.Error("a ledger that has units was seeded again")
	}
}
