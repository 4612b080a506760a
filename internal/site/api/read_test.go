package api_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
	"danvankheo/internal/testkit"
)

func TestAPILists(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 300, areas...)
	p := h.Program(t, registry.Visitor)
	a := p.Get("/api/v1/entries?q=hien+dat&size=5").Want(http.StatusOK)
	if a.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Error("a public read cannot be used by other sites' scripts")
	}
	got := a.JSON()
	items := got["items"].([]any)
	if len(items) != 5 || got["page"] != 1.0 || got["size"] != 5.0 || got["total"].(float64) < 5 || got["took_ms"] == nil {
		t.Fatalf("page: %.300s", a.Text)
	}
	for _, key := range []string{"id", "ref", "url", "title", "summary", "year", "field", "kind", "unit", "highlights", "photo",
		"published_at"} {
		if _, ok := items[0].(map[string]any)[key]; !ok {
			t.Errorf("an item has no %s", key)
		}
	}
	marked := false
	for _, x := range items {
		for _, s := range x.(map[string]any)["highlights"].(map[string]any) {
			marked = marked || strings.Contains(s.(string), "<mark>")
		}
	}
	if !marked {
		t.Error("nothing is marked")
	}
	facets := got["facets"].(map[string]any)
	for _, name := range []string{"year", "field", "kind", "unit"} {
		list, _ := facets[name].([]any)
		if len(list) == 0 {
			t.Fatalf("no facet %s: %v", name, facets)
		}
		x := list[0].(map[string]any)
		narrowed := p.Get("/api/v1/entries?q=hien+dat&" + name + "=" + url.QueryEscape(x["value"].(string))).Want(http.StatusOK).JSON()
		if narrowed["total"] != x["count"] || x["label"] == "" {
			t.Errorf("%s = %v (%v): the facet says %v, the list has %v", name, x["value"], x["label"], x["count"], narrowed["total"])
		}
	}
	// Defect: an answer without entries lacked some facets.
	none := p.Get("/api/v1/entries?q=zzzz+qqqq").Want(http.StatusOK).JSON()["facets"].(map[string]any)
	for name := range facets {
		if list, ok := none[name].([]any); !ok || len(list) != 0 {
			t.Errorf("nothing found: facet %s is %v, want an empty list", name, none[name])
		}
	}
	two := p.Get("/api/v1/entries?field=kinh-te,xa-hoi").JSON()["total"].(float64)
	same := p.Get("/api/v1/entries?field=kinh-te&field=xa-hoi").JSON()["total"].(float64)
	one := p.Get("/api/v1/entries?field=kinh-te").JSON()["total"].(float64)
	if two != same || two <= one {
		t.Errorf("two fields: %v by comma, %v repeated, %v one", two, same, one)
	}
	seen := map[any]bool{}
	for page := 1; page <= 3; page++ {
		for _, x := range p.Get(fmt.Sprintf("/api/v1/entries?sort=title&size=100&page=%d", page)).JSON()["items"].([]any) {
			seen[x.(map[string]any)["id"]] = true
		}
	}
	if len(seen) != 300 {
		t.Errorf("three pages of a hundred hold %d different entries, want 300", len(seen))
	}
	if s := p.Get("/api/v1/suggest?q=hien").Want(http.StatusOK).JSON()["items"].([]any); len(s) == 0 || len(s) > 8 {
		t.Errorf("%d suggestions", len(s))
	}
}

// TestStatsCountTheirLists follows every link of the figures: the list has as many
// entries as the figure says.
func TestStatsCountTheirLists(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 200, areas...)
	p := h.Program(t, registry.Visitor)
	for _, path := range []string{"/api/v1/stats", "/api/v1/stats?year=2022", "/api/v1/stats?year=khong-ro"} {
		figures := p.Get(path).Want(http.StatusOK).JSON()
		links := 0
		var follow func(any)
		follow = func(v any) {
			switch x := v.(type) {
			case []any:
				for _, y := range x {
					follow(y)
				}
			case map[string]any:
				want, ok := x["count"].(float64)
				if !ok {
					if want, ok = x["entries"].(float64); ok {
						want += x["other_measure"].(float64)
					}
				}
				if ok {
					links++
					u, err := url.Parse(x["url"].(string))
					if err != nil {
						t.Fatal(err)
					}
					if got := p.Get(u.RequestURI()).Want(http.StatusOK).JSON()["total"]; got != want {
						t.Errorf("%s: %v says %v, its list has %v", path, x["url"], want, got)
					}
				}
				for _, y := range x {
					follow(y)
				}
			}
		}
		follow(figures)
		if links < 12 {
			t.Errorf("%s: only %d figures with a list", path, links)
		}
	}
}

