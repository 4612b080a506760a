package site_test

import (
	"net/http"
	"strings"
	"testing"

	"danvankheo/internal/registry"
)

// TestAPINamesWhatItsAnswersVaryBy: a cache in between must give a packed answer
// only to those who take one, and an answer to a token to nobody else.
func TestAPINamesWhatItsAnswersVaryBy(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 1)
	for _, c := range []struct {
		accept string
		want   []string
	}{
		{"gzip", []string{"Authorization", "Accept-Encoding"}},
		{"", []string{"Authorization"}}, // everybody can read what is not packed
	} {
		a := h.program(t, registry.Visitor).call(http.MethodGet, "/api/v1/units", "", "Accept-Encoding", c.accept)
		if packed := a.header.Get("Content-Encoding") == "gzip"; a.code != http.StatusOK || packed != (c.accept == "gzip") {
			t.Fatalf("for %q: status %d, packed %v", c.accept, a.code, packed)
		}
		vary := strings.Join(a.header.Values("Vary"), ", ")
		for _, want := range c.want {
			if !strings.Contains(vary, want) {
				t.Errorf("for %q: the answer varies by %q, want %s too", c.accept, vary, want)
			}
		}
	}
}
