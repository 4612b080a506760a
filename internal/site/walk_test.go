package site_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/photo"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// ofHouse are the routes that are nobody's to read: the work area, what signs people in,
// and what the machines that run the program ask.
var ofHouse = []string{address.Desk, "/tai-khoan", "/dang-", "/dat-mat-khau", "/thiet-lap", "/lich/", "/healthz", "/readyz", "/metrics",
	"/static/", "/favicon.ico", address.Pattern}

// questions are asked of every page and file that answers questions: by words of the
// editions, by words and figures that only drafts have, by facets and orders.
var questions = []string{
	"", "?q=" + url.QueryEscape("đường làng"), "?q=" + url.QueryEscape(typedWord), "?q=" + typedFigure, "?q=2,4", "?field=kinh-te",
	"?unit=07210-202507&sort=newest", "?year=2026&sort=figures", "?origin=bao-chi",
	"?q=g%C3%B5d", "?q=g%C3%B5d%E1%BB%9Fz", // what a search might complete or correct to the word of a draft
	"?tag=nong-thon-moi&recognised=1", "?photo=1",
}

// walk reads everything that is outside, as somebody.
type walk struct {
	h       *sitetest.House
	jar     func() []*http.Cookie
	routes  []string // of everybody, by pattern
	stories []registry.Entry
	secret  string // of the feed of a saved search
}

func newWalk(t *testing.T, h *sitetest.House, stories []registry.Entry, secret string, r *sitetest.Reader) *walk {
	t.Helper()
	at, err := url.Parse(h.Server.URL)
	if err != nil {
		t.Fatal(err)
	}
	w := &walk{h: h, jar: func() []*http.Cookie { return r.Jar.Cookies(at) }, stories: stories, secret: secret}
	for p := range patterns(t) {
		if !slices.ContainsFunc(ofHouse, func(of string) bool { return strings.HasPrefix(p, of) }) {
			w.routes = append(w.routes, p)
		}
	}
	slices.Sort(w.routes)
	return w
}

// filled are the addresses of a route about the stories of the house. Files that a route
// names itself are found as links.
func (w *walk) filled(route string) (out []string) {
	add := func(pairs ...string) { out = append(out, strings.NewReplacer(pairs...).Replace(route)) }
	for i := range w.stories {
		e := &w.stories[i]
		year, slug, id := address.Year(e.Season), string(e.Slug), fmt.Sprint(e.ID)
		switch {
		case strings.Contains(route, ":slug/") && strings.Contains(route, ":file"):
			for _, p := range e.Photos {
				add(":year", year, ":slug", slug, ":file", fmt.Sprintf("%d-%s.jpg", p.ID, photo.Print))
			}
		case strings.Contains(route, ":year"):
			add(":year", year, ":slug", slug)
		case route == string(address.Photo):
			for _, p := range e.Photos {
				for _, size := range []photo.SizeName{photo.Small, photo.Medium, photo.Large, photo.Print} {
					add(":id", fmt.Sprint(p.ID), ":size", string(size)+".jpg")
				}
			}
		case route == address.OEmbed:
			of := "url=" + url.QueryEscape(sitetest.StoryPath(*e))
			out = append(out, route+"?"+of, route+"?format=xml&"+of)
		case route == address.PressPack || route == address.PressChoose:
			out = append(out, route+"?id="+id)
		case strings.HasPrefix(route, "/api/") && strings.Contains(route, ":id"):
			add(":id", id)
		case route == string(address.Cover):
			add(":file", id+".jpg")
		case strings.Contains(route, ":code"):
			add(":code", string(e.Unit))
		}
	}
	switch {
	case route == string(address.PrivateFeed):
		for _, f := range press.Forms {
			add(":secret", w.secret, ":file", "tin."+f.Ending)
		}
	case !strings.Contains(route, ":") && route != address.OEmbed:
		for _, q := range questions {
			out = append(out, route+q)
		}
	}
	return out
}

// leadsTo finds the addresses of this site in what was read: of pages, feeds, the map
// of the site and the answers of the API.
var leadsTo = regexp.MustCompile(`(?:["'>=,]|&#34;|&quot;)(?:https?://[a-zA-Z0-9.:-]+)?(/[^"'<>\s\\&,]*(?:&amp;[^"'<>\s\\&,]*)*)`)

// open reports whether a route of everybody answers an address.
func (w *walk) open(path string) bool { return leadsSomewhere(w.routes, path) }

// answer is what was read at an address, normalized.
type answer struct {
	Code   int
	Header string
	Body   string
}

// beside are the header fields that are a clock or a nonce: when it was sent, and the
// number of the request.
var beside = []string{"Date", "X-Request-Id"}

