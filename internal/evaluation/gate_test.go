package evaluation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// passing is an entry with nothing against it, sent on the last day.
func passing() (registry.Entry, evaluation.Ground) {
	e := registry.Entry{Registration: registry.Accepted, Result: registry.Effective, Content: testkit.CompleteContent()}
	e.Content.Outcomes = []registry.Outcome{{Indicator: "ROAD_KM", Actual: "2", Source: "minh-chung"}}
	g := evaluation.Ground{Season: registry.DefaultSeason(2026), Rules: evaluation.DefaultRules()}
	e.ReportedAt = g.Season.Deadline(g.Season.ReportTo)
	return e, g
}

func against(e registry.Entry, g evaluation.Ground) (codes string, reasons []evaluation.Reason) {
	reasons = evaluation.Gate(e, g)
	var out []string
	for _, r := range reasons {
		code := r.Code
		if r.Bar {
			code += "!"
		}
		out = append(out, code)
	}
	return strings.Join(out, " "), reasons
}

func TestGateByStateOfTheReport(t *testing.T) {
	t.Parallel()
	for result, want := range map[registry.Result]string{
		registry.NoReport:       "khong-bao-cao!",
		registry.ReportDraft:    "khong-bao-cao!",
		registry.ReportReturned: "khong-bao-cao!",
		registry.ReportSent:     "chua-xac-nhan",
		registry.Effective:      "",
		registry.Ineffective:    "chua-hieu-qua!",
	} {
		e, g := passing()
		e.Result = result
		got, reasons := against(e, g)
		if got != want || evaluation.Barred(reasons) != strings.Contains(want, "!") {
			t.Errorf("%s: %q, barred %v, want %q", result.Label(), got, evaluation.Barred(reasons), want)
		}
	}
}

