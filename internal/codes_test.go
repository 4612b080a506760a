package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/oversight"
	"danvankheo/internal/registry"
)

// codesOf lists the codes of a table.
func codesOf(list []registry.Choice) (out []string) {
	for _, c := range list {
		out = append(out, c.Code)
	}
	return out
}

// coded are the fields that hold codes of a table, by their name, with what they
// may hold.
func coded() map[string][]string {
	var sources, states []string
	for _, s := range evaluation.RecusalSources() {
		sources = append(sources, s.String())
	}
	for _, s := range oversight.States() {
		states = append(states, s.String())
	}
	return map[string][]string{
		"Level":    codesOf(registry.RecognitionLevels()),
		"Source":   append(sources, codesOf(registry.Sources())...),
		"Period":   codesOf(registry.Periods()),
		"Action":   codesOf(registry.RevisionActions()),
		"Register": states,
		"Report":   states,
		"Kind": slices.Concat(codesOf(registry.RequestKinds()), codesOf(registry.TermKinds()),
			[]string{string(registry.PDF), string(registry.DOCX), string(registry.XLSX)}),
	}
}

// program calls fn with every file of the program's Go source that is no test.
func program(t *testing.T, fn func(path string, fset *token.FileSet, f *ast.File)) {
	t.Helper()
	files := 0
	for _, root := range []string{".", "../cmd"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") ||
				strings.HasSuffix(filepath.Dir(path), "test") { // what tests alone use
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, path, text, 0)
			if err != nil {
				return err
			}
			files++
			fn(filepath.ToSlash(path), fset, f)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 300 {
		t.Fatalf("only %d files were read", files)
	}
}

// literal gives the text of a string that is written out.
func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// fieldName is the field that an expression names: x.Level, or the key Level.
func fieldName(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.SelectorExpr:
		return x.Sel.Name
	case *ast.Ident:
		return x.Name
	}
	return ""
}

// TestCodesAreNamedNotTyped: a field that holds a code of a table is compared with,
// and given, the constant of the table and never the code itself.
func TestCodesAreNamedNotTyped(t *testing.T) {
	t.Parallel()
	known := coded()
	program(t, func(path string, fset *token.FileSet, f *ast.File) {
		check := func(field, value ast.Expr) {
			text, ok := literal(value)
			if name := fieldName(field); ok && slices.Contains(known[name], text) {
				t.Errorf("%s: %s is %q, typed out", fset.Position(value.Pos()), name, text)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.BinaryExpr:
				check(x.X, x.Y)
				check(x.Y, x.X)
			case *ast.KeyValueExpr:
				check(x.Key, x.Value)
			case *ast.AssignStmt:
				for i := range min(len(x.Lhs), len(x.Rhs)) {
					check(x.Lhs[i], x.Rhs[i])
				}
			case *ast.SwitchStmt:
				for _, c := range x.Body.List {
					for _, v := range c.(*ast.CaseClause).List {
						if x.Tag != nil {
							check(x.Tag, v)
						}
					}
				}
			}
			return true
		})
	})
}

// TestCountKeysAreNamedNotTyped: what reads the figures of a year names their keys
// as the table of cuts does.
func TestCountKeysAreNamedNotTyped(t *testing.T) {
	t.Parallel()
	var f oversight.Frozen
	keys := codesOf(oversight.UnitCutLabels())
	for _, c := range f.Cuts() {
		keys = append(keys, c.Key)
	}
	begin := []string{oversight.FieldCut(""), "loai-", "hinh-thuc-", oversight.HomeCut(""), "don-vi:"}
	readers, read := []string{"office/yearly", "view/yearly", "workflow/followup/freeze", "site/follow/yearlist"}, 0
	program(t, func(path string, fset *token.FileSet, f *ast.File) {
		if !slices.ContainsFunc(readers, func(p string) bool { return strings.HasPrefix(path, p) }) {
			return
		}
		read++
		ast.Inspect(f, func(n ast.Node) bool {
			l, ok := n.(*ast.BasicLit)
			if !ok {
				return true
			}
			text, ok := literal(l)
			if ok && (slices.Contains(keys, text) || slices.ContainsFunc(begin, func(b string) bool { return strings.HasPrefix(text, b) })) {
				t.Errorf("%s: the key %q is typed out", fset.Position(l.Pos()), text)
			}
			return true
		})
	})
	if read < 8 {
		t.Errorf("only %d readers were read", read)
	}
}
