package view_test

import (
	"strings"
	"testing"

	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
	"danvankheo/internal/view"
)

func sumsScope() view.SumsScope {
	return view.SumsScope{
		Season: 2026, Unit: "A", Seasons: []registry.Season{registry.DefaultSeason(2026)}, Ledger: shortLedger(), Today: "2026-10-15",
	}
}

func sumLine(kind registry.Aggregation, usual bool) oversight.Line {
	l := oversight.Line{
		Definition: oversight.Definition{Indicator: "X1", Period: "nam"}, Aggregate: kind, Name: "Chỉ số", Unit: "hộ", Usual: usual,
		Entries: 3, Effective: oversight.Share{Sum: 6, Entries: 2}, Sum: 10, Median: 4, Min: 1, Max: 5, Newest: oversight.Value{Actual: 5},
	}
	if !usual {
		l.Label, l.Measure = "rieng", "cây"
	}
	return l
}

// Only what may be added up is added up; other kinds give a value and a range.
func TestSumsByAggregation(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind          registry.Aggregation
		heading       string
		first, second string
		figure        string
	}{
		{registry.Sum, "Chỉ số cộng được", "10", "6", "cộng, trong năm"},
		{registry.Last, "Chỉ số lấy giá trị cuối", "5", "1 – 5", "giá trị mới nhất"},
		{registry.Ratio, "Tỷ lệ, mức bình quân", "4", "1 – 5", "ở giữa"},
	} {
		lines := []oversight.Line{sumLine(c.kind, true)}
		p := view.NewSumsPage(sumsScope(), lines)
		if p.Sections[0].Heading != c.heading || len(p.Sections) != 2 {
			t.Errorf("%s: blocks %q", c.kind.Label(), blocksOf(p))
		}
		cells := p.Sections[0].Table.Rows[0].Cells
		if cells[2].Text != c.first || cells[3].Text != c.second {
			t.Errorf("%s: %q, %q, want %q, %q", c.kind.Label(), cells[2].Text, cells[3].Text, c.first, c.second)
		}
		f := view.NewSumPage(sumsScope(), registry.Indicator{}, lines, 0).Figures
		if len(f) < 3 || f[0].Value != c.first || f[0].Label != c.figure || f[1].Value != c.second || f[2].Value != "3" {
			t.Errorf("%s: figures %+v", c.kind.Label(), f)
		}
	}
	if p := view.NewSumsPage(sumsScope(), nil); p.Sections[0].Empty == nil || len(p.Sections) != 1 {
		t.Errorf("no values: %+v", p.Sections)
	}
}

// A line of its own meaning or measure says so and keeps its own address.
func TestSumsOfAnUnusualMeaning(t *testing.T) {
	t.Parallel()
	p := view.NewSumsPage(sumsScope(), []oversight.Line{sumLine(registry.Sum, true), sumLine(registry.Sum, false)})
	usual, other := p.Sections[0].Table.Rows[0].Cells[0], p.Sections[0].Table.Rows[1].Cells[0]
	if usual.Sub != "" || usual.URL != "/lam-viec/theo-doi/chi-so/X1?don-vi=A&ky=nam&nam=2026" {
		t.Errorf("usual: %+v", usual)
	}
	if other.Sub == "" || !strings.Contains(other.URL, "&nghia=rieng") || !strings.Contains(other.URL, "do=c%C3%A2y") {
		t.Errorf("unusual: %+v", other)
	}
}

// The list of a line says which values are not counted; several meanings are tabs.
func TestSumPage(t *testing.T) {
	t.Parallel()
	first, second := sumLine(registry.Sum, true), sumLine(registry.Sum, false)
	first.Values = []oversight.Value{{Entry: 7, Title: "Đường hoa", Number: "12", Unit: "A", Season: 2026, Actual: 6, Effective: true}}
	for _, c := range []struct {
		name   string
		lines  []oversight.Line
		passed bool
		tabs   int
		blocks string
	}{
		{"one meaning", []oversight.Line{first}, false, 0, "Các mô hình được tính"},
		{"two meanings", []oversight.Line{first, second}, false, 2, "Các mô hình được tính"},
		{"passed over", []oversight.Line{first}, true, 0, "Các mô hình được tính|Không tính, vì cùng mô hình đã có số mới hơn"},
	} {
		lines := append([]oversight.Line(nil), c.lines...)
		if c.passed {
			lines[0].Passed = first.Values
		}
		p := view.NewSumPage(sumsScope(), registry.Indicator{Label: "Hộ"}, lines, 0)
		if got := strings.Join(blocksOf(p), "|"); got != c.blocks || len(p.Tabs) != c.tabs {
			t.Errorf("%s: %q, %d tabs", c.name, got, len(p.Tabs))
		}
		if c.tabs > 0 && (!p.Tabs[0].Current || p.Tabs[1].Current) {
			t.Errorf("%s: tabs %+v", c.name, p.Tabs)
		}
		if cells := p.Sections[0].Table.Rows[0].Cells; cells[0].Sub != "số 12" || cells[5].Text != "Được xác nhận hiệu quả" {
			t.Errorf("%s: row %+v", c.name, cells)
		}
	}
	if p := view.NewSumPage(sumsScope(), registry.Indicator{Label: "Hộ"}, nil, -1); p.Title != "Hộ" || p.Sections[0].Empty == nil {
		t.Errorf("no line: %+v", p)
	}
}
