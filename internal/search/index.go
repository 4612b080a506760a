package search

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"danvankheo/internal/vietnamese"
)

// Errors of the life of an index.
var (
	ErrLocked     = errors.New("search: the index is in use by another process; stop it first")
	ErrRebuilding = errors.New("search: a rebuild is already running")
	ErrClosed     = errors.New("search: index is closed")
)

// Index is the search index of one state folder. All methods may be called at
// the same time from anywhere.
type Index struct {
	state, root string
	log         *slog.Logger
	lock        *os.File
	codes       *codes
	cache       *cache[Result]
	suggested   *cache[[]Suggestion]
	abbr        atomic.Pointer[vietnamese.Abbreviations]
	synonyms    atomic.Pointer[vietnamese.Synonyms] // those given, and late
	units       atomic.Pointer[unitList]
	labels      atomic.Pointer[Labels]
	gen         atomic.Uint64
	needs       atomic.Bool
	checks      sync.WaitGroup

	mu       sync.RWMutex // guards the next three
	view     *view
	complete bool
	closed   bool

	write     sync.Mutex // held by the one writer; guards the rest
	store     *store
	lex       *lexicon
	rebuilds  bool     // a rebuild is running
	meanwhile []Change // changes since it began
	lastSeq   int64

	words sync.Mutex           // guards the next four
	basis uint64               // what documents are made of now
	built uint64               // and what those of the index were made of
	given *vietnamese.Synonyms // by the caller
	late  map[string][]string  // abbreviations the texts are not indexed with yet

	rebuild  sync.Mutex // held for a whole rebuild
	lastLook atomic.Int64
}

// backgroundVerify is the size of index files above which they are checked
// after opening instead of before.
const backgroundVerify = 256 << 20

// Open opens the index in the state folder dir, or makes an empty one. Missing,
// damaged or half-built files are no error: the index then reports
// NeedsRebuild. An error means that the folder cannot be used at all.
func Open(dir string, opts Options) (*Index, error) {
	x := &Index{state: dir, root: rootOf(dir), log: opts.Logger, codes: newCodes()}
	if x.log == nil {
		x.log = slog.New(slog.DiscardHandler)
	}
	size := opts.CacheSize
	if size == 0 {
		size = 512
	}
	x.cache, x.suggested = newCache[Result](size), newCache[[]Suggestion](size)
	x.abbr.Store(opts.Abbreviations)
	x.basis = opts.Basis
	x.SetSynonyms(opts.Synonyms)
	if err := os.MkdirAll(x.root, 0o755); err != nil {
		return nil, fmt.Errorf("search: index folder: %w", err)
	}
	lock, err := lockRoot(x.root)
	if err != nil {
		return nil, err
	}
	x.lock = lock
	if err := x.openCurrent(); err != nil {
		x.needs.Store(true)
		x.log.Warn("search index must be rebuilt", "cause", err.Error())
		if err := x.openEmpty(); err != nil {
			return nil, errors.Join(err, lock.Close())
		}
	}
	return x, nil
}

// openCurrent opens the generation that served last.
func (x *Index) openCurrent() error {
	dir, err := current(x.root)
	if err != nil {
		return err
	}
	if dir == "" {
		return errors.New("no index yet")
	}
	if _, err := os.Stat(filepath.Join(dir, "root.bolt")); err != nil {
		return err
	}
	s, err := openStore(dir)
	if err != nil {
		return err
	}
	if err := x.adopt(s); err != nil {
		_ = s.close() // the store is given up
		return err
	}
	removeOthers(x.root, dir)
	return nil
}

// adopt checks a store and makes it the one that serves.
func (x *Index) adopt(s *store) (err error) {
	defer x.guard(&err)()
	err = settled(func() error {
		paths, size, err := s.paths()
		switch {
		case err != nil:
			return err
		case size <= backgroundVerify:
			return verify(paths)
		}
		x.checks.Go(func() { x.verifyLater(paths) })
		return nil
	})
	if err != nil {
		return err
	}
	complete, err := s.internal(keyComplete)
	if err != nil {
		return err
	}
	sum, err := s.internal(keyAbbr)
	if err != nil {
		return err
	}
	basis, err := s.internal(keyBasis)
	if err != nil {
		return err
	}
	seq, err := s.internal(keySequence)
	if err != nil {
		return err
	}
	v, lex, err := x.load(s)
	if err != nil {
		return err
	}
	x.store, x.lex, x.view, x.complete, x.lastSeq = s, lex, v, complete == 1, int64(seq)
	x.built = basis
	if !x.complete || sum != x.abbr.Load().Sum() || x.otherBasis() {
		x.needs.Store(true)
	}
	return nil
}

// verifyLater checks files that are too large to make the start wait. Files
// merged away meanwhile are no fault.
func (x *Index) verifyLater(paths []string) {
	for _, p := range paths {
		if err := verifyFile(p); err != nil && !errors.Is(err, os.ErrNotExist) {
			x.needs.Store(true)
			x.log.Error("search index is damaged", "file", filepath.Base(p), "cause", err.Error())
			return
		}
	}
}

