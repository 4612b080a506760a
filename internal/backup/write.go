package backup

import (
	"archive/zip"
	"compress/flate"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"danvankheo/internal/photo"
	"danvankheo/internal/sqlite"
)

// nameLayout is how a backup in a folder is called: by its moment, UTC.
const nameLayout = "danvankheo-20060102T150405Z.zip"

// Write copies a state folder. A path that is a folder, or ends with a slash,
// gets one more backup that shares photos and documents with those there; any
// other path becomes one file that holds everything. The file appears under its
// name only when it is whole and on the disk.
func Write(ctx context.Context, db *sqlite.DB, state, path string) (r Report, err error) {
	start := time.Now()
	release, err := Guard(state)
	if err != nil {
		return r, fmt.Errorf("backup: %w", err)
	}
	defer release()
	w := &writer{db: db, state: state, dir: filepath.Dir(path), m: Manifest{Format: format, Made: start.UTC().Truncate(time.Second)}}
	w.target = path
	if isFolder(path) {
		w.dir, w.target, w.m.Pool = path, filepath.Join(path, start.UTC().Format(nameLayout)), true
		if err := os.MkdirAll(path, 0o750); err != nil {
			return r, fmt.Errorf("backup: %w", err)
		}
		release, err := guardFolder(path)
		if err != nil {
			return r, fmt.Errorf("backup: %w", err)
		}
		defer release()
	}
	if _, err := os.Lstat(w.target); err == nil {
		return r, fmt.Errorf("%s exists already: name a new file", w.target)
	}
	if err := w.write(ctx); err != nil {
		return r, fmt.Errorf("backup: %w", err)
	}
	return Report{w.m, w.target, w.copied, w.reused, time.Since(start)}, nil
}

// writer is one backup being made.
type writer struct {
	db             *sqlite.DB
	state          string
	dir, target    string
	tmp            string
	m              Manifest
	files          []stateFile
	known          map[string]File // of the last backup in the same folder
	copied, reused int
}

func (w *writer) write(ctx context.Context) (err error) {
	if w.m.Pool {
		w.known = w.lastBackup()
	}
	if err := w.room(); err != nil {
		return err
	}
	if w.tmp, err = os.MkdirTemp(w.dir, ".backup-*"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(w.tmp)) }()
	copied := filepath.Join(w.tmp, database)
	if err := w.db.CopyTo(ctx, copied); err != nil {
		return err
	}
	// The files are listed after the copy: whatever it names is among them.
	if w.files, err = stateFiles(w.state); err != nil {
		return err
	}
	if err := w.describe(ctx, copied); err != nil {
		return err
	}
	if w.m.Pool {
		if err := w.fillPool(ctx); err != nil {
			return err
		}
	}
	partial := filepath.Join(w.tmp, "backup.zip")
	if err := w.pack(ctx, copied, partial); err != nil {
		return err
	}
	if err := os.Rename(partial, w.target); err != nil {
		return err
	}
	return syncDir(w.dir)
}

// lastBackup gives what the newest readable backup of the folder knows of its
// files; nothing is lost when there is none.
func (w *writer) lastBackup() map[string]File {
	out := map[string]File{}
	list, err := List(w.dir)
	if err != nil || len(list) == 0 {
		return out
	}
	b, err := open(list[0].Path, false)
	if err != nil {
		return out
	}
	for _, f := range b.m.Files {
		out[f.Name] = f
	}
	_ = b.Close() // only read
	return out
}

// room refuses to begin when the disk cannot hold the copy of the database twice
// over and the files that are new to it.
func (w *writer) room() error {
	files, err := stateFiles(w.state)
	if err != nil {
		return err
	}
	need := 2*w.db.Bytes() + 16<<20
	for _, f := range files {
		if !w.m.Pool || !w.pooled(f) {
			need += f.bytes
		}
	}
	return needs(w.dir, need, "backup")
}

