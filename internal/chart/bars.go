package chart

// Bars compare a few things, each on its own line.
type Bars struct {
	Frame
	Rows []Bar
}

// Bar is one of them; its value is written beside it.
type Bar struct {
	Name  string
	Value float64
	Note  string // after the value: "32%"
	Ink   Ink
}

// Draw draws the bars: beside their names on a wide sheet, below them on a narrow
// one.
func (b Bars) Draw() *Picture {
	const size, high, narrow = 14, 20, 480
	p := b.sheet(0)
	most, names, values := 0.0, 0.0, 0.0
	text := func(r Bar) string {
		if r.Note == "" {
			return b.Format(r.Value)
		}
		return b.Format(r.Value) + " (" + r.Note + ")"
	}
	for _, r := range b.Rows {
		most = max(most, r.Value)
		names = max(names, wide(r.Name, sansRegular, size)*room)
		values = max(values, wide(text(r), sansBold, size)*room)
	}
	names = min(names, b.Width*0.45) + 12
	beside := b.Width >= narrow
	if !beside {
		names = 0
	}
	span := b.Width - names - values - 8
	y := 0.0
	for _, r := range b.Rows {
		if beside {
			p.write(0, y+high-5, size, sansRegular, start, Text, fit(r.Name, sansRegular, size, names-6))
		} else {
			y += size + 4
			p.write(0, y-4, size, sansRegular, start, Text, fit(r.Name, sansRegular, size, b.Width))
		}
		w := 0.0
		if most > 0 {
			w = max(r.Value/most*span, 0)
		}
		if r.Value > 0 {
			w = max(w, 2)
			p.box(names, y, w, high, 2, r.Ink)
		} else {
			p.line(Edge, 1, point{names, y}, point{names, y + high})
		}
		p.write(names+w+6, y+high-5, size, sansBold, start, Text, text(r))
		y += high + 12
	}
	p.H = max(y-12, 1)
	return p
}
