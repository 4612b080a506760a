package view

import (
	"fmt"
	"strings"

	"danvankheo/internal/registry"
)

// NewReportForm is the result report of domain notes C.1.
func NewReportForm(e *registry.Entry, names Reference, x FormExtra) FormPage {
	r := &e.Report
	p := newForm(e, names, x, "bao-cao", "bao-cao")
	p.SaveAs, p.SendAs = "Lưu nháp", "Gửi báo cáo"
	p.Ready = "Đã đủ các phần bắt buộc. Đọc lại một lượt rồi bấm “Gửi báo cáo”."
	p.Eyebrow = fmt.Sprintf("Báo cáo kết quả năm %s · hạn %s · số %s", YearText(e.Season), x.Season.ReportTo.Local(), e.Number)
	p.Copy = fmt.Sprintf("dvk-%d-bao-cao", e.ID)
	p.Crumbs = append(p.Crumbs[:1:1], Crumb{"Số " + e.Number, DeskPath(e.ID, "")}, Crumb{Text: "Báo cáo kết quả"})
	p.Links = []Link{{"Xem hồ sơ đã tiếp nhận", DeskPath(e.ID, "")}, {"Lịch sử các lần lưu", DeskPath(e.ID, "lich-su")}}
	p.Notices = returnNotice(e.Result == registry.ReportReturned, e)
	if e.Result == registry.ReportReturned && len(e.ReturnChecks) > 0 {
		for _, c := range e.ReturnChecks {
			p.Notices[0].Lines = append(p.Notices[0].Lines, c.Text)
		}
	}
	p.Top = NumbersAsked(x.Err)
	p.Steps = []FormStep{
		{
			ID:     "buoc-ket-qua",
			Title:  "Kết quả bằng số",
			Lead:   "Chỉ tiêu đã cam kết giữ nguyên, chỉ điền phần thực hiện. Có kết quả khác thì thêm dòng.",
			Blocks: []FormBlock{{Rows: resultRows(e, names, x)}},
		},
		{ID: "buoc-to-chuc", Title: "Tổ chức, tác động", Blocks: []FormBlock{
			{
				Line: []Field{
					InputArea(
						"leadership",
						"Chủ trương, tổ chức thực hiện",
						r.Leadership,
						5,
					).Hint("Ai chỉ đạo, phân công thế nào, làm đến đâu.").
						About(150).
						Need(),
				},
			},
			{
				Line: []Field{
					InputArea(
						"impact",
						"Tác động, ý kiến người dân",
						r.Impact,
						5,
					).Public().
						Hint("Đời sống, an ninh, sự đồng thuận thay đổi ra sao; người dân nói gì.").
						About(150).
						Need(),
				},
			},
			{
				Line: []Field{
					InputNumber("surveyed", "Số phiếu hỏi ý kiến", r.Surveyed, "phiếu"),
					InputNumber("satisfied", "Tỷ lệ hài lòng", r.Satisfied, "%"),
				},
			},
			{Rows: resourceRows("report_resources", r.Resources, x.More)},
		}},
		{ID: "buoc-bai-hoc", Title: "Khó khăn, bài học", Blocks: []FormBlock{
			{Line: []Field{InputArea("difficulties", "Khó khăn, hạn chế, nguyên nhân", r.Difficulties, 4).About(120).Need()}},
			{
				Line: []Field{
					InputArea(
						"lessons",
						"Bài học",
						r.Lessons,
						4,
					).Public().
						Hint("Điều gì làm lại sẽ vẫn làm, điều gì sẽ khác.").
						About(120).
						Need(),
				},
			},
			{Line: []Field{InputArea("sustain", "Khả năng duy trì, nhân rộng", r.Sustain, 3).About(80).Need()}},
			{Rows: siteRows(r.Sites, x.More)},
			{Line: []Field{InputArea("proposal", "Đề nghị", r.Proposal, 2).Hint("Công nhận, khen thưởng, hỗ trợ gì, nếu có.")}},
			{
				Line: []Field{
					InputArea("confirmed", "Xác nhận của cấp trên", r.Confirmed, 2).Hint("Ai, cơ quan nào đã xác nhận kết quả này."),
				},
			},
		}},
		{
			ID:     "buoc-anh",
			Title:  "Ảnh, tài liệu",
			Lead:   fmt.Sprintf("Cần ít nhất %d ảnh kết quả, có chú thích, người chụp và căn cứ sử dụng.", x.Season.MinPhotos),
			Blocks: []FormBlock{photoBlock(e, x, true), fileBlock(e, true)},
		},
		{ID: "buoc-gui", Title: "Xem lại và gửi", Last: true},
	}
	p.finish(x.Err, registry.FieldsOf(e.CheckReport(x.Season, names.Catalogue)))
	return p
}

// resultRows are the reached figures: promised lines fixed, others free.
func resultRows(e *registry.Entry, names Reference, x FormExtra) *FormRows {
	r := &FormRows{
		Name: "outcomes", Legend: "Kết quả so với chỉ tiêu", Help: "Số viết theo lối Việt Nam: 1.306,5.",
		Add: Button{Text: "Thêm kết quả khác", Name: "them", Value: "outcomes"},
	}
	reached := func(name string, o registry.Outcome) [][]Field {
		return [][]Field{
			{
				InputNumber(name+"actual", "Thực hiện", o.Actual, names.Catalogue.In(e.Season).Unit(o)),
				InputSelect(name+"period", "Kỳ số liệu", o.Period, Options(registry.Periods(), "Chọn kỳ…")),
				InputSelect(name+"source", "Nguồn số liệu", o.Source, Options(registry.Sources(), "Chọn nguồn…")),
			},
			{InputText(name+"evidence", "Minh chứng", o.Evidence).Hint("Tên văn bản, biên bản, tài liệu kèm theo.")},
		}
	}
	free := func(n string, o registry.Outcome, head string) FormRow {
		name := "outcomes." + n + "."
		unit := InputText(name+"unit", "Đơn vị tính", o.Unit)
		unit.Width = "short"
		lines := [][]Field{
			{InputSelect(name+"indicator", "Chỉ số", o.Indicator, indicatorOptions(names.Catalogue, e.Season, e.Content.Field, o.Indicator))},
			{InputText(name+"label", "Tên riêng, nói rõ thêm", o.Label)},
			{InputNumber(name+"baseline", "Đầu kỳ", o.Baseline, ""), unit},
		}
		return FormRow{Head: head, Lines: append(lines, reached(name, o)...)}
	}
	fillRows(r, e.Content.Outcomes, "Kết quả", free)
	moreOf(r, e.Content.Outcomes, x.More == "outcomes", "Kết quả", free)
	for i, o := range e.Content.Outcomes {
		if !o.Committed {
			continue
		}
		r.Items[i] = FormRow{
			Head:  names.Catalogue.In(e.Season).Label(o),
			Facts: promiseLine(o, names.Catalogue.In(e.Season)),
			Lines: reached(fmt.Sprintf("outcomes.%d.", i), o),
		}
	}
	return r
}

// promiseLine says what was promised: "Cam kết: 2,4 km, đầu kỳ 0,8 km".
func promiseLine(o registry.Outcome, c *registry.Catalogue) string {
	unit := c.Unit(o)
	parts := []string{"Cam kết: " + strings.TrimSpace(string(o.Target)+" "+unit)}
	if !o.Baseline.Empty() {
		parts = append(parts, "đầu kỳ "+strings.TrimSpace(string(o.Baseline)+" "+unit))
	}
	return strings.Join(parts, ", ")
}
