package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"danvankheo/internal/address"
	"danvankheo/internal/photo"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// photoRoutes serve pictures to everybody who may see their entry.
func (h *Area) photoRoutes(e *shell.Router) {
	e.GET(string(address.Photo), h.picture)
	e.HEAD(string(address.Photo), h.picture)
}

// picture serves one size of a photo. Who may not see it is answered that it does
// not exist: the public sees what is shown in public, the unit and the verifier
// also what is still incomplete, and what was taken down only who may publish.
func (h *Area) picture(c *shell.Context) error {
	id, err := shell.PathID[registry.PhotoID](c, "id")
	if err != nil {
		return err
	}
	size, ok := strings.CutSuffix(c.Param("size"), ".jpg")
	if !ok || !photo.SizeName(size).Valid() {
		return shell.NoPicture()
	}
	access, err := h.DB.PhotoAccess(c.Context(), id)
	if err != nil {
		return err
	}
	p, e := &access.Photo, &access.Entry
	a, now := c.Actor(), h.Flow.Now()
	shown := access.Sealed && !p.TakenDown
	open := e.Visible(now) && shown
	if !open && !seesInside(a, p, e, now) && !(a.Can(registry.View, e, now) && shown) {
		return shell.NoPicture()
	}
	f, err := h.Photos.Open(p.Hash, photo.SizeName(size))
	if errors.Is(err, fs.ErrNotExist) {
		return shell.NoPicture()
	}
	if err != nil {
		return fmt.Errorf("photo %d: %w", id, err)
	}
	defer f.Close()
	w := c.Header()
	w.Set("Content-Type", "image/jpeg")
	w.Set("Cache-Control", "private, no-store")
	if open {
		w.Set("Cache-Control", "public, max-age=60")
		w.Set("ETag", `"`+p.Hash[:32]+"-"+size+`"`)
	}
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, f)
	return nil
}

// seesInside reports whether the actor works on the entry of a photo.
func seesInside(a registry.Actor, p *registry.Photo, e *registry.Entry, now time.Time) bool {
	if p.TakenDown {
		return a.Can(registry.Publish, e, now)
	}
	return a.Can(registry.ViewInside, e, now)
}

// uploads takes the files of one form into one entry. What is wrong with a file
// is kept beside its name, and the next file is taken all the same.
type uploads struct {
	h      *Area
	ctx    context.Context
	actor  registry.Actor
	entry  registry.EntryID
	photos []registry.PhotoID
	files  int
	failed registry.Fields
	first  error // of the failures
}

func (h *Area) uploads(c *shell.Context, id registry.EntryID) *uploads {
	return &uploads{h: h, ctx: c.Context(), actor: c.Actor(), entry: id}
}

// take is a takeFile: pictures come as "file", documents as "document".
func (u *uploads) take(field, name string, r io.Reader) error {
	var err error
	switch field {
	case "file":
		var p registry.Photo
		if p, err = u.h.Flow.AddPhoto(u.ctx, u.actor, u.entry, r, registry.PhotoText{}); err == nil {
			u.photos = append(u.photos, p.ID)
		}
	case "document":
		if _, err = u.h.Flow.AddFile(u.ctx, u.actor, u.entry, name, "", r); err == nil {
			u.files++
		}
	default:
		return nil
	}
	if err == nil {
		return nil
	}
	switch registry.KindOf(err) {
	case registry.NotFound, registry.Denied:
		return err
	case registry.Internal:
		if _, large := errors.AsType[*http.MaxBytesError](err); large || u.ctx.Err() != nil || errors.Is(err, io.ErrUnexpectedEOF) {
			return shell.Unreadable(err)
		}
		return err
	}
	u.failed.Add(field, "“%s”: %s", name, registry.MessageOf(err))
	if u.first == nil {
		u.first = err
	}
	return nil
}

// any reports whether anything was taken.
func (u *uploads) any() bool { return len(u.photos) > 0 || u.files > 0 }

