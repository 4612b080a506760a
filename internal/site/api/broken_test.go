package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// TestBrokenBodies sends three hundred bodies that are no JSON, or not what they
// should be: no answer is a failure of ours, and nothing is written.
func TestBrokenBodies(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	own := h.DraftOf(t, h.Own)
	staff := h.Program(t, registry.UnitStaff)
	before, err := h.DB.Entry(context.Background(), own.Entry)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	good := []byte(sitetest.DraftBody(""))
	bodies := []string{
		"",
		"null",
		"[]",
		"0",
		`""`,
		"true",
		"{",
		"}",
		"[[[[[[",
		`{"title"}`,
		`{"title":}`,
		`{title:"a"}`,
		"{'title':'a'}",
		`{"title":"a",}`,
		"\x00",
		"\xff\xfe",
		`{"title":"\ud800"}`,
		`{"title":"a"}{"title":"b"}`,
		strings.Repeat(`{"a":`, 20_000),
		strings.Repeat("[", 200_000),
		`{"title":1e999}`,
		`{"outcomes":[[[[]]]]}`,
		`{"year":99999999999999999999}`,
		`{"households":1e400}`,
	}
	for len(bodies) < 320 {
		b := bytes.Clone(good)
		switch r.IntN(4) {
		case 0:
			b = b[:r.IntN(len(b))]
		case 1:
			b[r.IntN(len(b))] = byte(r.IntN(256))
		case 2:
			i := r.IntN(len(b))
			b = append(b[:i:i], append([]byte(`{"x":[`), b[i:]...)...)
		case 3:
			for range 20 {
				b[r.IntN(len(b))] = `{}[]",:0`[r.IntN(8)]
			}
		}
		bodies = append(bodies, string(b))
	}
	path := fmt.Sprintf("/api/v1/entries/%d", own.Entry)
	for i, body := range bodies {
		for _, c := range [][2]string{{"POST", "/api/v1/entries"}, {"PUT", path}} {
			a := staff.Call(c[0], c[1], body, "If-Match", `"999999"`)
			if a.Code >= 500 || a.Code < 200 || !json.Valid([]byte(a.Text)) {
				t.Fatalf("body %d (%.80q) by %s: %d %.200s", i, body, c[0], a.Code, a.Text)
			}
			if !json.Valid([]byte(body)) && a.Code != http.StatusBadRequest {
				t.Errorf("body %d (%.80q) by %s: %d, want 400", i, body, c[0], a.Code)
			}
		}
	}
	after, err := h.DB.Entry(context.Background(), own.Entry)
	if err != nil || after.Version != before.Version {
		t.Errorf("version %d became %d, %v", before.Version, after.Version, err)
	}
}
