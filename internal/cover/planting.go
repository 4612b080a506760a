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
