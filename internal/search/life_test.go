package search_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"danvankheo/internal/search"
)

func open(t *testing.T, dir string, opts search.Options) *search.Index {
	t.Helper()
	x, err := search.Open(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return x
}

func rebuild(t *testing.T, x *search.Index, docs []search.Document, seq int64) {
	t.Helper()
	if err := x.Rebuild(context.Background(), all(slices.Values(docs)), seq); err != nil {
		t.Fatal(err)
	}
}

func apply(t *testing.T, x *search.Index, seq int64, changes ...search.Change) {
	t.Helper()
	if err := x.Apply(context.Background(), changes, 0, seq); err != nil {
		t.Fatal(err)
	}
}

func titled(id int64, title string) search.Change {
	return search.Change{ID: id, Doc: &search.Document{ID: id, Title: title, Visible: true}}
}

func TestFirstUse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := open(t, dir, search.Options{})
	if !x.NeedsRebuild() {
		t.Error("an empty folder needs no rebuild")
	}
	if _, err := x.Search(context.Background(), search.Query{}); !errors.Is(err, search.ErrNotReady) {
		t.Errorf("searching before the first rebuild: %v", err)
	}
	if _, err := search.Open(dir, search.Options{}); !errors.Is(err, search.ErrLocked) {
		t.Errorf("opening it twice: %v", err)
	}
	rebuild(t, x, nil, 0)
	if x.NeedsRebuild() || ask(t, x, search.Query{}).Total != 0 {
		t.Error("an empty rebuild is not enough")
	}
}

func TestApply(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := open(t, dir, search.Options{})
	rebuild(t, x, village(), 5)
	apply(t, x, 8, titled(50, "Nuôi thỏ rừng"), search.Change{ID: 1}, titled(2, "Khuyến học dòng họ"))
	for text, want := range map[string]string{"thỏ rừng": "50", "hiến đất": "", "hòa giải": "", "khuyến học": "2"} {
		if got := ids(ask(t, x, search.Query{Text: text, Exact: true})); got != want {
			t.Errorf("after Apply %q finds %q, want %q", text, got, want)
		}
	}
	apply(t, x, 9, titled(50, "Nuôi thỏ nhà"), search.Change{ID: 50})
	if got := ids(ask(t, x, search.Query{Text: "thỏ", Exact: true})); got != "" {
		t.Errorf("the last change of an entry does not win: %q", got)
	}
	apply(t, x, 12)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	y := open(t, dir, search.Options{})
	seq, err := y.Sequence()
	if seq != 12 || err != nil || y.NeedsRebuild() {
		t.Errorf("after closing: sequence %d, %v, needs rebuild %v", seq, err, y.NeedsRebuild())
	}
	if got := ids(ask(t, y, search.Query{Text: "khuyến học"})); got != "2" {
		t.Errorf("after closing it finds %q", got)
	}
	if _, err := x.Search(context.Background(), search.Query{}); !errors.Is(err, search.ErrClosed) {
		t.Errorf("searching after Close: %v", err)
	}
}

// TestRebuildWhileServing changes entries while a rebuild reads its source: the
// old index answers until the end, and no change is lost.
func TestRebuildWhileServing(t *testing.T) {
	t.Parallel()
	x := open(t, t.TempDir(), search.Options{})
	rebuild(t, x, village(), 1)
	halfway, goOn := make(chan struct{}), make(chan struct{})
	source := func(yield func(search.Document, error) bool) {
		for i, d := range village() {
			if i == 3 {
				close(halfway)
				<-goOn
			}
			if d.ID != 5 && !yield(d, nil) {
				return
			}
		}
	}
	done := make(chan error, 1)
	go func() { done <- x.Rebuild(context.Background(), source, 2) }()
	<-halfway
	if got := ids(ask(t, x, search.Query{Text: "ánh sáng"})); got != "5" {
		t.Errorf("during the rebuild the old index finds %q", got)
	}
	if err := x.Rebuild(context.Background(), source, 2); !errors.Is(err, search.ErrRebuilding) {
		t.Errorf("a second rebuild: %v", err)
	}
	apply(t, x, 3, titled(60, "Trồng hoa ven đường"), search.Change{ID: 1})
	if got := ids(ask(t, x, search.Query{Text: "trồng hoa"})); got != "60" {
		t.Errorf("a change during the rebuild is not found: %q", got)
	}
	close(goOn)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"ánh sáng": "", "trồng hoa": "60", "hiến đất": ""} {
		if got := ids(ask(t, x, search.Query{Text: text, Exact: true})); got != want {
			t.Errorf("after the rebuild %q finds %q, want %q", text, got, want)
		}
	}
	if seq, _ := x.Sequence(); seq != 3 {
		t.Errorf("sequence = %d, want 3", seq)
	}
}

