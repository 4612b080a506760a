package office_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"danvankheo/internal/office"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// words are the texts of a document, without its form.
func words(t *testing.T, document []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(b), " ")), " ")
}

// A report says of each sum what it is founded on, and of none that somebody confirmed
// it; of one that was frozen before foundings were kept that much is known no more.
func TestYearlyReportSaysWhatSumsAreFoundedOn(t *testing.T) {
	t.Parallel()
	old := words(t, write(t, yearly().Report()))
	if want := "việc xác nhận mô hình không phải là kiểm tra từng con số"; !strings.Contains(old, want) || strings.Contains(old, "xác nhận toàn bộ") {
		t.Errorf("a report of before does not say %q", want)
	}
	y := yearly()
	y.Sums[0].Founded = map[string]float64{registry.Proven.String(): 90_000, registry.SelfDeclared.String(): 61_306.5}
	y.Sums[1].Founded = map[string]float64{registry.ByCommune.String(): 1180}
	now := words(t, write(t, y.Report()))
	for _, want := range []string{
		"(có minh chứng 90.000 m²; đơn vị tự khai 61.306,5 m²)", "ngày công đóng góp 1.180 ngày công (xã, phường xác nhận)",
		"thẩm định xác nhận mô hình, không xác nhận từng con số", "Trong mô hình được xác nhận hiệu quả", "Có minh chứng", "61.306,5",
	} {
		if !strings.Contains(now, want) {
			t.Errorf("no %q", want)
		}
	}
	for _, never := range []string{"xác nhận toàn bộ", "Trong đó đã xác nhận", "(đã xác nhận"} {
		if strings.Contains(now, never) {
			t.Errorf("it says %q", never)
		}
	}
}

// The table of sums has a column of each founding.
func TestTableOfSumsHasAColumnOfEachFounding(t *testing.T) {
	t.Parallel()
	l := oversight.Line{Aggregate: registry.Sum, Sum: 60, Effective: oversight.Share{Sum: 50}}
	l.Founded[registry.Proven].Sum, l.Founded[registry.ByCommune].Sum, l.Founded[registry.SelfDeclared].Sum = 10, 20, 30
	s := office.LineSheet([]oversight.Line{l})
	for i, c := range s.Columns {
		want := map[string]any{"Cộng": 60., "Trong mô hình được xác nhận hiệu quả": 50., "Có minh chứng": 10., "Xã, phường xác nhận": 20.,
			"Đơn vị tự khai": 30.}
		if v, ok := want[c.Label]; ok && s.Rows[0][i] != v {
			t.Errorf("%s: %v, want %v", c.Label, s.Rows[0][i], v)
		}
	}
}
