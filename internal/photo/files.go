package photo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"
)

// Open opens one size of a picture. The error is fs.ErrNotExist for whatever
// is not there, names that no picture can have included, so both may come
// straight from an address. The caller closes the file.
func (s *Store) Open(hash string, size SizeName) (*os.File, error) {
	if !validHash(hash) || !size.Valid() {
		return nil, fmt.Errorf("photo %.8s-%.8s: %w", hash, size, fs.ErrNotExist)
	}
	return s.root.Open(fileName(hash, size))
}

// Has reports whether every size of a picture is there.
func (s *Store) Has(hash string) bool {
	if !validHash(hash) {
		return false
	}
	for _, spec := range specs {
		if _, err := s.root.Stat(fileName(hash, spec.name)); err != nil {
			return false
		}
	}
	return true
}

// Remove removes every size of a picture; removing what is not there is no
// error. Pictures are shared by all who sent the same bytes: ask first whether
// anyone still shows it.
func (s *Store) Remove(hash string) error {
	if !validHash(hash) {
		return fmt.Errorf("photo %.8s: %w", hash, fs.ErrNotExist)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.remove(hash)
}

func (s *Store) remove(hash string) error {
	var errs []error
	for _, spec := range specs {
		if err := s.root.Remove(fileName(hash, spec.name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// Sweep removes what nobody wants: uploads that were cut off by a crash, and
// pictures for which keep says no, as long as both were last written before
// olderThan; that moment must leave uploads in progress, and forms not yet
// saved, their time. It returns the names of the temporary files and the
// hashes of the pictures removed, sorted.
func (s *Store) Sweep(keep func(hash string) bool, olderThan time.Time) (removed []string, err error) {
	temps, err := fs.ReadDir(s.root.FS(), tempDir)
	if err != nil {
		return nil, err
	}
	var errs []error
	for _, e := range temps {
		info, err := e.Info()
		if err != nil || !info.ModTime().Before(olderThan) {
			continue // gone meanwhile, or still being written
		}
		name := path.Join(tempDir, e.Name())
		if err := s.root.Remove(name); err != nil {
			errs = append(errs, err)
			continue
		}
		removed = append(removed, name)
	}
	hashes, err := s.hashes()
	errs = append(errs, err)
	for _, hash := range hashes {
		gone, err := s.sweepOne(hash, keep, olderThan)
		if err != nil {
			errs = append(errs, err)
		}
		if gone {
			removed = append(removed, hash)
		}
	}
	slices.Sort(removed)
	return removed, errors.Join(errs...)
}

// sweepOne removes one picture if it is old and unwanted. It holds the lock
// across the question, so that a picture added again meanwhile is either kept
// or made again.
func (s *Store) sweepOne(hash string, keep func(string) bool, olderThan time.Time) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, spec := range specs {
		info, err := s.root.Stat(fileName(hash, spec.name))
		if err == nil && !info.ModTime().Before(olderThan) {
			return false, nil
		}
	}
	if keep(hash) {
		return false, nil
	}
	return true, s.remove(hash)
}

// hashes lists the pictures of which at least one size is there.
func (s *Store) hashes() ([]string, error) {
	dirs, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, d := range dirs {
		if !d.IsDir() || len(d.Name()) != 2 {
			continue
		}
		files, err := fs.ReadDir(s.root.FS(), d.Name())
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			hash, _, _ := strings.Cut(f.Name(), "-")
			if validHash(hash) && hash[:2] == d.Name() {
				seen[hash] = true
			}
		}
	}
	out := make([]string, 0, len(seen))
	for hash := range seen {
		out = append(out, hash)
	}
	slices.Sort(out)
	return out, nil
}

// validHash reports whether h is 64 lower-case hex digits.
func validHash(h string) bool {
	return len(h) == 64 && strings.Trim(h, "0123456789abcdef") == ""
}
