package desk

import (
	"net/http"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// searchesShown is how many of the most frequent searches each list shows.
const searchesShown = 50

// vocabulary is where staff see how people search and add words.
type vocabulary struct{ *shell.Shell }

func (v *vocabulary) routes(e *shell.Router) {
	g := e.Group(address.Vocabulary, shell.RequireArea(registry.ReviewArea))
	g.GET(address.Vocabulary, func(c *shell.Context) error { return v.page(c, http.StatusOK, nil, nil) })
	g.POST(address.Vocabulary, v.add)
	g.POST(string(address.VocabularyRemove), v.remove)
}

func (v *vocabulary) page(c *shell.Context, code int, typed map[string]string, cause error) error {
	ctx := c.Context()
	var empty, opened []sqlite.QueryCount
	var terms []sqlite.Term
	err := v.Flow.View(ctx, func(rx *sqlite.Rx) (err error) {
		if empty, err = rx.QueryCounts(ctx, true, searchesShown); err != nil {
			return err
		}
		if opened, err = rx.QueryCounts(ctx, false, searchesShown); err != nil {
			return err
		}
		terms, err = rx.Terms(ctx)
		return err
	})
	if err != nil {
		return err
	}
	counts := func(list []sqlite.QueryCount, n func(sqlite.QueryCount) int) (out []view.SearchCount) {
		for _, q := range list {
			out = append(out, view.SearchCount{Text: q.Text, Count: n(q), Last: q.Last})
		}
		return out
	}
	var lines []view.TermLine
	for _, t := range terms {
		lines = append(lines, view.TermLine{ID: t.ID, Short: t.Short, Text: strings.ReplaceAll(t.Words, "\n", ", "), Kind: t.Kind.Label()})
	}
	p := view.NewVocabularyPage(
		counts(empty, func(q sqlite.QueryCount) int { return q.Empty }),
		counts(opened, func(q sqlite.QueryCount) int { return q.Opened }),
		lines,
		typed,
		cause,
	)
	ch := v.DeskChrome(c, "Người đọc tìm gì")
	return shell.Render(c, code, c.Pages().Desk.Vocabulary, ch, p)
}

func (v *vocabulary) add(c *shell.Context) error {
	t := sqlite.Term{Kind: registry.TermKind(c.FormValue("kind")), Short: c.FormValue("short"), Words: c.FormValue("words")}
	err := v.Newsdesk.AddTerm(c.Context(), c.Actor(), t)
	if registry.KindOf(err) == registry.Invalid {
		typed := map[string]string{"short": t.Short, "long": t.Words}
		if t.Kind == registry.SynonymTerm {
			typed = map[string]string{"synonyms": t.Words}
		}
		return v.page(c, http.StatusUnprocessableEntity, typed, err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "saved", address.Vocabulary)
}

func (v *vocabulary) remove(c *shell.Context) error {
	id, err := shell.PathID[int64](c, "id")
	if err != nil {
		return err
	}
	if err := v.Newsdesk.DeleteTerm(c.Context(), c.Actor(), id); err != nil {
		return err
	}
	return shell.Done(c, "deleted", address.Vocabulary)
}
