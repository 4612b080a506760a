package view

import (
	"fmt"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// SelfRoot is the address of the list of a unit's self-reports.
const SelfRoot = address.OwnReports

var selfTones = map[registry.SelfState]string{
	registry.SelfDraft: "quiet", registry.SelfSent: "wait", registry.SelfReturned: "stop", registry.SelfAccepted: "ok",
}

// SelfBadge shows the state of a self-report.
func SelfBadge(s registry.SelfState) Badge { return Badge{Text: s.Label(), Tone: selfTones[s]} }

// NewOwnSelfsPage lists a unit's self-reports, one for each season; the zero report
// of a season is one not begun.
func NewOwnSelfsPage(body registry.Body, seasons []registry.Season, reports map[registry.Year]registry.SelfReport) YearlyPage {
	t := Table{
		Caption:     "Báo cáo từng năm",
		HideCaption: true,
		Stacked:     true,
		Columns:     []Column{{Label: "Năm"}, {Label: "Hạn gửi"}, {Label: "Trạng thái"}, {Label: "Lưu lần cuối"}},
	}
	for _, s := range seasons {
		state, saved := Badge{Text: "Chưa viết", Tone: "quiet"}, ""
		if r := reports[s.Year]; r.ID != 0 {
			state, saved = SelfBadge(r.State), Moment(r.UpdatedAt)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			H("Báo cáo năm "+YearText(s.Year), address.OwnReport.At(s.Year)), T(s.ReportTo.Local()), {Badge: &state}, T(saved),
		}})
	}
	t = t.Labelled()
	return YearlyPage{
		Title:    "Báo cáo năm của đơn vị",
		Lead:     "Mỗi năm một báo cáo ngắn về các nội dung khác của Chỉ thị, gửi " + body.Short + " tổng hợp.",
		Sections: []Block{{Table: &t}},
	}
}

// SelfLine is one unit that owes a self-report.
type SelfLine struct {
	Unit   registry.Unit
	Report registry.SelfReport // zero: none; a draft is the unit's own and counts as none
	Late   bool
}

// selfMissing is the code in addresses of units without a report that was sent.
const selfMissing = "chua-co"

func (l *SelfLine) code() string {
	if l.Report.ID == 0 || l.Report.State == registry.SelfDraft {
		return selfMissing
	}
	return l.Report.State.String()
}

// NewSelfReportsPage lists what the units sent and who has not; only is the code of
// a state, "" for all.
func NewSelfReportsPage(s registry.Season, lines []SelfLine, only string) YearlyPage {
	path := address.SelfReports.At(s.Year)
	t := Table{
		Caption:     "Báo cáo của các đơn vị",
		HideCaption: true,
		Stacked:     true,
		Columns:     []Column{{Label: "Đơn vị"}, {Label: "Trạng thái"}, {Label: "Gửi lúc"}},
	}
	counts := map[string]int{}
	for i := range lines {
		l := &lines[i]
		code := l.code()
		counts[code]++
		if only != "" && only != code {
			continue
		}
		head, badge, sent := H(l.Unit.Name, ""), Badge{Text: "Chưa có", Tone: "quiet"}, ""
		if code != selfMissing {
			head.URL = fmt.Sprintf("%s/%d", path, l.Report.ID)
			badge, sent = SelfBadge(l.Report.State), Moment(l.Report.SentAt)
			if l.Late {
				sent += ", sau hạn"
			}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{head, {Badge: &badge}, T(sent)}})
	}
	t = t.Labelled()
	p := YearlyPage{
		Crumbs: yearCrumbs(s.Year, Crumb{Text: "Báo cáo của đơn vị"}),
		Title:  fmt.Sprintf("Báo cáo năm %d của các đơn vị", s.Year),
		Lead:   "Nội dung ghép vào các phần I, II, III, IV, V của báo cáo tổng hợp. Hạn gửi: " + s.ReportTo.Local() + ".",
		Tabs:   []Tab{{Text: "Tất cả", URL: path, Count: Count(len(lines)), Current: only == ""}},
	}
	for _, x := range []registry.Choice{
		{Code: registry.SelfSent.String(), Label: "Chờ xem"},
		{Code: registry.SelfReturned.String(), Label: "Đã trả lại"},
		{Code: registry.SelfAccepted.String(), Label: "Đã tiếp nhận"},
		{Code: selfMissing, Label: "Chưa có"},
	} {
		p.Tabs = append(p.Tabs, Tab{
			Text: x.Label, URL: path + "?trang-thai=" + x.Code, Count: Count(counts[x.Code]), Current: only == x.Code,
		})
	}
	block := Block{Links: []Link{{Text: "Toàn bộ nội dung các đơn vị gửi (.xlsx)", URL: path + ".xlsx"}}}
	if len(t.Rows) > 0 {
		block.Table = &t
	} else {
		block.Empty = &Empty{Heading: "Không có đơn vị nào", Text: "Chọn mục khác ở trên."}
	}
	p.Sections = []Block{block}
	return p
}

