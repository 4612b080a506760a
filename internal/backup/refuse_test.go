package backup_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/backup"
)

// refused is a backup that verify and restore must reject.
func refused(t *testing.T, path, words string) {
	t.Helper()
	ctx := context.Background()
	if _, err := backup.Verify(ctx, path); err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("verify: %v, want an error with %q", err, words)
	}
	state := t.TempDir()
	if err := os.WriteFile(filepath.Join(state, "data.db"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := backup.Restore(ctx, path, state); err == nil {
		t.Error("restore took it in")
	}
	if text, err := os.ReadFile(filepath.Join(state, "data.db")); string(text) != "mine" {
		t.Errorf("a refused restore touched the state folder: %q, %v", text, err)
	}
	if left, _ := os.ReadDir(state); len(left) != 1 {
		t.Errorf("a refused restore left %v", left)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(state), "escaped")); err == nil {
		t.Error("a file was written outside of the state folder")
	}
}

func TestForgedBackupsAreRefused(t *testing.T) {
	t.Parallel()
	p := newPlace(t, 2)
	good := p.backup(t, filepath.Join(t.TempDir(), "b.zip")).Path
	manifest := func(old, with string) func(string, []byte) (string, []byte) {
		return func(name string, text []byte) (string, []byte) {
			if name == "manifest.json" {
				if !bytes.Contains(text, []byte(old)) {
					t.Fatalf("the manifest has no %q", old)
				}
				text = bytes.ReplaceAll(text, []byte(old), []byte(with))
			}
			return name, text
		}
	}
	first := "files/" + p.file[:2] + "/" + p.file
	without := func(which string) func(string, []byte) (string, []byte) {
		return func(name string, text []byte) (string, []byte) {
			if name == which {
				return "", nil
			}
			return name, text
		}
	}
	for _, tt := range []struct {
		name, words string
		change      func(name string, text []byte) (string, []byte)
	}{
		{"another format", "format 9", manifest(`"format": 2`, `"format": 9`)},
		{"another schema", "schema", manifest(`"schema": `, `"schema": 9`)},
		{"path out of the folder", "no backup holds", manifest(first, "../escaped")},
		{"absolute path", "no backup holds", manifest(first, "/tmp/escaped")},
		{"path with a detour", "no backup holds", manifest(first, "files/../../escaped")},
		{"backslashes", "no backup holds", manifest(first, `files\\..\\escaped`)},
		{"a folder of its own", "no backup holds", manifest(first, "lock")},
		{"no manifest", "no manifest", without("manifest.json")},
		{"no database", "database", without("data.db")},
		{"document taken out", "files", without(first)},
		{"document taken out of the manifest too", "named by the database", func(name string, text []byte) (string, []byte) {
			switch name {
			case first:
				return "", nil
			case "manifest.json":
				var m backup.Manifest
				if err := json.Unmarshal(text, &m); err != nil {
					t.Fatal(err)
				}
				m.Files = slices.DeleteFunc(m.Files, func(f backup.File) bool { return f.Name == first })
				text, _ = json.Marshal(m) // a manifest is always JSON
			}
			return name, text
		}},
		{"a file under another name", "not exist", func(name string, text []byte) (string, []byte) {
			if name == first {
				return "photos/more", text
			}
			return name, text
		}},
		{"other bytes under the same name", "differs", func(name string, text []byte) (string, []byte) {
			if name == first {
				text[9] ^= 1
			}
			return name, text
		}},
		{"a database that is none", "differs", func(name string, text []byte) (string, []byte) {
			if name == "data.db" {
				return name, []byte("no database")
			}
			return name, text
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			refused(t, rewrite(t, good, tt.change), tt.words)
		})
	}
	if _, err := backup.Verify(
		context.Background(), rewrite(t, good, func(n string, b []byte) (string, []byte) { return n, b }),
	); err != nil {
		t.Errorf("the untouched copy is refused: %v", err)
	}
}

