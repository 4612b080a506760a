package follow_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/vietnamese"
)

// walkNumbers opens every number of a page of figures: its list and the export of
// that have as many lines as the number says.
func walkNumbers(t *testing.T, who *sitetest.Reader, path, state string) {
	t.Helper()
	_, _, page := who.Get(path + state)
	numbers, lists := sitetest.Texts(t, page, ".table td a"), sitetest.Links(t, page, ".table td a", "href")
	heads := sitetest.Links(t, page, ".figures a", "href")
	if len(lists) < 25 || len(heads) != 4 {
		t.Fatalf("%s: %d numbers, %d in the head", state, len(lists), len(heads))
	}
	at := map[string]string{}
	for i, list := range lists {
		n, ok := vietnamese.ParseNumber(numbers[i])
		if !ok {
			t.Fatalf("%s: %q", list, numbers[i])
		}
		at[list] = numbers[i]
		_, _, body := who.Get(list)
		if rows := len(sitetest.Texts(t, body, ".table tbody tr")); rows != int(n) {
			t.Errorf("%s says %v, its list has %d", list, n, rows)
		}
		_, _, text := who.Get(strings.Replace(list, "danh-sach?", "danh-sach.csv?", 1))
		records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF"))).ReadAll()
		if err != nil || len(records)-1 != int(n) {
			t.Errorf("%s says %v, its export has %d rows, %v", list, n, len(records)-1, err)
		}
		if strings.Contains(text, "Mô hình thứ 2,") {
			t.Errorf("%s counts what the press reported", list)
		}
	}
	for i, list := range heads {
		if value := sitetest.Texts(t, page, ".figures .figure__number")[i]; !strings.HasPrefix(value, at[list]) {
			t.Errorf("head says %s, table %s: %s", value, at[list], list)
		}
	}
}
