package evaluation_test

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// Who may do what in which phase, for reading.
func TestPhases(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	for _, p := range evaluation.Phases() {
		fmt.Fprintf(&b, "%s\n", p)
		for _, d := range evaluation.Deeds() {
			var who []string
			for _, w := range []evaluation.Position{evaluation.Outsider, evaluation.Member, evaluation.Chair, evaluation.Clerk} {
				if p.Allows(d, w) {
					who = append(who, w.String())
				}
			}
			if len(who) > 0 {
				fmt.Fprintf(&b, "  %-13s %s\n", d, strings.Join(who, " "))
			}
		}
		for _, n := range evaluation.Phases() {
			if p.MayBecome(n) {
				fmt.Fprintf(&b, "  → %s\n", n)
			}
		}
	}
	testkit.Golden(t, "phases.txt", b.Bytes())
	for _, p := range []evaluation.Phase{evaluation.Eligibility, evaluation.Scoring} {
		for _, w := range []evaluation.Position{evaluation.Outsider, evaluation.Member, evaluation.Chair, evaluation.Clerk} {
			if p.Allows(evaluation.SeeScores, w) {
				t.Errorf("%s sees scores in %s", w, p)
			}
		}
	}
}

func TestDefaultsAreWhole(t *testing.T) {
	t.Parallel()
	r := evaluation.Round{
		Season: 2026,
		Level:  "tinh",
		Title:  "Xét năm 2026",
		Scale:  evaluation.DefaultScale(),
		Rules:  evaluation.DefaultRules(),
	}
	if err := r.Check(); err != nil {
		t.Error(err)
	}
	for _, a := range evaluation.AwardRules() {
		if a.Check() != nil || a.Checked || !strings.Contains(a.Source, "chưa đối chiếu QĐ 86/2025") {
			t.Errorf("%+v", a)
		}
	}
}

func full(points ...string) evaluation.Sheet {
	s := evaluation.Sheet{Marks: map[string]evaluation.Mark{}}
	for i, c := range evaluation.DefaultScale().Criteria {
		s.Marks[c.Code] = evaluation.Mark{Text: points[i]}
	}
	return s
}

func TestSheet(t *testing.T) {
	t.Parallel()
	scale := evaluation.DefaultScale()
	for _, c := range []struct {
		name   string
		sheet  evaluation.Sheet
		adjust []string
		wrong  string // fields
		sum    evaluation.Points
	}{
		{"all in order", full("12", "12,5", "11", "24", "8", "12"), nil, "", 7950},
		{"a browser's decimal point", full("12", "12.5", "11", "24", "8", "12"), nil, "", 7950},
		{"nothing yet", full("", "", "", "", "", ""), nil, "T1 T2 T3 T4 T5 T6", 0},
		{"over, below, between steps, words", full("15,5", "-1", "11,3", "ba mươi", "8", "12"), nil, "T1 T2 T3 T4",
			1500 + 1130 + 800 + 1200},
		{"half and nine tenths owe nothing", full("7,5", "13,5", "11", "24", "5", "12"), nil, "", 7300},
		{"below half and above nine tenths owe a comment", full("7", "14", "11", "24", "8", "12"), nil, "T1-comment T2-comment", 7600},
		{"bonus and penalty", full("12", "12", "11", "24", "8", "12"), []string{"B1", "B2", "P1"}, "", 7900 + 500 - 200},
		{"never above the whole", full("15", "15", "15", "30", "10", "15"), []string{"B1", "B2"},
			"T1-comment T2-comment T3-comment T4-comment T5-comment T6-comment", 10000},
		{"never below nothing", full("0", "0", "0", "0", "0", "0"), []string{"P1", "P2"},
			"T1-comment T2-comment T3-comment T4-comment T5-comment T6-comment", 0},
	} {
		c.sheet.Adjustments = c.adjust
		var wrong []string
		for _, f := range registry.FieldsOf(c.sheet.Check(scale)) {
			wrong = append(wrong, f.Field)
		}
		if got := strings.Join(wrong, " "); got != c.wrong {
			t.Errorf("%s: wrong %q, want %q", c.name, got, c.wrong)
		}
		if got := c.sheet.Sum(scale); got != c.sum {
			t.Errorf("%s: sum %d, want %d", c.name, got, c.sum)
		}
	}
}

