package public

import (
	"context"
	"slices"
	"strconv"

	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// facetShown is how many values of a long facet stand unfolded.
const facetShown = 8

// facets are the filters with their counts; one whose values stand on too small a part of
// what was found is left out, unless it is in force.
func (h *Area) facets(ctx context.Context, q shell.Question, res search.Result) ([]view.Facet, error) {
	var out []view.Facet
	counts := res.Facets
	covered, err := h.Covered(ctx, q.Query, res)
	if err != nil {
		return nil, err
	}
	add := func(name, label, facet string, arrange func([]view.FacetValue) []view.FacetValue) {
		if n, partial := covered[name]; partial && len(q.Values[name]) == 0 && n*100 < h.Flow.Settings().FacetLeast()*res.Total {
			return
		}
		var values []view.FacetValue
		for _, c := range counts[facet] {
			value := c.Value
			if facet == search.FacetYear && value == "0" {
				value = shell.YearAbsent
			}
			text, ok := h.valueLabel(name, value)
			on := slices.Contains(q.Values[name], value)
			if !ok && !on {
				continue
			}
			values = append(values, view.FacetValue{Name: name, Value: value, Label: text, Count: view.Count(c.Count), On: on})
		}
		if arrange != nil {
			values = arrange(values)
		}
		if len(values) == 0 {
			return
		}
		f := view.Facet{Label: label, Values: values}
		if len(values) > facetShown+2 {
			f.Values, f.More = values[:facetShown], values[facetShown:]
			f.MoreLabel = "Thêm " + view.Count(len(f.More)) + " giá trị"
			f.Open = slices.ContainsFunc(f.More, func(v view.FacetValue) bool { return v.On })
		}
		out = append(out, f)
	}
	add("field", "Lĩnh vực", search.FacetField, byField)
	add("year", "Năm", search.FacetYear, newestFirst)
	add("unit", "Đơn vị nay", search.FacetUnit, nil)
	add("district", "Huyện, thị xã, thành phố trước đây", search.FacetDistrict, nil)
	add("tag", "Chủ đề", search.FacetTag, nil)
	add("kind", "Loại", search.FacetType, nil)
	add("recognition", "Công nhận", search.FacetRecognition, nil)
	add("origin", "Nguồn", search.FacetOrigin, nil)
	add("label", "Bài báo gọi là", search.FacetLabel, nil)
	add("publisher", "Báo, đài đăng", search.FacetPublisher, nil)
	has := view.Facet{Label: "Có kèm"}
	for _, x := range []struct{ name, facet, label string }{{"photo", search.FacetPhoto, "Ảnh"},
		{"figures", search.FacetFigures, "Số liệu kết quả"}} {
		for _, c := range counts[x.facet] {
			if c.Value == "1" {
				has.Values = append(
					has.Values,
					view.FacetValue{Name: x.name, Value: "1", Label: x.label, Count: view.Count(c.Count), On: q.Values.Get(x.name) == "1"},
				)
			}
		}
	}
	if len(has.Values) > 0 {
		out = append(out, has)
	}
	numberValues(out)
	return out, nil
}

// numberValues gives each value an id of its own in the page.
func numberValues(facets []view.Facet) {
	n := 0
	for i := range facets {
		for _, list := range [][]view.FacetValue{facets[i].Values, facets[i].More} {
			for j := range list {
				n++
				list[j].ID = "loc-" + strconv.Itoa(n)
			}
		}
	}
}

// byField puts fields in the order of the directive.
func byField(values []view.FacetValue) []view.FacetValue {
	order := map[string]int{}
	for i, f := range registry.DefaultFields() {
		order[string(f.Code)] = i
	}
	slices.SortStableFunc(values, func(a, b view.FacetValue) int { return order[a.Value] - order[b.Value] })
	return values
}

// newestFirst puts years in order, the unknown one last.
func newestFirst(values []view.FacetValue) []view.FacetValue {
	year := func(v view.FacetValue) int { n, _ := strconv.Atoi(v.Value); return n } // 0 when unknown
	slices.SortStableFunc(values, func(a, b view.FacetValue) int { return year(b) - year(a) })
	return values
}

// valueLabel gives the words for one value of a filter; ok is false for what is
// not offered: a unit of the past, a code that nobody knows.
func (h *Area) valueLabel(name, value string) (label string, ok bool) {
	pick := func(list []registry.Choice) (string, bool) {
		for _, c := range list {
			if c.Code == value {
				return c.Label, true
			}
		}
		return value, false
	}
	switch name {
	case "year":
		if value == shell.YearAbsent {
			return "Không rõ năm", true
		}
		return value, true
	case "field":
		label := registry.FieldLabel(registry.FieldCode(value))
		return label, label != value
	case "unit":
		ledger := h.Flow.Ledger()
		u, found := ledger.Unit(registry.UnitCode(value))
		if !found {
			return value, false
		}
		return ledger.FullName(u.Code), u.To == "" && u.Kind.Level() != registry.ProvinceLevel
	case "district":
		u, found := h.Flow.Ledger().Unit(registry.UnitCode(value))
		return u.Name, found && u.Kind.Level() == registry.DistrictLevel
	case "tag":
		if t, found := h.Flow.Season(h.Flow.CurrentYear()).Tag(value); found {
			return view.Sentence(t.Label), true
		}
		return value, true
	case "kind":
		t, err := registry.ParseType(value)
		return t.Label(), err == nil
	case "recognition":
		return pick(registry.RecognitionLevels())
	case "origin":
		o, err := registry.ParseOrigin(value)
		return o.Label(), err == nil
	case "label":
		return pick(registry.SourceLabels())
	case "publisher":
		return value, true
	case "photo":
		return "Có ảnh", true
	case "figures":
		return "Có số liệu kết quả", true
	}
	return value, false
}

// chosen shows the filters in force as pills, and what the filter form must
// carry along.
func (h *Area) chosen(q shell.Question, page *view.SearchPage) {
	for _, name := range shell.Filters {
		for _, v := range q.Values[name] {
			label, _ := h.valueLabel(name, v)
			page.Pills = append(page.Pills, view.Pill{Text: label, URL: q.Without(name, v)})
		}
	}
	if len(page.Pills) > 1 {
		page.ClearURL = q.Bare()
	}
	for _, name := range []string{"q", "sort", "exact"} {
		if v := q.Values.Get(name); v != "" {
			page.Hidden = append(page.Hidden, view.InputHidden(name, v))
		}
	}
	offered := map[string]bool{}
	for _, f := range page.Facets {
		for _, v := range append(slices.Clone(f.Values), f.More...) {
			offered[v.Name+"="+v.Value] = true
		}
	}
	for _, name := range shell.Filters {
		for _, v := range q.Values[name] {
			if !offered[name+"="+v] {
				page.Hidden = append(page.Hidden, view.InputHidden(name, v))
			}
		}
	}
}
