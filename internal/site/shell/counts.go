package shell

import (
	"context"

	"danvankheo/internal/oversight"
)

// PublicTally gives the public stories counted, at most once for each change.
func (s *Shell) PublicTally(ctx context.Context) (*oversight.Tally, error) {
	ctx = context.WithoutCancel(ctx) // others get it too
	return s.Counts.GetLagging(s.Flow.PublicGeneration(), s.Background, func() (*oversight.Tally, error) { return s.CountPublic(ctx) })
}

// CountPublic counts the public stories.
func (s *Shell) CountPublic(ctx context.Context) (*oversight.Tally, error) {
	rows, err := s.DB.PublicCounts(ctx, s.Flow.Now())
	if err != nil {
		return nil, err
	}
	return oversight.NewTally(s.Flow.Ledger(), rows), nil
}

// PublicSums gives the outcomes of all public entries added up, at most once for each
// change.
func (s *Shell) PublicSums(ctx context.Context) ([]oversight.PublicSum, error) {
	ctx = context.WithoutCancel(ctx) // others get it too
	return s.Sums.GetLagging(s.Flow.PublicGeneration(), s.Background, func() ([]oversight.PublicSum, error) { return s.SumPublic(ctx) })
}

// SumPublic adds up the outcomes of all public entries.
func (s *Shell) SumPublic(ctx context.Context) ([]oversight.PublicSum, error) {
	rows, err := s.DB.PublicSums(ctx, s.Flow.Now())
	if err != nil {
		return nil, err
	}
	return oversight.AddUp(s.Flow.Catalogue(), rows), nil
}