// A flipped byte anywhere, and a cut anywhere, are found.
func TestDamagedBackupsAreRefused(t *testing.T) {
	t.Parallel()
	ctx, p := context.Background(), newPlace(t, 1)
	path := p.backup(t, filepath.Join(t.TempDir(), "b.zip")).Path
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(t.TempDir(), "bad.zip")
	try := func(what string, text []byte) {
		if err := os.WriteFile(bad, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Verify(ctx, bad); err == nil {
			t.Errorf("%s was not found", what)
		}
	}
	step := max(1, len(good)/150)
	for i := 0; i < len(good); i += step {
		text := bytes.Clone(good)
		text[i] ^= 0x20
		try(fmt.Sprintf("a flipped byte at %d of %d", i, len(good)), text)
	}
	for i := len(good) - 120; i < len(good); i += 3 {
		text := bytes.Clone(good)
		text[i] ^= 0x20
		try(fmt.Sprintf("a flipped byte at %d of %d", i, len(good)), text)
	}
	for i := 0; i < len(good); i += step * 5 {
		try(fmt.Sprintf("a cut at %d of %d", i, len(good)), good[:i])
	}
	try("a byte more", append(bytes.Clone(good), 0))
	refused(t, bad, "")
}

func TestWriteNeverWritesOverABackup(t *testing.T) {
	t.Parallel()
	p := newPlace(t, 1)
	path := p.backup(t, filepath.Join(t.TempDir(), "b.zip")).Path
	if _, err := backup.Write(context.Background(), p.db, p.state, path); err == nil {
		t.Error("a second backup took the place of the first")
	}
}

func TestKeep(t *testing.T) {
	t.Parallel()
	var list []backup.Listed
	now := time.Date(2026, 7, 15, 19, 0, 0, 0, time.UTC)
	for i := range 500 {
		made := now.AddDate(0, 0, -i)
		list = append(list, backup.Listed{Path: made.Format(time.DateOnly), Made: made})
	}
	kept := backup.DefaultPolicy.Keep(list, time.FixedZone("", 7*3600))
	var got []string
	for _, b := range list {
		if kept[b.Path] {
			got = append(got, b.Path)
		}
	}
	// 16/07 in the province: seven days; the last of each of four weeks (a week ends
	// on Sunday); the last of each of twelve months.
	want := "2026-07-15 2026-07-14 2026-07-13 2026-07-12 2026-07-11 2026-07-10 2026-07-09 2026-07-04 2026-06-29 2026-06-27 " +
		"2026-05-30 2026-04-29 2026-03-30 2026-02-27 2026-01-30 2025-12-30 2025-11-29 2025-10-30 2025-09-29 2025-08-30"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("kept\n%s\nwant\n%s", s, want)
	}
}

func TestPrune(t *testing.T) {
	t.Parallel()
	ctx, p, dir := context.Background(), newPlace(t, 1), t.TempDir()
	first := p.backup(t, dir)
	for day := 1; day < 12; day++ {
		to := filepath.Join(dir, time.Date(2026, 1, day, 18, 0, 0, 0, time.UTC).Format("danvankheo-20060102T150405Z.zip"))
		if err := os.Link(first.Path, to); err != nil {
			t.Fatal(err)
		}
	}
	orphan := filepath.Join(dir, "photos", "ab", "orphan")
	if err := os.MkdirAll(filepath.Dir(orphan), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(orphan, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(orphan, old, old); err != nil {
		t.Fatal(err)
	}
	removed, err := backup.Prune(dir, backup.Policy{Daily: 3}, time.UTC)
	if err != nil || removed != 9 {
		t.Errorf("removed %d, %v; want 9", removed, err)
	}
	if _, err := os.Stat(orphan); err == nil {
		t.Error("a file that no backup names is still there")
	}
	if _, err := backup.Verify(ctx, dir); err != nil {
		t.Error(err)
	}
}
