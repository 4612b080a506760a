package e2e

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/proto"
)

var (
	shotsDir  = flag.String("shots", "", "write screenshots into this folder (scripts/shots)")
	shotsOnly = flag.String("only", "", "only pages whose name contains this")
)

// shot is one page of the list, as one role sees it.
type shot struct{ role, name, path string }

// shotList is every page worth looking at; {…} is filled from the demo.
var shotList = []shot{
	{"", "home", "/"},
	{"", "search", "/mo-hinh?q=hien+dat+mo+duong"},
	{"", "search-all", "/mo-hinh"},
	{"", "search-filtered", "/mo-hinh?field=kinh-te&field=xa-hoi&year=2022"},
	{"", "search-none", "/mo-hinh?q=qwzx+plmk"},
	{"", "story-reported", "{reported}"},
	{"", "story", "{story}"},
	{"", "units", "/don-vi"},
	{"", "unit", "/don-vi/07210-202507"},
	{"", "figures", "/so-lieu"},
	{"", "press", "/bao-chi"},
	{"", "help", "/huong-dan"},
	{"", "press-basket", "/bao-chi/chon?q=hien+dat"},
	{"", "press-leads", "/bao-chi/goi-y-de-tai"},
	{"", "press-placard", "{story}/bien-a5"},
	{"bao-chi", "press-desk", "/lam-viec/bao-chi"},
	{"bao-chi", "press-ask", "{published}/yeu-cau"},
	{"tham-dinh", "press-coverage", "/lam-viec/da-dang"},
	{"tham-dinh", "press-editors", "/lam-viec/bien-tap-trang"},
	{"don-vi", "press-requests", "/lam-viec/yeu-cau"},
	{"", "about", "/gioi-thieu"},
	{"", "privacy", "/quyen-rieng-tu"},
	{"", "patterns", "/mau"},
	{"", "missing", "/khong-co"},
	{"", "sign-in", "/dang-nhap"},
	{"don-vi", "desk-unit", "/lam-viec"},
	{"don-vi", "start", "/lam-viec/dang-ky"},
	{"don-vi", "draft", "{draft}"},
	{"don-vi", "returned", "{returned}"},
	{"don-vi", "report", "{accepted}/bao-cao"},
	{"don-vi", "history", "{returned}/lich-su"},
	{"don-vi", "receipt", "{sent}/bien-nhan"},
	{"don-vi", "account", "/tai-khoan"},
	{"tham-dinh", "desk-verifier", "/lam-viec"},
	{"tham-dinh", "queue", "/lam-viec/xet"},
	{"tham-dinh", "review", "{sent}/xet"},
	{"tham-dinh", "editor", "{published}/bai"},
	{"tham-dinh", "editions", "{published}/ban-cong-bo"},
	{"tham-dinh", "edition", "{published}/ban-cong-bo/1"},
	{"tham-dinh", "list", "/lam-viec/danh-sach"},
	{"tham-dinh", "topic-queue", "/lam-viec/chu-de"},
	{"tham-dinh", "topics", "/lam-viec/chu-de/danh-muc"},
	{"tham-dinh", "topic", "/lam-viec/chu-de/danh-muc/hien-dat"},
	{"tham-dinh", "season", "/lam-viec/quan-tri/nam"},
	{"bao-chi", "desk-press", "/lam-viec"},
	{"hoi-dong", "desk-council", "/lam-viec"},
	{"quan-tri", "accounts", "/lam-viec/quan-tri/tai-khoan"},
	{"quan-tri", "audit", "/lam-viec/quan-tri/nhat-ky"},
	{"quan-tri", "ledger", "/lam-viec/quan-tri/don-vi"},
	{"quan-tri", "settings", "/lam-viec/quan-tri/cai-dat"},
	{"quan-tri", "indicators", "/lam-viec/quan-tri/chi-so"},
	{"quan-tri", "indicator", "/lam-viec/quan-tri/chi-so/LAND_M2"},
	{"quan-tri", "indicator-figures", "/lam-viec/quan-tri/chi-so/so-lieu"},
	{"quan-tri", "person", "/lam-viec/quan-tri/du-lieu-ca-nhan"},
	{"tham-dinh", "cockpit", "/lam-viec/theo-doi"},
	{"tham-dinh", "yearly", "/lam-viec/bao-cao-nam/2026"},
	{"thu-ky", "council", "/lam-viec/hoi-dong"},
}

