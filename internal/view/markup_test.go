package view_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// checkMarkup holds a page against what every page must keep: correct nesting,
// one h1 and headings in order, unique ids, references that lead somewhere, a
// label for every field, and nothing inline that the content policy forbids.
func checkMarkup(t *testing.T, name string, page []byte) {
	t.Helper()
	for _, fault := range markupFaults(page) {
		t.Errorf("%s: %s", name, fault)
	}
}

// markupFaults lists what checkMarkup reports.
func markupFaults(page []byte) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	checkNesting(fault, string(page))
	doc, err := html.Parse(strings.NewReader(string(page)))
	if err != nil {
		fault("parse: %v", err)
		return faults
	}
	c := &markup{fault: fault, ids: map[string]*html.Node{}, labels: map[string]bool{}}
	c.collect(doc)
	c.walk(doc)
	c.references()
	if c.h1 != 1 {
		fault("%d h1, want one", c.h1)
	}
	for _, bad := range []string{"<nil>", "%!", "&lt;no value&gt;"} {
		if strings.Contains(string(page), bad) {
			fault("page contains %q", bad)
		}
	}
	return faults
}

type markup struct {
	fault  func(string, ...any)
	ids    map[string]*html.Node
	labels map[string]bool
	refs   [][3]string // element, attribute, id
	h1     int
	level  int
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func (c *markup) collect(n *html.Node) {
	if n.Type == html.ElementNode {
		if id, ok := attr(n, "id"); ok {
			if id == "" || strings.ContainsAny(id, " \t\n") {
				c.fault("id %q of %s", id, n.Data)
			}
			if c.ids[id] != nil {
				c.fault("id %q twice", id)
			}
			c.ids[id] = n
		}
		if n.DataAtom == atom.Label {
			f, _ := attr(n, "for")
			c.labels[f] = true
		}
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.collect(k)
	}
}

func (c *markup) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		c.element(n)
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.walk(k)
	}
}

func (c *markup) element(n *html.Node) {
	for _, a := range n.Attr {
		switch {
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			c.fault("%s has %s", n.Data, a.Key)
		case slices.Contains([]string{"aria-labelledby", "aria-describedby", "aria-controls", "list"}, a.Key), a.Key == "for":
			for _, id := range strings.Fields(a.Val) {
				c.refs = append(c.refs, [3]string{n.Data, a.Key, id})
			}
		case a.Key == "href" || a.Key == "src" || a.Key == "action":
			if a.Val == "" || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
				c.fault("%s %s=%q", n.Data, a.Key, a.Val)
			}
			if id, ok := strings.CutPrefix(a.Val, "#"); ok && id != "" && !strings.HasPrefix(id, "Zgotmpl") {
				c.refs = append(c.refs, [3]string{n.Data, a.Key, id})
			}
		}
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		level := int(n.Data[1] - '0')
		if level == 1 {
			c.h1++
		}
		if level > c.level+1 {
			c.fault("h%d after h%d", level, c.level)
		}
		c.level = level
	case atom.Style:
		c.fault("inline style")
	case atom.Script:
		kind, _ := attr(n, "type")
		if src, _ := attr(n, "src"); src == "" && kind != "application/ld+json" {
			c.fault("inline script")
		}
	case atom.Img:
		for _, need := range []string{"alt", "width", "height"} {
			if _, ok := attr(n, need); !ok && (need == "alt" || !framed(n)) {
				c.fault("img without %s", need)
			}
		}
	case atom.Svg:
		label, _ := attr(n, "aria-label")
		by, _ := attr(n, "aria-labelledby")
		if hidden, _ := attr(n, "aria-hidden"); hidden != "true" && label+by == "" {
			c.fault("svg without a name")
		}
	case atom.Button:
		if _, ok := attr(n, "type"); !ok {
			c.fault("button without type")
		}
	case atom.Th:
		if _, ok := attr(n, "scope"); !ok {
			c.fault("th without scope")
		}
	case atom.Input, atom.Select, atom.Textarea:
		c.control(n)
	case atom.Ul, atom.Ol:
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			if k.Type == html.ElementNode && k.DataAtom != atom.Li {
				c.fault("%s in %s", k.Data, n.Data)
			}
		}
	}
}

// framed reports whether a picture is in a frame whose shape the style sheet gives, so
// that nothing moves when it arrives.
func framed(n *html.Node) bool {
	for n := n.Parent; n != nil; n = n.Parent {
		class, _ := attr(n, "class")
		if slices.Contains([]string{"photo-card__pic", "lead-pick"}, class) {
			return true
		}
	}
	return false
}

func (c *markup) control(n *html.Node) {
	kind, _ := attr(n, "type")
	if kind == "hidden" {
		return
	}
	id, _ := attr(n, "id")
	if label, _ := attr(n, "aria-label"); label == "" && (id == "" || !c.labels[id]) {
		c.fault("%s %q without a label", n.Data, id)
	}
	if name, _ := attr(n, "name"); name == "" {
		c.fault("%s %q without a name", n.Data, id)
	}
}

func (c *markup) references() {
	for _, r := range c.refs {
		to := c.ids[r[2]]
		switch {
		case to == nil:
			c.fault("%s %s leads to no %q", r[0], r[1], r[2])
		case r[1] == "for" && !slices.Contains([]string{"input", "select", "textarea"}, to.Data):
			c.fault("label for a %s", to.Data)
		}
	}
}

var voids = []string{"meta", "link", "input", "img", "br", "hr", "wbr", "source"}

// blocks may not be in a paragraph: browsers would close it.
var blocks = []string{
	"div",
	"p",
	"ul",
	"ol",
	"dl",
	"table",
	"section",
	"article",
	"aside",
	"figure",
	"form",
	"fieldset",
	"h1",
	"h2",
	"h3",
	"h4",
	"details",
	"nav",
	"blockquote",
	"header",
	"footer",
	"main",
}

// checkNesting reads the page token by token: what is opened is closed, in order.
func checkNesting(fault func(string, ...any), page string) {
	z := html.NewTokenizer(strings.NewReader(page))
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				fault("not closed: %v", open)
			}
			return
		case html.StartTagToken:
			tok := z.Token()
			seen := map[string]bool{}
			for _, a := range tok.Attr {
				if seen[a.Key] {
					fault("%s has %s twice", tok.Data, a.Key)
				}
				seen[a.Key] = true
			}
			if slices.Contains(voids, tok.Data) {
				continue
			}
			if slices.Contains(blocks, tok.Data) && len(open) > 0 && open[len(open)-1] == "p" {
				fault("%s inside a paragraph", tok.Data)
			}
			open = append(open, tok.Data)
		case html.EndTagToken:
			tok := z.Token()
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				fault("</%s> closes %v", tok.Data, open)
				return
			}
			open = open[:len(open)-1]
		}
	}
}
