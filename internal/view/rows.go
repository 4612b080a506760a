package view

import (
	"fmt"
	"strconv"

	"danvankheo/internal/registry"
)

// spareRows is how many empty lines are ready under a list; moreRows how many
// when more were asked for.
const (
	spareRows = 1
	moreRows  = 4
)

// fillRows writes the lines of a list, some empty ones, and the one that scripts
// copy.
func fillRows[T any](r *FormRows, list []T, head string, row func(n string, v T, head string) FormRow) {
	spare := max(spareRows, 2-len(list))
	var none T
	for i := range len(list) + spare {
		v := none
		if i < len(list) {
			v = list[i]
		}
		item := row(strconv.Itoa(i), v, fmt.Sprintf("%s %d", head, i+1))
		item.Drop = &Button{Text: "Bỏ dòng", Name: "bo", Value: fmt.Sprintf("%s.%d", r.Name, i)}
		r.Items = append(r.Items, item)
	}
	r.Blank = row("__N__", none, head+" __M__")
	r.Blank.Drop = &Button{Text: "Bỏ dòng", Name: "bo", Value: r.Name + ".__N__"}
}

// moreOf adds empty lines when more were asked for without a script.
func moreOf[T any](r *FormRows, list []T, more bool, head string, row func(n string, v T, head string) FormRow) {
	if !more {
		return
	}
	var none T
	for i := len(r.Items); i < len(list)+moreRows; i++ {
		item := row(strconv.Itoa(i), none, fmt.Sprintf("%s %d", head, i+1))
		item.Drop = &Button{Text: "Bỏ dòng", Name: "bo", Value: fmt.Sprintf("%s.%d", r.Name, i)}
		r.Items = append(r.Items, item)
	}
}

// indicatorOptions offers the indicators of a season, those usual in the field
// first; one that was chosen stays, though it may be retired.
func indicatorOptions(c *registry.Catalogue, season registry.Year, field registry.FieldCode, chosen string) []Option {
	groups := make([][]Option, 3)
	labels := []string{"Thường dùng: " + registry.FieldLabel(field), "Dùng cho mọi lĩnh vực", "Lĩnh vực khác"}
	if field == "" {
		labels[0] = "Theo lĩnh vực"
	}
	for _, ind := range c.In(season).All() {
		if !ind.Offered(season) && ind.Code != chosen {
			continue
		}
		at := 2
		if len(ind.Fields) == 0 {
			at = 1
		}
		for _, f := range ind.Fields {
			if f == field {
				at = 0
			}
		}
		groups[at] = append(groups[at], Option{
			Value: ind.Code, Label: ind.Label + " (" + ind.Unit + ")", Group: labels[at], Unit: ind.Unit, Whole: ind.Whole(),
		})
	}
	out := []Option{{Label: "Tự ghi tên chỉ tiêu…"}}
	for _, g := range groups {
		out = append(out, g...)
	}
	return out
}

// outcomeRows are the promised figures of a registration.
func outcomeRows(e *registry.Entry, names Reference, x FormExtra) *FormRows {
	r := &FormRows{
		Name: "outcomes", Legend: "Chỉ tiêu cam kết",
		Help: "Ít nhất một chỉ tiêu đo được. Khi đăng ký được tiếp nhận, số đích trở thành cam kết và báo cáo cuối năm so với số này.",
		Add:  Button{Text: "Thêm chỉ tiêu", Name: "them", Value: "outcomes"},
	}
	row := func(n string, o registry.Outcome, head string) FormRow {
		name := "outcomes." + n + "."
		unit := input(outcomeFields, "unit", name, &o)
		unit.Width = "short"
		catalogue := names.Catalogue.In(e.Season)
		if ind, ok := catalogue.Indicator(o.Indicator); ok {
			unit.Placeholder = ind.Unit
		}
		return FormRow{Head: head, Lines: [][]Field{
			{InputSelect(name+"indicator", "Chỉ số", o.Indicator,
				indicatorOptions(names.Catalogue, e.Season, e.Content.Field, o.Indicator))},
			{input(outcomeFields, "label", name, &o)},
			{
				readOutcome(input(outcomeFields, "baseline", name, &o), o, catalogue),
				readOutcome(input(outcomeFields, "target", name, &o), o, catalogue), unit,
			},
		}}
	}
	fillRows(r, e.Content.Outcomes, "Chỉ tiêu", row)
	moreOf(r, e.Content.Outcomes, x.More == "outcomes", "Chỉ tiêu", row)
	return r
}

// resourceRows are the means of a registration or a report.
func resourceRows(add string, list []registry.Resource, more string) *FormRows {
	r := &FormRows{
		Name: "resources", Legend: "Nguồn lực", Help: "Tiền tính bằng triệu đồng; ngày công, hiện vật, nhân lực ghi số và nói rõ đơn vị " +
			"ở cột ghi chú.",
		Add: Button{Text: "Thêm nguồn lực", Name: "them", Value: add},
	}
	row := func(n string, v registry.Resource, head string) FormRow {
		name := "resources." + n + "."
		return FormRow{Head: head, Lines: [][]Field{
			{InputSelect(name+"kind", "Loại", v.Kind, Options(registry.ResourceKinds()))},
			{input(resourceFields, "amount", name, &v).Read(Reading{}), input(resourceFields, "note", name, &v)},
		}}
	}
	fillRows(r, list, "Nguồn lực", row)
	moreOf(r, list, more == add, "Nguồn lực", row)
	return r
}

// siteRows are the places where a model runs.
func siteRows(list []registry.Site, more string) *FormRows {
	r := &FormRows{
		Name: "sites", Legend: "Điểm áp dụng", Help: "Mỗi nơi đang làm theo mô hình một dòng: thôn, xã, từ ngày nào, mấy tổ.",
		Add: Button{Text: "Thêm điểm", Name: "them", Value: "sites"},
	}
	row := func(n string, v registry.Site, head string) FormRow {
		name := "sites." + n + "."
		return FormRow{Head: head, Lines: [][]Field{
			{input(siteFields, "place", name, &v)},
			{input(siteFields, "since", name, &v), input(siteFields, "teams", name, &v)},
			{input(siteFields, "note", name, &v)},
		}}
	}
	fillRows(r, list, "Điểm", row)
	moreOf(r, list, more == "sites", "Điểm", row)
	return r
}
