package exchange

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"danvankheo/internal/registry"
)

// sheetBytes is how large a packed sheet may be: it is read into memory.
const sheetBytes = 96 << 20

// sheet reads the first sheet of a workbook.
func (t *table) sheet(r io.Reader) (err error) {
	defer func() {
		if p := recover(); p != nil && !t.stopped { // the library meets a file it did not expect
			err = &registry.Error{Kind: registry.Invalid, Msg: brokenSheet, Err: fmt.Errorf("panic: %v", p)}
		}
	}()
	most := min(sheetBytes, t.limits.Bytes)
	f, err := excelize.OpenReader(&within{r, most + 1, most}, excelize.Options{
		RawCellValue: true, UnzipSizeLimit: t.limits.Unzip, UnzipXMLSizeLimit: min(16<<20, t.limits.Unzip),
	})
	if err != nil {
		if registry.KindOf(err) != registry.Internal {
			return err
		}
		return &registry.Error{Kind: registry.Invalid, Msg: brokenSheet, Err: err}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return registry.Errorf(registry.Invalid, "Tệp Excel không có trang tính nào.")
	}
	t.ours = slices.Contains(sheets, legendSheet)
	rows, err := f.Rows(sheets[0])
	if err != nil {
		return &registry.Error{Kind: registry.Invalid, Msg: brokenSheet, Err: err}
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	blank := 0
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return &registry.Error{Kind: registry.Invalid, Msg: brokenSheet, Err: err}
		}
		if len(cells) == 0 {
			if blank++; blank > t.limits.Rows {
				return tooMuch("số dòng", int64(t.limits.Rows))
			}
			continue
		}
		if err := t.record(n, cells, func(i int) bool { return t.number(f, sheets[0], n, i, cells[i]) }); err != nil {
			return err
		}
	}
	return rows.Error()
}

const brokenSheet = "Tệp không đọc được như một bảng Excel (.xlsx). Hãy mở bằng Excel, lưu lại rồi thử lại; tệp .xls cũ cần lưu " +
	"thành .xlsx."

var (
	plainNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)
	oneGroup    = regexp.MustCompile(`^-?[0-9]{1,3}\.[0-9]{3}$`)
)

// number reports whether the sheet holds a cell as a number. The text "1.234" may
// be a number written the English way or a text written the Vietnamese way: only
// then the cell's own type is asked, which is expensive, and not in a sheet of ours,
// where every cell is a text.
func (t *table) number(f *excelize.File, sheet string, row, column int, cell string) bool {
	if column >= len(t.heading) || !plainNumber.MatchString(cell) {
		return false
	}
	key := t.heading[column]
	switch {
	case t.cols.dates[key]:
		return true
	case t.ours || !t.cols.amounts[key]:
		return false
	case !oneGroup.MatchString(cell):
		return strings.ContainsAny(cell, "eE")
	}
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return false
	}
	kind, err := f.GetCellType(sheet, name)
	return err == nil && (kind == excelize.CellTypeNumber || kind == excelize.CellTypeUnset)
}

// serialDay reads a day as a sheet counts them, from 30/12/1899.
func serialDay(cell string) (registry.Date, bool) {
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || v < 10_000 || v > 100_000 {
		return "", false
	}
	return registry.DateOf(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(v))), true
}
