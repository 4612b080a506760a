package view_test

import (
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
	"danvankheo/internal/view"
)

// lived is a catalogue in which something was renamed, retired and added.
func lived(t *testing.T) *registry.Catalogue {
	t.Helper()
	list := slices.Clone(testkit.Catalogue(t).All())
	for n, i := range list {
		switch i.Code {
		case "TREE":
			list[n] = i.Renamed(registry.IndicatorName{Since: 2026, Label: "Cây Nhân dân trồng", Fields: i.Fields})
		case "CAMERA":
			list[n].Last = 2025
		}
	}
	return registry.NewCatalogue(append(list, registry.Indicator{Code: "BRIDGE", Label: "Cầu dân sinh", Unit: "cầu", First: 2026}))
}

// The list shows a season under its own names, with what lives in it.
func TestIndicatorsPage(t *testing.T) {
	t.Parallel()
	c := lived(t)
	in := view.IndicatorNames{
		Uses: map[string]int{"TREE": 1234}, Figures: registry.DefaultFigureChoice(), Seasons: []registry.Year{2026, 2025},
	}
	for _, x := range []struct {
		q     view.IndicatorQuery
		codes string // found, in order
		name  string // of the first
	}{
		{view.IndicatorQuery{Text: "cây nhân dân", Season: 2026}, "TREE", "Cây Nhân dân trồng"},
		{view.IndicatorQuery{Text: "cay nhan dan", Season: 2025}, "TREE", "Cây xanh trồng mới"},
		{view.IndicatorQuery{Text: "tree", Season: 2026}, "TREE", "Cây Nhân dân trồng"},
		{view.IndicatorQuery{Text: "camera", Season: 2026}, "", ""},
		{view.IndicatorQuery{Text: "camera", Season: 2026, State: "ngung"}, "CAMERA", "Camera an ninh lắp mới"},
		{view.IndicatorQuery{Text: "camera", Season: 2025}, "CAMERA", "Camera an ninh lắp mới"},
		{view.IndicatorQuery{Text: "cầu dân", Season: 2025}, "", ""},
		{view.IndicatorQuery{Text: "cầu dân", Season: 2025, State: "tat-ca"}, "BRIDGE", "Cầu dân sinh"},
	} {
		p := view.NewIndicatorsPage(c, x.q, in)
		var codes []string
		for _, r := range p.Table.Rows {
			codes = append(codes, r.Cells[0].Sub)
		}
		if got := strings.Join(codes, " "); got != x.codes || (p.Empty != nil) != (x.codes == "") {
			t.Errorf("%+v: found %q, want %q", x.q, got, x.codes)
		} else if got != "" && p.Table.Rows[0].Cells[0].Text != x.name {
			t.Errorf("%+v: called %q, want %q", x.q, p.Table.Rows[0].Cells[0].Text, x.name)
		}
	}
	row := view.NewIndicatorsPage(c, view.IndicatorQuery{Text: "TREE", Season: 2026}, in).Table.Rows[0]
	if row.Cells[4].Text != "1.234" || row.Cells[5].Sub != "Nêu ở báo cáo năm" || row.Cells[0].URL != address.Indicator.At("TREE") {
		t.Errorf("row %+v", row.Cells)
	}
}

// A form offers what lives in the season of its entry, and what was chosen before.
func TestFormOffersTheSeasonsIndicators(t *testing.T) {
	t.Parallel()
	names := view.Reference{Ledger: testkit.Ledger(t), Catalogue: lived(t)}
	labels := func(season registry.Year, chosen string) map[string]string {
		e := registry.Entry{Season: season, Content: testkit.CompleteContent()}
		e.Content.Outcomes = []registry.Outcome{{Indicator: chosen}}
		out := map[string]string{}
		f := view.NewDraftForm(&e, names, view.FormExtra{Season: registry.DefaultSeason(season)})
		for _, s := range f.Steps {
			for _, b := range s.Blocks {
				if b.Rows == nil || b.Rows.Name != "outcomes" {
					continue
				}
				for _, o := range b.Rows.Items[0].Lines[0][0].Options {
					out[o.Value] = o.Label
				}
			}
		}
		if len(out) < 50 {
			t.Fatalf("%d options read", len(out))
		}
		return out
	}
	for _, x := range []struct {
		season       registry.Year
		chosen, code string
		want         string // label; "" for not offered
	}{
		{2026, "", "TREE", "Cây Nhân dân trồng (cây)"}, {2025, "", "TREE", "Cây xanh trồng mới (cây)"},
		{2026, "", "CAMERA", ""}, {2026, "CAMERA", "CAMERA", "Camera an ninh lắp mới (mắt)"},
		{2025, "", "CAMERA", "Camera an ninh lắp mới (mắt)"},
		{2026, "", "BRIDGE", "Cầu dân sinh (cầu)"}, {2025, "", "BRIDGE", ""},
	} {
		if got := labels(x.season, x.chosen)[x.code]; got != x.want {
			t.Errorf("in %d, %q chosen: %s offered as %q, want %q", x.season, x.chosen, x.code, got, x.want)
		}
	}
}

