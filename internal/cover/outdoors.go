package cover

import "image/color"

// plantingTrees: a row of young trees along the foot of the hills.
func (s *stage) plantingTrees() {
	const horizon = 370
	s.distance(horizon)
	s.ground(horizon, rgb(0xb7c283))
	s.paddies(horizon+4, horizon+80)
	for i := range 8 {
		s.bush(30+float64(i)*165+s.between(-30, 30), horizon+90, s.between(26, 44))
	}
	s.house(850, horizon+84, 220, rgb(0xe9cf97))
	var o outline
	o.move(-10, 540)
	o.cubic(300, 500, 800, 520, 1210, 480)
	o.line(1210, 810)
	o.line(-10, 810)
	s.fill(o, rgb(0xc59a6b))
	s.flecks(0, 1200, 540, 800, mud, 170)
	s.flecks(0, 1200, 540, 800, rgb(0xdbb98c), 120)
	for i := range 7 {
		t := float64(i) / 6
		s.sapling(1130-640*t, 530+26*t, 70+26*t)
	}
	a := s.someone(760, 560, 130)
	a.hat, a.face, a.lean = conical, -1, 18
	a.arms = [2][2]float64{{46, 40}, {30, 30}}
	s.draw(a)
	b := s.someone(880, 552, 126)
	b.arms = [2][2]float64{{40, 100}, {-10, 0}}
	s.draw(b)
	s.sapling(215, 770, 235)
	s.planter(335, 745, 300, -1)
	s.digger(560, 700, 262)
	s.sapling(700, 728, 190)
	s.carrier(1030, 765, 275)
	w := s.someone(818, 690, 235)
	w.face, w.hat, w.hair, w.shirt = -1, bare, bun, rgb(0x8c5374)
	w.lean, w.arms = 14, [2][2]float64{{44, 70}, {10, 12}}
	w.hold = func(near, _ pt) { s.mirrored(near.x, func() { s.can(near.x+6, near.y+4, 0.9) }) }
	s.draw(w)
}

// mirrored draws what f paints the other way round, about the line x.
func (s *stage) mirrored(x float64, f func()) {
	s.flip, s.axis = true, x
	f()
	s.flip = false
}

// sapling draws a young tree tied to a stake.
func (s *stage) sapling(x, y, h float64) {
	s.fill(ellipse(x, y, 0.26*h, 0.05*h), mix(mud, ink, 0.2))
	s.fill(ellipse(x, y-0.015*h, 0.2*h, 0.035*h), mud)
	s.fill(limb(pt{x + 0.06*h, y}, pt{x + 0.05*h, y - 0.62*h}, 0.012*h, 0.01*h), rgb(0xc8ad78))
	s.fill(limb(pt{x, y}, pt{x - 0.01*h, y - 0.9*h}, 0.014*h, 0.008*h), wood)
	s.fill(rectangle(x-0.02*h, y-0.5*h, 0.09*h, 0.02*h), lacquer)
	for i := range 9 {
		t := 0.42 + 0.06*float64(i)
		for _, d := range []float64{-1, 1} {
			l := 0.2 * h * (1.25 - t)
			tip := pt{x + d*l*1.5, y - t*h - l*s.between(0.1, 0.7)}
			leafAt := pt{x - 0.01*h, y - t*h}
			var o outline
			o.move(leafAt.x, leafAt.y)
			o.quad((leafAt.x+tip.x)/2, tip.y-0.5*l, tip.x, tip.y)
			o.quad((leafAt.x+tip.x)/2, leafAt.y+0.2*l, leafAt.x, leafAt.y)
			s.fill(o, []color.NRGBA{leafMid, leafPale, leafDark}[s.below(3)])
		}
	}
}

