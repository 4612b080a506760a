package vietnamese

import "strings"

// SlugLimit is the greatest length of a slug in bytes.
const SlugLimit = 80

// emptySlug stands for a text without a single letter or digit.
const emptySlug = "mo-hinh"

// Slug returns the form of s used in addresses: letters a-z, digits and single
// hyphens, at most SlugLimit bytes, cut between words where that is possible,
// never empty. Slug(Slug(s)) == Slug(s).
func Slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range Fold(s) {
		if r < 'a' || r > 'z' {
			if r < '0' || r > '9' {
				gap = true
				continue
			}
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
		if b.Len() > 2*SlugLimit {
			break
		}
	}
	slug := b.String()
	if len(slug) > SlugLimit {
		cut := slug[:SlugLimit+1]
		if i := strings.LastIndexByte(cut, '-'); i > 0 {
			cut = cut[:i]
		} else {
			cut = cut[:SlugLimit]
		}
		slug = cut
	}
	if slug == "" {
		return emptySlug
	}
	return slug
}
