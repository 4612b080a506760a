package api

import (
	"cmp"
	"context"
	"errors"
	"html"
	"math"
	"net/http"
	"net/url"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
)

const (
	apiPage    = 20     // entries of a page, unless asked
	apiMost    = 100    // entries of a page at most
	apiReach   = 10_000 // how deep one may page
	apiSuggest = 8
)

// listParameters are those of the list of entries.
var listParameters = append([]string{"q", "sort", "page", "size", "exact", "unit_kind", "indicator"}, shell.Filters...)

// foundPage is a page of entries.
type foundPage struct {
	Total      int                     `json:"total"`
	Page       int                     `json:"page"`
	Size       int                     `json:"size"`
	TookMS     float64                 `json:"took_ms"`
	Items      []apiItem               `json:"items"`
	Facets     map[string][]facetValue `json:"facets"`
	Covered    map[string]int          `json:"covered,omitempty"`
	Suggestion *string                 `json:"suggestion"`
	Relaxed    bool                    `json:"relaxed,omitempty"`
	Unknown    []string                `json:"unknown_words,omitempty"`
	Offered    *string                 `json:"offered"`
	Numbered   bool                    `json:"numbered"`
	Apart      *apartPage              `json:"apart"`
	Place      *apiPlace               `json:"place"`
	Places     []apiPlace              `json:"places"`
	Rebuilding bool                    `json:"rebuilding"` // answered from the database meanwhile
}

// apartPage is what a question finds when its marks are given up: no answer to it.
type apartPage struct {
	Total int       `json:"total"`
	Items []apiItem `json:"items"`
}

type facetValue struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// entries answers a search with a page of entries.
func (h *Area) entries(c *shell.Context) error {
	start := time.Now()
	v, err := parameters(c, listParameters...)
	if v == nil {
		return err
	}
	q := h.readAsked(v)
	if len(q.wrong) > 0 {
		return refuse(c, http.StatusBadRequest, "Tham số chưa đúng.", q.wrong, nil)
	}
	a := c.Actor()
	q.Scope = scopeOf(a)
	ctx := c.Context()
	out := foundPage{Page: q.Page, Size: q.size, Items: []apiItem{}, Facets: map[string][]facetValue{}}
	res, found, err := h.ask(ctx, a, q)
	if out.Rebuilding = errors.Is(err, search.ErrNotReady); err != nil && !out.Rebuilding {
		return err
	}
	if err := h.aside(c, a, q, res, &out); err != nil {
		return err
	}
	out.Total, out.Relaxed, out.Unknown = res.Total, res.Relaxed, res.Unknown
	if res.Understood != "" && res.Understood != q.Text {
		out.Suggestion = &res.Understood
	}
	out.Items = h.items(c, res, found)
	h.nameFacets(res.Facets, out.Facets)
	if res.Facets != nil {
		if out.Covered, err = h.Covered(ctx, q.Query, res); err != nil {
			return err
		}
	}
	out.TookMS = math.Round(float64(time.Since(start).Microseconds())/10) / 100
	return c.JSON(http.StatusOK, out)
}

// aside fills in what is no answer: what was perhaps meant, what is found without
// marks, the places that are named.
func (h *Area) aside(c *shell.Context, a registry.Actor, q listQuestion, res search.Result, out *foundPage) (err error) {
	out.Numbered = res.Numbered
	if res.Offered != "" {
		out.Offered = &res.Offered
	}
	if res.Apart != nil {
		apart := search.Result{Hits: res.Apart.Hits, Matcher: res.Matcher}
		found, err := h.readings(c.Context(), a, hitIDs(apart))
		if err != nil {
			return err
		}
		out.Apart = &apartPage{res.Apart.Total, h.items(c, apart, found)}
	}
	if out.Places, err = h.places(c, q); len(out.Places) > 0 {
		out.Place = &out.Places[0]
	}
	return err
}

// scopeOf says whose eyes the search reads with.
func scopeOf(a registry.Actor) search.Scope {
	switch a.Role {
	case registry.Verifier, registry.Admin:
		return search.Scope{All: true}
	case registry.UnitStaff:
		return search.Scope{OwnUnit: string(a.Unit)}
	default:
		return search.Scope{}
	}
}

