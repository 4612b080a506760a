package evaluation_test

import (
	"strings"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

func adjusted(s evaluation.Sheet, codes ...string) evaluation.Sheet {
	s.Adjustments = codes
	return s
}

// However many lines of bonus are ticked, no more than the scale's maximum counts;
// penalties are taken off afterwards and are not bounded by it.
func TestBonusIsCapped(t *testing.T) {
	t.Parallel()
	scale := evaluation.DefaultScale()
	scale.BonusMax = 400 // B1 is 3 points, B2 is 2
	for _, c := range []struct {
		name  string
		codes []string
		want  evaluation.Points
	}{
		{"none", nil, 6000},
		{"one within the cap", []string{"B1"}, 6300},
		{"both: 5 points become 4", []string{"B1", "B2"}, 6400},
		{"both and a penalty", []string{"B1", "B2", "P1"}, 6200},
		{"both penalties", []string{"P1", "P2"}, 5300},
		{"a code that the scale does not know", []string{"B9"}, 6000},
	} {
		if got := adjusted(full("10", "10", "10", "10", "10", "10"), c.codes...).Sum(scale); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	scale.BonusMax = 0
	if got := adjusted(full("10", "10", "10", "10", "10", "10"), "B1").Sum(scale); got != 6000 {
		t.Errorf("a scale without bonus gives %s", got)
	}
}

func TestACommentOwedIsPaid(t *testing.T) {
	t.Parallel()
	s := full("7", "14", "11", "24", "8", "12")
	for _, code := range []string{"T1", "T2"} {
		m := s.Marks[code]
		m.Comment = "Có minh chứng kèm theo."
		s.Marks[code] = m
	}
	if err := s.Check(evaluation.DefaultScale()); err != nil {
		t.Error(err)
	}
	if s.Marks["T3"] = (evaluation.Mark{Text: "  ", Comment: "x"}); wrongFields(s.Check(evaluation.DefaultScale())) != "T3" {
		t.Error("a comment counts as points")
	}
	if got := registry.FieldsOf(s.Check(evaluation.DefaultScale())).For("T3"); got != "T3: chưa cho điểm." {
		t.Errorf("no points yet: %q", got)
	}
}

func TestSheetKeepsOnlyWhatTheScaleKnows(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ế", 2001)
	s := evaluation.Sheet{
		Marks: map[string]evaluation.Mark{
			"T1": {Text: " 12 ", Comment: " Rõ ", Pin: " so-lieu "},
			"T2": {Text: " ", Comment: ""},
			"T3": {Text: strings.Repeat("1", 21), Comment: long, Pin: long},
			"X1": {Text: "5"},
		},
		Adjustments: []string{"P1", "X9", "B1"},
		Note:        " " + long,
	}
	s.Clean(evaluation.DefaultScale())
	if len(s.Marks) != 2 || s.Marks["T1"] != (evaluation.Mark{Text: "12", Comment: "Rõ", Pin: "so-lieu"}) {
		t.Errorf("marks %+v", s.Marks)
	}
	if m := s.Marks["T3"]; len(m.Text) != 21 || m.Comment != long || m.Pin != long || s.Note != long {
		t.Errorf("what is too long was cut: %d, %d, %d", len(m.Text), len([]rune(m.Comment)), len([]rune(m.Pin)))
	}
	if strings.Join(s.Adjustments, " ") != "B1 P1" {
		t.Errorf("adjustments %v, want the scale's order", s.Adjustments)
	}
	if got := wrongFields(s.CheckDraft(evaluation.DefaultScale()).Err("x")); got != "T3 T3-comment T3-pin note" {
		t.Errorf("too long: %s", got)
	}
	most := strings.Repeat("ế", 2000)
	s.Marks["T3"], s.Note = evaluation.Mark{Text: strings.Repeat("1", 20), Comment: most, Pin: most}, most
	if wrong := s.CheckDraft(evaluation.DefaultScale()); len(wrong) > 0 {
		t.Errorf("just as long as allowed: %v", wrong)
	}
}

func TestSameMarksSeesEveryDifference(t *testing.T) {
	t.Parallel()
	base := func() evaluation.Sheet {
		s := adjusted(full("12", "12", "11", "24", "8", "12"), "B1")
		s.Note = "Đã xem tại chỗ"
		return s
	}
	for name, change := range map[string]func(*evaluation.Sheet){
		"points":      func(s *evaluation.Sheet) { s.Marks["T4"] = evaluation.Mark{Text: "25"} },
		"a comment":   func(s *evaluation.Sheet) { s.Marks["T4"] = evaluation.Mark{Text: "24", Comment: "Tốt"} },
		"adjustments": func(s *evaluation.Sheet) { s.Adjustments = []string{"B2"} },
		"the note":    func(s *evaluation.Sheet) { s.Note = "" },
	} {
		other := base()
		if change(&other); base().SameMarks(other) {
			t.Errorf("%s: not seen", name)
		}
	}
	other := base()
	if other.Total, other.Version = 1, 9; !base().SameMarks(other) {
		t.Error("what is not typed makes a difference")
	}
}

func TestSheetInOneLine(t *testing.T) {
	t.Parallel()
	s := full("12", "12,5", "", "24", "8", "12")
	if got, want := s.Summary(evaluation.DefaultScale()), "T1 12; T2 12,5; T3 0; T4 24; T5 8; T6 12; tổng 68,5"; got != want {
		t.Errorf("summary %q, want %q", got, want)
	}
	s.Adjustments = []string{"B1", "P1"}
	if got, want := s.Summary(evaluation.DefaultScale()), "T1 12; T2 12,5; T3 0; T4 24; T5 8; T6 12; B1 P1; tổng 69,5"; got != want {
		t.Errorf("summary %q, want %q", got, want)
	}
	if s.Filled() != 5 || s.Points("T2") != 1250 || s.Points("T3") != 0 {
		t.Errorf("%d criteria filled, T2 %s, T3 %s", s.Filled(), s.Points("T2"), s.Points("T3"))
	}
}

func TestParsePoints(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]evaluation.Points{
		"12": 1200, " 12,5 ": 1250, "12.5": 1250, "0": 0, "-3": -300, "999,99": 99999, "12,345": 1235, "12.345": 1235,
		"": -1, "ba": -1, "1000": -1, "-1000": -1, "1.2.3": -1, "1.306,5": -1,
	} {
		p, ok := evaluation.ParsePoints(text)
		if ok != (want != -1) || ok && p != want {
			t.Errorf("ParsePoints(%q) = %d, %v, want %d", text, p, ok, want)
		}
	}
}
