package newsroom

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/view"
)

// editors is where the first page and collections are arranged.
func (h *Area) editors(c *shell.Context) error {
	return h.showEditors(c, http.StatusOK, nil, nil)
}

// editorsNewest is how many of the newest stories editors are shown to choose from.
const editorsNewest = 20

func (h *Area) showEditors(c *shell.Context, code int, typed url.Values, cause error) error {
	in := view.EditorsInput{Err: cause}
	if typed.Has("picks") {
		picks := typed.Get("picks")
		in.TypedPicks = &picks
	}
	if typed.Has("title") {
		in.Typed = &view.CollectionTyped{
			ID: typed.Get("id"), Title: typed.Get("title"), Lead: typed.Get("lead"), Entries: typed.Get("entries"),
			Shown: shell.Checked(typed, "shown"),
		}
	}
	err := h.Flow.View(c.Context(), func(rx *sqlite.Rx) error { return readEditors(c.Context(), rx, h.Flow.Now(), &in) })
	if err != nil {
		return err
	}
	page := view.NewEditorsPage(in)
	return shell.Render(c, code, c.Pages().Press.Editor, h.DeskChrome(c, shell.FormTitle(code, page.Heading)), page)
}

// readEditors reads the first page and the collections.
func readEditors(ctx context.Context, rx *sqlite.Rx, now time.Time, in *view.EditorsInput) error {
	ids, err := rx.HomePicks(ctx)
	if err != nil {
		return err
	}
	if in.Picks, err = rx.EditionsByID(ctx, ids); err != nil {
		return err
	}
	if in.Newest, err = rx.LatestEditions(ctx, editorsNewest, now); err != nil {
		return err
	}
	list, err := rx.Collections(ctx)
	if err != nil {
		return err
	}
	in.Collections = nil
	for _, x := range list {
		if x, err = rx.CollectionAt(ctx, x.Slug); err != nil {
			return err
		}
		kept := view.CollectionInput{ID: x.ID, Slug: x.Slug, Title: x.Title, Lead: x.Lead, Shown: x.Shown}
		if kept.Entries, err = rx.EditionsByID(ctx, x.Entries); err != nil {
			return err
		}
		in.Collections = append(in.Collections, kept)
	}
	return nil
}

func (h *Area) savePicks(c *shell.Context) error {
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	err = h.Newsdesk.SetHomePicks(c.Context(), c.Actor(), v.Get("picks"))
	if registry.KindOf(err) == registry.Invalid {
		return h.showEditors(c, http.StatusUnprocessableEntity, v, err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "saved", address.Editors)
}

func (h *Area) saveCollection(c *shell.Context) error {
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	x := sqlite.Collection{ID: shell.FormNumber(v, "id"), Title: v.Get("title"), Lead: v.Get("lead"), Shown: shell.Checked(v, "shown")}
	_, err = h.Newsdesk.SaveCollection(shell.FormContext(c, v), c.Actor(), x, v.Get("entries"))
	if registry.KindOf(err) == registry.Invalid {
		return h.showEditors(c, http.StatusUnprocessableEntity, v, err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "saved", address.Editors)
}
