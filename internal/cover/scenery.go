package cover

import (
	"image"
	"image/color"
	"image/draw"
	"math"
)

// sky fills the picture from the top down to y with two colours running into
// each other, and the rest with the lower one.
func (s *stage) sky(top, low color.NRGBA, y float64) {
	b := s.img.Rect
	for j := b.Min.Y; j < b.Max.Y; j++ {
		t := (float64(j) - s.dy) / s.scale / y
		c := mix(top, low, max(0, min(1, t)))
		draw.Draw(s.img, image.Rect(b.Min.X, j, b.Max.X, j+1), image.NewUniform(c), image.Point{}, draw.Src)
	}
}

// sun draws a pale sun with a halo.
func (s *stage) sun(x, y, r float64) {
	for i := range 3 {
		s.fill(ellipse(x, y, r*(2.1-0.45*float64(i)), r*(2.1-0.45*float64(i))), fade(gold, 0.09))
	}
	s.fill(ellipse(x, y, r, r), rgb(0xf8dfa6))
}

// cloud draws a flat cloud.
func (s *stage) cloud(x, y, w float64) {
	c := fade(white, 0.75)
	var o outline
	o.move(x-w, y)
	o.cubic(x-w, y-0.22*w, x-0.6*w, y-0.3*w, x-0.45*w, y-0.2*w)
	o.cubic(x-0.3*w, y-0.5*w, x+0.2*w, y-0.48*w, x+0.3*w, y-0.22*w)
	o.cubic(x+0.6*w, y-0.36*w, x+w, y-0.2*w, x+w, y)
	s.fill(o, c)
}

// hills draws a range whose crest lies around y.
func (s *stage) hills(y, height float64, c color.NRGBA) {
	a, b := s.between(0, 6.28), s.between(0, 6.28)
	n, m := s.between(0.8, 1.4), s.between(1.9, 3.1)
	var o outline
	o.move(-10, stageHeight)
	for x := -10.0; x <= stageWidth+10; x += 10 {
		t := x / stageWidth * 2 * math.Pi
		o.line(x, y+height*(0.6*math.Sin(n*t+a)+0.4*math.Sin(m*t+b)))
	}
	o.line(stageWidth+10, stageHeight)
	s.fill(o, c)
}

// distance draws what lies behind every outdoor scene, down to the horizon.
func (s *stage) distance(horizon float64) {
	s.sky(rgb(0xbcd7dc), rgb(0xf7ead0), horizon)
	s.sun(s.between(150, 1050), s.between(110, 190), s.between(42, 58))
	for range 2 + s.below(2) {
		s.cloud(s.between(60, 1140), s.between(70, 220), s.between(60, 120))
	}
	s.hills(horizon-75, 42, rgb(0xb9cbc3))
	s.hills(horizon-35, 26, rgb(0x9bb8a4))
	s.hills(horizon-6, 12, rgb(0x83a684))
}

// ground draws flat land from y down, with flecks that grow towards the viewer.
func (s *stage) ground(y float64, c color.NRGBA) {
	s.fill(rectangle(-10, y, stageWidth+20, stageHeight-y+10), c)
	s.flecks(0, stageWidth, y+6, stageHeight, mix(c, ink, 0.12), 150)
	s.flecks(0, stageWidth, y+6, stageHeight, mix(c, white, 0.25), 90)
}

// flecks strews short strokes over a part of the ground.
func (s *stage) flecks(x0, x1, y0, y1 float64, c color.NRGBA, n int) {
	for range n {
		y := s.between(y0, y1)
		size := 2 + 9*(y-y0)/max(1, stageHeight-y0)
		x := s.between(x0, x1)
		s.fill(limb(pt{x, y}, pt{x + size*s.between(0.6, 2), y}, size*0.16, size*0.1), c)
	}
}

// paddies draws rice fields between y0 and y1, with paths that run together
// towards the horizon.
func (s *stage) paddies(y0, y1 float64) {
	greens := []color.NRGBA{rgb(0xb4c46f), rgb(0x9db962), rgb(0xc8cd82), rgb(0x8fb05f)}
	rows := 4
	for i := range rows {
		a := y0 + (y1-y0)*math.Pow(float64(i)/float64(rows), 1.6)
		b := y0 + (y1-y0)*math.Pow(float64(i+1)/float64(rows), 1.6)
		x := -200 + s.between(-100, 0)
		for x < stageWidth {
			w := s.between(120, 300) * (0.6 + 0.5*float64(i))
			s.fill(polygon(x+10, a, x+w, a, x+w*1.02+8, b-2-float64(i), x-2, b-2-float64(i)), greens[s.below(len(greens))])
			for k := range 5 {
				yy := a + (b-a)*(float64(k)+0.5)/5
				s.fill(limb(pt{x + 16, yy}, pt{x + w - 6, yy}, 0.8+0.3*float64(i), 0.8+0.3*float64(i)), fade(leafMid, 0.25))
			}
			x += w + 6
		}
	}
}

