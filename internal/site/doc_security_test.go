package site_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every row of the table of requirements names a test, and every test it names is
// there: a requirement whose test was renamed or dropped shows at once.
func TestEveryRequirementNamesItsTest(t *testing.T) {
	t.Parallel()
	have := map[string]bool{} // "site.TestRoutes", and "TestRoutes" of this package
	declared := regexp.MustCompile(`(?m)^func (Test\w+|Fuzz\w+)\(`)
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		folder := filepath.Base(filepath.Dir(path))
		for _, m := range declared.FindAllSubmatch(text, -1) {
			have[folder+"."+string(m[1])] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("doc_security.go")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`^//\tV\d+ `)
	named := regexp.MustCompile(`(?:(\w+)\.)?((?:Test|Fuzz)[A-Z]\w*)`)
	rows := 0
	for line := range bytes.Lines(text) {
		if !row.Match(line) {
			continue
		}
		rows++
		tests := named.FindAllSubmatch(line, -1)
		if len(tests) == 0 {
			t.Errorf("no test: %s", line)
		}
		for _, m := range tests {
			folder := string(m[1])
			if folder == "" {
				folder = "site"
			}
			if name := folder + "." + string(m[2]); !have[name] {
				t.Errorf("%s is not there: %s", name, line)
			}
		}
	}
	if rows < 40 {
		t.Errorf("%d rows read of the table", rows)
	}
}