// ask puts the question to the search, or to the database when the search does
// not know the filter or is not ready yet, and reads the entries that it found. With
// search.ErrNotReady come the answers of the database.
func (h *Area) ask(ctx context.Context, a registry.Actor, q listQuestion) (res search.Result, found []reading, err error) {
	var starting error
	if q.beyond == nil {
		res, err = h.Index.Search(ctx, q.Query)
		starting = err
		if err != nil && !errors.Is(err, search.ErrNotReady) {
			return res, nil, err
		}
		if list, err := h.recorded(ctx, a, q, res); err != nil || len(list) > 0 {
			return numberedBy(list), list, err
		}
		if starting == nil {
			found, err = h.readings(ctx, a, hitIDs(res))
			return res, found, err
		}
	}
	err = h.Flow.View(ctx, func(rx *sqlite.Rx) error {
		ids, total, err := h.listed(ctx, rx, a, q)
		if err != nil {
			return err
		}
		res = listedIDs(ids, total)
		found, err = h.readIn(ctx, rx, a, ids)
		return err
	})
	return res, found, cmp.Or(err, starting)
}

// recorded reads what is on record under the number that the whole question is, where
// the index does not know it: press entries that were taken over, anything while it is
// being built.
func (h *Area) recorded(ctx context.Context, a registry.Actor, q listQuestion, res search.Result) ([]reading, error) {
	if q.Text == "" || res.Numbered || q.Page > 1 || q.Filtered() > 0 {
		return nil, nil
	}
	ids, err := h.DB.Recorded(ctx, q.Text)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return h.readings(ctx, a, ids)
}

func numberedBy(found []reading) search.Result {
	res := search.Result{Total: len(found), Numbered: true}
	for _, r := range found {
		res.Hits = append(res.Hits, search.Hit{ID: int64(r.ID)})
	}
	return res
}

