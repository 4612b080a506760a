package backup

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// format is what this program writes and reads.
const format = 2

const (
	database     = "data.db"
	manifestName = "manifest.json"
	manifestMax  = 256 << 20 // bytes
)

// folders are what is copied beside the database; their folders named tmp hold
// what is being received and are left out.
var folders = []string{"photos", "files"}

// Manifest says what a backup holds.
type Manifest struct {
	Format  int       `json:"format"`
	Made    time.Time `json:"made"` // when the copy of the database began: what came later is not in it
	Schema  int64     `json:"schema"`
	Entries int       `json:"entries"`
	Pool    bool      `json:"pool,omitempty"` // photos and documents lie beside the file
	Files   []File    `json:"files"`
	// Missing are files that the database names and that were not in the state
	// folder when the backup was made: the backup is whole, the site was not.
	Missing []string `json:"missing,omitempty"`
}

// File is one file of a backup.
type File struct {
	Name     string `json:"name"`
	Bytes    int64  `json:"bytes"`
	SHA256   string `json:"sha256"`
	Modified int64  `json:"modified,omitempty"` // nanoseconds, of the file that was copied
}

// Bytes adds up the sizes.
func (m Manifest) Bytes() (n int64) {
	for _, f := range m.Files {
		n += f.Bytes
	}
	return n
}

// Report is what was done to one backup.
type Report struct {
	Manifest
	Path   string // of the file
	Copied int    // files written
	Reused int    // files that an earlier backup of the folder holds already
	Took   time.Duration
}

// readManifest reads a manifest and refuses names that no backup has.
func readManifest(r io.Reader) (m Manifest, err error) {
	if err := json.NewDecoder(io.LimitReader(r, manifestMax)).Decode(&m); err != nil {
		return m, fmt.Errorf("manifest: %w", err)
	}
	if m.Format != format {
		return m, fmt.Errorf("backup format %d is not known to this program, which reads %d", m.Format, format)
	}
	seen := map[string]bool{}
	for _, f := range m.Files {
		if !validName(f.Name) || f.Bytes < 0 || len(f.SHA256) != 64 {
			return m, fmt.Errorf("manifest names %.100q, which no backup holds", f.Name)
		}
		if seen[f.Name] {
			return m, fmt.Errorf("manifest names %q twice", f.Name)
		}
		seen[f.Name] = true
	}
	if !seen[database] {
		return m, errors.New("manifest names no database")
	}
	return m, nil
}

// validName reports whether a backup may hold a file of that name: the database,
// or a plain path below one of its folders.
func validName(name string) bool {
	if name == database {
		return true
	}
	if !fs.ValidPath(name) || strings.ContainsAny(name, "\\\x00") {
		return false
	}
	folder, rest, _ := strings.Cut(name, "/")
	return rest != "" && (folder == folders[0] || folder == folders[1]) && !strings.HasPrefix(rest, "tmp/")
}

// stateFile is a photo or document in a state folder.
type stateFile struct {
	name, path string
	bytes      int64
	modified   int64
}

// stateFiles lists the photos and documents of a state folder.
func stateFiles(state string) (list []stateFile, err error) {
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(state, folder), func(p string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "tmp":
				return fs.SkipDir
			case !d.Type().IsRegular():
				return nil
			}
			info, err := d.Info()
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(state, p)
			if err != nil {
				return err
			}
			if name := filepath.ToSlash(rel); validName(name) {
				list = append(list, stateFile{name, p, info.Size(), info.ModTime().UnixNano()})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// isFolder reports whether a backup goes into a folder of backups: one that
// exists, or a name that ends with a slash.
func isFolder(path string) bool {
	if strings.HasSuffix(path, string(os.PathSeparator)) {
		return true
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
