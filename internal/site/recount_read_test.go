package site_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// nameOf is a line as the recount calls it, of what a reader is told of it.
func nameOf(indicator, name, unit, period string) string {
	fold := func(s string) string { return strings.ToLower(squeeze(s)) }
	meaning := ""
	if fold(name) == ownMeaning {
		meaning = ownMeaning
	}
	for _, p := range registry.Periods() {
		if period == p.Label {
			period = p.Code
		}
	}
	return strings.Join([]string{indicator, meaning, fold(unit), period}, "|")
}

func (p *province) table(t *testing.T, r *sitetest.Reader, path string) [][]string {
	t.Helper()
	code, _, text := r.Get(path)
	if code != http.StatusOK {
		t.Fatalf("%s: %d", path, code)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return rows
}

func (p *province) workbook(t *testing.T, r *sitetest.Reader, path string) [][]string {
	t.Helper()
	_, _, book := r.Get(path)
	f, err := excelize.OpenReader(bytes.NewReader([]byte(book)))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows(f.GetSheetName(0), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for len(rows) > 0 && (len(rows[0]) == 0 || rows[0][0] != "Mã") { // a title may stand above
		rows = rows[1:]
	}
	return rows
}

// fromSums reads the public table.
func fromSums(t *testing.T, rows [][]string) (out []string) {
	t.Helper()
	for _, r := range columns(t, rows, "Mã", "Chỉ số", "Đơn vị tính", "Kỳ", "Cộng", "Mô hình", "Trong mô hình được xác nhận hiệu quả",
		"Có minh chứng", "Xã, phường xác nhận", "Đơn vị tự khai") {
		out = append(out, nameOf(r[0], r[1], r[2], r[3])+"|"+strings.Join(canonical(r[4:]), "|"))
	}
	return out
}

// fromOffice reads the office's table of the same columns and more.
func fromOffice(t *testing.T, rows [][]string) (out []string) {
	t.Helper()
	for _, r := range columns(t, rows, "Mã", "Chỉ số", "Đơn vị tính", "Kỳ", "Cộng", "Mô hình", "Trong mô hình được xác nhận hiệu quả",
		"Có minh chứng", "Xã, phường xác nhận", "Đơn vị tự khai", "Cách tổng hợp") {
		if r[10] == registry.Sum.Label() {
			out = append(out, nameOf(r[0], r[1], r[2], r[3])+"|"+strings.Join(canonical(r[4:10]), "|"))
		}
	}
	return out
}

// columns picks the columns of a table by their heads.
func columns(t *testing.T, rows [][]string, heads ...string) (out [][]string) {
	t.Helper()
	if len(rows) == 0 {
		t.Fatal("an empty table")
	}
	for _, row := range rows[1:] {
		var picked []string
		for _, h := range heads {
			i := slices.Index(rows[0], h)
			if i < 0 {
				t.Fatalf("no column %q in %q", h, rows[0])
			}
			if i >= len(row) {
				picked = append(picked, "")
				continue
			}
			picked = append(picked, row[i])
		}
		out = append(out, picked)
	}
	return out
}

// canonical writes numbers of a file in one way.
func canonical(cells []string) (out []string) {
	for _, c := range cells {
		if v, err := strconv.ParseFloat(c, 64); err == nil {
			c = number(v)
		}
		out = append(out, c)
	}
	return out
}

func (p *province) fromAPI(t *testing.T, year string) (out []string) {
	t.Helper()
	visitor := p.Program(t, registry.Visitor)
	for _, x := range visitor.Get(address.APIStats + year).Want(http.StatusOK).JSON()["outcomes"].([]any) {
		o := x.(map[string]any)
		u, err := url.Parse(o["url"].(string))
		if err != nil {
			t.Fatal(err)
		}
		all := o["entries"].(float64) + o["other_measure"].(float64)
		if total := visitor.Get(u.RequestURI()).Want(http.StatusOK).JSON()["total"]; total != all {
			t.Errorf("%s: %v entries, the figures say %v", u, total, all)
		}
		founded := o["by_founding"].(map[string]any)
		of := func(f string) string { return number(founded[f].(map[string]any)["sum"].(float64)) }
		out = append(out, strings.Join([]string{
			nameOf(o["indicator"].(string), o["label"].(string), o["unit"].(string), o["period"].(string)),
			number(o["sum"].(float64)), number(o["entries"].(float64)), number(o["confirmed_sum"].(float64)),
			of("proven"), of("confirmed"), of("self-declared"),
		}, "|"))
	}
	return out
}

// fromLists adds up the lists behind the sums: each value that is said to count.
func (p *province) fromLists(t *testing.T, r *sitetest.Reader, year string) (out []string) {
	t.Helper()
	for _, code := range []string{"LAND_M2", "TREE"} {
		sums, entries := map[string]float64{}, map[string]map[string]bool{}
		for _, row := range columns(t, p.table(t, r, address.FigurePart.At(code+".csv")+year), "Nghĩa riêng", "Đơn vị tính", "Kỳ", "Đạt",
			"Tính", "Địa chỉ") {
			if row[4] != "có" {
				continue
			}
			key := nameOf(code, row[0], row[1], row[2])
			v, err := strconv.ParseFloat(row[3], 64)
			if err != nil {
				t.Fatal(err)
			}
			if entries[key] == nil {
				entries[key] = map[string]bool{}
			}
			sums[key] += v
			entries[key][row[5]] = true
		}
		for key, v := range sums {
			out = append(out, fmt.Sprintf("%s|%s|%d", key, number(float64(int(v*100+0.5))/100), len(entries[key])))
		}
	}
	return out
}

// lessFounded leaves the parts of a sum out of its words.
func lessFounded(lines []string) (out []string) {
	for _, l := range lines {
		out = append(out, strings.Join(strings.Split(l, "|")[:6], "|"))
	}
	return out
}
