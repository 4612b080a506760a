package oversight_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// The list was read by eye against unit_succession.csv. Xã Nam Dương took over one
// commune of thị xã Chũ, whose code and name it bears, and one of huyện Lục Ngạn.
func TestEveryPresentCommuneIsFiledUnderTheDistrictOfMostItTookOver(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	var b strings.Builder
	n := 0
	for _, u := range l.All() {
		if u.To == "" && u.Kind.Level() == registry.CommuneLevel {
			n++
			fmt.Fprintf(&b, "%s\t%s\t%s\n", u.Code, u.Name, l.Name(oversight.MainDistrict(l, u.Code)))
		}
	}
	if n != 99 {
		t.Errorf("%d communes and wards, want 99", n)
	}
	file := filepath.Join("testdata", "former_districts.tsv")
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(b.String(), "\n")
	for i, line := range strings.Split(string(want), "\n") {
		if i >= len(got) || got[i] != line {
			t.Errorf("line %d: %q, want %q", i+1, at0(got, i), line)
		}
	}
}

func at0(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

func TestMainDistrictSettlesTiesByItsWrittenRule(t *testing.T) {
	t.Parallel()
	whole, part := registry.Whole, registry.Part
	type took struct {
		code, parent registry.UnitCode
		to           registry.Date
		extent       registry.Extent
	}
	for _, c := range []struct {
		name string
		took []took
		want registry.UnitCode
	}{
		{"the whole of one before parts of two", []took{{"1", "K", "2025-06-30", whole}, {"2", "H", "2025-06-30", part},
			{"3", "H", "2025-06-30", part}}, "K"},
		{"a part decides between wholes", []took{{"1", "H", "2025-06-30", whole}, {"2", "K", "2025-06-30", whole},
			{"3", "K", "2025-06-30", part}}, "K"},
		{"one each: whose code it bears", []took{{"1", "H", "2025-06-30", whole}, {"7-202501", "K", "2025-06-30", whole}}, "K"},
		{"one each, none bears its code: the first code", []took{{"1", "K", "2025-06-30", whole}, {"2", "H", "2025-06-30", whole}}, "H"},
		{"most, though the code is of the other", []took{{"1", "H", "2025-06-30", whole}, {"2", "H", "2025-06-30", whole},
			{"7", "K", "2025-06-30", whole}}, "H"},
		{"most, though the other ended later", []took{{"1", "H", "2024-12-31", whole}, {"2", "H", "2024-12-31", whole},
			{"3", "K", "2025-06-30", whole}}, "H"},
	} {
		units := []registry.Unit{
			{ID: 1, Code: "H", Name: "Huyện H", Kind: registry.District, To: "2025-06-30"},
			{ID: 2, Code: "K", Name: "Huyện K", Kind: registry.District, To: "2025-06-30"},
			{ID: 3, Code: "7-202507", Name: "Xã N", Kind: registry.Commune, From: "2025-07-01"},
			{ID: 4, Code: "9-202701", Name: "Xã M", Kind: registry.Commune, From: "2027-01-01"},
		}
		edges := []registry.Succession{{From: "7-202507", To: "9-202701", Date: "2027-01-01", Extent: whole}}
		for i, x := range c.took {
			units = append(units, registry.Unit{
				ID: registry.UnitID(10 + i), Code: x.code, Kind: registry.Commune, Parent: x.parent, To: x.to,
			})
			edges = append(edges, registry.Succession{From: x.code, To: "7-202507", Date: "2025-07-01", Extent: x.extent})
		}
		l := registry.NewLedger(units, edges)
		for range 8 { // the votes are counted in a map
			if got := oversight.MainDistrict(l, "7-202507"); got != c.want {
				t.Fatalf("%s: %q, want %q", c.name, got, c.want)
			}
		}
		// Merged once more, it is judged by the same communes; its code is another one's.
		if got := oversight.MainDistrict(l, "9-202701"); c.name != "one each: whose code it bears" && got != c.want {
			t.Errorf("%s, merged again: %q, want %q", c.name, got, c.want)
		}
	}
}
