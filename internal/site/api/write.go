package api

import (
	"errors"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/workflow"
)

// versionTag is the version of an entry as a header has it.
func versionTag(version int) string { return `"` + strconv.Itoa(version) + `"` }

// writtenEntry is the answer to a write.
type writtenEntry struct {
	ID      registry.EntryID `json:"id"`
	Version int              `json:"version"`
	Number  string           `json:"number"`
	URL     string           `json:"url"`
}

func (h *Area) written(c *shell.Context, code int, e registry.Entry) error {
	c.Header().Set("ETag", versionTag(e.Version))
	return c.JSON(code, writtenEntry{e.ID, e.Version, e.Number, h.absolute(c, address.APIEntry.At(e.ID))})
}

// create makes a draft of the body, or gives back the one that the account made
// under the same ref.
func (h *Area) create(c *shell.Context) error {
	if v, err := parameters(c); v == nil {
		return err
	}
	if err := h.known(c); err != nil {
		return err
	}
	row, err := h.row(c)
	if row == nil {
		return err
	}
	e, fresh, err := h.Transfer.CreateRow(c.Context(), c.Actor(), *row)
	if err != nil {
		return asColumns(err)
	}
	c.Header().Set("Location", address.APIEntry.At(e.ID))
	if !fresh {
		return h.written(c, http.StatusOK, e)
	}
	return h.written(c, http.StatusCreated, e)
}

// versionOf reads If-Match: the one version that the caller has read. Zero means
// that the request was refused.
func versionOf(c *shell.Context, must bool) (int, bool, error) {
	text := strings.TrimSpace(c.Request().Header.Get("If-Match"))
	if text == "" && !must {
		return 0, true, nil
	}
	if text == "" || text == "*" {
		return 0, false, refuse(
			c,
			http.StatusPreconditionRequired,
			`Gửi kèm If-Match với phiên bản đã đọc, ví dụ If-Match: "3", để không ghi đè bản mới hơn.`,
			nil,
			nil,
		)
	}
	n, err := strconv.Atoi(strings.Trim(strings.TrimPrefix(text, "W/"), `"`))
	if err != nil || n < 1 {
		return 0, false, refuse(c, http.StatusBadRequest, `If-Match cần là một phiên bản, ví dụ "3".`, nil, nil)
	}
	return n, true, nil
}

// save writes the body over a draft at the version that was read.
func (h *Area) save(c *shell.Context) error {
	if v, err := parameters(c); v == nil {
		return err
	}
	if err := h.known(c); err != nil {
		return err
	}
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	version, ok, err := versionOf(c, true)
	if !ok {
		return err
	}
	row, err := h.row(c)
	if row == nil {
		return err
	}
	e, err := h.Transfer.SaveRow(c.Context(), c.Actor(), id, version, *row)
	if err != nil {
		return h.conflict(c, id, version, err)
	}
	return h.written(c, http.StatusOK, e)
}

// conflict answers a refused write: with the present text when somebody else was
// faster.
func (h *Area) conflict(c *shell.Context, id registry.EntryID, version int, cause error) error {
	if registry.KindOf(cause) != registry.Conflict || version == 0 {
		return asColumns(cause)
	}
	now, err := h.DB.Entry(c.Context(), id)
	if err != nil {
		return err
	}
	if now.Version == version {
		return asColumns(cause)
	}
	c.Header().Set("ETag", versionTag(now.Version))
	whole, err := h.whole(c, &reading{Entry: &now, inside: true})
	if err != nil {
		return err
	}
	return refuse(
		c,
		http.StatusPreconditionFailed,
		"Mô hình này vừa được lưu ở nơi khác. Bản hiện có ở trường current: xem lại rồi gửi với phiên bản mới.",
		nil,
		map[string]any{"current": whole},
	)
}

// submit sends a registration.
func (h *Area) submit(c *shell.Context) error {
	v, err := parameters(c, workflow.FiguresField)
	if v == nil {
		return err
	}
	if err := h.known(c); err != nil {
		return err
	}
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	version, ok, err := versionOf(c, false)
	if !ok {
		return err
	}
	ctx := c.Context()
	now, err := h.DB.Entry(ctx, id)
	if err != nil {
		return err
	}
	if err := c.Actor().May(registry.View, &now, h.Flow.Now()); err != nil {
		return err
	}
	if version != 0 && version != now.Version {
		return h.conflict(c, id, version, registry.Errorf(registry.Conflict, "Mô hình này vừa được lưu ở nơi khác."))
	}
	e, err := h.Flow.Submit(workflow.FiguresMeant(ctx, v[workflow.FiguresField]), c.Actor(), id, now.Version, nil)
	if err != nil {
		return asColumns(err)
	}
	return h.written(c, http.StatusOK, e)
}

