package registry

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// ErasedMark is left in running text where a person was named.
const ErasedMark = "[đã xóa]"

// Wanted is a person to look for: a name, a telephone number or an address, in
// capitals or not; a number also in another grouping.
type Wanted string

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// In reports whether a text names the person.
func (w Wanted) In(text string) bool { return w.Finder()(text) }

// Finder is In for many texts.
func (w Wanted) Finder() func(text string) bool {
	name := w.pattern()
	return func(text string) bool { return name.MatchString(text) || w.withoutNumber(text) != text }
}

func (w Wanted) pattern() *regexp.Regexp {
	return regexp.MustCompile("(?i)" + regexp.QuoteMeta(strings.ToValidUTF8(string(w), "")))
}

// Digits is the number that is looked for, "" for a name or an address.
func (w Wanted) Digits() string {
	if d := digitsOf(string(w)); len(d) >= 8 {
		return d
	}
	return ""
}

func (w Wanted) withoutNumber(text string) string {
	digits := w.Digits()
	if digits == "" {
		return text
	}
	return longDigits.ReplaceAllStringFunc(text, func(found string) string {
		if digitsOf(found) == digits {
			return ErasedMark
		}
		return found
	})
}

// Without is the text without the person.
func (w Wanted) Without(text string) string {
	return w.withoutNumber(w.pattern().ReplaceAllLiteralString(text, ErasedMark))
}

// Groups lists the groups of fields in which the person is named and which an
// erasure empties.
func (w Wanted) Groups(texts []Text) (groups []Naming) {
	for _, t := range texts {
		if t.Person.Group() != "" && t.Person.Kept() == "" && !slices.Contains(groups, t.Person) && w.In(*t.At) {
			groups = append(groups, t.Person)
		}
	}
	return groups
}

// EraseWords takes the person out of running text; what the law keeps stays.
func (w Wanted) EraseWords(texts []Text) {
	for _, t := range texts {
		if t.Person == InWords && w.In(*t.At) {
			*t.At = w.Without(*t.At)
		}
	}
}

// EmptyGroup clears every field of a group, its ticks and years too.
func (c *Content) EmptyGroup(group Naming) {
	for i := range contentFields {
		if d := &contentFields[i]; d.Person == group {
			reflect.ValueOf(d.Pointer(c)).Elem().SetZero()
		}
	}
}

// SourceTexts lists what a source or a table said of an entry beside its fields:
// where it was read, and its unit in the words found there.
func (e *Entry) SourceTexts() []Text {
	text := func(name, label string, at *string) Text {
		return Text{Name: name, Label: label, Seen: Everybody | OnPage, Person: InWords, At: at}
	}
	return []Text{
		text("unit_text", "Đơn vị theo nguồn", &e.UnitText), text("source.title", "Nguồn: tên bài", &e.Source.Title),
		text("source.publisher", "Nguồn: nơi đăng", &e.Source.Publisher), text("source.district", "Nguồn: huyện", &e.Source.District),
		text("source.recognition", "Nguồn: ghi nhận", &e.Source.Recognition),
	}
}
