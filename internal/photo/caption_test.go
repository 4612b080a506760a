package photo_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image/jpeg"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/photo"
	"danvankheo/internal/photo/phototest"
)

func sampleWords() photo.Words {
	return photo.Words{
		Headline: "Đường làng rộng, lòng dân thuận", Caption: "Bà con thôn Hạ, xã Tân Sơn góp công mở đường, sáng 12/3/2026.",
		Alt: "Hơn mười người xúc đất bên con đường làng", Author: "Nguyễn Thị Hồng Nhung", Credit: "Ảnh: Nguyễn Thị Hồng Nhung",
		Copyright: "© UBND xã Tân Sơn", Terms: "Dùng lại cho tin, bài khi ghi tên người chụp; không cắt ghép làm sai ý.",
		Source:  "Dân vận khéo Bắc Ninh",
		Address: "https://danvankheo.example/mo-hinh/2026/duong-lang", TermsURL: "https://danvankheo.example/bao-chi",
		Date: time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC), Place: "Xã Tân Sơn", Province: "Bắc Ninh", Country: "Việt Nam", Job: "26-0184",
	}
}

// servedJPEG is a photo with private data as the store serves it.
func servedJPEG(t testing.TB) []byte {
	t.Helper()
	s, err := photo.Open(t.TempDir(), photo.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p, err := s.Add(context.Background(), bytes.NewReader(phototest.NewJPEG(900, 600, 3, phototest.Phone())))
	if err != nil {
		t.Fatal(err)
	}
	f, err := s.Open(p.Hash, photo.Large)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestCaptionKeepsThePicture(t *testing.T) {
	t.Parallel()
	plain := servedJPEG(t)
	c := photo.NewCaption(sampleWords())
	var out bytes.Buffer
	n, err := c.Copy(&out, bytes.NewReader(plain))
	if err != nil || n != int64(out.Len()) || n != int64(len(plain))+c.Len() {
		t.Fatalf("Copy = %d, %v; want %d bytes", n, err, int64(len(plain))+c.Len())
	}
	if !bytes.HasSuffix(out.Bytes(), plain[2:]) {
		t.Error("the picture's own bytes changed")
	}
	if _, err := jpeg.Decode(&out); err != nil {
		t.Error(err)
	}
	jfif := append([]byte{0xFF, 0xD8}, phototest.Segment(0xE0, []byte("JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"))...)
	jfif = append(jfif, plain[2:]...)
	out.Reset()
	if _, err := c.Copy(&out, bytes.NewReader(jfif)); err != nil || out.Bytes()[3] != 0xE0 {
		t.Errorf("JFIF must stay first: % x, %v", out.Bytes()[:4], err)
	}
}

func TestCaptionRefuses(t *testing.T) {
	t.Parallel()
	c := photo.NewCaption(sampleWords())
	for _, in := range []string{"", "\xff\xd8", "GIF89a......", "\xff\xd8\xff\xe0\xff", "\x89PNG\r\n"} {
		if _, err := c.Copy(io.Discard, strings.NewReader(in)); err == nil ||
			!errors.Is(err, photo.ErrNotJPEG) && !errors.Is(err, io.EOF) {
			t.Errorf("Copy(%q) = %v", in, err)
		}
	}
}

// exiftool reads what we wrote, and finds nothing else.
func TestCaptionReadByExiftool(t *testing.T) {
	t.Parallel()
	tool, err := exec.LookPath("exiftool")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("exiftool is not installed: apt-get install libimage-exiftool-perl")
		}
		t.Skip("exiftool is not installed: apt-get install libimage-exiftool-perl")
	}
	w := sampleWords()
	path := filepath.Join(t.TempDir(), "a.jpg")
	var b bytes.Buffer
	if _, err := photo.NewCaption(w).Copy(&b, bytes.NewReader(servedJPEG(t))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "-json", "-G1", "-a", "-warning", "-validate", "-all", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	if err := json.Unmarshal(out, &list); err != nil || len(list) != 1 {
		t.Fatalf("%v: %s", err, out)
	}
	tags := list[0]
	for name, want := range map[string]string{
		"IPTC:Caption-Abstract": w.Caption, "IPTC:Headline": w.Headline, "IPTC:CopyrightNotice": w.Copyright,
		"IPTC:SpecialInstructions": w.Terms,
		"IPTC:DateCreated":         "2026:03:12", "IPTC:Province-State": w.Province, "IPTC:By-line": w.Author,
		"XMP-dc:Description": w.Caption, "XMP-dc:Rights": w.Copyright, "XMP-photoshop:Credit": w.Credit,
		"XMP-xmpRights:UsageTerms": w.Terms,
		"XMP-dc:Source":            w.Address, "XMP-xmpRights:WebStatement": w.TermsURL, "XMP-iptcCore:AltTextAccessibility": w.Alt,
		"XMP-dc:Creator":            w.Author,
		"XMP-photoshop:DateCreated": "2026:03:12", "XMP-iptcCore:Location": w.Place, "ExifTool:Validate": "OK",
	} {
		got, _ := tags[name].(string)
		if got != want && !(name == "IPTC:By-line" && strings.HasPrefix(want, got) && got != "") {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if got, want := tags["Photoshop:IPTCDigest"], tags["File:CurrentIPTCDigest"]; want != nil && got != want {
		t.Errorf("digest %v, reader counts %v", got, want)
	}
	for name := range tags {
		for _, no := range []string{"GPS", "Make", "Model", "Serial", "Owner", "Software", "IFD0", "ExifIFD", "ICC", "Warning"} {
			if strings.Contains(name, no) {
				t.Errorf("%s = %v must not be in a served photo", name, tags[name])
			}
		}
	}
	for _, private := range []string{phototest.Owner, phototest.Device, phototest.Place} {
		if bytes.Contains(b.Bytes(), []byte(private)) {
			t.Errorf("%q is in the file", private)
		}
	}
}

// Whatever is written about a photo, the file stays a JPEG of the promised length.
func FuzzCaption(f *testing.F) {
	var small bytes.Buffer
	if err := jpeg.Encode(&small, phototest.Image(16, 16, 1), nil); err != nil {
		f.Fatal(err)
	}
	f.Add("Chú thích", "Tác giả", "]]><x/>\x00\xff")
	f.Add(strings.Repeat("ầ", 70000), "", "&lt;")
	f.Fuzz(func(t *testing.T, caption, author, terms string) {
		c := photo.NewCaption(
			photo.Words{
				Caption:   caption,
				Author:    author,
				Terms:     terms,
				Headline:  caption,
				Alt:       terms,
				Copyright: caption,
				Source:    caption,
				Place:     caption,
			},
		)
		var out bytes.Buffer
		if n, err := c.Copy(&out, bytes.NewReader(small.Bytes())); err != nil || n != int64(small.Len())+c.Len() {
			t.Fatalf("Copy = %d, %v", n, err)
		}
		if _, err := jpeg.Decode(bytes.NewReader(out.Bytes())); err != nil {
			t.Fatal(err)
		}
	})
}
