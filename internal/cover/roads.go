package cover

import "image/color"

// lane draws a road that runs from the front edge, between the x of the first
// pair, to the horizon, between the x of the second.
func (s *stage) lane(horizon float64, near, far [2]float64, c color.NRGBA) {
	s.fill(polygon(far[0], horizon, far[1], horizon, near[1], stageHeight+20, near[0], stageHeight+20), c)
}

// between two points of a lane's edge, t from the horizon (0) to the front (1).
func along(far, near, horizon, t float64) pt {
	return pt{far + (near-far)*t, horizon + (stageHeight+20-horizon)*t}
}

// wideningRoad: people give land, take down a wall and widen the village road.
func (s *stage) wideningRoad() {
	const horizon = 350
	s.distance(horizon)
	s.ground(horizon, grass)
	s.paddies(horizon+4, horizon+120)
	for i := range 4 {
		s.bush(60+float64(i)*95, horizon+30+s.between(0, 14), s.between(26, 40))
	}
	s.house(40, horizon+74, 250, rgb(0xe9cf97))
	s.palm(330, horizon+84, 260)
	s.tree(30, horizon+120, 250)
	s.lane(horizon+10, [2]float64{150, 1180}, [2]float64{590, 640}, rgb(0xcfa877))
	s.flecks(420, 1000, 500, 800, mud, 140)
	s.flecks(380, 1050, 470, 800, rgb(0xe2c8a0), 90)
	s.lane(horizon+10, [2]float64{150, 640}, [2]float64{590, 613}, concrete)
	s.fill(polygon(612, horizon+10, 616, horizon+10, 668, 820, 640, 820), fade(mud, 0.35))
	for i := range 6 {
		t := 0.12 + 0.17*float64(i)
		a, b := along(590, 150, horizon+10, t), along(613, 640, horizon+10, t)
		s.fill(limb(a, b, 0.5+2.4*t, 0.5+2.4*t), fade(ink, 0.13))
	}
	s.brickWall(760, horizon+70)
	s.roller(735, 520)
	s.stones(1010, 640, 1.2)
	s.stones(1120, 520, 0.55)

	far := s.someone(600, 470, 95)
	far.hat, far.lean, far.arms = helmet, 4, [2][2]float64{{70, 95}, {20, 60}}
	s.draw(far)
	s.hoeing(560, 560, 165, 1)
	s.hoeing(905, 735, 255, -1)
	s.barrow(330, 730)
	p := s.someone(255, 740, 260)
	p.hat, p.lean, p.hair = conical, 12, bun
	p.arms, p.legs = [2][2]float64{{38, 58}, {34, 54}}, [2][2]float64{{20, 8}, {-16, -34}}
	s.draw(p)
	q := s.someone(520, 765, 262)
	q.hat, q.shirt, q.arms = bare, rgb(0xf1ebdd), [2][2]float64{{58, 100}, {-12, 8}}
	s.draw(q)
	s.bush(1160, 790, 60)
}

// hoeing draws someone at work with a hoe, facing face.
func (s *stage) hoeing(x, y, h, face float64) {
	p := s.someone(x, y, h)
	p.face, p.lean, p.hat = face, 30, conical
	p.arms = [2][2]float64{{52, 62}, {34, 44}}
	p.legs = [2][2]float64{{24, 4}, {-14, -20}}
	p.hold = func(near, far pt) {
		tip := pt{x + face*0.62*h, y - 0.02*h}
		s.fill(limb(pt{far.x - face*0.1*h, far.y - 0.13*h}, tip, 0.012*h, 0.012*h), wood)
		s.fill(
			polygon(
				tip.x-face*0.03*h,
				tip.y-0.05*h,
				tip.x+face*0.05*h,
				tip.y-0.03*h,
				tip.x+face*0.02*h,
				tip.y+0.05*h,
				tip.x-face*0.09*h,
				tip.y+0.03*h,
			),
			steel,
		)
	}
	s.draw(p)
}

