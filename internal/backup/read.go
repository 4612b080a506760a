package backup

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"danvankheo/internal/sqlite"
)

// Listed is one backup of a folder.
type Listed struct {
	Path string
	Made time.Time
}

// List gives the backups of a folder, the newest first, by their names alone. A
// folder that is not there holds none.
func List(dir string) ([]Listed, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []Listed
	for _, e := range entries {
		if made, err := time.Parse(nameLayout, e.Name()); err == nil && e.Type().IsRegular() {
			out = append(out, Listed{filepath.Join(dir, e.Name()), made})
		}
	}
	slices.SortFunc(out, func(a, b Listed) int { return b.Made.Compare(a.Made) })
	return out, nil
}

// bundle is a backup opened for reading.
type bundle struct {
	path  string
	zip   *zip.Reader
	file  *os.File
	pool  *os.Root
	files map[string]*zip.File
	m     Manifest
}

// open opens a backup and its manifest; with whole, its seal is checked first,
// which reads all of it.
func open(path string, whole bool) (b *bundle, err error) {
	b = &bundle{path: path, files: map[string]*zip.File{}}
	if b.file, err = os.Open(path); err != nil {
		return nil, err
	}
	if err := b.read(whole); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), b.Close())
	}
	return b, nil
}

func (b *bundle) read(whole bool) error {
	if whole {
		if err := checkSeal(b.file); err != nil {
			return err
		}
	}
	info, err := b.file.Stat()
	if err != nil {
		return err
	}
	if b.zip, err = zip.NewReader(b.file, info.Size()); err != nil {
		return fmt.Errorf("no backup, or a damaged one: %w", err)
	}
	for _, f := range b.zip.File {
		if b.files[f.Name] != nil {
			return fmt.Errorf("holds %q twice", f.Name)
		}
		b.files[f.Name] = f
	}
	f := b.files[manifestName]
	if f == nil {
		return errors.New("no manifest: this is not a backup of this program")
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	if b.m, err = readManifest(r); err != nil {
		return err
	}
	inside := len(b.m.Files)
	if b.m.Pool {
		inside = 1
		if b.pool, err = os.OpenRoot(filepath.Dir(b.path)); err != nil {
			return err
		}
	}
	if len(b.files) != inside+1 {
		return fmt.Errorf("holds %d files, its manifest names %d", len(b.files)-1, inside)
	}
	return nil
}

// Close closes the backup.
func (b *bundle) Close() error {
	err := b.file.Close()
	if b.pool != nil {
		err = errors.Join(err, b.pool.Close())
	}
	return err
}

// reader opens one file of the backup, wherever it lies.
func (b *bundle) reader(name string) (io.ReadCloser, error) {
	if b.m.Pool && name != database {
		return b.pool.Open(filepath.FromSlash(name))
	}
	f := b.files[name]
	if f == nil {
		return nil, fs.ErrNotExist
	}
	return f.Open()
}

// extract reads one file to its end, checks it, and writes it under dir when dir
// is given. Names outside of dir are refused by os.Root.
func (b *bundle) extract(want File, dir *os.Root) error {
	in, err := b.reader(want.Name)
	if err != nil {
		return err
	}
	defer in.Close()
	sum := sha256.New()
	var w io.Writer = sum
	var out *os.File
	if dir != nil {
		if err := dir.MkdirAll(filepath.Dir(want.Name), 0o750); err != nil {
			return err
		}
		if out, err = dir.OpenFile(want.Name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600); err != nil {
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

// unpack checks every file and writes those that keep chooses under dir.
func (b *bundle) unpack(ctx context.Context, dir string, keep func(name string) bool) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, want := range b.m.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		to := root
		if !keep(want.Name) {
			to = nil
		}
		if err := b.extract(want, to); err != nil {
			return fmt.Errorf("%s: %s: %w", b.path, want.Name, err)
		}
	}
	return nil
}

// choose gives the backup meant by a path: the newest of a folder.
func choose(path string) (string, error) {
	if !isFolder(path) {
		return path, nil
	}
	list, err := List(path)
	if err != nil {
		return "", err
	}
	if len(list) == 0 {
		return "", fmt.Errorf("%s holds no backup", path)
	}
	return list[0].Path, nil
}

// Verify opens a backup, the newest one of a folder, and checks all of it: its
// seal, every file against the manifest, nothing missing, nothing more, the
// database's integrity, and that all the files it names are there.
func Verify(ctx context.Context, path string) (r Report, err error) {
	start := time.Now()
	if path, err = choose(path); err != nil {
		return r, err
	}
	b, err := open(path, true)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	tmp, err := scratch(filepath.Dir(path), b.m)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	if err := b.unpack(ctx, tmp, func(name string) bool { return name == database }); err != nil {
		return r, err
	}
	return Report{Manifest: b.m, Path: path, Took: time.Since(start)}, b.checkDatabase(ctx, filepath.Join(tmp, database))
}

// scratch makes a folder that can hold the database: beside the backup, or, where
// nothing can be written there, in the system's own place.
func scratch(dir string, m Manifest) (string, error) {
	var size int64
	for _, f := range m.Files {
		if f.Name == database {
			size = f.Bytes
		}
	}
	if needs(dir, size, "verify") == nil {
		if tmp, err := os.MkdirTemp(dir, ".verify-*"); err == nil {
			return tmp, nil
		}
	}
	if err := needs(os.TempDir(), size, "verify"); err != nil {
		return "", err
	}
	return os.MkdirTemp("", "danvankheo-verify-*")
}

// checkDatabase checks an unpacked database as it is, without changing it.
func (b *bundle) checkDatabase(ctx context.Context, path string) (err error) {
	say := func(format string, args ...any) error {
		return fmt.Errorf("%s: "+format, append([]any{b.path}, args...)...)
	}
	db, err := sqlite.Inspect(path, slog.New(slog.DiscardHandler))
	if err != nil {
		return say("%w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	schema, err := db.SchemaVersion(ctx)
	if err != nil {
		return say("database: %w", err)
	}
	newest, err := sqlite.Newest()
	switch {
	case err != nil:
		return err
	case schema > newest:
		return say("made by a newer program (schema %d, this one knows %d): use that program", schema, newest)
	case schema != b.m.Schema || schema == 0:
		return say("the database has schema %d, the manifest says %d", schema, b.m.Schema)
	}
	faults, err := db.Integrity(ctx)
	if err != nil {
		return say("database: %w", err)
	}
	if len(faults) > 0 {
		return say("database is damaged: %s", strings.Join(faults[:min(3, len(faults))], "; "))
	}
	have := map[string]bool{}
	for _, f := range b.m.Files {
		have[f.Name] = true
	}
	for _, name := range b.m.Missing {
		have[name] = true
	}
	named, err := namedFiles(ctx, db)
	if err != nil {
		return say("database: %w", err)
	}
	for _, name := range named {
		if !have[name] {
			return say("%s is named by the database and missing", name)
		}
	}
	return nil
}

// Newest gives the manifest of the newest backup of a folder, without checking the
// backup; fs.ErrNotExist when there is none.
func Newest(dir string) (m Manifest, path string, err error) {
	list, err := List(dir)
	if err != nil {
		return m, "", err
	}
	if len(list) == 0 {
		return m, "", fs.ErrNotExist
	}
	b, err := open(list[0].Path, false)
	if err != nil {
		return m, list[0].Path, err
	}
	return b.m, list[0].Path, b.Close()
}
