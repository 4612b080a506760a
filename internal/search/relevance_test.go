package search_test

import (
	"context"
	"flag"
	"fmt"
	"iter"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"danvankheo/internal/search"
	"danvankheo/internal/vietnamese"
)

var update = flag.Bool("update", false, "rewrite golden files")

// floors are the least nDCG@10 of each category that may be shipped.
var floors = map[string]float64{
	wholeTitle: 0.96, "đủ dấu": 0.95, "không dấu": 0.95, "thiếu dấu": 0.90, "tổ hợp NFD": 0.95, "đặt dấu": 0.95,
	"Telex": 0.93, "VNI": 0.93, "viết tắt": 0.93, "gõ nhầm": 0.85, "sai chính tả": 0.80, "dính chữ": 0.85,
	"thứ tự từ": 0.92, "trong ngoặc kép": 0.99, "nơi và chủ đề": 0.93, "số và năm": 0.93, "gõ dở": 0.92,
	"dấu phân biệt": 0.93, "lẫn lộn": 0.90, "vô nghĩa": 0.94, "từ cùng nghĩa": 0.90, "từ lạ": 0.90, everyday: 0.97,
}

// Sizes and seeds: queries are tuned with other seeds than the one reported.
const (
	relevanceEntries = 3000
	corpusSeed       = 11
	querySeed        = 4077
)

// indexOf builds an index of the entries.
func indexOf(t *testing.T, source iter.Seq[search.Document]) *search.Index {
	t.Helper()
	abbr, syn := lists(t)
	x, err := search.Open(t.TempDir(), search.Options{Abbreviations: abbr, Synonyms: syn})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := x.Rebuild(context.Background(), all(source), 1); err != nil {
		t.Fatal(err)
	}
	return x
}

type categoryScore struct {
	name         string
	n            int
	ndcg, first  float64
	worst        string
	worstQuality float64
}

func TestRelevance(t *testing.T) {
	t.Parallel()
	entries, real := slices.Collect(generate(relevanceEntries, corpusSeed)), realEntries(t)
	queries := append(first.judgedQueries(entries, querySeed), titleQueries(entries, real, 0)...)
	queries = append(queries, everydayQueries(t, "testdata/everyday.tsv")...)
	score(t, first, entries, real, queries, "testdata/relevance.txt")
}

// score asks the queries and writes what they got into a golden file.
func score(t *testing.T, w *world, entries []entry, real []search.Document, queries []judged, goldenFile string) {
	t.Helper()
	both := indexOf(t, func(yield func(search.Document) bool) {
		for _, e := range entries {
			if !yield(e.Document) {
				return
			}
		}
		slices.Values(real)(yield)
	})
	reported, made := indexOf(t, slices.Values(real)), indexOf(t, documents(slices.Values(entries)))
	by := map[string]*categoryScore{}
	for _, q := range queries {
		x := made
		switch q.category {
		case everyday:
			x = reported
		case wholeTitle:
			x = both
		}
		r, err := x.Search(context.Background(), search.Query{Text: q.text, Limit: 10})
		if err != nil {
			t.Fatalf("%q: %v", q.text, err)
		}
		s := by[q.category]
		if s == nil {
			s = &categoryScore{name: q.category, worstQuality: 2}
			by[q.category] = s
		}
		n, first := quality(q, r)
		s.n++
		s.ndcg += n
		s.first += first
		if n < s.worstQuality {
			s.worst, s.worstQuality = q.text, n
		}
		if n < 0.8 && testing.Verbose() {
			t.Logf(
				"%s %.2f %q → %d found, understood %q, relaxed %v, %s",
				q.category,
				n,
				q.text,
				r.Total,
				r.Understood,
				r.Relaxed,
				titlesOf(w, entries, real, r),
			)
		}
	}
	report := fmt.Sprintf("# %d queries over %d made-up and %d reported models\n", len(queries), len(entries), len(real))
	golden(t, goldenFile, report+categories(t, by, len(queries)))
}

