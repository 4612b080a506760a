package site

import (
	"context"

	"danvankheo/internal/oversight"
)

// tallied gives the public stories counted, at most once for each change.
func (h *Shell) tallied(ctx context.Context) (*oversight.Tally, error) {
	ctx = context.WithoutCancel(ctx) // others get it too
	return h.counts.lag(h.Flow.PublicGeneration(), h.Beside, func() (*oversight.Tally, error) { return h.tally(ctx) })
}

// tally counts the public stories.
func (h *Shell) tally(ctx context.Context) (*oversight.Tally, error) {
	rows, err := h.DB.PublicCounts(ctx, h.Flow.Now())
	if err != nil {
		return nil, err
	}
	return oversight.NewTally(h.Flow.Ledger(), rows), nil
}

// summed gives the outcomes of all public entries added up, at most once for each
// change.
func (h *Shell) summed(ctx context.Context) ([]oversight.PublicSum, error) {
	ctx = context.WithoutCancel(ctx) // others get it too
	return h.sums.lag(h.Flow.PublicGeneration(), h.Beside, func() ([]oversight.PublicSum, error) { return h.sumPublic(ctx) })
}

// sumPublic adds up the outcomes of all public entries.
func (h *Shell) sumPublic(ctx context.Context) ([]oversight.PublicSum, error) {
	rows, err := h.DB.PublicSums(ctx, h.Flow.Now())
	if err != nil {
		return nil, err
	}
	return oversight.AddUp(h.Flow.Catalogue(), rows), nil
}
