package internal_test

import (
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "danvankheo/"

var pure = []string{
	"vietnamese", "registry", "address", "boundary", "chart", "cover", "edition", "evaluation", "oversight", "qrcode",
}

// people is what people do: the core with the life of an entry, the packages below
// it, and flows, which wires them.
var people = []string{
	"workflow", "workflow/account", "workflow/demo", "workflow/followup", "workflow/judging", "workflow/mailing", "workflow/newsdesk",
	"workflow/reference", "workflow/transfer", "workflow/flows",
}

// below is what the areas of the site stand on.
var below = slices.Concat([]string{"auth", "office", "press", "sqlite", "search", "photo", "attachment", "exchange", "backup", "job",
	"view"},
	people, pure)

// allowed says what each package may import of ours: imports point down only.
// Three packages are additions to the first layout: cover (drawn covers) and
// attachment (documents of entries), because photo is the place of hostile
// pictures alone; and seed (reads the folder data), which the program and the
// tests share.
var allowed = map[string][]string{
	"internal/vietnamese":      {},
	"internal/registry":        {"vietnamese"},
	"internal/boundary":        {"vietnamese", "registry"},
	"internal/edition":         {"registry"},
	"internal/chart":           {},
	"internal/cover":           {},
	"internal/qrcode":          {},
	"internal/address":         {"registry", "evaluation"},
	"internal/evaluation":      {"vietnamese", "registry"},
	"internal/oversight":       {"vietnamese", "registry"},
	"internal/office":          {"vietnamese", "registry", "evaluation", "oversight"},
	"internal/press":           {"vietnamese", "registry", "address", "edition", "exchange", "office", "qrcode"},
	"internal/seed":            {"vietnamese", "registry"},
	"internal/auth":            {"vietnamese", "registry"},
	"internal/sqlite":          {"vietnamese", "registry", "boundary", "edition", "evaluation", "oversight"},
	"internal/search":          {"vietnamese", "registry"},
	"internal/mail":            {"vietnamese", "registry", "address"},
	"internal/mail/mailtest":   {},
	"internal/photo":           {"vietnamese", "registry"},
	"internal/photo/phototest": {"vietnamese", "registry"},
	"internal/attachment":      {"vietnamese", "registry"},
	"internal/exchange":        {"vietnamese", "registry", "evaluation"},
	"internal/workflow":        {"registry", "address", "edition", "oversight", "sqlite", "photo", "attachment"},
	// Below workflow each package knows the core and none of the others, but for three:
	// mailing makes the single-use link of an account when its mail is handed over, a
	// reminder of followup is the day's mail of its reader, and the demo uses what people use.
	"internal/workflow/account":   {"registry", "address", "auth", "sqlite", "workflow"},
	"internal/workflow/judging":   {"registry", "address", "evaluation", "sqlite", "workflow"},
	"internal/workflow/newsdesk":  {"vietnamese", "registry", "edition", "address", "auth", "sqlite", "workflow"},
	"internal/workflow/reference": {"vietnamese", "registry", "address", "boundary", "sqlite", "exchange", "workflow"},
	"internal/workflow/transfer":  {"vietnamese", "registry", "edition", "sqlite", "exchange", "workflow"},
	"internal/workflow/mailing":   {"registry", "address", "sqlite", "workflow", "workflow/account"},
	"internal/workflow/followup":  {"vietnamese", "registry", "address", "oversight", "sqlite", "workflow", "workflow/mailing"},
	"internal/workflow/demo": {
		"registry", "cover", "evaluation", "auth", "sqlite", "exchange",
		"workflow", "workflow/account", "workflow/followup", "workflow/judging", "workflow/reference", "workflow/transfer",
	},
	"internal/workflow/flows":        append([]string{"sqlite", "photo", "attachment"}, people...),
	"internal/workflow/workflowtest": {"registry", "sqlite", "photo", "attachment", "exchange", "testkit", "workflow", "workflow/flows"},
	"internal/backup":                append([]string{"auth", "sqlite", "photo", "attachment"}, pure...),
	"internal/job": slices.Concat([]string{"sqlite", "photo", "attachment", "search", "seed", "mail", "backup"},
		people, pure),
	"internal/view":    pure,
	"internal/testkit": append([]string{"sqlite", "seed"}, pure...),

	// The site: an area stands on the shell, never on another area. What two of them
	// share goes down, by its meaning.
	"internal/site": {"site/shell", "site/public", "site/sign", "site/desk", "site/follow", "site/council", "site/newsroom",
		"site/admin", "site/api", "registry", "address", "view"},
	"internal/site/shell":    below,
	"internal/site/graph":    append([]string{"site/shell"}, below...),
	"internal/site/public":   append([]string{"site/shell", "site/graph"}, below...),
	"internal/site/sign":     append([]string{"site/shell"}, below...),
	"internal/site/desk":     append([]string{"site/shell"}, below...),
	"internal/site/follow":   append([]string{"site/shell", "site/graph"}, below...),
	"internal/site/council":  append([]string{"site/shell"}, below...),
	"internal/site/newsroom": append([]string{"site/shell"}, below...),
	"internal/site/admin":    append([]string{"site/shell"}, below...),
	"internal/site/api":      append([]string{"site/shell"}, below...),
	"internal/site/sitetest": append([]string{"site/shell", "seed", "testkit", "photo/phototest"}, below...),
}

// owner says which of our packages may use a heavy dependency: replacing one
// touches one folder.
var owner = map[string][]string{
	"github.com/labstack/echo":           {"internal/site/shell"},
	"github.com/blevesearch/":            {"internal/search"},
	"github.com/disintegration/imaging":  {"internal/photo"},
	"github.com/bep/imagemeta":           {"internal/photo"},
	"golang.org/x/image/webp":            {"internal/photo"},
	"golang.org/x/image/vector":          {"internal/chart", "internal/cover"},
	"golang.org/x/image/font":            {"internal/chart"},
	"codeberg.org/go-fonts/liberation":   {"internal/chart"},
	"database/sql":                       {"internal/sqlite", "internal/site/sitetest"},
	"modernc.org/sqlite":                 {"internal/sqlite"},
	"github.com/pressly/goose":           {"internal/sqlite"},
	"html/template":                      {"internal/view"},
	"github.com/sergi/go-diff":           {"internal/view"},
	"github.com/xuri/excelize":           {"internal/exchange", "internal/office"},
	"github.com/alexedwards/argon2id":    {"internal/auth"},
	"golang.org/x/time":                  {"internal/auth"},
	"github.com/VictoriaMetrics/metrics": {"internal/site/shell"},
	"github.com/wneessen/go-mail":        {"internal/mail"},
	"github.com/emersion/":               {"internal/mail/mailtest"},
	"golang.org/x/crypto/acme":           {"cmd/danvankheo"},
	"rsc.io/qr":                          {"internal/qrcode"},
	"github.com/andybalholm/brotli":      {"internal/site/shell"},
	"github.com/klauspost/compress":      {"internal/site/shell"},
}

// testAreas says which other areas the tests of an area may run: those whose pages
// they look at after what they did. The fewer there are, the less a change compiles.
var testAreas = map[string][]string{
	"sign":     {"desk", "admin"},
	"desk":     {"sign", "public"},
	"follow":   {"sign", "desk", "public"},
	"council":  {"sign", "desk", "public", "api"},
	"newsroom": {"sign", "desk", "public"},
	"admin":    {"sign", "desk", "public"},
	"api":      {"sign"},
	"public":   {"sign", "desk", "newsroom", "api"},
}

type listed struct {
	ImportPath   string
	Imports      []string
	XTestImports []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,XTestImports", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

func TestImportsPointDown(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		if !strings.HasPrefix(name, "internal/") || name == "internal/e2e" {
			continue
		}
		may, known := allowed[name]
		if !known {
			t.Errorf("package %s is not in the table of imports", name)
			continue
		}
		for _, imp := range p.Imports {
			ours, ok := strings.CutPrefix(imp, module+"internal/")
			if ok && !slices.Contains(may, ours) {
				t.Errorf("%s imports %s, which the table does not allow", name, ours)
			}
		}
	}
}

// An area's tests run on the areas that the table names, and on no others.
func TestTestsOfAnAreaNameTheirAreas(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		area, ok := strings.CutPrefix(p.ImportPath, module+"internal/site/")
		may, is := testAreas[area]
		if !ok || !is {
			continue
		}
		for _, imp := range p.XTestImports {
			other, ok := strings.CutPrefix(imp, module+"internal/site/")
			if _, isArea := testAreas[other]; ok && isArea && other != area && !slices.Contains(may, other) {
				t.Errorf("the tests of %s run %s, which testAreas does not name", area, other)
			}
		}
	}
}

func TestDependenciesHaveOneOwner(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		for _, imp := range p.Imports {
			for dep, owners := range owner {
				if strings.HasPrefix(imp, dep) && !slices.Contains(owners, name) {
					t.Errorf("%s imports %s, which belongs to %v", name, imp, owners)
				}
			}
		}
	}
}
