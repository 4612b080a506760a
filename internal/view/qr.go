package view

import (
	"fmt"
	"html/template"
	"strings"

	"rsc.io/qr"
)

// QRCode draws a text as a QR code, black on white with its quiet zone, whatever
// the colours of the page. The zero Drawing when the text is too long for one.
func QRCode(text, label string) Drawing {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return ""
	}
	const quiet = 4
	side := code.Size + 2*quiet
	var b strings.Builder
	fmt.Fprintf(
		&b,
		`<svg class="qr" viewBox="0 0 %d %d" role="img" aria-label="%s" shape-rendering="crispEdges">`+
			`<path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="`,
		side,
		side,
		template.HTMLEscapeString(label),
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
	return Drawing(b.String())
}
