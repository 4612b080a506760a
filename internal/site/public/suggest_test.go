package public_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/search"
	"danvankheo/internal/site/sitetest"
)

// The search box is answered in words, each line with where it leads; drafts are
// not in it, and what is published later is, though the answer was kept.
func TestSuggestionsSayTheirKindAndLead(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	h.AddStory(t, func(e *registry.Entry) {
		e.Content.Title, e.Content.Field, e.Content.Tags = "Nuôi ong lấy mật rừng", "kinh-te", []string{"nong-thon-moi"}
	})
	h.CatchUp(t)
	h.Deps.Index.SetLabels(search.Labels{
		Fields: map[string]string{"kinh-te": "Kinh tế"}, Topics: map[string]string{"nong-thon-moi": "nông thôn mới"},
	})
	r := h.Reader(t)
	lines := func(q string) (out []string) {
		t.Helper()
		_, header, body := r.Get("/goi-y?q=" + q)
		if got := header.Get("Cache-Control"); got != "public, max-age=15" {
			t.Errorf("Cache-Control %q", got)
		}
		var list []struct{ Kind, Text, URL string }
		if err := json.Unmarshal([]byte(body), &list); err != nil {
			t.Fatalf("%q: %v", body, err)
		}
		for _, l := range list {
			out = append(out, l.Kind+" · "+l.Text)
			if code, _, _ := r.Get(l.URL); code != 200 {
				t.Errorf("%q leads to %s: %d", l.Text, l.URL, code)
			}
		}
		return out
	}
	for q, want := range map[string]string{
		"nuooi": "Bài · Nuôi ong lấy mật rừng", "noong+th": "Chủ đề · Nông thôn mới", "kinh": "Lĩnh vực · Kinh tế", "n": "Chủ đề · Nông thôn mới",
	} {
		if got := lines(q); !slices.Contains(got, want) {
			t.Errorf("%q is answered %q, without %q", q, got, want)
		}
	}
	h.AddStory(t, func(e *registry.Entry) { e.Content.Title = "Nuôi ốc trong ao" })
	h.CatchUp(t)
	if got := strings.Join(lines("nuooi"), "|"); !strings.Contains(got, "Nuôi ốc") {
		t.Errorf("after a publication the answer is %q", got)
	}
}
