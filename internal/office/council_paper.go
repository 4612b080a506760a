package office

import (
	"fmt"
	"slices"
	"strconv"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// blankLine is dotted space for a pen.
const blankLine = "…………………………………………………………"

// fill appends a line of body text with room for a pen: not justified, because
// dots do not part.
func (d *Document) fill(text string) {
	d.Add(Paragraph{Runs: []Run{{Text: text}}, Align: Left, Indent: firstLine, After: paragraphGap})
}

// BallotForm is the paper ballot of the shortlist.
func (c Council) BallotForm() *Document {
	d := NewDocument("Phiếu bầu", Portrait)
	d.Head(c.head(""))
	d.Title("PHIẾU BIỂU QUYẾT", "Đề nghị "+lower(c.Round.Rules.Award.Label))
	d.Body(
		"Đánh dấu X vào một trong hai ô với từng mô hình. Không đánh dấu, hoặc đánh dấu cả hai ô, là phiếu không hợp lệ với mô hình đó.",
	)
	t := Table{
		Columns: []Column{
			{"STT", 8, Center},
			{"Tên mô hình, điển hình", 40, Left},
			{"Đơn vị", 26, Left},
			{"Đồng ý", 12, Center},
			{"Không đồng ý", 16, Center},
		},
	}
	for _, l := range c.Lines {
		if l.Shortlisted {
			t.Rows = append(t.Rows, []string{strconv.Itoa(len(t.Rows) + 1), nameOf(&l), l.Unit, "", ""})
		}
	}
	d.Table(t)
	if c.Round.Rules.Award.Secret {
		d.Line(Run{Text: "Phiếu kín, không ký tên.", Italic: true, Size: Size12})
	} else {
		d.Foot(Foot{Capacity: []string{"NGƯỜI BIỂU QUYẾT"}, Hint: "(Ký, ghi rõ họ tên)"})
	}
	return d
}

// Agenda is the "chương trình họp": what to hear, which entries to talk about
// because their sheets lie far apart, what to vote on.
func (c Council) Agenda() *Document {
	d := NewDocument("Chương trình họp hội đồng", Portrait)
	d.Head(c.head(""))
	d.Title("CHƯƠNG TRÌNH", "Họp Hội đồng: "+c.Round.Title)
	d.fill("Thời gian:      giờ      , ngày      tháng      năm      ")
	d.fill("Địa điểm: " + blankLine)
	wide, short := Table{Columns: agendaColumns}, Table{Columns: agendaColumns}
	for _, l := range c.Lines {
		row := []string{"", l.Number, nameOf(&l), l.Unit, points(l, l.Mean), spread(l)}
		if l.Sheets > 1 && l.Max-l.Min >= c.Round.Rules.SpreadFlag {
			row[0] = strconv.Itoa(len(wide.Rows) + 1)
			wide.Rows = append(wide.Rows, slices.Clone(row))
		}
		if l.Shortlisted {
			row[0] = strconv.Itoa(len(short.Rows) + 1)
			short.Rows = append(short.Rows, row)
		}
	}
	d.Body("1. Chủ tịch khai mạc; thư ký báo cáo số thành viên có mặt và người không tham gia xét từng mô hình.",
		fmt.Sprintf("2. Thư ký báo cáo kết quả chấm điểm độc lập của %d mô hình, điển hình.", len(c.Lines)),
		fmt.Sprintf("3. Thảo luận các mô hình có phiếu chênh nhau từ %s điểm:", c.Round.Rules.SpreadFlag))
	d.listOr(wide, "Không có mô hình nào.")
	d.Body("4. Biểu quyết " + lower(c.Round.Rules.Award.Label) + " với các mô hình trong danh sách rút gọn:")
	d.listOr(short, "Danh sách rút gọn lập tại cuộc họp.")
	d.Body("5. Công bố kết quả kiểm phiếu; thông qua biên bản./.")
	return d
}

var agendaColumns = []Column{
	{"STT", 8, Center},
	{"Số", 13, Center},
	{"Tên mô hình, điển hình", 35, Left},
	{"Đơn vị", 22, Left},
	{"Điểm TB", 10, Center},
	{"Thấp – cao", 12, Center},
}

func (d *Document) listOr(t Table, none string) {
	if len(t.Rows) == 0 {
		d.Body(none)
		return
	}
	d.Table(t)
}

// CountMinutes is the "biên bản kiểm phiếu" of every closed vote.
func (c Council) CountMinutes() *Document {
	d := NewDocument("Biên bản kiểm phiếu", Portrait)
	d.Head(c.head("BB-HĐ"))
	d.Title("BIÊN BẢN", "Kiểm phiếu biểu quyết đề nghị "+lower(c.Round.Rules.Award.Label))
	d.fill("Hôm nay, ngày      tháng      năm      , tại " + blankLine)
	d.fill("Ban kiểm phiếu gồm:")
	for i := range 3 {
		d.Line(Run{Text: fmt.Sprintf("%d. %s", i+1, blankLine)})
	}
	for i, v := range c.Votes {
		way := "biểu quyết công khai"
		if v.Rule.Secret {
			way = "bỏ phiếu kín"
		}
		d.Heading(2, fmt.Sprintf("%d. Lần biểu quyết thứ %d: %s", i+1, i+1, v.Rule.Label))
		d.Body(fmt.Sprintf(
			"Hình thức: %s. Số thành viên có mặt: %d.%s Tỷ lệ cần đạt: %d%% %s. Số có mặt tối thiểu: %d/%d.",
			way, v.Present, letters(v), v.Rule.Threshold, baseText(v.Rule), v.Rule.QuorumNum, v.Rule.QuorumDen,
		))
		d.Table(voteTable(v))
	}
	d.Body(
		"Người không tham gia xét một mô hình thì không bỏ phiếu và không tính vào số phải tính tỷ lệ của mô hình đó.",
		"Biên bản lập xong hồi      giờ      cùng ngày, đã đọc lại cho mọi người cùng nghe và nhất trí./.",
	)
	d.Signatures(
		Foot{Capacity: []string{"BAN KIỂM PHIẾU"}, Hint: "(Ký, ghi rõ họ tên)"},
		Foot{Capacity: []string{"CHỦ TỊCH HỘI ĐỒNG"}, Hint: "(Ký, ghi rõ họ tên)"},
	)
	return d
}

// voteTable is what a vote came to, entry by entry.
func voteTable(v CouncilVote) Table {
	t := Table{
		Columns: []Column{
			{"STT", 8, Center},
			{"Tên mô hình, điển hình", 32, Left},
			{"Phát ra", 8, Center},
			{"Thu về", 8, Center},
			{"Hợp lệ", 8, Center},
			{"Đồng ý", 8, Center},
			{"Không", 9, Center},
			{"Tỷ lệ (%)", 9, Center},
			{"Kết quả", 12, Center},
		},
	}
	for n, x := range v.Counts {
		result := "Không đạt"
		if x.Outcome.Passed {
			result = "Đạt"
		}
		y := x.Tally
		t.Rows = append(t.Rows, []string{
			strconv.Itoa(n + 1), nameOf(x.Line), strconv.Itoa(y.Issued), strconv.Itoa(y.Sum()), strconv.Itoa(y.Valid()),
			strconv.Itoa(y.Yes), strconv.Itoa(y.No), x.Outcome.Percent.String(), result,
		})
	}
	return t
}

// letters says how many absent members gave their opinion in writing; nothing
// when the rule does not ask them.
func letters(v CouncilVote) string {
	most := 0
	for _, x := range v.Counts {
		most = max(most, x.Tally.Written)
	}
	if !v.Rule.Written {
		return ""
	}
	return fmt.Sprintf(" Ý kiến bằng văn bản của người vắng: %d.", most)
}

func baseText(r evaluation.AwardRule) string {
	if r.Base == evaluation.BasePresent {
		return "số thành viên có mặt"
	}
	return "tổng số thành viên"
}

// MeetingMinutes is the "biên bản họp hội đồng".
func (c Council) MeetingMinutes() *Document {
	d := NewDocument("Biên bản họp hội đồng", Portrait)
	d.Head(c.head("BB-HĐ"))
	d.Title("BIÊN BẢN", "Họp Hội đồng: "+c.Round.Title)
	d.fill("Thời gian:      giờ      , ngày      tháng      năm      ")
	d.fill("Địa điểm: " + blankLine)
	d.Heading(2, "I. Thành phần")
	t := Table{Columns: []Column{{"STT", 8, Center}, {"Họ và tên", 50, Left}, {"Chức danh trong Hội đồng", 42, Left}}}
	for i, m := range c.Members {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), m.Name, m.Position.Label()})
	}
	d.Table(t)
	if c.Round.Decision != "" {
		d.Body("Hội đồng được thành lập theo " + c.Round.Decision + ".")
	}
	d.Heading(2, "II. Nội dung")
	ranked, short := 0, 0
	for _, l := range c.Lines {
		if l.Rank > 0 {
			ranked++
		}
		if l.Shortlisted {
			short++
		}
	}
	d.Body(
		fmt.Sprintf(
			"1. Thư ký báo cáo kết quả chấm điểm độc lập: %d mô hình, điển hình được xét; %d được xếp hạng; %d đưa vào danh sách rút "+
				"gọn. %s",
			len(c.Lines),
			ranked,
			short,
			c.rule(),
		),
	)
	d.fill("2. Hội đồng thảo luận: " + blankLine)
	if len(c.Votes) > 0 {
		d.Body("3. Hội đồng biểu quyết, kết quả ghi tại Biên bản kiểm phiếu kèm theo.")
	} else {
		d.fill("3. Hội đồng biểu quyết: " + blankLine)
	}
	d.Heading(2, "III. Kết luận")
	d.Body(c.conclusion(),
		"Cuộc họp kết thúc hồi      giờ      cùng ngày. Biên bản đã được đọc lại và thông qua./.")
	d.Signatures(
		Foot{Capacity: []string{"THƯ KÝ"}, Hint: "(Ký, ghi rõ họ tên)"},
		Foot{Capacity: []string{"CHỦ TỊCH HỘI ĐỒNG"}, Hint: "(Ký, ghi rõ họ tên)"},
	)
	return d
}

