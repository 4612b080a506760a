package public_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/press"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
)

func TestPressPack(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 30, areas...)
	e := h.ReadyStory(t, phototest.NewJPEG(1400, 900, 1, phototest.Phone()), phototest.NewJPEG(900, 1400, 2, phototest.Phone()))
	e = h.Publish(t, e.ID, time.Time{}, false)
	r := h.Reader(t)
	code, head, body := r.Get(sitetest.StoryPath(e) + "/goi-bao-chi.zip")
	if code != 200 || head.Get("Content-Type") != "application/zip" || head.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v", code, head)
	}
	var photos, documents int
	for name, b := range sitetest.Unzipped(t, body) {
		switch filepath.Ext(name) {
		case ".jpg":
			photos++
			cleanPhoto(t, name, b, sitetest.StoryPath(e))
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
	storyBox(t, h, e)
	choosing(t, h, e)
}

// LibreOffice opens the documents of a pack and prints what a newsroom expects.
func TestPackDocumentsPrint(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.ReadyStory(t)
	e = h.Publish(t, e.ID, time.Time{}, false)
	code, _, body := h.Reader(t).Get(sitetest.StoryPath(e) + "/tai/bai-400-tu.docx")
	if code != 200 {
		t.Fatalf("%d", code)
	}
	pages := testkit.Printed(t, "bai-400-tu.docx", []byte(body))
	text := strings.Join(strings.Fields(strings.Join(pages, " ")), " ")
	for _, want := range []string{sitetest.MarkHeadline, "Bài dài về cầu phao. Đoạn hai.", "“Có cầu thì trẻ đến lớp.”",
		"Bà Nguyễn Thị A, Trưởng thôn", "Nguồn: Dân vận khéo Bắc Ninh"} {
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
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.ReadyStory(t, phototest.NewJPEG(640, 480, 4, phototest.Options{}))
	err := h.DB.Update(context.Background(), h.Flow.Now(), func(tx *sqlite.Tx) (err error) {
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
	e = h.Publish(t, e.ID, time.Time{}, false)
	_, _, body := h.Reader(t).Get(sitetest.StoryPath(e) + "/goi-bao-chi.zip")
	for name, b := range sitetest.Unzipped(t, body) {
		if strings.HasSuffix(name, ".jpg") {
			t.Errorf("%s is not ours to give", name)
		}
		if strings.HasSuffix(name, "README.txt") && !bytes.Contains(b, []byte("tóm lược theo Báo Bắc Giang")) {
			t.Errorf("%s", b)
		}
	}
}

// One photo taken down is out of the pack, of every page, feed and answer, and its
// files are gone.
func TestTakenDownPhotoLeavesThePack(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	clock := h.Clock()
	e := h.ReadyStory(t, phototest.NewJPEG(640, 480, 6, phototest.Options{}), phototest.NewJPEG(640, 480, 7, phototest.Options{}))
	e = h.Publish(t, e.ID, time.Time{}, false)
	e, err := h.DB.Entry(context.Background(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	r := h.Reader(t)
	clock.Advance(2 * time.Second) // nothing is dated in the second in which it changed
	feeds := map[string]string{"/feed.atom": "", "/feed.rss": "", "/feed.json": ""}
	for path := range feeds {
		_, head, _ := r.Get(path)
		feeds[path] = head.Get("Last-Modified")
	}
	clock.Advance(2 * time.Second) // headers have seconds
	if err := h.Flow.TakeDownPhoto(context.Background(), h.System(), e.Photos[0].ID, true, "Người trong ảnh yêu cầu."); err != nil {
		t.Fatal(err)
	}
	for path, since := range feeds {
		head := h.Ask(http.MethodGet, path, func(r *http.Request) { r.Header.Set("If-Modified-Since", since) })
		if since == "" || head.Code != http.StatusOK {
			t.Errorf("%s since %q: %d, as if a copy with the photo were still good", path, since, head.Code)
		}
	}
	_, _, body := r.Get(sitetest.StoryPath(e) + "/goi-bao-chi.zip")
	n := 0
	for name := range sitetest.Unzipped(t, body) {
		if strings.HasSuffix(name, ".jpg") {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d photo files, want 2", n)
	}
	for _, path := range []string{fmt.Sprintf("/anh/%d-in.jpg", e.Photos[0].ID), fmt.Sprintf("/anh/%d-1200.jpg", e.Photos[0].ID)} {
		if code, _, _ := r.Get(sitetest.StoryPath(e) + path); code != 404 {
			t.Errorf("%s: %d", path, code)
		}
	}
	gone := fmt.Sprintf("/anh/%d", e.Photos[0].ID)
	for _, size := range []string{"400", "800", "1200", "in"} {
		if code, _, _ := r.Get(gone + "/" + size + ".jpg"); code != 404 {
			t.Errorf("%s, %s: %d", gone, size, code)
		}
	}
	for _, path := range []string{
		sitetest.StoryPath(e), "/", "/mo-hinh", "/bao-chi", "/bao-chi/goi-y-de-tai", "/feed.atom", "/feed.rss", "/feed.json",
		"/oembed?url=" + url.QueryEscape(sitetest.StoryPath(e)), "/nhung" + strings.TrimPrefix(sitetest.StoryPath(e), "/mo-hinh"),
		sitetest.StoryPath(e) + "/bien-a5", sitetest.StoryPath(e) + "/tai/du-kien.json", fmt.Sprintf("/api/v1/entries/%d", e.ID),
		"/api/v1/entries", "/don-vi/" + string(h.Own),
	} {
		if code, _, page := r.Get(path); code != 200 || strings.Contains(page, gone+"/") || strings.Contains(page, gone+"-") ||
			strings.Contains(page, e.Photos[0].Caption) {
			t.Errorf("%s: %d, the photo that was taken down is still named", path, code)
		}
	}
}
