package sqlite

import (
	"context"

	"danvankheo/internal/registry"
)

// RefRow joins an entry to the key that its caller knows it by.
type RefRow struct {
	ID      registry.EntryID
	Account registry.AccountID // whose key it is; 0: the importer's
	Ref     string
	Number  string
	Season  registry.Year
	Unit    registry.UnitCode
}

const refColumns = `SELECT id, ref_account, ref, number, season, coalesce(unit, '') FROM entry`

func scanRef(s scanner) (r RefRow, err error) {
	return r, s.Scan(&r.ID, &r.Account, &r.Ref, &r.Number, &r.Season, &r.Unit)
}

// Refs lists the keys of all entries.
func (db *DB) Refs(ctx context.Context) ([]RefRow, error) {
	return collect(ctx, db.read, scanRef, refColumns+` ORDER BY id`)
}

// RefOf finds the entry that an account made under a key of its own.
func (db *DB) RefOf(ctx context.Context, account registry.AccountID, ref string) (RefRow, error) {
	return one(ctx, db.read, scanRef, noEntry, refColumns+` WHERE ref_account = ? AND ref = ? AND ref <> ''`, account, ref)
}
