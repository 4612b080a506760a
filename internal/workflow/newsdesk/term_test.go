package newsdesk_test

import (
	"context"
	"slices"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow/newsdesk"
	"danvankheo/internal/workflow/workflowtest"
)

// A change of the vocabulary is in the record and undone once, and the list before it
// is there again.
func TestChangesOfTheVocabularyAreUndone(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), workflowtest.New(t)
	terms := func() (out []sqlite.Term) {
		list := workflowtest.Must[[]sqlite.Term](t)(h.DB.Terms(ctx))
		for _, x := range list {
			x.ID = 0
			out = append(out, x)
		}
		return out
	}
	add := func(term sqlite.Term) int64 {
		return workflowtest.Must[int64](t)(h.Newsdesk.AddTerm(ctx, h.Verifier, term, newsdesk.Effect{Tried: 100, Changed: 12}))
	}
	add(sqlite.Term{Kind: registry.AbbreviationTerm, Short: "TXLD", Words: "tổ xung kích"})
	before := terms()
	change := add(sqlite.Term{Kind: registry.SynonymTerm, Words: "nhà vệ sinh\n\n công trình  phụ "})
	if now := terms(); len(now) != 2 || now[0].Words != "nhà vệ sinh\ncông trình phụ" {
		t.Fatalf("terms = %+v", now)
	}
	c := workflowtest.Must[sqlite.TermChange](t)(h.DB.TermChange(ctx, change))
	if !c.Added || c.Tried != 100 || c.Changed != 12 || !c.Undone.IsZero() {
		t.Errorf("change = %+v", c)
	}
	workflowtest.KindIs(t, "undone by staff of a unit", h.Newsdesk.UndoTerm(ctx, h.Staff, change), registry.Denied)
	if err := h.Newsdesk.UndoTerm(ctx, h.Verifier, change); err != nil || !slices.Equal(terms(), before) {
		t.Errorf("undone: %v, %+v", err, terms())
	}
	again := add(c.Term)
	workflowtest.KindIs(t, "undone again, though somebody added it again", h.Newsdesk.UndoTerm(ctx, h.Verifier, change), registry.Conflict)
	if err := h.Newsdesk.UndoTerm(ctx, h.Verifier, again); err != nil {
		t.Fatal(err)
	}

	id := workflowtest.Must[[]sqlite.Term](t)(h.DB.Terms(ctx))[0].ID
	gone := workflowtest.Must[int64](t)(h.Newsdesk.DeleteTerm(ctx, h.Verifier, id, newsdesk.Effect{}))
	if len(terms()) != 0 {
		t.Errorf("taken away: %+v", terms())
	}
	other := add(sqlite.Term{Kind: registry.AbbreviationTerm, Short: "txld", Words: "tổ xe lửa"})
	workflowtest.KindIs(t, "undone over another meaning", h.Newsdesk.UndoTerm(ctx, h.Verifier, gone), registry.Conflict)
	if err := h.Newsdesk.UndoTerm(ctx, h.Verifier, other); err != nil {
		t.Fatal(err)
	}
	if err := h.Newsdesk.UndoTerm(ctx, h.Verifier, gone); err != nil || !slices.Equal(terms(), before) {
		t.Errorf("brought back: %v, %+v", err, terms())
	}
	workflowtest.KindIs(t, "no such change", h.Newsdesk.UndoTerm(ctx, h.Verifier, 999), registry.NotFound)
	workflowtest.KindIs(t, "no such term", second(h.Newsdesk.DeleteTerm(ctx, h.Verifier, 999, newsdesk.Effect{})), registry.NotFound)
}

func second[T any](_ T, err error) error { return err }

// Counts are of days: what is older than asked for is not in them.
func TestQuestionsOfTheLastDays(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), workflowtest.New(t)
	today := h.Newsdesk.Today()
	err := h.DB.Update(ctx, h.Newsdesk.Now(), func(tx *sqlite.Tx) error {
		return tx.AddQueryCounts([]sqlite.QueryCount{
			{Text: "hiến đất", Day: today.AddDays(-6), Asked: 2},
			{Text: "hiến đất", Day: today.AddDays(-7), Asked: 5, Empty: 5},
			{Text: "nước sạch", Day: today.AddDays(-40), Asked: 3},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	for days, want := range map[int][]int{7: {2}, 30: {7}, 90: {7, 3}, 0: {7, 3}} {
		var got []int
		for _, q := range workflowtest.Must[[]newsdesk.Question](t)(h.Newsdesk.Asked(ctx, h.Verifier, days)) {
			got = append(got, q.Asked)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d days: %v, want %v", days, got, want)
		}
	}
	_, err = h.Newsdesk.Asked(ctx, h.Staff, 7)
	workflowtest.KindIs(t, "staff of a unit", err, registry.Denied)
}
