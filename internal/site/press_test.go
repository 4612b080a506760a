package site_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// hands is a clock that tests turn.
type hands struct{ by atomic.Int64 }

func (c *hands) now() time.Time         { return time.Now().Add(time.Duration(c.by.Load())) }
func (c *hands) turn(d time.Duration)   { c.by.Add(int64(d)) }
func (h *house) clock() (c *hands)      { c = &hands{}; h.flow.Clock = c.now; return c }
func (h *house) system() registry.Actor { return registry.System("thử") }
func pressWords(n int) registry.PhotoText {
	return registry.PhotoText{
		Caption: fmt.Sprintf("Bà con thôn Hạ góp công làm cầu phao, ảnh %d", n), Alt: "Nhiều người khiêng phao", Author: "Hồng Nhung", TakenOn: "2026-03-12", Basis: registry.PublicActivity,
	}
}

const (
	markHeadline = "Cầu phao vượt lũ kỳ lạ ở bến Hạ"
	markSlug     = "cau-phao-vuot-lu-ky-la-o-ben-ha"
)

// readyStory is an accepted entry with photos and texts that waits to be published.
func (h *house) readyStory(t testing.TB, photos ...[]byte) registry.Entry {
	t.Helper()
	ctx := context.Background()
	staff := testkit.Staff(t, h.flow.Ledger(), 1, h.own)
	content := testkit.CompleteContent()
	content.Title, content.ContactPress = markHeadline, true
	e, err := h.flow.Create(ctx, staff, workflow.NewEntry{Season: h.flow.CurrentYear(), Content: content})
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range photos {
		if _, err := h.flow.AddPhoto(ctx, staff, e.ID, bytes.NewReader(b), pressWords(i)); err != nil {
			t.Fatal(err)
		}
	}
	err = h.db.Update(ctx, h.flow.Now(), func(tx *sqlite.Tx) error {
		if e, err = tx.Entry(e.ID); err != nil {
			return err
		}
		e.Registration, e.Result, e.AcceptedAt, e.ConfirmedAt = registry.Accepted, registry.Effective, tx.Now(), tx.Now()
		e.Content.Outcomes = []registry.Outcome{{Indicator: "ROAD_KM", Baseline: "0", Target: "2,4", Actual: "2,6", Period: "nam", Source: "xa-xac-nhan"}}
		e.Story = registry.Story{
			Headline: markHeadline, Short: "Dân bến Hạ làm cầu phao bằng thùng nhựa.", Medium: "Lũ về, bến Hạ bị cắt. Chi bộ họp dân ba tối.", Long: "Bài dài về cầu phao.\n\nĐoạn hai.",
			Quote: "Có cầu thì trẻ đến lớp.", QuoteName: "Bà Nguyễn Thị A", QuoteTitle: "Trưởng thôn",
		}
		return tx.UpdateEntry(&e)
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (h *house) publish(t testing.TB, id registry.EntryID, at time.Time, toPress bool) registry.Entry {
	t.Helper()
	e, err := h.flow.Publish(context.Background(), h.system(), id, 0, at, toPress)
	if err != nil {
		t.Fatal(err)
	}
	h.catchUp(t)
	return e
}

func storyPath(e registry.Entry) string { return fmt.Sprintf("/mo-hinh/%d/%s", e.Season, e.Slug) }

func unzipped(t *testing.T, body string) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		out[f.Name] = b
	}
	return out
}

// cleanPhoto reads a photo with exiftool: our words are in it, the camera is not.
func cleanPhoto(t *testing.T, name string, b []byte, address string) {
	t.Helper()
	for _, private := range []string{phototest.Owner, phototest.Device, phototest.Place} {
		if bytes.Contains(b, []byte(private)) {
			t.Errorf("%s holds %q", name, private)
		}
	}
	tool, err := exec.LookPath("exiftool")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("exiftool is not installed: apt-get install libimage-exiftool-perl")
		}
		return
	}
	path := filepath.Join(t.TempDir(), "a.jpg")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "-json", "-G1", "-a", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	if err := json.Unmarshal(out, &list); err != nil || len(list) != 1 {
		t.Fatalf("%s: %v", out, err)
	}
	for tag, want := range map[string]string{
		"IPTC:Caption-Abstract": "Bà con thôn Hạ", "IPTC:By-line": "Hồng Nhung", "XMP-photoshop:Credit": "Ảnh: Hồng Nhung", "XMP-dc:Rights": "© Hồng Nhung",
		"XMP-xmpRights:UsageTerms": "Dùng lại", "IPTC:DateCreated": "2026:03:12", "XMP-dc:Source": address, "IPTC:Sub-location": "",
	} {
		if got := fmt.Sprint(list[0][tag]); list[0][tag] == nil || !strings.Contains(got, want) {
			t.Errorf("%s: %s = %q, want %q", name, tag, got, want)
		}
	}
	for tag := range list[0] {
		if strings.Contains(tag, "GPS") || strings.Contains(tag, "IFD0") || strings.HasPrefix(tag, "ExifIFD") || strings.HasSuffix(tag, ":Make") {
			t.Errorf("%s: %s = %v", name, tag, list[0][tag])
		}
	}
}

