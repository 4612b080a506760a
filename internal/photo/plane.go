package photo

import (
	"image"
	"math"
)

// plane is one component of a picture: brightness or one of two colours.
type plane struct {
	pix    []uint8
	stride int
	w, h   int
}

func newPlane(w, h int) plane {
	return plane{pix: make([]uint8, w*h), stride: w, w: w, h: h}
}

func (p plane) row(y int) []uint8 { return p.pix[y*p.stride : y*p.stride+p.w] }

// box averages k × k boxes in place: the result lies in the memory of p, which
// must not be used afterwards.
func (p plane) box(k int) plane {
	if k <= 1 {
		return p
	}
	w, h := (p.w+k-1)/k, (p.h+k-1)/k
	sums := make([]uint32, w)
	for y := range h {
		clear(sums)
		rows := min(k, p.h-y*k)
		for i := range rows {
			row := p.row(y*k + i)
			for x := range sums {
				var t uint32
				for _, v := range row[x*k : min(x*k+k, p.w)] {
					t += uint32(v)
				}
				sums[x] += t
			}
		}
		out := p.pix[y*w : y*w+w] // never past the rows just read
		for x, t := range sums {
			n := uint32(rows * min(k, p.w-x*k))
			out[x] = uint8((t + n/2) / n)
		}
	}
	return plane{pix: p.pix[:w*h], stride: w, w: w, h: h}
}

// tap says which pixels make one pixel of the result, from start on, and by
// how much each counts, in units of 1 << tapBits that sum to exactly one.
type tap struct {
	start   int
	weights []int32
}

const tapBits = 14

// taps computes the Catmull-Rom taps from n pixels to m, widened when shrinking.
func taps(n, m int) []tap {
	ratio := float64(n) / float64(m)
	scale := max(1, ratio)
	reach := 2 * scale
	out := make([]tap, m)
	all := make([]int32, 0, m*int(2*reach+2))
	raw := make([]float64, 0, int(2*reach+2))
	for i := range out {
		at := (float64(i)+0.5)*ratio - 0.5
		from := max(0, int(math.Ceil(at-reach)))
		to := min(n-1, int(math.Floor(at+reach)))
		raw = raw[:0]
		var sum float64
		for j := from; j <= to; j++ {
			v := catmullRom((float64(j) - at) / scale)
			raw = append(raw, v)
			sum += v
		}
		first := len(all)
		rest, best := int32(1<<tapBits), first
		for _, v := range raw {
			weight := int32(math.Round(v / sum * (1 << tapBits)))
			rest -= weight
			all = append(all, weight)
			if weight > all[best] {
				best = len(all) - 1
			}
		}
		all[best] += rest
		out[i] = tap{start: from, weights: all[first:len(all):len(all)]}
	}
	return out
}

// catmullRom is the cubic through the points with tangents from the neighbours.
func catmullRom(x float64) float64 {
	x = math.Abs(x)
	switch {
	case x < 1:
		return (1.5*x-2.5)*x*x + 1
	case x < 2:
		return ((-0.5*x+2.5)*x-4)*x + 2
	}
	return 0
}

// resize resamples to w × h.
func (p plane) resize(w, h int) plane {
	if w == p.w && h == p.h {
		return p
	}
	s := newScaler(p.w, p.h, w, h)
	for y := range p.h {
		s.add(p.row(y))
	}
	return s.out
}

// scaler resamples a plane whose rows come one after the other. It holds only
// as many of them as one row of the result needs.
type scaler struct {
	xs, ys []tap
	ring   plane // the last rows, resampled across
	sums   []int32
	next   int // row to come next
	y      int // row of the result to make next
	out    plane
}

func newScaler(w, h, toW, toH int) *scaler {
	s := &scaler{xs: taps(w, toW), ys: taps(h, toH), sums: make([]int32, toW), out: newPlane(toW, toH)}
	keep := 0
	for _, t := range s.ys {
		keep = max(keep, len(t.weights))
	}
	s.ring = newPlane(toW, keep)
	return s
}

