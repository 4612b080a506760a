package chart

// Lines show several things over the same years, each in a small panel of its own
// with the others drawn pale behind it, on one scale.
type Lines struct {
	Frame
	Names  []string // of the years, oldest first
	Series []Series
	Values [][]float64 // of each series, by year
}

// Draw draws the panels, three in a row on a wide sheet, one or two on a narrow.
func (l Lines) Draw() *Picture {
	const size, gap, head, plot, foot, edge = 13, 28, 42, 96, 24, 4
	p := l.sheet(0)
	across := 1
	switch {
	case l.Width >= 640:
		across = 3
	case l.Width >= 320:
		across = 2
	}
	across = max(1, min(across, len(l.Series)))
	w := (l.Width-edge-gap*float64(across-1))/float64(across) - edge
	most := 0.0
	for _, v := range l.Values {
		for _, x := range v {
			most = max(most, x)
		}
	}
	if most == 0 {
		most = 1
	}
	for i, s := range l.Series {
		x0 := edge + float64(i%across)*(w+gap)
		y0 := float64(i/across) * (head + plot + foot + 14)
		base := y0 + head + plot
		place := func(values []float64) []point {
			pts := make([]point, len(values))
			for k, v := range values {
				pts[k] = point{x0 + w*l.share(k), base - v/most*plot}
			}
			return pts
		}
		p.write(x0, y0+15, size+1, sansBold, start, s.Ink, fit(s.Name, sansBold, size+1, w))
		p.line(Edge, 1, point{x0, base}, point{x0 + w, base})
		for k, other := range l.Values {
			if k != i && len(other) > 1 {
				p.line(Hairline, 1.5, place(other)...)
			}
		}
		pts := place(l.Values[i])
		if len(pts) > 1 {
			p.line(s.Ink, 2.5, pts...).tip = s.Name
		}
		l.mark(p, pts, l.Values[i], s.Ink, x0, w)
		if n := len(l.Names); n > 0 {
			p.write(x0, base+16, size-1, sansRegular, start, Quiet, l.Names[0])
			if n > 1 {
				p.write(x0+w, base+16, size-1, sansRegular, end, Quiet, l.Names[n-1])
			}
		}
		p.H = max(p.H, base+foot)
	}
	p.H = max(p.H, 1)
	return p
}

func (l Lines) share(k int) float64 {
	if len(l.Names) < 2 {
		return 0.5
	}
	return float64(k) / float64(len(l.Names)-1)
}

// mark puts a dot and the number at the highest year and at the last.
func (l Lines) mark(p *Picture, pts []point, values []float64, ink Ink, x0, w float64) {
	const size = 12
	high := 0
	for k, v := range values {
		if v > values[high] {
			high = k
		}
	}
	last := len(values) - 1
	for k, v := range values {
		if k != high && k != last {
			continue
		}
		p.disc(pts[k].X, pts[k].Y, 3.5, ink, Page, 1.5).tip = l.Names[k] + ": " + l.Format(v)
		if k == last && k != high && pts[k].X-pts[high].X < 34 {
			continue // its number would overlap the other's
		}
		a, x := middle, pts[k].X
		if half := wide(l.Format(v), sansBold, size) / 2; x-half < x0 {
			a, x = start, x0
		} else if x+half > x0+w {
			a, x = end, x0+w
		}
		p.write(x, pts[k].Y-8, size, sansBold, a, Text, l.Format(v))
	}
}
