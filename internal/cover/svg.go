package cover

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

// SVG returns the scene for a page, w × h units large. The label says what is
// drawn to those who do not see it; without one the picture is decoration and
// hidden from them. The picture fills its box and is cut at the edges where
// the proportions differ.
func (s Scene) SVG(w, h int, label string) []byte {
	var b strings.Builder
	b.WriteString(
		`<svg class="cover" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ` + strconv.Itoa(
			w,
		) + " " + strconv.Itoa(
			h,
		) + `" preserveAspectRatio="xMidYMid slice"`,
	)
	if label == "" {
		b.WriteString(` aria-hidden="true">`)
	} else {
		b.WriteString(` role="img" aria-label="`)
		_ = xml.EscapeText(&b, []byte(label)) // a Builder does not fail
		b.WriteString(`">`)
	}
	for _, sh := range s.shapes(w, h) {
		switch r := sh.round; {
		case len(sh.outline) == 0:
			continue
		case r == nil:
			b.WriteString(`<path d="` + sh.outline.path() + `"`)
		case r.rx == r.ry:
			b.WriteString("<circle" + attribute("cx", r.cx) + attribute("cy", r.cy) + attribute("r", r.rx))
		default:
			b.WriteString("<ellipse" + attribute("cx", r.cx) + attribute("cy", r.cy) + attribute("rx", r.rx) + attribute("ry", r.ry))
		}
		b.WriteString(` fill="` + hex(sh.fill) + `"/>`)
	}
	b.WriteString("</svg>")
	return []byte(b.String())
}

func attribute(name string, v float64) string {
	return " " + name + `="` + strconv.Itoa(int(math.Round(v))) + `"`
}

// pen writes path data in whole units, relative to its position, with the
// shortest command and as few blanks as the grammar allows.
type pen struct {
	b          strings.Builder
	x, y       int
	cx, cy     int  // the last control point, for smooth curves
	last       byte // command last written
	afterDigit bool
}

func (p *pen) num(v int) {
	s := strconv.Itoa(v)
	if p.afterDigit && v >= 0 {
		p.b.WriteByte(' ')
	}
	p.b.WriteString(s)
	p.afterDigit = true
}

// cmd writes a command unless it is the one that goes on by itself.
func (p *pen) cmd(c byte) {
	if c == p.last && c != 'm' {
		return
	}
	p.b.WriteByte(c)
	p.last, p.afterDigit = c, false
}

func (p *pen) to(pts ...[2]int) {
	for _, q := range pts {
		p.num(q[0] - p.x)
		p.num(q[1] - p.y)
	}
	e := pts[len(pts)-1]
	p.x, p.y = e[0], e[1]
}

// path returns the path data of o.
func (o outline) path() string {
	var p pen
	for i, s := range o {
		var q [3][2]int
		for j, v := range s.p {
			q[j] = [2]int{int(math.Round(v.x)), int(math.Round(v.y))}
		}
		switch s.op {
		case 'M':
			if i > 0 {
				p.cmd('z')
			}
			p.b.WriteString("M" + strconv.Itoa(q[0][0]))
			p.afterDigit, p.last = true, 'M'
			p.num(q[0][1])
			p.x, p.y = q[0][0], q[0][1]
		case 'L':
			p.straight(q[0])
		case 'Q':
			p.cmd('q')
			p.to(q[0], q[1])
		case 'C':
			if dx, dy := 2*p.x-p.cx-q[0][0], 2*p.y-p.cy-q[0][1]; i > 0 && o[i-1].op == 'C' && dx*dx <= 1 && dy*dy <= 1 {
				p.cmd('s')
				p.to(q[1], q[2])
			} else {
				p.cmd('c')
				p.to(q[0], q[1], q[2])
			}
			p.cx, p.cy = q[1][0], q[1][1]
		}
	}
	p.b.WriteByte('z')
	return p.b.String()
}

func (p *pen) straight(to [2]int) {
	switch {
	case to[1] == p.y:
		p.cmd('h')
		p.num(to[0] - p.x)
	case to[0] == p.x:
		p.cmd('v')
		p.num(to[1] - p.y)
	default:
		p.cmd('l')
		p.to(to)
		return
	}
	p.x, p.y = to[0], to[1]
}
