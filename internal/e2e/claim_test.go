package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/proto"
)

// TestClaimOnAPhone: a unit asks for a model that the press reported and the verifier
// accepts, both on a phone; the public page says the same before and after, and no page
// of it scrolls sideways. With -shots the pages are kept as pictures.
func TestClaimOnAPhone(t *testing.T) {
	s := start(t, t.TempDir(), "-demo", "-today", "2026-10-15")
	db := openState(t, s.state)
	var id int
	var story string
	if err := db.QueryRow(`SELECT id, '/mo-hinh/' || CASE season WHEN 0 THEN 'khong-ro' ELSE season END || '/' || slug FROM entry
		WHERE origin = 'bao-chi' AND publication = 'cong-khai' AND unit IS NULL AND season > 2020 LIMIT 1`).Scan(&id, &story); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before := s.visitor().get(story).body
	unit, verifier := person(t), person(t)
	enter(t, unit, s, "don-vi")
	enter(t, verifier, s, "tham-dinh")

	p := onPhone(t, unit, s.url+fmt.Sprintf("/lam-viec/mo-hinh/%d/nhan-ve", id), "ask")
	p.MustElement(`[name=reason]`).MustInput("Tổ dân phố của phường làm việc này từ năm 2024, nay vẫn làm.")
	press(p, `form[action$="/nhan-ve"] button`)
	look(t, p, "asked")
	look(t, onPhone(t, unit, s.url+"/lam-viec", "unit-tasks"), "unit-tasks")

	p = onPhone(t, verifier, s.url+"/lam-viec/yeu-cau-nhan", "claims")
	press(p, `main table a`)
	look(t, p, "claim")
	press(p, `form[action$="/dong-y"] button`)
	look(t, p, "accepted")
	if text := p.MustElement("main").MustText(); !strings.Contains(text, "Được nhận") {
		t.Errorf("after accepting:\n%.400s", text)
	}
	p = onPhone(t, unit, s.url+fmt.Sprintf("/lam-viec/mo-hinh/%d/nhan-ve", id), "given")
	if text := p.MustElement("main").MustText(); !strings.Contains(text, "Mở bản đăng ký") {
		t.Errorf("the unit does not see that it was accepted:\n%.400s", text)
	}
	if after := s.visitor().get(story).body; after != before {
		t.Error("the public page changed by asking and accepting")
	}
}

// enter signs in and waits for the page behind, however busy the machine is.
func enter(t *testing.T, b *rod.Browser, s *server, role string) {
	t.Helper()
	p := tab(t, b, s.url+"/dang-nhap?next=/lam-viec", 1280, 900)
	p.MustElement(`main input[name=email]`).MustInput(role + "@demo.local")
	p.MustElement(`main input[name=password]`).MustInput(password)
	p.MustElement(`main form button`).MustClick()
	p.Timeout(90 * time.Second).MustWait(`() => location.pathname === "/lam-viec"`)
	p.MustWaitLoad().MustClose()
}

// onPhone opens a page 360 px wide.
func onPhone(t *testing.T, b *rod.Browser, url, name string) *rod.Page {
	t.Helper()
	p := tab(t, b, url, 360, 800)
	if p.MustHas(`main input[name=password]`) { // a busy machine: the sign-in before had not arrived
		t.Fatalf("%s: not signed in at %s", name, p.MustInfo().URL)
	}
	look(t, p, name)
	return p
}

func press(p *rod.Page, selector string) {
	old := p.MustEval(`() => performance.timeOrigin`).Num()
	p.MustElement(selector).MustClick()
	p.Timeout(90*time.Second).MustWait(`(old) => performance.timeOrigin !== old`, old)
}

// look refuses a page that is wider than the phone, and keeps a picture when asked.
func look(t *testing.T, p *rod.Page, name string) {
	t.Helper()
	p.MustWaitLoad()
	if wide := p.MustEval(`() => document.documentElement.scrollWidth`).Int(); wide > 360 {
		t.Errorf("%s scrolls sideways: %d px wide", name, wide)
	}
	if *shotsDir == "" {
		return
	}
	img, err := p.Screenshot(true, &proto.PageCaptureScreenshot{Format: proto.PageCaptureScreenshotFormatPng})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shotsDir, "claim-"+name+".png"), img, 0o644); err != nil {
		t.Fatal(err)
	}
}
