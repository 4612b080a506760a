package desk

import (
	"net/http"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
)

// document sends an attached document, as a download and never to be shown: its
// content is a stranger's.
func (h *Area) document(c *shell.Context) error {
	id, err := shell.PathID[registry.AttachmentID](c, "id")
	if err != nil {
		return err
	}
	ctx := c.Context()
	att, err := h.DB.Attachment(ctx, id)
	if err != nil {
		return err
	}
	e, err := h.DB.Entry(ctx, att.Entry)
	if err != nil {
		return err
	}
	if a := c.Actor(); !a.Can(registry.ViewInside, &e, h.Flow.Now()) {
		return registry.Errorf(registry.NotFound, "Không tìm thấy tài liệu này.")
	}
	f, err := h.OpenFile(att.Hash)
	if err != nil {
		return err
	}
	defer f.Close()
	w := c.Header()
	w.Set("Content-Type", shell.DocumentTypes[att.Kind])
	w.Set("Content-Disposition", shell.AttachmentHeader(att.Name))
	w.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	w.Set("Content-Length", strconv.FormatInt(att.Bytes, 10))
	return c.Stream(http.StatusOK, shell.DocumentTypes[att.Kind], f)
}

// addFiles takes documents, like addPhotos takes pictures.
func (h *Area) addFiles(c *shell.Context) error {
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
	switch {
	case !shell.WantsJSON(c) && v.Has("version"):
		return h.keepForm(c, id, v, up)
	case up.first != nil:
		return up.err()
	case !up.any():
		return registry.Errorf(registry.Invalid, "Chưa chọn tài liệu nào.")
	case shell.WantsJSON(c):
		return c.NoContent(http.StatusCreated)
	}
	return shell.Done(c, "file", address.Entry.At(id)+"#buoc-anh")
}

// deleteFile takes a document out of an entry; what is typed is saved first.
func (h *Area) deleteFile(c *shell.Context) error {
	id, err := shell.PathID[registry.AttachmentID](c, "id")
	if err != nil {
		return err
	}
	att, err := h.DB.Attachment(c.Context(), id)
	if err != nil {
		return err
	}
	if err := h.may(c, att.Entry, registry.AddPhoto); err != nil {
		return err
	}
	up := h.uploads(c, att.Entry)
	v, err := shell.ReadForm(c, up.take)
	if err != nil {
		return err
	}
	if v.Has("version") {
		if answered, err := h.keepFirst(c, att.Entry, v, up); answered || err != nil {
			return err
		}
	}
	if err := h.Flow.DeleteFile(c.Context(), c.Actor(), id); err != nil {
		return err
	}
	return shell.Done(c, "deleted", formPath(att.Entry, v)+"#buoc-anh")
}