func TestPressPack(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 30)
	e := h.readyStory(t, phototest.NewJPEG(1400, 900, 1, phototest.Phone()), phototest.NewJPEG(900, 1400, 2, phototest.Phone()))
	e = h.publish(t, e.ID, time.Time{}, false)
	r := h.reader(t)
	code, head, body := r.get(storyPath(e) + "/goi-bao-chi.zip")
	if code != 200 || head.Get("Content-Type") != "application/zip" || head.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v", code, head)
	}
	var photos, documents int
	for name, b := range unzipped(t, body) {
		switch filepath.Ext(name) {
		case ".jpg":
			photos++
			cleanPhoto(t, name, b, storyPath(e))
		case ".docx":
			documents++
			if _, err := zip.NewReader(bytes.NewReader(b), int64(len(b))); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if len(name) > press.NameLimit {
			t.Errorf("long name %s", name)
		}
	}
	if photos != 4 || documents != 3 {
		t.Errorf("%d photos, %d documents", photos, documents)
	}
	h.storyBox(t, e)
	h.choosing(t, e)
}

var weighed = regexp.MustCompile(`href="(/mo-hinh/[^"]*/(?:tai|anh)/[^"]*)"`)

// storyBox holds the links of the press box: each leads to a download.
func (h *house) storyBox(t *testing.T, e registry.Entry) {
	t.Helper()
	r := h.reader(t)
	_, _, page := r.get(storyPath(e))
	links := weighed.FindAllStringSubmatch(page, -1)
	if len(links) < 13 || !strings.Contains(page, "goi-bao-chi.zip") || !strings.Contains(page, "json+oembed") {
		t.Errorf("%d downloads on the page of the story", len(links))
	}
	for _, l := range links {
		code, head, body := r.get(l[1])
		if code != 200 || body == "" || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d %v", l[1], code, head)
		}
		if strings.HasSuffix(l[1], ".jpg") {
			cleanPhoto(t, l[1], []byte(body), storyPath(e))
		}
	}
	for _, path := range []string{"/qr.svg", "/qr.png", "/bien-a5"} {
		if code, _, _ := r.get(storyPath(e) + path); code != 200 {
			t.Errorf("%s: %d", path, code)
		}
	}
	for _, path := range []string{"/tai/khac.txt", "/anh/999-in.jpg", "/anh/x"} {
		if code, _, _ := r.get(storyPath(e) + path); code != 404 {
			t.Errorf("%s: %d, want 404", path, code)
		}
	}
}

