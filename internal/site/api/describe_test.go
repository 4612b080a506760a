package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

var pathParameter = regexp.MustCompile(`:([a-z]+)`)

// description is as much of the document as the tests hold against the program.
type description struct {
	OpenAPI string
	Paths   map[string]map[string]struct {
		Parameters []struct {
			Name, In string
			Ref      string `json:"$ref"`
		}
		Responses map[string]json.RawMessage
		Security  []map[string][]string
	}
	Components struct{ Schemas map[string]json.RawMessage }
}

func describe(t *testing.T, h *sitetest.House) (description, []byte) {
	t.Helper()
	a := h.Program(t, registry.Visitor).Get("/api/v1/openapi.json").Want(http.StatusOK)
	var d description
	if err := json.Unmarshal([]byte(a.Text), &d); err != nil {
		t.Fatal(err)
	}
	return d, []byte(a.Text)
}

// TestDescriptionMatchesRoutes holds openapi.json against the routes, both ways.
func TestDescriptionMatchesRoutes(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	d, _ := describe(t, h)
	if d.OpenAPI != "3.1.0" {
		t.Errorf("version %q", d.OpenAPI)
	}
	routes, err := sitetest.Routes(h.Deps, areas...)
	if err != nil {
		t.Fatal(err)
	}
	var have, want []string
	for _, r := range routes {
		if strings.HasPrefix(r.Path, "/api/v1") && !strings.Contains(r.Path, "*") && r.Path != "/api/v1" {
			have = append(have, r.Method+" "+pathParameter.ReplaceAllString(r.Path, "{$1}"))
		}
	}
	for path, calls := range d.Paths {
		for method, call := range calls {
			want = append(want, strings.ToUpper(method)+" "+path)
			if method != "get" && (call.Responses["401"] == nil || len(call.Security) != 1) {
				t.Errorf("%s %s: a write needs a token and says so", method, path)
			}
			for code := range call.Responses {
				if code >= "500" {
					t.Errorf("%s %s promises a %s", method, path, code)
				}
			}
		}
	}
	slices.Sort(have)
	slices.Sort(want)
	if !slices.Equal(have, want) {
		t.Errorf("routes\n%q\ndescribed\n%q", have, want)
	}
}

// TestDescriptionIsValid has the document read and checked, its references
// resolved.
func TestDescriptionIsValid(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	_, text := describe(t, h)
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	// the parameters that the program takes are those described
	d, _ := describe(t, h)
	p := h.Program(t, registry.Visitor)
	for path, calls := range d.Paths {
		get, ok := calls["get"]
		if !ok || strings.Contains(path, "{") {
			continue
		}
		for _, x := range get.Parameters {
			if x.In != "query" {
				continue
			}
			if a := p.Get(path + "?" + x.Name + "="); a.Code == http.StatusBadRequest && strings.Contains(a.Text, "tham số lạ") {
				t.Errorf("%s does not know %s", path, x.Name)
			}
		}
		all := p.Get(path + "?khong_co=1").Want(http.StatusBadRequest).Text
		if strings.Contains(all, "Các tham số nhận: ") {
			list := strings.Split(strings.SplitN(strings.SplitN(all, "Các tham số nhận: ", 2)[1], `.`, 2)[0], ", ")
			if len(list) != len(get.Parameters) {
				t.Errorf("%s takes %v, %d are described", path, list, len(get.Parameters))
			}
		}
	}
}

// TestAnswersAreAsDescribed holds answers against the schemas.
func TestAnswersAreAsDescribed(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 30, areas...)
	_, text := describe(t, h)
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		t.Fatal(err)
	}
	own := h.DraftOf(t, h.Own)
	staff := h.Program(t, registry.UnitStaff)
	id := fmt.Sprint(own.Entry)
	for path, at := range map[string]string{
		"/api/v1/entries?q=dat": "/api/v1/entries", "/api/v1/entries/" + id: "/api/v1/entries/{id}",
		"/api/v1/suggest?q=xa":    "/api/v1/suggest",
		"/api/v1/units?kind=ward": "/api/v1/units", "/api/v1/units/07210-202507": "/api/v1/units/{code}", "/api/v1/stats": "/api/v1/stats",
	} {
		var body any
		if err := json.Unmarshal([]byte(staff.Get(path).Want(http.StatusOK).Text), &body); err != nil {
			t.Fatal(err)
		}
		schema := doc.Paths.Value(at).Get.Responses.Status(http.StatusOK).Value.Content.Get("application/json").Schema.Value
		if err := schema.VisitJSON(body, openapi3.MultiErrors()); err != nil {
			t.Errorf("%s: %.600v", path, err)
		}
	}
}
