package photo_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"danvankheo/internal/photo"
	"danvankheo/internal/photo/phototest"
)

// segments walks a served file and fails on anything but what the decoder needs.
func segments(t testing.TB, b []byte) {
	t.Helper()
	allowed := map[byte]bool{0xc0: true, 0xc4: true, 0xdb: true, 0xda: true, 0xdd: true}
	if len(b) < 4 || b[0] != 0xff || b[1] != 0xd8 || b[len(b)-2] != 0xff || b[len(b)-1] != 0xd9 {
		t.Fatal("served file is no plain JPEG")
	}
	for at := 2; at+4 <= len(b); {
		if b[at] != 0xff {
			t.Fatalf("no marker at %d", at)
		}
		if !allowed[b[at+1]] {
			t.Errorf("served file has a segment %#x", b[at+1])
		}
		if b[at+1] == 0xda {
			return
		}
		at += 2 + int(b[at+2])<<8 + int(b[at+3])
	}
}

// TestMetadata: whatever the phone wrote, nothing of it is served; the time
// alone is handed back.
func TestMetadata(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	moment := time.Date(2026, 10, 2, 7, 8, 9, 0, time.FixedZone("", 7*3600))
	tokyo := time.Date(2026, 3, 1, 23, 59, 58, 0, time.FixedZone("", 9*3600))
	phone := phototest.Phone()
	for _, tt := range []struct {
		name string
		file []byte
		want time.Time
	}{
		{"phone", phototest.NewJPEG(500, 300, 1, phone), moment},
		{"no offset", phototest.NewJPEG(500, 300, 1, phototest.Options{TakenAt: moment, GPS: true}), moment},
		{"other zone", phototest.NewJPEG(500, 300, 1, phototest.Options{TakenAt: tokyo, Offset: true}), tokyo},
		{"no time", phototest.NewJPEG(500, 300, 1, phototest.Options{GPS: true, Personal: true}), time.Time{}},
		{"year 0", phototest.NewJPEG(500, 300, 1, phototest.Options{TakenAt: time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)}), time.Time{}},
		{"bare", phototest.NewJPEG(500, 300, 1, phototest.Options{}), time.Time{}},
		{"png", phototest.PNG{
			Width: 4, Height: 4, Depth: 8, Rows: 20, Before: phototest.PNGChunk("eXIf", phototest.EXIF(phone)),
			After: phototest.PNGChunk("tEXt", []byte("Author\x00"+phototest.Owner)),
		}.Bytes(), moment},
		{"webp", phototest.RIFF(phototest.NewWebP(20, 20, 1)[12:], phototest.Chunk("EXIF", phototest.EXIF(phone))), moment},
	} {
		p := add(t, s, tt.file)
		if !p.TakenAt.Equal(tt.want) || p.TakenAt.Location() != time.UTC {
			t.Errorf("%s: TakenAt = %v, want %v", tt.name, p.TakenAt, tt.want)
		}
		for _, size := range p.Sizes {
			b := served(t, s, p.Hash, size.Name)
			segments(t, b)
			for _, word := range []string{phototest.Owner, phototest.Device, phototest.Place, "Exif", "GPS", "adobe", "ICC", "2026:"} {
				if bytes.Contains(b, []byte(word)) {
					t.Errorf("%s: size %s contains %q", tt.name, size.Name, word)
				}
			}
		}
	}
}

// TestAdmittedByWeight: pictures that together weigh more than the budget wait
// for one another, and who waits may give up.
func TestAdmittedByWeight(t *testing.T) {
	s, err := photo.Open(t.TempDir(), photo.Limits{MemoryBudget: 40 << 20, Parallel: 8})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	files := make([][]byte, 8) // about 20 MB each
	for i := range files {
		files[i] = phototest.NewJPEG(2400, 1600, int64(i), phototest.Options{Quality: 60})
	}
	watch := watchHeap()
	var wg sync.WaitGroup
	for _, f := range files {
		wg.Go(func() {
			if _, err := s.Add(t.Context(), bytes.NewReader(f)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if grown := watch(); grown > 160<<20 {
		t.Errorf("heap grew by %d MB, want far less than 8 pictures at once would take", grown>>20)
	}
	if _, err := s.Add(t.Context(), bytes.NewReader(jpegHead(0xc0, 6000, 5000, 1))); !errors.Is(err, photo.ErrTooManyPixels) {
		t.Errorf("heavier than the whole budget: %v", err)
	}
}

// stalled gives a file and then signals that it has been read.
type stalled struct {
	io.Reader
	read func()
}

func (s stalled) Read(b []byte) (int, error) {
	n, err := s.Reader.Read(b)
	if err == io.EOF {
		s.read()
	}
	return n, err
}

func TestWaitingEndsWithContext(t *testing.T) {
	t.Parallel()
	s, err := photo.Open(t.TempDir(), photo.Limits{Parallel: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithCancel(t.Context())
	file := phototest.NewJPEG(3000, 2000, 9, phototest.Options{})
	_, err = s.Add(ctx, stalled{bytes.NewReader(file), cancel})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Add = %v, want cancelled", err)
	}
	if left, err := s.Sweep(func(string) bool { return true }, time.Now().Add(time.Hour)); err != nil || len(left) != 0 {
		t.Errorf("left behind %v, %v", left, err)
	}
}

// FuzzAdd: whatever is sent, Add answers with a picture or a sentinel and
// never falls over; what it accepts is served as plain JPEG.
func FuzzAdd(f *testing.F) {
	f.Add(phototest.NewJPEG(24, 16, 1, phototest.Phone()))
	f.Add(phototest.NewJPEG(24, 16, 1, phototest.Options{}))
	f.Add(phototest.NewPNG(9, 7, 1))
	f.Add(phototest.NewWebP(9, 7, 1))
	f.Add(
		phototest.PNG{
			Width:  5,
			Height: 3,
			Depth:  2,
			Colour: 3,
			Data:   make([]byte, 9),
			Before: phototest.PNGChunk("PLTE", make([]byte, 12)),
		}.Bytes(),
	)
	f.Add(phototest.PNG{Width: 8, Height: 8, Depth: 16, Colour: 4, Rows: 264, Interlaced: true}.Bytes())
	f.Add(jpegHead(0xc2, 40, 40, 3))
	s, err := photo.Open(f.TempDir(), photo.Limits{MaxBytes: 1 << 20, MaxPixels: 1 << 20})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := s.Add(t.Context(), bytes.NewReader(b))
		if err != nil {
			for _, e := range sentinels {
				if errors.Is(err, e) {
					return
				}
			}
			t.Fatalf("%v is no sentinel", err)
		}
		for _, size := range p.Sizes {
			out := served(t, s, p.Hash, size.Name)
			segments(t, out)
			cfg, err := jpeg.DecodeConfig(bytes.NewReader(out))
			if err != nil || image.Pt(cfg.Width, cfg.Height) != image.Pt(size.Width, size.Height) || size.Width > p.Width {
				t.Fatalf("size %+v of %+v: %v, %v", size, p, cfg, err)
			}
		}
		if err := s.Remove(p.Hash); err != nil || strings.Contains(p.Hash, "/") {
			t.Fatal(err)
		}
	})
}
