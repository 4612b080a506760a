package chart

import "math"

// Spread is how a model went from year to year and from unit to unit: a line for
// each unit, a dot for each year, a curve from whom it was learned.
type Spread struct {
	Frame
	Years []string // oldest first
	Lines []SpreadLine
	Ties  []Tie
}

// SpreadLine is one unit's own model.
type SpreadLine struct {
	Name string // the unit
	Note string // the model's title
	Ink  Ink
	At   []int // its years, as indexes, in order
}

// Tie leads from a year of one line to a year of another.
type Tie struct{ FromLine, FromYear, ToLine, ToYear int }

// Draw draws the lines below each other, their names above them.
func (s Spread) Draw() *Picture {
	const size, row, top, side = 13, 62, 22, 18
	p := s.sheet(0)
	span := s.Width - 2*side
	x := func(year int) float64 {
		if len(s.Years) < 2 {
			return side + span/2
		}
		return side + span*float64(year)/float64(len(s.Years)-1)
	}
	y := func(line int) float64 { return top + row*float64(line) + 46 }
	p.H = top + row*float64(len(s.Lines)) + 12
	skip := 1
	for len(s.Years) > 1 && wide("00000", sansRegular, size)*float64(len(s.Years))/float64(skip) > span {
		skip++
	}
	for i, name := range s.Years {
		if (len(s.Years)-1-i)%skip == 0 {
			p.write(x(i), size, size, sansRegular, middle, Quiet, name)
		}
		p.line(Hairline, 1, point{x(i), top}, point{x(i), p.H})
	}
	for _, t := range s.Ties {
		s.tie(p, point{x(t.FromYear), y(t.FromLine)}, point{x(t.ToYear), y(t.ToLine)})
	}
	for i, l := range s.Lines {
		at := y(i)
		name := fit(l.Name, sansBold, size, s.Width)
		p.box(0, at-33, min(s.Width, wide(name, sansBold, size)*room), 17, 0, Page)
		p.write(0, at-20, size, sansBold, start, Text, name)
		if w := wide(name, sansBold, size)*room + 8; l.Note != "" && s.Width-w > 90 {
			note := fit(l.Note, sansRegular, size, s.Width-w)
			p.box(w-4, at-33, wide(note, sansRegular, size)*room+4, 17, 0, Page)
			p.write(w, at-20, size, sansRegular, start, Quiet, note)
		}
		if n := len(l.At); n > 1 {
			p.line(l.Ink, 3, point{x(l.At[0]), at}, point{x(l.At[n-1]), at})
		}
		for _, year := range l.At {
			p.disc(x(year), at, 6, l.Ink, Page, 2).tip = l.Name + ", " + s.Years[year]
		}
	}
	return p
}

// tie draws a curve that leaves downwards and arrives from the side.
func (s Spread) tie(p *Picture, a, b point) {
	const n = 16
	reach := math.Max(24, math.Abs(b.X-a.X)*0.6)
	c, d := point{a.X, a.Y + (b.Y-a.Y)*0.7}, point{b.X - reach, b.Y}
	pts := make([]point, 0, n+1)
	for i := range n + 1 {
		t := float64(i) / n
		u := 1 - t
		pts = append(pts, point{
			u*u*u*a.X + 3*u*u*t*c.X + 3*u*t*t*d.X + t*t*t*b.X,
			u*u*u*a.Y + 3*u*u*t*c.Y + 3*u*t*t*d.Y + t*t*t*b.Y,
		})
	}
	p.line(Edge, 2, pts...).dashed = true
}
