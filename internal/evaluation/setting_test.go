package evaluation_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// wrongFields lists the fields that an error names, each once.
func wrongFields(err error) string {
	var out []string
	for _, f := range registry.FieldsOf(err) {
		if !slices.Contains(out, f.Field) {
			out = append(out, f.Field)
		}
	}
	return strings.Join(out, " ")
}

// Each limit of a voting rule with the last value inside it and the first outside.
func TestAwardRuleLimits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*evaluation.AwardRule)
		wrong  string
	}{
		{"as it comes", func(*evaluation.AwardRule) {}, ""},
		{"a code in capitals", func(r *evaluation.AwardRule) { r.Form = "Bang-khen" }, "form"},
		{"the word of the address for a new rule", func(r *evaluation.AwardRule) { r.Form = "moi" }, "form"},
		{"a code of 40", func(r *evaluation.AwardRule) { r.Form = strings.Repeat("a", 40) }, ""},
		{"a code of 41", func(r *evaluation.AwardRule) { r.Form = strings.Repeat("a", 41) }, "form"},
		{"a name of 2 letters", func(r *evaluation.AwardRule) { r.Label = "Ký" }, "label"},
		{"a name of 3 letters", func(r *evaluation.AwardRule) { r.Label = "Kýê" }, ""},
		{"a name of 150 letters", func(r *evaluation.AwardRule) { r.Label = strings.Repeat("ế", 150) }, ""},
		{"a name of 151 letters", func(r *evaluation.AwardRule) { r.Label = strings.Repeat("ế", 151) }, "label"},
		{"an unknown base", func(r *evaluation.AwardRule) { r.Base = "khac" }, "base"},
		{"a threshold of 0", func(r *evaluation.AwardRule) { r.Threshold = 0 }, "threshold"},
		{"a threshold of 1", func(r *evaluation.AwardRule) { r.Threshold = 1 }, ""},
		{"a threshold of 100", func(r *evaluation.AwardRule) { r.Threshold = 100 }, ""},
		{"a threshold of 101", func(r *evaluation.AwardRule) { r.Threshold = 101 }, "threshold"},
		{"a quorum of nothing", func(r *evaluation.AwardRule) { r.QuorumNum = 0 }, ""},
		{"a quorum below nothing", func(r *evaluation.AwardRule) { r.QuorumNum = -1 }, "quorum"},
		{"a quorum of all", func(r *evaluation.AwardRule) { r.QuorumNum, r.QuorumDen = 1, 1 }, ""},
		{"a quorum of more than all", func(r *evaluation.AwardRule) { r.QuorumNum = 4 }, "quorum"},
		{"a fraction over nothing", func(r *evaluation.AwardRule) { r.QuorumNum, r.QuorumDen = 0, 0 }, "quorum"},
		{"asking the absent, of all", func(r *evaluation.AwardRule) { r.Written = true }, ""},
		{"asking the absent, of those present", func(r *evaluation.AwardRule) { r.Base = evaluation.BasePresent }, "written"},
		{"not asking, of those present", func(r *evaluation.AwardRule) { r.Base, r.Written = evaluation.BasePresent, false }, ""},
		{"no source", func(r *evaluation.AwardRule) { r.Source = "" }, "rule_source"},
	} {
		rule, ok := evaluation.AwardRuleOf("bang-khen")
		if !ok {
			t.Fatal("no rule for bang-khen")
		}
		if c.change(&rule); wrongFields(rule.Check()) != c.wrong {
			t.Errorf("%s: wrong %q, want %q", c.name, wrongFields(rule.Check()), c.wrong)
		}
	}
	if r, ok := evaluation.AwardRuleOf("khac"); ok || r.Form != "" {
		t.Errorf("a rule for an unknown form: %+v", r)
	}
}

func TestAwardRuleIsTidied(t *testing.T) {
	t.Parallel()
	r := evaluation.AwardRule{Form: " bang-khen ", Label: "  Bằng   khen ", Source: " QĐ 1 "}
	r.Clean()
	if r.Form != "bang-khen" || r.Label != registry.CleanText("  Bằng   khen ") || r.Source != "QĐ 1" {
		t.Errorf("%+v", r)
	}
}

