package cover

import (
	"image/color"
	"math"
)

// headgear of a person.
type headgear int

const (
	bare headgear = iota
	conical
	peaked
	helmet
)

// hair of a person.
type hair int

const (
	cropped hair = iota
	bun
	long
)

// person is one figure. Angles are in degrees from straight down, positive
// forward; a person who faces nowhere (face 0) swings them outward.
type person struct {
	x, y, h  float64 // middle of the feet, height
	face     float64 // 1 to the right, -1 to the left, 0 to or from the viewer
	away     bool    // seen from behind
	lean     float64 // of the back, degrees forward
	arms     [2][2]float64
	legs     [2][2]float64
	shirt    color.NRGBA
	trousers color.NRGBA
	skin     color.NRGBA
	hat      headgear
	hair     hair
	dress    bool // a long tunic over the trousers
	// hold draws what is in the hands, behind the near arm.
	hold func(near, far pt)
}

// someone returns a person standing at x, y, in clothes chosen by chance.
func (s *stage) someone(x, y, h float64) person {
	p := person{
		x: x, y: y, h: h * s.between(0.96, 1.04), face: 1,
		shirt: pick(s.chance, shirts), trousers: pick(s.chance, trousers), skin: pick(s.chance, skins),
		hair: hair(s.below(3)),
		arms: [2][2]float64{{8, 14}, {-10, 2}}, legs: [2][2]float64{{5, 2}, {-6, -8}},
	}
	return p
}

// reach returns the end of a bar of length l that hangs from a at an angle.
func reach(a pt, l, degrees, dir float64) pt {
	r := degrees * math.Pi / 180
	return pt{a.x + dir*l*math.Sin(r), a.y + l*math.Cos(r)}
}

// hipHeight is that of one who stands, or what bent legs leave of it.
func (p person) hipHeight() float64 {
	if max(abs(p.legs[0][0]), abs(p.legs[1][0])) <= 30 {
		return 0.47 * p.h
	}
	low := 0.0
	for _, l := range p.legs {
		low = max(low, reach(reach(pt{}, 0.25*p.h, l[0], 1), 0.22*p.h, l[1], 1).y)
	}
	return low
}

// draw draws p.
func (s *stage) draw(p person) {
	dir, side := p.face, 0.0
	if p.face == 0 {
		dir, side = 1, 0.062*p.h
	}
	h := p.h
	s.fill(ellipse(p.x+0.07*h, p.y+0.004*h, 0.24*h, 0.035*h), shade)
	hip := pt{p.x, p.y - p.hipHeight()}
	neck := reach(hip, -0.33*h, -p.lean, dir)
	chest := reach(hip, -0.3*h, -p.lean, dir)
	dark := mix(p.trousers, ink, 0.25)
	elbow := func(i int) (shoulder, el, hand pt) {
		d, off := dir, 0.0
		if p.face == 0 {
			d = []float64{1, -1}[i]
			off = d * 0.095 * h
		}
		shoulder = pt{chest.x + off, chest.y + 0.005*h}
		el = reach(shoulder, 0.165*h, p.arms[i][0], d)
		return shoulder, el, reach(el, 0.15*h, p.arms[i][1], d)
	}
	arm := func(i int, cloth color.NRGBA) {
		a, b, c := elbow(i)
		s.fill(limb(b, c, 0.025*h, 0.02*h), p.skin)
		s.fill(limb(a, b, 0.042*h, 0.034*h), cloth)
		s.fill(limb(b, reach(b, 0.045*h, p.arms[i][1], sign(c.x-b.x, dir)), 0.034*h, 0.03*h), cloth)
		s.fill(ellipse(c.x, c.y, 0.026*h, 0.026*h), p.skin)
	}
	leg := func(i int, cloth color.NRGBA) {
		d, off := dir, side*[]float64{1, -1}[i]*0.75
		if p.face == 0 {
			d = []float64{1, -1}[i]
			p.legs[i] = [2]float64{3, 1}
		}
		top := pt{hip.x + off, hip.y}
		knee := reach(top, 0.25*h, p.legs[i][0], d)
		foot := reach(knee, 0.22*h, p.legs[i][1], d)
		s.fill(ellipse(foot.x+dir*abs(p.face)*0.028*h, foot.y-0.006*h, 0.052*h, 0.021*h), mix(ink, mud, 0.3))
		s.fill(limb(top, knee, 0.062*h, 0.047*h), cloth)
		s.fill(limb(knee, foot, 0.047*h, 0.033*h), cloth)
	}
	_, _, near := elbow(0)
	_, _, far := elbow(1)
	arm(1, mix(p.shirt, ink, 0.22))
	leg(1, dark)
	leg(0, p.trousers)
	if p.hair == long && p.face == 0 && !p.away { // falls behind the shoulders
		s.fill(limb(pt{neck.x, neck.y - 0.09*h}, pt{neck.x, neck.y + 0.04*h}, 0.07*h, 0.062*h), mix(ink, rgb(0x1a1512), 0.5))
	}
	s.body(p, hip, chest, dir)
	s.head(p, neck, dir)
	if p.hold != nil {
		p.hold(near, far)
	}
	arm(0, mix(p.shirt, ink, 0.07))
}

