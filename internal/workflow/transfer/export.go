package transfer

import (
	"context"
	"iter"

	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow"
)

// Export gives every entry, or those of one year, as tables have them: with refs
// that bring them back to the same entry, and links by those refs. All are of the
// moment at which the walk begins, which is open until it ends.
func (f *Flow) Export(ctx context.Context, a registry.Actor, year registry.Year) (iter.Seq2[exchange.Entry, error], error) {
	if err := workflow.Authorize(a, registry.ExchangeArea); err != nil {
		return nil, err
	}
	return func(yield func(exchange.Entry, error) bool) {
		on := true
		err := f.DB.View(ctx, func(rx *sqlite.Rx) error {
			return f.readRows(ctx, rx, year, func(x exchange.Entry) bool {
				on = yield(x, nil)
				return on
			})
		})
		if err != nil && on {
			yield(exchange.Entry{}, err)
		}
	}, nil
}

// readRows gives the rows of an export until take has enough.
func (f *Flow) readRows(ctx context.Context, rx *sqlite.Rx, year registry.Year, take func(exchange.Entry) bool) error {
	list, err := rx.Refs(ctx)
	if err != nil {
		return err
	}
	refs := make(map[registry.EntryID]string, len(list))
	for _, r := range list {
		refs[r.ID] = r.Ref
		if r.Ref == "" || r.Account != 0 {
			refs[r.ID] = ownRef + r.Number
		}
	}
	for after := registry.EntryID(0); ; {
		page, err := rx.EntriesAfter(ctx, after, 500)
		if err != nil || len(page) == 0 {
			return err
		}
		after = page[len(page)-1].ID
		for _, e := range page {
			if (year == 0 || e.Season == year) && !take(f.row(e, refs)) {
				return nil
			}
		}
	}
}

// row is an entry as a table has it.
func (f *Flow) row(e registry.Entry, refs map[registry.EntryID]string) exchange.Entry {
	x := exchange.Entry{Entry: e}
	x.MarkTargets(f.Catalogue())
	if r, ok := refs[e.ID]; ok {
		x.Ref = r
	}
	if x.UnitText == "" && x.Unit != "" {
		x.UnitText = f.Ledger().Name(x.Unit)
	}
	for _, l := range e.Links {
		if r, ok := refs[l.To]; ok {
			x.From = append(x.From, exchange.LinkRef{Ref: r, Kind: l.Kind, Confirmed: l.Confirmed})
		}
	}
	return x
}