// brickWall draws a wall being taken down, with the bricks piled beside it.
func (s *stage) brickWall(x, y float64) {
	red := rgb(0xbd6a4e)
	for row := range 5 {
		for i := range 11 - row*2 {
			bx := x + 100 + float64(i)*26 + float64(row%2)*13 + float64(row)*40
			s.fill(rectangle(bx, y-float64(row+1)*13, 24, 11), mix(red, ink, s.between(0, 0.18)))
		}
	}
	for range 16 {
		s.fill(rectangle(x+s.between(60, 330), y+s.between(2, 26), 20, 9), mix(red, white, s.between(0, 0.25)))
	}
}

// stones draws a heap of crushed stone.
func (s *stage) stones(x, y, size float64) {
	s.fill(ellipse(x+14*size, y, 120*size, 18*size), shade)
	var o outline
	o.move(x-110*size, y)
	o.cubic(x-60*size, y-40*size, x-30*size, y-88*size, x, y-86*size)
	o.cubic(x+40*size, y-84*size, x+60*size, y-30*size, x+112*size, y)
	s.fill(o, stone)
	for range 60 {
		t := s.between(0.05, 0.95)
		px := x - 95*size + 190*size*t
		top := 80 * size * (1 - abs(2*t-1))
		py := y - s.between(0.05, 0.9)*top
		r := s.between(3, 7) * size
		s.fill(ellipse(px, py, r*1.2, r*0.8), mix(stone, []color.NRGBA{ink, white}[s.below(2)], s.between(0.08, 0.28)))
	}
}

// roller draws a road roller seen from the side, its drum standing at x, y.
func (s *stage) roller(x, y float64) {
	s.fill(ellipse(x+90, y+3, 165, 13), shade)
	yellow := rgb(0xe5a52f)
	s.fill(ellipse(x, y-42, 44, 44), rgb(0x5b6267))
	s.fill(ellipse(x, y-42, 34, 34), rgb(0x7b848a))
	s.fill(ellipse(x, y-42, 9, 9), ink)
	s.fill(ellipse(x+172, y-38, 40, 40), ink)
	s.fill(ellipse(x+172, y-38, 20, 20), rgb(0xc9c1b0))
	s.fill(polygon(x-8, y-92, x+62, y-98, x+70, y-48, x-2, y-36), mix(yellow, ink, 0.18))
	s.fill(polygon(x+58, y-112, x+222, y-112, x+228, y-62, x+214, y-52, x+60, y-50), yellow)
	s.fill(polygon(x+140, y-112, x+222, y-112, x+228, y-62, x+140, y-62), fade(ink, 0.1))
	for _, px := range []float64{66, 148} {
		s.fill(rectangle(x+px, y-196, 7, 90), ink)
	}
	s.fill(rectangle(x+52, y-208, 120, 15), mix(yellow, ink, 0.2))
	p := s.someone(x+110, y-50, 150)
	p.face, p.hat, p.arms = -1, helmet, [2][2]float64{{45, 75}, {40, 70}}
	p.legs = [2][2]float64{{70, 5}, {60, 0}}
	s.driver(p)
	s.fill(rectangle(x+58, y-112, 100, 62), yellow)
	s.fill(rectangle(x+58, y-74, 168, 8), mix(yellow, ink, 0.25))
}

// driver draws only what shows of a person who sits behind a panel.
func (s *stage) driver(p person) {
	hip := pt{p.x, p.y - 0.32*p.h}
	chest := pt{p.x + p.face*0.02*p.h, hip.y - 0.3*p.h}
	s.body(p, hip, chest, p.face)
	s.head(p, pt{chest.x, chest.y - 0.03*p.h}, p.face)
	hand := pt{p.x + p.face*0.3*p.h, chest.y + 0.14*p.h}
	s.fill(limb(chest, pt{p.x + p.face*0.14*p.h, chest.y + 0.16*p.h}, 0.042*p.h, 0.034*p.h), p.shirt)
	s.fill(limb(pt{p.x + p.face*0.14*p.h, chest.y + 0.16*p.h}, hand, 0.034*p.h, 0.024*p.h), p.skin)
}

