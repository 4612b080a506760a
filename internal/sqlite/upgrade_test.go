package sqlite_test

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// releases are fixture databases, one of every schema that was released, each
// with the same few entries in it.
const releases = "testdata/releases"

// later gives the present migrations and further ones.
func later(t *testing.T, more map[string]string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	list, err := os.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		text, err := os.ReadFile(filepath.Join("migrations", e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = &fstest.MapFile{Data: text}
	}
	for name, text := range more {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// old makes a database of the present schema with entries and closes it.
func old(t *testing.T, entries int) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "data.db")
	db := testkit.DB(t)
	testkit.Fill(t, db, entries)
	if err := db.CopyTo(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	return path
}

func count(t *testing.T, db *sqlite.DB) int {
	t.Helper()
	list, err := db.EntriesAfter(context.Background(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

const addColumn = "-- +goose Up\nALTER TABLE entry ADD COLUMN weather TEXT NOT NULL DEFAULT '';\n"

func TestUpgradeKeepsACopy(t *testing.T) {
	t.Parallel()
	ctx, path, log := context.Background(), old(t, 5), slog.New(slog.DiscardHandler)
	newest, err := sqlite.Newest()
	if err != nil {
		t.Fatal(err)
	}
	steps := map[string]string{"9001_weather.sql": addColumn}
	for _, name := range []string{"9002_a.sql", "9003_b.sql", "9004_c.sql", "9005_d.sql"} {
		db, err := sqlite.OpenWith(ctx, path, log, later(t, steps))
		if err != nil {
			t.Fatal(err)
		}
		if n := count(t, db); n != 5 {
			t.Errorf("%d entries after the upgrade, want 5", n)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		steps[name] = "-- +goose Up\nCREATE TABLE t" + name[:4] + " (x INTEGER) STRICT;\n"
	}
	copies, err := sqlite.UpgradeCopies(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	if len(copies) != 3 || copies[0].Schema != 9003 || copies[2].Schema != 9001 {
		t.Fatalf("copies %v, want those of 9003, 9002, 9001", copies)
	}
	_, err = sqlite.Open(ctx, path, log)
	if err == nil || !strings.Contains(err.Error(), "danvankheo rollback") {
		t.Errorf("a newer schema: %v, want a refusal that names the rollback command", err)
	}
	if v, err := sqlite.Schema(ctx, path); err != nil || v != 9004 {
		t.Errorf("schema %d, %v; want 9004 (this program has %d)", v, err, newest)
	}
}

// An upgrade that fails half-way leaves the old database, and the old program
// goes on with it.
func TestFailedUpgradeLeavesTheOldDatabase(t *testing.T) {
	t.Parallel()
	ctx, path, log := context.Background(), old(t, 3), slog.New(slog.DiscardHandler)
	broken := "-- +goose Up\nALTER TABLE entry ADD COLUMN weather TEXT NOT NULL DEFAULT '';\nUPDATE entry SET title = 'lost';\nINSERT " +
		"INTO nowhere VALUES (1);\n"
	if _, err := sqlite.OpenWith(ctx, path, log, later(t, map[string]string{"9001_broken.sql": broken})); err == nil {
		t.Fatal("a broken migration passed")
	}
	db, err := sqlite.Open(ctx, path, log)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	list, err := db.EntriesAfter(ctx, 0, 10)
	if err != nil || len(list) != 3 || list[0].Content.Title == "lost" {
		t.Errorf("%d entries, %v; want the 3 old ones", len(list), err)
	}
}

func TestDamagedDatabaseIsNotUpgraded(t *testing.T) {
	t.Parallel()
	ctx, path := context.Background(), old(t, 30)
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, _ := f.Stat()
	junk := []byte(strings.Repeat("\xee", 4096))
	for at := int64(5 * 4096); at < info.Size(); at += 11 * 4096 {
		if _, err := f.WriteAt(junk, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = sqlite.OpenWith(ctx, path, slog.New(slog.DiscardHandler), later(t, map[string]string{"9001_weather.sql": addColumn}))
	if err == nil {
		t.Fatal("a damaged database was upgraded")
	}
	if v, err := sqlite.Schema(ctx, path); err == nil && v >= 9001 {
		t.Errorf("schema %d after the refusal", v)
	}
}

// Every released schema opens with this program and keeps its entries.
func TestEarlierReleasesOpen(t *testing.T) {
	t.Parallel()
	list, err := filepath.Glob(releases + "/schema-*.db")
	if err != nil || len(list) == 0 {
		t.Fatalf("no fixture databases in %s: %v", releases, err)
	}
	newest, err := sqlite.Newest()
	if err != nil {
		t.Fatal(err)
	}
	for _, fixture := range list {
		t.Run(filepath.Base(fixture), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(fixture)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "data.db")
			if err := os.WriteFile(path, text, 0o600); err != nil {
				t.Fatal(err)
			}
			db, err := sqlite.Open(context.Background(), path, slog.New(slog.DiscardHandler))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if n := count(t, db); n != 3 {
				t.Errorf("%d entries, want 3", n)
			}
			if v, err := db.SchemaVersion(context.Background()); err != nil || v != newest {
				t.Errorf("schema %d, %v; want %d", v, err, newest)
			}
			if faults, err := db.Integrity(context.Background()); err != nil || len(faults) > 0 {
				t.Errorf("integrity: %v, %v", faults, err)
			}
		})
	}
}

// DVK_FIXTURE=4 go test ./internal/sqlite -run TestMakeFixture writes the database
// of schema 4, to be committed with the release that brings it.
func TestMakeFixture(t *testing.T) {
	schema, err := strconv.Atoi(os.Getenv("DVK_FIXTURE"))
	if err != nil {
		t.Skip("writes a fixture only when asked")
	}
	ctx := context.Background()
	steps := fstest.MapFS{}
	list, err := fs.Glob(os.DirFS("migrations"), "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range list {
		if n, err := strconv.Atoi(name[:4]); err == nil && n <= schema {
			text, err := os.ReadFile(filepath.Join("migrations", name))
			if err != nil {
				t.Fatal(err)
			}
			steps[name] = &fstest.MapFile{Data: text}
		}
	}
	db, err := sqlite.OpenWith(ctx, filepath.Join(t.TempDir(), "data.db"), slog.New(slog.DiscardHandler), steps)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error {
		for _, u := range testkit.Ledger(t).On("2026-01-01", registry.Commune, registry.Ward) {
			if err := tx.PutUnit(u); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	testkit.Fill(t, db, 3)
	to := filepath.Join(releases, fmt.Sprintf("schema-%d.db", schema))
	if err := os.MkdirAll(releases, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(to); err != nil {
		t.Fatal(err)
	}
	if err := db.CopyTo(ctx, to); err != nil {
		t.Fatal(err)
	}
}
