package chart

// Matrix is things × fields, darker for more; a zero that matters is drawn as an
// empty frame.
type Matrix struct {
	Frame
	Columns []Series
	Rows    []MatrixRow
	Steps   Steps
	Blind   bool // an empty cell is a blind spot: it is framed
}

// MatrixRow is one thing with its values, or with none the heading of those below.
type MatrixRow struct {
	Name   string
	Values []float64
}

// Draw draws the matrix with its heads above.
func (m Matrix) Draw() *Picture {
	const size, high = 13, 22
	p := m.sheet(0)
	names := 0.0
	for _, r := range m.Rows {
		names = max(names, wide(r.Name, sansRegular, size)*room)
	}
	names = min(names, m.Width*0.36) + 10
	w := (m.Width - names) / float64(max(1, len(m.Columns)))
	small := 12.0
	if w < 60 {
		small = 10.5
	}
	headline := small * 1.25
	heads, lines := make([][]string, len(m.Columns)), 1
	for i, c := range m.Columns {
		heads[i] = wrap(c.Name, sansBold, small, w)
		lines = max(lines, len(heads[i]))
	}
	y := float64(lines)*headline + 8
	for i, c := range m.Columns {
		x := names + w*float64(i)
		for k, line := range heads[i] {
			p.write(x+w/2, y-10-headline*float64(len(heads[i])-1-k), small, sansBold, middle, c.Ink, line)
		}
		p.box(x+2, y-4, w-4, 3, 0, c.Ink)
	}
	y += 2
	for _, r := range m.Rows {
		if r.Values == nil {
			y += 8
			p.write(0, y+high-7, size, sansBold, start, Quiet, fit(r.Name, sansBold, size, m.Width))
			y += high
			continue
		}
		p.write(0, y+high-7, size, sansRegular, start, Text, fit(r.Name, sansRegular, size, names-8))
		for i, v := range r.Values {
			m.cell(p, r.Name+", "+m.Columns[i].Name, names+w*float64(i)+1, y+1, w-2, high-2, v)
		}
		y += high
	}
	p.H = y + 2
	return p
}

func (m Matrix) cell(p *Picture, what string, x, y, w, h, v float64) {
	tip := what + ": " + m.Format(v)
	if v == 0 && m.Blind {
		p.area([][]point{{{x + 1, y + 1}, {x + w - 1, y + 1}, {x + w - 1, y + h - 1}, {x + 1, y + h - 1}}}, None, Hairline, 1).tip = tip
		return
	}
	fill, ink := m.Steps.Shade(v)
	p.box(x, y, w, h, 2, fill).tip = tip
	if v != 0 {
		p.write(x+w/2, y+h-5, 13, sansBold, middle, ink, m.Format(v))
	}
}
