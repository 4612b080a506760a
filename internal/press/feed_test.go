package press_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"danvankheo/internal/press"
	"danvankheo/internal/testkit"
)

func feed() press.Feed {
	img := &press.Image{
		URL:       "https://dvk.example/anh/5/1200.jpg",
		Width:     1200,
		Height:    800,
		Bytes:     90000,
		Alt:       "Mười người",
		Caption:   "Bà con <góp> công & sức",
		Credit:    "Ảnh: Hồng Nhung",
		Copyright: "© Hồng Nhung",
	}
	item := press.Item{
		ID:        site.ID(12),
		URL:       "https://dvk.example/mo-hinh/2026/a?b=1&c=2",
		Title:     "Đường “làng” <rộng> & thuận",
		Summary:   "Tóm tắt",
		Body:      "Một.\n\nHai <b>.",
		Author:    "Xã Tân Sơn",
		Field:     "Kinh tế",
		Tags:      []string{"nong-thon-moi"},
		Published: now.AddDate(0, 0, -3),
		Updated:   now.AddDate(0, 0, -3),
		Source:    "Nguồn: …",
		Image:     img,
	}
	fixed, gone := item, item
	fixed.ID, fixed.Correction, fixed.Updated = site.ID(13), "Sửa số liệu.", now.AddDate(0, 0, -1)
	gone.ID, gone.Removed, gone.Updated = site.ID(14), true, now
	return press.Feed{
		Title:  "Dân vận khéo Bắc Ninh",
		ID:     "tag:dvk.example,2026:feed",
		Home:   "https://dvk.example/mo-hinh",
		Self:   "https://dvk.example/feed.atom?q=a&year=2026",
		Hub:    "https://hub.example/",
		Author: "Sở Nội vụ",
		Items:  []press.Item{gone, fixed, item},
	}
}

// node reads any XML.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Nodes   []node     `xml:",any"`
}

func (n node) all(space, name string) (list []node) {
	for _, c := range n.Nodes {
		if c.XMLName.Local == name && c.XMLName.Space == space {
			list = append(list, c)
		}
	}
	return list
}

func (n node) text(t *testing.T, space, name string) string {
	t.Helper()
	list := n.all(space, name)
	if len(list) != 1 || strings.TrimSpace(list[0].Text) == "" {
		t.Errorf("%s has %d %s, want one with text", n.XMLName.Local, len(list), name)
		return ""
	}
	return list[0].Text
}

func (n node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

const (
	atomNS  = "http://www.w3.org/2005/Atom"
	mediaNS = "http://search.yahoo.com/mrss/"
)

// The rules of RFC 4287, 4.1: what must be there and in what form.
func TestAtom(t *testing.T) {
	t.Parallel()
	f := feed()
	var b bytes.Buffer
	if err := f.Atom(&b); err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "feed.atom", b.Bytes())
	var root node
	if err := xml.Unmarshal(b.Bytes(), &root); err != nil {
		t.Fatal(err)
	}
	if root.XMLName != (xml.Name{Space: atomNS, Local: "feed"}) {
		t.Errorf("root %v", root.XMLName)
	}
	root.text(t, atomNS, "id")
	root.text(t, atomNS, "title")
	newest := root.text(t, atomNS, "updated")
	seen := map[string]bool{}
	for _, e := range root.all(atomNS, "entry") {
		id := e.text(t, atomNS, "id")
		if seen[id] || !strings.HasPrefix(id, "tag:dvk.example,2026:") {
			t.Errorf("id %q", id)
		}
		seen[id] = true
		e.text(t, atomNS, "title")
		updated := e.text(t, atomNS, "updated")
		if _, err := time.Parse(time.RFC3339, updated); err != nil || updated > newest {
			t.Errorf("updated %q, feed %q, %v", updated, newest, err)
		}
		var alternates int
		for _, l := range e.all(atomNS, "link") {
			if !strings.HasPrefix(l.attr("href"), "https://") {
				t.Errorf("link %q", l.attr("href"))
			}
			if l.attr("rel") == "alternate" {
				alternates++
			}
		}
		if alternates != 1 {
			t.Errorf("%d alternates", alternates)
		}
		wellFormed(t, e.text(t, atomNS, "content"))
		for _, m := range e.all(mediaNS, "content") {
			m.text(t, mediaNS, "credit")
			m.text(t, mediaNS, "copyright")
			m.text(t, mediaNS, "description")
		}
	}
	if len(seen) != 3 {
		t.Errorf("%d entries", len(seen))
	}
	gone := root.all(atomNS, "entry")[0]
	if title := gone.text(t, atomNS, "title"); !strings.HasPrefix(title, "Đã gỡ") || strings.Contains(title, "làng") ||
		len(gone.all(mediaNS, "content")) != 0 {
		t.Errorf("what was removed must not be published again: %q", title)
	}
}