// choosing takes several stories: ticked ones, and those of a search.
func (h *house) choosing(t *testing.T, e registry.Entry) {
	t.Helper()
	r := h.reader(t)
	if code, _, page := r.get("/bao-chi/chon?q=" + url.QueryEscape("cầu phao")); code != 200 || !strings.Contains(page, markHeadline) {
		t.Errorf("choose: %d", code)
	}
	code, _, body := r.get(fmt.Sprintf("/bao-chi/goi-bao-chi.zip?id=%d&id=1&id=2&id=999999", e.ID))
	if files := unzipped(t, body); code != 200 || len(files["danh-sach.csv"]) == 0 || bytes.Count(files["danh-sach.csv"], []byte("\r\n")) != 4 {
		t.Errorf("chosen: %d %q", code, files["danh-sach.csv"])
	}
	if code, _, _ := r.get("/bao-chi/goi-bao-chi.zip"); code != 404 {
		t.Errorf("nothing chosen: %d", code)
	}
	code, _, body = r.get("/mo-hinh/goi-bao-chi.zip?sort=newest")
	if files := unzipped(t, body); code != 200 || bytes.Count(files["danh-sach.csv"], []byte("\r\n")) != 32 {
		t.Errorf("search: %d %q", code, files["danh-sach.csv"])
	}
	if tool, err := exec.LookPath("unzip"); err == nil {
		path := filepath.Join(t.TempDir(), "a.zip")
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(tool, "-tq", path).CombinedOutput(); err != nil {
			t.Errorf("unzip: %v %s", err, out)
		}
	}
}

func TestPackOfAReportedStory(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	e := h.readyStory(t, phototest.NewJPEG(640, 480, 4, phototest.Options{}))
	err := h.db.Update(context.Background(), h.flow.Now(), func(tx *sqlite.Tx) (err error) {
		if e, err = tx.Entry(e.ID); err != nil {
			return err
		}
		e.Origin, e.Source = registry.Reported, registry.Source{Title: "Bài gốc", Publisher: "Báo Bắc Giang", URL: "https://bao.example/1", Label: "dan-van-kheo"}
		return tx.UpdateEntry(&e)
	})
	if err != nil {
		t.Fatal(err)
	}
	e = h.publish(t, e.ID, time.Time{}, false)
	_, _, body := h.reader(t).get(storyPath(e) + "/goi-bao-chi.zip")
	for name, b := range unzipped(t, body) {
		if strings.HasSuffix(name, ".jpg") {
			t.Errorf("%s is not ours to give", name)
		}
		if strings.HasSuffix(name, "README.txt") && !bytes.Contains(b, []byte("Nguồn: Báo Bắc Giang")) {
			t.Errorf("%s", b)
		}
	}
}

// routesOf are all the addresses that could tell of a story: those that are the
// story, and those that list stories.
func routesOf(e registry.Entry, secret string) (own, lists []string) {
	p, id := storyPath(e), int64(e.ID)
	own = []string{p, p + "/goi-bao-chi.zip", p + "/tai/bai-60-tu.txt", p + "/tai/du-kien.json", p + "/qr.svg", p + "/bien-a5", p + fmt.Sprintf("/anh/%d-in.jpg", e.Photos[0].ID),
		fmt.Sprintf("/anh/%d/1200.jpg", e.Photos[0].ID), "/oembed?url=" + url.QueryEscape(p), "/nhung" + strings.TrimPrefix(p, "/mo-hinh"), fmt.Sprintf("/bao-chi/goi-bao-chi.zip?id=%d", id),
		fmt.Sprintf("/api/v1/entries/%d", id), fmt.Sprintf("/bia/%d.jpg", id)}
	q := "?q=" + url.QueryEscape(markHeadline)
	lists = []string{"/", "/mo-hinh" + q, "/mo-hinh?sort=newest", "/goi-y?q=" + url.QueryEscape("cầu phao vượt"), "/feed.atom", "/feed.rss", "/feed.json", "/feed.atom" + q, "/feed.json" + q, "/sitemap.xml",
		"/api/v1/entries" + q, "/api/v1/suggest" + q, "/don-vi/07210-202507", "/bao-chi/chon" + q, "/bao-chi/goi-y-de-tai", "/bo-suu-tap/thu-nghiem", "/feed/rieng/" + secret + "/tin.atom"}
	return own, lists
}

// tells reports whether an answer speaks of the story.
func tells(body string) bool {
	return strings.Contains(body, "Cầu phao vượt lũ") || strings.Contains(body, markSlug)
}

