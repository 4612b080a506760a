package registry

import (
	"reflect"
	"slices"
	"strings"
	"unicode"

	"danvankheo/internal/vietnamese"
)

// Clean brings what was typed into one form without changing its words: composed
// letters (NFC), one kind of line end, no control characters; rows in which
// nothing was typed go.
func (c *Content) Clean() {
	cleanStrings(reflect.ValueOf(c).Elem())
	c.Outcomes = without(c.Outcomes, Outcome.Blank)
	c.Partners = without(c.Partners, func(p Partner) bool { return p == Partner{} })
	c.Resources = without(c.Resources, Resource.blank)
	slices.Sort(c.Tags)
	c.Tags = without(slices.Compact(c.Tags), func(t string) bool { return t == "" })
	for _, d := range []*Date{&c.Start, &c.ReviewOn, &c.BasisDate, &c.ApprovedOn} {
		*d = NewDate(string(*d))
	}
}

// Clean does the same for a report.
func (r *Report) Clean() {
	cleanStrings(reflect.ValueOf(r).Elem())
	r.Resources = without(r.Resources, Resource.blank)
	r.Sites = without(r.Sites, func(s Site) bool { return s == Site{} })
	for i := range r.Sites {
		r.Sites[i].Since = NewDate(string(r.Sites[i].Since))
	}
}

// Clean does the same for a story.
func (s *Story) Clean() { cleanStrings(reflect.ValueOf(s).Elem()) }

// Clean does the same for the words about a photo.
func (p *PhotoText) Clean() {
	cleanStrings(reflect.ValueOf(p).Elem())
	p.TakenOn = NewDate(string(p.TakenOn))
}

// blank reports whether only the kind, which a list always shows, was chosen.
func (r Resource) blank() bool { return r.Amount.Empty() && strings.TrimSpace(r.Note) == "" }

// without drops rows; a list with none left is nil, so that equal contents are
// deeply equal.
func without[T any](list []T, drop func(T) bool) []T {
	if list = slices.DeleteFunc(list, drop); len(list) == 0 {
		return nil
	}
	return list
}

func cleanStrings(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(CleanText(v.String()))
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			cleanStrings(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			cleanStrings(v.Field(i))
		}
	}
}

// CleanText is Clean for one text. Spaces at both ends go.
func CleanText(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "�"), "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(vietnamese.NFC(s))
}
