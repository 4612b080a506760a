package admin_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"danvankheo/internal/registry"
	"danvankheo/internal/site/sitetest"
)

// An admin takes in boundaries: the page says what matched and what did not; the
// map stays one of tiles until every commune has its boundary, then is real.
func TestBoundaries(t *testing.T) {
	t.Parallel()
	h := sitetest.NewHouse(t, 3, areas...)
	r := h.As(t, registry.Admin)
	const path = "/lam-viec/quan-tri/ranh-gioi"
	for name, c := range map[string]struct {
		text string
		want int
	}{"": {"", 422}, "not a map": {"xin chào", 422}, "nothing known": {boundaryFile("Xã Không Có"), 422}} {
		if code, body := r.SendFile(path, "file", "a.geojson", c.text); code != c.want ||
			len(sitetest.Texts(t, body, "[data-error-summary]")) != 1 {
			t.Errorf("%s: %d, want %d with words", name, code, c.want)
		}
	}
	units := h.Flow.Ledger().On(h.Flow.Today(), registry.Commune, registry.Ward)
	var names []string
	for _, u := range units {
		names = append(names, u.Name)
	}
	if code, _ := r.SendFile(path, "file", "a.geojson",
		boundaryFile(append([]string{"Xã Không Có"}, names[1:]...)...)); code != http.StatusSeeOther {
		t.Fatalf("a good file: %d", code)
	}
	_, _, body := r.Get(path)
	for _, want := range []string{"Xã Không Có", "Chưa có ranh giới: 1", names[0], fmt.Sprintf("Đã khớp: %d", len(units)-1)} {
		sitetest.Has(t, body, "main", want)
	}
	visitor := h.Reader(t)
	if _, _, svg := visitor.Get("/so-lieu/ban-do.svg"); strings.Count(svg, "<path") > 10 {
		t.Error("a map with a hole is shown")
	}
	if code, _ := r.SendFile(path, "file", "b.json", boundaryFile(names[0])); code != http.StatusSeeOther {
		t.Fatalf("the missing one: %d", code)
	}
	drawn(t, visitor, "a real map", func(svg string) bool { return strings.Count(svg, "<path") >= len(units) })
	if code, _, _ := r.Post(path+"/bo", nil); code != http.StatusSeeOther {
		t.Errorf("forget: %d", code)
	}
	drawn(t, visitor, "the tiles again", func(svg string) bool { return strings.Count(svg, "<path") < 10 })
}

// drawn waits until the public map is as wanted: what is counted for everybody may
// lag behind a write by seconds.
func drawn(t *testing.T, r *sitetest.Reader, what string, ok func(svg string) bool) {
	t.Helper()
	for range 600 {
		if _, _, svg := r.Get("/so-lieu/ban-do.svg"); ok(svg) {
			return
		}
		<-time.After(100 * time.Millisecond)
	}
	t.Errorf("the map never became %s", what)
}

// boundaryFile is a file of squares with these names.
func boundaryFile(names ...string) string {
	var parts []string
	for i, name := range names {
		x, y := 106+float64(i%12)*0.05, 21+float64(i/12)*0.05
		parts = append(
			parts,
			fmt.Sprintf(
				`{"type":"Feature","properties":{"ten":%q},"geometry":{"type":"Polygon","coordinates":[[[%[2]f,%[3]f],[%[4]f,%[3]f],[%[4]f,%[5]f],[%[2]f,%[5]f],[%[2]f,%[3]f]]]}}`,
				name,
				x,
				y,
				x+0.05,
				y+0.05,
			),
		)
	}
	return `{"type":"FeatureCollection","features":[` + strings.Join(parts, ",") + `]}`
}
