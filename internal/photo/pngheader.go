package photo

import (
	"encoding/binary"
	"fmt"
	"io"
)

const pngMagic = "\x89PNG\r\n\x1a\n"

// PNG colour types, ISO/IEC 15948 table 11.1.
const (
	pngGray      = 0
	pngRGB       = 2
	pngPalette   = 3
	pngGrayAlpha = 4
	pngRGBA      = 6
)

// pngInfo is what a PNG file says of its rows.
type pngInfo struct {
	width, height int
	depth         int // bits per sample
	colour        int
	interlaced    bool
	palette       [256][4]uint8 // red, green, blue, alpha
	colours       int           // of the palette
	key           []byte        // tRNS of grey and RGB pictures: the transparent colour
	data          int64         // where the first IDAT chunk begins
}

// channels returns the samples of one pixel.
func (p *pngInfo) channels() int {
	switch p.colour {
	case pngRGB:
		return 3
	case pngGrayAlpha:
		return 2
	case pngRGBA:
		return 4
	}
	return 1
}

// readPNGHeader walks the chunks of a PNG file to its end chunk. Text and
// colour profiles are skipped without being unpacked.
func readPNGHeader(r io.ReadSeeker) (header, []byte, error) {
	end, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return header{}, nil, err
	}
	var p pngInfo
	var exif []byte
	for at := int64(len(pngMagic)); ; {
		var c [8]byte
		if _, err := r.Seek(at, io.SeekStart); err != nil {
			return header{}, nil, err
		}
		if _, err := io.ReadFull(r, c[:]); err != nil {
			return header{}, nil, cut(err)
		}
		size, kind := int64(binary.BigEndian.Uint32(c[:4])), string(c[4:])
		if at+12+size > end {
			return header{}, nil, fmt.Errorf("%w: cut short", ErrBroken)
		}
		if kind == "IEND" {
			break
		}
		if p.width == 0 && kind != "IHDR" {
			return header{}, nil, fmt.Errorf("%w: no PNG header", ErrBroken)
		}
		switch body, err := pngChunk(r, kind, size); {
		case err != nil:
			return header{}, nil, cut(err)
		case kind == "eXIf" && exif == nil:
			exif = body
		case kind == "IDAT" && p.data == 0:
			p.data = at
		default:
			if err := p.take(kind, body); err != nil {
				return header{}, nil, err
			}
		}
		at += 12 + size
	}
	if p.data == 0 || p.colour == pngPalette && p.colours == 0 {
		return header{}, nil, fmt.Errorf("%w: no picture in the file", ErrBroken)
	}
	return header{width: p.width, height: p.height, rgb: p.interlaced, png: &p}, exif, nil
}

// pngChunk reads the body of the few chunks that matter; of others it returns nil.
func pngChunk(r io.Reader, kind string, size int64) ([]byte, error) {
	limit := map[string]int64{"IHDR": 13, "PLTE": 3 * 256, "tRNS": 256, "eXIf": maxEXIF}[kind]
	if size > limit {
		if kind == "IHDR" || kind == "PLTE" {
			return nil, fmt.Errorf("%w: %s of %d bytes", ErrBroken, kind, size)
		}
		return nil, nil
	}
	body := make([]byte, size)
	_, err := io.ReadFull(r, body)
	return body, err
}

// take keeps what chunk kind says of the rows.
func (p *pngInfo) take(kind string, body []byte) error {
	switch kind {
	case "IHDR":
		return p.header(body)
	case "PLTE":
		p.colours = len(body) / 3
		for i := range p.palette { // colours beyond the palette are black, as browsers show them
			p.palette[i] = [4]uint8{0, 0, 0, 255}
		}
		for i := range p.colours {
			p.palette[i] = [4]uint8{body[3*i], body[3*i+1], body[3*i+2], 255}
		}
	case "tRNS":
		switch {
		case p.colour == pngPalette:
			for i, a := range body {
				p.palette[i][3] = a
			}
		case p.colour == pngGray && len(body) == 2, p.colour == pngRGB && len(body) == 6:
			p.key = body
		}
	}
	return nil
}

// header reads IHDR and refuses what the standard does not allow.
func (p *pngInfo) header(b []byte) error {
	if len(b) != 13 || p.width != 0 {
		return fmt.Errorf("%w: PNG header", ErrBroken)
	}
	w, h := binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])
	if w == 0 || h == 0 || w > 1<<30 || h > 1<<30 {
		return fmt.Errorf("%w: %d × %d pixels", ErrBroken, w, h)
	}
	p.width, p.height = int(w), int(h)
	p.depth, p.colour = int(b[8]), int(b[9])
	p.interlaced = b[12] == 1
	depths, ok := map[int][]int{
		pngGray:      {1, 2, 4, 8, 16},
		pngRGB:       {8, 16},
		pngPalette:   {1, 2, 4, 8},
		pngGrayAlpha: {8, 16},
		pngRGBA:      {8, 16},
	}[p.colour]
	for _, d := range depths {
		if d == p.depth && b[10] == 0 && b[11] == 0 && b[12] <= 1 {
			return nil
		}
	}
	return fmt.Errorf("%w: PNG of colour %d, %d bits (%t)", ErrBroken, p.colour, p.depth, ok)
}

// weight computes the bytes needed to decode when boxes of k × k pixels are
// averaged. Rows are resampled as they come, so a few of them are all that is
// held; an interlaced picture must be held whole, once more while its passes
// are put together, and once more averaged.
func (p *pngInfo) weight(k int) int64 {
	if !p.interlaced {
		return 64 * int64(p.width)
	}
	held := int64(4)
	switch {
	case p.depth == 16:
		held = 8
	case p.channels() == 1:
		held = 1
	}
	px := int64(p.width) * int64(p.height)
	return px*held*2 + 4*px/int64(k*k)
}
