package evaluation_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/testkit"
)

// TestDecisions writes the decisions to testdata/decisions.txt; each is read back
// from its code, also as a frozen result keeps it.
func TestDecisions(t *testing.T) {
	var b strings.Builder
	for _, d := range evaluation.Decisions() {
		fmt.Fprintf(&b, "%q %s\n", d, d.Label())
		if back, err := evaluation.ParseDecision(d.String()); back != d || err != nil {
			t.Errorf("%q parses as %q, %v", d, back, err)
		}
		text, err := json.Marshal(d)
		var back evaluation.Decision
		if err2 := json.Unmarshal(text, &back); err != nil || err2 != nil || back != d || string(text) != fmt.Sprintf("%q", d.String()) {
			t.Errorf("%q is kept as %s and read as %q: %v, %v", d, text, back, err, err2)
		}
	}
	if _, err := evaluation.ParseDecision("co"); err == nil {
		t.Error("a decision that is none was read")
	}
	testkit.Golden(t, "decisions.txt", []byte(b.String()))
}
