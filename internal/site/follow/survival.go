package follow

import (
	"fmt"
	"net/http"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// survival asks the unit what became of its models of earlier years.
func (h *yearly) survival(c *shell.Context) error { return h.showSurvival(c, http.StatusOK, nil) }

func (h *yearly) showSurvival(c *shell.Context, code int, cause error) error {
	ctx, a := c.Context(), c.Actor()
	list, err := h.DB.SurvivalsOf(ctx, shell.UnitsOf(a))
	if err != nil {
		return err
	}
	var ids []registry.EntryID
	for _, s := range list {
		ids = append(ids, s.Entry)
	}
	entries, err := h.DB.EntriesByID(ctx, ids)
	if err != nil {
		return err
	}
	at := map[registry.EntryID]*registry.Entry{}
	for i := range entries {
		at[entries[i].ID] = &entries[i]
	}
	p := view.YearlyPage{
		Title:  "Mô hình năm trước còn không",
		Lead:   "Sau 12 và 24 tháng kể từ khi được xác nhận hiệu quả, đơn vị được hỏi một lần. Câu trả lời hiện trên bài công khai và được đếm trong báo cáo năm.",
		Errors: view.NewErrorSummary(cause),
	}
	answered := view.Table{
		Caption:     "Đã trả lời",
		HideCaption: true,
		Stacked:     true,
		Columns:     []view.Column{{Label: "Mô hình"}, {Label: "Sau"}, {Label: "Trả lời"}, {Label: "Ghi chú"}, {Label: "Ngày"}},
	}
	for _, s := range list {
		e := at[s.Entry]
		if e == nil {
			continue
		}
		if s.Fate != registry.Unanswered {
			answered.Rows = append(
				answered.Rows,
				view.Row{
					Cells: []view.Cell{
						view.H(e.Headline(), address.Entry.At(e.ID)),
						view.T(fmt.Sprintf("%d tháng", s.Months)),
						view.T(s.Fate.Label()),
						view.T(s.Note),
						view.T(view.Day(s.AnsweredAt)),
					},
				},
			)
			continue
		}
		note := view.InputText("note", "Ghi chú (không bắt buộc)", "").Hint("Ví dụ: đã thêm hai thôn; dừng vì đường đã làm xong.")
		note.ID = fmt.Sprintf("note-%d-%d", s.Entry, s.Months)
		form := &view.YearlyForm{
			URL:    address.SurvivalAnswer.At(s.Entry),
			Hidden: []view.Field{view.InputHidden("months", fmt.Sprint(s.Months))},
			Fields: []view.Field{note},
		}
		for i, f := range registry.Fates()[1:] {
			b := view.Button{Text: f.Label(), Name: "fate", Value: f.String()}
			if i == 0 {
				b.Kind = "main"
			}
			form.Buttons = append(form.Buttons, b)
		}
		p.Sections = append(
			p.Sections,
			view.YearlySection{
				Heading: e.Headline(),
				Text: fmt.Sprintf(
					"Mô hình năm %s, xác nhận hiệu quả ngày %s. Sau %d tháng, mô hình thế nào?",
					view.YearText(e.Season),
					view.Day(e.ConfirmedAt),
					s.Months,
				),
				Form: form,
			},
		)
	}
	if len(p.Sections) == 0 {
		p.Sections = append(
			p.Sections,
			view.YearlySection{
				Empty: &view.Empty{
					Heading: "Không có câu hỏi nào",
					Text:    "Khi một mô hình của đơn vị tròn 12 hoặc 24 tháng từ ngày được xác nhận hiệu quả, câu hỏi sẽ hiện ở đây.",
				},
			},
		)
	}
	if len(answered.Rows) > 0 {
		answered = answered.Labelled()
		p.Sections = append(p.Sections, view.YearlySection{Heading: "Đã trả lời", Table: &answered})
	}
	return h.draw(c, code, p)
}

func (h *yearly) answer(c *shell.Context) error {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	fate, err := registry.ParseFate(v.Get("fate"))
	if err != nil {
		fate = registry.Unanswered
	}
	err = h.Followup.AnswerSurvival(c.Context(), c.Actor(), id, int(shell.FormNumber(v, "months")), fate, v.Get("note"))
	if shell.Mendable(err) {
		code, _ := shell.StatusOf(err)
		return h.showSurvival(c, code, err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "answered", address.Survival)
}
