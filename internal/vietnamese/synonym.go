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
// same (đám ma, tang lễ), and compounds that no phrase may cut apart (đường
// làng nghề is no đường làng). It is immutable; nil knows none.
type Synonyms struct {
	groups    [][]string
	phrases   map[string][]synonymPhrase // first folded token → phrases, longest first
	compounds map[string][]synonymPhrase // the same for compounds
	longest   int                        // tokens of the longest compound
}

// compoundMark starts the line of a compound.
const compoundMark = "!"

type synonymPhrase struct {
	group, member int
	words         []Token
}

// ParseSynonyms reads the list: one group a line, its members divided by tabs,
// or one compound behind an exclamation mark; empty lines and lines starting
// with # are passed over.
func ParseSynonyms(r io.Reader) (*Synonyms, error) {
	var groups [][]string
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimPrefix(sc.Text(), "\ufeff")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		line, compound := strings.CutPrefix(line, compoundMark)
		var group []string
		for member := range strings.SplitSeq(line, "\t") {
			if member = NFC(strings.TrimSpace(member)); len(Tokens(member)) > 0 {
				group = append(group, member)
			}
		}
		if compound && len(group) != 1 {
			return nil, fmt.Errorf("synonyms line %d: one compound a line", n)
		}
		if !compound && len(group) < 2 {
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
// A group of one is a compound.
func NewSynonyms(groups [][]string) *Synonyms {
	s := &Synonyms{phrases: map[string][]synonymPhrase{}, compounds: map[string][]synonymPhrase{}}
	for g, members := range groups {
		s.groups = append(s.groups, slices.Clone(members))
		for m, text := range members {
			words := Tokens(text)
			if len(words) == 0 {
				continue
			}
			key := words[0].Fold
			if len(members) == 1 {
				s.compounds[key] = append(s.compounds[key], synonymPhrase{g, m, words})
				s.longest = max(s.longest, len(words))
				continue
			}
			s.phrases[key] = append(s.phrases[key], synonymPhrase{g, m, words})
		}
	}
	for _, list := range s.phrases {
		slices.SortStableFunc(list, func(x, y synonymPhrase) int { return cmp.Compare(len(y.words), len(x.words)) })
	}
	return s
}

// Groups returns the groups and compounds in the order they were given.
func (s *Synonyms) Groups() [][]string {
	if s == nil {
		return nil
	}
	return s.groups
}

// At returns how many tokens the longest known phrase that starts at toks[i]
// covers, and the other members of its groups. Words typed without marks match
// when the whole phrase was; words with marks must have the right ones. A phrase
// that would take a part of a compound is not there; to see the compounds that
// start in front of it, At needs the tokens in front of toks[i] too.
func (s *Synonyms) At(toks []Token, i int) (n int, others []string) {
	if s == nil || i >= len(toks) {
		return 0, nil
	}
	for _, p := range s.phrases[toks[i].Fold] {
		if len(p.words) < n || !p.at(toks[i:]) || s.cuts(toks, i, i+len(p.words)) {
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

// cuts reports whether toks[start:end] takes a part of a compound and leaves
// another part.
func (s *Synonyms) cuts(toks []Token, start, end int) bool {
	for i := max(0, start-s.longest+1); i < end; i++ {
		for _, c := range s.compounds[toks[i].Fold] {
			last := i + len(c.words)
			if last > start && (i < start || last > end) && c.at(toks[i:]) {
				return true
			}
		}
	}
	return false
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
