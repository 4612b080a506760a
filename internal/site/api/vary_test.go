package api_test

import (
	"net/http"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// TestAPINamesWhatItsAnswersVaryBy: a cache in between must give a packed answer
// only to those who take one, and an answer to a token to nobody else.
func TestAPINamesWhatItsAnswersVaryBy(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 1, areas...)
	for _, c := range []struct {
		accept string
		want   []string
	}{
		{"gzip", []string{"Authorization", "Accept-Encoding"}},
		{"", []string{"Authorization", "Accept-Encoding"}}, // the plain answer too: a cache must not give it for the packed one
	} {
		a := h.Program(t, registry.Visitor).Call(http.MethodGet, "/api/v1/units", "", "Accept-Encoding", c.accept)
		if packed := a.Header.Get("Content-Encoding") == "gzip"; a.Code != http.StatusOK || packed != (c.accept == "gzip") {
			t.Fatalf("for %q: status %d, packed %v", c.accept, a.Code, packed)
		}
		vary := strings.Join(a.Header.Values("Vary"), ", ")
		for _, want := range c.want {
			if !strings.Contains(vary, want) {
				t.Errorf("for %q: the answer varies by %q, want %s too", c.accept, vary, want)
			}
		}
	}
}
