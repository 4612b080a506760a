package cover

import "image/color"

// houseOfCulture: people gather in the yard of the village house of culture.
func (s *stage) houseOfCulture() {
	const horizon = 400
	s.distance(horizon)
	s.ground(horizon, grass)
	for i := range 7 {
		s.bush(40+float64(i)*185+s.between(-30, 30), horizon+24, s.between(30, 52))
	}
	s.palm(90, horizon+70, 330)
	s.palm(150, horizon+62, 280)
	s.tree(1090, horizon+70, 330)
	s.fill(polygon(120, 545, 1080, 545, 1330, 820, -130, 820), rgb(0xd9cbb2))
	for i := range 5 {
		t := float64(i) / 5
		y := 552 + 268*t*t
		s.fill(limb(pt{-130, y}, pt{1330, y}, 0.5+1.5*t, 0.5+1.5*t), fade(mud, 0.22))
	}
	s.hall(240, 548, 720)
	s.flag(170, 560, 330)
	s.group(330, 690, 215)
	s.group(820, 720, 235)
	p := s.someone(560, 640, 190)
	p.face, p.arms = 1, [2][2]float64{{120, 150}, {-8, 4}}
	s.draw(p)
	kid := s.someone(605, 660, 120)
	kid.face, kid.hair, kid.arms = -1, long, [2][2]float64{{100, 130}, {-20, -5}}
	s.draw(kid)
	old := s.someone(1010, 765, 235)
	old.face, old.lean, old.shirt, old.hair, old.dress = -1, 10, rgb(0x7b4a58), bun, true
	old.arms = [2][2]float64{{30, 55}, {12, 20}}
	old.hold = func(near, _ pt) { s.fill(limb(near, pt{near.x - 22, 765}, 4, 3), wood) }
	s.draw(old)
}

// hall draws the house of culture: a porch of columns under a wide roof.
func (s *stage) hall(x, y, w float64) {
	h := 0.27 * w
	wall := rgb(0xeccf8c)
	s.fill(rectangle(x-0.04*w, y-0.025*w, 1.08*w, 0.035*w), stone)
	s.fill(rectangle(x-0.06*w, y, 1.12*w, 0.03*w), mix(stone, white, 0.3))
	s.fill(rectangle(x, y-h, w, h-0.02*w), wall)
	s.fill(rectangle(x, y-h, w, 0.25*h), fade(ink, 0.14))
	for i, share := range []float64{0.08, 0.25, 0.43, 0.66, 0.83} {
		if i == 2 {
			s.fill(rectangle(x+share*w, y-0.025*w-0.66*h, 0.14*w, 0.66*h), mix(wood, ink, 0.1))
			for k := range 3 {
				s.fill(rectangle(x+(share+0.034+0.035*float64(k))*w, y-0.025*w-0.66*h, 0.003*w, 0.66*h), fade(ink, 0.5))
			}
			continue
		}
		s.fill(rectangle(x+share*w, y-0.72*h, 0.09*w, 0.42*h), white)
		s.fill(rectangle(x+(share+0.006)*w, y-0.7*h, 0.036*w, 0.38*h), rgb(0x4f7a72))
		s.fill(rectangle(x+(share+0.048)*w, y-0.7*h, 0.036*w, 0.38*h), rgb(0x4f7a72))
	}
	s.fill(rectangle(x+0.3*w, y-0.93*h, 0.4*w, 0.14*h), rgb(0xb8302a))
	for i := range 9 { // an inscription from afar
		s.fill(rectangle(x+(0.33+0.038*float64(i))*w, y-0.885*h, 0.024*w, 0.045*h), fade(gold, 0.9))
	}
	for i := range 6 {
		cx := x + (0.01+0.196*float64(i))*w
		s.fill(rectangle(cx-0.011*w, y-h, 0.022*w, h-0.02*w), mix(white, ochre, 0.12))
		s.fill(rectangle(cx+0.003*w, y-h, 0.008*w, h-0.02*w), fade(ink, 0.13))
		s.fill(rectangle(cx-0.017*w, y-0.045*w, 0.034*w, 0.024*w), mix(white, ochre, 0.25))
	}
	s.roof(x, y-h, w, 0.17*w)
}

// group draws three people talking, around x, y.
func (s *stage) group(x, y, h float64) {
	a := s.someone(x-0.42*h, y, h)
	a.face, a.arms = 1, [2][2]float64{{30, 95}, {-6, 4}}
	b := s.someone(x, y-0.1*h, h*0.97)
	b.face, b.hair, b.arms = 0, long, [2][2]float64{{14, -20}, {14, -20}}
	c := s.someone(x+0.44*h, y+0.02*h, h*1.02)
	c.face, c.hat, c.arms = -1, []headgear{bare, conical}[s.below(2)], [2][2]float64{{42, 110}, {4, 12}}
	s.draw(b)
	s.draw(a)
	s.draw(c)
}

