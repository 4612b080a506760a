package view

import (
	"fmt"
	"slices"
	"strings"

	"danvankheo/internal/address"
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
	p.Crumbs = append(p.Crumbs[:1:1], Crumb{"Số " + e.Number, address.Entry.At(e.ID)}, Crumb{Text: "Báo cáo kết quả"})
	p.Links = []Link{{"Xem hồ sơ đã tiếp nhận", address.Entry.At(e.ID)}, {"Lịch sử các lần lưu", address.EntryHistory.At(e.ID)}}
	p.Notices = returnNotice(e.Result == registry.ReportReturned, e)
	if e.Result == registry.ReportReturned && len(e.ReturnChecks) > 0 {
		for _, c := range e.ReturnChecks {
			p.Notices[0].Lines = append(p.Notices[0].Lines, c.Text)
		}
	}
	p.Top = append(NumbersAsked(x.Err), figuresAsked(e, names, x, true)...)
	p.Steps = []FormStep{
		{
			ID:     "buoc-ket-qua",
			Title:  "Kết quả bằng số",
			Lead:   "Chỉ tiêu đã cam kết giữ nguyên, chỉ điền phần thực hiện. Có kết quả khác thì thêm dòng.",
			Blocks: []FormBlock{{Rows: resultRows(e, names, x)}},
		},
		{ID: "buoc-to-chuc", Title: "Tổ chức, tác động", Blocks: append(
			inputBlocks(reportFields, registry.SectionOrganised, r),
			FormBlock{Rows: resourceRows("report_resources", r.Resources, x.More)},
		)},
		{ID: "buoc-bai-hoc", Title: "Khó khăn, bài học", Blocks: slices.Concat(
			inputBlocks(reportFields, registry.SectionLessons, r),
			[]FormBlock{{Rows: siteRows(r.Sites, x.More)}},
			inputBlocks(reportFields, registry.SectionClosing, r),
		)},
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
	catalogue := names.Catalogue.In(e.Season)
	reached := func(name string, o registry.Outcome) [][]Field {
		return [][]Field{
			{
				readOutcome(InputNumber(name+"actual", "Thực hiện", o.Actual, catalogue.Unit(o)), o, catalogue),
				InputSelect(name+"period", "Kỳ số liệu", o.Period, Options(registry.Periods(), "Chọn kỳ…")),
				InputSelect(name+"source", "Nguồn số liệu", o.Source, Options(registry.Sources(), "Chọn nguồn…")),
			},
			{input(outcomeFields, "evidence", name, &o)},
		}
	}
	free := func(n string, o registry.Outcome, head string) FormRow {
		name := "outcomes." + n + "."
		unit := input(outcomeFields, "unit", name, &o)
		unit.Width = "short"
		lines := [][]Field{
			{InputSelect(name+"indicator", "Chỉ số", o.Indicator,
				indicatorOptions(names.Catalogue, e.Season, e.Content.Field, o.Indicator))},
			{input(outcomeFields, "label", name, &o).Hint("")},
			{readOutcome(InputNumber(name+"baseline", "Đầu kỳ", o.Baseline, ""), o, catalogue), unit},
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
			Head:  catalogue.Label(o),
			Facts: promiseLine(o, catalogue),
			Lines: reached(fmt.Sprintf("outcomes.%d.", i), o),
		}
	}
	return r
}

// promiseLine says what was promised: "Cam kết: 2,4 km, đầu kỳ 0,8 km".
func promiseLine(o registry.Outcome, c *registry.Catalogue) string {
	unit := c.Unit(o)
	parts := []string{"Cam kết: " + strings.TrimSpace(o.Target.Shown()+" "+unit)}
	if !o.Baseline.Empty() {
		parts = append(parts, "đầu kỳ "+strings.TrimSpace(o.Baseline.Shown()+" "+unit))
	}
	return strings.Join(parts, ", ")
}
