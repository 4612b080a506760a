package press

import (
	"encoding/xml"
	"io"
)

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Media    string      `xml:"xmlns:media,attr"`
	Lang     string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Author   atomPerson  `xml:"author"`
	Rights   string      `xml:"rights,omitempty"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel    string `xml:"rel,attr"`
	Type   string `xml:"type,attr,omitempty"`
	Href   string `xml:"href,attr"`
	Length int64  `xml:"length,attr,omitempty"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Links      []atomLink     `xml:"link"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Author     *atomPerson    `xml:"author"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary"`
	Content    atomText       `xml:"content"`
	Media      *mediaContent  `xml:"media:content"`
}

// mediaContent is a picture with its words (Media RSS 1.5.1).
type mediaContent struct {
	URL         string      `xml:"url,attr"`
	Type        string      `xml:"type,attr"`
	Medium      string      `xml:"medium,attr"`
	Size        int64       `xml:"fileSize,attr,omitempty"`
	Width       int         `xml:"width,attr,omitempty"`
	Height      int         `xml:"height,attr,omitempty"`
	Title       atomText    `xml:"media:title"`
	Description atomText    `xml:"media:description"`
	Credit      mediaCredit `xml:"media:credit"`
	Copyright   string      `xml:"media:copyright,omitempty"`
}

type mediaCredit struct {
	Role   string `xml:"role,attr"`
	Scheme string `xml:"scheme,attr"`
	Name   string `xml:",chardata"`
}

const mediaSpace = "http://search.yahoo.com/mrss/"

func (i *Item) media() *mediaContent {
	if i.Image == nil || i.Removed {
		return nil
	}
	m := i.Image
	return &mediaContent{
		URL: m.URL, Type: "image/jpeg", Medium: "image", Size: m.Bytes, Width: m.Width, Height: m.Height,
		Title: atomText{
			"plain",
			m.Alt,
		}, Description: atomText{"plain", m.Caption}, Credit: mediaCredit{"photographer", "urn:ebu", m.Credit}, Copyright: m.Copyright,
	}
}

// Atom writes the feed as Atom (RFC 4287).
func (f *Feed) Atom(w io.Writer) error {
	updated := stamp(f.Updated())
	if updated == "" {
		updated = "2026-01-01T00:00:00+07:00" // an empty list has never changed
	}
	out := atomFeed{
		Media: mediaSpace, Lang: "vi", ID: f.ID, Title: f.Title, Subtitle: f.Subtitle, Updated: updated,
		Author: atomPerson{f.Author}, Rights: f.Rights,
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: f.Self}, {Rel: "alternate", Type: "text/html", Href: f.Home}},
	}
	if f.Hub != "" {
		out.Links = append(out.Links, atomLink{Rel: "hub", Href: f.Hub})
	}
	for n := range f.Items {
		i := &f.Items[n]
		e := atomEntry{
			ID: i.ID, Title: i.Headline(), Published: stamp(i.Published), Updated: stamp(i.Updated), Summary: i.Brief(),
			Links: []atomLink{
				{Rel: "alternate", Type: "text/html", Href: i.URL},
			}, Content: atomText{"html", paragraphs(i.Text())}, Media: i.media(),
		}
		if i.Author != "" && !i.Removed {
			e.Author = &atomPerson{i.Author}
		}
		if !i.Removed {
			for _, c := range i.categories() {
				e.Categories = append(e.Categories, atomCategory{c})
			}
			if i.Image != nil {
				e.Links = append(e.Links, atomLink{Rel: "enclosure", Type: "image/jpeg", Href: i.Image.URL, Length: i.Image.Bytes})
			}
		}
		out.Entries = append(out.Entries, e)
	}
	return writeXML(w, out)
}

func (i *Item) categories() []string {
	list := make([]string, 0, len(i.Tags)+1)
	if i.Field != "" {
		list = append(list, i.Field)
	}
	return append(list, i.Tags...)
}

func writeXML(w io.Writer, v any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
