package registry

import (
	"fmt"
	"reflect"
	"slices"
)

// FieldDef is one row of the table of the form's fields: everything that the
// program knows of one field of T. Checks, forms, dossier, conflict page, exchange
// columns, search, the requests of persons and the scan for numbers read it, so a
// field added to a struct needs its row here and nothing else.
type FieldDef[T any] struct {
	Name    string // in JSON and, with a prefix, in forms
	Column  string // in tables and in the API, where it differs; [NoColumn] for none
	Label   string // alone, as in a message or a heading
	Ask     string // over the input, where its legend says the rest
	Help    string // under it
	Example string // inside it while it is empty
	Fill    string // what browsers fill in, as in "name"
	Unit    string // behind an amount
	Fact    string // heading under which a dossier shows it with others; [NoFact] for none
	Before  string // words that precede it there, as in "ngày "
	Input   InputKind
	Section Section // part of the form it belongs to; NoSection: placed by hand
	Beside  bool    // on the line of the field before it
	Rows    int     // lines of a TextInput
	Words   int     // suggested length, only counted
	Max     int     // characters it may have; 0: what its input gives, see [FieldDef.Limit]
	Must    Must
	Wanted  string // said when it is missing, after the label
	Seen    Audience
	Person  Naming

	At   func(*T) *string // of free words; nil for anything else
	Ref  func(*T) any     // pointer to the value of any other kind
	Each func(*T) []Text  // the texts of a list's rows
}

// NoColumn and NoFact leave a field out of tables and out of a dossier's facts.
const (
	NoColumn = "-"
	NoFact   = "-"
)

// InputKind is how a field is typed.
type InputKind uint8

// The kinds. Free words are typed in the first four.
const (
	LineInput InputKind = iota
	TextInput
	PhoneInput
	MailInput
	AmountInput
	YearInput
	DayInput
	ChoiceInput
	TickInput
	ListInput
)

// Must says when a field has to be filled in.
type Must uint8

// OnSubmit: when its form is sent. OfContinued: then too, of anything but
// a new model. OfPerson: then too, of an individual exemplar.
const (
	Optional Must = iota
	OnSubmit
	OfContinued
	OfPerson
)

// Audience says who reads a field.
type Audience uint8

// Inside: those with [ViewInside]. Public: everybody once the entry is public; such a
// field is searched and scanned for numbers of persons, see [Entry.PublicTexts].
// ForPress: newsrooms that signed in, when the unit allows it. OnPage: printed on the
// story page and in the pack, so that changing it is a correction.
const (
	Inside Audience = 1 << iota
	Public
	ForPress
	OnPage
)

// Everybody is the audience of what the public reads.
const Everybody = Inside | Public

// Naming says how a field may name a person, which decides what a request to erase
// them does with it.
type Naming uint8

// Nobody: a code or a figure. InWords: in running text, where the name is replaced.
// AsContact, AsExemplar: the whole group is emptied. AsSigner, AsAuthor: the name
// stays, with the reason of [Naming.Kept].
const (
	Nobody Naming = iota
	InWords
	AsContact
	AsExemplar
	AsSigner
	AsAuthor
)

// Group names a group of fields that are erased or kept together, "" for single ones.
func (n Naming) Group() string {
	switch n {
	case AsContact:
		return "Đầu mối liên hệ"
	case AsExemplar:
		return "Điển hình cá nhân"
	case AsSigner:
		return "Người phê duyệt"
	default:
		return ""
	}
}

// Kept says why a name stays when the person asks to be erased, "" when it goes.
func (n Naming) Kept() string {
	switch n {
	case AsSigner:
		return "Giữ lại: người ký thay mặt cơ quan, là một phần của văn bản."
	case AsAuthor:
		return "Giữ lại: quyền đứng tên tác giả; bỏ tên khi chính tác giả yêu cầu."
	default:
		return ""
	}
}

// Section is the part of a form that a field belongs to.
type Section uint8

