package reference

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// ledgerCounter is the version of the ledger of units.
const ledgerCounter = "ledger"

// LedgerVersion gives the version of the ledger, to be handed back with a change.
func (f *Flow) LedgerVersion(ctx context.Context) (int64, error) {
	return f.DB.Counter(ctx, ledgerCounter)
}

// PlanUnits works out what a change of the ledger will do, and does nothing.
func (f *Flow) PlanUnits(a registry.Actor, c UnitChange) (UnitPlan, error) {
	if err := workflow.Authorize(a, registry.LedgerArea); err != nil {
		return UnitPlan{}, err
	}
	return planUnits(f.Ledger(), c, f.Today())
}

// ChangeUnits does a change of the ledger over the version that was read. The
// entries of the units concerned are shown and found under their new names: what
// they were filed under stays.
func (f *Flow) ChangeUnits(ctx context.Context, a registry.Actor, version int64, c UnitChange) (UnitPlan, error) {
	plan, err := f.PlanUnits(a, c)
	if err != nil {
		return plan, err
	}
	entries, err := f.entriesOf(ctx, a, plan)
	if err != nil {
		return plan, err
	}
	tiles, err := f.DB.Tiles(ctx)
	if err != nil {
		return plan, err
	}
	return plan, f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		if err := takeVersion(tx, version); err != nil {
			return err
		}
		for _, u := range slices.Concat(plan.Ended, plan.Made) {
			if err := tx.PutUnit(u); err != nil {
				return err
			}
		}
		for _, e := range plan.Edges {
			if err := tx.PutSuccession(e); err != nil {
				return err
			}
		}
		if err := moveTiles(tx, plan, tiles); err != nil {
			return err
		}
		for _, id := range entries {
			if err := tx.Touch(id); err != nil {
				return err
			}
		}
		before, after := plan.facts()
		return workflow.Audit(tx, a, unitDeeds[c.Kind], "unit:"+string(plan.Touched()[0]), before, after)
	})
}

// takeVersion raises the version of the ledger, which must be the one read.
func takeVersion(tx *sqlite.Tx, version int64) error {
	now, err := tx.Next(ledgerCounter)
	if err != nil {
		return err
	}
	if now != version+1 {
		return registry.Errorf(registry.Conflict, "Sổ đơn vị vừa được người khác sửa. Hãy xem lại trước khi lưu.")
	}
	return nil
}

// entriesOf lists the entries whose present unit may change with a plan.
func (f *Flow) entriesOf(ctx context.Context, a registry.Actor, plan UnitPlan) ([]registry.EntryID, error) {
	var units []registry.UnitCode
	for _, code := range plan.Touched() {
		units = append(units, plan.Ledger.Heritage(code)...)
	}
	slices.Sort(units)
	units = slices.Compact(units)
	const page = 1000
	var ids []registry.EntryID
	for {
		rows, total, err := f.DB.List(ctx, a, sqlite.Filter{Units: units, Sort: "title", Offset: len(ids), Limit: page}, f.Now())
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		if len(rows) == 0 || len(ids) >= total {
			return ids, nil
		}
	}
}

// moveTiles places a new unit on the map where the first of its predecessors
// was. The tile of the predecessor stays: who draws the map of a day asks which
// units hold on it.
func moveTiles(tx *sqlite.Tx, plan UnitPlan, tiles []sqlite.Tile) error {
	if len(plan.Made) == 0 || len(plan.Ended) == 0 {
		return nil
	}
	for _, old := range plan.Ended {
		i := slices.IndexFunc(tiles, func(t sqlite.Tile) bool { return t.Unit == old.Code })
		if i < 0 {
			continue
		}
		t := tiles[i]
		t.Unit, t.Name = plan.Made[0].Code, registry.BareName(plan.Made[0])
		return tx.PutTile(t)
	}
	return nil
}

// facts writes what the record keeps of a plan.
func (p UnitPlan) facts() (before, after string) {
	var from, to []string
	for _, c := range p.Change.From {
		from = append(from, string(c))
	}
	for _, u := range slices.Concat(p.Made, p.Into) {
		to = append(to, string(u.Code)+" "+u.Name)
	}
	return strings.Join(from, ", "), fmt.Sprintf("%s; từ %s; %s", strings.Join(to, ", "), p.Change.Day.Local(), p.Change.Basis)
}

// SeedLedger fills an empty ledger, with the tile map and the indicators. On one
// that has units it does nothing.
func (f *Flow) SeedLedger(
	ctx context.Context,
	units []registry.Unit,
	edges []registry.Succession,
	tiles []sqlite.Tile,
	indicators []registry.Indicator,
) error {
	if f.Ledger().Len() > 0 {
		return nil
	}
	if err := registry.NewLedger(units, edges).Check(); err != nil {
		return fmt.Errorf("unit ledger: %w", err)
	}
	return f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		if have, err := tx.Units(ctx); err != nil || len(have) > 0 {
			return err
		}
		if err := putLedger(tx, units, edges); err != nil {
			return err
		}
		for _, t := range tiles {
			if err := tx.PutTile(t); err != nil {
				return err
			}
		}
		for i, ind := range indicators {
			if err := tx.PutIndicator(ind, i); err != nil {
				return err
			}
		}
		return workflow.Audit(
			tx,
			registry.System("Hệ thống"),
			registry.DidUnitSeed,
			"unit",
			"",
			fmt.Sprintf("%d phiên bản đơn vị, %d liên kết", len(units), len(edges)),
		)
	})
}

