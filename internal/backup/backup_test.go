package backup_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"danvankheo/internal/attachment"
	"danvankheo/internal/backup"
	"danvankheo/internal/photo"
	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// place is a state folder with a few entries, a photo and a document.
type place struct {
	state string
	db    *sqlite.DB
	photo string // its hash
	file  string
}

func newPlace(t testing.TB, entries int) place {
	t.Helper()
	ctx := context.Background()
	db := testkit.DB(t)
	p := place{state: filepath.Dir(db.Path()), db: db}
	testkit.Fill(t, db, entries)
	photos, err := photo.Open(filepath.Join(p.state, "photos"), photo.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	defer photos.Close()
	files, err := attachment.Open(filepath.Join(p.state, "files"))
	if err != nil {
		t.Fatal(err)
	}
	defer files.Close()
	pic, err := photos.Add(ctx, bytes.NewReader(phototest.NewJPEG(640, 480, 7, phototest.Phone())))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := files.Add(ctx, strings.NewReader("%PDF-1.4 quyết định công nhận"))
	if err != nil {
		t.Fatal(err)
	}
	p.photo, p.file = pic.Hash, doc.Hash
	err = db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error {
		if _, err := tx.InsertPhoto(
			&registry.Photo{Entry: 1, Hash: pic.Hash, Width: 640, Height: 480, Bytes: pic.Bytes, Tone: pic.Placeholder},
		); err != nil {
			return err
		}
		return tx.InsertAttachment(
			&registry.Attachment{Entry: 1, Name: "a.pdf", Kind: "pdf", Title: "a", Hash: doc.Hash, Bytes: doc.Bytes},
		)
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (p place) backup(t testing.TB, path string) backup.Report {
	t.Helper()
	r, err := backup.Write(context.Background(), p.db, p.state, path)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// facts is what must come back: the entries with their versions, the photos.
func facts(t testing.TB, state string) string {
	t.Helper()
	ctx := context.Background()
	db, err := sqlite.Inspect(filepath.Join(state, "data.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	list, err := db.EntriesAfter(ctx, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range list {
		b.WriteString(e.Number + " " + e.Content.Title + "\n")
		for _, p := range e.Photos {
			b.WriteString(" photo " + p.Hash + "\n")
		}
		for _, a := range e.Attachments {
			b.WriteString(" file " + a.Hash + "\n")
		}
	}
	return b.String()
}

// The drill: copy, verify, lose everything, restore, compare.
func TestRestoreDrill(t *testing.T) {
	t.Parallel()
	for _, into := range []string{"one.zip", "folder/"} {
		t.Run(into, func(t *testing.T) {
			t.Parallel()
			ctx, p := context.Background(), newPlace(t, 40)
			path := filepath.Join(t.TempDir(), into)
			if strings.HasSuffix(into, "/") {
				path += "/"
			}
			r := p.backup(t, path)
			if r.Entries != 40 || r.Copied != 5 || len(r.Missing) > 0 {
				t.Errorf("backup: %d entries, %d files copied, missing %v", r.Entries, r.Copied, r.Missing)
			}
			if _, err := backup.Verify(ctx, path); err != nil {
				t.Fatal(err)
			}
			want := facts(t, p.state)
			state := t.TempDir()
			if err := os.WriteFile(filepath.Join(state, "data.db-wal"), []byte("of another time"), 0o600); err != nil {
				t.Fatal(err)
			}
			_, aside, err := backup.Restore(ctx, path, state)
			if err != nil {
				t.Fatal(err)
			}
			if got := facts(t, state); got != want {
				t.Errorf("restored:\n%s\nwant\n%s", got, want)
			}
			if text, err := os.ReadFile(filepath.Join(aside, "data.db-wal")); err != nil || string(text) != "of another time" {
				t.Errorf("the old write-ahead log was not kept aside: %q, %v", text, err)
			}
			for _, name := range []string{"photos/" + p.photo[:2] + "/" + p.photo + "-in.jpg", "files/" + p.file[:2] + "/" + p.file} {
				old, err1 := os.ReadFile(filepath.Join(p.state, name))
				got, err2 := os.ReadFile(filepath.Join(state, name))
				if err1 != nil || err2 != nil || !bytes.Equal(old, got) {
					t.Errorf("%s differs: %v, %v", name, err1, err2)
				}
			}
		})
	}
}

func TestRestoreEndsSessions(t *testing.T) {
	t.Parallel()
	ctx, p := context.Background(), newPlace(t, 1)
	err := p.db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error {
		a := registry.Account{Email: "a@b.vn", Name: "A", Role: registry.Admin}
		if err := tx.InsertAccount(&a); err != nil {
			return err
		}
		return tx.InsertSession(sqlite.Session{Hash: []byte("s"), Account: a.ID, Passed: true})
	})
	if err != nil {
		t.Fatal(err)
	}
	r, state := p.backup(t, filepath.Join(t.TempDir(), "b.zip")), t.TempDir()
	if _, _, err := backup.Restore(ctx, r.Path, state); err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Inspect(filepath.Join(state, "data.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if u, err := db.Upkeep(ctx, testkit.Now); err != nil || u.Sessions != 0 || u.Accounts != 1 {
		t.Errorf("sessions %d, accounts %d, %v; want 0, 1", u.Sessions, u.Accounts, err)
	}
}

// A backup into a folder copies only what is new.
func TestFolderIsIncremental(t *testing.T) {
	t.Parallel()
	ctx, p, dir := context.Background(), newPlace(t, 3), t.TempDir()
	first := p.backup(t, dir)
	if err := os.Rename(first.Path, filepath.Join(dir, "danvankheo-20260101T000000Z.zip")); err != nil {
		t.Fatal(err)
	}
	second := p.backup(t, dir)
	if second.Copied != 0 || second.Reused != 5 {
		t.Errorf("second backup copied %d and reused %d files, want 0 and 5", second.Copied, second.Reused)
	}
	// A file that was cut in the folder is copied again.
	name := filepath.Join(dir, "photos", p.photo[:2], p.photo+"-in.jpg")
	if err := os.Truncate(name, 10); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Verify(ctx, dir); err == nil {
		t.Error("a cut photo in the folder was not found")
	}
	if err := os.Rename(second.Path, filepath.Join(dir, "danvankheo-20260102T000000Z.zip")); err != nil {
		t.Fatal(err)
	}
	if third := p.backup(t, dir); third.Copied != 1 || third.Reused != 4 {
		t.Errorf("third backup copied %d and reused %d files, want 1 and 4", third.Copied, third.Reused)
	}
	if _, err := backup.Verify(ctx, dir); err != nil {
		t.Error(err)
	}
}

// A backup taken while people write holds a whole state, and nobody waits.
func TestWritesGoOnDuringABackup(t *testing.T) {
	t.Parallel()
	ctx, p := context.Background(), newPlace(t, 300)
	var stop atomic.Bool
	var wait sync.WaitGroup
	var writes, failed, longest atomic.Int64
	wait.Go(func() {
		for !stop.Load() {
			start := time.Now()
			err := p.db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error { _, err := tx.Next("try"); return err })
			if err != nil {
				failed.Add(1)
			}
			writes.Add(1)
			longest.Store(max(longest.Load(), int64(time.Since(start))))
		}
	})
	r := p.backup(t, filepath.Join(t.TempDir(), "b.zip"))
	stop.Store(true)
	wait.Wait()
	if _, err := backup.Verify(ctx, r.Path); err != nil {
		t.Error(err)
	}
	if failed.Load() > 0 || writes.Load() == 0 {
		t.Errorf("%d of %d writes failed during the backup", failed.Load(), writes.Load())
	}
	t.Logf("backup took %v; %d writes meanwhile, the longest %v", r.Took, writes.Load(), time.Duration(longest.Load()))
}

// What was missing before the backup does not spoil it, and is named.
func TestMissingBeforeTheBackup(t *testing.T) {
	t.Parallel()
	p := newPlace(t, 1)
	if err := os.Remove(filepath.Join(p.state, "photos", p.photo[:2], p.photo+"-800.jpg")); err != nil {
		t.Fatal(err)
	}
	r := p.backup(t, filepath.Join(t.TempDir(), "b.zip"))
	v, err := backup.Verify(context.Background(), r.Path)
	if err != nil || len(v.Missing) != 1 {
		t.Errorf("verify: missing %v, %v; want one file, no error", v.Missing, err)
	}
}

// An exchange that was cut off at any step is ended by Finish.
func TestFinishEndsAnInterruptedRestore(t *testing.T) {
	t.Parallel()
	const aside = "before-20260101T000000.000Z"
	write := func(t *testing.T, dir string, names ...string) {
		for _, n := range names {
			path := filepath.Join(dir, n)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(n), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, tt := range []struct {
		name, mark string
		files      []string
	}{
		{"before anything moved", "out " + aside, []string{"old", "old-wal", "restoring/new", "restoring/photos/p", "lock"}},
		{"half moved out", "out " + aside, []string{"old-wal", aside + "/old", "restoring/new", "restoring/photos/p", "lock"}},
		{"half moved in", "in " + aside, []string{aside + "/old", aside + "/old-wal", "new", "restoring/photos/p", "lock"}},
		{"all but the marker", "in " + aside, []string{aside + "/old", aside + "/old-wal", "new", "photos/p", "lock"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			state := t.TempDir()
			write(t, state, tt.files...)
			if err := os.WriteFile(filepath.Join(state, "restore.mark"), []byte(tt.mark), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := backup.Finish(state); err != nil {
				t.Fatal(err)
			}
			for _, want := range []string{aside + "/old", aside + "/old-wal", "new", "photos/p", "lock"} {
				if _, err := os.Stat(filepath.Join(state, want)); err != nil {
					t.Error(err)
				}
			}
			for _, gone := range []string{"old", "old-wal", "restoring", "restore.mark"} {
				if _, err := os.Stat(filepath.Join(state, gone)); err == nil {
					t.Errorf("%s is still there", gone)
				}
			}
		})
	}
}

func TestFullDiskIsSaidBefore(t *testing.T) {
	t.Parallel()
	p := newPlace(t, 1)
	// A sparse file asks for more than any disk of a test has.
	if err := os.WriteFile(filepath.Join(p.state, "photos", "big"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(p.state, "photos", "big"), 8<<40); err != nil {
		t.Skip("no sparse files here")
	}
	dir := t.TempDir()
	_, err := backup.Write(context.Background(), p.db, p.state, filepath.Join(dir, "b.zip"))
	if err == nil || !strings.Contains(err.Error(), "free space") {
		t.Errorf("error %v, want one about free space", err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// rewrite writes a backup again with its files changed, seal and all.
func rewrite(t testing.TB, path string, change func(name string, text []byte) (string, []byte)) string {
	t.Helper()
	in, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var names []string
	var texts [][]byte
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if name, text := change(f.Name, text); name != "" {
			names, texts = append(names, name), append(texts, text)
		}
	}
	out := filepath.Join(t.TempDir(), "changed.zip")
	if err := backup.Sealed(out, names, texts); err != nil {
		t.Fatal(err)
	}
	return out
}
