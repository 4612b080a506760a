package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/proto"
)

// violation is one rule that pages break.
type violation struct {
	count             int
	page, what, where string
}

// engineFiles are the three engines, below node_modules.
var engineFiles = []string{"axe-core/axe.min.js", "html_codesniffer/build/HTMLCS.js", "accessibility-checker-engine/ace.js"}

func engineScript(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, f := range engineFiles {
		text, err := os.ReadFile(filepath.Join(*qualityTools, f))
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
		b.WriteString("\n;\n")
	}
	return b.String()
}

// askEngines runs the engines on the page and gives [rule, what, where] for each
// violation. Results that an engine itself calls possible or manual are left out.
const askEngines = `async () => {
	const out = [];
	const text = e => e && e.outerHTML ? e.outerHTML.slice(0, 200) : '';
	const a = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
	for (const v of a.violations) for (const n of v.nodes)
		out.push(['axe ' + v.id, v.help + ' ' + (n.any.concat(n.all, n.none)[0] || {message: ''}).message, n.html.slice(0, 200)]);
	await new Promise((ok, bad) => HTMLCS.process('WCAG2AA', document, ok, bad));
	for (const m of HTMLCS.getMessages()) if (m.type === HTMLCS.ERROR) out.push(['htmlcs ' + m.code, m.msg, text(m.element)]);
	const r = await new ace.Checker().check(document, ['WCAG_2_2']);
	for (const v of r.results) if (v.value[0] === 'VIOLATION' && v.value[1] === 'FAIL')
		out.push(['ibm ' + v.ruleId + ' ' + v.reasonId, v.message, v.snippet.slice(0, 200)]);
	return out;
}`

// screens is each width and scheme that pages are looked at in.
var screens = []struct {
	width  int
	scheme string
}{{360, "light"}, {360, "dark"}, {1280, "light"}, {1280, "dark"}}

// look holds one page against the engines on every screen.
func (w *walk) look(b *rod.Browser, role, path string) {
	p := w.open(b)
	defer func() { _ = p.Close() }()
	if err := p.Navigate(w.s.url + path); err != nil {
		w.t.Errorf("%s %s: %v", role, path, err)
		return
	}
	w.ask(p, role+" "+path)
}

func (w *walk) open(b *rod.Browser) *rod.Page {
	w.t.Helper()
	p, err := b.Page(proto.TargetCreateTarget{})
	if err == nil {
		err = proto.PageSetBypassCSP{Enabled: true}.Call(p)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// ask runs the engines on what a page shows.
func (w *walk) ask(p *rod.Page, name string) {
	p.MustWaitLoad()
	w.pages++
	if _, err := p.Evaluate(rod.Eval("() => {" + w.engines + "; Object.assign(window, {axe, HTMLCS, ace})}")); err != nil {
		w.t.Errorf("%s: engines: %v", name, err)
		return
	}
	for _, s := range screens {
		p.MustSetViewport(s.width, 900, 1, s.width < 600)
		// Without motion colours change at once, not while an engine reads them.
		err := proto.EmulationSetEmulatedMedia{
			Features: []*proto.EmulationMediaFeature{
				{Name: "prefers-color-scheme", Value: s.scheme},
				{Name: "prefers-reduced-motion", Value: "reduce"},
			},
		}.Call(
			p,
		)
		if err != nil {
			w.t.Fatal(err)
		}
		page := fmt.Sprintf("%s (%d px, %s)", name, s.width, s.scheme)
		if wide := p.MustEval(`() => document.documentElement.scrollWidth`).Int(); wide > s.width {
			w.note("scrolls sideways", page, fmt.Sprintf("%d px wide", wide), "")
		}
		p.MustEval(`() => document.querySelectorAll('details').forEach(d => d.open = true)`)
		res, err := p.Evaluate(rod.Eval(askEngines).ByPromise())
		if err != nil {
			w.t.Errorf("%s: %v", page, err)
			continue
		}
		for _, v := range res.Value.Arr() {
			w.note(v.Get("0").Str(), page, v.Get("1").Str(), v.Get("2").Str())
		}
	}
}

func (w *walk) note(rule, page, what, where string) {
	v := w.found[rule]
	if v == nil {
		v = &violation{page: page, what: what, where: where}
		w.found[rule] = v
		w.t.Logf("%s on %s\n    %s\n    %s", rule, page, what, where)
	}
	v.count++
}

// harmful forms end the session or close the site.
var harmful = regexp.MustCompile(`dang-xuat|bao-tri|/khoa$`)

// wrong sends each form of a page with its fields emptied, and looks at the answer.
func (w *walk) wrong(b *rod.Browser, role string, page qualityPage, sent map[string]bool) {
	for i := range page.forms {
		p := w.open(b)
		if p.Navigate(w.s.url+page.path) != nil {
			continue
		}
		p.MustWaitLoad()
		res, err := p.Eval(`i => {
			const f = document.querySelectorAll('form[method=post]')[i];
			return f && f.querySelector('input:not([type=hidden]), textarea, select') ? new URL(f.action).pathname : '';
		}`, i)
		if err != nil || res.Value.Str() == "" || harmful.MatchString(res.Value.Str()) || sent[kindOf(res.Value.Str())] {
			_ = p.Close()
			continue
		}
		action := res.Value.Str()
		sent[kindOf(action)] = true
		wait := p.MustWaitNavigation()
		if _, err := p.Eval(emptyAndSend, i); err == nil {
			wait()
		}
		if p.MustWaitLoad().MustHas(".error-summary") {
			w.save(role, "loi"+action, p.MustHTML())
			w.ask(p, role+" POST "+action)
		}
		_ = p.Close()
	}
}

const emptyAndSend = `i => {
	const f = document.querySelectorAll('form[method=post]')[i];
	for (const e of f.querySelectorAll('input:not([type=hidden]):not([type=checkbox]):not([type=radio]), textarea'))
		if (e.type !== 'file') e.value = '';
	setTimeout(() => HTMLFormElement.prototype.submit.call(f), 0);
}`