func putLedger(tx *sqlite.Tx, units []registry.Unit, edges []registry.Succession) error {
	for _, u := range units {
		if err := tx.PutUnit(u); err != nil {
			return err
		}
	}
	for _, e := range edges {
		if err := tx.PutSuccession(e); err != nil {
			return err
		}
	}
	return nil
}

// UnitImport says what an import of units did.
type UnitImport struct {
	Added, Changed, Same int // versions
	Edges                int // new or changed
}

// ImportUnits takes versions and edges into the ledger: those with a known code
// are written over, others are added, none is removed. Bodies keep their
// identity. A result that contradicts itself is refused whole. Under dryRun
// nothing is written.
func (f *Flow) ImportUnits(
	ctx context.Context,
	a registry.Actor,
	units []registry.Unit,
	edges []registry.Succession,
	dryRun bool,
) (UnitImport, error) {
	var done UnitImport
	if err := workflow.Authorize(a, registry.LedgerArea); err != nil {
		return done, err
	}
	old := f.Ledger()
	all, allEdges := joinLedger(old, units, edges)
	all = keepIDs(old, registry.Chains(all, allEdges))
	if err := registry.NewLedger(all, allEdges).Check(); err != nil {
		return done, err
	}
	var put []registry.Unit
	for _, u := range all {
		was, ok := old.Unit(u.Code)
		switch {
		case !ok:
			done.Added++
		case was != u:
			done.Changed++
		default:
			done.Same++
			continue
		}
		put = append(put, u)
	}
	have := map[registry.Succession]bool{}
	for _, e := range old.Successions() {
		have[e] = true
	}
	putEdges := slices.DeleteFunc(slices.Clone(allEdges), func(e registry.Succession) bool { return have[e] })
	done.Edges = len(putEdges)
	if dryRun || len(put)+len(putEdges) == 0 {
		return done, nil
	}
	version, err := f.LedgerVersion(ctx)
	if err != nil {
		return done, err
	}
	return done, f.UpdateReference(ctx, func(tx *sqlite.Tx) error {
		if err := takeVersion(tx, version); err != nil {
			return err
		}
		if err := putLedger(tx, put, putEdges); err != nil {
			return err
		}
		return workflow.Audit(
			tx,
			a,
			registry.DidUnitImport,
			"unit",
			"",
			fmt.Sprintf("thêm %d, sửa %d phiên bản, %d liên kết", done.Added, done.Changed, done.Edges),
		)
	})
}

// joinLedger lays new versions and edges over those of a ledger. A version that
// comes without a place keeps the one it has.
func joinLedger(old *registry.Ledger, units []registry.Unit, edges []registry.Succession) ([]registry.Unit, []registry.Succession) {
	given := map[registry.UnitCode]registry.Unit{}
	for _, u := range units {
		given[u.Code] = u
	}
	var all []registry.Unit
	for _, u := range old.All() {
		if n, ok := given[u.Code]; ok {
			if n.Lat == 0 {
				n.Lat, n.Lng = u.Lat, u.Lng
			}
			u = n
			delete(given, u.Code)
		}
		all = append(all, u)
	}
	for _, u := range given {
		all = append(all, u)
	}
	type key struct{ from, to registry.UnitCode }
	at := map[key]int{}
	allEdges := old.Successions()
	for i, e := range allEdges {
		at[key{e.From, e.To}] = i
	}
	for _, e := range edges {
		k := key{e.From, e.To}
		if i, ok := at[k]; ok {
			allEdges[i] = e
			continue
		}
		at[k] = len(allEdges)
		allEdges = append(allEdges, e)
	}
	return all, allEdges
}

// keepIDs gives known versions the identity they had, and new versions that of
// the body they are joined to, or a new one.
func keepIDs(old *registry.Ledger, chained []registry.Unit) []registry.Unit {
	next := registry.UnitID(1)
	body := map[registry.UnitID]registry.UnitID{} // of the chain → of the ledger
	for _, u := range chained {
		if was, ok := old.Unit(u.Code); ok {
			next = max(next, was.ID+1)
			if _, ok := body[u.ID]; !ok {
				body[u.ID] = was.ID
			}
		}
	}
	for i := range chained {
		u := &chained[i]
		if was, ok := old.Unit(u.Code); ok {
			u.ID = was.ID
			continue
		}
		if body[u.ID] == 0 {
			body[u.ID] = next
			next++
		}
		u.ID = body[u.ID]
	}
	return chained
}
