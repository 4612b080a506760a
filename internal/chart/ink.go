package chart

import "image/color"

// Ink is a colour by its use. A page gives it a colour by its class; a file has
// the light one.
type Ink uint8

// The inks. Shade0 to Shade4 go from none to most; ShadeText0 to ShadeText4 are
// what is written on them.
const (
	None Ink = iota
	Page
	Surface
	Text
	Quiet
	Hairline
	Edge
	Accent
	KinhTe
	VanHoa
	XaHoi
	AnNinh
	QuocPhong
	HeThong
	Shade0
	Shade1
	Shade2
	Shade3
	Shade4
	ShadeText0
	ShadeText1
	ShadeText2
	ShadeText3
	ShadeText4
)

// inks are the class and the light colour of each; view's style test holds them
// against tokens.css.
var inks = [...]struct {
	class string
	rgb   uint32
}{
	None: {}, Page: {"page", 0xFBF9F4}, Surface: {"surface", 0xFFFFFF}, Text: {"text", 0x1F1B16}, Quiet: {"quiet", 0x5A524A},
	Hairline: {"line", 0xE4DDD2}, Edge: {"edge", 0x877C6E}, Accent: {"accent", 0xA3211B},
	KinhTe: {"kinh-te", 0x8A5A00}, VanHoa: {"van-hoa", 0x8A2A6B}, XaHoi: {"xa-hoi", 0x1F6B4A},
	AnNinh: {"an-ninh", 0x1D4E89}, QuocPhong: {"quoc-phong", 0x4B5D23}, HeThong: {"he-thong-chinh-tri", 0xA3211B},
	Shade0: {
		"tile-0",
		0xF1ECE2,
	}, Shade1: {"tile-1", 0xF0DACC}, Shade2: {"tile-2", 0xE5B5A0}, Shade3: {"tile-3", 0xB9503F}, Shade4: {"tile-4", 0x8E1B15},
	ShadeText0: {
		"tile-text",
		0x1F1B16,
	},
	ShadeText1: {"tile-text", 0x1F1B16}, ShadeText2: {"tile-text", 0x1F1B16}, ShadeText3: {"tile-text-3", 0xFFFFFF},
	ShadeText4: {"tile-text-4", 0xFFFFFF},
}

// Class is the name of an ink in the style sheet: fill-NAME and stroke-NAME.
func (i Ink) Class() string { return inks[i].class }

// Light is the colour of an ink in a file.
func (i Ink) Light() color.NRGBA {
	c := inks[i].rgb
	return color.NRGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 0xFF}
}

// Inks lists every ink but None.
func Inks() []Ink {
	var out []Ink
	for i := range inks {
		if Ink(i) != None {
			out = append(out, Ink(i))
		}
	}
	return out
}

// Field is the ink of a field by its code; Edge when it is none of the six.
func Field(code string) Ink {
	for i := KinhTe; i <= HeThong; i++ {
		if inks[i].class == code {
			return i
		}
	}
	return Edge
}

// Steps are the least values of the shades.
type Steps [5]float64

// Shade is the ink of a value, and what is written on it.
func (s Steps) Shade(v float64) (fill, text Ink) {
	n := Ink(0)
	for i, least := range s {
		if v >= least {
			n = Ink(i)
		}
	}
	return Shade0 + n, ShadeText0 + n
}
