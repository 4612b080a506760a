package oversight_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

func founded(v oversight.Value, f registry.Founding, effective bool) oversight.Value {
	v.Founding, v.Effective = f, effective
	return v
}

// A judged entry confirms no figure: the sum is said by what each figure is founded
// on, and beside it what effective models add to it.
func TestLineSaysItsSumByFounding(t *testing.T) {
	t.Parallel()
	l := line(t,
		founded(value(1, 1, 2026, "LAND_M2", "nam", 100), registry.Proven, true),
		founded(value(2, 2, 2026, "LAND_M2", "nam", 20), registry.ByCommune, true),
		founded(value(3, 3, 2026, "LAND_M2", "nam", 3), registry.SelfDeclared, true),
		founded(value(4, 4, 2026, "LAND_M2", "nam", 4000), registry.SelfDeclared, false),
	)
	got := fmt.Sprint(l.Sum, l.Effective, l.Founded[registry.Proven], l.Founded[registry.ByCommune], l.Founded[registry.SelfDeclared],
		l.Vouched())
	if want := "4123 {123 3} {100 1} {20 1} {4003 2} {120 2}"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	frozen := oversight.FrozenSums([]oversight.Line{l})[0]
	if frozen.Of(registry.Proven) != 100 || frozen.Of(registry.SelfDeclared) != 4003 || frozen.Confirmed != 123 {
		t.Errorf("frozen: %+v", frozen)
	}
	ratio := line(t, founded(value(1, 1, 2026, "AGREE_RATE", "nam", 90), registry.Proven, true))
	if ratio.Founded[registry.Proven] != (oversight.Share{Entries: 1}) || ratio.Vouched().Sum != 0 {
		t.Errorf("a ratio is added up: %+v", ratio.Founded)
	}
}

// A version that was frozen before foundings were kept is written as it was read.
func TestFrozenSumsWithoutFoundingsKeepTheirBytes(t *testing.T) {
	t.Parallel()
	const old = `{"indicator":"LAND_M2","name":"Đất","unit":"m²","period":"nam","aggregate":"S","usual":true,"entries":1,"sure":1,` +
		`"sum":3,"confirmed":3,"median":3,"min":3,"max":3,"newest":3}`
	var s oversight.SumLine
	if err := json.Unmarshal([]byte(old), &s); err != nil {
		t.Fatal(err)
	}
	if b, err := json.Marshal(s); err != nil || string(b) != old {
		t.Errorf("%v\n got %s\nwant %s", err, b, old)
	}
}

// What the office keeps apart is apart in public: period, meaning, measure; a running
// total of one model counts once, though it was reported in two seasons.
func TestPublicLinesKeepApartWhatTheOfficeKeepsApart(t *testing.T) {
	t.Parallel()
	other, narrow := value(5, 5, 2026, "LAND_M2", "nam", 2), value(6, 6, 2026, "LAND_M2", "nam", 50)
	other.Measure, narrow.Label = "ha", "Đất vườn hiến"
	p := oversight.NewPublicLines(catalogue, []oversight.Value{
		value(1, 1, 2025, "LAND_M2", "luy-ke", 7450), value(2, 2, 2025, "LAND_M2", "nam", 10),
		value(3, 1, 2026, "LAND_M2", "luy-ke", 8140), value(4, 2, 2026, "LAND_M2", "nam", 5070),
		other, narrow, value(7, 7, 2026, "AGREE_RATE", "nam", 90),
	})
	say := func(y registry.Year) string {
		var out []string
		for _, l := range p.In(y) {
			out = append(out, fmt.Sprintf("%s %s %v+%d", l.Unit, l.Period, l.Sum, l.Elsewhere))
		}
		return strings.Join(out, ", ")
	}
	for y, want := range map[registry.Year]string{
		2025: "m² nam 10+1, m² luy-ke 7450+1",
		2026: "m² nam 5070+3, m² luy-ke 8140+3, ha nam 2+3, m² nam 50+3, % nam 0+0",
		0:    "m² nam 5080+4, m² luy-ke 8140+5, ha nam 2+5, m² nam 50+5, % nam 0+0",
		2024: "",
	} {
		if got := say(y); got != want {
			t.Errorf("%d:\n got %s\nwant %s", y, got, want)
		}
	}
	var years []string
	for _, l := range p.ByYear("LAND_M2") {
		years = append(years, fmt.Sprint(l.Season, " ", l.Sum))
	}
	if fmt.Sprint(years) != "[2025 10 2026 5070]" {
		t.Errorf("by year: %v", years)
	}
}
