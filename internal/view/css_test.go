package view_test

import (
	"fmt"
	"io/fs"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"danvankheo/internal/chart"
	"danvankheo/web"
)

// styles reads the sheets of the two bundles by their path below static/css.
// Self-contained sheets, as that of an embedded card, have rules of their own.
func styles(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(web.Files, "static/css", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() ||
			path.Dir(p) == "static/css" && !slices.Contains([]string{"tokens.css", "base.css", "layout.css"}, path.Base(p)) {
			return err
		}
		b, err := fs.ReadFile(web.Files, p)
		out[strings.TrimPrefix(p, "static/css/")] = comments.ReplaceAllString(string(b), "")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var (
	comments    = regexp.MustCompile(`(?s)/\*.*?\*/`)
	defined     = regexp.MustCompile(`(?m)^\s*(--[a-z0-9-]+)\s*:`)
	used        = regexp.MustCompile(`var\((--[a-z0-9-]+)\)`)
	declaration = regexp.MustCompile(`(?m)^\s*([a-z-]+)\s*:\s*([^;{}]+);`)
	prefixed    = regexp.MustCompile(`[^:]-(webkit|moz|ms)-[a-z-]+`) // the parts of a progress bar (::-webkit-…) have no other name
	colour      = regexp.MustCompile(`#[0-9A-Fa-f]{3,8}\b|\brgba?\(|\bhsla?\(`)
)

// TestStyleTokens: components use tokens that are there, the intents and never
// the palette, and no colour of their own.
func TestStyleTokens(t *testing.T) {
	t.Parallel()
	all := styles(t)
	known := map[string]bool{}
	for _, m := range defined.FindAllStringSubmatch(all["tokens.css"], -1) {
		known[m[1]] = true
	}
	seen := map[string]bool{}
	for name, text := range all {
		for _, m := range used.FindAllStringSubmatch(text, -1) {
			seen[m[1]] = true
			if !known[m[1]] {
				t.Errorf("%s uses %s, which tokens.css does not define", name, m[1])
			}
			if name != "tokens.css" &&
				regexp.MustCompile(`^--(paper|ink|night|cream|red|green|amber|blue|ochre|plum|olive)-\d`).MatchString(m[1]) {
				t.Errorf("%s uses %s of the palette: use an intent", name, m[1])
			}
		}
		screen, _, _ := strings.Cut(text, "@media print")
		if name != "tokens.css" {
			for _, c := range colour.FindAllString(screen, -1) {
				t.Errorf("%s has its own colour %s: use a token", name, c)
			}
		}
		if name != "tokens.css" && defined.MatchString(text) {
			t.Errorf("%s defines a token: tokens.css is their place", name)
		}
	}
	for name := range known {
		if !seen[name] && !strings.HasPrefix(name, "--text-") && !strings.HasPrefix(name, "--s") {
			t.Errorf("nothing uses %s", name)
		}
	}
}

// widely are the properties that may be shipped: in every engine for thirty
// months or more.
var widely = strings.Fields(
	`accent-color all align-items align-self animation appearance aspect-ratio background background-color background-image
	background-position background-repeat background-size border border-block border-bottom border-bottom-color
	border-collapse border-color border-left border-radius border-right border-spacing border-style border-top
	border-width bottom box-shadow box-sizing break-after break-before break-inside clear clip-path color
	column-gap columns content counter-increment counter-reset cursor display fill filter flex flex-basis
	flex-direction flex-flow flex-wrap float font font-family font-size font-style font-variant-numeric
	font-weight gap grid-column grid-row grid-template-areas grid-template-columns grid-template-rows height inset
	justify-content justify-items left letter-spacing line-height list-style list-style-position list-style-type
	margin margin-block margin-bottom margin-inline margin-left margin-right margin-top max-height max-width
	min-height min-width object-fit object-position opacity order outline outline-offset overflow overflow-wrap
	overflow-x overflow-y padding padding-block padding-bottom padding-inline padding-left padding-right
	padding-top place-items pointer-events position resize right row-gap scroll-margin-top scroll-padding-bottom
	scroll-padding-top stroke stroke-width table-layout text-align text-anchor text-decoration
	text-decoration-color text-decoration-thickness text-overflow text-transform text-underline-offset text-wrap
	top transform transition user-select vertical-align
	visibility white-space width word-break z-index page-break-inside page-break-after`,
)

func TestStyleProperties(t *testing.T) {
	t.Parallel()
	for name, text := range styles(t) {
		for _, m := range declaration.FindAllStringSubmatch(text, -1) {
			p, v := m[1], strings.TrimSpace(m[2])
			if strings.HasPrefix(p, "--") {
				continue
			}
			if !slices.Contains(widely, p) {
				t.Errorf("%s: property %s is not on the list of widely available ones", name, p)
			}
			if p == "text-wrap" && v != "balance" {
				t.Errorf("%s: text-wrap: %s", name, v)
			}
			if strings.Contains(v, "!important") {
				t.Errorf("%s: %s is !important", name, p)
			}
		}
		for _, bad := range []string{"@import", "@font-face", "@container", "@layer", "@scope", "color-mix(", "expression(", "url(http"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s has %s", name, bad)
			}
		}
		for _, m := range prefixed.FindAllString(text, -1) {
			t.Errorf("%s has the prefixed %s", name, strings.TrimSpace(m))
		}
		if strings.Count(text, "{") != strings.Count(text, "}") {
			t.Errorf("%s: braces do not match", name)
		}
	}
}

// scheme resolves the colours of one scheme.
func scheme(t *testing.T, tokens string, dark bool) map[string]string {
	t.Helper()
	light, night, ok := strings.Cut(tokens, "@media (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("tokens.css has no dark scheme")
	}
	out := map[string]string{}
	read := func(text string) {
		for _, m := range regexp.MustCompile(`(--[a-z0-9-]+)\s*:\s*([^;]+);`).FindAllStringSubmatch(text, -1) {
			out[m[1]] = strings.TrimSpace(m[2])
		}
	}
	read(light)
	if dark {
		read(night)
	}
	for range 3 {
		for k, v := range out {
			if m := used.FindStringSubmatch(v); m != nil && m[0] == v {
				out[k] = out[m[1]]
			}
		}
	}
	return out
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	h := strings.TrimPrefix(hex, "#")
	if len(h) != 6 {
		t.Fatalf("%q is no colour", hex)
	}
	var l float64
	for i, w := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(h[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		l += w * c
	}
	return l
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestContrast: text reaches 4.5 on every background, lines of fields and
// marks 3 (WCAG 2.2, 1.4.3 and 1.4.11), in both schemes.
func TestContrast(t *testing.T) {
	t.Parallel()
	tokens := styles(t)["tokens.css"]
	type pair struct {
		ink, paper string
		least      float64
	}
	var pairs []pair
	for _, paper := range []string{"page", "surface", "tint"} {
		for _, ink := range []string{"text", "quiet", "accent", "accent-strong", "ok", "wait", "stop", "info"} {
			pairs = append(pairs, pair{ink, paper, 4.5})
		}
		pairs = append(pairs, pair{"edge", paper, 3})
	}
	for _, f := range []string{"kinh-te", "van-hoa", "xa-hoi", "an-ninh", "quoc-phong", "he-thong-chinh-tri"} {
		pairs = append(pairs, pair{f, "page", 4.5}, pair{f, "surface", 4.5})
	}
	for _, tone := range []string{"ok", "wait", "stop", "info"} {
		pairs = append(pairs, pair{tone, tone + "-soft", 4.5}, pair{"text", tone + "-soft", 4.5})
	}
	pairs = append(
		pairs,
		pair{"on-accent", "accent", 4.5},
		pair{"on-accent", "accent-strong", 4.5},
		pair{"text", "accent-soft", 4.5},
		pair{"quiet", "accent-soft", 4.5},
		pair{"text", "match", 4.5},
		pair{"quiet", "ridge-near", 4.5},
		pair{"text", "ridge-near", 4.5},
		pair{"accent", "ridge-near", 4.5},
	)
	for i := range 5 {
		ink := "tile-text"
		if i > 2 {
			ink = fmt.Sprintf("tile-text-%d", i)
		}
		pairs = append(pairs, pair{ink, fmt.Sprintf("tile-%d", i), 4.5})
	}
	for _, dark := range []bool{false, true} {
		c := scheme(t, tokens, dark)
		for _, p := range pairs {
			if got := contrast(t, c["--color-"+p.ink], c["--color-"+p.paper]); got < p.least {
				t.Errorf("dark %v: %s on %s is %.2f, want %.1f", dark, p.ink, p.paper, got, p.least)
			}
		}
	}
}

// TestStyleWeight: rural lines carry the whole look in one small file.
func TestStyleWeight(t *testing.T) {
	t.Parallel()
	s := pages(t)
	for name, most := range map[string]int{"css/site.css": 60_000, "css/desk.css": 24_000, "js/site.js": 8_000} {
		u, err := s.Assets.URL(name)
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := s.Assets.File(u); len(b) > most {
			t.Errorf("%s weighs %d bytes, want at most %d", name, len(b), most)
		}
	}
}

// TestInks: every ink of a drawing has its class, and the colour it has in a file
// is the light one of its token.
func TestInks(t *testing.T) {
	t.Parallel()
	all := styles(t)
	light := scheme(t, all["tokens.css"], false)
	for _, ink := range chart.Inks() {
		rule := ".fill-" + ink.Class() + " {\n  fill: var(--color-" + ink.Class() + ");"
		if !strings.Contains(all["components/chart.css"], rule) {
			t.Errorf("chart.css has no %q", rule)
		}
		c := ink.Light()
		if got, want := fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B), light["--color-"+ink.Class()]; got != want {
			t.Errorf("ink %s is %s in a file, its token is %s", ink.Class(), got, want)
		}
	}
}
