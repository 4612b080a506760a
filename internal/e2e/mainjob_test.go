package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/proto"

	"danvankheo/internal/photo/phototest"
)

// typed is what the unit's staff type into the form, step by step.
var typed = [][][2]string{
	{
		{"title", "Cây cầu chung tay thôn Thử Nghiệm"},
		{"summary", "Dân hai bờ ngòi góp công, góp đá, bắc lại cây cầu gãy sau mưa lũ."},
		{"address", "Bờ ngòi thôn Thử Nghiệm"},
	},
	{
		{"problem", "Cầu tre gãy sau mưa, 64 học sinh phải đi vòng 3 km."},
		{"goal", "Có cầu bê tông rộng 2,5 m trước mùa mưa; ít nhất 95% hộ đồng thuận."},
		{"beneficiaries", "140 hộ hai bờ ngòi"},
	},
	{
		{"method", "Họp từng xóm, mời thợ trong thôn tính toán, công khai từng khoản."},
		{"lead", "Chi bộ thôn"},
		{"milestones", "Quý I họp dân, quý II thi công."},
		{"contact_name", "Công chức văn hóa - xã hội"},
		{"contact_phone", "0204 3854 123"},
	},
	{
		{"outcomes.0.baseline", "0"},
		{"outcomes.0.target", "250"},
		{"outputs", "Cây cầu dài 12 m, có lan can."},
		{"replicability", "Các thôn ven ngòi khác làm được."},
	},
}

// page waits, types and clicks as a person does, and fails the test when it cannot.
type phone struct {
	t *testing.T
	*rod.Page
}

func (p phone) fill(name, text string) {
	p.t.Helper()
	el := p.MustElement(fmt.Sprintf(`[name=%q]`, name))
	el.MustScrollIntoView().MustSelectAllText().MustInput(text)
}

// date sets a date field, which takes no typing in one go.
func (p phone) set(name, value string) {
	p.t.Helper()
	p.MustElement(fmt.Sprintf(`[name=%q]`, name)).
		MustEval(
			`(v) => { this.value = v; this.dispatchEvent(new Event("input", {bubbles: true})); `+
				`this.dispatchEvent(new Event("change", {bubbles: true})) }`,
			value,
		)
}

func (p phone) next() { p.t.Helper(); p.MustElement(`[data-step-next]`).MustClick() }

// saved waits until the page says that the server has the text.
func (p phone) saved(what string) {
	p.t.Helper()
	p.until(what, `() => {
		const form = document.querySelector("form[data-autosave]"), line = form.querySelector("[data-saved]")
		const waiting = Object.keys(localStorage).some((k) => k.startsWith(form.dataset.copy + ":"))
		return +form.elements.version.value > 1 && !waiting && /lưu lúc/i.test(line.textContent) && !line.className.includes("--")
	}`)
}

func (p phone) until(what, js string) {
	p.t.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if v, err := p.Eval(js); err == nil && v.Value.Bool() {
			return
		}
	}
	_ = os.WriteFile(filepath.Join(os.TempDir(), "e2e-failed.png"), p.MustScreenshotFullPage(), 0o644)
	p.t.Fatalf("%s: never happened; picture in %s/e2e-failed.png", what, os.TempDir())
}

func (p phone) submit(selector string) {
	p.t.Helper()
	wait := p.MustWaitNavigation()
	p.MustElement(selector).MustScrollIntoView().MustClick()
	wait()
	p.MustWaitLoad()
}

