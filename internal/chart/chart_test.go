package chart_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"

	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-fonts/liberation/liberationserifbold"

	"danvankheo/internal/chart"
)

// wellFormed reads a drawing to its end and gives its ids.
func wellFormed(t *testing.T, name, text string) map[string]bool {
	t.Helper()
	ids := map[string]bool{}
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return ids
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if e, ok := tok.(xml.StartElement); ok {
			for _, a := range e.Attr {
				if a.Name.Local == "id" {
					ids[a.Value] = true
				}
				if a.Name.Local == "style" {
					t.Errorf("%s: %s has a style, which the content policy forbids", name, e.Name.Local)
				}
			}
		}
	}
}

// Every figure is named and described for those who do not see it; on a page it
// has classes and no colours, in a file colours and no classes; its letters stay
// readable and it stays within its sheet.
func TestMarkup(t *testing.T) {
	t.Parallel()
	sizes := regexp.MustCompile(`font-size="([0-9.]+)"`)
	colours := regexp.MustCompile(`(fill|stroke)="#`)
	for _, w := range []float64{328, 720} {
		for name, p := range samples(w) {
			text := p.Inline()
			ids := wellFormed(t, name, text)
			label := regexp.MustCompile(`aria-labelledby="([^ ]+) ([^"]+)"`).FindStringSubmatch(text)
			if label == nil || !ids[label[1]] || !ids[label[2]] {
				t.Errorf("%s: not labelled by its title and description", name)
			}
			if colours.MatchString(text) {
				t.Errorf("%s: a page's drawing has colours of its own", name)
			}
			for _, m := range sizes.FindAllStringSubmatch(text, -1) {
				if n, _ := strconv.ParseFloat(m[1], 64); n < 10 {
					t.Errorf("%s at %g: letters of %s", name, w, m[1])
				}
			}
			file := string(p.SVG())
			wellFormed(t, name, file)
			if strings.Contains(file, "class=") || !colours.MatchString(file) || !strings.Contains(file, "Nguồn:") {
				t.Errorf("%s: the file needs the page's style sheet, or names no source", name)
			}
		}
	}
}

// A name that looks like markup stays a name.
func TestEscapes(t *testing.T) {
	t.Parallel()
	f := frame("x", 328)
	f.Title, f.Desc = `<script>"&'`, `</desc><g>`
	p := chart.Bars{Frame: f, Rows: []chart.Bar{{Name: `<b onload="x">`, Value: 3}}}.Draw()
	for _, text := range []string{p.Inline(), string(p.SVG())} {
		wellFormed(t, "bars", text)
		if strings.Contains(text, "<script") || strings.Contains(text, "<b ") || strings.Contains(text, "<g>") {
			t.Errorf("markup got through: %s", text)
		}
	}
}

// The PNG is a picture with ink on it: text where the headline is, red in its rule.
func TestPNG(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := samples(720)["columns"].PNG(&b); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	if w := img.Bounds().Dx(); w < 1000 {
		t.Errorf("width %d, want twice the page's", w)
	}
	dark := 0
	headline := image.Rect(56, 70, 1200, 140)
	for y := headline.Min.Y; y < headline.Max.Y; y++ {
		for x := headline.Min.X; x < headline.Max.X; x++ {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x5000 {
				dark++
			}
		}
	}
	if dark < 2000 {
		t.Errorf("%d dark points in the headline: no text was drawn", dark)
	}
}

// The fonts of the PNG have every letter of Vietnamese.
func TestLetters(t *testing.T) {
	t.Parallel()
	const letters = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ0123456789.,%–…²“”·"
	for name, data := range map[string][]byte{"sans": liberationsansregular.TTF, "serif": liberationserifbold.TTF} {
		f, err := opentype.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		for _, r := range letters + strings.ToUpper(letters) {
			if g, err := f.GlyphIndex(&buf, r); err != nil || g == 0 {
				t.Errorf("%s has no %c", name, r)
			}
		}
	}
}

// Nothing, a single value and hostile values draw without fault.
func TestEdges(t *testing.T) {
	t.Parallel()
	nan := 0.0
	nan = nan / (nan + 0)
	f := frame("x", 328)
	for name, p := range map[string]*chart.Picture{
		"columns":    chart.Columns{Frame: f}.Draw(),
		"one column": chart.Columns{Frame: f, Names: []string{"2026"}, Series: fieldSeries()[:1], Values: [][]float64{{1}}}.Draw(),
		"bars":       chart.Bars{Frame: f}.Draw(), "lines": chart.Lines{Frame: f}.Draw(),
		"one year": chart.Lines{Frame: f, Names: []string{"2026"}, Series: fieldSeries()[:1], Values: [][]float64{{0}}}.Draw(),
		"matrix":   chart.Matrix{Frame: f}.Draw(), "tiles": chart.Tiles{Frame: f}.Draw(),
		"regions": chart.Regions{Frame: f}.Draw(), "spread": chart.Spread{Frame: f}.Draw(),
		"not a number": chart.Bars{Frame: f, Rows: []chart.Bar{{Name: "x", Value: nan}}}.Draw(),
	} {
		wellFormed(t, name, p.Inline())
		if err := p.PNG(io.Discard); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