// crown draws a mass of leaves of radius r.
func (s *stage) crown(x, y, r float64, dark, mid, pale color.NRGBA) {
	s.mass(x, y, r, dark)
	s.lights(x, y, r, mid, pale)
}

// mass draws the dark of a crown.
func (s *stage) mass(x, y, r float64, dark color.NRGBA) {
	for _, b := range [][4]float64{{-0.5, 0.2, 0.6, 0.5}, {0.5, 0.22, 0.6, 0.5}, {0, -0.25, 0.75, 0.68}, {0, 0.25, 0.8, 0.5}} {
		s.fill(ellipse(x+b[0]*r, y+b[1]*r, b[2]*r, b[3]*r), dark)
	}
}

// lights draws where the sun falls on a crown.
func (s *stage) lights(x, y, r float64, mid, pale color.NRGBA) {
	for range 9 {
		a, d := s.between(0, 6.28), s.between(0, 0.62)
		q := r * s.between(0.18, 0.3)
		s.fill(ellipse(x+math.Cos(a)*d*r*0.95-0.08*r, y+math.Sin(a)*d*r*0.75-0.1*r, q*1.2, q*0.85), mid)
	}
	for range 8 {
		a, d := s.between(2.6, 5.4), s.between(0.15, 0.7)
		q := r * s.between(0.08, 0.15)
		s.fill(ellipse(x+math.Cos(a)*d*r-0.08*r, y+math.Sin(a)*d*r*0.8-0.08*r, q*1.4, q*0.8), pale)
	}
}

// tree draws a broad tree of height h that stands at x, y.
func (s *stage) tree(x, y, h float64) {
	s.fill(ellipse(x+0.12*h, y, 0.34*h, 0.05*h), shade)
	bark := mix(wood, ink, 0.15)
	s.fill(polygon(x-0.05*h, y, x-0.025*h, y-0.5*h, x+0.025*h, y-0.5*h, x+0.055*h, y), bark)
	s.fill(limb(pt{x, y - 0.38*h}, pt{x - 0.14*h, y - 0.58*h}, 0.022*h, 0.012*h), bark)
	s.fill(limb(pt{x, y - 0.34*h}, pt{x + 0.15*h, y - 0.56*h}, 0.02*h, 0.012*h), bark)
	s.crown(x, y-0.68*h, 0.33*h, leafDark, leafMid, leafPale)
}

// palm draws an areca palm of height h.
func (s *stage) palm(x, y, h float64) {
	s.fill(ellipse(x+0.05*h, y, 0.12*h, 0.02*h), shade)
	bend := s.between(-0.03, 0.03) * h
	top := pt{x + bend, y - 0.8*h}
	var o outline
	o.move(x-0.018*h, y)
	o.quad(x-0.012*h, y-0.4*h, top.x-0.011*h, top.y)
	o.line(top.x+0.011*h, top.y)
	o.quad(x+0.014*h, y-0.4*h, x+0.018*h, y)
	s.fill(o, rgb(0xa79c86))
	for i := range 7 {
		ring := y - 0.1*h*float64(i+1)
		s.fill(rectangle(x-0.014*h+bend*float64(i+1)/8, ring, 0.028*h, 0.006*h), fade(ink, 0.16))
	}
	s.fill(limb(pt{top.x, top.y + 0.05*h}, top, 0.016*h, 0.012*h), leafPale)
	for i := range 9 {
		a := -170 + 160*float64(i)/8
		s.frond(top, a+s.between(-8, 8), 0.25*h, []color.NRGBA{leafDark, leafMid}[i%2])
	}
}

// frond draws one drooping leaf from at, starting in a direction in degrees.
func (s *stage) frond(at pt, degrees, l float64, c color.NRGBA) {
	r := degrees * math.Pi / 180
	dx, dy := math.Cos(r)*l, math.Sin(r)*l
	tip := pt{at.x + dx*1.05, at.y + dy*0.55 + 0.32*l}
	var o outline
	o.move(at.x, at.y)
	o.quad(at.x+dx*0.75, at.y+dy-0.06*l, tip.x, tip.y)
	o.quad(at.x+dx*0.55, at.y+dy*0.72+0.16*l, at.x, at.y)
	s.fill(o, c)
}

