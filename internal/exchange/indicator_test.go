package exchange_test

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"danvankheo/data"
	"danvankheo/internal/exchange"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

func indicators(t *testing.T, text []byte, f exchange.Format) (out []exchange.Indicator) {
	t.Helper()
	for row, err := range exchange.Read(bytes.NewReader(text), f, exchange.IndicatorColumns()) {
		if err != nil {
			t.Fatal(err)
		}
		i, wrong := row.Indicator()
		if len(wrong) > 0 {
			t.Fatalf("row %d: %v", row.Number, wrong)
		}
		out = append(out, i)
	}
	return out
}

// The committed catalogue reads as a table of indicators, and what is written
// comes back in every format, each name in a row of its own.
func TestIndicatorsThereAndBack(t *testing.T) {
	t.Parallel()
	list := slices.Clone(testkit.Catalogue(t).All())
	text, err := data.Files.ReadFile("indicators.csv")
	if err != nil {
		t.Fatal(err)
	}
	committed := indicators(t, text, exchange.CSV)
	for n, i := range committed {
		if !i.Same(list[n]) || i.HasSince || i.HasFirst || !i.HasUnit || !i.HasAdd {
			t.Errorf("%+v, want %+v", i, list[n])
		}
	}
	if len(committed) != len(list) {
		t.Errorf("%d rows of %d", len(committed), len(list))
	}
	two := registry.Indicator{Code: "BRIDGE", Label: "Cầu, “cũ”", Unit: "cầu", Aggregate: registry.Last, First: 2024, Last: 2030}
	two = two.Renamed(registry.IndicatorName{Since: 2026, Label: "Cầu mới", Fields: []registry.FieldCode{"kinh-te", "xa-hoi"}})
	list = append(list, two)
	var first []exchange.Indicator
	for name, f := range map[string]exchange.Format{"jsonl": exchange.JSONL, "csv": exchange.CSV, "xlsx": exchange.XLSX} {
		var b bytes.Buffer
		if err := exchange.WriteIndicators(&b, f, list); err != nil {
			t.Fatal(err)
		}
		got := indicators(t, b.Bytes(), f)
		if n := len(got); n != len(list)+1 || got[n-2].Label != "Cầu, “cũ”" || got[n-2].Since != 0 || !got[n-2].HasSince ||
			got[n-1].Since != 2026 || got[n-1].Label != "Cầu mới" || !slices.Equal(got[n-1].Fields, two.Fields) ||
			got[n-1].First != 2024 || got[n-1].Last != 2030 || got[n-1].Aggregate != registry.Last {
			t.Errorf("%s: %+v", name, got[n-2:])
		}
		if first == nil {
			first = got
		}
		if !reflect.DeepEqual(got, first) {
			t.Errorf("%s reads otherwise than another format", name)
		}
	}
}

// A field is named by its code or its words; what is none of the table is refused.
func TestIndicatorRows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ row, wrong string }{
		{`{"code":"A1","label":"x","fields":["Kinh tế","xa-hoi"],"since":2026}`, ""},
		{`{"code":"A1","label":"x","aggregate":"tỷ lệ"}`, ""},
		{`{"code":"A1","label":"x","aggregate":"M"}`, "aggregate"},
		{`{"code":"A1"}`, "label"},
		{`{"label":"x"}`, "code"},
		{`{"code":"A1","label":"x","since":"năm nay"}`, "since"},
		{`{"code":"A1","label":"x","colour":"đỏ"}`, "colour"},
	} {
		for row, err := range exchange.Read(strings.NewReader(c.row), exchange.JSONL, exchange.IndicatorColumns()) {
			if err != nil {
				t.Fatal(err)
			}
			i, wrong := row.Indicator()
			if len(wrong) == 0 != (c.wrong == "") || c.wrong != "" && wrong.For(c.wrong) == "" {
				t.Errorf("%s: %v, want %q wrong", c.row, wrong, c.wrong)
			}
			if i.HasSince && i.Since != 0 && (i.Since != 2026 || !slices.Equal(i.Fields, []registry.FieldCode{"kinh-te", "xa-hoi"})) {
				t.Errorf("%s: %+v", c.row, i)
			}
		}
	}
}
