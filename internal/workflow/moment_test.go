package workflow_test

import (
	"context"
	"slices"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

const (
	ownUnit   = "07210-202507"
	otherUnit = "07870-202507"
	thirdUnit = "07228-202507"
)

// related is an entry of [ownUnit] with one of everything that its pages show.
type related struct {
	entry        registry.EntryID
	seen, hidden registry.EntryID // that it learns from: a public story, and a draft of another unit
	into         registry.EntryID // that it was merged into: sent by another unit
	// that learn from it
	followerDraft, followerSent, followerPublic registry.EntryID
}

func insertRelated(t *testing.T, h *house) (r related) {
	t.Helper()
	err := h.Update(context.Background(), func(tx *sqlite.Tx) error {
		insert := func(title string, unit registry.UnitCode, s registry.Registration, p registry.Publication) registry.Entry {
			e := registry.Entry{Season: 2026, Unit: unit, Registration: s, Publication: p, Content: testkit.CompleteContent()}
			e.Content.Title = title
			if err := tx.InsertEntry(&e, 0, ""); err != nil {
				t.Fatal(err)
			}
			return e
		}
		learns := func(from, to registry.EntryID) {
			if err := tx.PutLink(from, registry.Link{To: to, Kind: registry.LearnsFrom}); err != nil {
				t.Fatal(err)
			}
		}
		e := insert("Mô hình được hỏi", ownUnit, registry.Accepted, registry.Published)
		r.entry = e.ID
		r.seen = insert("Bài đã đăng", otherUnit, registry.Accepted, registry.Published).ID
		r.hidden = insert("Bản nháp nơi khác", otherUnit, registry.Draft, registry.InternalOnly).ID
		r.into = insert("Mô hình còn lại", otherUnit, registry.Sent, registry.InternalOnly).ID
		r.followerDraft = insert("Nháp học theo", thirdUnit, registry.Draft, registry.InternalOnly).ID
		r.followerSent = insert("Đăng ký học theo", thirdUnit, registry.Sent, registry.InternalOnly).ID
		r.followerPublic = insert("Bài học theo", thirdUnit, registry.Accepted, registry.Published).ID
		for _, to := range []registry.EntryID{r.seen, r.hidden} {
			learns(r.entry, to)
		}
		for _, from := range []registry.EntryID{r.followerDraft, r.followerSent, r.followerPublic} {
			learns(from, r.entry)
		}
		e.MergedInto, e.Result = r.into, registry.ReportSent
		e.Content.Outcomes = []registry.Outcome{{Indicator: "AGREE_RATE", Actual: "154", Period: "nam"}} // a share above the whole
		if err := tx.UpdateEntry(&e); err != nil {
			return err
		}
		return tx.KeepRevision(&e, h.Staff, registry.DidEntrySend, "")
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func idsOf(list []registry.Entry) (ids []registry.EntryID) {
	for i := range list {
		ids = append(ids, list[i].ID)
	}
	slices.Sort(ids)
	return ids
}

// What stands beside an entry is no more than its reader may see of each: links,
// followers and the entry it went into by the rights over those; the history for
// who sees inside; the figures to check for who reviews.
func TestReadEntryLeavesOutWhatItsReaderMayNotSee(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	r := insertRelated(t, h)
	role := func(x registry.Role) registry.Actor { return registry.Actor{Account: 9, Role: x} }
	type ids = []registry.EntryID
	for _, c := range []struct {
		who              string
		actor            registry.Actor
		links, followers ids
		into             bool
		revisions, odd   int
	}{
		{"a visitor", registry.Actor{}, ids{r.seen}, ids{r.followerPublic}, false, 0, 0},
		{"a journalist", role(registry.Journalist), ids{r.seen}, ids{r.followerPublic}, false, 0, 0},
		{"a member of the council", role(registry.CouncilMember), ids{r.seen}, ids{r.followerPublic}, false, 0, 0},
		{
			"another unit, which drafts a follower", testkit.Staff(t, h.Ledger(), 3, thirdUnit),
			ids{r.seen}, ids{r.followerDraft, r.followerSent, r.followerPublic}, false, 0, 0,
		},
		{
			"another unit, which it learns from", testkit.Staff(t, h.Ledger(), 4, otherUnit),
			ids{r.seen, r.hidden}, ids{r.followerPublic}, true, 0, 0,
		},
		{"its unit, which confirms who follows", h.Staff, ids{r.seen}, ids{r.followerSent, r.followerPublic}, false, 1, 0},
		{"the secretary", role(registry.Secretary), ids{r.seen}, ids{r.followerSent, r.followerPublic}, true, 1, 0},
		{
			"the verifier", h.Verifier,
			ids{r.seen, r.hidden}, ids{r.followerDraft, r.followerSent, r.followerPublic}, true, 1, 1,
		},
	} {
		v, err := h.ReadEntry(ctx, c.actor, r.entry, registry.View)
		if err != nil {
			t.Errorf("%s: %v", c.who, err)
			continue
		}
		if got := idsOf(v.Links); !slices.Equal(got, c.links) {
			t.Errorf("%s sees links %v, want %v", c.who, got, c.links)
		}
		if got := idsOf(v.Followers); !slices.Equal(got, c.followers) {
			t.Errorf("%s sees followers %v, want %v", c.who, got, c.followers)
		}
		if got := v.Into != nil; got != c.into || got && v.Into.ID != r.into {
			t.Errorf("%s sees what it went into: %v, want %v", c.who, got, c.into)
		}
		if len(v.Revisions) != c.revisions || len(v.Outliers) != c.odd {
			t.Errorf("%s sees %d revisions, %d outliers, want %d, %d", c.who, len(v.Revisions), len(v.Outliers), c.revisions, c.odd)
		}
	}
}

// A form is given the links that its writer may see and the later days of its unit.
func TestReadFormHasTheLinksAndExtensionsOfItsWriter(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	r := insertRelated(t, h)
	err := h.Update(ctx, func(tx *sqlite.Tx) error {
		for _, unit := range []registry.UnitCode{ownUnit, otherUnit} {
			if err := tx.PutExtension(registry.Extension{Season: 2026, Unit: unit, Until: "2026-12-20"}, h.Verifier); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	v, err := h.ReadForm(ctx, h.Staff, r.entry, registry.View)
	if err != nil {
		t.Fatal(err)
	}
	if got := idsOf(v.Links); !slices.Equal(got, []registry.EntryID{r.seen}) {
		t.Errorf("links %v, want only what is public", got)
	}
	if len(v.Extensions) != 1 || v.Extensions[0].Unit != ownUnit {
		t.Errorf("extensions %v, want only that of the unit", v.Extensions)
	}
}

// What may not be seen is not found and what may not be done is refused, and
// neither gives anything of the entry away.
func TestReadEntryAndReadFormRefuse(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	r := insertRelated(t, h)
	for _, c := range []struct {
		what  string
		actor registry.Actor
		id    registry.EntryID
		act   registry.Action
		want  registry.ErrorKind
	}{
		{"no such entry", h.Verifier, 4711, registry.View, registry.NotFound},
		{"a draft to a visitor", registry.Actor{}, r.hidden, registry.View, registry.NotFound},
		{"a draft to another unit", h.Staff, r.hidden, registry.View, registry.NotFound},
		{"the form of a draft to another unit", h.Staff, r.hidden, registry.Edit, registry.NotFound},
		{"a sent entry to another unit", h.Staff, r.followerSent, registry.View, registry.NotFound},
		{"review by the unit", h.Staff, r.entry, registry.Review, registry.Denied},
		{"the inside of a public entry to a visitor", registry.Actor{}, r.entry, registry.ViewInside, registry.Denied},
		{"the form of what was sent", h.Staff, r.entry, registry.Edit, registry.Conflict},
	} {
		v, err := h.ReadEntry(ctx, c.actor, c.id, c.act)
		kindIs(t, c.what, err, c.want)
		form, err := h.ReadForm(ctx, c.actor, c.id, c.act)
		kindIs(t, c.what+" as a form", err, c.want)
		if v.Entry.ID != 0 || form.Entry.ID != 0 || v.Entry.Content.Title != "" || form.Entry.Content.Title != "" {
			t.Errorf("%s: refused, but the entry is given", c.what)
		}
	}
}
