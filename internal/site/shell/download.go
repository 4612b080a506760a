package shell

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/office"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// SendPersonalData sends a file that a person and a program can read.
func (s *Shell) SendPersonalData(c *Context, data any) error {
	text, err := json.MarshalIndent(data, "", "  ")
	if err != nil {
		return err
	}
	c.Header().Set("Content-Disposition", `attachment; filename="du-lieu-ca-nhan-`+view.FileDay(s.Flow.Now())+`.json"`)
	return c.Blob(http.StatusOK, "application/json; charset=utf-8", append(text, '\n'))
}

// DocumentTypes are the media types of the kinds of document.
var DocumentTypes = map[registry.DocumentKind]string{
	registry.PDF:  "application/pdf",
	registry.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	registry.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// OpenFile opens a kept document, or says that it is not there.
func (s *Shell) OpenFile(hash string) (*os.File, error) {
	f, err := s.Flow.Files.Open(hash)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, registry.Errorf(registry.NotFound, "Không tìm thấy tài liệu này.")
	}
	if err != nil {
		return nil, fmt.Errorf("document %.8s: %w", hash, err)
	}
	return f, nil
}

// AttachmentHeader names a download for browsers old (plain letters) and new
// (RFC 6266 with the encoding of RFC 8187).
func AttachmentHeader(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\%;`, r) {
			return '-'
		}
		return r
	}, vietnamese.Fold(name))
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

// Sheet is a list to hand out.
type Sheet struct {
	Name, Title string
	Heads       []string
	Rows        [][]any
}

// SendSheet answers with a list as CSV or as a workbook, by the end of the
// address.
func SendSheet(c *Context, y registry.Year, s Sheet) error {
	if !HasEnding(c, ".xlsx") {
		rows := make([][]string, 0, len(s.Rows)+1)
		rows = append(rows, slices.Clone(s.Heads))
		for _, r := range s.Rows {
			line := make([]string, len(r))
			for i, v := range r {
				line[i] = fmt.Sprint(v)
			}
			rows = append(rows, line)
		}
		return SendCSV(c, s.Name, y, rows)
	}
	out := office.Sheet{Name: s.Name, Title: s.Title, Rows: s.Rows}
	for i, head := range s.Heads {
		col := office.SheetColumn{Label: head, Width: 16}
		if i == 1 {
			col.Width, col.Wrap = 48, true
		}
		out.Columns = append(out.Columns, col)
	}
	var b bytes.Buffer
	if err := office.WriteSheets(&b, out); err != nil {
		return err
	}
	c.Header().Set("Content-Disposition", AttachmentHeader("dan-van-kheo-"+s.Name+"-"+strconv.Itoa(int(y))+".xlsx"))
	return c.Blob(http.StatusOK, DocumentTypes[registry.XLSX], b.Bytes())
}

// HasEnding reports whether the address of the request ends so.
func HasEnding(c *Context, end string) bool { return strings.HasSuffix(c.Request().URL.Path, end) }

// NoPicture is the answer for a picture that is not there or not for this reader.
func NoPicture() error { return registry.Errorf(registry.NotFound, "Không tìm thấy ảnh này.") }

// PlainNumber writes a number for spreadsheets set to Vietnamese: comma for
// decimals, nothing between thousands.
func PlainNumber(v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1)
}

// SendCSV answers with a table that spreadsheets open with its marks intact
// (UTF-8 with BOM), and in which nothing can act as a formula.
func SendCSV(c *Context, name string, y registry.Year, rows [][]string) error {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				row[i] = "'" + cell
			}
		}
		_ = w.Write(row) // into memory
	}
	w.Flush()
	file := "dan-van-kheo-" + name
	if y != 0 {
		file += "-" + address.Year(y)
	}
	c.Header().Set("Content-Disposition", `attachment; filename="`+file+`.csv"`)
	revalidate(c)
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
}
