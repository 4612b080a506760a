package sitetest

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
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
	"danvankheo/internal/testkit"
	"danvankheo/internal/workflow"
)

// hands is a clock that tests turn.
type hands struct{ by atomic.Int64 }

func (c *hands) Now() time.Time { return time.Now().Add(time.Duration(c.by.Load())) }

func (c *hands) Turn(d time.Duration) { c.by.Add(int64(d)) }

func (h *House) Clock() (c *hands) { c = &hands{}; h.Flow.Clock = c.Now; return c }

func (h *House) System() registry.Actor { return registry.System("thử") }

func pressWords(n int) registry.PhotoText {
	return registry.PhotoText{
		Caption: fmt.Sprintf(
			"Bà con thôn Hạ góp công làm cầu phao, ảnh %d",
			n,
		), Alt: "Nhiều người khiêng phao", Author: "Hồng Nhung", TakenOn: "2026-03-12", Basis: registry.PublicActivity,
	}
}

const (
	MarkHeadline = "Cầu phao vượt lũ kỳ lạ ở bến Hạ"
	MarkSlug     = "cau-phao-vuot-lu-ky-la-o-ben-ha"
)

// ReadyStory is an accepted entry with photos and texts that waits to be published.
func (h *House) ReadyStory(t testing.TB, photos ...[]byte) registry.Entry {
	t.Helper()
	ctx := context.Background()
	staff := testkit.Staff(t, h.Flow.Ledger(), 1, h.Own)
	content := testkit.CompleteContent()
	content.Title, content.ContactPress = MarkHeadline, true
	e, err := h.Flow.Create(ctx, staff, workflow.NewEntry{Season: h.Flow.CurrentYear(), Content: content})
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range photos {
		if _, err := h.Flow.AddPhoto(ctx, staff, e.ID, bytes.NewReader(b), pressWords(i)); err != nil {
			t.Fatal(err)
		}
	}
	err = h.DB.Update(ctx, h.Flow.Now(), func(tx *sqlite.Tx) error {
		if e, err = tx.Entry(context.Background(), e.ID); err != nil {
			return err
		}
		e.Registration, e.Result, e.AcceptedAt, e.ConfirmedAt = registry.Accepted, registry.Effective, tx.Now(), tx.Now()
		e.Content.Outcomes = []registry.Outcome{
			{Indicator: "ROAD_KM", Baseline: "0", Target: "2,4", Actual: "2,6", Period: "nam", Source: "xa-xac-nhan"},
		}
		e.Story = registry.Story{
			Headline: MarkHeadline, Short: "Dân bến Hạ làm cầu phao bằng thùng nhựa.", Medium: "Lũ về, bến Hạ bị cắt. Chi bộ họp dân ba tối.", Long: "Bài dài về cầu phao.\n\nĐoạn hai.",
			Quote: "Có cầu thì trẻ đến lớp.", QuoteName: "Bà Nguyễn Thị A", QuoteTitle: "Trưởng thôn",
		}
		return tx.UpdateEntry(&e)
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (h *House) Publish(t testing.TB, id registry.EntryID, at time.Time, toPress bool) registry.Entry {
	t.Helper()
	e, err := h.Flow.Publish(context.Background(), h.System(), id, 0, at, toPress)
	if err != nil {
		t.Fatal(err)
	}
	h.CatchUp(t)
	return e
}

func StoryPath(e registry.Entry) string { return fmt.Sprintf("/mo-hinh/%d/%s", e.Season, e.Slug) }

func Unzipped(t *testing.T, body string) map[string][]byte {
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

// CleanPhoto reads a photo with exiftool: our words are in it, the camera is not.
func CleanPhoto(t *testing.T, name string, b []byte, address string) {
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

var weighed = regexp.MustCompile(`href="(/mo-hinh/[^"]*/(?:tai|anh)/[^"]*)"`)

// StoryBox holds the links of the press box: each leads to a download.
func (h *House) StoryBox(t *testing.T, e registry.Entry) {
	t.Helper()
	r := h.Reader(t)
	_, _, page := r.Get(StoryPath(e))
	links := weighed.FindAllStringSubmatch(page, -1)
	if len(links) < 13 || !strings.Contains(page, "goi-bao-chi.zip") || !strings.Contains(page, "json+oembed") {
		t.Errorf("%d downloads on the page of the story", len(links))
	}
	for _, l := range links {
		code, head, body := r.Get(l[1])
		if code != 200 || body == "" || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d %v", l[1], code, head)
		}
		if strings.HasSuffix(l[1], ".jpg") {
			CleanPhoto(t, l[1], []byte(body), StoryPath(e))
		}
	}
	for _, path := range []string{"/qr.svg", "/qr.png", "/bien-a5"} {
		if code, _, _ := r.Get(StoryPath(e) + path); code != 200 {
			t.Errorf("%s: %d", path, code)
		}
	}
	for _, path := range []string{"/tai/khac.txt", "/anh/999-in.jpg", "/anh/x"} {
		if code, _, _ := r.Get(StoryPath(e) + path); code != 404 {
			t.Errorf("%s: %d, want 404", path, code)
		}
	}
}

// Choosing takes several stories: ticked ones, and those of a search.
func (h *House) Choosing(t *testing.T, e registry.Entry) {
	t.Helper()
	r := h.Reader(t)
	if code, _, page := r.Get("/bao-chi/chon?q=" + url.QueryEscape("cầu phao")); code != 200 || !strings.Contains(page, MarkHeadline) {
		t.Errorf("choose: %d", code)
	}
	code, _, body := r.Get(fmt.Sprintf("/bao-chi/goi-bao-chi.zip?id=%d&id=1&id=2&id=999999", e.ID))
	if files := Unzipped(t, body); code != 200 || len(files["danh-sach.csv"]) == 0 ||
		bytes.Count(files["danh-sach.csv"], []byte("\r\n")) != 4 {
		t.Errorf("chosen: %d %q", code, files["danh-sach.csv"])
	}
	if code, _, _ := r.Get("/bao-chi/goi-bao-chi.zip"); code != 404 {
		t.Errorf("nothing chosen: %d", code)
	}
	code, _, body = r.Get("/mo-hinh/goi-bao-chi.zip?sort=newest")
	if files := Unzipped(t, body); code != 200 || bytes.Count(files["danh-sach.csv"], []byte("\r\n")) != 32 {
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
