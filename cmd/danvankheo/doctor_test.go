package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// call runs a command of the program and gives what it printed.
func call(t testing.TB, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(context.Background(), args, os.Getenv, &out, io.Discard)
	return out.String(), err
}

// healthy makes a state folder in which doctor finds nothing: entries, a photo, a
// document, an admin, an index and a backup. It gives the names of the files.
func healthy(t *testing.T) (state, photo, document string) {
	t.Helper()
	return healthyAt(t, time.Now())
}

// healthyAt is healthy with a database whose clock shows at.
func healthyAt(t *testing.T, at time.Time) (state, photo, document string) {
	t.Helper()
	ctx := context.Background()
	state = filepath.Join(t.TempDir(), "var")
	e := &env{
		getenv: func(string) string { return "" }, stdout: io.Discard, stderr: io.Discard, clock: func() time.Time { return at },
	}
	p, err := e.open(ctx, state, e.quiet())
	if err != nil {
		t.Fatal(err)
	}
	testkit.Fill(t, p.db, 120)
	pic, err := p.photos.Add(ctx, bytes.NewReader(phototest.NewJPEG(900, 600, 3, phototest.Phone())))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := p.files.Add(ctx, strings.NewReader("%PDF-1.4 quyết định"))
	if err != nil {
		t.Fatal(err)
	}
	err = p.db.Update(ctx, at, func(tx *sqlite.Tx) error {
		if _, err := tx.InsertPhoto(
			&registry.Photo{Entry: 1, Hash: pic.Hash, Width: 900, Height: 600, Bytes: pic.Bytes, Tone: pic.Placeholder},
		); err != nil {
			return err
		}
		if err := tx.InsertAttachment(
			&registry.Attachment{Entry: 1, Name: "a.pdf", Kind: "pdf", Title: "a", Hash: doc.Hash, Bytes: doc.Bytes},
		); err != nil {
			return err
		}
		return tx.InsertAccount(&registry.Account{Email: "a@b.vn", Name: "Quản trị", Role: registry.Admin, PasswordHash: "x"})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.close(); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"reindex"}, {"backup", state + "/backups/"}} {
		if _, err := call(t, append(args, "-state", state)...); err != nil {
			t.Fatalf("%v: %v", args, err)
		}
	}
	return state, photoFile(pic.Hash, "1200"), "files/" + doc.Hash[:2] + "/" + doc.Hash
}

// faults gives the numbers of the checks that failed, each with its repair command.
func faults(t *testing.T, out string) map[int]string {
	t.Helper()
	found := map[int]string{}
	last := 0
	for _, line := range strings.Split(out, "\n") {
		var n int
		if _, err := fmt.Sscanf(line, "%d  FAULT", &n); err == nil && strings.Contains(line, "FAULT") {
			last, found[n] = n, ""
		}
		if _, mend, ok := strings.Cut(line, "  mend: "); ok {
			found[last] = mend
		}
	}
	return found
}

