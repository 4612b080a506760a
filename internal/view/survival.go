package view

import (
	"fmt"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// NewSurvivalPage asks a unit what became of its models of earlier years, and lists
// what it answered; locked says why a question takes no answer any more. typed is the
// answer that failed, shown as it was typed. A question about an entry that is not in
// entries is left out.
func NewSurvivalPage(
	list []registry.Survival, entries []registry.Entry, locked map[registry.EntryID]string, typed registry.Survival, failed error,
) YearlyPage {
	at := map[registry.EntryID]*registry.Entry{}
	for i := range entries {
		at[entries[i].ID] = &entries[i]
	}
	p := YearlyPage{
		Title: "Mô hình năm trước còn không",
		Lead: "Sau 12 và 24 tháng kể từ khi được xác nhận hiệu quả, đơn vị được hỏi một lần. " +
			"Câu trả lời hiện trên bài công khai sau khi chuyên viên duyệt, và được đếm trong báo cáo năm.",
		Errors: NewErrorSummary(failed),
	}
	answered := Table{
		Caption:     "Đã trả lời",
		HideCaption: true,
		Stacked:     true,
		Columns:     []Column{{Label: "Mô hình"}, {Label: "Sau"}, {Label: "Trả lời"}, {Label: "Ghi chú"}, {Label: "Ngày"}},
	}
	for _, s := range list {
		e := at[s.Entry]
		switch {
		case e == nil:
		case s.Fate == registry.Unanswered:
			var wrong registry.Fields
			if s.Entry == typed.Entry && s.Months == typed.Months {
				s.Note, wrong = typed.Note, registry.FieldsOf(failed)
			}
			q := survivalQuestion(&s, e, wrong)
			if why := locked[s.Entry]; why != "" {
				q.Form, q.Text = nil, q.Text+" "+why
			}
			p.Sections = append(p.Sections, q)
		default:
			answered.Rows = append(answered.Rows, Row{Cells: []Cell{
				H(
					e.RegisteredName(),
					address.Entry.At(e.ID),
				), T(fmt.Sprintf("%d tháng", s.Months)), T(s.Fate.Label()), T(s.Note), T(Day(s.AnsweredAt)),
			}})
		}
	}
	if len(p.Sections) == 0 {
		p.Sections = append(p.Sections, Block{Empty: &Empty{
			Heading: "Không có câu hỏi nào",
			Text: "Khi một mô hình của đơn vị tròn 12 hoặc 24 tháng từ ngày được xác nhận hiệu quả, " +
				"câu hỏi sẽ hiện ở đây.",
		}})
	}
	if len(answered.Rows) > 0 {
		answered = answered.Labelled()
		p.Sections = append(p.Sections, Block{Heading: "Đã trả lời", Table: &answered})
	}
	return p
}

func survivalQuestion(s *registry.Survival, e *registry.Entry, wrong registry.Fields) Block {
	note := InputText(registry.SurvivalNote.Name, "Ghi chú (không bắt buộc)", s.Note).Wrong(wrong).
		Hint("Ví dụ: đã thêm hai thôn; dừng vì đường đã làm xong.")
	note.ID = fmt.Sprintf("note-%d-%d", s.Entry, s.Months)
	form := &BlockForm{
		URL:    address.SurvivalAnswer.At(s.Entry),
		Hidden: []Field{InputHidden("months", fmt.Sprint(s.Months))},
		Fields: []Field{note},
	}
	for i, f := range registry.Fates()[1:] {
		b := Button{Text: f.Label(), Name: "fate", Value: f.String()}
		if i == 0 {
			b.Kind = "main"
		}
		form.Buttons = append(form.Buttons, b)
	}
	return Block{
		Heading: e.RegisteredName(),
		Text: fmt.Sprintf("Mô hình năm %s, xác nhận hiệu quả ngày %s. Sau %d tháng, mô hình thế nào?",
			YearText(e.Season), Day(e.ConfirmedAt), s.Months),
		Form: form,
	}
}
