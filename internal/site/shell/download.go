package shell

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/exchange"
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
		head := make([]any, len(s.Heads))
		for i, h := range s.Heads {
			head[i] = h
		}
		return SendTable(c, s.Name, y, append([][]any{head}, s.Rows...))
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

// PlainNumber writes a number as it stands in a CSV file: [exchange.CSVWriter].
func PlainNumber(v float64) string { return exchange.CSVCell(v) }

// SendCSV answers with a table of texts and of numbers written by [PlainNumber].
func SendCSV(c *Context, name string, y registry.Year, rows [][]string) error {
	table := make([][]any, len(rows))
	for i, row := range rows {
		for _, cell := range row {
			if v, err := strconv.ParseFloat(cell, 64); err == nil && PlainNumber(v) == cell {
				table[i] = append(table[i], v)
				continue
			}
			table[i] = append(table[i], cell)
		}
	}
	return SendTable(c, name, y, table)
}

// SendTable answers with a table as CSV in the one form of the program.
func SendTable(c *Context, name string, y registry.Year, rows [][]any) error {
	var b bytes.Buffer
	if err := exchange.WriteCSV(&b, rows); err != nil {
		return err
	}
	file := "dan-van-kheo-" + name
	if y != 0 {
		file += "-" + address.Year(y)
	}
	c.Header().Set("Content-Disposition", `attachment; filename="`+file+`.csv"`)
	revalidate(c)
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
}
