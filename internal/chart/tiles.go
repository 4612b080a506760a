package chart

import "math"

// Place is one unit on a map with its value.
type Place struct {
	Name  string // short, for the tile
	Tip   string // whole: "Xã Tân Sơn: 3 mô hình"
	Value float64
	Text  string // of the value; "" for none

	Col, Row int            // of a tile
	Outline  [][][2]float64 // of a region: rings of longitude and latitude
}

// Tiles is a map on which every unit is a tile near its place.
type Tiles struct {
	Frame
	Places []Place
	Steps  Steps
	Key    []string // what each shade means
}

// Draw draws the tiles; on a narrow sheet they carry no names.
func (t Tiles) Draw() *Picture {
	const named = 40.0 // a tile narrower than this has no room for a name
	p := t.sheet(0)
	cols, rows := 1, 1
	for _, q := range t.Places {
		cols, rows = max(cols, q.Col+1), max(rows, q.Row+1)
	}
	y0 := p.shadeKey(t.Key, 0) + 12
	side := t.Width / float64(cols)
	gap := min(3, side*0.08)
	for _, q := range t.Places {
		x, y := side*float64(q.Col), y0+side*float64(q.Row)
		fill, ink := t.Steps.Shade(q.Value)
		p.box(x, y, side-gap, side-gap, min(4, side*0.12), fill).tip = q.Tip
		mid := x + (side-gap)/2
		if side < named {
			if q.Text != "" {
				p.write(mid, y+side/2+3, min(12, side*0.6), sansBold, middle, ink, q.Text)
			}
			continue
		}
		lines := wrapAt(q.Name, sansRegular, 10.5, side-gap-2, 2)
		step := 12.5
		top := y + (side-gap)/2 - step*float64(len(lines)-1)/2 + 4
		if q.Text != "" {
			top -= 7
			p.write(mid, top+step*float64(len(lines))+2, 13, serifBold, middle, ink, q.Text)
		}
		for i, line := range lines {
			p.write(mid, top+step*float64(i), 10.5, sansRegular, middle, ink, line)
		}
	}
	p.H = y0 + side*float64(rows)
	return p
}

// shadeKey explains the shades in one or two lines.
func (p *Picture) shadeKey(words []string, y float64) float64 {
	var series []Series
	for i, w := range words {
		series = append(series, Series{w, Shade0 + Ink(min(i, 4))})
	}
	return p.key(series, y)
}

// Regions is a map of real boundaries.
type Regions struct {
	Frame
	Places []Place
	Steps  Steps
	Key    []string
}

// Draw draws the boundaries north up, with true proportions at their middle.
func (r Regions) Draw() *Picture {
	p := r.sheet(0)
	y0 := p.shadeKey(r.Key, 0) + 12
	west, east, south, north := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, q := range r.Places {
		for _, ring := range q.Outline {
			for _, c := range ring {
				west, east = min(west, c[0]), max(east, c[0])
				south, north = min(south, c[1]), max(north, c[1])
			}
		}
	}
	if west >= east || south >= north {
		p.H = y0
		return p
	}
	squeeze := math.Cos((south + north) / 2 * math.Pi / 180)
	scale := min((r.Width-4)/((east-west)*squeeze), 900/(north-south))
	left := (r.Width - (east-west)*squeeze*scale) / 2
	at := func(c [2]float64) point {
		return point{left + (c[0]-west)*squeeze*scale, y0 + 2 + (north-c[1])*scale}
	}
	p.H = y0 + 4 + (north-south)*scale
	for _, q := range r.Places {
		var rings [][]point
		for _, ring := range q.Outline {
			pts := make([]point, len(ring))
			for i, c := range ring {
				pts[i] = at(c)
			}
			rings = append(rings, thin(pts, 1.2))
		}
		fill, _ := r.Steps.Shade(q.Value)
		p.area(rings, fill, Page, 1).tip = q.Tip
	}
	for _, q := range r.Places {
		if q.Text == "" {
			continue
		}
		lo, hi, ok := largest(q.Outline)
		if !ok {
			continue
		}
		a, b := at(lo), at(hi)
		if w := b.X - a.X; w > wide(q.Text, sansBold, 11)+4 {
			_, ink := r.Steps.Shade(q.Value)
			p.write((a.X+b.X)/2, (a.Y+b.Y)/2+4, 11, sansBold, middle, ink, q.Text)
		}
	}
	return p
}

// largest gives the corners of the widest ring.
func largest(rings [][][2]float64) (lo, hi [2]float64, ok bool) {
	for _, ring := range rings {
		if len(ring) == 0 {
			continue
		}
		a, b := ring[0], ring[0]
		for _, c := range ring {
			a = [2]float64{min(a[0], c[0]), min(a[1], c[1])}
			b = [2]float64{max(b[0], c[0]), max(b[1], c[1])}
		}
		if !ok || (b[0]-a[0])*(b[1]-a[1]) > (hi[0]-lo[0])*(hi[1]-lo[1]) {
			lo, hi, ok = a, b, true
		}
	}
	return lo, hi, ok
}

// thin leaves out points that lie on the last one, which keeps small pictures
// small.
func thin(pts []point, least float64) []point {
	out := pts[:0:0]
	for i, q := range pts {
		if n := len(out); n == 0 || i == len(pts)-1 || math.Hypot(q.X-out[n-1].X, q.Y-out[n-1].Y) >= least {
			out = append(out, q)
		}
	}
	return out
}
