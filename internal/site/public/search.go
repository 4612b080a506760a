package public

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// search answers a question with a page of stories.
func (h *Area) search(c *shell.Context) error {
	q := shell.ReadQuestion(c.Request().URL.Query())
	res, err := h.Index.Search(c.Context(), q.Query)
	if errors.Is(err, search.ErrNotReady) {
		return h.searchPage(c, q, func(ctx context.Context, page *view.SearchPage) error { return h.searchDatabase(ctx, q, page) })
	}
	if err != nil {
		return err
	}
	h.noteSearch(q, res)
	answer := func(c *shell.Context) error {
		return h.searchPage(c, q, func(ctx context.Context, page *view.SearchPage) error { return h.answer(ctx, q, res, page) })
	}
	if !h.Cacheable(c) {
		return answer(c)
	}
	return h.FromCache(c, h.answerName(c, res), answer)
}

// searchPage shows the answer to a question, which fill reads.
func (h *Area) searchPage(c *shell.Context, q shell.Question, fill func(context.Context, *view.SearchPage) error) error {
	page := view.SearchPage{
		Heading:   "Mô hình",
		Asked:     q.Asked(),
		CountUnit: "mô hình",
		Filtered:  q.Filtered(),
		FeedURL:   q.Address(address.FeedAtom, nil),
		PackURL:   packURL(q),
	}
	if q.Text != "" {
		page.Heading = "Tìm: " + q.Text
	}
	if err := fill(c.Context(), &page); err != nil {
		return err
	}
	h.chosen(q, &page)
	if c.Actor().Role == registry.Journalist && q.Asked() {
		page.SaveURL = address.PressDesk + "?" + url.Values{"tim": {q.Address(address.Stories, nil)}}.Encode() + "#luu-tim"
	}
	ch := h.searchFrame(c, q, page)
	return shell.Render(c, http.StatusOK, c.Pages().Public.Search, ch, page)
}

func (h *Area) noteSearch(q shell.Question, res search.Result) {
	if q.Text != "" && q.Page == 1 {
		h.Newsdesk.NoteSearch(q.Text, res.Total)
	}
}

// answerName names the answer in the cache: by the address, and by its hits, because
// the index follows the data a moment later.
func (h *Area) answerName(c *shell.Context, res search.Result) string {
	var name strings.Builder
	fmt.Fprintf(&name, "%s%s#%d", h.Base(c), c.Request().RequestURI, res.Total)
	for _, hit := range res.Hits {
		fmt.Fprintf(&name, ",%d", hit.ID)
	}
	return name.String()
}

func (h *Area) searchFrame(c *shell.Context, q shell.Question, page view.SearchPage) view.Chrome {
	title := page.Heading
	if q.Text != "" {
		title += " · " + page.Count + " " + page.CountUnit // a screen reader says the title first
	}
	ch := h.frame(
		c,
		title,
		page.Count+" mô hình, điển hình dân vận khéo của các xã, phường, cơ quan, đơn vị: lọc theo năm, lĩnh vực, đơn vị.",
		q.At(q.Page),
	)
	ch.Query = q.Text
	ch.NoIndex = q.Text != "" || q.Filtered() > 1
	if q.Asked() {
		ch.Alternates = append(
			[]view.Alternate{{Type: "application/atom+xml", Title: "Nguồn tin của danh sách này", URL: page.FeedURL}},
			ch.Alternates...)
	}
	return ch
}

// answer fills the page with what the search found.
func (h *Area) answer(ctx context.Context, q shell.Question, res search.Result, page *view.SearchPage) error {
	page.Count = view.Count(res.Total)
	if res.Understood != "" && res.Understood != q.Text {
		page.Understood = &view.Understood{
			Text:      res.Understood,
			Corrected: res.Corrected,
			ExactURL:  q.Address(address.Stories, func(v url.Values) { v.Set("exact", "1") }),
		}
	}
	for _, x := range res.Expanded {
		page.Expanded = append(page.Expanded, view.Expanded{Short: x.Short, Long: x.Long})
	}
	if len(res.Unknown) > 0 {
		var shown []string
		for _, w := range res.Unknown[:min(len(res.Unknown), maxUnknownShown)] {
			shown = append(shown, shell.Cut(w, maxUnknownRunes))
		}
		page.Notes = append(page.Notes, "Không mô hình nào có từ “"+strings.Join(shown, "”, “")+"”.")
	}
	if res.Relaxed && res.Total > 0 {
		page.Notes = append(page.Notes, "Không mô hình nào có đủ mọi từ; đây là những mô hình gần nhất.")
	}
	hits, err := h.cards(ctx, res)
	if err != nil {
		return err
	}
	page.Hits = hits
	page.Pager = view.NewPager(min(res.Total, shell.MaxPage*shell.PageSize), q.Page, shell.PageSize, q.At)
	page.Sorts = sorts(q)
	if page.Facets, err = h.facets(ctx, q, res); err != nil {
		return err
	}
	if len(hits) == 0 {
		return h.noResults(ctx, q, page)
	}
	return nil
}

func sorts(q shell.Question) []view.Tab {
	var out []view.Tab
	add := func(code, text string, s search.Sort) {
		out = append(out, view.Tab{Text: text, Current: q.Sort == s, URL: q.Address(address.Stories, func(v url.Values) {
			v.Del("sort")
			if code != "" {
				v.Set("sort", code)
			}
		})})
	}
	if q.Text != "" {
		add("", "sát nhất", search.Relevance)
		add("newest", "mới nhất", search.Newest)
	} else {
		add("", "mới nhất", search.Relevance)
		out[0].Current = q.Sort != search.Title
	}
	add("title", "tên", search.Title)
	return out
}

