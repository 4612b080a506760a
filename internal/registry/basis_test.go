package registry_test

import (
	"fmt"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// TestBases writes every legal basis, in every way in which it is cited, to
// testdata/bases.txt: whoever knows the documents reads them there.
func TestBases(t *testing.T) {
	var b strings.Builder
	seen := map[string]bool{}
	for _, x := range registry.Bases() {
		fmt.Fprintf(&b, "%s | %s | %s | %s\n", x.Number, x.Date.Local(), x.Issuer.Name, x.Subject)
		fmt.Fprintf(&b, "\t%s\n\t%s\n\t%s\n", x.Subjected(), x.OfYear(), x.Ground())
		if x.Abbr != "" {
			fmt.Fprintf(&b, "\t%s\n", x.Noted())
		}
		if !x.Date.Valid() || x.Number == "" || x.Subject == "" || x.Issuer.Name == "" || seen[x.Number] {
			t.Errorf("%+v is not whole or there twice", x)
		}
		seen[x.Number] = true
	}
	testkit.Golden(t, "bases.txt", []byte(b.String()))
}
