package cover

import "image/color"

// mirrored draws what f paints the other way round, about the line x.
func (s *stage) mirrored(x float64, f func()) {
	s.flip, s.axis = true, x
	f()
	s.flip = false
}

// cleaningUp: neighbours clear the bank of a stream.
func (s *stage) cleaningUp() {
	const horizon = 350
	s.distance(horizon)
	s.ground(horizon, grass)
	s.house(760, horizon+64, 240, rgb(0xe9cf97))
	s.house(1020, horizon+70, 220, rgb(0xdfe3d3))
	s.bamboo(90, horizon+110, 330)
	s.bamboo(210, horizon+86, 260)
	s.palm(700, horizon+70, 230)
	for i := range 5 {
		s.bush(330+float64(i)*95, horizon+50+s.between(0, 14), s.between(22, 36))
	}
	var o outline // the stream
	o.move(560, horizon+40)
	o.cubic(500, 470, 330, 520, -20, 560)
	o.line(-20, 760)
	o.cubic(300, 720, 620, 600, 640, horizon+40)
	s.fill(o, water)
	for range 26 {
		t := s.between(0.1, 1)
		x, y := 560-560*t+s.between(-30, 40), 410+240*t
		s.fill(limb(pt{x, y}, pt{x + 50*t + 8, y - 3*t}, 1+1.6*t, 0.6), fade(white, 0.5))
	}
	s.bush(556, horizon+52, 30)
	var bank outline
	bank.move(640, horizon+40)
	bank.cubic(620, 600, 300, 720, -20, 760)
	bank.line(-20, 810)
	bank.line(1210, 810)
	bank.line(1210, 560)
	bank.cubic(1000, 540, 800, 470, 700, horizon+46)
	s.fill(bank, rgb(0xcdb98a))
	s.flecks(500, 1200, 560, 800, mud, 130)
	s.flecks(420, 1200, 560, 800, leafMid, 110)
	s.bush(676, horizon+58, 34)
	for range 9 {
		s.litter(s.between(330, 760), s.between(660, 780))
	}
	s.raker(640, 560, 165, -1)
	s.picker(420, 700, 230)
	s.raker(640, 765, 280, -1)
	s.cart(860, 690)
	p := s.someone(830, 735, 262)
	p.shirt, p.hat, p.lean = rgb(0x3f7d62), peaked, 8
	p.arms = [2][2]float64{{60, 92}, {50, 86}}
	p.hold = func(near, far pt) { s.sack(near.x+16, near.y+52, 62) }
	s.draw(p)
	s.sack(1110, 770, 78)
	s.sack(1030, 782, 66)
	q := s.someone(780, 545, 140)
	q.face, q.hair, q.arms = 0, long, [2][2]float64{{20, 10}, {50, 150}}
	s.draw(q)
}

// bamboo draws a clump of bamboo.
func (s *stage) bamboo(x, y, h float64) {
	s.fill(ellipse(x, y, 0.3*h, 0.04*h), shade)
	for i := range 9 {
		bx := x + (float64(i)-4)*0.045*h
		bend := (float64(i) - 4) * 0.06 * h
		top := pt{bx + bend*1.6, y - h*s.between(0.8, 1)}
		var o outline
		o.move(bx-0.012*h, y)
		o.quad(bx+bend*0.2-0.01*h, y-0.6*h, top.x, top.y)
		o.quad(bx+bend*0.2+0.012*h, y-0.6*h, bx+0.012*h, y)
		s.fill(o, []color.NRGBA{rgb(0x8c9d52), rgb(0x748a49), rgb(0xa0ae62)}[i%3])
		for range 16 {
			t := s.between(0.35, 1)
			at := pt{bx + (top.x-bx)*t*t, y + (top.y-y)*t}
			s.frond(
				at,
				[]float64{-25, -155}[s.below(2)]+s.between(-25, 25),
				0.13*h,
				[]color.NRGBA{leafMid, leafDark, leafPale}[s.below(3)],
			)
		}
	}
}

// litter draws a scrap lying about.
func (s *stage) litter(x, y float64) {
	c := []color.NRGBA{white, rgb(0x8fb7c9), rgb(0xc9635a), rgb(0xe0d27a)}[s.below(4)]
	s.fill(polygon(x, y, x+s.between(10, 20), y-s.between(2, 8), x+s.between(16, 26), y+5, x+6, y+9), c)
}