// barrow draws a wheelbarrow full of earth, its wheel towards the right.
func (s *stage) barrow(x, y float64) {
	s.fill(ellipse(x+70, y+2, 110, 14), shade)
	s.fill(limb(pt{x - 20, y - 88}, pt{x + 150, y - 40}, 5, 5), wood)
	s.fill(limb(pt{x + 40, y - 62}, pt{x + 30, y - 4}, 5, 4), steel)
	var o outline
	o.move(x+20, y-104)
	o.cubic(x+50, y-142, x+110, y-140, x+150, y-104)
	s.fill(o, mud)
	s.fill(polygon(x+10, y-106, x+162, y-106, x+128, y-46, x+46, y-46), rgb(0x4f7d8f))
	s.fill(polygon(x+100, y-106, x+162, y-106, x+128, y-46, x+92, y-46), fade(ink, 0.13))
	s.fill(ellipse(x+150, y-28, 29, 29), ink)
	s.fill(ellipse(x+150, y-28, 17, 17), stone)
}

// flowerRoad: a clean village road with flowers planted along both sides.
func (s *stage) flowerRoad() {
	const horizon = 360
	s.distance(horizon)
	s.ground(horizon, grass)
	s.paddies(horizon+4, horizon+90)
	s.house(60, horizon+70, 260, rgb(0xedd79f))
	s.house(905, horizon+66, 230, rgb(0xdfe3d3))
	s.palm(350, horizon+76, 250)
	s.palm(390, horizon+70, 210)
	s.tree(1165, horizon+100, 270)
	s.bananas(30, horizon+110, 130)
	s.lane(horizon+8, [2]float64{210, 990}, [2]float64{575, 640}, concrete)
	for i := range 6 {
		t := 0.1 + 0.17*float64(i)
		s.fill(limb(along(575, 210, horizon+8, t), along(640, 990, horizon+8, t), 0.4+2*t, 0.4+2*t), fade(ink, 0.1))
	}
	for _, e := range [][2]float64{{575, 210}, {640, 990}} {
		s.flowerBed(e[0], e[1], horizon+8)
	}
	s.cyclist(640, 640, 190)
	p := s.someone(455, 705, 250)
	p.face, p.hat, p.hair, p.lean, p.shirt = -1, conical, long, 16, rgb(0x8c5374)
	p.arms, p.legs = [2][2]float64{{46, 66}, {12, 16}}, [2][2]float64{{12, 2}, {-8, -10}}
	p.hold = func(near, _ pt) { s.mirrored(near.x, func() { s.can(near.x+6, near.y+4, 0.9) }) }
	s.draw(p)
	q := s.someone(1092, 722, 255)
	q.face, q.hat, q.lean = -1, conical, 30
	q.arms, q.legs = [2][2]float64{{50, 40}, {36, 30}}, [2][2]float64{{16, 2}, {-10, -8}}
	s.draw(q)
	k := s.someone(905, 560, 120)
	k.hair, k.arms = long, [2][2]float64{{110, 150}, {-12, 0}}
	s.draw(k)
}

// flowerBed draws a planted strip along one edge of a lane, far to near.
func (s *stage) flowerBed(far, near, horizon float64) {
	side := 1.0
	if near < far {
		side = -1
	}
	colours := []color.NRGBA{rgb(0xd8557c), rgb(0xf0b63c), rgb(0xe8e2f0), rgb(0xcb3f36), rgb(0xb46bb0)}
	a, b := along(far, near, horizon, 0), along(far, near, horizon, 1)
	s.fill(polygon(a.x, a.y, a.x+side*6, a.y, b.x+side*130, b.y, b.x, b.y), mix(leafDark, mud, 0.35))
	s.fill(polygon(a.x, a.y, a.x+side, a.y, b.x+side*22, b.y, b.x, b.y), rgb(0xe9e1cf))
	const n = 230
	for i := range n {
		t := 0.03 + 0.97*float64(i)/n
		t *= t
		e := along(far, near, horizon, 0.02+t)
		r := 2 + 17*t
		x := e.x + side*(4+(4+108*s.between(0, 1))*t)
		s.fill(ellipse(x, e.y-0.5*r, r*1.05, r*0.8), mix(leafMid, leafDark, s.between(0, 0.7)))
		c := colours[(i/13)%len(colours)]
		for range 3 {
			fx, fy := x+s.between(-0.8, 0.8)*r, e.y-r*s.between(0.7, 1.5)
			s.fill(ellipse(fx, fy, r*0.36, r*0.33), c)
			s.fill(ellipse(fx, fy, r*0.12, r*0.11), mix(gold, white, 0.3))
		}
	}
}

