package photo

import "image"

// boxFactor returns by how much a w × h picture may be shrunk by plain
// averaging before it is resampled to dw × dh: half as many pixels again as
// are needed must remain each way, so that averaging costs no sharpness.
// 1 means not at all.
func boxFactor(w, h, dw, dh int) int {
	return max(1, min(2*w/(3*dw), 2*h/(3*dh)))
}

// shrinker averages boxes of k × k pixels of a picture whose rows come one
// after the other, laying transparent pixels on white.
type shrinker struct {
	k, w, h int
	sums    []uint32 // three per pixel of the current row of the result
	rows    int      // averaged into sums
	y       int      // next row of the result
	out     *image.NRGBA
}

func newShrinker(w, h, k int) *shrinker {
	ow, oh := (w+k-1)/k, (h+k-1)/k
	return &shrinker{k: k, w: w, h: h, sums: make([]uint32, 3*ow), out: image.NewNRGBA(image.Rect(0, 0, ow, oh))}
}

// add takes the next row: red, green, blue, alpha of each pixel, not multiplied.
func (s *shrinker) add(row []byte) {
	if s.y >= s.out.Rect.Max.Y {
		return
	}
	for ox, x := 0, 0; x < s.w; ox++ {
		sum := s.sums[3*ox : 3*ox+3 : 3*ox+3]
		for end := min(x+s.k, s.w); x < end; x++ {
			p := row[4*x : 4*x+4 : 4*x+4]
			if p[3] == 255 {
				sum[0] += uint32(p[0])
				sum[1] += uint32(p[1])
				sum[2] += uint32(p[2])
				continue
			}
			a, white := uint32(p[3]), 255*(255-uint32(p[3]))
			sum[0] += (uint32(p[0])*a + white + 127) / 255
			sum[1] += (uint32(p[1])*a + white + 127) / 255
			sum[2] += (uint32(p[2])*a + white + 127) / 255
		}
	}
	s.rows++
	if s.rows == s.k || s.y*s.k+s.rows == s.h {
		s.flush()
	}
}

// flush writes the averaged row.
func (s *shrinker) flush() {
	row := s.out.Pix[s.y*s.out.Stride:]
	for ox := range s.out.Rect.Max.X {
		n := uint32(min(s.k, s.w-ox*s.k) * s.rows)
		row[4*ox] = uint8((s.sums[3*ox] + n/2) / n)
		row[4*ox+1] = uint8((s.sums[3*ox+1] + n/2) / n)
		row[4*ox+2] = uint8((s.sums[3*ox+2] + n/2) / n)
		row[4*ox+3] = 255
	}
	clear(s.sums)
	s.rows = 0
	s.y++
}
