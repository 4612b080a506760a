package view

import (
	"fmt"
	"html/template"

	"danvankheo/internal/qrcode"
)

// QRCode draws a text as a QR code, black on white with its quiet zone, whatever
// the colours of the page. The zero Drawing when the text is too long for one.
func QRCode(text, label string) Drawing {
	code, err := qrcode.New(text)
	if err != nil {
		return ""
	}
	return Drawing(fmt.Sprintf(
		`<svg class="qr" viewBox="0 0 %[1]d %[1]d" role="img" aria-label="%[2]s" shape-rendering="crispEdges">`+
			`<path fill="#fff" d="M0 0h%[1]dv%[1]dH0z"/><path fill="#000" d="%[3]s"/></svg>`,
		code.Side(), template.HTMLEscapeString(label), code.Path()))
}