func scores(entry registry.EntryID, totals ...int) (out []evaluation.Score) {
	for i, p := range totals {
		out = append(out, evaluation.Score{Entry: entry, Member: registry.AccountID(i + 1), Total: evaluation.Points(p)})
	}
	return out
}

func TestRank(t *testing.T) {
	t.Parallel()
	scale, rules := evaluation.DefaultScale(), evaluation.DefaultRules()
	rules.TopCap = 50
	var list []evaluation.Candidate
	for e := registry.EntryID(1); e <= 6; e++ {
		list = append(list, evaluation.Candidate{Entry: e, Group: evaluation.GroupCommunes})
	}
	list = append(list, evaluation.Candidate{Entry: 7, Group: evaluation.GroupForces})
	all := slices.Concat(
		scores(1, 9000, 9500, 9100),
		scores(2, 8000, 8500, 8400),
		scores(3, 8500, 8200, 8200),
		scores(4, 9900, 9900),
		scores(5, 5000, 7000, 7500),
		scores(7, 6000, 6100, 6300),
	)
	got := evaluation.Rank(list, all, scale, rules)
	want := []struct {
		entry  registry.EntryID
		rank   int
		shared bool
		band   int
		spread bool
	}{{1, 1, false, 0, false}, {2, 2, true, 1, false}, {3, 2, true, 1, false}, {5, 4, false, 2, true}, {4, 0, false, -1, false},
		{6, 0, false, -1, false}, {7, 1, false, 3, false}}
	for i, w := range want {
		s := got[i]
		if s.Entry != w.entry || s.Rank != w.rank || s.Shared != w.shared || s.Band != w.band || s.Spread != w.spread {
			t.Errorf("line %d: %+v, want %+v", i, s, w)
		}
	}
	if s := got[1]; s.Median != 84 || math.Abs(s.Mean-83) > 1e-9 || math.Abs(s.SD-math.Sqrt(7)) > 1e-9 || s.Min != 8000 || s.Max != 8500 {
		t.Errorf("figures of entry 2: %+v", s) // 80, 85, 84: deviations −3, 2, 1
	}
	rules.Tie = evaluation.TieMedian
	if got = evaluation.Rank(list, all, scale, rules); got[1].Entry != 2 || got[1].Rank != 2 || got[2].Rank != 3 || got[2].Shared {
		t.Errorf("by the median: %+v", got[:3])
	}
}

// The cap is never passed: lines equal at the border all leave the top band.
func TestCap(t *testing.T) {
	t.Parallel()
	scale, rules := evaluation.DefaultScale(), evaluation.DefaultRules()
	rules.TopCap = 20 // of ten: two
	var list []evaluation.Candidate
	var all []evaluation.Score
	for i := range 10 {
		e := registry.EntryID(i + 1)
		p := 8500
		switch i {
		case 0:
			p = 9500
		case 1, 2:
			p = 9200
		}
		list, all = append(list, evaluation.Candidate{Entry: e, Group: evaluation.GroupCommunes}), append(all, scores(e, p, p, p)...)
	}
	var top, capped []registry.EntryID
	for _, s := range evaluation.Rank(list, all, scale, rules) {
		if s.Band == 0 {
			top = append(top, s.Entry)
		}
		if s.Capped {
			capped = append(capped, s.Entry)
		}
	}
	if !slices.Equal(top, []registry.EntryID{1}) || !slices.Equal(capped, []registry.EntryID{2, 3}) {
		t.Errorf("top %v, capped %v", top, capped)
	}
}

