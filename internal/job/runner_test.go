package job_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"danvankheo/internal/job"
	"danvankheo/internal/search"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow/flows"
)

// Defect: a program killed after the index had taken a batch in, before the outbox
// forgot it, left rows that counted as waiting until somebody wrote again.
func TestCatchUpAfterAKillBetweenIndexAndOutbox(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	set, err := flows.New(ctx, db, nil, nil, func() time.Time { return testkit.Now })
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
	runner := job.New(db, set, index, slog.New(slog.DiscardHandler))
	if err := runner.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	testkit.Fill(t, db, 3)
	end, err := db.OutboxEnd(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := index.Apply(ctx, nil, 0, end); err != nil { // indexed, and then the kill
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

// Defect: a first start with a long outbox made the index beside taking the outbox
// in entry by entry, and then took it in once more.
func TestFirstStartTakesEverythingInOnce(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	db := testkit.DB(t)
	testkit.Fill(t, db, 40)
	photos, files := folders(t, t.TempDir()) // a round that ends late sweeps them
	set, err := flows.New(ctx, db, photos, files, func() time.Time { return testkit.Now })
	if err != nil {
		t.Fatal(err)
	}
	index := openIndex(t, t.TempDir(), set.Flow)
	if index.Serves() {
		t.Fatal("an index that was never built serves")
	}
	var log bytes.Buffer // written by the runner alone, read after its end
	runner := job.New(db, set, index, slog.New(slog.NewTextHandler(&log, nil)))
	var running sync.WaitGroup
	running.Go(func() { _ = runner.Run(ctx) }) // it ends with the context, without a fault
	for !runner.Ready() {
		time.Sleep(5 * time.Millisecond)
	}
	if n, err := index.Count(); err != nil || n != 40 || !index.Serves() {
		t.Errorf("ready with %d entries, %v, serving %v", n, err, index.Serves())
	}
	stop()
	running.Wait()
	if n := strings.Count(log.String(), "search index built"); n != 1 {
		t.Errorf("the index was built %d times:\n%s", n, log.String())
	}
	if upTo, err := index.Sequence(); err != nil || upTo == 0 {
		t.Errorf("the index is at %d of the outbox, %v", upTo, err)
	}
}