// The form of a Bằng khen is the strictest: secret, of all members, the absent
// asked in writing (domain notes, A.6).
func TestDefaultAwardRules(t *testing.T) {
	t.Parallel()
	type row struct {
		secret, written  bool
		base             string
		threshold        int
		quorum, quorumOf int
	}
	want := map[string]row{
		"bang-khen":      {true, true, evaluation.BaseTotal, 80, 2, 3},
		"cong-nhan-tinh": {false, false, evaluation.BasePresent, 70, 2, 3},
		"giay-khen":      {false, false, evaluation.BasePresent, 70, 2, 3},
	}
	for _, r := range evaluation.AwardRules() {
		if got := (row{r.Secret, r.Written, r.Base, r.Threshold, r.QuorumNum, r.QuorumDen}); got != want[r.Form] || r.Version != 1 {
			t.Errorf("%s: %+v version %d, want %+v version 1", r.Form, got, r.Version, want[r.Form])
		}
		delete(want, r.Form)
	}
	if len(want) > 0 {
		t.Errorf("no rule for %v", want)
	}
}

func TestRoundLimits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*evaluation.Round)
		wrong  string
	}{
		{"as it comes", func(*evaluation.Round) {}, ""},
		{"a title of 4", func(r *evaluation.Round) { r.Title = "Xétố" }, "title"},
		{"a title of 5", func(r *evaluation.Round) { r.Title = "Xét ế" }, ""},
		{"a title of 200", func(r *evaluation.Round) { r.Title = strings.Repeat("ế", 200) }, ""},
		{"a title of 201", func(r *evaluation.Round) { r.Title = strings.Repeat("ế", 201) }, "title"},
		{"before the directive", func(r *evaluation.Round) { r.Season = 2021 }, "season"},
		{"the directive's year", func(r *evaluation.Round) { r.Season = 2022 }, ""},
		{"the last year", func(r *evaluation.Round) { r.Season = 2100 }, ""},
		{"after the last year", func(r *evaluation.Round) { r.Season = 2101 }, "season"},
		{"of the base", func(r *evaluation.Round) { r.Level = "co-so" }, ""},
		{"no level", func(r *evaluation.Round) { r.Level = "" }, "level"},
		{"no sheet", func(r *evaluation.Round) { r.Rules.MinSheets = 0 }, "min_sheets"},
		{"one sheet", func(r *evaluation.Round) { r.Rules.MinSheets = 1 }, ""},
		{"20 sheets", func(r *evaluation.Round) { r.Rules.MinSheets = 20 }, ""},
		{"21 sheets", func(r *evaluation.Round) { r.Rules.MinSheets = 21 }, "min_sheets"},
		{"a cap below nothing", func(r *evaluation.Round) { r.Rules.TopCap = -1 }, "top_cap"},
		{"a cap of nothing", func(r *evaluation.Round) { r.Rules.TopCap = 0 }, ""},
		{"a cap of all", func(r *evaluation.Round) { r.Rules.TopCap = 100 }, ""},
		{"a cap of more than all", func(r *evaluation.Round) { r.Rules.TopCap = 101 }, "top_cap"},
		{"ties by the median", func(r *evaluation.Round) { r.Rules.Tie = evaluation.TieMedian }, ""},
		{"ties by a criterion", func(r *evaluation.Round) { r.Rules.Tie = evaluation.TieCriterion }, ""},
		{"ties by lot", func(r *evaluation.Round) { r.Rules.Tie = "boc-tham" }, "tie"},
		{"ties by nothing", func(r *evaluation.Round) { r.Rules.Tie = "" }, "tie"},
		{"dates in order, some open, two on one day", func(r *evaluation.Round) {
			r.Dates = evaluation.PhaseDates{
				evaluation.Eligibility: "2026-11-01", evaluation.Discussion: "2026-11-01", evaluation.Voting: "2026-11-20",
			}
		}, ""},
		{"a date that is none", func(r *evaluation.Round) {
			r.Dates = evaluation.PhaseDates{evaluation.Scoring: "2026-02-30"}
		}, "date-cham-diem"},
		{"a date before that of an earlier phase", func(r *evaluation.Round) {
			r.Dates = evaluation.PhaseDates{evaluation.Scoring: "2026-11-10", evaluation.Voting: "2026-11-09"}
		}, "date-bieu-quyet"},
		{"a wrong scale and a wrong rule are reported too", func(r *evaluation.Round) {
			r.Scale.Source, r.Rules.Award.Threshold = "", 0
		}, "threshold source"},
	} {
		r := evaluation.Round{
			Season: 2026, Level: "tinh", Title: "Xét năm 2026", Scale: evaluation.DefaultScale(), Rules: evaluation.DefaultRules(),
		}
		if c.change(&r); wrongFields(r.Check()) != c.wrong {
			t.Errorf("%s: wrong %q, want %q", c.name, wrongFields(r.Check()), c.wrong)
		}
	}
}

