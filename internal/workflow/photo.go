package workflow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"danvankheo/internal/attachment"
	"danvankheo/internal/photo"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// MaxPhotos is how many photos one entry may have.
const MaxPhotos = 40

// photoError says in the reader's words why a picture was not taken.
func photoError(err error) error {
	say := func(kind registry.ErrorKind, msg string) error {
		return &registry.Error{Kind: kind, Msg: msg, Err: err, Fields: registry.Fields{{Field: "file", Message: msg}}}
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, photo.ErrEmpty):
		return say(registry.Invalid, "Chưa chọn ảnh, hoặc tệp rỗng.")
	case errors.Is(err, photo.ErrTooLarge):
		return say(registry.TooLarge, "Ảnh nặng quá 25 MB. Hãy gửi ảnh gốc của điện thoại hoặc giảm cỡ rồi gửi lại.")
	case errors.Is(err, photo.ErrTooManyPixels):
		return say(registry.TooLarge, "Ảnh lớn quá 50 triệu điểm ảnh. Hãy giảm kích thước rồi gửi lại.")
	case errors.Is(err, photo.ErrHEIC):
		return say(
			registry.Unsupported,
			"Ảnh HEIC chưa nhận được. Trên iPhone: Cài đặt, Camera, Định dạng, chọn “Tương thích nhất”; hoặc gửi ảnh qua Zalo rồi lưu "+
				"lại thành JPEG.",
		)
	case errors.Is(err, photo.ErrFormat):
		return say(registry.Unsupported, "Tệp này không phải ảnh JPEG, PNG hay WebP.")
	case errors.Is(err, photo.ErrBroken):
		return say(registry.Unsupported, "Ảnh hỏng hoặc bị cắt giữa chừng. Hãy chụp lại màn hình hoặc xuất lại ảnh rồi gửi.")
	}
	return err
}

// AddPhoto takes a picture in: its sizes are made and on the disk before the
// entry refers to it. A picture sent twice is kept once.
func (f *Flow) AddPhoto(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	r io.Reader,
	words registry.PhotoText,
) (registry.Photo, error) {
	var none registry.Photo
	e, err := f.DB.Entry(ctx, id)
	if err != nil {
		return none, err
	}
	if err := f.Allow(ctx, f.DB, a, registry.AddPhoto, registry.DidPhotoAdd, &e); err != nil {
		return none, err
	}
	if len(e.Photos) >= MaxPhotos {
		return none, registry.Errorf(registry.Conflict, "Mỗi mô hình nhận tối đa %d ảnh.", MaxPhotos)
	}
	words.Clean()
	if err := words.CheckDraft().Err("Chưa nhận được ảnh, còn chỗ cần sửa."); err != nil {
		return none, err
	}
	pic, err := f.Photos.Add(ctx, r)
	if err != nil {
		return none, photoError(err)
	}
	if words.TakenOn == "" && !pic.TakenAt.IsZero() {
		words.TakenOn = registry.DateOf(pic.TakenAt.In(registry.Zone))
	}
	p := registry.Photo{
		Entry: id, Hash: pic.Hash, Width: pic.Width, Height: pic.Height, Bytes: pic.Bytes, Tone: pic.Placeholder,
		PhotoText: words, TakenAt: pic.TakenAt, AddedBy: a.Account,
	}
	err = f.UpdateUnseen(ctx, func(tx *sqlite.Tx) (unseen bool, err error) {
		e, err := tx.Entry(ctx, id)
		if err != nil {
			return false, err
		}
		if err := f.Allow(ctx, tx, a, registry.AddPhoto, registry.DidPhotoAdd, &e); err != nil {
			return false, err
		}
		fresh, err := tx.InsertPhoto(&p)
		if err != nil || !fresh {
			return true, err
		}
		if err := tx.Touch(id); err != nil {
			return false, err
		}
		return true, Audit(tx, a, registry.DidPhotoAdd, ObjectOf(&e), "", fmt.Sprintf("photo:%d", p.ID))
	})
	return p, err
}

