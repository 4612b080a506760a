package press

import (
	"fmt"

	"danvankheo/internal/qrcode"
	"danvankheo/internal/registry"
)

func encode(text string) (qrcode.Code, error) {
	code, err := qrcode.New(text)
	if err != nil {
		return code, &registry.Error{Kind: registry.Invalid, Msg: "Địa chỉ dài quá, không vẽ được mã QR.", Err: err}
	}
	return code, nil
}

// QRSVG draws a text as a QR code, as a file of its own: sharp at every size.
func QRSVG(text string) ([]byte, error) {
	code, err := encode(text)
	if err != nil {
		return nil, err
	}
	side := code.Side()
	return fmt.Appendf(nil,
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[1]d" width="%[2]d" height="%[2]d" shape-rendering="crispEdges">`+
			`<path fill="#fff" d="M0 0h%[1]dv%[1]dH0z"/><path d="%[3]s"/></svg>`,
		side, side*8, code.Path()), nil
}

// QRPNG draws a text as a QR code in pixels, large enough for print at 5 cm.
func QRPNG(text string) ([]byte, error) {
	code, err := encode(text)
	if err != nil {
		return nil, err
	}
	return code.PNG(16), nil
}
