package workflow_test

import (
	"slices"
	"strconv"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// Who marks an entry "không đăng", and who lifts the mark, is found under that name, not
// under the writing of a story; neither releases an edition.
func TestMarkingNotForPublicationIsADeedOfItsOwn(t *testing.T) {
	t.Parallel()
	ctx, h := t.Context(), newHouse(t)
	entry := must[registry.Entry](t)
	e := h.accepted(t)
	deeds := func() []string {
		list, _, err := h.DB.Audits(ctx, sqlite.AuditFilter{Object: "entry:" + strconv.FormatInt(int64(e.ID), 10), Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, x := range list {
			out = append(out, x.Action)
		}
		return out
	}
	count := func(d registry.Deed) int {
		n := 0
		for _, x := range deeds() {
			if x == d.String() {
				n++
			}
		}
		return n
	}
	written := count(registry.DidEntryWrite)
	e = entry(h.Classify(ctx, h.Verifier, e.ID, e.Version, true))
	if count(registry.DidEntryClassify) != 1 || count(registry.DidEntryDeclassify) != 0 {
		t.Errorf("marked: %v", deeds())
	}
	e = entry(h.Classify(ctx, h.Verifier, e.ID, e.Version, false))
	if count(registry.DidEntryClassify) != 1 || count(registry.DidEntryDeclassify) != 1 {
		t.Errorf("mark lifted: %v", deeds())
	}
	if count(registry.DidEntryWrite) != written {
		t.Errorf("the mark is recorded as writing: %v", deeds())
	}
	if registry.DidEntryClassify.Seals() || registry.DidEntryDeclassify.Seals() || e.Edition != 0 {
		t.Error("a mark releases an edition")
	}
	if slices.Contains([]string{"", "Viết bài"}, registry.DidEntryClassify.Label()) {
		t.Errorf("the deed is called %q", registry.DidEntryClassify.Label())
	}
}
