// Package qrcode encodes a text as a QR code and writes it: as path data for an SVG,
// which its caller frames as it needs, and as PNG. It is the only place that knows
// the encoder.
package qrcode

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// quiet is the white border in modules (ISO/IEC 18004).
const quiet = 4

// Code is an encoded text, without a size yet.
type Code struct{ code *qr.Code }

// New encodes a text at error correction M; it fails when the text is too long.
func New(text string) (Code, error) {
	code, err := qr.Encode(text, qr.M)
	return Code{code}, err
}

// Side is the side in modules, the quiet zone included.
func (c Code) Side() int { return c.code.Size + 2*quiet }

// Path is the data of an SVG path that fills the dark modules, in a square of Side.
func (c Code) Path() string {
	var b strings.Builder
	for y := range c.code.Size {
		for x := 0; x < c.code.Size; x++ {
			if !c.code.Black(x, y) {
				continue
			}
			n := 1
			for x+n < c.code.Size && c.code.Black(x+n, y) {
				n++
			}
			fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, n, n)
			x += n
		}
	}
	return b.String()
}

// PNG draws each module as a square of so many pixels.
func (c Code) PNG(pixels int) []byte {
	code := *c.code
	code.Scale = pixels
	return code.PNG()
}
