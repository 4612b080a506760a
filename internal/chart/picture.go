package chart

// Picture is a drawing on a sheet of W × H units; in a page one unit is about one
// pixel. Title and Desc tell those who do not see it what it shows.
type Picture struct {
	ID          string // begins the ids inside; unique in a page
	W, H        float64
	Title, Desc string
	Source      string // under the drawing in a file

	shapes []shape
}

// point is a place, y downwards.
type point struct{ X, Y float64 }

// shape is one mark: a box, a path or a text.
type shape struct {
	kind   shapeKind
	x, y   float64 // of a box its top left corner, of a text its base line
	w, h   float64
	round  float64
	rings  [][]point // of a path
	closed bool
	fill   Ink
	stroke Ink
	width  float64 // of the stroke
	dashed bool

	text   string
	size   float64
	face   faceKind
	anchor anchor
	tip    string // shown to a pointer that rests on it
}

type shapeKind uint8

const (
	boxShape shapeKind = iota
	pathShape
	textShape
	discShape
)

type anchor uint8

const (
	start anchor = iota
	middle
	end
)

var anchorNames = [...]string{"start", "middle", "end"}

func (p *Picture) box(x, y, w, h, round float64, fill Ink) *shape {
	return p.add(shape{kind: boxShape, x: x, y: y, w: w, h: h, round: round, fill: fill})
}

// disc is a filled circle around a point.
func (p *Picture) disc(x, y, r float64, fill, stroke Ink, width float64) *shape {
	return p.add(shape{kind: discShape, x: x, y: y, w: r, fill: fill, stroke: stroke, width: width})
}

func (p *Picture) line(ink Ink, width float64, pts ...point) *shape {
	return p.add(shape{kind: pathShape, rings: [][]point{pts}, stroke: ink, width: width})
}

func (p *Picture) area(rings [][]point, fill, stroke Ink, width float64) *shape {
	return p.add(shape{kind: pathShape, rings: rings, closed: true, fill: fill, stroke: stroke, width: width})
}

func (p *Picture) write(x, y, size float64, face faceKind, a anchor, ink Ink, text string) *shape {
	return p.add(shape{kind: textShape, x: x, y: y, size: size, face: face, anchor: a, fill: ink, text: text})
}

func (p *Picture) add(s shape) *shape {
	p.shapes = append(p.shapes, s)
	return &p.shapes[len(p.shapes)-1]
}

// shift moves everything drawn so far.
func (p *Picture) shift(dx, dy float64) {
	for i := range p.shapes {
		s := &p.shapes[i]
		s.x += dx
		s.y += dy
		for _, ring := range s.rings {
			for j := range ring {
				ring[j].X += dx
				ring[j].Y += dy
			}
		}
	}
}

// framed is the picture as a file shows it: on its own paper, with its headline
// above and its source below.
func (p *Picture) framed() *Picture {
	const margin, titleSize, noteSize = 28, 24, 13
	f := &Picture{ID: p.ID, W: p.W + 2*margin, Title: p.Title, Desc: p.Desc}
	y := float64(margin)
	f.box(0, 0, f.W, 0, 0, Page)
	f.box(margin, y, 44, 4, 0, Accent)
	for _, line := range wrap(p.Title, serifBold, titleSize, p.W) {
		y += titleSize * 1.35
		f.write(margin, y, titleSize, serifBold, start, Text, line)
	}
	y += 18
	inner := &Picture{shapes: append([]shape(nil), p.shapes...)}
	for i := range inner.shapes {
		rings := make([][]point, len(inner.shapes[i].rings))
		for j, r := range inner.shapes[i].rings {
			rings[j] = append([]point(nil), r...)
		}
		inner.shapes[i].rings = rings
	}
	inner.shift(margin, y)
	f.shapes = append(f.shapes, inner.shapes...)
	y += p.H + 8
	for _, line := range wrap(p.Source, sansRegular, noteSize, p.W) {
		y += noteSize * 1.5
		f.write(margin, y, noteSize, sansRegular, start, Quiet, line)
	}
	f.H = y + margin
	f.shapes[0].h = f.H
	return f
}
