package view

import (
	"fmt"
	"math"
	"strings"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// RankingPage is the ranking of a round, group by group.
type RankingPage struct {
	CouncilHead
	Notices []Notice
	Tries   []Field // what-if
	Tried   string  // says that this is only a trial
	Groups  []RankingGroup
	Leaning *LeaningChart
	Papers  []Link
	Rules   []Fact
}

// Offline leaves out what needs the network: links and trials.
func (p *RankingPage) Offline() {
	p.Crumbs, p.Tries, p.Papers = []Crumb{{"Danh sách", "bat-dau.html"}, {"Xếp hạng", ""}}, nil, nil
	for i := range p.Groups {
		for j := range p.Groups[i].Table.Rows {
			cells := p.Groups[i].Table.Rows[j].Cells
			for k := range cells {
				cells[k].URL = ""
			}
		}
	}
}

// RankingGroup is one group with its table and drawing.
type RankingGroup struct {
	ID, Label, Count string
	Table            Table
	Spread           *SpreadChart
}

// SpreadChart draws each entry's sheets on a line from 0 to 100 points, as a
// server-drawn SVG: a bar from the lowest to the highest, a mark at the mean.
type SpreadChart struct {
	Title         string
	Width, Height int
	Grid          []ChartTick
	Rows          []SpreadRow
}

// ChartTick is one line of the grid with its label.
type ChartTick struct {
	X     int
	Label string
}

// SpreadRow is one entry of a drawing.
type SpreadRow struct {
	Y, TextY  int
	Label     string
	From, To  int
	Width     int
	Mean      int
	Dots      []int
	Wide      bool // the spread reaches the flag
	Described string
}

// LeaningChart draws each member's leaning left and right of zero.
type LeaningChart struct {
	Width, Height, Zero int
	Rows                []LeaningRow
}

// LeaningRow is one member of the drawing.
type LeaningRow struct {
	Y, TextY    int
	Label       string
	X, Width    int
	ValueX      int
	ValueAnchor string // start, or end left of a bar to the left
	Value, Note string
}

const (
	chartLabel = 210 // width of the names
	chartPlot  = 480
	chartRow   = 26
	chartMost  = 40 // entries drawn
)

// NewSpreadChart draws the ranked lines of a group, at most the first forty.
func NewSpreadChart(group string, list []evaluation.Standing, name func(registry.EntryID) string) *SpreadChart {
	c := &SpreadChart{Title: "Khoảng điểm của từng mô hình, " + group, Width: chartLabel + chartPlot + 20}
	low := 10000
	for _, s := range list {
		if s.Sheets > 0 {
			low = min(low, int(s.Min))
		}
	}
	low = max(0, (low/1000-1)*1000)
	x := func(p float64) int {
		return chartLabel + int(math.Round((p*100-float64(low))/float64(10000-low)*chartPlot))
	}
	for v := low; v <= 10000; v += 1000 {
		c.Grid = append(c.Grid, ChartTick{x(float64(v) / 100), Number(float64(v) / 100)})
	}
	for _, s := range list {
		if s.Sheets == 0 || len(c.Rows) == chartMost {
			continue
		}
		y := 24 + len(c.Rows)*chartRow
		r := SpreadRow{
			Y:     y,
			TextY: y + 5,
			Label: shorten(name(s.Entry), 30),
			From:  x(s.Min.Float()),
			To:    x(s.Max.Float()),
			Mean:  x(s.Mean),
			Wide:  s.Spread,
		}
		r.Width = max(2, r.To-r.From)
		for _, p := range s.Totals {
			r.Dots = append(r.Dots, x(p.Float()))
		}
		r.Described = fmt.Sprintf("%s: từ %s đến %s, trung bình %s", name(s.Entry), s.Min, s.Max, Two(s.Mean))
		c.Rows = append(c.Rows, r)
	}
	if len(c.Rows) == 0 {
		return nil
	}
	c.Height = 24 + len(c.Rows)*chartRow + 6
	return c
}

func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return strings.TrimSpace(string(r[:n-1])) + "…"
	}
	return s
}

