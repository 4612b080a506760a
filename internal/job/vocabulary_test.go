package job_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"danvankheo/internal/attachment"
	"danvankheo/internal/job"
	"danvankheo/internal/photo"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// TestStaffAbbreviation adds a short form on a running site: it is understood,
// the index is made anew with it beside the other work, and a restart keeps it.
func TestStaffAbbreviation(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	db := testkit.DB(t)
	testkit.Fill(t, db, 30)
	dir := t.TempDir()
	photos, err := photo.Open(filepath.Join(dir, "photos"), photo.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	files, err := attachment.Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = photos.Close(), files.Close() })
	flow, err := workflow.New(ctx, db, photos, files, func() time.Time { return testkit.Now })
	if err != nil {
		t.Fatal(err)
	}
	index := openIndex(t, dir, flow)
	runner := job.New(db, flow, index, slog.New(slog.DiscardHandler))
	flow.OnCommit(runner.Wake)
	if err := runner.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() { _ = runner.Run(ctx) }) // it ends with the context, without a fault
	entries, err := db.EntriesAfter(ctx, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Join(strings.Fields(entries[0].Headline())[:3], " ")
	if err := flow.AddTerm(ctx, registry.System("test"), sqlite.Term{Kind: "viet-tat", Short: "QZX", Words: long}); err != nil {
		t.Fatal(err)
	}
	understood := func(x *search.Index) bool {
		r, err := x.Search(ctx, search.Query{Text: "QZX", Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			if h.ID == int64(entries[0].ID) && len(r.Expanded) == 1 {
				return true
			}
		}
		return false
	}
	for !understood(index) || index.NeedsRebuild() {
		if runner.Wake(); t.Failed() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	running.Wait()
	if err := index.Close(); err != nil {
		t.Fatal(err)
	}
	ctx = context.Background()
	again := openIndex(t, dir, flow)
	if again.NeedsRebuild() || !understood(again) {
		t.Errorf("after a restart the short form is understood %v, the index to be made anew %v", understood(again), again.NeedsRebuild())
	}
}

func openIndex(t *testing.T, dir string, flow *workflow.Flow) *search.Index {
	t.Helper()
	x, err := job.OpenIndex(context.Background(), dir, flow, search.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() }) // perhaps closed already
	return x
}