// planter draws someone crouching who presses down the earth.
func (s *stage) planter(x, y, h, face float64) {
	p := s.someone(x, y, h)
	p.face, p.hat, p.hair, p.lean = face, conical, bun, 34
	p.arms = [2][2]float64{{30, 44}, {40, 58}}
	p.legs = [2][2]float64{{96, -16}, {62, -74}}
	p.shirt = rgb(0x3f6f9e)
	s.draw(p)
}

// digger draws someone who drives a spade into the ground.
func (s *stage) digger(x, y, h float64) {
	p := s.someone(x, y, h)
	p.face, p.hat, p.lean, p.shirt = 1, peaked, 16, rgb(0x5a7d53)
	p.arms = [2][2]float64{{34, 76}, {12, 52}}
	p.legs = [2][2]float64{{34, -24}, {-10, -14}}
	p.hold = func(near, far pt) {
		tip := pt{x + 0.34*h, y + 0.02*h}
		top := pt{near.x - 0.03*h, near.y - 0.12*h}
		s.fill(limb(top, tip, 0.013*h, 0.013*h), wood)
		s.fill(limb(pt{top.x - 0.04*h, top.y}, pt{top.x + 0.04*h, top.y}, 0.014*h, 0.014*h), wood)
		s.fill(
			polygon(
				tip.x-0.05*h,
				tip.y-0.13*h,
				tip.x+0.04*h,
				tip.y-0.12*h,
				tip.x+0.04*h,
				tip.y-0.01*h,
				tip.x+0.01*h,
				tip.y+0.04*h,
				tip.x-0.04*h,
				tip.y,
			),
			steel,
		)
	}
	s.draw(p)
	s.fill(ellipse(x+0.36*h, y+0.03*h, 0.16*h, 0.04*h), mud)
}

