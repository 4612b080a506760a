package shell

import (
	"context"

	"danvankheo/internal/oversight"
)

// PublicTally gives the public stories counted, at most once for each change.
func (h *Shell) PublicTally(ctx context.Context) (*oversight.Tally, error) {
	ctx = context.WithoutCancel(ctx) // others get it too
	return h.Counts.GetLagging(h.Flow.PublicGeneration(), h.Beside, func() (*oversight.Tally, error) { return h.CountPublic(ctx) })
}

// CountPublic counts the public stories.
func (h *Shell) CountPublic(ctx context.Context) (*oversight.Tally, error) {
	rows, err := h.DB.PublicCounts(ctx, h.Flow.Now())
	if err != nil {
		return nil, err
	}
	return oversight.NewTally(h.Flow.Ledger(), rows), nil
}

// PublicSums gives the outcomes of all public entries added up, at most once for each
// change.
func (h *Shell) PublicSums(ctx context.Context) ([]oversight.PublicSum, error) {
	ctx = context.WithoutCancel(ctx) // others get it too
	return h.Sums.GetLagging(h.Flow.PublicGeneration(), h.Beside, func() ([]oversight.PublicSum, error) { return h.SumPublic(ctx) })
}

// SumPublic adds up the outcomes of all public entries.
func (h *Shell) SumPublic(ctx context.Context) ([]oversight.PublicSum, error) {
	rows, err := h.DB.PublicSums(ctx, h.Flow.Now())
	if err != nil {
		return nil, err
	}
	return oversight.AddUp(h.Flow.Catalogue(), rows), nil
}