// NewLeaningChart draws how far each member is above or below the others.
func NewLeaningChart(list []evaluation.Leaning, name func(registry.AccountID) string) *LeaningChart {
	if len(list) == 0 {
		return nil
	}
	most := 1.0
	for _, l := range list {
		most = max(most, math.Abs(l.Lean))
	}
	half := chartPlot / 2
	c := &LeaningChart{Width: chartLabel + chartPlot + 70, Zero: chartLabel + half}
	for i, l := range list {
		y := 10 + i*chartRow
		w := int(math.Round(math.Abs(l.Lean) / most * float64(half-50)))
		r := LeaningRow{
			Y:     y,
			TextY: y + 14,
			Label: shorten(name(l.Member), 28),
			Width: max(1, w),
			Value: Two(l.Lean),
			Note:  fmt.Sprintf("%d phiếu", l.Sheets),
		}
		r.X, r.ValueX, r.ValueAnchor = c.Zero, c.Zero+r.Width+6, "start"
		if l.Lean < 0 {
			r.X, r.ValueX, r.ValueAnchor = c.Zero-r.Width, c.Zero-r.Width-6, "end"
		} else {
			r.Value = "+" + r.Value
		}
		c.Rows = append(c.Rows, r)
	}
	c.Height = 10 + len(list)*chartRow + 4
	return c
}

// RankingTable is the table of one group.
func RankingTable(
	label string,
	list []evaluation.Standing,
	scale evaluation.Scale,
	row func(evaluation.Standing) (title, url, unit string),
) Table {
	corrected := false
	for _, s := range list {
		corrected = corrected || !math.IsNaN(s.Corrected)
	}
	t := Table{Caption: "Xếp hạng " + label, HideCaption: true, Stacked: true, Columns: []Column{
		{
			Label: "Hạng",
			Num:   true,
		}, {Label: "Mô hình"}, {Label: "Số phiếu", Num: true}, {Label: "Trung bình", Num: true}, {Label: "Trung vị", Num: true},
		{Label: "Thấp – cao", Num: true}, {Label: "Độ lệch", Num: true},
	}}
	if corrected {
		t.Columns = append(t.Columns, Column{Label: "Hiệu chỉnh z", Num: true})
	}
	t.Columns = append(t.Columns, Column{Label: "Xếp loại"})
	for _, s := range list {
		title, url, unit := row(s)
		rank, band := "–", BandBadge(scale, s.Band, s.Capped)
		if s.Rank > 0 {
			rank = fmt.Sprint(s.Rank)
			if s.Shared {
				rank += " (đồng hạng)"
			}
		}
		spread := Cell{Text: "–", Num: true}
		if s.Sheets > 0 {
			spread = Cell{Text: s.Min.String() + " – " + s.Max.String(), Num: true}
		}
		if s.Spread {
			spread.Sub = "chênh " + (s.Max - s.Min).String() + ", cần bàn"
		}
		cells := []Cell{
			N(rank),
			{Text: title, URL: url, Head: true, Sub: unit},
			N(fmt.Sprint(s.Sheets)),
			N(pointsOr(s, s.Mean)),
			N(pointsOr(s, s.Median)),
			spread,
			N(pointsOr(s, s.SD)),
		}
		if corrected {
			z := "–"
			if !math.IsNaN(s.Corrected) {
				z = Two(s.Corrected)
			}
			cells = append(cells, N(z))
		}
		t.Rows = append(t.Rows, Row{Cells: append(cells, Cell{Badge: &band}), Quiet: s.Rank == 0})
	}
	return t.Labelled()
}

func pointsOr(s evaluation.Standing, v float64) string {
	if s.Sheets == 0 {
		return "–"
	}
	return Two(v)
}
