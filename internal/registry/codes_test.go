package registry_test

import (
	"fmt"
	"strings"
	"testing"

	"danvankheo/internal/registry"
	"danvankheo/internal/testkit"
)

// enum is a closed set: a code that is kept, and the words for it.
type enum interface {
	String() string
	Label() string
}

func grid[T enum](b *strings.Builder, name string, parse func(string) (T, error), list []T) error {
	fmt.Fprintln(b, name)
	for _, x := range list {
		back, err := parse(x.String())
		if err != nil {
			return fmt.Errorf("%s: %q: %w", name, x, err)
		}
		if back.String() != x.String() {
			return fmt.Errorf("%s: %q parses as %q", name, x, back)
		}
		fmt.Fprintf(b, "\t%-16s %s\n", x, x.Label())
	}
	if _, err := parse("no such code"); err == nil {
		return fmt.Errorf("%s parses anything", name)
	}
	return nil
}

// TestCodes writes the codes that are kept, with their words, to
// testdata/codes.txt: a code that changes there can no longer be read from what
// was stored before.
func TestCodes(t *testing.T) {
	var b strings.Builder
	for _, err := range []error{
		grid(&b, "registration", registry.ParseRegistration, registry.Registrations()),
		grid(&b, "result", registry.ParseResult, registry.Results()),
		grid(&b, "publication", registry.ParsePublication, registry.Publications()),
		grid(&b, "origin", registry.ParseOrigin, registry.Origins()),
		grid(&b, "type", registry.ParseType, registry.Types()),
		grid(&b, "novelty", registry.ParseNovelty, registry.Novelties()),
		grid(&b, "fate", registry.ParseFate, registry.Fates()),
		grid(&b, "step", registry.ParseStep, registry.Steps()),
		grid(&b, "coverage", registry.ParseCoverageState, registry.CoverageStates()),
		grid(&b, "mail state", registry.ParseMailState, registry.MailStates()),
		grid(&b, "mail choice", registry.ParseMailChoice, registry.MailChoices()),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	for _, l := range []struct {
		name  string
		list  []registry.Choice
		known func(code string) bool // nil: nothing asks
		label func(code string) string
	}{
		{"level", registry.RecognitionLevels(), func(c string) bool { return registry.RecognitionLevel(c).Known() },
			func(c string) string { return registry.RecognitionLevel(c).Label() }},
		{"request", registry.RequestKinds(), func(c string) bool { return registry.RequestKind(c).Known() },
			func(c string) string { return registry.RequestKind(c).Label() }},
		{"term", registry.TermKinds(), func(c string) bool { return registry.TermKind(c).Known() },
			func(c string) string { return registry.TermKind(c).Label() }},
		{"period", registry.Periods(), nil, nil},
		{"source", registry.Sources(), nil, nil},
		{"revision", registry.RevisionActions(), nil, nil},
	} {
		fmt.Fprintln(&b, l.name)
		for _, c := range l.list {
			fmt.Fprintf(&b, "\t%-16s %s\n", c.Code, c.Label)
			if l.known != nil && (!l.known(c.Code) || l.label(c.Code) != c.Label) {
				t.Errorf("%s: %q is not known, or reads %q", l.name, c.Code, l.label(c.Code))
			}
		}
		if l.known != nil && (l.known("") || l.known("no such code") || l.label("no such code") != "no such code") {
			t.Errorf("%s knows any code", l.name)
		}
	}
	fmt.Fprintln(&b, "document")
	for _, k := range registry.DocumentKinds() {
		fmt.Fprintf(&b, "\t%s\n", k)
	}
	testkit.Golden(t, "codes.txt", []byte(b.String()))
}

// TestRecognitionLevelsRise: the province is above the district, that above the
// base, and all above no level and one that nobody knows.
func TestRecognitionLevelsRise(t *testing.T) {
	below := []registry.RecognitionLevel{""}
	for _, l := range []registry.RecognitionLevel{registry.LocalRecognition, registry.DistrictRecognition, registry.ProvinceRecognition} {
		for _, b := range append(below, "khac") {
			if !l.Above(b) || b.Above(l) {
				t.Errorf("%q is not above %q", l, b)
			}
		}
		if l.Above(l) {
			t.Errorf("%q is above itself", l)
		}
		below = append(below, l)
	}
}