func TestDefaultRules(t *testing.T) {
	t.Parallel()
	r := evaluation.DefaultRules()
	if r.MinSheets != 3 || r.SpreadFlag != 2000 || r.ZMin != 5 || r.TopCap != 20 || r.ShortlistFrom != 8000 || r.MinMonths != 6 ||
		r.Tie != evaluation.TieShared || r.Award.Form != "bang-khen" {
		t.Errorf("not the defaults of domain notes D.3: %+v", r)
	}
	if r.Parent == "" || r.Issuer == "" || r.Place == "" {
		t.Errorf("papers without a head: %+v", r)
	}
	for _, c := range evaluation.TieRules() {
		if c.Code == "" || !strings.HasPrefix(c.Label, "Điểm trung bình bằng nhau thì") {
			t.Errorf("a tie rule without words: %+v", c)
		}
	}
}

// One test for each limit of a scale: the name says which side of it.
func TestScaleLimits(t *testing.T) {
	t.Parallel()
	type scale = evaluation.Scale
	for _, c := range []struct {
		name   string
		change func(*scale)
		wrong  string
	}{
		{"as it comes", func(*scale) {}, ""},
		{"a code in small letters", func(s *scale) { s.Code = "dvk" }, "code"},
		{"no source", func(s *scale) { s.Source = "" }, "source"},
		{"a total of nothing", func(s *scale) { s.TotalMax = 0 },
			"total_max b0-from b1-from b2-from b3-from a0-points a1-points a2-points a3-points"},
		{"a total that is not the sum", func(s *scale) { s.TotalMax = 10050 }, "total_max"},
		{"the whole of one criterion", func(s *scale) {
			s.Criteria, s.Key = []evaluation.Criterion{{Code: "T1", Label: "Tất cả", Max: 10000}}, "T1"
		}, ""},
		{"just below a thousand", func(s *scale) { s.Criteria[0].Max += 99950 - 10000; s.TotalMax = 99950 }, ""},
		{"a thousand", func(s *scale) { s.Criteria[0].Max += 100000 - 10000; s.TotalMax = 100000 }, "total_max"},
		{"no step", func(s *scale) { s.Step = 0 }, "step"},
		{"no bonus", func(s *scale) { s.BonusMax = 0 }, ""},
		{"a bonus below nothing", func(s *scale) { s.BonusMax = -1 }, "bonus_max"},
		{"comments from 0 to 100", func(s *scale) { s.CommentBelow, s.CommentAbove = 0, 100 }, ""},
		{"comments below nothing", func(s *scale) { s.CommentBelow = -1 }, "comment_below"},
		{"comments always", func(s *scale) { s.CommentBelow, s.CommentAbove = 100, 100 }, ""},
		{"comments below more than all", func(s *scale) { s.CommentBelow, s.CommentAbove = 101, 101 }, "comment_below comment_above"},
		{"comments above less than below", func(s *scale) { s.CommentAbove = 49 }, "comment_above"},
		{"comments above the same as below", func(s *scale) { s.CommentAbove = 50 }, ""},
		{"comments above more than all", func(s *scale) { s.CommentAbove = 101 }, "comment_above"},
		{"no criterion", func(s *scale) { s.Criteria = nil }, "c0-code total_max"},
		{"20 criteria", func(s *scale) { s.Criteria = sameCriteria(20) }, ""},
		{"21 criteria", func(s *scale) { s.Criteria = sameCriteria(21) }, "c0-code total_max"},
		{"a criterion of nothing", func(s *scale) { s.Criteria[0].Max, s.Criteria[1].Max = 0, 3000 }, "c0-max"},
		{"a criterion below nothing adds nothing", func(s *scale) { s.Criteria[0].Max, s.Criteria[1].Max = -50, 3000 }, "c0-max"},
		{"a criterion between steps", func(s *scale) { s.Criteria[0].Max, s.Criteria[1].Max = 1525, 1475 }, "c0-max c1-max"},
		{"a key that is no criterion", func(s *scale) { s.Key = "T9" }, "key"},
		{"a key that is one", func(s *scale) { s.Key = "T6" }, ""},
		{"a key that is a bonus", func(s *scale) { s.Key = "B1" }, "key"},
		{"a line's code in small letters", func(s *scale) { s.Criteria[0].Code = "t1" }, "c0-code"},
		{"two criteria of one code", func(s *scale) { s.Criteria[1].Code = "T1" }, "c1-code"},
		{"a bonus with the code of a criterion", func(s *scale) { s.Adjustments[0].Code = "T1" }, "a0-code"},
		{"a line without a name", func(s *scale) { s.Criteria[0].Label = "" }, "c0-label"},
		{"a name of 300", func(s *scale) { s.Criteria[0].Label = strings.Repeat("ế", 300) }, ""},
		{"a name of 301", func(s *scale) { s.Criteria[0].Label = strings.Repeat("ế", 301) }, "c0-label"},
		{"a bonus of nothing", func(s *scale) { s.Adjustments[0].Points = 0 }, "a0-points"},
		{"a bonus of the whole", func(s *scale) { s.Adjustments[0].Points = 10000 }, ""},
		{"a bonus of more than the whole", func(s *scale) { s.Adjustments[0].Points = 10001 }, "a0-points"},
		{"a penalty of the whole", func(s *scale) { s.Adjustments[0].Points = -10000 }, ""},
		{"a penalty of more than the whole", func(s *scale) { s.Adjustments[0].Points = -10001 }, "a0-points"},
		{"no band", func(s *scale) { s.Bands = nil }, "b0-label"},
		{"one band for all", func(s *scale) { s.Bands = s.Bands[4:] }, ""},
		{"the best band at the whole", func(s *scale) { s.Bands[0].From = 10000 }, ""},
		{"the best band above the whole", func(s *scale) { s.Bands[0].From = 10001 }, "b0-from"},
		{"two bands from the same points", func(s *scale) { s.Bands[1].From = 9000 }, "b1-from"},
		{"bands upside down", func(s *scale) { s.Bands[1].From = 9500 }, "b1-from"},
		{"a band below nothing", func(s *scale) { s.Bands[3].From = -50 }, "b3-from b4-from"},
		{"the last band above nothing", func(s *scale) { s.Bands[4].From = 50 }, "b4-from"},
		{"the last band below nothing", func(s *scale) { s.Bands[4].From = -50 }, "b4-from"},
	} {
		s := evaluation.DefaultScale()
		c.change(&s)
		got, want := strings.Fields(wrongFields(s.Check())), strings.Fields(c.wrong)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: wrong %q, want %q", c.name, got, want)
		}
	}
}

