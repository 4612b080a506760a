package registry

import (
	"slices"
	"strings"
	"unicode"

	"danvankheo/internal/vietnamese"
)

// easyWords are the words of the passwords that are tried first: those of the lists
// that went about with stolen accounts, and of this place. Signs and digits around
// or between them make them no harder.
var easyWords = []string{
	"password", "passwordpassword", "passw", "passwd", "matkhau", "matkhaumatkhau", "matkhaumoi", "khongcomatkhau", "doimatkhau",
	"qwerty", "qwertyuiop", "qwertyuiopasdfghjkl", "qwertyqwerty",
	"qwertyuiopasdfghjklzxcvbnm", "asdfghjkl", "asdfghjklqwertyuiop", "zxcvbnm", "zxcvbnmasdfghjkl", "qazwsx", "qazwsxedc",
	"qazwsxedcrfv", "abcd", "abcdef", "abcdefgh", "abcdefghij", "abcdefghijkl", "abcabc",
	"iloveyou", "iloveyouforever", "iloveu", "anhyeuem", "emyeuanh", "yeuem", "yeuanh", "admin", "administrator", "adminadmin",
	"root", "welcome", "letmein", "monkey", "dragon", "football", "baseball", "superman", "princess", "sunshine", "master",
	"shadow", "michael", "trustno", "changeme", "default", "secret", "computer", "internet", "samsung", "vietnam",
	"vietnamvietnam", "hochiminh", "hanoi", "saigon",
	"danvan", "danvankheo", "danvankheobacninh", "danvanbacninh", "bacninh", "tinhbacninh", "bacgiang", "tinhbacgiang",
	"bacninhbacgiang", "sonoivu", "sonoivubacninh", "noivu", "ubnd", "ubndtinh", "ubndxa", "ubndphuong", "uyban",
	"uybannhandan", "hoidong", "thamdinh", "quantri", "donvi", "canbo", "dangbo", "danguy",
}

// guessable reports whether a password is among the first that are tried: one sign
// or short piece said again and again, a run of the keyboard, an easy word, the
// address it belongs to.
func guessable(password, email string) bool {
	folded := strings.ToLower(vietnamese.Fold(password))
	if repeated(folded) || running(folded) {
		return true
	}
	core := strings.Trim(folded, "0123456789.,!?@#$%&*-_ ")
	for _, word := range []string{core, strings.NewReplacer("@", "a", "$", "s", "0", "o", "1", "i").Replace(core)} {
		letters := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, word)
		if slices.Contains(easyWords, letters) {
			return true
		}
	}
	name, _, _ := strings.Cut(strings.ToLower(email), "@")
	return strings.EqualFold(password, email) || len(name) > 2 && core == name
}

// repeated reports whether a text is one piece of at most five signs again and again.
func repeated(s string) bool {
	for n := 1; n <= 5 && n < len(s); n++ {
		if strings.HasPrefix(strings.Repeat(s[:n], len(s)/n+1), s) {
			return true
		}
	}
	return false
}

// running reports whether every sign of a text follows the one before it, up or
// down, in the alphabet, among the digits or round them: 1234567890, 9876543210.
func running(s string) bool {
	for _, step := range []int{1, -1} {
		all := true
		for i := 1; i < len(s) && all; i++ {
			d := (int(s[i]) - int(s[i-1])) * step
			all = d == 1 || s[i] >= '0' && s[i] <= '9' && s[i-1] >= '0' && s[i-1] <= '9' && d == -9
		}
		if all {
			return true
		}
	}
	return false
}
