package view_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"danvankheo/internal/testkit"
)

// outline writes a page struct as text for golden files: a field a line, what is
// empty left out, small structs in one line.
func outline(v any) string {
	var b strings.Builder
	writeOutline(&b, reflect.ValueOf(v), "")
	return b.String()
}

func writeOutline(b *strings.Builder, v reflect.Value, indent string) {
	for i := range v.NumField() {
		f, field := v.Field(i), v.Type().Field(i)
		if field.IsExported() {
			writeField(b, field.Name, f, indent)
		}
	}
}

func writeField(b *strings.Builder, name string, f reflect.Value, indent string) {
	if f.Kind() == reflect.Pointer && !f.IsNil() {
		if f = f.Elem(); f.IsZero() {
			fmt.Fprintf(b, "%s%s: {}\n", indent, name) // there, though empty
			return
		}
	}
	if f.IsZero() {
		return
	}
	switch {
	case f.Kind() == reflect.Slice && f.Len() > 1 && f.Index(0).Kind() == reflect.Struct && flat(f.Type().Elem()):
		fmt.Fprintf(b, "%s%s:\n", indent, name)
		for i := range f.Len() {
			fmt.Fprintf(b, "%s  - %s\n", indent, oneLine(f.Index(i)))
		}
	case f.Kind() == reflect.Slice && flat(f.Type().Elem()):
		var parts []string
		for i := range f.Len() {
			parts = append(parts, oneLine(f.Index(i)))
		}
		fmt.Fprintf(b, "%s%s: %s\n", indent, name, strings.Join(parts, " | "))
	case f.Kind() == reflect.Slice:
		for i := range f.Len() {
			writeField(b, fmt.Sprintf("%s %d", name, i+1), f.Index(i), indent)
		}
	case flat(f.Type()):
		fmt.Fprintf(b, "%s%s: %s\n", indent, name, oneLine(f))
	default:
		fmt.Fprintf(b, "%s%s:\n", indent, name)
		writeOutline(b, f, indent+"  ")
	}
}

// flat reports whether values of the type fit into one line.
func flat(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice, reflect.Pointer:
		return flat(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i).Type
			if f.Kind() == reflect.Slice && f.Elem().Kind() == reflect.Struct && f.Elem().NumField() > 3 || !flat(f) {
				return false
			}
		}
		return t.NumField() <= 30
	}
	return true
}

func oneLine(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return "nil"
		}
		return oneLine(v.Elem())
	case reflect.String:
		return strings.ReplaceAll(v.String(), "\n", "⏎")
	case reflect.Slice:
		var parts []string
		for i := range v.Len() {
			parts = append(parts, oneLine(v.Index(i)))
		}
		return "[" + strings.Join(parts, " | ") + "]"
	case reflect.Struct:
		var parts []string
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() && v.Type().Field(i).IsExported() {
				text := oneLine(f)
				if k := reflect.Indirect(f).Kind(); k == reflect.Struct {
					text = "{" + text + "}"
				}
				parts = append(parts, v.Type().Field(i).Name+"="+text)
			}
		}
		return strings.Join(parts, " ")
	}
	return fmt.Sprint(v.Interface())
}

// pageCase is one state of a page, for reading.
type pageCase struct {
	name string
	page any
}

// goldenPages holds the states of a page in testdata/page/<name>.txt.
func goldenPages(t *testing.T, name string, cases []pageCase) {
	t.Helper()
	var b strings.Builder
	for _, c := range cases {
		fmt.Fprintf(&b, "== %s\n%s\n", c.name, outline(c.page))
	}
	testkit.Golden(t, "page/"+name+".txt", []byte(b.String()))
}