// load makes the first view of a store.
func (x *Index) load(s *store) (*view, *lexicon, error) {
	snap, err := s.snapshot()
	if err != nil {
		return nil, nil, err
	}
	lex, err := loadLexicon(snap)
	if err != nil {
		return nil, nil, errors.Join(err, snap.Close())
	}
	v, err := newView(snap, nil, lex, x.codes, x.gen.Add(1))
	if err != nil {
		return nil, nil, errors.Join(err, snap.Close())
	}
	return v, lex, nil
}

// openEmpty begins a generation that does not serve until it is rebuilt.
func (x *Index) openEmpty() error {
	dir, err := nextGeneration(x.root)
	if err != nil {
		return err
	}
	s, err := openStore(dir)
	if err != nil {
		return err
	}
	v, lex, err := x.load(s)
	if err != nil {
		_ = s.close()
		return err
	}
	x.store, x.lex, x.view, x.complete = s, lex, v, false
	return nil
}

// NeedsRebuild reports whether the index is missing, damaged, half built, or
// built with other abbreviations or on another basis. The caller should call Rebuild; the
// index goes on serving what it can.
func (x *Index) NeedsRebuild() bool {
	if x.needs.Load() {
		return true
	}
	x.write.Lock()
	defer x.write.Unlock()
	if x.store == nil {
		return false
	}
	if _, err := os.Stat(filepath.Join(x.store.dir, "root.bolt")); err != nil {
		x.needs.Store(true)
	} else if _, _, err := x.store.paths(); err != nil {
		x.needs.Store(true)
	}
	return x.needs.Load()
}

// Serves reports whether searches are answered; not so before the first build.
func (x *Index) Serves() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.complete && !x.closed
}

// acquire returns the present view; the caller releases it.
func (x *Index) acquire() (*view, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	switch {
	case x.closed:
		return nil, ErrClosed
	case !x.complete:
		return nil, ErrNotReady
	}
	x.view.refs.Add(1)
	x.refreshLater()
	return x.view, nil
}

// refreshInterval is how long a view may keep files that were merged away.
const refreshInterval = 5 * time.Second

// refreshLater looks from time to time whether the segments were merged since
// the view was made, and makes a new one aside if so.
func (x *Index) refreshLater() {
	now := time.Now().UnixNano()
	last := x.lastLook.Load()
	if now-last < int64(refreshInterval) || !x.lastLook.CompareAndSwap(last, now) {
		return
	}
	if !x.write.TryLock() {
		return
	}
	x.checks.Go(func() {
		defer x.write.Unlock()
		if x.store == nil {
			return
		}
		if err := x.refresh(false); err != nil {
			x.log.Warn("search view", "cause", err.Error())
		}
	})
}

// refresh makes a view of the present state of the store. changed says that the
// entries may differ, and not only their files. The writer calls it.
func (x *Index) refresh(changed bool) (err error) {
	defer x.guard(&err)()
	snap, err := x.store.snapshot()
	if err != nil {
		return err
	}
	if snap == x.view.snap {
		return snap.Close()
	}
	gen := x.view.gen
	if changed {
		gen = x.gen.Add(1)
	}
	v, err := newView(snap, x.view, x.lex, x.codes, gen)
	if err != nil {
		return errors.Join(err, snap.Close())
	}
	x.mu.Lock()
	old := x.view
	x.view = v
	x.mu.Unlock()
	old.release()
	return nil
}

// Generation names the state of the entries that searches see: it changes with them.
func (x *Index) Generation() uint64 { return x.gen.Load() }

// Sequence returns the last outbox sequence that is safely in the index.
func (x *Index) Sequence() (int64, error) {
	x.write.Lock()
	defer x.write.Unlock()
	if x.store == nil {
		return 0, ErrClosed
	}
	return x.lastSeq, nil
}

// Count returns the number of entries in the index, unpublished ones included.
func (x *Index) Count() (int, error) {
	v, err := x.acquire()
	if err != nil {
		return 0, err
	}
	defer v.release()
	n, err := v.snap.DocCount()
	return int(n), err
}

// Close ends the use of the index, after the writer and the checks of files
// have ended. Cancel a running Rebuild first, or Close waits for it.
func (x *Index) Close() error {
	x.rebuild.Lock()
	defer x.rebuild.Unlock()
	x.mu.Lock()
	if x.closed {
		x.mu.Unlock()
		return nil
	}
	x.closed = true
	x.mu.Unlock()
	x.checks.Wait()
	x.write.Lock()
	defer x.write.Unlock()
	x.view.release()
	err := x.store.close()
	x.store = nil
	if closeErr := x.lock.Close(); err == nil {
		err = closeErr
	}
	return err
}
