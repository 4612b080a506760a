package sqlite

import (
	"context"
	"database/sql"
	"sync"
)

// prepared is the handle for reading. It keeps the statements that it has prepared:
// for most reads of a page, to prepare one takes longer than to run it.
type prepared struct {
	*sql.DB
	mu    sync.RWMutex
	known map[string]*sql.Stmt
}

func prepare(db *sql.DB) *prepared { return &prepared{DB: db, known: map[string]*sql.Stmt{}} }

// mostPrepared bounds the statements kept; the texts of dynamic queries are many.
const mostPrepared = 200

func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s := p.statement(ctx, query); s != nil { //nolint:sqlclosecheck // kept, closed by Close
		return s.QueryContext(ctx, args...)
	}
	return p.DB.QueryContext(ctx, query, args...)
}

func (p *prepared) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if s := p.statement(ctx, query); s != nil { //nolint:sqlclosecheck // kept, closed by Close
		return s.QueryRowContext(ctx, args...)
	}
	return p.DB.QueryRowContext(ctx, query, args...)
}

// statement is the prepared statement of a query; nil when it is not kept or
// cannot be prepared, which the query itself then says.
func (p *prepared) statement(ctx context.Context, query string) *sql.Stmt {
	p.mu.RLock()
	s := p.known[query]
	full := len(p.known) >= mostPrepared
	p.mu.RUnlock()
	if s != nil || full {
		return s
	}
	s, err := p.PrepareContext(ctx, query)
	if err != nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if old := p.known[query]; old != nil {
		_ = s.Close() //nolint:sqlclosecheck // another was faster, this one is spare
		return old
	}
	p.known[query] = s
	return s
}

// Close closes the statements and the handle.
func (p *prepared) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.known {
		_ = s.Close() // the handle says what is wrong
	}
	clear(p.known)
	return p.DB.Close()
}
