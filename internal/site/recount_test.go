package site_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/workflow/reference"
)

// typedValue is one value as a unit typed it, with what the recount is made from: it knows
// what was meant, whatever the spelling.
type typedValue struct {
	entry              registry.EntryID
	model              registry.ModelID
	season             registry.Year
	unit               registry.UnitCode
	result             registry.Result
	public             bool
	indicator, meaning string // "" is the catalogue's own
	measure, period    string
	source             string
	hundredths         int
}

// recounted is one line, counted by plain code in whole hundredths.
type recounted struct {
	entries, effectiveEntries      map[registry.EntryID]bool
	sum, effective                 int
	proven, byCommune, selfDeclare int
}

// recount counts what was typed a second way: nothing of it is the program's.
func recount(values []typedValue, season registry.Year) map[string]*recounted {
	type line struct{ indicator, meaning, measure, period string }
	type once struct {
		line
		model  registry.ModelID
		season registry.Year
	}
	newest := map[once]typedValue{}
	at := func(v typedValue) once {
		o := once{line{v.indicator, v.meaning, v.measure, v.period}, v.model, v.season}
		if v.period == "luy-ke" {
			o.season = 0
		}
		return o
	}
	var mine []typedValue
	for _, v := range values {
		if season != 0 && v.season != season {
			continue
		}
		mine = append(mine, v)
		if n, ok := newest[at(v)]; !ok || v.season > n.season || v.season == n.season && v.entry > n.entry {
			newest[at(v)] = v
		}
	}
	out := map[string]*recounted{}
	for _, v := range mine {
		if newest[at(v)].entry != v.entry {
			continue
		}
		key := strings.Join([]string{v.indicator, v.meaning, v.measure, v.period}, "|")
		r := out[key]
		if r == nil {
			r = &recounted{entries: map[registry.EntryID]bool{}, effectiveEntries: map[registry.EntryID]bool{}}
			out[key] = r
		}
		r.entries[v.entry] = true
		r.sum += v.hundredths
		if v.result == registry.Effective {
			r.effectiveEntries[v.entry] = true
			r.effective += v.hundredths
		}
		switch judged := v.result == registry.Effective || v.result == registry.Ineffective; {
		case judged && v.source == "minh-chung":
			r.proven += v.hundredths
		case judged && v.source == "xa-xac-nhan":
			r.byCommune += v.hundredths
		default:
			r.selfDeclare += v.hundredths
		}
	}
	return out
}

// plain writes hundredths as a program would read them.
func plain(hundredths int) string { return strconv.FormatFloat(float64(hundredths)/100, 'f', -1, 64) }

// said writes every line of a recount.
func said(lines map[string]*recounted) []string {
	var out []string
	for key, r := range lines {
		out = append(out, strings.Join([]string{
			key, plain(r.sum), strconv.Itoa(len(r.entries)), plain(r.effective), plain(r.proven), plain(r.byCommune), plain(r.selfDeclare),
		}, "|"))
	}
	slices.Sort(out)
	return out
}

// province types the entries of a province in two seasons and keeps what was typed.
type province struct {
	*sitetest.House
	values []typedValue
	units  []registry.UnitCode
	models []registry.ModelID // by number
	frozen int                // the newest version of 2026
	rand   *rand.Rand
}

const ownMeaning = "đất vườn hiến"

var spelled = map[string][]string{
	"": {"", "Diện tích đất hiến", " diện tích  ĐẤT hiến"}, ownMeaning: {"Đất vườn hiến", "đất  VƯỜN hiến"},
	"m²": {"", "m²", "M²"}, "ha": {"ha", "HA"},
}

// standing is how far an entry of the province came.
type standing struct {
	registration registry.Registration
	result       registry.Result
	origin       registry.Origin
	publication  registry.Publication
}

var standings = []standing{
	{registry.Accepted, registry.Effective, registry.Registered, registry.Published},
	{registry.Accepted, registry.Effective, registry.Registered, registry.Published},
	{registry.Accepted, registry.Effective, registry.Registered, registry.Corrected},
	{registry.Accepted, registry.Ineffective, registry.Registered, registry.Published},
	{registry.Accepted, registry.ReportSent, registry.Registered, registry.Published},
	{registry.Accepted, registry.ReportDraft, registry.Registered, registry.Published},
	{registry.Accepted, registry.ReportReturned, registry.Registered, registry.Published},
	{registry.Accepted, registry.Effective, registry.Registered, registry.InternalOnly},
	{registry.Accepted, registry.Effective, registry.Registered, registry.Removed},
	{registry.Unregistered, registry.NoReport, registry.Reported, registry.Published},
	{registry.Draft, registry.NoReport, registry.Registered, registry.InternalOnly},
}

