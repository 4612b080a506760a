package photo_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"danvankheo/internal/photo"
	"danvankheo/internal/photo/phototest"
)

// TestPNGKinds compares every kind of PNG with what the standard library reads.
func TestPNGKinds(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	src := phototest.Image(41, 23, 5)
	kinds := map[string]func(r image.Rectangle) settable{
		"gray":   func(r image.Rectangle) settable { return image.NewGray(r) },
		"gray16": func(r image.Rectangle) settable { return image.NewGray16(r) },
		"rgb":    func(r image.Rectangle) settable { return image.NewRGBA(r) },
		"rgba":   func(r image.Rectangle) settable { return image.NewNRGBA(r) },
		"rgb16":  func(r image.Rectangle) settable { return image.NewRGBA64(r) },
		"rgba16": func(r image.Rectangle) settable { return image.NewNRGBA64(r) },
		"two":    func(r image.Rectangle) settable { return image.NewPaletted(r, grays(2)) },
		"four":   func(r image.Rectangle) settable { return image.NewPaletted(r, grays(4)) },
		"many":   func(r image.Rectangle) settable { return image.NewPaletted(r, grays(200)) },
	}
	for name, blank := range kinds {
		m := blank(src.Rect)
		for y := range 23 {
			for x := range 41 {
				c := color.NRGBAModel.Convert(src.At(x, y)).(color.NRGBA)
				if (name == "rgba" || name == "rgba16") && x > 20 {
					c.A = 128
				}
				m.Set(x, y, c)
			}
		}
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		p := add(t, s, b.Bytes())
		got, err := jpeg.Decode(bytes.NewReader(served(t, s, p.Hash, photo.Print)))
		if err != nil {
			t.Fatal(err)
		}
		if d := distance(onWhite(m), got); d > 4 {
			t.Errorf("%s: mean difference %.1f", name, d)
		}
	}
}

type settable interface {
	image.Image
	Set(x, y int, c color.Color)
}

func grays(n int) color.Palette {
	var p color.Palette
	for i := range n {
		p = append(p, color.Gray{uint8(i * 255 / (n - 1))})
	}
	return p
}

// onWhite lays m on white.
func onWhite(m image.Image) image.Image {
	out := image.NewRGBA(m.Bounds())
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			r, g, b, a := m.At(x, y).RGBA()
			w := 0xffff - a
			out.Set(x, y, color.RGBA64{uint16(r + w), uint16(g + w), uint16(b + w), 0xffff})
		}
	}
	return out
}

func TestWebP(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	p := add(t, s, phototest.NewWebP(200, 120, 3))
	got, err := jpeg.Decode(bytes.NewReader(served(t, s, p.Hash, photo.Print)))
	if err != nil {
		t.Fatal(err)
	}
	if d := distance(phototest.Image(200, 120, 3), got); d > 6 || p.Format != "webp" {
		t.Errorf("%s, mean difference %.1f", p.Format, d)
	}
}
