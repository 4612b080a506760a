package sqlite

import (
	"context"

	"danvankheo/internal/registry"
)

// Collection is a list of stories that editors put together.
type Collection struct {
	ID      int64
	Slug    string
	Title   string
	Lead    string
	Shown   bool // to everybody
	Entries []registry.EntryID
}

const collectionColumns = `id, slug, title, lead, shown`

func scanCollection(s scanner) (c Collection, err error) {
	return c, s.Scan(&c.ID, &c.Slug, &c.Title, &c.Lead, &c.Shown)
}

const noCollection = "Không tìm thấy bộ sưu tập này."

// Collections lists all collections without their entries, the newest first.
func (rd reader) Collections(ctx context.Context) ([]Collection, error) {
	return collect(ctx, rd.q, scanCollection, `SELECT `+collectionColumns+` FROM collection ORDER BY id DESC`)
}

// CollectionAt finds the collection of an address with its entries.
func (rd reader) CollectionAt(ctx context.Context, slug string) (Collection, error) {
	c, err := one(ctx, rd.q, scanCollection, noCollection, `SELECT `+collectionColumns+` FROM collection WHERE slug = ?`, slug)
	if err != nil {
		return c, err
	}
	c.Entries, err = collect(
		ctx,
		rd.q,
		scanID[registry.EntryID],
		`SELECT entry FROM collection_entry WHERE collection = ? ORDER BY position, entry`,
		c.ID,
	)
	return c, err
}

func scanID[T ~int64](s scanner) (id T, err error) { return id, s.Scan(&id) }

// PutCollection writes a collection whole: a new one when its id is 0. Its
// address is that of its first title and stays.
func (tx *Tx) PutCollection(c *Collection) error {
	if c.ID == 0 {
		if err := tx.tx.QueryRowContext(tx.ctx, `INSERT INTO collection (slug, title, lead, shown, created_at)
			VALUES (?,?,?,?,?) RETURNING id`, c.Slug, c.Title, c.Lead, c.Shown, millis(tx.now)).Scan(&c.ID); err != nil {
			return err
		}
	} else if err := tx.exec(`UPDATE collection SET title = ?, lead = ?, shown = ?
		WHERE id = ?`, c.Title, c.Lead, c.Shown, c.ID); err != nil {
		return err
	}
	if err := tx.exec(`DELETE FROM collection_entry WHERE collection = ?`, c.ID); err != nil {
		return err
	}
	for i, id := range c.Entries {
		if err := tx.exec(`INSERT INTO collection_entry (collection, entry, position) VALUES (?,?,?)`, c.ID, id, i); err != nil {
			return err
		}
	}
	return nil
}

// EntryByNumber finds the id of an entry by its number.
func (rd reader) EntryByNumber(ctx context.Context, number string) (registry.EntryID, error) {
	return one(ctx, rd.q, scanID[registry.EntryID], noEntry, `SELECT id FROM entry WHERE number = ?`, number)
}

// PutHomePicks writes which stories come first on the first page, in order.
func (tx *Tx) PutHomePicks(ids []registry.EntryID) error {
	if err := tx.exec(`DELETE FROM home_pick`); err != nil {
		return err
	}
	for i, id := range ids {
		if err := tx.exec(`INSERT INTO home_pick (entry, position) VALUES (?,?)`, id, i); err != nil {
			return err
		}
	}
	return nil
}

// HomePicks lists the stories that editors put first on the first page, in order.
func (rd reader) HomePicks(ctx context.Context) ([]registry.EntryID, error) {
	return collect(ctx, rd.q, scanID[registry.EntryID], `SELECT entry FROM home_pick ORDER BY position`)
}
