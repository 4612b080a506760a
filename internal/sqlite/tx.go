package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"danvankheo/internal/registry"
)

// Rx reads one moment: what it reads fits together, whatever is written beside
// it. It comes from [DB.View] or, inside a [Tx], with what that has written.
type Rx struct{ reader }

// Of the connections that read, Views hold at most mostViews and single reads of
// several statements at most mostWholes. What is left serves single statements and
// the preparing of them, so that nothing that holds a connection waits for another
// that does.
const mostReads, mostViews, mostWholes = 6, 3, 2

// View runs fn over one read transaction: every read through rx sees the moment
// at which View was called. Inside it, read through rx, never through db, which
// is at another moment; and never call View, which could wait for itself. Read
// what is needed and leave: the write-ahead log grows while a View is open.
func (db *DB) View(ctx context.Context, fn func(rx *Rx) error) error {
	return db.snapshot(ctx, db.views, func(rd reader) error { return fn(&Rx{rd}) })
}

// snapshot runs fn over one read transaction, when there is a place for it.
func (db *DB) snapshot(ctx context.Context, places chan struct{}, fn func(reader) error) error {
	select {
	case places <- struct{}{}:
		defer func() { <-places }()
	case <-ctx.Done():
		return ctx.Err()
	}
	tx, err := db.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback() // it wrote nothing
	// BEGIN alone takes no snapshot: the first read does.
	rd := reader{q: &moment{db.read, tx}}
	var n int
	if err := rd.q.QueryRowContext(ctx, `SELECT 1 FROM sqlite_schema LIMIT 1`).Scan(&n); err != nil {
		return err
	}
	return fn(rd)
}

// moment is the handle of one read transaction, with the prepared statements.
type moment struct {
	kept *prepared
	tx   *sql.Tx
}

func (m *moment) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s := m.kept.statement(ctx, query); s != nil {
		return m.tx.StmtContext(ctx, s).QueryContext(ctx, args...) //nolint:sqlclosecheck // it ends with the transaction
	}
	return m.tx.QueryContext(ctx, query, args...)
}

func (m *moment) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if s := m.kept.statement(ctx, query); s != nil {
		return m.tx.StmtContext(ctx, s).QueryRowContext(ctx, args...) //nolint:sqlclosecheck // it ends with the transaction
	}
	return m.tx.QueryRowContext(ctx, query, args...)
}

// Tx is the one write transaction. Its reads see what it has written.
type Tx struct {
	Rx
	tx  *sql.Tx
	ctx context.Context
	now time.Time
}

// Now is the time of the transaction: one for all it writes.
func (tx *Tx) Now() time.Time { return tx.now }

// Update runs fn in the one write transaction and commits if fn returns nil.
// Inside it, read through tx, never through db, which does not see what tx wrote.
func (db *DB) Update(ctx context.Context, now time.Time, fn func(*Tx) error) error {
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return classify(err)
	}
	defer tx.Rollback() // nothing to do after Commit
	if err := fn(&Tx{Rx{reader{q: tx}}, tx, ctx, now}); err != nil {
		return classify(err)
	}
	return classify(tx.Commit())
}

func (tx *Tx) exec(query string, args ...any) error {
	_, err := tx.tx.ExecContext(tx.ctx, query, args...)
	return err
}

// conflict turns "no row" of a guarded update into a Conflict with msg.
func conflict(err error, msg string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return registry.Errorf(registry.Conflict, "%s", msg)
	}
	return err
}
