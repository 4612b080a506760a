package registry_test

import (
	"testing"

	"danvankheo/internal/registry"
)

var figureNames = registry.NewCatalogue([]registry.Indicator{
	{Code: "LAND_M2", Label: "Diện tích đất hiến", Unit: "m²"},
	{Code: "AGREE_RATE", Label: "Tỷ lệ hộ đồng thuận", Unit: "%", Aggregate: registry.Ratio},
})

func free(label, unit string, actual registry.Amount) registry.Outcome {
	return registry.Outcome{Label: label, Unit: unit, Actual: actual}
}

// The one figure of a card: with words, reached, a result, and the only one that it
// could be.
func TestWhichFigureSpeaksForAnEntry(t *testing.T) {
	t.Parallel()
	land := registry.Outcome{Indicator: "LAND_M2", Target: "2.000", Actual: "1.500"}
	for _, c := range []struct {
		name     string
		origin   registry.Origin
		result   registry.Result
		outcomes []registry.Outcome
		want     string
	}{
		{"the width before is not it, nor the one after beside it", registry.Reported, registry.NoReport, []registry.Outcome{
			free("Chiều rộng đường trước khi mở", "m", "1,7"), free("Chiều rộng đường sau khi mở (gần)", "m", "4"),
		}, ""},
		{"the lowest of several shares is not it", registry.Reported, registry.NoReport, []registry.Outcome{
			free("Tỷ lệ hộ phân loại rác lúc đầu", "%", "20"), free("Tỷ lệ hộ phân loại rác", "%", "85"),
		}, ""},
		{"a value of before by itself is not it", registry.Reported, registry.NoReport, []registry.Outcome{
			free("Chiều rộng đường trước khi mở", "m", "1,7"),
		}, ""},
		{"one measure of its own is", registry.Reported, registry.NoReport, []registry.Outcome{
			free("Chiều rộng trước", "m", "1,7"), free("Chiều rộng sau", "m", "4"), free("Số hộ hiến đất", "hộ", "32"),
		}, "32|hộ|Số hộ hiến đất"},
		{"the setting is not it", registry.Reported, registry.NoReport, []registry.Outcome{
			{Label: "Bối cảnh: Chiều dài tuyến đê", Unit: "km", Baseline: "4"},
		}, ""},
		{"an aim of the press is not it", registry.Reported, registry.NoReport, []registry.Outcome{
			{Label: "Mục tiêu: hộ", Unit: "hộ", Target: "50"},
		}, ""},
		{"what may be added up comes first", registry.Registered, registry.Effective, []registry.Outcome{
			free("Số buổi họp", "buổi", "9"), land,
		}, "1.500|m²|Diện tích đất hiến"},
		{"a value of a report that nobody looked at is not it", registry.Registered, registry.ReportSent, []registry.Outcome{land}, ""},
		{"nothing reached is not it", registry.Registered, registry.Effective, []registry.Outcome{free("Số hộ", "hộ", "0")}, ""},
	} {
		e := registry.Entry{Season: 2026, Origin: c.origin, Result: c.result}
		e.Content.Outcomes = c.outcomes
		got := ""
		if f, ok := e.FigureOf(figureNames); ok {
			got = f.Value + "|" + f.Unit + "|" + f.Label
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A key figure that is a target says so until the same value is reached.
func TestKeyFigureThatIsATargetSaysSo(t *testing.T) {
	t.Parallel()
	land := func(value, label string) registry.KeyFigure {
		return registry.KeyFigure{Value: value, Unit: "m²", Label: label}
	}
	for _, c := range []struct {
		name   string
		result registry.Result
		actual registry.Amount
		figure registry.KeyFigure
		want   string
	}{
		{"before the report", registry.NoReport, "", land("2.000", "đất hiến"), "đất hiến (chỉ tiêu)"},
		{"it is reported and nobody looked", registry.ReportSent, "2.000", land("2000", "đất hiến"), "đất hiến (chỉ tiêu)"},
		{"it was missed", registry.Effective, "1.500", land("2.000", "đất hiến"), "đất hiến (chỉ tiêu)"},
		{"it was reached", registry.Effective, "2.000", land("2.000", "đất hiến"), "đất hiến"},
		{"the words say it already", registry.NoReport, "", land("2.000", "Chỉ tiêu đất hiến"), "Chỉ tiêu đất hiến"},
		{"another measure", registry.NoReport, "", registry.KeyFigure{Value: "2.000", Unit: "hộ", Label: "tham gia"}, "tham gia"},
		{"words for a number", registry.NoReport, "", land("hơn 2.000", "đất hiến"), "đất hiến"},
	} {
		e := registry.Entry{Season: 2026, Result: c.result, Story: registry.Story{Figures: [3]registry.KeyFigure{{}, c.figure}}}
		e.Content.Outcomes = []registry.Outcome{{Indicator: "LAND_M2", Target: "2.000", Actual: c.actual}}
		if got := e.KeyFigures(figureNames); len(got) != 1 || got[0].Label != c.want {
			t.Errorf("%s: %+v, want %q", c.name, got, c.want)
		}
	}
}

// A report that nobody looked at vouches for nothing, whatever its unit says.
func TestFoundingOfASource(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		result registry.Result
		source string
		want   registry.Founding
	}{
		{registry.ReportSent, "minh-chung", registry.SelfDeclared}, {registry.Effective, "minh-chung", registry.Proven},
		{registry.Ineffective, "xa-xac-nhan", registry.ByCommune}, {registry.Effective, "", registry.SelfDeclared},
		{registry.Effective, "tu-khai", registry.SelfDeclared},
	} {
		if got := c.result.Founds(c.source); got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.result, c.source, got, c.want)
		}
	}
}
