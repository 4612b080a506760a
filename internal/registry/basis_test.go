package registry_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
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

var (
	lawNumber = regexp.MustCompile(`\d+/20\d\d/(NĐ|QĐ|QH|TT)|\d+/CT-UBND`)
	ownBody   = regexp.MustCompile(`(?i)` + registry.DepartmentBody.Short)
)

// TestBasesAreWrittenInTheTableAlone: no sentence of the program or of a page types
// the number of a legal basis or the name of the body, which the table and the
// settings say. The help texts explain the law in prose, so they may cite it.
func TestBasesAreWrittenInTheTableAlone(t *testing.T) {
	read := 0
	check := func(where, text string, laws bool) {
		if s := lawNumber.FindString(text); laws && s != "" {
			t.Errorf("%s: types the legal basis %q", where, s)
		}
		if s := ownBody.FindString(text); s != "" {
			t.Errorf("%s: types the body %q", where, s)
		}
	}
	for _, root := range []string{"../../internal", "../../cmd", "../../web/templates", "../../web/help"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "registry/basis.go") {
				return err
			}
			switch filepath.Ext(path) {
			case ".go":
				read++
				return literals(path, func(where, s string) { check(where, s, true) })
			case ".html":
				if strings.Contains(path, "/testdata/") {
					return nil
				}
				read++
				text, err := os.ReadFile(path)
				check(path, string(text), !strings.HasPrefix(path, "../../web/help"))
				return err
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if read < 400 {
		t.Errorf("only %d files were read", read)
	}
}

// literals calls fn with every string that is written in a Go file.
func literals(path string, fn func(where, s string)) error {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		return err
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
			if s, err := strconv.Unquote(l.Value); err == nil {
				fn(fset.Position(l.Pos()).String(), s)
			}
		}
		return true
	})
	return nil
}

// TestBodyNamedBySetting: sentences name the body without its province, papers by
// its letters; a body of another kind keeps its whole name.
func TestBodyNamedBySetting(t *testing.T) {
	for name, want := range map[string]string{
		registry.DepartmentBody.Name:         "Sở Nội vụ SNV",
		"Sở Nội vụ thành phố Hải Phòng":      "Sở Nội vụ SNV",
		"Ban Dân vận Tỉnh ủy":                "Ban Dân vận Tỉnh ủy BDVTU",
		"Ban Tuyên giáo và Dân vận tỉnh Huế": "Ban Tuyên giáo và Dân vận BTGVDV",
	} {
		if b := registry.BodyNamed(name); b.Short+" "+b.Symbol() != want || b.Name != name {
			t.Errorf("%s: %q %q, want %q", name, b.Short, b.Symbol(), want)
		}
	}
}
