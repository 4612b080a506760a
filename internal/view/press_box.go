package view

import (
	"net/url"
	"strconv"
	"strings"

	"danvankheo/internal/address"
	"danvankheo/internal/edition"
	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// photoSizes are the sizes of a photo that newsrooms get.
var photoSizes = []struct{ name, label string }{{"1200", "Cỡ web"}, {"in", "Cỡ in"}}

// newPressBox is what a journalist takes away from a story; contact says whether this
// reader may see the contact that the unit opened to the press.
func newPressBox(e *edition.Edition, contact bool) PressBox {
	b := PressBox{Number: e.Number, Reported: e.Origin == registry.Reported}
	for _, x := range []struct{ name, text string }{{"Bản ngắn", e.Story.Short}, {"Bản vừa", e.Story.Medium}, {"Bản dài", e.Story.Long}} {
		if x.text != "" {
			b.Texts = append(b.Texts, PressText{Label: x.name + ", " + Count(vietnamese.Words(x.text)) + " từ", Text: x.text})
		}
	}
	for i := range e.Photos {
		p := &e.Photos[i]
		if !p.Shown() {
			continue
		}
		if b.Credit == "" {
			b.Credit = p.Credit()
		}
		photo := PressPhoto{Label: p.Caption}
		for _, s := range photoSizes {
			photo.Links = append(photo.Links, Link{Text: s.label, URL: address.Photo.At(p.ID, s.name+".jpg")})
		}
		b.Photos = append(b.Photos, photo)
	}
	if !b.Reported {
		b.Terms = "Dùng lại tự do khi ghi nguồn và tên đơn vị. Ảnh ghi tên người chụp."
	}
	if c := e.Content; contact && c.ContactPress && c.ContactName != "" {
		b.Contact = append(b.Contact, strings.Trim(c.ContactName+", "+c.ContactTitle, ", "))
		for _, line := range []string{c.ContactPhone, c.ContactEmail} {
			if line != "" {
				b.Contact = append(b.Contact, line)
			}
		}
	}
	return b
}

// PressOffer is what can be taken away of a story that this reader may pack.
type PressOffer struct {
	Files      []PressFile // the small ones
	Photos     []OfferedPhoto
	Bytes      int64 // of everything in one file
	Cite, Line string
	Embed      string // markup of a card, "" while the story is not public
	OEmbed     string // where programs ask for it
	Ask        bool   // the reader is of the press
}

// OfferedPhoto is a photo in the sizes that there are.
type OfferedPhoto struct {
	Caption string
	Files   []OfferedFile
}

// OfferedFile is one size of a photo.
type OfferedFile struct {
	Size, URL string
	Bytes     int64
}

// Offer adds what can be taken away, each with its weight.
func (b *PressBox) Offer(e *edition.Edition, o *PressOffer) {
	b.Files, b.Photos = o.Files, nil
	for _, p := range o.Photos {
		one := PressPhoto{Label: p.Caption}
		for _, f := range p.Files {
			one.Links = append(one.Links, Link{Text: photoSizeLabel(f.Size) + " (" + Weight(f.Bytes) + ")", URL: f.URL})
		}
		b.Photos = append(b.Photos, one)
	}
	pack := StoryPackFile(e.Season, e.Slug, o.Bytes)
	b.Pack, b.Basket = &pack, basketURL(e.ID)
	b.Cite, b.Line, b.Embed, b.OEmbed = o.Cite, o.Line, o.Embed, o.OEmbed
	if o.Ask {
		b.Ask = []Link{
			{Text: "Liên hệ đơn vị", URL: address.EntryPressRequest.At(e.ID)},
			{Text: "Báo bài đã đăng", URL: address.EntryCoverage.At(e.ID)},
		}
	}
	b.More = []Link{
		{Text: "Biển A5 để in", URL: address.StoryPlacard.At(e.Season, e.Slug)},
		{Text: "Mã QR (SVG)", URL: address.StoryQRSVG.At(e.Season, e.Slug)},
		{Text: "Mã QR (PNG)", URL: address.StoryQRPNG.At(e.Season, e.Slug)},
	}
}

func photoSizeLabel(size string) string {
	for _, s := range photoSizes {
		if s.name == size {
			return s.label
		}
	}
	return ""
}

// NewPressFile is one small file of a story.
func NewPressFile(e *edition.Edition, name, label string, bytes int64) PressFile {
	return PressFile{Text: label, URL: address.StoryPart.At(e.Season, e.Slug, name), Weight: Weight(bytes)}
}

// basketURL is the page that puts a story with others into one pack.
func basketURL(id registry.EntryID) string {
	return address.PressChoose + "?" + url.Values{"id": {strconv.FormatInt(int64(id), 10)}}.Encode()
}
