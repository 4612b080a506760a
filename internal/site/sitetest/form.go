package sitetest

import (
	"encoding"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"danvankheo/internal/registry"
)

// Encode writes a struct as a form: the opposite of the decoder, kept apart from
// it on purpose.
func Encode(v url.Values, prefix string, from reflect.Value) {
	for i := range from.NumField() {
		name, _, _ := strings.Cut(from.Type().Field(i).Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		f := from.Field(i)
		if code, ok := f.Interface().(encoding.TextMarshaler); ok {
			text, _ := code.MarshalText() // never fails
			v.Set(prefix+name, string(text))
			continue
		}
		switch f.Kind() {
		case reflect.String:
			v.Set(prefix+name, f.String())
		case reflect.Bool:
			if f.Bool() {
				v.Set(prefix+name, "1")
			}
		case reflect.Int64:
			v.Set(prefix+name, fmt.Sprint(f.Int()))
		case reflect.Slice, reflect.Array:
			for n := range f.Len() {
				if f.Index(n).Kind() == reflect.String {
					v.Add(prefix+name, f.Index(n).String())
				} else {
					Encode(v, fmt.Sprintf("%s%s.%d.", prefix, name, n), f.Index(n))
				}
			}
		}
	}
}

// DraftForm writes a registration as its form.
func DraftForm(c registry.Content, version int) url.Values {
	v := url.Values{"bieu-mau": {"dang-ky"}, "version": {fmt.Sprint(version)}}
	Encode(v, "", reflect.ValueOf(c))
	return v
}

// PageForm reads the long form of a page as a browser would send it.
func PageForm(t testing.TB, body string) url.Values {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	v, found := url.Values{}, false
	var walk func(n *html.Node, inside bool)
	walk = func(n *html.Node, inside bool) {
		if n.Type == html.ElementNode {
			switch n.Data {
			case "form":
				inside = strings.Contains(Attr(n, "class"), "paper-form")
				found = found || inside
			case "template":
				return
			case "input", "select", "textarea":
				if inside {
					addField(v, n)
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, inside)
		}
	}
	walk(doc, false)
	if !found {
		t.Fatalf("no long form on the page:\n%.600s", body)
	}
	return v
}

func addField(v url.Values, n *html.Node) {
	name := Attr(n, "name")
	switch kind := Attr(n, "type"); {
	case name == "" || kind == "file" || kind == "submit" || kind == "button":
	case n.Data == "textarea":
		// a parser drops the first line end, as browsers do
		v.Add(name, strings.TrimPrefix(TextOf(n), "\n"))
	case n.Data == "select":
		v.Add(name, chosenOption(n))
	case kind == "checkbox" || kind == "radio":
		if HasAttr(n, "checked") {
			v.Add(name, Attr(n, "value"))
		}
	default:
		v.Add(name, Attr(n, "value"))
	}
}

func chosenOption(n *html.Node) (value string) {
	first := true
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && n.Data == "option" {
			if first || HasAttr(n, "selected") {
				value = Attr(n, "value")
			}
			first = false
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return value
}

// Attr gives an attribute of an element, "" for none.
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// HasAttr reports whether an element has an attribute.
func HasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// TextOf gives the text within an element.
func TextOf(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
