package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// importRows writes n rows of the import format.
func importRows(t testing.TB, n int) string {
	t.Helper()
	units := []string{"07210-202507", "07228-202507"}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := range n {
		err := enc.Encode(map[string]any{
			"ref": fmt.Sprintf("B-%06d", i), "year": 2026, "unit_code": units[i%2], "field": "kinh-te", "kind": "mo-hinh-tap-the",
			"title": fmt.Sprintf(
				"Hiến đất mở đường thôn %d",
				i,
			), "summary": "Các hộ góp đất, thôn mở đường rộng năm mét.", "approach": "Họp từng xóm, đảng viên làm trước.",
			"outcomes": []map[string]any{
				{"indicator": "Diện tích đất hiến", "value": 100 + i, "unit": "m²"},
			}, "source_title": "Bài thử", "source_publisher": "Báo thử",
			"source_url": fmt.Sprintf(
				"https://example.vn/%d",
				i,
			), "source_label": "tuong-tu", "year_basis": "neu-trong-bai", "confidence": "high", "source_date": "2026-01-05",
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "rows.jsonl")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// BenchmarkImport measures "import entries" of 5,000 rows into an empty folder.
func BenchmarkImport(b *testing.B) {
	rows := importRows(b, 5000)
	for b.Loop() {
		run(b, "import", "entries", rows, "-publish", "-state", b.TempDir())
	}
}

// BenchmarkStart measures from the start of the program to its first ready
// answer, on an empty folder and on one of 50,000 entries.
func BenchmarkStart(b *testing.B) {
	for _, n := range []int{0, 500, 50_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			state := b.TempDir()
			if n > 0 {
				run(b, "import", "entries", importRows(b, n), "-publish", "-state", state)
				s := start(b, state) // builds the index once
				s.kill()
			}
			for b.Loop() {
				if n == 0 {
					state = b.TempDir()
				}
				begin := time.Now()
				s := start(b, state)
				b.ReportMetric(float64(time.Since(begin).Milliseconds()), "ms/ready")
				s.kill()
			}
		})
	}
}