func TestRebuildFails(t *testing.T) {
	t.Parallel()
	x := open(t, t.TempDir(), search.Options{})
	rebuild(t, x, village(), 1)
	broken := errors.New("source is broken")
	source := iter.Seq2[search.Document, error](func(yield func(search.Document, error) bool) {
		_ = yield(village()[0], nil) && yield(search.Document{}, broken)
	})
	if err := x.Rebuild(context.Background(), source, 2); !errors.Is(err, broken) {
		t.Errorf("Rebuild = %v, want the fault of the source", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := x.Rebuild(ctx, all(slices.Values(village())), 2); !errors.Is(err, context.Canceled) {
		t.Errorf("Rebuild = %v, want the end of its context", err)
	}
	if got := ask(t, x, search.Query{}).Total; got != 6 {
		t.Errorf("after failed rebuilds %d entries are found", got)
	}
}

// generationFile returns a file of the generation that serves.
func generationFile(t *testing.T, dir, pattern string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "index-*", "g*", pattern))
	if err != nil || len(found) == 0 {
		t.Fatalf("no %s: %v", pattern, err)
	}
	return found[0]
}

func TestDamage(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(t *testing.T, dir string) error{
		"a flipped byte": func(t *testing.T, dir string) error {
			name := generationFile(t, dir, "*.zap")
			b, err := os.ReadFile(name)
			if err == nil {
				b[len(b)/3] ^= 0x40
				err = os.WriteFile(name, b, 0o600)
			}
			return err
		},
		"a short file":     func(t *testing.T, dir string) error { return os.Truncate(generationFile(t, dir, "*.zap"), 100) },
		"an empty file":    func(t *testing.T, dir string) error { return os.Truncate(generationFile(t, dir, "*.zap"), 0) },
		"a missing file":   func(t *testing.T, dir string) error { return os.Remove(generationFile(t, dir, "*.zap")) },
		"no list of files": func(t *testing.T, dir string) error { return os.Remove(generationFile(t, dir, "root.bolt")) },
		"a short list":     func(t *testing.T, dir string) error { return os.Truncate(generationFile(t, dir, "root.bolt"), 50) },
		"a wrong list": func(t *testing.T, dir string) error {
			return os.WriteFile(generationFile(t, dir, "root.bolt"), []byte(strings.Repeat("x", 70000)), 0o600)
		},
		"a wrong pointer": func(t *testing.T, dir string) error {
			return os.WriteFile(filepath.Join(dir, "index-3", "CURRENT"), []byte("../../etc"), 0o600)
		},
		"no generation": func(t *testing.T, dir string) error {
			return os.RemoveAll(filepath.Dir(generationFile(t, dir, "root.bolt")))
		},
		"nothing at all": func(t *testing.T, dir string) error { return os.RemoveAll(filepath.Join(dir, "index-3")) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			x := open(t, dir, search.Options{})
			rebuild(t, x, village(), 4)
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
			if err := damage(t, dir); err != nil {
				t.Fatal(err)
			}
			y := open(t, dir, search.Options{})
			if !y.NeedsRebuild() {
				t.Fatal("the damage is not seen")
			}
			if _, err := y.Search(context.Background(), search.Query{}); err == nil {
				t.Error("a damaged index answers")
			}
			rebuild(t, y, village(), 4)
			if got := ids(ask(t, y, search.Query{Text: "hòa giải"})); got != "2" || y.NeedsRebuild() {
				t.Errorf("after the rebuild it finds %q, needs another %v", got, y.NeedsRebuild())
			}
		})
	}
}

// TestDeletedWhileServing takes the files away under a running index: it goes
// on answering, says so, and can be rebuilt.
func TestDeletedWhileServing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := open(t, dir, search.Options{})
	rebuild(t, x, village(), 4)
	if err := os.RemoveAll(filepath.Join(dir, "index-3")); err != nil {
		t.Fatal(err)
	}
	if got := ids(ask(t, x, search.Query{Text: "hòa giải"})); got != "2" {
		t.Errorf("without files it finds %q", got)
	}
	if !x.NeedsRebuild() {
		t.Error("the missing files are not seen")
	}
	rebuild(t, x, village(), 5)
	if got := ids(ask(t, x, search.Query{Text: "tang lễ"})); got != "7" || x.NeedsRebuild() {
		t.Errorf("after the rebuild it finds %q, needs another %v", got, x.NeedsRebuild())
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if y := open(t, dir, search.Options{}); y.NeedsRebuild() {
		t.Error("the new index is not found again")
	}
}

