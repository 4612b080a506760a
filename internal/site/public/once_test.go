package public_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/public"
)

// TestFilesAreMadeOnceForAll asks with many readers at the same moment for what takes
// long to make. A failure is not kept; another edition, or one that changed since, is
// another file.
func TestFilesAreMadeOnceForAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, testFilesAreMadeOnce)
}

func testFilesAreMadeOnce(t *testing.T) {
	var covers public.ShareCovers
	var sizes public.FileSizes
	cover := func(id, field int, work func() error) (string, error) {
		code := registry.FieldCode(fmt.Sprint(field))
		b, err := covers.Get(registry.EntryID(id), code, func() ([]byte, error) { return fmt.Append(nil, id), work() })
		return string(b), err
	}
	size := func(id, version int, work func() error) (string, error) {
		d, err := edition.Preview(&registry.Entry{ID: registry.EntryID(id), UpdatedAt: time.UnixMilli(int64(version % 10))})
		if err != nil {
			t.Fatal(err)
		}
		d.No = version / 10
		m, err := sizes.Of(&d, func() (map[string]int64, error) { return map[string]int64{"a": int64(id)}, work() })
		return fmt.Sprint(m["a"]), err
	}
	broken := errors.New("broken")
	for _, c := range []struct {
		name        string
		ask         func(id, version int, work func() error) (string, error)
		id, version int
		err         error
		makes       int32
	}{
		{"a cover that cannot be drawn", cover, 1, 1, broken, 1},
		{"a cover", cover, 1, 1, nil, 1},
		{"the same cover", cover, 1, 1, nil, 0},
		{"a cover of the field that was released since", cover, 1, 2, nil, 1},
		{"another cover", cover, 2, 1, nil, 1},
		{"sizes that cannot be measured", size, 1, 10, broken, 1},
		{"sizes", size, 1, 10, nil, 1},
		{"the same sizes", size, 1, 10, nil, 0},
		{"sizes of another edition", size, 1, 20, nil, 1},
		{"sizes of an edition that lost a photo since", size, 1, 21, nil, 1},
		{"sizes of another entry", size, 2, 10, nil, 1},
	} {
		var makes atomic.Int32
		var wait sync.WaitGroup
		for range 20 {
			wait.Go(func() {
				got, err := c.ask(c.id, c.version, func() error {
					makes.Add(1)
					time.Sleep(20 * time.Millisecond)
					return c.err
				})
				if !errors.Is(err, c.err) || err == nil && got != fmt.Sprint(c.id) {
					t.Errorf("%s: %q, %v", c.name, got, err)
				}
			})
		}
		wait.Wait()
		if makes.Load() != c.makes {
			t.Errorf("%s: made %d times, want %d", c.name, makes.Load(), c.makes)
		}
	}
}
