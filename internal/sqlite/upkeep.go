package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// keptCopies is how many copies of earlier schemas stay beside the database.
const keptCopies = 3

// UpgradeFolder holds, beside the database, one copy for each schema it had
// before an upgrade: what a rollback goes back to.
const UpgradeFolder = "upgrades"

// Newest gives the schema this program brings.
func Newest() (int64, error) {
	list, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return 0, err
	}
	var newest int64
	for _, name := range list {
		digits, _, _ := strings.Cut(filepath.Base(name), "_")
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("migration %s: %w", name, err)
		}
		newest = max(newest, n)
	}
	return newest, nil
}

// Inspect opens a database file as it is: nothing is made, migrated or written.
// Every write through it fails.
func Inspect(path string, log *slog.Logger) (*DB, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() + "?_pragma=busy_timeout(10000)&_pragma=query_only(1)"
	var both [2]*sql.DB
	for i := range both {
		var err error
		if both[i], err = sql.Open("sqlite", dsn); err != nil {
			return nil, fmt.Errorf("database %s: %w", path, err)
		}
	}
	return newDB(path, both[0], both[1], log), nil
}

// Schema reports the schema of a database file without changing anything in it; 0
// when there is no database yet.
func Schema(ctx context.Context, path string) (version int64, err error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return 0, nil
	}
	db, err := Inspect(path, slog.New(slog.DiscardHandler))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.presentSchema(ctx)
}

// presentSchema reads the number of the last migration without touching the
// table that goose would make.
func (db *DB) presentSchema(ctx context.Context) (int64, error) {
	var tables int
	if err := db.read.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema WHERE name = 'goose_db_version'`).Scan(&tables); err != nil {
		return 0, fmt.Errorf("database %s: %w", db.path, err)
	}
	if tables == 0 {
		return 0, nil
	}
	var version int64
	err := db.read.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied = 1`).Scan(&version)
	return version, err
}

// beforeUpgrade makes sure that an upgrade can be undone: a damaged database is
// not upgraded, and a sound one is copied first.
func (db *DB) beforeUpgrade(ctx context.Context, have int64) error {
	faults, err := db.Integrity(ctx)
	if err != nil {
		return fmt.Errorf("database %s: check before the upgrade: %w", db.path, err)
	}
	if len(faults) > 0 {
		return fmt.Errorf(
			"database %s is damaged (%s) and is not upgraded: restore a backup with danvankheo restore FILE",
			db.path,
			faults[0],
		)
	}
	dir := filepath.Join(filepath.Dir(db.path), UpgradeFolder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("copy before the upgrade: %w", err)
	}
	tmp := filepath.Join(dir, "copying.db")
	if err := os.RemoveAll(tmp); err != nil {
		return fmt.Errorf("copy before the upgrade: %w", err)
	}
	if err := db.CopyTo(ctx, tmp); err != nil {
		return fmt.Errorf("copy before the upgrade: %w", err)
	}
	if err := os.Rename(tmp, filepath.Join(dir, upgradeName(have))); err != nil {
		return fmt.Errorf("copy before the upgrade: %w", err)
	}
	copies, err := UpgradeCopies(filepath.Dir(db.path))
	if err != nil {
		return err
	}
	for _, old := range copies[min(keptCopies, len(copies)):] {
		if err := os.Remove(old.Path); err != nil {
			return fmt.Errorf("copy before the upgrade: %w", err)
		}
	}
	return nil
}

func upgradeName(schema int64) string { return fmt.Sprintf("schema-%d.db", schema) }

// UpgradeCopy is a copy of the database as it was before an upgrade.
type UpgradeCopy struct {
	Path   string
	Schema int64
	Made   time.Time
}

// UpgradeCopies lists the copies of a state folder, the newest schema first.
func UpgradeCopies(state string) ([]UpgradeCopy, error) {
	list, err := filepath.Glob(filepath.Join(state, UpgradeFolder, "schema-*.db"))
	if err != nil {
		return nil, err
	}
	var out []UpgradeCopy
	for _, path := range list {
		digits := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(path), "schema-"), ".db")
		n, err := strconv.ParseInt(digits, 10, 64)
		info, err2 := os.Stat(path)
		if err == nil && err2 == nil {
			out = append(out, UpgradeCopy{path, n, info.ModTime()})
		}
	}
	slices.SortFunc(out, func(a, b UpgradeCopy) int { return cmp.Compare(b.Schema, a.Schema) })
	return out, nil
}

// FileHashes reports which documents any entry or register has.
func (rd reader) FileHashes(ctx context.Context) (map[string]bool, error) {
	list, err := collect(ctx, rd.q, func(s scanner) (h string, err error) { return h, s.Scan(&h) }, `SELECT hash FROM attachment
		UNION SELECT file FROM recognition WHERE file <> '' UNION SELECT file FROM commendation WHERE file <> ''`)
	out := make(map[string]bool, len(list))
	for _, h := range list {
		out[h] = true
	}
	return out, err
}

// Upkeep is what the person who runs the site watches in the database.
type Upkeep struct {
	Entries, Published, Photos, Accounts, Sessions int
	Waiting                                        int64 // entries not yet in the search index
	Overdue                                        int   // stories whose hour has passed and that are not public
	Bytes                                          int64 // of the database and its write-ahead log
	LastWrite                                      time.Time
}

// Upkeep counts what is there; overdue is the moment before which a scheduled
// story should have appeared.
func (db *DB) Upkeep(ctx context.Context, overdue time.Time) (u Upkeep, err error) {
	var last int64
	err = db.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM entry),
		(SELECT count(*) FROM entry WHERE `+isPublic+`), (SELECT count(*) FROM photo),
		(SELECT count(*) FROM account), (SELECT count(*) FROM session), (SELECT count(*) FROM outbox),
		(SELECT count(*) FROM entry WHERE publication = 'hen-gio' AND publish_at < ?),
		(SELECT coalesce(max(at), 0) FROM (SELECT at FROM audit ORDER BY id DESC LIMIT 100))`, millis(overdue)).
		Scan(&u.Entries, &u.Published, &u.Photos, &u.Accounts, &u.Sessions, &u.Waiting, &u.Overdue, &last)
	u.LastWrite, u.Bytes = when(last), db.Bytes()
	return u, err
}

// Bytes is the size of the database and its write-ahead log on the disk.
func (db *DB) Bytes() (n int64) {
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(db.path + suffix); err == nil {
			n += info.Size()
		}
	}
	return n
}
