package registry

import (
	"regexp"
	"slices"
	"strings"
)

// PersonalNumber is a number in a text that can lead to one person and that a
// public page has no need of.
type PersonalNumber struct {
	Kind string // "điện thoại", "căn cước", "tài khoản"
	Text string // as written
}

var (
	// longDigits are runs of digits as people write them: grouped by spaces, dots or
	// dashes.
	longDigits = regexp.MustCompile(`\+?\d(?:[ .\-]?\d){7,18}`)
	// groupedAmount is a number with thousands: 1.250.000, which is no number of a person.
	groupedAmount = regexp.MustCompile(`^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?: \d{3})+$`)
	dateLike      = regexp.MustCompile(`^\d{1,2}[.\-]\d{1,2}[.\-]\d{4}$|^\d{4}[ .\-]\d{4}$`)
)

// PersonalNumbers finds telephone, identity and bank account numbers, so that who
// writes or publishes is asked whether they belong there (Luật Bảo vệ dữ liệu cá
// nhân 91/2025/QH15). It says what looks like one; a person decides.
func PersonalNumbers(text string) (list []PersonalNumber) {
	seen := map[PersonalNumber]bool{}
	said := 0 // the words before a number that no other number has used
	for _, at := range longDigits.FindAllStringIndex(text, -1) {
		found := text[at[0]:at[1]]
		if groupedAmount.MatchString(found) || dateLike.MatchString(found) {
			continue
		}
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, found)
		before := strings.ToLower(text[max(said, at[0]-60):at[0]])
		said = at[1]
		if kind := personalKind(digits, strings.HasPrefix(found, "+"), strings.ToValidUTF8(before, "")); kind != "" {
			if n := (PersonalNumber{kind, found}); !seen[n] {
				seen[n] = true
				list = append(list, n)
			}
		}
	}
	return list
}

// NamePersonalNumbers names what was found: "số điện thoại 0912 345 678, số căn
// cước …".
func NamePersonalNumbers(list []PersonalNumber) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = "số " + n.Kind + " " + n.Text
	}
	return strings.Join(words, ", ")
}

// PublicNumbers finds the personal numbers in what the public reads of an entry, on
// its page, in its pack or as data: its public texts, its corrections, and the words
// of photos that are not shown yet. The contact that the unit itself opens to the
// press is not among them.
func (e *Entry) PublicNumbers() []PersonalNumber {
	var texts []string
	for _, t := range e.Texts() {
		if e.Open(t) || t.Photo != nil && !t.Photo.TakenDown {
			texts = append(texts, *t.At)
		}
	}
	for _, x := range e.Corrections {
		texts = append(texts, x.Text)
	}
	return PersonalNumbers(strings.Join(texts, "\n\n"))
}

// personalKind says what a run of digits is, by its length, its beginning and the
// words before it.
func personalKind(digits string, plus bool, before string) string {
	near := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(before, w) })
	}
	switch n := len(digits); {
	case n >= 8 && near("tài khoản", "stk", "số tk", "ngân hàng"):
		return "tài khoản"
	case (n == 9 || n == 12) && near("cccd", "cmnd", "căn cước", "chứng minh"):
		return "căn cước"
	case n == 12 && digits[0] == '0' && identityProvince(digits[:3]):
		return "căn cước"
	case plus && strings.HasPrefix(digits, "84") && (n == 11 || n == 12):
		return "điện thoại"
	case n == 10 && digits[0] == '0' && strings.ContainsRune("35789", rune(digits[1])):
		return "điện thoại"
	case n == 11 && strings.HasPrefix(digits, "02"):
		return "điện thoại"
	}
	return ""
}

// identityProvince reports whether an identity number can begin so: the codes of
// the provinces of birth run from 001 to 096.
func identityProvince(code string) bool { return code >= "001" && code <= "096" }
