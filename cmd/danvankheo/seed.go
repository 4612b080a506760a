package main

import (
	"context"

	"danvankheo/internal/registry"
	"danvankheo/internal/seed"
	"danvankheo/internal/workflow"
)

// makeReady makes an empty database ready: the ledger, the tile map, the indicators
// and this year's season. On one that has them it adds the indicators that came
// with a newer program, and changes none.
func makeReady(ctx context.Context, f *workflow.Flow) error {
	indicators, err := seed.Indicators()
	if err != nil {
		return err
	}
	if f.Ledger().Len() > 0 {
		if err := f.AddCommitted(ctx, indicators); err != nil {
			return err
		}
		return f.EnsureSeason(ctx, registry.Year(f.Clock().In(registry.Zone).Year()))
	}
	units, edges, err := seed.Ledger()
	if err != nil {
		return err
	}
	tiles, err := seed.Tiles()
	if err != nil {
		return err
	}
	if err := f.SeedLedger(ctx, units, edges, tiles, indicators); err != nil {
		return err
	}
	return f.EnsureSeason(ctx, registry.Year(f.Clock().In(registry.Zone).Year()))
}
