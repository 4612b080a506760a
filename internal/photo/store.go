package photo

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image/jpeg"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
)

// tempDir holds uploads on their way in and sizes being written.
const tempDir = "tmp"

// heavy is the weight from which a picture's memory is given back to the
// system at once instead of when the collector finds time.
const heavy = 64 << 20

// Store keeps pictures in one folder. It is safe for use by many goroutines,
// but only one Store may have a folder at a time.
type Store struct {
	root   *os.Root
	limits Limits
	room   *semaphore.Weighted // bytes of Limits.MemoryBudget
	mu     sync.Mutex          // held while the files of a picture are looked for, renamed or removed
}

// Open opens the store in dir, which is created if missing. Limits left at zero
// are those of DefaultLimits.
func Open(dir string, limits Limits) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("photo store: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("photo store: %w", err)
	}
	if err := root.MkdirAll(tempDir, 0o700); err != nil {
		return nil, fmt.Errorf("photo store: %w", errors.Join(err, root.Close()))
	}
	limits = limits.orDefault()
	return &Store{root: root, limits: limits, room: semaphore.NewWeighted(limits.MemoryBudget)}, nil
}

// Close closes the folder. Files already opened stay open.
func (s *Store) Close() error { return s.root.Close() }

// Limits returns the limits in force, for messages to people.
func (s *Store) Limits() Limits { return s.limits }

// Add takes the picture r to its end and keeps it. All sizes are on the disk
// when it returns; after an error nothing is. A picture that is already there
// is not made again and gives the same Picture.
//
// Its errors are ErrEmpty, ErrTooLarge, ErrTooManyPixels, ErrFormat, ErrHEIC
// and ErrBroken, the error of ctx, the error of r, or one of the disk.
func (s *Store) Add(ctx context.Context, r io.Reader) (Picture, error) {
	up, err := s.spool(ctx, r)
	if err != nil {
		return Picture{}, err
	}
	defer s.discard(up)
	h, err := readHeader(up.file, s.limits)
	if err != nil {
		return Picture{}, fmt.Errorf("photo %.8s: %w", up.hash, err)
	}
	if p, ok := s.known(up, h); ok {
		return p, nil
	}
	if err := s.build(ctx, up, h); err != nil {
		return Picture{}, fmt.Errorf("photo %.8s: %w", up.hash, err)
	}
	p, err := s.describe(up, h)
	if err != nil {
		return Picture{}, fmt.Errorf("photo %.8s: %w", up.hash, err)
	}
	return p, nil
}

// upload is a file on its way in.
type upload struct {
	file  *os.File
	name  string // within the store
	hash  string
	bytes int64
}

// spool writes r to a temporary file, no more than is allowed.
func (s *Store) spool(ctx context.Context, r io.Reader) (upload, error) {
	up := upload{name: tempName()}
	var err error
	up.file, err = s.root.OpenFile(up.name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return up, fmt.Errorf("photo: %w", err)
	}
	sum := sha256.New()
	up.bytes, err = io.Copy(io.MultiWriter(up.file, sum), io.LimitReader(patient{ctx, r}, s.limits.MaxBytes+1))
	switch {
	case err != nil:
		err = fmt.Errorf("photo: receive: %w", err)
	case up.bytes == 0:
		err = ErrEmpty
	case up.bytes > s.limits.MaxBytes:
		err = fmt.Errorf("%w: more than %d bytes", ErrTooLarge, s.limits.MaxBytes)
	default:
		_, err = up.file.Seek(0, io.SeekStart)
	}
	if err != nil {
		s.discard(up)
		return up, err
	}
	up.hash = hex.EncodeToString(sum.Sum(nil))
	return up, nil
}

// discard removes the temporary file; if that fails, Sweep does it later.
func (s *Store) discard(up upload) {
	_ = up.file.Close() // what it holds is not wanted
	_ = s.root.Remove(up.name)
}

