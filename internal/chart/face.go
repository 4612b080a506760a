package chart

import (
	"strings"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-fonts/liberation/liberationserifbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// faceKind is a face of type. A page shows its own fonts; a PNG has these, and
// all widths are measured in them.
type faceKind uint8

const (
	sansRegular faceKind = iota
	sansBold
	serifBold
	faceCount
)

var faceData = [faceCount][]byte{
	sansRegular: liberationsansregular.TTF,
	sansBold:    liberationsansbold.TTF,
	serifBold:   liberationserifbold.TTF,
}

// faceNames are the families that a file asks for.
var faceNames = [faceCount]string{
	sansRegular: "'Noto Sans', 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif",
	sansBold:    "'Noto Sans', 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif",
	serifBold:   "'Noto Serif', Cambria, 'Liberation Serif', 'Times New Roman', serif",
}

// parsed are the fonts, read once; they are part of the program and always parse.
var parsed = sync.OnceValue(func() (out [faceCount]*opentype.Font) {
	for i, data := range faceData {
		f, err := opentype.Parse(data)
		if err != nil {
			panic("chart: embedded font: " + err.Error())
		}
		out[i] = f
	}
	return out
})

// face makes a face of a size in pixels. One face serves one drawing only.
func face(k faceKind, size float64) (font.Face, error) {
	return opentype.NewFace(parsed()[k], &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}

const unitsPerEm = 1000

// advances keeps what letters are wide, in thousandths of the size.
var advances = struct {
	sync.Mutex
	m [faceCount]map[rune]int
}{m: [faceCount]map[rune]int{{}, {}, {}}}

// wide measures a text.
func wide(text string, k faceKind, size float64) float64 {
	advances.Lock()
	defer advances.Unlock()
	f := parsed()[k]
	var buf sfnt.Buffer
	total := 0
	for _, r := range text {
		w, ok := advances.m[k][r]
		if !ok {
			w = unitsPerEm / 2
			if g, err := f.GlyphIndex(&buf, r); err == nil {
				if a, err := f.GlyphAdvance(&buf, g, fixed.I(unitsPerEm), font.HintingNone); err == nil {
					w = a.Round()
				}
			}
			if len(advances.m[k]) < 4096 {
				advances.m[k][r] = w
			}
		}
		total += w
	}
	return float64(total) * size / unitsPerEm
}

// room is how much wider than measured a text may turn out in a reader's font.
const room = 1.08

// fit shortens a text to a width, with an ellipsis.
func fit(text string, k faceKind, size, width float64) string {
	if wide(text, k, size)*room <= width {
		return text
	}
	r := []rune(text)
	for len(r) > 1 {
		r = r[:len(r)-1]
		if short := strings.TrimRight(string(r), " ,;:–-") + "…"; wide(short, k, size)*room <= width {
			return short
		}
	}
	return "…"
}

// wrap breaks a text into lines of a width.
func wrap(text string, k faceKind, size, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		longer := strings.TrimLeft(line+" "+word, " ")
		if line != "" && wide(longer, k, size)*room > width {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// wrapAt is wrap with at most n lines, the last one shortened.
func wrapAt(text string, k faceKind, size, width float64, n int) []string {
	lines := wrap(text, k, size, width)
	if len(lines) > n {
		lines[n-1] = strings.Join(lines[n-1:], " ")
		lines = lines[:n]
	}
	for i, l := range lines {
		lines[i] = fit(l, k, size, width)
	}
	return lines
}
