package photo

import (
	"bufio"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"image"
	"image/color"
	"io"
)

// decodeRows decodes a picture that is not interlaced row by row, each row
// resampled to w × h at once: a 50-megapixel PNG of 16 bits, which is 400 MB
// when held whole, costs as little as a small one.
func (p *pngInfo) decodeRows(r io.ReadSeeker, w, h int) (*image.YCbCr, error) {
	if _, err := r.Seek(p.data, io.SeekStart); err != nil {
		return nil, err
	}
	data := &pngData{r: bufio.NewReaderSize(r, 64<<10)}
	z, err := zlib.NewReader(data)
	if err != nil {
		return nil, broken(err)
	}
	defer z.Close()
	bits := p.channels() * p.depth
	size := (p.width*bits + 7) / 8
	cur, prev := make([]byte, 1+size), make([]byte, 1+size)
	row := make([]byte, 4*p.width)
	s := newRowScaler(p.width, p.height, w, h)
	for range p.height {
		if _, err := io.ReadFull(z, cur); err != nil {
			return nil, broken(cut(err))
		}
		if err := unfilter(cur[0], cur[1:], prev[1:], max(1, bits/8)); err != nil {
			return nil, err
		}
		p.expand(row, cur[1:])
		s.add(row)
		cur, prev = prev, cur
	}
	var extra [1]byte
	if n, err := z.Read(extra[:]); n != 0 || err != nil && err != io.EOF {
		return nil, fmt.Errorf("%w: data after the last row", ErrBroken)
	}
	if _, err := io.Copy(io.Discard, data); err != nil { // the last checksum
		return nil, broken(cut(err))
	}
	return s.image(), nil
}

// rowScaler resamples a picture whose rows come as red, green, blue and alpha.
type rowScaler struct {
	planes [3]*scaler
	rows   [3][]uint8
}

func newRowScaler(w, h, toW, toH int) *rowScaler {
	var s rowScaler
	for i := range s.planes {
		if i == 1 {
			toW, toH = (toW+1)/2, (toH+1)/2 // colours at half resolution
		}
		s.planes[i] = newScaler(w, h, toW, toH)
		s.rows[i] = make([]uint8, w)
	}
	return &s
}

// add takes the next row, laying transparent pixels on white.
func (s *rowScaler) add(row []byte) {
	for x := range s.rows[0] {
		p := row[4*x : 4*x+4 : 4*x+4]
		r, g, b := p[0], p[1], p[2]
		if a := uint32(p[3]); a != 255 {
			white := 255*(255-a) + 127
			r, g, b = uint8((uint32(r)*a+white)/255), uint8((uint32(g)*a+white)/255), uint8((uint32(b)*a+white)/255)
		}
		s.rows[0][x], s.rows[1][x], s.rows[2][x] = color.RGBToYCbCr(r, g, b)
	}
	for i, p := range s.planes {
		p.add(s.rows[i])
	}
}

func (s *rowScaler) image() *image.YCbCr {
	return planes{s.planes[0].out, s.planes[1].out, s.planes[2].out}.image()
}

// broken marks a decoder's error as ErrBroken, unless it is one already or
// the guard raised it.
func broken(err error) error {
	if guarded(err) || errors.Is(err, ErrBroken) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrBroken, err)
}

// unfilter undoes the filter of one row, ISO/IEC 15948 clause 9.
func unfilter(kind byte, cur, prev []byte, bpp int) error {
	switch kind {
	case 0:
	case 1:
		for i := bpp; i < len(cur); i++ {
			cur[i] += cur[i-bpp]
		}
	case 2:
		for i, b := range prev {
			cur[i] += b
		}
	case 3:
		for i := range cur {
			var left int
			if i >= bpp {
				left = int(cur[i-bpp])
			}
			cur[i] += uint8((left + int(prev[i])) / 2)
		}
	case 4:
		for i := range min(bpp, len(cur)) {
			cur[i] += prev[i]
		}
		for i := bpp; i < len(cur); i++ {
			cur[i] += paeth(cur[i-bpp], prev[i], prev[i-bpp])
		}
	default:
		return fmt.Errorf("%w: PNG filter %d", ErrBroken, kind)
	}
	return nil
}

