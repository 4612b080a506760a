package chart

// Columns are values over the years, in stacked parts.
type Columns struct {
	Frame
	Names  []string // of the columns, oldest first
	Series []Series
	Values [][]float64 // of each column, by series
}

// Draw draws the columns.
func (c Columns) Draw() *Picture {
	const size, top, plot, bottom = 13, 14, 210, 26
	p := c.sheet(0)
	y0 := 0.0
	if len(c.Series) > 1 {
		y0 = p.key(c.Series, 0) + 10
	}
	most := 0.0
	for _, v := range c.Values {
		most = max(most, total(v))
	}
	lines := ticks(most)
	high := lines[len(lines)-1]
	left := 0.0
	for _, v := range lines {
		left = max(left, wide(c.Format(v), sansRegular, size)*room)
	}
	left += 8
	base := y0 + top + plot
	p.H = base + bottom
	at := func(v float64) float64 { return base - v/high*plot }
	for _, v := range lines {
		ink := Hairline
		if v == 0 {
			ink = Edge
		}
		p.line(ink, 1, point{left, at(v)}, point{c.Width, at(v)})
		p.write(left-8, at(v)+4, size, sansRegular, end, Quiet, c.Format(v))
	}
	if len(c.Values) == 0 {
		return p
	}
	step := (c.Width - left) / float64(len(c.Values))
	w := min(step*0.66, 54)
	skip := 1
	for wide("0000", sansRegular, size)*1.25 > step*float64(skip) {
		skip++
	}
	for i, values := range c.Values {
		x := left + step*(float64(i)+0.5)
		y := base
		for k, v := range values {
			h := v / high * plot
			if h <= 0 {
				continue
			}
			y -= h
			p.box(x-w/2, y, w, h, 0, c.Series[k].Ink).tip = c.Names[i] + ", " + c.Series[k].Name + ": " + c.Format(v)
		}
		if sum := total(values); sum > 0 && wide(c.Format(sum), sansBold, size) < step {
			p.write(x, y-6, size, sansBold, middle, Text, c.Format(sum))
		}
		if (len(c.Values)-1-i)%skip == 0 {
			a, at := middle, x
			if half := wide(c.Names[i], sansRegular, size) / 2 * room; x+half > c.Width {
				a, at = end, c.Width
			}
			p.write(at, base+18, size, sansRegular, a, Quiet, c.Names[i])
		}
	}
	return p
}

func total(values []float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum
}
