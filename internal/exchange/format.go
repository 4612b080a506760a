package exchange

import (
	"path/filepath"
	"strings"

	"danvankheo/internal/registry"
)

// Format is the form of a table.
type Format uint8

// The formats: JSON lines, comma separated values, an Excel sheet.
const (
	JSONL Format = iota
	CSV
	XLSX
)

var endings = map[string]Format{".jsonl": JSONL, ".ndjson": JSONL, ".csv": CSV, ".xlsx": XLSX}

// FormatOf returns the format by the ending of a file's name.
func FormatOf(file string) (Format, error) {
	f, ok := endings[strings.ToLower(filepath.Ext(file))]
	if !ok {
		return 0, registry.Errorf(registry.Invalid, "Tệp %s: cần đuôi .jsonl, .csv hoặc .xlsx.", filepath.Base(file))
	}
	return f, nil
}

// Limits bound what one table may hold; reading stops with an error beyond them.
type Limits struct {
	Bytes   int64 // of the file
	Rows    int
	Columns int
	Cell    int   // bytes of one cell or one JSON line
	Unzip   int64 // bytes of an unpacked sheet
}

// DefaultLimits hold the fifty thousand entries of ten years of a province
// with room to spare.
func DefaultLimits() Limits {
	return Limits{Bytes: 512 << 20, Rows: 300_000, Columns: 200, Cell: 2 << 20, Unzip: 1 << 30}
}

func tooMuch(what string, n int64) error {
	return registry.Errorf(registry.TooLarge, "Bảng lớn quá mức nhận: %s hơn %d. Hãy chia thành nhiều tệp.", what, n)
}
