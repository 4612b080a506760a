package registry

import "time"

// PhotoID identifies a photo of an entry.
type PhotoID int64

// PhotoBasis is the legal ground for showing a photo (Civil Code 2015, art. 32).
type PhotoBasis uint8

// The bases. NoBasis: not said yet.
const (
	NoBasis PhotoBasis = iota
	Consent
	PublicActivity
	PublicInterest
	NobodyRecognisable
)

var photoBases = []term{
	{"", "Chưa chọn"}, {"consent", "Người trong ảnh đồng ý"}, {"public-activity", "Hoạt động công cộng"},
	{"public-interest", "Lợi ích công cộng"}, {"nobody-recognisable", "Không nhận ra ai"},
}

func (b PhotoBasis) String() string { return codeOf(photoBases, b) }

// Label gives the words for the basis.
func (b PhotoBasis) Label() string { return labelOf(photoBases, b) }

// ParsePhotoBasis reads the code of a basis.
func ParsePhotoBasis(s string) (PhotoBasis, error) {
	return parse[PhotoBasis](photoBases, "căn cứ sử dụng ảnh", s)
}

// PhotoBases lists all bases, the empty one first.
func PhotoBases() []PhotoBasis { return all[PhotoBasis](photoBases) }

// MarshalText writes the code.
func (b PhotoBasis) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads the code.
func (b *PhotoBasis) UnmarshalText(t []byte) (err error) {
	*b, err = ParsePhotoBasis(string(t))
	return err
}

// PhotoText is what people write about a photo.
type PhotoText struct {
	Caption  string     `json:"caption"` // ai, việc gì, ở đâu, ngày
	Alt      string     `json:"alt"`     // what the picture shows, for those who cannot see it
	Author   string     `json:"author"`
	TakenOn  Date       `json:"taken_on"`
	Basis    PhotoBasis `json:"basis"`
	Children bool       `json:"children"`         // children can be recognised
	Guardian bool       `json:"guardian_consent"` // their guardians agreed
}

// Photo is one picture of an entry.
type Photo struct {
	ID       PhotoID
	Entry    EntryID
	Hash     string // sha256 of the upload, names the files
	Width    int
	Height   int
	Bytes    int64
	Tone     string // dominant colour, "#a1b2c3"
	Position int
	PhotoText
	TakenAt        time.Time // from the camera, private
	AddedAt        time.Time
	AddedBy        AccountID
	TakenDown      bool // withdrawn from everywhere
	TakeDownReason string
}

// Complete reports whether the photo may be public at all (domain notes F.3):
// caption, alternative text, author and legal basis, children with consent.
func (p *Photo) Complete() bool { return len(p.Missing()) == 0 }

// Missing lists what a photo still needs before it may be public.
func (p *Photo) Missing() Fields {
	var f Fields
	if p.Caption == "" {
		f.Add("caption", "thiếu chú thích (ai, việc gì, ở đâu, khi nào)")
	}
	if p.Alt == "" {
		f.Add("alt", "thiếu mô tả cho người không nhìn thấy ảnh")
	}
	if p.Author == "" {
		f.Add("author", "thiếu tên người chụp")
	}
	if p.Basis == NoBasis {
		f.Add("basis", "chưa chọn căn cứ sử dụng hình ảnh")
	}
	if p.Children && !p.Guardian {
		f.Add("guardian_consent", "ảnh có trẻ em cần sự đồng ý của cha mẹ hoặc người giám hộ")
	}
	if p.TakenOn != "" && !p.TakenOn.Valid() {
		f.Add("taken_on", "ngày chụp chưa đúng dạng dd/mm/yyyy")
	}
	return f
}

// Shown reports whether the photo may appear in public.
func (p *Photo) Shown() bool { return !p.TakenDown && p.Complete() }

// Credit is the line ready to paste.
func (p *Photo) Credit() string { return "Ảnh: " + p.Author }

// AttachmentID identifies an attached document.
type AttachmentID int64

// DocumentKind is the kind of a kept document, as its name ends.
type DocumentKind string

// The kinds of document that are kept.
const (
	PDF  DocumentKind = "pdf"
	DOCX DocumentKind = "docx"
	XLSX DocumentKind = "xlsx"
)

// DocumentKinds lists the kinds of document that are kept.
func DocumentKinds() []DocumentKind { return []DocumentKind{PDF, DOCX, XLSX} }

// Attachment is a document of an entry, only ever offered as a download.
type Attachment struct {
	ID      AttachmentID
	Entry   EntryID
	Name    string // as uploaded, cleaned
	Kind    DocumentKind
	Title   string // what it is: bản đăng ký đã ký, minh chứng …
	Hash    string
	Bytes   int64
	AddedAt time.Time
	AddedBy AccountID
}
