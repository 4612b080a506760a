package photo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
)

// look reads the small size and returns its difference hash and its most
// common colour. It looks at the file that is kept, not at the upload, so that
// the answer is the same whenever it is asked.
func look(small []byte) (dhash uint64, colour string, err error) {
	img, err := jpeg.Decode(bytes.NewReader(small))
	if err != nil {
		return 0, "", fmt.Errorf("small size: %w", err)
	}
	m, ok := img.(*image.YCbCr)
	if !ok {
		return 0, "", fmt.Errorf("small size: %T", img)
	}
	p := planesOf(m)
	return differences(p[0]), commonest(p), nil
}

// differences is the 64-bit difference hash: eight rows of nine grey cells,
// one bit for each cell brighter than its right-hand neighbour. The same
// picture recompressed or made brighter differs in at most six bits.
func differences(p plane) (hash uint64) {
	var cells [8][9]int
	for y := range cells {
		for x := range cells[y] {
			cells[y][x] = p.mean(x*p.w/9, y*p.h/8, (x+1)*p.w/9, (y+1)*p.h/8)
		}
	}
	for y := range cells {
		for x := range 8 {
			hash <<= 1
			if cells[y][x] > cells[y][x+1] {
				hash |= 1
			}
		}
	}
	return hash
}

// mean is the mean of the pixels from x0, y0 up to but without x1, y1; of one
// pixel at least.
func (p plane) mean(x0, y0, x1, y1 int) int {
	x0, y0 = min(x0, p.w-1), min(y0, p.h-1)
	x1, y1 = max(x1, x0+1), max(y1, y0+1)
	sum := 0
	for y := y0; y < y1; y++ {
		for _, v := range p.row(y)[x0:x1] {
			sum += int(v)
		}
	}
	return sum * 16 / ((x1 - x0) * (y1 - y0)) // sixteenths, so that soft pictures still differ
}

// commonest returns the mean of the colours in the fullest of 16 × 8 × 8
// drawers of brightness and colour, such as "#a1b2c3".
func commonest(p planes) string {
	type drawer struct{ n, y, cb, cr int }
	var drawers [16 * 8 * 8]drawer
	best := 0
	for j := range p[1].h {
		for i := range p[1].w {
			y := int(p[0].row(min(2*j, p[0].h-1))[min(2*i, p[0].w-1)])
			cb, cr := int(p[1].row(j)[i]), int(p[2].row(j)[i])
			at := y>>4<<6 | cb>>5<<3 | cr>>5
			d := &drawers[at]
			d.n, d.y, d.cb, d.cr = d.n+1, d.y+y, d.cb+cb, d.cr+cr
			if d.n > drawers[best].n {
				best = at
			}
		}
	}
	d := drawers[best]
	r, g, b := color.YCbCrToRGB(uint8(d.y/d.n), uint8(d.cb/d.n), uint8(d.cr/d.n))
	return fmt.Sprintf("#%02x%02x%02x", r, g, b)
}
