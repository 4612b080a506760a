package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// TalkInput is everything about one entry once scores may be seen.
type TalkInput struct {
	Seat     CouncilSeat
	Entry    CouncilEntry
	Standing *evaluation.Standing
	Sheets   []evaluation.Sheet
	Changes  []ScoreChange
	Notes    []TalkNote
	Names    map[registry.AccountID]string
	Typed    string // a note that was refused
	Err      error
}

// ScoreChange is a finished sheet that its member changed.
type ScoreChange struct {
	Member                registry.AccountID
	At                    time.Time
	Before, After, Reason string
}

// TalkNote is what somebody said of an entry.
type TalkNote struct {
	Member registry.AccountID
	At     time.Time
	Text   string
}

// NewTalkPage is the discussion of one entry: the sheets side by side, what was
// said, what was changed. The clerk clears the feedback to the unit there.
func NewTalkPage(in TalkInput) CouncilPage {
	s, x := in.Seat, in.Entry
	p := CouncilPage{CouncilHead: CouncilHead{
		Crumbs:  s.crumbs(Crumb{"Xếp hạng", address.RoundRanking.At(s.Round.ID)}, Crumb{Text: "Số " + x.Number}),
		Eyebrow: x.numberedUnit(), Title: x.Title, Errors: NewErrorSummary(in.Err),
	}}
	if in.Standing != nil && in.Standing.Sheets > 0 && in.Standing.Spread {
		p.Notices = []Notice{
			{Tone: "wait", Text: "Các phiếu chênh nhau nhiều. Hội đồng nên nói rõ vì sao trước khi đi tiếp."},
		}
	}
	p.Sections = []Block{talkFigures(in), SheetMatrix(s.Round.Scale, in.Sheets, in.Names), talkNotes(in)}
	if len(in.Changes) > 0 {
		p.Sections = append(p.Sections, talkChanges(in))
	}
	if s.Position == evaluation.Clerk {
		p.Sections = append(p.Sections, feedbackSection(in))
	}
	return p
}

func talkFigures(in TalkInput) Block {
	s, x := in.Seat, in.Entry
	sec := Block{Links: []Link{{"Đọc hồ sơ", address.RoundSheet.At(s.Round.ID, x.ID)}}}
	if s.May(evaluation.MakePapers) {
		sec.Links = append(
			sec.Links,
			Link{"Các phiếu chấm (.docx)", address.RoundPaper.At(s.Round.ID, fmt.Sprintf("phieu-cham-%d.docx", x.ID))},
		)
		if x.Outcome == evaluation.Proposed {
			sec.Links = append(sec.Links, Link{"Hồ sơ khen thưởng (.zip)", address.RoundDossier.At(s.Round.ID, x.ID)})
		}
	}
	if st := in.Standing; st != nil && st.Sheets > 0 {
		sec.Figures = []Figure{
			{Value: Two(st.Mean), Unit: "điểm", Label: "trung bình"},
			{Value: Two(st.Median), Label: "trung vị"},
			{Value: st.Min.String() + " – " + st.Max.String(), Label: "thấp nhất – cao nhất"},
			{Value: strconv.Itoa(st.Sheets), Unit: "phiếu", Label: "đã xong"},
		}
	}
	return sec
}

func talkNotes(in TalkInput) Block {
	sec := Block{Heading: "Thảo luận"}
	for _, n := range in.Notes {
		sec.Timeline = append(sec.Timeline, TimelineItem{
			When: Moment(n.At), Stamp: n.At.Format(time.RFC3339), Who: memberName(in.Names, n.Member), What: n.Text,
		})
	}
	if in.Seat.May(evaluation.Discuss) {
		sec.Form = &BlockForm{
			URL:     address.RoundNote.At(in.Seat.Round.ID, in.Entry.ID),
			Fields:  []Field{InputArea("text", "Ý kiến", in.Typed, 3).Wrong(registry.FieldsOf(in.Err))},
			Buttons: []Button{{Text: "Ghi ý kiến"}},
		}
	}
	if in.Seat.May(evaluation.ChangeScore) {
		sec.Links = []Link{{"Đổi điểm của tôi, có lý do", address.RoundSheet.At(in.Seat.Round.ID, in.Entry.ID) + "#phieu"}}
	}
	return sec
}

