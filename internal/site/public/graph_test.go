package public_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danvankheo/internal/site/sitetest"
)

// Every drawing of a page can be taken as SVG, PNG and .xlsx, for one year too,
// and the sheet has the numbers of the table under the drawing.
func TestGraphFiles(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 40, areas...)
	r := h.Reader(t)
	for _, page := range []string{"/so-lieu", "/so-lieu?year=2020"} {
		_, _, body := r.Get(page)
		kinds := map[string]int{}
		for _, to := range sitetest.Links(t, body, ".plot__files a", "href") {
			status, header, file := r.Get(to)
			if status != http.StatusOK || !strings.Contains(header.Get("Content-Disposition"), "attachment") {
				t.Errorf("%s: %d %s", to, status, header.Get("Content-Disposition"))
				continue
			}
			name, _, _ := strings.Cut(to, "?")
			switch {
			case strings.HasSuffix(name, ".svg"):
				kinds["svg"]++
				readXML(t, to, file)
			case strings.HasSuffix(name, ".png"):
				kinds["png"]++
				if _, err := png.Decode(strings.NewReader(file)); err != nil {
					t.Errorf("%s: %v", to, err)
				}
			case strings.HasSuffix(name, ".xlsx"):
				kinds["xlsx"]++
				id := strings.TrimSuffix(strings.TrimPrefix(name, "/so-lieu/"), ".xlsx")
				sameNumbers(t, to, file, sitetest.Texts(t, body, `.plot:has(#`+id+`) tbody td.table__num`))
			}
		}
		if kinds["svg"] < 3 || kinds["svg"] != kinds["png"] || kinds["svg"] != kinds["xlsx"] {
			t.Errorf("%s: files %v", page, kinds)
		}
	}
	for _, bad := range []string{"/so-lieu/khong-co.svg", "/so-lieu/nam.svg?year=2020", "/so-lieu/LAND_M2.png", "/so-lieu/.xlsx"} {
		if status, _, _ := r.Get(bad); status != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", bad, status)
		}
	}
}

func readXML(t *testing.T, name, text string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}

// sameNumbers holds the numbers of a sheet against those of a page's table.
func sameNumbers(t *testing.T, name, file string, want []string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader([]byte(file)))
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	var got []string
	for _, row := range rows[3:] { // below title, blank line and heading
		if row[0] == "Cộng" {
			continue
		}
		for _, cell := range row[1:] {
			if !strings.HasSuffix(cell, "%") {
				got = append(got, strings.Replace(cell, ".", ",", 1))
			}
		}
	}
	if strings.Join(got, " ") != strings.ReplaceAll(strings.Join(want, " "), ".", "") {
		t.Errorf("%s: sheet %v, table %v", name, got, want)
	}
}