func sameCriteria(n int) (out []evaluation.Criterion) {
	for i := range n {
		out = append(out, evaluation.Criterion{Code: "T" + string(rune('A'+i)), Label: "Tiêu chí", Max: 500})
	}
	return out
}

func TestScaleIsTidied(t *testing.T) {
	t.Parallel()
	s := evaluation.Scale{
		Code: " dvk-1 ", Key: " t1", Source: " Văn bản ",
		Criteria: []evaluation.Criterion{
			{Code: " t1 ", Label: " Một ", PersonLabel: " Người ", Basis: " Điểm 5 ", Guide: []string{" Mức ", "  ", "Quy mô"}},
		},
		Adjustments: []evaluation.Adjustment{{Code: " b1 ", Label: " Thưởng "}},
		Bands:       []evaluation.Band{{Code: "cũ", Label: " Xuất sắc "}},
		Anchors:     []evaluation.Anchor{{Percent: " 50% ", Text: " có làm "}},
	}
	s.Clean()
	if s.Code != "DVK-1" || s.Key != "T1" || s.Source != "Văn bản" {
		t.Errorf("head: %+v", s)
	}
	if c := s.Criteria[0]; c.Code != "T1" || c.Label != "Một" || c.PersonLabel != "Người" || c.Basis != "Điểm 5" ||
		strings.Join(c.Guide, "|") != "Mức|Quy mô" {
		t.Errorf("criterion: %+v", c)
	}
	if a := s.Adjustments[0]; a.Code != "B1" || a.Label != "Thưởng" {
		t.Errorf("adjustment: %+v", a)
	}
	if b := s.Bands[0]; b.Code != "xuat-sac" || b.Label != "Xuất sắc" {
		t.Errorf("band: %+v", b)
	}
	if a := s.Anchors[0]; a.Percent != "50%" || a.Text != "có làm" {
		t.Errorf("anchor: %+v", a)
	}
}

