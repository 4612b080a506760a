package shell

import (
	"net/url"

	"danvankheo/internal/registry"
)

// ReadAct reads a line of a register from a form.
func ReadAct(v url.Values) registry.Act {
	a := registry.Act{
		Level:  registry.RecognitionLevel(v.Get("level")),
		Form:   v.Get("form"),
		Number: v.Get("number"),
		Date:   registry.Date(v.Get("date")),
		Issuer: v.Get("issuer"),
		Signer: v.Get("signer"),
	}
	a.Clean()
	return a
}
