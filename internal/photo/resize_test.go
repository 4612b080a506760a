package photo_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"testing"

	"github.com/disintegration/imaging"
	"golang.org/x/image/draw"

	"danvankheo/internal/photo/phototest"
)

// resizers are the two that could make the print size of a PNG or WebP. Both get
// what decoding leaves: an opaque picture, eight bits each.
var resizers = []struct {
	name   string
	resize func(m *image.NRGBA, w, h int) *image.NRGBA
}{
	{"imaging", func(m *image.NRGBA, w, h int) *image.NRGBA { return imaging.Resize(m, w, h, imaging.CatmullRom) }},
	{"x-image-draw", func(m *image.NRGBA, w, h int) *image.NRGBA {
		// RGBA on both sides is its fastest path.
		src := &image.RGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect}
		dst := image.NewRGBA(image.Rect(0, 0, w, h))
		draw.CatmullRom.Scale(dst, dst.Rect, src, src.Rect, draw.Src, nil)
		return &image.NRGBA{Pix: dst.Pix, Stride: dst.Stride, Rect: dst.Rect}
	}},
}

// BenchmarkResize compares the resizers on twelve megapixels, to every size.
// sharpness is the mean step between neighbours in levels of brightness; deltaE is
// how far the colours lie from imaging's (CIE76, mean and worst pixel; an eye
// sees from about 1).
func BenchmarkResize(b *testing.B) {
	o := phototest.Phone()
	o.Quality = 95
	img, err := jpeg.Decode(bytes.NewReader(phototest.NewJPEG(4000, 3000, 1, o)))
	if err != nil {
		b.Fatal(err)
	}
	upload := imaging.Clone(img)
	b.Logf("from %v", upload.Bounds())
	for _, w := range []int{2400, 1200, 800, 400} {
		h := w * 3 / 4
		base := resizers[0].resize(upload, w, h)
		for _, r := range resizers {
			b.Run(fmt.Sprintf("%d/%s", w, r.name), func(b *testing.B) {
				b.ReportAllocs()
				var out *image.NRGBA
				for b.Loop() {
					out = r.resize(upload, w, h)
				}
				mean, worst := deltaE(base, out)
				b.ReportMetric(mean, "deltaE")
				b.ReportMetric(worst, "worst-deltaE")
				b.ReportMetric(sharpness(out), "sharpness")
			})
		}
	}
}

// sharpness is the root mean square of the steps between neighbours.
func sharpness(m *image.NRGBA) float64 {
	bright := func(p []uint8) float64 { return 0.299*float64(p[0]) + 0.587*float64(p[1]) + 0.114*float64(p[2]) }
	sum, n := 0.0, 0
	for y := range m.Rect.Dy() - 1 {
		row, next := m.Pix[y*m.Stride:], m.Pix[(y+1)*m.Stride:]
		for x := range m.Rect.Dx() - 1 {
			at := bright(row[4*x:])
			right, below := bright(row[4*x+4:])-at, bright(next[4*x:])-at
			sum += right*right + below*below
			n += 2
		}
	}
	return math.Sqrt(sum / float64(n))
}

func deltaE(a, b *image.NRGBA) (mean, worst float64) {
	for i := 0; i < len(a.Pix); i += 4 {
		p, q := lab(a.Pix[i:]), lab(b.Pix[i:])
		d := math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
		mean += d
		worst = max(worst, d)
	}
	return mean / float64(len(a.Pix)/4), worst
}

// lab converts sRGB to CIE L*a*b* under D65.
func lab(p []uint8) [3]float64 {
	var c [3]float64
	for i := range c {
		v := float64(p[i]) / 255
		if v <= 0.04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x := f((0.4124564*c[0] + 0.3575761*c[1] + 0.1804375*c[2]) / 0.95047)
	y := f(0.2126729*c[0] + 0.7151522*c[1] + 0.0721750*c[2])
	z := f((0.0193339*c[0] + 0.1191920*c[1] + 0.9503041*c[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}
