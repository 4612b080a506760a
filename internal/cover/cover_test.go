package cover_test

import (
	"bytes"
	"encoding/xml"
	"flag"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"danvankheo/internal/cover"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var fields = []string{"kinh-te", "van-hoa", "xa-hoi", "an-ninh", "quoc-phong", "he-thong-chinh-tri", ""}

func TestSVGGolden(t *testing.T) {
	t.Parallel()
	for i, f := range fields {
		got := cover.New(f, int64(i*1009+1)).SVG(600, 400, "Bìa vẽ: đồi, ruộng và làng")
		name := filepath.Join("testdata", "cover-"+f+".svg")
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs; see it, and run the test with -update if it is meant", name)
		}
	}
}

// element is one drawn part of an SVG.
type element struct {
	name string
	attr map[string]string
}

func (e element) num(t *testing.T, name string) int {
	t.Helper()
	n, err := strconv.Atoi(e.attr[name])
	if err != nil {
		t.Fatalf("%s %s: %v", e.name, name, err)
	}
	return n
}

func parse(t *testing.T, svg []byte) []element {
	t.Helper()
	var out []element
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		tok, err := d.Token()
		if tok == nil {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := tok.(xml.StartElement); ok {
			e := element{s.Name.Local, map[string]string{}}
			for _, a := range s.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			out = append(out, e)
		}
	}
}

func TestSVGIsSmallAndPlain(t *testing.T) {
	t.Parallel()
	largest, sum, n := 0, 0, 0
	for _, f := range fields {
		for id := range int64(60) {
			svg := cover.New(f, id).SVG(600, 400, `Bìa "vẽ" <&>`)
			largest, sum, n = max(largest, len(svg)), sum+len(svg), n+1
			for i, e := range parse(t, svg) {
				if i == 0 {
					if e.name != "svg" || e.attr["class"] != "cover" || e.attr["role"] != "img" || e.attr["aria-label"] != `Bìa "vẽ" <&>` {
						t.Fatalf("root %+v", e)
					}
					continue
				}
				for name := range e.attr {
					switch name {
					case "d", "fill", "cx", "cy", "r", "rx", "ry":
					default:
						t.Fatalf("%s has attribute %s", e.name, name)
					}
				}
			}
		}
	}
	t.Logf("%d covers: %d bytes on average, %d the largest", n, sum/n, largest)
	if largest > 3400 {
		t.Errorf("largest cover is %d bytes, want at most 3,400", largest)
	}
	if svg := string(cover.New("xa-hoi", 1).SVG(60, 40, "")); !strings.Contains(svg, `aria-hidden="true"`) ||
		strings.Contains(svg, "role=") {
		t.Errorf("a cover without label must be hidden: %.200s", svg)
	}
}

var box = regexp.MustCompile(`M(\d+) ?(-?\d+)h(-?\d+)v(-?\d+)`)

// TestHouses: houses and trees stand apart, and no corner of a wall hangs in the air.
func TestHouses(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{600, 400}, {480, 640}, {1200, 630}} {
		for id := range int64(40) {
			s := cover.New(fields[id%6], id)
			img := s.Draw(size[0], size[1])
			parts := parse(t, s.SVG(size[0], size[1], "x"))
			at := 0 // the walls: the only path of several boxes, behind four ridges
			paths := 0
			for i, e := range parts {
				if e.name == "path" {
					if paths++; paths == 6 {
						at = i
						break
					}
				}
			}
			ground := paint(t, parts[at-1].attr["fill"])
			var taken [][2]int
			walls := box.FindAllStringSubmatch(parts[at].attr["d"], -1)
			if len(walls) == 0 {
				t.Logf("id %d at %v: no houses", id, size)
			}
			for _, m := range walls {
				x, y, w, h := atoi(m[1]), atoi(m[2]), atoi(m[3]), atoi(m[4])
				taken = append(taken, [2]int{x, x + w})
				for _, p := range []image.Point{{x + 1, y + h + 2}, {x + w - 1, y + h + 2}} {
					if got := img.RGBAAt(p.X, p.Y); far(got, ground) {
						t.Errorf("id %d at %v: the corner of a house at %v stands on %v, want ground %v", id, size, p, got, ground)
					}
				}
			}
			for _, e := range parts[at:] {
				if e.name == "ellipse" {
					cx, rx := e.num(t, "cx"), e.num(t, "rx")
					taken = append(taken, [2]int{cx - rx, cx + rx})
				}
			}
			for i := range taken {
				for j := range i {
					if taken[i][0] < taken[j][1] && taken[j][0] < taken[i][1] {
						t.Errorf("id %d at %v: %v and %v overlap", id, size, taken[i], taken[j])
					}
				}
			}
		}
	}
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

