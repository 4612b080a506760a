package registry_test

import (
	"slices"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

func name(since registry.Year, label string) registry.IndicatorName {
	return registry.IndicatorName{Since: since, Label: label}
}

// A season reads the name that held in it; a name that says nothing new is none.
func TestIndicatorNamesBySeason(t *testing.T) {
	t.Parallel()
	first := registry.Indicator{Code: "ROAD", Label: "Đường", Unit: "km"}
	two := first.Renamed(name(2026, "Đường bê tông"))
	three := two.Renamed(name(2024, "Đường làng"))
	for _, c := range []struct {
		what string
		ind  registry.Indicator
		want map[registry.Year]string
	}{
		{"never renamed", first, map[registry.Year]string{0: "Đường", 2020: "Đường", 2030: "Đường"}},
		{"renamed once", two, map[registry.Year]string{0: "Đường bê tông", 2025: "Đường", 2026: "Đường bê tông", 2030: "Đường bê tông"}},
		{"an earlier name put between", three,
			map[registry.Year]string{0: "Đường bê tông", 2023: "Đường", 2024: "Đường làng", 2025: "Đường làng", 2026: "Đường bê tông"}},
		{"the oldest name corrected", three.Renamed(name(0, "Đường xã")), map[registry.Year]string{2023: "Đường xã", 2024: "Đường làng"}},
		{"renamed twice from one year", two.Renamed(name(2026, "Đường nhựa")), map[registry.Year]string{0: "Đường nhựa", 2025: "Đường"}},
	} {
		list := registry.NewCatalogue([]registry.Indicator{{Code: "OTHER", Label: "Khác", Unit: "x"}, c.ind})
		for y, want := range c.want {
			if got := c.ind.In(y).Label; got != want {
				t.Errorf("%s: in %d %q, want %q", c.what, y, got, want)
			}
			if got := list.In(y).Label(registry.Outcome{Indicator: "ROAD"}); got != want {
				t.Errorf("%s: the catalogue in %d says %q, want %q", c.what, y, got, want)
			}
		}
		if len(list.In(2023).In(0).All()) != 2 ||
			list.In(2023).In(2030).Label(registry.Outcome{Indicator: "ROAD"}) != c.ind.In(2030).Label {
			t.Errorf("%s: the catalogue of one season does not lead to another", c.what)
		}
	}
	if same := two.Renamed(name(2027, "Đường bê tông")); !same.Same(two) {
		t.Errorf("a name that repeats the one before: %+v", same.Names)
	}
	if back := two.Renamed(name(2026, "Đường")); !back.Same(first) {
		t.Errorf("a name taken back: %+v", back.Names)
	}
}

// The forms of a season offer what lives in it.
func TestIndicatorLife(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		first, last registry.Year
		offered     []registry.Year
		not         []registry.Year
	}{
		{0, 0, []registry.Year{0, 2020, 2026, 2040}, nil},
		{2026, 0, []registry.Year{0, 2026, 2027}, []registry.Year{2025}},
		{0, 2025, []registry.Year{2020, 2025}, []registry.Year{0, 2026}},
		{2024, 2025, []registry.Year{2024, 2025}, []registry.Year{0, 2023, 2026}},
	} {
		i := registry.Indicator{First: c.first, Last: c.last}
		for _, y := range c.offered {
			if !i.Offered(y) {
				t.Errorf("%d–%d is not offered in %d", c.first, c.last, y)
			}
		}
		for _, y := range c.not {
			if i.Offered(y) {
				t.Errorf("%d–%d is offered in %d", c.first, c.last, y)
			}
		}
	}
}

