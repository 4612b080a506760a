package registry_test

import (
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// What cannot be broken, by the unit of measure alone.
func TestCountableUnits(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"hộ", "Hộ", "hộ gia đình", "người", "lượt người", "vụ", "vụ việc", "tổ", "tổ tự quản", "lượt", "mô hình", "xã, phường",
		" cây  xanh", "câu lạc bộ"} {
		if !registry.Countable(unit) {
			t.Errorf("%q is said to be breakable", unit)
		}
	}
	for _, unit := range []string{"", "km", "m²", "ha", "tấn", "triệu đồng", "đồng/người", "triệu đồng/người/năm", "hộ/km", "%", "ngày công", "điểm",
		"tổng", "họ", "hộp"} {
		if registry.Countable(unit) {
			t.Errorf("%q is said to be unbreakable", unit)
		}
	}
}

// The property of an indicator goes before its unit; another measure and a free
// indicator go by the unit that was typed.
func TestWhatAnIndicatorCounts(t *testing.T) {
	t.Parallel()
	c := registry.NewCatalogue([]registry.Indicator{
		{Code: "HH", Unit: "hộ"}, {Code: "KM", Unit: "km"}, {Code: "SITES", Unit: "điểm", Counting: registry.CountWhole},
		{Code: "HALF", Unit: "người", Counting: registry.CountBroken}, {Code: "MEAN", Unit: "người", Aggregate: registry.Ratio},
	})
	for _, x := range []struct {
		code, unit string
		want       bool
	}{
		{"HH", "", true}, {"KM", "", false}, {"SITES", "", true}, {"HALF", "", false}, {"MEAN", "", false}, {"", "người", true}, {"", "điểm", false},
		{"KM", "tuyến", true}, {"SITES", "km", false}, {"SITES", "điểm", true},
	} {
		if got := c.Whole(registry.Outcome{Indicator: x.code, Unit: x.unit}); got != x.want {
			t.Errorf("%s in %q: whole %v, want %v", x.code, x.unit, got, x.want)
		}
	}
}

// A broken count keeps every paper from being sent and is asked about; a broken
// measure does not, and a draft keeps what was typed.
func TestBrokenCountIsNotSent(t *testing.T) {
	t.Parallel()
	season, catalogue := registry.DefaultSeason(2026), testkit.Catalogue(t)
	set := func(o registry.Outcome) func(*registry.Entry) {
		return func(e *registry.Entry) { e.Content.Outcomes = []registry.Outcome{o} }
	}
	for _, x := range []struct {
		name, field, ask string
		report           bool
		do               func(*registry.Entry)
	}{
		{"households", "households", "1.500?", false, func(e *registry.Entry) { e.Content.Households = "1,500" }},
		{"people", "people", "1.500?", false, func(e *registry.Entry) { e.Content.People = "1.5" }},
		{"target", "outcomes.0.target", "1.240?", false, set(registry.Outcome{Indicator: "LAND_HH", Target: "1.24"})},
		{"baseline", "outcomes.0.baseline", "số nguyên", false, set(registry.Outcome{Indicator: "LAND_HH", Baseline: "0,5", Target: "9"})},
		{"free", "outcomes.0.target", "12.000?", false, set(registry.Outcome{Label: "Đi chợ", Unit: "lượt", Target: "12,000"})},
		{"places", "outcomes.0.target", "1.500?", false, set(registry.Outcome{Indicator: "SITES", Target: "1,5"})},
		{"reached", "outcomes.0.actual", "1.500?", true, set(registry.Outcome{Indicator: "LAND_HH", Target: "9", Actual: "1,500"})},
		{"asked", "surveyed", "1.500?", true, func(e *registry.Entry) { e.Report.Surveyed = "1,5" }},
		{"teams", "sites.0.teams", "2.500?", true, func(e *registry.Entry) { e.Report.Sites = []registry.Site{{Teams: "2,5"}} }},
	} {
		e := complete()
		x.do(&e)
		err := e.CheckRegistration(season, catalogue)
		if x.report {
			err = e.CheckReport(season, catalogue)
		}
		if got := registry.FieldsOf(err).For(x.field); !strings.Contains(got, x.ask) {
			t.Errorf("%s: %q, want it to ask %q", x.name, got, x.ask)
		}
		if got := e.CheckCounts(catalogue).For(x.field); !strings.Contains(got, x.ask) {
			t.Errorf("%s, taken in: %q, want it to ask %q", x.name, got, x.ask)
		}
		if f := e.Content.CheckDraft(season); len(f) != 0 {
			t.Errorf("%s: the draft is refused: %v", x.name, f)
		}
	}
	e := complete()
	e.Content.Outcomes = []registry.Outcome{{Indicator: "ROAD_KM", Target: "1,500"}, {Indicator: "LAND_HH", Target: "1.500"}}
	if err := e.CheckRegistration(season, catalogue); err != nil || len(e.CheckCounts(catalogue)) != 0 {
		t.Errorf("a broken measure and a grouped count: %v", err)
	}
}

// The numbers of a yearly self-report are counts.
func TestBrokenCountInSelfReport(t *testing.T) {
	t.Parallel()
	if got := (registry.SelfText{Dialogues: "1,500"}).Check().For("dialogues"); !strings.Contains(got, "1.500?") {
		t.Errorf("dialogues: %q", got)
	}
	if got := (registry.SelfText{Dialogues: "1.500"}).Check().For("dialogues"); got != "" {
		t.Errorf("dialogues: %q", got)
	}
}