// TestShots is a tool: scripts/shots runs it and a person looks at the pictures.
func TestShots(t *testing.T) {
	if *shotsDir == "" {
		t.Skip("a tool of scripts/shots, not a check")
	}
	s := start(t, t.TempDir(), "-demo", "-today", "2026-10-15") // pictures of two days can be compared
	if err := os.MkdirAll(*shotsDir, 0o755); err != nil {
		t.Fatal(err)
	}
	places := demoPlaces(t, s)
	people := map[string]*rod.Browser{}
	for _, sh := range shotList {
		if !strings.Contains(sh.name, *shotsOnly) {
			continue
		}
		b := people[sh.role]
		if b == nil {
			b = person(t)
			people[sh.role] = b
			if sh.role != "" {
				signIn(t, b, s, sh.role)
			}
		}
		path := sh.path
		for k, v := range places {
			path = strings.ReplaceAll(path, "{"+k+"}", v)
		}
		if strings.Contains(path, "{") {
			t.Errorf("%s: nothing in the demo for %s", sh.name, path)
			continue
		}
		capture(t, b, s.url+path, sh.name)
	}
}

func capture(t *testing.T, b *rod.Browser, url, name string) {
	t.Helper()
	for _, width := range []int{360, 768, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			p := b.MustPage("")
			p.MustSetViewport(width, 900, 1, width < 600)
			err := proto.EmulationSetEmulatedMedia{
				Features: []*proto.EmulationMediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
			}.Call(
				p,
			)
			if err != nil {
				t.Fatal(err)
			}
			p.MustNavigate(url).MustWaitLoad()
			if wide := p.MustEval(`() => document.documentElement.scrollWidth`).Int(); wide > width {
				t.Errorf("%s at %d px scrolls sideways: %d px wide", name, width, wide)
			}
			img, err := p.Screenshot(true, &proto.PageCaptureScreenshot{Format: proto.PageCaptureScreenshotFormatPng})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(*shotsDir, fmt.Sprintf("%s-%d-%s.png", name, width, scheme)), img, 0o644); err != nil {
				t.Fatal(err)
			}
			p.MustClose()
		}
	}
}

// signIn signs a browser in as one of the demo's roles.
func signIn(t *testing.T, b *rod.Browser, s *server, role string) {
	t.Helper()
	p := tab(t, b, s.url+"/dang-nhap", 1280, 900)
	p.MustElement(`input[name=email]`).MustInput(role + "@demo.local")
	p.MustElement(`input[name=password]`).MustInput(password)
	wait := p.MustWaitNavigation()
	p.MustElement(`main form button`).MustClick()
	wait()
	p.MustClose()
}

// demoPlaces finds one entry of the demo for each state that the list names.
func demoPlaces(t *testing.T, s *server) map[string]string {
	t.Helper()
	out := map[string]string{}
	db := openState(t, s.state)
	defer db.Close()
	for name, query := range map[string]string{
		"reported": `SELECT '/mo-hinh/' || CASE season WHEN 0 THEN 'khong-ro' ELSE season END || '/' || slug FROM entry WHERE ` +
			`origin = 'bao-chi' AND title LIKE '%đê%' LIMIT 1`,
		"story": `SELECT '/mo-hinh/' || season || '/' || slug FROM entry WHERE origin = 'dang-ky' AND publication = 'cong-khai' LIMIT 1`,
		"draft": `SELECT '/lam-viec/mo-hinh/' || id FROM entry WHERE origin = 'dang-ky' AND registration = 'nhap' AND unit = ` +
			`(SELECT unit FROM account WHERE email_key = 'don-vi@demo.local') LIMIT 1`,
		"returned": `SELECT '/lam-viec/mo-hinh/' || id FROM entry WHERE registration = 'tra-lai' AND unit = (SELECT unit FROM ` +
			`account WHERE email_key = 'don-vi@demo.local') LIMIT 1`,
		"accepted": `SELECT '/lam-viec/mo-hinh/' || id FROM entry WHERE registration = 'tiep-nhan' AND result IN ('chua-co','nhap') ` +
			`AND unit = (SELECT unit FROM account WHERE email_key = 'don-vi@demo.local') LIMIT 1`,
		"sent": `SELECT '/lam-viec/mo-hinh/' || id FROM entry WHERE registration = 'da-gui' ORDER BY unit = (SELECT unit FROM ` +
			`account WHERE email_key = 'don-vi@demo.local') DESC LIMIT 1`,
		"published": `SELECT '/lam-viec/mo-hinh/' || id FROM entry WHERE origin = 'dang-ky' AND publication = 'cong-khai' LIMIT 1`,
	} {
		var path string
		if err := db.QueryRow(query).Scan(&path); err == nil {
			out[name] = path
		}
	}
	return out
}
