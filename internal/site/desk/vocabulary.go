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
	empty, err := v.DB.QueryCounts(ctx, true, 50)
	if err != nil {
		return err
	}
	opened, err := v.DB.QueryCounts(ctx, false, 50)
	if err != nil {
		return err
	}
	terms, err := v.DB.Terms(ctx)
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
		kind := map[string]string{"viet-tat": "Viết tắt", "dong-nghia": "Cùng nghĩa"}[t.Kind]
		lines = append(lines, view.TermLine{ID: t.ID, Short: t.Short, Text: strings.ReplaceAll(t.Words, "\n", ", "), Kind: kind})
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
	t := sqlite.Term{Kind: c.FormValue("kind"), Short: c.FormValue("short"), Words: c.FormValue("words")}
	err := v.Newsdesk.AddTerm(c.Context(), c.Actor(), t)
	if registry.KindOf(err) == registry.Invalid {
		typed := map[string]string{"short": t.Short, "long": t.Words}
		if t.Kind == "dong-nghia" {
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