// bananas draws a clump of banana plants.
func (s *stage) bananas(x, y, h float64) {
	s.fill(ellipse(x, y, 0.4*h, 0.05*h), shade)
	for i := range 3 {
		bx := x + (float64(i)-1)*0.16*h
		top := pt{bx + (float64(i)-1)*0.05*h, y - 0.5*h}
		s.fill(limb(pt{bx, y}, top, 0.04*h, 0.028*h), rgb(0x9aa86a))
		for j := range 5 {
			s.frond(top, -150+30*float64(j)+s.between(-10, 10), 0.36*h, mix(leafMid, leafPale, 0.25*float64(j%3)))
		}
	}
}

// bush draws a low round plant.
func (s *stage) bush(x, y, r float64) {
	s.fill(ellipse(x+0.2*r, y, 1.1*r, 0.16*r), shade)
	s.crown(x, y-0.6*r, r, leafDark, leafMid, leafPale)
}

// house draws a village house, w wide, whose front wall stands on y.
func (s *stage) house(x, y, w float64, wall color.NRGBA) {
	h := 0.3 * w
	s.fill(polygon(x, y, x+w, y, x+w*1.16, y+0.05*w, x+0.1*w, y+0.05*w), shade)
	s.fill(rectangle(x, y-h, w, h), wall)
	s.fill(rectangle(x, y-h, w, 0.22*h), fade(ink, 0.16))
	s.fill(rectangle(x, y-0.1*h, w, 0.1*h), mix(wall, mud, 0.35))
	door := mix(leafDark, steel, 0.35)
	for i, share := range []float64{0.1, 0.42, 0.74} {
		if i == 1 {
			s.fill(rectangle(x+share*w, y-0.72*h, 0.16*w, 0.72*h), mix(wood, ink, 0.2))
			s.fill(rectangle(x+(share+0.078)*w, y-0.72*h, 0.005*w, 0.72*h), fade(ink, 0.4))
			continue
		}
		s.fill(rectangle(x+share*w, y-0.68*h, 0.16*w, 0.4*h), white)
		s.fill(rectangle(x+(share+0.01)*w, y-0.65*h, 0.066*w, 0.34*h), door)
		s.fill(rectangle(x+(share+0.084)*w, y-0.65*h, 0.066*w, 0.34*h), door)
	}
	s.roof(x, y-h, w, 0.3*w)
}

// roof draws a tiled roof whose eaves lie at y, h high.
func (s *stage) roof(x, y, w, h float64) {
	over := 0.07 * w
	var o outline
	o.move(x-over, y+0.03*h)
	o.quad(x+0.04*w, y-0.3*h, x+0.1*w, y-h)
	o.line(x+0.9*w, y-h)
	o.quad(x+0.96*w, y-0.3*h, x+w+over, y+0.03*h)
	s.fill(o, tile)
	for i := range 5 {
		t := (float64(i) + 1) / 6 // along the curve of the roof's side
		in := -(1-t)*(1-t)*over + 2*t*(1-t)*0.04*w + t*t*0.1*w + 0.008*w
		up := 2*t*(1-t)*0.3*h + t*t*h
		s.fill(limb(pt{x + in, y - up}, pt{x + w - in, y - up}, 0.005*w, 0.005*w), fade(ink, 0.1))
	}
	s.fill(limb(pt{x + 0.09*w, y - h}, pt{x + 0.91*w, y - h}, 0.016*w, 0.016*w), mix(tile, ink, 0.3))
	s.fill(limb(pt{x - over, y + 0.03*h}, pt{x + w + over, y + 0.03*h}, 0.009*w, 0.009*w), mix(tile, ink, 0.35))
}

// flag draws a flagpole with the national flag.
func (s *stage) flag(x, y, h float64) {
	s.fill(limb(pt{x, y}, pt{x, y - h}, 0.012*h, 0.007*h), rgb(0xe4ded0))
	w := 0.3 * h
	top := y - h + 0.01*h
	var o outline
	o.move(x, top)
	o.cubic(x+0.3*w, top-0.05*w, x+0.6*w, top+0.07*w, x+w, top+0.01*w)
	o.line(x+w, top+0.67*w)
	o.cubic(x+0.6*w, top+0.73*w, x+0.3*w, top+0.61*w, x, top+0.66*w)
	s.fill(o, rgb(0xc8302a))
	s.fill(star(x+0.5*w, top+0.34*w, 0.19*w), gold)
}

// star returns a five-pointed star of radius r.
func star(x, y, r float64) outline {
	var xy []float64
	for i := range 10 {
		d := r
		if i%2 == 1 {
			d = r * 0.382
		}
		a := (float64(i)*36 - 90) * math.Pi / 180
		xy = append(xy, x+d*math.Cos(a), y+d*math.Sin(a))
	}
	return polygon(xy...)
}
