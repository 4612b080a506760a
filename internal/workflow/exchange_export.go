package workflow

import (
	"context"
	"iter"

	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
)

// Export gives every entry, or those of one year, as tables have them: with refs
// that bring them back to the same entry, and links by those refs.
func (f *Flow) Export(ctx context.Context, a registry.Actor, year registry.Year) (iter.Seq2[exchange.Entry, error], error) {
	if err := enter(a, registry.ExchangeArea); err != nil {
		return nil, err
	}
	list, err := f.DB.Refs(ctx)
	if err != nil {
		return nil, err
	}
	refs := make(map[registry.EntryID]string, len(list))
	for _, r := range list {
		refs[r.ID] = r.Ref
		if r.Ref == "" || r.Account != 0 {
			refs[r.ID] = ownRef + r.Number
		}
	}
	return func(yield func(exchange.Entry, error) bool) {
		for after := registry.EntryID(0); ; {
			page, err := f.DB.EntriesAfter(ctx, after, 500)
			if err != nil {
				yield(exchange.Entry{}, err)
				return
			}
			if len(page) == 0 {
				return
			}
			after = page[len(page)-1].ID
			for _, e := range page {
				if (year == 0 || e.Season == year) && !yield(f.row(e, refs), nil) {
					return
				}
			}
		}
	}, nil
}

// row is an entry as a table has it.
func (f *Flow) row(e registry.Entry, refs map[registry.EntryID]string) exchange.Entry {
	x := exchange.Entry{Entry: e}
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
