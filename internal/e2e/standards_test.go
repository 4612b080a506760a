package e2e

import (
	"encoding/json"
	"encoding/xml"
	"mime"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// absolute reports whether a text is an address with a host.
func absolute(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

func instant(s string) bool { _, err := time.Parse(time.RFC3339, s); return err == nil }

// atomLink is a link of a feed.
type atomLink struct {
	Rel    string `xml:"rel,attr"`
	Type   string `xml:"type,attr"`
	Href   string `xml:"href,attr"`
	Length string `xml:"length,attr"`
}

// standardAtom: RFC 4287, what a feed and each entry must have (4.1.1, 4.1.2),
// may have once, and how dates, links and texts are written.
func standardAtom(t *testing.T, s *server) {
	body := s.visitor().get("/feed.atom").body
	type person struct {
		Name []string `xml:"name"`
	}
	type text struct {
		Type string `xml:"type,attr"`
		Src  string `xml:"src,attr"`
		Body string `xml:",chardata"`
	}
	var f struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      []string `xml:"http://www.w3.org/2005/Atom id"`
		Title   []text   `xml:"http://www.w3.org/2005/Atom title"`
		Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
		Author  []person `xml:"http://www.w3.org/2005/Atom author"`
		Rights  []text   `xml:"http://www.w3.org/2005/Atom rights"`
		Entry   []struct {
			ID        []string `xml:"http://www.w3.org/2005/Atom id"`
			Title     []text   `xml:"http://www.w3.org/2005/Atom title"`
			Updated   []string `xml:"http://www.w3.org/2005/Atom updated"`
			Published []string `xml:"http://www.w3.org/2005/Atom published"`
			Author    []person `xml:"http://www.w3.org/2005/Atom author"`
			Summary   []text   `xml:"http://www.w3.org/2005/Atom summary"`
			Content   []text   `xml:"http://www.w3.org/2005/Atom content"`
			Category  []struct {
				Term string `xml:"term,attr"`
			} `xml:"http://www.w3.org/2005/Atom category"`
			Link []atomLink `xml:"http://www.w3.org/2005/Atom link"`
		} `xml:"http://www.w3.org/2005/Atom entry"`
	}
	if err := xml.Unmarshal([]byte(body), &f); err != nil {
		t.Fatal(err)
	}
	if len(f.ID) != 1 || len(f.Title) != 1 || len(f.Updated) != 1 || !instant(f.Updated[0]) || len(f.Rights) > 1 || len(f.Entry) == 0 {
		t.Fatalf("feed: id %q, title %q, updated %q, %d entries", f.ID, f.Title, f.Updated, len(f.Entry))
	}
	if !strings.Contains(body, `rel="self"`) {
		t.Error("the feed does not link to itself")
	}
	ids := map[string]bool{}
	for _, e := range f.Entry {
		if len(e.ID) != 1 || len(e.Title) != 1 || len(e.Updated) != 1 || len(e.Published) > 1 || len(e.Summary) > 1 || len(e.Content) > 1 {
			t.Fatalf("entry %v: an element is missing or doubled: %+v", e.ID, e)
		}
		if u, err := url.Parse(e.ID[0]); err != nil || u.Scheme == "" || ids[e.ID[0]] {
			t.Errorf("id %q is no IRI, or not the only one", e.ID[0])
		}
		ids[e.ID[0]] = true
		if !instant(e.Updated[0]) || len(e.Published) == 1 && !instant(e.Published[0]) {
			t.Errorf("%s: dates %q %q", e.ID[0], e.Updated, e.Published)
		}
		if len(e.Author)+len(f.Author) == 0 {
			t.Errorf("%s has no author", e.ID[0])
		}
		for _, a := range append(e.Author, f.Author...) {
			if len(a.Name) != 1 || strings.TrimSpace(a.Name[0]) == "" {
				t.Errorf("%s: author %q", e.ID[0], a.Name)
			}
		}
		for _, c := range e.Category {
			if c.Term == "" {
				t.Errorf("%s: a category without a term", e.ID[0])
			}
		}
		alternate := map[string]int{}
		for _, l := range e.Link {
			if !absolute(l.Href) {
				t.Errorf("%s: link %q", e.ID[0], l.Href)
			}
			if l.Type != "" {
				if _, _, err := mime.ParseMediaType(l.Type); err != nil {
					t.Errorf("%s: type %q", e.ID[0], l.Type)
				}
			}
			if l.Rel == "" || l.Rel == "alternate" {
				alternate[l.Type]++
			}
		}
		if len(e.Content) == 0 && len(alternate) == 0 {
			t.Errorf("%s: neither content nor a link", e.ID[0])
		}
		for kind, n := range alternate {
			if n > 1 {
				t.Errorf("%s: %d alternates of %s", e.ID[0], n, kind)
			}
		}
		for _, c := range append(append(e.Title, e.Summary...), e.Content...) {
			switch c.Type {
			case "", "text", "html":
			default:
				t.Errorf("%s: text of type %q", e.ID[0], c.Type)
			}
		}
	}
}

// standardRSS: the required elements of RSS 2.0, RFC 822 dates, one guid for one
// item, whole enclosures.
func standardRSS(t *testing.T, s *server) {
	var f struct {
		XMLName xml.Name `xml:"rss"`
		Version string   `xml:"version,attr"`
		Channel []struct {
			Title       []string `xml:"title"`
			Link        []string `xml:"link"`
			Description []string `xml:"description"`
			Built       []string `xml:"lastBuildDate"`
			Language    []string `xml:"language"`
			Item        []struct {
				Title       []string `xml:"title"`
				Link        []string `xml:"link"`
				Description []string `xml:"description"`
				Date        []string `xml:"pubDate"`
				GUID        []struct {
					Permanent string `xml:"isPermaLink,attr"`
					Text      string `xml:",chardata"`
				} `xml:"guid"`
				Enclosure []struct {
					URL    string `xml:"url,attr"`
					Length string `xml:"length,attr"`
					Type   string `xml:"type,attr"`
				} `xml:"enclosure"`
			} `xml:"item"`
		} `xml:"channel"`
	}
	if err := xml.Unmarshal([]byte(s.visitor().get("/feed.rss").body), &f); err != nil {
		t.Fatal(err)
	}
	if f.Version != "2.0" || len(f.Channel) != 1 {
		t.Fatalf("version %q, %d channels", f.Version, len(f.Channel))
	}
	c := f.Channel[0]
	// the second link is atom:link, which has no text
	if len(c.Title) != 1 || len(c.Description) != 1 || len(c.Link) == 0 || !absolute(c.Link[0]) || len(c.Item) == 0 {
		t.Fatalf("channel: %q %q %q, %d items", c.Title, c.Description, c.Link, len(c.Item))
	}
	date := func(text []string) bool {
		if len(text) != 1 {
			return false
		}
		_, err := mail.ParseDate(text[0])
		return err == nil
	}
	if !date(c.Built) {
		t.Errorf("lastBuildDate %q", c.Built)
	}
	guids := map[string]bool{}
	for _, i := range c.Item {
		if len(i.Title) != 1 || len(i.Link) != 1 || !absolute(i.Link[0]) || len(i.Description) != 1 || !date(i.Date) || len(i.GUID) != 1 ||
			len(i.Enclosure) > 1 {
			t.Fatalf("item %q: %+v", i.Title, i)
		}
		if g := i.GUID[0]; g.Text == "" || guids[g.Text] || g.Permanent != "false" && !absolute(g.Text) {
			t.Errorf("guid %+v", g)
		}
		guids[i.GUID[0].Text] = true
		for _, e := range i.Enclosure {
			if !absolute(e.URL) || !digits.MatchString(e.Length) || e.Type == "" {
				t.Errorf("enclosure %+v", e)
			}
		}
	}
}

var digits = regexp.MustCompile(`^\d+$`)

// standardJSONFeed: JSON Feed 1.1.
func standardJSONFeed(t *testing.T, s *server) {
	var f struct {
		Version string `json:"version"`
		Title   string `json:"title"`
		Home    string `json:"home_page_url"`
		Feed    string `json:"feed_url"`
		Items   []struct {
			ID          any    `json:"id"`
			URL         string `json:"url"`
			HTML        string `json:"content_html"`
			Text        string `json:"content_text"`
			Image       string `json:"image"`
			Published   string `json:"date_published"`
			Modified    string `json:"date_modified"`
			Attachments []struct {
				URL  string `json:"url"`
				Type string `json:"mime_type"`
			} `json:"attachments"`
		} `json:"items"`
	}
	if err := json.Unmarshal([]byte(s.visitor().get("/feed.json").body), &f); err != nil {
		t.Fatal(err)
	}
	if f.Version != "https://jsonfeed.org/version/1.1" || f.Title == "" || !absolute(f.Home) || !absolute(f.Feed) || len(f.Items) == 0 {
		t.Fatalf("feed: %q %q %q %q, %d items", f.Version, f.Title, f.Home, f.Feed, len(f.Items))
	}
	ids := map[string]bool{}
	for _, i := range f.Items {
		id, ok := i.ID.(string)
		if !ok || id == "" || ids[id] {
			t.Errorf("id %v is no text, or not the only one", i.ID)
		}
		ids[id] = true
		if i.HTML == "" && i.Text == "" || !absolute(i.URL) || i.Image != "" && !absolute(i.Image) || !instant(i.Published) ||
			i.Modified != "" && !instant(i.Modified) {
			t.Errorf("%s: %+v", id, i)
		}
		for _, a := range i.Attachments {
			if !absolute(a.URL) || a.Type == "" {
				t.Errorf("%s: attachment %+v", id, a)
			}
		}
	}
}

// standardSitemap: sitemaps.org 0.9, and every address in it answers.
func standardSitemap(t *testing.T, s *server) (pages []string) {
	body := s.visitor().get("/sitemap.xml").body
	var m struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URL     []struct {
			Loc     []string `xml:"loc"`
			LastMod []string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(body), &m); err != nil {
		t.Fatal(err)
	}
	if len(m.URL) < 100 || len(m.URL) > 50_000 || len(body) > 50<<20 {
		t.Fatalf("%d addresses, %d bytes", len(m.URL), len(body))
	}
	seen := map[string]bool{}
	c := s.visitor()
	for _, u := range m.URL {
		if len(u.Loc) != 1 || len(u.LastMod) > 1 || len(u.Loc[0]) >= 2048 || !strings.HasPrefix(u.Loc[0], s.url+"/") || seen[u.Loc[0]] {
			t.Fatalf("address %q", u.Loc)
		}
		seen[u.Loc[0]] = true
		for _, d := range u.LastMod {
			if _, err := time.Parse(time.DateOnly, d); err != nil && !instant(d) {
				t.Errorf("%s: lastmod %q", u.Loc[0], d)
			}
		}
		path := strings.TrimPrefix(u.Loc[0], s.url)
		r := c.get(path)
		if r.status != 200 || strings.Contains(r.body, `name="robots" content="noindex"`) ||
			!strings.Contains(r.body, `<link rel="canonical" href="`+u.Loc[0]+`"`) {
			t.Errorf("%s: status %d, or not to be found, or another address is the right one", path, r.status)
		}
		pages = append(pages, r.body)
	}
	return pages
}

var linkedData = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// standardLinkedData: what Google requires of articles, lists of crumbs, data
// sets and a site's search, on every public page.
func standardLinkedData(t *testing.T, pages []string) {
	kinds := map[string]int{}
	for _, page := range pages {
		for _, m := range linkedData.FindAllStringSubmatch(page, -1) {
			var d map[string]any
			if err := json.Unmarshal([]byte(m[1]), &d); err != nil {
				t.Fatalf("%v: %.200s", err, m[1])
			}
			if d["@context"] != "https://schema.org" {
				t.Errorf("context %v", d["@context"])
			}
			nodes := []any{d}
			if g, ok := d["@graph"].([]any); ok {
				nodes = g
			}
			for _, n := range nodes {
				thing, _ := n.(map[string]any)
				kind, _ := thing["@type"].(string)
				kinds[kind]++
				checkThing(t, kind, thing)
			}
		}
	}
	if kinds["Article"]+kinds["NewsArticle"] < 100 || kinds["BreadcrumbList"] < 100 || kinds["WebSite"] != 1 {
		t.Errorf("kinds found: %v", kinds)
	}
	t.Logf("linked data: %v", kinds)
}

func checkThing(t *testing.T, kind string, thing map[string]any) {
	t.Helper()
	text := func(name string) string { v, _ := thing[name].(string); return v }
	switch kind {
	case "Article", "NewsArticle":
		if h := text("headline"); h == "" || len([]rune(h)) > 150 || !absolute(text("mainEntityOfPage")) {
			t.Errorf("headline %q, page %q", h, text("mainEntityOfPage"))
		}
		if !instant(text("datePublished")) || !instant(text("dateModified")) || text("dateModified") < text("datePublished") {
			t.Errorf("%s: published %q, modified %q", text("headline"), text("datePublished"), text("dateModified"))
		}
		for _, who := range []string{"author", "publisher"} {
			if p, _ := thing[who].(map[string]any); p == nil || p["@type"] == nil || p["name"] == "" {
				t.Errorf("%s: %s %v", text("headline"), who, thing[who])
			}
		}
		images, _ := thing["image"].([]any)
		if one := text("image"); one != "" {
			images = append(images, one)
		}
		if drawn, ok := thing["image"].(map[string]any); ok { // says that it is a drawing
			if url, _ := drawn["url"].(string); drawn["@type"] == "ImageObject" && absolute(url) && drawn["caption"] != nil {
				images = append(images, url)
			}
		}
		if len(images) == 0 {
			t.Errorf("%s has no picture", text("headline"))
		}
	case "BreadcrumbList":
		list, _ := thing["itemListElement"].([]any)
		for i, x := range list {
			item, _ := x.(map[string]any)
			address, _ := item["item"].(string)
			// the last may go without its address: it is the page itself
			if item["@type"] != "ListItem" || item["position"] != float64(i+1) || item["name"] == "" ||
				i < len(list)-1 && !absolute(address) {
				t.Errorf("crumb %v", item)
			}
		}
		if len(list) < 2 {
			t.Errorf("%d crumbs", len(list))
		}
	case "Dataset":
		if n := len([]rune(text("description"))); text("name") == "" || n < 50 || n > 5000 || !absolute(text("license")) {
			t.Errorf("data set %q, description of %d letters, licence %q", text("name"), n, text("license"))
		}
	case "WebSite":
		if text("name") == "" || !absolute(text("url")) {
			t.Errorf("site %v", thing)
		}
	default:
		t.Errorf("no rule for %q", kind)
	}
}
