package view

import (
	"cmp"
	"slices"

	"danvankheo/internal/registry"
)

// input makes the field of a form out of its row of the table. Choices, ticks and
// lists are placed by hand, since what they offer depends on more than the row.
func input[T any](defs []registry.FieldDef[T], name, prefix string, t *T) Field {
	return inputOf(registry.DefOf(defs, name), prefix, t)
}

func inputOf[T any](d *registry.FieldDef[T], prefix string, t *T) Field {
	f := bareInput(d, prefix+d.Name, t).Hint(d.Help).About(d.Words)
	f.Required = d.Must == registry.OnSubmit
	f.ForPublic = d.At != nil && d.Seen&registry.Public != 0
	f.Placeholder = cmp.Or(f.Placeholder, d.Example)
	f.Autocomplete = cmp.Or(f.Autocomplete, d.Fill)
	return f
}

func bareInput[T any](d *registry.FieldDef[T], name string, t *T) Field {
	switch v := d.Pointer(t).(type) {
	case *registry.Amount:
		if d.Input == registry.YearInput {
			f := InputText(name, d.Asked(), string(*v))
			f.InputMode, f.Width = "numeric", "short"
			return f
		}
		f := InputNumber(name, d.Asked(), *v, d.Unit)
		if d.Unit != "" {
			f = f.Read(Reading{Unit: d.Unit, Whole: registry.Countable(d.Unit)})
		}
		return f
	case *registry.Date:
		return InputDate(name, d.Asked(), *v)
	case *bool:
		return InputTick(name, d.Asked(), *v)
	case *string:
		switch d.Input {
		case registry.TextInput:
			return InputArea(name, d.Asked(), *v, d.Rows)
		case registry.PhoneInput:
			return InputPhone(name, d.Asked(), *v)
		case registry.MailInput:
			return InputEmail(name, d.Asked(), *v)
		default:
			return InputText(name, d.Asked(), *v)
		}
	}
	panic("view: no plain input for " + d.Name)
}

// inputLines are the fields of a section of the form, line by line.
func inputLines[T any](defs []registry.FieldDef[T], at registry.Section, t *T) (lines [][]Field) {
	for i := range defs {
		d := &defs[i]
		if d.Section != at {
			continue
		}
		f := inputOf(d, "", t)
		if n := len(lines); d.Beside && n > 0 {
			lines[n-1] = append(lines[n-1], f)
			continue
		}
		lines = append(lines, []Field{f})
	}
	return lines
}

// inputBlocks are the same as blocks of a step.
func inputBlocks[T any](defs []registry.FieldDef[T], at registry.Section, t *T) (out []FormBlock) {
	for _, line := range inputLines(defs, at, t) {
		out = append(out, FormBlock{Line: line})
	}
	return out
}

// longTexts are the filled texts of a table that its reader sees.
func longTexts[T any](defs []registry.FieldDef[T], t *T, see func(*registry.FieldDef[T]) bool) (out []LongText) {
	for i := range defs {
		d := &defs[i]
		if d.Input == registry.TextInput && see(d) && *d.At(t) != "" {
			out = append(out, LongText{d.Label, *d.At(t)})
		}
	}
	return out
}

// factSeparators join the parts of a fact where a comma would be misread.
var factSeparators = map[string]string{"Tọa độ": " · "}

// contentFacts are the short fields of a registration, those of one heading joined.
func contentFacts(c *registry.Content, s registry.Season, see func(registry.Audience, registry.Naming) bool) (out []Fact) {
	defs := registry.ContentFields()
	for i := range defs {
		d := &defs[i]
		if d.Fact == registry.NoFact || d.Fact == "" && d.At == nil || d.Input == registry.TextInput || !see(d.Seen, d.Person) {
			continue
		}
		name, text := cmp.Or(d.Fact, d.Label), said(d.Before, factText(d, c, s))
		at := slices.IndexFunc(out, func(f Fact) bool { return f.Name == name })
		if at < 0 {
			out = append(out, Fact{Name: name, Text: text})
			continue
		}
		out[at].Text = join(cmp.Or(factSeparators[name], ", "), out[at].Text, text)
	}
	return out
}

func factText(d *registry.FieldDef[registry.Content], c *registry.Content, s registry.Season) string {
	switch v := d.Value(c).(type) {
	case string:
		return v
	case registry.Amount:
		if d.Unit == "" {
			return string(v)
		}
		return withUnit(v, d.Unit)
	case registry.Date:
		return v.Local()
	case registry.FieldCode:
		return registry.FieldLabel(v)
	case []string:
		return tagLine(v, s)
	case bool:
		return map[bool]string{true: "có", false: "không"}[v]
	case interface{ Label() string }:
		return v.Label()
	}
	return ""
}
