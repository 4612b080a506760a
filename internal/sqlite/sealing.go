package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
)

// upgrade14 is the counter that migration 14 leaves until the program has done its part.
const upgrade14 = "upgrade 14"

// afterUpgrade does what a migration in SQL cannot; it goes on where an earlier run was
// stopped.
func (db *DB) afterUpgrade(ctx context.Context) error {
	waiting, err := db.Counter(ctx, upgrade14)
	if err != nil || waiting == 0 {
		return err
	}
	if err := db.registeredNames(ctx); err != nil {
		return err
	}
	if err := db.sealBefore(ctx); err != nil {
		return err
	}
	return db.Update(ctx, time.Now().UTC(), func(tx *Tx) error {
		return tx.exec(`DELETE FROM counter WHERE name = ?`, upgrade14)
	})
}

// sealBatch is how many entries one transaction of an upgrade seals; tests make it small.
var sealBatch = 200

// sealBefore seals the first edition of every entry that was public before there were
// editions, from what was reviewed, and logs what is left out. It goes on where an
// earlier run was stopped.
func (db *DB) sealBefore(ctx context.Context) error {
	sealed := 0
	for {
		ids, err := collect(ctx, db.read, scanID[registry.EntryID], `SELECT id FROM entry
			WHERE edition = 0 AND publication IN ('cong-khai','dinh-chinh','hen-gio') ORDER BY id LIMIT ?`, sealBatch)
		if err != nil {
			return fmt.Errorf("database %s: seal what is public: %w", db.path, err)
		}
		if len(ids) == 0 {
			if sealed > 0 {
				db.log.Info("public entries sealed", "editions", sealed)
			}
			return nil
		}
		err = db.Update(ctx, time.Now().UTC(), func(tx *Tx) error {
			for _, id := range ids {
				if err := tx.sealReviewed(ctx, db, id); err != nil {
					return fmt.Errorf("entry %d: %w", id, err)
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("database %s: seal what is public: %w", db.path, err)
		}
		sealed += len(ids)
	}
}

func (tx *Tx) sealReviewed(ctx context.Context, db *DB, id registry.EntryID) error {
	e, err := tx.Entry(ctx, id)
	if err != nil {
		return err
	}
	b := edition.Before{Entry: e}
	if b.Revisions, err = tx.Revisions(ctx, id); err != nil {
		return err
	}
	var slug registry.Slug
	err = tx.tx.QueryRowContext(ctx, `SELECT season, slug FROM address WHERE entry = ? ORDER BY season LIMIT 1`, id).Scan(&b.Season, &slug)
	switch {
	case err == nil:
		b.Moved = true
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	if e.Unit != "" {
		if err := tx.tx.QueryRowContext(ctx, `SELECT name FROM unit WHERE code = ?`, e.Unit).Scan(&b.Unit); err != nil {
			return err
		}
	}
	reviewed, left := edition.Reviewed(b)
	if b.Moved && reviewed.Season == b.Season && e.Season != b.Season { // a claim moved it: the address stays
		e.Slug = slug
	}
	by := edition.Stamp{Name: "Nâng cấp", Deed: registry.DidEntryRelease.String(), Reason: strings.Join(left, "; ")}
	if _, err := tx.seal(&e, &reviewed, by); err != nil {
		return err
	}
	if len(left) > 0 {
		db.log.Info("not public any more until it is reviewed", "entry", e.Number, "left out", by.Reason)
	}
	// What readers had last changed when the entry was last written.
	return tx.exec(`UPDATE entry SET shown_at = updated_at WHERE id = ?`, id)
}
