package sqlite

import (
	"context"
	"fmt"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// registeredNames gives every entry the registered name in its row, where an earlier
// program wrote the headline of the story.
func (db *DB) registeredNames(ctx context.Context) error {
	type row struct {
		id             registry.EntryID
		name, headline string
	}
	wrong, err := collect(ctx, db.read, func(s scanner) (r row, err error) {
		return r, s.Scan(&r.id, &r.name, &r.headline)
	}, `SELECT id, content ->> '$.title', title FROM entry
		WHERE title = story ->> '$.headline' AND title <> content ->> '$.title'`)
	if err != nil || len(wrong) == 0 {
		return err
	}
	err = db.Update(ctx, time.Time{}, func(tx *Tx) error {
		for _, r := range wrong {
			var e registry.Entry
			e.Content.Title, e.Story.Headline = r.name, r.headline
			if err := tx.exec(`UPDATE entry SET title = ?, title_key = ?, title_fold = ? WHERE id = ?`,
				r.name, vietnamese.CollationKey(r.name), titleFold(&e), r.id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("database %s: registered names: %w", db.path, err)
	}
	db.log.Info("registered names restored", "entries", len(wrong))
	return nil
}
