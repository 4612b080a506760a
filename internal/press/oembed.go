package press

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
)

// OEmbed is the answer of oEmbed 1.0 for a story: a rich one, a frame without any
// script.
type OEmbed struct {
	XMLName         xml.Name `xml:"oembed" json:"-"`
	Type            string   `xml:"type" json:"type"`
	Version         string   `xml:"version" json:"version"`
	Title           string   `xml:"title" json:"title"`
	AuthorName      string   `xml:"author_name" json:"author_name"`
	ProviderName    string   `xml:"provider_name" json:"provider_name"`
	ProviderURL     string   `xml:"provider_url" json:"provider_url"`
	CacheAge        int      `xml:"cache_age" json:"cache_age"`
	ThumbnailURL    string   `xml:"thumbnail_url,omitempty" json:"thumbnail_url,omitempty"`
	ThumbnailWidth  int      `xml:"thumbnail_width,omitempty" json:"thumbnail_width,omitempty"`
	ThumbnailHeight int      `xml:"thumbnail_height,omitempty" json:"thumbnail_height,omitempty"`
	HTML            string   `xml:"html" json:"html"`
	Width           int      `xml:"width" json:"width"`
	Height          int      `xml:"height" json:"height"`
}

// The size of an embedded card in CSS pixels, and the least it can do with.
const (
	CardWidth, CardHeight       = 600, 420
	cardMinWidth, cardMinHeight = 240, 180
)

// NewOEmbed answers for a story whose card is at an address. Limits of 0 do not
// limit; a card is never wider or higher than asked, but for what it needs at
// least.
func (s Site) NewOEmbed(title, author, card string, maxWidth, maxHeight int) OEmbed {
	w, h := CardWidth, CardHeight
	if maxWidth > 0 {
		w = max(cardMinWidth, min(w, maxWidth))
	}
	if maxHeight > 0 {
		h = max(cardMinHeight, min(h, maxHeight))
	}
	return OEmbed{
		Type: "rich", Version: "1.0", Title: title, AuthorName: author, ProviderName: s.Full(), ProviderURL: s.Base + "/", CacheAge: 60,
		HTML: Frame(card, title, w, h), Width: w, Height: h,
	}
}

// Frame is the markup that shows a card in another page, never wider than its
// column.
func Frame(card, title string, w, h int) string {
	return fmt.Sprintf(
		`<iframe src="%s" width="%d" height="%d" title="%s" loading="lazy" style="max-width:100%%;border:0" `+
			`sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>`,
		htmlEscaper.Replace(card),
		w,
		h,
		htmlEscaper.Replace(title),
	)
}

// JSON writes the answer as JSON.
func (o OEmbed) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(o)
}

// XML writes the answer as XML.
func (o OEmbed) XML(w io.Writer) error { return writeXML(w, o) }