// TestMainJob is the whole main job: unit staff register on a phone with six
// photos, close the browser in the middle, come back and send; the verifier
// returns it, the unit corrects it, it is accepted, reported, confirmed and
// published; a visitor finds it without marks and by the unit's old name.
func TestMainJob(t *testing.T) {
	browser(t)
	s := start(t, filepath.Join(t.TempDir(), "var"), "-demo")
	id := registerOnPhone(t, s)
	verifier := s.as("tham-dinh")
	desk := fmt.Sprintf("/lam-viec/mo-hinh/%d", id)
	verifier.post(desk+"/tra-lai", url.Values{
		"version": {s.version(t, id)}, "reasons": {"thieu-thuc-trang"}, "reason": {"Ghi rõ cầu gãy từ ngày nào."},
	}).
		want(t, "return", http.StatusSeeOther)
	correctOnPhone(t, s, desk)
	verifier.post(desk+"/tiep-nhan", url.Values{"version": {s.version(t, id)}}).want(t, "accept", http.StatusSeeOther)

	unit := s.as("don-vi")
	report := url.Values{
		"version": {
			s.version(t, id),
		},
		"gui": {"1"}, "leadership": {"Nghị quyết chi bộ tháng 1."}, "impact": {"Học sinh đi thẳng tới trường."},
		"difficulties": {"Nước lên nhanh."},
		"lessons":      {"Công khai từng khoản."}, "sustain": {"Mỗi tháng tổ tự quản kiểm tra cầu."}, "outcomes.0.indicator": {"LABOR_DAY"},
		"outcomes.0.actual": {"265"}, "outcomes.0.period": {"nam"}, "outcomes.0.source": {"xa-xac-nhan"},
	}
	unit.post(desk+"/bao-cao", report).want(t, "report", http.StatusSeeOther)
	verifier.post(desk+"/xac-nhan", url.Values{"version": {s.version(t, id)}, "hieu-qua": {"1"}}).want(t, "confirm", http.StatusSeeOther)
	story := url.Values{
		"version":  {s.version(t, id)},
		"headline": {"Cây cầu chung tay thôn Thử Nghiệm"},
		"short":    {"Dân hai bờ ngòi góp 265 ngày công bắc lại cầu."},
		"dang":     {"1"},
	}
	verifier.post(desk+"/bai", story).want(t, "publish", http.StatusSeeOther)
	findAsVisitor(t, s)
}

// registerOnPhone fills the form at 360 px, closing the browser in the middle.
func registerOnPhone(t *testing.T, s *server) int {
	b := person(t)
	signIn(t, b, s, "don-vi")
	p := phone{t, tab(t, b, s.url+"/lam-viec/dang-ky", 360, 740).Timeout(3 * time.Minute)}
	p.submit(`main form button.button--main`)
	address := strings.SplitN(p.MustInfo().URL, "#", 2)[0]
	m := regexp.MustCompile(`/lam-viec/mo-hinh/(\d+)`).FindStringSubmatch(address)
	if m == nil {
		t.Fatalf("after starting a draft: at %s", address)
	}
	for n, step := range typed[:2] {
		for _, f := range step {
			p.fill(f[0], f[1])
		}
		if n == 0 {
			p.MustElement(`[name=field]`).MustSelect("Xã hội")
		}
		p.next()
	}
	p.saved("autosave of the first two steps")
	if err := b.Close(); err != nil { // the browser is gone, with all that it kept
		t.Fatal(err)
	}
	b = person(t)
	signIn(t, b, s, "don-vi")
	p = phone{t, tab(t, b, address, 360, 740).Timeout(3 * time.Minute)}
	for _, f := range append(typed[0], typed[1]...) {
		if got := p.MustElement(fmt.Sprintf(`[name=%q]`, f[0])).MustProperty("value").Str(); got != f[1] {
			t.Fatalf("after coming back %s is %q, want %q", f[0], got, f[1])
		}
	}
	p.goTo("buoc-cach-lam")
	for _, f := range typed[2] {
		p.fill(f[0], f[1])
	}
	p.set("start", "2026-02-01")
	p.set("review_on", "2026-10-31")
	p.next()
	p.set("outcomes.0.indicator", "LABOR_DAY")
	for _, f := range typed[3] {
		p.fill(f[0], f[1])
	}
	p.next()
	sixPhotos(t, p)
	p.next()
	p.MustElement(`[name=pledge]`).MustEval(`() => this.click()`)
	p.submit(`[data-send]`)
	if body := p.MustElement("main").MustText(); !strings.Contains(p.MustInfo().URL, "bien-nhan") {
		t.Fatalf("after sending: at %s\n%.1500s", p.MustInfo().URL, body)
	}
	var id int
	if _, err := fmt.Sscan(m[1], &id); err != nil {
		p.t.Fatal(err)
	}
	return id
}

// goTo opens a step by the list of steps.
func (p phone) goTo(step string) {
	p.t.Helper()
	p.MustElement(fmt.Sprintf(`a[href="#%s"]`, step)).MustEval(`() => this.click()`)
}

