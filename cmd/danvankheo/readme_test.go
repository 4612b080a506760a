package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// flagsOf lists the flags that a command prints under -h.
func flagsOf(t *testing.T, args ...string) []string {
	t.Helper()
	var log bytes.Buffer
	err := run(context.Background(), append(args, "-h"), func(string) string { return "" }, io.Discard, &log)
	if err != nil && !errors.Is(err, flag.ErrHelp) && !errors.As(err, new(usageError)) { // version takes no flag, not even -h
		t.Fatalf("%v -h: %v", args, err)
	}
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^  (-[a-z0-9-]+)`).FindAllStringSubmatch(log.String(), -1) {
		names = append(names, m[1])
	}
	return names
}

// What an operator can type is in the README, and what is there can be typed.
func TestReadmeHoldsCommandsAndFlags(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, operator, found := strings.Cut(string(text), "\n| command | does |\n")
	if !found {
		t.Fatal("README.md has no table of commands")
	}
	table, _, _ := strings.Cut(operator, "\n**Install.**")
	inTable := regexp.MustCompile("`(-[a-z][a-z0-9-]*)").FindAllStringSubmatch(table, -1)
	var written, defined []string
	for _, m := range inTable {
		written = append(written, m[1])
	}
	words := map[string][][]string{
		"account": {{"add"}, {"list"}, {"disable"}, {"enable"}, {"reset"}}, "token": {{"add"}, {"list"}, {"revoke"}},
	}
	for _, c := range commands {
		if !strings.Contains(table, "`"+c.name) {
			t.Errorf("README.md does not name the command %s", c.name)
		}
		defined = append(defined, flagsOf(t, c.name)...)
		for _, w := range words[c.name] {
			defined = append(defined, flagsOf(t, append([]string{c.name}, w...)...)...)
		}
	}
	for _, name := range defined {
		if !slices.Contains(written, name) {
			t.Errorf("README.md does not name the flag %s", name)
		}
	}
	for _, name := range written {
		if !slices.Contains(defined, name) {
			t.Errorf("README.md names the flag %s, which no command has", name)
		}
	}
	if len(defined) < 30 {
		t.Errorf("only %d flags were found under -h", len(defined))
	}
}
