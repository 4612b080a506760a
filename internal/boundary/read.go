package boundary

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// The limits of a file.
const (
	MaxBytes    = 24 << 20
	maxFeatures = 5000
	maxPoints   = 1_500_000
	maxNames    = 40 // properties of a feature that are looked at
)

// Vietnam with its islands: what lies elsewhere is in another coordinate system.
const west, east, south, north = 102.0, 117.9, 6.0, 23.8

// Ring is a closed line of longitude and latitude; the last point is not repeated.
type Ring [][2]float64

// Feature is one shape of a file with the words that may name its unit.
type Feature struct {
	Place int // in the file, from 1
	Names []string
	Rings []Ring
}

type geometry struct {
	Type        string          `json:"type"`
	Coordinates json.RawMessage `json:"coordinates"`
}

type feature struct {
	Type       string                     `json:"type"`
	ID         json.RawMessage            `json:"id"`
	Geometry   *geometry                  `json:"geometry"`
	Properties map[string]json.RawMessage `json:"properties"`
}

// Read reads a file. The error is Invalid and says where and how to fix it.
func Read(text []byte) ([]Feature, error) {
	if len(text) > MaxBytes {
		return nil, registry.Errorf(registry.TooLarge, "Tệp lớn quá %d MB. Giản lược ranh giới rồi gửi lại.", MaxBytes>>20)
	}
	text = []byte(strings.TrimPrefix(string(text), "\uFEFF"))
	var file struct {
		Type     string    `json:"type"`
		Features []feature `json:"features"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, registry.Errorf(registry.Invalid, "Tệp không phải GeoJSON đọc được. Xuất lại từ phần mềm bản đồ, định dạng GeoJSON.")
	}
	if file.Type != "FeatureCollection" || len(file.Features) == 0 {
		return nil, registry.Errorf(registry.Invalid, "Tệp không có ranh giới nào: cần một FeatureCollection, mỗi xã, phường một Feature.")
	}
	if len(file.Features) > maxFeatures {
		return nil, registry.Errorf(
			registry.Invalid,
			"Tệp có %d hình, nhiều hơn %d. Chỉ để lại các xã, phường của tỉnh.",
			len(file.Features),
			maxFeatures,
		)
	}
	var out []Feature
	points := 0
	for i, f := range file.Features {
		g, err := f.read(&points)
		if err != nil {
			return nil, registry.Errorf(registry.Invalid, "Hình thứ %d: %s", i+1, err)
		}
		g.Place = i + 1
		out = append(out, g)
	}
	return out, nil
}

func (f *feature) read(points *int) (out Feature, err error) {
	out.Names = f.names()
	if f.Geometry == nil {
		return out, registry.Errorf(registry.Invalid, "không có đường ranh giới.")
	}
	var parts [][][][2]float64
	switch f.Geometry.Type {
	case "Polygon":
		parts = make([][][][2]float64, 1)
		err = json.Unmarshal(f.Geometry.Coordinates, &parts[0])
	case "MultiPolygon":
		err = json.Unmarshal(f.Geometry.Coordinates, &parts)
	default:
		return out, registry.Errorf(registry.Invalid, "là %.30q, cần Polygon hoặc MultiPolygon.", f.Geometry.Type)
	}
	if err != nil {
		return out, registry.Errorf(registry.Invalid, "tọa độ không đọc được.")
	}
	for _, part := range parts {
		for k, raw := range part {
			*points += len(raw)
			if *points > maxPoints {
				return out, registry.Errorf(registry.Invalid, "tệp có quá nhiều điểm. Giản lược ranh giới rồi gửi lại.")
			}
			ring, err := clean(raw)
			if err != nil {
				return out, err
			}
			if ring == nil {
				continue
			}
			if (area(ring) > 0) != (k == 0) { // outer rings one way, holes the other
				slices.Reverse(ring)
			}
			out.Rings = append(out.Rings, ring)
		}
	}
	if len(out.Rings) == 0 {
		return out, registry.Errorf(registry.Invalid, "không có đường khép kín nào.")
	}
	return out, nil
}

// clean checks the points of a ring and leaves out those that repeat the last
// one; nil when no area is left.
func clean(raw [][2]float64) (Ring, error) {
	var ring Ring
	for _, c := range raw {
		if !(c[0] >= west && c[0] <= east && c[1] >= south && c[1] <= north) {
			return nil, fmt.Errorf(
				"tọa độ (%s; %s) không phải kinh độ, vĩ độ ở Việt Nam. Tệp có thể dùng VN-2000: xuất lại bằng WGS 84 (EPSG:4326), "+
					"kinh độ đứng trước.",
				short(c[0]),
				short(c[1]),
			)
		}
		if n := len(ring); n == 0 || ring[n-1] != c {
			ring = append(ring, c)
		}
	}
	if n := len(ring); n > 1 && ring[0] == ring[n-1] {
		ring = ring[:n-1]
	}
	if len(ring) < 3 || area(ring) == 0 {
		return nil, nil // a line without area is no fault of the file
	}
	return ring, nil
}

func short(v float64) string {
	return registry.ExactOf(v).Text(registry.AsReported)
}

// area is twice the signed area of a ring; positive when it runs against the clock.
func area(r Ring) (sum float64) {
	for i, a := range r {
		b := r[(i+1)%len(r)]
		sum += (a[0]-r[0][0])*(b[1]-r[0][1]) - (b[0]-r[0][0])*(a[1]-r[0][1])
	}
	if math.Abs(sum) < 1e-12 {
		return 0
	}
	return sum
}

// names are the words of a feature that may name its unit: its id and its short
// properties, in a fixed order.
func (f *feature) names() []string {
	var out []string
	take := func(raw json.RawMessage) {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw) // a number, or what is no name anyway
		}
		text = strings.TrimSpace(vietnamese.NFC(text))
		if text != "" && len(text) <= 200 && text[0] != '{' && text[0] != '[' && text != "null" && text != "true" && text != "false" &&
			!slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	var keys []string
	for k := range f.Properties {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys[:min(len(keys), maxNames)] {
		take(f.Properties[k])
	}
	if f.ID != nil {
		take(f.ID)
	}
	return out
}