// body draws the shirt: wider at the shoulders, with a fold of shade.
func (s *stage) body(p person, hip, chest pt, dir float64) {
	h := p.h
	wide, waist := 0.088*h, 0.078*h
	if p.face == 0 {
		wide, waist = 0.118*h, 0.092*h
	}
	hem := 0.045 * h
	if p.dress {
		hem = 0.25 * h
		waist *= 1.15
	}
	a := p.lean * math.Pi / 180 * dir
	nx, ny := math.Cos(a), math.Sin(a) // across the back
	ux, uy := math.Sin(a), -math.Cos(a)
	var o outline
	end := pt{hip.x - ux*hem*0.4, hip.y + hem}
	o.move(end.x-waist, end.y)
	o.cubic(hip.x-waist*0.95*nx, hip.y-waist*ny, chest.x-wide*nx, chest.y-wide*ny+0.08*h, chest.x-wide*nx, chest.y-wide*ny+0.005*h)
	o.cubic(
		chest.x-wide*nx+ux*0.045*h,
		chest.y-wide*ny+uy*0.045*h,
		chest.x-0.03*h+ux*0.05*h,
		chest.y+uy*0.05*h,
		chest.x+ux*0.052*h,
		chest.y+uy*0.052*h,
	)
	o.cubic(
		chest.x+0.03*h+ux*0.05*h,
		chest.y+uy*0.05*h,
		chest.x+wide*nx+ux*0.045*h,
		chest.y+wide*ny+uy*0.045*h,
		chest.x+wide*nx,
		chest.y+wide*ny+0.005*h,
	)
	o.cubic(chest.x+wide*nx, chest.y+wide*ny+0.08*h, hip.x+waist*0.95*nx, hip.y+waist*ny, end.x+waist, end.y)
	s.fill(o, p.shirt)
	fold := polygon(
		end.x+waist*0.25,
		end.y,
		chest.x+wide*0.45*nx,
		chest.y+wide*0.45*ny,
		chest.x+wide*nx,
		chest.y+wide*ny+0.01*h,
		end.x+waist,
		end.y,
	)
	s.fill(fold, fade(ink, 0.09))
}

// head draws neck, head, hair and hat.
func (s *stage) head(p person, neck pt, dir float64) {
	h := p.h
	a := p.lean * 0.7 * math.Pi / 180 * dir
	at := func(x, y float64) pt { // within the tilted head, in heights
		x *= dir * h
		y *= h
		return pt{neck.x + x*math.Cos(a) - y*math.Sin(a), neck.y + x*math.Sin(a) + y*math.Cos(a)}
	}
	skin, black := p.skin, mix(ink, rgb(0x1a1512), 0.5)
	c := at(0.01*abs(p.face), -0.085)
	s.fill(limb(at(0, 0), c, 0.03*h, 0.032*h), mix(skin, ink, 0.14))
	r := 0.066 * h
	if p.hair == long && (p.away || p.face != 0) {
		b := at(-0.03*abs(p.face), 0.03)
		s.fill(limb(at(-0.02*abs(p.face), -0.09), b, r*1.02, r*0.72), black)
	}
	s.fill(ellipse(c.x, c.y, r*0.94, r*1.08), skin)
	if p.hair == bun {
		b := at(-0.07*abs(p.face), -0.1-0.04*(1-abs(p.face)))
		s.fill(ellipse(b.x, b.y, r*0.45, r*0.42), black)
	}
	switch {
	case p.away:
		s.fill(ellipse(c.x, c.y-0.06*r, r*1.0, r*1.06), black)
	default:
		k := at(-0.004, -0.118)
		var o outline // the hair: a cap over the back of the head
		f, g := at(0.066, -0.102), at(-0.072, -0.055)
		if p.face == 0 {
			f, g = at(0.066, -0.095), at(-0.066, -0.095)
		}
		o.move(f.x, f.y)
		top := at(0.055, -0.185)
		back := at(-0.085, -0.175)
		o.cubic(top.x, top.y, back.x, back.y, g.x, g.y)
		o.quad(k.x, k.y+0.012*h, f.x, f.y)
		s.fill(o, black)
	}
	s.wear(p, at, dir)
}

