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
	c.Outcomes = slices.DeleteFunc(c.Outcomes, Outcome.Blank)
	c.Partners = slices.DeleteFunc(c.Partners, func(p Partner) bool { return p == Partner{} })
	c.Resources = cleanResources(c.Resources)
	slices.Sort(c.Tags)
	c.Tags = slices.Compact(c.Tags)
	for _, d := range []*Date{&c.Start, &c.ReviewOn, &c.BasisDate, &c.ApprovedOn} {
		*d = NewDate(string(*d))
	}
}

// Clean does the same for a report.
func (r *Report) Clean() {
	cleanStrings(reflect.ValueOf(r).Elem())
	r.Resources = cleanResources(r.Resources)
	r.Sites = slices.DeleteFunc(r.Sites, func(s Site) bool { return s == Site{} })
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

// cleanResources drops the rows in which only the kind, which a list always
// shows, was chosen.
func cleanResources(rs []Resource) []Resource {
	return slices.DeleteFunc(rs, func(r Resource) bool { return r.Amount.Empty() && strings.TrimSpace(r.Note) == "" })
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