// listed answers a question from the database.
func (h *Area) listed(ctx context.Context, rx *sqlite.Rx, a registry.Actor, q listQuestion) ([]registry.EntryID, int, error) {
	if q.beyond != nil {
		return rx.PublicList(ctx, *q.beyond, h.Flow.Now())
	}
	if a.Role == registry.Visitor || a.Role == registry.Journalist || a.Role == registry.CouncilMember {
		return rx.PublicList(ctx, h.publicFilter(q), h.Flow.Now())
	}
	f := sqlite.Filter{Text: q.Text, Offset: q.Offset, Limit: q.Limit}
	if len(q.Years) > 0 {
		f.Season = registry.Year(q.Years[0])
	}
	for _, x := range q.Fields {
		f.Fields = append(f.Fields, registry.FieldCode(x))
	}
	for _, u := range q.Units {
		f.Units = append(f.Units, h.Flow.Ledger().Heritage(registry.UnitCode(u))...)
	}
	rows, total, err := rx.List(ctx, a, f, h.Flow.Now())
	ids := make([]registry.EntryID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids, total, err
}

// publicFilter is what the database can answer of a question put from outside.
func (h *Area) publicFilter(q listQuestion) sqlite.PublicFilter {
	f := sqlite.PublicFilter{Text: q.Text, Offset: q.Offset, Limit: q.Limit}
	for _, y := range q.Years {
		f.Seasons = append(f.Seasons, registry.Year(y))
	}
	for _, x := range q.Fields {
		f.Fields = append(f.Fields, registry.FieldCode(x))
	}
	for _, u := range q.Units {
		f.Units = append(f.Units, h.Flow.Ledger().Heritage(registry.UnitCode(u))...)
	}
	return f
}

func hitIDs(res search.Result) []registry.EntryID {
	ids := make([]registry.EntryID, len(res.Hits))
	for i, hit := range res.Hits {
		ids[i] = registry.EntryID(hit.ID)
	}
	return ids
}

func listedIDs(ids []registry.EntryID, total int) search.Result {
	res := search.Result{Total: total}
	for _, id := range ids {
		res.Hits = append(res.Hits, search.Hit{ID: int64(id)})
	}
	return res
}

// items writes the entries found, in their order.
func (h *Area) items(c *shell.Context, res search.Result, found []reading) []apiItem {
	out := make([]apiItem, 0, len(found))
	for i := range found {
		e := &found[i]
		item := h.item(c, e)
		item.Highlights = highlights(res, e, e.Searched(h.Flow.Catalogue(), h.Flow.Season(e.Season)))
		out = append(out, item)
	}
	return out
}

// highlights gives the texts in which the question was found, with <mark> around
// what matched and everything else escaped.
func highlights(res search.Result, e *reading, texts registry.Searched) map[string]string {
	out := map[string]string{}
	for _, x := range []struct {
		name, text string
		most       int
	}{{"title", e.Headline(), 0}, {"summary", e.Lead(), shell.LeadRunes}} {
		if s, marked := markedHTML(res.Highlight(x.text, x.most)); marked {
			out[x.name] = s
		}
	}
	for _, text := range texts.All() {
		if s, marked := markedHTML(res.Highlight(text, shell.LeadRunes)); marked {
			out["body"] = s
			break
		}
	}
	return out
}

func markedHTML(list []search.Fragment) (string, bool) {
	var b strings.Builder
	marked := false
	for _, f := range list {
		if f.Match {
			b.WriteString("<mark>" + html.EscapeString(f.Text) + "</mark>")
			marked = true
			continue
		}
		b.WriteString(html.EscapeString(f.Text))
	}
	return b.String(), marked
}

// facetNames are the names of facets where they are not those of the parameters.
var facetNames = map[string]string{search.FacetType: "kind"}

// nameFacets gives the facets the names of the parameters and their values words.
// Every facet is there, one without values as an empty list.
func (h *Area) nameFacets(in map[string][]search.FacetCount, out map[string][]facetValue) {
	for _, name := range shell.Filters {
		out[name] = []facetValue{}
	}
	for name, list := range in {
		as := name
		if n, ok := facetNames[name]; ok {
			as = n
		}
		values := make([]facetValue, len(list))
		for i, x := range list {
			values[i] = facetValue{x.Value, h.facetLabel(as, x.Value), x.Count}
			if as == "year" && x.Value == "0" {
				values[i].Value = shell.YearAbsent
			}
		}
		out[as] = values
	}
}

func (h *Area) facetLabel(name, value string) string {
	switch name {
	case "year":
		if value == "0" {
			return "không rõ năm"
		}
	case "field":
		return registry.FieldLabel(registry.FieldCode(value))
	case "kind":
		if t, err := registry.ParseType(value); err == nil {
			return t.Label()
		}
	case "unit", "district":
		return h.Flow.Ledger().FullName(registry.UnitCode(value))
	case "tag":
		for _, s := range h.Flow.Seasons() {
			if t, ok := s.Tag(value); ok {
				return t.Label
			}
		}
	case "recognition":
		return registry.ChoiceLabel(registry.RecognitionLevels(), value)
	case "origin":
		if o, err := registry.ParseOrigin(value); err == nil {
			return o.Label()
		}
	case "label":
		return registry.ChoiceLabel(registry.SourceLabels(), value)
	case "photo":
		return "Có ảnh"
	case "figures":
		return "Có số liệu"
	}
	return value
}

// suggest completes what is being typed.
func (h *Area) suggest(c *shell.Context) error {
	type item struct {
		Kind string `json:"kind"` // title, unit, topic
		Text string `json:"text"`
		URL  string `json:"url"`
		ID   int64  `json:"id,omitempty"`
		Code string `json:"code,omitempty"`
	}
	v, err := parameters(c, "q")
	if v == nil {
		return err
	}
	q := strings.TrimSpace(v.Get("q"))
	if len([]rune(q)) > shell.MaxTyped {
		return refuse(c, http.StatusBadRequest, "Tham số chưa đúng.", registry.Fields{{Field: "q", Message: "Dài quá."}}, nil)
	}
	items := []item{}
	if q != "" {
		list, err := h.Index.Suggest(c.Context(), q, apiSuggest+2) // a field and a publisher are left out
		if err != nil && !errors.Is(err, search.ErrNotReady) {
			return err
		}
		for _, s := range list {
			x := item{Kind: string(s.Kind), Text: s.Text, ID: s.ID, Code: s.Code}
			switch s.Kind {
			case search.SuggestField, search.SuggestPublisher:
				continue // the search box has them; programs know three kinds
			case search.SuggestTitle:
				e, err := h.DB.Edition(c.Context(), registry.EntryID(s.ID))
				if err != nil || !e.Visible(h.Flow.Now()) {
					continue
				}
				x.URL = h.absolute(c, address.Story.At(e.Season, e.Slug))
			case search.SuggestUnit:
				x.URL = h.absolute(c, address.Unit.At(registry.UnitCode(s.Code)))
			default:
				x.URL = h.absolute(c, address.Stories+"?tag="+url.QueryEscape(s.Code))
			}
			items = append(items, x)
		}
	}
	return c.JSON(http.StatusOK, map[string]any{"q": q, "items": items[:min(len(items), apiSuggest)]})
}
