package desk

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
	"danvankheo/internal/workflow"
)

// editor shows the story editor.
func (h *Area) editor(c *shell.Context) error {
	v, err := h.readEntry(c, registry.EditStory)
	if err != nil {
		return err
	}
	e := &v.Entry
	in := view.EditorInput{Story: e.Story, At: view.FieldMoment(e.PublishAt), ToPress: e.EmbargoForPress}
	return h.showEditor(c, http.StatusOK, &v, in)
}

func (h *Area) showEditor(c *shell.Context, code int, v *workflow.EntryView, in view.EditorInput) error {
	in.DossierInput = h.dossierInput(c, v, in.DossierInput)
	title := "Bài đăng " + v.Entry.Number
	if in.Err != nil {
		title = "Cần sửa: " + title
	}
	return shell.Render(c, code, c.Pages().Desk.Editor, h.WideChrome(c, title), view.NewEditorPage(in))
}

// saveStory does what the pressed button says: save, preview, publish now or at a
// time, correct, remove. A text typed is saved before the story is published, so
// that what is public is what was on the screen.
func (h *Area) saveStory(c *shell.Context) error {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	if err := h.may(c, id, registry.EditStory); err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	story, wrong := storyOf(v)
	version := int(shell.FormNumber(v, "version"))
	if version < 1 {
		return shell.Unreadable(errors.New("form without version"))
	}
	if err = wrong.Err("Chưa lưu được bài."); err == nil {
		err = h.storyAct(c, id, v, &version, story)
	}
	switch registry.KindOf(err) {
	case registry.None:
		return h.afterStory(c, id, v)
	case registry.Invalid, registry.Conflict:
		return h.storyAgain(c, id, v, story, version, err)
	}
	return err
}

// storyAct does one thing with a story; version follows what was saved.
func (h *Area) storyAct(c *shell.Context, id registry.EntryID, v url.Values, version *int, story registry.Story) error {
	ctx, a := shell.FormContext(c, v), c.Actor()
	switch {
	case v.Has("go") && shell.Checked(v, "bao_chi"):
		return h.backToPress(ctx, a, id, *version, v.Get("reason"))
	case v.Has("go"):
		_, err := h.Flow.Remove(ctx, a, id, *version, v.Get("reason"))
		return err
	case v.Has("dinh-chinh"):
		_, err := h.Flow.Correct(ctx, a, id, *version, story, v.Get("note"))
		return err
	}
	var at time.Time
	if v.Has("hen") {
		var ok bool
		if at, ok = view.ReadMoment(v.Get("publish_at")); !ok {
			return (&registry.Fields{{Field: "publish_at", Message: "Chọn ngày giờ đăng, ví dụ 07:00 15/10/2026."}}).Err(
				"Chưa hẹn giờ được.",
			)
		}
	}
	e, err := h.DB.Entry(ctx, id)
	if err != nil {
		return err
	}
	story.Clean()
	if e.Story != story { // kept already: nothing to save, also when it was sent twice
		if e, err = h.Flow.SaveStory(ctx, a, id, *version, story); err != nil {
			return err
		}
	}
	*version = e.Version
	if v.Has("dang") && e.Publication.Public() {
		return nil // pressed twice
	}
	if v.Has("dang") || v.Has("hen") {
		look := lookOf(v)
		if look.Photos != nil && story.LeadPhoto != 0 && !slices.Contains(look.Photos, story.LeadPhoto) {
			return (&registry.Fields{{Field: "lead_photo", Message: "Ảnh đứng đầu bài phải là ảnh được chọn cho công khai."}}).Err(
				"Chưa đăng bài.",
			)
		}
		_, err = h.Flow.Publish(workflow.Looked(ctx, look), a, id, *version, at, shell.Checked(v, "embargo_press"))
	}
	return err
}

// backToPress takes down the story of a registration and gives the page back to the
// press entry that it took over.
func (h *Area) backToPress(ctx context.Context, a registry.Actor, id registry.EntryID, version int, reason string) error {
	v, err := h.Flow.ReadEntry(ctx, a, id, registry.Publish)
	if err != nil {
		return err
	}
	if v.Taken == nil || v.Entry.Version != version {
		return registry.Errorf(registry.Conflict, "Mô hình này vừa được lưu ở nơi khác.")
	}
	_, err = h.Flow.UndoClaim(ctx, a, v.Taken.Claim, reason, workflow.StoryDown)
	return err
}

func (h *Area) afterStory(c *shell.Context, id registry.EntryID, v url.Values) error {
	switch {
	case v.Has("xem"):
		return c.Redirect(http.StatusSeeOther, address.EntryPreview.At(id))
	case v.Has("go"):
		return shell.Done(c, "removed", address.EntryStory.At(id))
	case v.Has("dinh-chinh"):
		return shell.Done(c, "corrected", address.EntryStory.At(id))
	case v.Has("hen"):
		return shell.Done(c, "scheduled", address.EntryStory.At(id))
	case v.Has("dang"):
		return shell.Done(c, "published", address.EntryStory.At(id))
	}
	return shell.Done(c, "saved", address.EntryStory.At(id))
}

// storyAgain shows the editor with everything that was typed. When somebody else
// was faster, what they saved is shown beside it: who saves then has seen both.
func (h *Area) storyAgain(c *shell.Context, id registry.EntryID, v url.Values, story registry.Story, version int, cause error) error {
	entry, err := h.Flow.ReadEntry(c.Context(), c.Actor(), id, registry.EditStory)
	if err != nil {
		return err
	}
	in := view.EditorInput{Story: story, Note: v.Get("note"), At: v.Get("publish_at"), ToPress: shell.Checked(v, "embargo_press"),
		Out: lookOf(v).Photos}
	in.Err, in.BackToPress = cause, shell.Checked(v, "bao_chi")
	if registry.KindOf(cause) == registry.Conflict && entry.Entry.Version != version {
		in.Theirs = &entry.Entry.Story
	}
	code, _ := shell.StatusOf(cause)
	return h.showEditor(c, code, &entry, in)
}

// preview is the public page of the story before it is public: the same address,
// which only those who may see the entry can open.
func (h *Area) preview(c *shell.Context) error {
	e, err := h.EntryOf(c, registry.EditStory)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, address.Story.At(e.Season, e.Slug))
}
