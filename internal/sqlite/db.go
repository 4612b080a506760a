package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"danvankheo/internal/registry"
)

//go:embed migrations/*.sql
var migrations embed.FS

// DB is one open database. Each read on it is of a moment of its own; several of
// one moment need [DB.View].
type DB struct {
	reader
	path          string
	read          *prepared
	views, wholes chan struct{} // a place for each read transaction that is under way
	write         *sql.DB
	begun, ended  atomic.Uint64 // write transactions of this process; see [State]
	log           *slog.Logger
	steps         fs.FS // the migrations
}

// Open opens the database file, making it when it is not there, and runs the
// migrations it lacks. A database of a newer program is refused.
func Open(ctx context.Context, path string, log *slog.Logger) (*DB, error) {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return openWith(ctx, path, log, dir)
}

// openWith is Open with the migrations of another program.
func openWith(ctx context.Context, path string, log *slog.Logger, steps fs.FS) (*DB, error) {
	pragmas := "_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)"
	dsn := func(extra string) string {
		return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + pragmas + extra
	}
	write, err := sql.Open("sqlite", dsn("&_txlock=immediate"))
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", path, err)
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", dsn("&_pragma=query_only(1)&_pragma=cache_size(-16000)"))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("database %s: %w", path, err), write.Close())
	}
	read.SetMaxOpenConns(mostReads)
	read.SetMaxIdleConns(mostReads)
	db := newDB(path, read, write, log)
	db.steps = steps
	if err := db.migrate(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := db.afterUpgrade(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// newDB is a database over its two handles.
func newDB(path string, read, write *sql.DB, log *slog.Logger) *DB {
	db := &DB{
		path: path, read: prepare(read), write: write, log: log,
		views: make(chan struct{}, mostViews), wholes: make(chan struct{}, mostWholes),
	}
	db.reader = reader{q: db.read, pool: db}
	return db
}

// Close closes both handles; the write-ahead log is folded into the file.
func (db *DB) Close() error { return errors.Join(db.read.Close(), db.write.Close()) }

// Path gives the file of the database.
func (db *DB) Path() string { return db.path }

func (db *DB) provider() (*goose.Provider, error) {
	return goose.NewProvider(goose.DialectSQLite3, db.write, db.steps, goose.WithSlog(slog.New(slog.DiscardHandler)))
}

func (db *DB) migrate(ctx context.Context) error {
	p, err := db.provider()
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("database %s: read schema version: %w", db.path, err)
	}
	sources := p.ListSources()
	newest := sources[len(sources)-1].Version
	if have > newest {
		return fmt.Errorf(
			"database %s has schema %d, this program knows %d: run the newer program, or go back to the copy made before the upgrade "+
				"with danvankheo rollback -state %s",
			db.path,
			have,
			newest,
			filepath.Dir(db.path),
		)
	}
	if have == newest {
		return nil
	}
	if have > 0 {
		if err := db.beforeUpgrade(ctx, have); err != nil {
			return err
		}
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf(
			"database %s: migrate from %d to %d: %w: nothing of the failed step was written; the older program goes on with danvankheo "+
				"rollback -state %s",
			db.path,
			have,
			newest,
			err,
			filepath.Dir(db.path),
		)
	}
	db.log.Info("schema migrated", "from", have, "to", newest)
	return nil
}

// SchemaVersion gives the number of the last migration.
func (db *DB) SchemaVersion(ctx context.Context) (int64, error) {
	return db.presentSchema(ctx)
}

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	var one int
	return db.read.QueryRowContext(ctx, `SELECT 1`).Scan(&one)
}

// Integrity runs the integrity and foreign key checks and lists what they found.
func (db *DB) Integrity(ctx context.Context) ([]string, error) {
	found, err := collect(ctx, db.read, func(s scanner) (string, error) {
		var line string
		return line, s.Scan(&line)
	}, `PRAGMA integrity_check`)
	if err != nil {
		return nil, err
	}
	if len(found) == 1 && found[0] == "ok" {
		found = nil
	}
	broken, err := collect(ctx, db.read, func(s scanner) (string, error) {
		var table, parent string
		var row, key sql.NullInt64
		err := s.Scan(&table, &row, &parent, &key)
		return fmt.Sprintf("%s %d → %s", table, row.Int64, parent), err
	}, `PRAGMA foreign_key_check`)
	return append(found, broken...), err
}

// CopyTo writes a consistent copy of the database into a new file while writes
// go on.
func (db *DB) CopyTo(ctx context.Context, path string) error {
	ro, err := sql.Open("sqlite", "file:"+(&url.URL{Path: db.path}).EscapedPath()+"?mode=ro&_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	defer ro.Close()
	if _, err := ro.ExecContext(ctx, `VACUUM INTO ?`, path); err != nil {
		return fmt.Errorf("copy database to %s: %w", path, err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("copy database to %s: %w", path, err)
	}
	return errors.Join(f.Chmod(0o600), f.Sync(), f.Close())
}

// classify turns the driver's errors that have a meaning into domain errors.
func classify(err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() {
		case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
			return &registry.Error{Kind: registry.Conflict, Msg: "Đã có bản ghi này.", Err: err}
		case sqlite3.SQLITE_FULL:
			return fmt.Errorf("the disk is full: free space, then retry: %w", err)
		}
	}
	return err
}

// IsUnique reports whether an error is a broken uniqueness constraint on a column
// or index that the name occurs in.
func IsUnique(err error, name string) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY) &&
		strings.Contains(e.Error(), name)
}

// millis stores a time; the zero time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// when reads a stored time.
func when(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// document writes a value as JSON text: STRICT tables take no bytes for text.
func document(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// null stores "" as NULL.
func null(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// where builds the conditions of a dynamic query; arguments only travel as ?.
type where struct {
	conds []string
	args  []any
}

func (w *where) add(cond string, args ...any) {
	w.conds = append(w.conds, cond)
	w.args = append(w.args, args...)
}

// in adds "column IN (…)"; an empty list adds nothing.
func (w *where) in(column string, values []string) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	w.add(column+" IN (?"+strings.Repeat(",?", len(values)-1)+")", args...)
}

func (w *where) String() string {
	if len(w.conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conds, " AND ")
}