// conclusion is what the votes came to; before there are any nothing was decided.
func (c Council) conclusion() string {
	award := lower(c.Round.Rules.Award.Label)
	switch {
	case len(c.Votes) == 0:
		return "Hội đồng đề nghị " + award + " cho: " + blankLine
	case len(c.proposed(false))+len(c.proposed(true)) == 0:
		return fmt.Sprintf("Không mô hình, điển hình nào đạt tỷ lệ để đề nghị %s.", award)
	}
	return fmt.Sprintf("Hội đồng đề nghị %s cho %s (danh sách kèm theo).", award, c.counted())
}

// Submission is the "tờ trình" with the list of those proposed as its annex.
func (c Council) Submission() *Document {
	d := NewDocument("Tờ trình", Portrait)
	d.Head(c.head("TTr-HĐ"))
	d.Title(
		"TỜ TRÌNH",
		"Về việc đề nghị "+lower(c.Round.Rules.Award.Label)+fmt.Sprintf(" cho mô hình, điển hình “Dân vận khéo” năm %d", c.Round.Season),
	)
	d.Addressee(blankLine)
	d.Basis(
		registry.EmulationLaw.Ground(),
		registry.Directive.Ground(),
		"Căn cứ Biên bản họp và Biên bản kiểm phiếu của Hội đồng",
	)
	d.Body(
		fmt.Sprintf(
			"Căn cứ thành tích của các mô hình, điển hình đã được Hội đồng xét duyệt và thông qua, kính đề nghị xem xét, quyết định "+
				"tặng %s cho %s có thành tích trong phong trào thi đua “Dân vận khéo” năm %d (danh sách kèm theo).",
			c.Round.Rules.Award.Label,
			c.counted(),
			c.Round.Season,
		),
	)
	d.Body("Kính trình xem xét, quyết định./.")
	d.Foot(Foot{Receivers: []string{"Như trên", "Lưu: VT, HĐ"}, Capacity: []string{"TM. HỘI ĐỒNG", "CHỦ TỊCH"}})
	c.annex(d, "Phụ lục", "Kèm theo Tờ trình số        /TTr-HĐ ngày      tháng      năm      ")
	return d
}

