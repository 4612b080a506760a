package reference_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/exchange"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/workflow/reference"
)

// indicator gives one of the catalogue unchanged.
func (h *house) indicator(t *testing.T, code string) registry.Indicator {
	t.Helper()
	i, ok := h.Catalogue().Indicator(code)
	if !ok {
		t.Fatalf("no indicator %s", code)
	}
	return i
}

// deeds lists what the record holds of an object, the oldest first.
func (h *house) deeds(t *testing.T, object string) (out []string) {
	t.Helper()
	list, _, err := h.Audits(context.Background(), admin, sqlite.AuditFilter{Object: object, Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range list {
		out = append(out, a.Action)
	}
	slices.Reverse(out)
	return out
}

// edit renames an indicator and leaves the rest of it.
func edit(i registry.Indicator, since registry.Year, label string) reference.IndicatorEdit {
	return reference.IndicatorEdit{
		Name: registry.IndicatorName{Since: since, Label: label, Fields: i.Fields}, Unit: i.Unit, Aggregate: i.Aggregate,
	}
}

// An indicator is added, renamed, retired and restored by an admin alone, over the
// version that was read, and each deed is in the record.
func TestIndicatorLives(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	bridge := registry.Indicator{Code: "BRIDGE", Label: " Cầu dân  sinh ", Unit: "cầu", First: 2026}
	kindIs(t, "added by the verifier", h.AddIndicator(ctx, h.Verifier, bridge), registry.Denied)
	if err := h.AddIndicator(ctx, admin, bridge); err != nil {
		t.Fatal(err)
	}
	i := h.indicator(t, "BRIDGE")
	if all := h.Catalogue().All(); i.Label != "Cầu dân sinh" || all[len(all)-1].Code != "BRIDGE" || i.Offered(2025) ||
		!i.Offered(2026) {
		t.Errorf("added: %+v", i)
	}
	for what, wrong := range map[string]registry.Indicator{
		"code":  {Code: "BRIDGE", Label: "Cầu khác", Unit: "cầu"},
		"label": {Code: "BRIDGE_2", Label: "cầu dân sinh", Unit: "mét"},
		"unit":  {Code: "BRIDGE_3", Label: "Cầu treo"},
	} {
		if err := h.AddIndicator(ctx, admin, wrong); registry.FieldsOf(err).For(what) == "" {
			t.Errorf("%+v: %v, want %s wrong", wrong, err, what)
		}
	}
	namesake := h.EditIndicator(ctx, admin, "BRIDGE", i.Version, edit(i, 2027, h.indicator(t, "LAND_M2").Label))
	if registry.FieldsOf(namesake).For("label") == "" {
		t.Errorf("renamed to what another is called: %v", namesake)
	}
	if err := h.EditIndicator(ctx, admin, "BRIDGE", i.Version, edit(i, 2027, "Cầu nông thôn")); err != nil {
		t.Fatal(err)
	}
	kindIs(t, "over an old version", h.EditIndicator(ctx, admin, "BRIDGE", i.Version, edit(i, 2027, "Cầu")), registry.Conflict)
	kindIs(t, "retired over an old version", h.RetireIndicator(ctx, admin, "BRIDGE", i.Version, 2028), registry.Conflict)
	i = h.indicator(t, "BRIDGE")
	if i.Label != "Cầu nông thôn" || i.In(2026).Label != "Cầu dân sinh" {
		t.Errorf("renamed: %+v", i)
	}
	if err := h.EditIndicator(ctx, admin, "BRIDGE", i.Version, edit(i, 2027, i.Label)); err != nil ||
		h.indicator(t, "BRIDGE").Version != i.Version {
		t.Errorf("saved unchanged: %v, version %d", err, h.indicator(t, "BRIDGE").Version)
	}
	if err := h.RetireIndicator(ctx, admin, "BRIDGE", i.Version, 2026); registry.FieldsOf(err).For("from") == "" {
		t.Errorf("retired from its first year: %v", err)
	}
	if err := h.RetireIndicator(ctx, admin, "BRIDGE", i.Version, 2027); err != nil {
		t.Fatal(err)
	}
	if i = h.indicator(t, "BRIDGE"); !i.Offered(2026) || i.Offered(2027) {
		t.Errorf("retired: %+v", i)
	}
	if err := h.RestoreIndicator(ctx, admin, "BRIDGE", i.Version); err != nil || !h.indicator(t, "BRIDGE").Offered(2030) {
		t.Errorf("restored: %v, %+v", err, h.indicator(t, "BRIDGE"))
	}
	kindIs(t, "one that is not there", h.RetireIndicator(ctx, admin, "NO_SUCH", 1, 2027), registry.NotFound)
	want := []string{"indicator.add", "indicator.edit", "indicator.retire", "indicator.restore"}
	if got := h.deeds(t, "indicator:BRIDGE"); !slices.Equal(got, want) {
		t.Errorf("the record says %v, want %v", got, want)
	}
}

// What was reported keeps its meaning: a used indicator keeps its measure and its
// kind of adding, a season its names, a retired one its sums, a frozen report all.
func TestIndicatorInUse(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	ids := h.Fill(t, 2026, 8)
	must[sqlite.Snapshot](t)(h.Followup.Freeze(ctx, h.Verifier, 2026, 0, "", ids[:3]))
	frozen := must[sqlite.Snapshot](t)(h.DB.Snapshot(ctx, 2026, 1))
	land := h.indicator(t, "LAND_M2")
	for field, change := range map[string]func(*reference.IndicatorEdit){
		"unit":      func(e *reference.IndicatorEdit) { e.Unit = "ha" },
		"aggregate": func(e *reference.IndicatorEdit) { e.Aggregate = registry.Ratio },
	} {
		e := edit(land, 2026, land.Label)
		change(&e)
		if err := h.EditIndicator(ctx, admin, "LAND_M2", land.Version, e); registry.FieldsOf(err).For(field) == "" {
			t.Errorf("the %s of a used indicator changed: %v", field, err)
		}
	}
	tree := h.indicator(t, "TREE")
	free := edit(tree, 2026, tree.Label)
	free.Unit, free.Aggregate = "nghìn cây", registry.Last
	if err := h.EditIndicator(ctx, admin, "TREE", tree.Version, free); err != nil || h.indicator(t, "TREE").Unit != "nghìn cây" {
		t.Errorf("the measure of an unused indicator: %v", err)
	}
	if err := h.EditIndicator(ctx, admin, "LAND_M2", land.Version, edit(land, 2027, "Đất Nhân dân hiến")); err != nil {
		t.Fatal(err)
	}
	line := func() oversight.SumLine {
		return must[oversight.Frozen](t)(h.Followup.Figures(ctx, h.Verifier, 2026)).Sums[0]
	}
	if l := line(); l.Name != land.Label || l.Sum != 828 {
		t.Errorf("a name of 2027 in the figures of 2026: %+v", l)
	}
	i := h.indicator(t, "LAND_M2")
	if err := h.RetireIndicator(ctx, admin, "LAND_M2", i.Version, 2026); err != nil {
		t.Fatal(err)
	}
	if l := line(); l.Sum != 828 || l.Entries != 8 {
		t.Errorf("a retired indicator is summed no more: %+v", l)
	}
	i = h.indicator(t, "LAND_M2")
	if err := h.EditIndicator(ctx, admin, "LAND_M2", i.Version, edit(land, 0, "Đất hiến, tên sửa")); err != nil ||
		line().Name != "Đất hiến, tên sửa" {
		t.Errorf("the oldest name corrected: %v, %+v", err, line())
	}
	now := must[oversight.Frozen](t)(h.Followup.Figures(ctx, h.Verifier, 2026))
	kept := must[sqlite.Snapshot](t)(h.DB.Snapshot(ctx, 2026, 1))
	was := must[oversight.Frozen](t)(kept.Frozen())
	if kept.Figures != frozen.Figures || !kept.Whole() || was.Sums[0].Name != land.Label {
		t.Error("renaming and retiring touched the frozen figures")
	}
	if list := oversight.Changes(&was, &now); len(list) != 0 {
		t.Errorf("a rename reads as a change of figures: %+v", list)
	}
}

// Whether an indicator takes a fraction may be changed though values were reported of
// it, in its form and in a table; a table without the column leaves it.
func TestCountingIsAProperty(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	h.Fill(t, 2026, 3)
	land := h.indicator(t, "LAND_M2")
	if land.Whole() || !h.indicator(t, "LAND_HH").Whole() || !h.indicator(t, "SITES").Whole() {
		t.Fatal("the committed catalogue counts otherwise")
	}
	e := edit(land, 0, land.Label)
	e.Counting = registry.CountWhole
	if err := h.EditIndicator(ctx, admin, "LAND_M2", land.Version, e); err != nil || !h.indicator(t, "LAND_M2").Whole() {
		t.Errorf("by the form: %v", err)
	}
	for _, c := range []struct {
		table string
		want  registry.Counting
	}{
		{"code,label\nLAND_M2," + land.Label + "\n", registry.CountWhole},
		{"code,label,counting\nLAND_M2," + land.Label + ",le\n", registry.CountBroken},
		{"Mã,Tên chỉ số,Số lẻ\nLAND_M2," + land.Label + ",chỉ nhận số nguyên\n", registry.CountWhole},
		{"code,label,counting\nLAND_M2," + land.Label + ",\n", registry.CountByUnit},
	} {
		done := must[reference.IndicatorImport](t)(h.ImportIndicators(ctx, admin, rows(t, c.table), false, false))
		if got := h.indicator(t, "LAND_M2").Counting; got != c.want || len(done.Errors) > 0 {
			t.Errorf("%q: %v, want %v; %v", c.table, got, c.want, done.Errors)
		}
	}
}

// The choice of figures is saved over the version that was read; a frozen report
// keeps the list it was frozen with, one frozen before the setting the first list.
func TestFigureChoiceIsASetting(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	ids := h.Fill(t, 2026, 8)
	must[sqlite.Snapshot](t)(h.Followup.Freeze(ctx, h.Verifier, 2026, 0, "", ids[:3]))
	c := h.FigureChoice().WithReport(registry.ReportFigures{Since: 2026, Indicators: []string{"TREE", "LAND_M2"}})
	c.Home = []registry.HomeFigure{{Indicator: "TREE", Label: "đã trồng, đã xác nhận"}}
	version := must[int64](t)(h.FigureVersion(ctx))
	kindIs(t, "by the verifier", h.SaveFigureChoice(ctx, h.Verifier, version, c), registry.Denied)
	if err := h.SaveFigureChoice(ctx, admin, version, c); err != nil {
		t.Fatal(err)
	}
	kindIs(t, "over an old version", h.SaveFigureChoice(ctx, admin, version, registry.DefaultFigureChoice()), registry.Conflict)
	if err := h.Reload(ctx); err != nil {
		t.Fatal(err)
	}
	if got := h.FigureChoice(); len(got.Home) != 1 || got.Home[0] != c.Home[0] ||
		!slices.Equal(got.ReportIn(2026), []string{"TREE", "LAND_M2"}) {
		t.Errorf("stored %+v", got)
	}
	named := func(f oversight.Frozen) string { return strings.Join(f.NamedFirst(), " ") }
	was := must[oversight.Frozen](t)(must[sqlite.Snapshot](t)(h.DB.Snapshot(ctx, 2026, 1)).Frozen())
	if got := named(was); !strings.HasPrefix(got, "LABOR_DAY LAND_M2 ") {
		t.Errorf("the frozen report names %s", got)
	}
	if got := named(must[oversight.Frozen](t)(h.Followup.Figures(ctx, h.Verifier, 2026))); got != "TREE LAND_M2" {
		t.Errorf("the report names %s", got)
	}
	if got := named(oversight.Frozen{Season: 2025}); !strings.HasPrefix(got, "LABOR_DAY LAND_M2 ") {
		t.Errorf("a report frozen before the setting names %s", got)
	}
	if got := h.deeds(t, "settings:figures"); !slices.Equal(got, []string{"indicator.figures"}) {
		t.Errorf("the record says %v", got)
	}
}

// An upgrade adds what the installation lacks, from the current season on, and
// leaves what staff changed.
func TestUpgradeAddsIndicators(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	tree := h.indicator(t, "TREE")
	if err := h.EditIndicator(ctx, admin, "TREE", tree.Version, edit(tree, 0, "Cây trồng, tên của tỉnh")); err != nil {
		t.Fatal(err)
	}
	committed := append(slices.Clone(h.Catalogue().All()), registry.Indicator{Code: "NEW_CODE", Label: "Mới theo bản", Unit: "cái"})
	for n := range committed {
		committed[n].Label, committed[n].Names = committed[n].Label+" (bản mới)", nil
	}
	before := len(h.Catalogue().All())
	for range 2 {
		if err := h.AddCommitted(ctx, committed); err != nil {
			t.Fatal(err)
		}
	}
	if i := h.indicator(t, "NEW_CODE"); len(h.Catalogue().All()) != before+1 || i.First != 2026 || i.Offered(2025) {
		t.Errorf("%d indicators of %d, %+v", len(h.Catalogue().All()), before, i)
	}
	if got := h.indicator(t, "TREE").Label; got != "Cây trồng, tên của tỉnh" {
		t.Errorf("the upgrade wrote over the name: %s", got)
	}
	if got := h.deeds(t, "indicator"); !slices.Contains(got, "indicator.seed") ||
		len(slices.DeleteFunc(got, func(s string) bool { return s != "indicator.seed" })) != 1 {
		t.Errorf("the record says %v", got)
	}
}

// rows reads a table of indicators.
func rows(t *testing.T, text string) (out []reference.IndicatorRow) {
	t.Helper()
	for row, err := range exchange.Read(strings.NewReader(text), exchange.CSV, exchange.IndicatorColumns()) {
		if err != nil {
			t.Fatal(err)
		}
		i, wrong := row.Indicator()
		out = append(out, reference.IndicatorRow{Number: row.Number, Indicator: i, Wrong: wrong})
	}
	return out
}

// One wrong row keeps all from being written, unless partial; each is named with all
// that is wrong in it, at once.
func TestImportIndicatorsRefuses(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	h.Fill(t, 2026, 3)
	table := `code,label,unit,aggregate,fields
BRIDGE,Cầu dân sinh,cầu,S,kinh-te
bridge,Cầu,cầu,S,
BRIDGE_2,Cầu treo,,S,
BRIDGE_3,Cầu phao,cầu,X,
BRIDGE_4,Cầu gỗ,cầu,S,bien
LAND_M2,Diện tích đất hiến,ha,S,
LAND_HH,Số hộ hiến đất,hộ,R,
BRIDGE,Cầu khác,cầu,S,
BRIDGE_5,Cây xanh trồng mới,nghìn cây,S,
BRIDGE_6,Cây xanh trồng mới,,X,bien
BRIDGE,Cầu phà,,L,
`
	table = strings.ReplaceAll(table, "Cây xanh trồng mới", h.indicator(t, "TREE").Label)
	run := func(partial, dry bool) reference.IndicatorImport {
		return must[reference.IndicatorImport](t)(h.ImportIndicators(ctx, admin, rows(t, table), partial, dry))
	}
	before := len(h.Catalogue().All())
	for _, dry := range []bool{false, true} {
		done := run(dry, dry)
		var wrong []string
		for _, e := range done.Errors {
			wrong = append(wrong, string(rune('0'+e.Row/10))+string(rune('0'+e.Row%10))+" "+e.Field)
		}
		want := "03 code, 04 unit, 05 aggregate, 06 fields, 07 unit, 09 code, 10 label, " +
			"11 aggregate, 11 unit, 11 fields, 11 label, 12 aggregate, 12 code"
		if got := strings.Join(wrong, ", "); got != want || done.Wrong != 9 || done.Written || len(h.Catalogue().All()) != before {
			t.Errorf("wrong %s (%d rows, written %v), want %s", got, done.Wrong, done.Written, want)
		}
	}
	if done := run(true, false); done.Added != 1 || done.Same+done.Changed != 1 ||
		h.indicator(t, "BRIDGE").Label != "Cầu dân sinh" {
		t.Errorf("partial: %+v", done)
	}
	_, err := h.ImportIndicators(ctx, h.Verifier, nil, false, false)
	kindIs(t, "by the verifier", err, registry.Denied)
}

// A known code is renamed from the current season on, unless the row says since
// when; the same file again changes nothing.
func TestImportIndicatorsTwice(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	old := h.indicator(t, "TREE").Label
	table := "code,label,unit,aggregate\nTREE,Cây Nhân dân trồng,,\nBRIDGE,Cầu dân sinh,cầu,S\n"
	again := "code,label,since,last\nBRIDGE,Cầu cũ,0,2027\nBRIDGE,Cầu mới,2027,2027\n"
	for n, c := range []struct{ table, want string }{
		{table, "1 1 0"}, {table, "0 0 2"}, {again, "0 1 0"}, {again, "0 0 1"},
	} {
		done := must[reference.IndicatorImport](t)(h.ImportIndicators(ctx, admin, rows(t, c.table), false, false))
		if got := strings.Join([]string{digit(done.Added), digit(done.Changed), digit(done.Same)}, " "); got != c.want ||
			len(done.Errors) > 0 {
			t.Errorf("%d: added, changed, same %s, want %s; %v", n, got, c.want, done.Errors)
		}
	}
	if i := h.indicator(t, "TREE"); i.In(2025).Label != old || i.In(2026).Label != "Cây Nhân dân trồng" || i.Unit != "cây" ||
		len(i.In(2026).Fields) == 0 {
		t.Errorf("%+v", i)
	}
	if i := h.indicator(t, "BRIDGE"); i.In(2026).Label != "Cầu cũ" || i.In(2027).Label != "Cầu mới" || i.Last != 2027 {
		t.Errorf("%+v", i)
	}
}

func digit(n int) string { return string(rune('0' + n)) }
