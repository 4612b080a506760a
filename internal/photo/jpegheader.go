package photo

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxScans bounds the passes of a JPEG file. Cameras write one, web tools about
// ten; a file of thousands of tiny passes keeps a decoder busy for hours.
const maxScans = 50

// JPEG markers, ITU-T T.81 table B.1.
const (
	markSOF0  = 0xc0
	markSOF1  = 0xc1
	markSOF2  = 0xc2
	markDHT   = 0xc4
	markJPG   = 0xc8
	markDAC   = 0xcc
	markSOF15 = 0xcf
	markRST0  = 0xd0
	markRST7  = 0xd7
	markSOI   = 0xd8
	markEOI   = 0xd9
	markSOS   = 0xda
	markAPP0  = 0xe0
	markAPP1  = 0xe1
	markAPP14 = 0xee
	markTEM   = 0x01
)

// jpegWalker goes through the segments of a JPEG file.
type jpegWalker struct {
	r     *bufio.Reader
	h     header
	exif  []byte
	comps int
	perPx float64 // samples per pixel over all components
	prog  bool
	scans int
	jfif  bool // says of itself to be YCbCr
	rgb   bool // its colours are not YCbCr
	adobe int  // colour transform named by Adobe: -1 none named, 0 RGB or CMYK
}

// readJPEGHeader walks the whole file to its end marker. It returns the header
// and the EXIF block, nil if there is none.
func readJPEGHeader(r io.Reader) (header, []byte, error) {
	w := jpegWalker{r: bufio.NewReaderSize(r, 64<<10), adobe: -1}
	if _, err := w.r.Discard(2); err != nil { // the start marker, seen by sniff
		return header{}, nil, err
	}
	for {
		marker, err := w.nextMarker()
		if err != nil {
			return header{}, nil, cut(err)
		}
		if marker == markEOI {
			break
		}
		if marker >= markRST0 && marker <= markSOI || marker == markTEM {
			continue
		}
		if err := w.segment(marker); err != nil {
			return header{}, nil, cut(err)
		}
	}
	if w.comps == 0 || w.scans == 0 {
		return header{}, nil, fmt.Errorf("%w: no picture between the markers", ErrBroken)
	}
	w.rgb = w.comps == 4 || w.comps == 3 && !w.jfif && (w.rgb || w.adobe == 0)
	w.h.rgb = w.rgb
	w.h.weight = w.weight()
	return w.h, w.exif, nil
}

// nextMarker skips to the next marker; inside entropy-coded data a 0xff that
// stands for itself is followed by zero, and restarts belong to the data.
func (w *jpegWalker) nextMarker() (byte, error) {
	for {
		if _, err := w.r.ReadSlice(0xff); errors.Is(err, bufio.ErrBufferFull) {
			continue
		} else if err != nil {
			return 0, err
		}
		b, err := w.r.ReadByte()
		for err == nil && b == 0xff {
			b, err = w.r.ReadByte()
		}
		if err != nil {
			return 0, err
		}
		if b != 0 {
			return b, nil
		}
	}
}

// segment reads what matters of one segment and skips the rest.
func (w *jpegWalker) segment(marker byte) error {
	var size [2]byte
	if _, err := io.ReadFull(w.r, size[:]); err != nil {
		return err
	}
	n := int(size[0])<<8 + int(size[1]) - 2
	if n < 0 {
		return fmt.Errorf("%w: segment of negative length", ErrBroken)
	}
	switch {
	case marker == markSOF0 || marker == markSOF1 || marker == markSOF2:
		return w.frame(marker, n)
	case marker >= markSOF0 && marker <= markSOF15 && marker != markDHT && marker != markJPG && marker != markDAC:
		return fmt.Errorf("%w: JPEG process %#x", ErrFormat, marker)
	case marker == markSOS:
		if w.scans++; w.scans > maxScans {
			return fmt.Errorf("%w: more than %d scans", ErrFormat, maxScans)
		}
	case marker == markAPP0 || marker == markAPP1 || marker == markAPP14:
		b := make([]byte, n)
		if _, err := io.ReadFull(w.r, b); err != nil {
			return err
		}
		w.application(marker, b)
		return nil
	}
	_, err := w.r.Discard(n)
	return err
}

// application reads the application segments that matter.
func (w *jpegWalker) application(marker byte, b []byte) {
	switch {
	case marker == markAPP0 && bytes.HasPrefix(b, []byte("JFIF\x00")):
		w.jfif = true
	case marker == markAPP14 && len(b) >= 12 && bytes.HasPrefix(b, []byte("Adobe")):
		w.adobe = int(b[11])
	case marker == markAPP1 && w.exif == nil && bytes.HasPrefix(b, []byte(exifMagic)):
		w.exif = b[len(exifMagic):]
	}
}

// frame reads the start of frame: dimensions and components.
func (w *jpegWalker) frame(marker byte, n int) error {
	if w.comps != 0 {
		return fmt.Errorf("%w: two frames", ErrBroken)
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(w.r, b); err != nil {
		return err
	}
	if n < 9 || n != 6+3*int(b[5]) {
		return fmt.Errorf("%w: frame header", ErrBroken)
	}
	if b[0] != 8 {
		return fmt.Errorf("%w: JPEG of %d bits", ErrFormat, b[0])
	}
	w.prog = marker == markSOF2
	w.h.height = int(b[1])<<8 + int(b[2])
	w.h.width = int(b[3])<<8 + int(b[4])
	w.comps = int(b[5])
	var most, sum int
	for i := range w.comps {
		s := int(b[7+3*i]>>4) * int(b[7+3*i]&15)
		most = max(most, s)
		sum += s
	}
	if most == 0 || w.comps != 1 && w.comps != 3 && w.comps != 4 {
		return fmt.Errorf("%w: JPEG of %d components", ErrFormat, w.comps)
	}
	w.perPx = float64(sum) / float64(most)
	w.rgb = w.comps == 3 && b[6] == 'R' && b[9] == 'G' && b[12] == 'B'
	return nil
}

// weight computes the bytes the decoder will hold: one per sample, four more
// per sample for the coefficients of a progressive file, and the pixels twice
// more where the colours are not YCbCr and must be copied.
func (w *jpegWalker) weight() int64 {
	px := float64(w.h.width) * float64(w.h.height)
	perPx := w.perPx
	if w.prog {
		perPx += 4 * w.perPx
	}
	if w.rgb {
		perPx += 4 + 4
	}
	return int64(px * perPx)
}

// cut turns the end of a file where more was due into ErrBroken.
func cut(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: cut short", ErrBroken)
	}
	return err
}