// photoFields are the words that may come with a photo.
var photoFields = []string{"caption", "alt", "author", "taken_on", "basis", "children", "guardian_consent", workflow.NumbersField}

// photo takes one picture with its words.
func (h *Area) photo(c *shell.Context) error {
	if v, err := parameters(c); v == nil {
		return err
	}
	if err := h.known(c); err != nil {
		return err
	}
	id, err := shell.PathID[registry.EntryID](c, "id")
	if err != nil {
		return err
	}
	ctx := c.Context()
	e, err := h.DB.Entry(ctx, id)
	if err != nil {
		return err
	}
	if err := c.Actor().May(registry.AddPhoto, &e, h.Flow.Now()); err != nil {
		return err
	}
	form, err := h.multipart(c)
	if form == nil {
		return err
	}
	defer func() { _ = form.RemoveAll() }() // what is left in the temporary folder
	words, meant, err := sentWords(form)
	if err != nil {
		return err
	}
	if meant {
		ctx = workflow.NumbersMeant(ctx)
	}
	f, err := form.File["file"][0].Open()
	if err != nil {
		return err
	}
	defer f.Close()
	p, err := h.Flow.AddPhoto(ctx, c.Actor(), id, f, words)
	if err != nil {
		return err
	}
	c.Header().Set("Location", address.Photo.At(p.ID, "800.jpg"))
	return c.JSON(http.StatusCreated, h.picture(c, &p))
}

// multipart reads the form of a photo: small parts into memory, the picture past
// a megabyte onto the disk. Nil means that the request was refused.
func (h *Area) multipart(c *shell.Context) (*multipart.Form, error) {
	r := c.Request()
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		return nil, registry.Errorf(registry.Unsupported, "Gửi ảnh dạng multipart/form-data, với trường file.")
	}
	r.Body = http.MaxBytesReader(c.Response(), r.Body, h.Photos.Limits().MaxBytes+(1<<20))
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large || errors.Is(err, multipart.ErrMessageTooLarge) {
			return nil, registry.Errorf(registry.TooLarge, "Ảnh nặng quá 25 MB. Hãy gửi ảnh gốc của điện thoại hoặc giảm cỡ rồi gửi lại.")
		}
		return nil, refuse(c, http.StatusBadRequest, "Phần gửi lên chưa đọc được như multipart/form-data.", nil, nil)
	}
	return r.MultipartForm, nil
}

// sentWords reads what is said about a photo, and whether numbers of persons in it
// are meant to be public.
func sentWords(form *multipart.Form) (w registry.PhotoText, numbersMeant bool, err error) {
	var wrong registry.Fields
	get := func(name string) string {
		if list := form.Value[name]; len(list) > 0 {
			return list[0]
		}
		return ""
	}
	for _, name := range shell.SortedKeys(form.Value) {
		if !slices.Contains(photoFields, name) {
			wrong.Add(name, "Không có trường này.")
		}
	}
	w = registry.PhotoText{Caption: get("caption"), Alt: get("alt"), Author: get("author"), TakenOn: registry.NewDate(get("taken_on"))}
	wrong = append(wrong, w.CheckDraft()...)
	if w.TakenOn != "" && !w.TakenOn.Valid() {
		wrong.Add("taken_on", "Ngày dạng 2026-03-31 hoặc 31/03/2026.")
	}
	if w.Basis, err = registry.ParsePhotoBasis(strings.TrimSpace(get("basis"))); err != nil {
		wrong.Add("basis", "Chọn consent, public-activity, public-interest hoặc nobody-recognisable.")
	}
	for _, x := range []struct {
		name string
		to   *bool
	}{{"children", &w.Children}, {"guardian_consent", &w.Guardian}, {workflow.NumbersField, &numbersMeant}} {
		switch get(x.name) {
		case "1", "true":
			*x.to = true
		case "", "0", "false":
		default:
			wrong.Add(x.name, "Ghi true hoặc false.")
		}
	}
	if len(form.File["file"]) != 1 || len(form.File) != 1 {
		wrong.Add("file", "Gửi đúng một ảnh trong trường file.")
	}
	return w, numbersMeant, wrong.Err("Chưa nhận được ảnh, còn chỗ cần sửa.")
}