// photoChange does one thing to one photo of an entry.
func (f *Flow) photoChange(
	ctx context.Context,
	a registry.Actor,
	id registry.PhotoID,
	what registry.Action,
	did registry.Deed,
	after string,
	fn func(*sqlite.Tx, *registry.Entry, registry.Photo) error,
) error {
	p, err := f.DB.Photo(ctx, id)
	if err != nil {
		return err
	}
	return f.UpdateUnseen(ctx, func(tx *sqlite.Tx) (unseen bool, err error) {
		e, err := tx.Entry(ctx, p.Entry)
		if err != nil {
			return false, err
		}
		if err := f.Allow(ctx, tx, a, what, did, &e); err != nil {
			return false, err
		}
		i := slices.IndexFunc(e.Photos, func(x registry.Photo) bool { return x.ID == id })
		switch {
		case i >= 0:
			p = e.Photos[i]
		case did != registry.DidPhotoTakeDown: // its unit took it out, an edition may show it still
			return false, registry.Errorf(registry.NotFound, "Không tìm thấy ảnh này.")
		default:
			if p, err = tx.Photo(ctx, id); err != nil {
				return false, err
			}
		}
		known, err := editionNumbers(ctx, tx, e.ID)
		if err != nil {
			return false, err
		}
		if err := fn(tx, &e, p); err != nil {
			return false, err
		}
		now, err := editionNumbers(ctx, tx, e.ID)
		if err != nil {
			return false, err
		}
		if err := askAbout(ctx, tx, a, known, now, &e); err != nil {
			return false, err
		}
		if did == registry.DidPhotoTakeDown {
			err = tx.ShowChanged(e.ID) // in all editions at once
		} else {
			err = tx.Touch(e.ID)
		}
		if err != nil {
			return false, err
		}
		return did != registry.DidPhotoTakeDown, Audit(tx, a, did, ObjectOf(&e), fmt.Sprintf("photo:%d", id), after)
	})
}

// DeletePhoto takes a photo out of an entry that is still open.
func (f *Flow) DeletePhoto(ctx context.Context, a registry.Actor, id registry.PhotoID) error {
	return f.photoChange(
		ctx,
		a,
		id,
		registry.AddPhoto,
		registry.DidPhotoDelete,
		"",
		func(tx *sqlite.Tx, e *registry.Entry, p registry.Photo) error {
			return tx.DeletePhoto(e.ID, p.ID)
		},
	)
}

// MovePhoto puts a photo one place forward (-1) or back (+1).
func (f *Flow) MovePhoto(ctx context.Context, a registry.Actor, id registry.PhotoID, by int) error {
	return f.photoChange(
		ctx,
		a,
		id,
		registry.AddPhoto,
		registry.DidPhotoMove,
		fmt.Sprint(by),
		func(tx *sqlite.Tx, e *registry.Entry, _ registry.Photo) error {
			i := slices.IndexFunc(e.Photos, func(x registry.Photo) bool { return x.ID == id })
			j := i + by
			if j < 0 || j >= len(e.Photos) {
				return nil
			}
			e.Photos[i], e.Photos[j] = e.Photos[j], e.Photos[i]
			for n := range e.Photos {
				e.Photos[n].Position = n + 1
				if err := tx.UpdatePhoto(e.Photos[n]); err != nil {
					return err
				}
			}
			return nil
		},
	)
}

// TakeDownPhoto withdraws one photo from everywhere at once, or puts it back.
func (f *Flow) TakeDownPhoto(ctx context.Context, a registry.Actor, id registry.PhotoID, down bool, reason string) error {
	return f.photoChange(
		ctx,
		a,
		id,
		registry.Publish,
		registry.DidPhotoTakeDown,
		fmt.Sprint(down),
		func(tx *sqlite.Tx, _ *registry.Entry, p registry.Photo) (err error) {
			read := OptionalReason
			if down {
				read = RequireReason
			}
			if reason, err = read(reason); err != nil {
				return err
			}
			p.TakenDown, p.TakeDownReason = down, reason
			return tx.UpdatePhoto(p)
		},
	)
}

