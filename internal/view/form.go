package view

import (
	"html/template"
	"slices"
	"strings"

	"danvankheo/internal/registry"
	"danvankheo/internal/vietnamese"
)

// Field is one field of a form: label above, help under the label, message
// beside the field. The partial "field" draws every kind of it.
type Field struct {
	ID    string // FieldID(Name) unless a page has two of one name
	Name  string // of the form: "title", "outcomes.0.target"
	Label string
	Help  string
	Error string
	Value string // as typed: never tidied up between two tries
	Kind  FieldKind

	Options []Option // of a choice
	Values  []string // chosen ones, of FieldChecks
	Checked bool     // of FieldTick

	ForPublic    bool // its text may become public: numbers of persons are pointed out
	Required     bool // marked so; the browser never blocks a draft
	ReadOnly     bool
	Disabled     bool
	Multiple     bool // of FieldFile
	QuietLabel   bool // label for screen readers only, as in rows of a table
	Rows         int  // of FieldArea
	Words        int  // about so many words: counted, never cut
	Max          int  // so many characters: counted, never cut
	Width        string
	Suffix       string // unit behind the field: "m²"
	InputMode    string
	Autocomplete string
	Placeholder  string
	Accept       string
	Suggestions  []string // offered while typing
	Reading      *Reading // how its number is read, said beside it
	Data         []Attr   // data-* for scripts
}

// FieldKind is how a field is drawn.
type FieldKind uint8

// The kinds of field.
const (
	FieldText FieldKind = iota
	FieldArea
	FieldSelect
	FieldRadios
	FieldChecks
	FieldTick
	FieldDate
	FieldNumber
	FieldEmail
	FieldPhone
	FieldPassword
	FieldSearch
	FieldFile
	FieldHidden
)

// Option is one choice. Options of one Group are listed under its name in a select.
type Option struct {
	Value, Label string
	Help         string // under the label of a radio or box
	Group        string
	Unit         string // of an indicator, see [Reading]
	Whole        bool   // it counts what cannot be broken
	Selected     bool
}

// OptionGroup is the options of one Group, "" for none.
type OptionGroup struct {
	Label   string
	Options []Option
}

// Attr is one data-* attribute: Attr{"autosave", "1"} is data-autosave="1". The
// name is one of ours: small letters, digits and hyphens.
type Attr struct{ Name, Value string }

// dataAttrs writes data-* attributes; a name that is none of ours is left out.
func dataAttrs(list []Attr) template.HTMLAttr {
	var b strings.Builder
	for _, a := range list {
		if a.Name == "" || strings.Trim(a.Name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			continue
		}
		b.WriteString(` data-` + a.Name + `="` + template.HTMLEscapeString(a.Value) + `"`)
	}
	return template.HTMLAttr(b.String())
}

// DataAttrs are the data-* attributes of the field.
func (f Field) DataAttrs() template.HTMLAttr { return dataAttrs(f.Data) }

// DataAttrs are the data-* attributes of the button.
func (b Button) DataAttrs() template.HTMLAttr { return dataAttrs(b.Data) }

// FieldID is the id of a field by its name: outcomes.0.target → outcomes-0-target.
func FieldID(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return '-'
	}, name)
}

func field(kind FieldKind, name, label, value string) Field {
	return Field{ID: FieldID(name), Name: name, Label: label, Value: value, Kind: kind}
}

// InputText is one line of text.
func InputText(name, label, value string) Field { return field(FieldText, name, label, value) }

// InputArea is several lines of text.
func InputArea(name, label, value string, rows int) Field {
	f := field(FieldArea, name, label, value)
	f.Rows = rows
	return f
}

// InputSelect is one choice of a longer list.
func InputSelect(name, label, value string, options []Option) Field {
	f := field(FieldSelect, name, label, value)
	f.Options = options
	return f
}

// InputRadios is one choice of a short list.
func InputRadios(name, label, value string, options []Option) Field {
	f := field(FieldRadios, name, label, value)
	f.Options = options
	return f
}

