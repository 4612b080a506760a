package site

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// vocabulary is where staff see how people search and add words.
type vocabulary struct{ *shell }

func (v *vocabulary) routes(e *echo.Echo) {
	g := e.Group("/lam-viec/tim-kiem", need(registry.ReviewArea))
	g.GET("", func(c echo.Context) error { return v.page(c, http.StatusOK, nil, nil) })
	g.POST("", v.add)
	g.POST("/:id/xoa", v.remove)
}

func (v *vocabulary) page(c echo.Context, code int, typed map[string]string, cause error) error {
	ctx := c.Request().Context()
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
	set, err := v.Pages()
	if err != nil {
		return err
	}
	p := view.NewVocabularyPage(
		counts(empty, func(q sqlite.QueryCount) int { return q.Empty }),
		counts(opened, func(q sqlite.QueryCount) int { return q.Opened }),
		lines,
		typed,
		cause,
	)
	ch := v.deskChrome(c, "Người đọc tìm gì")
	return show(v.shell, c, code, set.Desk.Vocabulary, ch, p)
}

func (v *vocabulary) add(c echo.Context) error {
	t := sqlite.Term{Kind: c.FormValue("kind"), Short: c.FormValue("short"), Words: c.FormValue("words")}
	err := v.Flow.AddTerm(c.Request().Context(), actor(c), t)
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
	return done(c, "saved", "/lam-viec/tim-kiem")
}

func (v *vocabulary) remove(c echo.Context) error {
	id, err := pathID[int64](c, "id")
	if err != nil {
		return err
	}
	if err := v.Flow.DeleteTerm(c.Request().Context(), actor(c), id); err != nil {
		return err
	}
	return done(c, "deleted", "/lam-viec/tim-kiem")
}