// The corrected mean takes out that one member gives ten points less to all, and
// is there only when each member has enough sheets.
func TestCorrected(t *testing.T) {
	t.Parallel()
	rules := evaluation.DefaultRules()
	var list []evaluation.Candidate
	var all []evaluation.Score
	for i := range 6 {
		e := registry.EntryID(i + 1)
		list = append(list, evaluation.Candidate{Entry: e, Group: evaluation.GroupCommunes})
		for m := range 3 {
			all = append(
				all,
				evaluation.Score{Entry: e, Member: registry.AccountID(m + 1), Total: evaluation.Points(7000 + 300*i - 1000*m)},
			)
		}
	}
	got := evaluation.Rank(list, all, evaluation.DefaultScale(), rules)
	for i := 1; i < len(got); i++ {
		if !(got[i-1].Corrected > got[i].Corrected) {
			t.Errorf("order of corrected means: %v then %v", got[i-1].Corrected, got[i].Corrected)
		}
	}
	sum := 0.0
	for _, s := range got {
		sum += s.Corrected
	}
	if mean := sum / 6; math.Abs(mean-67.5) > 1e-9 {
		t.Errorf("mean of corrected %v, want that of all sheets, 67.5", mean)
	}
	if s := evaluation.Rank(list, all[:len(all)-6], evaluation.DefaultScale(), rules)[0]; !math.IsNaN(s.Corrected) {
		t.Errorf("corrected with four sheets a member: %v", s.Corrected)
	}
	for i, l := range evaluation.Leanings(all) {
		if want := []float64{15, 0, -15}[i]; math.Abs(l.Lean-want) > 1e-9 || l.Sheets != 6 {
			t.Errorf("leaning %+v, want %v", l, want)
		}
	}
}

func TestConflicts(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	for _, u := range l.On("2026-11-02", registry.Commune, registry.Ward) {
		for _, old := range l.Heritage(u.Code) {
			for _, own := range []registry.UnitCode{old, u.Code} {
				who := evaluation.Appointee{Units: []registry.UnitCode{own}}
				if len(evaluation.Conflicts(l, who, u.Code)) == 0 || len(evaluation.Conflicts(l, who, old)) == 0 {
					t.Fatalf("%s does not keep out of %s or %s", own, u.Code, old)
				}
			}
		}
	}
	free := evaluation.Appointee{Units: []registry.UnitCode{"07210-202507"}}
	other := l.On("2026-11-02", registry.Agency)[0].Code
	if why := evaluation.Conflicts(l, free, other); len(why) > 0 {
		t.Errorf("no kin, but %v", why)
	}
	free.Ties = []evaluation.Tie{{Unit: other, Reason: "nguyên lãnh đạo"}}
	if why := evaluation.Conflicts(l, free, other); len(why) != 1 || !strings.Contains(why[0], "nguyên lãnh đạo") {
		t.Errorf("a declared tie: %v", why)
	}
}

func TestSpread(t *testing.T) {
	t.Parallel()
	var loads []evaluation.Load
	for e := range registry.EntryID(90) {
		l := evaluation.Load{Entry: e + 1}
		for m := registry.AccountID(1); m <= 9; m++ {
			if int64(e)%9+1 != int64(m) {
				l.Free = append(l.Free, m)
			}
		}
		loads = append(loads, l)
	}
	plan, short := evaluation.Spread(loads, 3, 31)
	have := map[registry.AccountID]int{}
	for e, ms := range plan {
		if len(ms) != 3 || slices.Contains(ms, registry.AccountID((int64(e)-1)%9+1)) {
			t.Fatalf("entry %d: %v", e, ms)
		}
		for _, m := range ms {
			have[m]++
		}
	}
	for m, n := range have {
		if n < 29 || n > 31 {
			t.Errorf("member %d has %d", m, n)
		}
	}
	if len(short) > 0 {
		t.Errorf("short: %v", short)
	}
	if _, short = evaluation.Spread(loads[:4], 9, 0); len(short) != 4 {
		t.Errorf("eight members cannot be nine: %v", short)
	}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	kin, _ := evaluation.AwardRuleOf("bang-khen")
	open, _ := evaluation.AwardRuleOf("giay-khen")
	for _, c := range []struct {
		name          string
		rule          evaluation.AwardRule
		total, here   int
		yes, needed   int
		quorate, pass bool
	}{
		{"one short", kin, 9, 9, 7, 8, true, false}, {"just enough", kin, 9, 9, 8, 8, true, true},
		{"exactly eighty", kin, 10, 10, 8, 8, true, true},
		{"of all, not of those here", kin, 10, 7, 7, 8, true, false}, {"no quorum", kin, 9, 5, 5, 8, false, false},
		{"two thirds", kin, 9, 6, 6, 8, true, false},
		{"of those here", open, 10, 7, 5, 5, true, true}, {"nobody", kin, 0, 0, 0, 0, false, false},
	} {
		o := c.rule.Judge(evaluation.Tally{Total: c.total, Present: c.here, Yes: c.yes})
		if o.Needed != c.needed || o.Quorate != c.quorate || o.Passed != c.pass {
			t.Errorf("%s: %+v", c.name, o)
		}
	}
}

