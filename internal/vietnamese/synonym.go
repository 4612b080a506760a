package vietnamese

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Synonyms holds groups of words and phrases of everyday speech that mean the
// same (đám ma, tang lễ). It is immutable; nil knows none.
type Synonyms struct {
	groups  [][]string
	phrases map[string][]synonymPhrase // first folded token → phrases, longest first
}

type synonymPhrase struct {
	group, member int
	words         []Token
}

// ParseSynonyms reads the list: one group a line, its members divided by tabs;
// empty lines and lines starting with # are passed over.
func ParseSynonyms(r io.Reader) (*Synonyms, error) {
	var groups [][]string
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimPrefix(sc.Text(), "\ufeff")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var group []string
		for member := range strings.SplitSeq(line, "\t") {
			if member = NFC(strings.TrimSpace(member)); len(Tokens(member)) > 0 {
				group = append(group, member)
			}
		}
		if len(group) < 2 {
			return nil, fmt.Errorf("synonyms line %d: a group needs two members", n)
		}
		groups = append(groups, group)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("synonyms: %w", err)
	}
	return NewSynonyms(groups), nil
}

// NewSynonyms builds the finder from groups, for instance those edited by staff.
func NewSynonyms(groups [][]string) *Synonyms {
	s := &Synonyms{phrases: map[string][]synonymPhrase{}}
	for g, members := range groups {
		s.groups = append(s.groups, slices.Clone(members))
		for m, text := range members {
			words := Tokens(text)
			if len(words) > 0 {
				key := words[0].Fold
				s.phrases[key] = append(s.phrases[key], synonymPhrase{g, m, words})
			}
		}
	}
	for _, list := range s.phrases {
		slices.SortStableFunc(list, func(x, y synonymPhrase) int { return cmp.Compare(len(y.words), len(x.words)) })
	}
	return s
}

// Groups returns the groups in the order they were given.
func (s *Synonyms) Groups() [][]string {
	if s == nil {
		return nil
	}
	return s.groups
}

// At returns how many tokens the longest known phrase that starts at toks[i]
// covers, and the other members of its groups. Words typed without marks match
// when the whole phrase was; words with marks must have the right ones.
func (s *Synonyms) At(toks []Token, i int) (n int, others []string) {
	if s == nil || i >= len(toks) {
		return 0, nil
	}
	for _, p := range s.phrases[toks[i].Fold] {
		if len(p.words) < n || !p.at(toks[i:]) {
			continue
		}
		n = len(p.words)
		for m, text := range s.groups[p.group] {
			if m != p.member {
				others = append(others, text)
			}
		}
	}
	return n, others
}

// at reports whether the phrase is at the start of toks. A phrase of one
// word typed without marks is too little to go by.
func (p synonymPhrase) at(toks []Token) bool {
	if len(p.words) > len(toks) {
		return false
	}
	for i, w := range p.words {
		t := toks[i]
		exact := t.Text == w.Text
		bare := t.Text == t.Fold && t.Fold == w.Fold && len(p.words) > 1
		if !exact && !bare || i > 0 && t.Break {
			return false
		}
	}
	return true
}
