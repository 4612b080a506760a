package evaluation_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// Every count of a council of up to 12 is held against fractions.
func TestJudgeAgreesWithFractions(t *testing.T) {
	t.Parallel()
	odd := evaluation.AwardRule{Base: evaluation.BaseTotal, Threshold: 67, QuorumNum: 1, QuorumDen: 1}
	for _, rule := range append(evaluation.AwardRules(), odd) {
		for total := range 13 {
			for present := range total + 1 {
				base := total
				if rule.Base == evaluation.BasePresent {
					base = present
				}
				for yes := range base + 1 {
					o := rule.Judge(evaluation.Tally{Total: total, Present: present, Yes: yes, No: base - yes})
					needed := 0
					for big.NewRat(int64(needed), 1).Cmp(big.NewRat(int64(base*rule.Threshold), 100)) < 0 {
						needed++
					}
					quorate := total > 0 &&
						big.NewRat(int64(present), int64(total)).Cmp(big.NewRat(int64(rule.QuorumNum), int64(rule.QuorumDen))) >= 0
					passed, percent := false, evaluation.Points(0)
					if base > 0 {
						share := big.NewRat(int64(yes), int64(base))
						passed = quorate && share.Cmp(big.NewRat(int64(rule.Threshold), 100)) >= 0
						two := new(big.Rat).Mul(share, big.NewRat(100, 1)).FloatString(2) // rounds half away from zero
						var whole, part int
						if _, err := fmt.Sscanf(two, "%d.%02d", &whole, &part); err != nil {
							t.Fatal(err)
						}
						percent = evaluation.Points(whole*100 + part)
					}
					want := evaluation.Outcome{Quorate: quorate, Base: base, Needed: needed, Percent: percent, Passed: passed}
					if o != want {
						t.Fatalf("%s, %d yes of %d, %d present: %+v, want %+v", rule.Form, yes, total, present, o, want)
					}
				}
			}
		}
	}
	if tl := (evaluation.Tally{Yes: 5, No: 3, Blank: 1}); tl.Sum() != 9 || tl.Valid() != 8 {
		t.Errorf("%d given back, %d valid", tl.Sum(), tl.Valid())
	}
}

// Each code is read back as what wrote it, no two share words, and an unknown one
// is refused.
func TestCodesAreReadBack(t *testing.T) {
	t.Parallel()
	if n, m, k := len(evaluation.Phases()), len(evaluation.Positions()), len(evaluation.Choices()); n != 7 || m != 3 || k != 3 {
		t.Errorf("%d phases, %d positions to give, %d choices", n, m, k)
	}
	for _, p := range evaluation.Phases() {
		if got, err := evaluation.ParsePhase(p.String()); got != p || err != nil || p.Label() == "" {
			t.Errorf("phase %s: %s, %v, %q", p, got, err, p.Label())
		}
	}
	for _, p := range evaluation.Positions() {
		if got, err := evaluation.ParsePosition(p.String()); got != p || err != nil || p.Label() == "" {
			t.Errorf("position %s: %s, %v, %q", p, got, err, p.Label())
		}
	}
	for _, c := range evaluation.Choices() {
		if got, err := evaluation.ParseChoice(c.String()); got != c || err != nil || c.Label() == "" {
			t.Errorf("choice %s: %s, %v, %q", c, got, err, c.Label())
		}
	}
	for _, v := range []evaluation.Verdict{evaluation.Undecided, evaluation.Eligible, evaluation.Ineligible} {
		if got, err := evaluation.ParseVerdict(v.String()); got != v || err != nil || v.Label() == "" {
			t.Errorf("verdict %s: %s, %v, %q", v, got, err, v.Label())
		}
	}
	_, phase := evaluation.ParsePhase("khac")
	_, outsider := evaluation.ParsePosition(evaluation.Outsider.String())
	_, choice := evaluation.ParseChoice("")
	_, verdict := evaluation.ParseVerdict("khac")
	for what, err := range map[string]error{"phase": phase, "an outsider's position": outsider, "choice": choice, "verdict": verdict} {
		if registry.KindOf(err) != registry.Invalid {
			t.Errorf("unknown %s: %v", what, err)
		}
	}
	if got := fmt.Sprint(evaluation.Scoring.Moves()); got != "[dieu-kien thao-luan]" {
		t.Errorf("from scoring to %s", got)
	}
	for w, want := range map[evaluation.Position]bool{
		evaluation.Outsider: false, evaluation.Member: true, evaluation.Chair: true, evaluation.Clerk: false,
	} {
		if w.Scores() != want {
			t.Errorf("%s scores: %v", w, w.Scores())
		}
	}
}

// A person is ranked among persons, wherever they work; the rest by kind of unit.
func TestGroupOfAnEntry(t *testing.T) {
	t.Parallel()
	model, person := registry.CollectiveModel, registry.IndividualExemplar
	for _, c := range []struct {
		kind registry.UnitKind
		typ  registry.Type
		want evaluation.Group
	}{
		{registry.Commune, model, evaluation.GroupCommunes},
		{registry.Ward, model, evaluation.GroupCommunes},
		{registry.Agency, model, evaluation.GroupAgencies},
		{registry.Organisation, model, evaluation.GroupOrganisation},
		{registry.ArmedForce, model, evaluation.GroupForces},
		{registry.Commune, person, evaluation.GroupPersons},
		{registry.ArmedForce, person, evaluation.GroupPersons},
	} {
		if got := evaluation.GroupOf(c.kind, c.typ); got != c.want || got.Label() == string(got) || got.Label() == "" {
			t.Errorf("%s, %s: %s (%s), want %s", c.kind, c.typ, got, got.Label(), c.want)
		}
	}
}