// InputChecks is any number of choices.
func InputChecks(name, label string, values []string, options []Option) Field {
	f := field(FieldChecks, name, label, "")
	f.Values, f.Options = values, options
	return f
}

// InputTick is one box to tick; its posted value is "1".
func InputTick(name, label string, checked bool) Field {
	f := field(FieldTick, name, label, "1")
	f.Checked = checked
	return f
}

// InputDate is a day typed as dd/mm/yyyy. A text field on purpose: the pickers of
// browsers show the American order to half of the readers.
func InputDate(name, label string, value registry.Date) Field {
	f := field(FieldDate, name, label, value.Local())
	f.InputMode, f.Width, f.Placeholder = "numeric", "short", "dd/mm/yyyy"
	return f
}

// InputNumber is a number typed the Vietnamese way, with its unit behind it.
func InputNumber(name, label string, value registry.Amount, unit string) Field {
	f := field(FieldNumber, name, label, string(value))
	f.InputMode, f.Width, f.Suffix = "decimal", "short", unit
	return f
}

// InputEmail is an e-mail address.
func InputEmail(name, label, value string) Field {
	f := field(FieldEmail, name, label, value)
	f.Autocomplete, f.InputMode = "email", "email"
	return f
}

// InputPhone is a telephone number.
func InputPhone(name, label, value string) Field {
	f := field(FieldPhone, name, label, value)
	f.Autocomplete, f.InputMode, f.Width = "tel", "tel", "medium"
	return f
}

// InputPassword is a password: "current-password" or "new-password". It never
// shows what was typed before.
func InputPassword(name, label, autocomplete string) Field {
	f := field(FieldPassword, name, label, "")
	f.Autocomplete = autocomplete
	return f
}

// InputFile takes files of the accepted kinds.
func InputFile(name, label, accept string, multiple bool) Field {
	f := field(FieldFile, name, label, "")
	f.Accept, f.Multiple = accept, multiple
	return f
}

// InputHidden travels along unseen.
func InputHidden(name, value string) Field { return field(FieldHidden, name, "", value) }

// Hint sets the help under the label.
func (f Field) Hint(text string) Field { f.Help = text; return f }

// Public marks a text that the public may read one day.
func (f Field) Public() Field { f.ForPublic = true; return f }

// Warning points out numbers of persons in a text for the public.
func (f Field) Warning() string {
	if !f.ForPublic {
		return ""
	}
	found := registry.NamePersonalNumbers(registry.PersonalNumbers(f.Value))
	if found == "" {
		return ""
	}
	return "Trong ô này có " + found + ". Chữ ở đây được đăng công khai: xóa số đi, trừ khi người có số đã đồng ý."
}

// Need marks the field as required.
func (f Field) Need() Field { f.Required = true; return f }

// About counts words up to n beside the field.
func (f Field) About(words int) Field { f.Words = words; return f }

// Wrong takes the field's message out of an error's fields.
func (f Field) Wrong(errs registry.Fields) Field { f.Error = errs.For(f.Name); return f }

// Mark fills in the messages of many fields at once.
func MarkWrong(errs registry.Fields, fields ...*Field) {
	for _, f := range fields {
		f.Error = errs.For(f.Name)
	}
}

// IsArea, IsSelect, IsRadios, IsChecks, IsTick, IsHidden and IsFile tell the
// partial which part to draw.
func (f Field) IsArea() bool   { return f.Kind == FieldArea }
func (f Field) IsSelect() bool { return f.Kind == FieldSelect }
func (f Field) IsRadios() bool { return f.Kind == FieldRadios }
func (f Field) IsChecks() bool { return f.Kind == FieldChecks }
func (f Field) IsTick() bool   { return f.Kind == FieldTick }
func (f Field) IsHidden() bool { return f.Kind == FieldHidden }
func (f Field) IsFile() bool   { return f.Kind == FieldFile }

// InputType is the type attribute.
func (f Field) InputType() string {
	switch f.Kind {
	case FieldEmail:
		return "email"
	case FieldPhone:
		return "tel"
	case FieldPassword:
		return "password"
	case FieldSearch:
		return "search"
	default:
		return "text"
	}
}