func (h *house) lookEverywhere(t *testing.T, who string, r *reader, e registry.Entry, secret string, open bool) {
	t.Helper()
	own, lists := routesOf(e, secret)
	for _, path := range own {
		code, _, body := r.get(path)
		if open && code != 200 {
			t.Errorf("%s, public: GET %s = %d", who, path, code)
		}
		if !open && (code != 404 && code != 410 || tells(body)) {
			t.Errorf("%s, not public: GET %s = %d, tells %v", who, path, code, tells(body))
		}
	}
	for _, path := range lists {
		code, _, body := r.get(path)
		asked := strings.Contains(path, "q=") // the question itself is echoed
		if asked {
			body = strings.NewReplacer(markHeadline, "", url.QueryEscape(markHeadline), "").Replace(body)
		}
		if strings.HasPrefix(path, "/feed") && strings.Contains(body, "Đã gỡ") { // a removal keeps its link, and nothing else
			body = strings.ReplaceAll(body, storyPath(e), "")
		}
		if code != 200 && code != 404 {
			t.Errorf("%s: GET %s = %d", who, path, code)
		}
		if got := tells(body) || strings.Contains(body, markSlug); !open && got {
			t.Errorf("%s, not public: GET %s tells of the story", who, path)
		} else if open && !got {
			t.Errorf("%s, public: GET %s does not tell of the story (%d)", who, path, code)
		}
	}
}

// Before its time a story exists nowhere, but for the press when it may; at its
// time it is everywhere; after its removal it is nowhere, and says so.
func TestEmbargoAndWithdrawal(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	h := newHouse(t, 12)
	clock := h.clock()
	e := h.readyStory(t, phototest.NewJPEG(640, 480, 5, phototest.Options{}))
	e, err := h.db.Entry(ctx, e.ID)
	if err != nil {
		t.Fatal(err)
	}
	journalist := h.as(t, registry.Journalist)
	account, err := h.db.AccountByEmail(ctx, "bao-chi@thu.vn")
	if err != nil {
		t.Fatal(err)
	}
	secret, _, err := h.flow.SaveSearch(ctx, registry.Actor{Account: account.ID, Name: account.Name, Role: registry.Journalist}, "Mọi bài", "field=kinh-te")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.flow.SaveCollection(ctx, h.system(), sqlite.Collection{Title: "Thử nghiệm", Shown: true}, e.Number); err != nil {
		t.Fatal(err)
	}
	h.publish(t, e.ID, h.flow.Now().Add(time.Hour), true)
	visitor, member := h.reader(t), h.as(t, registry.CouncilMember)
	h.lookEverywhere(t, "visitor before", visitor, e, secret, false)
	h.lookEverywhere(t, "council before", member, e, secret, false)
	own, _ := routesOf(e, secret)
	for _, path := range own[:8] {
		if code, head, _ := journalist.get(path); code != 200 || strings.Contains(head.Get("Cache-Control"), "public") {
			t.Errorf("journalist before: GET %s = %d %s", path, code, head.Get("Cache-Control"))
		}
	}
	if _, _, page := journalist.get("/lam-viec/bao-chi"); !strings.Contains(page, markHeadline) || !strings.Contains(page, "Không đăng trước") {
		t.Error("the journalist's corner does not list the embargoed story")
	}
	for _, path := range []string{"/oembed?url=" + url.QueryEscape(storyPath(e)), "/nhung" + strings.TrimPrefix(storyPath(e), "/mo-hinh"), "/feed.atom", "/feed/rieng/" + secret + "/tin.json"} {
		if _, _, body := journalist.get(path); tells(body) {
			t.Errorf("journalist before: %s may be passed on and tells", path)
		}
	}
	clock.turn(time.Hour + time.Second)
	if code, _, _ := visitor.get(storyPath(e)); code != 200 { // by the clock, whatever the job does
		t.Errorf("at its time: %d", code)
	}
	if _, err := h.flow.PublishDue(ctx); err != nil {
		t.Fatal(err)
	}
	h.catchUp(t)
	h.lookEverywhere(t, "visitor after", h.reader(t), e, secret, true)

	if code, _, _ := journalist.get(storyPath(e) + "/goi-bao-chi.zip"); code != 200 {
		t.Errorf("pack: %d", code)
	}
	_, head, _ := visitor.get(fmt.Sprintf("/anh/%d/1200.jpg", e.Photos[0].ID))
	tag := head.Get("ETag")
	story := e.Story
	story.Headline = markHeadline
	if _, err := h.flow.Correct(ctx, h.system(), e.ID, 0, story, "Sửa chiều dài cầu phao."); err != nil {
		t.Fatal(err)
	}
	h.catchUp(t)
	clock.turn(time.Minute)
	if _, _, feed := visitor.get("/feed.rss"); !strings.Contains(feed, "Đính chính: "+markHeadline) {
		t.Error("the feed does not tell of the correction")
	}
	if _, err := h.flow.Remove(ctx, h.system(), e.ID, 0, "Đơn vị đề nghị gỡ."); err != nil {
		t.Fatal(err)
	}
	h.catchUp(t)
	h.lookEverywhere(t, "visitor removed", h.reader(t), e, secret, false)
	h.lookEverywhere(t, "journalist removed", journalist, e, secret, false)
	h.afterRemoval(t, e, account.ID, secret, tag)
}

