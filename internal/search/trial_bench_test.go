//go:build linux

package search_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"syscall"
	"testing"

	"danvankheo/internal/search"
	"danvankheo/internal/vietnamese"
)

// BenchmarkTrial asks a hundred questions with the words of today and with one group
// more: what staff wait for before they save a word.
func BenchmarkTrial(b *testing.B) {
	for _, n := range benchSizes(b) {
		b.Run(fmt.Sprint(n), func(b *testing.B) { tryHundred(b, n) })
	}
}

func tryHundred(b *testing.B, n int) {
	entries := slices.Collect(generate(min(n, known), 1))
	queries := first.judgedQueries(entries, 5)
	rand.New(rand.NewPCG(6, 6)).Shuffle(len(queries), func(i, j int) { queries[i], queries[j] = queries[j], queries[i] })
	o := &ours{entries: entries}
	o.build(b, b.TempDir(), n)
	defer o.close()
	abbr, syn := lists(b)
	more := search.Words{Abbreviations: abbr, Synonyms: vietnamese.NewSynonyms(
		append(slices.Clone(syn.Groups()), []string{"góp ngày công", "đóng góp ngày công lao động"}))}
	asked, cpu := 0, cpuTime(syscall.RUSAGE_SELF)
	for b.Loop() {
		trial := o.x.Trial(search.Words{Abbreviations: abbr, Synonyms: syn}, more)
		for i := range 100 {
			q := search.Query{Text: queries[i%len(queries)].text, Limit: 5, NoFacets: true}
			if i%10 == 0 { // every tenth matches most entries
				q.Text = commonQueries[i/10%len(commonQueries)]
			}
			if _, _, err := trial.Ask(context.Background(), q); err != nil {
				b.Fatal(err)
			}
		}
		asked++
	}
	used := cpuTime(syscall.RUSAGE_SELF) - cpu
	b.ReportMetric(float64(used.Milliseconds())/float64(asked), "cpu-ms/preview")
}
