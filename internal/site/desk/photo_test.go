package desk_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"danvankheo/internal/address"
	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// TestPhotoUpload: what is wrong with a file is said with its name, the good ones
// are kept, and what was typed beside them is saved.
func TestPhotoUpload(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.As(t, registry.UnitStaff)
	id := h.NewDraft(t, staff, "anh")
	path := address.EntryPhotos.At(id)
	good := sitetest.FormFile{Field: "file", Name: "IMG_0001.jpg", Body: phototest.NewJPEG(800, 600, 1, phototest.Phone())}
	for _, c := range []struct {
		name    string
		body    []byte
		code    int
		message string
	}{
		{"rong.jpg", nil, 422, "tệp rỗng"},
		{"nang.jpg", append(bytes.Clone(good.Body), make([]byte, 25<<20)...), 413, "quá 25 MB"},
		{"van-ban.jpg", []byte("đây không phải ảnh"), 415, "không phải ảnh JPEG, PNG hay WebP"},
		{"IMG_2.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1"), 415, "HEIC"},
		{"cut.jpg", good.Body[:len(good.Body)/2], 415, "hỏng hoặc bị cắt"},
	} {
		code, _, body := staff.SendFiles(path, "application/json", nil, sitetest.FormFile{Field: "file", Name: c.name, Body: c.body})
		if code != c.code || !strings.Contains(body, c.message) {
			t.Errorf("script sends %s: %d %.200s, want %d with %q", c.name, code, body, c.code, c.message)
		}
	}
	code, _, body := staff.SendFiles(path, "application/json", nil, good)
	if code != http.StatusCreated || !strings.Contains(body, `caption`) || !strings.Contains(body, `"id"`) {
		t.Fatalf("script sends a photo: %d %.300s", code, body)
	}
	staff.SendFiles(path, "application/json", nil, good) // sent again: kept once
	e := h.Entry(t, id)
	fields := map[string]string{
		"bieu-mau": "dang-ky",
		"version":  fmt.Sprint(e.Version),
		"title":    "Gõ cùng lúc gửi ảnh",
		"luu":      "1",
		fmt.Sprintf("photos.%d.caption", e.Photos[0].ID): "Chú thích gõ cùng lúc",
	}
	code, _, body = staff.SendFiles(
		path,
		"",
		fields,
		sitetest.FormFile{Field: "file", Name: "xấu “nhất”.jpg", Body: []byte("x")},
		sitetest.FormFile{Field: "file", Name: "hai.png", Body: phototest.NewPNG(300, 200, 5)},
		sitetest.FormFile{Field: "document", Name: "ke-hoach.pdf", Body: []byte("%PDF-1.7 nội dung")},
	)
	if code != http.StatusUnsupportedMediaType || !sitetest.Says(t, body, sitetest.ErrorSummary, "xấu “nhất”.jpg") ||
		!sitetest.Says(t, body, sitetest.ErrorSummary, "Đã nhận 2 tệp, còn 1 tệp") {
		t.Fatalf("plain form with a bad file: %d\n%.600s", code, body)
	}
	e = h.Entry(t, id)
	if len(e.Photos) != 2 || len(e.Attachments) != 1 || e.Content.Title != "Gõ cùng lúc gửi ảnh" ||
		e.Photos[0].Caption != "Chú thích gõ cùng lúc" {
		t.Fatalf("after the plain form: %d photos, %d files, title %q", len(e.Photos), len(e.Attachments), e.Content.Title)
	}
	fields = map[string]string{"bieu-mau": "dang-ky", "version": fmt.Sprint(e.Version), "title": "Gõ rồi đổi thứ tự"}
	if code, _, body := staff.SendFiles(fmt.Sprintf("/lam-viec/anh/%d/len", e.Photos[1].ID), "", fields); code != http.StatusSeeOther {
		t.Fatalf("moving a photo: %d\n%.400s", code, body)
	}
	now := h.Entry(t, id)
	if now.Photos[0].ID != e.Photos[1].ID || now.Content.Title != "Gõ rồi đổi thứ tự" {
		t.Fatalf("after moving: first photo %d, title %q", now.Photos[0].ID, now.Content.Title)
	}
}

