package photo_test

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"danvankheo/internal/photo/phototest"
)

// BenchmarkAdd measures an upload with all its sizes, disk writes included.
// peak-MB is the highest memory the process ever held, the test's own copy of
// the file included, so run one case at a time to read it.
func BenchmarkAdd(b *testing.B) {
	for _, tt := range []struct {
		name string
		w, h int
	}{{"12MP", 4000, 3000}, {"48MP", 8000, 6000}} {
		b.Run(tt.name, func(b *testing.B) {
			file := camera(b, tt.w, tt.h)
			s, _ := open(b)
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			n := byte(0)
			for b.Loop() {
				n++ // another comment at the end makes it another file
				p, err := s.Add(b.Context(), bytes.NewReader(append(file[:len(file):len(file)], n)))
				if err != nil || len(p.Sizes) != 4 {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(file))/(1<<20), "file-MB")
			b.ReportMetric(peak(b), "peak-MB")
		})
	}
}

// camera returns a picture of the given size with grain, made once per size in
// the folder named by PHOTO_BENCH so that making it does not count as memory.
func camera(b *testing.B, w, h int) []byte {
	b.Helper()
	name := os.Getenv("PHOTO_BENCH")
	if name != "" {
		name = fmt.Sprintf("%s/%dx%d.jpg", name, w, h)
		if file, err := os.ReadFile(name); err == nil {
			return file
		}
	}
	o := phototest.Phone()
	o.Quality = 85
	file := phototest.NewJPEG(w, h, 1, o)
	if name != "" {
		if err := os.WriteFile(name, file, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return file
}

// peak is the process's highest resident memory in MB, where the system reports it.
func peak(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if v, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(v)[0], 64)
			return kb / 1024
		}
	}
	return 0
}
