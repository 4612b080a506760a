package registry_test

import (
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

var communes = []registry.UnitKind{registry.Commune, registry.Ward, registry.Township}

// under keeps the communes below a province, through the district level.
func under(l *registry.Ledger, us []registry.Unit, province registry.UnitCode) (out []registry.Unit) {
	for _, u := range us {
		p, _ := l.Unit(u.Parent)
		if u.Parent == province || p.Parent == province {
			out = append(out, u)
		}
	}
	return out
}

func byKind(us []registry.Unit) map[registry.UnitKind]int {
	m := map[registry.UnitKind]int{}
	for _, u := range us {
		m[u.Kind]++
	}
	return m
}

// The official counts: data/README.md.
func TestOfficialCounts(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	for _, tt := range []struct {
		on                         registry.Date
		province                   registry.UnitCode
		communes, wards, townships int
	}{
		{"2022-05-14", "24", 184, 10, 15},
		{"2022-07-01", "24", 182, 10, 17},
		{"2024-02-01", "24", 175, 19, 15},
		{"2025-01-01", "24", 143, 35, 14},
		{"2025-06-30", "24", 143, 35, 14},
		{"2022-05-14", "27", 89, 31, 6},
		{"2023-04-10", "27", 70, 52, 4},
		{"2024-12-01", "27", 66, 50, 5},
		{"2025-07-01", "24-202507", 66, 33, 0},
		{"2026-11-23", "24-202507", 66, 33, 0},
	} {
		got := byKind(under(l, l.On(tt.on, communes...), tt.province))
		if got[registry.Commune] != tt.communes || got[registry.Ward] != tt.wards || got[registry.Township] != tt.townships {
			t.Errorf(
				"on %s under %s = %v, want %d xã, %d phường, %d thị trấn",
				tt.on,
				tt.province,
				got,
				tt.communes,
				tt.wards,
				tt.townships,
			)
		}
	}
	if n := len(under(l, l.On("2022-05-14", communes...), "24")); n != 209 {
		t.Errorf("communes of Bắc Giang on 14/05/2022 = %d, want 209", n)
	}
	if n := len(under(l, l.On("2025-01-01", communes...), "24")); n != 192 {
		t.Errorf("communes of Bắc Giang on 01/01/2025 = %d, want 192", n)
	}
	if err := l.Check(); err != nil {
		t.Error(err)
	}
}

// Each of the 313 communes of 30/06/2025 went to exactly one of the 99, and all of
// today's have at least one predecessor.
func TestMergerOf2025(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	links := 0
	got := map[registry.UnitCode]int{}
	for _, u := range l.On("2025-06-30", communes...) {
		today := l.Today(u.Code)
		if len(today) != 1 {
			t.Errorf("%s %s is %d units today, want 1", u.Code, u.Name, len(today))
			continue
		}
		got[today[0].Code]++
		links++
	}
	if links != 313 || len(got) != 99 {
		t.Errorf("links = %d to %d units, want 313 to 99", links, len(got))
	}
	one := 0
	for _, u := range l.On("2025-07-01", communes...) {
		if len(l.Versions(u.ID)) > 1 {
			one++
		}
	}
	if one != 1 {
		t.Errorf("%d units of today go on unchanged, want 1 (Tuấn Đạo)", one)
	}
}

// No total changes across a merger: whatever is counted by unit then is counted
// once by unit today, but for Thanh Hải, which was divided.
func TestTotalsAcrossMergers(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	for _, day := range []registry.Date{"2022-05-14", "2024-02-01", "2025-01-01", "2025-06-30"} {
		total, counted, divided := 0, 0, 0
		for _, u := range l.On(day, communes...) {
			total++
			switch today := l.Today(u.Code); len(today) {
			case 1:
				counted++
			case 2:
				divided++
				if u.Name != "Xã Thanh Hải" {
					t.Errorf("%s on %s ends in two units", u.Name, day)
				}
			default:
				t.Errorf("%s on %s ends in %d units", u.Name, day, len(today))
			}
		}
		if counted+divided != total || divided > 1 {
			t.Errorf("on %s: %d of %d counted once, %d divided", day, counted, total, divided)
		}
	}
	seen := map[registry.UnitCode]registry.UnitCode{}
	for _, u := range l.On("2025-07-01", communes...) {
		for _, c := range l.Heritage(u.Code) {
			if v, _ := l.Unit(c); v.Holds("2025-06-30") && c != u.Code {
				if other, ok := seen[c]; ok {
					t.Errorf("%s is inherited by %s and %s", c, other, u.Code)
				}
				seen[c] = u.Code
			}
		}
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	for _, tt := range []struct {
		name, district string
		on             registry.Date
		want           registry.UnitCode
	}{
		{"Phường Bắc Giang", "", "2026-01-01", "07210-202507"},
		{"phuong bac giang", "", "2026-01-01", "07210-202507"},
		{"P. Bắc Giang", "", "2026-01-01", "07210-202507"},
		{"Bac Giang", "", "2026-01-01", "07210-202507"},
		{"07210", "", "2026-01-01", "07210-202507"},
		{"07210", "", "2024-01-01", "07210"},
		{"Thành phố Bắc Giang", "", "2022-06-01", "213"},
		{"Hoàng Văn Thụ", "", "2022-06-01", "07210"},
		{"Xã Song Mai", "", "2022-06-01", "07222"},
		{"Xã Song Mai", "", "2025-03-01", "07222-202501"}, // a ward by then: the level decides
		{"Huyện Yên Thế", "", "2022-06-01", "215"},
		{"Sở Nội vụ", "", "2026-01-01", "BN-SNV"},
	} {
		u, err := l.Resolve(tt.name, tt.district, tt.on)
		if err != nil || u.Code != tt.want {
			t.Errorf("Resolve(%q, %q, %s) = %s %s, %v, want %s", tt.name, tt.district, tt.on, u.Code, u.Name, err, tt.want)
		}
	}
	for _, name := range []string{"", "Xã Không Có", "phường"} {
		if u, err := l.Resolve(name, "", "2026-01-01"); registry.KindOf(err) != registry.NotFound {
			t.Errorf("Resolve(%q) = %s, %v, want NotFound", name, u.Code, err)
		}
	}
}

// Names that several communes have are settled by district, else refused with the
// candidates.
func TestResolveNamesakes(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	if _, err := l.Resolve("Tân Hưng", "", "2022-06-01"); err != nil {
		t.Logf("namesakes: %v", err)
	}
	u, err := l.ResolveText("Tổ dân phố Nam Giang, phường Xương Giang", "thành phố Bắc Giang", "2022-06-30")
	if err != nil || u.Code != "07225" {
		t.Errorf("ResolveText(TDP Nam Giang) = %s, %v, want 07225", u.Code, err)
	}
	u, err = l.ResolveText("Ủy ban MTTQ phường Trần Phú", "thành phố Bắc Giang", "2022-06-30")
	if err != nil || u.Code != "07213" {
		t.Errorf("ResolveText(MTTQ Trần Phú) = %s, %v, want 07213", u.Code, err)
	}
}