// can draws a watering can held at x, y, pouring to the right.
func (s *stage) can(x, y, size float64) {
	u := size * 30
	green := rgb(0x3f7d76)
	s.fill(limb(pt{x, y}, pt{x - 0.5*u, y + 0.9*u}, 0.1*u, 0.1*u), mix(green, ink, 0.2))
	s.fill(polygon(x-0.7*u, y+0.5*u, x+0.5*u, y+0.5*u, x+0.6*u, y+1.7*u, x-0.7*u, y+1.7*u), green)
	s.fill(limb(pt{x + 0.5*u, y + 1.4*u}, pt{x + 1.6*u, y + 0.6*u}, 0.13*u, 0.09*u), green)
	for i := range 5 {
		dx := 0.2 * float64(i) * u
		s.fill(limb(pt{x + 1.65*u, y + 0.65*u}, pt{x + 1.9*u + dx, y + 2.6*u}, 1.2, 0.8), fade(rgb(0x6fa7c4), 0.7))
	}
}

// cyclist draws a pupil on a bicycle riding towards the left.
func (s *stage) cyclist(x, y, h float64) {
	r := 0.17 * h
	s.fill(ellipse(x, y+2, 0.5*h, 0.035*h), shade)
	frame := rgb(0x2f5d6b)
	a, b := pt{x - 0.28*h, y - r}, pt{x + 0.27*h, y - r}
	for _, c := range []pt{a, b} {
		s.fill(ellipse(c.x, c.y, r, r), ink)
		s.fill(ellipse(c.x, c.y, r*0.86, r*0.86), concrete)
		for i := range 4 {
			d := reach(c, r*0.86, float64(i)*45, 1)
			e := reach(c, -r*0.86, float64(i)*45, 1)
			s.fill(limb(d, e, 0.7, 0.7), fade(ink, 0.5))
		}
	}
	pedal, seat, bar := pt{x + 0.02*h, y - r*0.9}, pt{x + 0.12*h, y - 0.44*h}, pt{x - 0.21*h, y - 0.47*h}
	for _, l := range [][2]pt{{b, pedal}, {pedal, seat}, {seat, b}, {pedal, bar}, {bar, a}, {pt{x - 0.2*h, y - 0.42*h}, seat}} {
		s.fill(limb(l[0], l[1], 0.012*h, 0.012*h), frame)
	}
	s.fill(limb(pt{seat.x - 0.04*h, seat.y - 0.02*h}, pt{seat.x + 0.06*h, seat.y - 0.02*h}, 0.02*h, 0.024*h), ink)
	p := s.someone(x, y, h*0.98)
	p.face, p.hair, p.shirt, p.trousers = -1, long, rgb(0xf6f1e7), rgb(0x2f3d52)
	hip := pt{seat.x - 0.01*h, seat.y - 0.05*h}
	chest := pt{hip.x - 0.06*h, hip.y - 0.28*h}
	knee, foot := pt{x - 0.1*h, y - 0.37*h}, pt{x - 0.01*h, y - 0.16*h}
	s.fill(limb(hip, knee, 0.058*h, 0.045*h), p.trousers)
	s.fill(limb(knee, foot, 0.045*h, 0.03*h), p.trousers)
	s.fill(limb(foot, pt{foot.x - 0.06*h, foot.y + 0.01*h}, 0.022*h, 0.018*h), ink)
	p.lean = 12
	s.body(p, hip, chest, -1)
	s.fill(limb(pt{chest.x + 0.1*h, chest.y + 0.02*h}, pt{hip.x + 0.1*h, hip.y - 0.03*h}, 0.06*h, 0.07*h), lacquer)
	s.head(p, pt{chest.x, chest.y - 0.03*h}, -1)
	el := pt{chest.x - 0.07*h, chest.y + 0.15*h}
	s.fill(limb(el, pt{bar.x, bar.y - 0.01*h}, 0.026*h, 0.02*h), p.skin)
	s.fill(limb(chest, el, 0.04*h, 0.032*h), p.shirt)
	s.fill(limb(bar, pt{bar.x + 0.06*h, bar.y - 0.02*h}, 0.013*h, 0.013*h), ink)
}
