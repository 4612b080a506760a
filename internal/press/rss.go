package press

import (
	"encoding/xml"
	"io"
	"time"

	"danvankheo/internal/registry"
)

type rssFeed struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Content string     `xml:"xmlns:content,attr"`
	Media   string     `xml:"xmlns:media,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string     `xml:"title"`
	Link        string     `xml:"link"`
	Description string     `xml:"description"`
	Language    string     `xml:"language"`
	Copyright   string     `xml:"copyright,omitempty"`
	LastBuild   string     `xml:"lastBuildDate,omitempty"`
	TTL         int        `xml:"ttl"`
	Links       []atomLink `xml:"atom:link"`
	Items       []rssItem  `xml:"item"`
}

type rssItem struct {
	Title       string        `xml:"title"`
	Link        string        `xml:"link"`
	GUID        rssGUID       `xml:"guid"`
	Published   string        `xml:"pubDate"`
	Updated     string        `xml:"atom:updated"`
	Creator     string        `xml:"dc:creator,omitempty"`
	Categories  []string      `xml:"category"`
	Description string        `xml:"description"`
	Content     string        `xml:"content:encoded"`
	Enclosure   *rssEnclosure `xml:"enclosure"`
	Media       *mediaContent `xml:"media:content"`
}

type rssGUID struct {
	PermaLink bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

type rssEnclosure struct {
	URL    string `xml:"url,attr"`
	Length int64  `xml:"length,attr"`
	Type   string `xml:"type,attr"`
}

func rssTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(registry.Zone).Format(time.RFC1123Z)
}

// RSS writes the feed as RSS 2.0 with Media RSS.
func (f *Feed) RSS(w io.Writer) error {
	out := rssFeed{
		Version: "2.0", Atom: "http://www.w3.org/2005/Atom", DC: "http://purl.org/dc/elements/1.1/",
		Content: "http://purl.org/rss/1.0/modules/content/", Media: mediaSpace,
		Channel: rssChannel{
			Title: f.Title, Link: f.Home, Description: joinNonEmpty("", f.Subtitle), Language: "vi", Copyright: f.Rights,
			LastBuild: rssTime(f.Updated()), TTL: 15,
			Links: []atomLink{{Rel: "self", Type: "application/rss+xml", Href: f.Self}},
		},
	}
	if out.Channel.Description == "" {
		out.Channel.Description = f.Title
	}
	if f.Hub != "" {
		out.Channel.Links = append(out.Channel.Links, atomLink{Rel: "hub", Href: f.Hub})
	}
	for n := range f.Items {
		i := &f.Items[n]
		it := rssItem{
			Title: i.Headline(), Link: i.URL, GUID: rssGUID{false, i.ID}, Published: rssTime(i.Published), Updated: stamp(i.Updated),
			Description: i.Brief(), Content: paragraphs(i.Text()), Media: i.media(),
		}
		if !i.Removed {
			it.Creator, it.Categories = i.Author, i.categories()
			if i.Image != nil {
				it.Enclosure = &rssEnclosure{i.Image.URL, i.Image.Bytes, "image/jpeg"}
			}
		}
		out.Channel.Items = append(out.Channel.Items, it)
	}
	return writeXML(w, out)
}
