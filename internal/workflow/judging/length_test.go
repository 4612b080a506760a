package judging_test

import (
	"strings"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/workflow/judging"
)

// A line of a table of score sheets whose words are too long is wrong and not written,
// neither cut off nor in the way of the others.
func TestImportedSheetWithTooLongWordsIsWrong(t *testing.T) {
	t.Parallel()
	c := newCommittee(t, 4)
	c.appoint(t)
	if err := c.DecideGate(t.Context(), c.clerk, c.round.ID, c.entries, evaluation.Eligible, ""); err != nil {
		t.Fatal(err)
	}
	must[[]registry.EntryID](t)(c.Assign(t.Context(), c.clerk, c.round.ID, judging.Assigning{Everybody: true}))
	c.to(t, evaluation.Scoring)
	a := c.members[3]
	if err := c.DeclareTies(t.Context(), a, c.round.ID, c.entries, nil); err != nil {
		t.Fatal(err)
	}
	_, tasks, err := c.Queue(t.Context(), a, c.round.ID)
	if err != nil || len(tasks) < 2 {
		t.Fatalf("%d tasks, %v", len(tasks), err)
	}
	line := func(i int, comment string) judging.FilledSheet {
		return judging.FilledSheet{Number: tasks[i].Number, Sheet: evaluation.Sheet{
			Marks: map[string]evaluation.Mark{"T1": {Text: "12", Comment: comment}},
		}}
	}
	long := strings.Repeat("ế", 2001)
	out, err := c.ImportSheets(t.Context(), a, c.round.ID, []judging.FilledSheet{line(0, long), line(1, long[3:])}, false, true)
	if err != nil || out[0].State != judging.SheetWrong || len(out[0].Notes) != 1 ||
		!strings.Contains(out[0].Notes[0], "Nhận xét T1 dài 2.001 ký tự") || out[1].State != judging.SheetDraft {
		t.Fatalf("%+v, %v", out, err)
	}
	for i, want := range []int{0, 1} {
		x, err := c.Scoring(t.Context(), a, c.round.ID, tasks[i].Entry)
		if err != nil || x.Sheet.Version != want {
			t.Errorf("line %d: version %d, want %d, %v", i+1, x.Sheet.Version, want, err)
		}
	}
}

// A reason that nobody owes is no way around the limit of those that are owed.
func TestTooLongReasonsAreRefused(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ế", registry.MaxText+1)
	refused := func(name string, err error) {
		t.Helper()
		if registry.KindOf(err) != registry.Invalid || len(registry.FieldsOf(err)) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	early := newCommittee(t, 4)
	early.appoint(t)
	refused("gate", early.DecideGate(t.Context(), early.clerk, early.round.ID, early.entries, evaluation.Eligible, long))
	refused("tie", early.DeclareTies(t.Context(), early.members[1], early.round.ID, nil, map[registry.EntryID]string{early.entries[0]: long}))
	c := talking(t, 4)
	refused("feedback", c.ClearFeedback(t.Context(), c.clerk, c.round.ID, c.entries[0], long))
	refused("phase", c.MovePhase(t.Context(), c.clerk, c.round.ID, c.round.Version, evaluation.Shortlisting, long))
	c.to(t, evaluation.Shortlisting)
	refused("list", c.Shortlist(t.Context(), c.clerk, c.round.ID, nil, long))
	refused("note", c.AddNote(t.Context(), c.members[4], c.round.ID, c.entries[3], long))
}
