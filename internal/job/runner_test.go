package job_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"danvankheo/internal/job"
	"danvankheo/internal/search"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// Defect: a program killed after the index had taken a batch in, before the outbox
// forgot it, left rows that counted as waiting until somebody wrote again.
func TestCatchUpAfterAKillBetweenIndexAndOutbox(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	flow, err := workflow.New(ctx, db, nil, nil, func() time.Time { return testkit.Now })
	if err != nil {
		t.Fatal(err)
	}
	index, err := search.Open(t.TempDir(), search.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	})
	runner := job.New(db, flow, index, slog.New(slog.DiscardHandler))
	if err := runner.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	testkit.Fill(t, db, 3)
	end, err := db.OutboxEnd(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := index.Apply(ctx, nil, end); err != nil { // taken in, and then the kill
		t.Fatal(err)
	}
	if err := runner.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	switch u, err := db.Upkeep(ctx, testkit.Now); {
	case err != nil:
		t.Fatal(err)
	case u.Waiting != 0:
		t.Errorf("after the restart %d entries wait for the search, want 0", u.Waiting)
	}
}
