package sitetest

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
)

// SendFile posts a file of a form.
func (r *Reader) SendFile(path, field, name, text string) (int, string) {
	r.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile(field, name)
	if err == nil {
		_, err = part.Write([]byte(text))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		r.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, r.h.Server.URL+path, &b)
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Origin", r.h.Server.URL)
	res, err := r.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	var body bytes.Buffer
	if _, err := body.ReadFrom(res.Body); err != nil {
		r.t.Fatal(err)
	}
	return res.StatusCode, body.String()
}
