package main

import (
	"context"

	"danvankheo/internal/registry"
	"danvankheo/internal/seed"
	"danvankheo/internal/workflow/reference"
)

// makeReady fills an empty database: the ledger, the tile map, the indicators
// and this year's season. On one that has them it adds the indicators that came
// with a newer program, and changes none.
func makeReady(ctx context.Context, ref *reference.Flow) error {
	indicators, err := seed.Indicators()
	if err != nil {
		return err
	}
	topics, err := seed.Topics()
	if err != nil {
		return err
	}
	if ref.Ledger().Len() > 0 {
		if err := ref.AddCommittedTopics(ctx, topics); err != nil {
			return err
		}
		if err := ref.AddCommitted(ctx, indicators); err != nil {
			return err
		}
		return ref.EnsureSeason(ctx, registry.Year(ref.Clock().In(registry.Zone).Year()))
	}
	units, edges, err := seed.Ledger()
	if err != nil {
		return err
	}
	tiles, err := seed.Tiles()
	if err != nil {
		return err
	}
	if err := ref.SeedLedger(ctx, units, edges, tiles, indicators); err != nil {
		return err
	}
	if err := ref.AddCommittedTopics(ctx, topics); err != nil {
		return err
	}
	return ref.EnsureSeason(ctx, registry.Year(ref.Clock().In(registry.Zone).Year()))
}