// add takes the next row.
func (s *scaler) add(row []uint8) {
	across(s.ring.row(s.next%s.ring.h), row, s.xs)
	s.next++
	for s.y < len(s.ys) {
		t := s.ys[s.y]
		if t.start+len(t.weights) > s.next {
			return
		}
		clear(s.sums)
		for j, weight := range t.weights {
			for x, v := range s.ring.row((t.start + j) % s.ring.h) {
				s.sums[x] += weight * int32(v)
			}
		}
		row := s.out.row(s.y)
		for x, v := range s.sums {
			row[x] = level(v)
		}
		s.y++
	}
}

// across resamples one row.
func across(dst, src []uint8, xs []tap) {
	for x := range xs {
		t := &xs[x]
		var sum int32
		for j, v := range src[t.start : t.start+len(t.weights)] {
			sum += t.weights[j] * int32(v)
		}
		dst[x] = level(sum)
	}
}

// level rounds a weighted sum and holds it within 0 to 255.
func level(v int32) uint8 {
	return uint8(min(255, max(0, (v+1<<(tapBits-1))>>tapBits)))
}

// turn returns p upright, orientation being that of EXIF: 1 as it is, 2
// mirrored, 3 upside down, 4 both, 5 to 8 the same lying on its side.
func (p plane) turn(orientation int) plane {
	if orientation <= 1 || orientation > 8 {
		return p
	}
	w, h := p.w, p.h
	if orientation >= 5 {
		w, h = h, w
	}
	out := newPlane(w, h)
	for y := range h {
		row := out.row(y)
		for x := range row {
			sx, sy := source(orientation, x, y, p.w, p.h)
			row[x] = p.pix[sy*p.stride+sx]
		}
	}
	return out
}

// source returns where pixel x, y of the upright picture lies in the stored
// one of w × h pixels.
func source(orientation, x, y, w, h int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}

// planes is a picture as brightness and two colours at half the resolution, as
// it is coded in the files that are served.
type planes [3]plane

// planesOf takes the components of m, of any subsampling, without copying.
func planesOf(m *image.YCbCr) planes {
	b := m.Rect
	w, h := b.Dx(), b.Dy()
	cw, ch := w, h
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio444: // as large as the brightness
	case image.YCbCrSubsampleRatio422:
		cw = (w + 1) / 2
	case image.YCbCrSubsampleRatio420:
		cw, ch = (w+1)/2, (h+1)/2
	case image.YCbCrSubsampleRatio440:
		ch = (h + 1) / 2
	case image.YCbCrSubsampleRatio411:
		cw = (w + 3) / 4
	case image.YCbCrSubsampleRatio410:
		cw, ch = (w+3)/4, (h+1)/2
	}
	y, c := m.YOffset(b.Min.X, b.Min.Y), m.COffset(b.Min.X, b.Min.Y)
	return planes{
		{m.Y[y:], m.YStride, w, h},
		{m.Cb[c:], m.CStride, cw, ch},
		{m.Cr[c:], m.CStride, cw, ch},
	}
}

// box averages boxes of k × k pixels in place; colours that are already coarser
// are averaged less.
func (p planes) box(k int) planes {
	if k <= 1 {
		return p
	}
	w, h := (p[0].w+k-1)/k, (p[0].h+k-1)/k
	for i := 1; i < 3; i++ {
		p[i] = p[i].box(min(2*p[i].w/w, 2*p[i].h/h))
	}
	p[0] = p[0].box(k)
	return p
}

// resize resamples to w × h pixels, colours to half of that.
func (p planes) resize(w, h int) planes {
	cw, ch := (w+1)/2, (h+1)/2
	return planes{p[0].resize(w, h), p[1].resize(cw, ch), p[2].resize(cw, ch)}
}

func (p planes) turn(orientation int) planes {
	return planes{p[0].turn(orientation), p[1].turn(orientation), p[2].turn(orientation)}
}

// image returns p, whose colours must be at half resolution, for the encoder.
func (p planes) image() *image.YCbCr {
	return &image.YCbCr{
		Y: p[0].pix, Cb: p[1].pix, Cr: p[2].pix,
		YStride: p[0].stride, CStride: p[1].stride,
		SubsampleRatio: image.YCbCrSubsampleRatio420,
		Rect:           image.Rect(0, 0, p[0].w, p[0].h),
	}
}