// TestPhotoAccess: who may see a photo of a draft, of a public story, one that is
// incomplete there, and one that was taken down.
func TestPhotoAccess(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	ctx := context.Background()
	verifier := h.ActorOf(t, registry.Verifier)
	e := h.SentEntry(t)
	words := registry.PhotoText{Caption: "Dân thôn Hạ", Alt: "Năm người", Author: "Bình", Basis: registry.PublicActivity}
	photoOf := func(text registry.PhotoText, seed int64) registry.PhotoID {
		p, err := h.Flow.AddPhoto(ctx, verifier, e.ID, bytes.NewReader(phototest.NewJPEG(400, 300, seed, phototest.Phone())), text)
		if err != nil {
			t.Fatal(err)
		}
		return p.ID
	}
	complete, bare, down := photoOf(words, 1), photoOf(registry.PhotoText{}, 2), photoOf(words, 3)
	file, err := h.Flow.AddFile(ctx, verifier, e.ID, "Kế hoạch số 15.pdf", "", strings.NewReader("%PDF-1.7"))
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Flow.TakeDownPhoto(ctx, verifier, down, true, "Có người xin gỡ."); err != nil {
		t.Fatal(err)
	}
	readers := map[registry.Role]*sitetest.Reader{}
	for _, role := range registry.Roles() {
		readers[role] = h.As(t, role)
	}
	check := func(when string, p registry.PhotoID, seen ...registry.Role) {
		t.Helper()
		for role, r := range readers {
			want := http.StatusNotFound
			for _, s := range seen {
				if s == role {
					want = http.StatusOK
				}
			}
			code, _, body := r.Get(address.Photo.At(p, "400.jpg"))
			if code != want {
				t.Errorf("%s: photo as %s = %d, want %d", when, role, code, want)
			}
			if code == http.StatusOK && (strings.Contains(body, phototest.Owner) || strings.Contains(body, "Exif")) {
				t.Errorf("%s: metadata served", when)
			}
		}
	}
	inside := []registry.Role{registry.UnitStaff, registry.Verifier, registry.Admin, registry.Secretary}
	check("sent, complete", complete, inside...)
	check("sent, without words", bare, inside...)
	check("sent, taken down", down, registry.Verifier, registry.Admin)
	downloads(t, readers, file.ID)
	e, err = h.Flow.Accept(ctx, verifier, e.ID, e.Version)
	if err == nil {
		e, err = h.Flow.Publish(ctx, verifier, e.ID, e.Version, e.PublishAt, false)
	}
	if err != nil {
		t.Fatal(err)
	}
	check("public, complete", complete, registry.Roles()...)
	check("public, without words", bare, inside...)
	check("public, taken down", down, registry.Verifier, registry.Admin)
	caching(t, h, readers, complete, bare)
}

// downloads checks who gets a document, and that it is nothing but a download.
func downloads(t *testing.T, readers map[registry.Role]*sitetest.Reader, file registry.AttachmentID) {
	t.Helper()
	for role, r := range readers {
		want := map[registry.Role]int{registry.UnitStaff: 200, registry.Verifier: 200, registry.Admin: 200, registry.Secretary: 200,
			registry.Visitor: 303}[role]
		if want == 0 {
			want = http.StatusNotFound
		}
		code, head, _ := r.Get(fmt.Sprintf("/lam-viec/tep/%d", file))
		if code != want {
			t.Errorf("document as %s = %d, want %d", role, code, want)
		}
		if d := head.Get("Content-Disposition"); code == 200 &&
			(!strings.HasPrefix(d, `attachment; filename="ke hoach so 15.pdf"; filename*=UTF-8''K%E1%BA%BF%20ho`) ||
				head.Get("X-Content-Type-Options") != "nosniff") {
			t.Errorf("document is not a plain download: %q", d)
		}
	}
}

// caching checks what browsers may keep of a photo, and addresses of none.
func caching(t *testing.T, h *sitetest.House, readers map[registry.Role]*sitetest.Reader, complete, bare registry.PhotoID) {
	t.Helper()
	_, head, _ := readers[registry.Visitor].Get(address.Photo.At(complete, "800.jpg"))
	req, _ := http.NewRequest(http.MethodGet, h.Server.URL+address.Photo.At(complete, "800.jpg"), nil) // a fixed address
	req.Header.Set("If-None-Match", head.Get("ETag"))
	if code, _, _ := readers[registry.Visitor].Exchange(req); code != http.StatusNotModified ||
		head.Get("Cache-Control") != "public, max-age=60" {
		t.Errorf("public photo asked again = %d, %s", code, head.Get("Cache-Control"))
	}
	_, head, _ = readers[registry.UnitStaff].Get(address.Photo.At(bare, "800.jpg"))
	if head.Get("Cache-Control") != "private, no-store" {
		t.Errorf("private photo: %s", head.Get("Cache-Control"))
	}
	for _, odd := range []string{"/anh/0/400.jpg", "/anh/x/400.jpg", fmt.Sprintf("/anh/%d/4000.jpg", complete),
		fmt.Sprintf("/anh/%d/400.png", complete), fmt.Sprintf("/anh/%d/..%%2f400.jpg", complete)} {
		if code, _, _ := readers[registry.Visitor].Get(odd); code != http.StatusNotFound {
			t.Errorf("GET %s = %d", odd, code)
		}
	}
}
