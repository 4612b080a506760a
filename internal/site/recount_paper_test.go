package site_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// checkPapers freezes the year as the office does and reads annex III of the printed
// report and of its workbook, line by line, and the office's table as its page has it.
func (p *province) checkPapers(t *testing.T, officer *sitetest.Reader, same func(what string, got, want []string)) {
	t.Helper()
	lines := recount(p.values, 2026)
	usual, apart := map[string]*recounted{}, 0
	for key, r := range lines {
		parts := strings.Split(key, "|")
		if parts[1] == "" && parts[2] == map[string]string{"LAND_M2": "m²", "TREE": "cây"}[parts[0]] {
			usual[key] = r
		} else {
			apart++
		}
	}
	version := p.freeze(t)
	paper := func(name string) string {
		code, _, body := officer.Get(address.YearPaper.At(2026, name) + fmt.Sprintf("?ban=%d", version))
		if code != http.StatusOK {
			t.Fatalf("%s: %d", name, code)
		}
		return body
	}
	doc := string(sitetest.Unzipped(t, paper("bao-cao.docx"))["word/document.xml"])
	same("printed report", p.fromAnnex(t, printedTable(t, doc, "Kỳ số liệu"), printedNumber), said(usual))
	same("workbook of the report", p.fromAnnex(t, sheetOf(t, paper("so-lieu.xlsx"), "PL III"), plainCell), said(usual))
	if note := fmt.Sprintf(" %d dòng số ghi theo nghĩa riêng", apart); !strings.Contains(doc, note) {
		t.Errorf("the printed report does not say that it leaves out %d lines", apart)
	}
	code, _, page := officer.Get(address.Sums + "?nam=2026")
	if code != http.StatusOK {
		t.Fatalf("the office's page: %d", code)
	}
	same("office page", p.fromPage(t, page), upTo(said(lines), 7))
}

// freeze makes the next version of the year, with three models named.
func (p *province) freeze(t *testing.T) int {
	t.Helper()
	ctx, who := t.Context(), p.ActorOf(t, registry.Verifier)
	now, err := p.Followup.Figures(ctx, who, 2026)
	if err != nil {
		t.Fatal(err)
	}
	var named []registry.EntryID
	for _, m := range now.Models {
		if m.Result == registry.Effective.String() && len(named) < 3 {
			named = append(named, m.ID)
		}
	}
	s, err := p.Followup.Freeze(ctx, who, 2026, p.frozen, "Số liệu đã đổi.", named)
	if err != nil {
		t.Fatal(err)
	}
	p.frozen = s.Version
	return s.Version
}

// printedTable reads the table of a Word document that has a column of a name.
func printedTable(t *testing.T, doc, column string) (rows [][]string) {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(doc))
	var cell strings.Builder
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			t.Fatalf("no table with %q is printed", column)
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "tbl":
				rows = nil
			case "tr":
				rows = append(rows, nil)
			case "tc":
				cell.Reset()
			}
		case xml.CharData:
			cell.Write(x)
		case xml.EndElement:
			switch x.Name.Local {
			case "tc":
				rows[len(rows)-1] = append(rows[len(rows)-1], squeeze(cell.String()))
			case "tbl":
				if len(rows) > 0 && slices.Contains(rows[0], column) {
					return rows
				}
			}
		}
	}
}

// sheetOf reads a sheet of a workbook from its line of heads.
func sheetOf(t *testing.T, book, sheet string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader([]byte(book)))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for len(rows) > 0 && !slices.Contains(rows[0], "STT") {
		rows = rows[1:]
	}
	return rows
}

// fromAnnex reads annex III, which names indicators in words.
func (p *province) fromAnnex(t *testing.T, rows [][]string, number func(string) string) (out []string) {
	t.Helper()
	for _, r := range columns(t, rows, "Chỉ số", "Đơn vị tính", "Kỳ số liệu", "Tổng", "Số mô hình báo",
		"Trong mô hình được xác nhận hiệu quả", "Có minh chứng", "Xã, phường xác nhận", "Đơn vị tự khai") {
		line := []string{nameOf(p.codeOf(t, r[0]), r[0], r[1], r[2])}
		for _, cell := range r[3:] {
			line = append(line, number(cell))
		}
		out = append(out, strings.Join(line, "|"))
	}
	return out
}

func (p *province) codeOf(t *testing.T, label string) string {
	t.Helper()
	names := p.Flow.Catalogue().In(2026)
	for _, code := range []string{"LAND_M2", "TREE"} {
		if ind, ok := names.Indicator(code); ok && strings.EqualFold(ind.Label, label) {
			return code
		}
	}
	t.Fatalf("no indicator is called %q", label)
	return ""
}

// printedNumber reads a number as people here write it.
func printedNumber(cell string) string {
	return plainCell(strings.NewReplacer(".", "", ",", ".").Replace(cell))
}

func plainCell(cell string) string {
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return cell
	}
	return number(v)
}

// fromPage reads the first table of the office's page: the lines that may be added up.
func (p *province) fromPage(t *testing.T, page string) (out []string) {
	t.Helper()
	page, _, ok := strings.Cut(page, "</table>")
	if !ok {
		t.Fatal("a page without a table")
	}
	cells := sitetest.Texts(t, page+"</table>", ".table tbody tr > *")
	const width = 8
	if len(cells)%width != 0 {
		t.Fatalf("%d cells in rows of %d", len(cells), width)
	}
	for r := range slices.Chunk(cells, width) {
		name, own, apart := strings.Cut(r[0], "nghĩa hoặc đơn vị tính riêng, mã ")
		code := strings.TrimSpace(own)
		if !apart {
			code = p.codeOf(t, squeeze(name))
		}
		out = append(out, strings.Join([]string{
			nameOf(code, name, r[4], r[1]), printedNumber(r[2]), printedNumber(r[5]), printedNumber(r[3]),
		}, "|"))
	}
	return out
}

// upTo keeps the first n parts of each line.
func upTo(lines []string, n int) (out []string) {
	for _, l := range lines {
		out = append(out, strings.Join(strings.Split(l, "|")[:n], "|"))
	}
	return out
}
