package vietnamese

import "unicode"

// Words counts the words of s the way Vietnamese counts them, by syllables:
// runs of letters, marks and digits. It is what a form's "at most 100 words"
// means.
func Words(s string) int {
	n, inside := 0, false
	for _, r := range s {
		is := unicode.IsLetter(r) || unicode.IsDigit(r) || inside && unicode.IsMark(r)
		if is && !inside {
			n++
		}
		inside = is
	}
	return n
}
