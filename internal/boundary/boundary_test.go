package boundary_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"danvankheo/internal/boundary"
	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// file makes a collection of one feature.
func file(properties, geometry string) string {
	return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":` + properties + `,"geometry":` + geometry + `}]}`
}

const square = `{"type":"Polygon","coordinates":[[[106.1,21.2],[106.2,21.2],[106.2,21.3],[106.1,21.3],[106.1,21.2]]]}`

func TestMatch(t *testing.T) {
	t.Parallel()
	ledger := testkit.Ledger(t)
	for _, c := range []struct{ name, properties, want string }{
		{"official code", `{"ma_xa":"07210"}`, "07210-202507"},
		{"code as a number without its zero", `{"id":7210,"x":1.5}`, "07210-202507"},
		{"whole name", `{"name":"Phường Bắc Giang"}`, "07210-202507"},
		{"bare, no marks", `{"TEN":"bac giang"}`, "07210-202507"},
		{"NFD", `{"TEN":"Pha\u0323m","ten_xa":"Phươ\u0300ng Bă\u0301c Giang"}`, "07210-202507"},
		{"unknown", `{"name":"Xã Không Có Tên"}`, ""}, {"two units", `{"a":"Phường Bắc Giang","b":"Xã Tam Tiến"}`, ""},
		{"nothing", `{}`, ""}, {"null", `null`, ""},
	} {
		features, err := boundary.Read([]byte(file(c.properties, square)))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		found, unknown := boundary.Match(features, ledger, "2026-11-26")
		got := ""
		if len(found) == 1 {
			got = string(found[0].Unit)
		}
		if got != c.want || len(found)+len(unknown) != 1 {
			t.Errorf("%s: %q and %v, want %q", c.name, got, unknown, c.want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, words string }{
		"not JSON": {"hello", "GeoJSON"}, "empty": {`{"type":"FeatureCollection","features":[]}`, "không có ranh giới"},
		"a point": {file(`{}`, `{"type":"Point","coordinates":[106,21]}`), "Polygon"}, "no geometry": {file(`{}`, `null`), "Hình thứ 1"},
		"VN-2000": {
			file(`{}`, `{"type":"Polygon","coordinates":[[[412345.6,2345678.9],[412355,2345678],[412355,2345700]]]}`), "VN-2000",
		},
		"latitude first": {file(
			`{}`, strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(square, "106.", "x."), "21.", "106."), "x.", "21."),
		), "kinh độ đứng trước"},
		"no area":      {file(`{}`, `{"type":"Polygon","coordinates":[[[106.1,21.2],[106.2,21.2]]]}`), "khép kín"},
		"half a point": {file(`{}`, `{"type":"Polygon","coordinates":[[[106.1],[106.2,21.2],[106.2,21.3]]]}`), "Việt Nam"},
		"huge":         {strings.Repeat(" ", boundary.MaxBytes+1), "lớn quá"},
	} {
		_, err := boundary.Read([]byte(c.text))
		if k := registry.KindOf(err); k != registry.Invalid && k != registry.TooLarge || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v, want words %q", name, err, c.words)
		}
	}
}

// A shape of many points becomes small and keeps its place and its holes.
func TestThin(t *testing.T) {
	t.Parallel()
	circle := func(r float64, n int, way float64) string {
		var pts []string
		for i := range n + 1 {
			sin, cos := math.Sincos(way * 2 * math.Pi * float64(i%n) / float64(n))
			pts = append(pts, fmt.Sprintf("[%.7f,%.7f]", 106.3+r*cos+0.0001*math.Sin(float64(i)), 21.3+r*sin))
		}
		return "[" + strings.Join(pts, ",") + "]"
	}
	features, err := boundary.Read(
		[]byte(file(`{"x":"07210"}`, `{"type":"Polygon","coordinates":[`+circle(0.1, 50000, 1)+`,`+circle(0.02, 9000, 1)+`]}`)),
	)
	if err != nil {
		t.Fatal(err)
	}
	s := boundary.Shape{Rings: features[0].Rings}.Thin()
	if n := s.Points(); n < 20 || n > 500 || len(s.Rings) != 2 {
		t.Fatalf("%d points in %d rings", n, len(s.Rings))
	}
	for _, r := range s.Rings {
		for _, c := range r {
			if d := math.Hypot(c[0]-106.3, c[1]-21.3); d > 0.102 || d < 0.018 {
				t.Fatalf("point %v moved away", c)
			}
		}
	}
}

// Whatever is sent: no panic, bounded output, only sane numbers.
func FuzzRead(f *testing.F) {
	f.Add([]byte(file(`{"ma":"07210"}`, square)))
	f.Add([]byte(file(`{"name":["x"],"y":{"z":1}}`, `{"type":"MultiPolygon","coordinates":`+
		`[[[[106.1,21.2],[106.2,21.2],[106.2,21.3]]],[[[106,21],[106,21.1],[106.1,21],[106,21]]]]}`)))
	f.Add([]byte(file(`{}`, `{"type":"Polygon","coordinates":[[[1e999,2],[3,4],[5,6]]]}`)))
	f.Add([]byte(`{"type":"FeatureCollection","features":[null,{"geometry":{"type":"Polygon","coordinates":null}}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		features, err := boundary.Read(text)
		if err != nil {
			if k := registry.KindOf(err); k != registry.Invalid && k != registry.TooLarge {
				t.Fatalf("error of kind %v: %v", k, err)
			}
			return
		}
		for _, x := range features {
			s := boundary.Shape{Rings: x.Rings}.Thin()
			if s.Points() > 500 || len(s.Rings) == 0 {
				t.Fatalf("%d points, %d rings", s.Points(), len(s.Rings))
			}
			if _, err := json.Marshal(s.Rings); err != nil {
				t.Fatal(err)
			}
		}
	})
}
