//go:build linux

package search_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"danvankheo/internal/search"
)

// benchSizes are the numbers of entries to measure at: 10,000, or what
// DVK_BENCH_ENTRIES says.
func benchSizes(b *testing.B) []int {
	out := []int{10_000}
	if s := strings.Fields(os.Getenv("DVK_BENCH_ENTRIES")); len(s) > 0 {
		out = nil
		for _, f := range s {
			n, err := strconv.Atoi(f)
			if err != nil || n <= 0 {
				b.Fatalf("DVK_BENCH_ENTRIES = %q", s)
			}
			out = append(out, n)
		}
	}
	return out
}

// commonQueries match most entries: the worst a reader can ask.
var commonQueries = []string{"nhân dân", "vận động", "xã", "dan", "mo hinh", "bà con", "van dong nhan dan", "người dân góp ngày công"}

// engine is what is measured: ours and the peers, on the same entries and
// queries in the same run.
type engine interface {
	build(b *testing.B, dir string, n int)
	// search returns the first ids and how many are found in all.
	search(text string, limit int) ([]int64, int, error)
	close() error
}

// known is how many of the made-up entries are kept to judge by.
const known = 100_000

// askingTime bounds how long one set of queries is asked of one engine: where
// one answer takes seconds, fewer are asked, and the count shows it.
const askingTime = 2 * time.Minute

// BenchmarkEngines measures building, size, memory, quality and latency, once.
func BenchmarkEngines(b *testing.B) {
	for _, n := range benchSizes(b) {
		entries := slices.Collect(generate(min(n, known), 1))
		queries := first.judgedQueries(entries, 5)
		rand.New(rand.NewPCG(6, 6)).Shuffle(len(queries), func(i, j int) { queries[i], queries[j] = queries[j], queries[i] })
		for _, e := range []struct {
			name string
			engine
		}{{"ours", &ours{entries: entries}}, {"fts5", &fts5{}}, {"bleve-standard", &bleveStandard{}}} {
			b.Run(fmt.Sprintf("%d/%s", n, e.name), func(b *testing.B) { measure(b, e.engine, n, queries) })
		}
	}
}

// measure builds an engine with n entries and asks it everything.
func measure(b *testing.B, e engine, n int, queries []judged) {
	dir := b.TempDir()
	forgetPeak()
	start, cpu := time.Now(), cpuTime(syscall.RUSAGE_SELF)
	e.build(b, dir, n)
	defer e.close()
	built, busy, peak := time.Since(start), cpuTime(syscall.RUSAGE_SELF)-cpu, peakMemory()
	runtime.GC()
	var ms runtime.MemStats
	runtime.ReadMemStats(&ms)
	b.ReportMetric(float64(n)/built.Seconds(), "entries/s")
	b.ReportMetric(float64(n)/busy.Seconds(), "entries/cpu-s")
	b.ReportMetric(float64(folderSize(b, dir)/int64(n)), "bytes/entry")
	b.ReportMetric(float64(ms.HeapAlloc>>20), "heap-MB")
	b.ReportMetric(float64(peak), "build-peak-MB")
	var mixed []string
	for _, q := range queries {
		mixed = append(mixed, q.text)
	}
	search := func(q string) {
		if _, _, err := e.search(q, 20); err != nil {
			b.Fatal(err)
		}
	}
	latencies(b, "mixed", mixed, len(mixed), search)
	latencies(b, "common", commonQueries, 80, search)
	if n <= known {
		b.ReportMetric(meanQuality(b, e, queries), "nDCG@10")
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
type ours struct {
	x       *search.Index
	entries []entry // what hits are highlighted in
}

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

func (o *ours) search(text string, limit int) ([]int64, int, error) {
	r, err := o.x.Search(context.Background(), search.Query{Text: text, Limit: limit})
	var out []int64
	for _, h := range r.Hits {
		if e := o.entries[int(h.ID-1)%max(1, len(o.entries)):]; len(e) > 0 {
			r.Highlight(e[0].Title, 0)
			r.Highlight(e[0].Summary, 200)
		}
		out = append(out, h.ID)
	}
	return out, r.Total, err
}

func (o *ours) close() error { return o.x.Close() }

// BenchmarkOurs measures what the peers do not have: browsing without words,
// suggestions, answers asked again, and one edited
// entry, on the disk and found.
func BenchmarkOurs(b *testing.B) {
	for _, n := range benchSizes(b) {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			o, dir := &ours{}, b.TempDir()
			o.build(b, dir, n)
			browse := func(q string) {
				if _, err := o.x.Search(b.Context(), search.Query{Text: q}); err != nil {
					b.Fatal(err)
				}
			}
			latencies(b, "browse", []string{""}, 50, browse)
			latencies(b, "suggest", []string{"hien d", "g", "nông thôn", "tan so", "xa", "bảo vệ đ"}, 120, func(q string) {
				if _, err := o.x.Suggest(b.Context(), q, 8); err != nil {
					b.Fatal(err)
				}
			})
			entries := slices.Collect(generate(100, 2))
			i := 0
			latencies(b, "apply", []string{""}, 100, func(string) {
				d := entries[i%len(entries)].Document
				i++
				if err := o.x.Apply(b.Context(), []search.Change{{ID: d.ID, Doc: &d}}, 0, int64(i)); err != nil {
					b.Fatal(err)
				}
			})
			if err := o.close(); err != nil {
				b.Fatal(err)
			}
			start := time.Now()
			x, err := search.Open(dir, search.Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer x.Close()
			b.ReportMetric(float64(time.Since(start).Milliseconds()), "open-ms")
			o.x = x
			for _, q := range commonQueries {
				browse(q)
			}
			latencies(b, "again", commonQueries, 800, browse)
		})
	}
}

// latencies asks the queries in turn, n times in all or as long as askingTime,
// and reports percentiles of the time and of the processor time (the second says
// the same on a busy machine), and the memory of Go that each took.
func latencies(b *testing.B, name string, queries []string, n int, ask func(string)) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var took, used []time.Duration
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for begun := time.Now(); len(took) < n && time.Since(begun) < askingTime; {
		start, cpu := time.Now(), cpuTime(rusageThread)
		ask(queries[len(took)%len(queries)])
		took, used = append(took, time.Since(start)), append(used, cpuTime(rusageThread)-cpu)
	}
	runtime.ReadMemStats(&after)
	slices.Sort(took)
	slices.Sort(used)
	b.ReportMetric(float64(len(took)), name+"-queries")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(len(took))/1024, name+"-KB/query")
	for _, p := range []int{50, 95, 99} {
		at := min(len(took)-1, len(took)*p/100)
		b.ReportMetric(float64(took[at].Microseconds())/1000, fmt.Sprintf("%s-p%d-ms", name, p))
		b.ReportMetric(float64(used[at].Microseconds())/1000, fmt.Sprintf("%s-p%d-cpu-ms", name, p))
	}
}

// rusageThread is RUSAGE_THREAD of Linux, which syscall does not name.
const rusageThread = 1

// cpuTime is the processor time of the process or of the thread.
func cpuTime(who int) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(who, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// forgetPeak resets peakMemory, where the system can do that.
func forgetPeak() {
	runtime.GC()
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // elsewhere the peak is that of the whole run
}

// peakMemory is the most memory held since forgetPeak, in MB; 0 where unknown.
func peakMemory() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kb int
	if _, err := fmt.Sscan(rest, &kb); err != nil {
		return 0
	}
	return kb >> 10
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