// DescribedBy lists the ids of help, message and counter for aria-describedby.
func (f Field) DescribedBy() string {
	var ids []string
	if f.Help != "" {
		ids = append(ids, f.ID+"-help")
	}
	if f.Warning() != "" {
		ids = append(ids, f.ID+"-warning")
	}
	if f.Error != "" {
		ids = append(ids, f.ID+"-error")
	}
	if f.IsRead() {
		ids = append(ids, f.ID+"-reading")
	}
	if f.Counted() {
		ids = append(ids, f.ID+"-count")
	}
	return strings.Join(ids, " ")
}

// Counted reports whether words or characters are counted beside the field: where
// they are typed.
func (f Field) Counted() bool {
	return (f.Words > 0 || f.Max > 0) && !f.IsRadios() && !f.IsChecks() && !f.IsTick()
}

// CountText says how much is there, before any script runs.
func (f Field) CountText() string {
	if f.Words > 0 {
		n := vietnamese.Words(f.Value)
		switch {
		case n == 0:
			return "Khoảng " + Count(f.Words) + " từ."
		case n > f.Words+f.Words/10:
			return Count(n) + " từ, dài hơn mức " + Count(f.Words) + " từ. Vẫn lưu được."
		}
		return Count(n) + " trên khoảng " + Count(f.Words) + " từ."
	}
	n := len([]rune(f.Value))
	if n > f.Max {
		return Count(n) + " ký tự, quá mức " + Count(f.Max) + " ký tự."
	}
	return Count(n) + " trên " + Count(f.Max) + " ký tự."
}

// Choices are the options with the chosen ones marked.
func (f Field) Choices() []Option {
	out := slices.Clone(f.Options)
	for i := range out {
		if f.Kind == FieldChecks {
			out[i].Selected = out[i].Selected || slices.Contains(f.Values, out[i].Value)
		} else {
			out[i].Selected = out[i].Value == f.Value
		}
	}
	return out
}

// Groups are the choices by group, in order.
func (f Field) Groups() []OptionGroup {
	var out []OptionGroup
	for _, o := range f.Choices() {
		if n := len(out); n == 0 || out[n-1].Label != o.Group {
			out = append(out, OptionGroup{Label: o.Group})
		}
		out[len(out)-1].Options = append(out[len(out)-1].Options, o)
	}
	return out
}

// Options turns the lists of the domain into options; first, when given, is the
// line that means "nothing chosen".
func Options(list []registry.Choice, first ...string) []Option {
	var out []Option
	for _, f := range first {
		out = append(out, Option{Label: f})
	}
	for _, c := range list {
		out = append(out, Option{Value: c.Code, Label: c.Label})
	}
	return out
}

// TermOptions turns a closed set of the domain into options:
// TermOptions(registry.Types()).
func TermOptions[T interface {
	String() string
	Label() string
}](list []T, first ...string) []Option {
	var choices []registry.Choice
	for _, v := range list {
		choices = append(choices, registry.Choice{Code: v.String(), Label: v.Label()})
	}
	return Options(choices, first...)
}

// ErrorSummary is on top of a form that could not be taken: what is wrong,
// each with a link to its field.
type ErrorSummary struct {
	Heading string
	Items   []ErrorItem
}

// ErrorItem is one wrong field; Href is "" for what concerns the whole form.
type ErrorItem struct{ Href, Text string }

// NewErrorSummary makes the summary of a domain error; nil for nil. The same
// message twice is written once.
func NewErrorSummary(err error) *ErrorSummary {
	if err == nil {
		return nil
	}
	s := &ErrorSummary{Heading: registry.MessageOf(err)}
	if s.Heading == "" {
		s.Heading = "Chưa lưu được. Hãy thử lại sau ít phút."
	}
	for _, f := range registry.FieldsOf(err) {
		item := ErrorItem{Text: f.Message}
		if f.Field != "" {
			item.Href = "#" + FieldID(f.Field)
		}
		if !slices.Contains(s.Items, item) {
			s.Items = append(s.Items, item)
		}
	}
	return s
}