// NewSelfJudgePage shows a self-report that was sent, with what may be done to it;
// typed is the reason as it was typed.
func NewSelfJudgePage(r registry.SelfReport, unit string, late bool, typed string, failed error) YearlyPage {
	path := address.SelfReports.At(r.Season)
	badge, sent := SelfBadge(r.State), Moment(r.SentAt)
	if late {
		sent += ", sau hạn"
	}
	facts := []Fact{
		{Name: "Trạng thái", Badge: &badge},
		{Name: "Gửi lúc", Text: sent},
		{Name: "Người viết", Text: r.Text.Writer},
		{Name: "Người duyệt", Text: r.Text.Approver},
	}
	if r.State == registry.SelfReturned {
		facts = append(facts, Fact{Name: "Lý do trả lại", Text: r.Reason})
	}
	p := YearlyPage{
		Crumbs:   yearCrumbs(r.Season, Crumb{Text: "Báo cáo của đơn vị", URL: path}, Crumb{Text: unit}),
		Title:    unit + ", báo cáo năm " + YearText(r.Season),
		Errors:   NewErrorSummary(failed),
		Sections: []Block{{Facts: facts}, {Heading: "Nội dung", Texts: selfTexts(&r.Text)}},
	}
	if form := judgeForm(&r, typed, failed); form != nil {
		p.Sections = append(p.Sections, Block{Heading: "Xét", Form: form})
	}
	return p
}

func selfTexts(t *registry.SelfText) (out []LongText) {
	for _, point := range registry.SelfPoints() {
		words := t.Get(point.Name)
		if point.Mark != "" {
			words += "\nTự đánh giá: " + registry.ChoiceLabel(registry.SelfMarks(), t.Get(point.Mark)) + "."
		}
		for _, n := range point.Numbers {
			if v := t.Get(n.Code); v != "" {
				words += "\n" + n.Label + ": " + v + "."
			}
		}
		out = append(out, LongText{Label: SelfHeading(point), Text: words})
	}
	return out
}

// judgeForm takes a report in or sends it back; nil when its unit has it.
func judgeForm(r *registry.SelfReport, typed string, failed error) *BlockForm {
	reason := InputArea("reason", "Lý do trả lại", typed, 3).
		Hint("Cần khi trả lại: nói rõ đơn vị phải bổ sung gì.").
		Wrong(registry.FieldsOf(failed))
	form := &BlockForm{
		URL:    address.SelfReport.At(r.Season, r.ID),
		Hidden: []Field{InputHidden("version", fmt.Sprint(r.Version))},
		Fields: []Field{reason},
	}
	back := Button{Text: "Trả lại", Name: "lam", Value: registry.SelfReturned.String()}
	switch r.State {
	case registry.SelfSent:
		form.Buttons = []Button{{Text: "Tiếp nhận", Kind: "main", Name: "lam", Value: registry.SelfAccepted.String()}, back}
	case registry.SelfAccepted:
		form.Buttons = []Button{back}
	default:
		return nil
	}
	return form
}
