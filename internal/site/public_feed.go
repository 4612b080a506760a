package site

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/view"
)

const feedLength = 50

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Links    []atomLink  `xml:"link"`
	Author   atomPerson  `xml:"author"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	ID        string       `xml:"id"`
	Title     string       `xml:"title"`
	Updated   string       `xml:"updated"`
	Published string       `xml:"published"`
	Links     []atomLink   `xml:"link"`
	Author    atomPerson   `xml:"author"`
	Category  atomCategory `xml:"category"`
	Summary   string       `xml:"summary"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// feed is the newest public stories as Atom; it takes every parameter of the
// search.
func (h *showcase) feed(c echo.Context) error {
	ctx, now := c.Request().Context(), h.Flow.Now()
	q := readQuestion(c.Request().URL.Query())
	var list []registry.Entry
	var err error
	if q.asked() {
		q.Sort, q.Offset, q.Limit, q.NoFacets = search.Newest, 0, feedLength, true
		res, e := h.Index.Search(ctx, q.Query)
		if e != nil {
			return e
		}
		var ids []registry.EntryID
		for _, hit := range res.Hits {
			ids = append(ids, registry.EntryID(hit.ID))
		}
		list, err = h.DB.EntriesByID(ctx, ids)
	} else {
		list, err = h.DB.Latest(ctx, feedLength, now)
	}
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(e registry.Entry) bool { return !e.Visible(now) })
	slices.SortStableFunc(list, func(a, b registry.Entry) int { return b.PublishedAt.Compare(a.PublishedAt) })
	out, err := xml.MarshalIndent(h.atom(c, q, list), "", " ")
	if err != nil {
		return err
	}
	b := newBody(append([]byte(xml.Header), append(out, '\n')...))
	return b.send(c, "application/atom+xml; charset=utf-8")
}

func (h *showcase) atom(c echo.Context, q question, list []registry.Entry) atomFeed {
	base, set := h.base(c), h.Flow.Settings()
	self := base + q.address("/feed.atom", nil)
	site := view.Site{Name: set.Name, Province: set.Province}
	f := atomFeed{
		Lang: "vi", ID: self, Title: site.Name + " " + site.Place(), Subtitle: set.Tagline, Author: atomPerson{set.Owner},
		Links: []atomLink{{"self", "application/atom+xml", self}, {"alternate", "text/html", base + q.address("/mo-hinh", nil)}},
	}
	if q.Text != "" {
		f.Title += ": " + q.Text
	}
	newest := time.Unix(0, 0).UTC()
	host := "localhost"
	if u, err := url.Parse(base); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	for i := range list {
		e := &list[i]
		updated := e.PublishedAt
		if n := len(e.Corrections); n > 0 && e.Corrections[n-1].At.After(updated) {
			updated = e.Corrections[n-1].At
		}
		if updated.After(newest) {
			newest = updated
		}
		f.Entries = append(f.Entries, atomEntry{
			ID: fmt.Sprintf("tag:%s,2026:mo-hinh/%d", host, e.ID), Title: e.Headline(), Summary: e.Lead(), Author: atomPerson{view.UnitLine(e, h.Flow.Ledger())},
			Updated: updated.UTC().Format(time.RFC3339), Published: e.PublishedAt.UTC().Format(time.RFC3339),
			Links:    []atomLink{{"alternate", "text/html", base + view.StoryPath(e.Season, e.Slug)}},
			Category: atomCategory{string(e.Content.Field), registry.FieldLabel(e.Content.Field)},
		})
	}
	f.Updated = newest.Format(time.RFC3339)
	return f
}

// mapLimit is how many addresses one site map may hold (sitemaps.org).
const mapLimit = 50_000

// siteMap lists every public address; past the limit it is an index of parts.
func (h *showcase) siteMap(c echo.Context) error {
	parts, err := h.sitemap.get(h.Flow.Generation(), func() ([][]byte, error) { return h.mapParts(c) })
	if err != nil {
		return err
	}
	base := h.base(c)
	if text := c.QueryParam("phan"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > len(parts) {
			return registry.Errorf(registry.NotFound, "Không có phần này của sơ đồ trang.")
		}
		return sendMap(c, base, "urlset", parts[n-1])
	}
	if len(parts) == 1 {
		return sendMap(c, base, "urlset", parts[0])
	}
	var b bytes.Buffer
	for i := range parts {
		fmt.Fprintf(&b, "<sitemap><loc>%s/sitemap.xml?phan=%d</loc></sitemap>\n", hostMark, i+1)
	}
	return sendMap(c, base, "sitemapindex", b.Bytes())
}

// hostMark stands for the site's own address in what is kept between requests.
const hostMark = "\x00"

func sendMap(c echo.Context, base, root string, inner []byte) error {
	var b bytes.Buffer
	var host bytes.Buffer
	_ = xml.EscapeText(&host, []byte(base)) // into memory
	b.WriteString(xml.Header + `<` + root + ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	b.Write(bytes.ReplaceAll(inner, []byte(hostMark), host.Bytes()))
	b.WriteString("</" + root + ">\n")
	return c.Blob(http.StatusOK, "application/xml; charset=utf-8", b.Bytes())
}

// mapParts writes the addresses in parts of at most mapLimit.
func (h *showcase) mapParts(c echo.Context) ([][]byte, error) {
	var parts [][]byte
	var b bytes.Buffer
	n := 0
	add := func(path, day string) {
		if n == mapLimit {
			parts = append(parts, bytes.Clone(b.Bytes()))
			b.Reset()
			n = 0
		}
		b.WriteString("<url><loc>" + hostMark)
		_ = xml.EscapeText(&b, []byte(path)) // into memory
		b.WriteString("</loc>")
		if day != "" {
			b.WriteString("<lastmod>" + day + "</lastmod>")
		}
		b.WriteString("</url>\n")
		n++
	}
	for _, p := range []string{"/", "/mo-hinh", "/don-vi", "/so-lieu", "/bao-chi", "/huong-dan", "/gioi-thieu", "/quyen-rieng-tu", "/tro-nang"} {
		add(p, "")
	}
	for _, t := range view.HelpTexts() {
		add(t.URL(), "")
	}
	for _, u := range h.Flow.Ledger().On(h.Flow.Today()) {
		if u.Kind != registry.Province {
			add(view.UnitPath(u.Code), "")
		}
	}
	for last := registry.EntryID(0); ; {
		list, err := h.DB.PublicAfter(c.Request().Context(), last, 5000, h.Flow.Now())
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			add(view.StoryPath(e.Season, e.Slug), e.UpdatedAt.In(registry.Zone).Format("2006-01-02"))
			last = e.ID
		}
		if len(list) < 5000 {
			return append(parts, b.Bytes()), nil
		}
	}
}