// file files one entry; model 0 is a new one.
func (p *province) file(t *testing.T, tx *sqlite.Tx, s standing, model registry.ModelID, y registry.Year, unit registry.UnitCode) registry.ModelID {
	t.Helper()
	e := registry.Entry{
		Model: model, Season: y, Unit: unit, Registration: s.registration, Result: s.result, Origin: s.origin, Publication: s.publication,
		Content: testkit.CompleteContent(),
		SentAt:  testkit.Now, AcceptedAt: testkit.Now, ReportedAt: testkit.Now, ConfirmedAt: testkit.Now, PublishedAt: testkit.Now,
	}
	if s.origin == registry.Reported {
		e.Source = registry.Source{URL: "https://bao.vn/bai", Title: "Bài", Publisher: "Báo"}
	}
	e.Content.Title = fmt.Sprintf("Hiến đất mở đường, lần ghi %d", len(p.values))
	e.Content.Outcomes = nil
	pick := func(list ...string) string { return list[p.rand.IntN(len(list))] }
	lines := map[string]bool{}
	var mine []typedValue
	for range 1 + p.rand.IntN(4) {
		v := typedValue{
			season: y, unit: unit, result: s.result, indicator: "TREE", period: pick("nam", "nam", "luy-ke"),
			measure: "cây", source: pick("tu-khai", "xa-xac-nhan", "minh-chung", ""), hundredths: 100 * p.rand.IntN(900),
		}
		o := registry.Outcome{Indicator: "TREE", Period: v.period, Source: v.source}
		if p.rand.IntN(3) > 0 {
			v.indicator, v.meaning, v.measure = "LAND_M2", pick("", "", ownMeaning), pick("m²", "m²", "ha")
			v.hundredths = p.rand.IntN(4_000_00)
			o.Indicator, o.Label, o.Unit = "LAND_M2", pick(spelled[v.meaning]...), pick(spelled[v.measure]...)
		}
		if key := v.indicator + v.meaning + v.measure + v.period; lines[key] {
			continue
		} else {
			lines[key] = true
		}
		o.Actual = registry.AmountOf(float64(v.hundredths) / 100)
		e.Content.Outcomes = append(e.Content.Outcomes, o)
		v.public = (s.publication == registry.Published || s.publication == registry.Corrected) && s.origin == registry.Registered &&
			(s.result == registry.Effective || s.result == registry.Ineffective)
		mine = append(mine, v)
	}
	e.Content.Outcomes = append(e.Content.Outcomes, registry.Outcome{
		Indicator: "AGREE_RATE", Actual: registry.AmountOf(float64(50 + p.rand.IntN(50))), Period: "nam", Source: "tu-khai",
	})
	if err := testkit.Insert(tx, &e); err != nil {
		t.Fatal(err)
	}
	office := s.registration == registry.Accepted &&
		(s.result == registry.Effective || s.result == registry.Ineffective || s.result == registry.ReportSent)
	for _, v := range mine {
		if v.entry, v.model = e.ID, e.Model; office {
			p.values = append(p.values, v)
		}
	}
	return e.Model
}

// publicOnes are the typed values that readers outside have.
func (p *province) publicOnes(units ...registry.UnitCode) (out []typedValue) {
	for _, v := range p.values {
		if v.public && (len(units) == 0 || slices.Contains(units, v.unit)) {
			out = append(out, v)
		}
	}
	return out
}