// paeth is the predictor of filter 4: whichever neighbour is nearest to
// left + up - corner.
func paeth(left, up, corner byte) byte {
	a, b, c := int(left), int(up), int(corner)
	pa, pb := b-c, a-c
	pc := pa + pb
	pa, pb, pc = max(pa, -pa), max(pb, -pb), max(pc, -pc)
	switch {
	case pa <= pb && pa <= pc:
		return left
	case pb <= pc:
		return up
	}
	return corner
}

// expand turns a row of samples into red, green, blue and alpha of 8 bits.
func (p *pngInfo) expand(dst, src []byte) {
	step := p.depth / 8 // bytes of a sample; 0 below 8 bits
	switch {
	case p.colour == pngPalette:
		for x := range p.width {
			copy(dst[4*x:4*x+4], p.palette[sample(src, x, p.depth)][:])
		}
	case p.colour == pngGray && step == 0:
		most := 1<<p.depth - 1
		for x := range p.width {
			v := sample(src, x, p.depth)
			a := uint8(255)
			if p.key != nil && v == int(binary.BigEndian.Uint16(p.key)) {
				a = 0
			}
			g := uint8(v * 255 / most)
			dst[4*x], dst[4*x+1], dst[4*x+2], dst[4*x+3] = g, g, g, a
		}
	case p.colour == pngGray, p.colour == pngGrayAlpha:
		n := p.channels() * step
		for x := range p.width {
			s := src[x*n : x*n+n]
			a := p.alpha(s, step)
			dst[4*x], dst[4*x+1], dst[4*x+2], dst[4*x+3] = s[0], s[0], s[0], a
		}
	default:
		n := p.channels() * step
		for x := range p.width {
			s := src[x*n : x*n+n]
			a := p.alpha(s, step)
			dst[4*x], dst[4*x+1], dst[4*x+2], dst[4*x+3] = s[0], s[step], s[2*step], a
		}
	}
}

// alpha returns the alpha of the pixel whose samples are s, of step bytes each.
func (p *pngInfo) alpha(s []byte, step int) uint8 {
	switch {
	case p.colour == pngGrayAlpha || p.colour == pngRGBA:
		return s[len(s)-step]
	case p.key == nil:
		return 255
	}
	for i := 0; i < len(s); i += step {
		v := uint16(s[i])
		if step == 2 {
			v = binary.BigEndian.Uint16(s[i:])
		}
		if v != binary.BigEndian.Uint16(p.key[2*(i/step):]) {
			return 255
		}
	}
	return 0
}

// sample returns sample x of a row of samples of depth bits, 8 at most.
func sample(src []byte, x, depth int) int {
	at := x * depth
	return int(src[at/8]>>(8-depth-at%8)) & (1<<depth - 1)
}

// pngData reads the bodies of consecutive IDAT chunks as one stream, checking
// the sum of each.
type pngData struct {
	r    *bufio.Reader
	left int64
	sum  hash.Hash32
	done bool
}

func (d *pngData) Read(b []byte) (int, error) {
	for d.left == 0 {
		if d.done {
			return 0, io.EOF
		}
		if err := d.next(); err != nil {
			return 0, err
		}
	}
	n, err := d.r.Read(b[:min(int64(len(b)), d.left)])
	d.sum.Write(b[:n])
	d.left -= int64(n)
	if err == io.EOF && d.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// next checks the sum of the chunk just read and opens the next one.
func (d *pngData) next() error {
	var b [8]byte
	if d.sum != nil {
		if _, err := io.ReadFull(d.r, b[:4]); err != nil {
			return err
		}
		if binary.BigEndian.Uint32(b[:4]) != d.sum.Sum32() {
			return fmt.Errorf("%w: wrong checksum", ErrBroken)
		}
	}
	if _, err := io.ReadFull(d.r, b[:]); err != nil {
		return err
	}
	if string(b[4:]) != "IDAT" {
		d.done = true
		return nil
	}
	d.left = int64(binary.BigEndian.Uint32(b[:4]))
	d.sum = crc32.NewIEEE()
	d.sum.Write(b[4:])
	return nil
}