// ProposalList is the list of those proposed by itself.
func (c Council) ProposalList() *Document {
	d := NewDocument("Danh sách đề nghị", Portrait)
	d.Head(c.head(""))
	d.Title("DANH SÁCH", "Đề nghị "+lower(c.Round.Rules.Award.Label)+fmt.Sprintf(" năm %d", c.Round.Season))
	c.lists(d)
	d.Signatures(
		Foot{Capacity: []string{"THƯ KÝ"}, Hint: "(Ký, ghi rõ họ tên)"},
		Foot{Capacity: []string{"CHỦ TỊCH HỘI ĐỒNG"}, Hint: "(Ký, ghi rõ họ tên)"},
	)
	return d
}

// DraftDecision is the draft of the decision with its annex. Who issues it is
// left to fill in.
func (c Council) DraftDecision() *Document {
	d := NewDocument("Dự thảo quyết định", Portrait)
	h := c.head("QĐ-……")
	h.Parent, h.Issuer = "", "…………………………"
	d.Head(h)
	d.Title("QUYẾT ĐỊNH", "Về việc tặng "+lower(c.Round.Rules.Award.Label))
	d.Basis(
		registry.EmulationLaw.Ground(),
		registry.AwardRegulation.Ground(),
		"Xét đề nghị tại Tờ trình số        /TTr-HĐ ngày      tháng      năm      ",
	)
	d.Add(Paragraph{Runs: []Run{{Text: "QUYẾT ĐỊNH:", Bold: true}}, Align: Center, After: paragraphGap})
	d.BodyRuns(
		Run{Text: "Điều 1. ", Bold: true},
		Run{
			Text: fmt.Sprintf(
				"Tặng %s cho %s có thành tích trong phong trào thi đua “Dân vận khéo” năm %d (danh sách kèm theo).",
				c.Round.Rules.Award.Label,
				c.counted(),
				c.Round.Season,
			),
		},
	)
	d.BodyRuns(
		Run{Text: "Điều 2. ", Bold: true},
		Run{
			Text: "Quyết định này có hiệu lực kể từ ngày ký. Các cơ quan, đơn vị liên quan và các tập thể, cá nhân có tên tại Điều 1 " +
				"chịu trách nhiệm thi hành Quyết định này./.",
		},
	)
	d.Foot(Foot{Receivers: []string{"Như Điều 2", "Lưu: VT, HĐ"}, Capacity: []string{"……………………"}})
	c.annex(d, "Phụ lục", "Kèm theo Quyết định số        /QĐ-…… ngày      tháng      năm      ")
	return d
}