func newProvince(t *testing.T) *province {
	t.Helper()
	p := &province{House: sitetest.NewHouse(t, 0, areas...), rand: rand.New(rand.NewPCG(12, 3))}
	for _, u := range p.Flow.Ledger().On("2026-01-01", registry.Commune)[:9] {
		p.units = append(p.units, u.Code)
	}
	err := p.DB.Update(t.Context(), p.Flow.Now(), func(tx *sqlite.Tx) error {
		home := map[registry.ModelID]registry.UnitCode{}
		for range 220 {
			unit := p.units[p.rand.IntN(len(p.units))]
			m := p.file(t, tx, standings[p.rand.IntN(len(standings))], 0, 2025, unit)
			p.models, home[m] = append(p.models, m), unit
		}
		for i := range 220 { // half of them go on with a model of the year before
			unit, model := p.units[p.rand.IntN(len(p.units))], registry.ModelID(0)
			if i%2 == 0 {
				model = p.models[p.rand.IntN(len(p.models))]
				unit = home[model]
			}
			p.file(t, tx, standings[p.rand.IntN(len(standings))], model, 2026, unit)
		}
		return nil
	})
	if err == nil {
		err = p.Flow.Reload(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range courses {
		p.live(t, c, p.units[i%3])
	}
	return p
}

// The figures of a simulated province, counted again by plain code from what was
// typed, are those of the public table, its lists, the API, the pages of units, the
// home page, the office's table, page and workbook and the yearly report with its paper
// and workbook: line by line, before and after two communes become one, and after the
// new one went on with their models. Some of the entries were driven there through the
// program's own doors, before and after the merger.
func TestEveryFigureIsWhatARecountGives(t *testing.T) {
	t.Parallel()
	p := newProvince(t)
	a, b := p.units[0], p.units[1]
	open := p.live(t, course{name: "accepted by the old commune", early: true}, a)
	p.check(t, "before the merger", a)
	version, err := p.Reference.LedgerVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	plan, err := p.Reference.ChangeUnits(t.Context(), p.ActorOf(t, registry.Admin), version, reference.UnitChange{
		Kind: reference.MergeUnits, From: []registry.UnitCode{a, b}, Day: "2026-11-01",
		Into: []reference.UnitDraft{{Name: "Xã Hợp Nhất", Kind: registry.Commune}}, Basis: "Nghị quyết 99/NQ-UBTVQH16 ngày 01/10/2026",
	})
	if err != nil {
		t.Fatal(err)
	}
	merged := plan.Made[0].Code
	p.check(t, "after the merger", merged, a, b)
	err = p.DB.Update(t.Context(), p.Flow.Now(), func(tx *sqlite.Tx) error {
		for range 40 {
			p.file(t, tx, standings[p.rand.IntN(len(standings))], p.models[p.rand.IntN(len(p.models))], 2026, merged)
		}
		return nil
	})
	if err == nil {
		err = p.Flow.Reload(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	// the new commune reports of its own models, and of one that the old one registered
	for _, c := range courses[3:6] {
		p.live(t, c, merged)
	}
	p.report(t, courses[3], open, testkit.Staff(t, p.Flow.Ledger(), 1, merged))
	p.check(t, "when the new commune went on", merged, a, b)
}

// check holds every reader against the recount; the units are one body of today, its
// code first.
func (p *province) check(t *testing.T, when string, units ...registry.UnitCode) {
	t.Helper()
	visitor, officer := p.Reader(t), p.As(t, registry.Verifier)
	same := func(what string, got, want []string) {
		t.Helper()
		slices.Sort(got)
		if len(want) < 4 {
			t.Fatalf("%s, %s: %d lines are no trial", when, what, len(want))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s, %s:\n got %q\nwant %q", when, what, got, want)
		}
	}
	for _, y := range []registry.Year{0, 2025, 2026} {
		year, nam := "", "?nam=0"
		if y != 0 {
			year, nam = fmt.Sprintf("?year=%d", y), fmt.Sprintf("?nam=%d", y)
		}
		public, office := said(recount(p.publicOnes(), y)), said(recount(p.values, y))
		same("public table "+year, fromSums(t, p.table(t, visitor, address.FigurePart.At("chi-so.csv")+year)), public)
		same("API "+year, p.fromAPI(t, year), public)
		same("lists of the public table "+year, p.fromLists(t, visitor, year), lessFounded(public))
		same("office table "+nam, fromOffice(t, p.table(t, officer, address.SumsCSV+nam)), office)
		same("office workbook "+nam, fromOffice(t, p.workbook(t, officer, address.SumsXLSX+nam)), office)
	}
	frozen, err := p.Followup.Figures(t.Context(), p.ActorOf(t, registry.Verifier), 2026)
	if err != nil {
		t.Fatal(err)
	}
	var report []string
	for _, s := range frozen.Sums {
		if s.Aggregate == "S" {
			report = append(report, strings.Join([]string{
				nameOf(s.Indicator, s.Name, s.Unit, s.Period), number(s.Sum), strconv.Itoa(s.Entries), number(s.Confirmed),
				number(s.Of(registry.Proven)), number(s.Of(registry.ByCommune)), number(s.Of(registry.SelfDeclared)),
			}, "|"))
		}
	}
	same("yearly report", report, said(recount(p.values, 2026)))
	p.checkPapers(t, officer, same)
	p.checkPages(t, when, visitor, units)
}

// checkPages reads the home page and the page of a unit.
func (p *province) checkPages(t *testing.T, when string, visitor *sitetest.Reader, units []registry.UnitCode) {
	t.Helper()
	land := recount(p.publicOnes(), 2026)["LAND_M2||m²|nam"]
	n, unit := registry.Quantity(float64(land.effective)/100, "m²")
	_, _, home := visitor.Get("/")
	if text := strings.Join(sitetest.Texts(t, home, ".figure"), " / "); !strings.Contains(squeeze(text), n+" "+unit+" đất") ||
		!strings.Contains(text, "trong mô hình được xác nhận hiệu quả") {
		t.Errorf("%s: the home page says %q, want %s %s", when, text, n, unit)
	}
	_, _, page := visitor.Get(address.Unit.At(units[0]))
	rows := sitetest.Texts(t, page, ".table tbody tr")
	lines := recount(p.publicOnes(units...), 0)
	if len(rows) != len(lines) {
		t.Errorf("%s: the page of the unit has %d lines, want %d: %q", when, len(rows), len(lines), rows)
	}
	for key, r := range lines {
		parts := strings.Split(key, "|") // the cells of a row have nothing between them
		want := strings.ToLower(registry.ChoiceLabel(registry.Periods(), parts[3])) + vietnamese.FormatNumber(float64(r.sum)/100) + parts[2]
		if !slices.ContainsFunc(rows, func(row string) bool { return strings.Contains(strings.ToLower(row), want) }) {
			t.Errorf("%s: the page of the unit does not say %s of %s: %q", when, want, key, rows)
		}
	}
}