// The parts, in the order of the registration, the report and the story.
const (
	NoSection Section = iota
	SectionPerson
	SectionPlace
	SectionWhy
	SectionBasis
	SectionForces
	SectionTime
	SectionContact
	SectionOutputs
	SectionArticle
	SectionOrganised
	SectionLessons
	SectionClosing
	SectionTexts
	SectionQuote
)

// Key is the column of the field, or the key of an API body.
func (d *FieldDef[T]) Key() string {
	if d.Column != "" {
		return d.Column
	}
	return d.Name
}

// Asked is the label over the input.
func (d *FieldDef[T]) Asked() string {
	if d.Ask != "" {
		return d.Ask
	}
	return d.Label
}

// Pointer gives the address of the value in t.
func (d *FieldDef[T]) Pointer(t *T) any {
	if d.At != nil {
		return d.At(t)
	}
	return d.Ref(t)
}

// Value is the value in t.
func (d *FieldDef[T]) Value(t *T) any { return reflect.ValueOf(d.Pointer(t)).Elem().Interface() }

// Text is one text of an entry that people typed: what the table says of it, and
// where it is kept.
type Text struct {
	Name   string // "partners.0.role"; unique within its part
	Label  string
	Paper  Paper
	Input  InputKind
	Max    int // as in its row
	Seen   Audience
	Person Naming
	At     *string
	Photo  *Photo // whose words it is among, else nil
}

// Paper is the paper to which a text belongs.
type Paper uint8

// The parts of an entry.
const (
	OfRegistration Paper = iota
	OfReport
	OfStory
	OfPhoto
)

// Where names the text for somebody who looks through a whole entry.
func (t Text) Where() string {
	switch t.Paper {
	case OfReport:
		return "Báo cáo: " + t.Label
	case OfStory:
		return "Bài đăng: " + t.Label
	default:
		return t.Label
	}
}

// textsOf lists the texts of t, rows of lists included.
func textsOf[T any](defs []FieldDef[T], t *T) (out []Text) {
	for i := range defs {
		d := &defs[i]
		switch {
		case d.At != nil:
			out = append(out, Text{Name: d.Name, Label: d.Label, Input: d.Input, Max: d.Max, Seen: d.Seen, Person: d.Person, At: d.At(t)})
		case d.Each != nil:
			for _, x := range d.Each(t) {
				x.Name, x.Label = d.Name+"."+x.Name, d.Label+" "+x.Label
				x.Seen &= d.Seen
				out = append(out, x)
			}
		}
	}
	return out
}

// each makes the accessor of a list: the texts of all its rows.
func each[T, R any](defs []FieldDef[R], list func(*T) []R) func(*T) []Text {
	return func(t *T) (out []Text) {
		rows := list(t)
		for i := range rows {
			for _, x := range textsOf(defs, &rows[i]) {
				x.Name, x.Label = fmt.Sprintf("%d.%s", i, x.Name), fmt.Sprintf("%d, %s", i+1, lowerFirst(x.Label))
				out = append(out, x)
			}
		}
		return out
	}
}

// Texts lists every text of the entry.
func (e *Entry) Texts() []Text {
	out := partTexts(OfStory, storyFields, &e.Story)
	out = append(out, partTexts(OfRegistration, contentFields, &e.Content)...)
	out = append(out, e.Report.texts()...)
	return append(out, e.photoTexts()...)
}

// photoTexts lists the words about the entry's photos.
func (e *Entry) photoTexts() (out []Text) {
	for i := range e.Photos {
		p := &e.Photos[i]
		for _, t := range partTexts(OfPhoto, photoFields, &p.PhotoText) {
			t.Name, t.Label, t.Photo = fmt.Sprintf("photos.%d.%s", p.ID, t.Name), fmt.Sprintf("Ảnh %d, %s", i+1, lowerFirst(t.Label)), p
			out = append(out, t)
		}
	}
	return out
}

func partTexts[T any](part Paper, defs []FieldDef[T], t *T) []Text {
	out := textsOf(defs, t)
	for i := range out {
		out[i].Paper = part
	}
	return out
}