// TestDamagedWhileServing cuts the files of a running index: it says that it has
// no answer, which sends readers to the database, and can be rebuilt.
func TestDamagedWhileServing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := open(t, dir, search.Options{})
	rebuild(t, x, village(), 4)
	if err := os.Truncate(generationFile(t, dir, "*.zap"), 100); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Search(context.Background(), search.Query{Text: "hòa giải"}); !errors.Is(err, search.ErrNotReady) {
		t.Errorf("searching damaged files: %v, want ErrNotReady", err)
	}
	if !x.NeedsRebuild() {
		t.Error("the damage is not seen")
	}
	rebuild(t, x, village(), 5)
	if got := ids(ask(t, x, search.Query{Text: "tang lễ"})); got != "7" || x.NeedsRebuild() {
		t.Errorf("after the rebuild it finds %q, needs another %v", got, x.NeedsRebuild())
	}
}

// TestConcurrency searches, suggests, changes and rebuilds at the same time.
// Entry 0 is always there; every answer must hold it.
func TestConcurrency(t *testing.T) {
	t.Parallel()
	x := open(t, t.TempDir(), search.Options{CacheSize: 4})
	fixed := search.Document{ID: 1, Title: "Luôn luôn có mặt", Visible: true}
	rebuild(t, x, []search.Document{fixed}, 0)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	var wg sync.WaitGroup
	var asked, written atomic.Int64
	for range 3 {
		wg.Go(func() {
			for ctx.Err() == nil {
				r, err := x.Search(context.Background(), search.Query{Text: "luôn luôn", Sort: search.Sort(asked.Add(1) % 3)})
				if err != nil || r.Total < 1 {
					t.Errorf("search: total %d, %v", r.Total, err)
					return
				}
				if _, err := x.Suggest(context.Background(), "luôn", 5); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	var live sync.Mutex
	now := map[int64]search.Document{1: fixed}
	wg.Go(func() {
		for i := int64(2); ctx.Err() == nil; i++ {
			d := search.Document{ID: i%50 + 2, Title: fmt.Sprintf("Luôn luôn thay đổi lần %d", i), Visible: true}
			live.Lock()
			err := x.Apply(context.Background(), []search.Change{{ID: d.ID, Doc: &d}}, 0, i)
			now[d.ID] = d
			live.Unlock()
			if err != nil {
				t.Error(err)
				return
			}
			written.Add(1)
		}
	})
	wg.Go(func() {
		for ctx.Err() == nil {
			live.Lock()
			var docs []search.Document
			for _, d := range now {
				docs = append(docs, d)
			}
			live.Unlock()
			if err := x.Rebuild(context.Background(), all(slices.Values(docs)), 0); err != nil {
				t.Error(err)
				return
			}
		}
	})
	wg.Wait()
	if r := ask(t, x, search.Query{Text: "luôn luôn"}); r.Total != len(now) {
		t.Errorf("at the end %d entries are found, want %d", r.Total, len(now))
	}
	t.Logf("%d searches, %d changes", asked.Load(), written.Load())
}

// Defect: changes that came right after a rebuild from an older state had taken
// over moved the sequence past those that were missing.
func TestApplyBehindAnOlderRebuild(t *testing.T) {
	t.Parallel()
	x := open(t, t.TempDir(), search.Options{})
	apply(t, x, 5, changesOf(1, 5)...)
	if err := x.Rebuild(context.Background(), all(numbered(2)), 2); err != nil {
		t.Fatal(err)
	}
	if err := x.Apply(context.Background(), changesOf(6, 7), 5, 7); !errors.Is(err, search.ErrBehind) {
		t.Errorf("changes 6 and 7 behind a state of 2: %v, want ErrBehind", err)
	}
	seq, err := x.Sequence()
	if err != nil || seq != 2 {
		t.Fatalf("sequence %d, %v, want 2", seq, err)
	}
	if err := x.Apply(context.Background(), changesOf(3, 7), seq, 7); err != nil {
		t.Fatal(err)
	}
	if n, err := x.Count(); err != nil || n != 7 {
		t.Errorf("%d entries, %v, want 7", n, err)
	}
}
