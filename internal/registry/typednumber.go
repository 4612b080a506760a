package registry

import (
	"fmt"
	"strings"
	"unicode"
)

// beforeNumber may stand before a number: "mô hình số 26-0184".
var beforeNumber = []string{"mo hinh", "cau chuyen", "dang ky", "ho so", "ma so", "ma", "so"}

// maxNumberTyped is how long what may be a number is, in bytes.
const maxNumberTyped = 120

// TypedNumber gives the number of an entry as the registry writes it for one that was
// typed in any way: "26-5", "bc 0122", "mô hình số 260184"; "" for what is none.
func TypedNumber(text string) string {
	if len(text) > maxNumberTyped {
		return ""
	}
	folded := foldName(text)
	for again := true; again; {
		again = false
		for _, w := range beforeNumber {
			if rest, ok := strings.CutPrefix(folded, w+" "); ok {
				folded, again = rest, true
			}
		}
	}
	parts := runs(folded)
	switch {
	case len(parts) == 1 && len(parts[0]) > 4 && len(parts[0]) < 10 && decimal(parts[0]):
		parts = []string{parts[0][:len(parts[0])-4], parts[0][len(parts[0])-4:]}
	case len(parts) != 2 || !decimal(parts[1]) || len(parts[0]) > 4:
		return ""
	}
	book, n := parts[0], strings.TrimLeft(parts[1], "0")
	if decimal(book) {
		book = fmt.Sprintf("%02s", book[max(0, len(book)-2):]) // of the year
	}
	return strings.ToUpper(book) + "-" + strings.Repeat("0", max(0, 4-len(n))) + n
}

// runs divides a text into its runs of letters and of digits.
func runs(text string) (out []string) {
	start := 0
	end := func(at int) {
		if at > start {
			out = append(out, text[start:at])
		}
		start = at
	}
	for i, r := range text {
		switch {
		case r == ' ':
			end(i)
			start = i + 1
		case i > start && unicode.IsDigit(r) != decimal(text[start:i]):
			end(i)
		}
	}
	end(len(text))
	return out
}

func decimal(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
