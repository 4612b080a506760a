package photo

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"
)

// The formats taken.
const (
	formatJPEG = "jpeg"
	formatPNG  = "png"
	formatWebP = "webp"
)

// header is what the file says of itself, read without decoding a pixel.
type header struct {
	format      string
	width       int // as stored, before turning
	height      int
	orientation int // 1 to 8, as in EXIF
	takenAt     time.Time
	weight      int64    // bytes needed to decode, computed from what follows
	rgb         bool     // decoded to whole pixels, not to brightness and colours
	png         *pngInfo // of a PNG file
}

// upright returns the width and height after turning.
func (h header) upright() (int, int) {
	if h.orientation >= 5 {
		return h.height, h.width
	}
	return h.width, h.height
}

// readHeader reads what the file in r is and whether it may be decoded at all.
// It reads the whole structure of the file, so a file cut short is known here.
func readHeader(r io.ReadSeeker, limits Limits) (header, error) {
	var start [32]byte
	n, err := io.ReadFull(r, start[:])
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return header{}, err
	}
	if n == 0 {
		return header{}, ErrEmpty
	}
	format, err := sniff(start[:n])
	if err != nil {
		return header{}, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return header{}, err
	}
	var h header
	var exif []byte
	switch format {
	case formatJPEG:
		h, exif, err = readJPEGHeader(r)
	case formatPNG:
		h, exif, err = readPNGHeader(r)
	case formatWebP:
		h, exif, err = readWebPHeader(r)
	}
	if err != nil {
		return header{}, err
	}
	h.format = format
	if err := h.checkSize(limits); err != nil {
		return header{}, err
	}
	h.orientation, h.takenAt = readEXIF(exif)
	w, ht := h.target()
	if h.png != nil {
		h.weight = h.png.weight(h.box())
	}
	out := int64(w) * int64(ht)
	h.weight += 4 * out // the print size, once more while it is turned, and the next size
	if h.rgb {          // and one pass of resampling in between, and its result
		h.weight += 8*out + 4*int64(w)*int64(h.height/h.box())
	}
	if h.weight > limits.MemoryBudget {
		return header{}, fmt.Errorf("%w: %d × %d needs %d bytes to decode", ErrTooManyPixels, h.width, h.height, h.weight)
	}
	return h, nil
}

// target returns the print size before turning.
func (h header) target() (int, int) {
	w, ht := specs[0].fit(h.upright())
	if h.orientation >= 5 {
		return ht, w
	}
	return w, ht
}

// box returns by how much the picture is averaged before it is resampled.
func (h header) box() int {
	w, ht := h.target()
	return boxFactor(h.width, h.height, w, ht)
}

// checkSize applies the limits to the dimensions.
func (h header) checkSize(limits Limits) error {
	switch w, ht := int64(h.width), int64(h.height); {
	case w <= 0 || ht <= 0:
		return fmt.Errorf("%w: %d × %d pixels", ErrBroken, w, ht)
	case max(w, ht) > int64(limits.MaxSide) || w*ht > limits.MaxPixels:
		return fmt.Errorf("%w: %d × %d", ErrTooManyPixels, w, ht)
	}
	return nil
}

// sniff determines the format from the first bytes; names and declared types count
// for nothing.
func sniff(b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		return formatJPEG, nil
	case bytes.HasPrefix(b, []byte(pngMagic)):
		return formatPNG, nil
	case len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP":
		return formatWebP, nil
	case heic(b):
		return "", ErrHEIC
	}
	return "", ErrFormat
}

// heic reports whether b opens an ISO media file of a HEIF brand. The generic
// brand mif1 is counted unless a compatible brand says AVIF.
func heic(b []byte) bool {
	if len(b) < 12 || string(b[4:8]) != "ftyp" {
		return false
	}
	switch string(b[8:12]) {
	case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs":
		return true
	case "mif1", "msf1":
		return !bytes.Contains(b[12:], []byte("avif"))
	}
	return false
}
