package cover

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// pt is a point in pixels, y downwards.
type pt struct{ x, y float64 }

// segment is one step of an outline: to p[0] by a line, to p[1] by a quadratic
// curve around p[0], or to p[2] by a cubic curve around p[0] and p[1].
type segment struct {
	op byte // 'M', 'L', 'Q', 'C'
	p  [3]pt
}

// points returns the points of s that count.
func (s segment) points() []pt {
	switch s.op {
	case 'Q':
		return s.p[:2]
	case 'C':
		return s.p[:3]
	}
	return s.p[:1]
}

// outline is a closed figure, or several, filled by the nonzero rule.
type outline []segment

func (o *outline) move(x, y float64) { *o = append(*o, segment{op: 'M', p: [3]pt{{x, y}}}) }
func (o *outline) line(x, y float64) { *o = append(*o, segment{op: 'L', p: [3]pt{{x, y}}}) }

func (o *outline) quad(cx, cy, x, y float64) {
	*o = append(*o, segment{op: 'Q', p: [3]pt{{cx, cy}, {x, y}}})
}

func (o *outline) cubic(ax, ay, bx, by, x, y float64) {
	*o = append(*o, segment{op: 'C', p: [3]pt{{ax, ay}, {bx, by}, {x, y}}})
}

// rectangle returns a box of w × h with its top left corner at x, y.
func rectangle(x, y, w, h float64) outline {
	return polygon(x, y, x+w, y, x+w, y+h, x, y+h)
}

// polygon returns the figure through the points x, y, x, y, …
func polygon(xy ...float64) outline {
	var o outline
	o.move(xy[0], xy[1])
	for i := 2; i+1 < len(xy); i += 2 {
		o.line(xy[i], xy[i+1])
	}
	return o
}

// ellipse returns an ellipse around cx, cy.
func ellipse(cx, cy, rx, ry float64) outline {
	const k = 0.5522847498 // 4/3 (√2 − 1): a quarter circle as a cubic
	var o outline
	o.move(cx+rx, cy)
	o.cubic(cx+rx, cy+k*ry, cx+k*rx, cy+ry, cx, cy+ry)
	o.cubic(cx-k*rx, cy+ry, cx-rx, cy+k*ry, cx-rx, cy)
	o.cubic(cx-rx, cy-k*ry, cx-k*rx, cy-ry, cx, cy-ry)
	o.cubic(cx+k*rx, cy-ry, cx+rx, cy-k*ry, cx+rx, cy)
	return o
}

// limb returns a rounded bar from a to b, of radius ra at a and rb at b.
func limb(a, b pt, ra, rb float64) outline {
	dx, dy := b.x-a.x, b.y-a.y
	l := math.Hypot(dx, dy)
	if l == 0 {
		return ellipse(a.x, a.y, ra, ra)
	}
	ux, uy := dx/l, dy/l
	nx, ny := -uy, ux
	const k = 1.3333333 // a half circle as one cubic
	var o outline
	o.move(a.x+nx*ra, a.y+ny*ra)
	o.cubic(a.x+(nx-ux*k)*ra, a.y+(ny-uy*k)*ra, a.x+(-nx-ux*k)*ra, a.y+(-ny-uy*k)*ra, a.x-nx*ra, a.y-ny*ra)
	o.line(b.x-nx*rb, b.y-ny*rb)
	o.cubic(b.x+(-nx+ux*k)*rb, b.y+(-ny+uy*k)*rb, b.x+(nx+ux*k)*rb, b.y+(ny+uy*k)*rb, b.x+nx*rb, b.y+ny*rb)
	return o
}

// canvas draws outlines.
type canvas struct {
	img    *image.RGBA
	z      vector.Rasterizer
	scale  float64 // pixels per unit
	dx, dy float64 // pixels added
	flip   bool    // mirrored about axis
	axis   float64 // in units
}

func newCanvas(w, h int) *canvas {
	return &canvas{img: image.NewRGBA(image.Rect(0, 0, w, h)), scale: 1}
}

// fill draws o in c, within the box that o needs.
func (v *canvas) fill(o outline, c color.NRGBA) {
	lo, hi := pt{math.Inf(1), math.Inf(1)}, pt{math.Inf(-1), math.Inf(-1)}
	for _, s := range o {
		for _, p := range s.points() {
			p = v.at(p)
			lo, hi = pt{min(lo.x, p.x), min(lo.y, p.y)}, pt{max(hi.x, p.x), max(hi.y, p.y)}
		}
	}
	if len(o) == 0 {
		return
	}
	box := image.Rect(int(math.Floor(lo.x)), int(math.Floor(lo.y)), int(math.Ceil(hi.x)), int(math.Ceil(hi.y))).Intersect(v.img.Rect)
	if box.Empty() {
		return
	}
	v.z.Reset(box.Dx(), box.Dy())
	v.z.DrawOp = draw.Over
	f := func(p pt) (float32, float32) {
		p = v.at(p)
		return float32(p.x) - float32(box.Min.X), float32(p.y) - float32(box.Min.Y)
	}
	for i, s := range o {
		ax, ay := f(s.p[0])
		bx, by := f(s.p[1])
		cx, cy := f(s.p[2])
		switch s.op {
		case 'M':
			if i > 0 {
				v.z.ClosePath()
			}
			v.z.MoveTo(ax, ay)
		case 'L':
			v.z.LineTo(ax, ay)
		case 'Q':
			v.z.QuadTo(ax, ay, bx, by)
		case 'C':
			v.z.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	v.z.ClosePath()
	v.z.Draw(v.img, box, image.NewUniform(c), image.Point{})
}

// at returns where p lies in the picture.
func (v *canvas) at(p pt) pt {
	if v.flip {
		p.x = 2*v.axis - p.x
	}
	return pt{p.x*v.scale + v.dx, p.y*v.scale + v.dy}
}
