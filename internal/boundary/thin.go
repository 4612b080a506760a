package boundary

import "math"

// maxShape is how many points of one unit are kept.
const maxShape = 500

// maxRing is how many points of one ring are looked at closely: more than a map
// can show, and few enough that the work stays small whatever is sent.
const maxRing = 4000

// Thin leaves out points that lie within a tolerance of the line between others,
// more of them the longer the shape is; small islands go before points of the
// main ring do. What is left is a valid shape.
func (s Shape) Thin() Shape {
	out := s
	for tolerance := 0.0003; ; tolerance *= 1.6 { // about 30 m
		out.Rings = nil
		for _, r := range s.Rings {
			t := thinRing(r, tolerance)
			if len(t) >= 3 && math.Abs(area(t)) > tolerance*tolerance {
				out.Rings = append(out.Rings, t)
			}
		}
		if len(out.Rings) == 0 {
			out.Rings = []Ring{corners(s.Rings)}
		}
		if out.Points() <= maxShape {
			return out
		}
	}
}

// corners is the box around rings, for a shape too small to be anything else.
func corners(rings []Ring) Ring {
	lo, hi := rings[0][0], rings[0][0]
	for _, r := range rings {
		for _, c := range r {
			lo = [2]float64{min(lo[0], c[0]), min(lo[1], c[1])}
			hi = [2]float64{max(hi[0], c[0]), max(hi[1], c[1])}
		}
	}
	return Ring{lo, {hi[0], lo[1]}, hi, {lo[0], hi[1]}}
}

// thinRing is the method of Douglas and Peucker on the two halves of a ring, its
// points rounded to about a metre.
func thinRing(r Ring, tolerance float64) Ring {
	if len(r) > maxRing {
		every := (len(r) + maxRing - 1) / maxRing
		var few Ring
		for i := 0; i < len(r); i += every {
			few = append(few, r[i])
		}
		r = few
	}
	far, most := 0, -1.0
	for i, c := range r {
		if d := math.Hypot(c[0]-r[0][0], c[1]-r[0][1]); d > most {
			far, most = i, d
		}
	}
	keep := make([]bool, len(r)+1)
	keep[0], keep[far], keep[len(r)] = true, true, true
	at := func(i int) [2]float64 { return r[i%len(r)] }
	for stack := [][2]int{{0, far}, {far, len(r)}}; len(stack) > 0; {
		a, b := stack[len(stack)-1][0], stack[len(stack)-1][1]
		stack = stack[:len(stack)-1]
		worst, dist := 0, tolerance
		for i := a + 1; i < b; i++ {
			if d := off(at(i), at(a), at(b)); d > dist {
				worst, dist = i, d
			}
		}
		if worst > 0 {
			keep[worst] = true
			stack = append(stack, [2]int{a, worst}, [2]int{worst, b})
		}
	}
	var out Ring
	for i := range r {
		if keep[i] {
			c := [2]float64{math.Round(r[i][0]*1e5) / 1e5, math.Round(r[i][1]*1e5) / 1e5}
			if n := len(out); n == 0 || out[n-1] != c {
				out = append(out, c)
			}
		}
	}
	return out
}

// off is how far a point lies from the line between two others.
func off(p, a, b [2]float64) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	l := math.Hypot(dx, dy)
	if l == 0 {
		return math.Hypot(p[0]-a[0], p[1]-a[1])
	}
	return math.Abs((p[0]-a[0])*dy-(p[1]-a[1])*dx) / l
}