// clocks are what an answer says of the moment it was made, and what the frame says to
// the reader who has signed in: how many notices wait for them.
var clocks = map[string]*regexp.Regexp{
	"nonce of a page":        regexp.MustCompile(`nonce[-=]"?[A-Za-z0-9+/=_-]{16,}`),
	"time a search took":     regexp.MustCompile(`"took_ms":[0-9.e+-]+`),
	"moment of a count":      regexp.MustCompile(`"as_of":"[^"]*"`),
	"moment of a pack":       regexp.MustCompile(`Gói tải lúc: [^\r\n]*`),
	"moment of the facts":    regexp.MustCompile(`"generated": ?"[^"]*"`),
	"unread notices of mine": regexp.MustCompile(` ?<span class="account__count">.*?</span></span>`),
}

func timeless(s string) string {
	for _, at := range clocks {
		s = at.ReplaceAllString(s, "")
	}
	return s
}

func (w *walk) read(t *testing.T, path string, asks ...string) answer {
	t.Helper()
	rec := w.h.Ask(http.MethodGet, path, func(r *http.Request) {
		for _, c := range w.jar() {
			r.AddCookie(c)
		}
		for i := 0; i+1 < len(asks); i += 2 {
			r.Header.Set(asks[i], asks[i+1])
		}
	})
	for _, name := range beside {
		rec.Header().Del(name)
	}
	var head strings.Builder
	for _, name := range slices.Sorted(maps.Keys(rec.Header())) {
		fmt.Fprintf(&head, "%s: %s\n", name, strings.Join(rec.Header()[name], " | "))
	}
	body := rec.Body.String()
	if rec.Code == http.StatusOK && strings.Contains(rec.Header().Get("Content-Type"), "zip") {
		body = unpacked(t, body)
	}
	a := answer{rec.Code, head.String(), body}
	if written(a) || strings.Contains(a.Header, "zip") {
		a.Header, a.Body = timeless(a.Header), timeless(a.Body)
	}
	return a
}

// unpacked writes the files of an archive one after the other, in their order of name.
func unpacked(t *testing.T, body string) string {
	t.Helper()
	var b strings.Builder
	files := sitetest.Unzipped(t, body)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, ".txt") || strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".json") {
			fmt.Fprintf(&b, "== %s\n%s\n", name, files[name])
			continue
		}
		sum := sha256.Sum256(files[name])
		fmt.Fprintf(&b, "== %s %s\n", name, hex.EncodeToString(sum[:]))
	}
	return b.String()
}

// all reads every address of every route, and everything that what was read leads to.
// A question that a page leads to is read when it stands on a page without one.
func (w *walk) all(t *testing.T) map[string]answer {
	t.Helper()
	out := map[string]answer{}
	var todo []string
	for _, r := range w.routes {
		todo = append(todo, w.filled(r)...)
	}
	asked := map[string]int{} // questions read, by their page
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		if _, done := out[path]; done {
			continue
		}
		a := w.read(t, path)
		out[path] = a
		if strings.Contains(path, "?") || !written(a) {
			continue
		}
		for _, m := range leadsTo.FindAllStringSubmatch(a.Body, -1) {
			to, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			page, question, _ := strings.Cut(to, "?")
			if page == "" || !w.open(page) || question != "" && asked[page] >= 12 {
				continue
			}
			if _, done := out[to]; done {
				continue
			}
			if question != "" {
				asked[page]++
			}
			todo = append(todo, to)
		}
	}
	return out
}

// written reports whether an answer has words, not a picture or an archive.
func written(a answer) bool {
	return strings.Contains(a.Header, "Content-Type: text/") || strings.Contains(a.Header, "json") || strings.Contains(a.Header, "xml")
}

// covers checks that every route was read, and answered at least once.
func (w *walk) covers(t *testing.T, read map[string]answer) {
	t.Helper()
	for _, r := range w.routes {
		best := 0
		for path, a := range read {
			page, _, _ := strings.Cut(path, "?")
			if leadsSomewhere([]string{r}, page) && (best == 0 || a.Code < best) {
				best = a.Code
			}
		}
		if best != http.StatusOK && r != string(address.StoriesOf) && !posted[r] {
			t.Errorf("%s: never read, best status %d", r, best)
		}
	}
}

// posted are the routes of the API that are written to only.
var posted = map[string]bool{string(address.APISubmit): true, string(address.APIPhotos): true, string(address.APIClaim): true}

// differences tells where two readings differ, at most so many.
func differences(before, after map[string]answer) (out []string) {
	for _, path := range slices.Sorted(maps.Keys(before)) {
		a, b := before[path], after[path]
		switch {
		case a.Code != b.Code:
			out = append(out, fmt.Sprintf("%s: status %d, then %d", path, a.Code, b.Code))
		case a.Header != b.Header && a.Body == b.Body:
			out = append(out, path+": head: "+firstDifference(a.Header, b.Header))
		case a.Body != b.Body:
			out = append(out, path+": "+firstDifference(a.Body, b.Body))
		}
	}
	for path := range after {
		if _, ok := before[path]; !ok {
			out = append(out, path+" was not there before")
		}
	}
	return out
}
