package qrcode_test

import (
	"bytes"
	"fmt"
	"image/png"
	"strings"
	"testing"

	"danvankheo/internal/qrcode"
)

// The path and the picture fill the same modules.
func TestPathAndPNGAgree(t *testing.T) {
	t.Parallel()
	c, err := qrcode.New("https://dvk.example/mo-hinh/2026/duong-lang-rong")
	if err != nil {
		t.Fatal(err)
	}
	const scale = 3
	m, err := png.Decode(bytes.NewReader(c.PNG(scale)))
	if err != nil {
		t.Fatal(err)
	}
	side := c.Side()
	if m.Bounds().Dx() != side*scale {
		t.Fatalf("%d pixels for %d modules", m.Bounds().Dx(), side)
	}
	dark := make([]bool, side*side)
	for run := range strings.SplitSeq(strings.TrimSuffix(c.Path(), "z"), "z") {
		var x, y, n, back int
		if _, err := fmt.Sscanf(run, "M%d %dh%dv1h-%d", &x, &y, &n, &back); err != nil || n != back {
			t.Fatalf("%q: %v", run, err)
		}
		for i := range n {
			dark[y*side+x+i] = true
		}
	}
	for y := range side {
		for x := range side {
			r, _, _, _ := m.At(x*scale+1, y*scale+1).RGBA()
			if (r == 0) != dark[y*side+x] {
				t.Fatalf("module %d,%d: the path says dark %v", x, y, dark[y*side+x])
			}
		}
	}
}

func TestTextTooLong(t *testing.T) {
	t.Parallel()
	if _, err := qrcode.New(strings.Repeat("x", 5000)); err == nil {
		t.Error("5000 characters are encoded")
	}
}