func TestCircleIsWholeAndInOrder(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	for _, code := range []registry.UnitCode{"07210-202507", l.Heritage("07210-202507")[0]} {
		circle := evaluation.Circle(l, code)
		if !slices.IsSorted(circle) || len(slices.Compact(slices.Clone(circle))) != len(circle) {
			t.Errorf("circle of %s: %v", code, circle)
		}
		for _, c := range append([]registry.UnitCode{code, "07210-202507"}, l.Heritage("07210-202507")...) {
			if !slices.Contains(circle, c) {
				t.Errorf("circle of %s lacks %s", code, c)
			}
		}
	}
	who := evaluation.Appointee{Units: []registry.UnitCode{""}, Ties: []evaluation.Tie{{Reason: "x"}}}
	if why := evaluation.Conflicts(l, who, ""); why != nil {
		t.Errorf("an entry without a unit: %v", why)
	}
}

// The words say whether it is one's own unit, its kin, or a tie that was declared.
func TestConflictSaysWhy(t *testing.T) {
	t.Parallel()
	l := testkit.Ledger(t)
	const unit = registry.UnitCode("07210-202507")
	old := l.Heritage(unit)[0]
	if old == unit {
		old = l.Heritage(unit)[1]
	}
	other := l.On("2026-11-02", registry.Agency)[0].Code
	for _, c := range []struct {
		name string
		who  evaluation.Appointee
		want []string
	}{
		{"own unit", evaluation.Appointee{Units: []registry.UnitCode{unit}}, []string{"Thuộc đơn vị dự xét: " + l.FullName(unit)}},
		{"kin", evaluation.Appointee{Units: []registry.UnitCode{old}},
			[]string{"Thuộc " + l.FullName(old) + ", kế thừa hoặc cùng gốc với " + l.FullName(unit)}},
		{"a tie to it", evaluation.Appointee{Ties: []evaluation.Tie{{Unit: unit, Reason: "anh trai"}}},
			[]string{"Có liên quan đến " + l.FullName(unit) + ": anh trai"}},
		{"a tie to its kin", evaluation.Appointee{Ties: []evaluation.Tie{{Unit: old, Reason: "nguyên chủ tịch"}}},
			[]string{"Có liên quan đến " + l.FullName(old) + ": nguyên chủ tịch"}},
		{"a tie elsewhere", evaluation.Appointee{Ties: []evaluation.Tie{{Unit: other, Reason: "x"}}}, nil},
	} {
		if got := evaluation.Conflicts(l, c.who, unit); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestEverybodyGetsWhatTheyAreFreeFor(t *testing.T) {
	t.Parallel()
	got := evaluation.Everybody([]evaluation.Load{{Entry: 1, Free: []registry.AccountID{3, 1}}, {Entry: 2, Free: []registry.AccountID{2}}})
	if fmt.Sprint(got) != "map[1:[1 3] 2:[2]]" {
		t.Errorf("%v", got)
	}
}

func TestSpreadServesTheScarceFirstAndKeepsTheLimit(t *testing.T) {
	t.Parallel()
	m := func(ids ...registry.AccountID) []registry.AccountID { return ids }
	for _, c := range []struct {
		name    string
		loads   []evaluation.Load
		n, most int
		plan    string
		short   string
	}{
		{"the entry with one free member comes first",
			[]evaluation.Load{{Entry: 1, Free: m(1, 2)}, {Entry: 2, Free: m(1)}}, 1, 1, "map[1:[2] 2:[1]]", "[]"},
		{"nobody gets more than the limit",
			[]evaluation.Load{{Entry: 3, Free: m(1)}, {Entry: 2, Free: m(1)}, {Entry: 1, Free: m(1)}}, 1, 2,
			"map[1:[1] 2:[1] 3:[]]", "[3]"},
		{"no limit", []evaluation.Load{{Entry: 1, Free: m(1)}, {Entry: 2, Free: m(1)}}, 1, 0, "map[1:[1] 2:[1]]", "[]"},
		{"exactly enough is not short", []evaluation.Load{{Entry: 1, Free: m(2, 1)}}, 2, 0, "map[1:[1 2]]", "[]"},
		{"what is short is listed in order",
			[]evaluation.Load{{Entry: 5, Free: m(1)}, {Entry: 9, Free: nil}, {Entry: 7, Free: m(1)}}, 2, 0,
			"map[5:[1] 7:[1] 9:[]]", "[5 7 9]"},
		{"who has least comes next",
			[]evaluation.Load{{Entry: 1, Free: m(1, 2)}, {Entry: 2, Free: m(1, 2)}, {Entry: 3, Free: m(1, 2)}}, 1, 0,
			"map[1:[1] 2:[2] 3:[1]]", "[]"},
		{"members come in order", []evaluation.Load{{Entry: 1, Free: m(3)}, {Entry: 2, Free: m(3, 1, 4)}}, 2, 0,
			"map[1:[3] 2:[1 4]]", "[1]"},
		{"sorted though served by load", []evaluation.Load{{Entry: 1, Free: m(1)}, {Entry: 2, Free: m(1, 2)}}, 2, 0,
			"map[1:[1] 2:[1 2]]", "[1]"},
	} {
		plan, short := evaluation.Spread(c.loads, c.n, c.most)
		if fmt.Sprint(plan) != c.plan || fmt.Sprint(short) != c.short {
			t.Errorf("%s: %v short %v, want %s short %s", c.name, plan, short, c.plan, c.short)
		}
	}
}