func (h *house) afterRemoval(t *testing.T, e registry.Entry, account registry.AccountID, secret, tag string) {
	t.Helper()
	r := h.reader(t)
	if code, _, page := r.get(storyPath(e)); code != 410 || !strings.Contains(page, "đã được gỡ") {
		t.Errorf("notice page: %d", code)
	}
	req, _ := http.NewRequest(http.MethodGet, h.server.URL+fmt.Sprintf("/anh/%d/1200.jpg", e.Photos[0].ID), nil)
	req.Header.Set("If-None-Match", tag)
	resp, err := r.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if tag == "" || resp.StatusCode != 404 {
		t.Errorf("a kept copy (%s) of the photo is confirmed: %d", tag, resp.StatusCode)
	}
	id := fmt.Sprintf("2026:mo-hinh/%d", e.ID)
	for _, path := range []string{"/feed.atom", "/feed.rss", "/feed.json", "/feed.atom?field=kinh-te", "/feed/rieng/" + secret + "/tin.rss"} {
		if _, _, feed := r.get(path); !strings.Contains(feed, id) || !strings.Contains(feed, "Đã gỡ") {
			t.Errorf("%s does not tell of the removal", path)
		}
	}
	if _, _, feed := r.get("/feed.atom?field=an-ninh"); strings.Contains(feed, id) {
		t.Error("a feed in which the story never was tells of its removal")
	}
	notices, _, err := h.db.Notices(context.Background(), account, 0, 20)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, n := range notices {
		words = append(words, n.Text)
	}
	all := strings.Join(words, "\n")
	if !strings.Contains(all, "Đính chính bài bạn đã tải gói") || !strings.Contains(all, "vừa được gỡ") {
		t.Errorf("who took the pack is not told: %s", all)
	}
}

