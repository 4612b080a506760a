package view

import (
	"fmt"
	"slices"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
)

// ScoreTask is one entry that a member is to score.
type ScoreTask struct {
	CouncilEntry
	Declared bool              // the member said whether they are tied to it
	Sheet    *evaluation.Sheet // nil: not begun
}

func (t ScoreTask) finished() bool { return t.Sheet != nil && t.Sheet.Done }

// NextTask is the first unscored entry after one, starting over at the end; 0 when
// none is left. What is not declared is not offered.
func NextTask(tasks []ScoreTask, after registry.EntryID) registry.EntryID {
	at := slices.IndexFunc(tasks, func(t ScoreTask) bool { return t.ID == after })
	for i := range tasks {
		t := tasks[(at+1+i)%len(tasks)]
		if t.ID != after && t.Declared && !t.finished() {
			return t.ID
		}
	}
	return 0
}

// NewDeclarePage lists the assigned entries that a member has not declared yet.
func NewDeclarePage(s CouncilSeat, tasks []ScoreTask) CouncilPage {
	p := CouncilPage{CouncilHead: s.head("Khai báo liên quan", nil)}
	p.Lead = "Đánh dấu mô hình mà bạn, người thân hoặc cơ quan bạn có liên quan. Bạn sẽ không chấm, không biểu quyết " +
		"và không thấy gì về mô hình đó nữa. Khai xong thì hồ sơ mới mở."
	form := &BlockForm{
		URL: address.RoundDeclare.At(s.Round.ID),
		After: []Field{InputText("reason", "Liên quan thế nào", "").
			Hint("Một câu ngắn, chỉ thư ký đọc. Không có mô hình nào liên quan thì để trống và gửi.")},
		Buttons: []Button{Submit("Gửi khai báo")},
	}
	for _, t := range tasks {
		if !t.Declared {
			form.Picks = append(form.Picks, PickRow{
				Field: InputTick(fmt.Sprintf("e%d", t.ID), t.Title, false), Mark: MarkOf(t.Field), Sub: t.UnitLine,
			})
			form.Hidden = append(form.Hidden, InputHidden("seen", fmt.Sprint(t.ID)))
		}
	}
	sec := Block{Form: form}
	switch {
	case !s.May(evaluation.Declare):
		sec = Block{Empty: &Empty{Heading: "Đã hết bước khai báo", Text: "Bước chấm điểm đã đóng."}}
	case len(form.Picks) == 0:
		sec = Block{Empty: &Empty{
			Heading: "Không còn gì để khai",
			Text:    "Bạn đã khai báo cho mọi mô hình được giao.",
			Action:  &Link{"Vào chấm điểm", address.RoundScoring.At(s.Round.ID)},
		}}
	}
	p.Sections = []Block{sec}
	return p
}

// NewTasksPage is a member's list of what to score, in their own order. What is
// not declared has no link; scoring begins with the next one that is.
func NewTasksPage(s CouncilSeat, tasks []ScoreTask) CouncilPage {
	p := CouncilPage{CouncilHead: s.head("Chấm điểm", nil)}
	if s.May(evaluation.Declare) && slices.ContainsFunc(tasks, func(t ScoreTask) bool { return !t.Declared }) {
		p.Notices = []Notice{{
			Tone:    "wait",
			Heading: "Cần khai báo trước khi mở hồ sơ",
			Links:   []Link{{"Khai báo liên quan", address.RoundDeclare.At(s.Round.ID)}},
		}}
	}
	if len(tasks) == 0 {
		p.Sections = []Block{{Empty: &Empty{
			Heading: "Chưa có mô hình nào được giao",
			Text:    "Khi thư ký phân công, mô hình sẽ hiện ở đây theo thứ tự riêng của bạn.",
		}}}
		return p
	}
	t := Table{
		Caption: "Mô hình được giao", HideCaption: true, Stacked: true,
		Columns: []Column{{Label: "Mô hình"}, {Label: "Lĩnh vực"}, {Label: "Phiếu"}, {Label: "Điểm", Num: true}},
	}
	finished, begun := 0, 0
	for _, x := range tasks {
		if x.finished() {
			finished++
		} else if x.Sheet != nil {
			begun++
		}
		t.Rows = append(t.Rows, taskRow(s, x))
	}
	t = t.Labelled()
	sec := Block{Figures: []Figure{finishedFigure(finished, len(tasks))}, Table: &t}
	if begun > 0 {
		sec.Figures = append(sec.Figures, Figure{Value: strconv.Itoa(begun), Label: "phiếu còn dở"})
	}
	if s.May(evaluation.ScoreEntry) {
		sec.Links = s.offlineLinks()
		if next := NextTask(tasks, 0); next != 0 {
			sec.Start = &Link{"Chấm mô hình kế tiếp", address.RoundSheet.At(s.Round.ID, next)}
		}
	}
	p.Sections = []Block{sec}
	return p
}

func taskRow(s CouncilSeat, x ScoreTask) Row {
	badge, total := Badge{"Chưa chấm", "wait"}, ""
	if x.Sheet != nil {
		badge, total = Badge{"Đang chấm", "info"}, x.Sheet.Total.String()
	}
	if x.finished() {
		badge = Badge{"Đã chấm", "ok"}
	}
	title := H(x.Title, address.RoundSheet.At(s.Round.ID, x.ID))
	title.Sub = x.numberedUnit()
	if !x.Declared {
		badge, title.URL = Badge{"Chờ khai báo", "wait"}, ""
	}
	return Row{Cells: []Cell{title, {Mark: MarkOf(x.Field)}, {Badge: &badge}, N(total)}}
}