func talkChanges(in TalkInput) Block {
	sec := Block{Heading: "Điểm đã đổi"}
	for _, x := range in.Changes {
		sec.Timeline = append(sec.Timeline, TimelineItem{
			When: Moment(x.At), Stamp: x.At.Format(time.RFC3339), Who: memberName(in.Names, x.Member),
			What: "Trước: " + x.Before + ". Sau: " + x.After, Why: x.Reason,
		})
	}
	return sec
}

func feedbackSection(in TalkInput) Block {
	text := in.Entry.Feedback
	if text == "" {
		text = draftFeedback(in.Sheets)
	}
	return Block{Form: &BlockForm{
		Fold:    "Nhận xét gửi đơn vị sau công bố (không ghi tên người nhận xét)",
		URL:     address.RoundFeedback.At(in.Seat.Round.ID, in.Entry.ID),
		Fields:  []Field{InputArea("feedback", "Nhận xét đã duyệt", text, 5)},
		Buttons: []Button{{Text: "Lưu nhận xét"}},
	}}
}

// draftFeedback gathers the comments of the sheets for the secretariat to clear.
// They are sorted, so that neither names nor the order tell who wrote what.
func draftFeedback(sheets []evaluation.Sheet) string {
	var lines []string
	for _, x := range sheets {
		for _, m := range x.Marks {
			if m.Comment != "" {
				lines = append(lines, "– "+m.Comment)
			}
		}
		if x.Note != "" {
			lines = append(lines, "– "+x.Note)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// SheetMatrix sets sheets side by side: members down, criteria across, and what
// they wrote below.
func SheetMatrix(scale evaluation.Scale, sheets []evaluation.Sheet, names map[registry.AccountID]string) Block {
	sec := Block{Heading: "Các phiếu"}
	if len(sheets) == 0 {
		sec.Text = "Chưa có phiếu nào đã xong."
		return sec
	}
	t := Table{Caption: "Điểm của từng thành viên", HideCaption: true, Stacked: true, Columns: []Column{{Label: "Thành viên"}}}
	for _, k := range scale.Criteria {
		t.Columns = append(t.Columns, Column{Label: k.Code, Num: true})
	}
	t.Columns = append(t.Columns, Column{Label: "Thưởng, trừ"}, Column{Label: "Tổng", Num: true})
	for _, x := range sheets {
		who := memberName(names, x.Member)
		cells := []Cell{H(who, "")}
		for _, k := range scale.Criteria {
			cells = append(cells, N(x.Points(k.Code).String()))
		}
		cells = append(cells, T(strings.Join(x.Adjustments, ", ")), N(x.Total.String()))
		t.Rows = append(t.Rows, Row{Cells: cells})
		if words := sheetWords(scale, x); len(words) > 0 {
			sec.Texts = append(sec.Texts, LongText{Label: who, Text: strings.Join(words, "\n")})
		}
	}
	t = t.Labelled()
	sec.Table = &t
	return sec
}

// sheetWords are the comments of a sheet and what its points rest on.
func sheetWords(scale evaluation.Scale, x evaluation.Sheet) (words []string) {
	for _, k := range scale.Criteria {
		m := x.Marks[k.Code]
		if m.Comment == "" && m.Pin == "" {
			continue
		}
		text := m.Comment
		if m.Pin != "" {
			text += " (dựa vào: " + m.Pin + ")"
		}
		words = append(words, k.Code+": "+strings.TrimSpace(text))
	}
	if x.Note != "" {
		words = append(words, "Chung: "+x.Note)
	}
	return words
}
