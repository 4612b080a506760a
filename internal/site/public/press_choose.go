package public

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow/newsdesk"
)

// basket reads the stories in a basket: ?id=12&id=15, each once, one more than a
// pack may hold at most.
func basket(c *shell.Context) []registry.EntryID {
	var ids []registry.EntryID
	for _, text := range c.QueryParams()["id"] {
		n, err := strconv.ParseInt(text, 10, 64)
		if id := registry.EntryID(n); err == nil && n > 0 && len(ids) <= newsdesk.PackMost && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// choose is the basket: the stories that were put in, and beside them what a
// search finds, with boxes to tick. One form asks for more or for the pack; its
// address is its whole state, so nothing is kept and nothing is lost.
func (h *pressRoom) choose(c *shell.Context) error {
	q := shell.ReadQuestion(c.Request().URL.Query())
	in, err := h.DB.EditionsByID(c.Context(), basket(c))
	if err != nil {
		return err
	}
	in = h.only(in)
	list, total, err := h.found(c, q, newsdesk.PackMost)
	if err != nil {
		return err
	}
	page := view.NewChoosePage(view.ChooseInput{
		Ledger: h.Flow.Ledger(), Text: q.Text, Filters: q.Values, Asked: q.Asked(),
		AllURL: q.Address(address.StoriesPack, nil), BackURL: q.Address(address.Stories, nil),
		Chosen: in, Found: list, Total: total, AtMost: newsdesk.PackMost,
	})
	ch := h.frame(c, page.Heading, page.Lead, address.PressChoose)
	ch.NoIndex = true
	return shell.Render(c, http.StatusOK, c.Pages().Press.Choose, ch, page)
}

// packURL is the page on which the stories of a search are chosen for a pack.
func packURL(q shell.Question) string {
	return q.Address(address.PressChoose, func(v url.Values) { v.Del("page") })
}
