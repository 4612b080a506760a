package job_test

import (
	"cmp"
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
	"danvankheo/internal/workflow/flows"
	"danvankheo/internal/workflow/newsdesk"
)

// folders opens the folders of photos and documents below dir.
func folders(t *testing.T, dir string) (*photo.Store, *attachment.Store) {
	t.Helper()
	photos, err := photo.Open(filepath.Join(dir, "photos"), photo.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	files, err := attachment.Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = photos.Close(), files.Close() })
	return photos, files
}

// house is a site with thirty models, its index caught up.
func house(t *testing.T, dir string) (*sqlite.DB, *flows.Set, *search.Index, *job.Runner) {
	t.Helper()
	ctx, db := context.Background(), testkit.DB(t)
	testkit.Fill(t, db, 30)
	photos, files := folders(t, dir)
	set, err := flows.New(ctx, db, photos, files, func() time.Time { return testkit.Now })
	if err != nil {
		t.Fatal(err)
	}
	index := openIndex(t, dir, set.Flow)
	runner := job.New(db, set, index, slog.New(slog.DiscardHandler))
	if err := runner.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	return db, set, index, runner
}

// TestStaffAbbreviation adds a short form on a running site: it is understood,
// the index is rebuilt with it beside the other work, and a restart keeps it.
func TestStaffAbbreviation(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	dir := t.TempDir()
	db, set, index, runner := house(t, dir)
	set.Flow.OnCommit(runner.Wake)
	var running sync.WaitGroup
	running.Go(func() { _ = runner.Run(ctx) }) // it ends with the context, without a fault
	entries, err := db.EntriesAfter(ctx, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Join(strings.Fields(entries[0].Headline())[:3], " ")
	term := sqlite.Term{Kind: "viet-tat", Short: "QZX", Words: long}
	if _, err := set.Newsdesk.AddTerm(ctx, registry.System("test"), term, newsdesk.Effect{}); err != nil {
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
	again := openIndex(t, dir, set.Flow)
	if again.NeedsRebuild() || !understood(again) {
		t.Errorf("after a restart the short form is understood %v, the index asks for a rebuild %v",
			understood(again), again.NeedsRebuild())
	}
}

// TestReferenceDataMakesTheIndexAnew changes what documents are made of besides
// their entries: each change asks for a rebuild, and nothing else does.
func TestReferenceDataMakesTheIndexAnew(t *testing.T) {
	t.Parallel()
	ctx, dir := context.Background(), t.TempDir()
	db, set, index, _ := house(t, dir)
	admin := registry.System("test")
	for _, step := range []struct {
		name    string
		change  func() error
		rebuild bool
	}{
		{"nothing", func() error { return nil }, false},
		{"how many photos a report needs", func() error {
			s := set.Flow.Seasons()[0]
			s.MinPhotos++
			return set.Reference.SaveSeason(ctx, admin, s)
		}, false},
		{"the name of a topic", func() error {
			return set.Reference.AddTopic(ctx, admin, registry.Topic{Code: "moi-truong", Label: "môi trường và đời sống"})
		}, true},
		{"the name of a unit", func() error {
			u := set.Flow.Ledger().On(registry.DateOf(testkit.Now), registry.Commune)[0]
			u.Name += " Mới"
			_, err := set.Reference.ImportUnits(ctx, admin, []registry.Unit{u}, nil, false)
			return err
		}, true},
		{"the name of an indicator", func() error {
			i := set.Flow.Catalogue().All()[0]
			i = i.Renamed(registry.IndicatorName{Label: i.Label + " trong năm", Fields: i.Fields})
			err := db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error { return tx.PutIndicator(i, 0) })
			return cmp.Or(err, set.Flow.Reload(ctx))
		}, true},
	} {
		if err := step.change(); err != nil {
			t.Fatal(step.name, err)
		}
		if err := index.Close(); err != nil {
			t.Fatal(err)
		}
		index = openIndex(t, dir, set.Flow)
		if got := index.NeedsRebuild(); got != step.rebuild {
			t.Errorf("after %s the index asks for a rebuild %v, want %v", step.name, got, step.rebuild)
		}
		runner := job.New(db, set, index, slog.New(slog.DiscardHandler))
		if err := runner.CatchUp(ctx); err != nil {
			t.Fatal(err)
		}
		if index.NeedsRebuild() {
			t.Errorf("after %s and catching up the index still asks for a rebuild", step.name)
		}
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
