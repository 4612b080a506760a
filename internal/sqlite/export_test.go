package sqlite

import "context"

// Exec runs a statement on the writer, for tests that try what must fail.
func (db *DB) Exec(ctx context.Context, query string) error {
	_, err := db.write.ExecContext(ctx, query)
	return err
}

// Schema writes every table, index and trigger in order of name.
func (db *DB) Schema(ctx context.Context) ([]string, error) {
	return collect(
		ctx,
		db.read,
		func(s scanner) (q string, err error) { return q, s.Scan(&q) },
		`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'
			ORDER BY type DESC, name`,
	)
}

// OpenWith opens a database with the migrations of another program.
var OpenWith = openWith

// An upgrade of the few entries of a fixture takes several transactions.
func init() { sealBatch = 2 }

// Fragments are the conditions on the state of publication.
var Fragments = map[string]string{"isPublic": isPublic, "publicNow": publicNow, "isReleased": isReleased}