// A used indicator shows its measure and its kind of adding fixed; a name that
// reaches back lists the years that it changes.
func TestIndicatorForm(t *testing.T) {
	t.Parallel()
	i, _ := lived(t).Indicator("TREE")
	seasons := []registry.Year{2027, 2026, 2025, 2024}
	for _, used := range []bool{true, false} {
		p := view.NewIndicatorFormPage(view.InputOfIndicator(i, 2027), view.IndicatorForm{Now: &i, Used: used, Seasons: seasons}, nil)
		if p.Unit.ReadOnly != used || p.Aggregate.Disabled != used || len(p.Names.Rows) != 2 || p.Retire == "" || p.Restore != "" {
			t.Errorf("used %v: unit %+v, %d names, retire %q", used, p.Unit, len(p.Names.Rows), p.Retire)
		}
	}
	renamed := func(since registry.Year) []string {
		return view.RenameLines(i, i.Renamed(registry.IndicatorName{Since: since, Label: "Cây"}), 2026, seasons)
	}
	if got := renamed(2026); len(got) != 0 {
		t.Errorf("a name from the current year on asks to be confirmed: %v", got)
	}
	if got := renamed(2025); !slices.Equal(got, []string{"Năm 2025: “Cây xanh trồng mới” thành “Cây”"}) {
		t.Errorf("%v", got)
	}
	if got := renamed(0); len(got) != 2 {
		t.Errorf("the oldest name: %v", got)
	}
}

// The choice offers what may be added up, and keeps what was chosen.
func TestFigureChoicePage(t *testing.T) {
	t.Parallel()
	c := lived(t)
	choice := registry.DefaultFigureChoice().WithReport(registry.ReportFigures{Since: 2026, Indicators: []string{"TREE", "CAMERA"}})
	p := view.NewFigureChoicePage(view.InputOfFigures(choice, 2026, 3), choice, c, []registry.Year{2026, 2025}, nil)
	if len(p.Home) != registry.MaxHomeFigures || p.Home[0][0].Value != "LAND_M2" || p.Home[0][1].Value != "đất" || p.Version != 3 {
		t.Errorf("home %+v", p.Home)
	}
	if p.Since.Value != "2026" || len(p.Report) != 5 || p.Report[1].Value != "CAMERA" || p.Report[2].Value != "" ||
		len(p.Lists.Rows) != 2 {
		t.Errorf("since %q, %d lines, %d lists", p.Since.Value, len(p.Report), len(p.Lists.Rows))
	}
	offered := func(f view.Field, code string) bool {
		return slices.ContainsFunc(f.Options, func(o view.Option) bool { return o.Value == code })
	}
	if !offered(p.Report[1], "CAMERA") || offered(p.Report[0], "CAMERA") || offered(p.Report[0], "AGREE_RATE") ||
		!offered(p.Report[0], "BRIDGE") {
		t.Error("the choice offers what is retired or may not be added up, or hides what was chosen")
	}
}

// The pages of the catalogue are sound markup: new, over what is kept, wrong, after
// a conflict, to be confirmed.
func TestIndicatorMarkup(t *testing.T) {
	t.Parallel()
	c, seasons := lived(t), []registry.Year{2026, 2025}
	in := view.IndicatorNames{Uses: map[string]int{}, Figures: registry.DefaultFigureChoice(), Seasons: seasons}
	tree, _ := c.Indicator("TREE")
	camera, _ := c.Indicator("CAMERA")
	wrong := func(fields ...string) error {
		var f registry.Fields
		for _, name := range fields {
			f.Add(name, "Sai.")
		}
		return f.Err("Chưa lưu được.")
	}
	form := view.IndicatorForm{Now: &tree, Fields: registry.DefaultFields(), Seasons: seasons}
	standing := view.NewIndicatorFormPage(view.InputOfIndicator(tree, 2026), form, wrong("label", "unit", "since", "fields"))
	standing.Saved, standing.Confirm = view.IndicatorLines(camera), []string{"Năm 2025: “a” thành “b”"}
	standing.ShowUse("TREE", in, 2026)
	last := view.IndicatorForm{Now: &camera, Used: true, Seasons: seasons}
	retired := view.NewIndicatorFormPage(view.InputOfIndicator(camera, 2026), last, nil)
	form.Now = nil
	choice := view.NewFigureChoicePage(view.InputOfFigures(in.Figures, 2026, 1), in.Figures, c, seasons, wrong("home", "report"))
	choice.Saved = view.FigureLines(in.Figures, c, 2026)
	p := pages(t).Admin
	for name, page := range map[string]func() ([]byte, error){
		"list": func() ([]byte, error) {
			return p.Indicators.Bytes(chrome(), view.NewIndicatorsPage(c, view.IndicatorQuery{}, in))
		},
		"nothing": func() ([]byte, error) {
			return p.Indicators.Bytes(chrome(), view.NewIndicatorsPage(c, view.IndicatorQuery{Text: "zz"}, in))
		},
		"new": func() ([]byte, error) {
			return p.Indicator.Bytes(chrome(), view.NewIndicatorFormPage(view.IndicatorInput{}, form, wrong("code", "first")))
		},
		"wrong":   func() ([]byte, error) { return p.Indicator.Bytes(chrome(), standing) },
		"retired": func() ([]byte, error) { return p.Indicator.Bytes(chrome(), retired) },
		"retire": func() ([]byte, error) {
			return p.IndicatorRetire.Bytes(chrome(), view.NewIndicatorRetirePage(tree, in, 2026, "2026", wrong("from")))
		},
		"figures": func() ([]byte, error) { return p.FigureChoice.Bytes(chrome(), choice) },
	} {
		b, err := page()
		if err != nil {
			t.Fatal(name, err)
		}
		checkMarkup(t, name, b)
	}
}
