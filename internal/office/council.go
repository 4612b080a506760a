package office

import (
	"fmt"
	"strconv"
	"strings"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// Council is a round's result as its papers need it. All papers are made from
// the same value, so that no two of them can disagree.
type Council struct {
	Round   evaluation.Round
	Members []CouncilMember
	Lines   []CouncilLine // in the order of the ranking
	Votes   []CouncilVote
}

// CouncilMember is somebody of the council.
type CouncilMember struct {
	Name     string
	Position evaluation.Position
}

// CouncilLine is one entry before the council.
type CouncilLine struct {
	Number, Title, Unit string
	Person              string // of an individual: name and title
	Group               evaluation.Group
	Sheets              int
	Mean, Median, SD    float64
	Min, Max            evaluation.Points
	Rank                int // 0: not ranked
	Shared              bool
	Band                string
	Shortlisted         bool
	Outcome             evaluation.Decision
	Sheet               []CouncilSheet
}

// CouncilSheet is one member's finished sheet on an entry.
type CouncilSheet struct {
	Member string
	Sheet  evaluation.Sheet
}

// CouncilVote is one vote with its counts, entry by entry.
type CouncilVote struct {
	Rule    evaluation.AwardRule
	Paper   bool
	Day     string // dd/mm/yyyy, "" while it is open
	Present int
	Counts  []CouncilCount
}

// CouncilCount is the count of one entry.
type CouncilCount struct {
	Line    *CouncilLine
	Tally   evaluation.Tally
	Outcome evaluation.Outcome
}

func (c Council) head(symbol string) Head {
	r := c.Round.Rules
	return StateHead(r.Parent, r.Issuer, symbol, r.Place)
}

func two(v float64) string { return registry.ExactOf(v).Text(registry.Score) }

// scored is a number of points for a cell, rounded as [two] writes it.
func scored(v float64) float64 { return registry.ExactOf(v).Cell(registry.Score) }

func (c Council) proposed(person bool) []*CouncilLine {
	var out []*CouncilLine
	for i := range c.Lines {
		l := &c.Lines[i]
		if l.Outcome == evaluation.Proposed && (l.Group == evaluation.GroupPersons) == person {
			out = append(out, l)
		}
	}
	return out
}

func rankText(l CouncilLine) string {
	switch {
	case l.Rank == 0:
		return "–"
	case l.Shared:
		return strconv.Itoa(l.Rank) + " (đồng hạng)"
	}
	return strconv.Itoa(l.Rank)
}

// ScoreTable is the "bảng tổng hợp điểm": every entry of every group, landscape.
func (c Council) ScoreTable() *Document {
	d := NewDocument("Bảng tổng hợp điểm", Landscape)
	d.Head(c.head(""))
	d.Title("BẢNG TỔNG HỢP ĐIỂM", c.Round.Title)
	t := Table{Bold: map[int]bool{}, Merged: map[int]bool{}, Columns: []Column{
		{"STT", 5, Center},
		{"Số", 9, Center},
		{"Tên mô hình, điển hình", 28, Left},
		{"Đơn vị", 16, Left},
		{"Số phiếu chấm", 7, Center},
		{"Điểm TB", 8, Center},
		{"Trung vị", 8, Center},
		{"Thấp – cao", 11, Center},
		{"Hạng", 9, Center},
		{"Xếp loại", 9, Center},
	}}
	n, group := 0, evaluation.Group("")
	for _, l := range c.Lines {
		if l.Group != group {
			group = l.Group
			t.Merged[len(t.Rows)] = true
			t.Rows = append(t.Rows, []string{"Nhóm: " + group.Label()})
		}
		n++
		t.Rows = append(
			t.Rows,
			[]string{
				strconv.Itoa(n),
				l.Number,
				l.Title,
				l.Unit,
				strconv.Itoa(l.Sheets),
				points(l, l.Mean),
				points(l, l.Median),
				spread(l),
				rankText(l),
				l.Band,
			},
		)
	}
	d.Table(t)
	d.Line(Run{Text: c.rule(), Italic: true, Size: Size12})
	d.Signatures(
		Foot{Capacity: []string{"THƯ KÝ"}, Hint: "(Ký, ghi rõ họ tên)"},
		Foot{Capacity: []string{"CHỦ TỊCH HỘI ĐỒNG"}, Hint: "(Ký, ghi rõ họ tên)"},
	)
	return d
}

func points(l CouncilLine, v float64) string {
	if l.Sheets == 0 {
		return "–"
	}
	return two(v)
}

func spread(l CouncilLine) string {
	if l.Sheets == 0 {
		return "–"
	}
	return l.Min.String() + " – " + l.Max.String()
}

// rule says how the ranking was made.
func (c Council) rule() string {
	r := c.Round.Rules
	return fmt.Sprintf(
		"Thang điểm %s, phiên bản %d. Xếp hạng theo điểm trung bình khi có từ %d phiếu trở lên. %s. Trần mức cao nhất: %d%% số mô "+
			"hình được xếp hạng.",
		c.Round.Scale.Code,
		c.Round.Scale.Version,
		r.MinSheets,
		registry.ChoiceLabel(evaluation.TieRules(), r.Tie),
		r.TopCap,
	)
}

// ScoreSheets is the same table as a workbook, numbers as numbers.
func (c Council) ScoreSheets() []Sheet {
	s := Sheet{Name: "Tổng hợp điểm", Title: "BẢNG TỔNG HỢP ĐIỂM – " + c.Round.Title, Columns: []SheetColumn{
		{"STT", 6, false},
		{"Nhóm", 20, true},
		{"Số", 11, false},
		{"Tên mô hình, điển hình", 50, true},
		{"Đơn vị", 32, true},
		{"Số phiếu", 9, false},
		{"Trung bình", 11, false},
		{"Trung vị", 11, false},
		{"Thấp nhất", 11, false},
		{"Cao nhất", 11, false},
		{"Độ lệch chuẩn", 11, false},
		{"Hạng", 8, false},
		{"Đồng hạng", 10, false},
		{"Xếp loại", 14, false},
		{"Rút gọn", 10, false},
		{"Quyết định", 16, false},
	}}
	yes := func(on bool) string {
		if on {
			return "có"
		}
		return ""
	}
	for i, l := range c.Lines {
		row := []any{i + 1, l.Group.Label(), l.Number, l.Title, l.Unit, l.Sheets}
		if l.Sheets > 0 {
			row = append(row, scored(l.Mean), scored(l.Median), l.Min.Float(), l.Max.Float(), scored(l.SD))
		} else {
			row = append(row, "", "", "", "", "")
		}
		if l.Rank > 0 {
			row = append(row, l.Rank)
		} else {
			row = append(row, "")
		}
		s.Rows = append(s.Rows, append(row, yes(l.Shared), l.Band, yes(l.Shortlisted), decided(l.Outcome)))
	}
	return []Sheet{s}
}

// ProposalSheets is the list of those proposed as a workbook: collectives and
// persons, each on a sheet.
func (c Council) ProposalSheets() []Sheet {
	var out []Sheet
	for i, name := range []string{"Tập thể", "Cá nhân"} {
		s := Sheet{
			Name:  name,
			Title: "DANH SÁCH ĐỀ NGHỊ " + upper(c.Round.Rules.Award.Label) + " – " + upper(name),
			Columns: []SheetColumn{
				{"STT", 6, false},
				{"Số", 11, false},
				{"Tên mô hình, điển hình", 50, true},
				{"Đơn vị", 36, true},
				{"Nhóm", 20, true},
				{"Điểm TB", 11, false},
				{"Xếp loại", 14, false},
			},
		}
		for n, l := range c.proposed(i == 1) {
			s.Rows = append(s.Rows, []any{n + 1, l.Number, nameOf(l), l.Unit, l.Group.Label(), scored(l.Mean), l.Band})
		}
		out = append(out, s)
	}
	return out
}

// ScoreForm is the blank "phiếu chấm điểm" of the round's scale.
func (c Council) ScoreForm() *Document {
	d := NewDocument("Phiếu chấm điểm", Portrait)
	d.Head(c.head(""))
	c.scoreForm(d, nil, nil)
	return d
}

// FilledForms are the finished sheets on one entry, one after the other, each on
// a page of its own.
func (c Council) FilledForms(l *CouncilLine) *Document {
	d := NewDocument("Phiếu chấm điểm, số "+l.Number, Portrait)
	for i := range l.Sheet {
		if i > 0 {
			d.PageBreak()
		}
		d.Head(c.head(""))
		c.scoreForm(d, l, &l.Sheet[i])
	}
	if len(l.Sheet) == 0 {
		d.Body("Chưa có phiếu chấm nào đã xong.")
	}
	return d
}

func (c Council) scoreForm(d *Document, l *CouncilLine, s *CouncilSheet) {
	const blank = "…………………………………………………"
	d.Title("PHIẾU CHẤM ĐIỂM", c.Round.Title)
	title, unit, member := blank, blank, blank
	if l != nil {
		title, unit, member = l.Title+" (số "+l.Number+")", l.Unit, s.Member
	}
	d.Line(Run{Text: "Tên mô hình, điển hình: "}, Run{Text: title, Bold: l != nil})
	d.Line(Run{Text: "Đơn vị: " + unit})
	d.Line(Run{Text: "Người chấm: " + member})
	t := Table{
		Bold:    map[int]bool{},
		Columns: []Column{{"Mã", 7, Center}, {"Tiêu chí", 50, Left}, {"Tối đa", 10, Center}, {"Điểm", 10, Center}, {"Nhận xét", 23, Left}},
	}
	for _, k := range c.Round.Scale.Criteria {
		row := []string{k.Code, k.Label, k.Max.String(), "", ""}
		if s != nil {
			row[3], row[4] = s.Sheet.Points(k.Code).String(), s.Sheet.Marks[k.Code].Comment
		}
		t.Rows = append(t.Rows, row)
	}
	for _, a := range c.Round.Scale.Adjustments {
		row := []string{a.Code, a.Label, a.Points.String(), "", ""}
		if s != nil && contains(s.Sheet.Adjustments, a.Code) {
			row[3] = a.Points.String()
		}
		t.Rows = append(t.Rows, row)
	}
	total := []string{"", "Tổng điểm", c.Round.Scale.TotalMax.String(), "", ""}
	if s != nil {
		total[3] = s.Sheet.Total.String()
	}
	t.Bold[len(t.Rows)] = true
	t.Rows = append(t.Rows, total)
	d.Table(t)
	note := blank
	if s != nil {
		note = s.Sheet.Note
	}
	d.Line(Run{Text: "Nhận xét chung: " + note})
	d.Foot(Foot{Capacity: []string{"NGƯỜI CHẤM"}, Hint: "(Ký, ghi rõ họ tên)"})
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// nameOf is how an entry is listed in papers.
func nameOf(l *CouncilLine) string {
	if l.Person != "" {
		return l.Person + ": " + l.Title
	}
	return l.Title
}

func upper(s string) string { return strings.ToUpper(s) }

// decided is a decision in a table: nothing while it is pending.
func decided(d evaluation.Decision) string {
	if d == evaluation.Pending {
		return ""
	}
	return d.Label()
}
