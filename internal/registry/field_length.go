package registry

import (
	"reflect"
	"unicode/utf8"

	"danvankheo/internal/vietnamese"
)

// Limits of what one field may hold. They protect the store, not the style: the
// word counts of the form only warn.
const (
	MaxLine = 500    // characters of a one-line field
	MaxText = 40_000 // characters of a long field
	MaxRows = 60     // rows of any list
)

// maxAddress is how many characters the address of a page may have.
const maxAddress = 2000

// limit is how many characters free words typed in an input of the kind may have; max
// is that of one field, 0 for what its input gives.
func limit(input InputKind, max int) int {
	switch {
	case max > 0:
		return max
	case input == TextInput:
		return MaxText
	}
	return MaxLine
}

// Limit is how many characters free words may have.
func (d *FieldDef[T]) Limit() int { return limit(d.Input, d.Max) }

// Limit is how many characters the text may have.
func (t *Text) Limit() int { return limit(t.Input, t.Max) }

// characters counts a text as it is kept: composed letters, one character a line end.
func characters(text string) int { return utf8.RuneCountInString(CleanText(text)) }

// addTooLong adds a message when a text has more characters than max.
func (f *Fields) addTooLong(name, label, text string, max int) {
	if n := characters(text); n > max {
		f.Add(name, "%s dài %s ký tự, quá mức %s. Hãy rút gọn%s.", label, vietnamese.FormatNumber(float64(n)),
			vietnamese.FormatNumber(float64(max)), map[bool]string{true: " hoặc gửi kèm thành tài liệu"}[max >= MaxText])
	}
}

// CheckLengths lists the texts that are longer than the table of fields allows, under
// their names in the form: the one code path of drafts, reports, stories, photos and
// self-reports, whether typed, imported or sent by the API.
func CheckLengths(texts []Text) Fields {
	var f Fields
	for i := range texts {
		t := &texts[i]
		f.addTooLong(t.Name, t.Label, *t.At, t.Limit())
	}
	return f
}

// checkRows lists the lists of t that have more rows than are kept.
func checkRows[T any](defs []FieldDef[T], t *T) (f Fields) {
	for i := range defs {
		if d := &defs[i]; d.Input == ListInput && reflect.ValueOf(d.Value(t)).Len() > MaxRows {
			f.Add(d.Name, "Một danh sách không quá %d dòng.", MaxRows)
		}
	}
	return f
}

// CheckDraft lists what even the draft of a report may not have; outcomes are the
// lines of the registration that the report fills in.
func (r *Report) CheckDraft(outcomes []Outcome) Fields {
	c := Content{Outcomes: outcomes}
	list := DefOf(contentFields, "outcomes")
	f := append(CheckLengths(r.texts()), checkRows(reportFields, r)...)
	f = append(f, CheckLengths(textsOf([]FieldDef[Content]{*list}, &c))...)
	return append(f, checkRows([]FieldDef[Content]{*list}, &c)...)
}

func (r *Report) texts() []Text { return partTexts(OfReport, reportFields, r) }

// CheckDraft lists what even a story that is not public may not have.
func (s *Story) CheckDraft() Fields { return CheckLengths(partTexts(OfStory, storyFields, s)) }

// CheckDraft lists what even the words about a photo that is not shown may not have.
func (p *PhotoText) CheckDraft() Fields { return CheckLengths(p.Texts()) }

// CheckPhotoDrafts does so for all photos of the entry, under their names in its form.
func (e *Entry) CheckPhotoDrafts() Fields { return CheckLengths(e.photoTexts()) }
