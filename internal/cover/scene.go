package cover

import (
	"image"
	"image/color"
	"math"
	"slices"
)

// hues gives each field its place on the colour wheel, in degrees.
var hues = map[string]float64{
	"kinh-te":            38,
	"van-hoa":            318,
	"xa-hoi":             153,
	"an-ninh":            212,
	"quoc-phong":         80,
	"he-thong-chinh-tri": 4,
}

// Scene is one cover; the same field and id give the same scene for ever.
type Scene struct {
	field string
	id    int64
}

// New returns the cover of entry id in a field such as "kinh-te". A field it
// does not know is drawn in the warm grey of no field.
func New(field string, id int64) Scene { return Scene{field, id} }

// Draw returns the scene as pixels.
func (s Scene) Draw(w, h int) *image.RGBA {
	v := newCanvas(w, h)
	for _, sh := range s.shapes(w, h) {
		v.fill(sh.outline, sh.fill)
	}
	return v.img
}

// shape is an outline and its colour. Circles are kept apart because SVG can
// write them shorter.
type shape struct {
	outline outline
	fill    color.NRGBA
	round   *round
}

type round struct{ cx, cy, rx, ry float64 }

func ring(cx, cy, rx, ry float64, fill color.NRGBA) shape {
	r := round{math.Round(cx), math.Round(cy), math.Round(rx), math.Round(ry)}
	return shape{ellipse(r.cx, r.cy, r.rx, r.ry), fill, &r}
}

// ridge is a skyline: the height at which the ground begins, y downwards, for
// each x, both as shares of the picture.
type ridge struct {
	base   float64
	height [3]float64
	turns  [3]float64
	phase  [3]float64
}

func newRidge(c *chance, i int) ridge {
	r := ridge{base: 0.40 + 0.112*float64(i) + c.between(-0.015, 0.015)}
	high := 0.092 - 0.013*float64(i)
	for k := range 3 {
		n := float64(k)
		r.height[k] = high * c.between(0.55, 1) / (1 + 0.9*n)
		r.turns[k] = c.between(0.7, 1.25) * (1 + 1.1*n)
		r.phase[k] = c.between(0, 2*math.Pi)
	}
	return r
}

func (r ridge) at(x float64) float64 {
	y := r.base
	for k := range 3 {
		y += r.height[k] * math.Sin(2*math.Pi*r.turns[k]*x+r.phase[k])
	}
	return y
}

func (r ridge) slope(x float64) float64 {
	const d = 1e-4
	return (r.at(x+d) - r.at(x-d)) / (2 * d)
}

// lowest returns the lowest ground, that is the largest y, from a to b.
func (r ridge) lowest(a, b float64) float64 {
	return max(r.at(a), r.at((a+b)/2), r.at(b))
}

// knots is the number of curves a skyline is drawn with.
const knots = 10

// curve appends to o the line of f from x = 0 to 1, or back, as smooth cubics
// through rounded points, in a picture of w × h.
func curve(o *outline, f func(float64) float64, w, h float64, back bool) {
	const d = 1e-4
	step := w / knots
	for i := 1; i <= knots; i++ {
		a, b := float64(i-1)/knots, float64(i)/knots
		dir := 1.0
		if back {
			a, b, dir = 1-a, 1-b, -1
		}
		sa := (f(a+d) - f(a-d)) / (2 * d) * h / w
		sb := (f(b+d) - f(b-d)) / (2 * d) * h / w
		xa, xb := math.Round(a*w), math.Round(b*w)
		third := dir * step / 3
		o.cubic(xa+third, f(a)*h+sa*third, xb-third, f(b)*h-sb*third, xb, math.Round(f(b)*h))
	}
}

// shapes lists what is drawn, from the back to the front, in a picture of w × h.
func (s Scene) shapes(w, h int) []shape {
	c := newChance(s.field, s.id)
	hue, colourful := hues[s.field]
	sat := 1.0
	if !colourful {
		hue, sat = 34, 0.35
	}
	W, H := float64(w), float64(h)
	sky := hsl(hue, 34*sat, 92)
	sun := hsl(36, 70, 82)
	out := []shape{{rectangle(0, 0, W, H), sky, nil}}
	sx, sy, sr := c.between(0.18, 0.85)*W, c.between(0.2, 0.27)*H, c.between(0.1, 0.155)*H
	out = append(out, ring(sx, sy, sr*1.45, sr*1.45, mix(sky, sun, 0.3)), ring(sx, sy, sr, sr, sun))
	var ridges [5]ridge
	for i := range ridges {
		ridges[i] = newRidge(c, i)
	}
	for i, r := range ridges {
		n := float64(i)
		ground := hsl(math.Mod(hue+15-3*n, 360), (26+6*n)*sat, 80-11*n)
		var o outline
		o.move(0, H)
		o.line(0, math.Round(r.at(0)*H))
		curve(&o, r.at, W, H, false)
		o.line(W, H)
		out = append(out, shape{o, ground, nil})
		switch i {
		case 3:
			out = append(out, village(c, r, ridges[4], W, H, hue, sat)...)
		case 4:
			out = append(out, terraces(r, W, H, hue, sat)...)
		}
	}
	return out
}