// AddFile takes a document in.
func (f *Flow) AddFile(
	ctx context.Context,
	a registry.Actor,
	id registry.EntryID,
	name, title string,
	r io.Reader,
) (registry.Attachment, error) {
	var none registry.Attachment
	e, err := f.DB.Entry(ctx, id)
	if err != nil {
		return none, err
	}
	if err := f.Allow(ctx, f.DB, a, registry.AddPhoto, registry.DidFileAdd, &e); err != nil {
		return none, err
	}
	var wrong registry.Fields
	title = registry.FileTitleNote.Read(&wrong, title)
	if err := wrong.Err("Chưa nhận được tài liệu."); err != nil {
		return none, err
	}
	file, err := f.Files.Add(ctx, r)
	if err != nil {
		return none, FileError(err)
	}
	name = CleanName(name, file.Kind)
	if title == "" {
		title = name
	}
	att := registry.Attachment{
		Entry:   id,
		Name:    name,
		Kind:    file.Kind,
		Title:   title,
		Hash:    file.Hash,
		Bytes:   file.Bytes,
		AddedBy: a.Account,
	}
	err = f.Update(ctx, func(tx *sqlite.Tx) error {
		e, err := tx.Entry(ctx, id)
		if err != nil {
			return err
		}
		if err := f.Allow(ctx, tx, a, registry.AddPhoto, registry.DidFileAdd, &e); err != nil {
			return err
		}
		if len(e.Attachments) >= MaxPhotos {
			return registry.Errorf(registry.Conflict, "Mỗi mô hình nhận tối đa %d tài liệu.", MaxPhotos)
		}
		if err := tx.InsertAttachment(&att); err != nil {
			return err
		}
		return Audit(tx, a, registry.DidFileAdd, ObjectOf(&e), "", fmt.Sprintf("file:%d", att.ID))
	})
	return att, err
}

func FileError(err error) error {
	say := func(kind registry.ErrorKind, msg string) error {
		return &registry.Error{Kind: kind, Msg: msg, Err: err, Fields: registry.Fields{{Field: "file", Message: msg}}}
	}
	switch {
	case errors.Is(err, attachment.ErrTooLarge):
		return say(registry.TooLarge, "Tài liệu nặng quá 20 MB.")
	case errors.Is(err, attachment.ErrKind):
		return say(registry.Unsupported, "Chỉ nhận tài liệu PDF, DOCX, XLSX không có macro.")
	case errors.Is(err, attachment.ErrEmpty):
		return say(registry.Invalid, "Chưa chọn tài liệu, hoặc tệp rỗng.")
	}
	return err
}

// CleanName keeps the last part of a file name, its characters harmless and its
// ending true.
func CleanName(name string, kind registry.DocumentKind) string {
	name = path.Base(strings.ReplaceAll(registry.CleanText(name), `\`, "/"))
	name = strings.TrimSuffix(name, path.Ext(name))
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, name)
	if r := []rune(name); len(r) > 80 {
		name = string(r[:80])
	}
	if strings.Trim(name, ". ") == "" {
		name = "tai-lieu"
	}
	return name + "." + string(kind)
}

// DeleteFile takes a document out of an entry that is still open.
func (f *Flow) DeleteFile(ctx context.Context, a registry.Actor, id registry.AttachmentID) error {
	att, err := f.DB.Attachment(ctx, id)
	if err != nil {
		return err
	}
	return f.Update(ctx, func(tx *sqlite.Tx) error {
		e, err := tx.Entry(ctx, att.Entry)
		if err != nil {
			return err
		}
		if err := f.Allow(ctx, tx, a, registry.AddPhoto, registry.DidFileDelete, &e); err != nil {
			return err
		}
		if err := tx.DeleteAttachment(e.ID, id); err != nil {
			return err
		}
		return Audit(tx, a, registry.DidFileDelete, ObjectOf(&e), fmt.Sprintf("file:%d", id), "")
	})
}
