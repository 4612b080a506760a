package internal_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// floats is what gives a float its digits: a verb of fmt, a call of strconv, or
// rounding by hand.
var floats = regexp.MustCompile(`%[-+ #0]*[0-9]*(\.[0-9*]+)?[feEgG][^a-zA-Z_&=]|(Format|Append)Float\(|math\.Round\(.*\) ?/ ?1|int(64)?\([^)]*\+ ?0\.5\)`)

// owners write numbers for people; machines write forms that only programs read.
var (
	numberOwners = []string{"registry/exact.go", "vietnamese/number.go"}
	machineForms = map[string]string{
		"vietnamese/token.go":         "the canonical form of a number in the search index",
		"exchange/value.go":           "JSON, and cells that a sheet holds as numbers",
		"exchange/unit.go":            "degrees of the ledger's file",
		"boundary/thin.go":            "coordinates of a shape",
		"chart/svg.go":                "coordinates of a drawing",
		"site/shell/metrics.go":       "Prometheus",
		"site/api/read.go":            "took_ms, a measurement",
		"../cmd/danvankheo/upkeep.go": "seconds for the operator",
	}
)

// Numbers are written for people in one place: nowhere else is a float given its
// digits.
func TestFloatsAreWrittenInOnePlace(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, root := range []string{".", "../cmd"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name := filepath.ToSlash(path)
			for n, line := range strings.Split(string(text), "\n") {
				code, _, _ := strings.Cut(line, "//")
				if !floats.MatchString(code) {
					continue
				}
				seen[name] = true
				if !slices.Contains(numberOwners, name) && machineForms[name] == "" {
					t.Errorf("%s:%d writes a float itself: use registry.Exact\n\t%s", name, n+1, strings.TrimSpace(line))
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for name := range machineForms {
		if !seen[name] {
			t.Errorf("%s writes no float any more: take it out of the list", name)
		}
	}
}

// One package writes CSV; others that know the form only read it.
func TestCSVIsWrittenInOnePlace(t *testing.T) {
	t.Parallel()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if strings.Contains(string(text), "csv.NewWriter(") && filepath.ToSlash(path) != "exchange/csv.go" {
			t.Errorf("%s writes CSV itself: use exchange.NewCSV", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
