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
	ended := db.ended.Load()
	tx, err := db.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback() // it wrote nothing
	// BEGIN alone takes no snapshot: the first read does.
	rd := reader{q: &moment{db.read, tx}}
	if err := rd.q.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM audit`).Scan(&rd.state.audited); err != nil {
		return err
	}
	rd.state.writes = db.begun.Load()
	rd.state.known = rd.state.writes == ended
	return fn(rd)
}

// State names what a read transaction sees: two that are equal and known see the
// same rows. Its zero value is not known.
type State struct {
	writes  uint64 // write transactions of this process that the moment has all of
	audited int64  // the last line of the record, for what a command of another process wrote
	known   bool   // no write was under way when the moment was taken
}

// Known reports whether something computed from a state may be kept for the next
// read of an equal one.
func (s State) Known() bool { return s.known }

// State names the moment that is read; that of a [Tx] is not known.
func (rx *Rx) State() State { return rx.state }

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
	db.begun.Add(1)
	defer db.ended.Add(1) // after the commit or the rollback
	defer tx.Rollback()   // nothing to do after Commit
	w := &Tx{Rx{reader{q: tx}}, tx, ctx, now}
	if err := fn(w); err != nil {
		return classify(err)
	}
	if err := w.compareWaiting(); err != nil {
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
