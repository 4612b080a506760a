package sitetest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

// Ask sends one request straight to the handler.
func (h *House) Ask(method, target string, change func(*http.Request)) *httptest.ResponseRecorder {
	req := httptest.NewRequestWithContext(context.Background(), method, "/", nil)
	req.URL = &url.URL{Path: "/"}
	if u, err := url.ParseRequestURI(target); err == nil {
		req.URL = u
	}
	req.RequestURI = target
	if change != nil {
		change(req)
	}
	rec := httptest.NewRecorder()
	h.Handler.ServeHTTP(rec, req)
	return rec
}

// Texts gives the text of every element that a selector finds, spaces joined.
func Texts(t *testing.T, page, selector string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, n := range cascadia.QueryAll(doc, cascadia.MustCompile(selector)) {
		var b strings.Builder
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				b.WriteString(d.Data)
			}
		}
		out = append(out, strings.Join(strings.Fields(b.String()), " "))
	}
	return out
}

// Links gives an attribute of every element that a selector finds.
func Links(t *testing.T, page, selector, attribute string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, n := range cascadia.QueryAll(doc, cascadia.MustCompile(selector)) {
		for _, a := range n.Attr {
			if a.Key == attribute {
				out = append(out, a.Val)
			}
		}
	}
	return out
}

// Has reports an error when no element of a page has the words.
func Has(t *testing.T, page, selector, want string) {
	t.Helper()
	for _, s := range Texts(t, page, selector) {
		if strings.Contains(s, want) {
			return
		}
	}
	t.Errorf("no %s with %q, but %q", selector, want, Texts(t, page, selector))
}

// Says reports whether an element that a selector finds has the words.
func Says(t *testing.T, page, selector, want string) bool {
	t.Helper()
	return slices.ContainsFunc(Texts(t, page, selector), func(s string) bool { return strings.Contains(s, want) })
}

// Typed is what stands in the inputs and text areas of a name, and the chosen values of
// the others: what a reader finds there when the page comes back.
func Typed(t *testing.T, page, name string) string {
	t.Helper()
	return strings.Join(append(Texts(t, page, fmt.Sprintf("textarea[name=%q]", name)),
		Links(t, page, fmt.Sprintf("input[name=%q]:not([type=radio]):not([type=checkbox])", name), "value")...), "|")
}

// Asks reports whether a page has an input of a name; ticked says that it is ticked.
func Asks(t *testing.T, page, name string) (asked, ticked bool) {
	t.Helper()
	at := fmt.Sprintf("[name=%q]", name)
	return len(Links(t, page, at, "name")) > 0, len(Links(t, page, at+"[checked]", "name")) > 0
}

// Anywhere reports whether any of the words is anywhere in an answer, mark-up, scripts
// and hidden parts included: for what must not be given away at all. Where words must
// be is asked with a selector, see [Says].
func Anywhere(answer string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(answer, w) })
}

// ErrorSummary selects what a page says is wrong.
const ErrorSummary = "#loi"

// FieldError is what is said beside the field of a name, "" for nothing.
func FieldError(t *testing.T, page, name string) string {
	t.Helper()
	for _, id := range Links(t, page, fmt.Sprintf("[name=%q]", name), "id") {
		for _, s := range Texts(t, page, fmt.Sprintf("[id=%q]", id+"-error")) {
			return strings.TrimPrefix(s, "Cần sửa: ")
		}
	}
	return ""
}

// AddStory writes one story as a test needs it.
func (h *House) AddStory(t *testing.T, edit func(*registry.Entry)) registry.Entry {
	t.Helper()
	c := testkit.CompleteContent()
	e := registry.Entry{
		Season: 2026, Unit: h.Own, Registration: registry.Accepted, Result: registry.Effective, Publication: registry.Published,
		SentAt: time.Now(), AcceptedAt: time.Now(), PublishedAt: time.Now().Add(-time.Hour), Content: c,
	}
	e.Content.Title = "Tuyến phố không rác"
	if edit != nil {
		edit(&e)
	}
	err := h.DB.Update(context.Background(), time.Now(), func(tx *sqlite.Tx) error { return testkit.Insert(tx, &e) })
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Flow.Reload(context.Background()); err != nil {
		t.Fatal(err)
	}
	h.CatchUp(t)
	return e
}

// Number finds a number as pages write it.
var Number = regexp.MustCompile(`\d[\d.]*`)
