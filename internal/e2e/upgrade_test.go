package e2e

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// An old state folder is upgraded by opening it; what a newer program left is
// refused with the command that goes back, and that command goes back.
func TestUpgradeAndRollback(t *testing.T) {
	t.Parallel()
	state := filepath.Join(t.TempDir(), "var")
	text, err := os.ReadFile("../sqlite/testdata/releases/schema-1.db")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(state, 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(state, "data.db"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "migrate", "-state", state)
	if _, err := os.Stat(filepath.Join(state, "upgrades", "schema-1.db")); err != nil {
		t.Errorf("no copy from before the upgrade: %v", err)
	}
	s := start(t, state, "-backup-at", "off")
	s.visitor().get("/").want(t, "home after the upgrade", 200)
	s.kill()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(state, "data.db"))
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{
		`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`, `UPDATE entry SET title = 'of the newer program'`,
	} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	refused(t, "danvankheo rollback", "serve", "-addr", "127.0.0.1:0", "-state", state)
	if out := run(t, "rollback", "-state", state); !strings.Contains(out, "before-") {
		t.Errorf("rollback says %q", out)
	}
	s = start(t, state, "-backup-at", "off")
	s.visitor().get("/").want(t, "home after the rollback", 200)
	db = openState(t, state)
	defer db.Close()
	var n, changed int
	if err := db.QueryRow(
		`SELECT count(*), count(CASE WHEN title = 'of the newer program' THEN 1 END) FROM entry`,
	).Scan(&n, &changed); err != nil {
		t.Fatal(err)
	}
	if n != 3 || changed != 0 {
		t.Errorf("%d entries, %d of the newer program; want 3, 0", n, changed)
	}
}

// An upgrade that is killed at any moment leaves a database that is whole: of the
// old schema or of one between, with everything in it; the next start goes on.
func TestKilledUpgrade(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../sqlite/testdata/releases/schema-1.db")
	if err != nil {
		t.Fatal(err)
	}
	schemas := map[int]bool{}
	for i := range 12 {
		state := filepath.Join(t.TempDir(), "var")
		if err := os.MkdirAll(state, 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(state, "data.db"), text, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(binary, "migrate", "-state", state)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		<-time.After(time.Duration(15+i*45) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		db := openState(t, state)
		var whole string
		var schema, n int
		if err := db.QueryRow(`PRAGMA integrity_check`).Scan(&whole); err != nil || whole != "ok" {
			t.Errorf("killed in run %d: %q, %v", i, whole, err)
		}
		if err := db.QueryRow(
			`SELECT (SELECT max(version_id) FROM goose_db_version), (SELECT count(*) FROM entry)`,
		).Scan(&schema, &n); err != nil ||
			schema < 1 ||
			n != 3 {
			t.Errorf("killed in run %d: schema %d, %d entries, %v", i, schema, n, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		schemas[schema] = true
		run(t, "migrate", "-state", state)
		if ids := readAllCount(t, state); len(ids) != 3 {
			t.Errorf("after the next start %d entries, want 3", len(ids))
		}
	}
	t.Logf("killed at schemas %v", schemas)
}
