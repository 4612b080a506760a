package api_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"danvankheo/internal/photo/phototest"
	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/workflow"
)

func TestAPIFromDraftToSent(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.Program(t, registry.UnitStaff)
	staff.Call("POST", "/api/v1/entries", sitetest.DraftBody(`,"year":2019`)).Want(http.StatusConflict) // never opened, as in the form
	a := staff.Call("POST", "/api/v1/entries", sitetest.DraftBody(`,"ref":"may-1"`)).Want(http.StatusCreated)
	id, version := int(a.JSON()["id"].(float64)), int(a.JSON()["version"].(float64))
	path := fmt.Sprintf("/api/v1/entries/%d", id)
	if a.Header.Get("Location") != path || a.Header.Get("ETag") != fmt.Sprintf(`"%d"`, version) {
		t.Errorf("Location %q, ETag %q", a.Header.Get("Location"), a.Header.Get("ETag"))
	}
	if b := staff.Call("POST", "/api/v1/entries", sitetest.DraftBody(`,"ref":"may-1"`)).Want(http.StatusOK); b.JSON()["id"] != a.JSON()["id"] {
		t.Error("the same ref made another entry")
	}
	e := staff.Get(path).Want(http.StatusOK)
	got := e.JSON()
	for key, want := range map[string]any{"title": "Đường làng rộng", "approach": "Họp từng xóm.", "contact_phone": "0204 3854 123",
		"ref": "may-1", "registration": "nhap", "households": 120.0} {
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
	staff.Call("PUT", path, `{"goal":"x"}`).Want(http.StatusPreconditionRequired)
	staff.Call("PUT", path, `{"goal":"x"}`, "If-Match", `"abc"`).Want(http.StatusBadRequest)
	if f := staff.Call("PUT", path, `{"unit_name":"Xã Xuân Cẩm","year":2024,"ref":"khac"}`, "If-Match",
		a.Header.Get("ETag")).Want(http.StatusUnprocessableEntity).Fields(); f != "unit_name year ref" {
		t.Errorf("what cannot be changed: wrong fields %q", f)
	}
	saved := staff.Call("PUT", path, `{"goal":"Mở 3 km.","people":"chừng 400"}`, "If-Match", fmt.Sprintf(`"%d"`, version)).
		Want(http.StatusOK)
	stale := staff.Call("PUT", path, `{"goal":"Mở 9 km."}`, "If-Match", fmt.Sprintf(`"%d"`, version)).Want(http.StatusPreconditionFailed)
	current := stale.JSON()["current"].(map[string]any)
	if current["goal"] != "Mở 3 km." || current["version"] != saved.JSON()["version"] || current["approach"] != "Họp từng xóm." ||
		stale.Header.Get("ETag") != saved.Header.Get("ETag") {
		t.Errorf("412 does not give the present text: %v", current)
	}
	if f := staff.Call("POST", path+"/submit", "").Want(http.StatusUnprocessableEntity).Fields(); f != "people" {
		t.Errorf("wrong fields %q", f)
	}
	staff.Call("PUT", path, `{"people":400}`, "If-Match", saved.Header.Get("ETag")).Want(http.StatusOK)
	staff.Call("POST", path+"/submit", "").Want(http.StatusOK)
	staff.Call("POST", path+"/submit", "").Want(http.StatusOK)
	if r := staff.Get(path).JSON()["registration"]; r != "da-gui" {
		t.Errorf("registration is %v", r)
	}
	staff.Call("PUT", path, `{"goal":"y"}`, "If-Match", staff.Get(path).Header.Get("ETag")).Want(http.StatusConflict)
	h.CatchUp(t)
	if n := staff.Get("/api/v1/entries?q=duong+lang").JSON()["total"]; n != 1.0 {
		t.Errorf("its unit finds %v, want 1", n)
	}
	if n := h.Program(t, registry.Visitor).Get("/api/v1/entries?q=duong+lang").JSON()["total"]; n != 0.0 {
		t.Errorf("everybody finds %v, want 0", n)
	}
}

func TestAPINamesWrongFields(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	staff := h.Program(t, registry.UnitStaff)
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
		if got := staff.Call("POST", "/api/v1/entries", body).Want(http.StatusUnprocessableEntity).Fields(); got != want {
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
		a := staff.Get("/api/v1/entries?" + strings.ReplaceAll(query, " ", "+")).Want(http.StatusBadRequest)
		if got := a.Fields(); got != want {
			t.Errorf("?%.40s: wrong parameters %q, want %q", query, got, want)
		}
	}
	staff.Get("/api/v1/entries?q=%zz").Want(http.StatusBadRequest)
	staff.Get("/api/v1/entries?a;b").Want(http.StatusBadRequest)
	staff.Get("/api/v1/units?on=2026-02-30").Want(http.StatusBadRequest)
	staff.Get("/api/v1/units/07210?x=1").Want(http.StatusBadRequest)
	staff.Get("/api/v1/stats?year=20266").Want(http.StatusBadRequest)
	staff.Get("/api/v1/entries/1?verbose=1").Want(http.StatusBadRequest)
	staff.Get("/api/v1/nothing").Want(http.StatusNotFound)
	staff.Call("DELETE", "/api/v1/entries/1", "").Want(http.StatusMethodNotAllowed)
	staff.Call("POST", "/api/v1/entries", "title=a", "Content-Type", "application/x-www-form-urlencoded").
		Want(http.StatusUnsupportedMediaType)
	staff.Call("POST", "/api/v1/entries", `{"body":"`+strings.Repeat("a", 1<<20)+`"}`).Want(http.StatusRequestEntityTooLarge)
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

func callsByRole(own, other sitetest.Objects) []apiCall {
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
			entryPath(own.Entry),
			"",
			statuses(
				404,
				map[registry.Role]int{registry.Visitor: 404, registry.UnitStaff: 200, registry.Verifier: 200, registry.Admin: 200},
			),
		},
		{
			"read other",
			"GET",
			entryPath(other.Entry),
			"",
			statuses(404, map[registry.Role]int{registry.Visitor: 404, registry.Verifier: 200, registry.Admin: 200}),
		},
		{
			"save own",
			"PUT",
			entryPath(own.Entry),
			`{"goal":"x"}`,
			statuses(404, map[registry.Role]int{registry.UnitStaff: 200, registry.Verifier: 403, registry.Admin: 200}),
		},
		{
			"save other",
			"PUT",
			entryPath(other.Entry),
			`{"goal":"x"}`,
			statuses(404, map[registry.Role]int{registry.Verifier: 403, registry.Admin: 200}),
		},
		{
			"submit other",
			"POST",
			entryPath(other.Entry) + "/submit",
			"",
			statuses(404, map[registry.Role]int{registry.Verifier: 403, registry.Admin: 422}),
		},
		{
			"photo other",
			"POST",
			entryPath(other.Entry) + "/photos",
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
	h := sitetest.NewHouse(t, 0, areas...)
	own, other := h.DraftOf(t, h.Own), h.DraftOf(t, "07870-202507")
	for _, c := range callsByRole(own, other) {
		for _, role := range registry.Roles() {
			p := h.Program(t, role)
			header := []string{}
			if c.method == "PUT" {
				id := own.Entry
				if strings.HasSuffix(c.path, fmt.Sprint(other.Entry)) {
					id = other.Entry
				}
				e, err := h.DB.Entry(context.Background(), id)
				if err != nil {
					t.Fatal(err)
				}
				header = []string{"If-Match", fmt.Sprintf(`"%d"`, e.Version)}
			}
			a := p.Call(c.method, c.path, c.body, header...)
			if a.Code != c.want[role] {
				t.Errorf("%s as %s: %d, want %d: %.200s", c.name, role, a.Code, c.want[role], a.Text)
			}
			if a.Code == 401 && a.Header.Get("WWW-Authenticate") == "" {
				t.Errorf("%s: 401 without WWW-Authenticate", c.name)
			}
		}
	}
	visitor := h.Program(t, registry.Visitor)
	visitor.Call("GET", "/api/v1/entries", "", "Authorization", "Bearer dvk_nonsense").Want(http.StatusUnauthorized)
	visitor.Call("GET", "/api/v1/entries", "", "Authorization", "Basic YTpi").Want(http.StatusUnauthorized)
	// a session of the site is no right here
	in := h.As(t, registry.UnitStaff)
	if code, _, _ := in.Send(http.MethodPost, "/api/v1/entries", "application/json",
		strings.NewReader(`{"title":"Lừa"}`)); code != http.StatusUnauthorized {
		t.Errorf("a write with a cookie alone: %d, want 401", code)
	}
	if code, _, _ := in.Get(entryPath(own.Entry)); code != http.StatusNotFound {
		t.Errorf("reading a draft with a cookie alone: %d, want 404", code)
	}
}

func TestAPIPhotos(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	own := h.DraftOf(t, h.Own)
	staff, path := h.Program(t, registry.UnitStaff), fmt.Sprintf("/api/v1/entries/%d/photos", own.Entry)
	picture := phototest.NewJPEG(640, 480, 5, phototest.Phone())
	words := map[string]string{
		"caption":  "Họp dân",
		"alt":      "Người dân ngồi họp",
		"author":   "Văn phòng",
		"taken_on": "02/10/2026",
		"basis":    "public-activity",
	}
	a := staff.Upload(path, picture, words).Want(http.StatusCreated)
	if p := a.JSON(); p["taken_on"] != "2026-10-02" || p["missing"] != nil || p["caption"] != "Họp dân" || p["width"] != 640.0 {
		t.Errorf("photo: %v", p)
	}
	if photos := staff.Get(strings.TrimSuffix(path, "/photos")).JSON()["photos"].([]any); len(photos) != 2 {
		t.Errorf("%d photos, want 2", len(photos))
	}
	if p := staff.Upload(path, phototest.NewJPEG(64, 48, 6, phototest.Options{}),
		nil).Want(http.StatusCreated).JSON(); p["missing"] == nil {
		t.Error("a photo without words does not say what it is missing")
	}
	for name, c := range map[string]struct {
		file  []byte
		words map[string]string
		code  int
		field string
	}{
		"basis": {picture, map[string]string{"basis": "vì thích"}, 422, "basis"},
		"day":   {picture, map[string]string{"taken_on": "mùa thu"}, 422, "taken_on"},
		"all of it": {nil, map[string]string{"taken_on": "x", "basis": "y", "children": "maybe", "colour": "red"}, 422,
			"colour taken_on basis children file"},
		"long words": {picture, map[string]string{"caption": strings.Repeat("ế", 1001), "author": strings.Repeat("ế", 501)}, 422,
			"caption author"},
		"no file":         {nil, map[string]string{"caption": "a"}, 422, "file"},
		"empty":           {[]byte{}, nil, 422, "file"},
		"no picture":      {[]byte("%PDF-1.7 not a picture at all"), nil, 415, "file"},
		"cut short":       {picture[:len(picture)/2], nil, 415, "file"},
		"too heavy":       {append(bytes.Clone(picture), make([]byte, 26<<20)...), nil, 413, ""},
		"too many pixels": {phototest.NewPNG(1, 1, 1)[:0:0], nil, 422, "file"},
	} {
		a := staff.Upload(path, c.file, c.words).Want(c.code)
		if got := a.Fields(); got != c.field && c.field != "" {
			t.Errorf("%s: wrong fields %q, want %q", name, got, c.field)
		}
	}
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader("--x\r\nbroken"))
	req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	req.Header.Set("Authorization", "Bearer "+staff.Token)
	staff.Send(req).Want(http.StatusBadRequest)
}

// The words of a picture that is added to a public story wait like the picture: numbers
// of persons in them are asked about when the next edition is released, whether the
// picture was new or known.
func TestAPIPhotoOfAPublicStoryIsAskedAboutAtItsRelease(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.AddStory(t, nil)
	admin, path := h.Program(t, registry.Admin), fmt.Sprintf("/api/v1/entries/%d/photos", e.ID)
	picture := phototest.NewJPEG(640, 480, 5, phototest.Phone())
	words := map[string]string{
		"caption": "Liên hệ 0912 345 678", "alt": "Người dân ngồi họp", "author": "Văn phòng", "basis": "public-activity",
	}
	for _, kind := range []string{"new", "known"} {
		admin.Upload(path, picture, words).Want(http.StatusCreated)
		_, err := h.Flow.Release(t.Context(), h.ActorOf(t, registry.Verifier), e.ID, "", "Thêm một ảnh của buổi họp.")
		if registry.FieldsOf(err).For(workflow.NumbersField) == "" {
			t.Errorf("%s: released with a number of a person: %v", kind, err)
		}
	}
	if p := admin.Upload(path, picture, map[string]string{"caption": "Họp dân"}).Want(http.StatusCreated).JSON(); p["caption"] != words["caption"] {
		t.Errorf("a picture sent twice has the words %v", p["caption"])
	}
}
