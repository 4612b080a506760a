package sitetest

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"testing"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
)

// AddPhoto gives an entry a photo without words.
func (h *House) AddPhoto(t testing.TB, id registry.EntryID, seed int64) registry.PhotoID {
	t.Helper()
	p, err := h.Flow.AddPhoto(
		context.Background(),
		h.ActorOf(t, registry.UnitStaff),
		id,
		bytes.NewReader(phototest.NewJPEG(640, 480, seed, phototest.Phone())),
		registry.PhotoText{},
	)
	if err != nil {
		t.Fatal(err)
	}
	return p.ID
}

type FormFile struct {
	Field, Name string
	Body        []byte
}

// SendFiles posts files, and fields if there are any, as a browser without
// scripts would.
func (r *Reader) SendFiles(path, accept string, fields map[string]string, files ...FormFile) (int, http.Header, string) {
	r.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range fields {
		if err := w.WriteField(k, v); err != nil {
			r.t.Fatal(err)
		}
	}
	for _, f := range files {
		part, err := w.CreateFormFile(f.Field, f.Name)
		if err == nil {
			_, err = part.Write(f.Body)
		}
		if err != nil {
			r.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		r.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, r.h.Server.URL+path, &b)
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	if accept != "" {
		req.Header.Set("Accept", accept)
	}
	return r.Exchange(req)
}
