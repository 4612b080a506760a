package sqlite_test

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// The catalogue of the last release, with what staff changed in it by hand, comes
// through the upgrade whole: no code, name, field or order is lost, and what was
// retired stays out of the forms.
func TestUpgradeKeepsTheCatalogue(t *testing.T) {
	t.Parallel()
	ctx, log := context.Background(), slog.New(slog.DiscardHandler)
	steps := fstest.MapFS{}
	list, err := os.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		text, err := os.ReadFile(filepath.Join("migrations", e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if e.Name() < "0013" {
			steps[e.Name()] = &fstest.MapFile{Data: text}
		}
	}
	steps["0012_retention.sql"].Data = append(steps["0012_retention.sql"].Data, `
INSERT INTO season (year, version, settings) VALUES (2025, 1, '{}'), (2026, 1, '{}');
INSERT INTO indicator (code, position, label, unit, fields, aggregate, retired) VALUES
 ('ZEBRA', 0, 'Vạch sang đường', 'vạch', 'xa-hoi an-ninh', 'S', 0), ('ALPHA', 1, 'Tên sửa tay', '%', '', 'R', 0),
 ('GONE', 2, 'Đã bỏ', 'cái', 'kinh-te', 'L', 1);
`...)
	path := filepath.Join(t.TempDir(), "data.db")
	db, err := sqlite.OpenWith(ctx, path, log, steps)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err = sqlite.Open(ctx, path, log); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	got, err := db.Indicators(ctx)
	if err != nil || len(got) != 3 {
		t.Fatalf("%d indicators, %v", len(got), err)
	}
	for n, want := range []registry.Indicator{
		{Code: "ZEBRA", Label: "Vạch sang đường", Unit: "vạch", Fields: []registry.FieldCode{"xa-hoi", "an-ninh"}},
		{Code: "ALPHA", Label: "Tên sửa tay", Unit: "%", Aggregate: registry.Ratio},
		{Code: "GONE", Label: "Đã bỏ", Unit: "cái", Fields: []registry.FieldCode{"kinh-te"}, Aggregate: registry.Last, Last: 2024},
	} {
		if !got[n].Same(want) || got[n].Version != 1 {
			t.Errorf("%d: %+v, want %+v", n, got[n], want)
		}
		if n == 2 && (got[n].Offered(2025) || got[n].Offered(2026)) {
			t.Error("what was retired by hand is offered again")
		}
	}
	if faults, err := db.Integrity(ctx); err != nil || len(faults) > 0 {
		t.Errorf("integrity: %v, %v", faults, err)
	}
}

// An indicator that was stored is read back the same, with all its names, and is
// written over only in the version that was read.
func TestIndicatorRoundTrip(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	want := registry.Indicator{Code: "NEW_ONE", Label: "Cầu dân sinh", Unit: "cầu", Aggregate: registry.Sum, First: 2026, Last: 2030}
	want = want.Renamed(registry.IndicatorName{Since: 2027, Label: "Cầu mới", Fields: []registry.FieldCode{"kinh-te"}})
	read := func() registry.Indicator {
		list, err := db.Indicators(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return list[len(list)-1]
	}
	if err := db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error { return tx.PutIndicator(want, -1) }); err != nil {
		t.Fatal(err)
	}
	got := read()
	if !got.Same(want) || got.Label != "Cầu mới" || got.In(2026).Label != "Cầu dân sinh" {
		t.Errorf("read %+v, want %+v", got, want)
	}
	next := got
	next.Last = 0
	save := func(i registry.Indicator) error {
		return db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error { return tx.UpdateIndicator(i) })
	}
	if err := save(next); err != nil || read().Version != got.Version+1 || read().Last != 0 {
		t.Errorf("saved: %v, %+v", err, read())
	}
	if err := save(next); registry.KindOf(err) != registry.Conflict {
		t.Errorf("over an old version: %v, want a conflict", err)
	}
}

// A code that an outcome names is in use, be it only a promise of a draft; one that
// the catalogue lacks is found.
func TestIndicatorUse(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testkit.DB(t)
	err := db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error {
		for range 3 {
			e := registry.Entry{Season: 2026, Unit: "07210-202507", Content: testkit.CompleteContent()}
			if err := tx.InsertEntry(&e, 0, ""); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	used := func(code string) (yes bool) {
		err := db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) (err error) { yes, err = tx.IndicatorUsed(code); return err })
		if err != nil {
			t.Fatal(err)
		}
		return yes
	}
	if !used("ROAD_KM") || used("TREE") {
		t.Errorf("in use: ROAD_KM %v, TREE %v; want true, false", used("ROAD_KM"), used("TREE"))
	}
	uses, err := db.IndicatorUses(ctx)
	if err != nil || len(uses) != 2 || uses[0].Code != "LAND_M2" || uses[0].Entries != 3 {
		t.Errorf("uses %+v, %v", uses, err)
	}
	if list, err := db.UnknownIndicators(ctx); err != nil || len(list) != 0 {
		t.Errorf("unknown %v, %v", list, err)
	}
	err = db.Update(ctx, testkit.Now, func(tx *sqlite.Tx) error {
		return tx.InsertSnapshot(sqlite.Snapshot{Season: 2026, Version: 1, Figures: `{"sums":[{"indicator":"TREE"}]}`}, 0)
	})
	if err != nil || !used("TREE") {
		t.Errorf("named by a frozen report alone: used %v, %v", used("TREE"), err)
	}
}
