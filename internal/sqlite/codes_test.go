package sqlite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"danvankheo/internal/evaluation"
	"danvankheo/internal/registry"
	"danvankheo/internal/sqlite"
)

// vocabulary is what a column may hold: how a code is read, and all codes where the
// column must take each.
type vocabulary struct {
	parse func(code string) error
	all   []string
}

func reading[T any](parse func(string) (T, error), all ...T) vocabulary {
	v := vocabulary{parse: func(code string) error { _, err := parse(code); return err }}
	for _, x := range all {
		v.all = append(v.all, fmt.Sprint(x))
	}
	return v
}

// choosing is the vocabulary of codes that a form offers, all of which the column
// takes.
func choosing(list []registry.Choice) vocabulary {
	var codes []string
	for _, c := range list {
		codes = append(codes, c.Code)
	}
	return holding(codes)
}

func holding[T ~string](list []T) vocabulary {
	var v vocabulary
	for _, x := range list {
		v.all = append(v.all, string(x))
	}
	v.parse = func(code string) error {
		if !slices.Contains(v.all, code) {
			return fmt.Errorf("no code %q", code)
		}
		return nil
	}
	return v
}

// columns are the columns that hold codes of an enum. Where two tables call
// different things alike, the table is named before the column.
func columns() map[string]vocabulary {
	return map[string]vocabulary{
		"origin":                 reading(registry.ParseOrigin, registry.Origins()...),
		"registration":           reading(registry.ParseRegistration, registry.Registrations()...),
		"result":                 reading(registry.ParseResult, registry.Results()...),
		"publication":            reading(registry.ParsePublication, registry.Publications()...),
		"type":                   reading(registry.ParseType, registry.Types()...),
		"novelty":                reading(registry.ParseNovelty, registry.Novelties()...),
		"role":                   reading(registry.ParseRole, registry.Roles()[1:]...), // no account is a visitor's
		"fate":                   reading(registry.ParseFate, registry.Fates()...),
		"founding":               reading(registry.ParseFounding, registry.Foundings()...),
		"step":                   reading(registry.ParseStep, registry.Steps()...),
		"extent":                 reading(registry.ParseExtent),
		"phase":                  reading(evaluation.ParsePhase, evaluation.Phases()...),
		"position":               reading(evaluation.ParsePosition, evaluation.Positions()...),
		"verdict":                reading(evaluation.ParseVerdict),
		"outcome":                reading(evaluation.ParseDecision, evaluation.Decisions()...),
		"choice":                 reading(evaluation.ParseChoice, evaluation.Choices()...),
		"account.mail":           reading(registry.ParseMailChoice, registry.MailChoices()...),
		"mail.kind":              reading(registry.ParseMailKind),
		"mail.state":             reading(registry.ParseMailState, registry.MailStates()...),
		"co_owner.state":         reading(registry.ParseCoOwning),
		"claim.state":            reading(registry.ParseClaimState, registry.ClaimStates()...),
		"self_report.state":      reading(registry.ParseSelfState),
		"coverage.state":         reading(registry.ParseCoverageState, registry.CoverageStates()...),
		"press_request.kind":     choosing(registry.RequestKinds()),
		"unit.kind":              reading(registry.ParseUnitKind, registry.UnitKinds()...),
		"entry_link.kind":        reading(registry.ParseLinkKind),
		"vocabulary.kind":        choosing(registry.TermKinds()),
		"vocabulary_change.kind": choosing(registry.TermKinds()),
		"attachment.kind":        holding(registry.DocumentKinds()),
		"revision.action":        choosing(registry.RevisionActions()),
		"audit.action":           reading(registry.ParseDeed),
		"level":                  choosing(registry.RecognitionLevels()),
		"round.level":            holding(evaluation.RoundLevels()),
		"recusal.source":         reading(evaluation.ParseRecusalSource, evaluation.RecusalSources()...),
	}
}

var (
	quoted   = regexp.MustCompile("(?s)`[^`]*`")
	compared = regexp.MustCompile(`(?:(\w+)\.)?(\w+)\s*(?:=|<>|\bNOT IN\b|\bIN\b)\s*\(?\s*((?:'[^']*'\s*,\s*)*'[^']*')`)
	cased    = regexp.MustCompile(`CASE (?:\w+\.)?(\w+)((?: WHEN '[^']*' THEN \d+)+)`)
	code     = regexp.MustCompile(`'([^']*)'`)
	named    = regexp.MustCompile(`\b(?:FROM|JOIN|UPDATE|INTO|CREATE TABLE)\s+(\w+)`)
	asWord   = regexp.MustCompile(`^[a-z][a-z.-]*$`)
)

