package e2e

import (
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

var (
	qualityTools = flag.String("quality-tools", "", "node_modules with the accessibility engines (scripts/quality)")
	qualityOut   = flag.String("quality-out", "", "where pages are kept for the validators")
	qualityQuick = flag.Bool("quality-quick", false, "one page of a kind, a dark phone and a light desk only")
	qualityOnly  = flag.String("quality-only", "", "only pages whose role and address contain this")
)

// roles of the demo; "" is a visitor.
var roles = []string{"", "don-vi", "tham-dinh", "hoi-dong", "thu-ky", "bao-chi", "quan-tri"}

// TestQuality is a tool: scripts/quality runs it. It walks every kind of page as
// every role, submits every form empty, and holds each page against three
// accessibility engines, on a phone and on a desk, light and dark. What it reads
// is kept for the validators of HTML.
func TestQuality(t *testing.T) {
	if *qualityTools == "" {
		t.Skip("a tool of scripts/quality, not a check")
	}
	s := start(t, t.TempDir(), "-demo")
	if err := os.MkdirAll(*qualityOut, 0o755); err != nil {
		t.Fatal(err)
	}
	w := &walk{t: t, s: s, engines: engineScript(t), most: 3, found: map[string]*violation{}, kinds: map[string]int{}}
	if *qualityQuick {
		w.most, screens = 1, screens[1:3]
	}
	for _, role := range roles {
		w.role(role)
	}
	w.report()
}

// walk is one run over all pages.
type walk struct {
	t       *testing.T
	s       *server
	engines string
	found   map[string]*violation
	most    int            // pages of a kind
	kinds   map[string]int // how many pages of a kind were read
	pages   int
	saved   int
}

// qualityPage is one page to look at.
type qualityPage struct {
	path  string
	forms int
}

// role reads the pages of one role by their links, beginning with every route
// that has no parameter, then looks at them in a browser.
func (w *walk) role(role string) {
	c := w.s.visitor()
	if role != "" {
		c = w.s.as(role)
	}
	queue := append([]string{"/", "/lam-viec", "/khong-co"}, plainRoutes(w.t)...)
	seen := map[string]bool{}
	var pages []qualityPage
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] || w.kinds[role+kindOf(path)] >= w.most || skipped.MatchString(path) ||
			role != "" && !strings.HasPrefix(path, "/lam-viec") && !strings.HasPrefix(path, "/tai-khoan") {
			continue
		}
		seen[path] = true
		r := c.get(path)
		if !strings.HasPrefix(r.header.Get("Content-Type"), "text/html") || r.status >= 300 && r.status < 400 {
			continue
		}
		w.kinds[role+kindOf(path)]++
		doc, err := html.Parse(strings.NewReader(r.body))
		if err != nil {
			w.t.Errorf("%s: %v", path, err)
			continue
		}
		links, forms := linksOf(doc)
		queue = append(queue, links...)
		if !strings.Contains(role+" "+path, *qualityOnly) {
			continue
		}
		w.save(role, path, r.body)
		pages = append(pages, qualityPage{path, forms})
	}
	if len(pages) == 0 {
		return
	}
	b := person(w.t)
	if role != "" {
		signIn(w.t, b, w.s, role)
	}
	for _, p := range pages {
		w.look(b, role, p.path)
	}
	sent := map[string]bool{}
	for _, p := range pages {
		w.wrong(b, role, p, sent)
	}
	w.t.Logf("%s: %d pages", role, len(pages))
}

// save keeps a page for the validators.
func (w *walk) save(role, path, body string) {
	w.saved++
	name := fmt.Sprintf("%03d-%s-%s.html", w.saved, role, strings.Trim(odd.ReplaceAllString(path, "-"), "-"))
	if len(name) > 120 {
		name = name[:115] + ".html"
	}
	if err := os.WriteFile(filepath.Join(*qualityOut, name), []byte(body), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

var (
	odd     = regexp.MustCompile(`[^a-z0-9]+`)
	skipped = regexp.MustCompile(
		`\.(zip|csv|xlsx|docx|svg|png|jpg|webp|atom|rss|json|xml|ics|txt|css|js|pdf)(\?|$)` +
			`|^/(static|anh|api|oembed|metrics|healthz|readyz|goi-y)(/|\?|$)`,
	)
	masked = regexp.MustCompile(`[^/?&=]*[0-9A-Z][^/?&=]*`)
	story  = regexp.MustCompile(`^(/(?:mo-hinh|nhung)/(?:#|khong-ro)/)[^/?]+`)
)

// kindOf is an address without what distinguishes pages of one kind.
func kindOf(path string) string {
	path, _, _ = strings.Cut(path, "?")
	return story.ReplaceAllString(masked.ReplaceAllString(path, "#"), "$1*")
}

// plainRoutes are the pages of the route grid that need no parameter.
func plainRoutes(t *testing.T) (out []string) {
	t.Helper()
	grid, err := os.ReadFile("../site/testdata/routes.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(grid)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == http.MethodGet && !strings.ContainsAny(f[1], ":*") {
			out = append(out, f[1])
		}
	}
	return out
}

// linksOf gives the local links of a page and how many of its forms are posted.
func linksOf(n *html.Node) (links []string, forms int) {
	for d := range n.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		for _, a := range d.Attr {
			if d.Data == "a" && a.Key == "href" {
				if u, err := url.Parse(a.Val); err == nil && u.Host == "" && strings.HasPrefix(u.Path, "/") {
					u.Fragment = ""
					links = append(links, u.String())
				}
			}
			if d.Data == "form" && a.Key == "method" && strings.EqualFold(a.Val, "post") {
				forms++
			}
		}
	}
	return links, forms
}

// report prints what was found, the most frequent first.
func (w *walk) report() {
	var keys []string
	for k := range w.found {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return w.found[b].count - w.found[a].count })
	for _, k := range keys {
		v := w.found[k]
		w.t.Errorf("%s: %d times, first on %s\n    %s\n    %s", k, v.count, v.page, v.what, v.where)
	}
	w.t.Logf("%d pages looked at, %d kinds of violation", w.pages, len(keys))
}