// categories writes a line for each category and holds it to its floor.
func categories(t *testing.T, by map[string]*categoryScore, queries int) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "# category | queries | nDCG@10 | first answer right\n")
	mean := 0.0
	order := slices.Sorted(maps.Keys(by))
	for _, name := range order {
		s := by[name]
		n := float64(s.n)
		mean += s.ndcg / n / float64(len(order))
		fmt.Fprintf(&b, "%s | %d | %.3f | %.3f\n", name, s.n, s.ndcg/n, s.first/n)
		if floor := floors[name]; s.ndcg/n < floor {
			t.Errorf("%s: nDCG@10 = %.3f, want ≥ %.3f (worst: %q %.2f)", name, s.ndcg/n, floor, norm.NFC.String(s.worst), s.worstQuality)
		}
	}
	fmt.Fprintf(&b, "mean of categories | %d | %.4f |\n", queries, mean)
	if mean < 0.985 {
		t.Errorf("mean of categories = %.4f, want ≥ 0.985", mean)
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; rewrite with -update after reading:\n%s", name, got)
	}
}

// quality is nDCG@10 and whether the first hit has the highest gain there is.
// A query that nothing answers is right when nothing was found.
func quality(q judged, r search.Result) (ndcg, first float64) {
	if len(q.gain) == 0 {
		if r.Total == 0 {
			return 1, 1
		}
		return 0, 0
	}
	var ideal []int
	for _, g := range q.gain {
		ideal = append(ideal, g)
	}
	slices.SortFunc(ideal, func(a, b int) int { return b - a })
	best, got := 0.0, 0.0
	for i, g := range ideal[:min(10, len(ideal))] {
		best += (math.Exp2(float64(g)) - 1) / math.Log2(float64(i+2))
	}
	for i, h := range r.Hits[:min(10, len(r.Hits))] {
		got += (math.Exp2(float64(q.gain[h.ID])) - 1) / math.Log2(float64(i+2))
	}
	if len(r.Hits) > 0 && q.gain[r.Hits[0].ID] == ideal[0] {
		first = 1
	}
	return got / best, first
}

func titlesOf(w *world, entries []entry, real []search.Document, r search.Result) string {
	var out []string
	for _, h := range r.Hits[:min(3, len(r.Hits))] {
		if h.ID > 1_000_000 {
			out = append(out, real[h.ID-1_000_001].Title)
		} else {
			e := entries[h.ID-1]
			out = append(out, e.Title+" @"+w.places[e.place])
		}
	}
	return strings.Join(out, " / ")
}

// titleQueries are the whole titles of every third reported model, as they are
// and in another dress.
func titleQueries(entries []entry, real []search.Document, from int) []judged {
	var out []judged
	for i, d := range real {
		if i%3 != from {
			continue
		}
		text := d.Title
		switch i % 4 {
		case 1:
			text = norm.NFD.String(text)
		case 2:
			text = strings.ToUpper(text)
		}
		gain := map[int64]int{}
		for _, o := range real {
			if vietnamese.Canonical(o.Title) == vietnamese.Canonical(d.Title) {
				gain[o.ID] = 3
			}
		}
		for _, e := range entries {
			if vietnamese.Canonical(e.Title) == vietnamese.Canonical(d.Title) {
				gain[e.ID] = 3
			}
		}
		out = append(out, judged{wholeTitle, text, gain})
	}
	return out
}

// wholeTitle is the category of whole titles among all others.
const wholeTitle = "tên đầy đủ"

// everyday is the category of queries over the reported models alone.
const everyday = "hằng ngày"

// everydayQueries reads a file of what a journalist, a committee
// member or unit staff would type, TAB, the numbers of the reported models that
// answer, the best first group before a slash.
func everydayQueries(t *testing.T, name string) []judged {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []judged
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		text, answers, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("%s: %q", name, line)
		}
		best, also, _ := strings.Cut(answers, "/")
		gain := map[int64]int{}
		for g, list := range map[int]string{3: best, 1: also} {
			for no := range strings.FieldsSeq(list) {
				var n int64
				if _, err := fmt.Sscan(no, &n); err != nil {
					t.Fatalf("%s: %q: %v", name, line, err)
				}
				gain[1_000_000+n] = g
			}
		}
		out = append(out, judged{everyday, text, gain}, judged{everyday, norm.NFD.String(text), gain})
	}
	return out
}
