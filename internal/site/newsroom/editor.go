package newsroom

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

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

func (h *Area) showEditors(c *shell.Context, code int, typed url.Values, wrong error) error {
	ctx := c.Context()
	fields := registry.FieldsOf(wrong)
	ids, err := h.DB.HomePicks(ctx)
	if err != nil {
		return err
	}
	numbers, now, err := h.numbersOf(ctx, ids)
	if err != nil {
		return err
	}
	newest, err := h.DB.Latest(ctx, editorsNewest, h.Flow.Now())
	if err != nil {
		return err
	}
	if typed.Has("picks") {
		numbers = typed.Get("picks")
	}
	page := view.EditorsPage{Heading: "Biên tập trang", Errors: view.NewErrorSummary(wrong), Now: now, Newest: numbered(newest)}
	page.Picks = view.InputArea("picks", "Số của các bài, mỗi dòng một bài", numbers, 6).
		Hint("Dòng đầu là bài chính. Để trống thì trang đầu hiện bài mới nhất. Ví dụ 26-0184.").
		Wrong(fields)
	list, err := h.DB.Collections(ctx)
	if err != nil {
		return err
	}
	for _, x := range append(list, sqlite.Collection{}) {
		if x.ID != 0 {
			if x, err = h.DB.CollectionAt(ctx, x.Slug); err != nil {
				return err
			}
		}
		form, err := h.collectionForm(ctx, x, typed, fields)
		if err != nil {
			return err
		}
		page.Collections = append(page.Collections, form)
	}
	title := page.Heading
	if wrong != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Press.Editor, h.DeskChrome(c, title), page)
}

// collectionForm edits one collection; what was typed wins over what is kept.
func (h *Area) collectionForm(
	ctx context.Context,
	x sqlite.Collection,
	typed url.Values,
	wrong registry.Fields,
) (view.CollectionForm, error) {
	id := strconv.FormatInt(x.ID, 10)
	numbers, now, err := h.numbersOf(ctx, x.Entries)
	form := view.CollectionForm{ID: id, Now: now, Heading: "Bộ sưu tập: " + x.Title, URL: address.Collection.At(x.Slug)}
	if x.ID == 0 {
		form.Heading, form.URL = "Bộ sưu tập mới", ""
	}
	mine := typed.Has("title") && typed.Get("id") == id
	if mine {
		x.Title, x.Lead, numbers, x.Shown = typed.Get("title"), typed.Get("lead"), typed.Get("entries"), shell.Ticked(typed, "shown")
	}
	form.Title = view.InputText("title", "Tên", x.Title).Need().Hint("Ví dụ: Hiến đất mở đường 2026")
	form.Lead = view.InputArea("lead", "Lời giới thiệu", x.Lead, 3).Public()
	form.Entries = view.InputArea("entries", "Số của các bài, mỗi dòng một bài", numbers, 5)
	form.Shown = view.InputTick("shown", "Cho mọi người xem", x.Shown)
	if mine {
		form.Numbers = view.NumbersAsked(wrong.Err("Chưa lưu được."))
	}
	for _, f := range []*view.Field{&form.Title, &form.Lead, &form.Entries, &form.Shown} {
		if mine {
			*f = f.Wrong(wrong)
		} else {
			f.ID += "-" + id
		}
	}
	return form, err
}

// editorsNewest is how many of the newest stories editors are shown to choose from.
const editorsNewest = 20

// numbersOf writes the numbers of entries, one a line, and what they are.
func (h *Area) numbersOf(ctx context.Context, ids []registry.EntryID) (string, []view.Fact, error) {
	list, err := h.DB.EntriesByID(ctx, ids)
	var lines []string
	for i := range list {
		lines = append(lines, list[i].Number)
	}
	return strings.Join(lines, "\n"), numbered(list), err
}

// numbered lists entries by their numbers.
func numbered(list []registry.Entry) []view.Fact {
	var out []view.Fact
	for i := range list {
		e := &list[i]
		out = append(out, view.Fact{Name: e.Number, Text: e.Headline(), URL: address.Story.At(e.Season, e.Slug)})
	}
	return out
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
	x := sqlite.Collection{ID: shell.FormNumber(v, "id"), Title: v.Get("title"), Lead: v.Get("lead"), Shown: shell.Ticked(v, "shown")}
	_, err = h.Newsdesk.SaveCollection(shell.FormContext(c, v), c.Actor(), x, v.Get("entries"))
	if registry.KindOf(err) == registry.Invalid {
		return h.showEditors(c, http.StatusUnprocessableEntity, v, err)
	}
	if err != nil {
		return err
	}
	return shell.Done(c, "saved", address.Editors)
}
