package view

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// offeredExamples is how many models are offered to be named in the report,
// chosenExamples how many of them are chosen beforehand.
const (
	offeredExamples = 60
	chosenExamples  = 6
)

// FreezeInput is what the page asks that freezes figures.
type FreezeInput struct {
	Season   registry.Season
	State    YearState     // of now
	Versions []YearVersion // the newest first
	Waiting  YearWaiting
	Typed    url.Values // nil when the page is opened
	Err      error
}

// NewFreezePage asks for a confirmation, the examples to name and, from the second
// version on, a reason.
func NewFreezePage(in FreezeInput) YearlyPage {
	y, seen := in.Season.Year, 0
	if len(in.Versions) > 0 {
		seen = in.Versions[0].Number
	}
	open := openTable(y, &in.State, in.Waiting)
	return YearlyPage{
		Crumbs:  yearCrumbs(y, Crumb{Text: "Chốt"}),
		Title:   fmt.Sprintf("Chốt số liệu năm %d, bản %d", y, seen+1),
		Errors:  NewErrorSummary(in.Err),
		Figures: yearFigures(y, &in.State),
		Lead: "Bản chốt giữ nguyên số liệu và danh sách đúng lúc này, không sửa, không xóa được. " +
			"Thay đổi về sau hiện thành “điều chỉnh sau chốt”.",
		Sections: []Block{
			{Heading: "Việc còn dở", Text: openText(open), Table: open},
			{
				Heading: "Xác nhận",
				Form: &BlockForm{
					URL:    address.YearFreeze.At(y),
					Hidden: []Field{InputHidden("seen", strconv.Itoa(seen))},
					Fields: freezeFields(&in, seen > 0),
					Buttons: []Button{
						Submit(fmt.Sprintf("Chốt số liệu năm %d", y)), {Text: "Quay lại", URL: address.YearReport.At(y)},
					},
				},
			},
		},
	}
}

func freezeFields(in *FreezeInput, again bool) []Field {
	var fields []Field
	if again {
		fields = append(fields, InputArea("reason", "Lý do chốt lại", in.Typed.Get("reason"), 3).
			Hint("Ghi trong bản mới; bản cũ vẫn giữ nguyên.").Need())
	}
	values := slices.Clone(in.Typed["examples"])
	if in.Typed == nil {
		for _, id := range in.State.Suggest(chosenExamples) {
			values = append(values, strconv.FormatInt(int64(id), 10))
		}
	}
	offered := in.State.Frozen
	offered.Examples = in.State.Suggest(offeredExamples)
	var options []Option
	for _, m := range offered.Chosen() {
		options = append(options, Option{
			Value: strconv.FormatInt(int64(m.ID), 10),
			Label: m.Title,
			Help:  join(" · ", m.UnitName, registry.FieldLabel(m.Field), m.Figure),
		})
	}
	if len(options) > 0 {
		fields = append(fields, InputChecks("examples", "Mô hình nêu tên trong báo cáo", values, options).
			Hint("Từ 3 đến 6 mô hình đã xác nhận hiệu quả, có số đạt được; chương trình đã chọn sẵn, mỗi lĩnh vực một mô hình. "+
				"Mô hình được khen, được công nhận, có bài báo đứng trước."))
	}
	wrong := registry.FieldsOf(in.Err)
	for i := range fields {
		fields[i].Error = wrong.For(fields[i].Name)
	}
	return fields
}
