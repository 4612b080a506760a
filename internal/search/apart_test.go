package search_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"danvankheo/internal/search"
	"danvankheo/internal/vietnamese"
)

// Two words that the texts hold, but never side by side, are most likely one word
// that they do not hold: nothing answers them, however often they stand apart. The
// few that do are names of publishers, and words that say nothing beside another.
func TestWordsApartAreNoAnswer(t *testing.T) {
	t.Parallel()
	w := readMixedWorld(t)
	x := indexOf(t, func(yield func(search.Document) bool) {
		for _, p := range w.all() {
			if !yield(p.doc) {
				return
			}
		}
	})
	x.SetUnits(w.unitNames())
	beside, known := map[string]bool{}, map[string]int{}
	for _, p := range w.all() {
		d := &p.doc
		for _, text := range []string{d.Title, d.Summary, d.Body, d.Unit, d.Captions, d.Figures, d.Publisher, d.Source} {
			toks := vietnamese.Tokens(text)
			for i, k := range toks {
				if k.Kind == vietnamese.Word && k.Text != k.Fold {
					known[k.Text]++
				}
				if i > 0 {
					beside[toks[i-1].Fold+" "+k.Fold] = true
				}
			}
		}
	}
	const common = 60 // times: everyday words are among those that are there more often
	words := slices.DeleteFunc(slices.Sorted(maps.Keys(known)), func(s string) bool { return known[s] > common })
	r := rand.New(rand.NewPCG(3, 9))
	const asked = 400
	wrong := []string{}
	for n := 0; n < asked; n++ {
		a, b := words[r.IntN(len(words))], words[r.IntN(len(words))]
		if a == b || beside[vietnamese.Fold(a)+" "+vietnamese.Fold(b)] {
			continue
		}
		if ask(t, x, search.Query{Text: a + " " + b}).Total > 0 {
			wrong = append(wrong, a+" "+b)
		}
	}
	if len(wrong) > asked/25 {
		t.Errorf("%d of %d are answered: %q", len(wrong), asked, wrong)
	}
}
