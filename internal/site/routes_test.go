package site_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/shell"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/testkit"
)

// TestRoutes calls every route as every role, on a draft of one's own unit and on
// one of another unit, and keeps the status codes: no route appears unnoticed,
// and no right changes unnoticed. Writes are sent empty.
func TestRoutes(t *testing.T) {
	t.Parallel()
	base := sitetest.NewHouse(t, 0, areas...)
	routes, err := sitetest.Routes(base.Deps, areas...)
	if err != nil {
		t.Fatal(err)
	}
	roles := registry.Roles()
	grid := make([][]string, len(roles))
	var wait sync.WaitGroup
	for i, role := range roles {
		wait.Go(func() { grid[i] = column(t, routes, role) })
	}
	wait.Wait()
	var b bytes.Buffer
	fmt.Fprint(&b, "# status on one's own unit's draft / on another unit's; roles: ")
	for _, role := range roles {
		fmt.Fprintf(&b, "%s ", role)
	}
	b.WriteByte('\n')
	for n, r := range routes {
		fmt.Fprintf(&b, "%-6s %-52s", r.Method, r.Path)
		for i := range roles {
			fmt.Fprintf(&b, " %-9s", grid[i][n])
		}
		b.Truncate(len(bytes.TrimRight(b.Bytes(), " ")))
		b.WriteByte('\n')
	}
	testkit.Golden(t, "routes.txt", b.Bytes())
}

// column calls every route as one role, in a house of its own: reads first, then
// writes, signing out last.
func column(t *testing.T, routes []shell.Route, role registry.Role) []string {
	h := sitetest.NewHouse(t, 0, areas...)
	own, other := h.DraftOf(t, h.Own), h.DraftOf(t, "07228-202507")
	out := make([]string, len(routes))
	who := h.As(t, role)
	before := h.Contents(t)
	for _, writes := range []bool{false, true} {
		if writes {
			for table, text := range h.Contents(t) {
				if text != before[table] {
					t.Errorf("reading every page as %s changed the table %s", role, table)
				}
			}
		}
		for n, r := range routes {
			read := r.Method == http.MethodGet || r.Method == http.MethodHead
			if read == writes || r.Path == "/dang-xuat" {
				continue
			}
			if writes && strings.Contains(r.Path, "tai-khoan") {
				who = h.As(t, role) // the route before may have ended the session
			}
			var codes [2]string
			for i, o := range []sitetest.Objects{other, own} {
				code, head, body := who.Send(r.Method, o.Fill(r.Path), formKind(writes), strings.NewReader(url.Values{}.Encode()))
				private := strings.HasPrefix(r.Path, "/lam-viec") || strings.HasPrefix(r.Path, "/tai-khoan")
				if private && code == http.StatusOK && !strings.Contains(head.Get("Cache-Control"), "no-store") {
					t.Errorf("%s %s as %s may be kept by a cache: %q", r.Method, r.Path, role, head.Get("Cache-Control"))
				}
				if code >= 500 {
					t.Errorf("%s %s as %s: %d\n%.300s", r.Method, r.Path, role, code, body)
				}
				codes[1-i] = fmt.Sprint(code)
			}
			out[n] = codes[0]
			if strings.Contains(r.Path, ":id") {
				out[n] += "/" + codes[1]
			}
		}
	}
	return out
}

func formKind(writes bool) string {
	if writes {
		return "application/x-www-form-urlencoded"
	}
	return ""
}

// Whatever belongs to another unit's draft is not found, by any route, for all
// but those who review.
func TestOthersDraftsAreNotFound(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	routes, err := sitetest.Routes(h.Deps, areas...)
	if err != nil {
		t.Fatal(err)
	}
	other := h.DraftOf(t, "07228-202507")
	for _, role := range []registry.Role{registry.Visitor, registry.UnitStaff, registry.CouncilMember, registry.Secretary,
		registry.Journalist} {
		who := h.As(t, role)
		for _, r := range routes {
			if !strings.Contains(r.Path, ":id") || strings.Contains(r.Path, "quan-tri") || r.Path == "/dang-xuat" ||
				strings.Contains(r.Path, "tai-khoan") {
				continue
			}
			code, _, body := who.Send(r.Method, other.Fill(r.Path), formKind(r.Method == http.MethodPost), strings.NewReader(""))
			if code < 300 {
				t.Errorf("%s %s as %s: %d", r.Method, r.Path, role, code)
			}
			if strings.Contains(body, testkit.CompleteContent().Title) {
				t.Errorf("%s %s as %s tells the title of another unit's draft", r.Method, r.Path, role)
			}
		}
	}
}
