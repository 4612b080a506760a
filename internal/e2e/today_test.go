package e2e

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// Two demos of the same day answer with the same bytes, dated by that day, while
// their clock runs.
func TestFixedDay(t *testing.T) {
	t.Parallel()
	const day = "2026-10-15"
	type answers map[string]string
	read := func(s *server) answers {
		out, v := answers{}, s.visitor()
		get := func(path string) string {
			req, err := http.NewRequest(http.MethodGet, s.url+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Host = "demo.test" // addresses and QR codes carry the host
			out[path] = v.do(req).want(t, path, http.StatusOK).body
			return out[path]
		}
		story := regexp.MustCompile(`/mo-hinh/2026/[a-z0-9-]+`).FindString(get("/"))
		if story == "" {
			t.Fatal("no story of the season 2026 on the first page")
		}
		for _, path := range []string{
			"/mo-hinh?q=hien+dat+lam+duong", "/mo-hinh", story, "/so-lieu", "/feed.atom", "/feed.rss", "/feed.json", "/bao-chi",
			"/sitemap.xml",
		} {
			get(path)
		}
		if !strings.Contains(out[story], "(truy cập ngày 15/10/2026)") {
			t.Errorf("%s does not say that it was read on 15/10/2026", story)
		}
		return out
	}
	first, second := start(t, t.TempDir(), "-demo", "-today", day), start(t, t.TempDir(), "-demo", "-today", day)
	a, b := read(first), read(second)
	for path, body := range a {
		if b[path] != body {
			t.Errorf("%s differs between two demos of one day:\n%s", path, difference(body, b[path]))
		}
		for _, m := range regexp.MustCompile(`20[0-9]{2}-[0-9]{2}-[0-9]{2}T`).FindAllString(body, -1) {
			if m > day+"T" {
				t.Errorf("%s shows %s, after the day of the demo", path, m)
				break
			}
		}
	}
	asOf := func() time.Time {
		var stats struct {
			AsOf time.Time `json:"as_of"`
		}
		if err := json.Unmarshal([]byte(first.visitor().get("/api/v1/stats").want(t, "figures", http.StatusOK).body), &stats); err != nil {
			t.Fatal(err)
		}
		return stats.AsOf
	}
	at := asOf()
	if nine := time.Date(2026, 10, 15, 2, 0, 0, 0, time.UTC); at.Before(nine) || at.After(nine.Add(time.Hour)) {
		t.Errorf("the figures are of %v, want a moment after %v", at, nine)
	}
	first.as("don-vi").get("/lam-viec").want(t, "a session of the demo's day", http.StatusOK)
}

// difference shows the first line that differs.
func difference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return as[i] + "\n" + bs[i]
		}
	}
	return "one is longer"
}
