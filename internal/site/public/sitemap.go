package public

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/view"
)

// mapLimit is how many addresses one site map may hold (sitemaps.org).
const mapLimit = 50_000

// siteMap lists every public address; past the limit it is an index of parts.
func (h *Area) siteMap(c *shell.Context) error {
	parts, err := h.sitemap.Get(h.Flow.PublicGeneration(), func() ([][]byte, error) { return h.mapParts(c) })
	if err != nil {
		return err
	}
	base := h.Base(c)
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
		fmt.Fprintf(&b, "<sitemap><loc>%s?phan=%d</loc></sitemap>\n", hostMark+address.SiteMap, i+1)
	}
	return sendMap(c, base, "sitemapindex", b.Bytes())
}

// hostMark is in place of the site's own address in what is kept between requests.
const hostMark = "\x00"

func sendMap(c *shell.Context, base, root string, inner []byte) error {
	var b bytes.Buffer
	var host bytes.Buffer
	_ = xml.EscapeText(&host, []byte(base)) // into memory
	b.WriteString(xml.Header + `<` + root + ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	b.Write(bytes.ReplaceAll(inner, []byte(hostMark), host.Bytes()))
	b.WriteString("</" + root + ">\n")
	return c.Blob(http.StatusOK, "application/xml; charset=utf-8", b.Bytes())
}

// mapParts writes the addresses in parts of at most mapLimit.
func (h *Area) mapParts(c *shell.Context) ([][]byte, error) {
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
	for _, p := range []string{"/", address.Stories, address.Units, address.Figures, address.PressRoom, address.Help, address.About,
		address.Privacy, address.Accessibility} {
		add(p, "")
	}
	for _, t := range view.HelpTexts() {
		add(t.URL(), "")
	}
	for _, u := range h.Flow.Ledger().On(h.Flow.Today()) {
		if u.Kind != registry.Province {
			add(address.Unit.At(u.Code), "")
		}
	}
	for last := registry.EntryID(0); ; {
		list, err := h.DB.PublicAfter(c.Context(), last, 5000, h.Flow.Now())
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			add(address.Story.At(e.Season, e.Slug), e.UpdatedAt.In(registry.Zone).Format("2006-01-02"))
			last = e.ID
		}
		if len(list) < 5000 {
			return append(parts, b.Bytes()), nil
		}
	}
}
