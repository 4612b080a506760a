package sqlite_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// TestWaitingIsCountedByTheStorage: whatever is written of what an edition seals, by
// whichever function, the entry is counted as waiting at the end of the transaction, and
// no longer when it is as it was or sealed.
func TestWaitingIsCountedByTheStorage(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	var e, older registry.Entry
	update := func(fn func(tx *sqlite.Tx) error) {
		t.Helper()
		if err := db.Update(ctx, time.Now(), fn); err != nil {
			t.Fatal(err)
		}
	}
	published := func(title string) (e registry.Entry) {
		e = registry.Entry{
			Season: 2026, Origin: registry.Registered, Registration: registry.Accepted, Result: registry.Effective,
			Publication: registry.Published, PublishedAt: time.Now(), Content: testkit.CompleteContent(),
		}
		e.Content.Title = title
		update(func(tx *sqlite.Tx) error { return testkit.Insert(tx, &e) })
		return e
	}
	e, older = published("Đường hoa thôn Hạ"), published("Đường hoa năm trước")
	units, err := db.Units(ctx)
	if err != nil {
		t.Fatal(err)
	}
	joint := units[0].Code
	words := registry.PhotoText{
		Caption: "Bà con trồng hoa", Alt: "Nhiều người trồng hoa", Author: "Hồng Nhung", TakenOn: "2026-03-12",
		Basis: registry.PublicActivity,
	}
	photo := registry.Photo{Entry: e.ID, Hash: "aa", Width: 4, Height: 3, Bytes: 10, PhotoText: words}
	second := registry.Photo{Entry: e.ID, Hash: "bb", Width: 4, Height: 3, Bytes: 10, PhotoText: words}
	for _, step := range []struct {
		name    string
		waiting bool
		do      func(tx *sqlite.Tx) error
	}{
		{"nothing", false, func(*sqlite.Tx) error { return nil }},
		{"a word", true, func(tx *sqlite.Tx) error { e.Content.Method += " Thêm."; return tx.UpdateEntry(&e) }},
		{"sealed", false, func(tx *sqlite.Tx) error { return seal(ctx, tx, e.ID) }},
		{"a note of the house", false, func(tx *sqlite.Tx) error { e.ReturnReason = "xem lại"; return tx.UpdateEntry(&e) }},
		{"a photo", true, func(tx *sqlite.Tx) error { _, err := tx.InsertPhoto(&photo); return err }},
		{"the photo deleted", false, func(tx *sqlite.Tx) error { return tx.DeletePhoto(e.ID, photo.ID) }},
		{"two photos", true, func(tx *sqlite.Tx) error {
			if _, err := tx.InsertPhoto(&photo); err != nil {
				return err
			}
			_, err := tx.InsertPhoto(&second)
			return err
		}},
		{"sealed with photos", false, func(tx *sqlite.Tx) error { return seal(ctx, tx, e.ID) }},
		{"the order of photos", true, func(tx *sqlite.Tx) error { photo.Position = 9; return tx.UpdatePhoto(photo) }},
		{"the order as it was", false, func(tx *sqlite.Tx) error { photo.Position = 1; return tx.UpdatePhoto(photo) }},
		{"a caption", true, func(tx *sqlite.Tx) error { photo.Caption = "Khác"; return tx.UpdatePhoto(photo) }},
		{"taken down", false, func(tx *sqlite.Tx) error { photo.TakenDown = true; return tx.UpdatePhoto(photo) }},
		{"a sealed photo dropped", true, func(tx *sqlite.Tx) error { return tx.DeletePhoto(e.ID, second.ID) }},
		{"sealed without it", false, func(tx *sqlite.Tx) error { return seal(ctx, tx, e.ID) }},
		{"a link", true, func(tx *sqlite.Tx) error {
			return tx.PutLink(e.ID, registry.Link{To: older.ID, Kind: registry.Continues})
		}},
		{"the link away", false, func(tx *sqlite.Tx) error { return tx.DeleteLink(e.ID, older.ID) }},
		{"a co-owner who was asked", false, func(tx *sqlite.Tx) error {
			return tx.PutCoOwner(e.ID, registry.CoOwner{Unit: joint, At: time.Now()})
		}},
		{"a co-owner", true, func(tx *sqlite.Tx) error {
			return tx.PutCoOwner(e.ID, registry.CoOwner{Unit: joint, State: registry.Joined, At: time.Now()})
		}},
		{"the co-owner away", false, func(tx *sqlite.Tx) error { return tx.DeleteCoOwner(e.ID, joint) }},
		{"asked whether it lives", false, func(tx *sqlite.Tx) error { _, err := tx.AskSurvival(e.ID, 12); return err }},
		{"the answer", true, func(tx *sqlite.Tx) error {
			return tx.AnswerSurvival(registry.Survival{Entry: e.ID, Months: 12, Fate: registry.Kept})
		}},
	} {
		update(step.do)
		n, err := db.WaitingChanges(ctx, e.ID)
		if err != nil {
			t.Fatal(err)
		}
		if (n > 0) != step.waiting || n < 0 {
			t.Errorf("after %s: %d places wait", step.name, n)
		}
		list, _, err := db.List(ctx, registry.Actor{Role: registry.Verifier}, sqlite.Filter{Waiting: true, Sort: "waiting"}, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if listed := slices.ContainsFunc(list, func(r sqlite.Row) bool {
			return r.ID == e.ID && r.Waiting == n && !r.WaitingSince.IsZero()
		}); listed != step.waiting {
			t.Errorf("after %s: in the list of what waits: %v", step.name, listed)
		}
	}
	if n, err := db.WaitingChanges(ctx, older.ID); n != 0 || err != nil {
		t.Errorf("the other entry: %d, %v", n, err)
	}
}

// TestUpgradeComparesWhatIsMarked: the first opening after the migration compares every
// entry that it marked, once.
func TestUpgradeComparesWhatIsMarked(t *testing.T) {
	t.Parallel()
	ctx, log, path := context.Background(), slog.New(slog.DiscardHandler), filepath.Join(t.TempDir(), "data.db")
	db, err := sqlite.Open(ctx, path, log)
	if err != nil {
		t.Fatal(err)
	}
	e := registry.Entry{
		Origin: registry.Reported, Registration: registry.Unregistered, Publication: registry.Published, PublishedAt: time.Now(),
		Content: testkit.CompleteContent(),
	}
	if err := db.Update(ctx, time.Now(), func(tx *sqlite.Tx) error { return testkit.Insert(tx, &e) }); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{
		`UPDATE entry SET content = json_set(content, '$.method', 'Cách làm khác.')`,
		`INSERT INTO counter (name, value) VALUES ('upgrade 17', 1)`,
	} {
		if err := db.Exec(ctx, q); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := db.WaitingChanges(ctx, e.ID); n != -1 || err != nil {
		t.Fatalf("before the opening: %d, %v", n, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err = sqlite.Open(ctx, path, log); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if n, err := db.WaitingChanges(ctx, e.ID); n != 1 || err != nil {
		t.Errorf("after it: %d places, %v", n, err)
	}
	if n, err := db.Counter(ctx, "upgrade 17"); n != 0 || err != nil {
		t.Errorf("the upgrade would be done again: %d, %v", n, err)
	}
}

// seal releases an entry as it is.
func seal(ctx context.Context, tx *sqlite.Tx, id registry.EntryID) error {
	e, err := tx.Entry(ctx, id)
	if err != nil {
		return err
	}
	_, err = tx.Seal(&e, edition.Stamp{Name: "thử", Deed: registry.DidEntryRelease.String()})
	return err
}
