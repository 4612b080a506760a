package backup

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"danvankheo/internal/sqlite"
)

// Verify opens a backup and checks all of it: every file against the manifest,
// nothing missing, nothing more, and the database's own integrity.
func Verify(ctx context.Context, path string) (m Manifest, err error) {
	tmp, err := os.MkdirTemp("", "danvankheo-verify-*")
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	if m, err = unpack(ctx, path, tmp, func(name string) bool { return name == database }); err != nil {
		return m, err
	}
	return m, checkDatabase(ctx, filepath.Join(tmp, database), m)
}

func checkDatabase(ctx context.Context, path string, m Manifest) (err error) {
	db, err := sqlite.Open(ctx, path, slog.New(slog.DiscardHandler))
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	faults, err := db.Integrity(ctx)
	if err != nil {
		return fmt.Errorf("backup: database: %w", err)
	}
	if len(faults) > 0 {
		return fmt.Errorf("backup: database is damaged: %s", strings.Join(faults[:min(3, len(faults))], "; "))
	}
	have := map[string]bool{}
	for _, f := range m.Files {
		have[f.Name] = true
	}
	hashes, err := db.PhotoHashes(ctx)
	if err != nil {
		return err
	}
	for h := range hashes {
		if !have["photos/"+h[:2]+"/"+h+"-in.jpg"] {
			return fmt.Errorf("backup: photo %s is named by the database and missing", h)
		}
	}
	return nil
}

// unpack reads every file of a backup against its manifest and writes those that
// keep chooses under dir.
func unpack(ctx context.Context, path, dir string, keep func(name string) bool) (m Manifest, err error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return m, fmt.Errorf("%s is no backup, or a damaged one: %w", path, err)
	}
	defer z.Close()
	files := map[string]*zip.File{}
	for _, f := range z.File {
		files[f.Name] = f
	}
	if m, err = readManifest(files[manifestName]); err != nil {
		return m, fmt.Errorf("%s: %w", path, err)
	}
	if len(files) != len(m.Files)+1 {
		return m, fmt.Errorf("%s holds %d files, its manifest names %d", path, len(files)-1, len(m.Files))
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return m, err
	}
	defer root.Close()
	for _, want := range m.Files {
		if err := ctx.Err(); err != nil {
			return m, err
		}
		f := files[want.Name]
		if f == nil {
			return m, fmt.Errorf("%s: %s is missing", path, want.Name)
		}
		if err := extract(f, want, root, keep(want.Name)); err != nil {
			return m, fmt.Errorf("%s: %s: %w", path, want.Name, err)
		}
	}
	return m, nil
}

func readManifest(f *zip.File) (m Manifest, err error) {
	if f == nil {
		return m, errors.New("no manifest: this is not a backup, or it was cut off")
	}
	r, err := f.Open()
	if err != nil {
		return m, err
	}
	defer r.Close()
	if err := json.NewDecoder(io.LimitReader(r, 256<<20)).Decode(&m); err != nil {
		return m, fmt.Errorf("manifest: %w", err)
	}
	if m.Format != 1 {
		return m, fmt.Errorf("backup format %d is not known to this program", m.Format)
	}
	return m, nil
}

// extract reads one file to its end, checks it, and writes it when asked. Names
// outside the folder are refused by os.Root.
func extract(f *zip.File, want File, root *os.Root, write bool) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	sum := sha256.New()
	var w io.Writer = sum
	var out *os.File
	if write {
		if err := root.MkdirAll(filepath.Dir(want.Name), 0o750); err != nil {
			return err
		}
		if out, err = root.OpenFile(want.Name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o640); err != nil {
			return err
		}
		w = io.MultiWriter(sum, out)
	}
	n, err := io.Copy(w, io.LimitReader(in, want.Bytes+1))
	if out != nil {
		err = errors.Join(err, out.Sync(), out.Close())
	}
	switch {
	case err != nil:
		return err
	case n != want.Bytes || hex.EncodeToString(sum.Sum(nil)) != want.SHA256:
		return errors.New("differs from the manifest")
	}
	return nil
}

// Restore makes a state folder from a backup. All of it is unpacked and checked
// beside the folder first; the old folder is then kept aside under the name that
// is returned ("" when there was none). Every session ends. The caller must hold
// the folder's lock.
func Restore(ctx context.Context, path, state string) (aside string, err error) {
	fresh := strings.TrimRight(state, "/") + ".restoring"
	if err := os.RemoveAll(fresh); err != nil {
		return "", err
	}
	if err := os.MkdirAll(fresh, 0o750); err != nil {
		return "", err
	}
	m, err := unpack(ctx, path, fresh, func(string) bool { return true })
	if err == nil {
		err = checkDatabase(ctx, filepath.Join(fresh, database), m)
	}
	if err == nil {
		err = endSessions(ctx, filepath.Join(fresh, database))
	}
	if err != nil {
		return "", errors.Join(err, os.RemoveAll(fresh))
	}
	if _, err := os.Stat(state); err == nil {
		aside = strings.TrimRight(state, "/") + time.Now().Format(".before-20060102-150405")
		if err := os.Rename(state, aside); err != nil {
			return "", err
		}
	}
	if err := os.Rename(fresh, state); err != nil {
		return aside, err
	}
	return aside, syncDir(filepath.Dir(filepath.Clean(state)))
}

func endSessions(ctx context.Context, path string) error {
	db, err := sqlite.Open(ctx, path, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	err = db.Update(ctx, time.Now(), func(tx *sqlite.Tx) error { return tx.EndAllSessions() })
	return errors.Join(err, db.Close())
}
