package address_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/testkit"
)

// page is one constant of the package.
type page struct {
	file, name, kind, pattern string
	fills                     int
}

// arity is how many parameters the types of the package take; what another name
// means is read from its declaration.
var arity = map[string]int{"": 0, "One": 1, "Two": 2, "Three": 3, "Four": 4}

func source(t *testing.T) (list []page) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	short := map[string]string{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, s := range g.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					if s.Assign.IsValid() {
						short[s.Name.Name] = types.ExprString(s.Type)
					}
				case *ast.ValueSpec:
					p := page{file: strings.TrimSuffix(file, ".go"), name: s.Names[0].Name}
					if p.pattern, err = strconv.Unquote(types.ExprString(s.Values[0])); err != nil {
						t.Fatalf("%s: %v", p.name, err)
					}
					if s.Type != nil {
						p.kind = types.ExprString(s.Type)
					}
					list = append(list, p)
				}
			}
		}
	}
	for i, p := range list {
		if long, ok := short[p.kind]; ok {
			list[i].kind = long
		}
		head, _, _ := strings.Cut(list[i].kind, "[")
		list[i].fills = arity[head]
	}
	return list
}

// The grid of addresses; TestAddressesAreRoutes of the site holds it against the
// router.
func TestAddresses(t *testing.T) {
	t.Parallel()
	list := source(t)
	slices.SortFunc(list, func(a, b page) int { return strings.Compare(a.pattern, b.pattern) })
	var b bytes.Buffer
	for i, p := range list {
		if n := strings.Count(p.pattern, "/:"); n != p.fills {
			t.Errorf("%s has %d parameters, its type %q fills %d", p.name, n, p.kind, p.fills)
		}
		if i > 0 && list[i-1].pattern == p.pattern {
			t.Errorf("%s and %s are names of one address", list[i-1].name, p.name)
		}
		kind := strings.NewReplacer("registry.", "", "evaluation.", "").Replace(p.kind)
		_, kind, _ = strings.Cut(strings.TrimSuffix(kind, "]"), "[")
		b.WriteString(strings.TrimRight(fmt.Sprintf("%-62s %-8s %-20s %s", p.pattern, p.file, p.name, kind), " ") + "\n")
	}
	testkit.Golden(t, "addresses.txt", b.Bytes())
}

// notPages are literals that begin like a page and are a separator, or the end of
// something else: a route's last part, a folder in a pack.
var notPages = []string{"/", "//", "/anh", "/anh/"}

// The code names no address itself: a literal that begins as a page of the table is
// that page. Tests name addresses as those outside know them.
func TestAddressesHaveOneName(t *testing.T) {
	t.Parallel()
	heads := map[string]string{}
	for _, p := range source(t) {
		head, _, _ := strings.Cut(p.pattern, "/:")
		if heads[head] == "" || p.fills == 0 {
			heads[head] = "address." + p.name
		}
	}
	seen := 0
	for _, dir := range []string{"site", "workflow", "view", "press", "mail", "job", "office", "exchange"} {
		err := filepath.WalkDir(filepath.Join("..", dir), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") ||
				strings.Contains(name, "sitetest") {
				return err
			}
			set := token.NewFileSet()
			f, err := parser.ParseFile(set, name, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				b, ok := n.(*ast.BasicLit)
				if !ok || b.Kind != token.STRING {
					return true
				}
				text, err := strconv.Unquote(b.Value)
				if err != nil || !strings.HasPrefix(text, "/") || slices.Contains(notPages, text) {
					return true
				}
				seen++
				text, _, _ = strings.Cut(text, "?")
				text, _, _ = strings.Cut(text, "#")
				text, _, _ = strings.Cut(text, "%")
				if to := heads[strings.TrimSuffix(text, "/")]; to != "" {
					t.Errorf("%s: %s is %s", set.Position(b.Pos()), b.Value, to)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen == 0 {
		t.Error("no literal was looked at")
	}
}

func TestAddressesAreFilledInOrder(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		address.Entry.At(7):                              "/lam-viec/mo-hinh/7",
		address.Entry.Text("7"):                          "/lam-viec/mo-hinh/7",
		address.Entry.Below(7, ""):                       "/lam-viec/mo-hinh/7",
		address.Entry.Below(7, "rut"):                    address.EntryWithdraw.At(7),
		address.Story.At(2026, "duong-lang"):             "/mo-hinh/2026/duong-lang",
		address.Story.At(0, "duong-lang"):                "/mo-hinh/khong-ro/duong-lang",
		address.StoryPart.At(2026, "duong", "bai.txt"):   "/mo-hinh/2026/duong/tai/bai.txt",
		address.RoundPhoto.At(1, 2, 3, "400.jpg"):        "/lam-viec/hoi-dong/1/ho-so/2/anh/3/400.jpg",
		address.SeasonUnexempt.At(2026, "07210-202507"):  "/lam-viec/quan-tri/nam/2026/mien/07210-202507/bo",
		address.Scale.At("a%20b", 3):                     "/lam-viec/hoi-dong/thang-diem/a%20b/3",
		address.Feed("rss"):                              address.FeedRSS,
		address.Query("/a"):                              "/a",
		address.Query("/a", "x", ""):                     "/a",
		address.Query("/a", "nam", "2026", "tt", "chưa"): "/a?nam=2026&tt=ch%C6%B0a",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
