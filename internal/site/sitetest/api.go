package sitetest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"danvankheo/internal/registry"
)

// Program is a client of the API with the token of a role; Visitor has none.
type Program struct {
	t     testing.TB
	h     *House
	Token string
}

// Program gives the role a token.
func (h *House) Program(t testing.TB, role registry.Role) *Program {
	t.Helper()
	p := &Program{t: t, h: h}
	if role == registry.Visitor {
		return p
	}
	ctx := context.Background()
	acc, err := h.DB.AccountByEmail(ctx, role.String()+"@thu.vn")
	if err != nil {
		t.Fatal(err)
	}
	if p.Token, _, err = h.Account.AddToken(ctx, registry.System("thử"), acc.ID, "Kiểm thử"); err != nil {
		t.Fatal(err)
	}
	return p
}

// Answer is what a call got.
type Answer struct {
	Code   int
	Header http.Header
	Text   string
	t      testing.TB
}

// JSON reads the body; every answer but an empty one is JSON.
func (a Answer) JSON() map[string]any {
	a.t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(a.Text), &v); err != nil {
		a.t.Fatalf("answer %d is no JSON object: %v\n%.300s", a.Code, err, a.Text)
	}
	return v
}

// Want checks the status, and that a refusal is a problem with words.
func (a Answer) Want(code int) Answer {
	a.t.Helper()
	if a.Code != code {
		a.t.Fatalf("status %d, want %d\n%.600s", a.Code, code, a.Text)
	}
	if code >= 400 {
		if kind := a.Header.Get("Content-Type"); !strings.HasPrefix(kind, "application/problem+json") {
			a.t.Fatalf("a refusal of type %q", kind)
		}
		if p := a.JSON(); p["title"] == "" || p["detail"] == "" || p["status"] != float64(code) {
			a.t.Fatalf("a problem without words: %s", a.Text)
		}
	}
	return a
}

// Fields lists the wrong fields of a problem.
func (a Answer) Fields() string {
	a.t.Helper()
	var out []string
	list, _ := a.JSON()["errors"].([]any)
	for _, x := range list {
		f := x.(map[string]any)
		if f["message"] == "" {
			a.t.Errorf("%v has no message", f["field"])
		}
		out = append(out, fmt.Sprint(f["field"]))
	}
	return strings.Join(out, " ")
}

// Call sends JSON, with header fields in pairs of name and value.
func (p *Program) Call(method, path, body string, header ...string) Answer {
	p.t.Helper()
	req := httptest.NewRequestWithContext(context.Background(), method, path, strings.NewReader(body))
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if p.Token != "" {
		req.Header.Set("Authorization", "Bearer "+p.Token)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	return p.Send(req)
}

// Send sends a request as it is.
func (p *Program) Send(req *http.Request) Answer {
	rec := httptest.NewRecorder()
	p.h.Handler.ServeHTTP(rec, req)
	return Answer{rec.Code, rec.Header(), rec.Body.String(), p.t}
}

// Get reads from an address.
func (p *Program) Get(path string) Answer { return p.Call(http.MethodGet, path, "") }

// DraftBody is a registration with nothing missing.
func DraftBody(more string) string {
	return `{"title":"Đường làng rộng","field":"kinh-te","kind":"mo-hinh-tap-the","summary":"Dân góp đất mở đường.","problem":"Đường hẹp.","goal":"Mở 2,4 km.",
	"approach":"Họp từng xóm.","address":"Thôn Hạ","beneficiaries":"120 hộ","lead":"Chi bộ","milestones":"Quý I họp dân.","outputs":"Đường 5 m.","replicability":"Làm được.",
	"start":"2026-02-01","review_on":"2026-10-31","contact_name":"Văn phòng","contact_phone":"0204 3854 123","pledge":true,"households":120,
	"outcomes":[{"indicator":"ROAD_KM","value":2.4},{"indicator":"Số buổi họp","value":"1.200","unit":"buổi"}]` + more + `}`
}

// Upload sends a multipart form.
func (p *Program) Upload(path string, file []byte, words map[string]string) Answer {
	p.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range words {
		_ = w.WriteField(k, v) // into memory
	}
	if file != nil {
		part, _ := w.CreateFormFile("file", "anh.jpg") // into memory
		_, _ = part.Write(file)
	}
	_ = w.Close()
	req := httptest.NewRequestWithContext(context.Background(), http.MethodPost, path, &b)
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Authorization", "Bearer "+p.Token)
	return p.Send(req)
}
