package public

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/newsdesk"
)

// search answers a question with a page of stories.
func (h *Area) search(c *shell.Context) error {
	q := shell.ReadQuestion(c.Request().URL.Query())
	res, err := h.Index.Search(c.Context(), q.Query)
	starting := errors.Is(err, search.ErrNotReady)
	if err != nil && !starting {
		return err
	}
	if to, ok, err := h.numbered(c.Context(), q, res); ok || err != nil {
		if err != nil {
			return err
		}
		return leadTo(c, to)
	}
	if starting {
		return h.searchPage(c, q, func(ctx context.Context, page *view.SearchPage) error { return h.searchDatabase(ctx, q, page) })
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
	if err := h.placeCards(c.Context(), q, &page); err != nil {
		return err
	}
	if c.Actor().Role == registry.Journalist && q.Asked() {
		page.SaveURL = address.PressDesk + "?" + url.Values{"tim": {q.Address(address.Stories, nil)}}.Encode() + "#luu-tim"
	}
	ch := h.searchFrame(c, q, page)
	return shell.Render(c, http.StatusOK, c.Pages().Public.Search, ch, page)
}

// placeCards shows the units that a question names, on top of its first page.
func (h *Area) placeCards(ctx context.Context, q shell.Question, page *view.SearchPage) error {
	if q.Page > 1 {
		return nil
	}
	places, err := h.Places(ctx, q.Text)
	for _, p := range places {
		page.Places = append(page.Places, view.NewPlaceCard(h.Flow.Ledger(), p))
	}
	return err
}

// noteSearch counts what was asked. The same question on another page, in another order
// or narrowed by a filter is not asked again.
func (h *Area) noteSearch(q shell.Question, res search.Result) {
	if q.Text == "" || q.Page > 1 || q.Filtered() > 0 || q.Sort != search.Relevance {
		return
	}
	found := newsdesk.FoundAll
	switch {
	case res.Apart != nil:
		found = newsdesk.FoundUnmarked
	case res.Total == 0:
		found = newsdesk.FoundNothing
	case res.Relaxed || res.Offered != "":
		found = newsdesk.FoundPart
	}
	h.Newsdesk.NoteSearch(q.Text, found)
}

// answerName names the answer in the cache: by the address, and by its hits, because
// the index follows the data a moment later.
func (h *Area) answerName(c *shell.Context, res search.Result) string {
	var name strings.Builder
	fmt.Fprintf(&name, "%s%s#%d", h.Base(c), c.Request().RequestURI, res.Total)
	for _, hit := range res.Hits {
		fmt.Fprintf(&name, ",%d", hit.ID)
	}
	if res.Apart != nil {
		fmt.Fprintf(&name, "#%d", res.Apart.Total)
		for _, hit := range res.Apart.Hits {
			fmt.Fprintf(&name, ",%d", hit.ID)
		}
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
		add("", "phù hợp nhất", search.Relevance)
		add("newest", "mới nhất", search.Newest)
	} else {
		add("", "mới nhất", search.Relevance)
		out[0].Current = q.Sort != search.Title
	}
	add("title", "tên", search.Title)
	return out
}

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
		return h.mended(c, c.Param("year"), registry.Errorf(registry.NotFound, "Địa chỉ này không có trang nào."))
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

// fragments marks what matched; beside a phrase that did, a syllable alone says nothing.
func fragments(in []search.Fragment) (out []view.Fragment, marked bool) {
	phrase := slices.ContainsFunc(in, func(f search.Fragment) bool { return f.Match && strings.Contains(f.Text, " ") })
	for _, f := range in {
		on := f.Match && (!phrase || !vietnamese.Syllable(f.Text))
		marked = marked || on
		if n := len(out); n > 0 && !on && !out[n-1].On {
			out[n-1].Text += f.Text
			continue
		}
		out = append(out, view.Fragment{Text: f.Text, On: on})
	}
	return out, marked
}
