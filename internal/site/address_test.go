package site_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"danvankheo/internal/site/sitetest"
	"danvankheo/web"
)

// patterns are the addresses of the table, from its grid.
func patterns(t *testing.T) map[string]bool {
	t.Helper()
	b, err := os.ReadFile("../address/testdata/addresses.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		out[strings.Fields(line)[0]] = true
	}
	return out
}

// Every route has a name in the table of addresses, and every address a route.
func TestAddressesAreRoutes(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	routes, err := sitetest.Routes(h.Deps, areas...)
	if err != nil {
		t.Fatal(err)
	}
	named, routed := patterns(t), map[string]bool{}
	for _, r := range routes {
		routed[r.Path] = true
		if !named[r.Path] {
			t.Errorf("%s %s is not in the table of addresses", r.Method, r.Path)
		}
	}
	for p := range named {
		if !routed[p] {
			t.Errorf("%s of the table of addresses is no route", p)
		}
	}
}

var (
	leads  = regexp.MustCompile(`\b(href|src|action|formaction|data-[a-z-]+)="(/[^"]*)"`)
	chosen = regexp.MustCompile(`\{\{[^}]*\}\}`)
)

// What a template leads to by an address of its own exists.
func TestTemplatesLeadToRoutes(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	routes, err := sitetest.Routes(h.Deps, areas...)
	if err != nil {
		t.Fatal(err)
	}
	var forms []string
	for _, r := range routes {
		forms = append(forms, r.Path)
	}
	found := 0
	err = fs.WalkDir(web.Files, "templates", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(web.Files, name)
		if err != nil {
			return err
		}
		for _, m := range leads.FindAllStringSubmatch(string(b), -1) {
			path, _, _ := strings.Cut(m[2], "#")
			path, _, _ = strings.Cut(path, "?")
			found++
			if !leadsSomewhere(forms, path) {
				t.Errorf(`%s: %s="%s" leads nowhere`, name, m[1], m[2])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 80 {
		t.Errorf("only %d addresses found in the templates", found)
	}
}

// leadsSomewhere: a route has the same parts; a part that the template fills stands
// for a parameter.
func leadsSomewhere(routes []string, path string) bool {
	parts := strings.Split(chosen.ReplaceAllString(path, ":"), "/")
	for _, r := range routes {
		want := strings.Split(r, "/")
		if r == "/static/*" && strings.HasPrefix(path, "/static/") {
			return true
		}
		if len(want) != len(parts) {
			continue
		}
		good := true
		for i := range parts {
			good = good && (parts[i] == want[i] || strings.HasPrefix(want[i], ":") && parts[i] != "")
		}
		if good {
			return true
		}
	}
	return false
}