// One photo taken down is out of the pack, the page and its single download.
func TestTakenDownPhotoLeavesThePack(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	e := h.readyStory(t, phototest.NewJPEG(640, 480, 6, phototest.Options{}), phototest.NewJPEG(640, 480, 7, phototest.Options{}))
	e = h.publish(t, e.ID, time.Time{}, false)
	e, err := h.db.Entry(context.Background(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.flow.TakeDownPhoto(context.Background(), h.system(), e.Photos[0].ID, true, "Người trong ảnh yêu cầu."); err != nil {
		t.Fatal(err)
	}
	r := h.reader(t)
	_, _, body := r.get(storyPath(e) + "/goi-bao-chi.zip")
	n := 0
	for name := range unzipped(t, body) {
		if strings.HasSuffix(name, ".jpg") {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d photo files, want 2", n)
	}
	for _, path := range []string{fmt.Sprintf("/anh/%d-in.jpg", e.Photos[0].ID), fmt.Sprintf("/anh/%d-1200.jpg", e.Photos[0].ID)} {
		if code, _, _ := r.get(storyPath(e) + path); code != 404 {
			t.Errorf("%s: %d", path, code)
		}
	}
}

func TestFeedsAreConditional(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 60)
	r := h.reader(t)
	for _, path := range []string{"/feed.atom", "/feed.rss", "/feed.json", "/feed.rss?year=2020&sort=title"} {
		code, head, body := r.get(path)
		if code != 200 || head.Get("ETag") == "" || body == "" {
			t.Errorf("%s: %d %v", path, code, head)
		}
		for _, cond := range [][2]string{{"If-None-Match", head.Get("ETag")}, {"If-Modified-Since", head.Get("Last-Modified")}} {
			req, _ := http.NewRequest(http.MethodGet, h.server.URL+path, nil)
			req.Header.Set(cond[0], cond[1])
			resp, err := r.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if cond[1] == "" || resp.StatusCode != http.StatusNotModified {
				t.Errorf("%s with %s %q: %d", path, cond[0], cond[1], resp.StatusCode)
			}
		}
	}
	var feed struct {
		XMLName xml.Name
		Entries []struct {
			ID string `xml:"id"`
		} `xml:"entry"`
	}
	_, _, body := r.get("/feed.atom")
	if err := xml.Unmarshal([]byte(body), &feed); err != nil || len(feed.Entries) != 50 {
		t.Errorf("%d entries, %v", len(feed.Entries), err)
	}
	if _, _, page := r.get("/gioi-thieu"); strings.Count(page, `rel="alternate"`) < 3 {
		t.Error("a page does not lead to the three feeds")
	}
}

// Only the card may be framed, and oEmbed points to it.
func TestEmbed(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	e := h.readyStory(t, phototest.NewJPEG(640, 480, 8, phototest.Options{}))
	e = h.publish(t, e.ID, time.Time{}, false)
	r := h.reader(t)
	code, head, body := r.get("/oembed?format=json&maxwidth=320&url=" + url.QueryEscape(h.server.URL+storyPath(e)))
	var o press.OEmbed
	if err := json.Unmarshal([]byte(body), &o); code != 200 || err != nil || o.Type != "rich" || o.Width != 320 || o.ThumbnailURL == "" || head.Get("Access-Control-Allow-Origin") != "*" {
		t.Fatalf("%d %v %+v", code, err, o)
	}
	src := regexp.MustCompile(`src="([^"]+)"`).FindStringSubmatch(o.HTML)
	if src == nil {
		t.Fatal(o.HTML)
	}
	code, head, body = r.get(strings.TrimPrefix(src[1], h.server.URL))
	if code != 200 || !strings.Contains(body, markHeadline) || strings.Contains(body, "<script") || !strings.Contains(head.Get("Content-Security-Policy"), "frame-ancestors *") || head.Get("X-Frame-Options") != "" {
		t.Errorf("card: %d %v", code, head)
	}
	if _, head, _ := r.get(storyPath(e)); !strings.Contains(head.Get("Content-Security-Policy"), "frame-ancestors 'none'") || head.Get("X-Frame-Options") != "DENY" {
		t.Errorf("the story itself may be framed: %v", head)
	}
	for path, want := range map[string]int{
		"/oembed": 404, "/oembed?url=https://khac.example" + storyPath(e): 404, "/oembed?url=%zz": 404, "/oembed?format=xml&url=" + url.QueryEscape(storyPath(e)): 200,
		"/nhung/2026/khong-co": 404,
	} {
		if code, _, _ := r.get(path); code != want {
			t.Errorf("%s: %d, want %d", path, code, want)
		}
	}
}

// memory in use by the program right now.
func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// A pack of ten photos of 12 megapixels: when it starts, when it ends, what it
// holds meanwhile, and again.
func BenchmarkPressPack(b *testing.B) {
	h := newHouse(b, 0)
	var photos [][]byte
	for i := range 10 {
		photos = append(photos, phototest.NewJPEG(4000, 3000, int64(100+i), phototest.Options{}))
	}
	e := h.readyStory(b, photos...)
	photos = nil
	e = h.publish(b, e.ID, time.Time{}, false)
	var first, bytes, held float64
	before := inUse()
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		resp, err := http.Get(h.server.URL + storyPath(e) + "/goi-bao-chi.zip")
		if err != nil {
			b.Fatal(err)
		}
		buf := make([]byte, 32<<10)
		if _, err := io.ReadFull(resp.Body, buf[:1]); err != nil {
			b.Fatal(err)
		}
		first = max(first, time.Since(start).Seconds()*1000)
		n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, resp.Body, buf)
		if err != nil {
			b.Fatal(err)
		}
		resp.Body.Close()
		bytes = float64(n)
		if now := inUse(); now > before {
			held = max(held, float64(now-before))
		}
	}
	b.ReportMetric(first, "ms-to-first-byte")
	b.ReportMetric(bytes/1e6, "MB")
	b.ReportMetric(held/1e6, "MB-held")
}
