package photo

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"runtime"
	"runtime/metrics"
	"time"

	"github.com/disintegration/imaging"
	"golang.org/x/image/webp"
)

// slack is what the heap may grow beyond the weight of the picture before the
// decoder is stopped: other work of the program, and garbage not yet collected.
const slack = 128 << 20

// heapMetric is the memory occupied by objects, dead ones not yet swept included.
const heapMetric = "/memory/classes/heap/objects:bytes"

// errGuard marks the errors of the guard.
var errGuard = errors.New("decoding stopped")

// guard is a reader that stops a decoder which runs too long, is no longer
// wanted, or takes far more memory than the header led to expect: a lossless
// WebP file can ask for gigabytes of code tables that no header announces.
type guard struct {
	ctx   context.Context
	r     io.ReadSeeker
	until time.Time
	most  uint64 // heap bytes
	calls int
}

func newGuard(ctx context.Context, r io.ReadSeeker, weight int64, limits Limits) *guard {
	if limits.Parallel > 1 { // the heap may grow for the others too
		weight = limits.MemoryBudget
	}
	return &guard{ctx: ctx, r: r, until: time.Now().Add(limits.Time), most: heapInUse() + uint64(weight) + slack}
}

func (g *guard) Seek(offset int64, whence int) (int64, error) { return g.r.Seek(offset, whence) }

func (g *guard) Read(b []byte) (int, error) {
	if err := g.ctx.Err(); err != nil {
		return 0, fmt.Errorf("%w: %w", errGuard, err)
	}
	if g.calls++; g.calls%8 == 0 {
		if time.Now().After(g.until) {
			return 0, fmt.Errorf("%w: %w: takes too long", errGuard, ErrTooManyPixels)
		}
		if heapInUse() > g.most {
			runtime.GC()
			if heapInUse() > g.most {
				return 0, fmt.Errorf("%w: %w: takes too much memory", errGuard, ErrTooManyPixels)
			}
		}
	}
	return g.r.Read(b[:min(len(b), 16<<10)])
}

func guarded(err error) bool { return errors.Is(err, errGuard) }

func heapInUse() uint64 {
	s := []metrics.Sample{{Name: heapMetric}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// decode returns the upright picture in the print size.
func (h header) decode(ctx context.Context, r io.ReadSeeker, limits Limits) (p planes, err error) {
	defer func() { // a decoder that falls over is a damaged picture, not an outage
		if v := recover(); v != nil {
			err = fmt.Errorf("%w: %v", ErrBroken, v)
		}
	}()
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return p, err
	}
	img, err := h.pixels(newGuard(ctx, r, h.weight, limits))
	if err != nil {
		return p, err
	}
	if err := ctx.Err(); err != nil {
		return p, err
	}
	w, ht := h.target()
	switch m := img.(type) {
	case *image.YCbCr:
		p = planesOf(m)
		p = p.box(boxFactor(p[0].w, p[0].h, w, ht)).resize(w, ht)
	case *image.NRGBA:
		// golang.org/x/image/draw is slower and takes five times the memory: BenchmarkResize.
		p = planesOfNRGBA(imaging.Resize(m, w, ht, imaging.CatmullRom))
	}
	return p.turn(h.orientation), nil
}

// pixels decodes the file. The result is *image.YCbCr, or *image.NRGBA without
// transparency, already shrunk where possible.
func (h header) pixels(r io.ReadSeeker) (image.Image, error) {
	var img image.Image
	var err error
	switch {
	case h.format == formatPNG && !h.png.interlaced:
		w, ht := h.target()
		return h.png.decodeRows(r, w, ht)
	case h.format == formatPNG:
		img, err = png.Decode(r)
	case h.format == formatWebP:
		img, err = webp.Decode(r)
	default:
		img, err = jpeg.Decode(r)
	}
	var odd jpeg.UnsupportedError
	switch {
	case errors.As(err, &odd):
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	case err != nil:
		return nil, broken(err)
	}
	if b := img.Bounds(); b.Dx() != h.width || b.Dy() != h.height {
		return nil, fmt.Errorf("%w: %v, header said %d × %d", ErrBroken, b, h.width, h.height)
	}
	switch m := img.(type) {
	case *image.YCbCr:
		return m, nil
	case *image.Gray:
		return grayPlanes(m), nil
	}
	return flatten(img, h.box()), nil
}

// grayPlanes gives a grey picture colours that are none.
func grayPlanes(m *image.Gray) *image.YCbCr {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	none := make([]uint8, ((w+1)/2)*((h+1)/2))
	for i := range none {
		none[i] = 128
	}
	return &image.YCbCr{
		Y: m.Pix[m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y):], YStride: m.Stride,
		Cb: none, Cr: none, CStride: (w + 1) / 2,
		SubsampleRatio: image.YCbCrSubsampleRatio420,
		Rect:           image.Rect(0, 0, w, h),
	}
}

// flatten lays a picture of any kind on white, row by row, in this goroutine:
// imaging would read it in goroutines of its own, where a picture that lies
// about its palette ends the program (CVE-2023-36308).
func flatten(img image.Image, k int) *image.NRGBA {
	b := img.Bounds()
	s := newShrinker(b.Dx(), b.Dy(), k)
	row := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	white := image.NewUniform(color.White)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		draw.Draw(row, row.Rect, white, image.Point{}, draw.Src)
		draw.Draw(row, row.Rect, img, image.Pt(b.Min.X, y), draw.Over)
		s.add(row.Pix) // opaque, so multiplied or not is the same
	}
	return s.out
}

// planesOfNRGBA converts an opaque picture.
func planesOfNRGBA(m *image.NRGBA) planes {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	y, cb, cr := newPlane(w, h), newPlane(w, h), newPlane(w, h)
	for j := range h {
		src := m.Pix[j*m.Stride:]
		for i := range w {
			s := src[4*i : 4*i+3]
			at := j*w + i
			y.pix[at], cb.pix[at], cr.pix[at] = color.RGBToYCbCr(s[0], s[1], s[2])
		}
	}
	return planes{y, cb.box(2), cr.box(2)}
}