func TestAPIUnits(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	p := h.Program(t, registry.Visitor)
	for query, want := range map[string]float64{"on=2022-05-14&kind=commune,township,ward": 335, "on=2026-01-01&kind=commune": 66,
		"kind=ward": 33, "on=2026-01-01&kind=district,city,town": 0} {
		if got := p.Get("/api/v1/units?" + query).Want(http.StatusOK).JSON()["total"]; got != want {
			t.Errorf("%s: %v units, want %v", query, got, want)
		}
	}
	first := p.Get("/api/v1/units?q=xuan+cam").JSON()["items"].([]any)[0].(map[string]any)
	if first["name"] != "Xã Xuân Cẩm" {
		t.Errorf("xuan cam finds %v", first["name"])
	}
	u := p.Get("/api/v1/units/07870-202507").Want(http.StatusOK).JSON()
	if len(u["predecessors"].([]any)) < 5 || u["valid_to"] != nil || u["official_code"] != "07870" {
		t.Errorf("unit: %v", u)
	}
	old := p.Get("/api/v1/units/07873").Want(http.StatusOK).JSON()
	if today := old["today"].([]any); len(today) != 1 || today[0].(map[string]any)["code"] != "07870-202507" ||
		len(old["successors"].([]any)) == 0 {
		t.Errorf("old unit: %v", old)
	}
	p.Get("/api/v1/units/nope").Want(http.StatusNotFound)
}

// TestAPIKeepsInside holds that a visitor gets of a public entry nothing that is
// not public.
func TestAPIKeepsInside(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	ctx := context.Background()
	own := h.DraftOf(t, h.Own)
	verifier := registry.Actor{Account: 2, Name: "Thẩm định", Role: registry.Verifier}
	staff := testkit.Staff(t, h.Flow.Ledger(), 1, h.Own)
	if err := h.Flow.DeletePhoto(ctx, staff, own.Photo); err != nil {
		t.Fatal(err)
	}
	e, err := h.Flow.Submit(ctx, staff, own.Entry, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = h.Flow.Accept(ctx, verifier, e.ID, 0); err != nil {
		t.Fatal(err)
	}
	if _, err = h.Flow.Publish(ctx, verifier, e.ID, 0, time.Time{}, false); err != nil {
		t.Fatal(err)
	}
	path := fmt.Sprintf("/api/v1/entries/%d", e.ID)
	inside := h.Program(t, registry.Verifier).Get(path).Want(http.StatusOK).JSON()
	if inside["contact_phone"] != "0204 3854 123" || inside["pledge"] != true {
		t.Errorf("the verifier misses the inside: %v", inside["contact_phone"])
	}
	outside := h.Program(t, registry.Visitor).Get(path).Want(http.StatusOK).JSON()
	for _, key := range []string{"contact_phone", "contact_name", "approver_name", "pledge", "report", "return_checks", "sent_at",
		"person_name"} {
		if v, ok := outside[key]; ok {
			t.Errorf("a visitor gets %s: %v", key, v)
		}
	}
	if outside["approach"] == "" || outside["title"] == "" {
		t.Error("a visitor misses the story")
	}
}

// Defect: title was the headline in a list and the registered name in a whole entry, and
// a list had no registered name at all.
func TestANameMeansTheSameInEveryAnswer(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 0, areas...)
	e := h.AddStory(t, func(e *registry.Entry) {
		e.Content.Title, e.Story.Headline = "Tổ tự quản số 3", "Xóm nhỏ sạch rác"
	})
	h.AddStory(t, func(x *registry.Entry) {
		x.Content.Title, x.Story.Headline = "Tổ tự quản số 4", "Xóm bên cũng sạch"
		x.Links = []registry.Link{{To: e.ID, Kind: registry.LearnsFrom, Confirmed: true, ConfirmedAt: testkit.Now}}
	})
	for _, role := range []registry.Role{registry.Visitor, registry.Verifier} {
		p := h.Program(t, role)
		whole := p.Get(fmt.Sprintf("/api/v1/entries/%d", e.ID)).Want(http.StatusOK).JSON()
		answers := map[string]map[string]any{"whole": whole}
		for _, x := range p.Get("/api/v1/entries").Want(http.StatusOK).JSON()["items"].([]any) {
			if item := x.(map[string]any); item["id"] == float64(e.ID) {
				answers["list"] = item
			}
		}
		if len(answers) != 2 {
			t.Fatalf("%s: not in the list", role)
		}
		for name, a := range answers {
			if a["registered_name"] != "Tổ tự quản số 3" || a["headline"] != "Xóm nhỏ sạch rác" {
				t.Errorf("%s, %s: %v, %v", role, name, a["registered_name"], a["headline"])
			}
		}
		if answers["list"]["title"] != "Xóm nhỏ sạch rác" || whole["title"] != "Tổ tự quản số 3" {
			t.Errorf("%s: the old title changed: %v, %v", role, answers["list"]["title"], whole["title"])
		}
		for _, x := range whole["links"].([]any) {
			if l := x.(map[string]any); l["registered_name"] != "Tổ tự quản số 4" || l["title"] != "Xóm bên cũng sạch" {
				t.Errorf("%s: link %v", role, l)
			}
		}
		if role == registry.Visitor && len(whole["links"].([]any)) != 1 {
			t.Errorf("%s: links %v", role, whole["links"])
		}
	}
}
