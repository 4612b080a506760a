package view

import (
	"fmt"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
)

// PictureTypes is what the file field asks for: phones then convert HEIC by
// themselves.
const PictureTypes = "image/jpeg,image/png,image/webp"

// documentTypes is what the field of documents asks for.
const documentTypes = ".pdf,.docx,.xlsx,application/pdf"

// photoBlock is the photos of a form; whole with the field for more and the
// buttons to order and remove.
func photoBlock(e *registry.Entry, x FormExtra, whole bool) FormBlock {
	in := &PhotoIntake{URL: address.EntryPhotos.At(e.ID)}
	shown := 0
	for i := range e.Photos {
		if e.Photos[i].TakenDown {
			continue
		}
		card := NewPhotoForm(&e.Photos[i], shown, registry.FieldsOf(x.Err))
		if !whole {
			card.Buttons = nil
		}
		shown++
		in.Cards = append(in.Cards, card)
	}
	if whole {
		f := InputFile(
			"file",
			"Thêm ảnh",
			PictureTypes,
			true,
		).Hint("JPEG, PNG hoặc WebP, mỗi ảnh không quá 25 MB. Chọn nhiều ảnh một lần được; mỗi ảnh gửi riêng, mất mạng thì gửi tiếp.")
		in.Upload = &f
		in.Send = Button{Text: "Gửi ảnh lên", FormAction: address.EntryPhotos.At(e.ID), Name: "luu", Value: "1"}
		in.Note = "Ảnh có người phải có căn cứ sử dụng; ảnh có trẻ em cần cha mẹ hoặc người giám hộ đồng ý. Vị trí chụp ghi trong tệp " +
			"không được giữ lại."
	}
	if whole {
		in.ShareLater = shown < 2
		in.Shared = []Field{
			InputText("chung.author", "Người chụp", "").Hint("Ghi một lần cho mọi ảnh chưa có tên người chụp."),
			InputSelect("chung.basis", "Căn cứ sử dụng", "", TermOptions(registry.PhotoBases())),
		}
		in.Share = Button{Text: "Ghi cho các ảnh còn trống", Name: "anh_chung", Value: "1"}
	}
	return FormBlock{Photos: in}
}

// NewPhotoForm is one photo with its fields; i counts from 0.
func NewPhotoForm(p *registry.Photo, i int, errs registry.Fields) PhotoForm {
	name := fmt.Sprintf("photos.%d.", p.ID)
	photo := func(field string) Field { return input(photoFields, field, name, &p.PhotoText) }
	f := PhotoForm{
		ID: fmt.Sprintf("anh-%d", p.ID), Src: address.Photo.At(p.ID, "400.jpg"), Alt: p.Alt, Heading: fmt.Sprintf("Ảnh %d", i+1),
		State: "Đã nhận lúc " + Clock(p.AddedAt) + " ngày " + Day(p.AddedAt), Tone: "ok",
		Fields: []Field{
			photo("caption"), photo("alt"), photo("author"), photo("taken_on"),
			InputSelect(name+"basis", "Căn cứ sử dụng", p.Basis.String(), TermOptions(registry.PhotoBases())).Need(),
			photo("children"), photo("guardian_consent"),
		},
	}
	for k := range f.Fields {
		f.Fields[k].Error = errs.For(f.Fields[k].Name)
	}
	var missing []string
	for _, m := range p.Missing() {
		missing = append(missing, photoWants[m.Field])
	}
	f.Missing = strings.Join(missing, ", ")
	act := func(text, part string, to address.One[registry.PhotoID]) Button {
		return Button{
			Text:       text,
			FormAction: to.At(p.ID),
			Name:       "anh",
			Value:      fmt.Sprint(p.ID),
			Data:       []Attr{{"move", part}},
		}
	}
	f.Buttons = []Button{
		act("Lên trước", "len", address.PhotoUp), act("Xuống sau", "xuong", address.PhotoDown), act("Xóa ảnh", "xoa", address.PhotoDelete),
	}
	return f
}

// photoWants names in a word or two what a photo is missing.
var photoWants = map[string]string{
	"caption": "chú thích", "alt": "mô tả", "author": "người chụp", "basis": "căn cứ sử dụng",
	"guardian_consent": "sự đồng ý của người giám hộ", "taken_on": "ngày chụp đúng dạng dd/mm/yyyy",
}

// fileBlock is the documents of a form.
func fileBlock(e *registry.Entry, whole bool) FormBlock {
	in := &FileIntake{}
	for _, a := range e.Attachments {
		row := NewFileRow(a)
		if whole {
			row.Drop = &Button{Text: "Xóa", FormAction: address.FileDelete.At(a.ID), Name: "tep", Value: fmt.Sprint(a.ID)}
		}
		in.Files = append(in.Files, row)
	}
	if whole {
		f := InputFile(
			"document",
			"Thêm tài liệu",
			documentTypes,
			true,
		).Hint("PDF, DOCX, XLSX, mỗi tệp không quá 20 MB: bản đăng ký đã ký, kế hoạch, minh chứng. Chỉ người trong hệ thống xem được.")
		in.Upload = &f
		in.Send = Button{Text: "Gửi tài liệu lên", FormAction: address.EntryFiles.At(e.ID), Name: "luu", Value: "1"}
	}
	return FormBlock{Files: in}
}

// NewFileRow is one attached document in a list.
func NewFileRow(a registry.Attachment) FileRow {
	return FileRow{
		Title: a.Title,
		URL:   address.File.At(a.ID),
		Note:  fmt.Sprintf("%s, %s, nhận lúc %s", strings.ToUpper(string(a.Kind)), Weight(a.Bytes), Moment(a.AddedAt)),
	}
}
