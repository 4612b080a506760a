package cover

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
