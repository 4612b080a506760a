package search

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// mappingVersion names the folder of the index. Raise it whenever terms, fields
// or the stored part change: the old folder is then left alone until the new
// index is built.
const mappingVersion = 3

// Names in the folder of the index.
const (
	currentName = "CURRENT" // the generation that serves
	lockName    = "LOCK"
)

// Keys kept inside the index, written with the batch they belong to.
var (
	keySequence = []byte("sequence")
	keyComplete = []byte("complete")
	keyAbbr     = []byte("abbreviations")
	keyBasis    = []byte("basis")
)

// errDamaged means that files of the index cannot be trusted.
var errDamaged = errors.New("search: damaged index files")

func rootOf(state string) string {
	return filepath.Join(state, fmt.Sprintf("index-%d", mappingVersion))
}

// store is one generation of the index on the disk.
type store struct {
	dir   string
	idx   *scorch.Scorch
	queue *index.AnalysisQueue
}

// openStore opens or creates the generation in dir. A panic of the opening,
// which damaged files cause, is an error.
func openStore(dir string) (s *store, err error) {
	defer func() {
		if p := recover(); p != nil {
			s, err = nil, fmt.Errorf("%w: %v", errDamaged, p)
		}
	}()
	queue := index.NewAnalysisQueue(runtime.GOMAXPROCS(0))
	idx, err := scorch.NewScorch(scorch.Name, map[string]any{
		"path":               dir,
		"bolt_timeout":       "2s",
		"numSnapshotsToKeep": 1,
	}, queue)
	if err != nil {
		queue.Close()
		return nil, err
	}
	if err := idx.Open(); err != nil {
		queue.Close()
		return nil, fmt.Errorf("search: open %s: %w", dir, err)
	}
	return &store{dir: dir, idx: idx.(*scorch.Scorch), queue: queue}, nil
}

func (s *store) close() error {
	err := s.idx.Close()
	s.queue.Close()
	return err
}

// snapshot returns the present state; the caller closes it.
func (s *store) snapshot() (*scorch.IndexSnapshot, error) {
	r, err := s.idx.Reader()
	if err != nil {
		return nil, err
	}
	snap, ok := r.(*scorch.IndexSnapshot)
	if !ok || snap == nil {
		return nil, errDamaged
	}
	return snap, nil
}

// internal reads a number kept inside the index; 0 when there is none.
func (s *store) internal(key []byte) (uint64, error) {
	snap, err := s.snapshot()
	if err != nil {
		return 0, err
	}
	defer snap.Close()
	v, err := snap.GetInternal(key)
	if err != nil || len(v) != 8 {
		return 0, err
	}
	return binary.BigEndian.Uint64(v), nil
}

func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// settled repeats a look at the files while they are merged away under it: one
// that is missing from a state that was just read is missing.
func settled(look func() error) (err error) {
	for range 5 {
		if err = look(); !errors.Is(err, os.ErrNotExist) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return err
}

// paths lists the files of the present state and their size.
func (s *store) paths() (paths []string, size int64, err error) {
	err = settled(func() error {
		paths, size, err = s.list()
		return err
	})
	return paths, size, err
}

func (s *store) list() ([]string, int64, error) {
	snap, err := s.snapshot()
	if err != nil {
		return nil, 0, err
	}
	defer snap.Close()
	var out []string
	var size int64
	for _, seg := range snap.Segments() {
		p, ok := seg.Segment().(segment.PersistedSegment)
		if !ok {
			continue
		}
		fi, err := os.Stat(p.Path())
		if err != nil {
			return nil, 0, fmt.Errorf("%w: %w", errDamaged, err)
		}
		out = append(out, p.Path())
		size += fi.Size()
	}
	return out, size, nil
}

// verify compares the files with the checksum each carries at its end.
func verify(paths []string) error {
	for _, p := range paths {
		if err := verifyFile(p); err != nil {
			return fmt.Errorf("%w: %s: %w", errDamaged, filepath.Base(p), err)
		}
	}
	return nil
}

func verifyFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	fi, err := f.Stat()
	if err != nil {
		return err
	}
	if fi.Size() < 8 {
		return io.ErrUnexpectedEOF
	}
	sum := crc32.NewIEEE()
	r := bufio.NewReaderSize(f, 1<<20)
	if _, err := io.CopyN(sum, r, fi.Size()-4); err != nil {
		return err
	}
	var want [4]byte
	if _, err := io.ReadFull(r, want[:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(want[:]) != sum.Sum32() {
		return errors.New("checksum differs")
	}
	return nil
}

var generationName = regexp.MustCompile(`^g([0-9]{1,9})$`)

// current returns the folder of the generation that serves, or "".
func current(root string) (string, error) {
	b, err := os.ReadFile(filepath.Join(root, currentName))
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	name := strings.TrimSpace(string(b))
	if !generationName.MatchString(name) {
		return "", nil
	}
	return filepath.Join(root, name), nil
}

// nextGeneration returns the folder after the last one in use.
func nextGeneration(root string) (string, error) {
	entries, err := os.ReadDir(root)
	if err != nil {
		return "", err
	}
	last := 0
	for _, e := range entries {
		if m := generationName.FindStringSubmatch(e.Name()); m != nil {
			n, _ := strconv.Atoi(m[1]) // at most nine digits
			last = max(last, n)
		}
	}
	return filepath.Join(root, fmt.Sprintf("g%d", last+1)), nil
}

// setCurrent makes dir the generation that serves; after a power cut it is
// either the old or the new one.
func setCurrent(root, dir string) error {
	tmp := filepath.Join(root, currentName+".tmp")
	f, err := os.Create(tmp)
	if err != nil {
		return err
	}
	_, err = f.WriteString(filepath.Base(dir) + "\n")
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	if err := os.Rename(tmp, filepath.Join(root, currentName)); err != nil {
		return err
	}
	d, err := os.Open(root)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// removeOthers deletes generations other than keep, and folders of other
// mapping versions. A failure only leaves garbage for the next time.
func removeOthers(root, keep string) {
	if entries, err := os.ReadDir(root); err == nil {
		for _, e := range entries {
			if generationName.MatchString(e.Name()) && e.Name() != filepath.Base(keep) {
				_ = os.RemoveAll(filepath.Join(root, e.Name()))
			}
		}
	}
}

var rootName = regexp.MustCompile(`^index-[0-9]+$`)

// removeOldVersions deletes the folders of other mapping versions.
func removeOldVersions(state string) {
	entries, err := os.ReadDir(state)
	if err != nil {
		return
	}
	for _, e := range entries {
		if rootName.MatchString(e.Name()) && e.Name() != filepath.Base(rootOf(state)) {
			_ = os.RemoveAll(filepath.Join(state, e.Name())) // garbage; the next rebuild tries again
		}
	}
}
