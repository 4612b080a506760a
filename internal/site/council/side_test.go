package council_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// Every line of a round's left list leads to a page that its reader may open, from
// whichever page of the round it is followed.
func TestSideOfARoundLeadsSomewhere(t *testing.T) {
	t.Parallel()
	b := sitetest.NewBoard(t, areas...)
	for name, r := range map[string]*sitetest.Reader{"the secretary": b.As(t, registry.Secretary), "a member": b.Member(t, 2)} {
		_, _, page := r.Get(fmt.Sprintf("/lam-viec/hoi-dong/%d", b.Round))
		links := sitetest.Links(t, page, "nav .side__link", "href")
		if len(links) < 5 {
			t.Fatalf("%s has %d lines: %q", name, len(links), links)
		}
		for _, to := range links {
			if code, _, _ := r.Get(to); !strings.HasPrefix(to, "/") || code != http.StatusOK {
				t.Errorf("%s: %q leads to %d", name, to, code)
			}
		}
	}
}