// patient is a reader that ends with its context.
type patient struct {
	ctx context.Context
	r   io.Reader
}

func (p patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}

// known describes a picture that is already there, and refreshes its time so
// that Sweep leaves it alone until it is spoken for.
func (s *Store) known(up upload, h header) (Picture, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	for _, spec := range specs {
		if err := s.root.Chtimes(fileName(up.hash, spec.name), now, now); err != nil {
			return Picture{}, false
		}
	}
	p, err := s.describe(up, h)
	return p, err == nil
}

// build decodes the upload and writes its sizes, once there is room for its weight.
func (s *Store) build(ctx context.Context, up upload, h header) error {
	weight := max(h.weight, s.limits.MemoryBudget/int64(s.limits.Parallel))
	if err := s.room.Acquire(ctx, weight); err != nil {
		return err
	}
	defer s.room.Release(weight)
	if h.weight >= heavy {
		defer debug.FreeOSMemory()
	}
	p, err := h.decode(ctx, up.file, s.limits)
	if err != nil {
		return err
	}
	var written []string
	defer func() {
		for _, name := range written { // those that were not renamed
			_ = s.root.Remove(name)
		}
	}()
	w, ht := h.upright()
	for _, spec := range specs {
		if err := ctx.Err(); err != nil {
			return err
		}
		p = p.resize(spec.fit(w, ht))
		name, err := s.write(p, spec.quality)
		if name != "" {
			written = append(written, name)
		}
		if err != nil {
			return err
		}
	}
	if err := s.keep(up.hash, written); err != nil {
		return err
	}
	written = nil
	return nil
}

// write encodes one size into a temporary file that is on the disk when it returns.
func (s *Store) write(p planes, quality int) (string, error) {
	name := tempName()
	f, err := s.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	w := bufio.NewWriterSize(f, 64<<10)
	err = jpeg.Encode(w, p.image(), &jpeg.Options{Quality: quality})
	err = errors.Join(err, w.Flush(), f.Sync(), f.Close())
	return name, err
}

// keep renames the written sizes, in the order of specs, to their final names.
func (s *Store) keep(hash string, written []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	dir := path.Dir(fileName(hash, Print))
	if err := s.root.Mkdir(dir, 0o700); err == nil {
		if err := s.sync("."); err != nil {
			return err
		}
	} else if !errors.Is(err, fs.ErrExist) {
		return err
	}
	for i, spec := range specs {
		if err := s.root.Rename(written[i], fileName(hash, spec.name)); err != nil {
			return err
		}
	}
	return s.sync(dir)
}

// sync puts the entries of a folder on the disk.
func (s *Store) sync(dir string) error {
	d, err := s.root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// describe returns what is known of an upload whose sizes are there.
func (s *Store) describe(up upload, h header) (Picture, error) {
	p := Picture{Hash: up.hash, Bytes: up.bytes, Format: h.format, TakenAt: h.takenAt}
	p.Width, p.Height = h.upright()
	for _, spec := range specs {
		b, err := s.root.ReadFile(fileName(up.hash, spec.name))
		if err != nil {
			return Picture{}, err
		}
		cfg, err := jpeg.DecodeConfig(bytes.NewReader(b))
		if err != nil {
			return Picture{}, err
		}
		p.Sizes = append(p.Sizes, Size{Name: spec.name, Width: cfg.Width, Height: cfg.Height, Bytes: int64(len(b))})
		if spec.name == Small {
			if p.DHash, p.Placeholder, err = look(b); err != nil {
				return Picture{}, err
			}
		}
	}
	return p, nil
}

// tempName returns a new name in the temporary folder.
func tempName() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return tempDir + "/" + hex.EncodeToString(b[:])
}

// fileName returns where size n of a picture lies within the store.
func fileName(hash string, n SizeName) string {
	return hash[:2] + "/" + hash + "-" + string(n) + ".jpg"
}
