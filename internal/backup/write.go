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
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"danvankheo/internal/sqlite"
)

// Manifest says what a backup holds.
type Manifest struct {
	Format int       `json:"format"` // 1
	Made   time.Time `json:"made"`
	Schema int64     `json:"schema"`
	Files  []File    `json:"files"`
}

// File is one file of a backup.
type File struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Bytes adds up the sizes.
func (m Manifest) Bytes() (n int64) {
	for _, f := range m.Files {
		n += f.Bytes
	}
	return n
}

const (
	database     = "data.db"
	manifestName = "manifest.json"
)

// folders are what is copied beside the database; tmp folders hold what is being
// received and are left out.
var folders = []string{"photos", "files"}

// Write copies a state folder into a new file. The file appears under its name
// only when it is whole and on the disk.
func Write(ctx context.Context, db *sqlite.DB, state, path string) (m Manifest, err error) {
	if _, err := os.Stat(path); err == nil {
		return m, fmt.Errorf("%s exists already: name a new file", path)
	}
	if err := room(state, filepath.Dir(path)); err != nil {
		return m, err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(path), ".backup-*")
	if err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	m = Manifest{Format: 1, Made: time.Now().UTC()}
	if m.Schema, err = db.SchemaVersion(ctx); err != nil {
		return m, err
	}
	if err := db.CopyTo(ctx, filepath.Join(tmp, database)); err != nil {
		return m, err
	}
	partial := filepath.Join(tmp, "backup.zip")
	if err := m.pack(ctx, tmp, state, partial); err != nil {
		return m, err
	}
	if err := os.Rename(partial, path); err != nil {
		return m, err
	}
	return m, syncDir(filepath.Dir(path))
}

func (m *Manifest) pack(ctx context.Context, tmp, state, partial string) error {
	out, err := os.OpenFile(partial, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	z := zip.NewWriter(out)
	err = m.add(z, database, filepath.Join(tmp, database), zip.Deflate)
	for _, folder := range folders {
		if err != nil {
			break
		}
		err = filepath.WalkDir(filepath.Join(state, folder), func(p string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil // swept while we walked
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "tmp":
				return fs.SkipDir
			case d.IsDir():
				return ctx.Err()
			}
			rel, err := filepath.Rel(state, p)
			if err != nil {
				return err
			}
			err = m.add(z, filepath.ToSlash(rel), p, zip.Store)
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		})
	}
	if err == nil {
		err = m.close(z)
	}
	return errors.Join(err, z.Close(), out.Sync(), out.Close())
}

func (m *Manifest) close(z *zip.Writer) error {
	w, err := z.Create(manifestName)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "\t")
	return enc.Encode(m)
}

func (m *Manifest) add(z *zip.Writer, name, path string, method uint16) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: m.Made})
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, sum), in)
	m.Files = append(m.Files, File{name, n, hex.EncodeToString(sum.Sum(nil))})
	return err
}

// room refuses to begin when the disk cannot hold the copy of the database twice
// over and the files once.
func room(state, dir string) error {
	var need int64
	_ = filepath.WalkDir(state, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(p, "index-") {
			return nil // an estimate: what cannot be read now fails later with its own error
		}
		if info, e := d.Info(); e == nil {
			need += info.Size()
			if d.Name() == database {
				need += info.Size()
			}
		}
		return nil
	})
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return fmt.Errorf("backup: %s: %w", dir, err)
	}
	if free := int64(st.Bavail) * st.Bsize; free < need {
		return fmt.Errorf("backup: %s has %d MB free and needs %d MB: free space or name another disk", dir, free>>20, need>>20)
	}
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