// The first sending decides: what was returned and corrected later is not late.
func TestALateReportIsAskedAboutNotBarred(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name            string
		first, reported time.Duration // after the deadline; 0 for not known
		want            string
	}{
		{"at the deadline", 0, 0, ""},
		{"a second later", 0, time.Second, "nop-cham"},
		{"first in time, again later", -time.Hour, time.Hour, ""},
		{"first too late", time.Hour, 2 * time.Hour, "nop-cham"},
	} {
		e, g := passing()
		e.ReportedAt = e.ReportedAt.Add(c.reported)
		if c.first != 0 {
			e.FirstReportedAt = g.Season.Deadline(g.Season.ReportTo).Add(c.first)
		}
		got, reasons := against(e, g)
		if got != c.want || evaluation.Barred(reasons) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// One figure with evidence is enough; a report with no figure or not yet sent is
// not asked for any.
func TestGateAsksForEvidence(t *testing.T) {
	t.Parallel()
	own := registry.Outcome{Indicator: "ROAD_KM", Actual: "2", Source: "tu-khai"}
	with := func(change func(*registry.Outcome)) registry.Outcome {
		o := own
		change(&o)
		return o
	}
	for _, c := range []struct {
		name   string
		result registry.Result
		list   []registry.Outcome
		want   string
	}{
		{"self-reported only", registry.Effective, []registry.Outcome{own, own}, "thieu-minh-chung"},
		{"blank evidence", registry.Effective, []registry.Outcome{with(func(o *registry.Outcome) { o.Evidence = "  " })},
			"thieu-minh-chung"},
		{"evidence in words", registry.Effective, []registry.Outcome{own, with(func(o *registry.Outcome) { o.Evidence = "Biên bản" })}, ""},
		{"evidence attached", registry.Effective, []registry.Outcome{own, with(func(o *registry.Outcome) { o.Source = "minh-chung" })}, ""},
		{"confirmed by the commune", registry.Effective, []registry.Outcome{with(func(o *registry.Outcome) { o.Source = "xa-xac-nhan" })},
			""},
		{"no figure", registry.Effective, nil, ""},
		{"not sent", registry.ReportDraft, []registry.Outcome{own}, "khong-bao-cao!"},
	} {
		e, g := passing()
		e.Result, e.Content.Outcomes = c.result, c.list
		if got, _ := against(e, g); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Months are whole: to the same day of a later month, and the last day of a month
// ends it.
func TestGateCountsWholeMonths(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to registry.Date
		months   int
	}{
		{"2026-04-30", "2026-10-31", 6}, {"2026-05-01", "2026-10-31", 6}, {"2026-05-02", "2026-10-31", 5}, {"2026-05-31", "2026-11-30", 6},
		{"2026-04-15", "2026-10-15", 6}, {"2026-04-16", "2026-10-15", 5}, {"2026-04-14", "2026-10-15", 6}, {"2025-12-15", "2026-02-14", 1},
		{"2025-11-01", "2026-10-31", 12},
	} {
		e, g := passing()
		e.Content.Start, g.Season.ReportTo = c.from, c.to
		e.ReportedAt = time.Time{}
		for least, want := range map[int]string{c.months: "", c.months + 1: "duoi-thoi-gian!"} {
			g.Rules.MinMonths = least
			got, reasons := against(e, g)
			if got != want {
				t.Errorf("%s to %s is %d months, %d asked: %q, want %q", c.from, c.to, c.months, least, got, want)
			}
			if want != "" && !strings.Contains(reasons[0].Evidence, fmt.Sprintf("%d tháng", c.months)) {
				t.Errorf("%s to %s: %q", c.from, c.to, reasons[0].Evidence)
			}
		}
	}
	for _, unknown := range []registry.Date{"", "2026-13-01", "đầu năm"} {
		e, g := passing()
		e.Content.Start = unknown
		if got, _ := against(e, g); got != "khong-ro-ngay" {
			t.Errorf("start %q: %q", unknown, got)
		}
	}
	e, g := passing()
	e.ReportedAt, g.Season.ReportTo = time.Time{}, ""
	if got, _ := against(e, g); got != "khong-ro-ngay" {
		t.Errorf("a season without a last day: %q", got)
	}
}

// Copies looks at the way of working and at the problem, each by itself, marks,
// case and spaces apart; short texts say nothing.
func TestCopies(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Họp từng xóm, đảng viên làm trước. ", 3)
	loud := "  " + strings.ToUpper(strings.ReplaceAll(long, " ", "  "))
	entry := func(id registry.EntryID, method, problem string) registry.Entry {
		return registry.Entry{ID: id, Content: registry.Content{Method: method, Problem: problem}}
	}
	edge := strings.Repeat("a", 58) // with the two letters that say which text it is: 60
	for _, c := range []struct {
		name string
		list []registry.Entry
		want string
	}{
		{"the same way of working", []registry.Entry{entry(1, long, ""), entry(2, loud, "")}, "map[2:[1]]"},
		{"the same problem", []registry.Entry{entry(1, "", long), entry(2, "", loud)}, "map[2:[1]]"},
		{"one's problem is another's way", []registry.Entry{entry(1, long, ""), entry(2, "", long)}, "map[]"},
		{"three of a kind", []registry.Entry{entry(1, long, ""), entry(2, long, ""), entry(3, long, "")}, "map[2:[1] 3:[1 2]]"},
		{"both texts, named once", []registry.Entry{entry(1, long, long), entry(2, long, long)}, "map[2:[1]]"},
		{"just long enough", []registry.Entry{entry(1, edge, ""), entry(2, edge, "")}, "map[2:[1]]"},
		{"too short", []registry.Entry{entry(1, edge[1:], ""), entry(2, edge[1:], "")}, "map[]"},
		{"the same entry twice in the list", []registry.Entry{entry(1, long, ""), entry(1, long, "")}, "map[]"},
	} {
		if got := fmt.Sprint(evaluation.Copies(c.list)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
