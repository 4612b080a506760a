package site_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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
		Caption: fmt.Sprintf(
			"Bà con thôn Hạ góp công làm cầu phao, ảnh %d",
			n,
		), Alt: "Nhiều người khiêng phao", Author: "Hồng Nhung", TakenOn: "2026-03-12", Basis: registry.PublicActivity,
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
		if e, err = tx.Entry(context.Background(), e.ID); err != nil {
			return err
		}
		e.Registration, e.Result, e.AcceptedAt, e.ConfirmedAt = registry.Accepted, registry.Effective, tx.Now(), tx.Now()
		e.Content.Outcomes = []registry.Outcome{
			{Indicator: "ROAD_KM", Baseline: "0", Target: "2,4", Actual: "2,6", Period: "nam", Source: "xa-xac-nhan"},
		}
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
		if strings.Contains(tag, "GPS") || strings.Contains(tag, "IFD0") || strings.HasPrefix(tag, "ExifIFD") ||
			strings.HasSuffix(tag, ":Make") {
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
	if files := unzipped(t, body); code != 200 || len(files["danh-sach.csv"]) == 0 ||
		bytes.Count(files["danh-sach.csv"], []byte("\r\n")) != 4 {
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

// LibreOffice opens the documents of a pack and prints what a newsroom expects.
func TestPackDocumentsPrint(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	e := h.readyStory(t)
	e = h.publish(t, e.ID, time.Time{}, false)
	code, _, body := h.reader(t).get(storyPath(e) + "/tai/bai-400-tu.docx")
	if code != 200 {
		t.Fatalf("%d", code)
	}
	pages := testkit.Printed(t, "bai-400-tu.docx", []byte(body))
	text := strings.Join(strings.Fields(strings.Join(pages, " ")), " ")
	for _, want := range []string{markHeadline, "Bài dài về cầu phao. Đoạn hai.", "“Có cầu thì trẻ đến lớp.”", "Bà Nguyễn Thị A, Trưởng thôn", "Nguồn: Dân vận khéo Bắc Ninh"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q: %s", want, text)
		}
	}
	if len(pages) != 1 {
		t.Errorf("%d pages", len(pages))
	}
}

func TestPackOfAReportedStory(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	e := h.readyStory(t, phototest.NewJPEG(640, 480, 4, phototest.Options{}))
	err := h.db.Update(context.Background(), h.flow.Now(), func(tx *sqlite.Tx) (err error) {
		if e, err = tx.Entry(context.Background(), e.ID); err != nil {
			return err
		}
		e.Origin, e.Source = registry.Reported, registry.Source{
			Title:     "Bài gốc",
			Publisher: "Báo Bắc Giang",
			URL:       "https://bao.example/1",
			Label:     "dan-van-kheo",
		}
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

// One photo taken down is out of the pack, of every page, feed and answer, and its
// files are gone.
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
	gone := fmt.Sprintf("/anh/%d", e.Photos[0].ID)
	for _, size := range []string{"400", "800", "1200", "in"} {
		if code, _, _ := r.get(gone + "/" + size + ".jpg"); code != 404 {
			t.Errorf("%s, %s: %d", gone, size, code)
		}
	}
	for _, path := range []string{
		storyPath(e), "/", "/mo-hinh", "/bao-chi", "/bao-chi/goi-y-de-tai", "/feed.atom", "/feed.rss", "/feed.json", "/oembed?url=" + url.QueryEscape(storyPath(e)), "/nhung" + strings.TrimPrefix(storyPath(e), "/mo-hinh"),
		storyPath(e) + "/bien-a5", storyPath(e) + "/tai/du-kien.json", fmt.Sprintf("/api/v1/entries/%d", e.ID), "/api/v1/entries", "/don-vi/" + string(h.own),
	} {
		if code, _, page := r.get(path); code != 200 || strings.Contains(page, gone+"/") || strings.Contains(page, gone+"-") ||
			strings.Contains(page, e.Photos[0].Caption) {
			t.Errorf("%s: %d, the photo that was taken down is still named", path, code)
		}
	}
}
