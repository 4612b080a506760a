package sqlite_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// A story that was taken down before there were editions has one after the upgrade, so
// that its address and the feeds go on to say so; an entry that was never public has
// none.
func TestUpgradeSealsWhatWasTakenDown(t *testing.T) {
	t.Parallel()
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "data.db")
	before := testkit.DB(t)
	taken := registry.Entry{
		Season: 2026, Publication: registry.Removed, PublishedAt: testkit.Now.Add(-time.Hour), RemovedAt: testkit.Now,
		Registration: registry.Accepted, Content: testkit.CompleteContent(),
	}
	never := taken
	never.PublishedAt = time.Time{}
	err := before.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error {
		for _, e := range []*registry.Entry{&taken, &never} {
			if err := tx.InsertEntry(e, 0, ""); err != nil {
				return err
			}
			if err := tx.UpdateEntry(e); err != nil { // which knows of the removal
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = before.Exec(ctx, `INSERT INTO counter (name, value) VALUES ('upgrade 14', 1)`)
	}
	if err == nil {
		err = before.CopyTo(ctx, path)
	}
	if err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Open(ctx, path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	gone, err := db.RemovedSince(ctx, testkit.Now.Add(-time.Minute), 10)
	if err != nil || len(gone) != 1 || gone[0].ID != taken.ID {
		t.Fatalf("%d stories are told to be gone, %v", len(gone), err)
	}
	if d, err := db.EditionAt(ctx, 2026, string(gone[0].Slug)); err != nil || d.Publication != registry.Removed {
		t.Errorf("its address: %v, %v", d.Publication, err)
	}
}
