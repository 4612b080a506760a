package site_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// objects are the private things of a house that a route may be called with.
type objects struct {
	entry registry.EntryID
	photo registry.PhotoID
	file  registry.AttachmentID
}

// draftOf makes a draft with a photo and a document for a unit.
func (h *house) draftOf(t *testing.T, unit registry.UnitCode) objects {
	t.Helper()
	ctx := context.Background()
	a := testkit.Staff(t, h.flow.Ledger(), 1, unit)
	e, err := h.flow.Create(ctx, a, workflow.NewEntry{Season: h.flow.CurrentYear(), Content: testkit.CompleteContent()})
	if err != nil {
		t.Fatal(err)
	}
	p, err := h.flow.AddPhoto(
		ctx,
		a,
		e.ID,
		bytes.NewReader(phototest.NewJPEG(320, 240, int64(e.ID), phototest.Options{})),
		registry.PhotoText{},
	)
	if err != nil {
		t.Fatal(err)
	}
	f, err := h.flow.AddFile(ctx, a, e.ID, "van-ban.pdf", "", strings.NewReader("%PDF-1.7\n"+fmt.Sprint(e.ID)))
	if err != nil {
		t.Fatal(err)
	}
	return objects{e.ID, p.ID, f.ID}
}

var parameter = regexp.MustCompile(`:[a-z_A-Z]+|\*`)

// fill puts an object into the parameters of a route.
func (o objects) fill(path string) string {
	return parameter.ReplaceAllStringFunc(path, func(p string) string {
		switch {
		case p == ":code":
			return "07210-202507"
		case p == ":year" || p == ":nam":
			return "2026"
		case p == ":slug":
			return "khong-co-bai-nay"
		case p == ":size":
			return "400.jpg"
		case p == "*" || p == ":secret":
			return "khong-co"
		case strings.HasPrefix(path, "/anh/") || strings.HasPrefix(path, "/lam-viec/anh/"):
			return fmt.Sprint(o.photo)
		case strings.HasPrefix(path, "/lam-viec/tep/"):
			return fmt.Sprint(o.file)
		}
		return fmt.Sprint(o.entry)
	})
}

// TestRoutes calls every route as every role, on a draft of one's own unit and on
// one of another unit, and keeps the status codes: no route appears unnoticed,
// and no right changes unnoticed. Writes are sent empty.
func TestRoutes(t *testing.T) {
	t.Parallel()
	base := newHouse(t, 0)
	routes, err := site.Routes(base.deps)
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
func column(t *testing.T, routes []site.Route, role registry.Role) []string {
	h := newHouse(t, 0)
	own, other := h.draftOf(t, h.own), h.draftOf(t, "07228-202507")
	out := make([]string, len(routes))
	who := h.as(t, role)
	before := h.contents(t)
	for _, writes := range []bool{false, true} {
		if writes {
			for table, text := range h.contents(t) {
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
				who = h.as(t, role) // the route before may have ended the session
			}
			var codes [2]string
			for i, o := range []objects{other, own} {
				code, head, body := who.send(r.Method, o.fill(r.Path), formKind(writes), strings.NewReader(url.Values{}.Encode()))
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

// contents gives what stands in every table but those that count readers: when a
// session was last used, what was searched for, who took which pack, which tips
// were seen.
func (h *house) contents(t testing.TB) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+h.db.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	query := func(text string) (lines []string) {
		rows, err := db.Query(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		defer rows.Close()
		names, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values := make([]any, len(names))
			for i := range values {
				values[i] = new(any)
			}
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			var line strings.Builder
			for _, v := range values {
				fmt.Fprintf(&line, "%v|", *v.(*any))
			}
			lines = append(lines, line.String())
		}
		return lines
	}
	out := map[string]string{}
	for _, line := range query(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('session','query_count','pack_taken','leads_seen','sqlite_sequence','outbox')`) {
		table := strings.TrimSuffix(line, "|")
		out[table] = strings.Join(query(`SELECT * FROM `+table), "\n")
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
	h := newHouse(t, 0)
	routes, err := site.Routes(h.deps)
	if err != nil {
		t.Fatal(err)
	}
	other := h.draftOf(t, "07228-202507")
	for _, role := range []registry.Role{registry.Visitor, registry.UnitStaff, registry.CouncilMember, registry.Secretary, registry.Journalist} {
		who := h.as(t, role)
		for _, r := range routes {
			if !strings.Contains(r.Path, ":id") || strings.Contains(r.Path, "quan-tri") || r.Path == "/dang-xuat" ||
				strings.Contains(r.Path, "tai-khoan") {
				continue
			}
			code, _, body := who.send(r.Method, other.fill(r.Path), formKind(r.Method == http.MethodPost), strings.NewReader(""))
			if code < 300 {
				t.Errorf("%s %s as %s: %d", r.Method, r.Path, role, code)
			}
			if strings.Contains(body, testkit.CompleteContent().Title) {
				t.Errorf("%s %s as %s tells the title of another unit's draft", r.Method, r.Path, role)
			}
		}
	}
}
