package site_test

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

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
)

// program is a client of the API with the token of a role; Visitor has none.
type program struct {
	t     testing.TB
	h     *house
	token string
}

// program gives the role a token.
func (h *house) program(t testing.TB, role registry.Role) *program {
	t.Helper()
	p := &program{t: t, h: h}
	if role == registry.Visitor {
		return p
	}
	ctx := context.Background()
	acc, err := h.db.AccountByEmail(ctx, role.String()+"@thu.vn")
	if err != nil {
		t.Fatal(err)
	}
	if p.token, _, err = h.flow.AddToken(ctx, registry.System("thử"), acc.ID, "Kiểm thử"); err != nil {
		t.Fatal(err)
	}
	return p
}

// answer is what a call got.
type answer struct {
	code   int
	header http.Header
	text   string
	t      testing.TB
}

// json reads the body; every answer but an empty one is JSON.
func (a answer) json() map[string]any {
	a.t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(a.text), &v); err != nil {
		a.t.Fatalf("answer %d is no JSON object: %v\n%.300s", a.code, err, a.text)
	}
	return v
}

// want checks the status, and that a refusal is a problem with words.
func (a answer) want(code int) answer {
	a.t.Helper()
	if a.code != code {
		a.t.Fatalf("status %d, want %d\n%.600s", a.code, code, a.text)
	}
	if code >= 400 {
		if kind := a.header.Get("Content-Type"); !strings.HasPrefix(kind, "application/problem+json") {
			a.t.Fatalf("a refusal of type %q", kind)
		}
		if p := a.json(); p["title"] == "" || p["detail"] == "" || p["status"] != float64(code) {
			a.t.Fatalf("a problem without words: %s", a.text)
		}
	}
	return a
}

// fields lists the wrong fields of a problem.
func (a answer) fields() string {
	a.t.Helper()
	var out []string
	list, _ := a.json()["errors"].([]any)
	for _, x := range list {
		f := x.(map[string]any)
		if f["message"] == "" {
			a.t.Errorf("%v has no message", f["field"])
		}
		out = append(out, fmt.Sprint(f["field"]))
	}
	return strings.Join(out, " ")
}