// terraces are pale edges of fields that follow the front ridge and flatten
// towards the viewer.
func terraces(r ridge, w, h, hue, sat float64) []shape {
	var out []shape
	for i := range 4 {
		n := float64(i)
		edge := func(x float64) float64 {
			flat := 1 - 0.2*(n+1)
			return r.base + 0.026*(n+0.9) + 0.003*n*n + (r.at(x)-r.base)*flat
		}
		thick := (0.0045 + 0.0009*n) * 1.0
		var o outline
		o.move(0, math.Round(edge(0)*h))
		curve(&o, edge, w, h, false)
		under := func(x float64) float64 { return edge(x) + thick*(1.2+0.8*math.Sin(9*x+2*n)) }
		o.line(w, math.Round(under(1)*h))
		curve(&o, under, w, h, true)
		out = append(out, shape{o, hsl(hue, 46*sat, 50-3*n), nil})
	}
	return out
}

// plot is ground taken by a house or a tree, as shares of the width.
type plot struct{ from, to float64 }

// village puts houses and trees on a ridge, where the slope is gentle and the
// ridge before it leaves them in sight; no two plots touch.
func village(c *chance, r, front ridge, w, h, hue, sat float64) []shape {
	var taken []plot
	free := func(a, b float64) bool {
		return a > 0.01 && b < 0.99 && !slices.ContainsFunc(taken, func(p plot) bool { return a < p.to && p.from < b })
	}
	wall, dark := hsl(hue, 20*sat, 96), hsl(hue, 30*sat, 22)
	leaf := hsl(hue, 38*sat, 30)
	roof := rgb(0xab2d25)
	unit := math.Sqrt(w*h) / 1000 // houses are as large in a wide picture as in a tall one
	var out []shape
	place := func(n int, wide float64, put func(x, base, size float64)) {
		for tries := 0; n > 0 && tries < 60; tries++ {
			x, size := c.between(0.05, 0.95), c.between(0.85, 1.25)
			half := wide * size * unit / w / 2
			base := r.lowest(x-half*0.75, x+half*0.75)
			if math.Abs(r.slope(x)) > 0.42*w/h || !free(x-half, x+half) || front.at(x) < base+0.02 {
				continue
			}
			taken = append(taken, plot{x - half, x + half})
			put(x*w, base*h, size*unit)
			n--
		}
	}
	var walls, roofs, doors, trunks outline
	place(3+c.below(4), 84, func(x, y, u float64) {
		y += 2 * u
		walls = append(walls, snap(rectangle(x-27*u, y-22*u, 54*u, 22*u))...)
		doors = append(doors, snap(rectangle(x-6*u, y-15*u, 12*u, 15*u))...)
		var o outline
		o.move(x-37*u, y-19*u)
		o.quad(x-19*u, y-25*u, x-15*u, y-46*u)
		o.line(x+15*u, y-46*u)
		o.quad(x+19*u, y-25*u, x+37*u, y-19*u)
		roofs = append(roofs, snap(o)...)
	})
	var leaves []shape
	place(3+c.below(4), 44, func(x, y, u float64) {
		tall := c.between(0.9, 1.35)
		trunks = append(trunks, snap(rectangle(x-2*u, y-34*u*tall, 4*u, 34*u*tall+4*u))...)
		leaves = append(leaves, ring(x, y-(34+14)*u*tall, 16*u, 24*u*tall, leaf))
	})
	out = append(out, shape{walls, wall, nil}, shape{doors, dark, nil}, shape{roofs, roof, nil}, shape{trunks, dark, nil})
	return append(out, leaves...)
}

// snap rounds an outline to whole pixels.
func snap(o outline) outline {
	for i := range o {
		for j := range o[i].p {
			o[i].p[j] = pt{math.Round(o[i].p[j].x), math.Round(o[i].p[j].y)}
		}
	}
	return o
}
