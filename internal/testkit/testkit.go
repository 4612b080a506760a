// Package testkit is for tests only: golden files, HTML queries, a sample
// registry and temporary databases. Only _test.go files import it.
package testkit

import (
	"bytes"
	"context"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/seed"
	"danvankheo/internal/sqlite"
)

var update = flag.Bool("update", false, "rewrite golden files")

// Golden compares got with testdata/<name>, or rewrites it under -update.
func Golden(t testing.TB, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run scripts/golden and read the difference", err)
	}
	if !bytes.Equal(got, want) {
		g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
		for i := range max(len(g), len(w)) {
			a, b := line(g, i), line(w, i)
			if a != b {
				t.Fatalf("%s, line %d:\n got %s\nwant %s\n(scripts/golden rewrites it)", path, i+1, a, b)
			}
		}
	}
}

func line(lines [][]byte, i int) string {
	if i < len(lines) {
		return string(lines[i])
	}
	return "(no line)"
}

// Ledger is the real ledger of units.
func Ledger(t testing.TB) *registry.Ledger {
	t.Helper()
	units, edges, err := seed.Ledger()
	if err != nil {
		t.Fatal(err)
	}
	return registry.NewLedger(units, edges)
}

// Catalogue is the real catalogue of indicators.
func Catalogue(t testing.TB) *registry.Catalogue {
	t.Helper()
	list, err := seed.Indicators()
	if err != nil {
		t.Fatal(err)
	}
	return registry.NewCatalogue(list)
}

// Now is a moment for tests: a working day in spring.
var Now = time.Date(2026, 3, 10, 2, 30, 0, 0, time.UTC)

// DB is a database in a temporary folder with the real units, indicators and the
// season 2026.
func DB(t testing.TB) *sqlite.DB {
	t.Helper()
	ctx := context.Background()
	db, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "data.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	units, edges, err := seed.Ledger()
	if err != nil {
		t.Fatal(err)
	}
	indicators, err := seed.Indicators()
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(ctx, Now, func(tx *sqlite.Tx) error {
		for _, u := range units {
			if err := tx.PutUnit(u); err != nil {
				return err
			}
		}
		for _, s := range edges {
			if err := tx.PutSuccession(s); err != nil {
				return err
			}
		}
		for i, ind := range indicators {
			if err := tx.PutIndicator(ind, i); err != nil {
				return err
			}
		}
		return tx.InsertSeason(registry.DefaultSeason(2026), 0)
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// CompleteContent is a registration with nothing missing.
func CompleteContent() registry.Content {
	return registry.Content{
		Title: "Đường làng rộng, lòng dân thuận", Field: "kinh-te", Tags: []string{"nong-thon-moi"},
		Summary: "Dân các xóm góp đất mở đường.",
		Problem: "Đường hẹp 2 m, hai xe không tránh được nhau.", Goal: "Mở rộng 2,4 km, 95% hộ đồng thuận.",
		Method:  "Họp từng xóm, đảng viên làm trước.",
		Address: "Thôn Hạ", Beneficiaries: "120 hộ ven đường", Households: "120", Lead: "Chi bộ thôn Hạ",
		Milestones: "Quý I họp dân, quý II thi công.",
		Outputs:    "Đường 5 m, có rãnh thoát nước.", Replicability: "Các thôn khác làm được.", Start: "2026-02-01", ReviewOn: "2026-10-31",
		ContactName: "Văn phòng UBND", ContactTitle: "Công chức văn hóa - xã hội", ContactPhone: "0204 3854 123", Pledge: true,
		Partners:  []registry.Partner{{Name: "Hội Nông dân", Role: "vận động hội viên"}},
		Resources: []registry.Resource{{Kind: "xa-hoi-hoa", Amount: "250,5", Note: "các hộ góp"}},
		Outcomes:  []registry.Outcome{{Indicator: "ROAD_KM", Baseline: "0", Target: "2,4"}, {Indicator: "LAND_M2", Target: "1.500"}},
	}
}

// Staff is an actor for one of today's units, with all it succeeded.
func Staff(t testing.TB, l *registry.Ledger, account registry.AccountID, code registry.UnitCode) registry.Actor {
	t.Helper()
	a := registry.Actor{Account: account, Name: "Cán bộ đơn vị", Role: registry.UnitStaff, Unit: code, Units: map[registry.UnitCode]bool{}}
	for _, c := range l.Heritage(code) {
		a.Units[c] = true
	}
	if len(a.Units) == 0 {
		t.Fatalf("no unit %s", code)
	}
	return a
}