func TestIndicatorChecks(t *testing.T) {
	t.Parallel()
	fields := []registry.FieldCode{"kinh-te", "xa-hoi"}
	good := registry.Indicator{Code: "ROAD_KM", Label: "Đường", Unit: "km", Fields: fields[:1]}
	for _, c := range []struct {
		field string // "" is right
		edit  func(*registry.Indicator)
	}{
		{"", func(*registry.Indicator) {}},
		{"code", func(i *registry.Indicator) { i.Code = "road" }},
		{"code", func(i *registry.Indicator) { i.Code = "R" }},
		{"code", func(i *registry.Indicator) { i.Code = "ROAD KM" }},
		{"code", func(i *registry.Indicator) { i.Code = "so-lieu" }},
		{"label", func(i *registry.Indicator) { i.Label = "" }},
		{"unit", func(i *registry.Indicator) { i.Unit = "" }},
		{"fields", func(i *registry.Indicator) { i.Fields = []registry.FieldCode{"bien"} }},
		{"since", func(i *registry.Indicator) { *i = i.Renamed(name(26, "Đường mới")) }},
		{"first", func(i *registry.Indicator) { i.First = 26 }},
		{"last", func(i *registry.Indicator) { i.First, i.Last = 2026, 2025 }},
	} {
		i := good
		c.edit(&i)
		if got := i.Check(fields); len(got) == 0 != (c.field == "") || c.field != "" && got.For(c.field) == "" {
			t.Errorf("%+v: %v, want %q wrong", i, got, c.field)
		}
	}
	other := good
	other.Unit, other.Aggregate = "m", registry.Last
	if f := other.CheckAfter(good, true); f.For("unit") == "" || f.For("aggregate") == "" {
		t.Errorf("measure and adding of a used indicator change: %v", f)
	}
	if f := other.CheckAfter(good, false); len(f) != 0 {
		t.Errorf("of an unused one they may not: %v", f)
	}
	if f := good.Renamed(name(2027, "Tên khác")).CheckAfter(good, true); len(f) != 0 {
		t.Errorf("a used one may not be renamed: %v", f)
	}
}

// Every committed indicator is right by the rules of the page, no two have one
// name, and the default figures are among them and may be added up.
func TestCommittedCatalogue(t *testing.T) {
	t.Parallel()
	c := testkit.Catalogue(t)
	var fields []registry.FieldCode
	for _, f := range registry.DefaultFields() {
		fields = append(fields, f.Code)
	}
	for _, i := range c.All() {
		if f := i.Check(fields); len(f) > 0 {
			t.Errorf("%s: %v", i.Code, f)
		}
		if o, ok := c.Namesake(i, 0); ok {
			t.Errorf("%s is called like %s", i.Code, o.Code)
		}
	}
	if err := registry.DefaultFigureChoice().Check(c); err != nil {
		t.Error(err)
	}
}

func TestFigureChoice(t *testing.T) {
	t.Parallel()
	c := testkit.Catalogue(t)
	base := registry.DefaultFigureChoice()
	later := base.WithReport(registry.ReportFigures{Since: 2027, Indicators: []string{"TREE"}})
	if got := later.ReportIn(2026); !slices.Equal(got, base.ReportIn(2026)) || len(got) != 12 {
		t.Errorf("the list of an earlier report changed: %v", got)
	}
	if got := later.ReportIn(2028); !slices.Equal(got, []string{"TREE"}) {
		t.Errorf("the list since 2027: %v", got)
	}
	if got := later.WithReport(registry.ReportFigures{Since: 2027}).ReportIn(2027); len(got) != 0 {
		t.Errorf("an empty list: %v", got)
	}
	for what, wrong := range map[string]struct {
		field string
		c     registry.FigureChoice
	}{
		"a ratio on the home page": {"home", registry.FigureChoice{Home: []registry.HomeFigure{{Indicator: "AGREE_RATE", Label: "x"}}}},
		"an unknown code":          {"home", registry.FigureChoice{Home: []registry.HomeFigure{{Indicator: "NO_SUCH", Label: "x"}}}},
		"no words":                 {"home", registry.FigureChoice{Home: []registry.HomeFigure{{Indicator: "TREE"}}}},
		"twice": {"home", registry.FigureChoice{Home: []registry.HomeFigure{
			{Indicator: "TREE", Label: "x"}, {Indicator: "TREE", Label: "y"},
		}}},
		"twice in the report": {"report", base.WithReport(registry.ReportFigures{Indicators: []string{"TREE", "TREE"}})},
		"a last value in it":  {"report", base.WithReport(registry.ReportFigures{Indicators: []string{"SELF_GUARD"}})},
	} {
		if err := wrong.c.Check(c); registry.FieldsOf(err).For(wrong.field) == "" {
			t.Errorf("%s: %v", what, err)
		}
	}
}
