package follow_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/vietnamese"
)

// Every number of the sums leads to the list it counts, and equals what that list
// and its export add up to, in every scope.
func TestSumsEqualTheirLists(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.Reported(t, 60)
	who := h.As(t, registry.Verifier)
	district := h.Flow.Ledger().On("2025-06-30", registry.District)[0]
	for _, scope := range []string{"", "?nam=0", "?linh-vuc=kinh-te", "?don-vi=" + string(district.Code)} {
		_, _, page := who.Get("/lam-viec/theo-doi/chi-so" + scope)
		paths := sitetest.Links(t, page, ".table tbody th a", "href")
		if len(paths) == 0 && scope == "" {
			t.Fatal("no lines")
		}
		rows := sitetest.Texts(t, page, ".table tbody tr")
		for i, path := range paths {
			cells := strings.Fields(rows[i])
			code, _, list := who.Get(path)
			if code != http.StatusOK {
				t.Fatalf("%s: %d", path, code)
			}
			counted := len(sitetest.Links(t, list, ".table tbody th a", "href"))
			u, err := url.Parse(path)
			if err != nil {
				t.Fatal(err)
			}
			_, _, text := who.Get(u.Path + ".csv?" + u.RawQuery)
			records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF"))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			exported, total := 0, 0.0
			for _, r := range records[1:] {
				v, err := strconv.ParseFloat(r[5], 64)
				if err != nil {
					t.Fatalf("%s: %v", path, err)
				}
				if r[0] == "" {
					if math.Abs(v-total) > 1e-6 {
						t.Errorf("%s: total row %v, rows add up to %v", path, v, total)
					}
					continue
				}
				exported, total = exported+1, total+v
			}
			if counted == 0 || counted != exported {
				t.Errorf("%s: list of %d, export of %d", path, counted, exported)
			}
			figure := sitetest.Texts(t, list, ".figure__number")
			if n := strconv.Itoa(exported); figure[2] != n || !strings.Contains(rows[i], n) {
				t.Errorf("%s: %v of %v says %v, export %s", path, cells, scope, figure, n)
			}
			if strings.Contains(path, "LAND_M2") {
				if v, ok := vietnamese.ParseNumber(figure[0]); !ok || math.Abs(v-total) > 1e-6 || !strings.Contains(rows[i], figure[0]) {
					t.Errorf("%s: figure %s, export adds up to %v, row %q", path, figure[0], total, rows[i])
				}
			}
			if strings.Contains(text, "Mô hình thứ 2\n") || strings.Contains(list, "Mô hình thứ 3<") {
				t.Errorf("%s counts what the press reported or what was returned", path)
			}
		}
	}
	_, _, book := who.Get("/lam-viec/theo-doi/chi-so/LAND_M2.xlsx?ky=nam")
	f, err := excelize.OpenReader(bytes.NewReader([]byte(book)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	all, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	cell := fmt.Sprintf("F%d", len(all))
	if formula, _ := f.GetCellFormula(sheet, cell); formula != fmt.Sprintf("SUM(F4:F%d)", len(all)-1) {
		t.Errorf("%s holds %q", cell, formula)
	}
}

// A figure far from what others reported is asked about before it is confirmed.
func TestOutlierIsAskedAbout(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.Reported(t, 60)
	ctx := context.Background()
	e := registry.Entry{
		Season:       h.Flow.CurrentYear(),
		Unit:         h.Own,
		Registration: registry.Accepted,
		Result:       registry.ReportSent,
		SentAt:       testkit.Now,
		AcceptedAt:   testkit.Now,
		ReportedAt:   testkit.Now,
		Content:      testkit.CompleteContent(),
	}
	e.Content.Outcomes = []registry.Outcome{
		{Indicator: "ROAD_KM", Actual: "2,4", Period: "nam", Source: "tu-khai"},
		{Indicator: "LAND_M2", Actual: "15.000.000", Period: "nam", Source: "tu-khai"},
	}
	if err := h.DB.Update(ctx, h.Flow.Now(), func(tx *sqlite.Tx) error { return tx.InsertEntry(&e, 0, "") }); err != nil {
		t.Fatal(err)
	}
	who, path := h.As(t, registry.Verifier), fmt.Sprintf("/lam-viec/mo-hinh/%d/xac-nhan", e.ID)
	_, _, page := who.Get(fmt.Sprintf("/lam-viec/mo-hinh/%d/xet", e.ID))
	if boxes := sitetest.Links(t, page, "input[name^=da-kiem-tra]", "name"); len(boxes) != 1 || boxes[0] != "da-kiem-tra-1" {
		t.Fatalf("boxes %v", boxes)
	}
	form := url.Values{"version": {strconv.Itoa(e.Version)}, "hieu-qua": {"1"}, "note": {"Rất tốt."}}
	code, _, page := who.Post(path, form)
	if code != http.StatusUnprocessableEntity || !sitetest.Says(t, page, sitetest.ErrorSummary, "khác thường") ||
		sitetest.Typed(t, page, "note") != "Rất tốt." {
		t.Fatalf("unchecked: %d", code)
	}
	form.Set("da-kiem-tra-1", "1")
	if code, _, _ := who.Post(path, form); code != http.StatusSeeOther {
		t.Fatalf("checked: %d", code)
	}
	if now, err := h.DB.Entry(ctx, e.ID); err != nil || now.Result != registry.Effective {
		t.Errorf("%v %v", now.Result, err)
	}
}
