package chart

import (
	"image"
	"image/color"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// maxPixels bounds a PNG: twice the size on the page, less for tall pictures.
const maxPixels = 8_000_000

// PNG writes the picture as a file of pixels, with headline and source.
func (p *Picture) PNG(w io.Writer) error {
	f := p.framed()
	scale := min(2, math.Sqrt(maxPixels/max(1, f.W*f.H)))
	c := &canvas{scale: scale, faces: map[faceKey]font.Face{}}
	c.img = image.NewRGBA(image.Rect(0, 0, max(1, int(math.Ceil(f.W*scale))), max(1, int(math.Ceil(f.H*scale)))))
	for i := range f.shapes {
		if err := c.draw(&f.shapes[i]); err != nil {
			return err
		}
	}
	enc := png.Encoder{CompressionLevel: png.DefaultCompression}
	return enc.Encode(w, c.img)
}

type faceKey struct {
	kind faceKind
	size float64
}

// canvas is a bitmap being drawn on.
type canvas struct {
	img    *image.RGBA
	scale  float64
	faces  map[faceKey]font.Face
	raster vector.Rasterizer
}

func (c *canvas) draw(s *shape) error {
	switch s.kind {
	case textShape:
		return c.write(s)
	case boxShape:
		c.fill([][]point{rounded(s)}, s.fill)
	case discShape:
		if s.stroke != None {
			c.fill([][]point{circle(s.x, s.y, s.w+s.width/2)}, s.stroke)
			c.fill([][]point{circle(s.x, s.y, s.w-s.width/2)}, s.fill)
		} else {
			c.fill([][]point{circle(s.x, s.y, s.w)}, s.fill)
		}
	case pathShape:
		c.fill(s.rings, s.fill)
		c.stroke(s)
	}
	return nil
}

// fill fills closed rings.
func (c *canvas) fill(rings [][]point, ink Ink) {
	if ink == None || len(rings) == 0 {
		return
	}
	lo, hi := bounds(rings)
	x0, y0 := int(math.Floor(lo.X*c.scale))-1, int(math.Floor(lo.Y*c.scale))-1
	r := image.Rect(x0, y0, int(math.Ceil(hi.X*c.scale))+2, int(math.Ceil(hi.Y*c.scale))+2).Intersect(c.img.Bounds())
	if r.Empty() {
		return
	}
	c.raster.Reset(r.Dx(), r.Dy())
	for _, ring := range rings {
		for i, q := range ring {
			x, y := float32(q.X*c.scale-float64(r.Min.X)), float32(q.Y*c.scale-float64(r.Min.Y))
			if i == 0 {
				c.raster.MoveTo(x, y)
			} else {
				c.raster.LineTo(x, y)
			}
		}
		c.raster.ClosePath()
	}
	c.raster.Draw(c.img, r, image.NewUniform(ink.Light()), image.Point{})
}

// stroke draws each piece of a line as a bar with round ends.
func (c *canvas) stroke(s *shape) {
	if s.stroke == None {
		return
	}
	half := s.width / 2
	for _, ring := range s.rings {
		pts := ring
		if s.closed && len(ring) > 0 {
			pts = append(append([]point(nil), ring...), ring[0])
		}
		if s.dashed {
			for _, piece := range dashes(pts, 5, 4) {
				c.stroke(&shape{kind: pathShape, rings: [][]point{piece}, stroke: s.stroke, width: s.width})
			}
			continue
		}
		for i := 1; i < len(pts); i++ {
			a, b := pts[i-1], pts[i]
			l := math.Hypot(b.X-a.X, b.Y-a.Y)
			if l == 0 {
				continue
			}
			nx, ny := (b.Y-a.Y)/l*half, -(b.X-a.X)/l*half
			c.fill([][]point{{{a.X + nx, a.Y + ny}, {b.X + nx, b.Y + ny}, {b.X - nx, b.Y - ny}, {a.X - nx, a.Y - ny}}}, s.stroke)
			if i > 1 && half*c.scale > 0.8 {
				c.fill([][]point{circle(a.X, a.Y, half)}, s.stroke)
			}
		}
	}
}

// dashes cuts a line into pieces.
func dashes(pts []point, on, off float64) (out [][]point) {
	left, drawing := on, true
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		l := math.Hypot(b.X-a.X, b.Y-a.Y)
		for at := 0.0; at < l; {
			step := min(left, l-at)
			if drawing {
				out = append(out, []point{along(a, b, at/l), along(a, b, (at+step)/l)})
			}
			at += step
			if left -= step; left <= 0 {
				drawing = !drawing
				left = on
				if !drawing {
					left = off
				}
			}
		}
	}
	return out
}

func along(a, b point, t float64) point { return point{a.X + (b.X-a.X)*t, a.Y + (b.Y-a.Y)*t} }

func (c *canvas) write(s *shape) error {
	key := faceKey{s.face, s.size * c.scale}
	f, ok := c.faces[key]
	if !ok {
		var err error
		if f, err = face(s.face, key.size); err != nil {
			return err
		}
		c.faces[key] = f
	}
	x := s.x
	switch s.anchor {
	case start:
	case middle:
		x -= wide(s.text, s.face, s.size) / 2
	case end:
		x -= wide(s.text, s.face, s.size)
	}
	d := font.Drawer{Dst: c.img, Src: image.NewUniform(color.Color(s.fill.Light())), Face: f,
		Dot: fixed.Point26_6{X: fixed.Int26_6(x * c.scale * 64), Y: fixed.Int26_6(s.y * c.scale * 64)}}
	d.DrawString(s.text)
	return nil
}

func bounds(rings [][]point) (lo, hi point) {
	lo, hi = point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, ring := range rings {
		for _, q := range ring {
			lo.X, lo.Y = min(lo.X, q.X), min(lo.Y, q.Y)
			hi.X, hi.Y = max(hi.X, q.X), max(hi.Y, q.Y)
		}
	}
	return lo, hi
}

// circle is a ring of points, fine enough for its size.
func circle(x, y, r float64) []point {
	const n = 24
	ring := make([]point, n)
	for i := range ring {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / n)
		ring[i] = point{x + r*cos, y + r*sin}
	}
	return ring
}

// rounded is the outline of a box, its corners cut to eight points.
func rounded(s *shape) []point {
	r := min(s.round, s.w/2, s.h/2)
	x0, y0, x1, y1 := s.x, s.y, s.x+s.w, s.y+s.h
	if r <= 0 {
		return []point{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}
	}
	var ring []point
	for i, corner := range []point{{x1 - r, y0 + r}, {x1 - r, y1 - r}, {x0 + r, y1 - r}, {x0 + r, y0 + r}} {
		for k := range 5 {
			sin, cos := math.Sincos(math.Pi/2*float64(i-1) + math.Pi/8*float64(k))
			ring = append(ring, point{corner.X + r*cos, corner.Y + r*sin})
		}
	}
	return ring
}