// statements runs SQL behind the program's back.
func statements(t *testing.T, state string, list ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(state, "data.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range list {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func flip(t *testing.T, path string, at int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	defer f.Close()
	b := make([]byte, 1)
	_, err = f.ReadAt(b, at)
	must(t, err)
	b[0] ^= 0xff
	_, err = f.WriteAt(b, at)
	must(t, err)
}

// damage is one thing that goes wrong, the check that must find it, and the others
// that may speak up with it.
type damage struct {
	name  string
	check int
	also  []int
	mends bool // the command it names repairs it
	do    func(t *testing.T, state string)
}

func damages(photo, document string) []damage {
	old := time.Now().Add(-40 * 24 * time.Hour)
	newest := func(state string) string {
		list, _ := filepath.Glob(filepath.Join(state, "backups", "*.zip")) // the pattern is right
		return list[len(list)-1]
	}
	return []damage{
		{"a setting with a wrong name", 2, nil, false, func(t *testing.T, _ string) { t.Setenv("DVK_BASEURL", "https://a.vn") }},
		{"folder open to all", 4, nil, false, func(t *testing.T, state string) {
			must(t, os.Chmod(state, 0o777))
			must(t, os.Chmod(filepath.Join(state, "data.db"), 0o644))
		}},
		{"file of another owner", 4, nil, false, func(t *testing.T, state string) {
			if os.Geteuid() != 0 {
				t.Skip("only root gives files away")
			}
			must(t, os.Chown(filepath.Join(state, "data.db"), 12345, 12345))
		}},
		{"clock gone back", 6, nil, false, func(t *testing.T, state string) {
			statements(
				t,
				state,
				fmt.Sprintf(
					`INSERT INTO audit (at, account, name, role, address, action, object) VALUES (%d, 0, '', '', '', 'a', 'b')`,
					time.Now().AddDate(1, 0, 0).UnixMilli(),
				),
			)
		}},
		{"database overwritten", 7, nil, false, func(t *testing.T, state string) {
			must(t, os.WriteFile(filepath.Join(state, "data.db"), bytes.Repeat([]byte("x"), 8192), 0o600))
		}},
		{"database gone", 7, []int{10}, false, func(t *testing.T, state string) { must(t, os.Remove(filepath.Join(state, "data.db"))) }},
		{"schema of a newer program", 7, nil, false, func(t *testing.T, state string) {
			statements(t, state, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
		}},
		{"a damaged page", 8, []int{9}, false, func(t *testing.T, state string) {
			statements(t, state, `PRAGMA wal_checkpoint(TRUNCATE)`)
			db, err := sql.Open("sqlite", "file:"+filepath.Join(state, "data.db"))
			must(t, err)
			var page int64
			must(t, db.QueryRow(`SELECT rootpage FROM sqlite_schema WHERE name = 'audit_object'`).Scan(&page))
			must(t, db.Close())
			for at := int64(0); at < 64; at++ {
				flip(t, filepath.Join(state, "data.db"), (page-1)*4096+at)
			}
		}},
		{"a row that names nothing", 9, []int{13}, false, func(t *testing.T, state string) {
			statements(t, state, `PRAGMA foreign_keys = 0`, `DELETE FROM entry WHERE id = 1`)
		}},
		{"write-ahead log without a database", 10, []int{7}, false, func(t *testing.T, state string) {
			must(t, os.Rename(filepath.Join(state, "data.db"), filepath.Join(state, "data.db-wal")))
		}},
		{"a unit that ends before it begins", 11, []int{12}, false, func(t *testing.T, state string) {
			statements(
				t,
				state,
				`UPDATE unit SET valid_from = '2030-01-01', valid_to = '2020-01-01' WHERE code = `+
					`(SELECT predecessor FROM succession LIMIT 1)`,
			)
		}},
		{"a commune lost in a merger", 12, []int{11}, false, func(t *testing.T, state string) {
			statements(
				t,
				state,
				`DELETE FROM succession WHERE predecessor = (SELECT s.predecessor FROM succession s `+
					`JOIN unit u ON u.code = s.predecessor WHERE u.kind = 'commune' LIMIT 1)`,
			)
		}},
		{"index deleted", 13, nil, true, func(t *testing.T, state string) {
			list, err := filepath.Glob(filepath.Join(state, "index-*"))
			must(t, err)
			for _, dir := range list {
				must(t, os.RemoveAll(dir))
			}
		}},
		{"entry the index never heard of", 13, nil, true, func(t *testing.T, state string) {
			statements(
				t,
				state,
				`PRAGMA foreign_keys = 0`,
				`DELETE FROM outbox`,
				`DELETE FROM outcome WHERE entry = 9`,
				`DELETE FROM edition_outcome WHERE entry = 9`,
				`DROP TRIGGER edition_no_delete`,
				`DELETE FROM edition WHERE entry = 9`,
				`DELETE FROM entry_tag WHERE entry = 9`,
				`DELETE FROM revision WHERE entry = 9`,
				`DELETE FROM entry WHERE id = 9`,
			)
		}},
		{"photo gone", 14, nil, false, func(t *testing.T, state string) { must(t, os.Remove(filepath.Join(state, photo))) }},
		{"photo cut off", 15, nil, false, func(t *testing.T, state string) { must(t, os.Truncate(filepath.Join(state, photo), 2000)) }},
		{"flipped bit in a photo", 15, nil, false, func(t *testing.T, state string) { flip(t, filepath.Join(state, photo), 1500) }},
		{"photo of nobody", 16, nil, false, func(t *testing.T, state string) {
			path := filepath.Join(state, "photos", "ab", strings.Repeat("ab", 32)+"-400.jpg")
			must(t, os.MkdirAll(filepath.Dir(path), 0o700))
			must(t, os.WriteFile(path, []byte("x"), 0o600))
			must(t, os.Chtimes(path, old, old))
		}},
		{"document gone", 17, nil, false, func(t *testing.T, state string) { must(t, os.Remove(filepath.Join(state, document))) }},
		{"flipped bit in a document", 18, nil, false, func(t *testing.T, state string) { flip(t, filepath.Join(state, document), 12) }},
		{"upload that never ended", 19, nil, false, func(t *testing.T, state string) {
			path := filepath.Join(state, "photos", "tmp", "half")
			must(t, os.WriteFile(path, []byte("x"), 0o600))
			must(t, os.Chtimes(path, old, old))
		}},
		{"no backup", 20, nil, true, func(t *testing.T, state string) { must(t, os.RemoveAll(filepath.Join(state, "backups"))) }},
		{"old backup", 20, nil, true, func(t *testing.T, state string) {
			must(t, os.Rename(newest(state), filepath.Join(state, "backups", "danvankheo-20260101T000000Z.zip")))
		}},
		{"flipped bit in the backup", 21, nil, false, func(t *testing.T, state string) { flip(t, newest(state), 3000) }},
		{"photo missing from the backup", 21, nil, false, func(t *testing.T, state string) {
			must(t, os.Remove(filepath.Join(state, "backups", photo)))
		}},
		{"story that should have appeared", 22, nil, false, func(t *testing.T, state string) {
			statements(
				t,
				state,
				fmt.Sprintf(
					`UPDATE entry SET publication = 'hen-gio', publish_at = %d WHERE id = 5`,
					time.Now().Add(-time.Hour).UnixMilli(),
				),
			)
		}},
		{"no admin", 23, nil, false, func(t *testing.T, state string) { statements(t, state, `UPDATE account SET disabled = 1`) }},
		{"folder put aside long ago", 24, nil, false, func(t *testing.T, state string) {
			dir := filepath.Join(state, "before-20260101T000000.000Z")
			must(t, os.Mkdir(dir, 0o750))
			must(t, os.Chtimes(dir, old, old))
		}},
		{"server that does not answer", 25, []int{13}, false, func(t *testing.T, state string) {
			l, err := lock(state)
			must(t, err)
			t.Cleanup(l.free)
			must(t, l.announce(serverInfo{Address: "http://127.0.0.1:1", BackupsOn: true}))
		}},
		{"a figure changed in a frozen report", 27, nil, false, func(t *testing.T, state string) {
			statements(
				t,
				state,
				`INSERT INTO snapshot (season, version, at, account, name, reason, query, hash, figures) `+
					`SELECT max(year), 1, 1, 1, 'A', '', 1, '`+strings.Repeat("0", 64)+`', '{}' FROM season`,
			)
		}},
		{"a copy in the store that no longer advances", 28, nil, false, func(t *testing.T, state string) {
			path := filepath.Join(state, replicaStamp)
			must(t, os.WriteFile(path, nil, 0o640))
			must(t, os.Chtimes(path, old, old))
		}},
		{"a copy in the store that was never proved", 28, nil, false, func(t *testing.T, state string) {
			must(t, os.WriteFile(filepath.Join(state, replicaStamp), nil, 0o640))
		}},
		{"a copy in the store that does not come back whole", 28, nil, false, func(t *testing.T, state string) {
			must(t, os.WriteFile(filepath.Join(state, replicaStamp), nil, 0o640))
			path := filepath.Join(state, replicaProof)
			must(t, os.WriteFile(path, nil, 0o640))
			must(t, os.Chtimes(path, old, old))
		}},
		{"a copy in the store that was never whole", 28, nil, false, func(t *testing.T, state string) {
			path := filepath.Join(state, ".data.db-litestream")
			must(t, os.Mkdir(path, 0o750))
			must(t, os.Chtimes(path, old, old))
		}},
		{"a site for all that does not know its address", 29, nil, false, func(t *testing.T, state string) {
			must(t, os.WriteFile(filepath.Join(state, "lock"), []byte(`{"address":"http://0.0.0.0:8080","backups_on":true}`), 0o640))
		}},
		{"outcomes under a code that the catalogue does not have", 30, nil, false, func(t *testing.T, state string) {
			statements(t, state, `INSERT INTO outcome (entry, position, indicator, label, unit, period, source)
				SELECT min(id), 90, 'NO_SUCH', '', '', '', '' FROM entry`)
		}},
	}
}

// Doctor finds every damage of the table, names it by its check, and says nothing
// about what is well.
func TestDoctor(t *testing.T) {
	state, photo, document := healthy(t)
	if out, err := call(t, "doctor", "-state", state); err != nil {
		t.Fatalf("a healthy folder: %v\n%s", err, out)
	}
	for _, d := range damages(photo, document) {
		t.Run(d.name, func(t *testing.T) {
			sick := filepath.Join(t.TempDir(), "var")
			must(t, os.CopyFS(sick, os.DirFS(state)))
			keepTimes(t, state, sick)
			must(t, os.Chmod(sick, 0o750))
			d.do(t, sick)
			out, err := call(t, "doctor", "-state", sick)
			if err == nil {
				t.Fatalf("doctor found nothing\n%s", out)
			}
			found := faults(t, out)
			mend, ok := found[d.check]
			if !ok || mend == "" {
				t.Errorf("check %d did not speak up, or named nothing that mends\n%s", d.check, out)
			}
			for n := range found {
				if n != d.check && !slices.Contains(d.also, n) {
					t.Errorf("check %d spoke up too\n%s", n, out)
				}
			}
			if d.mends {
				words := strings.Fields(strings.TrimPrefix(strings.Split(mend, " (")[0], "danvankheo "))
				if out, err := call(t, words...); err != nil {
					t.Errorf("%v: %v\n%s", words, err, out)
				}
				if out, err := call(t, "doctor", "-state", sick); err != nil {
					t.Errorf("after %v: %v\n%s", words, err, out)
				}
			}
		})
	}
}

// A demo on a fixed day writes its database by a clock of its own, which doctor goes
// by, before and after the machine's day; without it the same folder is at fault.
func TestDoctorGoesByTheDayOfADemo(t *testing.T) {
	for _, c := range []struct {
		years int
		check int // that finds the folder at fault by the machine's clock
	}{{-1, 22}, {1, 6}} {
		day := time.Now().AddDate(c.years, 0, 0)
		state, _, _ := healthyAt(t, day)
		statements(t, state,
			fmt.Sprintf(`UPDATE entry SET publication = 'hen-gio', publish_at = %d WHERE id = 5`, day.Add(time.Hour).UnixMilli()))
		l, err := lock(state)
		must(t, err)
		must(t, l.announce(serverInfo{Address: "http://127.0.0.1:1", BackupsOn: true, DemoNow: day, Written: time.Now()}))
		l.free()
		out, err := call(t, "doctor", "-state", state)
		if err != nil || !strings.Contains(out, day.In(registry.Zone).Format("02/01/2006")) {
			t.Errorf("%d years: %v\n%s", c.years, err, out)
		}
		must(t, os.Remove(filepath.Join(state, "lock")))
		out, err = call(t, "doctor", "-state", state)
		if _, found := faults(t, out)[c.check]; err == nil || !found {
			t.Errorf("%d years, and no demo: check %d found nothing\n%s", c.years, c.check, out)
		}
	}
}

// keepTimes gives the files of a copy the times of the original: a backup knows
// files by them.
func keepTimes(t *testing.T, from, to string) {
	t.Helper()
	must(t, filepath.Walk(from, func(p string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		return os.Chtimes(filepath.Join(to, rel), info.ModTime(), info.ModTime())
	}))
}
