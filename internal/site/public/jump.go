package public

import (
	"context"
	"net/http"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// Bounds of what is offered instead of a page that is not there.
const (
	maxLost      = 5
	maxLostRunes = 100
	minSlug      = 6 // of the beginning of an address that is completed
	maxAlike     = 20
)

// numbered finds the one public story whose number the whole question is; ok is false
// where there is none, or several. The index does not know the numbers of press
// entries that a registration has taken over, nor any while it is being built.
func (h *Area) numbered(ctx context.Context, q shell.Question, res search.Result) (to string, ok bool, err error) {
	if q.Text == "" || q.Filtered() > 0 || q.Page > 1 {
		return "", false, nil
	}
	var ids []registry.EntryID
	if res.Numbered {
		for _, hit := range res.Hits {
			ids = append(ids, registry.EntryID(hit.ID))
		}
	} else if ids, err = h.DB.Recorded(ctx, q.Text); err != nil {
		return "", false, err
	}
	list, err := h.visible(ctx, ids)
	if err != nil || len(list) != 1 {
		return "", false, err
	}
	return address.Story.At(list[0].Season, list[0].Slug), true, nil
}

// visible reads the newest editions of entries that are public now.
func (h *Area) visible(ctx context.Context, ids []registry.EntryID) ([]edition.Edition, error) {
	list, err := h.DB.EditionsByID(ctx, ids)
	now := h.Flow.Now()
	out := list[:0]
	for i := range list {
		if list[i].Visible(now) {
			out = append(out, list[i])
		}
	}
	return out, err
}

// leadTo sends the reader to where an answer may be another one tomorrow.
func leadTo(c *shell.Context, to string) error {
	c.Header().Set("Cache-Control", "no-store")
	return c.Redirect(http.StatusSeeOther, to)
}

// alike lists the public stories whose address was clipped, or has another year.
func (h *Area) alike(ctx context.Context, slug string) ([]edition.Edition, error) {
	if len(slug) < minSlug {
		return nil, nil
	}
	t, err := h.PublicTally(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := h.DB.StoriesLike(ctx, append(t.Seasons(), 0), slug, maxAlike)
	if err != nil {
		return nil, err
	}
	return h.visible(ctx, ids)
}

// mended leads from an address that is nearly that of one story to the story.
func (h *Area) mended(c *shell.Context, slug string, otherwise error) error {
	list, err := h.alike(c.Context(), slug)
	if err != nil {
		return err
	}
	if len(list) == 1 {
		return leadTo(c, address.Story.At(list[0].Season, list[0].Slug))
	}
	return otherwise
}

// lost is what a reader may have looked for at an address without a page: its words,
// and the stories that have it nearly, or else that the words find.
func (h *Area) lost(c *shell.Context) (words string, cards []view.Card) {
	path := c.Request().URL.Path
	if !public(path) {
		return "", nil
	}
	last := path[strings.LastIndexByte(path, '/')+1:]
	words = wordsOf(path)
	if strings.HasPrefix(path, address.Stories+"/") {
		words = wordsOf(last)
		if list, err := h.alike(c.Context(), last); err == nil && len(list) > 0 {
			ref := h.Names()
			for i := range list[:min(len(list), maxLost)] {
				cards = append(cards, view.NewCard(&list[i], ref, view.ShapeHit))
			}
			return words, cards
		}
	}
	if words == "" {
		return "", nil
	}
	res, err := h.Index.Search(c.Context(), search.Query{Text: words, Limit: maxLost, NoFacets: true})
	if err == nil {
		cards, err = h.cards(c.Context(), res)
	}
	if err != nil {
		return words, nil // the index is being built: the page is shown without it
	}
	return words, cards
}

// public reports whether an address is none of the rooms behind a door.
func public(path string) bool {
	for _, room := range []string{address.Desk, "/quan-tri", address.Own, "/api", "/static", "/anh", "/tep"} {
		if path == room || strings.HasPrefix(path, room+"/") {
			return false
		}
	}
	return true
}

// wordsOf are the words of an address.
func wordsOf(path string) string {
	if at := strings.LastIndexByte(path, '.'); at > 0 && len(path)-at <= 6 {
		path = path[:at] // the ending of a file
	}
	words := strings.FieldsFunc(vietnamese.NFC(path), func(r rune) bool { return strings.ContainsRune("/-_.+,;:%&=\"' ", r) })
	return strings.TrimSpace(shell.Cut(strings.Join(words, " "), maxLostRunes))
}