// notCodes are columns that are compared with words that are no code.
var notCodes = map[string]bool{"name": true}

// check demands that every code that a statement compares a column with is a code of
// the column's vocabulary, and counts them.
func checkCodes(t *testing.T, where, statement string) (n int) {
	t.Helper()
	known := columns()
	var tables []string
	for _, m := range named.FindAllStringSubmatch(statement, -1) {
		tables = append(tables, m[1])
	}
	try := func(column, list string) {
		v, ok := known[column]
		for _, table := range tables {
			if more, is := known[table+"."+column]; is && !ok {
				v, ok = more, true
			}
		}
		for _, m := range code.FindAllStringSubmatch(list, -1) {
			if !asWord.MatchString(m[1]) || notCodes[column] {
				continue
			}
			n++
			if !ok {
				t.Errorf("%s: %s is compared with %q, and no vocabulary of it is known", where, column, m[1])
			} else if err := v.parse(m[1]); err != nil {
				t.Errorf("%s: %s is compared with %q: %v", where, column, m[1], err)
			}
		}
	}
	for _, m := range compared.FindAllStringSubmatch(statement, -1) {
		try(m[2], m[3])
	}
	for _, m := range cased.FindAllStringSubmatch(statement, -1) {
		try(m[1], m[2])
	}
	return n
}

// TestQueriesSpeakCodesOfTheEnums: a state typed in a query is one of the enum that
// the column holds.
func TestQueriesSpeakCodesOfTheEnums(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		for _, m := range quoted.FindAllString(string(text), -1) {
			n += checkCodes(t, f, m)
		}
	}
	if n < 80 {
		t.Errorf("only %d codes were read", n)
	}
}

// TestSchemaTakesCodesOfTheEnums: what a CHECK lets into a column are codes of the
// enum, and where the column takes every code, all of them.
func TestSchemaTakesCodesOfTheEnums(t *testing.T) {
	text, err := os.ReadFile("testdata/schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	n, known := 0, columns()
	list := regexp.MustCompile(`CHECK \((\w+) IN \(([^)]*)\)\)`)
	for _, table := range strings.Split(string(text), "CREATE TABLE ")[1:] {
		name, rest, _ := strings.Cut(table, " ")
		for _, m := range list.FindAllStringSubmatch(rest, -1) {
			v, ok := known[name+"."+m[1]]
			if !ok {
				v, ok = known[m[1]]
			}
			if !ok {
				continue
			}
			var codes []string
			for _, c := range code.FindAllStringSubmatch(m[2], -1) {
				codes = append(codes, c[1])
				if n++; v.parse(c[1]) != nil {
					t.Errorf("%s.%s takes %q, which the enum does not have", name, m[1], c[1])
				}
			}
			for _, c := range v.all {
				if !slices.Contains(codes, c) {
					t.Errorf("%s.%s does not take %q of the enum", name, m[1], c)
				}
			}
		}
	}
	if n < 60 {
		t.Errorf("only %d codes were read", n)
	}
}

// TestPublicStatesAreWrittenOnce: the fragments hold the states of their twins in the
// domain, and no other statement writes a state of publication that readers see into a
// list.
func TestPublicStatesAreWrittenOnce(t *testing.T) {
	t.Parallel()
	var public, released []string
	for _, p := range registry.Publications() {
		if p.Public() {
			public = append(public, p.String())
		}
		if e := (registry.Entry{Publication: p}); e.Released() {
			released = append(released, p.String())
		}
	}
	for name, want := range map[string][]string{"isPublic": public, "publicNow": released, "isReleased": released} {
		var got []string
		for _, m := range code.FindAllStringSubmatch(sqlite.Fragments[name], -1) {
			got = append(got, m[1])
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s has %q, the domain %q", name, got, want)
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	written := 0
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		for _, m := range quoted.FindAllString(string(text), -1) {
			for _, state := range public {
				if !strings.Contains(m, "'"+state+"'") {
					continue
				}
				if written++; f != "entry.go" {
					t.Errorf("%s writes %q out: %s", f, state, m)
				}
			}
		}
	}
	if written != 2*len(public) {
		t.Errorf("the public states are written in %d places of entry.go, want those of isPublic and isReleased", written)
	}
}
