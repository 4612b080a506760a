package site_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"danvankheo/internal/address"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/testkit"
)

// faults lists what a browser or a screen reader would stumble over: an id twice,
// a label without its field, a field without a name, a heading that skips a level,
// a list that is no list.
func faults(t testing.TB, body string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ids, labels, fields, level := map[string]bool{}, map[string]bool{}, map[string]string{}, 0
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			if n.Data == "template" {
				return
			}
			if id := sitetest.Attr(n, "id"); id != "" {
				if ids[id] {
					out = append(out, "id twice: "+id)
				}
				ids[id] = true
			}
			switch n.Data {
			case "label":
				labels[sitetest.Attr(n, "for")] = true
			case "input", "select", "textarea":
				if kind := sitetest.Attr(n, "type"); kind != "hidden" && sitetest.Attr(n, "aria-label") == "" {
					fields[sitetest.Attr(n, "id")] = sitetest.Attr(n, "name")
				}
			case "h1", "h2", "h3", "h4":
				if now := int(n.Data[1] - '0'); now > level+1 {
					out = append(out, "heading skips to "+n.Data+": "+sitetest.TextOf(n))
				} else {
					level = now
				}
			case "img":
				if !sitetest.HasAttr(n, "alt") {
					out = append(out, "picture without alt")
				}
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.Contains(a.Key, "zgotmplz") ||
					strings.Contains(a.Val, "ZgotmplZ") {
					out = append(out, "attribute "+a.Key+"="+a.Val)
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	for id := range labels {
		if !ids[id] {
			out = append(out, "label for nothing: "+id)
		}
	}
	for id, name := range fields {
		if !labels[id] {
			out = append(out, fmt.Sprintf("field without label: %s (%s)", name, id))
		}
	}
	return out
}

// TestDeskMarkup looks at every page of the desk, with forms full, empty, and
// shown again with faults.
func TestDeskMarkup(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 12, areas...)
	staff, verifier := h.As(t, registry.UnitStaff), h.As(t, registry.Verifier)
	empty := h.NewDraft(t, staff, "trong")
	h.AddPhoto(t, empty, 1)
	h.AddPhoto(t, empty, 2)
	e := h.SentEntry(t)
	accepted := h.SentEntry(t)
	if _, err := h.Flow.Accept(t.Context(), h.ActorOf(t, registry.Verifier), accepted.ID, accepted.Version); err != nil {
		t.Fatal(err)
	}
	look := func(r *sitetest.Reader, path string) {
		t.Helper()
		code, _, body := r.Get(path)
		if code != http.StatusOK {
			t.Errorf("GET %s = %d", path, code)
		}
		for _, f := range faults(t, body) {
			t.Errorf("GET %s: %s", path, f)
		}
	}
	for _, path := range []string{
		"/lam-viec", "/lam-viec/danh-sach", "/lam-viec/thong-bao", "/lam-viec/dang-ky", address.Entry.At(empty),
		address.Entry.At(empty) + "?them=outcomes", address.EntryHistory.At(empty),
		address.Entry.At(e.ID), address.EntryReceipt.At(e.ID), address.EntryReport.At(accepted.ID), address.Entry.At(accepted.ID),
	} {
		look(staff, path)
	}
	for _, path := range []string{"/lam-viec", "/lam-viec/xet", "/lam-viec/xet?hang=nhap&tim=a&loai=ward",
		"/lam-viec/danh-sach?nam=2026&trang=9", address.EntryReview.At(e.ID), address.EntryStory.At(accepted.ID),
		address.EntryRevise.At(e.ID), address.EntryMerge.At(e.ID), address.EntryHistory.At(accepted.ID), address.Entry.At(1)} {
		look(verifier, path)
	}
	form := sitetest.DraftForm(registry.Content{Title: "Thiếu nhiều"}, 1)
	form.Set("gui", "1")
	_, _, body := staff.Post(address.Entry.At(empty), form)
	for _, f := range faults(t, body) {
		t.Errorf("form with faults: %s", f)
	}
	form = sitetest.DraftForm(testkit.CompleteContent(), 1)
	_, _, body = staff.Post(address.Entry.At(empty), form)
	for _, f := range faults(t, body) {
		t.Errorf("two texts: %s", f)
	}
	_, _, body = verifier.Post(address.EntryReturn.At(e.ID), sitetest.VersionForm(e, "reason", ""))
	for _, f := range faults(t, body) {
		t.Errorf("refused action: %s", f)
	}
}
