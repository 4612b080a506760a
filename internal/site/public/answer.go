package public

import (
	"context"
	"net/url"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// Bounds of what is said of words that no story has.
const (
	maxUnknownShown = 8
	maxUnknownRunes = 40
	maxTold         = 120 // runes of the question, where it is named in a sentence
)

// told is a question as a sentence names it.
func told(text string) string { return "“" + shell.Cut(text, maxTold) + "”" }

// answer fills the page with what the search found.
func (h *Area) answer(ctx context.Context, q shell.Question, res search.Result, page *view.SearchPage) error {
	page.Count = view.Count(res.Total)
	h.understood(q, res, page)
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
	switch {
	case len(hits) > 0:
		return nil
	case res.Apart != nil:
		return h.apart(ctx, q, res, page)
	}
	return h.noResults(ctx, q, page)
}

// understood says how the question was read, and what of it was not found.
func (h *Area) understood(q shell.Question, res search.Result, page *view.SearchPage) {
	if res.Understood != "" && res.Understood != q.Text {
		page.Understood = &view.Understood{
			Text:      res.Understood,
			Corrected: res.Corrected,
			ExactURL:  q.Address(address.Stories, func(v url.Values) { v.Set("exact", "1") }),
		}
	}
	if res.Offered != "" {
		page.Offered = &view.Link{Text: res.Offered, URL: q.Address(address.Stories, func(v url.Values) { v.Set("q", res.Offered) })}
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
	switch {
	case !res.Relaxed || res.Total == 0 || res.Offered != "":
	case len(res.Unknown) > 0 || !res.Whole:
		page.Notes = append(page.Notes, "Không có mô hình nào đủ cả "+told(q.Text)+". Dưới đây là những mô hình có một phần.")
	default:
		page.Notes = append(page.Notes, "Không phải mô hình nào dưới đây cũng có đủ "+told(q.Text)+"; mô hình đủ hơn xếp trước.")
	}
}

// apart says that nothing holds the words with the marks they were typed with, and
// shows what does without them.
func (h *Area) apart(ctx context.Context, q shell.Question, res search.Result, page *view.SearchPage) error {
	hits, err := h.cards(ctx, search.Result{Hits: res.Apart.Hits, Matcher: res.Matcher})
	if err != nil {
		return err
	}
	if len(hits) == 0 {
		return h.noResults(ctx, q, page)
	}
	page.Facets = nil
	page.Empty = &view.Empty{Heading: "Không có " + told(q.Text)}
	page.Apart = &view.Apart{Heading: "Khớp khi bỏ dấu", Count: view.Count(res.Apart.Total) + " mô hình", Hits: hits}
	return nil
}
