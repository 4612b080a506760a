package site

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
	"danvankheo/internal/view"
)

// documentTypes are the media types of the kinds of document.
var documentTypes = map[string]string{
	"pdf":  "application/pdf",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// document sends an attached document, as a download and never to be shown: its
// content is a stranger's.
func (h *desk) document(c *Context) error {
	id, err := pathID[registry.AttachmentID](c, "id")
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
	f, err := h.openFile(att.Hash)
	if err != nil {
		return err
	}
	defer f.Close()
	w := c.Header()
	w.Set("Content-Type", documentTypes[att.Kind])
	w.Set("Content-Disposition", attachmentHeader(att.Name))
	w.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	w.Set("Content-Length", strconv.FormatInt(att.Bytes, 10))
	return c.Stream(http.StatusOK, documentTypes[att.Kind], f)
}

// openFile opens a kept document, or says that it is not there.
func (h *Shell) openFile(hash string) (*os.File, error) {
	f, err := h.Flow.Files.Open(hash)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, registry.Errorf(registry.NotFound, "Không tìm thấy tài liệu này.")
	}
	if err != nil {
		return nil, fmt.Errorf("document %.8s: %w", hash, err)
	}
	return f, nil
}

// attachmentHeader names a download for browsers old (plain letters) and new
// (RFC 6266 with the encoding of RFC 8187).
func attachmentHeader(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\%;`, r) {
			return '-'
		}
		return r
	}, vietnamese.Fold(name))
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

// addFiles takes documents, like addPhotos takes pictures.
func (h *desk) addFiles(c *Context) error {
	id, err := pathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	if err := h.may(c, id, registry.AddPhoto); err != nil {
		return err
	}
	up := h.uploads(c, id)
	v, err := readForm(c, up.take)
	if err != nil {
		return err
	}
	switch {
	case !wantsJSON(c) && v.Has("version"):
		return h.keepForm(c, id, v, up)
	case up.first != nil:
		return up.err()
	case !up.any():
		return registry.Errorf(registry.Invalid, "Chưa chọn tài liệu nào.")
	case wantsJSON(c):
		return c.NoContent(http.StatusCreated)
	}
	return done(c, "file", view.DeskPath(id, "")+"#buoc-anh")
}

// deleteFile takes a document out of an entry; what is typed is saved first.
func (h *desk) deleteFile(c *Context) error {
	id, err := pathID[registry.AttachmentID](c, "id")
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
	v, err := readForm(c, up.take)
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
	return done(c, "deleted", formPath(att.Entry, v)+"#buoc-anh")
}
