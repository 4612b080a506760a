package chart

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

// Inline is the picture for a page: coloured by classes, with its title and
// description for those who do not see it.
func (p *Picture) Inline() string {
	w := svgWriter{id: p.ID}
	w.open(p, ` class="chart"`)
	for i := range p.shapes {
		w.shape(&p.shapes[i], true)
	}
	w.b.WriteString("</svg>")
	return w.b.String()
}

// SVG is the picture as a file of its own, with headline and source, in fixed
// colours.
func (p *Picture) SVG() []byte {
	f := p.framed()
	w := svgWriter{id: f.ID}
	w.open(f, ` width="`+num(f.W)+`" height="`+num(f.H)+`"`)
	for i := range f.shapes {
		w.shape(&f.shapes[i], false)
	}
	w.b.WriteString("</svg>\n")
	return []byte(w.b.String())
}

type svgWriter struct {
	b  strings.Builder
	id string
}

func (w *svgWriter) open(p *Picture, extra string) {
	w.b.WriteString(
		`<svg xmlns="http://www.w3.org/2000/svg"` + extra + ` viewBox="0 0 ` + num(
			p.W,
		) + " " + num(
			p.H,
		) + `" role="img" aria-labelledby="` + w.id + `-t ` + w.id + `-d">`,
	)
	w.element("title", ` id="`+w.id+`-t"`, p.Title)
	w.element("desc", ` id="`+w.id+`-d"`, p.Desc)
}

func (w *svgWriter) element(name, attributes, text string) {
	w.b.WriteString("<" + name + attributes + ">")
	w.escape(text)
	w.b.WriteString("</" + name + ">")
}

func (w *svgWriter) escape(text string) { _ = xml.EscapeText(&w.b, []byte(text)) } // a Builder does not fail

// shape writes one mark, coloured by classes on a page.
func (w *svgWriter) shape(s *shape, page bool) {
	name, at := "path", ""
	switch s.kind {
	case boxShape:
		name, at = "rect", attribute("x", s.x)+attribute("y", s.y)+attribute("width", s.w)+attribute("height", s.h)
		if s.round > 0 {
			at += attribute("rx", s.round)
		}
	case discShape:
		name, at = "circle", attribute("cx", s.x)+attribute("cy", s.y)+attribute("r", s.w)
	case textShape:
		name, at = "text", attribute("x", s.x)+attribute("y", s.y)+attribute("font-size", s.size)
		if s.anchor != start {
			at += ` text-anchor="` + anchorNames[s.anchor] + `"`
		}
	case pathShape:
		at = ` d="` + pathData(s) + `"`
	}
	if s.stroke != None {
		at += attribute("stroke-width", s.width)
		if s.dashed {
			at += ` stroke-dasharray="5 4"`
		}
	}
	w.b.WriteString("<" + name + at + w.colours(s, page))
	switch {
	case s.kind == textShape:
		w.b.WriteString(">")
		w.escape(s.text)
		w.b.WriteString("</text>")
	case s.tip != "":
		w.b.WriteString("><title>")
		w.escape(s.tip)
		w.b.WriteString("</title></" + name + ">")
	default:
		w.b.WriteString("/>")
	}
}

// colours gives fill, stroke and face of a shape: classes on a page, attributes
// in a file.
func (w *svgWriter) colours(s *shape, page bool) string {
	var classes []string
	at := ""
	if s.fill != None {
		classes = append(classes, "fill-"+s.fill.Class())
		at += ` fill="` + hex(s.fill) + `"`
	} else {
		at += ` fill="none"`
	}
	if s.stroke != None {
		classes = append(classes, "stroke-"+s.stroke.Class())
		at += ` stroke="` + hex(s.stroke) + `" stroke-linejoin="round" stroke-linecap="round"`
	}
	if s.kind == textShape {
		switch s.face {
		case serifBold:
			classes = append(classes, "type-serif")
		case sansBold:
			classes = append(classes, "type-bold")
		default: // the regular face is the page's own
		}
		at += ` font-family="` + faceNames[s.face] + `"`
		if s.face != sansRegular {
			at += ` font-weight="700"`
		}
	}
	if !page {
		return at
	}
	out := ` class="` + strings.Join(classes, " ") + `"`
	if s.fill == None {
		out += ` fill="none"`
	}
	return out
}

func hex(i Ink) string {
	s := strconv.FormatUint(uint64(inks[i].rgb), 16)
	return "#" + strings.Repeat("0", 6-len(s)) + s
}

func pathData(s *shape) string {
	var b strings.Builder
	for _, ring := range s.rings {
		var x, y float64 // where the pen is, in tenths as written
		for i, q := range ring {
			tx, ty := math.Round(q.X*10)/10, math.Round(q.Y*10)/10
			switch i {
			case 0:
				b.WriteString("M" + num(tx) + " " + num(ty))
			case 1:
				b.WriteString("l" + num(tx-x) + " " + num(ty-y))
			default:
				b.WriteString(" " + num(tx-x) + " " + num(ty-y))
			}
			x, y = tx, ty
		}
		if s.closed {
			b.WriteByte('Z')
		}
	}
	return b.String()
}

func attribute(name string, v float64) string { return " " + name + `="` + num(v) + `"` }

// num writes a coordinate with one decimal at most.
func num(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "0"
	}
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}
