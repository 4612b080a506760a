package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"danvankheo/internal/registry"
)

// reader has every read of the program, once. On a [DB] each is of a moment of its
// own (the count beside a page of a list may be of another); on an [Rx] all are of
// one moment; on a [Tx] they see what it wrote.
type reader struct {
	q    querier
	pool *DB // nil inside a transaction

	state State // of an [Rx]
}

// whole runs a read of several statements at one moment. fn reads through its own
// reader and calls nothing else.
func (rd reader) whole(ctx context.Context, fn func(reader) error) error {
	if rd.pool == nil {
		return fn(rd)
	}
	return rd.pool.snapshot(ctx, rd.pool.wholes, fn)
}

// querier runs a query: the handle for reading, a read transaction, the write
// transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

type scanner interface{ Scan(dest ...any) error }

// collect runs a query and scans every row.
func collect[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// one runs a query for one row; none is NotFound with msg.
func one[T any](ctx context.Context, q querier, scan func(scanner) (T, error), msg, query string, args ...any) (T, error) {
	v, err := scan(q.QueryRowContext(ctx, query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		var zero T
		return zero, registry.Errorf(registry.NotFound, "%s", msg)
	}
	return v, err
}