// wear puts on the hat.
func (s *stage) wear(p person, at func(x, y float64) pt, dir float64) {
	h := p.h
	switch p.hat {
	case bare:
	case conical:
		l, t, r := at(-0.15, -0.095), at(0, -0.225), at(0.15, -0.095)
		under := at(0, -0.06)
		s.fill(polygon(l.x, l.y, under.x, under.y, r.x, r.y), mix(ochre, ink, 0.35))
		var o outline
		o.move(l.x, l.y)
		o.line(t.x, t.y)
		o.line(r.x, r.y)
		low := at(0, -0.075)
		o.quad(low.x, low.y, l.x, l.y)
		straw := rgb(0xe9d5a4)
		s.fill(o, straw)
		m := at(0.03, -0.085)
		s.fill(polygon(t.x, t.y, r.x, r.y, m.x, m.y), fade(mud, 0.2))
	case peaked, helmet:
		col := mix(p.shirt, ink, 0.15)
		if p.hat == helmet {
			col = gold
		}
		a, b := at(-0.072, -0.105), at(0.072, -0.105)
		t1, t2, brim := at(-0.07, -0.2), at(0.07, -0.2), at(0.125, -0.1)
		var o outline
		o.move(a.x, a.y)
		o.cubic(t1.x, t1.y, t2.x, t2.y, b.x, b.y)
		s.fill(o, col)
		s.fill(limb(b, brim, 0.013*h, 0.008*h), mix(col, ink, 0.2))
	}
}

func abs(v float64) float64 { return math.Abs(v) }

// sign returns dir, turned where v goes against it.
func sign(v, dir float64) float64 {
	if v*dir < 0 {
		return -dir
	}
	return dir
}

// seated draws a person on a stool, seen from behind, the seat at y.
func (s *stage) seated(x, y, h float64, hat headgear) {
	p := s.someone(x, y, h)
	p.face, p.away, p.hat = 0, true, hat
	stool := pick(s.chance, []color.NRGBA{lacquer, rgb(0x35658f), rgb(0x3f7d62)})
	s.fill(ellipse(x+0.05*h, y+0.2*h, 0.26*h, 0.04*h), shade)
	s.fill(polygon(x-0.1*h, y, x+0.1*h, y, x+0.13*h, y+0.2*h, x-0.13*h, y+0.2*h), stool)
	s.fill(polygon(x+0.02*h, y, x+0.1*h, y, x+0.13*h, y+0.2*h, x+0.03*h, y+0.2*h), fade(ink, 0.14))
	s.fill(limb(pt{x - 0.1*h, y}, pt{x + 0.1*h, y}, 0.05*h, 0.05*h), p.trousers)
	hip := pt{x, y}
	chest := pt{x, y - 0.3*h}
	for _, d := range []float64{-1, 1} {
		shoulder := pt{x + d*0.1*h, chest.y + 0.01*h}
		el := pt{x + d*0.15*h, chest.y + 0.17*h}
		s.fill(limb(shoulder, el, 0.044*h, 0.036*h), mix(p.shirt, ink, 0.1))
		s.fill(limb(el, pt{x + d*0.09*h, chest.y + 0.27*h}, 0.034*h, 0.026*h), mix(p.shirt, ink, 0.1))
	}
	s.body(p, hip, chest, 1)
	s.head(p, pt{x, y - 0.33*h}, 1)
}
