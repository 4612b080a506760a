package api

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
)

// listQuestion is what the parameters of a list ask for.
type listQuestion struct {
	shell.Question
	size   int
	beyond *sqlite.PublicFilter // what the search does not know
	wrong  registry.Fields
}

// readAsked reads the parameters of a list; what cannot be right is wrong here,
// unlike on a page.
func (h *Area) readAsked(v url.Values) listQuestion {
	q := listQuestion{Question: shell.Question{Page: 1, Values: url.Values{}}, size: apiPage}
	q.Text = strings.TrimSpace(v.Get("q"))
	if len([]rune(q.Text)) > shell.MaxTyped {
		q.wrong.Add("q", "Dài quá %d ký tự.", shell.MaxTyped)
	}
	for _, name := range shell.Filters {
		for _, text := range v[name] {
			for value := range strings.SplitSeq(text, ",") {
				h.takeFilter(&q, name, strings.TrimSpace(value))
			}
		}
	}
	switch s := v.Get("sort"); s {
	case "", "relevance":
	case "newest":
		q.Sort = search.Newest
	case "title":
		q.Sort = search.Title
	default:
		q.wrong.Add("sort", "Chọn relevance, newest hoặc title.")
	}
	switch v.Get("exact") {
	case "", "0":
	case "1":
		q.Exact = true
	default:
		q.wrong.Add("exact", "Ghi 1 hoặc 0.")
	}
	number := func(name string, to *int, most int) {
		if text := v.Get(name); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 1 || n > most {
				q.wrong.Add(name, "Cần một số từ 1 đến %d.", most)
				return
			}
			*to = n
		}
	}
	number("size", &q.size, apiMost)
	number("page", &q.Page, apiReach/q.size)
	q.Limit, q.Offset = q.size, (q.Page-1)*q.size
	h.takeBeyond(&q, v)
	return q
}

// takeFilter adds one value of a filter, or says what is wrong with it. A unit may
// also be given by any of its names.
func (h *Area) takeFilter(q *listQuestion, name, value string) {
	if value == "" || slices.Contains(q.Values[name], value) {
		return
	}
	if name == "unit" {
		if _, ok := h.Flow.Ledger().Unit(registry.UnitCode(value)); !ok {
			u, err := h.Flow.Ledger().Resolve(value, "", "")
			if err != nil {
				q.wrong.Add(name, "%s", registry.MessageOf(err))
				return
			}
			value = string(u.Code)
		}
	}
	if len(q.Values[name]) >= shell.MaxChosen {
		q.wrong.Add(name, "Nhiều quá %d giá trị.", shell.MaxChosen)
		return
	}
	if len(value) > shell.MaxValue || !q.Take(name, value) {
		q.wrong.Add(name, "Không có giá trị “%s”.", shell.Cut(value, 60))
		return
	}
	if name == "recognition" && registry.ChoiceLabel(registry.RecognitionLevels(), value) == value {
		q.wrong.Add(name, "Không có giá trị “%s”.", shell.Cut(value, 60))
		return
	}
	q.Values.Add(name, value)
}

// takeBeyond reads the filters that only the database knows: they go together with
// year, field, kind and origin alone.
func (h *Area) takeBeyond(q *listQuestion, v url.Values) {
	if v.Get("unit_kind") == "" && v.Get("indicator") == "" {
		return
	}
	f := sqlite.PublicFilter{Title: q.Sort == search.Title, Limit: q.Limit, Offset: q.Offset, Indicator: v.Get("indicator")}
	for _, text := range v["unit_kind"] {
		for code := range strings.SplitSeq(text, ",") {
			if code == shell.YearAbsent {
				f.NoUnit = true
				continue
			}
			k, err := registry.ParseUnitKind(code)
			if err != nil {
				q.wrong.Add("unit_kind", "Không có giá trị “%s”.", shell.Cut(code, 60))
				continue
			}
			f.UnitKinds = append(f.UnitKinds, k)
		}
	}
	if _, ok := h.Flow.Catalogue().Indicator(f.Indicator); f.Indicator != "" && !ok {
		q.wrong.Add("indicator", "Không có chỉ số “%s”.", shell.Cut(f.Indicator, 60))
	}
	for _, name := range []string{"unit", "district", "tag", "recognition", "label", "publisher", "photo", "figures"} {
		if len(q.Values[name]) > 0 {
			q.wrong.Add(name, "Không dùng cùng unit_kind hay indicator.")
		}
	}
	if q.Text != "" {
		q.wrong.Add("q", "Không dùng cùng unit_kind hay indicator.")
	}
	for _, y := range q.Years {
		f.Seasons = append(f.Seasons, registry.Year(y))
	}
	if q.UnknownYear {
		f.Seasons = append(f.Seasons, 0)
	}
	for _, x := range q.Fields {
		f.Fields = append(f.Fields, registry.FieldCode(x))
	}
	for _, x := range q.Types {
		t, _ := registry.ParseType(x) // taken only when it is one
		f.Types = append(f.Types, t)
	}
	for _, x := range q.Origins {
		o, _ := registry.ParseOrigin(x) // taken only when it is one
		f.Origins = append(f.Origins, o)
	}
	q.beyond = &f
}
