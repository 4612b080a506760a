package chart

// Stacks compare the parts of several wholes, each on its own line.
type Stacks struct {
	Frame
	Series []Series
	Rows   []Stack
}

// Stack is one whole in its parts, by series.
type Stack struct {
	Name   string
	Values []float64
}

// The inks of states share the colours of the palette.
const (
	Good    = XaHoi
	Waiting = KinhTe
	Bad     = Accent
)

// Draw draws the lines: their names beside them on a wide sheet, above on a narrow.
func (s Stacks) Draw() *Picture {
	const size, high, narrow = 13, 18, 480
	p := s.sheet(0)
	y := p.key(s.Series, 0) + 14
	most, names := 0.0, 0.0
	for _, r := range s.Rows {
		most = max(most, total(r.Values))
		names = max(names, wide(r.Name, sansRegular, size)*room)
	}
	beside := s.Width >= narrow
	if names = min(names, s.Width*0.4) + 12; !beside {
		names = 0
	}
	tail := wide(s.Format(most), sansBold, size)*room + 10
	for _, r := range s.Rows {
		if beside {
			p.write(0, y+high-5, size, sansRegular, start, Text, fit(r.Name, sansRegular, size, names-8))
		} else {
			y += size + 4
			p.write(0, y-4, size, sansRegular, start, Text, fit(r.Name, sansRegular, size, s.Width))
		}
		x := names
		for i, v := range r.Values {
			if v <= 0 || most <= 0 {
				continue
			}
			w := v / most * (s.Width - names - tail)
			p.box(x, y, max(w-1, 1), high, 0, s.Series[i].Ink).tip = r.Name + ", " + s.Series[i].Name + ": " + s.Format(v)
			x += w
		}
		p.write(x+5, y+high-4, size, sansBold, start, Text, s.Format(total(r.Values)))
		y += high + 8
	}
	p.H = y
	return p
}
