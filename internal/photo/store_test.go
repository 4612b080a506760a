package photo_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"io/fs"
	"math/bits"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"danvankheo/internal/photo"
	"danvankheo/internal/photo/phototest"
)

func open(t testing.TB) (*photo.Store, string) {
	t.Helper()
	dir := t.TempDir()
	s, err := photo.Open(dir, photo.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, dir
}

func add(t testing.TB, s *photo.Store, b []byte) photo.Picture {
	t.Helper()
	p, err := s.Add(t.Context(), bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func served(t testing.TB, s *photo.Store, hash string, n photo.SizeName) []byte {
	t.Helper()
	f, err := s.Open(hash, n)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// files lists the files of a store.
func files(t testing.TB, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, strings.TrimPrefix(p, dir+"/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAddSizes(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	tests := []struct {
		name string
		file []byte
		w, h int
		want [4][2]int // from print to small
	}{
		{
			"landscape",
			phototest.NewJPEG(3000, 2000, 1, phototest.Options{}),
			3000,
			2000,
			[4][2]int{{2400, 1600}, {1200, 800}, {800, 533}, {400, 267}},
		},
		{
			"portrait lying",
			phototest.NewJPEG(3000, 2000, 2, phototest.Options{Orientation: 6}),
			2000,
			3000,
			[4][2]int{{2000, 3000}, {1200, 1800}, {800, 1200}, {400, 600}},
		},
		{
			"small and odd",
			phototest.NewJPEG(333, 177, 3, phototest.Options{}),
			333,
			177,
			[4][2]int{{333, 177}, {333, 177}, {333, 177}, {333, 177}},
		},
		{"png", phototest.NewPNG(901, 603, 4), 901, 603, [4][2]int{{901, 603}, {901, 603}, {800, 535}, {400, 268}}},
		{
			"strip",
			phototest.NewJPEG(200, 5000, 5, phototest.Options{}),
			200,
			5000,
			[4][2]int{{192, 4800}, {96, 2400}, {64, 1600}, {32, 800}},
		},
		{"dot", phototest.NewJPEG(1, 1, 6, phototest.Options{}), 1, 1, [4][2]int{{1, 1}, {1, 1}, {1, 1}, {1, 1}}},
	}
	for _, tt := range tests {
		p := add(t, s, tt.file)
		if p.Width != tt.w || p.Height != tt.h || p.Bytes != int64(len(tt.file)) {
			t.Errorf("%s: %d × %d, %d bytes, want %d × %d, %d", tt.name, p.Width, p.Height, p.Bytes, tt.w, tt.h, len(tt.file))
		}
		for i, n := range []photo.SizeName{photo.Print, photo.Large, photo.Medium, photo.Small} {
			b := served(t, s, p.Hash, n)
			m, err := jpeg.Decode(bytes.NewReader(b))
			if err != nil {
				t.Fatalf("%s: size %s: %v", tt.name, n, err)
			}
			got := [2]int{m.Bounds().Dx(), m.Bounds().Dy()}
			sz, ok := p.Size(n)
			if got != tt.want[i] || !ok || sz != (photo.Size{Name: n, Width: got[0], Height: got[1], Bytes: int64(len(b))}) {
				t.Errorf("%s: size %s is %v (%+v), want %v", tt.name, n, got, sz, tt.want[i])
			}
		}
		if !s.Has(p.Hash) || len(p.Placeholder) != 7 || p.Placeholder[0] != '#' {
			t.Errorf("%s: Has = %t, Placeholder = %q", tt.name, s.Has(p.Hash), p.Placeholder)
		}
	}
	if got := len(files(t, dir)); got != 4*len(tests) {
		t.Errorf("%d files in the store, want %d", got, 4*len(tests))
	}
}

func TestAddTwice(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	file := phototest.NewJPEG(1300, 900, 1, phototest.Phone())
	first := add(t, s, file)
	name := filepath.Join(dir, first.Hash[:2], first.Hash+"-800.jpg")
	old := time.Now().Add(-48 * time.Hour)
	for _, f := range files(t, dir) {
		if err := os.Chtimes(filepath.Join(dir, f), old, old); err != nil {
			t.Fatal(err)
		}
	}
	before, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	again := add(t, s, file)
	if !equal(first, again) {
		t.Errorf("second Add = %+v, want %+v", again, first)
	}
	after, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if !os.SameFile(before, after) {
		t.Error("made again, want the same file")
	}
	if removed, err := s.Sweep(func(string) bool { return false }, time.Now().Add(-time.Hour)); err != nil || len(removed) != 0 {
		t.Errorf("Sweep = %v, %v: a picture just added again must stay", removed, err)
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if s.Has(first.Hash) {
		t.Error("Has with a size missing")
	}
	if again := add(t, s, file); !equal(first, again) || !s.Has(first.Hash) {
		t.Errorf("Add over a missing size = %+v, want %+v", again, first)
	}
}

func equal(a, b photo.Picture) bool {
	if len(a.Sizes) != len(b.Sizes) || !a.TakenAt.Equal(b.TakenAt) {
		return false
	}
	for i := range a.Sizes {
		if a.Sizes[i] != b.Sizes[i] {
			return false
		}
	}
	a.Sizes, b.Sizes, a.TakenAt, b.TakenAt = nil, nil, time.Time{}, time.Time{}
	return a.Hash == b.Hash && a.Width == b.Width && a.Height == b.Height && a.Bytes == b.Bytes &&
		a.Format == b.Format && a.DHash == b.DHash && a.Placeholder == b.Placeholder
}

func TestOrientation(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	upright := phototest.Image(600, 400, 9) // red in the top left corner
	for o := 1; o <= 8; o++ {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, lay(upright, o), &jpeg.Options{Quality: 95}); err != nil {
			t.Fatal(err)
		}
		p := add(t, s, phototest.WithMetadata(b.Bytes(), phototest.Options{Orientation: o, Quality: o}))
		if p.Width != 600 || p.Height != 400 {
			t.Errorf("orientation %d: %d × %d, want 600 × 400", o, p.Width, p.Height)
		}
		m, err := jpeg.Decode(bytes.NewReader(served(t, s, p.Hash, photo.Print)))
		if err != nil {
			t.Fatal(err)
		}
		if d := distance(upright, m); d > 5 {
			t.Errorf("orientation %d: mean difference %.1f from the upright picture", o, d)
		}
	}
}

// lay stores an upright picture so that orientation o turns it back, after the
// table of EXIF 2.32, 4.6.5.A.
func lay(src image.Image, o int) image.Image {
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	at := map[int]func(x, y int) (int, int){ // where upright x, y is stored
		1: func(x, y int) (int, int) { return x, y },
		2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return y, w - 1 - x },
		7: func(x, y int) (int, int) { return h - 1 - y, w - 1 - x },
		8: func(x, y int) (int, int) { return h - 1 - y, x },
	}[o]
	r := image.Rect(0, 0, w, h)
	if o >= 5 {
		r = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(r)
	for y := range h {
		for x := range w {
			sx, sy := at(x, y)
			out.Set(sx, sy, src.At(x, y))
		}
	}
	return out
}

// distance is the mean difference of the brightness of two pictures.
func distance(a, b image.Image) float64 {
	var sum, n float64
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			p := color.GrayModel.Convert(a.At(x, y)).(color.Gray)
			q := color.GrayModel.Convert(b.At(x, y)).(color.Gray)
			sum += max(float64(p.Y)-float64(q.Y), float64(q.Y)-float64(p.Y))
			n++
		}
	}
	return sum / n
}

func TestDHash(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	a := add(t, s, phototest.NewJPEG(1600, 1200, 1, phototest.Options{Quality: 92}))
	same := add(t, s, phototest.NewJPEG(1600, 1200, 1, phototest.Options{Quality: 40}))
	other := add(t, s, phototest.NewJPEG(1600, 1200, 77, phototest.Options{}))
	if d := bits.OnesCount64(a.DHash ^ same.DHash); d > 6 {
		t.Errorf("recompressed: %d bits differ, want at most 6", d)
	}
	if d := bits.OnesCount64(a.DHash ^ other.DHash); d <= 6 {
		t.Errorf("another picture: %d bits differ, want more than 6", d)
	}
}

func TestOpenNames(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	p := add(t, s, phototest.NewJPEG(64, 48, 1, phototest.Options{}))
	for _, hash := range []string{
		"", "..", "../../etc/passwd", strings.ToUpper(p.Hash), p.Hash[:63], p.Hash + "0", strings.Repeat("0", 64),
		strings.Repeat("/", 64),
	} {
		if _, err := s.Open(hash, photo.Small); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Open(%q) = %v, want not exist", hash, err)
		}
		if s.Has(hash) {
			t.Errorf("Has(%q)", hash)
		}
	}
	for _, n := range []photo.SizeName{"", "2400", "../tmp", "400.jpg"} {
		if _, err := s.Open(p.Hash, n); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Open(size %q) = %v, want not exist", n, err)
		}
	}
	if err := s.Remove(p.Hash); err != nil || s.Has(p.Hash) {
		t.Errorf("Remove = %v, Has = %t", err, s.Has(p.Hash))
	}
	if err := s.Remove(p.Hash); err != nil {
		t.Errorf("second Remove = %v", err)
	}
}

