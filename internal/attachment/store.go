package attachment

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"danvankheo/internal/registry"
)

// MaxBytes is the largest document accepted.
const MaxBytes = 20 << 20

// What is wrong with a document.
var (
	ErrTooLarge = errors.New("document larger than accepted")
	ErrKind     = errors.New("not a PDF, DOCX or XLSX document")
	ErrEmpty    = errors.New("empty document")
)

// File is one kept document.
type File struct {
	Hash  string // sha256, hex
	Kind  registry.DocumentKind
	Bytes int64
}

// Store is a folder of documents.
type Store struct{ root *os.Root }

// Open opens the folder and creates it when it is missing.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(path.Join(dir, "tmp"), 0o750); err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	return &Store{root}, nil
}

// Close closes the folder.
func (s *Store) Close() error { return s.root.Close() }

// Add keeps a document. Whatever goes wrong, nothing of it is left behind.
func (s *Store) Add(ctx context.Context, r io.Reader) (File, error) {
	tmp := fmt.Sprintf("tmp/%d-%d", os.Getpid(), time.Now().UnixNano())
	f, err := s.root.OpenFile(tmp, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return File{}, fmt.Errorf("document: %w", err)
	}
	out, err := s.spool(f, r)
	if err == nil {
		err = ctx.Err()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = s.settle(tmp, name(out.Hash))
	}
	if err != nil {
		return File{}, errors.Join(err, ignoreMissing(s.root.Remove(tmp)))
	}
	return out, nil
}

func (s *Store) spool(f *os.File, r io.Reader) (File, error) {
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, sum), io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return File{}, fmt.Errorf("document: receive: %w", err)
	case n == 0:
		return File{}, ErrEmpty
	case n > MaxBytes:
		return File{}, ErrTooLarge
	}
	kind, err := sniff(f, n)
	if err != nil {
		return File{}, err
	}
	return File{hex.EncodeToString(sum.Sum(nil)), kind, n}, f.Sync()
}

// settle gives a synced file its lasting name.
func (s *Store) settle(tmp, to string) error {
	if _, err := s.root.Stat(to); err == nil {
		return s.root.Remove(tmp)
	}
	dir := path.Dir(to)
	if err := s.root.Mkdir(dir, 0o750); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := s.root.Rename(tmp, to); err != nil {
		return err
	}
	d, err := s.root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// sniff determines the kind from the content.
func sniff(f io.ReaderAt, n int64) (registry.DocumentKind, error) {
	head := make([]byte, 1024)
	k, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	head = head[:k]
	if bytes.HasPrefix(head, []byte("%PDF-")) {
		return registry.PDF, nil
	}
	if !bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return "", ErrKind
	}
	z, err := zip.NewReader(f, n)
	if err != nil || len(z.File) > 10_000 {
		return "", ErrKind
	}
	var kind registry.DocumentKind
	for _, e := range z.File {
		switch {
		case strings.HasSuffix(strings.ToLower(e.Name), "vbaproject.bin"):
			return "", ErrKind // a document with macros under an innocent name
		case e.Name == "word/document.xml":
			kind = registry.DOCX
		case e.Name == "xl/workbook.xml":
			kind = registry.XLSX
		}
	}
	if kind == "" {
		return "", ErrKind
	}
	return kind, nil
}

func name(hash string) string { return hash[:2] + "/" + hash }

func valid(hash string) bool {
	if len(hash) != 64 {
		return false
	}
	_, err := hex.DecodeString(hash)
	return err == nil
}

// Open opens a document for reading; a name that cannot be one does not exist.
func (s *Store) Open(hash string) (*os.File, error) {
	if !valid(hash) {
		return nil, fs.ErrNotExist
	}
	return s.root.Open(name(hash))
}

// Remove deletes a document; a missing one is no error. Documents are shared by
// content: ask for other users first.
func (s *Store) Remove(hash string) error {
	if !valid(hash) {
		return nil
	}
	return ignoreMissing(s.root.Remove(name(hash)))
}

// Sweep removes what an interrupted upload left before a moment.
func (s *Store) Sweep(before time.Time) error {
	dir, err := s.root.Open("tmp")
	if err != nil {
		return err
	}
	defer dir.Close()
	entries, err := dir.ReadDir(-1)
	for _, e := range entries {
		if info, e2 := e.Info(); e2 == nil && info.ModTime().Before(before) {
			err = errors.Join(err, ignoreMissing(s.root.Remove("tmp/"+e.Name())))
		}
	}
	return err
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
