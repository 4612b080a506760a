package search_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/search"
)

// benchSize is the number of entries to measure at: 10,000, or what
// DVK_BENCH_ENTRIES says.
func benchSize(b *testing.B) int {
	if s := os.Getenv("DVK_BENCH_ENTRIES"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n <= 0 {
			b.Fatalf("DVK_BENCH_ENTRIES = %q", s)
		}
		return n
	}
	return 10_000
}

// commonQueries stand in most entries: the worst a reader can ask.
var commonQueries = []string{"nhân dân", "vận động", "xã", "dan", "mo hinh", "bà con", "van dong nhan dan", "người dân góp ngày công"}

// engine is what is measured: ours and the peers, on the same entries and
// queries in the same run.
type engine interface {
	build(b *testing.B, dir string, n int)
	// search returns the first ids and how many are found in all.
	search(text string, limit int) ([]int64, int, error)
	close() error
}

// BenchmarkEngines measures building, size, quality and latency. -v prints the
// building; run it with -benchtime 300x or more for percentiles that mean
// something.
func BenchmarkEngines(b *testing.B) {
	n := benchSize(b)
	entries := slices.Collect(generate(min(n, 100_000), 1))
	queries := judgedQueries(entries, 5)
	var mixed []string
	for _, q := range queries {
		mixed = append(mixed, q.text)
	}
	for _, e := range []struct {
		name string
		engine
	}{{"ours", &ours{}}, {"fts5", &fts5{}}, {"bleve-standard", &bleveStandard{}}} {
		b.Run(e.name, func(b *testing.B) {
			dir := b.TempDir()
			start := time.Now()
			e.build(b, dir, n)
			built := time.Since(start)
			defer e.close()
			runtime.GC()
			var ms runtime.MemStats
			runtime.ReadMemStats(&ms)
			quality := "-"
			if n <= 100_000 {
				quality = strconv.FormatFloat(meanQuality(b, e.engine, queries), 'f', 3, 64)
			}
			b.Logf("%s: %d entries, %.0f entries/s, %d bytes/entry, heap %d MB, nDCG@10 %s",
				e.name, n, float64(n)/built.Seconds(), folderSize(b, dir)/int64(n), ms.HeapAlloc>>20, quality)
			for name, set := range map[string][]string{"mixed": mixed, "common": commonQueries} {
				b.Run(name, func(b *testing.B) {
					latencies(b, set, func(q string) {
						if _, _, err := e.search(q, 20); err != nil {
							b.Fatal(err)
						}
					})
				})
			}
		})
	}
}

// meanQuality is the mean of categories of nDCG@10.
func meanQuality(b *testing.B, e engine, queries []judged) float64 {
	sum, n := map[string]float64{}, map[string]float64{}
	for _, q := range queries {
		found, total, err := e.search(q.text, 10)
		if err != nil {
			b.Fatal(err)
		}
		r := search.Result{Total: total}
		for _, id := range found {
			r.Hits = append(r.Hits, search.Hit{ID: id})
		}
		score, _ := quality(q, r)
		sum[q.category] += score
		n[q.category]++
	}
	mean := 0.0
	for c := range sum {
		mean += sum[c] / n[c] / float64(len(sum))
	}
	return mean
}

// ours is the index of this package, with facets and highlights, without the
// cache of answers.
type ours struct{ x *search.Index }

func (o *ours) build(b *testing.B, dir string, n int) {
	abbr, syn := lists(b)
	x, err := search.Open(dir, search.Options{CacheSize: -1, Abbreviations: abbr, Synonyms: syn})
	if err != nil {
		b.Fatal(err)
	}
	o.x = x
	if err := x.Rebuild(context.Background(), all(documents(generate(n, 1))), 1); err != nil {
		b.Fatal(err)
	}
}

var shownText = strings.Repeat("Chi hội vận động nhân dân hiến đất mở rộng đường. ", 5)

func (o *ours) search(text string, limit int) ([]int64, int, error) {
	r, err := o.x.Search(context.Background(), search.Query{Text: text, Limit: limit})
	var out []int64
	for _, h := range r.Hits {
		r.Highlight(shownText, 200)
		out = append(out, h.ID)
	}
	return out, r.Total, err
}

func (o *ours) close() error { return o.x.Close() }

// BenchmarkSuggest and browsing without words are ours alone.
func BenchmarkSuggest(b *testing.B) {
	o := &ours{}
	o.build(b, b.TempDir(), benchSize(b))
	defer o.close()
	b.Run("browse", func(b *testing.B) {
		latencies(b, []string{""}, func(q string) {
			if _, _, err := o.search(q, 20); err != nil {
				b.Fatal(err)
			}
		})
	})
	b.Run("suggest", func(b *testing.B) {
		latencies(b, []string{"hien d", "g", "nông thôn", "tan so", "xa", "bảo vệ đ"}, func(q string) {
			if _, err := o.x.Suggest(context.Background(), q, 8); err != nil {
				b.Fatal(err)
			}
		})
	})
}

// BenchmarkApply is one edited entry, found and on the disk.
func BenchmarkApply(b *testing.B) {
	o := &ours{}
	o.build(b, b.TempDir(), benchSize(b))
	defer o.close()
	entries := slices.Collect(generate(100, 2))
	i := 0
	latencies(b, []string{""}, func(string) {
		d := entries[i%len(entries)].Document
		i++
		if err := o.x.Apply(context.Background(), []search.Change{{ID: d.ID, Doc: &d}}, int64(i)); err != nil {
			b.Fatal(err)
		}
	})
}

// latencies runs the queries in turn and reports their percentiles.
func latencies(b *testing.B, queries []string, ask func(string)) {
	b.ReportAllocs()
	var took []time.Duration
	i := 0
	for b.Loop() {
		start := time.Now()
		ask(queries[i%len(queries)])
		took = append(took, time.Since(start))
		i++
	}
	slices.Sort(took)
	for _, p := range []int{50, 95, 99} {
		b.ReportMetric(float64(took[min(len(took)-1, len(took)*p/100)].Microseconds())/1000, "p"+strconv.Itoa(p)+"-ms")
	}
}

func folderSize(tb testing.TB, dir string) int64 {
	var total int64
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		fi, err := d.Info()
		if err == nil {
			total += fi.Size()
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return total
}
