package e2e

import (
	"strings"
	"testing"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"
)

// heard is what a screen reader is given about a page: the roles, names and
// states of its accessibility tree.
type heard struct {
	role, name string
	state      map[string]string
}

// listen reads the accessibility tree of a page.
func listen(t *testing.T, p *rod.Page) (out []heard) {
	t.Helper()
	tree, err := proto.AccessibilityGetFullAXTree{}.Call(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range tree.Nodes {
		if n.Ignored || n.Role == nil {
			continue
		}
		h := heard{role: n.Role.Value.Str(), state: map[string]string{}}
		if n.Name != nil {
			h.name = n.Name.Value.Str()
		}
		for _, s := range n.Properties {
			text := s.Value.Value.String()
			if len(s.Value.RelatedNodes) > 0 {
				text = s.Value.RelatedNodes[0].Idref
			}
			h.state[string(s.Name)] = text
		}
		out = append(out, h)
	}
	return out
}

// roleOf gives the parts of a page with a role.
func roleOf(list []heard, role string) (out []heard) {
	for _, h := range list {
		if h.role == role {
			out = append(out, h)
		}
	}
	return out
}

// TestDemoForReadersAndMachines: the search box is a combobox and the list of the
// work area a disclosure to who hears them and types, as the accessibility tree
// says; what programs read keeps its standards.
func TestDemoForReadersAndMachines(t *testing.T) {
	s := start(t, t.TempDir(), "-demo")
	t.Run("combobox", func(t *testing.T) { heardSuggestions(t, s) })
	t.Run("results", func(t *testing.T) { heardResults(t, s) })
	t.Run("list", func(t *testing.T) { heardList(t, s) })
	t.Run("atom", func(t *testing.T) { standardAtom(t, s) })
	t.Run("rss", func(t *testing.T) { standardRSS(t, s) })
	t.Run("jsonfeed", func(t *testing.T) { standardJSONFeed(t, s) })
	t.Run("sitemap", func(t *testing.T) { standardLinkedData(t, standardSitemap(t, s)) })
}

func heardSuggestions(t *testing.T, s *server) {
	p := tab(t, person(t), s.url+"/", 360, 740)
	defer p.MustClose()
	box := func() heard {
		t.Helper()
		c := roleOf(listen(t, p), "combobox")
		if len(c) != 1 {
			t.Fatalf("%d comboboxes", len(c))
		}
		return c[0]
	}
	opened := func(want bool) {
		t.Helper()
		p.MustWait(`want => (document.querySelector('[role=combobox]').getAttribute('aria-expanded') === 'true') === want`, want)
		if got := box().state["expanded"]; got != map[bool]string{true: "true", false: "false"}[want] {
			t.Fatalf("expanded %q, want %v", got, want)
		}
	}
	if b := box(); b.name != "Tìm mô hình" || b.state["autocomplete"] != "list" || b.state["expanded"] != "false" {
		t.Fatalf("closed box: %+v", b)
	}
	el := p.MustElement("[role=combobox]").MustFocus()
	el.MustInput("hien dat")
	opened(true)
	if c := box().state["controls"]; c == "" {
		t.Error("the box does not say which list it controls")
	}
	list := listen(t, p)
	options := roleOf(list, "option")
	if boxes := roleOf(list, "listbox"); len(boxes) != 1 || boxes[0].name != "Gợi ý" || len(options) < 2 {
		t.Fatalf("list: %+v, %d options", boxes, len(options))
	}
	said := p.MustElement(".find [role=status]").MustText()
	if !strings.HasPrefix(said, p.MustEval(`() => String(document.querySelectorAll('[role=option]').length)`).Str()+" gợi ý") {
		t.Errorf("announced %q for %d options", said, len(options))
	}
	active := func() string {
		t.Helper()
		return p.MustEval(
			`() => { const e = document.querySelector('[role=combobox]'), ` +
				`a = document.getElementById(e.getAttribute('aria-activedescendant')); ` +
				`return document.activeElement === e && a && ` +
				`a.getAttribute('aria-selected') === 'true' ? a.id : ''; }`,
		).
			Str()
	}
	press := func(k input.Key) { p.Keyboard.MustType(k) }
	press(input.ArrowDown)
	first := active()
	if first == "" || box().state["activedescendant"] == "" {
		t.Fatal("arrow down marks nothing")
	}
	press(input.ArrowDown)
	if second := active(); second == first || second == "" {
		t.Errorf("second arrow marks %q after %q", second, first)
	}
	press(input.Home)
	if a := active(); a != "" {
		t.Errorf("Home leaves %q marked", a)
	}
	press(input.ArrowUp)
	if active() == "" {
		t.Error("arrow up does not mark the last")
	}
	press(input.Escape)
	opened(false)
	if v := el.MustProperty("value").Str(); v != "hien dat" {
		t.Errorf("Esc left %q in the box", v)
	}
	press(input.ArrowDown)
	opened(true)
	press(input.ArrowDown)
	if active() == "" {
		t.Fatal("the list that came back marks nothing")
	}
	wait := p.MustWaitNavigation()
	press(input.Enter)
	wait()
	if u := p.MustInfo().URL; u == s.url+"/" {
		t.Error("Enter on a suggestion went nowhere")
	}
}

func heardResults(t *testing.T, s *server) {
	p := tab(t, person(t), s.url+"/mo-hinh?q=GPMB", 1280, 900)
	defer p.MustClose()
	if title := p.MustInfo().Title; !strings.Contains(title, "GPMB") || !strings.Contains(title, " mô hình") {
		t.Errorf("title %q does not say what was found, and how much", title)
	}
	list := listen(t, p)
	groups := 0
	for _, g := range roleOf(list, "group") {
		if g.name != "" {
			groups++
		}
	}
	if groups < 3 {
		t.Errorf("%d facets with a name", groups)
	}
	for _, c := range roleOf(list, "checkbox") {
		if !strings.HasSuffix(c.name, " mô hình") {
			t.Errorf("facet %q does not say its number", c.name)
		}
	}
}

func heardList(t *testing.T, s *server) {
	b := person(t)
	signIn(t, b, s, "tham-dinh")
	p := tab(t, b, s.url+"/lam-viec/danh-sach", 360, 740)
	defer p.MustClose()
	button := func() heard {
		t.Helper()
		for _, h := range roleOf(listen(t, p), "button") {
			if strings.HasPrefix(h.name, "Danh mục") {
				return h
			}
		}
		t.Fatal("no button for the list")
		return heard{}
	}
	current := func() int {
		return p.MustEval(`() => [...document.querySelectorAll('.side [aria-current=page]')].filter(e => e.checkVisibility()).length`).
			Int()
	}
	if h := button(); h.state["expanded"] != "false" || !strings.HasSuffix(h.name, "Tất cả mô hình") || current() != 0 {
		t.Fatalf("closed list: %+v, %d lines marked", h, current())
	}
	if top := p.MustEval(`() => document.querySelector('h1').getBoundingClientRect().top`).Int(); top > 220 {
		t.Errorf("the page begins %d px down", top)
	}
	p.MustElement(".bar__menu").MustFocus()
	p.Keyboard.MustType(input.Enter)
	p.MustWait(`() => document.querySelector('.side').matches(':popover-open')`)
	if h := button(); h.state["expanded"] != "true" || current() != 1 {
		t.Errorf("open list: %+v, %d lines marked", h, current())
	}
	p.Keyboard.MustType(input.Tab)
	if !p.MustEval(`() => document.activeElement.matches('.side a')`).Bool() {
		t.Error("Tab does not lead into the list")
	}
	p.Keyboard.MustType(input.Escape)
	p.MustWait(`() => !document.querySelector('.side').matches(':popover-open')`)
	if !p.MustEval(`() => document.activeElement.matches('.bar__menu')`).Bool() {
		t.Error("Esc does not give the focus back")
	}
	p.MustSetViewport(1280, 900, 1, false)
	if current() != 1 || !p.MustEval(`() => getComputedStyle(document.querySelector('.bar__menu')).display === 'none'`).Bool() {
		t.Error("on a desk the list is not a column")
	}
}
