package public_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

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
		"IPTC:Caption-Abstract": "Bà con thôn Hạ", "IPTC:By-line": "Hồng Nhung", "XMP-photoshop:Credit": "Ảnh: Hồng Nhung",
		"XMP-dc:Rights":            "© Hồng Nhung",
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

// linksTo reports whether an element that a selector finds leads to an address with part.
func linksTo(t *testing.T, page, selector, part string) bool {
	t.Helper()
	return slices.ContainsFunc(sitetest.Links(t, page, selector, "href"), func(to string) bool { return strings.Contains(to, part) })
}

// storyBox holds the links of the press box: each leads to a download.
func storyBox(t *testing.T, h *sitetest.House, e registry.Entry) {
	t.Helper()
	r := h.Reader(t)
	_, _, page := r.Get(sitetest.StoryPath(e))
	links := weighed.FindAllStringSubmatch(page, -1)
	if len(links) < 13 || !linksTo(t, page, "main a", "goi-bao-chi.zip") ||
		!linksTo(t, page, `head link[type="application/json+oembed"]`, "oembed") {
		t.Errorf("%d downloads on the page of the story", len(links))
	}
	for _, l := range links {
		code, head, body := r.Get(l[1])
		if code != 200 || body == "" || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d %v", l[1], code, head)
		}
		if strings.HasSuffix(l[1], ".jpg") {
			cleanPhoto(t, l[1], []byte(body), sitetest.StoryPath(e))
		}
	}
	for _, path := range []string{"/qr.svg", "/qr.png", "/bien-a5"} {
		if code, _, _ := r.Get(sitetest.StoryPath(e) + path); code != 200 {
			t.Errorf("%s: %d", path, code)
		}
	}
	for _, path := range []string{"/tai/khac.txt", "/anh/999-in.jpg", "/anh/x"} {
		if code, _, _ := r.Get(sitetest.StoryPath(e) + path); code != 404 {
			t.Errorf("%s: %d, want 404", path, code)
		}
	}
}

// choosing takes several stories: ticked ones, and those of a search.
func choosing(t *testing.T, h *sitetest.House, e registry.Entry) {
	t.Helper()
	r := h.Reader(t)
	if code, _, page := r.Get("/bao-chi/chon?q=" + url.QueryEscape("cầu phao")); code != 200 ||
		!sitetest.Says(t, page, "main form label, main form a", sitetest.MarkHeadline) {
		t.Errorf("choose: %d", code)
	}
	code, _, body := r.Get(fmt.Sprintf("/bao-chi/goi-bao-chi.zip?id=%d&id=1&id=2&id=999999", e.ID))
	if files := sitetest.Unzipped(t, body); code != 200 || len(files["danh-sach.csv"]) == 0 ||
		bytes.Count(files["danh-sach.csv"], []byte("\n")) != 4 {
		t.Errorf("chosen: %d %q", code, files["danh-sach.csv"])
	}
	if code, _, _ := r.Get("/bao-chi/goi-bao-chi.zip"); code != 404 {
		t.Errorf("nothing chosen: %d", code)
	}
	code, _, body = r.Get("/mo-hinh/goi-bao-chi.zip?sort=newest")
	if files := sitetest.Unzipped(t, body); code != 200 || bytes.Count(files["danh-sach.csv"], []byte("\n")) != 32 {
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