// villageMeeting: a meeting in the yard under a banyan tree.
func (s *stage) villageMeeting() {
	const horizon = 330
	s.distance(horizon)
	s.ground(horizon, rgb(0xd3c59a))
	s.house(-60, horizon+80, 300, rgb(0xe9cf97))
	s.house(970, horizon+86, 290, rgb(0xe6dcc2))
	for i := range 6 {
		s.bush(250+float64(i)*140, horizon+26+s.between(0, 10), s.between(26, 40))
	}
	s.banyan(600, horizon+150)
	s.fill(ellipse(600, 610, 680, 190), fade(rgb(0x3a2c1c), 0.1))
	s.banner(600, 452, 400)
	s.speaker(600, 565)
	helper := s.someone(790, 560, 185)
	helper.face, helper.hair, helper.shirt = -1, long, rgb(0x3f6f9e)
	helper.arms = [2][2]float64{{30, 88}, {26, 80}}
	helper.hold = func(near, _ pt) {
		s.fill(polygon(near.x-20, near.y-10, near.x+12, near.y-14, near.x+16, near.y+16, near.x-16, near.y+20), white)
	}
	s.draw(helper)
	for row := range 3 {
		y := 600 + 62*float64(row)
		h := 150 + 34*float64(row)
		n := 6 - row%2
		gap := 1080 / float64(n)
		for i := range n {
			x := 60 + gap*(float64(i)+0.5) + s.between(-14, 14)
			if row == 0 && x > 500 && x < 700 {
				continue // leaves the speaker in sight
			}
			s.seated(x, y, h*s.between(0.96, 1.03), []headgear{bare, bare, bare, conical}[s.below(4)])
		}
	}
}

// banyan draws an old tree with many stems.
func (s *stage) banyan(x, y float64) {
	bark := rgb(0x75604c)
	s.fill(ellipse(x, y, 260, 26), shade)
	var o outline
	o.move(x-120, y)
	o.cubic(x-60, y-30, x-60, y-120, x-80, y-240)
	o.line(x+80, y-240)
	o.cubic(x+56, y-120, x+64, y-30, x+124, y)
	s.fill(o, bark)
	for i := range 7 {
		dx := -60 + 20*float64(i)
		s.fill(limb(pt{x + dx*1.4, y - 3}, pt{x + dx*0.7, y - 210}, 3.5, 2), fade(ink, 0.2))
	}
	for _, d := range []float64{-1, 1} {
		s.fill(limb(pt{x + d*40, y - 170}, pt{x + d*230, y - 300}, 30, 14), bark)
		for i := range 4 {
			rx := x + d*(120+34*float64(i))
			s.fill(limb(pt{rx, y - 250}, pt{rx + d*4, y - s.between(90, 160)}, 2.6, 1.4), bark)
		}
	}
	for _, c := range [][3]float64{{-270, -300, 150}, {270, -300, 150}, {-120, -370, 170}, {130, -375, 170}, {0, -300, 170}} {
		s.mass(x+c[0], y+c[1], c[2], leafDark)
	}
	for _, c := range [][3]float64{{-250, -310, 150}, {250, -310, 150}, {0, -300, 160}, {-120, -390, 160}, {130, -395, 160}} {
		s.lights(x+c[0], y+c[1], c[2], leafMid, leafPale)
	}
}

// banner draws a red cloth between two poles; what it says is too far to read.
func (s *stage) banner(x, y, w float64) {
	for _, d := range []float64{-1, 1} {
		s.fill(limb(pt{x + d*w/2, y + 120}, pt{x + d*w/2, y - 66}, 5, 4), rgb(0xb59a68))
	}
	var o outline
	o.move(x-w/2, y-60)
	o.quad(x, y-50, x+w/2, y-60)
	o.line(x+w/2, y+2)
	o.quad(x, y+14, x-w/2, y+2)
	s.fill(o, rgb(0xbb2f29))
	for i := range 11 {
		l := s.between(16, 24)
		s.fill(rectangle(x-0.42*w+float64(i)*0.077*w, y-32, l, 12), gold)
	}
	for i := range 7 {
		s.fill(rectangle(x-0.27*w+float64(i)*0.078*w, y-13, s.between(14, 24), 9), fade(gold, 0.85))
	}
}

// speaker draws someone who speaks behind a table.
func (s *stage) speaker(x, y float64) {
	p := s.someone(x, y-8, 205)
	p.face, p.shirt, p.trousers, p.hair = 0, white, rgb(0x2f3a45), cropped
	p.arms = [2][2]float64{{48, -150}, {30, 60}}
	s.draw(p)
	s.fill(limb(pt{x - 26, y - 66}, pt{x - 10, y - 128}, 2.5, 2.5), ink)
	s.fill(ellipse(x-10, y-131, 5, 6), ink)
	s.fill(ellipse(x, y+26, 150, 12), shade)
	s.fill(polygon(x-120, y-66, x+120, y-66, x+132, y-52, x-132, y-52), rgb(0xf3ece0))
	var o outline
	o.move(x-132, y-52)
	o.line(x+132, y-52)
	o.line(x+130, y+24)
	for i := range 6 {
		ax := x + 130 - float64(i)*43.3
		o.quad(ax-21, y+34, ax-43.3, y+24)
	}
	s.fill(o, rgb(0x35657a))
	for i := range 7 {
		s.fill(rectangle(x-118+float64(i)*38, y-50, 3, 76), fade(ink, 0.12))
	}
	s.vase(x+72, y-62)
	s.fill(rectangle(x-92, y-82, 12, 18), rgb(0xcfe3ea))
	s.fill(rectangle(x-50, y-66, 40, 5), white)
}

// vase draws flowers on the table.
func (s *stage) vase(x, y float64) {
	for range 14 {
		fx, fy := x+s.between(-24, 24), y-s.between(26, 56)
		s.fill(limb(pt{x, y - 14}, pt{fx, fy}, 1.4, 1), leafMid)
		s.fill(ellipse(fx, fy, 7, 6.5), []color.NRGBA{rgb(0xd8557c), gold, white}[s.below(3)])
	}
	s.fill(polygon(x-9, y-22, x+9, y-22, x+6, y, x-6, y), rgb(0x5f8fa8))
}
