package oversight_test

import (
	"testing"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

var catalogue = registry.NewCatalogue([]registry.Indicator{
	{Code: "LAND_M2", Label: "Diện tích đất hiến", Unit: "m²"},
	{Code: "SITES", Label: "Số điểm áp dụng", Unit: "điểm", Aggregate: registry.Last},
	{Code: "AGREE_RATE", Label: "Tỷ lệ hộ đồng thuận", Unit: "%", Aggregate: registry.Ratio},
})

func value(entry, model int, year registry.Year, code, period string, actual float64) oversight.Value {
	return oversight.Value{
		Entry:     registry.EntryID(entry),
		Model:     registry.ModelID(model),
		Season:    year,
		Unit:      "A",
		Field:     "kinh-te",
		Indicator: code,
		Period:    period,
		Actual:    actual,
	}
}

func line(t *testing.T, values ...oversight.Value) oversight.Line {
	t.Helper()
	ls := oversight.Lines(catalogue, values)
	if len(ls) != 1 {
		t.Fatalf("%d lines, want 1: %+v", len(ls), ls)
	}
	return ls[0]
}

// What is not the same thing is never one figure.
func TestLinesKeepApart(t *testing.T) {
	t.Parallel()
	other := value(3, 3, 2026, "LAND_M2", "nam", 2)
	other.Measure = "ha"
	narrow := value(4, 4, 2026, "LAND_M2", "nam", 50)
	narrow.Label = "Đất vườn hiến"
	same := value(5, 5, 2026, "LAND_M2", "nam", 7)
	same.Label, same.Measure = "diện tích  ĐẤT hiến", "M²"
	free := value(6, 6, 2026, "", "nam", 9)
	ls := oversight.Lines(
		catalogue,
		[]oversight.Value{
			value(1, 1, 2026, "LAND_M2", "nam", 100),
			value(2, 2, 2026, "LAND_M2", "luy-ke", 1000),
			other,
			narrow,
			same,
			free,
		},
	)
	var got []float64
	for _, l := range ls {
		got = append(got, l.Sum)
	}
	if want := []float64{107, 1000, 2, 50}; len(got) != 4 || got[0] != want[0] || got[1] != want[1] || got[2]+got[3] != 52 {
		t.Errorf("sums %v, want %v", got, want)
	}
	if !ls[0].Usual || !ls[1].Usual || ls[2].Usual || ls[3].Usual || ls[0].Entries != 2 {
		t.Errorf("lines %+v", ls)
	}
}

// One model is one figure: the commune that took a model over reports it again, a
// running total holds the years before.
func TestLinesCountAModelOnce(t *testing.T) {
	t.Parallel()
	l := line(
		t,
		value(1, 1, 2025, "LAND_M2", "nam", 100),
		value(2, 1, 2025, "LAND_M2", "nam", 130),
		value(3, 1, 2026, "LAND_M2", "nam", 10),
	)
	if l.Sum != 140 || l.Models != 1 || l.Entries != 2 || len(l.Passed) != 1 || l.Passed[0].Entry != 1 {
		t.Errorf("yearly: %+v", l)
	}
	l = line(
		t,
		value(1, 1, 2025, "LAND_M2", "luy-ke", 100),
		value(2, 1, 2026, "LAND_M2", "luy-ke", 150),
		value(3, 2, 2025, "LAND_M2", "luy-ke", 30),
	)
	if l.Sum != 180 || len(l.Passed) != 1 {
		t.Errorf("running total: %+v", l)
	}
	twice := value(1, 1, 2025, "LAND_M2", "nam", 5)
	twice.Position = 1
	if l = line(t, value(1, 1, 2025, "LAND_M2", "nam", 100), twice); l.Sum != 105 || l.Entries != 1 {
		t.Errorf("two lines of one entry: %+v", l)
	}
}

// Last values and ratios are never summed; confirmed is said apart.
func TestLinesByKind(t *testing.T) {
	t.Parallel()
	l := line(t, value(1, 1, 2025, "SITES", "nam", 3), value(2, 1, 2026, "SITES", "nam", 5), value(3, 2, 2026, "SITES", "nam", 2))
	if l.Sum != 0 || l.Newest.Actual != 2 || l.Min != 2 || l.Max != 5 || l.Entries != 2 {
		t.Errorf("last: %+v", l)
	}
	l = line(
		t,
		value(1, 1, 2026, "AGREE_RATE", "nam", 80),
		value(2, 2, 2026, "AGREE_RATE", "nam", 100),
		value(3, 3, 2026, "AGREE_RATE", "nam", 90),
		value(4, 4, 2026, "AGREE_RATE", "nam", 70),
	)
	if l.Sum != 0 || l.Median != 85 || l.Min != 70 || l.Max != 100 {
		t.Errorf("ratio: %+v", l)
	}
	sure := value(1, 1, 2026, "LAND_M2", "nam", 100)
	sure.Effective = true
	if l = line(t, sure, value(2, 2, 2026, "LAND_M2", "nam", 11)); l.Sum != 111 || l.Effective != (oversight.Share{Sum: 100, Entries: 1}) {
		t.Errorf("confirmed: %+v", l)
	}
}

func TestScope(t *testing.T) {
	t.Parallel()
	l := registry.NewLedger([]registry.Unit{
		{
			ID:   1,
			Code: "H",
			Name: "Huyện H",
			Kind: registry.District,
			To:   "2025-06-30",
		}, {ID: 2, Code: "a", Name: "Xã a", Kind: registry.Commune, Parent: "H", To: "2025-06-30"},
		{
			ID:   3,
			Code: "b",
			Name: "Xã b",
			Kind: registry.Commune,
			To:   "2025-06-30",
		}, {ID: 4, Code: "c", Name: "Xã c", Kind: registry.Commune, From: "2025-07-01"},
		{ID: 5, Code: "T", Name: "Tỉnh", Kind: registry.Province},
	}, []registry.Succession{{From: "a", To: "c", Date: "2025-07-01"}, {From: "b", To: "c", Date: "2025-07-01"}})
	for code, want := range map[registry.UnitCode]string{"c": "abc", "a": "a", "H": "Hac"} {
		got := oversight.UnitsOf(l, code)
		if len(got) != len(want) {
			t.Errorf("UnitsOf(%s) = %v, want %s", code, got, want)
		}
		for _, r := range want {
			if !got[registry.UnitCode(r)] {
				t.Errorf("UnitsOf(%s) = %v, want %s", code, got, want)
			}
		}
	}
	if oversight.UnitsOf(l, "T") != nil {
		t.Error("the province is limited")
	}
	vs := []oversight.Value{value(1, 1, 2025, "LAND_M2", "nam", 1), value(2, 2, 2026, "LAND_M2", "nam", 1)}
	if got := (oversight.Scope{Season: 2026, Field: "kinh-te", Units: map[registry.UnitCode]bool{"A": true}}).Within(vs); len(got) != 1 ||
		got[0].Entry != 2 {
		t.Errorf("within: %v", got)
	}
}

func TestOutliers(t *testing.T) {
	t.Parallel()
	var all []oversight.Value
	for i := range 10 {
		all = append(
			all,
			value(i+1, i+1, 2026, "LAND_M2", "nam", float64(800+i*100)),
			value(i+1, i+1, 2026, "AGREE_RATE", "nam", float64(88+i)),
		)
	}
	for _, c := range []struct {
		name  string
		v     oversight.Value
		among int
		odd   bool
	}{
		{"usual", value(99, 99, 2026, "LAND_M2", "nam", 2000), 20, false},
		{"thousand times too much", value(99, 99, 2026, "LAND_M2", "nam", 1_000_000), 20, true},
		{"far too little", value(99, 99, 2026, "LAND_M2", "nam", 1), 20, true},
		{"too few to compare with", value(99, 99, 2026, "LAND_M2", "nam", 1_000_000), 10, false},
		{"another period", value(99, 99, 2026, "LAND_M2", "luy-ke", 1_000_000), 20, false},
		{"usual ratio", value(99, 99, 2026, "AGREE_RATE", "nam", 100), 20, false},
		{"far ratio", value(99, 99, 2026, "AGREE_RATE", "nam", 20), 20, true},
		{"more than all", value(99, 99, 2026, "AGREE_RATE", "nam", 101), 0, true},
		{"negative", value(99, 99, 2026, "LAND_M2", "nam", -5), 0, true},
	} {
		if got := oversight.Outliers(catalogue, []oversight.Value{c.v}, all[:c.among]); (len(got) == 1) != c.odd {
			t.Errorf("%s: %+v, want odd %v", c.name, got, c.odd)
		}
	}
}

// A value typed under any name that its indicator has had counts in the usual
// meaning, in all seasons together as in its own.
func TestLinesKnowEarlierNames(t *testing.T) {
	t.Parallel()
	land, _ := catalogue.Indicator("LAND_M2")
	land = land.Renamed(registry.IndicatorName{Since: 2026, Label: "Đất Nhân dân hiến"})
	renamed := registry.NewCatalogue([]registry.Indicator{land})
	old, now := value(1, 1, 2025, "LAND_M2", "nam", 1), value(2, 2, 2026, "LAND_M2", "nam", 2)
	narrow := value(3, 3, 2026, "LAND_M2", "nam", 4)
	old.Label, now.Label, narrow.Label = "Diện tích đất hiến", "đất nhân dân hiến", "Đất vườn hiến"
	for _, y := range []registry.Year{0, 2025, 2026} {
		ls := oversight.Lines(renamed.In(y), []oversight.Value{old, now, narrow})
		if len(ls) != 2 || !ls[0].Usual || ls[0].Sum != 3 || ls[1].Sum != 4 {
			t.Errorf("as %d calls it: %+v", y, ls)
		}
	}
}
