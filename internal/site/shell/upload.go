package shell

import (
	"io"
	"strings"

	"danvankheo/internal/registry"
)

// takeFile receives one file of a form while it streams in. An error ends the
// request: what is wrong with one file is kept by the taker.
type takeFile func(field, name string, r io.Reader) error

// takePart hands one file on and reads what the taker left of it.
func takePart(take takeFile, field, name string, r io.Reader) error {
	limited := io.LimitReader(r, maxFile+1)
	if take != nil {
		if err := take(field, fileName(name), limited); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, limited); err != nil {
		return Unreadable(err)
	}
	if n, _ := r.Read(make([]byte, 1)); n > 0 {
		return tooMuch()
	}
	return nil
}

// fileName is a file's name as it is shown in a message.
func fileName(name string) string {
	name = strings.ReplaceAll(registry.CleanText(name), "\n", " ")
	if r := []rune(name); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return name
}
