package photo_test

import (
	"bytes"
	"errors"
	"runtime"
	"runtime/metrics"
	"slices"
	"testing"
	"time"

	"danvankheo/internal/photo"
)

// sentinels are the only answers to a bad file.
var sentinels = []error{photo.ErrEmpty, photo.ErrTooLarge, photo.ErrTooManyPixels, photo.ErrFormat, photo.ErrHEIC, photo.ErrBroken}

// accepted as want means the file is a good picture.
var accepted error

// errEither as want means any sentinel or success: the file was altered at random.
var errEither = errors.New("either")

// TestHostile sends files meant to do harm one after the other: each is
// answered with its sentinel, none leaves a trace, and memory stays bounded.
func TestHostile(t *testing.T) {
	tests := slices.Concat(wrongTypes(), truncated(), mutated(), bombs(), liars(), polyglots())
	dir := t.TempDir()
	limits := photo.DefaultLimits()
	limits.Time = 10 * time.Minute // what is in a file decides here, not how busy the machine is
	s, err := photo.Open(dir, limits)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	runtime.GC()
	watch := watchHeap()
	worst, worstName := time.Duration(0), ""
	good := 0
	for _, tt := range tests {
		start := time.Now()
		p, err := s.Add(t.Context(), bytes.NewReader(tt.file))
		if d := time.Since(start); d > worst {
			worst, worstName = d, tt.name
		}
		switch {
		case err == nil:
			good++
			if !errors.Is(tt.want, accepted) && !errors.Is(tt.want, errEither) {
				t.Errorf("%s: accepted as %+v, want %v", tt.name, p, tt.want)
			}
			for _, size := range p.Sizes {
				b := served(t, s, p.Hash, size.Name)
				if bytes.Contains(b, []byte("EVIL")) {
					t.Errorf("%s: the payload is served in size %s", tt.name, size.Name)
				}
				segments(t, b)
			}
		case errors.Is(tt.want, accepted):
			t.Errorf("%s: %v, want accepted", tt.name, err)
		case errors.Is(tt.want, errEither):
			if !slices.ContainsFunc(sentinels, func(e error) bool { return errors.Is(err, e) }) {
				t.Errorf("%s: %v, want one of the sentinels", tt.name, err)
			}
		case !errors.Is(err, tt.want):
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
	grown := watch()
	if got := len(files(t, dir)); got != 4*good {
		t.Errorf("%d files left, want 4 for each of %d good pictures", got, good)
	}
	t.Logf(
		"%d files, %d good, heap grew by %d MB at most, the slowest took %v (%s)",
		len(tests),
		good,
		grown>>20,
		worst.Round(time.Millisecond),
		worstName,
	)
	if len(tests) < 300 {
		t.Errorf("%d files, want at least 300", len(tests))
	}
	if grown > 300<<20 {
		t.Errorf("heap grew by %d MB, want at most 300", grown>>20)
	}
}

// watchHeap samples the heap until the function it returns is called, which
// returns by how much it grew at most.
func watchHeap() func() uint64 {
	read := func() uint64 {
		s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(s)
		return s[0].Value.Uint64()
	}
	base, most := read(), uint64(0)
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			most = max(most, read())
			select {
			case <-stop:
				return
			case <-tick.C:
			}
		}
	}()
	return func() uint64 {
		close(stop)
		<-done
		return max(most, base) - base
	}
}