// sixPhotos sends six pictures at once and describes each.
func sixPhotos(t *testing.T, p phone) {
	t.Helper()
	dir := t.TempDir()
	var files []string
	for i := range 6 {
		f := filepath.Join(dir, fmt.Sprintf("IMG_%04d.jpg", i))
		if err := os.WriteFile(f, phototest.NewJPEG(1280, 960, int64(i+100), phototest.Phone()), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	p.MustElement(`input[type=file][name=file]`).MustSetFiles(files...)
	p.until("six photos received", `() => document.querySelectorAll('[name^="photos."][name$=".caption"]').length === 6`)
	p.MustEval(`() => {
		const put = (el, v) => {
			el.value = v
			el.dispatchEvent(new Event("input", {bubbles: true}))
			el.dispatchEvent(new Event("change", {bubbles: true}))
		}
		document.querySelectorAll('[name^="photos."][name$=".caption"]').forEach((el, i) =>
			put(el, "Dân thôn Thử Nghiệm bắc cầu, đợt " + (i + 1)))
		document.querySelectorAll('[name^="photos."][name$=".alt"]').forEach((el) => put(el, "Nhiều người khiêng dầm cầu qua ngòi"))
		document.querySelectorAll('[name^="photos."][name$=".author"]').forEach((el) => put(el, "UBND xã"))
		document.querySelectorAll('[name^="photos."][name$=".basis"]').forEach((el) => {
			if (el.type !== "radio") put(el, "public-activity")
			else if (el.value === "public-activity") el.click()
		})
	}`)
}

// correctOnPhone answers a return: the reason is shown, the text corrected, the
// checklist ticked, and it is sent again.
func correctOnPhone(t *testing.T, s *server, desk string) {
	b := person(t)
	signIn(t, b, s, "don-vi")
	p := phone{t, tab(t, b, s.url+desk, 360, 740).Timeout(3 * time.Minute)}
	if !strings.Contains(p.MustElement("main").MustText(), "Ghi rõ cầu gãy từ ngày nào.") {
		t.Error("the reason of the return is not on the form")
	}
	p.goTo("buoc-thuc-trang")
	p.fill("problem", "Cầu tre gãy sau mưa ngày 12/01/2026, 64 học sinh phải đi vòng 3 km.")
	for _, el := range p.MustElements(`[name=checks]`) {
		el.MustEval(`() => { if (!this.checked) this.click() }`)
	}
	p.goTo("buoc-gui")
	p.submit(`[data-send]`)
	if !strings.Contains(p.MustInfo().URL, "bien-nhan") {
		t.Fatalf("after correcting: at %s\n%.1500s", p.MustInfo().URL, p.MustElement("main").MustText())
	}
}

// version reads the current version, as a person's page would carry it.
func (s *server) version(t testing.TB, id int) string {
	t.Helper()
	db := openState(t, s.state)
	defer db.Close()
	var v string
	if err := db.QueryRow(`SELECT version FROM entry WHERE id = ?`, id).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// findAsVisitor looks for the story as people type: without marks, and by a name
// that the unit had before 01/07/2025.
func findAsVisitor(t *testing.T, s *server) {
	db := openState(t, s.state)
	var old string
	err := db.QueryRow(`SELECT substr(p.name, instr(p.name, ' ') + 1) FROM account a
		JOIN succession s ON s.successor = a.unit JOIN unit p ON p.code = s.predecessor
		JOIN unit u ON u.code = a.unit
		WHERE a.email_key = 'don-vi@demo.local' AND p.kind = 'commune' AND p.name <> u.name ORDER BY p.name LIMIT 1`).
		Scan(&old)
	if err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	b := person(t)
	p := phone{t, tab(t, b, s.url+"/", 360, 740).Timeout(3 * time.Minute)}
	for _, q := range []string{"cay cau chung tay", "cầu chung tay " + strings.ToLower(old)} {
		p.fill("q", q)
		p.MustElement(`[name=q]`).MustKeyActions().Press('\r').MustDo()
		p.until(
			"the search for "+q,
			fmt.Sprintf(`() => new URL(location).searchParams.get("q") === %q && document.readyState === "complete"`, q),
		)
		found := false
		for end := time.Now().Add(60 * time.Second); time.Now().Before(end) && !found; time.Sleep(200 * time.Millisecond) {
			if first, err := p.Timeout(5 * time.Second).Element(`main ol a[href^="/mo-hinh/2026/"]`); err == nil {
				found = strings.Contains(*first.MustAttribute("href"), "cay-cau-chung-tay")
			}
			if !found {
				p.MustReload().MustWaitLoad()
			}
		}
		if !found {
			t.Fatalf("a visitor searching %q does not find the story first:\n%.900s", q, p.MustElement("main").MustText())
		}
	}
	p.submit(`main ol a[href^="/mo-hinh/2026/"]`)
	if text := p.MustElement("main").MustText(); !strings.Contains(text, "265") {
		t.Errorf("the story does not show its figure:\n%.800s", text)
	}
	img, err := p.Element(`main figure img, main picture img, main img`)
	if err != nil {
		t.Fatal("the story shows no photo")
	}
	if w := img.MustEval(`async () => { await this.decode(); return this.naturalWidth }`).Int(); w == 0 {
		t.Error("the photo does not load")
	}
	_ = proto.PageClose{}.Call(p)
}