// raker draws someone with a bamboo rake.
func (s *stage) raker(x, y, h, face float64) {
	p := s.someone(x, y, h)
	p.face, p.hat, p.lean, p.hair = face, conical, 16, bun
	p.arms = [2][2]float64{{44, 70}, {20, 48}}
	p.legs = [2][2]float64{{20, 4}, {-16, -22}}
	p.hold = func(near, far pt) {
		tip := pt{x + face*0.66*h, y - 0.01*h}
		s.fill(limb(pt{far.x - face*0.12*h, far.y - 0.12*h}, tip, 0.011*h, 0.011*h), rgb(0xc2a262))
		for i := range 6 {
			d := (float64(i) - 2.5) * 0.034 * h
			s.fill(limb(tip, pt{tip.x + face*0.1*h + d*0.5, tip.y + 0.02*h + d*0.55}, 2, 1.4), rgb(0xa8874c))
		}
	}
	s.draw(p)
}

// picker draws someone who stoops to pick up a scrap and put it in a bag.
func (s *stage) picker(x, y, h float64) {
	p := s.someone(x, y, h)
	p.face, p.lean, p.shirt, p.hair = -1, 58, rgb(0xd79b3c), long
	p.arms = [2][2]float64{{10, 4}, {-20, -6}}
	p.legs = [2][2]float64{{22, -8}, {-4, -14}}
	p.hold = func(near, far pt) {
		s.sack(far.x+8, y-6, 48)
		s.litter(near.x-8, near.y+8)
	}
	s.draw(p)
}

// sack draws a full bag tied at the top, standing on x, y.
func (s *stage) sack(x, y, size float64) {
	s.fill(ellipse(x+0.1*size, y, 0.6*size, 0.09*size), shade)
	c := rgb(0x4b6a7d)
	var o outline
	o.move(x-0.08*size, y-0.95*size)
	o.cubic(x-0.6*size, y-0.7*size, x-0.62*size, y, x-0.4*size, y)
	o.line(x+0.4*size, y)
	o.cubic(x+0.62*size, y, x+0.6*size, y-0.7*size, x+0.08*size, y-0.95*size)
	s.fill(o, c)
	s.fill(polygon(x-0.16*size, y-1.12*size, x+0.16*size, y-1.12*size, x+0.05*size, y-0.92*size, x-0.05*size, y-0.92*size), c)
	s.fill(limb(pt{x - 0.08*size, y - 0.94*size}, pt{x + 0.08*size, y - 0.94*size}, 0.03*size, 0.03*size), ochre)
	var fold outline
	fold.move(x+0.05*size, y-0.9*size)
	fold.cubic(x+0.5*size, y-0.6*size, x+0.5*size, y-0.1*size, x+0.4*size, y)
	fold.quad(x+0.28*size, y-0.5*size, x+0.05*size, y-0.9*size)
	s.fill(fold, fade(ink, 0.16))
}

// cart draws a handcart with bags on it.
func (s *stage) cart(x, y float64) {
	s.fill(ellipse(x+150, y+6, 190, 16), shade)
	s.sack(x+110, y-88, 70)
	s.sack(x+190, y-88, 78)
	s.sack(x+150, y-92, 84)
	s.fill(polygon(x+40, y-98, x+270, y-98, x+262, y-48, x+48, y-48), rgb(0x5d7c55))
	s.fill(rectangle(x+46, y-76, 218, 5), fade(ink, 0.22))
	s.fill(limb(pt{x + 268, y - 90}, pt{x + 330, y - 128}, 5, 5), steel)
	for _, w := range []float64{90, 222} {
		s.fill(ellipse(x+w, y-34, 40, 40), ink)
		s.fill(ellipse(x+w, y-34, 31, 31), rgb(0xcdb98a))
		for i := range 4 {
			a := reach(pt{x + w, y - 34}, 31, float64(i)*45, 1)
			b := reach(pt{x + w, y - 34}, -31, float64(i)*45, 1)
			s.fill(limb(a, b, 2, 2), steel)
		}
	}
}