// describe reads out of the copied database what the manifest says of it.
func (w *writer) describe(ctx context.Context, path string) (err error) {
	db, err := sqlite.Inspect(path, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if w.m.Schema, err = db.SchemaVersion(ctx); err != nil {
		return err
	}
	u, err := db.Upkeep(ctx, w.m.Made)
	if err != nil {
		return err
	}
	w.m.Entries = u.Entries
	named, err := namedFiles(ctx, db)
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, f := range w.files {
		have[f.name] = true
	}
	for _, name := range named {
		if !have[name] {
			w.m.Missing = append(w.m.Missing, name)
		}
	}
	return nil
}

// namedFiles lists the files that a database says must be there.
func namedFiles(ctx context.Context, db *sqlite.DB) (names []string, err error) {
	photos, err := db.PhotoHashes(ctx)
	if err != nil {
		return nil, err
	}
	for h := range photos {
		for _, size := range []photo.SizeName{photo.Small, photo.Medium, photo.Large, photo.Print} {
			names = append(names, "photos/"+h[:2]+"/"+h+"-"+string(size)+".jpg")
		}
	}
	files, err := db.FileHashes(ctx)
	for h := range files {
		names = append(names, "files/"+h[:2]+"/"+h)
	}
	return names, err
}

// pooled reports whether the folder holds a file already, as it is now.
func (w *writer) pooled(f stateFile) bool {
	k, ok := w.known[f.name]
	if !ok || k.Bytes != f.bytes || k.Modified != f.modified {
		return false
	}
	info, err := os.Stat(filepath.Join(w.dir, filepath.FromSlash(f.name)))
	return err == nil && info.Size() == f.bytes
}

// fillPool copies the photos and documents that the folder lacks.
func (w *writer) fillPool(ctx context.Context) error {
	dirs := map[string]bool{}
	for _, f := range w.files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if w.pooled(f) {
			w.m.Files = append(w.m.Files, w.known[f.name])
			w.reused++
			continue
		}
		to := filepath.Join(w.dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
			return err
		}
		entry, err := copyFile(f, filepath.Join(w.tmp, "file"), to)
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed by hand since it was listed
		}
		if err != nil {
			return err
		}
		w.m.Files = append(w.m.Files, entry)
		w.copied++
		for d := filepath.Dir(to); len(d) >= len(filepath.Clean(w.dir)) && !dirs[d]; d = filepath.Dir(d) {
			dirs[d] = true
		}
	}
	for d := range dirs {
		if err := syncDir(d); err != nil {
			return err
		}
	}
	return nil
}

// copyFile copies one file; it appears under its name when it is on the disk.
func copyFile(f stateFile, tmp, to string) (File, error) {
	in, err := os.Open(f.path)
	if err != nil {
		return File{}, err
	}
	defer in.Close()
	out, err := os.OpenFile(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return File{}, err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, sum), in)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return File{}, err
	}
	return File{f.name, n, hex.EncodeToString(sum.Sum(nil)), f.modified}, os.Rename(tmp, to)
}

// pack writes the sealed ZIP file.
func (w *writer) pack(ctx context.Context, copied, partial string) error {
	out, err := os.OpenFile(partial, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	s := newSealer(out)
	z := zip.NewWriter(s)
	z.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, flate.BestSpeed) })
	err = errors.Join(z.SetComment(blank()), w.packAll(ctx, z, copied), z.Close())
	if err == nil {
		_, err = out.Seek(-int64(sealBytes), io.SeekEnd)
	}
	if err == nil {
		_, err = io.WriteString(out, s.seal())
	}
	return errors.Join(err, out.Sync(), out.Close())
}

func (w *writer) packAll(ctx context.Context, z *zip.Writer, copied string) error {
	if err := w.add(z, stateFile{name: database, path: copied}, zip.Deflate); err != nil {
		return err
	}
	for _, f := range w.files {
		if w.m.Pool {
			break
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.add(z, f, zip.Store); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		w.copied++
	}
	out, err := z.Create(manifestName)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	enc.SetIndent("", "\t")
	return enc.Encode(w.m)
}

func (w *writer) add(z *zip.Writer, f stateFile, method uint16) error {
	in, err := os.Open(f.path)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: method, Modified: w.m.Made})
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, sum), in)
	w.m.Files = append(w.m.Files, File{f.name, n, hex.EncodeToString(sum.Sum(nil)), f.modified})
	return err
}
