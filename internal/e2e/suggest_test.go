package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"
)

// suggestionsNow waits until the list under the search box answers, and reads it.
func suggestionsNow(t *testing.T, p *rod.Page, with string) []string {
	t.Helper()
	p.MustWait(`words => [...document.querySelectorAll('[role=option]')].some(
		o => o.checkVisibility() && o.textContent.toLowerCase().includes(words))`, with)
	var out []string
	for _, o := range p.MustElements("[role=option]") {
		out = append(out, o.MustText())
	}
	return out
}

// TestDemoSuggestsWhileComposing: the keyboard of a phone composes a word in the box
// and never ends the composition; what it shows is answered, letter by letter, and
// stays as it was composed. Raw keys are answered alike.
func TestDemoSuggestsWhileComposing(t *testing.T) {
	s := start(t, t.TempDir(), "-demo")
	p := tab(t, person(t), s.url+"/", 360, 740)
	defer p.MustClose()
	box := p.MustElement("[role=combobox]").MustFocus()
	for _, c := range []struct{ composed, with string }{{"đ", "đ"}, {"đư", "đư"}, {"đườ", "đường"}, {"đường", "đường"}} {
		end := len([]rune(c.composed))
		if err := (proto.InputImeSetComposition{Text: c.composed, SelectionStart: end, SelectionEnd: end}).Call(p); err != nil {
			t.Fatal(err)
		}
		list := suggestionsNow(t, p, c.with)
		if v := box.MustProperty("value").Str(); v != c.composed {
			t.Fatalf("the box holds %q while %q is composed", v, c.composed)
		}
		slices.Sort(list)
		if len(slices.Compact(slices.Clone(list))) != len(list) {
			t.Errorf("%q is answered twice with the same: %q", c.composed, list)
		}
	}
	for _, o := range p.MustElements("[role=option]") {
		if h := o.MustEval(`() => this.getBoundingClientRect().height`).Num(); h < 44 {
			t.Errorf("%q is %v px high", o.MustText(), h)
		}
	}
	if wide := p.MustEval(`() => document.documentElement.scrollWidth`).Int(); wide > 360 {
		t.Errorf("the page is %d px wide", wide)
	}
	keys := tab(t, person(t), s.url+"/", 1280, 900)
	defer keys.MustClose()
	keys.MustElement("[role=combobox]").MustFocus().MustInput("dduwowng")
	list := suggestionsNow(t, keys, "đường")
	if !slices.ContainsFunc(list, func(o string) bool { return strings.HasSuffix(o, "Bài") }) {
		t.Errorf("none of %q is a story", list)
	}
	wait := keys.MustWaitNavigation()
	keys.Keyboard.MustType(input.Enter)
	wait()
	if u := keys.MustInfo().URL; !strings.Contains(u, "q=dduwowng") {
		t.Errorf("Enter with nothing chosen led to %s", u)
	}
}
