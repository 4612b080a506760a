package press

import (
	"encoding/json"
	"io"
)

type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	Home        string       `json:"home_page_url"`
	Self        string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language"`
	Authors     []jsonPerson `json:"authors,omitempty"`
	Hubs        []jsonHub    `json:"hubs,omitempty"`
	Items       []jsonItem   `json:"items"`
}

type jsonPerson struct {
	Name string `json:"name"`
}

type jsonHub struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

type jsonItem struct {
	ID          string       `json:"id"`
	URL         string       `json:"url"`
	Title       string       `json:"title"`
	Text        string       `json:"content_text"`
	Summary     string       `json:"summary,omitempty"`
	Image       string       `json:"image,omitempty"`
	Published   string       `json:"date_published,omitempty"`
	Modified    string       `json:"date_modified,omitempty"`
	Authors     []jsonPerson `json:"authors,omitempty"`
	Tags        []string     `json:"tags,omitempty"`
	Language    string       `json:"language"`
	Attachments []jsonFile   `json:"attachments,omitempty"`
	Ours        jsonOurs     `json:"_dan_van_kheo"`
}

type jsonFile struct {
	URL   string `json:"url"`
	Type  string `json:"mime_type"`
	Title string `json:"title,omitempty"`
	Size  int64  `json:"size_in_bytes,omitempty"`
}

// jsonOurs is what JSON Feed has no names for; extensions begin with "_".
type jsonOurs struct {
	State     string `json:"state"` // cong-khai, dinh-chinh, go
	Note      string `json:"note,omitempty"`
	Source    string `json:"source_line,omitempty"`
	Credit    string `json:"photo_credit,omitempty"`
	Caption   string `json:"photo_caption,omitempty"`
	Copyright string `json:"photo_copyright,omitempty"`
}

// JSON writes the feed as JSON Feed 1.1.
func (f *Feed) JSON(w io.Writer) error {
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.Title, Home: f.Home, Self: f.Self, Description: f.Subtitle, Language: "vi",
		Authors: []jsonPerson{{f.Author}}, Items: []jsonItem{},
	}
	if f.Hub != "" {
		out.Hubs = []jsonHub{{"WebSub", f.Hub}}
	}
	for n := range f.Items {
		i := &f.Items[n]
		it := jsonItem{
			ID:        i.ID,
			URL:       i.URL,
			Title:     i.Headline(),
			Text:      i.Text(),
			Summary:   i.Brief(),
			Published: stamp(i.Published),
			Modified:  stamp(i.Updated),
			Language:  "vi",
		}
		it.Ours.State = "cong-khai"
		switch {
		case i.Removed:
			it.Ours = jsonOurs{State: "go"}
		default:
			if i.Correction != "" {
				it.Ours = jsonOurs{State: "dinh-chinh", Note: i.Correction}
			}
			it.Ours.Source, it.Tags, it.Authors = i.Source, i.categories(), []jsonPerson{{i.Author}}
			if m := i.Image; m != nil {
				it.Image = m.URL
				it.Ours.Credit, it.Ours.Caption, it.Ours.Copyright = m.Credit, m.Caption, m.Copyright
				it.Attachments = []jsonFile{{m.URL, "image/jpeg", m.Caption, m.Bytes}}
			}
		}
		out.Items = append(out.Items, it)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}