// carrier draws someone with two baskets of saplings on a shoulder pole.
func (s *stage) carrier(x, y, h float64) {
	p := s.someone(x, y, h)
	p.face, p.hat, p.hair, p.shirt = -1, conical, bun, rgb(0xb8433a)
	p.arms = [2][2]float64{{70, 170}, {-14, -4}}
	p.legs = [2][2]float64{{20, 4}, {-18, -30}}
	p.hold = func(_, _ pt) {
		top := y - 0.8*h
		var o outline
		o.move(x-0.5*h, top+0.03*h)
		o.quad(x, top-0.06*h, x+0.5*h, top+0.03*h)
		o.line(x+0.5*h, top+0.05*h)
		o.quad(x, top-0.02*h, x-0.5*h, top+0.05*h)
		s.fill(o, rgb(0xc9a663))
		for _, d := range []float64{-0.47, 0.47} {
			bx, by := x+d*h, y-0.25*h
			s.fill(
				polygon(bx-1, top+0.04*h, bx+1, top+0.04*h, bx+0.11*h, by, bx+0.1*h, by, bx, top+0.06*h, bx-0.1*h, by, bx-0.11*h, by),
				fade(mud, 0.8),
			)
			for i := range 5 {
				s.frond(pt{bx + (float64(i)-2)*0.04*h, by}, -150+30*float64(i), 0.13*h, []color.NRGBA{leafMid, leafPale}[i%2])
			}
			s.fill(polygon(bx-0.13*h, by, bx+0.13*h, by, bx+0.09*h, by+0.13*h, bx-0.09*h, by+0.13*h), rgb(0xb98d4f))
			for k := range 3 {
				yy := by + (0.03+0.035*float64(k))*h
				s.fill(
					limb(pt{bx - 0.115*h + 0.012*h*float64(k), yy}, pt{bx + 0.115*h - 0.012*h*float64(k), yy}, 1.5, 1.5),
					fade(mud, 0.6),
				)
			}
		}
	}
	s.draw(p)
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

// cameraPost: a camera watches over the gate of a village.
func (s *stage) cameraPost() {
	const horizon = 410
	s.sky(rgb(0x9fc3cf), rgb(0xf6e2bd), horizon)
	s.sun(260, 250, 60)
	s.cloud(620, 130, 130)
	s.cloud(980, 220, 90)
	s.hills(horizon-60, 36, rgb(0xb3c6bd))
	s.hills(horizon-22, 20, rgb(0x92b09c))
	s.ground(horizon, grass)
	s.house(30, horizon+80, 270, rgb(0xe9cf97))
	s.house(330, horizon+60, 200, rgb(0xe6dcc2))
	s.palm(300, horizon+80, 270)
	s.tree(560, horizon+56, 220)
	s.tree(1150, horizon+90, 300)
	s.lane(horizon+20, [2]float64{40, 860}, [2]float64{690, 760}, concrete)
	for i := range 5 {
		t := 0.12 + 0.19*float64(i)
		s.fill(limb(along(690, 40, horizon+20, t), along(760, 860, horizon+20, t), 0.5+2*t, 0.5+2*t), fade(ink, 0.1))
	}
	s.gate(725, horizon+92)
	s.motorbike(560, 640, 150)
	s.post(955, 745)
	p := s.someone(800, 755, 262)
	p.shirt, p.trousers, p.hat, p.hair = rgb(0x4f7350), rgb(0x3c5540), peaked, cropped
	p.arms = [2][2]float64{{118, 150}, {-8, 6}}
	s.draw(p)
	q := s.someone(690, 748, 250)
	q.hair, q.arms = bun, [2][2]float64{{34, 96}, {-10, 2}}
	s.draw(q)
	r := s.someone(1090, 770, 262)
	r.face, r.arms, r.shirt = -1, [2][2]float64{{36, 118}, {-10, 6}}, white
	s.draw(r)
}

// gate draws a village gate across the road.
func (s *stage) gate(x, y float64) {
	for _, d := range []float64{-1, 1} {
		s.fill(rectangle(x+d*112-17, y-170, 34, 170), rgb(0xe3c88c))
		s.fill(rectangle(x+d*112+2, y-170, 15, 170), fade(ink, 0.12))
		s.fill(rectangle(x+d*112-23, y-16, 46, 16), stone)
		s.fill(rectangle(x+d*112-23, y-180, 46, 14), rgb(0xcdae6c))
	}
	s.fill(rectangle(x-130, y-206, 260, 30), rgb(0xb8302a))
	for i := range 9 {
		s.fill(rectangle(x-104+float64(i)*23.5, y-197, 14, 12), gold)
	}
	s.roof(x-118, y-206, 236, 34)
}

// post draws an electric post with a camera, its box and wires.
func (s *stage) post(x, y float64) {
	s.fill(ellipse(x+20, y, 60, 9), shade)
	for i := range 3 {
		yy := 96 + 22*float64(i)
		var o outline
		o.move(-10, yy+16)
		o.quad(x/2, yy+62, x, yy)
		o.quad(x/2, yy+66, -10, yy+19)
		s.fill(o, fade(ink, 0.65))
		var p outline
		p.move(x, yy)
		p.quad((x+1210)/2, yy+34, 1210, yy-20)
		p.quad((x+1210)/2, yy+38, x, yy+3)
		s.fill(p, fade(ink, 0.65))
	}
	s.fill(polygon(x-20, y, x-11, 60, x+11, 60, x+20, y), rgb(0xc3bcae))
	s.fill(polygon(x+4, y, x+3, 60, x+11, 60, x+20, y), fade(ink, 0.15))
	s.fill(rectangle(x-52, 88, 104, 9), rgb(0x9a9285))
	for _, d := range []float64{-42, 0, 42} {
		s.fill(limb(pt{x + d, 88}, pt{x + d, 74}, 4, 5), rgb(0x7a4f3d))
	}
	s.fill(limb(pt{x - 8, 236}, pt{x - 92, 214}, 6, 5), steel)
	s.fill(limb(pt{x - 60, 222}, pt{x - 10, 262}, 3.5, 3.5), steel)
	cx, cy := x-100, 228.0
	s.fill(polygon(cx-62, cy-6, cx+34, cy-34, cx+44, cy-4, cx-52, cy+26), white)
	s.fill(polygon(cx-58, cy+6, cx+40, cy-16, cx+44, cy-4, cx-52, cy+26), fade(ink, 0.14))
	s.fill(polygon(cx-72, cy-12, cx+36, cy-42, cx+39, cy-33, cx-69, cy-2), rgb(0xd9d2c3))
	s.fill(ellipse(cx-56, cy+10, 10, 17), ink)
	s.fill(ellipse(cx-57, cy+10, 5.5, 10), rgb(0x5e8fa8))
	s.fill(ellipse(cx-59, cy+6, 2, 3), white)
	s.fill(rectangle(x-30, 360, 60, 82), rgb(0xdad4c6))
	s.fill(rectangle(x+12, 360, 18, 82), fade(ink, 0.12))
	s.fill(rectangle(x-30, 360, 60, 8), rgb(0xb9b2a3))
	s.fill(ellipse(x-14, 404, 4, 4), lacquer)
	s.fill(rectangle(x-34, 382, 68, 5), steel)
	s.fill(rectangle(x-34, 424, 68, 5), steel)
}

// motorbike draws someone riding towards the viewer's left.
func (s *stage) motorbike(x, y, h float64) {
	s.fill(ellipse(x, y+3, 0.62*h, 0.05*h), shade)
	r := 0.2 * h
	for _, d := range []float64{-0.42, 0.42} {
		s.fill(ellipse(x+d*h, y-r, r, r), ink)
		s.fill(ellipse(x+d*h, y-r, r*0.55, r*0.55), stone)
	}
	red := rgb(0xa8342d)
	s.fill(limb(pt{x - 0.42*h, y - r}, pt{x - 0.3*h, y - 0.66*h}, 0.025*h, 0.03*h), steel)
	s.fill(
		polygon(
			x-0.36*h,
			y-0.62*h,
			x-0.22*h,
			y-0.6*h,
			x-0.12*h,
			y-0.3*h,
			x+0.1*h,
			y-0.28*h,
			x+0.12*h,
			y-0.5*h,
			x+0.56*h,
			y-0.54*h,
			x+0.5*h,
			y-0.36*h,
			x+0.2*h,
			y-0.18*h,
			x-0.16*h,
			y-0.18*h,
		),
		red,
	)
	s.fill(limb(pt{x + 0.06*h, y - 0.52*h}, pt{x + 0.46*h, y - 0.55*h}, 0.045*h, 0.035*h), ink)
	s.fill(ellipse(x-0.34*h, y-0.6*h, 0.07*h, 0.06*h), rgb(0xf4e7b8))
	p := s.someone(x, y, h*1.25)
	p.face, p.hat, p.lean = -1, helmet, 6
	hip, chest := pt{x + 0.2*h, y - 0.58*h}, pt{x + 0.14*h, y - 0.95*h}
	s.fill(limb(hip, pt{x - 0.08*h, y - 0.54*h}, 0.085*h, 0.065*h), p.trousers)
	s.fill(limb(pt{x - 0.08*h, y - 0.54*h}, pt{x - 0.02*h, y - 0.22*h}, 0.065*h, 0.045*h), p.trousers)
	s.fill(limb(pt{x - 0.02*h, y - 0.2*h}, pt{x - 0.1*h, y - 0.18*h}, 0.03*h, 0.025*h), ink)
	s.body(p, hip, chest, -1)
	s.head(p, pt{chest.x, chest.y - 0.04*h}, -1)
	el := pt{x - 0.02*h, y - 0.76*h}
	s.fill(limb(el, pt{x - 0.25*h, y - 0.7*h}, 0.035*h, 0.028*h), p.skin)
	s.fill(limb(chest, el, 0.055*h, 0.045*h), p.shirt)
}