// paint reads #rgb or #rrggbb.
func paint(t *testing.T, s string) color.RGBA {
	t.Helper()
	var c color.RGBA
	c.A = 255
	format := "#%02x%02x%02x"
	if len(s) == 4 {
		format = "#%1x%1x%1x"
	}
	if _, err := fmt.Sscanf(s, format, &c.R, &c.G, &c.B); err != nil {
		t.Fatalf("colour %q: %v", s, err)
	}
	if len(s) == 4 {
		c.R, c.G, c.B = c.R*17, c.G*17, c.B*17
	}
	return c
}

func far(a, b color.RGBA) bool {
	d := func(x, y uint8) int { return max(int(x)-int(y), int(y)-int(x)) }
	return d(a.R, b.R)+d(a.G, b.G)+d(a.B, b.B) > 6
}

// TestDrawShowsTheSVG: each colour of the SVG is found in the pixels, and
// nearly nothing else but what lies between two of them.
func TestDrawShowsTheSVG(t *testing.T) {
	t.Parallel()
	for i, f := range fields {
		s := cover.New(f, int64(i+1))
		img := s.Draw(600, 400)
		count := map[color.RGBA]int{}
		for y := range 400 {
			for x := range 600 {
				count[img.RGBAAt(x, y)]++
			}
		}
		known := 0
		seen := map[color.RGBA]bool{}
		for _, e := range parse(t, s.SVG(600, 400, "x"))[1:] {
			c := paint(t, e.attr["fill"])
			if count[c] == 0 {
				t.Errorf("%s: %s not drawn", f, e.attr["fill"])
			}
			if !seen[c] {
				known += count[c]
			}
			seen[c] = true
		}
		if share := float64(known) / (600 * 400); share < 0.96 {
			t.Errorf("%s: %.1f %% of the pixels have a colour of the SVG, want 96", f, 100*share)
		}
	}
}

func TestDrawIsTheSameAgain(t *testing.T) {
	t.Parallel()
	a, b := cover.New("xa-hoi", 7).Draw(300, 200), cover.New("xa-hoi", 7).Draw(300, 200)
	if !bytes.Equal(a.Pix, b.Pix) {
		t.Error("one cover drawn twice differs")
	}
	if bytes.Equal(a.Pix, cover.New("xa-hoi", 8).Draw(300, 200).Pix) {
		t.Error("two ids have the same cover")
	}
	cover.New("xa-hoi", 7).Draw(1, 1)
	cover.New("xa-hoi", 7).SVG(1, 1, "")
}

func TestIllustrations(t *testing.T) {
	t.Parallel()
	var before []byte
	for _, kind := range cover.Illustrations {
		a, b := cover.Illustration(kind, 3, 240, 160), cover.Illustration(kind, 3, 240, 160)
		if !bytes.Equal(a.Pix, b.Pix) {
			t.Errorf("%s drawn twice differs", kind)
		}
		if bytes.Equal(a.Pix, cover.Illustration(kind, 4, 240, 160).Pix) {
			t.Errorf("%s is the same for two seeds", kind)
		}
		if bytes.Equal(a.Pix, before) {
			t.Errorf("%s is the same as the one before", kind)
		}
		before = a.Pix
		for _, size := range [][2]int{{90, 160}, {320, 100}, {1, 1}} {
			m := cover.Illustration(kind, 3, size[0], size[1])
			for _, p := range []image.Point{{}, {size[0] - 1, size[1] - 1}} {
				if m.RGBAAt(p.X, p.Y).A != 255 {
					t.Errorf("%s at %v: corner %v not drawn", kind, size, p)
				}
			}
		}
	}
	if m := cover.Illustration("no such kind", 1, 60, 40); m.RGBAAt(30, 20).A != 255 {
		t.Error("an unknown kind must still give a picture")
	}
}

func ExampleScene_SVG() {
	svg := cover.New("kinh-te", 42).SVG(600, 400, "Bìa vẽ: đồi, ruộng và làng")
	fmt.Println(string(svg[:62]))
	// Output: <svg class="cover" xmlns="http://www.w3.org/2000/svg" viewBox=
}

func BenchmarkSVG(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		cover.New("kinh-te", 42).SVG(600, 400, "Bìa")
	}
}

func BenchmarkDraw(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		cover.New("kinh-te", 42).Draw(1200, 630)
	}
}

func BenchmarkIllustration(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		cover.Illustration("hop-thon", 42, 1600, 1067)
	}
}