// counted says how many collectives and persons are proposed.
func (c Council) counted() string {
	groups, persons := len(c.proposed(false)), len(c.proposed(true))
	switch {
	case persons == 0:
		return fmt.Sprintf("%d tập thể", groups)
	case groups == 0:
		return fmt.Sprintf("%d cá nhân", persons)
	}
	return fmt.Sprintf("%d tập thể và %d cá nhân", groups, persons)
}

func (c Council) annex(d *Document, number, with string) {
	d.Annex(number, "DANH SÁCH ĐỀ NGHỊ "+upper(c.Round.Rules.Award.Label), with)
	c.lists(d)
}

// lists writes collectives and individuals, each numbered by itself.
func (c Council) lists(d *Document) {
	for i, part := range []struct {
		label string
		lines []*CouncilLine
	}{{"I. Tập thể", c.proposed(false)}, {"II. Cá nhân", c.proposed(true)}} {
		d.Heading(2, part.label)
		if len(part.lines) == 0 {
			d.Body("Không có.")
			continue
		}
		what := "Tên mô hình, điển hình"
		if i == 1 {
			what = "Họ tên, chức vụ; điển hình"
		}
		t := Table{Columns: []Column{{"STT", 7, Center}, {what, 48, Left}, {"Đơn vị", 33, Left}, {"Điểm TB", 12, Center}}}
		for n, l := range part.lines {
			t.Rows = append(t.Rows, []string{strconv.Itoa(n + 1), nameOf(l), l.Unit, points(*l, l.Mean)})
		}
		d.Table(t)
	}
}

// lower writes the first letter small, for use within a sentence.
func lower(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	if r[0] >= 'A' && r[0] <= 'Z' {
		r[0] += 'a' - 'A'
	}
	return string(r)
}