func (p *program) call(method, path, body string, header ...string) answer {
	p.t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if p.token != "" {
		req.Header.Set("Authorization", "Bearer "+p.token)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	return p.send(req)
}

func (p *program) send(req *http.Request) answer {
	rec := httptest.NewRecorder()
	p.h.handler.ServeHTTP(rec, req)
	return answer{rec.Code, rec.Header(), rec.Body.String(), p.t}
}

func (p *program) get(path string) answer { return p.call(http.MethodGet, path, "") }

// draftBody is a registration with nothing missing.
func draftBody(more string) string {
	return `{"title":"Đường làng rộng","field":"kinh-te","kind":"mo-hinh-tap-the","summary":"Dân góp đất mở đường.","problem":"Đường hẹp.","goal":"Mở 2,4 km.",
	"approach":"Họp từng xóm.","address":"Thôn Hạ","beneficiaries":"120 hộ","lead":"Chi bộ","milestones":"Quý I họp dân.","outputs":"Đường 5 m.","replicability":"Làm được.",
	"start":"2026-02-01","review_on":"2026-10-31","contact_name":"Văn phòng","contact_phone":"0204 3854 123","pledge":true,"households":120,
	"outcomes":[{"indicator":"ROAD_KM","value":2.4},{"indicator":"Số buổi họp","value":"1.200","unit":"buổi"}]` + more + `}`
}

func TestAPIFromDraftToSent(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	staff := h.program(t, registry.UnitStaff)
	a := staff.call("POST", "/api/v1/entries", draftBody(`,"ref":"may-1"`)).want(http.StatusCreated)
	id, version := int(a.json()["id"].(float64)), int(a.json()["version"].(float64))
	path := fmt.Sprintf("/api/v1/entries/%d", id)
	if a.header.Get("Location") != path || a.header.Get("ETag") != fmt.Sprintf(`"%d"`, version) {
		t.Errorf("Location %q, ETag %q", a.header.Get("Location"), a.header.Get("ETag"))
	}
	if b := staff.call("POST", "/api/v1/entries", draftBody(`,"ref":"may-1"`)).want(http.StatusOK); b.json()["id"] != a.json()["id"] {
		t.Error("the same ref made another entry")
	}
	e := staff.get(path).want(http.StatusOK)
	got := e.json()
	for key, want := range map[string]any{"title": "Đường làng rộng", "approach": "Họp từng xóm.", "contact_phone": "0204 3854 123", "ref": "may-1", "registration": "nhap", "households": 120.0} {
		if got[key] != want {
			t.Errorf("%s = %v, want %v", key, got[key], want)
		}
	}
	o := got["outcomes"].([]any)
	if x := o[0].(map[string]any); x["indicator"] != "ROAD_KM" || x["value"] != 2.4 || x["unit"] != "km" || x["target"] != "2,4" {
		t.Errorf("first outcome: %v", x)
	}
	if x := o[1].(map[string]any); x["label"] != "Số buổi họp" || x["value"] != 1200.0 {
		t.Errorf("free outcome: %v", x)
	}
	staff.call("PUT", path, `{"goal":"x"}`).want(http.StatusPreconditionRequired)
	staff.call("PUT", path, `{"goal":"x"}`, "If-Match", `"abc"`).want(http.StatusBadRequest)
	if f := staff.call("PUT", path, `{"unit_name":"Xã Xuân Cẩm","year":2024,"ref":"khac"}`, "If-Match", a.header.Get("ETag")).want(http.StatusUnprocessableEntity).fields(); f != "unit_name year ref" {
		t.Errorf("what cannot be changed: wrong fields %q", f)
	}
	saved := staff.call("PUT", path, `{"goal":"Mở 3 km.","people":"chừng 400"}`, "If-Match", fmt.Sprintf(`"%d"`, version)).
		want(http.StatusOK)
	stale := staff.call("PUT", path, `{"goal":"Mở 9 km."}`, "If-Match", fmt.Sprintf(`"%d"`, version)).want(http.StatusPreconditionFailed)
	current := stale.json()["current"].(map[string]any)
	if current["goal"] != "Mở 3 km." || current["version"] != saved.json()["version"] || current["approach"] != "Họp từng xóm." ||
		stale.header.Get("ETag") != saved.header.Get("ETag") {
		t.Errorf("412 does not give the present text: %v", current)
	}
	if f := staff.call("POST", path+"/submit", "").want(http.StatusUnprocessableEntity).fields(); f != "people" {
		t.Errorf("wrong fields %q", f)
	}
	staff.call("PUT", path, `{"people":400}`, "If-Match", saved.header.Get("ETag")).want(http.StatusOK)
	staff.call("POST", path+"/submit", "").want(http.StatusOK)
	staff.call("POST", path+"/submit", "").want(http.StatusOK)
	if r := staff.get(path).json()["registration"]; r != "da-gui" {
		t.Errorf("registration is %v", r)
	}
	staff.call("PUT", path, `{"goal":"y"}`, "If-Match", staff.get(path).header.Get("ETag")).want(http.StatusConflict)
	h.catchUp(t)
	if n := staff.get("/api/v1/entries?q=duong+lang").json()["total"]; n != 1.0 {
		t.Errorf("its unit finds %v, want 1", n)
	}
	if n := h.program(t, registry.Visitor).get("/api/v1/entries?q=duong+lang").json()["total"]; n != 0.0 {
		t.Errorf("everybody finds %v, want 0", n)
	}
}

func TestAPINamesWrongFields(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	staff := h.program(t, registry.UnitStaff)
	for body, want := range map[string]string{
		`{"title":"","field":"khong-co","kind":"la","year":"x"}`:                            "year kind field title",
		`{"title":5,"summary":[],"households":{},"pledge":"có"}`:                            "title summary households pledge",
		`{"title":"a","colour":"red","list:note":"x"}`:                                      "colour list:note",
		`{"title":"a","outcomes":[{"value":true},{"indicator":"x","màu":1}],"tags":["la"]}`: "outcomes.0.value outcomes.1.màu tags",
		`{"title":"a","unit_name":"Xã Không Có Thật"}`:                                      "unit_name",
		`{"title":"a","year":1066}`:                                                         "year",
		`{"title":"a","story":{"headline":"b"}}`:                                            "story",
		`{"title":"` + strings.Repeat("a", 501) + `"}`:                                      "title",
	} {
		if got := staff.call("POST", "/api/v1/entries", body).want(http.StatusUnprocessableEntity).fields(); got != want {
			t.Errorf("%.60s: wrong fields %q, want %q", body, got, want)
		}
	}
	for query, want := range map[string]string{
		"colour=red&q=a":                "colour",
		"year=abc":                      "year",
		"sort=best":                     "sort",
		"size=101":                      "size",
		"size=0&page=-1":                "size page",
		"page=1000&size=100":            "page",
		"kind=moi":                      "kind",
		"recognition=quoc-gia":          "recognition",
		"unit=Xã Không Có":              "unit",
		"unit_kind=ward&q=a":            "q",
		"indicator=NOPE":                "indicator",
		"q=" + strings.Repeat("a", 401): "q",
	} {
		a := staff.get("/api/v1/entries?" + strings.ReplaceAll(query, " ", "+")).want(http.StatusBadRequest)
		if got := a.fields(); got != want {
			t.Errorf("?%.40s: wrong parameters %q, want %q", query, got, want)
		}
	}
	staff.get("/api/v1/entries?q=%zz").want(http.StatusBadRequest)
	staff.get("/api/v1/entries?a;b").want(http.StatusBadRequest)
	staff.get("/api/v1/units?on=2026-02-30").want(http.StatusBadRequest)
	staff.get("/api/v1/units/07210?x=1").want(http.StatusBadRequest)
	staff.get("/api/v1/stats?year=20266").want(http.StatusBadRequest)
	staff.get("/api/v1/entries/1?verbose=1").want(http.StatusBadRequest)
	staff.get("/api/v1/nothing").want(http.StatusNotFound)
	staff.call("DELETE", "/api/v1/entries/1", "").want(http.StatusMethodNotAllowed)
	staff.call("POST", "/api/v1/entries", "title=a", "Content-Type", "application/x-www-form-urlencoded").
		want(http.StatusUnsupportedMediaType)
	staff.call("POST", "/api/v1/entries", `{"body":"`+strings.Repeat("a", 1<<20)+`"}`).want(http.StatusRequestEntityTooLarge)
}

// apiCall is one call with the status that each role should get.
type apiCall struct {
	name, method, path, body string
	want                     map[registry.Role]int
}

// statuses are what each role gets: a visitor 401, the others code, but for those
// named.
func statuses(code int, more map[registry.Role]int) map[registry.Role]int {
	m := map[registry.Role]int{registry.Visitor: 401}
	for _, r := range registry.Roles()[1:] {
		m[r] = code
	}
	for r, c := range more {
		m[r] = c
	}
	return m
}

func entryPath(id registry.EntryID) string { return fmt.Sprintf("/api/v1/entries/%d", id) }

func callsByRole(own, other objects) []apiCall {
	reported := `{"title":"Bài báo","summary":"Tóm tắt","field":"xa-hoi","kind":"mo-hinh-tap-the","unit_name":"Phường Bắc Giang","source_url":"https://bao.vn/1","source_title":"Bài"}`
	return []apiCall{
		{
			"create",
			"POST",
			"/api/v1/entries",
			`{"title":"Mới"}`,
			statuses(403, map[registry.Role]int{registry.UnitStaff: 201, registry.Admin: 422}),
		},
		{
			"create elsewhere",
			"POST",
			"/api/v1/entries",
			`{"title":"Mới","unit_code":"07870-202507"}`,
			statuses(403, map[registry.Role]int{registry.Admin: 201}),
		},
		{
			"create reported",
			"POST",
			"/api/v1/entries",
			reported,
			statuses(403, map[registry.Role]int{registry.Verifier: 201, registry.Admin: 201}),
		},
		{
			"read own",
			"GET",
			entryPath(own.entry),
			"",
			statuses(
				404,
				map[registry.Role]int{registry.Visitor: 404, registry.UnitStaff: 200, registry.Verifier: 200, registry.Admin: 200},
			),
		},
		{
			"read other",
			"GET",
			entryPath(other.entry),
			"",
			statuses(404, map[registry.Role]int{registry.Visitor: 404, registry.Verifier: 200, registry.Admin: 200}),
		},
		{
			"save own",
			"PUT",
			entryPath(own.entry),
			`{"goal":"x"}`,
			statuses(404, map[registry.Role]int{registry.UnitStaff: 200, registry.Verifier: 403, registry.Admin: 200}),
		},
		{
			"save other",
			"PUT",
			entryPath(other.entry),
			`{"goal":"x"}`,
			statuses(404, map[registry.Role]int{registry.Verifier: 403, registry.Admin: 200}),
		},
		{
			"submit other",
			"POST",
			entryPath(other.entry) + "/submit",
			"",
			statuses(404, map[registry.Role]int{registry.Verifier: 403, registry.Admin: 422}),
		},
		{
			"photo other",
			"POST",
			entryPath(other.entry) + "/photos",
			"",
			statuses(404, map[registry.Role]int{registry.Verifier: 415, registry.Admin: 415}),
		},
		{"missing", "PUT", "/api/v1/entries/999999", `{"goal":"x"}`, statuses(404, nil)},
		{"no number", "PUT", "/api/v1/entries/x1", `{"goal":"x"}`, statuses(404, nil)},
	}
}

// TestAPIByRole calls each write as each role, on a draft of one's own unit and on
// one of another.
func TestAPIByRole(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	own, other := h.draftOf(t, h.own), h.draftOf(t, "07870-202507")
	for _, c := range callsByRole(own, other) {
		for _, role := range registry.Roles() {
			p := h.program(t, role)
			header := []string{}
			if c.method == "PUT" {
				id := own.entry
				if strings.HasSuffix(c.path, fmt.Sprint(other.entry)) {
					id = other.entry
				}
				e, err := h.db.Entry(context.Background(), id)
				if err != nil {
					t.Fatal(err)
				}
				header = []string{"If-Match", fmt.Sprintf(`"%d"`, e.Version)}
			}
			a := p.call(c.method, c.path, c.body, header...)
			if a.code != c.want[role] {
				t.Errorf("%s as %s: %d, want %d: %.200s", c.name, role, a.code, c.want[role], a.text)
			}
			if a.code == 401 && a.header.Get("WWW-Authenticate") == "" {
				t.Errorf("%s: 401 without WWW-Authenticate", c.name)
			}
		}
	}
	visitor := h.program(t, registry.Visitor)
	visitor.call("GET", "/api/v1/entries", "", "Authorization", "Bearer dvk_nonsense").want(http.StatusUnauthorized)
	visitor.call("GET", "/api/v1/entries", "", "Authorization", "Basic YTpi").want(http.StatusUnauthorized)
	// a session of the site is no right here
	in := h.as(t, registry.UnitStaff)
	if code, _, _ := in.send(http.MethodPost, "/api/v1/entries", "application/json", strings.NewReader(`{"title":"Lừa"}`)); code != http.StatusUnauthorized {
		t.Errorf("a write with a cookie alone: %d, want 401", code)
	}
	if code, _, _ := in.get(entryPath(own.entry)); code != http.StatusNotFound {
		t.Errorf("reading a draft with a cookie alone: %d, want 404", code)
	}
}

// upload sends a multipart form.
func (p *program) upload(path string, file []byte, words map[string]string) answer {
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
	req := httptest.NewRequest(http.MethodPost, path, &b)
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Authorization", "Bearer "+p.token)
	return p.send(req)
}

func TestAPIPhotos(t *testing.T) {
	t.Parallel()
	h := newHouse(t, 0)
	own := h.draftOf(t, h.own)
	staff, path := h.program(t, registry.UnitStaff), fmt.Sprintf("/api/v1/entries/%d/photos", own.entry)
	picture := phototest.NewJPEG(640, 480, 5, phototest.Phone())
	words := map[string]string{
		"caption":  "Họp dân",
		"alt":      "Người dân ngồi họp",
		"author":   "Văn phòng",
		"taken_on": "02/10/2026",
		"basis":    "public-activity",
	}
	a := staff.upload(path, picture, words).want(http.StatusCreated)
	if p := a.json(); p["taken_on"] != "2026-10-02" || p["missing"] != nil || p["caption"] != "Họp dân" || p["width"] != 640.0 {
		t.Errorf("photo: %v", p)
	}
	if photos := staff.get(strings.TrimSuffix(path, "/photos")).json()["photos"].([]any); len(photos) != 2 {
		t.Errorf("%d photos, want 2", len(photos))
	}
	if p := staff.upload(path, phototest.NewJPEG(64, 48, 6, phototest.Options{}), nil).want(http.StatusCreated).json(); p["missing"] == nil {
		t.Error("a photo without words does not say what it is missing")
	}
	for name, c := range map[string]struct {
		file  []byte
		words map[string]string
		code  int
		field string
	}{
		"basis":           {picture, map[string]string{"basis": "vì thích"}, 422, "basis"},
		"day":             {picture, map[string]string{"taken_on": "mùa thu"}, 422, "taken_on"},
		"all of it":       {nil, map[string]string{"taken_on": "x", "basis": "y", "children": "maybe", "colour": "red"}, 422, "colour taken_on basis children file"},
		"no file":         {nil, map[string]string{"caption": "a"}, 422, "file"},
		"empty":           {[]byte{}, nil, 422, "file"},
		"no picture":      {[]byte("%PDF-1.7 not a picture at all"), nil, 415, "file"},
		"cut short":       {picture[:len(picture)/2], nil, 415, "file"},
		"too heavy":       {append(bytes.Clone(picture), make([]byte, 26<<20)...), nil, 413, ""},
		"too many pixels": {phototest.NewPNG(1, 1, 1)[:0:0], nil, 422, "file"},
	} {
		a := staff.upload(path, c.file, c.words).want(c.code)
		if got := a.fields(); got != c.field && c.field != "" {
			t.Errorf("%s: wrong fields %q, want %q", name, got, c.field)
		}
	}
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader("--x\r\nbroken"))
	req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	req.Header.Set("Authorization", "Bearer "+staff.token)
	staff.send(req).want(http.StatusBadRequest)
}