// err gives what is wrong with the files, nil when all were taken.
func (u *uploads) err() error {
	if len(u.failed) == 0 {
		return nil
	}
	msg := fmt.Sprintf("Có %d tệp chưa nhận được.", len(u.failed))
	if n := len(u.photos) + u.files; n > 0 {
		msg = fmt.Sprintf("Đã nhận %d tệp, còn %d tệp chưa nhận được.", n, len(u.failed))
	}
	return &registry.Error{Kind: registry.KindOf(u.first), Msg: msg, Fields: u.failed, Err: u.first}
}

// addPhotos takes pictures: from a script one a request, answered with the card
// to show; from a plain form several, together with everything else typed there.
func (h *Area) addPhotos(c *shell.Context) error {
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	if err := h.may(c, id, registry.AddPhoto); err != nil {
		return err
	}
	up := h.uploads(c, id)
	v, err := shell.ReadForm(c, up.take)
	if err != nil {
		return err
	}
	if shell.WantsJSON(c) {
		return h.answerPhoto(c, id, up)
	}
	if v.Has("version") {
		return h.keepForm(c, id, v, up)
	}
	if err := up.err(); err != nil {
		return err
	}
	if !up.any() {
		return registry.Errorf(registry.Invalid, "Chưa chọn ảnh nào.")
	}
	return shell.Done(c, "photo", address.Entry.At(id)+"#buoc-anh")
}

// answerPhoto tells a script what became of its picture.
func (h *Area) answerPhoto(c *shell.Context, id registry.EntryID, up *uploads) error {
	if up.first != nil {
		return up.first
	}
	if len(up.photos) == 0 {
		return registry.Errorf(registry.Invalid, "Chưa chọn ảnh, hoặc tệp rỗng.")
	}
	e, err := h.DB.Entry(c.Context(), id)
	if err != nil {
		return err
	}
	for i := range e.Photos {
		if e.Photos[i].ID != up.photos[0] {
			continue
		}
		card := view.NewPhotoForm(&e.Photos[i], i, nil)
		html, err := c.Pages().Desk.PhotoForm.Part("main", view.Chrome{}, card)
		if err != nil {
			return err
		}
		return c.JSON(http.StatusCreated, map[string]any{"id": up.photos[0], "html": string(html), "text": card.State})
	}
	return shell.NoPicture()
}

// photoAct is a small change to one photo asked from the form: what is typed
// there is saved first.
func (h *Area) photoAct(flash string, act func(ctx context.Context, a registry.Actor, id registry.PhotoID) error) shell.Handler {
	return func(c *shell.Context) error {
		id, err := shell.PathID[registry.PhotoID](c, "id")
		if err != nil {
			return err
		}
		p, err := h.DB.Photo(c.Context(), id)
		if err != nil {
			return err
		}
		if err := h.may(c, p.Entry, registry.AddPhoto); err != nil {
			return err
		}
		up := h.uploads(c, p.Entry)
		v, err := shell.ReadForm(c, up.take)
		if err != nil {
			return err
		}
		if v.Has("version") && !shell.WantsJSON(c) {
			if answered, err := h.keepFirst(c, p.Entry, v, up); answered || err != nil {
				return err
			}
		}
		if err := act(c.Context(), c.Actor(), id); err != nil {
			return err
		}
		if shell.WantsJSON(c) {
			return c.NoContent(http.StatusNoContent)
		}
		anchor := fmt.Sprintf("#anh-%d", id)
		if flash == "deleted" {
			anchor = "#buoc-anh"
		}
		return shell.Done(c, flash, formPath(p.Entry, v)+anchor)
	}
}

// takeDown withdraws a photo from everywhere, or puts it back.
func (h *Area) takeDown(c *shell.Context) error {
	id, err := shell.PathID[registry.PhotoID](c, "id")
	if err != nil {
		return err
	}
	v, err := shell.ReadForm(c, nil)
	if err != nil {
		return err
	}
	p, err := h.DB.Photo(c.Context(), id)
	if err != nil {
		return err
	}
	if err := h.Flow.TakeDownPhoto(shell.FormContext(c, v), c.Actor(), id, !shell.Checked(v, "lai"), v.Get("reason")); err != nil {
		return h.refused(c, p.Entry, v, err)
	}
	return shell.Done(c, "saved", address.Entry.At(p.Entry)+fmt.Sprintf("#anh-%d", id))
}