// Bounds of what is said of words that no story has.
const (
	maxUnknownShown = 8
	maxUnknownRunes = 40
)

// cards reads the entries found, in their order, with what matched marked. One
// that has just been taken down is left out.
func (h *Area) cards(ctx context.Context, res search.Result) ([]view.Card, error) {
	ids := make([]registry.EntryID, len(res.Hits))
	for i, hit := range res.Hits {
		ids[i] = registry.EntryID(hit.ID)
	}
	entries, err := h.DB.EditionsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []view.Card
	ref, now := h.Names(), h.Flow.Now()
	for i := range entries {
		e := &entries[i]
		if !e.Visible(now) {
			continue
		}
		card := view.NewCard(e, ref, view.ShapeHit)
		var inTitle, inName, inLead bool
		card.Headline, inTitle = fragments(res.Highlight(e.Headline(), 0))
		if name := view.OtherName(e); name != "" {
			card.Name, inName = fragments(res.Highlight(name, 0))
		}
		card.Lead, inLead = fragments(res.Highlight(e.Lead(), shell.LeadRunes))
		if !inTitle && !inName && !inLead {
			if passage, found := snippetOf(res, e.Searched(h.Flow.Catalogue(), h.Flow.Season(e.Season))); found {
				card.Lead = passage
			}
		}
		out = append(out, card)
	}
	return out, nil
}

// ofYear is what is left of a story's address when its end is cut off: the list of
// that year.
func (h *Area) ofYear(c *shell.Context) error {
	q := shell.ReadQuestion(url.Values{"year": {c.Param("year")}})
	if len(q.Values["year"]) == 0 {
		return registry.Errorf(registry.NotFound, "Địa chỉ này không có trang nào.")
	}
	return c.Redirect(http.StatusMovedPermanently, address.Stories+"?"+q.Values.Encode())
}

// snippetOf is the passage of what was searched that answers the question.
func snippetOf(res search.Result, texts registry.Searched) ([]view.Fragment, bool) {
	for _, text := range texts.All() {
		if passage, found := fragments(res.Highlight(text, shell.LeadRunes)); found {
			return passage, true
		}
	}
	return nil, false
}

func fragments(in []search.Fragment) (out []view.Fragment, marked bool) {
	for _, f := range in {
		out = append(out, view.Fragment{Text: f.Text, On: f.Match})
		marked = marked || f.Match
	}
	return out, marked
}

// titleFilter is what the database can answer of a question: words of the title, years
// and fields.
func titleFilter(q shell.Question, offset, limit int) sqlite.PublicFilter {
	f := sqlite.PublicFilter{Text: q.Text, Offset: offset, Limit: limit}
	for _, y := range q.Years {
		f.Seasons = append(f.Seasons, registry.Year(y))
	}
	for _, v := range q.Fields {
		f.Fields = append(f.Fields, registry.FieldCode(v))
	}
	return f
}

// searchDatabase answers while the index is being built: titles only.
func (h *Area) searchDatabase(ctx context.Context, q shell.Question, page *view.SearchPage) error {
	ids, total, err := h.DB.PublicList(ctx, titleFilter(q, q.Offset, shell.PageSize), h.Flow.Now())
	if err != nil {
		return err
	}
	res := search.Result{Total: total}
	for _, id := range ids {
		res.Hits = append(res.Hits, search.Hit{ID: int64(id)})
	}
	page.Count = view.Count(total)
	page.Notes = append(page.Notes, "Máy tìm kiếm đang được chuẩn bị, tạm thời chỉ tìm trong tên mô hình. Hãy thử lại sau ít phút.")
	page.Pager = view.NewPager(min(total, shell.MaxPage*shell.PageSize), q.Page, shell.PageSize, q.At)
	if page.Hits, err = h.cards(ctx, res); err != nil {
		return err
	}
	if len(page.Hits) == 0 {
		page.Empty = &view.Empty{Heading: "Chưa tìm thấy mô hình nào", Text: "Hãy thử lại sau ít phút."}
	}
	return nil
}

// suggest completes what is being typed, for the script of the search box.
func (h *Area) suggest(c *shell.Context) error {
	type item struct {
		Kind string `json:"kind"`
		Text string `json:"text"`
		URL  string `json:"url"`
	}
	q := strings.TrimSpace(c.QueryParam("q"))
	out := []item{}
	if r := []rune(q); len(r) > 0 && len(r) <= shell.MaxTyped {
		list, err := h.Index.Suggest(c.Context(), q, 8)
		if err != nil && !errors.Is(err, search.ErrNotReady) {
			return err
		}
		var ids []registry.EntryID
		for _, s := range list {
			if s.Kind == search.SuggestTitle {
				ids = append(ids, registry.EntryID(s.ID))
			}
		}
		entries, err := h.DB.EditionsByID(c.Context(), ids)
		if err != nil {
			return err
		}
		paths := map[int64]string{}
		for i := range entries {
			if e := &entries[i]; e.Visible(h.Flow.Now()) {
				paths[int64(e.ID)] = address.Story.At(e.Season, e.Slug)
			}
		}
		for _, s := range list {
			switch s.Kind {
			case search.SuggestTitle:
				if p := paths[s.ID]; p != "" {
					out = append(out, item{"Mô hình", s.Text, p})
				}
			case search.SuggestUnit:
				out = append(out, item{"Đơn vị", s.Text, address.Unit.At(registry.UnitCode(s.Code))})
			default:
				out = append(out, item{"Tìm", s.Text, address.Stories + "?q=" + url.QueryEscape(s.Text)})
			}
		}
	}
	c.Header().Set("Cache-Control", "public, max-age=60")
	return c.JSON(http.StatusOK, out)
}