func TestCutUploadLeavesNothing(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	file := phototest.NewJPEG(800, 600, 1, phototest.Phone())
	lost := errors.New("connection lost")
	for _, n := range []int{0, 1, 100, 40_000, len(file) - 1} {
		r := io.MultiReader(bytes.NewReader(file[:n]), iotest.ErrReader(lost))
		if _, err := s.Add(t.Context(), r); !errors.Is(err, lost) {
			t.Errorf("cut at %d: %v, want the error of the reader", n, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Add(ctx, bytes.NewReader(file)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if left := files(t, dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	kept := add(t, s, phototest.NewJPEG(64, 48, 1, phototest.Options{}))
	unwanted := add(t, s, phototest.NewJPEG(64, 48, 2, phototest.Options{}))
	half := add(t, s, phototest.NewJPEG(64, 48, 3, phototest.Options{}))
	if err := os.Remove(filepath.Join(dir, half.Hash[:2], half.Hash+"-in.jpg")); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-48 * time.Hour)
	for _, n := range []string{"tmp/crashed", "tmp/running"} {
		if err := os.WriteFile(filepath.Join(dir, n), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range files(t, dir) {
		if n != "tmp/running" {
			if err := os.Chtimes(filepath.Join(dir, n), old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	young := add(t, s, phototest.NewJPEG(64, 48, 4, phototest.Options{}))
	removed, err := s.Sweep(func(h string) bool { return h == kept.Hash }, time.Now().Add(-24*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{"tmp/crashed": true, unwanted.Hash: true, half.Hash: true}
	for _, r := range removed {
		if !want[r] {
			t.Errorf("removed %s", r)
		}
		delete(want, r)
	}
	if len(want) != 0 {
		t.Errorf("not removed: %v", want)
	}
	if !s.Has(kept.Hash) || !s.Has(young.Hash) || s.Has(unwanted.Hash) {
		t.Error("wrong pictures kept")
	}
}
