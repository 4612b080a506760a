package oversight_test

import (
	"strings"
	"testing"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// A figure hundreds of times its own target, baseline or last year's, or the same part
// of it, is asked about without any other model; a target before there is a report.
func TestSlipsAgainstItsOwnFigures(t *testing.T) {
	t.Parallel()
	last := registry.Entry{Content: registry.Content{Outcomes: []registry.Outcome{{Indicator: "LAND_M2", Target: "9", Actual: "1.500"}}}}
	for _, x := range []struct {
		name     string
		reported bool
		o        registry.Outcome
		before   []registry.Entry
		want     string
	}{
		{"a thousand times the target", true, registry.Outcome{Indicator: "LAND_M2", Target: "1,5", Actual: "1.500"}, nil, "gấp 1.000 lần mục tiêu (1,5)"},
		{"eight hundred times", true, registry.Outcome{Indicator: "LAND_M2", Target: "2", Actual: "1.600"}, nil, "gấp 800 lần mục tiêu"},
		{"ten thousand times the baseline", false, registry.Outcome{Label: "Đất", Unit: "ha", Baseline: "1,5", Target: "15.000"}, nil, "gấp 10.000 lần số đầu kỳ"},
		{"a thousandth of the target", true, registry.Outcome{Indicator: "LAND_M2", Target: "1.500", Actual: "1,5"}, nil, "chỉ bằng 1/1.000 mục tiêu"},
		{"last year", true, registry.Outcome{Indicator: "LAND_M2", Actual: "1.600.000"}, []registry.Entry{last}, "gấp 1.067 lần số năm trước"},
		{"last year before the report", false, registry.Outcome{Indicator: "LAND_M2", Target: "1,6"}, []registry.Entry{last}, "chỉ bằng 1/938 số năm trước"},
		{"another measure of last year", true, registry.Outcome{Indicator: "LAND_M2", Unit: "ha", Actual: "1,5"}, []registry.Entry{last}, ""},
		{"a hundred times", true, registry.Outcome{Indicator: "LAND_M2", Baseline: "15", Target: "1.500", Actual: "1.500"}, nil, ""},
		{"from nothing", true, registry.Outcome{Indicator: "LAND_M2", Baseline: "0", Target: "1.500", Actual: "1.500"}, nil, ""},
		{"nothing reached", true, registry.Outcome{Indicator: "LAND_M2", Target: "1.500", Actual: "0"}, nil, ""},
		{"no number", true, registry.Outcome{Indicator: "LAND_M2", Target: "nhiều", Actual: "1.500"}, nil, ""},
	} {
		e := registry.Entry{Content: registry.Content{Outcomes: []registry.Outcome{{Label: "Khác", Unit: "km", Target: "1", Actual: "1"}, x.o}}}
		got := oversight.Slips(catalogue, &e, x.before, x.reported)
		switch {
		case x.want == "" && len(got) > 0:
			t.Errorf("%s: asked %q", x.name, got[0].Question())
		case x.want != "" && (len(got) != 1 || got[0].Value.Position != 1 || !strings.Contains(got[0].Question(), x.want)):
			t.Errorf("%s: %+v, want %q", x.name, got, x.want)
		}
	}
}
