// Package sqlite is the database: all SQL of the program, the schema and its
// migrations, one file per noun.
//
// Every read is written once and is a method of [DB], of [Rx] inside [DB.View],
// where all reads are of one moment, and of [Tx] inside [DB.Update], which has the
// writes. The package knows no rule of the domain beyond the constraints of its
// tables and never starts work outside the database: what must follow a commit is
// a row in the outbox.
//
// The database is one file in WAL mode with one writer and a few readers.
// synchronous=FULL, because a registration that was acknowledged must survive a
// power cut: with NORMAL a cut lost acknowledged commits and numbers were issued
// twice.
//
//	db, err := sqlite.Open(ctx, "var/data.db", slog.Default())
//	err = db.Update(ctx, now, func(tx *sqlite.Tx) error { return tx.InsertEntry(&e) })
//	err = db.View(ctx, func(rx *sqlite.Rx) (err error) { list, err = rx.SeasonEntries(ctx, 2026); return err })
//
// Times are stored as Unix milliseconds, 0 for none; days as YYYY-MM-DD text.
package sqlite
