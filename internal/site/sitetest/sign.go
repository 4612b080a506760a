package sitetest

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"danvankheo/internal/site/shell"
	"danvankheo/internal/testkit"
)

// Season is what the form of a year holds, with names that repeat.
func Season(t *testing.T, r *Reader) url.Values {
	t.Helper()
	code, _, body := r.Get("/lam-viec/quan-tri/nam/2026")
	if code != http.StatusOK {
		t.Fatalf("season: %d", code)
	}
	_, fields := FormOf(t, body, "main form")
	return fields
}

// Gate is a house with a clock that the test moves and a log that it reads.
type Gate struct {
	*House
	Mu  sync.Mutex
	now time.Time
	Log bytes.Buffer
}

// Clock gives the time of the house.
func (g *Gate) Clock() time.Time { g.Mu.Lock(); defer g.Mu.Unlock(); return g.now }

// Move moves the time of the house.
func (g *Gate) Move(d time.Duration) { g.Mu.Lock(); defer g.Mu.Unlock(); g.now = g.now.Add(d) }

// Write takes a line of the log.
func (g *Gate) Write(p []byte) (int, error) {
	g.Mu.Lock()
	defer g.Mu.Unlock()
	return g.Log.Write(p)
}

// NewGate builds a house of some areas with its clock and its log.
func NewGate(t testing.TB, cfg shell.Config, areas ...func(*shell.Shell) shell.Area) *Gate {
	t.Helper()
	g := &Gate{House: NewHouse(t, 0, areas...), now: testkit.Now}
	g.Flow.Clock = g.Clock
	g.Deps.Log = slog.New(slog.NewTextHandler(g, nil))
	handler, err := Handler(cfg, g.Deps, areas...)
	if err != nil {
		t.Fatal(err)
	}
	g.Server.Close()
	g.Handler, g.Server = handler, httptest.NewServer(handler)
	t.Cleanup(g.Server.Close)
	return g
}

// form reads the first form of a page that a selector finds: where it posts to
// and what it would send.
func FormOf(t testing.TB, page, selector string) (action string, fields url.Values) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	f := cascadia.Query(doc, cascadia.MustCompile(selector))
	if f == nil {
		t.Fatalf("no %s in\n%.3000s", selector, page)
	}
	attr := func(n *html.Node, name string) (string, bool) {
		for _, a := range n.Attr {
			if a.Key == name {
				return a.Val, true
			}
		}
		return "", false
	}
	fields = url.Values{}
	for _, n := range cascadia.QueryAll(f, cascadia.MustCompile("input[name], textarea[name], select[name]")) {
		name, _ := attr(n, "name")
		value, _ := attr(n, "value")
		kind, _ := attr(n, "type")
		_, checked := attr(n, "checked")
		switch {
		case n.Data == "textarea":
			value = ""
			if n.FirstChild != nil {
				value = n.FirstChild.Data
			}
		case n.Data == "select":
			if o := cascadia.Query(n, cascadia.MustCompile("option[selected]")); o != nil {
				value, _ = attr(o, "value")
			}
		case (kind == "checkbox" || kind == "radio") && !checked:
			continue
		}
		fields.Add(name, value)
	}
	action, _ = attr(f, "action")
	return action, fields
}