// Texts lists every text of a revision: what it keeps of registration and report.
func (r *Revision) Texts() []Text {
	return append(partTexts(OfRegistration, contentFields, &r.Content), partTexts(OfReport, reportFields, &r.Report)...)
}

// Texts lists the words about a photo.
func (p *PhotoText) Texts() []Text { return partTexts(OfPhoto, photoFields, p) }

// Open reports whether readers outside have the text as the entry now is: a report
// once it is confirmed, a person who agreed, a photo that may be shown.
func (e *Entry) Open(t Text) bool {
	switch {
	case t.Paper == OfReport && !e.Result.Confirmed(), t.Photo != nil && !t.Photo.Shown():
		return false
	}
	return e.Shows(t.Seen, t.Person, Public)
}

// Shows reports whether one of the audiences in to sees a field of the registration.
func (e *Entry) Shows(seen Audience, person Naming, to Audience) bool {
	if person == AsExemplar && (e.Content.Type != IndividualExemplar || !e.Content.PersonConsent) {
		seen &^= Public
	}
	if person == AsContact && !e.Content.ContactPress {
		seen &^= ForPress
	}
	return seen&to != 0
}

// PublicTexts lists what readers outside have of the entry, empty texts left out. It
// is what the search holds and what is scanned for numbers of persons.
func (e *Entry) PublicTexts() []Text {
	return slices.DeleteFunc(e.Texts(), func(t Text) bool { return *t.At == "" || !e.Open(t) })
}

// ContentFields is the table of the registration.
func ContentFields() []FieldDef[Content] { return contentFields }

// ReportFields is the table of the result report.
func ReportFields() []FieldDef[Report] { return reportFields }

// StoryFields is the table of the story.
func StoryFields() []FieldDef[Story] { return storyFields }

// PhotoFields is the table of the words about a photo.
func PhotoFields() []FieldDef[PhotoText] { return photoFields }

// PartnerFields, and the four below, are the tables of the rows of lists.
func PartnerFields() []FieldDef[Partner] { return partnerFields }

// ResourceFields is the table of one line of means.
func ResourceFields() []FieldDef[Resource] { return resourceFields }

// OutcomeFields is the table of one promised or reached result.
func OutcomeFields() []FieldDef[Outcome] { return outcomeFields }

// SiteFields is the table of a place where the model runs.
func SiteFields() []FieldDef[Site] { return siteFields }

// FigureFields is the table of a key figure.
func FigureFields() []FieldDef[KeyFigure] { return figureFields }

// FieldName gives the words for a form field by its JSON name.
func FieldName(name string) string {
	if l, ok := fieldNames[name]; ok {
		return l
	}
	return name
}

var fieldNames = func() map[string]string {
	m := map[string]string{}
	addLabels(m, contentFields)
	addLabels(m, reportFields)
	return m
}()

func addLabels[T any](m map[string]string, defs []FieldDef[T]) {
	for i := range defs {
		if _, ok := m[defs[i].Name]; !ok {
			m[defs[i].Name] = defs[i].Label
		}
	}
}

// ColumnOf gives the column, or the key of an API body, of a field of the form.
func ColumnOf(name string) string {
	for i := range contentFields {
		if contentFields[i].Name == name {
			return contentFields[i].Key()
		}
	}
	return name
}

// InsideColumns lists the keys of a registration that nobody outside reads.
func InsideColumns() (keys []string) {
	for i := range contentFields {
		if contentFields[i].Seen&Public == 0 {
			keys = append(keys, contentFields[i].Key())
		}
	}
	return keys
}

// Field of a table by its name; it panics on a name that the table does not have,
// which is an error of the program.
func DefOf[T any](defs []FieldDef[T], name string) *FieldDef[T] {
	i := slices.IndexFunc(defs, func(d FieldDef[T]) bool { return d.Name == name })
	if i < 0 {
		panic("registry: no field " + name)
	}
	return &defs[i]
}
