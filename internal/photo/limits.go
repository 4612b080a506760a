package photo

import (
	"errors"
	"runtime"
	"time"
)

// Errors of Add. Each may be wrapped with what was found; compare with errors.Is.
var (
	// ErrEmpty: not one byte arrived.
	ErrEmpty = errors.New("empty file")
	// ErrTooLarge: more bytes than Limits.MaxBytes.
	ErrTooLarge = errors.New("file too large")
	// ErrTooManyPixels: more pixels, a longer side, or more memory needed than Limits allow.
	ErrTooManyPixels = errors.New("too many pixels")
	// ErrFormat: neither JPEG, PNG nor WebP by content, or a kind of them no camera writes.
	ErrFormat = errors.New("not a JPEG, PNG or WebP picture")
	// ErrHEIC: a HEIC or HEIF picture, as some phones keep them.
	ErrHEIC = errors.New("HEIC picture")
	// ErrBroken: the right kind, but cut short or damaged.
	ErrBroken = errors.New("damaged picture")
)

// Limits bound what a Store accepts and how much it works on at once.
type Limits struct {
	MaxBytes     int64         // of one upload
	MaxPixels    int64         // width × height as stored in the file
	MaxSide      int           // of the longer side, in pixels
	MemoryBudget int64         // bytes that all pictures being worked on may need together
	Parallel     int           // pictures worked on at once at most
	Time         time.Duration // for decoding one picture
}

// DefaultLimits are those of the province: 25 MB, 50 megapixels, and one core
// left to the readers of the pages. The memory is enough for every camera file
// of 50 megapixels; only rare kinds of that many, such as progressive JPEG
// above 34 or four-colour JPEG above 21, are too heavy and count as too many.
func DefaultLimits() Limits {
	return Limits{
		MaxBytes:     25 << 20,
		MaxPixels:    50_000_000,
		MaxSide:      20_000,
		MemoryBudget: 256 << 20,
		Parallel:     max(1, runtime.GOMAXPROCS(0)-1),
		Time:         20 * time.Second,
	}
}

// orDefault fills what the caller left at zero.
func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	if l.MaxBytes <= 0 {
		l.MaxBytes = d.MaxBytes
	}
	if l.MaxPixels <= 0 {
		l.MaxPixels = d.MaxPixels
	}
	if l.MaxSide <= 0 {
		l.MaxSide = d.MaxSide
	}
	if l.MemoryBudget <= 0 {
		l.MemoryBudget = d.MemoryBudget
	}
	if l.Parallel <= 0 {
		l.Parallel = d.Parallel
	}
	if l.Time <= 0 {
		l.Time = d.Time
	}
	return l
}
