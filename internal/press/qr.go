package press

import (
	"fmt"
	"strings"

	"rsc.io/qr"

	"danvankheo/internal/registry"
)

// quiet is the white border of a QR code in modules (ISO/IEC 18004).
const quiet = 4

func encode(text string) (*qr.Code, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, &registry.Error{Kind: registry.Invalid, Msg: "Địa chỉ dài quá, không vẽ được mã QR.", Err: err}
	}
	return code, nil
}

// QRSVG draws a text as a QR code, as a file of its own: sharp at every size.
func QRSVG(text string) ([]byte, error) {
	code, err := encode(text)
	if err != nil {
		return nil, err
	}
	side := code.Size + 2*quiet
	var b strings.Builder
	fmt.Fprintf(
		&b,
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" shape-rendering="crispEdges"><path `+
			`fill="#fff" d="M0 0h%dv%dH0z"/><path d="`,
		side,
		side,
		side*8,
		side*8,
		side,
		side,
	)
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			if !code.Black(x, y) {
				continue
			}
			n := 1
			for x+n < code.Size && code.Black(x+n, y) {
				n++
			}
			fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, n, n)
			x += n
		}
	}
	b.WriteString(`"/></svg>`)
	return []byte(b.String()), nil
}

// QRPNG draws a text as a QR code in pixels, large enough for print at 5 cm.
func QRPNG(text string) ([]byte, error) {
	code, err := encode(text)
	if err != nil {
		return nil, err
	}
	code.Scale = 16
	return code.PNG(), nil
}