// The default scale says on which text each criterion rests, and its words fit a
// person where they must.
func TestDefaultScaleWords(t *testing.T) {
	t.Parallel()
	s := evaluation.DefaultScale()
	if s.Version != 1 || s.Checked {
		t.Errorf("version %d, checked %v", s.Version, s.Checked)
	}
	for _, c := range s.Criteria {
		person, model := c.Name(registry.IndividualExemplar), c.Name(registry.CollectiveModel)
		if differs := person != model; c.Basis == "" || model != c.Label || differs != (c.Code == "T3" || c.Code == "T6") {
			t.Errorf("%s: basis %q, %q for a person, %q for a model", c.Code, c.Basis, person, model)
		}
		if (len(c.Guide) == 3) != (c.Code == "T4") {
			t.Errorf("%s: guide %q", c.Code, c.Guide)
		}
		if person == "" {
			t.Errorf("%s: no words for a person", c.Code)
		}
	}
	if len(s.Anchors) != 4 {
		t.Errorf("%d anchors say what a share of the maximum means", len(s.Anchors))
	}
	if c, ok := s.Criterion("T1"); !ok || c.Max != 1500 {
		t.Errorf("T1, the first: %+v", c)
	}
	if c, ok := s.Criterion("T4"); !ok || c.Max != 3000 {
		t.Errorf("T4: %+v", c)
	}
	if c, ok := s.Criterion("B1"); ok || c.Code != "" {
		t.Errorf("B1 is no criterion: %+v", c)
	}
	if a, ok := s.Adjustment("P2"); !ok || a.Points != -500 {
		t.Errorf("P2: %+v", a)
	}
	if a, ok := s.Adjustment("T4"); ok || a.Code != "" {
		t.Errorf("T4 is no adjustment: %+v", a)
	}
	if s.TieKey() != "T4" {
		t.Errorf("ties by %s without a key", s.TieKey())
	}
	if s.Key = "T5"; s.TieKey() != "T5" {
		t.Errorf("ties by %s with the key T5", s.TieKey())
	}
}

// The days of the phases are kept by their codes, as they always were, and come back.
func TestPhaseDatesAreKeptByCode(t *testing.T) {
	t.Parallel()
	s := registry.Season{ReportTo: "2026-11-01", ScoreTo: "2026-11-10", MeetBy: "2026-11-20"}
	planned := evaluation.PlannedDates(s)
	b, err := json.Marshal(planned)
	if want := `{"bieu-quyet":"2026-11-20","cham-diem":"2026-11-10","dieu-kien":"2026-11-01"}`; err != nil || string(b) != want {
		t.Errorf("written %s, %v, want %s", b, err, want)
	}
	var back evaluation.PhaseDates
	if err := json.Unmarshal(b, &back); err != nil || !maps.Equal(back, planned) {
		t.Errorf("read back %v, %v, want %v", back, err, planned)
	}
	if err := json.Unmarshal([]byte(`{"cham-diem":"2026-11-10","buoc-la":"2026-11-11"}`), &back); err != nil ||
		!maps.Equal(back, evaluation.PhaseDates{evaluation.Scoring: "2026-11-10"}) {
		t.Errorf("with a code that is none: %v, %v", back, err)
	}
}
