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

// PublicLines gives the lines of what all public entries reached, at most once for
// each change.
func (s *Shell) PublicLines(ctx context.Context) (*oversight.PublicLines, error) {
	ctx = context.WithoutCancel(ctx) // others get it too
	return s.Lines.GetLagging(s.Flow.PublicGeneration(), s.Background, func() (*oversight.PublicLines, error) { return s.LinePublic(ctx) })
}

// LinePublic puts together what all public entries reached.
func (s *Shell) LinePublic(ctx context.Context) (*oversight.PublicLines, error) {
	values, err := s.DB.PublicValues(ctx, s.Flow.Now())
	if err != nil {
		return nil, err
	}
	return oversight.NewPublicLines(s.Flow.Catalogue(), values), nil
}
