package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"danvankheo/internal/backup"
	"danvankheo/internal/photo"
)

var photoSizes = []photo.SizeName{photo.Small, photo.Medium, photo.Large, photo.Print}

func photoFile(hash string, size photo.SizeName) string {
	return "photos/" + hash[:2] + "/" + hash + "-" + string(size) + ".jpg"
}

// fromBackup is how lost files come back.
func (d *patient) fromBackup(name string) string {
	return "copy it out of the backup: cp " + filepath.Join(d.backupDir, name) + " " + filepath.Join(d.state, name)
}

func checkPhotos(ctx context.Context, d *patient) finding {
	hashes, err := d.db.PhotoHashes(ctx)
	if err != nil {
		return bad(d.restoreHint(), "%v", err)
	}
	var missing []string
	for h := range hashes {
		for _, size := range photoSizes {
			if _, err := os.Stat(filepath.Join(d.state, photoFile(h, size))); err != nil {
				missing = append(missing, photoFile(h, size))
			}
		}
	}
	if len(missing) > 0 {
		slices.Sort(missing)
		return bad(d.fromBackup(missing[0]), "%d files: %s", len(missing), some(missing))
	}
	return finding{}
}

// checkPhotoBytes reads every photo: a JPEG from its first mark to its last, with
// the bytes that the last backup knows.
func checkPhotoBytes(ctx context.Context, d *patient) finding {
	hashes, err := d.db.PhotoHashes(ctx)
	if err != nil || d.quick {
		return finding{} // left out, or another check's
	}
	known := map[string]backup.File{}
	if m, _, err := backup.Newest(d.backupDir); err == nil {
		for _, f := range m.Files {
			known[f.Name] = f
		}
	}
	var damaged []string
	for h := range hashes {
		for _, size := range photoSizes {
			if ctx.Err() != nil {
				return finding{}
			}
			name := photoFile(h, size)
			if wrongPhoto(filepath.Join(d.state, name), known[name]) {
				damaged = append(damaged, name)
			}
		}
	}
	if len(damaged) > 0 {
		slices.Sort(damaged)
		return bad(d.fromBackup(damaged[0]), "%d files: %s", len(damaged), some(damaged))
	}
	return finding{}
}

// wrongPhoto reports whether a file is there and is not the photo it was.
func wrongPhoto(path string, known backup.File) bool {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false // missing, not damaged
	}
	if err != nil || !bytes.HasPrefix(text, []byte{0xff, 0xd8, 0xff}) || !bytes.HasSuffix(text, []byte{0xff, 0xd9}) {
		return true
	}
	sum := sha256.Sum256(text)
	return known.SHA256 != "" && hex.EncodeToString(sum[:]) != known.SHA256
}

// orphanAge is how long a file may lie without being named: the nightly sweep
// takes it a day later.
const orphanAge = 3 * 24 * time.Hour

func checkOrphans(ctx context.Context, d *patient) finding {
	hashes, err := d.db.PhotoHashes(ctx)
	if err != nil {
		return finding{} // another check's
	}
	var orphans []string
	walk(filepath.Join(d.state, "photos"), func(path string, info fs.FileInfo) {
		hash, _, _ := strings.Cut(filepath.Base(path), "-")
		if !hashes[hash] && time.Since(info.ModTime()) > orphanAge {
			orphans = append(orphans, filepath.Base(path))
		}
	})
	if len(orphans) > 0 {
		return bad("systemctl restart danvankheo (it sweeps within the hour)", "%d files: %s", len(orphans), some(orphans))
	}
	return finding{}
}

// walk visits the files of a folder, except those being received.
func walk(dir string, visit func(path string, info fs.FileInfo)) {
	_ = filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // what cannot be read is another check's
		}
		if e.IsDir() && e.Name() == "tmp" {
			return fs.SkipDir
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			visit(p, info)
		}
		return nil
	})
}

func checkDocuments(ctx context.Context, d *patient) finding {
	hashes, err := d.db.FileHashes(ctx)
	if err != nil {
		return finding{} // another check's
	}
	var missing []string
	for h := range hashes {
		if _, err := os.Stat(filepath.Join(d.state, "files", h[:2], h)); err != nil {
			missing = append(missing, "files/"+h[:2]+"/"+h)
		}
	}
	if len(missing) > 0 {
		slices.Sort(missing)
		return bad(d.fromBackup(missing[0]), "%d files: %s", len(missing), some(missing))
	}
	return finding{}
}

// checkDocumentBytes reads every document: its name is the hash of its bytes.
func checkDocumentBytes(ctx context.Context, d *patient) finding {
	if d.quick {
		return finding{}
	}
	var damaged []string
	walk(filepath.Join(d.state, "files"), func(path string, _ fs.FileInfo) {
		if ctx.Err() == nil && hashOf(path) != filepath.Base(path) {
			damaged = append(damaged, "files/"+filepath.Base(path)[:2]+"/"+filepath.Base(path))
		}
	})
	if len(damaged) > 0 {
		return bad(d.fromBackup(damaged[0]), "%d files: %s", len(damaged), some(damaged))
	}
	return finding{}
}

func hashOf(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return ""
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// checkUploads finds what was being received and never ended.
func checkUploads(_ context.Context, d *patient) finding {
	n := 0
	for _, folder := range []string{"photos/tmp", "files/tmp"} {
		list, err := os.ReadDir(filepath.Join(d.state, folder))
		if err != nil {
			continue // not there yet
		}
		for _, e := range list {
			if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > orphanAge {
				n++
			}
		}
	}
	if n > 0 {
		return bad(
			"systemctl restart danvankheo (it sweeps within the hour)",
			"%d uploads never ended and lie in photos/tmp or files/tmp",
			n,
		)
	}
	return finding{}
}
