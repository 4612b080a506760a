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

// upgrade17 is the one that migration 17 leaves.
const upgrade17 = "upgrade 17"

// afterUpgrade does what a migration in SQL cannot; it goes on where an earlier run was
// stopped.
func (db *DB) afterUpgrade(ctx context.Context) error {
	for _, step := range []struct {
		counter string
		do      []func(context.Context) error
	}{
		{upgrade14, []func(context.Context) error{db.registeredNames, db.sealBefore}},
		{upgrade17, nil}, // the end of every transaction compares what is marked
	} {
		waiting, err := db.Counter(ctx, step.counter)
		if err != nil {
			return err
		}
		if waiting == 0 {
			continue
		}
		for _, do := range step.do {
			if err := do(ctx); err != nil {
				return err
			}
		}
		err = db.Update(ctx, time.Now().UTC(), func(tx *Tx) error {
			return tx.exec(`DELETE FROM counter WHERE name = ?`, step.counter)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// sealBatch is how many entries one transaction of an upgrade seals; tests make it small.
var sealBatch = 200

// sealBefore seals the first edition of every entry that is or was public before there
// were editions, from what was reviewed, and logs what is left out: the address of a
// story that was taken down goes on to say so. It goes on where an earlier run was
// stopped.
func (db *DB) sealBefore(ctx context.Context) error {
	sealed := 0
	for {
		ids, err := collect(ctx, db.read, scanID[registry.EntryID], `SELECT id FROM entry
			WHERE edition = 0 AND (`+isReleased+` OR publication = 'go' AND published_at > 0)
			ORDER BY id LIMIT ?`, sealBatch)
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
		taken, err := tx.slugTaken(e.Season, slug, id)
		if err != nil {
			return err
		}
		if taken { // by another entry of the year that it was moved to; its earlier address redirects
			e.Slug += "-" + registry.Slug(strings.ToLower(e.Number))
		}
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
