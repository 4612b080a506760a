package search_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"danvankheo/internal/search"
	"danvankheo/internal/vietnamese"
)

// What a trial answers is what the index answers once the words are set, before any
// rebuild; and until they are set nothing changes for anybody.
func TestTrialAnswersAsTheWordsWill(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	abbr, syn := lists(t)
	x := open(t, t.TempDir(), search.Options{Abbreviations: abbr, Synonyms: syn})
	docs := append(village(), *titled(61, "TXLD ở xóm núi").Doc, *titled(62, "Tổ xung kích lưu động vùng hồ").Doc,
		*titled(63, "Câu lạc bộ nuôi dế mèn").Doc, *titled(64, "CLBD thôn Núi").Doc)
	rebuild(t, x, docs, 4)
	waiting := vietnamese.NewAbbreviations(append(abbr.List(), vietnamese.Abbreviation{Short: "CLBD", Long: "câu lạc bộ"}))
	x.SetAbbreviations(waiting) // another short form that waits for its rebuild
	more := search.Words{
		Abbreviations: vietnamese.NewAbbreviations(
			append(waiting.List(), vietnamese.Abbreviation{Short: "TXLD", Long: "tổ xung kích lưu động"})),
		Synonyms: vietnamese.NewSynonyms(append(slices.Clone(syn.Groups()), []string{"dế mèn", "côn trùng ăn được"})),
	}
	questions := []string{"TXLD", "tổ xung kích lưu động", "côn trùng ăn được", "CLBD", "câu lạc bộ", "hiến đất", "xyzzy", `"dế mèn"`}
	trial := x.Trial(search.Words{Abbreviations: waiting, Synonyms: syn}, more)
	var before, promised []string
	for _, q := range questions {
		now, then, err := trial.Ask(ctx, search.Query{Text: q, Limit: 5, NoFacets: true})
		if err != nil {
			t.Fatal(err)
		}
		before, promised = append(before, ids(now)), append(promised, ids(then))
		if got := ids(ask(t, x, search.Query{Text: q, Limit: 5})); got != ids(now) {
			t.Errorf("%q finds %q for readers, %q with the words of today", q, got, ids(now))
		}
	}
	x.SetAbbreviations(more.Abbreviations)
	x.SetSynonyms(more.Synonyms)
	for i, q := range questions {
		if got := ids(ask(t, x, search.Query{Text: q, Limit: 5})); got != promised[i] {
			t.Errorf("%q finds %q once set, the trial said %q", q, got, promised[i])
		}
	}
	for q, differs := range map[string]bool{"TXLD": true, "tổ xung kích lưu động": true, "côn trùng ăn được": true, "hiến đất": false} {
		if i := slices.Index(questions, q); (before[i] != promised[i]) != differs {
			t.Errorf("%q: %q before, %q after", q, before[i], promised[i])
		}
	}
	rebuild(t, x, docs, 4)
	if i := slices.Index(questions, "TXLD"); ids(ask(t, x, search.Query{Text: "TXLD", Limit: 5})) != promised[i] {
		t.Error("the rebuild takes back what the trial promised")
	}
}

func TestTrialEndsWithItsReader(t *testing.T) {
	t.Parallel()
	x := villageIndex(t)
	ctx, leave := context.WithCancel(context.Background())
	leave()
	if _, _, err := x.Trial(search.Words{}, search.Words{}).Ask(ctx, search.Query{Text: "hiến đất"}); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v", err)
	}
	if x.NeedsRebuild() {
		t.Error("a reader who left makes the index ask for a rebuild")
	}
}
