package desk_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// A text that is longer than its field is refused in each of the long forms and in the
// editor of the story: the message is beside the field, what was typed stays, and
// nothing of it is stored.
func TestTooLongTextIsRefusedBesideItsField(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff, verifier := h.As(t, registry.UnitStaff), h.As(t, registry.Verifier)
	draft := h.NewDraft(t, staff, "dai")
	shot := h.AddPhoto(t, draft, 1)
	form := sitetest.DraftForm(testkit.CompleteContent(), h.Entry(t, draft).Version)
	if code, _, body := staff.Post(address.Entry.At(draft), form); code != http.StatusSeeOther {
		t.Fatalf("draft: %d\n%.600s", code, body)
	}
	accepted := h.SentEntry(t)
	var err error
	if accepted, err = h.Flow.Accept(context.Background(), h.ActorOf(t, registry.Verifier), accepted.ID, accepted.Version); err != nil {
		t.Fatal(err)
	}
	line, long := strings.Repeat("ế", registry.MaxLine+1), strings.Repeat("ế", registry.MaxText+1)
	for _, c := range []struct {
		who         *sitetest.Reader
		path        string
		field, text string
	}{
		{staff, address.Entry.At(draft), "method", long},
		{staff, address.Entry.At(draft), "partners.0.role", line},
		{staff, address.Entry.At(draft), "outcomes.0.label", line},
		{staff, address.Entry.At(draft), fmt.Sprintf("photos.%d.author", shot), line},
		{staff, address.EntryReport.At(accepted.ID), "leadership", long},
		{staff, address.EntryReport.At(accepted.ID), "outcomes.0.evidence", line},
		{staff, address.EntryReport.At(accepted.ID), "sites.0.note", line},
		{staff, address.EntryReport.At(accepted.ID), "resources.0.note", line},
		{verifier, address.EntryStory.At(accepted.ID), "long", long},
		{verifier, address.EntryStory.At(accepted.ID), "quote_name", line},
		{verifier, address.EntryStory.At(accepted.ID), "figures.1.label", line},
	} {
		_, _, page := c.who.Get(c.path)
		form := sitetest.PageForm(t, page)
		form.Set(c.field, c.text)
		form.Set("luu", "1")
		code, _, body := c.who.Post(c.path, form)
		if code != http.StatusUnprocessableEntity {
			t.Errorf("%s %s: %d, want 422", c.path, c.field, code)
			continue
		}
		if said := sitetest.FieldError(t, body, c.field); !strings.Contains(said, "ký tự, quá mức") {
			t.Errorf("%s %s: beside the field %q", c.path, c.field, said)
		}
		if got := sitetest.Typed(t, body, c.field); got != c.text {
			t.Errorf("%s %s: %d of %d bytes that were typed are left", c.path, c.field, len(got), len(c.text))
		}
		for _, id := range []registry.EntryID{draft, accepted.ID} {
			e := h.Entry(t, id)
			for _, x := range e.Texts() {
				if *x.At == c.text {
					t.Errorf("%s %s: stored as %s", c.path, c.field, x.Where())
				}
			}
		}
	}
}

// What is just as long as its field may be is kept, however the letters and line ends
// are written.
func TestTextAsLongAsItsFieldIsKept(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	ctx, a := context.Background(), h.ActorOf(t, registry.UnitStaff)
	e, err := h.Flow.Create(ctx, a, workflow.NewEntry{Season: 2026, Content: testkit.CompleteContent()})
	if err != nil {
		t.Fatal(err)
	}
	const decomposed = "e\u0302\u0301"
	d := workflow.Draft{Content: e.Content}
	d.Content.Method = "a" + strings.Repeat("\r\n"+decomposed, (registry.MaxText-1)/2)
	d.Content.Lead = strings.Repeat(decomposed, registry.MaxLine)
	if e, err = h.Flow.Save(ctx, a, e.ID, e.Version, d); err != nil {
		t.Fatal(err)
	}
	if n := len([]rune(e.Content.Lead)); n != registry.MaxLine {
		t.Errorf("kept %d characters", n)
	}
}
