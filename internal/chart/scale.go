package chart

import "math"

// ticks gives round values from 0 to at least most, four to six of them.
func ticks(most float64) []float64 {
	if most <= 0 || math.IsNaN(most) || math.IsInf(most, 0) {
		most = 1
	}
	step := math.Pow(10, math.Floor(math.Log10(most/4)))
	for _, f := range []float64{1, 2, 2.5, 5, 10} {
		if most/(step*f) <= 5 {
			step *= f
			break
		}
	}
	if step < 1 && most >= 1 {
		step = math.Max(step, 0.5)
		if most == math.Trunc(most) {
			step = 1
		}
	}
	var out []float64
	for i := 0; ; i++ {
		v := step * float64(i)
		out = append(out, v)
		if v >= most {
			return out
		}
	}
}

// Series is one kind of value with its colour and name.
type Series struct {
	Name string
	Ink  Ink
}

// Frame is what every figure says besides its values.
type Frame struct {
	ID, Title, Desc, Source string
	Width                   float64
	Format                  func(float64) string // how a number is written
}

func (f Frame) sheet(height float64) *Picture {
	return &Picture{ID: f.ID, W: f.Width, H: height, Title: f.Title, Desc: f.Desc, Source: f.Source}
}

// key writes the names of the series in their colours from a height on, and gives
// the height below.
func (p *Picture) key(series []Series, y float64) float64 {
	const size, box = 13, 11
	x := 0.0
	for _, s := range series {
		w := box + 6 + wide(s.Name, sansRegular, size)*room + 18
		if x > 0 && x+w > p.W {
			x, y = 0, y+size*1.6
		}
		p.box(x, y, box, box, 2, s.Ink)
		p.write(x+box+6, y+box-1, size, sansRegular, start, Text, s.Name)
		x += w
	}
	return y + box
}