// wellFormed reads HTML with another reader and wants back what it was given.
func wellFormed(t *testing.T, text string) {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, n := range nodes {
		if err := html.Render(&b, n); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.TrimSuffix(strings.TrimPrefix(b.String(), "<html><head></head><body>"), "</body></html>"); got != text {
		t.Errorf("HTML %q is read as %q", text, got)
	}
}

func TestRSS(t *testing.T) {
	t.Parallel()
	f := feed()
	var b bytes.Buffer
	if err := f.RSS(&b); err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "feed.rss", b.Bytes())
	var root node
	if err := xml.Unmarshal(b.Bytes(), &root); err != nil {
		t.Fatal(err)
	}
	channel := root.all("", "channel")
	if root.attr("version") != "2.0" || len(channel) != 1 {
		t.Fatal("not RSS 2.0")
	}
	for _, name := range []string{"title", "link", "description"} {
		channel[0].text(t, "", name)
	}
	items := channel[0].all("", "item")
	for _, it := range items {
		if _, err := time.Parse(time.RFC1123Z, it.text(t, "", "pubDate")); err != nil {
			t.Error(err)
		}
		guid := it.all("", "guid")
		if len(guid) != 1 || guid[0].attr("isPermaLink") != "false" {
			t.Errorf("guid %v", guid)
		}
	}
	m := items[2].all(mediaNS, "content")
	if len(m) != 1 || m[0].text(t, mediaNS, "credit") != "Ảnh: Hồng Nhung" || m[0].text(t, mediaNS, "copyright") == "" ||
		m[0].text(t, mediaNS, "description") != "Bà con <góp> công & sức" {
		t.Errorf("media %+v", m)
	}
	if got := items[1].text(t, "", "title"); !strings.HasPrefix(got, "Đính chính: ") {
		t.Errorf("title %q", got)
	}
}

func TestJSONFeed(t *testing.T) {
	t.Parallel()
	f := feed()
	var b bytes.Buffer
	if err := f.JSON(&b); err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "feed.json", b.Bytes())
	var m struct {
		Version, Title string
		Items          []map[string]any
	}
	if err := json.Unmarshal(b.Bytes(), &m); err != nil {
		t.Fatal(err)
	}
	if m.Version != "https://jsonfeed.org/version/1.1" || len(m.Items) != 3 {
		t.Fatalf("%+v", m)
	}
	for _, it := range m.Items {
		if it["id"] == "" || it["content_text"] == "" {
			t.Errorf("%v", it)
		}
		if _, err := time.Parse(time.RFC3339, it["date_modified"].(string)); err != nil {
			t.Error(err)
		}
	}
}

func TestOEmbed(t *testing.T) {
	t.Parallel()
	o := site.NewOEmbed(`Đường "làng" <b>`, "Xã Tân Sơn", "https://dvk.example/nhung/2026/a?x=1&y=2", 300, 10)
	if o.Width != 300 || o.Height < 100 || !strings.Contains(o.HTML, `src="https://dvk.example/nhung/2026/a?x=1&amp;y=2"`) ||
		strings.Contains(o.HTML, "<b>") ||
		strings.Contains(o.HTML, "script") {
		t.Errorf("%+v", o)
	}
	var j, x bytes.Buffer
	if err := errors.Join(o.JSON(&j), o.XML(&x)); err != nil {
		t.Fatal(err)
	}
	var a, b press.OEmbed
	if err := errors.Join(json.Unmarshal(j.Bytes(), &a), xml.Unmarshal(x.Bytes(), &b)); err != nil {
		t.Fatal(err)
	}
	a.XMLName, b.XMLName = xml.Name{}, xml.Name{}
	if a != b {
		t.Errorf("JSON %+v, XML %+v", a, b)
	}
}
