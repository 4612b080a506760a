package phototest

import (
	"encoding/binary"
	"math/bits"
)

// bitWriter writes bits, the least significant first, as lossless WebP has them.
type bitWriter struct {
	out []byte
	acc uint64
	n   uint
}

func (w *bitWriter) put(v uint64, n uint) {
	w.acc |= v << w.n
	for w.n += n; w.n >= 8; w.n -= 8 {
		w.out = append(w.out, byte(w.acc))
		w.acc >>= 8
	}
}

func (w *bitWriter) bytes() []byte {
	if w.n > 0 {
		w.put(0, 8-w.n)
	}
	return w.out
}

// lengthOrder is the order in which the lengths of the code of code lengths are
// written.
var lengthOrder = [19]int{17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}

// table writes a prefix code in which the first na symbols have la bits, the
// next nb symbols lb bits, and those up to size none; la < lb.
func (w *bitWriter) table(size, na, la, nb, lb int) {
	w.put(0, 1)    // not a simple code
	w.put(19-4, 4) // all nineteen
	for _, s := range lengthOrder {
		if s == la || s == lb {
			w.put(2, 3)
		} else if s == 0 || s == 18 {
			w.put(2, 3)
		} else {
			w.put(0, 3)
		}
	}
	w.put(0, 1) // as many lengths as symbols
	order := []int{0, la, lb, 18}
	code := func(s int) {
		for i, o := range order {
			if o == s {
				w.put(uint64(bits.Reverse8(uint8(i))>>6), 2)
			}
		}
	}
	for range na {
		code(la)
	}
	for range nb {
		code(lb)
	}
	for range size - na - nb {
		code(0)
	}
}

// one writes a prefix code of the one symbol 0.
func (w *bitWriter) one() { w.put(1, 1); w.put(0, 1); w.put(0, 1); w.put(0, 1) }

// literals writes the five codes of an image of plain pixels.
func (w *bitWriter) literals() {
	w.table(280, 256, 8, 0, 9)
	for range 3 {
		w.table(256, 256, 8, 0, 9)
	}
	w.one()
}

func (w *bitWriter) pixel(r, g, b, a byte) {
	for _, v := range []byte{g, r, b, a} {
		w.put(uint64(bits.Reverse8(v)), 8)
	}
}

func (w *bitWriter) header(width, height int) {
	w.put(0x2f, 8)
	w.put(uint64(width-1), 14)
	w.put(uint64(height-1), 14)
	w.put(0, 4)
	w.put(0, 1) // no transform
}

// NewWebP returns a w × h lossless WebP file of Image.
func NewWebP(w, h int, seed int64) []byte {
	src := Image(w, h, seed)
	var b bitWriter
	b.header(w, h)
	b.put(0, 2) // no colour cache, one set of codes
	b.literals()
	for y := range h {
		for x := range w {
			r, g, bl, _ := src.At(x, y).RGBA()
			b.pixel(byte(r>>8), byte(g>>8), byte(bl>>8), 255)
		}
	}
	return RIFF(Chunk("VP8L", b.bytes()))
}

// WebPBomb returns a lossless WebP file of 2048 × 2048 pixels that asks for so
// many sets of code tables: each costs 400 bytes in the file and about 50 KB
// in memory.
func WebPBomb(sets int) []byte {
	var b bitWriter
	b.header(2048, 2048)
	b.put(1, 1)
	b.put(11, 4) // a colour cache of 2048 colours
	b.put(1, 1)
	b.put(0, 3) // tiles of 4 × 4
	b.put(0, 1)
	b.literals()
	for i := range 512 * 512 {
		n := i % sets
		b.pixel(byte(n>>8), byte(n), 0, 255)
	}
	for range sets {
		b.table(280+2048, 1768, 11, 560, 12)
		for range 3 {
			b.table(256, 256, 8, 0, 9)
		}
		b.one()
	}
	return RIFF(Chunk("VP8L", b.bytes()))
}

// Chunk returns one chunk of a RIFF file.
func Chunk(name string, body []byte) []byte {
	out := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body)))
	out = append(out, body...)
	if len(body)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

// RIFF returns a WebP file of the given chunks.
func RIFF(chunks ...[]byte) []byte {
	body := []byte("WEBP")
	for _, c := range chunks {
		body = append(body, c...)
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}