func TestGate(t *testing.T) {
	t.Parallel()
	season := registry.DefaultSeason(2026)
	good := registry.Entry{Registration: registry.Accepted, Result: registry.Effective, Content: testkit.CompleteContent()}
	for i := range good.Content.Outcomes {
		good.Content.Outcomes[i].Source = "minh-chung"
	}
	for _, c := range []struct {
		name   string
		change func(*registry.Entry, *evaluation.Ground)
		codes  string
	}{
		{"nothing against it", func(*registry.Entry, *evaluation.Ground) {}, ""},
		{"from 30/04 to 31/10 is six months", func(e *registry.Entry, _ *evaluation.Ground) { e.Content.Start = "2026-04-30" }, ""},
		{"five months", func(e *registry.Entry, _ *evaluation.Ground) { e.Content.Start = "2026-05-15" }, "duoi-thoi-gian!"},
		{"no report", func(e *registry.Entry, _ *evaluation.Ground) { e.Result = registry.NoReport }, "khong-bao-cao!"},
		{"a copy", func(_ *registry.Entry, g *evaluation.Ground) {
			g.Copies = []string{"“Đường làng” của xã khác"}
		}, "sao-chep!"},
		{"a copy that says so", func(_ *registry.Entry, g *evaluation.Ground) { g.Copies, g.Linked = []string{"x"}, true }, ""},
		{"by the press", func(e *registry.Entry, _ *evaluation.Ground) {
			e.Origin, e.Registration = registry.Reported, registry.Unregistered
		}, "bao-chi! chua-tiep-nhan!"},
		{"not confirmed, no evidence", func(e *registry.Entry, _ *evaluation.Ground) {
			e.Result, e.Content.Outcomes = registry.ReportSent, []registry.Outcome{{Indicator: "ROAD_KM", Actual: "2"}}
		}, "chua-xac-nhan thieu-minh-chung"},
	} {
		e, g := good, evaluation.Ground{Season: season, Rules: evaluation.DefaultRules()}
		c.change(&e, &g)
		var codes []string
		for _, r := range evaluation.Gate(e, g) {
			code := r.Code
			if r.Bar {
				code += "!"
			}
			if r.Evidence == "" || r.Text == "" {
				t.Errorf("%s: %s has no evidence", c.name, r.Code)
			}
			codes = append(codes, code)
		}
		if got := strings.Join(codes, " "); got != c.codes {
			t.Errorf("%s: %q, want %q", c.name, got, c.codes)
		}
	}
}

// Each member meets the entries in an order of their own, always the same.
func TestOrder(t *testing.T) {
	t.Parallel()
	ids := make([]registry.EntryID, 60)
	for i := range ids {
		ids[i] = registry.EntryID(i + 1)
	}
	a, b := evaluation.Order(1, 5, ids), evaluation.Order(1, 6, ids)
	if !slices.Equal(a, evaluation.Order(1, 5, ids)) || slices.Equal(a, b) || slices.Equal(a, ids) {
		t.Error("orders are not each member's own")
	}
	if s := slices.Sorted(slices.Values(a)); !slices.Equal(s, ids) {
		t.Error("an entry is lost")
	}
}

func FuzzParsePoints(f *testing.F) {
	for _, s := range []string{"12,5", "12.5", " 7 ", "1.306,5", "-3", "", "١٢", "9e99"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, ok := evaluation.ParsePoints(s)
		if !ok {
			return
		}
		if again, ok := evaluation.ParsePoints(p.String()); !ok || again != p {
			t.Errorf("ParsePoints(%q) = %d, which is written %q and read %d", s, p, p, again)
		}
	})
}
